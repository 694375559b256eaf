"""The sheets of an old .xls as grids for importing, read with xlrd.

xlrd tells the number formats, without which 100% and 1 are the same number; faster readers of .xls do not.
"""

from __future__ import annotations

import io
from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from perfeval_xl.errors import WorkbookError
from perfeval_xl.figures import Typed, from_number, is_blank
from perfeval_xl.files.formats import kind_of, moment_text
from perfeval_xl.files.grid_xlsx import LAST_ROW
from perfeval_xl.files.places import address
from perfeval_xl.files.source import printable
from perfeval_xl.importing import Cell, Grid

if TYPE_CHECKING:
    from xlrd import Book
    from xlrd.sheet import Sheet

_DAMAGED = "旧式 Excel 文件（.xls）已损坏，请在 Excel 或 WPS 中打开修复，另存为 .xlsx 再导入。"
_TOO_LARGE = "旧式 Excel 文件（.xls）大得不正常，请在 Excel 或 WPS 中另存为 .xlsx，只留下自评表的工作表，再导入。"
LIMIT = 40 * 1024 * 1024
"""Bytes of a file times its sheets beyond which it is not read: each sheet may be as large as the whole file."""


def read(data: bytes, file: str) -> tuple[list[Grid], tuple[str, ...]]:
    """The sheets that hold something, in order, and sentences on what was not read.

    Raises WorkbookError where the file is damaged.
    """
    import xlrd

    try:
        with xlrd.open_workbook(
            file_contents=data, formatting_info=True, logfile=io.StringIO(), ragged_rows=True, on_demand=True
        ) as book:
            if len(data) * book.nsheets > LIMIT:
                raise WorkbookError(f"{file}：{_TOO_LARGE}")
            grids = [_grid(book, sheet) for sheet in book.sheets()]
            notes = tuple(
                f"工作表“{printable(sheet.name)}”第{LAST_ROW}行以下没有读，请把表外的内容删去后再导入。"
                for sheet in book.sheets()
                if sheet.nrows > LAST_ROW
            )
            if any(sheet.cell_note_map for sheet in book.sheets()):
                notes += ("表里的批注没有读，请自己看一看。",)
    except WorkbookError:
        raise
    except Exception as fault:
        # xlrd raises whatever it stumbles over in a damaged file; to the user it is one thing.
        raise WorkbookError(f"{file}：{_DAMAGED}") from fault
    return [grid for grid in grids if grid.cells], notes


def _grid(book: Book, sheet: Sheet) -> Grid:
    held: dict[tuple[int, int], tuple[Typed, bool]] = {}
    for row in range(min(sheet.nrows, LAST_ROW)):
        for column in range(sheet.row_len(row)):
            value, percent = _value(book, sheet, row, column)
            if not is_blank(value):
                held[row + 1, column + 1] = value, percent
    last_row = max((row for row, _ in held), default=0)
    last_column = max((column for _, column in held), default=0)
    spans = {
        (top + 1, left + 1): (min(bottom, last_row) - top, min(right, last_column) - left)
        for top, bottom, left, right in sheet.merged_cells
    }
    title = printable(sheet.name)
    hidden_rows = {row + 1 for row, about in sheet.rowinfo_map.items() if about.hidden}
    hidden_columns = {column + 1 for column, about in sheet.colinfo_map.items() if about.hidden}
    cells = []
    for (row, column), (value, percent) in sorted(held.items()):
        rows, columns = (max(span, 1) for span in spans.get((row, column), (1, 1)))
        hidden = row in hidden_rows or column in hidden_columns
        cells.append(Cell(row, column, value, address(title, row, column), rows, columns, percent, hidden))
    return Grid(title, tuple(cells), last_column, sheet.visibility != 0)


def _value(book: Book, sheet: Sheet, row: int, column: int) -> tuple[Typed, bool]:
    """What a cell shows, and whether as a percentage."""
    import xlrd

    cell = sheet.cell(row, column)
    if cell.ctype == xlrd.XL_CELL_TEXT:
        return printable(cell.value), False
    if cell.ctype == xlrd.XL_CELL_BOOLEAN:
        return ("是" if cell.value else "否"), False
    if cell.ctype == xlrd.XL_CELL_ERROR:
        return xlrd.error_text_from_code.get(cell.value, "#N/A"), False
    if cell.ctype not in (xlrd.XL_CELL_NUMBER, xlrd.XL_CELL_DATE):
        return None, False
    number = from_number(cell.value)
    form = book.format_map.get(book.xf_list[cell.xf_index].format_key)
    shown = kind_of(str(form.format_key), {str(form.format_key): form.format_str}) if form else ""
    if shown == "date":
        return _moment(number, book.datemode), False
    return number, shown == "percent"


def _moment(number: Decimal, mode: int) -> Typed:
    value = moment_text(number, mode == 1)
    assert not isinstance(value, datetime)
    return value
