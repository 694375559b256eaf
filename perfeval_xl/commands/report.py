"""`report`: the narrative self-evaluation report in Word."""

from __future__ import annotations

from argparse import Namespace

from perfeval_xl import texts
from perfeval_xl.commands import Reply, beside
from perfeval_xl.evaluation import evaluate
from perfeval_xl.files import returns, word
from perfeval_xl.files.output import replacing
from perfeval_xl.report import build


def run(args: Namespace) -> Reply:
    """Writes the report, and with --pdf the same as PDF beside it; says what a person must still write in it."""
    given = returns.read(args.file)
    if args.pdf:
        beside.refuse(args.output, force=args.force)
    document = build(given.form, given.scheme, evaluate(given.form, given.scheme))
    with replacing(args.output, force=args.force, inputs=(args.file,)) as temporary:
        word.write(document, temporary)
    lines = [texts.written(args.output, "自评报告", given.scheme)]
    lines += [beside.make(args.output, force=args.force)] if args.pdf else []
    lines += [texts.remarks(document.remarks)] if document.remarks else []
    return Reply(texts.with_notes("\n".join(lines), given.notes))
