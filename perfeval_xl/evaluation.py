"""A form evaluated under a scheme: one explained line per indicator, the components, the total, the grade.

`score` is what counts: what the department typed, where it typed a score, else what the rules give. `computed` is what
the rules give whatever was typed. Both are None while a person must judge.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from perfeval_xl.model import Form
from perfeval_xl.rules import ExecutionOutcome, Outcome
from perfeval_xl.scheme import ComponentRule, Scheme


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """The score of one indicator; `index` is its place in `form.indicators` (0-based)."""

    index: int
    category: str
    subcategory: str
    name: str
    points: Decimal | None
    score: Decimal | None
    typed: Decimal | None
    computed: Decimal | None
    outcome: Outcome

    @property
    def lost(self) -> Decimal | None:
        """Points not earned, None while unknown."""
        return None if self.points is None or self.score is None else self.points - self.score


@dataclass(frozen=True, slots=True, kw_only=True)
class BudgetScore:
    """The score of the execution rate; `original_rate` is outturn over the original budget, for comparison."""

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
    """One component (一级指标): points as set in the form, scores summed; `low`..`high` bound `computed` while it is pending."""

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
    """Everything that the rules say about one form."""

    scheme: Scheme
    form: Form
    year: int | None
    lines: tuple[Line, ...]
    budget: BudgetScore
    components: tuple[ComponentScore, ...]
    total: Decimal | None
    grade: str | None
    pending: int
    """Lines without a score that counts."""
    computed_total: Decimal | None
    computed_grade: str | None
    low: Decimal
    high: Decimal
    strays: tuple[Line, ...]
    """Lines whose category is no component of the scheme; they count in no component but do count in the total."""


def evaluate(form: Form, scheme: Scheme) -> Evaluation:
    """`form` scored under `scheme`. Never raises on anything typed."""
    raise NotImplementedError
