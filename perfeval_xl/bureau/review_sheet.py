"""The sheet 复核: one row per unit, with columns for what the reviewer decides; read back by `review` the next time."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from perfeval_xl.bureau.district import District
from perfeval_xl.bureau.record import SUMMARY
from perfeval_xl.bureau.review import KEY, OPINION, PRINTED, SCORE, SHEET
from perfeval_xl.bureau.roster import identity
from perfeval_xl.bureau.tables import Column, Sheets, Show
from perfeval_xl.files.places import column_letters
from perfeval_xl.rules import PENDING

HEADINGS = (SCORE, OPINION)
_TITLE = "复核：在右边的浅色格里填写，下次汇总到同一个文件时会保留"
_SHOWS = (Show.TEXT, Show.CENTRE, Show.SCORE, Show.CENTRE, Show.SCORE, Show.COUNT, Show.COUNT)
_WIDTHS = (30, 7, 9, 8, 10, 7, 7)


def write(sheets: Sheets, district: District, headings: tuple[str, ...]) -> None:
    """Writes the sheet; reviews of units that handed in nothing this time stand at its end, so that none is lost."""
    columns = [Column(*item) for item in zip(PRINTED, _WIDTHS, _SHOWS, strict=True)]
    columns += [
        Column(heading, 10, Show.JUDGED) if heading == SCORE else Column(heading, 44, Show.INPUT)
        for heading in headings
    ]
    columns.append(Column(KEY, 8, Show.KEY))
    sheet, last = sheets.table(SHEET, _TITLE, columns, _rows(district, headings))
    final = len(columns) - 1
    sheet.set_column(final, final, 8, None, {"hidden": True})
    sheets.book.define_name(SUMMARY, f"='{SHEET}'!$A$2:${_letter(final)}${last + 1}")


def _rows(district: District, headings: tuple[str, ...]) -> Iterator[tuple[Any, ...]]:
    for unit in district.units:
        head, counts = unit.head, unit.head.counts or {}
        written = unit.review.written if unit.review else {}
        yield (
            unit.title,
            head.year if head.year else "",
            PENDING if head.total is None else head.total,
            head.grade or PENDING,
            PENDING if head.computed_total is None else head.computed_total,
            counts.get("error", 0),
            counts.get("warning", 0),
            *_own(written, headings),
            unit.key,
        )
    here = {identity(unit.name, unit.head.year) for unit in district.units}
    for review in district.reviews_left:
        word = "" if not review.filled else "另有一行" if identity(review.unit, review.year) in here else "本次未报送"
        yield (review.unit, review.year, word, "", "", None, None, *_own(review.written, headings), review.key)


def _own(written: dict[str, Any], headings: tuple[str, ...]) -> list[Any]:
    return [written.get(heading) for heading in headings]


def _letter(column: int) -> str:
    return column_letters(column + 1)
