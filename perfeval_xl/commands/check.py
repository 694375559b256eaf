"""`check`: what a reviewer would send back."""

from __future__ import annotations

from argparse import Namespace

from perfeval_xl import shapes, texts
from perfeval_xl.checks import Severity
from perfeval_xl.commands import Reply, returns


def run(args: Namespace) -> Reply:
    """The findings with the cells where they stand; exit code 1 where one of them is an error."""
    given = returns.read(args.file)
    found = returns.findings(given)
    code = int(any(item.severity is Severity.ERROR for item in found))
    name = args.file.name
    if args.json:
        shape = shapes.findings(str(args.file), given.scheme, found)
        return Reply(shapes.dumps({**shape, "notes": list(given.notes)}), code)
    return Reply(texts.with_notes(texts.findings(name, given.scheme, found), given.notes), code)
