"""`submit`: the copy to hand in, without formulas and macros, stamped."""

from __future__ import annotations

from argparse import Namespace

from perfeval_xl import texts
from perfeval_xl.commands import Reply, beside
from perfeval_xl.files import returns, submission


def run(args: Namespace) -> Reply:
    """Writes the submission, and with --pdf the same as PDF beside it."""
    given = returns.read(args.file)
    if args.pdf:
        beside.refuse(args.output, force=args.force)
    submission.write(args.output, given, force=args.force, inputs=(args.file,))
    lines = [texts.written(args.output, "送审件", given.scheme)]
    lines += [beside.make(args.output, force=args.force)] if args.pdf else []
    return Reply(texts.with_notes("\n".join(lines), given.notes))
