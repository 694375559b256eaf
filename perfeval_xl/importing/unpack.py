"""Text that stands in the cells of a sheet or a table, taken out as lines: a narrative is no table."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from perfeval_xl.importing import material
from perfeval_xl.importing.grid import Block, Cell, Grid, Line, Row
from perfeval_xl.scheme import Scheme


def unpack(blocks: Iterable[Block], scheme: Scheme) -> list[Block]:
    """The blocks, the narrative in each grid as lines between what stands above and below it."""
    return [
        part
        for block in blocks
        for part in (_parts(block, scheme) if isinstance(block, Grid) and not block.hidden else [block])
    ]


def _parts(grid: Grid, scheme: Scheme) -> Iterator[Block]:
    kept: list[Cell] = []
    for alone, group in groupby(grid.lines(), key=_alone):
        rows = list(group)
        lines = _lines(rows) if alone else []
        start = material.begin([line.text for _, line in lines], scheme, not kept) if len(lines) > 1 else None
        if start is None:
            kept += [cell for row in rows for cell in row.cells]
            continue
        words = {id(cell) for cell, _ in lines[start:]}
        kept += [cell for row in rows for cell in row.cells if id(cell) not in words]
        if kept:
            yield replace(grid, cells=tuple(kept))
        yield from (line for cell, line in lines if id(cell) in words)
        kept = []
    if kept:
        yield replace(grid, cells=tuple(kept))


def _alone(row: Row) -> bool:
    return len(row.cells) == 1 and not row.above and isinstance(row.cells[0].value, str)


def _lines(rows: Sequence[Row]) -> list[tuple[Cell, Line]]:
    """The lines of text in rows of one cell each, with their cells."""
    found = []
    for row in rows:
        (cell,) = row.cells
        texts = [text.strip() for text in cell.text.splitlines()]
        several = sum(map(bool, texts)) > 1
        found += [
            (cell, Line(text, f"{cell.origin}第{number}行" if several else cell.origin))
            for number, text in enumerate(texts, 1)
            if text
        ]
    return found
