"""`import`: an older or foreign form as a standard workbook, with the account of every cell."""

from __future__ import annotations

from argparse import Namespace

from perfeval_xl import checks, import_texts, shapes
from perfeval_xl.commands import Reply
from perfeval_xl.files import importer, workbook


def run(args: Namespace) -> Reply:
    """Writes the standard workbook and lists what was placed, what was not, and what is missing."""
    found = importer.read(args.file, args.scheme)
    form = found.account.form
    findings = checks.run(form, found.scheme)
    workbook.write(args.output, form, found.scheme, force=args.force, inputs=(args.file,), findings=findings)
    if args.json:
        return Reply(shapes.dumps(import_texts.imported_shape(found, args.output)))
    return Reply(import_texts.imported(found, args.output))
