"""The columns of a table once its header is found: which field a cell below belongs to."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from perfeval_xl.importing.grid import Cell, Row
from perfeval_xl.importing.values import PLAIN, Scale


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table; `field` is empty where the form has no place for it, `doubt` says why it is uncertain."""

    field: str
    left: int
    right: int
    text: str
    scale: Scale = PLAIN
    doubt: str = ""


@dataclass(frozen=True, slots=True)
class Header:
    """A header found: the part of the form, its columns from left to right, its rows, its cells and others in them."""

    part: str
    columns: tuple[Column, ...]
    height: int
    cells: tuple[Cell, ...] = ()
    beside: tuple[Cell, ...] = ()

    @property
    def fields(self) -> frozenset[str]:
        """The fields it has a column for."""
        return frozenset(column.field for column in self.columns if column.field)

    @property
    def left(self) -> int:
        """The first column of the table."""
        return min(column.left for column in self.columns)

    def column(self, name: str) -> Column | None:
        """The column of a field."""
        return next((column for column in self.columns if column.field == name), None)

    def over(self, cell: Cell) -> Column | None:
        """The column that a cell stands in, one with a field where it reaches over several; None outside the table."""
        over = [column for column in self.columns if column.left <= cell.right and cell.column <= column.right]
        return next((column for column in over if column.field), over[0] if over else None)

    def by_field(self, row: Row) -> tuple[dict[str, list[Cell]], list[Cell]]:
        """The cells that begin in the row by the field of their column, and those without a field."""
        fields: dict[str, list[Cell]] = defaultdict(list)
        others: list[Cell] = []
        for cell in row.cells:
            column = self.over(cell)
            if column and column.field:
                fields[column.field].append(cell)
            else:
                others.append(cell)
        return fields, others

    def reaching(self, row: Row) -> dict[str, Cell]:
        """The cells that reach down into the row from above, by field."""
        return {column.field: cell for cell in row.above if (column := self.over(cell)) and column.field}
