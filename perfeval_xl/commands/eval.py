"""`eval`: one indicator scored."""

from __future__ import annotations

from argparse import Namespace

from perfeval_xl import scheme as schemes
from perfeval_xl import shapes, texts
from perfeval_xl.commands import Reply
from perfeval_xl.rules import score_indicator


def run(args: Namespace) -> Reply:
    """The score of one indicator with its explanation."""
    scheme = schemes.get(args.scheme)
    outcome = score_indicator(
        args.target,
        args.actual,
        args.points,
        scheme=scheme,
        unit=args.unit,
        name=args.name,
        criterion=args.criterion,
        year=args.year,
    )
    if args.json:
        return Reply(shapes.dumps(shapes.outcome(outcome, args.points, scheme)))
    return Reply(texts.outcome(outcome, args.points, scheme))
