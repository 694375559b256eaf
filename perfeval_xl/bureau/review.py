"""What reviewers wrote on the sheet 复核 of an earlier summary, so that it stands on the next one too."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import chain, count
from pathlib import Path

from perfeval_xl.bureau.record import SUMMARY
from perfeval_xl.bureau.roster import identity, match
from perfeval_xl.errors import WorkbookError
from perfeval_xl.figures import Typed, is_blank, plain, text_of
from perfeval_xl.files.package import open_workbook
from perfeval_xl.files.places import area
from perfeval_xl.files.sheets import Cell, Sheet, Workbook

UNIT, YEAR, SCORE, OPINION, KEY = "单位", "年度", "复核分", "复核意见", "识别码"
PRINTED = (UNIT, YEAR, "自评得分", "等级", "按规则得分", "错误", "警告")
"""The columns that the program fills anew every time; all others are the reviewer's."""
SHEET = "复核"
OVERVIEW = "总览"
STOPPED = "⚠ 中途停止："
"""How the remark on the overview of a summary begins that holds only a part of the returns."""
_UNTITLED = "（无标题）"
_LAST_ROW = 1_048_576
_HEADER_ROWS = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """One row of the sheet: whose, and what was written under each heading of the reviewer's columns.

    Rows that a reviewer added have no `key`, and perhaps no unit.
    """

    key: str
    unit: str
    year: str
    written: dict[str, Typed]

    @property
    def filled(self) -> bool:
        """Whether anything was written."""
        return not all(is_blank(value) for value in self.written.values())


@dataclass(frozen=True, slots=True, kw_only=True)
class Reviews:
    """The reviews of a summary and the headings of the reviewer's columns, in their order.

    `partial` where the reading for that summary was stopped before the end.
    """

    rows: tuple[Review, ...] = ()
    headings: tuple[str, ...] = (SCORE, OPINION)
    partial: bool = False


def read(path: Path, data: bytes | None = None) -> Reviews | None:
    """The reviews in the summary at `path`; None where it is a workbook but no summary of ours.

    With `data`, its content that was read already. Raises WorkbookError where it cannot be read.
    """
    book = Workbook(open_workbook(path, data))
    found = _found(book)
    return replace(found, partial=_partial(book)) if found else None


def _found(book: Workbook) -> Reviews | None:
    place = area(book.names.get(SUMMARY, ""))
    if place and place.sheet in book.titles:
        return _reviews(book.sheet(place.sheet, _LAST_ROW), place.top)
    if SHEET in book.titles:  # a program has dropped the name
        sheet = book.sheet(SHEET, _LAST_ROW)
        for row in range(1, _HEADER_ROWS + 1):
            if {UNIT, SCORE, OPINION} <= set(map(text_of, sheet.rows.get(row, {}).values())):
                return _reviews(sheet, row)
    return None


def is_summary(path: Path) -> bool:
    """Whether the workbook at `path` is a summary of ours that can be read."""
    try:
        return read(path) is not None
    except WorkbookError:
        return False


def _partial(book: Workbook) -> bool:
    if OVERVIEW not in book.titles:
        return False
    rows = book.sheet(OVERVIEW, _HEADER_ROWS).rows.values()
    return any(text_of(value).startswith(STOPPED) for row in rows for value in row.values())


def _reviews(sheet: Sheet, header: int) -> Reviews:
    ours, own = _columns(sheet, header)
    rows = []
    for row in sorted(row for row in sheet.rows if row > header):
        printed = {heading: text_of(sheet.at(row, column).value) for heading, column in ours.items()}
        written = {heading: _written(sheet.at(row, column)) for column, heading in own.items()}
        unit, year = printed.get(UNIT, ""), printed.get(YEAR, "")
        review = Review(key=printed.get(KEY, ""), unit=unit, year=year, written=written)
        if review.key or unit or review.filled:
            rows.append(review)
    return Reviews(rows=tuple(rows), headings=tuple(dict.fromkeys((SCORE, OPINION, *own.values()))))


def _columns(sheet: Sheet, header: int) -> tuple[dict[str, int], dict[int, str]]:
    """Where our columns stand, and the headings of the reviewer's; no two of those are alike, and none is empty.

    The first of several columns with one of our headings is ours, the others are the reviewer's.
    """
    ours: dict[str, int] = {}
    own: dict[int, str] = {}
    for column in sorted({column for row, cells in sheet.rows.items() if row >= header for column in cells}):
        heading = text_of(sheet.at(header, column).value)
        if heading in (*PRINTED, KEY) and heading not in ours:
            ours[heading] = column
            continue
        numbered = (f"{heading or _UNTITLED}（{number}）" for number in count(2))
        taken = {*own.values(), *PRINTED, KEY}
        own[column] = next(name for name in chain([heading or _UNTITLED], numbered) if name not in taken)
    return ours, own


def _written(cell: Cell) -> Typed:
    """What a reviewer wrote in a cell: of a formula its result, or where there is none, its text."""
    if cell.percent and isinstance(cell.value, Decimal):
        return f"{plain(cell.value * 100)}%"
    if cell.value is None and cell.formula:
        return cell.error or f"={cell.formula}"
    return cell.error or cell.value


@dataclass(frozen=True, slots=True, kw_only=True)
class Assigned:
    """The review of each unit by its key; those that belong to no unit; and (old name, new name) where one changed."""

    given: dict[str, Review]
    left: tuple[Review, ...]
    renamed: tuple[tuple[str, str], ...]


def assigned(reviews: Sequence[Review], units: Mapping[str, tuple[str, int | None]]) -> Assigned:
    """Which review is which unit's (name and year by key); none that holds anything is lost.

    A review follows its unit by key, else by name and year (the scheme changed, the hidden column was deleted), else by
    a name that a person would take for the same (教育局, 示例区教育局), as in `roster.match`.
    """
    given: dict[str, Review] = {}
    left = _settled(list(reviews), given, lambda review: review.key if review.key in units else None)
    left = [review for review in left if review.filled or not review.key]
    alike: dict[str, list[str]] = {}
    for key, (name, year) in units.items():
        alike.setdefault(identity(name, year), []).append(key)
    left = _settled(left, given, lambda review: _only(alike.get(identity(review.unit, review.year), ())))
    meant = _meant(left, {key: unit for key, unit in units.items() if key not in given})
    left = _settled(left, given, lambda review: meant.get((review.unit, review.year)))
    return Assigned(
        given={key: review for key, review in given.items() if review.filled},
        left=tuple(left),
        renamed=tuple((unit, units[key][0]) for (unit, _), key in meant.items()),
    )


def _settled(left: list[Review], given: dict[str, Review], find: Callable[[Review], str | None]) -> list[Review]:
    """The reviews that are left when each of the others was given to the unit whose key `find` names; one to each."""
    still = []
    for review in left:
        key = find(review)
        if key is None or key in given:
            still.append(review)
        else:
            given[key] = review
    return still


def _meant(left: Sequence[Review], units: Mapping[str, tuple[str, int | None]]) -> dict[tuple[str, str], str]:
    """By name and year of a review, the key of the unit that is meant although it is called a little otherwise."""
    found: dict[tuple[str, str], str] = {}
    for year in sorted({review.year for review in left if review.filled}):
        names = dict.fromkeys(review.unit for review in left if review.year == year and review.filled)
        keys = {name: key for key, (name, of) in units.items() if str(of or "") == year}
        for now, before in match(tuple(names), tuple(keys)).named.items():
            found[before, year] = keys[now]
    return found


def _only(keys: Sequence[str]) -> str | None:
    return keys[0] if len(keys) == 1 else None
