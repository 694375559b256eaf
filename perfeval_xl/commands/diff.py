"""`diff`: what changed from one return to another, cell by cell."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Mapping
from pathlib import Path

from perfeval_xl import comparison, import_texts, shapes
from perfeval_xl.commands import Reply
from perfeval_xl.model import Form


def run(args: Namespace) -> Reply:
    """Compares two returns of any kind that can be read."""
    (one, here), (other, there) = _read(args.one), _read(args.other)
    found = comparison.compare(one, other)
    if args.json:
        return Reply(shapes.dumps(import_texts.changes_shape(found, args.one, args.other, (here, there))))
    return Reply(import_texts.changes(found, str(args.one), str(args.other), (here, there)))


def _read(path: Path) -> tuple[Form, Mapping[str, str]]:
    """The form in a file, and the cell of every value in it."""
    from perfeval_xl.files import importer

    found = importer.read(path)
    return found.account.form, found.cells
