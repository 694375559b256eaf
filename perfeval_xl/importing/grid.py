"""What is read: blocks in the order of the document, each a grid of cells or a line of text, wherever it came from."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from perfeval_xl.figures import Typed, plain, text_of


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell that holds something: where it begins (from 1), how far it reaches, and how a person finds it.

    A number shown as a percentage keeps its ratio in `value` and has `percent` set. A cell in a hidden row or column
    is `hidden`.
    """

    row: int
    column: int
    value: Typed
    origin: str
    rows: int = 1
    columns: int = 1
    percent: bool = False
    hidden: bool = False

    @property
    def right(self) -> int:
        """The last column it covers."""
        return self.column + self.columns - 1

    @property
    def text(self) -> str:
        """The text that a person sees."""
        if self.percent and self.value is not None and not isinstance(self.value, str):
            return plain(self.value * 100) + "%"
        return text_of(self.value)


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph outside the tables, or a row of a text."""

    text: str
    origin: str
    number: int = 0
    """Its place among the paragraphs of the document, from 1."""


@dataclass(frozen=True, slots=True)
class Row:
    """The cells that begin in one row, by column, and those that reach down into it from above."""

    cells: tuple[Cell, ...]
    above: tuple[Cell, ...] = ()


@dataclass(frozen=True, slots=True)
class Grid:
    """One sheet (which may be hidden), or one table of a Word document; `width` is its number of columns."""

    title: str
    cells: tuple[Cell, ...]
    width: int = 0
    hidden: bool = False
    unsaved: tuple[Cell, ...] = ()
    """The cells with a formula whose result was not saved, the formula as their text."""

    def lines(self) -> Iterator[Row]:
        """Its rows from top to bottom, those without a beginning cell left out."""
        by_row: dict[int, list[Cell]] = defaultdict(list)
        for cell in self.cells:
            if cell.text:
                by_row[cell.row].append(cell)
        tall: list[Cell] = []
        for row in sorted(by_row):
            tall = [cell for cell in tall if cell.row + cell.rows > row]
            yield Row(
                tuple(sorted(by_row[row], key=lambda cell: cell.column)),
                tuple(sorted(tall, key=lambda cell: cell.column)),
            )
            tall += [cell for cell in by_row[row] if cell.rows > 1]


def side_by_side(grid: Grid) -> list[Grid]:
    """The parts of a grid with an empty column between them, from left to right."""
    parts: list[list[Cell]] = []
    reach = 0
    for cell in sorted((cell for cell in grid.cells if cell.text), key=lambda cell: cell.column):
        if not parts or cell.column > reach + 1:
            parts.append([])
        parts[-1].append(cell)
        reach = max(reach, cell.right)
    return [Grid(grid.title, tuple(cells), max(cell.right for cell in cells)) for cells in parts]


Block = Grid | Line
