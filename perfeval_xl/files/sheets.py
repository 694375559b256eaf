"""The cells of a workbook as they stand: value, cached result, percent or date format, merges, defined names.

One pass over the XML of a sheet. openpyxl is not used here: it gives either formulas or their cached results, so a
file has to be parsed twice; it loses the escapes of literal `_x000D_` texts; it takes the Chinese built-in date
formats for plain numbers; and it stumbles over the styles that WPS writes.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import NamedTuple
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from perfeval_xl.figures import Typed, date_text, from_number
from perfeval_xl.files.formats import moment_text
from perfeval_xl.files.package import Package
from perfeval_xl.files.places import Area, area, column_number
from perfeval_xl.files.scan import RawSheet, inside, scan_sheet
from perfeval_xl.files.workbook_xml import (
    local_name,
    outline,
    rich,
    rows_and_marks,
    shared_strings,
    sheet_parts,
    shown_as,
    unescape,
)

_CELL = re.compile(r"([A-Z]{1,3})([1-9]\d{0,6})")


class Cell(NamedTuple):
    """What one cell holds: a text (dates and 是/否 included), a number, or nothing.

    `value` of a formula is its cached result. `percent` tells that the number, a ratio, is shown as a percentage;
    `error` is the text of an error value (#N/A), whose `value` is None.
    """

    value: Typed = None
    formula: str | None = None
    error: str = ""
    percent: bool = False
    boolean: bool = False


EMPTY = Cell()


@dataclass(frozen=True, slots=True)
class Sheet:
    """The cells that hold something, by row and column, and the merged areas."""

    title: str
    rows: dict[int, dict[int, Cell]] = field(default_factory=dict)
    merges: tuple[Area, ...] = ()
    protected: bool = False

    def at(self, row: int, column: int) -> Cell:
        """The cell at (row, column), counted from 1."""
        return self.rows.get(row, _NOTHING).get(column, EMPTY)

    @property
    def cells(self) -> dict[tuple[int, int], Cell]:
        """The cells by (row, column), put together anew each time."""
        return {(row, column): cell for row, cells in self.rows.items() for column, cell in cells.items()}


_NOTHING: dict[int, Cell] = {}


class Workbook:
    """The workbook in a package: its defined names now, its sheets when asked for. Damage raises WorkbookError."""

    def __init__(self, package: Package):
        items, self.names = outline(package)
        """The text that each global defined name refers to, by its name."""
        self._package = package
        self._parts = sheet_parts(package, items["sheet"])
        self.hidden = frozenset(
            item.get("name", "") for item in items["sheet"] if item.get("state") in ("hidden", "veryHidden")
        )
        """The titles of the sheets that Excel does not show."""
        self._epoch_1904 = any(item.get("date1904") in ("1", "true") for item in items["workbookPr"][:1])
        self._shared: list[str] | None = None
        self._string_cells: dict[str, Cell] = {}
        """By what follows `<v` in the XML."""
        self._formats = shown_as(package)

    @property
    def titles(self) -> tuple[str, ...]:
        """The titles of the worksheets, in order."""
        return tuple(self._parts)

    def xml(self, title: str) -> str:
        """The XML of the sheet with this title."""
        return self._package.text(self._parts[title])

    def sheet(self, title: str, last_row: int, columns: frozenset[int] | None = None) -> Sheet:
        """The sheet with this title, read down to `last_row`; with `columns`, only the cells in these."""
        text = self.xml(title)
        try:
            if raw := scan_sheet(text, last_row, columns):
                return self._scanned(title, raw)
            return self._parsed(title, text, last_row, columns)
        except (ElementTree.ParseError, KeyError, ValueError, IndexError, OverflowError) as fault:
            raise self._package.damaged() from fault

    def _scanned(self, title: str, raw: RawSheet) -> Sheet:
        rows: dict[int, dict[int, Cell]] = {}
        cells: dict[int, Cell] = {}
        strings, current = self._string_cells, ""
        for letters, row, style, kind, formula, tag, text in raw.cells:
            if kind == "s" and not formula and tag:
                cell = strings.get(text)
                if cell is None:  # the same words stand in many cells
                    cell = strings[text] = Cell(self._string(int(inside(text))))
            else:
                cell = self._made(
                    kind or "n", inside(text) if tag else None, int(style or 0), inside(formula) if formula else None
                )
            if cell is EMPTY:
                continue
            if row != current:
                current, cells = row, rows.setdefault(int(row), {})
            cells[column_number(letters)] = cell
        return Sheet(title, rows, _areas(title, raw.merges), raw.protected)

    def _parsed(self, title: str, text: str, last_row: int, columns: frozenset[int] | None) -> Sheet:
        rows: dict[int, dict[int, Cell]] = {}
        merges: list[str] = []
        protected = False
        for item in rows_and_marks(text):
            if local_name(item) == "mergeCell":
                merges.append(item.get("ref", ""))
            elif local_name(item) == "sheetProtection":
                protected = item.get("sheet") in ("1", "true")
            else:
                self._row(item, rows, last_row, columns)
        return Sheet(title, rows, _areas(title, merges), protected)

    def _row(
        self, item: Element, rows: dict[int, dict[int, Cell]], last_row: int, columns: frozenset[int] | None
    ) -> None:
        row = column = 0
        for child in item:
            place = _CELL.fullmatch(child.get("r", ""))
            if place:
                row, column = int(place[2]), column_number(place[1])
            else:
                row, column = int(item.get("r", row)), column + 1
            if row > last_row:
                return
            if columns is not None and column not in columns:
                continue
            cell = self._cell(child)
            if cell is not EMPTY:
                rows.setdefault(row, {})[column] = cell

    def _cell(self, item: Element) -> Cell:
        kind, text, formula = item.get("t", "n"), None, None
        for child in item:
            name = local_name(child)
            if name == "v":
                text = child.text or ""
            elif name == "f":
                formula = child.text or ""
            elif name == "is":
                text = rich(child)
        return self._made(kind, text, int(item.get("s", 0)), formula)

    def _made(self, kind: str, text: str | None, style: int, formula: str | None) -> Cell:
        if text is None or (text == "" and kind in "nbed"):
            return EMPTY if formula is None else Cell(None, formula)
        if kind == "s":
            return Cell(self._string(int(text)), formula)
        if kind in ("str", "inlineStr"):
            return Cell(unescape(text), formula)
        if kind == "b":
            return Cell("是" if text in ("1", "true") else "否", formula, boolean=True)
        if kind == "e":
            return Cell(None, formula, error=text)
        if kind == "d":
            return Cell(date_text(datetime.fromisoformat(text.rstrip("Z"))), formula)
        return self._number(text, style, formula)

    def _number(self, text: str, style: int, formula: str | None) -> Cell:
        try:
            number = from_number(Decimal(text))
        except (ArithmeticError, ValueError):
            return Cell(None, formula, error=text[:20])
        shown = self._formats[style] if 0 <= style < len(self._formats) else ""
        if shown == "date":
            return Cell(moment_text(number, self._epoch_1904), formula)
        return Cell(number, formula, percent=shown == "percent")

    def _string(self, index: int) -> str:
        if self._shared is None:
            self._shared = shared_strings(self._package)
        return unescape(self._shared[index])


def _areas(title: str, references: list[str]) -> tuple[Area, ...]:
    sheet = title.replace("'", "''")
    return tuple(found for text in references if (found := area(f"'{sheet}'!{text}")))
