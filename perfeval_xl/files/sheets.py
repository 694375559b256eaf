"""The cells of a workbook as they stand: value, cached result, percent or date format, merges, defined names.

One pass over the XML of a sheet. openpyxl is not used here: it gives either formulas or their cached results, so a
file has to be parsed twice; it loses the escapes of literal `_x000D_` texts; it takes the Chinese built-in date
formats for plain numbers; and it stumbles over the styles that WPS writes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from posixpath import join, normpath
from typing import NamedTuple, cast
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from perfeval_xl.figures import Typed, from_number
from perfeval_xl.files.formats import date_text, kind_of, moment_text
from perfeval_xl.files.package import Package
from perfeval_xl.files.places import Area, area, column_number
from perfeval_xl.files.scan import RawSheet, scan_sheet, scan_strings

_CELL = re.compile(r"([A-Z]{1,3})([1-9]\d{0,6})")
_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")
_CHUNK = 1 << 20


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
    """The cells that hold something, by (row, column), and the merged areas."""

    title: str
    cells: dict[tuple[int, int], Cell] = field(default_factory=dict)
    merges: tuple[Area, ...] = ()
    protected: bool = False

    def at(self, row: int, column: int) -> Cell:
        """The cell at (row, column), counted from 1."""
        return self.cells.get((row, column), EMPTY)


class Workbook:
    """The workbook in a package: its defined names now, its sheets when asked for. Damage raises WorkbookError."""

    def __init__(self, package: Package):
        root = package.tree("xl/workbook.xml")
        self._package = package
        self._parts = _sheet_parts(package, root)
        self.hidden = frozenset(
            item.get("name", "")
            for item in root.iter()
            if _local(item) == "sheet" and item.get("state") in ("hidden", "veryHidden")
        )
        """The titles of the sheets that Excel does not show."""
        properties = _find(root, "workbookPr")
        self._epoch_1904 = properties is not None and properties.get("date1904") in ("1", "true")
        self._shared: list[str] | None = None
        self._string_cells: dict[int, Cell] = {}
        self._formats = _formats(package)
        self.names = _names(root)
        """The text that each global defined name refers to, by its name."""

    @property
    def titles(self) -> tuple[str, ...]:
        """The titles of the worksheets, in order."""
        return tuple(self._parts)

    def xml(self, title: str) -> str:
        """The XML of the sheet with this title."""
        return self._package.text(self._parts[title])

    def sheet(self, title: str, last_row: int) -> Sheet:
        """The sheet with this title, read down to `last_row`."""
        text = self.xml(title)
        if raw := scan_sheet(text, last_row):
            try:
                return self._scanned(title, raw)
            except (ValueError, IndexError) as fault:
                raise self._package.damaged() from fault
        cells: dict[tuple[int, int], Cell] = {}
        merges: list[str] = []
        protected = False
        try:
            for item in _elements(text):
                if _local(item) == "mergeCell":
                    merges.append(item.get("ref", ""))
                    continue
                if _local(item) == "sheetProtection":
                    protected = item.get("sheet") in ("1", "true")
                    continue
                self._row(item, cells, last_row)
        except (ElementTree.ParseError, KeyError, ValueError, IndexError) as fault:
            raise self._package.damaged() from fault
        return Sheet(title, cells, _areas(title, merges), protected)

    def _scanned(self, title: str, raw: RawSheet) -> Sheet:
        cells: dict[tuple[int, int], Cell] = {}
        columns: dict[str, int] = {}
        for letters, row, style, kind, formula, text in raw.cells:
            if kind == "s" and formula is None and text:
                cell = self._string_cell(int(text))
            else:
                cell = self._made(kind or "n", text, int(style or 0), formula)
            if cell is not EMPTY:
                column = columns.get(letters)
                if column is None:
                    column = columns[letters] = column_number(letters)
                cells[row, column] = cell
        return Sheet(title, cells, _areas(title, raw.merges), raw.protected)

    def _row(self, item: Element, cells: dict[tuple[int, int], Cell], last_row: int) -> None:
        row = column = 0
        for child in item:
            place = _CELL.fullmatch(child.get("r", ""))
            if place:
                row, column = int(place[2]), column_number(place[1])
            else:
                row, column = int(item.get("r", row)), column + 1
            if row > last_row:
                return
            cell = self._cell(child)
            if cell is not EMPTY:
                cells[row, column] = cell

    def _cell(self, item: Element) -> Cell:
        kind, text, formula = item.get("t", "n"), None, None
        for child in item:
            name = _local(child)
            if name == "v":
                text = child.text or ""
            elif name == "f":
                formula = child.text or ""
            elif name == "is":
                text = _rich(child)
        return self._made(kind, text, int(item.get("s", 0)), formula)

    def _made(self, kind: str, text: str | None, style: int, formula: str | None) -> Cell:
        if text is None or (text == "" and kind in "nbed"):
            return EMPTY if formula is None else Cell(None, formula)
        if kind == "s":
            return Cell(self._string(int(text)), formula)
        if kind in ("str", "inlineStr"):
            return Cell(_unescape(text), formula)
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
            self._shared = [_unescape(text) for text in _strings(self._package)]
        return self._shared[index]

    def _string_cell(self, index: int) -> Cell:
        """The cell of a shared string; the same words stand in many cells."""
        if index not in self._string_cells:
            self._string_cells[index] = Cell(self._string(index))
        return self._string_cells[index]


def _strings(package: Package) -> list[str]:
    if not package.has("xl/sharedStrings.xml"):
        return []
    scanned = scan_strings(package.text("xl/sharedStrings.xml"))
    if scanned is not None:
        return scanned
    return [_rich(item) for item in package.tree("xl/sharedStrings.xml") if _local(item) == "si"]


def _areas(title: str, references: list[str]) -> tuple[Area, ...]:
    sheet = title.replace("'", "''")
    return tuple(found for text in references if (found := area(f"'{sheet}'!{text}")))


def _local(item: Element) -> str:
    return item.tag.rpartition("}")[2]


def _find(root: Element, name: str) -> Element | None:
    return next((item for item in root.iter() if _local(item) == name), None)


def _elements(text: str) -> Iterator[Element]:
    """Every row, every merge and the protection of a sheet, in order; each is forgotten when the next is asked for."""
    parser: ElementTree.XMLPullParser[Element] = ElementTree.XMLPullParser(("start", "end"))
    data: Element | None = None
    for start in range(0, len(text), _CHUNK):
        parser.feed(text[start : start + _CHUNK])
        for event, item in cast(Iterator[tuple[str, Element]], parser.read_events()):
            name = _local(item)
            if event == "start":
                data = item if name == "sheetData" else data
            elif name == "row":
                yield item
                if data is not None:
                    data.clear()
            elif name in ("mergeCell", "sheetProtection"):
                yield item
    parser.close()


def _sheet_parts(package: Package, root: Element) -> dict[str, str]:
    targets = {}
    if package.has("xl/_rels/workbook.xml.rels"):
        for item in package.tree("xl/_rels/workbook.xml.rels"):
            target = item.get("Target", "")
            targets[item.get("Id")] = target.lstrip("/") if target.startswith("/") else normpath(join("xl", target))
    parts = {}
    for item in root.iter():
        if _local(item) == "sheet":
            key = next((value for name, value in item.items() if name.endswith("}id")), None)
            part = targets.get(key, "")
            if package.has(part):
                parts[item.get("name", "")] = part
    return parts


def _names(root: Element) -> dict[str, str]:
    """Global names; a sheet that was copied carries local twins, which stay out."""
    return {
        item.get("name", ""): item.text or ""
        for item in root.iter()
        if _local(item) == "definedName" and item.get("localSheetId") is None
    }


def _formats(package: Package) -> tuple[str, ...]:
    """By style number: "percent", "date", or nothing."""
    return _formats_in(package.text("xl/styles.xml"), package) if package.has("xl/styles.xml") else ()


_kept_formats: dict[str, tuple[str, ...]] = {}
"""By the XML of the styles, which all workbooks of one template share."""
_FORMATS_KEPT = 8


def _formats_in(text: str, package: Package) -> tuple[str, ...]:
    if text not in _kept_formats:
        root = package.tree("xl/styles.xml")
        codes = {item.get("numFmtId"): item.get("formatCode", "") for item in root.iter() if _local(item) == "numFmt"}
        styles = _find(root, "cellXfs")
        found = tuple(kind_of(item.get("numFmtId", "0"), codes) for item in (() if styles is None else styles))
        if len(_kept_formats) >= _FORMATS_KEPT:
            _kept_formats.clear()
        _kept_formats[text] = found
    return _kept_formats[text]


def _rich(item: Element) -> str:
    """The text of a string item: its runs joined, without phonetic guides."""
    parts = []
    for child in item:
        name = _local(child)
        if name == "t":
            parts.append(child.text or "")
        elif name == "r":
            parts += [run.text or "" for run in child if _local(run) == "t"]
    return "".join(parts)


def _unescape(text: str) -> str:
    return _ESCAPE.sub(lambda match: chr(int(match[1], 16)), text) if "_x" in text else text
