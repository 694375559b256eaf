"""How high a row must be for its text: XlsxWriter cannot ask a font, so widths are counted in half characters."""

from __future__ import annotations

import math
from unicodedata import east_asian_width

MAX_HEIGHT = 409.0
"""The highest row that a spreadsheet has, in points."""
MIN_SIZE = 6.0

_DIGIT = 8
_PADDING = 7


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
    # A Chinese character that does not fit whole goes to the next line, and so does a word or a closing mark.
    room -= room > 8
    return sum(max(1, math.ceil(units(line) / room)) for line in text.split("\n"))


def height(text: str, width: int, size: float = 10) -> float:
    """The height in points of a cell `width` pixels wide that shows all of `text`."""
    return lines(text, width, size) * (size * 1.35) + 5


def fitting_size(text: str, width: int, size: float = 10, rows: int = 1) -> float:
    """The largest font size, not above `size`, at which `text` fits into `rows` rows; `MIN_SIZE` when none does."""
    while size > MIN_SIZE and height(text, width, size) > MAX_HEIGHT * rows:
        size -= 1
    return size
