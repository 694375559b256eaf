"""Typed rates against exact ones: equal, rounded more coarsely, without the percent sign, or different."""

from __future__ import annotations

import re
from decimal import Decimal
from enum import StrEnum

from perfeval_xl.checks.words import words
from perfeval_xl.figures import Typed, fold, is_blank, number_of, rate_of, text_of

_DECIMALS = re.compile(r"\d+(?:\.(\d*))?%")


class Fit(StrEnum):
    """How a typed rate stands to the exact one."""

    EXACT = "exact"
    ROUNDED = "rounded"
    """The exact rate, rounded to the decimals it was typed with, but coarser than two decimals of a percent."""
    NO_SIGN = "no_sign"
    """The percentage without its sign: 105.81 for 105.81%."""
    NONE = "none"


def fit(typed: Typed, exact: Decimal, tolerance: Decimal) -> Fit:
    """How the rate `typed` stands to `exact` (ratios); `tolerance` is a ratio too."""
    rate = rate_of(typed)
    if rate is None:
        return Fit.NONE
    if abs(rate - exact) <= tolerance:
        return Fit.EXACT
    match = _DECIMALS.search(fold(typed)) if isinstance(typed, str) else None
    if match:
        half_a_step = Decimal(5).scaleb(-3 - len(match[1] or ""))
        return Fit.ROUNDED if abs(rate - exact) <= half_a_step else Fit.NONE
    return Fit.NO_SIGN if abs(rate / 100 - exact) <= tolerance else Fit.NONE


def ratio(part: Typed, whole: Typed) -> Decimal | None:
    """`part` over `whole` as typed in two amount cells, a ratio; None where one is missing or the whole is 0."""
    numerator, denominator = number_of(part), number_of(whole)
    return None if numerator is None or not denominator else numerator / denominator


def is_dash(typed: Typed) -> bool:
    """Whether a cell is blank or says that there is nothing: —, /, 无."""
    return typed is None or is_blank(typed) or fold(text_of(typed)) in words().no_value
