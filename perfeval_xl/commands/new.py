"""`new`: a blank workbook."""

from __future__ import annotations

from argparse import Namespace
from decimal import Decimal

from perfeval_xl import scheme as schemes
from perfeval_xl import texts
from perfeval_xl.commands import Reply
from perfeval_xl.files import workbook
from perfeval_xl.model import Agency, Form


def run(args: Namespace) -> Reply:
    """Writes the blank workbook of a scheme."""
    scheme = schemes.get(args.scheme)
    year = None if args.year is None else Decimal(args.year)
    form = Form(scheme=scheme.id, fiscal_year=year, agency=Agency(name=args.agency))
    workbook.write(args.output, form, scheme, force=args.force)
    return Reply(texts.written(args.output, "空白自评表", scheme))
