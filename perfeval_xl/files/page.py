"""One worksheet while it is written: typed values, formulas with their values, merges, defined names.

What has been written stays readable (`number`, `text`, `value`), so that the cached value of a formula is computed
from the very cells that the formula refers to.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING

from perfeval_xl.errors import FormError
from perfeval_xl.figures import Typed, plain, round_half_up
from perfeval_xl.files.styles import Styles

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

GUIDE, FORM, MATERIAL, FINDINGS, CHART, LISTS = "填写说明", "自评表", "报告素材", "校验结果", "图表", "列表"
BASE = "基础数据"
"""The sheets, in order."""

_ROW = re.compile(r"(?P<part>[a-z_]+)\[(?P<index>\d{1,6})\](?:\.(?P<field>[a-z_]+))?")
_WHOLE = Decimal("1e15")
"""Whole numbers below this are written as such: 2 and not 2.0."""
_CELL_LIMIT = 32_767
"""The longest text of a cell, in UTF-16 units."""

Value = str | Decimal
"""What a formula gives: a text or a number."""


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula and the value that it has in the workbook as written."""

    text: str
    value: Value


@dataclass(frozen=True, slots=True)
class Edition:
    """Which kind of workbook is written.

    `live` cells call the functions of the scoring component, otherwise plain formulas score (`native`). A `frozen`
    workbook has no formula at all.
    """

    live: bool
    frozen: bool = False

    @property
    def native(self) -> bool:
        """Whether plain formulas do the scoring: neither macros nor frozen."""
        return not self.live and not self.frozen


@cache
def column(index: int) -> str:
    """The letters of a 0-based column: 0 is A."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def address(row: int, col: int, *, fixed: bool = False) -> str:
    """The address of a 0-based cell: H31, or $H$31 where `fixed`."""
    return f"${column(col)}${row + 1}" if fixed else f"{column(col)}{row + 1}"


@dataclass(slots=True)
class Page:
    """A worksheet under construction. Rows and columns are 0-based, as in XlsxWriter."""

    book: Workbook
    sheet: Worksheet
    styles: Styles
    edition: Edition
    values: dict[tuple[int, int], Value] = field(default_factory=dict)
    computed: list[str] = field(default_factory=list)
    """The dotted names of the cells whose value the program computed."""
    heights: dict[int, float] = field(default_factory=dict)
    hidden: set[int] = field(default_factory=set)
    """The rows that are not shown."""
    formulas: dict[tuple[int, int], str] = field(default_factory=dict)
    """The program's formula of each cell that has one, also where something was typed over it."""
    typable: set[tuple[int, int]] = field(default_factory=set)
    """The cells with a formula that a person may type over."""
    places: dict[str, tuple[int, int]] = field(default_factory=dict)
    """Where each defined name stands; of a column, its header."""

    def put(self, row: int, col: int, typed: Typed, style: Format, *, to: tuple[int, int] | None = None) -> None:
        """Writes what was typed, exactly: a text is never taken for a formula or a number. Merged as far as `to`."""
        if to and to != (row, col):
            self.sheet.merge_range(row, col, *to, "", style)
        if typed is None:
            self.sheet.write_blank(row, col, None, style)
            return
        self.values[row, col] = typed
        if isinstance(typed, str) and len(typed) > _CELL_LIMIT // 2:
            self._check_length(row, col, typed)
        if isinstance(typed, Decimal):
            self.sheet.write_number(row, col, float(typed), style)
        elif typed.startswith("<r>") and typed.endswith("</r>"):
            # XlsxWriter would take this text for markup of its own.
            self.sheet.write_rich_string(row, col, typed[:1], self.styles.purpose("list"), typed[1:], style)
        else:
            self.sheet.write_string(row, col, typed, style)

    def _check_length(self, row: int, col: int, text: str) -> None:
        length = len(text.encode("utf-16-le")) // 2
        if length > _CELL_LIMIT:
            where = f"{self.sheet.get_name()}!{address(row, col)}"
            raise FormError(f"{where}：文字有{length}字，超过一个单元格的上限{_CELL_LIMIT}字，请删减后重试。")

    def compute(
        self,
        row: int,
        col: int,
        formula: Formula,
        style: Format,
        *,
        to: tuple[int, int] | None = None,
        name: str = "",
    ) -> None:
        """Writes a formula with its value, or only the value in a frozen workbook, where `name` is remembered."""
        if self.edition.frozen:
            self.put(row, col, None if formula.value == "" else formula.value, style, to=to)
            if name and formula.value != "":
                self.computed.append(name)
            return
        if to and to != (row, col):
            self.sheet.merge_range(row, col, *to, "", style)
        self.values[row, col] = formula.value
        self.formulas[row, col] = formula.text
        self.sheet.write_formula(row, col, formula.text, style, _cached(formula.value))

    def may_be_typed(self, row: int, col: int, formula: Formula) -> None:
        """Keeps in mind that a person may type over this formula of the cell, or has done so."""
        self.formulas[row, col] = formula.text
        self.typable.add((row, col))

    def aside(self, row: int, col: int, formula: Formula, style: Format) -> None:
        """Writes a helper formula; a frozen workbook has no helpers, there only its value is kept in mind."""
        if self.edition.frozen:
            self.values[row, col] = formula.value
        else:
            self.compute(row, col, formula, style)

    def find(self, at: str) -> str | None:
        """Where a dotted name stands on this page: "自评表!H31"; a row of a table by its index; None when nowhere."""
        place = self.places.get(at)
        match = _ROW.fullmatch(at)
        if place is None and match:
            part, index, field = match["part"], int(match["index"]), match["field"]
            header = self.places.get(f"{part}.{field}") or self.places.get(f"{part}.name")
            place = (header[0] + 1 + index, header[1]) if header else None
        return f"{self.sheet.get_name()}!{address(*place)}" if place else None

    def name(self, dotted: str, row: int, col: int, to: tuple[int, int] | None = None) -> None:
        """Defines a name for a cell, or for the range as far as `to`."""
        self.places[dotted] = (row, col)
        area = address(row, col, fixed=True)
        if to:
            area += ":" + address(*to, fixed=True)
        self.book.define_name(dotted, f"='{self.sheet.get_name()}'!{area}")

    def value(self, row: int, col: int) -> Value:
        """What the cell holds, an empty text when nothing."""
        return self.values.get((row, col), "")

    def number(self, row: int, col: int) -> Decimal | None:
        """The number in the cell, None where the spreadsheet would see none."""
        value = self.values.get((row, col))
        return value if isinstance(value, Decimal) else None

    def text(self, row: int, col: int) -> str:
        """The cell's value as the spreadsheet joins it into a text."""
        value = self.value(row, col)
        return plain(round_half_up(value, 9)) if isinstance(value, Decimal) else value

    def begin(self, title: str, widths: Iterable[float]) -> None:
        """Begins a sheet other than the form: the widths of its columns from A on, and its title on top."""
        for col, width in enumerate(widths):
            self.sheet.set_column(col, col, width)
        self.put(0, 0, title, self.styles.purpose("guide_title"))
        self.set_height(0, 30)

    def landscape(self) -> None:
        """Prints the sheet across A4 without grid lines, each page with its number."""
        self.sheet.hide_gridlines(2)
        self.sheet.set_paper(9)
        self.sheet.set_landscape()
        self.sheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.7)
        self.sheet.set_footer("&C第 &P 页，共 &N 页")

    def set_height(self, row: int, points: float) -> None:
        """Makes a row at least so high."""
        self.heights[row] = max(points, self.heights.get(row, 0))

    def finish(self) -> None:
        """Passes the heights on to the worksheet."""
        for row, points in self.heights.items():
            self.sheet.set_row(row, min(points, 409), None, {"hidden": True} if row in self.hidden else {})


def _cached(value: Value) -> str | int | float:
    if not isinstance(value, Decimal):
        return value
    return int(value) if value == value.to_integral_value() and abs(value) < _WHOLE else float(value)
