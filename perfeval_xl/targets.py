"""What people type as 指标值 and 实际完成值, read: comparison, number, unit, date, range, words; repairs are noted.

No text raises. What cannot be read is UNREADABLE with a reason; what was repaired or doubted is a `Note`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from perfeval_xl.figures import Typed


class Shape(StrEnum):
    """What kind of thing a text turned out to be."""

    BLANK = "blank"
    NUMBER = "number"
    RANGE = "range"
    RATIO = "ratio"
    DATE = "date"
    WORDS = "words"
    UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True)
class Note:
    """Something repaired or doubted while reading: a stable code (a check's short name where one exists) and a Chinese sentence."""

    code: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """A 指标值 as read.

    `comparison` is one of ">=", "<=", "=", ">", "<", "range" or None (words, blank, unreadable).
    NUMBER and RATIO: `number` in `unit`. RANGE: `number`..`high` with open ends flagged. DATE: `deadline`, or
    `start`..`deadline`. WORDS: `words`, folded. A percentage is held in percent (95%), with unit "%".
    """

    text: str
    shape: Shape
    comparison: str | None = None
    number: Decimal | None = None
    high: Decimal | None = None
    low_open: bool = False
    high_open: bool = False
    unit: str = ""
    start: date | None = None
    deadline: date | None = None
    words: str = ""
    explicit: bool = False
    """Whether the comparison was written, not supposed."""
    notes: tuple[Note, ...] = ()
    reason: str = ""
    """Why it is UNREADABLE, in Chinese."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Actual:
    """A 实际完成值 as read, its number converted to the target's unit where the two are of one kind.

    `unit_conflict` is True when both have units that cannot be converted into each other. DATE: `day` is the (last) day.
    """

    text: str
    shape: Shape
    number: Decimal | None = None
    high: Decimal | None = None
    unit: str = ""
    typed_unit: str = ""
    day: date | None = None
    words: str = ""
    comparison: str | None = None
    """A comparison sign that the actual value itself carries (copied from the target)."""
    unit_conflict: bool = False
    notes: tuple[Note, ...] = ()
    reason: str = ""


def read_target(typed: Typed, *, unit: Typed = None, name: Typed = None, year: int | None = None) -> Target:
    """The target that `typed` states; `unit` is the 度量单位 column, `name` the indicator's, `year` the fiscal year."""
    raise NotImplementedError


def read_actual(typed: Typed, target: Target, *, unit: Typed = None, year: int | None = None) -> Actual:
    """The actual value that `typed` states, converted to the unit of `target`."""
    raise NotImplementedError
