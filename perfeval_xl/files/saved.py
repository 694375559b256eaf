"""Whether the results that a workbook was saved with still are what its inputs give."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from perfeval_xl.evaluation import Evaluation
from perfeval_xl.figures import Typed, is_blank, number_of, round_half_up, text_of
from perfeval_xl.files.reader import Return
from perfeval_xl.names import format_score, resolve
from perfeval_xl.rules import PENDING, grade_of
from perfeval_xl.shapes import Difference


def differences(given: Return, evaluation: Evaluation) -> tuple[Difference, ...] | None:
    """The formula cells whose saved result is not what the inputs give now; None for a case file, which saves none."""
    if not given.addresses:
        return None
    # What the formulas of the macro-free edition cannot read they leave to a person; recalculating changes nothing.
    by_plain_formulas = not given.live and not given.digest
    return tuple(
        Difference(at=at, cell=given.addresses.get(at), saved=text_of(given.cached[at]), computed=computed)
        for at, computed in _results(evaluation)
        if at in given.cached
        and is_blank(resolve(given.form, at))
        and not _same(given.cached[at], computed)
        and not (by_plain_formulas and given.cached[at] == PENDING)
    )


def _results(evaluation: Evaluation) -> Iterator[tuple[str, str]]:
    """What the formula cells of scores, total and grade show when they are up to date."""
    for line in evaluation.lines:
        if not line.outcome.blank:
            yield f"indicators[{line.index}].score", _shown(line.computed)
    yield "budget.total.score", _shown(evaluation.budget.outcome.score)
    yield "declared.total", _shown(evaluation.total)
    stated = evaluation.form.declared.total
    if is_blank(stated):
        yield "declared.grade", evaluation.grade or PENDING
    elif isinstance(stated, Decimal):  # the cell of the grade looks at the total above it, which was typed
        yield "declared.grade", grade_of(stated, evaluation.scheme)


def _shown(score: Decimal | None) -> str:
    return PENDING if score is None else format_score(score)


def _same(saved: Typed, computed: str) -> bool:
    """Whether the two say the same; a formula that waits for its inputs shows nothing or 待评定."""
    was, now = number_of(saved), number_of(computed)
    if computed == PENDING and is_blank(saved):
        return True
    if was is None or now is None:
        return text_of(saved) == computed
    return round_half_up(was, 2) == now
