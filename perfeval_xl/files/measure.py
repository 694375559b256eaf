"""How high a row must be for its text: XlsxWriter cannot ask a font, so widths are counted in half characters."""

from __future__ import annotations

import re
from unicodedata import east_asian_width

MAX_HEIGHT = 409.0
"""The highest row that a spreadsheet has, in points."""
MIN_SIZE = 6.0

_PIECES = re.compile(r"[\x21-\x7e]+|.", re.DOTALL)
_CLOSING = frozenset("，。；：、！？）》”’】〉%％")
_DIGIT = 8
_PADDING = 7
_SLACK = 0.93
"""The share of a width that a text fills at most where another font than 宋体 is used."""


def pixels(width: float) -> int:
    """The width on the screen of a column `width` characters wide, in a workbook whose font is 宋体 11."""
    return int(width * _DIGIT + 5)


def units(text: str) -> int:
    """The width of `text` in half characters: a Chinese character takes two."""
    if text.isascii():
        return len(text)
    return sum(2 if east_asian_width(character) in "WFA" else 1 for character in text)


def lines(text: str, width: int, size: float) -> int:
    """The lines that `text` takes in a cell `width` pixels wide, at a font size in points."""
    room = max(2, int((width - _PADDING) / (size * 96 / 72 / 2)))
    # Fonts differ a little: what fits to the last half character here may not fit there.
    room -= room > 8
    return sum(1 if units(line) <= room else _wrapped(line, room) for line in text.split("\n"))


def _wrapped(line: str, room: int) -> int:
    """The lines of a text that is longer than one: words and numbers stay whole, no line begins with a closing mark."""
    count, used, last = 1, 0, 0
    for piece in _PIECES.findall(line):
        wide = units(piece)
        if used + wide <= room:
            used, last = used + wide, wide
        elif piece in _CLOSING:
            # The character before goes down together with the mark.
            count, used, last = count + 1, last + wide, wide
        elif wide <= room:
            count, used, last = count + 1, wide, wide
        else:
            # A word longer than a line is broken.
            full, rest = divmod(used + wide, room)
            count, used, last = count + full, rest, rest
    return count


def height(text: str, width: int, size: float = 10) -> float:
    """The height in points of a cell `width` pixels wide that shows all of `text`."""
    return lines(text, width, size) * (size * 1.35) + 5


def roomy_height(text: str, width: int, size: float = 10) -> float:
    """The height for a text read on the screen: nothing is cut off where the font at hand is a little wider."""
    return height(text, int(width * _SLACK), size)


def fitting_size(text: str, width: int, size: float = 10, rows: int = 1) -> float:
    """The largest font size, not above `size`, at which `text` fits into `rows` rows; `MIN_SIZE` when none does."""
    while size > MIN_SIZE and height(text, width, size) > MAX_HEIGHT * rows:
        size -= 1
    return size
