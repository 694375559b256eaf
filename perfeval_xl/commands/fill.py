"""`fill`: a workbook filled from a case file."""

from __future__ import annotations

from argparse import Namespace

from perfeval_xl import checks, texts
from perfeval_xl.commands import Reply
from perfeval_xl.files import casefile, workbook
from perfeval_xl.files.reader import scheme_in


def run(args: Namespace) -> Reply:
    """Writes the workbook with the values of the case, as if they had been typed."""
    form, notes = casefile.load(args.case)
    scheme = scheme_in(args.case, form)
    found = checks.run(form, scheme)
    workbook.write(args.output, form, scheme, force=args.force, inputs=(args.case,), findings=found)
    return Reply(texts.with_notes(texts.written(args.output, "自评表", scheme), notes))
