"""Headers of the tables of a form, of one line to three: which column holds what, found by the words alone."""

from __future__ import annotations

import difflib
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from perfeval_xl.figures import fold, number_of
from perfeval_xl.importing.columns import Column, Header
from perfeval_xl.importing.grid import Cell, Row
from perfeval_xl.importing.values import UNITS, Scale, unit_in
from perfeval_xl.importing.words import TableWords, Words, key, squeezed

_NEAR = 0.7
_LONGEST = 30
_TALLEST = 3
_BODY = 60
"""Rows that are looked at to see where the columns under a header begin."""
_WITHIN = re.compile(r".\(([^()]+)\)$")
_MOST = 90
"""Cells in a row beyond which it is no header of a form; our own without macros has over 60 with its helper columns."""


@dataclass(frozen=True, slots=True)
class _Leaf:
    """A column as the header words it: what may be compared, the fullest first, and the words above it, nearest first.

    Of 结余 over 当年结余 the `keys` are 结余当年结余 and 当年结余.
    """

    keys: tuple[str, ...]
    parents: tuple[str, ...]
    cell: Cell
    text: str
    unit: str = ""
    """The money unit that it or a word above it names."""
    within: str = ""
    """What its brackets say, which counts where its own words say nothing: 备注（扣分原因）."""


@dataclass(frozen=True, slots=True)
class _Reading:
    """One way in which rows may be a header: its columns, the cells of its upper line and those of the lines below."""

    leaves: tuple[_Leaf, ...]
    upper: tuple[Cell, ...] = ()
    lower: tuple[Cell, ...] = ()
    height: int = 1


def find(rows: Sequence[Row], start: int, words: Words, unit: str = "") -> Header | None:
    """The header that begins at `rows[start]`, None where there is none; `unit` is the money unit of the sheet."""
    found = [
        header
        for reading in _readings(rows, start, words)
        for table in words.tables.values()
        if (header := _match(table, reading, words, unit, rows[start + reading.height : start + _BODY]))
    ]
    if not found:
        return None
    best = max(found, key=lambda header: (len(header.fields), -header.height))
    cells = [cell for row in rows[start : start + best.height] for cell in row.cells]
    beside = [cell for cell in cells if cell.right < best.left or number_of(cell.value) is not None]
    return replace(best, cells=tuple(cell for cell in cells if cell not in beside), beside=tuple(beside))


def _readings(rows: Sequence[Row], start: int, words: Words) -> Iterator[_Reading]:
    """The ways in which the rows may be a header: this row alone, or with the next one or two below it.

    None where no cell has a word of a header or the beginning of one: so it is with almost every row of data.
    """
    lines = [sorted((*rows[start].cells, *rows[start].above), key=lambda cell: cell.column)]
    if not 2 <= len(lines[0]) <= _MOST or not any(key(cell.text) in words.beginnings for cell in lines[0]):
        return
    yield _Reading(tuple(_leaves(lines)))
    for row in rows[start + 1 : start + _TALLEST]:
        lines.append(list(row.cells))
        if not 0 < len(row.cells) <= _MOST or any(len(cell.text) > _LONGEST for line in lines for cell in line):
            return
        lower = [cell for line in lines[1:] for cell in line]
        yield _Reading(tuple(_leaves(lines)), tuple(lines[0]), tuple(lower), len(lines))


def _leaves(lines: Sequence[Sequence[Cell]]) -> list[_Leaf]:
    """The columns of a header: the cells with none below them, with the words of those above."""
    over = {
        id(cell): next(
            (above for line in reversed(lines[:depth]) for above in line if above.column <= cell.column <= above.right),
            None,
        )
        for depth, line in enumerate(lines)
        for cell in line
    }
    parents = {id(parent) for parent in over.values() if parent}
    cells = sorted((cell for line in lines for cell in line if id(cell) not in parents), key=lambda cell: cell.column)
    leaves = []
    for cell in cells:
        chain = [cell]
        while parent := over[id(chain[-1])]:
            chain.append(parent)
        texts = [part.text for part in reversed(chain)]
        keys = tuple(key("".join(texts[place:])) for place in range(len(texts)))
        unit = next(filter(None, (unit_in(part.text) for part in chain)), "")
        within = key(match[1]) if (match := _WITHIN.search(fold(cell.text[:_LONGEST]))) else ""
        leaves.append(_Leaf(keys, tuple(key(part.text) for part in chain[1:]), cell, "".join(texts), unit, within))
    return leaves


def _match(table: TableWords, reading: _Reading, words: Words, unit: str, below: Sequence[Row]) -> Header | None:
    leaves = reading.leaves
    chosen = _assign(table, leaves, words)
    spread = _spread(table, leaves, chosen, below) if table.spread else {}
    fields = {*chosen.values(), *(name for columns in spread.values() for name, _, _ in columns)}
    if len(fields) < table.least or not all(group & fields for group in table.needs):
        return None
    if reading.upper and not (_upper_line(table, reading, chosen, words) and _lower_lines(reading, chosen, words)):
        return None
    near = _near(table, leaves, fields, chosen)
    left = min(leaves[index].cell.column for index in chosen)
    columns = []
    for index, leaf in enumerate(leaves):
        field = chosen.get(index) or near.get(index, "")
        if not field and leaf.cell.column < left and leaf.keys[-1] not in words.order:
            continue
        doubt = f"表头“{squeezed(leaf.text)}”按近似的栏目读入" if index in near else ""
        whole = next((leaves[at] for at, name in chosen.items() if field and words.twin_of.get(name) == field), None)
        parts = spread.get(index) or [(field, leaf.cell.column, leaf.cell.right)]
        columns += [
            Column(name, first, last, leaf.text, _scale(leaf, whole, unit), doubt) for name, first, last in parts
        ]
    return Header(table.part, tuple(columns), reading.height)


def _spread(
    table: TableWords, leaves: Sequence[_Leaf], chosen: dict[int, str], below: Sequence[Row]
) -> dict[int, list[tuple[str, int, int]]]:
    """By place among the leaves, what stands under a header over several columns: each field with its columns.

    The columns are those in which the cells below begin most often.
    """
    for index, field in chosen.items():
        cell = leaves[index].cell
        if field not in table.spread or cell.columns < 2:
            continue
        free = [name for name in table.spread if name == field or name not in chosen.values()]
        counts = Counter(
            other.column
            for row in below
            for other in (*row.cells, *row.above)
            if cell.column < other.column <= cell.right
        )
        starts = [cell.column, *sorted(column for column, _ in counts.most_common(len(free) - 1))]
        if len(starts) < 2:
            continue
        names = free if len(starts) == len(free) else [free[0], free[-1]]
        ends = [*(start - 1 for start in starts[1:]), cell.right]
        return {index: list(zip(names, starts, ends, strict=True))}
    return {}


def _upper_line(table: TableWords, reading: _Reading, chosen: dict[int, str], words: Words) -> bool:
    """Whether the upper line of several belongs to the header, and is not a line of labels above it."""
    fitting = {id(reading.leaves[index].cell) for index in chosen}
    joined = {
        parent
        for index, leaf in enumerate(reading.leaves)
        if index in chosen and leaf.parents and leaf.keys[0] in table.fields[chosen[index]]
        for parent in leaf.parents
    }
    used = 0
    for cell in reading.upper:
        word = key(cell.text)
        if id(cell) in fitting or word in table.ranks or word in joined:
            used += 1
        elif word in words.scalars or any(pattern.match(cell.text) for _, pattern in words.inline):
            return False
    return used > 0


def _lower_lines(reading: _Reading, chosen: dict[int, str], words: Words) -> bool:
    """Whether the lower lines only have words of a header, so that no row of data is taken for one."""
    fitting = {id(reading.leaves[index].cell) for index in chosen}
    return all(
        id(cell) in fitting or key(cell.text) in words.of_headers or fold(cell.text).strip("()") in UNITS
        for cell in reading.lower
    )


def _assign(table: TableWords, leaves: Sequence[_Leaf], words: Words) -> dict[int, str]:
    """By place among the leaves, the field; where two columns bid for one field, the better synonym has it.

    The name of the whole block, which stands beside its rows, only counts where no other column bids; what stands in
    brackets only behind a word of no header.
    """
    bids = sorted(
        (word in words.blocks, way, rank, index, field)
        for index, leaf in enumerate(leaves)
        for way, word in (*enumerate(leaf.keys), (_TALLEST, _aside(leaf, words)))
        for field, rank in table.ranks.get(word, ())
    )
    chosen: dict[int, str] = {}
    for *_, index, field in bids:
        if index not in chosen and field not in chosen.values():
            chosen[index] = field
    if chosen:
        _twins(table, leaves, words, chosen)
    return chosen


def _aside(leaf: _Leaf, words: Words) -> str:
    """What the brackets of a leaf say, "" where its own words are those of a header."""
    return "" if words.of_headers.intersection(leaf.keys) else leaf.within


def _twins(table: TableWords, leaves: Sequence[_Leaf], words: Words, chosen: dict[int, str]) -> None:
    """Gives 合计 and 其中：财政资金 the field of the words above them, or of the column to the left."""
    left = ""
    for index, leaf in enumerate(leaves):
        above = next((field for parent in leaf.parents for field, _ in table.ranks.get(parent, ())), "")
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


def _near(table: TableWords, leaves: Sequence[_Leaf], taken: set[str], chosen: dict[int, str]) -> dict[int, str]:
    """Headers that resemble a synonym of a field that is still free: a misspelling, a word more or less."""
    found: dict[int, str] = {}
    for index, leaf in enumerate(leaves):
        if index in chosen or len(leaf.keys[-1]) < 3:
            continue
        free = {
            word: field
            for field, synonyms in table.fields.items()
            if field not in taken and field not in found.values()
            for word in synonyms
        }
        near = difflib.get_close_matches(leaf.keys[-1], free, 1, _NEAR)
        if near:
            found[index] = free[near[0]]
    return found


def _scale(leaf: _Leaf, whole: _Leaf | None, sheet_unit: str) -> Scale:
    """How the numbers below a leaf are written; a part of an amount is in the unit of the `whole` beside it."""
    unit = leaf.unit or (whole.unit if whole else "") or sheet_unit
    percent = fold(leaf.text).endswith(("(%)", "%"))
    return Scale(UNITS[unit], unit, percent) if unit in UNITS else Scale(percent=percent)
