"""`schemes`: the schemes that there are, and what is wrong with a region's own."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator

from perfeval_xl import scheme as schemes
from perfeval_xl import shapes, texts
from perfeval_xl.commands import Reply
from perfeval_xl.errors import SchemeError


def run(args: Namespace) -> Reply:
    """The list of schemes; a problem names the first fault of a region's own, the outlines of reports included."""
    known = tuple(schemes.all_schemes().values())
    problem = next(_problems(), None)
    return Reply(shapes.dumps(shapes.schemes(known)) if args.json else texts.schemes(known), problem=problem)


def _problems() -> Iterator[SchemeError]:
    for sentence in schemes.problems().values():
        yield SchemeError(f"有方案文件没有读入：{sentence}")
    own = [scheme for name, scheme in schemes.all_schemes().items() if name not in schemes.shipped()]
    if not own:
        return
    from perfeval_xl.report import verify  # the reports are loaded for a region's own schemes only

    for scheme in own:
        try:
            verify(scheme)
        except SchemeError as error:
            yield error
