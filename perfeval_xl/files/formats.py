"""Number formats: whether a number is shown as a percentage or a date, and a date's text."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime, timedelta
from decimal import Decimal

from perfeval_xl.figures import Typed, date_text

_PERCENT_IDS = {9, 10}
_DATE_IDS = {*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)}
"""Built-in formats that show a date or time; 27 to 36 and 50 to 58 are those of Chinese Excel."""

_LITERALS = re.compile(r'"[^"]*"|\\.|_.|\*.|\[(?!h+\]|m+\]|s+\])[^\]]*\]', re.IGNORECASE)
_SCIENTIFIC = re.compile(r"[0#?]\.?e", re.IGNORECASE)
_FIRST_DATE, _LAST_DATE = 367, 2_958_465


def kind_of(identifier: str, codes: Mapping[str | None, str]) -> str:
    """How a number format shows a number: "percent", "date" (a time included), or "" for a plain number.

    `codes` holds the formats written in the file by identifier; the others are built in.
    """
    if identifier in codes:
        code = _LITERALS.sub("", codes[identifier]).lower()
        if "%" in code:
            return "percent"
        plain = "general" in code or _SCIENTIFIC.search(code) or not re.search(r"[ymdhs]", code)
        return "" if plain else "date"
    number = int(identifier) if identifier.isdigit() else 0
    return "percent" if number in _PERCENT_IDS else "date" if number in _DATE_IDS else ""


def moment_text(serial: Decimal, epoch_1904: bool = False) -> Typed:
    """The date that a serial number stands for (2021年12月1日), or the time of day (08:30) below 1.

    A number that gives a date in 1900 was no date to begin with; it is given back as it is.
    """
    if epoch_1904 and serial >= 1:
        serial += 1462
    if not (0 < serial < 1 or _FIRST_DATE <= serial <= _LAST_DATE):
        return serial
    moment = datetime(1899, 12, 30) + timedelta(seconds=int((serial * 86400).to_integral_value()))
    return date_text(moment)
