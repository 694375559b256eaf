"""`score`: a return scored anew from its inputs."""

from __future__ import annotations

from argparse import Namespace

from perfeval_xl import shapes, texts
from perfeval_xl.commands import Reply
from perfeval_xl.evaluation import evaluate
from perfeval_xl.files import returns, saved


def run(args: Namespace) -> Reply:
    """The score of every line, of the components and of the whole, beside what the department typed."""
    given = returns.read(args.file)
    evaluation = evaluate(given.form, given.scheme)
    differences = saved.differences(given, evaluation)
    if args.json:
        shape = shapes.score(evaluation, given.addresses, differences or ())
        return Reply(shapes.dumps({**shape, "notes": list(given.notes)}))
    return Reply(texts.with_notes(texts.score(evaluation, given.addresses, differences), given.notes))
