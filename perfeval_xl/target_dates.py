"""Deadlines in targets and days in actual values: 2021年12月20日之前, 12月底前, 2023.07-2024.01.

A named period means its last day: 2021年11月 is 30 November, 9月前 is up to 30 September (noted).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from perfeval_xl.target_notes import Note, note
from perfeval_xl.target_periods import NoSuchDate, Period, arabic, day_of, period_at, span_at


@dataclass(frozen=True, slots=True)
class Deadline:
    """A target of time; `comparison` as in `Target`: ">=" has a `start`, "<=" and "<" a `deadline`, "range" both."""

    comparison: str
    explicit: bool
    start: date | None
    deadline: date | None
    month_day: tuple[int, int] | None
    notes: tuple[Note, ...]


_BEFORE = re.compile(r"(?:底|末|为止|止|以?前|之前|之内|以内|内)*(?:以前|之前|前|止|为止|之内|以内|内)")
_AFTER = re.compile(r"(?:之后|以后|后|起|开始)")
_LEAD = re.compile(
    r"^(?:计划|预计|应|须|需|确保|力争|全部|完成时[间限]|时[间限]|于|在|截至|截止到?|到|至|"
    r"不晚于|不迟于|不超过|最迟|最晚|早于|[≤<=≥>:])*"
)
_TRAIL = re.compile(r"(?:[\u4e00-\u9fff]{0,12})")
_COMPACT = re.compile(r"(?P<y>(?:19|20)[0-9]{2})(?P<m>[0-9]{2})(?P<d>[0-9]{2})")
_DATE_NAMES = re.compile(r"时间|时限|日期|期限|时效|进度|及时")
_SERIAL_ZERO = date(1899, 12, 30)


def usable_year(year: object) -> int | None:
    """`year` as a fiscal year between 1900 and 2199, or None."""
    if isinstance(year, (int, Decimal)) and not isinstance(year, bool) and 1900 <= year < 2200:
        return int(year)
    return None


def names_date(name: str) -> bool:
    """Whether an indicator's name or a unit column speaks of a point in time."""
    return bool(_DATE_NAMES.search(name))


_MEASURE = re.compile(r"\d+\.\d+(?![\d.年月/-])")
"""A number with a decimal point: behind a sign it is a quantity, however much 2027.89 looks like a month."""


def looks_dated(text: str) -> bool:
    """Whether a date may be in `text`; cheap."""
    return any(sign in text for sign in "年月季旬半") or ("20" in text and any(sign in text for sign in "-./"))


def read_deadline(text: str, typed: str, *, year: int | None, name: str, unit: str) -> Deadline | None:
    """The deadline or span that `text` (cleaned) states; None when it is not one. NoSuchDate for 13月45日."""
    if text.startswith("每") or not looks_dated(text):
        return _compact(text, typed, name)
    text = arabic(text)
    body = _LEAD.sub("", text)
    lead = text[: len(text) - len(body)]
    signed = any(sign in lead for sign in "≥≤<>=")
    if signed and not names_date(name) and _MEASURE.match(body):
        return None
    if span := span_at(body, year):
        first, last, stop = span
        if unit and not names_date(name) and not any(sign in body for sign in "年月季半日") and not first.exact:
            return None
        if not (_BEFORE.fullmatch(body[stop:]) or _TRAIL.fullmatch(body[stop:])):
            return None
        if first.start and last.end and first.start > last.end:
            raise NoSuchDate(f"起止日期前后颠倒：{typed.strip()}。")
        return Deadline("range", True, first.start, last.end, last.month_day, _year_notes(typed, last, year))
    period = period_at(body, 0, year)
    if not period:
        return None
    tail = body[period.stop :]
    before, after = _BEFORE.match(tail), _AFTER.match(tail)
    bound = before or after
    rest = tail[bound.end() :] if bound else tail
    named_end = body[: period.stop].endswith(("底", "末", "内", "止"))
    if not _TRAIL.fullmatch(rest) or (rest and not (before or after or period.exact or named_end)):
        return None
    dotted = not any(sign in body for sign in "年月季半日")
    if dotted and not period.exact and not _dateish(name, unit):
        return None
    bare_month = not (before or after or period.exact or named_end or period.year_written) and "月" in body
    if bare_month and (unit in ("月", "个月", "年", "季度") or signed):
        return None
    notes = list(_year_notes(typed, period, year))
    if dotted and not period.exact and "." in body and period.end:
        notes.append(note("DATE_SUPPOSED", typed.strip(), period.end))
    late = after or any(sign in lead for sign in "≥>")
    if late:
        return Deadline(">=", True, period.start, None, None, tuple(notes))
    if (
        not period.exact
        and before
        and not named_end
        and "底" not in before[0]
        and "末" not in before[0]
        and "内" not in before[0]
    ):
        notes.append(note("DEADLINE_SUPPOSED", typed.strip(), _spoken(period)))
    strict = lead.endswith(("<", "早于"))
    explicit = bool(before or lead or named_end)
    return Deadline("<" if strict else "<=", explicit, None, period.end, period.month_day, tuple(notes))


def _dateish(name: str, unit: str) -> bool:
    return names_date(name) or (not unit and not name)


def _compact(text: str, typed: str, name: str) -> Deadline | None:
    match = _COMPACT.fullmatch(text) if names_date(name) else None
    if not match:
        return None
    day = day_of(int(match["y"]), int(match["m"]), int(match["d"]), typed.strip())
    return Deadline("<=", False, None, day, (day.month, day.day), (note("DATE_SUPPOSED", typed.strip(), day),))


def _spoken(period: Period) -> str:
    month, day = period.month_day
    return f"{period.end.year}年{month}月{day}日" if period.end else f"{month}月{day}日"


def _year_notes(typed: str, period: Period, year: int | None) -> tuple[Note, ...]:
    if period.year_written:
        return ()
    if period.end is None:
        return (note("YEAR_MISSING", typed.strip()),)
    return (note("YEAR_SUPPOSED", typed.strip(), period.end.year),)


def read_day(text: str, typed: str, *, year: int | None) -> Deadline | None:
    """The (last) day that an actual value states, wherever it stands in the text; None when there is none or several.

    The result's `deadline` is the day. NoSuchDate for a day the calendar does not have.
    """
    text = arabic(text)
    if _COMPACT.fullmatch(text):
        return _compact(text, typed, "时间")
    if not looks_dated(text):
        return None
    body = re.sub(r"^(?:已|于|在|截至|截止到?|到|至|=|约)*", "", text)
    if (span := span_at(body, year)) and _TRAIL.fullmatch(body[span[2] :]):
        return Deadline("range", True, span[0].start, span[1].end, span[1].month_day, _year_notes(typed, span[1], year))
    found: list[Period] = []
    position = 0
    while position < len(text) and len(found) < 3:
        period = period_at(text, position, year) if text[position] in "0123456789当本今次翌下年上全第一二三四" else None
        preceded = position > 0 and text[position - 1].isdigit()
        if period and not preceded:
            found.append(period)
            position = period.stop
        else:
            position += 1
    if len(found) != 1:
        return None
    period = found[0]
    notes = list(_year_notes(typed, period, year))
    if not period.exact:
        notes.append(note("DEADLINE_SUPPOSED", typed.strip(), _spoken(period)))
    return Deadline("=", True, period.start, period.end, period.month_day, tuple(notes))


def from_serial(number: Decimal, typed: str) -> Deadline | None:
    """The day of a spreadsheet's date number between 2000 and 2100; None for any other number."""
    if number != number.to_integral_value() or not 36526 <= number <= 73415:
        return None
    day = _SERIAL_ZERO + timedelta(days=int(number))
    return Deadline("=", True, day, day, (day.month, day.day), (note("DATE_SERIAL", typed, day),))
