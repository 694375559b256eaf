"""`fill`: a workbook filled from a case file."""

from __future__ import annotations

from argparse import Namespace

from perfeval_xl import scheme as schemes
from perfeval_xl import texts
from perfeval_xl.commands import Reply


def run(args: Namespace) -> Reply:
    """Writes the workbook with the values of the case, as if they had been typed."""
    from perfeval_xl.files import casefile, template

    form, notes = casefile.load(args.case)
    scheme = schemes.get(form.scheme)
    live = args.output.suffix.lower() == ".xlsm"
    template.write(args.output, form, scheme, live=live, force=args.force, inputs=(args.case,))
    return Reply(texts.with_notes(texts.written(args.output, "自评表", scheme), notes))
