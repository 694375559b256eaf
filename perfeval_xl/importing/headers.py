"""Headers of the tables of a form, of one line or two: which column holds what, found by the words alone."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from perfeval_xl.figures import fold
from perfeval_xl.importing.grid import Cell, Row
from perfeval_xl.importing.values import PLAIN, UNITS, Scale, unit_in
from perfeval_xl.importing.words import TableWords, Words, key, squeezed

_NEAR = 0.7
_LONGEST = 30
_MOST = 60
"""Cells in a row beyond which it is no header of a form."""


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
    """A header found: the part of the form, its columns from left to right, its rows and cells."""

    part: str
    columns: tuple[Column, ...]
    height: int
    cells: tuple[Cell, ...]

    @property
    def fields(self) -> frozenset[str]:
        """The fields it has a column for."""
        return frozenset(column.field for column in self.columns if column.field)


@dataclass(frozen=True, slots=True)
class _Leaf:
    """A column as the header words it: what may be compared, best first, and the words above it."""

    keys: tuple[str, ...]
    parent: str
    cell: Cell
    text: str


@dataclass(frozen=True, slots=True)
class _Reading:
    """One way in which rows may be a header; `first` are the cells of the upper line of two."""

    leaves: tuple[_Leaf, ...]
    first: tuple[Cell, ...] = ()


def find(rows: Sequence[Row], start: int, words: Words, unit: str = "") -> Header | None:
    """The header that begins at `rows[start]`, None where there is none; `unit` is the money unit of the sheet."""
    found = [
        header
        for reading in _readings(rows, start)
        for table in words.tables.values()
        if (header := _match(table, reading, words, unit))
    ]
    if not found:
        return None
    best = max(found, key=lambda header: (len(header.fields), -header.height))
    used = [cell for row in rows[start : start + best.height] for cell in row.cells]
    return Header(best.part, best.columns, best.height, tuple(used))


def _readings(rows: Sequence[Row], start: int) -> Iterator[_Reading]:
    """The ways in which the rows may be a header: this row alone, or with the next one below it."""
    first = _cells(rows[start])
    if not 2 <= len(first) <= _MOST:
        return
    yield _Reading(tuple(_Leaf((key(cell.text),), "", cell, cell.text) for cell in first))
    if start + 1 < len(rows):
        second = rows[start + 1].cells
        if 0 < len(second) <= _MOST and all(len(cell.text) <= _LONGEST for cell in (*first, *second)):
            yield _Reading(tuple(_two_lines(first, second)), tuple(first))


def _cells(row: Row) -> list[Cell]:
    return sorted((*row.cells, *row.above), key=lambda cell: cell.column)


def _two_lines(first: Sequence[Cell], second: Sequence[Cell]) -> Iterator[_Leaf]:
    under = [(cell, _over(cell, first)) for cell in second]
    parents = {id(parent) for _, parent in under if parent}
    leaves = [
        _Leaf(
            (key(parent.text + cell.text), key(cell.text)) if parent else (key(cell.text),),
            key(parent.text) if parent else "",
            cell,
            f"{parent.text}{cell.text}" if parent else cell.text,
        )
        for cell, parent in under
    ]
    leaves += [_Leaf((key(cell.text),), "", cell, cell.text) for cell in first if id(cell) not in parents]
    yield from sorted(leaves, key=lambda leaf: leaf.cell.column)


def _over(cell: Cell, first: Sequence[Cell]) -> Cell | None:
    return next((above for above in first if above.column <= cell.column <= above.right), None)


def _match(table: TableWords, reading: _Reading, words: Words, unit: str) -> Header | None:
    leaves = reading.leaves
    chosen = _assign(table, leaves, words)
    fields = set(chosen.values())
    if len(fields) < table.least or not all(group & fields for group in table.needs):
        return None
    if reading.first and not (_upper_line(table, reading, chosen, words) and _lower_line(reading, chosen, words)):
        return None
    near = _near(table, leaves, chosen)
    left = min(leaves[index].cell.column for index in chosen)
    columns = []
    for index, leaf in enumerate(leaves):
        field = chosen.get(index) or near.get(index, "")
        if not field and leaf.cell.column < left and leaf.keys[-1] not in words.order:
            continue
        doubt = f"表头“{squeezed(leaf.text)}”按近似的栏目读入" if index in near else ""
        columns.append(Column(field, leaf.cell.column, leaf.cell.right, leaf.text, _scale(leaf, unit), doubt))
    return Header(table.part, tuple(columns), 2 if reading.first else 1, ())


def _upper_line(table: TableWords, reading: _Reading, chosen: dict[int, str], words: Words) -> bool:
    """Whether the upper line of two belongs to the header, and is not a line of labels above it."""
    known = {word for synonyms in table.fields.values() for word in synonyms}
    fitting = {id(reading.leaves[index].cell) for index in chosen}
    joined = {
        leaf.parent
        for index, leaf in enumerate(reading.leaves)
        if index in chosen and len(leaf.keys) > 1 and leaf.keys[0] in table.fields[chosen[index]]
    }
    used = 0
    for cell in reading.first:
        word = key(cell.text)
        if id(cell) in fitting or word in known or word in joined:
            used += 1
        elif word in words.scalars or any(pattern.match(cell.text) for _, pattern in words.inline):
            return False
    return used > 0


def _lower_line(reading: _Reading, chosen: dict[int, str], words: Words) -> bool:
    """Whether the lower line only has words of a header, so that no row of data is taken for one."""
    known = {word for table in words.tables.values() for synonyms in table.fields.values() for word in synonyms}
    known |= words.twin_words | words.twin_wholes
    upper = {id(cell) for cell in reading.first}
    return all(
        index in chosen or leaf.keys[-1] in known or fold(leaf.cell.text).strip("()") in UNITS
        for index, leaf in enumerate(reading.leaves)
        if id(leaf.cell) not in upper
    )


def _assign(table: TableWords, leaves: Sequence[_Leaf], words: Words) -> dict[int, str]:
    """By place among the leaves, the field; where two columns bid for one field, the better synonym has it.

    The name of the whole block, which stands beside its rows, only counts where no other column bids.
    """
    bids = sorted(
        (word in words.blocks, way, rank, index, field)
        for index, leaf in enumerate(leaves)
        for way, word in enumerate(leaf.keys)
        for field, synonyms in table.fields.items()
        if word
        for rank, synonym in enumerate(synonyms)
        if synonym == word
    )
    chosen: dict[int, str] = {}
    for *_, index, field in bids:
        if index not in chosen and field not in chosen.values():
            chosen[index] = field
    _twins(table, leaves, words, chosen)
    return chosen


def _twins(table: TableWords, leaves: Sequence[_Leaf], words: Words, chosen: dict[int, str]) -> None:
    """Gives 合计 and 其中：财政资金 the field of the words above them, or of the column to the left."""
    parents = {
        leaf.parent: field
        for leaf in leaves
        for field, synonyms in table.fields.items()
        if leaf.parent and leaf.parent in synonyms
    }
    left = ""
    for index, leaf in enumerate(leaves):
        above = parents.get(leaf.parent, "")
        if index in chosen:
            left = chosen[index] if chosen[index] in words.twin_of else left
            continue
        if leaf.keys[-1] in words.twin_wholes and above and above not in chosen.values():
            chosen[index] = left = above
        elif leaf.keys[-1] in words.twin_words:
            twin = words.twin_of.get(above or left, "")
            if twin in table.fields and twin not in chosen.values():
                chosen[index] = twin
                left = ""


def _near(table: TableWords, leaves: Sequence[_Leaf], chosen: dict[int, str]) -> dict[int, str]:
    """Headers that resemble a synonym of a field that is still free: a misspelling, a word more or less."""
    found: dict[int, str] = {}
    for index, leaf in enumerate(leaves):
        if index in chosen or len(leaf.keys[-1]) < 3:
            continue
        free = {
            word: field
            for field, synonyms in table.fields.items()
            if field not in chosen.values() and field not in found.values()
            for word in synonyms
        }
        near = difflib.get_close_matches(leaf.keys[-1], free, 1, _NEAR)
        if near:
            found[index] = free[near[0]]
    return found


def _scale(leaf: _Leaf, sheet_unit: str) -> Scale:
    unit = unit_in(leaf.text) or unit_in(leaf.cell.text) or sheet_unit
    percent = fold(leaf.text).endswith(("(%)", "%"))
    return Scale(UNITS[unit], unit, percent) if unit in UNITS else Scale(percent=percent)
