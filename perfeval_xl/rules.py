"""Scoring rules: small pure functions from a target and an actual value to an explained score.

A scheme chooses among them and sets their parameters (`scheme.Rules`, `scheme.Tier`).
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from perfeval_xl.figures import Typed
from perfeval_xl.scheme import Scheme
from perfeval_xl.targets import Actual, Note, Target

PENDING = "待评定"
"""What a score cell shows while a person must judge."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What the rules give for one indicator.

    `score` is None while a person must judge (then `low`..`high` bound it, `low_open`/`high_open` tell whether the ends
    belong) and for an empty row (`blank`). `ratio` is actual/target where that means something. `met` is None when undecided.
    `kind` is one of quantitative, qualitative, date, range, criterion, unreadable. `cite` is a key of the scheme's sources.
    """

    score: Decimal | None
    kind: str
    rule: str
    explanation: str
    cite: str = ""
    met: bool | None = None
    ratio: Decimal | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    low_open: bool = False
    high_open: bool = False
    tier: str = ""
    blank: bool = False
    notes: tuple[Note, ...] = ()
    target: Target
    actual: Actual


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
    """The score of one indicator under `scheme`, from what was typed in its cells. Never raises on any text."""
    raise NotImplementedError


@dataclass(frozen=True, slots=True, kw_only=True)
class ExecutionOutcome:
    """What the rules give for the execution rate; `rate` is a ratio, None when the denominator is 0 or missing."""

    rate: Decimal | None
    score: Decimal | None
    rule: str
    explanation: str
    cite: str = ""
    notes: tuple[Note, ...] = ()


def score_execution(budget: Typed, outturn: Typed, points: Typed, *, scheme: Scheme) -> ExecutionOutcome:
    """The score of the execution rate: rate, capped, times points."""
    raise NotImplementedError


def grade_of(total: Decimal, scheme: Scheme) -> str:
    """The grade that `total` earns, decided before any rounding."""
    return next(g.label for g in sorted(scheme.grade, key=lambda g: -g.at_least) if total >= g.at_least or g.at_least == 0)
