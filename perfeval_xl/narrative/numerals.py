"""Numbers in running text: Arabic or Chinese numerals, their unit, and how exactly they were written."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from perfeval_xl.figures import round_half_up

_DIGITS = {char: value for value, char in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_TENS = {"十": 10, "百": 100, "千": 1000}

NUMBER = r"(?:\d{1,3}(?:,\d{3}){1,5}|\d{1,15})(?:\.\d{1,8})?"
"""A number as written, thousand separators included; for use inside a larger pattern."""
COUNT = r"(?:\d{1,4}|[一二两三四五六七八九十百]{1,5})"
"""A whole number in Arabic or Chinese numerals."""

AMOUNT_UNITS = {"亿元": Decimal(10000), "万元": Decimal(1), "元": Decimal("0.0001")}
"""What one unit of money is in 万元."""


def chinese_number(text: str) -> int | None:
    """The whole number that Chinese or Arabic numerals stand for (十一 is 11, 二百零三 is 203), else None."""
    if text.isascii() and text.isdigit():
        return int(text)
    total, digit = 0, None
    for char in text:
        if char in _DIGITS:
            if digit:
                return None
            digit = _DIGITS[char]
        elif char in _TENS:
            total += (1 if digit is None else digit) * _TENS[char]
            digit = None
        else:
            return None
    return total + (digit or 0) if text else None


@dataclass(frozen=True, slots=True)
class Figure:
    """A number as a report states it: its value, and the worth of its last digit (`step`), both in the same unit."""

    value: Decimal
    step: Decimal


def figure(digits: str, factor: Decimal = Decimal(1)) -> Figure:
    """The figure written as `digits`, each unit worth `factor`: ("284252", 0.0001) is 28.4252 with a step of 0.0001."""
    plain = digits.replace(",", "")
    places = len(plain.partition(".")[2])
    return Figure(Decimal(plain) * factor, factor.scaleb(-places))


class Match(StrEnum):
    """How a stated figure stands to the true one."""

    SAME = "same"
    ROUNDED = "rounded"
    """Rounded or cut to fewer digits than the form shows."""
    DIFFERENT = "different"


def compare(stated: Figure, true: Decimal, tolerance: Decimal) -> Match:
    """How `stated` stands to `true`; a difference within `tolerance` is none."""
    gap = abs(stated.value - true)
    if gap <= tolerance:
        return Match.SAME
    cut = true - true % stated.step if true >= 0 else true
    rounded = round_half_up(true / stated.step, 0) * stated.step
    return Match.ROUNDED if stated.value in (cut, rounded) else Match.DIFFERENT
