"""The cells of a workbook as they stand: value, cached result, percent or date format, merges, defined names.

One pass over the XML of a sheet. openpyxl is not used here: it gives either formulas or their cached results, so a
file has to be parsed twice; it loses the escapes of literal `_x000D_` texts; it takes the Chinese built-in date
formats for plain numbers; and it stumbles over the styles that WPS writes.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from datetime import datetime
from decimal import Decimal
from functools import lru_cache
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
    """The cells that hold something, by row and column, and the merged areas.

    Nearly every cell is a value and nothing else, so that values stand by themselves in `rows`; those that are more
    (formula, error, percentage, truth value) stand in `special` too.
    """

    title: str
    rows: dict[int, dict[int, Typed]] = field(default_factory=dict)
    special: dict[int, dict[int, Cell]] = field(default_factory=dict)
    merges: tuple[Area, ...] = ()
    protected: bool = False

    def at(self, row: int, column: int) -> Cell:
        """The cell at (row, column), counted from 1."""
        values = self.rows.get(row)
        if values is None or column not in values:
            return EMPTY
        cells = self.special.get(row)
        return (cells and cells.get(column)) or Cell(values[column])

    @property
    def cells(self) -> dict[tuple[int, int], Cell]:
        """The cells by (row, column), put together anew each time."""
        return {(row, column): self.at(row, column) for row, values in self.rows.items() for column in values}

    def put(self, row: int, column: int, cell: Cell) -> None:
        """Adds a cell while the sheet is read."""
        if cell is not EMPTY:
            self.rows.setdefault(row, {})[column] = cell.value
            if cell[1:] != _ONLY_A_VALUE:
                self.special.setdefault(row, {})[column] = cell


_ONLY_A_VALUE = EMPTY[1:]


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
        self._strings: dict[str, str] = {}
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
        sheet = Sheet(title, merges=_areas(title, raw.merges), protected=raw.protected)
        values: dict[int, Typed] = {}
        strings, current = self._strings, ""
        for letters, row, style, kind, formula, tag, text in raw.cells:
            if kind == "s" and not formula and tag:
                value: Typed = strings.get(text)
                if value is None:  # the same words stand in many cells
                    value = strings[text] = self._string(int(inside(text)))
            elif kind or formula or not tag or self._shown(style) or (value := _plain_number(text)) is None:
                typed = inside(text) if tag else None
                cell = self._made(kind or "n", typed, int(style or 0), inside(formula) if formula else None)
                sheet.put(int(row), column_number(letters), cell)
                continue
            if row != current:
                current, values = row, sheet.rows.setdefault(int(row), {})
            values[column_number(letters)] = value
        return sheet

    def _parsed(self, title: str, text: str, last_row: int, columns: frozenset[int] | None) -> Sheet:
        sheet = Sheet(title)
        merges: list[str] = []
        protected = False
        for item in rows_and_marks(text):
            if local_name(item) == "mergeCell":
                merges.append(item.get("ref", ""))
            elif local_name(item) == "sheetProtection":
                protected = item.get("sheet") in ("1", "true")
            else:
                self._row(item, sheet, last_row, columns)
        return replace(sheet, merges=_areas(title, merges), protected=protected)

    def _row(self, item: Element, sheet: Sheet, last_row: int, columns: frozenset[int] | None) -> None:
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
            sheet.put(row, column, self._cell(child))

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
        shown = self._shown(style)
        if shown == "date":
            return Cell(moment_text(number, self._epoch_1904), formula)
        return Cell(number, formula, percent=shown == "percent")

    def _shown(self, style: int | str) -> str:
        """How a style shows numbers: "percent", "date", or nothing; `style` as a number, or as it stands in the XML."""
        number = int(style or 0)
        return self._formats[number] if 0 <= number < len(self._formats) else ""

    def _string(self, index: int) -> str:
        if self._shared is None:
            self._shared = shared_strings(self._package)
        text = self._shared[index]
        return unescape(text) if "_x" in text else text


def _plain_number(rest: str) -> Decimal | None:
    """The number in what follows `<v` in the XML; None where it is none, or has more digits than Excel writes."""
    return _number_in(rest) if len(rest) <= _DIGITS else None


_DIGITS = 30


@lru_cache(maxsize=1024)  # points and percentages recur in all forms
def _number_in(rest: str) -> Decimal | None:
    try:
        return from_number(Decimal(inside(rest)))
    except (ArithmeticError, ValueError):
        return None


def _areas(title: str, references: list[str]) -> tuple[Area, ...]:
    sheet = title.replace("'", "''")
    return tuple(found for text in references if (found := area(f"'{sheet}'!{text}")))
