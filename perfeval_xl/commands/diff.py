"""`diff`: what changed from one return to another, cell by cell."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from perfeval_xl import comparison, import_texts, shapes
from perfeval_xl.commands import Reply
from perfeval_xl.files import importer
from perfeval_xl.importing import Imported


def run(args: Namespace) -> Reply:
    """Compares two returns of any kind that can be read."""
    one, other = _read(args.one, args.other)
    cells = (one.cells, other.cells)
    found = comparison.compare(one.account.form, other.account.form)
    notes = [note for item in (one, other) for note in import_texts.remarks(item)]
    if args.json:
        shape = import_texts.changes_shape(found, args.one, args.other, cells)
        return Reply(shapes.dumps({**shape, "notes": notes}))
    told = import_texts.changes(found, str(args.one), str(args.other), cells)
    return Reply("\n".join([told, *(f"ⓘ {note}" for note in notes)]))


def _read(one: Path, other: Path) -> tuple[Imported, Imported]:
    """Both returns; one that does not say its scheme is read by that of the other."""
    first, second = importer.read(one), importer.read(other)
    if first.choice.sure and not second.choice.sure:
        return first, importer.read(other, first.scheme.id)
    if second.choice.sure and not first.choice.sure:
        return importer.read(one, second.scheme.id), second
    return first, second
