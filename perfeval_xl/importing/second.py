"""Where a second report or form begins in one file, found by the titles of the two: each must be whole on its own."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from perfeval_xl.figures import fold
from perfeval_xl.importing import material
from perfeval_xl.importing.grid import Block, Cell, Grid, Line
from perfeval_xl.importing.headers import find
from perfeval_xl.importing.words import key, squeezed, words
from perfeval_xl.narrative.words import words as narrative_words
from perfeval_xl.scheme import Scheme

_REPORT = re.compile(r".*报告(?:\([^()]*\))?")
_LEAST = 2
"""Headings with text under them that make a report."""
_LONGEST = 60


@dataclass(frozen=True, slots=True)
class Second:
    """The number of the block at which it begins, whose it is, and whether it is 报告 or 表."""

    start: int
    who: str
    what: str


def find_second(blocks: Sequence[Block], scheme: Scheme) -> Second | None:
    """The second report or form among blocks, None where there is one only.

    A title begins a second report where a report stands before it and behind it. It begins a second form where the
    indicators do, and an earlier title names another unit; a title that is repeated on every page does not.
    """
    titles = list(_titles(blocks))
    if not any(number for number, _ in titles):
        return None
    headings = material.known_headings(blocks, scheme)
    tables = [number for number, block in enumerate(blocks) if isinstance(block, Grid) and _has_indicators(block)]
    before: list[str] = []
    for number, title in titles:
        who = _unit(title)
        if _REPORT.fullmatch(fold(title)):
            past = bisect_left(headings, number)
            if min(past, len(headings) - past) >= _LEAST:
                start = _first_line(blocks, number)
                whole = "".join(map(_text, blocks[start : number + 1])) or title
                return Second(start, _unit(whole) or squeezed(whole), "报告")
        elif (
            who
            and before
            and tables  # asked before the names are compared: a list of titles may be long
            and tables[0] < number <= tables[-1]
            and not any(_alike(who, name) for name in before)
        ):
            return Second(number, who, "表")
        before += [who] if who else []
    return None


def _titles(blocks: Sequence[Block]) -> Iterator[tuple[int, str]]:
    """The titles outside the tables and above the first header of each sheet, with the numbers of their blocks."""
    for number, block in enumerate(blocks):
        texts = [block.text] if isinstance(block, Line) else [cell.text for cell in _above(block)]
        for text in texts:
            if len(text) <= _LONGEST and words().title.fullmatch(fold(text)):
                yield number, text


def _above(grid: Grid) -> Iterator[Cell]:
    rows = [] if grid.hidden else list(grid.lines())
    for place, row in enumerate(rows):
        if find(rows, place, words()):
            return
        yield from row.cells


def _has_indicators(grid: Grid) -> bool:
    rows = [] if grid.hidden else list(grid.lines())
    found = (find(rows, place, words()) for place in range(len(rows)))
    return any(header is not None and header.part == "indicators" for header in found)


def _unit(title: str) -> str:
    """The unit that a title names, "" where it names none."""
    match = narrative_words().pattern["structure.title_agency"].fullmatch(fold(title))
    name = ((match["before"] or match["agency"]) if match else "") or ""
    return name if words().unit.fullmatch(name) else ""


def _alike(one: str, other: str) -> bool:
    """Whether two names may be those of one unit: the shorter has no character that the longer lacks in its place."""
    short, long = sorted((key(one), key(other)), key=len)
    rest = iter(long)
    return all(char in rest for char in short)


def _first_line(blocks: Sequence[Block], number: int) -> int:
    """The block at which a title begins: the one before, where the title was broken into two lines."""
    block, before = blocks[number], blocks[number - 1]
    if not isinstance(before, Line) or narrative_words().pattern["structure.title_line"].search(fold(_text(block))):
        return number
    text = fold(before.text[: _LONGEST + 1])
    whole = re.search(r"\d{4}年", text) and not re.search(r"[。:;]", text) and not words().date.fullmatch(text)
    return number - 1 if whole and len(text) <= _LONGEST else number


def _text(block: Block) -> str:
    return block.text if isinstance(block, Line) else ""
