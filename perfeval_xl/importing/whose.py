"""Whose form it is and of what year, as its rows say so: by that a second form in the same file is told apart."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from perfeval_xl.figures import fold
from perfeval_xl.importing.grid import Cell, Line
from perfeval_xl.importing.labels import YEAR_ALONE
from perfeval_xl.importing.values import year_in
from perfeval_xl.importing.words import Words, flat, key

_TERMS = ("agency.name", "fiscal_year")
_LONGEST = 200


def whose(cells: Sequence[Cell | Line], words: Words) -> Iterator[tuple[str, str]]:
    """The labels in a row (or a line) that name the unit or the year, as keys, each with what it says."""
    for place, cell in enumerate(cells):
        word = key(cell.text)
        if words.scalars.get(word) in _TERMS and place + 1 < len(cells):
            yield word, cells[place + 1].text
        spans = words.spans(cell.text) if len(cell.text) <= _LONGEST else []
        stops = [*(start for _, start, _ in spans[1:]), None]
        for (name, start, end), stop in zip(spans, stops, strict=False):
            if name in _TERMS:
                yield key(cell.text[start:end]), cell.text[end:stop]
        text = fold(flat(cell.text[:_LONGEST]))
        titles = (words.title, words.title_start, YEAR_ALONE)
        if any(pattern.fullmatch(text) for pattern in titles) and (year := year_in(cell.text)):
            yield "年度", str(year)
