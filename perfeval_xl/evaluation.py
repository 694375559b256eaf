"""A form evaluated under a scheme: one explained line per indicator, the components, the total, the grade.

`score` is what counts: what the department typed, where it typed a score, else what the rules give. `computed` is what
the rules give whatever was typed. Both are None while a person must judge. Sums are exact; rounding is for display.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from perfeval_xl.figures import is_blank, round_half_up, sum_of, text_of, year_of
from perfeval_xl.lines import Line, category_key, component_of, lines_of
from perfeval_xl.model import Component, Form
from perfeval_xl.rules import ExecutionOutcome, capped_total, grade_of, score_execution
from perfeval_xl.rules.core import share, usable
from perfeval_xl.rules.execution import money
from perfeval_xl.scheme import ComponentRule, Scheme

_FULL = Decimal(100)
_ZERO = Decimal(0)


@dataclass(frozen=True, slots=True, kw_only=True)
class BudgetScore:
    """The score of the execution rate; `original_rate` is outturn over the original budget, for comparison.

    Amounts are in 万元, points and scores in 分, rates are ratios. `typed` is the score that the department typed.
    """

    original: Decimal | None
    final: Decimal | None
    outturn: Decimal | None
    points: Decimal | None
    score: Decimal | None
    typed: Decimal | None
    original_rate: Decimal | None
    outcome: ExecutionOutcome


@dataclass(frozen=True, slots=True, kw_only=True)
class ComponentScore:
    """One component (一级指标): points as set in the form, scores summed.

    `low`..`high` bound what the rules give; they are equal where nothing is pending. A component without rows has what
    the return states for it as its score and both bounds, and `computed` None.
    """

    rule: ComponentRule
    name: str
    points: Decimal
    score: Decimal | None
    computed: Decimal | None
    low: Decimal
    high: Decimal
    lines: tuple[Line, ...]

    @property
    def rate(self) -> Decimal | None:
        """得分率: score over points, None while pending or without points."""
        return None if self.score is None or not self.points else self.score / self.points


@dataclass(frozen=True, slots=True, kw_only=True)
class Evaluation:
    """Everything that the rules say about one form.

    Totals are in 分 and exact; `low`..`high` bound what the rules give. `year` is None where the form names none.
    """

    scheme: Scheme
    form: Form
    year: int | None
    lines: tuple[Line, ...]
    """One per row of `form.indicators` in which something was typed, in the order of the form."""
    budget: BudgetScore
    components: tuple[ComponentScore, ...]
    total: Decimal | None
    """What the scores that count make, held to the scheme's `total_cap` at the execution rate."""
    grade: str | None
    pending: int
    """Scores that are still missing: lines, and components without rows."""
    summed: Decimal | None
    """The sum of the scores that count, which is above `total` where a cap applies."""
    computed_total: Decimal | None
    computed_grade: str | None
    low: Decimal
    high: Decimal
    strays: tuple[Line, ...]
    """Lines whose category is no component of the scheme; they count in no component but do count in the total."""
    unmatched: tuple[Component, ...] = ()
    """Components as stated that the scheme does not know and that have no rows; they too count in the total."""


def evaluate(form: Form, scheme: Scheme) -> Evaluation:
    """`form` scored under `scheme`: lines, budget, components, total, grade. Never raises on anything typed.

    Points count as the form has them. The scheme's `total_cap` holds both totals: what the rules give, and what the
    scores that count make. A total that the department typed stays as typed (a check says so).
    """
    year = year_of(form.fiscal_year)
    lines = tuple(lines_of(form.indicators, scheme, year, form))
    by_component: dict[str | None, list[Line]] = {}
    for line in lines:
        rule = component_of(line.category, scheme)
        by_component.setdefault(rule.name if rule else None, []).append(line)
    stated: dict[str, list[Component]] = {}
    unknown: list[Component] = []
    for component in form.components:
        if is_blank(component.points) and is_blank(component.score):
            continue
        rule = component_of(component.name, scheme)
        if rule:
            stated.setdefault(rule.name, []).append(component)
        else:
            unknown.append(component)
    strays = tuple(by_component.get(None, ()))
    stray_categories = {category_key(line.category) for line in strays if line.category}
    unmatched = tuple(item for item in unknown if category_key(text_of(item.name)) not in stray_categories)

    budget = _budget(form, scheme, stated)
    components = tuple(
        _component(rule, tuple(by_component.get(rule.name, ())), stated.get(rule.name, ()), budget)
        for rule in scheme.component
    )
    others = [*(_line_part(line) for line in strays), *(_stated_part(item) for item in unmatched)]
    components = _without_absent(components, set(by_component) | set(stated), others)
    parts: list[ComponentScore | _Part] = [*components, *others]
    rate = budget.outcome.rate
    summed = sum_of(part.score for part in parts)
    total = None if summed is None else capped_total(summed, rate, scheme)
    computed = sum_of(part.computed for part in parts)
    computed = None if computed is None else capped_total(computed, rate, scheme)
    return Evaluation(
        scheme=scheme,
        form=form,
        year=year,
        lines=lines,
        budget=budget,
        components=components,
        total=total,
        grade=None if total is None else grade_of(total, scheme),
        pending=sum(line.score is None for line in lines)
        + sum(part.score is None and all(line.score is not None for line in part.lines) for part in components)
        + sum(usable(item.score) is None for item in unmatched),
        summed=summed,
        computed_total=computed,
        computed_grade=None if computed is None else grade_of(computed, scheme),
        low=capped_total(sum((part.low for part in parts), _ZERO), rate, scheme),
        high=capped_total(sum((part.high for part in parts), _ZERO), rate, scheme),
        strays=strays,
        unmatched=unmatched,
    )


def _budget(form: Form, scheme: Scheme, stated: dict[str, list[Component]]) -> BudgetScore:
    row = form.budget.total
    rule = next((part for part in scheme.component if part.scores == "budget"), None)
    declared = stated.get(rule.name, []) if rule else []
    points = row.points
    if is_blank(points):
        points = sum_of(usable(part.points) for part in declared) if declared else None
        points = points if points is not None else (rule.points if rule else None)
    denominator = row.original if scheme.rules.execution_denominator == "original" else row.final
    outcome = score_execution(denominator, row.outturn, points, scheme=scheme)
    typed = usable(row.score)
    if typed is None and declared:
        typed = sum_of(usable(part.score) for part in declared)
    original, final, outturn = (money(cell) for cell in (row.original, row.final, row.outturn))
    return BudgetScore(
        original=original,
        final=final,
        outturn=outturn,
        points=usable(points),
        score=outcome.score if typed is None else typed,
        typed=typed,
        original_rate=share(Decimal(1), outturn, original)
        if original and original > 0 and outturn is not None
        else None,
        outcome=outcome,
    )


class _Part(NamedTuple):
    """One thing that counts: a row, the budget, or a component as stated; None is unknown."""

    points: Decimal
    score: Decimal | None
    computed: Decimal | None
    low: Decimal
    high: Decimal


def _component(
    rule: ComponentRule, lines: tuple[Line, ...], stated: Iterable[Component], budget: BudgetScore
) -> ComponentScore:
    """The component from its rows; from the budget row; from what the return states; else from the scheme's points."""
    parts = [_line_part(line) for line in lines]
    if rule.scores == "budget" and (not lines or _budget_filled(budget)):
        parts.append(_budget_part(budget))
    if not parts:
        parts = _stated_parts(tuple(stated), rule.points)
    if not parts:
        parts = [_Part(rule.points, None, None, _ZERO, rule.points)]
    return ComponentScore(
        rule=rule,
        name=rule.label,
        points=sum((part.points for part in parts), _ZERO),
        score=sum_of(part.score for part in parts),
        computed=sum_of(part.computed for part in parts),
        low=sum((part.low for part in parts), _ZERO),
        high=sum((part.high for part in parts), _ZERO),
        lines=lines,
    )


def _without_absent(
    components: tuple[ComponentScore, ...], present: set[str | None], others: Iterable[_Part]
) -> tuple[ComponentScore, ...]:
    """The components without those that the department does not have.

    An optional component without rows is left out; any other only when the rest, `others` included, already makes up
    100 points, because its points have then plainly been moved.
    """

    def given(part: ComponentScore) -> bool:
        return part.rule.name in present or part.rule.scores == "budget"

    kept = sum((part.points for part in components if given(part)), _ZERO)
    kept += sum((part.points for part in others), _ZERO)
    kept = round_half_up(kept)  # a third of 20 points is typed as 6.66666666666667
    return tuple(part for part in components if given(part) or (not part.rule.optional and kept < _FULL))


def _budget_filled(budget: BudgetScore) -> bool:
    return any(value is not None for value in (budget.original, budget.final, budget.outturn, budget.typed))


def _line_part(line: Line) -> _Part:
    points, outcome = line.points or _ZERO, line.outcome
    if line.computed is not None:
        return _Part(points, line.score, line.computed, line.computed, line.computed)
    low = _ZERO if outcome.low is None else outcome.low
    high = max(points, _ZERO) if outcome.high is None else outcome.high
    return _Part(points, line.score, None, low, high)


def _budget_part(budget: BudgetScore) -> _Part:
    """The execution rate; where the rules cannot give its score, a typed one stands for both bounds."""
    points, computed = budget.points or _ZERO, budget.outcome.score
    known = computed if computed is not None else budget.typed
    low, high = (_ZERO, max(points, _ZERO)) if known is None else (known, known)
    return _Part(points, budget.score, computed, low, high)


def _stated_parts(items: tuple[Component, ...], scheme_points: Decimal) -> list[_Part]:
    """A component that the return states, perhaps in several rows; where none has points, the scheme's count once."""
    unsaid = all(usable(item.points) is None for item in items)
    return [_stated_part(item, scheme_points if unsaid and not place else _ZERO) for place, item in enumerate(items)]


def _stated_part(item: Component, scheme_points: Decimal = _ZERO) -> _Part:
    """A component as the return states it: its score bounds itself, the rules have nothing to say."""
    score, points = usable(item.score), usable(item.points)
    points = scheme_points if points is None else points
    low, high = (_ZERO, max(points, _ZERO)) if score is None else (score, score)
    return _Part(points, score, None, low, high)
