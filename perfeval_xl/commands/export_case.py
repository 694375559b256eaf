"""`export-case`: what is typed in a workbook, as a case file."""

from __future__ import annotations

from argparse import Namespace

from perfeval_xl import texts
from perfeval_xl.commands import Reply
from perfeval_xl.files import casefile, returns


def run(args: Namespace) -> Reply:
    """Writes the case file."""
    given = returns.read(args.file)
    casefile.dump(given.form, args.output, force=args.force, inputs=(args.file,))
    return Reply(texts.with_notes(texts.written(args.output, "案例文件", given.scheme), given.notes))
