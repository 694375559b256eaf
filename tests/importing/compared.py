"""What an import lost or changed, and whether its account is complete."""

import re

from perfeval_xl.comparison import values
from perfeval_xl.figures import fold, is_blank, number_of, rate_of, text_of
from perfeval_xl.importing import Grid
from perfeval_xl.model import Kind
from perfeval_xl.names import pattern, terms


def lost(form, read, *, without=()):
    """By dotted name, what differs (before, after): blanks, line breaks and ways to write a number apart."""
    before, after = dict(values(form)), dict(values(read))
    return {
        name: (before.get(name), after.get(name))
        for name in {**before, **after}
        if not name.startswith(("narrative", *without)) and not _same(name, before.get(name), after.get(name))
    }


def _same(name, one, other):
    if is_blank(one) and is_blank(other):
        return True
    if fold(text_of(one)) == fold(text_of(other)):
        return True
    kind = terms()[pattern(name)].kind
    read = {Kind.RATE: rate_of, Kind.AMOUNT: number_of, Kind.POINTS: number_of, Kind.SCORE: number_of}.get(kind)
    if read is None:
        read = rate_of if text_of(one).endswith("%") and text_of(other).endswith("%") else number_of
    return read(one) is not None and read(one) == read(other)


def unaccounted(blocks, made):
    """The origins of cells and lines that are neither placed nor left nor print; a cell of many lines line by line."""
    held = origins(made) | set(made.labels)
    return [
        item.origin
        for item in items(blocks)
        if item.origin not in held and not {origin for origin, _ in _lines(item)} <= held
    ]


def swallowed(blocks, made):
    """The numbers that are only print to the import, though no placed value says (or holds) the same.

    Ordinals and years do not count.
    """
    held, told = origins(made), {fold(text_of(item.value)) for item in made.placed}
    return [
        (item.origin, item.text)
        for item in items(blocks)
        if item.origin not in held
        and number_of(item.text) is not None
        and fold(item.text) not in told
        and not any(fold(item.text) in value for value in told if len(value) > len(item.text) > 2)
        and not re.fullmatch(r"\d{1,3}[.、]?|(?:19|20)\d\d", fold(item.text))
    ]


def origins(made):
    """Where everything came from that was placed or left."""
    placed = {origin for item in made.placed for origin in item.origin.split("、")}
    return placed | {item.origin for item in made.unplaced}


def items(blocks):
    """The cells and lines that hold something."""
    cells = [cell for block in blocks for cell in (block.cells if isinstance(block, Grid) else [block])]
    return [cell for cell in cells if cell.text.strip()]


def _lines(item):
    texts = [text.strip() for text in item.text.splitlines()]
    return [(f"{item.origin}第{number}行", text) for number, text in enumerate(texts, 1) if text]
