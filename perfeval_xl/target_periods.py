"""Points and spans of time as they are written: 2021年12月20日, 2021-12, 12月底, 第三季度, 1-11月."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date

from perfeval_xl.target_words import NUMERAL, numeral


class NoSuchDate(ValueError):
    """The text is a date that the calendar does not have; the message says which, in Chinese."""


@dataclass(frozen=True, slots=True)
class Period:
    """From `start` to `end`, both included; without a year only `month_day` (the last day) is known."""

    start: date | None
    end: date | None
    month_day: tuple[int, int]
    exact: bool
    """Whether a day was written."""
    year_written: bool
    stop: int
    """Where in the text the date ends."""


_YEAR = r"(?P<y>(?:19|20)[0-9]{2}(?=年|度)|[0-9]{2}(?=年[0-9]{1,2}月)|当|本|今|次|翌|下一|下)年度?的?"
_TIME = r"(?:[T ]?[0-9]{1,2}[:时点](?:[0-9]{1,2}(?::[0-9]{2}(?:\.[0-9]+)?|分)?)?(?:Z|整)?)?"
_QUARTER = r"第?[一二三四1-4]个?季度"
_PART = rf"底|年?末|初|内|上半年|下半年|{_QUARTER}(?:末|底)?"
_FORMS = (
    re.compile(
        rf"(?P<y>(?:19|20)[0-9]{{2}})(?P<sep>[-./])(?P<m>[0-9]{{1,2}})(?:(?P=sep)(?P<d>[0-9]{{1,2}}))?(?![0-9]){_TIME}"
    ),
    re.compile(
        rf"(?:{_YEAR})?(?P<m>[0-9]{{1,2}})月份?(?:(?P<d>[0-9]{{1,2}})[日号]{_TIME}|(?P<part>底|末|初|上旬|中旬|下旬|内))?"
    ),
    re.compile(rf"{_YEAR}(?P<part>{_PART})?"),
    re.compile(rf"(?:(?P<y>年)(?=底|末|内)|)(?P<part>(?<=年)(?:底|末|内)|上半年|下半年|{_QUARTER}(?:末|底)?)"),
)
_SPAN = re.compile(r"[-~至到]+")
_ENDS = r"(?:底|末)?(?:以?前|之前)?"
_MONTHS = re.compile(rf"(?:{_YEAR})?(?P<a>[0-9]{{1,2}})月?[-~至到]+(?P<m>[0-9]{{1,2}})月份?{_ENDS}")
_YEARS = re.compile(rf"(?P<a>(?:19|20)[0-9]{{2}})年?[-~至到]+(?P<b>(?:19|20)[0-9]{{2}})(?:年度?)?{_ENDS}")


def arabic(text: str) -> str:
    """`text` with the Chinese numerals before 年, 月, 日 and 号 in digits."""

    def replaced(match: re.Match[str]) -> str:
        value = numeral(match[0])
        return (
            match[0] if value is None or not re.match("[年月日号]", text[match.end() : match.end() + 1]) else str(value)
        )

    return NUMERAL.sub(replaced, text) if "年" in text or "月" in text else text


def _year(written: str | None, year: int | None) -> tuple[int | None, bool]:
    if written is None or written in ("年", "当", "本", "今"):
        return year, False
    if written in ("次", "翌", "下", "下一"):
        return (year + 1 if year else None), False
    return (int(written), True) if len(written) == 4 else (2000 + int(written), False)


def _months(part: str) -> tuple[int, int] | None:
    if part == "上半年":
        return 1, 6
    if part == "下半年":
        return 7, 12
    if "季" in part:
        quarter = int(
            re.sub("[一二三四]", lambda match: str("一二三四".index(match[0]) + 1), part.strip("第个季度末底"))
        )
        return quarter * 3 - 2, quarter * 3
    return None


def day_of(year: int, month: int, day: int, text: str) -> date:
    """The date, or NoSuchDate naming `text`."""
    try:
        return date(year, month, day)
    except ValueError:
        raise NoSuchDate(f"没有这一天：{text}。") from None


def period_at(text: str, position: int, year: int | None) -> Period | None:
    """The date or period that stands in `text` at `position`; NoSuchDate when the calendar has no such day."""
    for form in _FORMS:
        match = form.match(text, position)
        if not match or match.end() == position:
            continue
        found = match.groupdict()
        written, certain = _year(found.get("y"), year)
        usual = written or 2000
        part = found.get("part") or ""
        if found.get("m"):
            first_month = last_month = int(found["m"])
            if not 1 <= last_month <= 12:
                raise NoSuchDate(f"没有这个月份：{match[0]}。")
        else:
            first_month, last_month = _months(part) or (1, 12)
        if found.get("d"):
            start = end = day_of(usual, last_month, int(found["d"]), match[0])
        else:
            first, last = {"上旬": (1, 10), "中旬": (11, 20), "初": (1, 10), "下旬": (21, 0)}.get(part, (1, 0))
            if part == "初" and not found.get("m"):
                last_month, last = 1, 31
            start = date(usual, first_month, first)
            end = date(usual, last_month, last or calendar.monthrange(usual, last_month)[1])
        known = written is not None
        return Period(
            start if known else None,
            end if known else None,
            (end.month, end.day),
            bool(found.get("d")),
            certain,
            match.end(),
        )
    return None


def span_at(text: str, year: int | None) -> tuple[Period, Period, int] | None:
    """First and last period of the span that `text` begins with, and where it ends; None when there is none."""
    if match := _YEARS.match(text):
        start, end = date(int(match["a"]), 1, 1), date(int(match["b"]), 12, 31)
        whole = Period(start, end, (12, 31), False, True, match.end())
        return whole, whole, match.end()
    if match := _MONTHS.match(text):
        written, certain = _year(match["y"], year)
        months = int(match["a"]), int(match["m"])
        if not all(1 <= month <= 12 for month in months):
            raise NoSuchDate(f"没有这个月份：{match[0]}。")
        usual = written or 2000
        end = date(usual, months[1], calendar.monthrange(usual, months[1])[1])
        known = written is not None
        whole = Period(
            date(usual, months[0], 1) if known else None,
            end if known else None,
            (end.month, end.day),
            False,
            certain,
            match.end(),
        )
        return whole, whole, match.end()
    first = period_at(text, 0, year)
    joint = _SPAN.match(text, first.stop) if first else None
    if not first or not joint:
        return None
    last = period_at(text, joint.end(), first.start.year if first.start else year)
    return (first, last, last.stop) if last else None
