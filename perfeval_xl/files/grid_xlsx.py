"""The sheets of an .xlsx or .xlsm as grids for importing; a formula counts by its result."""

from __future__ import annotations

from perfeval_xl.figures import is_blank
from perfeval_xl.files.package import Package
from perfeval_xl.files.places import address
from perfeval_xl.files.sheets import Workbook
from perfeval_xl.importing import Cell, Grid

LAST_ROW = 20_000
"""Rows below this are not looked at; a form of an old system has some hundred."""


def read(package: Package) -> list[Grid]:
    """The sheets that hold something, in order; WorkbookError where the file is damaged."""
    book = Workbook(package)
    return [grid for title in book.titles if (grid := _grid(book, title)).cells]


def _grid(book: Workbook, title: str) -> Grid:
    sheet = book.sheet(title, LAST_ROW)
    held = {place: cell for place, cell in sheet.cells.items() if not is_blank(cell.value) or cell.error}
    last_row = max((row for row, _ in held), default=0)
    last_column = max((column for _, column in held), default=0)
    spans = {
        (merge.top, merge.left): (
            min(merge.bottom, last_row) - merge.top + 1,
            min(merge.right, last_column) - merge.left + 1,
        )
        for merge in sheet.merges
    }
    cells = []
    for (row, column), cell in sorted(held.items()):
        rows, columns = spans.get((row, column), (1, 1))
        value = cell.error or cell.value
        cells.append(Cell(row, column, value, address(title, row, column), rows, columns, cell.percent))
    return Grid(title, tuple(cells), last_column)
