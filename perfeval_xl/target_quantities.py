"""Quantities in cleaned texts: one number, a range, a ratio; or a plain reason why it cannot be understood."""

from __future__ import annotations

import re
from functools import lru_cache

from perfeval_xl import target_words as words
from perfeval_xl.figures import from_number
from perfeval_xl.target_numbers import LONGEST, NUMBER, Quantity, Unclear, agree, decimal_of, lead, single, tail
from perfeval_xl.target_units import canonical, is_scale, leading_unit

_MARK = re.compile(r"\((不?含)[^()]*\)")
_SEPARATOR = re.compile(r"[-~至到]+")
_JOINT = re.compile(r"^(?:而|并)?且|^[,;、和与并及]|^同时")
BRACKETS = re.compile(r"([\[(])([^\[\]()]*?)[,、~]([^\[\]()]*?)([\])])([^\[\]()]*)")
"""An interval in mathematical brackets: [80%,90%)."""
_BETWEEN = re.compile(r"([^≥≤<>=]+)([≤<])[^≥≤<>=0-9]{0,12}([≤<])([^≥≤<>=]+)")
_RANKS = re.compile(r"(?:级|类|分|等|层|度|点|面|线|片|路|口|方|对)$")
_DIGIT = "[一二三四五六七八九]"
_CHINESE_PERCENT = re.compile(r"(百|千)分之([零〇一二两三四五六七八九十百0-9.]+)")
_CHENG = re.compile(rf"(?<![零一二三四五六七八九十0-9])({_DIGIT})成({_DIGIT}|半)?(?=$|以上|以下|以内|及以上|\()")


def spelled_out(text: str) -> str:
    """`text` with 百分之九十五, 九成 and plain Chinese numerals before a unit (三次, 十二个月) in digits."""
    if "分之" in text:
        text = _CHINESE_PERCENT.sub(_percent, text)
    if text.endswith("百分百") or "百分百以" in text:
        text = text.replace("百分百", "100%")
    if "成" in text:
        text = _CHENG.sub(lambda match: _tenths(match[1], match[2]), text)
    return text


def _percent(match: re.Match[str]) -> str:
    sign = "%" if match[1] == "百" else "‰"
    value: str | int | None = match[2]
    if not match[2][0].isdigit():
        value = 100 if value in ("百", "一百") else words.numeral(match[2])
    return match[0] if value is None else f"{value}{sign}"


def _tenths(tens: str, ones: str | None) -> str:
    half = "5" if ones == "半" else f"{words.numeral(ones)}" if ones else "0"
    return f"{words.numeral(tens)}{half}%"


def _with_digits(text: str) -> str | None:
    """`text` with its Chinese numerals in digits, when each stands before a unit and none names a rank (一级, 十分)."""
    pieces, position = [], 0
    runs = list(words.NUMERAL.finditer(text))
    for place, run in enumerate(runs):
        value = words.numeral(run[0])
        rest = text[run.end() :]
        unit = leading_unit(rest)
        joined = place + 1 < len(runs) and _SEPARATOR.fullmatch(text, run.end(), runs[place + 1].start())
        if value is None or not (unit or joined) or (unit and _RANKS.search(unit)):
            return None
        pieces += [text[position : run.start()], str(value)]
        position = run.end()
    return "".join([*pieces, text[position:]]) if runs else None


def read_quantity(text: str, *, target: bool, column: str = "") -> Quantity | None:
    """The one quantity that `text` (cleaned, remarks removed) states as a whole; None when it is words.

    `target` tells whether 达到 means "at least"; `column` is the canonical 度量单位. Raises Unclear.
    """
    return _remembered(text, target, column) if len(text) <= _SHORT else _read(text, target, column)


def _read(text: str, target: bool, column: str) -> Quantity | None:
    text = spelled_out(text)
    found = list(NUMBER.finditer(text))
    if not found:
        spelled = _with_digits(text) if words.NUMERAL.search(text) else None
        quantity = spelled and read_quantity(spelled, target=target, column=column)
        return None if not quantity or quantity.around else quantity
    if any(len(match[0]) > LONGEST for match in found):
        raise Unclear("数字太长，请核对。")
    if len(found) == 1 and "±" in text[: found[0].start()]:
        return _plus_minus(text, found[0], target)
    if len(found) == 1:
        return single(text, found[0], target, column)
    if len(found) == 2:
        return _double(text, found[0], found[1], target, column)
    return None


_remembered = lru_cache(2048)(_read)
_SHORT = 60
"""Remembered up to this length; see `target_words.clean`."""


def _plus_minus(text: str, match: re.Match[str], target: bool) -> Quantity | None:
    if text[match.start() - 1] != "±":
        return None
    before = lead(text[: match.start() - 1], target)
    after = tail(text[match.end() :], "", False)
    if before is None or after is None or before[0] not in ("", "≤", "=") or after[1] not in ("", "≤"):
        return None
    number = decimal_of(match[0])
    return Quantity(shape="range", number=-number, high=number, unit=after[0], around=before[4])


def _double(text: str, first: re.Match[str], second: re.Match[str], target: bool, column: str) -> Quantity | None:
    if match := BRACKETS.fullmatch(text):
        low, high = _half(match[2], target), _half(match[3] + match[5], target)
        return _range(low, high, match[1] == "(", match[4] == ")") if low and high else None
    if match := _BETWEEN.fullmatch(text):
        low, high = _half(match[1], target), _half(match[4], target)
        return _range(low, high, match[2] == "<", match[3] == "<") if low and high else None
    between = text[first.end() : second.start()]
    if between in (":", "比") and (ratio := _ratio(text, first, second, target)):
        return ratio
    if between == "/" and not text[: first.start()]:
        unit = leading_unit(text[second.end() :])
        if len(text) == second.end() + len(unit):
            return Quantity(
                shape="fraction", number=decimal_of(first[0]), high=decimal_of(second[0]), unit=canonical(unit)
            )
        return None
    marks: list[str | None] = [None, None]
    unit = leading_unit(between)
    rest = between[len(unit) :]
    if match := _MARK.match(rest):
        marks[0], rest = match[1], rest[match.end() :]
    if match := _SEPARATOR.match(rest):
        remaining = rest[match.end() :]
        behind = text[second.end() :]
        trailing = leading_unit(behind)
        if match := _MARK.fullmatch(behind, len(trailing)):
            marks[1], behind = match[1], trailing
        negative = remaining == "-" or (len(rest) > 1 and rest.endswith("-") and rest[0] in "-~" and remaining == "")
        if remaining in ("", "-", "+"):
            low = _half(text[: first.end()] + unit, target)
            high = _half(("-" if negative else "") + second[0] + behind, target)
            if low and high and not high.sign and low.sign in ("", "=", "≤"):
                included = "含" in marks
                return _range(
                    low,
                    high,
                    marks[0] == "不含" or (included and marks[0] != "含"),
                    marks[1] == "不含" or (included and marks[1] != "含"),
                )
    return _two_sided(text, first, second, target)


def _half(text: str, target: bool) -> Quantity | None:
    match = NUMBER.search(text)
    return single(text, match, target, "") if match else None


def _range(low: Quantity, high: Quantity, low_open: bool, high_open: bool) -> Quantity:
    unit = high.unit or low.unit
    short = is_scale(low.unit) and high.unit.startswith(low.unit)
    if low.unit and high.unit and low.unit != high.unit and not short:
        raise Unclear("区间两端的单位不同，请写成一样的单位。")
    if low.number > high.number:
        raise Unclear("区间的下限比上限大。")
    return Quantity(
        shape="range",
        number=low.number,
        high=high.number,
        low_open=low_open,
        high_open=high_open,
        unit=unit,
        around=low.around,
    )


def _two_sided(text: str, first: re.Match[str], second: re.Match[str], target: bool) -> Quantity | None:
    """≥80%且≤90%, 80%以上90%以下: a lower and an upper bound."""
    for cut in range(first.end(), second.start() + 1):
        left, right = text[:cut], _JOINT.sub("", text[cut:])
        halves = [half for piece in (left, right) if (half := _quiet(piece, target)) and half.sign and not half.around]
        if len(halves) == 2:
            lower = [half for half in halves if half.sign in "≥>"]
            upper = [half for half in halves if half.sign in "≤<"]
            if len(lower) == len(upper) == 1:
                return _range(lower[0], upper[0], lower[0].sign == ">", upper[0].sign == "<")
    return None


def _quiet(text: str, target: bool) -> Quantity | None:
    try:
        return _half(text, target)
    except Unclear:
        return None


def _ratio(text: str, first: re.Match[str], second: re.Match[str], target: bool) -> Quantity | None:
    """1:20, 不低于1:20, 1比20以上; None when words or a unit are left over (上午9:30, 3:30分)."""
    before = lead(text[: first.start()], target)
    after = tail(text[second.end() :], "", False)
    if before is None or after is None or after[0] or (before[4] and not before[0]) or before[1] or before[2]:
        return None
    below = decimal_of(second[0])
    if not below:
        raise Unclear("比例的后项是0。")
    return Quantity(
        shape="ratio",
        sign=agree(before[0], after[1]),
        number=from_number(decimal_of(first[0]) / below),
        around=before[4],
        approximate=before[3] or after[2],
    )
