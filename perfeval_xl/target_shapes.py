"""What a 指标值 or an 实际完成值 can turn out to be: Target and Actual, frozen."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from perfeval_xl.figures import Typed, fold, from_number
from perfeval_xl.target_notes import Note


class Shape(StrEnum):
    """What kind of thing a text turned out to be."""

    BLANK = "blank"
    NUMBER = "number"
    RANGE = "range"
    RATIO = "ratio"
    DATE = "date"
    WORDS = "words"
    UNREADABLE = "unreadable"


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
    month_day: tuple[int, int] | None = None
    """DATE: month and day of the deadline; all there is when no year is known (then `deadline` is None)."""

    def __hash__(self) -> int:
        """By its text: actual values are remembered by their targets, and hashing all fields takes as long."""
        return hash(self.text)


@dataclass(frozen=True, slots=True, kw_only=True)
class Actual:
    """A 实际完成值 as read, its number converted to the target's unit where the two are of one kind.

    `unit_conflict` is True when both have units that cannot be converted into each other. DATE: `day` is the
    (last) day.
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
    month_day: tuple[int, int] | None = None
    """DATE: month and day; all there is when no year is known (then `day` is None)."""


LONG = 1000
"""Texts with more characters than this are never figures; they are not searched."""


def tidy(value: object) -> Typed:
    """`value` as a cell can hold it: a finite number as Decimal, nothing as None, anything else as its text."""
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, bool):
        return str(value)
    if isinstance(value, Decimal):
        return value if value.is_finite() else str(value)
    if isinstance(value, (int, float)):
        try:
            return from_number(value)
        except (ValueError, ArithmeticError):
            return "9" * 400
    return str(value)


def folded_words(text: str) -> str:
    """`text` as it is compared with other words: half-width, no white space, no closing stop."""
    folded = fold(text) if len(text) <= LONG else "".join(text.split())
    return folded.strip("。.;；,，!！\"“”'")
