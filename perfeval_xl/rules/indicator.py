"""The score of one indicator: its cells are read, the rule that fits is chosen, its verdict becomes an outcome."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

from perfeval_xl.figures import Typed, is_blank, one_line, text_of
from perfeval_xl.rules import quantitative
from perfeval_xl.rules.core import Case, Outcome, Verdict, clip, rule_of, usable
from perfeval_xl.rules.criterion import by_criterion
from perfeval_xl.rules.qualitative import find_tier, missing, unreadable, why_incomparable, words
from perfeval_xl.scheme import Scheme
from perfeval_xl.targets import Note, Shape, read_actual, read_target

_BY_COMPARISON = {
    ">=": quantitative.at_least,
    ">": quantitative.at_least,
    "<=": quantitative.at_most,
    "<": quantitative.at_most,
    "=": quantitative.equal,
}
_KINDS = {Shape.WORDS: "qualitative", Shape.DATE: "date", Shape.RANGE: "range", Shape.UNREADABLE: "unreadable"}
_DOUBTS = ("SYMBOL_OCR", "DATE_SUPPOSED", "PERCENT_DOUBT", "UNIT_DOUBT", "SIGN_DOUBT", "DIRECTION_CONFLICT")
"""Notes that put the score itself in doubt, so that the explanation must say them."""


def is_empty_row(*typed: Typed) -> bool:
    """Whether nothing was typed in any of the cells that make a row: name, target, actual, points, score."""
    return is_blank(typed[0]) and all(is_blank(cell) for cell in typed[1:])


def score_indicator(
    target: Typed,
    actual: Typed,
    points: Typed,
    *,
    scheme: Scheme,
    unit: Typed = None,
    name: Typed = None,
    tier: Typed = None,
    criterion: Typed = None,
    year: int | None = None,
) -> Outcome:
    """The score of one indicator under `scheme`, from what was typed in its cells. Never raises on any text.

    `unit` is 度量单位, `name` 三级指标, `tier` 档次, `criterion` 评分标准 (it scores where there is no target), `year`
    the fiscal year of deadlines that name none. Points and scores are in 分; `Outcome.cite` names the rule's source.
    """
    wanted = read_target(target, unit=unit, name=name, year=year)
    found = read_actual(actual, wanted, unit=unit, year=year)
    number = usable(points)
    case = Case(
        target=wanted,
        actual=found,
        points=max(number or Decimal(0), Decimal(0)),
        scheme=scheme,
        tier=None if is_blank(tier) else find_tier(text_of(tier), scheme),
        criterion=text_of(criterion),
        typed=actual,
        unit=unit,
    )
    function = _choose(case, has_criterion=not is_blank(criterion))
    chosen = rule_of(function)
    verdict = function(case)
    notes = wanted.notes + verdict.notes
    if found.notes:
        notes = wanted.notes + tuple(note for note in found.notes if note not in wanted.notes) + verdict.notes
    if not is_blank(tier) and case.tier is None:
        notes += (Note("TIER_UNKNOWN", f"档次“{clip(text_of(tier))}”不是本方案的档次，未采用，请从列表中选。"),)
    outcome = Outcome(
        score=verdict.score,
        kind=chosen.kind or _KINDS.get(wanted.shape, "quantitative" if wanted.comparison else "unreadable"),
        rule=chosen.name,
        explanation=one_line(_with_doubts(verdict.explanation, notes)),
        cite=scheme.rules.cite if verdict.cite is None else verdict.cite,
        met=verdict.met,
        ratio=verdict.ratio,
        low=verdict.low,
        high=verdict.high,
        low_open=verdict.low_open,
        high_open=verdict.high_open,
        tier=verdict.tier,
        notes=notes,
        target=wanted,
        actual=found,
    )
    if is_empty_row(target, actual, points, name, criterion):
        return replace(outcome, score=None, low=None, high=None, explanation="", cite="", blank=True)
    return outcome if number is not None and number >= 0 else _without_points(outcome, points, number)


def _choose(case: Case, has_criterion: bool) -> Callable[[Case], Verdict]:
    target, actual = case.target, case.actual
    if target.shape is Shape.BLANK and has_criterion:
        return by_criterion
    if case.tier is not None and target.shape in (Shape.WORDS, Shape.UNREADABLE):
        return words
    if Shape.BLANK in (target.shape, actual.shape):
        return missing
    if why_incomparable(target, actual):
        return unreadable
    if target.shape is Shape.WORDS:
        return words
    if target.shape is Shape.DATE:
        return quantitative.deadline
    if target.shape is Shape.RANGE:
        return quantitative.in_range
    return _BY_COMPARISON[target.comparison or "="]


def _with_doubts(explanation: str, notes: tuple[Note, ...]) -> str:
    if not notes:
        return explanation
    doubts = [note.text.rstrip("。") for note in notes if note.code in _DOUBTS]
    return f"{explanation.rstrip('。')}；请注意：{'；'.join(doubts)}。" if doubts else explanation


def _without_points(outcome: Outcome, points: Typed, number: Decimal | None) -> Outcome:
    if is_blank(points):
        reason = "没有填分值，不能计分，请补填。"
    elif number is None:
        reason = f"分值“{clip(text_of(points))}”不是数字，不能计分，请改正。"
    else:
        reason = f"分值“{clip(text_of(points))}”是负数，不能计分，请改正。"
    return replace(outcome, score=None, low=None, high=None, explanation=reason)
