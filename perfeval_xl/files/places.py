"""Places in a workbook: the block of cells that a defined name refers to, and an address for a person."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

_REFERENCE = re.compile(
    r"\$?(?:'(?P<quoted>(?:[^']|'')+)'|(?P<bare>[^'!\[\]]+))!"
    r"\$?(?P<left>[A-Za-z]{1,3})\$?(?P<top>\d{1,7})(?::\$?(?P<right>[A-Za-z]{1,3})\$?(?P<bottom>\d{1,7}))?"
)


@dataclass(frozen=True, slots=True)
class Area:
    """A block of cells on one sheet; rows and columns count from 1, both ends belong."""

    sheet: str
    left: int
    top: int
    right: int
    bottom: int


@lru_cache(maxsize=2048)
def area(text: str) -> Area | None:
    """The block of cells that a defined name refers to, None where it is not one block of this workbook (#REF!)."""
    match = _REFERENCE.fullmatch(text.strip().lstrip("="))
    if not match:
        return None
    left, top = column_number(match["left"].upper()), int(match["top"])
    right = column_number(match["right"].upper()) if match["right"] else left
    bottom = int(match["bottom"]) if match["bottom"] else top
    if not (1 <= top <= bottom <= 1_048_576 and left <= right <= 16_384):
        return None
    sheet = match["bare"] or match["quoted"].replace("''", "'")
    return Area(sheet, left, top, right, bottom)


def address(sheet: str, row: int, column: int) -> str:
    """Where a cell stands, as it is shown to a person: 自评表!H31."""
    return f"{sheet}!{column_letters(column)}{row}"


@lru_cache(maxsize=1024)
def column_number(letters: str) -> int:
    """The number of a column from 1: A is 1, AA is 27."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


@cache
def column_letters(number: int) -> str:
    """The letters of a column: 1 is A, 27 is AA."""
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
