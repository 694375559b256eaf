"""What an import lost or changed, and whether its account is complete."""

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
    """The origins of cells and lines that are neither placed nor left nor print."""
    held = {origin for item in made.placed for origin in item.origin.split("、")}
    held |= {item.origin for item in made.unplaced} | set(made.labels)
    cells = [cell for block in blocks for cell in (block.cells if isinstance(block, Grid) else [block])]
    return [cell.origin for cell in cells if cell.text.strip() and cell.origin not in held]
