"""Text in columns on a terminal, where a Chinese character is two columns wide."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from functools import lru_cache

from perfeval_xl.figures import one_line


def width(text: str) -> int:
    """The columns that `text` takes on a terminal: full-width characters count two, combining marks none."""
    return sum(_columns(character) for character in text)


@lru_cache(maxsize=8192)
def _columns(character: str) -> int:
    if unicodedata.combining(character):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def pad(text: str, columns: int, *, right: bool = False) -> str:
    """`text` filled with blanks to `columns`, the blanks in front where `right`."""
    blanks = " " * max(0, columns - width(text))
    return blanks + text if right else text + blanks


def shorten(text: str, columns: int) -> str:
    """`text` on one line, cut to at most `columns` with "…" at the end where something was cut."""
    text = " ".join(one_line(text).split())
    if width(text) <= columns:
        return text
    kept, used = "", 0
    for character in text:
        used += _columns(character)
        if used > columns - 1:
            break
        kept += character
    return kept + "…"


_CLOSING = "，。；：、！？）》”’】〕％…"
"""Punctuation that never begins a line."""


def wrap(text: str, columns: int, *, indent: str = "") -> list[str]:
    """`text` in lines of at most `columns`, later lines begun with `indent`; words of Latin letters stay whole.

    A closing punctuation mark may stand one character beyond the edge, as Chinese typesetting has it.
    """
    lines, line, used = [], "", 0
    for piece in _pieces(text):
        more = width(piece)
        if used + more > columns and line.strip() and piece not in _CLOSING:
            lines.append(line.rstrip())
            line = indent + piece.lstrip()
            used = width(line)
        else:
            line += piece
            used += more
    return [*lines, line.rstrip()]


def _pieces(text: str) -> Iterable[str]:
    """Units that a line may be broken between: one Chinese character, or a run of narrow ones and its blank."""
    word = ""
    for character in text:
        if _columns(character) == 2:
            if word:
                yield word
            yield character
            word = ""
        elif character == " ":
            yield word + " "
            word = ""
        else:
            word += character
    if word:
        yield word


def table(headers: Sequence[str], rows: Iterable[Sequence[str]], *, right: Iterable[int] = (), limit: int = 40) -> str:
    """An aligned table under a ruled header; the columns numbered in `right` (0-based) are set flush right.

    A cell wider than `limit` is cut, except in the last column.
    """
    last = len(headers) - 1
    cells = [[text if n == last else shorten(text, limit) for n, text in enumerate(row)] for row in rows]
    flush = set(right)
    widths = [max([width(header), *(width(row[n]) for row in cells)]) for n, header in enumerate(headers)]
    ruled = [list(headers), ["─" * columns for columns in widths], *cells]
    return "\n".join(
        "  ".join(pad(text, widths[n], right=n in flush) for n, text in enumerate(row)).rstrip() for row in ruled
    )
