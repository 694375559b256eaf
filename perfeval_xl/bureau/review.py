"""What reviewers wrote on the sheet 复核 of an earlier summary, so that it stands on the next one too."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from perfeval_xl.bureau.record import SUMMARY
from perfeval_xl.bureau.roster import identity
from perfeval_xl.errors import WorkbookError
from perfeval_xl.figures import Typed, is_blank, text_of
from perfeval_xl.files.package import open_workbook
from perfeval_xl.files.places import area
from perfeval_xl.files.sheets import Sheet, Workbook

UNIT, YEAR, SCORE, OPINION, KEY = "单位", "年度", "复核分", "复核意见", "识别码"
PRINTED = (UNIT, YEAR, "自评得分", "等级", "按规则得分", "错误", "警告")
"""The columns that the program fills anew every time; all others are the reviewer's."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """One row of the sheet: whose, and what was written under each heading of the reviewer's columns."""

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
    """The reviews of a summary and the headings of the reviewer's columns, in their order."""

    rows: tuple[Review, ...] = ()
    headings: tuple[str, ...] = (SCORE, OPINION)


def read(path: Path, data: bytes | None = None) -> Reviews | None:
    """The reviews in the summary at `path`; None where it is a workbook but no summary of ours.

    With `data`, its content that was read already. Raises WorkbookError where it cannot be read.
    """
    book = Workbook(open_workbook(path, data))
    place = area(book.names.get(SUMMARY, ""))
    if place is None or place.sheet not in book.titles:
        return None
    sheet = book.sheet(place.sheet, 1_048_576)
    return _reviews(sheet, place.top)


def is_summary(path: Path) -> bool:
    """Whether the workbook at `path` is a summary of ours that can be read."""
    try:
        return read(path) is not None
    except WorkbookError:
        return False


def _reviews(sheet: Sheet, header: int) -> Reviews:
    columns = {column: text_of(cell.value) for (row, column), cell in sheet.cells.items() if row == header}
    by_heading = {heading: column for column, heading in sorted(columns.items(), reverse=True)}
    own = [
        (column, heading)
        for column, heading in sorted(columns.items())
        if heading and heading not in PRINTED and heading != KEY and by_heading[heading] == column
    ]
    headings = tuple(dict.fromkeys((SCORE, OPINION, *(heading for _, heading in own))))
    rows = []
    for row in sorted({row for row, _ in sheet.cells if row > header}):
        key = text_of(sheet.at(row, by_heading[KEY]).value) if KEY in by_heading else ""
        unit = text_of(sheet.at(row, by_heading[UNIT]).value) if UNIT in by_heading else ""
        year = text_of(sheet.at(row, by_heading[YEAR]).value) if YEAR in by_heading else ""
        written = {heading: sheet.at(row, column).value for column, heading in own}
        if key or unit:
            rows.append(Review(key=key or identity(unit, year), unit=unit, year=year, written=written))
    return Reviews(rows=tuple(rows), headings=headings)
