"""`roll`: last year's return as the beginning of the new year's."""

from __future__ import annotations

from argparse import Namespace

from perfeval_xl import import_texts, rollover, shapes
from perfeval_xl.commands import Reply
from perfeval_xl.files import importer, workbook


def run(args: Namespace) -> Reply:
    """Writes the new year's workbook and says what was kept and what was cleared."""
    found = importer.read(args.file, args.scheme)
    made = rollover.roll(found.account.form, found.scheme, args.year)
    workbook.write(args.output, made.form, made.scheme, force=args.force, inputs=(args.file,))
    if args.json:
        kept = [{"at": name, "text": text} for name, text in made.dated]
        shape = {"output": str(args.output), "scheme": made.scheme.id, "cleared": list(made.cleared), "dated": kept}
        return Reply(shapes.dumps(shape))
    notes = [f"ⓘ {note}" for note in import_texts.remarks(found)]
    return Reply("\n".join([import_texts.rolled(made, args.year, args.output), *notes]))
