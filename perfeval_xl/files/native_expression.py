"""Spreadsheet expressions that know their value: each function writes a formula and computes what it gives.

A `Piece` is built from cells and other pieces. Its `text` is the formula (without the equals sign), its `value` what
a spreadsheet comes to, so that the cached value of a formula never depends on a second hand-written calculation; the
live tests compare every value with LibreOffice. Only functions of Excel 2007 and before, and IFERROR (2007).
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from perfeval_xl.figures import from_number, plain
from perfeval_xl.files.page import Formula, Page

FIRST_VERSION = {
    "ABS AND CHAR EXACT FIND IF INDEX INT ISNUMBER ISTEXT LEFT LEN LOOKUP MAX MID MIN NOT OR REPT RIGHT ROUND "
    "SUBSTITUTE SUMPRODUCT TRIM VALUE": "Excel 97",
    "IFERROR": "Excel 2007",
}
"""The functions in use by the first Excel that has them; a test looks at all formulas."""


class Fault:
    """What a formula gives that fails (#VALUE! and the like)."""

    def __repr__(self) -> str:
        return "#VALUE!"


FAULT = Fault()
Result = str | float | bool | Fault
"""What a piece comes to; a blank cell is an empty text."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a formula and what it comes to. `+ - * / < <= > >=` make a larger piece of two numbers."""

    text: str
    value: Result

    def __add__(self, other: Piece | float) -> Piece:
        return self._with(other, "+", lambda a, b: a + b)

    def __sub__(self, other: Piece | float) -> Piece:
        return self._with(other, "-", lambda a, b: a - b)

    def __mul__(self, other: Piece | float) -> Piece:
        return self._with(other, "*", lambda a, b: a * b)

    def __truediv__(self, other: Piece | float) -> Piece:
        return self._with(other, "/", lambda a, b: a / b)

    def __lt__(self, other: Piece | float) -> Piece:
        return self._with(other, "<", lambda a, b: a < b)

    def __le__(self, other: Piece | float) -> Piece:
        return self._with(other, "<=", lambda a, b: a <= b)

    def __gt__(self, other: Piece | float) -> Piece:
        return self._with(other, ">", lambda a, b: a > b)

    def __ge__(self, other: Piece | float) -> Piece:
        return self._with(other, ">=", lambda a, b: a >= b)

    def _with(self, other: Piece | float, sign: str, compute: Callable[[float, float], float | bool]) -> Piece:
        right_ = other if isinstance(other, Piece) else number(other)

        def numbers(a: Result, b: Result) -> float | bool:
            if not (isinstance(a, float) and isinstance(b, float)):
                raise TypeError
            return compute(a, b)

        return applied(f"({self.text}{sign}{right_.text})", [self, right_], numbers)

    def formula(self) -> Formula:
        """The piece as the formula of a cell."""
        if isinstance(self.value, Fault | bool):
            raise ValueError(f"not the result of a cell: {self.text}")
        value = self.value if isinstance(self.value, str) else from_number(self.value)
        return Formula("=" + self.text, value)


def typed_value(page: Page, row: int, col: int) -> str | float:
    """What a cell of the page holds, as a formula sees it."""
    value = page.value(row, col)
    return float(value) if isinstance(value, Decimal) else value


@lru_cache(maxsize=2048)
def text(words: str) -> Piece:
    """A text."""
    return Piece('"' + words.replace('"', '""') + '"', words)


@lru_cache(maxsize=512, typed=True)
def number(value: float | Decimal) -> Piece:
    """A number."""
    return Piece(plain(Decimal(repr(value)) if isinstance(value, float) else Decimal(value)), float(value))


def applied(text_: str, pieces: Sequence[Piece], compute: Callable[..., Result]) -> Piece:
    """A formula of other pieces, with what `compute` makes of their values; it fails where one of them does."""
    values = [piece.value for piece in pieces]
    if any(isinstance(value, Fault) for value in values):
        return Piece(text_, FAULT)
    try:
        return Piece(text_, compute(*values))
    except (ValueError, ZeroDivisionError, TypeError):
        return Piece(text_, FAULT)


def _call(name: str, pieces: Sequence[Piece], compute: Callable[..., Result]) -> Piece:
    return applied(f"{name}({','.join(piece.text for piece in pieces)})", pieces, compute)


def _said(value: Result) -> str:
    return value if isinstance(value, str) else plain(from_number(value))


def join(*pieces: Piece) -> Piece:
    """Texts one after the other."""
    return applied("&".join(piece.text for piece in pieces), pieces, lambda *values: "".join(map(_said, values)))


def trim(piece: Piece) -> Piece:
    """The text without blanks at its ends, and single blanks inside."""
    return _call("TRIM", [piece], lambda value: " ".join(part for part in _said(value).split(" ") if part))


def length(piece: Piece) -> Piece:
    """How many characters the text has."""
    return _call("LEN", [piece], lambda value: float(len(_said(value))))


def left(piece: Piece, count: Piece) -> Piece:
    """The first characters."""
    return _call("LEFT", [piece, count], lambda value, many: _said(value)[: _not_negative(many)])


def right(piece: Piece, count: Piece) -> Piece:
    """The last characters."""
    return _call(
        "RIGHT", [piece, count], lambda value, many: _said(value)[-_not_negative(many) :] if _not_negative(many) else ""
    )


def _not_negative(count: float) -> int:
    if count < 0:
        raise ValueError
    return int(count)


def middle(piece: Piece, start: Piece, count: Piece) -> Piece:
    """The characters from `start` (1 is the first)."""

    def cut(value: Result, first: float, many: float) -> str:
        if first < 1:
            raise ValueError
        return _said(value)[int(first) - 1 : int(first) - 1 + _not_negative(many)]

    return _call("MID", [piece, start, count], cut)


def find(needle: Piece, hay: Piece) -> Piece:
    """Where a text first stands in another; fails where it does not."""
    return _call("FIND", [needle, hay], lambda value, within: float(_said(within).index(_said(value)) + 1))


def holds(needle: str, hay: Piece) -> Piece:
    """Whether a text stands in another."""
    return is_number(find(text(needle), hay))


def without(piece: Piece, *parts: str) -> Piece:
    """The text with the parts taken out."""
    for part in parts:
        piece = replaced(piece, text(part), "")
    return piece


def replaced(piece: Piece, old: Piece, new: str) -> Piece:
    """The text with one part put in place of another."""
    return _call("SUBSTITUTE", [piece, old, text(new)], lambda value, part, by: _said(value).replace(part, by))


def control(code: int) -> Piece:
    """A control character."""
    return Piece(f"CHAR({code})", chr(code))


def exact(one: Piece, other: Piece) -> Piece:
    """Whether two texts are the same, letter for letter."""
    return _call("EXACT", [one, other], lambda a, b: _said(a) == _said(b))


def is_empty(piece: Piece) -> Piece:
    """Whether a cell is blank or holds an empty text."""
    return applied(f'{piece.text}=""', [piece], lambda value: value == "")


def is_number(piece: Piece) -> Piece:
    """Whether it is a number; an error is none."""
    value = isinstance(piece.value, float) and not isinstance(piece.value, bool)
    return Piece(f"ISNUMBER({piece.text})", value)


def is_text(piece: Piece) -> Piece:
    """Whether it is a text."""
    return Piece(f"ISTEXT({piece.text})", isinstance(piece.value, str))


def if_(condition: Piece, then: Piece, otherwise: Piece) -> Piece:
    """One of two."""
    value = condition.value
    chosen = value if isinstance(value, Fault) else then.value if value else otherwise.value
    return Piece(f"IF({condition.text},{then.text},{otherwise.text})", chosen)


def first_case(cases: Sequence[tuple[Piece, Piece]], otherwise: Piece) -> Piece:
    """What goes with the first condition that holds."""
    for condition, then in reversed(cases):
        otherwise = if_(condition, then, otherwise)
    return otherwise


def or_else(piece: Piece, instead: Piece) -> Piece:
    """The piece, or `instead` where it fails."""
    value = instead.value if isinstance(piece.value, Fault) else piece.value
    return Piece(f"IFERROR({piece.text},{instead.text})", value)


def both(*pieces: Piece) -> Piece:
    """Whether all hold."""
    return _call("AND", pieces, lambda *values: all(values))


def either(*pieces: Piece) -> Piece:
    """Whether one holds."""
    return _call("OR", pieces, lambda *values: any(values))


def negation(piece: Piece) -> Piece:
    """Whether it does not hold."""
    return _call("NOT", [piece], lambda value: not value)


def equals(one: Piece, other: Piece | float) -> Piece:
    """Whether two numbers are the same."""
    return one._with(other, "=", lambda a, b: a == b)


def absolute(piece: Piece) -> Piece:
    """The number without its sign."""
    return _call("ABS", [piece], abs)


def whole(piece: Piece) -> Piece:
    """The next whole number below."""
    return _call("INT", [piece], lambda value: float(math.floor(value)))


def smaller_of(*pieces: Piece) -> Piece:
    """The smallest number."""
    return _call("MIN", pieces, min)


def larger_of(*pieces: Piece) -> Piece:
    """The largest number."""
    return _call("MAX", pieces, max)


def power_of_ten(piece: Piece) -> Piece:
    """10 to a whole power from 0 up."""
    return applied(f"10^{piece.text}", [piece], lambda value: float(10 ** int(value)))


def value_of(piece: Piece) -> Piece:
    """The number that a text of digits spells."""
    return _call("VALUE", [piece], lambda value: float(int(_said(value))))


def rounded(piece: Piece, places: int) -> Piece:
    """The number rounded, where its distance from a half is beyond doubt."""
    return applied(
        f"ROUND({piece.text},{places})", [piece], lambda value: math.floor(value * 10**places + 0.5) / 10**places
    )
