"""`submit`: the copy to hand in, without formulas and macros, stamped."""

from __future__ import annotations

from argparse import Namespace

from perfeval_xl import texts
from perfeval_xl.commands import Reply, returns
from perfeval_xl.commands.terminal import tell


def run(args: Namespace) -> Reply:
    """Writes the submission, and with --pdf the same as PDF beside it."""
    from perfeval_xl.files import submission

    given = returns.read(args.file)
    submission.write(args.output, given, force=args.force, inputs=(args.file,))
    lines = [texts.written(args.output, "送审件", given.scheme)]
    if args.pdf:
        from perfeval_xl.files import pdf

        tell("生成 PDF")
        lines.append(f"✔ PDF：{pdf.to_pdf(args.output, force=args.force)}")
    return Reply(texts.with_notes("\n".join(lines), given.notes))
