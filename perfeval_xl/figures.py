"""Decimal figures: from cells and texts, rounded in one way, back to text.

Amounts and scores are `Decimal` from cell to Word. There is exactly one rounding in the package,
`round_half_up`, which is what Excel's ROUND does.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Context, Decimal, InvalidOperation
from functools import lru_cache
from typing import NamedTuple

Typed = str | Decimal | None
"""What a person typed in one cell: a text, a number, or nothing."""

_IDEOGRAPHIC = "\u2e80"
"""The first of the characters that are set without blanks between them."""
_EXCEL = Context(prec=15, rounding=ROUND_HALF_UP)
_DIGITS = 390
_WIDE = Context(prec=_DIGITS + 10, rounding=ROUND_HALF_UP)
LARGEST = 300
"""The power of ten from which on a number is none that a cell can hold."""
_LIMIT = Decimal(1).scaleb(LARGEST)
_AMOUNT = re.compile(
    r"(?:人民币|¥|￥)?(?P<number>[-−+]?(?:\d{1,3}(?:,\d{3})+|\d+)?(?:\.\d*)?)(?P<percent>%?)"
    r"(?P<unit>亿元|万元|千元|百元|元|亿|万|千)?(?:整|人民币)?"
)
_FACTORS = {
    "亿元": Decimal(10000),
    "亿": Decimal(10000),
    "万元": Decimal(1),
    "万": Decimal(1),
    "千元": Decimal("0.1"),
    "千": Decimal("0.1"),
    "百元": Decimal("0.01"),
    "元": Decimal("0.0001"),
}


def round_half_up(value: Decimal, places: int = 2) -> Decimal:
    """`value` rounded half away from zero to `places` decimals, as Excel's ROUND does; zero never keeps a minus."""
    # The quotient of a huge and a tiny figure has more digits than any fixed precision.
    wide = _WIDE if value.adjusted() < _DIGITS else Context(prec=value.adjusted() + places + 2)
    rounded = value.quantize(_step(places), rounding=ROUND_HALF_UP, context=wide)
    return rounded if rounded else rounded.copy_abs()


@lru_cache(maxsize=64)
def _step(places: int) -> Decimal:
    return Decimal(1).scaleb(-places)


@lru_cache(maxsize=2048, typed=True)
def from_number(value: int | float | Decimal) -> Decimal:
    """The Decimal that Excel would hold for `value`: 15 significant digits, plain notation.

    What is smaller than 1e-300 is 0. Raises ValueError for infinities, NaN and what is beyond 1e300.
    """
    number = _EXCEL.create_decimal(repr(value) if isinstance(value, float) else value)
    if not number.is_finite() or abs(number) > _LIMIT:
        raise ValueError("not a finite number")
    if number and number.adjusted() < -300:
        return Decimal(0)
    return _plain(number)


def _plain(number: Decimal) -> Decimal:
    if not number:
        return Decimal(0)
    normal = number.normalize(_EXCEL)
    return normal.quantize(Decimal(1), context=_WIDE) if normal == normal.to_integral_value() else normal


def is_blank(value: Typed) -> bool:
    """Whether nothing was typed: no value, or only white space."""
    return value is None or (isinstance(value, str) and not value.strip())


def text_of(value: Typed) -> str:
    """The text a person sees for `value`: a number in plain notation, nothing as an empty text."""
    if value is None:
        return ""
    return plain(value) if isinstance(value, Decimal) else value.strip()


_INNER = str.maketrans("“”", "‘’")


def quoted(text: str) -> str:
    """`text` in quotation marks, to stand inside a sentence; those within it become single ones."""
    return f"“{text.translate(_INNER)}”"


def one_line(text: str) -> str:
    """`text` without line breaks: they only wrap the text in its cell, so Chinese closes up and Latin gets a blank."""
    if text.isprintable():  # then there is no line break of any kind
        return text
    lines = text.splitlines()
    if lines == [text]:
        return text
    whole = ""
    for line in filter(None, (line.strip() for line in lines)):
        whole += " " + line if whole and max(whole[-1], line[0]) < _IDEOGRAPHIC else line
    return whole


def date_text(moment: date) -> str:
    """A date as people write it: 2021年12月1日, with the time of day where there is one; a time alone as 08:30.

    Spreadsheets hold a time alone as a moment of the day before their calendar begins.
    """
    timed = isinstance(moment, datetime) and (moment.hour or moment.minute)
    if moment.year < 1900:
        return f"{moment:%H:%M}"
    return f"{moment.year}年{moment.month}月{moment.day}日" + (f" {moment:%H:%M}" if timed else "")


def plain(value: Decimal) -> str:
    """`value` in plain notation without superfluous zeros: 10, 0.5, 463.18."""
    text = format(value, "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text


def fold(text: str) -> str:
    """`text` with full-width forms made ASCII and all white space removed."""
    return _folded(text) if len(text) <= _SHORT else _fold(text)


def _fold(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split())


_folded = lru_cache(maxsize=2048)(_fold)
"""Remembered: a form says the same few hundred words again and again, and every check folds them."""
_SHORT = 100


class Amount(NamedTuple):
    """An amount cell as read: the value in 万元, the unit word typed with it, whether it was a percentage."""

    value: Decimal | None
    unit: str = ""
    percent: bool = False


def read_amount(typed: Typed) -> Amount:
    """The amount in 万元 that `typed` stands for; `value` is None when there is none to read.

    A unit word inside the cell is obeyed (5270元 is 0.527) and reported in `unit`; a percentage gives
    its value in percent with `percent` set. Never raises.
    """
    if isinstance(typed, Decimal):
        return Amount(typed)
    return Amount(None) if typed is None or len(typed) > 80 else _amount_in(typed)


@lru_cache(maxsize=512)
def _amount_in(text: str) -> Amount:
    """Remembered: half a dozen checks read the same rates, and 100.00% stands in every form."""
    match = _AMOUNT.fullmatch(fold(text))
    if not match:
        return Amount(None)
    digits = match["number"].replace(",", "").replace("−", "-")
    try:
        number = from_number(Decimal(digits))
    except (InvalidOperation, ValueError):
        return Amount(None)
    unit = match["unit"] or ""
    return Amount(number * _FACTORS.get(unit, Decimal(1)), unit, bool(match["percent"]))


def number_of(typed: Typed) -> Decimal | None:
    """The number in an amount, points or score cell, or None when it is blank, not a number or a percentage.

    An amount is in 万元, whatever unit word was typed with it; points and scores are in 分.
    """
    if isinstance(typed, Decimal) or typed is None:
        return typed
    amount = read_amount(typed)
    return None if amount.percent else amount.value


def sum_of(values: Iterable[Decimal | None]) -> Decimal | None:
    """The sum, exact; None where there is nothing to add, or where one of the values is unknown."""
    total = None
    for value in values:
        if value is None:
            return None
        total = value if total is None else total + value
    return total


def rate_of(typed: Typed) -> Decimal | None:
    """The ratio in a rate cell: "105.81%" is 1.0581; a bare number is taken as the ratio it is.

    None when the cell is blank, not a number, or an amount with its unit.
    """
    amount = read_amount(typed)
    if amount.value is None or amount.unit:
        return None
    return amount.value / 100 if amount.percent else amount.value


def year_of(typed: Typed) -> int | None:
    """The fiscal year typed as 2021, "2021" or "2021年度"; None when it is none."""
    number = number_of(typed)
    found = re.search(r"(?<!\d)(?:19|20|21)\d\d(?!\d)", fold(text_of(typed)[:40]) if number is None else str(number))
    return int(found[0]) if found else None
