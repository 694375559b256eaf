"""`schemes`: the schemes that there are."""

from __future__ import annotations

from argparse import Namespace

from perfeval_xl import shapes, texts
from perfeval_xl.commands import Reply
from perfeval_xl.scheme import all_schemes


def run(args: Namespace) -> Reply:
    """The list of schemes."""
    schemes = tuple(all_schemes().values())
    return Reply(shapes.dumps(shapes.schemes(schemes)) if args.json else texts.schemes(schemes))
