"""What people type as 指标值 and 实际完成值, read: comparison, number, unit, date, range, words; repairs are noted.

No text raises. What cannot be read is UNREADABLE with a reason; what was repaired or doubted is a `Note`.
The steps: clean the spelling (`target_words`), try a date (`target_dates`), try a quantity (`target_quantities`), and
tell words from garbled figures (`target_prose`). Units are in `target_units`, the notes' sentences in `target_notes`.
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache

from perfeval_xl import target_dates as dates
from perfeval_xl import target_words as words
from perfeval_xl.figures import Typed, fold, from_number, is_blank, plain, text_of
from perfeval_xl.target_actuals import deadline_met, doubt_scanned, read_actual
from perfeval_xl.target_notes import NOTES, Note, note
from perfeval_xl.target_numbers import USUAL_UNITS, Quantity, Unclear, usual
from perfeval_xl.target_periods import NoSuchDate
from perfeval_xl.target_prose import PLACEHOLDERS, seems_a_quantity, without_remarks
from perfeval_xl.target_quantities import read_quantity
from perfeval_xl.target_shapes import LONG, Actual, Shape, Target, folded_words, tidy
from perfeval_xl.target_units import canonical, factor, is_duration, is_scale, spelled_with, take_apart

__all__ = ["NOTES", "Actual", "Note", "Shape", "Target", "deadline_met", "doubt_scanned", "read_actual", "read_target"]

_MARKED = {"正向": "≥", "反向": "≤", "逆向": "≤", "负向": "≤"}
_DATA_NAMES = ("带宽", "宽带", "网络", "网速", "流量", "存储", "容量")


def read_target(typed: Typed, *, unit: Typed = None, name: Typed = None, year: int | None = None) -> Target:
    """The target that `typed` states; `unit` is the 度量单位 column, `name` the indicator's, `year` the fiscal year."""
    typed, unit, name, year = tidy(typed), tidy(unit), tidy(name), dates.usable_year(year)
    column = canonical(unit) if isinstance(unit, str) else ""
    # A target that says all is the same under every name, so that it is read once for all of them.
    name = "" if isinstance(typed, str) and _SAYS_ALL.fullmatch(typed) else fold(text_of(name)[:200])
    if isinstance(typed, str) and len(typed) > LONG:
        return _read(typed, column, name, year)
    return _remembered(typed, column, name, year)


def _read(typed: str | Decimal | None, column: str, name: str, year: int | None) -> Target:
    if typed is None or is_blank(typed):
        return Target(text="", shape=Shape.BLANK)
    if isinstance(typed, Decimal):
        return _from_decimal(typed, column, name)
    text = typed.strip()
    if _SAYS_ALL.fullmatch(text) and (quantity := usual(text)):
        return _from_quantity(text, quantity, "", column, "", "", ())
    if len(text) > LONG:
        return _words_or_not(text, text[:LONG])
    cleaned, notes = words.clean(text)
    if fold(text) in PLACEHOLDERS:
        return Target(text=text, shape=Shape.BLANK, notes=(note("PLACEHOLDER", text),))
    cleaned, marker = _marker(cleaned)
    cleaned, stated, remarks = without_remarks(cleaned)
    column = stated or column
    try:
        deadline = dates.read_deadline(cleaned, text, year=year, name=name, unit=column)
        if deadline:
            return Target(
                text=text,
                shape=Shape.DATE,
                comparison=deadline.comparison,
                explicit=deadline.explicit,
                start=deadline.start,
                deadline=deadline.deadline,
                month_day=deadline.month_day,
                notes=notes + deadline.notes,
            )
        quantity = read_quantity(cleaned, target=True, column=column)
    except (Unclear, NoSuchDate) as trouble:
        return Target(text=text, shape=Shape.UNREADABLE, notes=notes, reason=str(trouble))
    clock = quantity is not None and quantity.shape == "ratio" and dates.names_date(name)
    if quantity is None or quantity.shape == "fraction" or clock:
        return _words_or_not(text, cleaned, notes)
    if remarks:
        notes += (note("REMARK_IGNORED", text),)
    return _from_quantity(text, quantity, marker, column, name, remarks, notes)


_remembered = lru_cache(2048)(_read)


_SAYS_ALL = re.compile(rf"[≥≤][0-9]{{1,9}}[{USUAL_UNITS}]?")
"""Targets in the usual spelling that no name can change: they have their sign, and a whole number is no date."""


def _from_decimal(typed: Decimal, column: str, name: str) -> Target:
    try:
        number = from_number(typed)
    except ValueError:
        return Target(text=str(typed)[:40], shape=Shape.UNREADABLE, reason="数字太大，请核对。")
    return _from_quantity(plain(number), Quantity(number=number), "", column, name, "", ())


def _words_or_not(text: str, cleaned: str, notes: tuple[Note, ...] = ()) -> Target:
    reason = seems_a_quantity(cleaned)
    if reason:
        return Target(text=text, shape=Shape.UNREADABLE, notes=notes, reason=reason)
    return Target(text=text, shape=Shape.WORDS, words=folded_words(text), notes=notes)


def _marker(cleaned: str) -> tuple[str, str]:
    match = words.MARKER.search(cleaned)
    if not match:
        return cleaned, ""
    return (cleaned[: match.start()] + cleaned[match.end() :]), match[1] or match[2]


def _from_quantity(
    text: str, quantity: Quantity, marker: str, column: str, name: str, remarks: str, notes: tuple[Note, ...]
) -> Target:
    found = list(notes)
    unit = _unit(text, quantity, column, name, remarks, found)
    sign = quantity.sign
    if marker and sign and _MARKED[marker] != {">": "≥", "<": "≤"}.get(sign, sign) and sign != "=":
        found.append(note("DIRECTION_CONFLICT", marker, sign))
    explicit = bool(sign or marker)
    if not sign:
        sign = _MARKED.get(marker) or _supposed(text, quantity, name, found)
    if quantity.around:
        found.append(note("TEXT_AROUND", text, _spoken(quantity)))
    if quantity.approximate:
        found.append(note("APPROXIMATE", text, plain(quantity.number)))
    if quantity.shape == "range":
        return Target(
            text=text,
            shape=Shape.RANGE,
            comparison="range",
            number=quantity.number,
            high=quantity.high,
            low_open=quantity.low_open,
            high_open=quantity.high_open,
            unit=unit,
            explicit=True,
            notes=tuple(found),
        )
    if (
        unit == "%"
        and not quantity.unit
        and 0 < quantity.number <= 1
        and sign not in "≤<"
        and quantity.shape == "number"
    ):
        found.append(note("PERCENT_DOUBT", plain(quantity.number), plain(quantity.number * 100)))
    return Target(
        text=text,
        shape=Shape.RATIO if quantity.shape == "ratio" else Shape.NUMBER,
        comparison=words.COMPARISONS[sign],
        number=quantity.number,
        unit="" if quantity.shape == "ratio" else unit,
        explicit=explicit,
        notes=tuple(found),
    )


def _spoken(quantity: Quantity) -> str:
    number = plain(quantity.number) + (f"-{plain(quantity.high)}" if quantity.high is not None else "")
    return f"{quantity.sign}{number}{quantity.unit}"


def _unit(text: str, quantity: Quantity, column: str, name: str, remarks: str, found: list[Note]) -> str:
    unit = quantity.unit
    if not unit or quantity.shape == "ratio":
        return column
    if unit == "米" and "M" in text and any(word in name for word in _DATA_NAMES):
        unit = "M"
    if is_scale(unit):
        if column and take_apart(column).kind != "ratio":
            return spelled_with(unit, column)
        if not column and (not name or words.names_money(name)):
            found.append(note("MONEY_SUPPOSED", text, unit + "元"))
            return unit + "元"
    if column and (is_scale(unit) or factor(unit, column) is None):
        found.append(note("UNIT_MISMATCH", text, column, unit, "度量单位栏"))
    elif is_duration(unit) and remarks and not dates.names_date(name + remarks):
        found.append(note("UNIT_DOUBT", text, f"{unit}是时间，括号里写的是{remarks[:20]}"))
    return unit


def _supposed(text: str, quantity: Quantity, name: str, found: list[Note]) -> str:
    """The sign of a target that was written without one."""
    if quantity.directed:
        sign = "≤" if quantity.number < 0 else "≥"
        found.append(note("DIRECTION_SUPPOSED", text, sign + plain(quantity.number) + quantity.unit))
        return sign
    if quantity.shape == "number" and words.lower_is_better(name):
        found.append(note("DIRECTION_SUPPOSED", text, f"≤（“{name[:30]}”越低越好）"))
        return "≤"
    return "="
