"""A table on a sheet of the summary: headings that can be filtered, columns by kind, texts that always stay texts."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from functools import lru_cache
from itertools import pairwise
from math import ceil
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from perfeval_xl.bureau.plain_rows import write_row
from perfeval_xl.bureau.sources import Source
from perfeval_xl.figures import round_half_up
from perfeval_xl.files.styles import Styles

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

LONGEST = 32_000
"""What fits into a cell (32,767 characters), with room for the mark of what was cut."""
LINKS = 60_000
"""How many links one sheet gets; Excel opens no sheet with more than 65,530."""
_LONGEST_LINK = 2_000
_LINE = 13.5
_TALLEST = 20
"""The height of a line in points, and the most lines that a row shows; Calc and WPS fit no row that has a wrap."""
_PAPER = 128
"""How many characters' widths stand beside each other on the landscape page at full size."""
_READABLE = 0.6
"""Smaller than this share of its size, a table is printed on several pages."""


class Show(Enum):
    """How the values of a column are shown; the value is the name of their style."""

    TEXT = "text"
    CENTRE = "centre"
    KEY = "key"
    COUNT = "count"
    SCORE = "score"
    AMOUNT = "amount"
    RATE = "rate"
    INPUT = "input"
    JUDGED = "judged"


_WRAPPED = frozenset((Show.TEXT, Show.INPUT))
_PLAIN = frozenset((str, int, float, type(None)))


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its heading, its width in characters, how its values are shown."""

    heading: str
    width: float
    show: Show = Show.TEXT


@dataclass(frozen=True, slots=True)
class Link:
    """A text that leads somewhere; `url` as XlsxWriter takes it, empty for the text alone."""

    text: str
    url: str = ""


class Sheets:
    """The workbook being written and its formats."""

    def __init__(self, book: Workbook) -> None:
        self.book = book
        self.styles = Styles(book)
        line = {"border": 1, "border_color": "#BFBFBF", "valign": "top", "font_size": 10}
        centre = {**line, "align": "center"}
        self.formats = {
            Show.TEXT: self._format(**line, text_wrap=True),
            Show.CENTRE: self._format(**centre),
            # Repeated to fill the cell, so it never runs over into the next one.
            Show.KEY: self._format(align="fill", font_size=10),
            Show.COUNT: self._format(**centre, num_format="0"),
            Show.SCORE: self._format(**centre, num_format="0.00"),
            Show.AMOUNT: self._format(**line, num_format="#,##0.00"),
            Show.RATE: self._format(**centre, num_format="0.00%"),
            Show.INPUT: self._format(**line, text_wrap=True, bg_color="#FFFCEB", locked=False),
            Show.JUDGED: self._format(**centre, bg_color="#FFFCEB", locked=False),
        }
        self.link = self._format(**line, text_wrap=True, font_color="#0563C1", underline=1)
        self.heading = self.styles.purpose("heading")
        self.title = self.styles.purpose("guide_title")
        self.remark = self.styles.purpose("plain", font_color="#595959")

    def _format(self, **properties: Any) -> Format:
        return self.styles.purpose("list", **properties)

    def mark(self, sign: str, **properties: Any) -> Format:
        """The format of a cell that begins with a sign."""
        return self._format(
            border=1, border_color="#BFBFBF", valign="top", text_wrap=True, **Styles.colours(sign), **properties
        )

    def table(
        self,
        name: str,
        title: str,
        columns: Sequence[Column],
        rows: Iterable[Sequence[Any]],
        *,
        frozen: int = 1,
        note: str = "",
        pages: Sequence[int] = (),
    ) -> tuple[Worksheet, int]:
        """Writes a sheet with one table, title above; the sheet and the number of its last row (from 0).

        `note` stands beside the title, on the first printed page only. `pages` are columns with which a printed page
        may begin, should the table be too wide to be read on one; the `frozen` columns stand on every page, as they do
        on the screen.
        """
        sheet = self.book.add_worksheet(name)
        _set_up(sheet, 1)
        _divide(sheet, [column.width for column in columns], pages, frozen)
        for index, column in enumerate(columns):
            sheet.set_column(index, index, column.width)
        sheet.set_row(0, 26)
        sheet.write_string(0, 0, title, self.title)
        if note:
            sheet.write_string(0, 1, note, self.remark)
        sheet.set_row(1, _LINE * max(2, max(_lines(column.heading, column.width) for column in columns)) + 2)
        for index, column in enumerate(columns):
            sheet.write_string(1, index, column.heading, self.heading)
        styles = [self.formats[column.show] for column in columns]
        wrapped = [(index, column.width) for index, column in enumerate(columns) if column.show in _WRAPPED]
        links, last = 0, 1
        for last, row in enumerate(rows, 2):
            tallest = max((_lines(row[index], width) for index, width in wrapped), default=1)
            if tallest > 1:  # a row of one line needs no height, and without one it grows with what is typed into it
                sheet.set_row(last, _LINE * min(tallest, _TALLEST) + 2)
            if _PLAIN.issuperset(map(type, row)):
                write_row(sheet, last, [clipped(item) if type(item) is str else item for item in row], styles)
                continue
            for index, value in enumerate(row):
                links += self.write(sheet, last, index, value, styles[index], links < LINKS)
        sheet.freeze_panes(2, frozen)
        if last > 1:
            sheet.autofilter(1, 0, last, len(columns) - 1)
        return sheet, last

    def write(self, sheet: Worksheet, row: int, column: int, value: Any, style: Format, linking: bool = True) -> int:
        """Writes one value as what it is, never as a formula; 1 where it became a link."""
        if type(value) is str:
            sheet.write_string(row, column, clipped(value), style)
        elif value is None:
            sheet.write_blank(row, column, None, style)
        elif type(value) is Decimal:
            sheet.write_number(row, column, float(round_half_up(value, 6)), style)
        elif type(value) is Link:
            if value.url and linking and len(value.url) <= _LONGEST_LINK:
                sheet.write_url(row, column, value.url, self.link, clipped(value.text))
                return 1
            sheet.write_string(row, column, clipped(value.text), style)
        elif type(value) is Marked:
            sheet.write_string(row, column, value.text, self.mark(value.text[0]))
        else:
            sheet.write_number(row, column, value, style)
        return 0


def _lines(value: Any, width: float) -> int:
    """About how many lines a text takes in a column; a Chinese character takes two places of a column's width."""
    text = value if isinstance(value, str) else value.text if isinstance(value, Link | Marked) else ""
    return _lines_of(text, width) if text else 1


@lru_cache(maxsize=2048)
def _lines_of(text: str, width: float) -> int:
    """The same words stand in hundreds of rows of a table."""
    return sum(max(1, ceil(len(line.encode("gb18030", "replace")) / width)) for line in text.split("\n"))


@dataclass(frozen=True, slots=True)
class Marked:
    """A text that begins with a sign (✘ ⚠ ⓘ ✔), shown in its colour."""

    text: str


def clipped(text: str) -> str:
    """`text` as far as it fits into a cell."""
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}…（原文过长，已截断）"


def _set_up(sheet: Worksheet, heading_row: int) -> None:
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(0.5, 0.5, 0.6, 0.6)
    sheet.repeat_rows(heading_row)
    sheet.set_footer("&L&A&R第 &P 页，共 &N 页")
    sheet.hide_gridlines(2)


def _divide(sheet: Worksheet, widths: Sequence[float], starts: Sequence[int], repeated: int) -> None:
    """Lets a table that would be printed too small go on, behind its first columns, on further pages."""
    if _PAPER / sum(widths) >= _READABLE or not starts:
        return
    breaks, widest = _pages(widths, starts, repeated, _PAPER / _READABLE)
    while (evener := _pages(widths, starts, repeated, widest - 1)) and len(evener[0]) == len(breaks):
        if evener[1] >= widest:
            break
        breaks, widest = evener
    sheet.set_print_scale(max(10, min(100, int(100 * _PAPER / widest))))
    sheet.set_v_pagebreaks(breaks)
    sheet.repeat_columns(0, repeated - 1)
    sheet.print_across()


def _pages(widths: Sequence[float], starts: Sequence[int], repeated: int, limit: float) -> tuple[list[int], float]:
    """The columns with which pages up to `limit` wide begin, and how wide the widest is."""
    breaks, wide, widest = [], sum(widths[: starts[0]]), 0.0
    for start, end in pairwise([*starts, len(widths)]):
        group = sum(widths[start:end])
        if wide + group > limit:
            breaks.append(start)
            widest, wide = max(widest, wide), sum(widths[:repeated])
        wide += group
    return breaks, max(widest, wide)


def link_to(source: Source, summary: Path, cell: str | None = None) -> str:
    """A link from the summary to a file, to one of its cells (自评表!H31) where one is named; relative if it can be.

    A file in an archive is reached through the archive, which knows no cells.
    """
    place = ""
    if cell and "!" in cell and not source.archived:
        sheet, _, address = cell.rpartition("!")
        place = "#'" + sheet.replace("'", "''") + "'!" + address
    return "external:" + _quoted(_way(source.path, summary)) + place


@lru_cache(maxsize=256)
def _way(path: Path, summary: Path) -> str:
    """How to come from the summary to a file."""
    way = os.path.realpath(path)
    with suppress(ValueError):  # another drive
        way = os.path.relpath(way, os.path.dirname(os.path.realpath(summary)))
    return way.replace(os.sep, "/")


def _quoted(target: str) -> str:
    """Escapes what a link would take for its own signs; XlsxWriter escapes the rest, unless anything is escaped."""
    if "%" in target or "#" in target:
        return "".join(char if ord(char) > 127 else quote(char, safe="/:\\") for char in target)
    return target
