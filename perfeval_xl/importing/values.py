"""What a cell of an old form says, as the form holds it: numbers as numbers, names on one line, texts as written.

Repairs are told, never silent: a unit word taken out of an amount, a 〇 read as 0, an amount in 元 turned into 万元.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from perfeval_xl import names
from perfeval_xl.figures import Typed, fold, from_number, plain, read_amount, text_of
from perfeval_xl.importing.grid import Cell
from perfeval_xl.importing.words import flat, squeezed
from perfeval_xl.model import Kind

UNITS = {
    "亿元": Decimal(10_000),
    "万元": Decimal(1),
    "千元": Decimal("0.1"),
    "百元": Decimal("0.01"),
    "元": Decimal("0.0001"),
}
"""How many 万元 one unit is; the units in which a sheet may give its amounts."""

_ROUND = str.maketrans({"〇": "0", "○": "0", "Ｏ": "0", "O": "0", "o": "0"})
_NUMERIC = re.compile(r"[-−+]?[\d,]*\.?\d*(?:%|分|亿元|万元|千元|百元|元|万|亿)?")
_POINTS = re.compile(r"\(?(-?\d+(?:\.\d+)?)分?\)?")
_LIST = re.compile(r"[,，、/;；和及]")
_UNIT = 3
"""Characters of the longest word for a unit: 万元、人."""
_HEADS = re.compile(r"(\d{1,9}(?:\.\d+)?)[人名]?")
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})(?!\d)")
_CHINESE_YEAR = re.compile(r"[二一][〇○零０0oO九][〇○零０0oO一二三四五六七八九]{2}(?=年)")
_DIGITS = {**dict(zip("一二三四五六七八九", "123456789", strict=True)), **dict.fromkeys("〇○零０0oO", "0")}


@dataclass(frozen=True, slots=True)
class Scale:
    """How the numbers of a column are written: one unit in 万元, and whether a rate is given in percent."""

    factor: Decimal = Decimal(1)
    unit: str = "万元"
    percent: bool = False


PLAIN = Scale()


def kind_of(at: str) -> Kind:
    """What kind of value stands at a dotted name; the words for the report are prose."""
    return Kind.PROSE if at.startswith("narrative[") else names.terms()[names.pattern(at)].kind


def joint_of(at: str) -> str:
    """What stands between two texts that belong to one place."""
    return "\n" if kind_of(at) is Kind.PROSE else ""


def read_value(pattern: str, cells: Sequence[Cell], scale: Scale = PLAIN) -> tuple[Typed, str]:
    """The value that `cells` (usually one) hold for a term, and what a person should know about how it was read."""
    kind = kind_of(pattern)
    doubt = "几格合成一格" if len(cells) > 1 else ""
    if len(cells) == 1:
        value, told = _single(kind, cells[0], scale)
        return value, told
    whole = Cell(cells[0].row, cells[0].column, joint_of(pattern).join(cell.text for cell in cells), cells[0].origin)
    value, told = _single(kind, whole, scale)
    return value, "；".join(filter(None, (doubt, told)))


def _single(kind: Kind, cell: Cell, scale: Scale) -> tuple[Typed, str]:
    if kind is Kind.AMOUNT:
        return _amount(cell, scale)
    if kind in (Kind.POINTS, Kind.SCORE):
        return _score(cell)
    if kind is Kind.COUNT:
        return _count(cell)
    if kind is Kind.RATE:
        return _rate(cell, scale)
    if kind is Kind.YEAR:
        year = year_in(cell.text)
        return (Decimal(year), "") if year else (cell.value, "不是年度，照抄")
    if cell.percent or not isinstance(cell.value, str):
        return (cell.text if cell.percent else cell.value), ""
    if kind is Kind.PROSE:
        return _lines(cell.value), ""
    broken = kind is not Kind.TYPED or "\n" in cell.value or "\r" in cell.value
    return (squeezed(cell.value) if broken else cell.value.strip()), ""


def _lines(text: str) -> str:
    return "\n".join(line.strip() for line in text.replace("\r", "\n").split("\n") if line.strip())


def _amount(cell: Cell, scale: Scale) -> tuple[Typed, str]:
    if isinstance(cell.value, Decimal):
        return _scaled(cell.value, scale)
    text, told = _digits(cell.text)
    amount = read_amount(text)
    if amount.value is None or amount.percent:
        return squeezed(cell.text), "不是金额，照抄"
    if amount.unit:
        return _number(amount.value), f"原文“{squeezed(cell.text)}”，折成万元"
    value, scaled = _scaled(amount.value, scale)
    return value, "；".join(filter(None, (told, scaled)))


def _scaled(value: Decimal, scale: Scale) -> tuple[Typed, str]:
    if scale.factor == 1:
        return value, ""
    return _number(value * scale.factor), f"原表以{scale.unit}为单位（{plain(value)}），折成万元"


def _number(value: Decimal) -> Typed:
    try:
        return from_number(value)
    except (ValueError, ArithmeticError):
        return plain(value)


def read_points(typed: Typed) -> Decimal | None:
    """The number of points or of a score, 分 behind it allowed; None for anything else."""
    if typed is None or isinstance(typed, Decimal):
        return typed
    match = _POINTS.fullmatch(fold(typed[:40]))
    return Decimal(match[1]) if match else None


def _score(cell: Cell) -> tuple[Typed, str]:
    if isinstance(cell.value, Decimal):
        if cell.percent:
            return _number(cell.value * 100), f"原文“{cell.text}”，按分读"
        return cell.value, ""
    text, told = _digits(cell.text)
    match = _POINTS.fullmatch(text)
    if match:
        return _number(Decimal(match[1])), told
    if re.fullmatch(r"\d+(?:\.\d+)?%", text):
        return _number(Decimal(text[:-1])), f"原文“{text}”，按分读"
    return squeezed(cell.text), "不是数，照抄"


def _count(cell: Cell) -> tuple[Typed, str]:
    if isinstance(cell.value, Decimal) and not cell.percent:
        return cell.value, ""
    text, told = _digits(cell.text)
    match = _HEADS.fullmatch(text)
    return (_number(Decimal(match[1])), told) if match else (squeezed(cell.text), "不是人数，照抄")


def _rate(cell: Cell, scale: Scale) -> tuple[Typed, str]:
    if cell.percent:
        return cell.text, ""
    if isinstance(cell.value, Decimal):
        return (plain(cell.value) + "%", "") if scale.percent else (cell.value, "")
    text, told = _digits(cell.text)
    if scale.percent and read_amount(text).value is not None and not text.endswith("%"):
        return text + "%", told
    return (text if told else squeezed(cell.text)), told


def _digits(text: str) -> tuple[str, str]:
    """`text` folded, a 〇 or O among digits read as 0 (then the second part says so)."""
    folded = fold(text)
    repaired = folded.translate(_ROUND)
    if repaired != folded and any(char.isdigit() for char in folded) and _NUMERIC.fullmatch(repaired):
        return repaired, f"原文“{folded}”，〇读作0"
    return ("0", f"原文“{folded}”，读作0") if folded in ("〇", "○", "零") else (folded, "")


def year_in(text: str) -> int | None:
    """The first year that `text` names, in digits of any width or in Chinese (二〇二一年)."""
    folded = fold(flat(text[:400]))
    if match := _YEAR.search(folded):
        return int(match[1])
    if match := _CHINESE_YEAR.search(fold(text[:400])):
        return int("".join(_DIGITS[char] for char in match[0]))
    return None


def unit_in(text: str) -> str:
    """The money unit that a header names in brackets or behind a stroke: "预算数（元）", "" where there is none."""
    match = re.search(r"[(/](?:单位:?)?(亿元|万元|千元|百元|元)\)?$", fold(text[:80]))
    return match[1] if match else ""


def money_unit(text: str) -> str:
    """The money unit that the value behind 单位 names, "" where it is something else."""
    words = _LIST.split(fold(text_of(text)[:40]).removeprefix("人民币").strip("()"))
    return next((word for word in words if word in UNITS), "") if all(len(word) <= _UNIT for word in words) else ""
