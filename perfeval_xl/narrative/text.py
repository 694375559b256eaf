"""The paragraphs of a report, cleaned for reading and still quotable as they were written."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

_QUOTE = 26
_DROP = re.compile(r"\s+|[\u200b-\u200d\ufeff]+|\*\*")
_BOLD = re.compile(r"\*\*[^*]{2,}?\*\*")
_WIDE = {ord(char): unicodedata.normalize("NFKC", char) for char in map(chr, range(0xFF10, 0xFF5B))}
_WIDE = {code: char for code, char in _WIDE.items() if char.isalnum() or char == "."} | {ord("％"): "%", ord("﹪"): "%"}
_WIDE |= {ord("．"): ".", ord(":"): "：", ord(";"): "；", ord("("): "（", ord(")"): "）"}
_SENTENCE = re.compile(r"[^。；！？]+[。；！？]?")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph, or one row of a table (then `cells` are its cells).

    `text` has no white space, no bold marks, half-width digits and full-width colons and brackets; `offsets` tells
    where each of its characters stands in `raw`, so that findings quote what the user can search for. `number` counts
    from 1.
    """

    number: int
    raw: str
    text: str
    offsets: tuple[int, ...]
    cells: tuple[str, ...] = ()

    def quote(self, start: int, end: int) -> str:
        """The words at `text[start:end]` as written, cut in the middle where they are long."""
        if not self.offsets or start >= end:
            return ""
        words = self.raw[self.offsets[start] : self.offsets[min(end, len(self.offsets)) - 1] + 1]
        words = re.sub(r"\s+", " ", words.replace("**", ""))
        return words if len(words) <= _QUOTE else f"{words[: _QUOTE - 9]}……{words[-7:]}"

    def sentences(self) -> Iterable[tuple[int, int]]:
        """Where each sentence of `text` begins and ends; a semicolon ends one too."""
        return (match.span() for match in _SENTENCE.finditer(self.text))


@dataclass(frozen=True, slots=True)
class Passage:
    """Words of a paragraph, and where they begin and end in its `text`."""

    paragraph: Paragraph
    start: int
    end: int

    @property
    def words(self) -> str:
        """The words as written."""
        return self.paragraph.quote(self.start, self.end)


def paragraph(number: int, raw: str) -> Paragraph:
    """`raw` as paragraph `number`; a tab separates the cells of a table row."""
    bold = {mark for match in _BOLD.finditer(raw) for mark in (match.start(), match.end() - 2)}
    dropped: set[int] = set()
    for match in _DROP.finditer(raw):
        if match[0] != "**" or match.start() in bold:
            dropped.update(range(*match.span()))
    kept = [index for index in range(len(raw)) if index not in dropped]
    chars = [raw[index].translate(_WIDE) for index in kept]
    for place, char in enumerate(chars):
        if char == "," and not _between_digits(chars, place):
            chars[place] = "，"
    cells = tuple(cell.strip() for cell in raw.split("\t")) if "\t" in raw.strip("\n") else ()
    return Paragraph(number, raw, "".join(chars), tuple(kept), cells)


def _between_digits(chars: Sequence[str], place: int) -> bool:
    return 0 < place < len(chars) - 1 and chars[place - 1].isdigit() and chars[place + 1].isdigit()


_ENDED = re.compile(r"[。！？：!?:…]$|[。！？][”’》）)]$")
_MARKER = re.compile(
    r"[一二三四五六七八九十]{1,3}、|（[一二三四五六七八九十\d]{1,3}）|\d{1,2}[.．、](?!\d)|附件|注[：:]|[—-]"
)
_RUNNING = re.compile(r"[，。；：,;:]")
_SHORT = 20
"""A line with fewer characters than this was not broken at the edge of a page."""
_TITLE_LINES, _LONGEST_TITLE = 4, 60


def join_lines(lines: Iterable[str]) -> list[str]:
    """The paragraphs of a text whose sentences were broken into lines, as PDF and OCR do; blank lines do not count.

    A line goes on in the next one when it is long, ends in the middle of a sentence, is no heading and no row of a
    table, and the next line does not begin with a number of its own.
    """
    joined: list[str] = []
    for line in lines:
        stripped = line.strip("\ufeff\f\r\n 　")
        if not stripped.strip():
            continue
        title = 0 < len(joined) <= _TITLE_LINES and _ends_title(joined[-1])
        if joined and not title and _goes_on(joined[-1], stripped):
            joined[-1] += stripped
        else:
            joined.append(stripped)
    return joined


def _ends_title(line: str) -> bool:
    """Whether a line near the top looks like the end of a title."""
    return line.rstrip("* ").endswith("报告") and len(line) <= _LONGEST_TITLE


def _goes_on(line: str, following: str) -> bool:
    if "\t" in line or "\t" in following or len(line) < _SHORT or _ENDED.search(line):
        return False
    if _MARKER.match(following.lstrip("* ")):
        return False
    return not _MARKER.match(line.lstrip("* ")) or bool(_RUNNING.search(line))
