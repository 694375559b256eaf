"""One number in a cleaned text: the comparison and verbs before it, the unit and words after it."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import NamedTuple

from perfeval_xl import target_words as words
from perfeval_xl.figures import from_number
from perfeval_xl.target_units import canonical, leading_unit

NUMBER = re.compile(r"(?<![0-9.])(?:[0-9]{1,3}(?:,[0-9]{3})+(?![0-9,])|[0-9]+)(?:\.[0-9]+)?|(?<![0-9.])\.[0-9]+")
LONGEST = 30
"""Numbers with more digits are not read."""
_MARK = re.compile(r"\(不?含[^()]*\)")
_CHINESE_WORDS = re.compile(r"[\u4e00-\u9fff“”\"'、()《》]{1,30}")
_UNKNOWN_UNIT = re.compile(r"[\u4e00-\u9fffA-Za-z/]{1,6}")


class Unclear(ValueError):
    """The text holds a quantity that cannot be understood; the message says why, in Chinese."""


class Quantity(NamedTuple):
    """One quantity as written. `sign` is ≥ ≤ > < = or ""; `unit` is canonical; `high` is set for a range.

    `shape`: "number", "range", "ratio" (1:1) or "fraction" (30/30; then `high` is the denominator).
    """

    number: Decimal
    shape: str = "number"
    sign: str = ""
    high: Decimal | None = None
    low_open: bool = False
    high_open: bool = False
    unit: str = ""
    around: str = ""
    """Words that stand before the quantity and do not belong to it."""
    approximate: bool = False
    directed: bool = False
    """Whether the sign of the number came from 下降 or 增长."""


USUAL_UNITS = "%次个场人项份件台套期篇"
"""Units of one character that mean the same whatever stands around them."""
_USUAL = re.compile(rf"([≥≤]?)([0-9]{{1,9}}(?:\.[0-9]{{1,6}})?)([{USUAL_UNITS}]?)")


def usual(text: str) -> Quantity | None:
    """The quantity in `text` where it is spelled in the most usual way: a sign, digits and one of a few short units.

    None for any other text. It is what `read_quantity` gives for these, under any column (a property test holds the
    two together); most of what a district types is spelled so, and this takes a tenth of the time.
    """
    match = _USUAL.fullmatch(text)
    return match and Quantity(sign=match[1], number=decimal_of(match[2]), unit=match[3])


def decimal_of(digits: str) -> Decimal:
    """The number that a run of digits spells, thousands separated by commas or not; no longer than `LONGEST`."""
    return from_number(Decimal(digits.replace(",", "")))


def single(text: str, match: re.Match[str], target: bool, column: str) -> Quantity | None:
    """The quantity around one number of `text`; None when words are left over."""
    before = lead(text[: match.start()], target)
    if before is None:
        return None
    sign, negative, directed, approximate, around = before
    after = tail(text[match.end() :], column, bool(sign))
    if after is None:
        return None
    unit, end_sign, rough = after
    if around and not (sign or unit or end_sign):
        return None
    number = decimal_of(match[0])
    sign = agree(sign, end_sign)
    if directed and negative and sign in ("≥", ">", "≤", "<"):
        sign = {"≥": "≤", ">": "<", "≤": "≥", "<": ">"}[sign]
    return Quantity(
        sign=sign,
        number=-number if negative and number else number,
        unit=unit,
        around=around,
        approximate=approximate or rough,
        directed=directed,
    )


def agree(sign: str, end_sign: str) -> str:
    """The one comparison that a sign before and a sign after the number make; Unclear when they contradict."""
    if sign and end_sign and sign not in ("=", end_sign) and {sign, end_sign} not in ({"≥", ">"}, {"≤", "<"}):
        raise Unclear("前后的比较说法相反，请只留一个。")
    return sign if end_sign == "" or sign not in ("", "=") else end_sign


def _prefix(text: str) -> tuple[str, re.Match[str]] | None:
    """The sign that the words before a number stand for, and these words; None when they are none of that kind."""
    return next(((sign, match) for sign, pattern in words.PREFIXES if (match := pattern.search(text))), None)


def lead(text: str, target: bool) -> tuple[str, bool, bool, bool, str] | None:
    """Comparison sign, minus, whether minus or plus came from a verb, whether approximate, words left over."""
    sign, negative, directed, approximate = "", False, False, False
    while text:
        if text[-1] in "+-" and not negative and (len(text) == 1 or not text[-2].isascii() or text[-2] in "<>=:("):
            negative, text = text[-1] == "-", text[:-1]
            continue
        if text[-1] in "¥$负":
            if text[-1] == "$":
                return None
            negative, text = negative or text[-1] == "负", text[:-1]
            continue
        if text.endswith("人民币"):
            text = text[:-3]
            continue
        if match := words.APPROXIMATE.search(text):
            approximate, text = True, text[: match.start()]
            continue
        if not sign:
            reached = words.REACHED.search(text) if target else None
            found = ("≥", reached) if reached else _prefix(text)
            if found:
                sign, text = found[0], text[: found[1].start()]
                continue
        elif text[-1] in "≥≤<>=":
            raise Unclear("比较符号不止一个。")
        if not directed and (match := words.FALLING.search(text) or words.RISING.search(text)):
            negative, directed = negative or bool(words.FALLING.search(text)), True
            text = text[: match.start()]
            continue
        if match := (
            words.COMPARED_WITH.search(text)
            or words.NEUTRAL.search(text)
            or (None if target else words.REACHED.search(text))
        ):
            text = text[: match.start()]
            continue
        break
    if text and (not _CHINESE_WORDS.fullmatch(text) or text.endswith(("第", "几", "前")) or "每" in text):
        return None
    return sign, negative, directed, approximate, text


def tail(text: str, column: str, signed: bool) -> tuple[str, str, bool] | None:
    """Unit, comparison sign after it, whether approximate; None when words are left over."""
    approximate, sign = False, ""
    if text[:1] in ("余", "多"):
        approximate, text = True, text[1:]
    unit = leading_unit(text)
    if column and text.startswith(column) and len(column) > len(unit):
        unit = column
    rest = text[len(unit) :]
    while rest:
        for end_sign, pattern in words.SUFFIXES:
            if not sign and (match := pattern.match(rest)):
                sign, rest = end_sign, rest[match.end() :]
                break
        else:
            if rest[:2] in ("左右", "上下"):
                approximate, rest = True, rest[2:]
            elif rest[:1] in ("余", "多"):
                approximate, rest = True, rest[1:]
            elif rest in ("之间", "整", "范围"):
                rest = ""
            elif match := _MARK.match(rest):
                rest = rest[match.end() :]
            else:
                break
    if rest and signed and not sign and _UNKNOWN_UNIT.fullmatch(unit + rest):
        return canonical(unit + rest), sign, approximate
    if rest:
        return None
    return canonical(unit), sign, approximate
