"""What was left over from another year or from the template: a year that is not the form's, a prompt, a gap.

One judgement for the report that is written (marked on the page), the form (`check F`) and a report that is read.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from perfeval_xl.figures import fold
from perfeval_xl.narrative.words import words

_YEAR = re.compile(r"(?<!\d)(?P<year>20\d{2})年(?P<whole>度?)(?!\d{1,2}月)")
_CLAUSE, _SENTENCE = "，。；：、", "。；"
_SHORTEST_PROMPT = 8
_FAR = 200
"""How far a sentence is looked at on either side of a year; keeps the reading linear on text without stops."""


class YearKind(StrEnum):
    """What a year that is not the form's is used for."""

    OWN = "own"
    """It is called the year of this evaluation, its budget or its indicators."""
    HONOUR = "honour"
    """An honour of that year is counted."""
    TOLD = "told"
    """What was done is told as of that year."""
    NAMED = "named"
    """It is named in passing, perhaps rightly."""


@dataclass(frozen=True, slots=True)
class OtherYear:
    """A year in a text: `text[start:end]` is the year, `clause` the end of its clause."""

    kind: YearKind
    year: int
    start: int
    end: int
    clause: int


def other_years(text: str, year: int) -> Iterator[OtherYear]:
    """The years in `text` that stand where `year` belongs; comparisons, plans, dates and documents are left out."""
    known = words().pattern
    matches = list(_YEAR.finditer(text))
    for place, match in enumerate(matches):
        stated = int(match["year"])
        if stated == year:
            continue
        following = matches[place + 1].start() if place + 1 < len(matches) else len(text)
        clause = min(_stop(text, match.end(), _CLAUSE), following)
        after, before = text[match.end() : clause], text[max(0, match.start() - 4) : match.start()]
        if known["claims.other_years"].search(after) or known["claims.other_years"].search(before):
            continue
        kind = _kind(text, match, after, stated, year)
        if kind:
            yield OtherYear(kind, stated, match.start(), match.end(), clause)


def _kind(text: str, match: re.Match[str], after: str, stated: int, year: int) -> YearKind | None:
    known = words().pattern
    far = max(0, match.start() - _FAR)
    begins = max(far, *(text.rfind(stop, far, match.start()) + 1 for stop in _SENTENCE))
    sentence = text[begins : _stop(text, match.end(), _SENTENCE)]
    if stated > year:
        planned = known["claims.softened"].search(sentence)
        return YearKind.OWN if known["claims.self_evaluation"].search(after) and not planned else None
    if known["claims.own_year"].search(after) or known["claims.self_evaluation"].search(after):
        return YearKind.OWN
    if known["claims.honours"].search(after):
        return YearKind.HONOUR
    first = match.start() == begins
    leads = first or text[match.start() - 1] in _CLAUSE
    if f"{year}年" in sentence or known["claims.earlier"].search(sentence):
        return None
    if (leads and match["whole"]) or (first and known["claims.told"].match(after)):
        return YearKind.TOLD
    return YearKind.NAMED if match["whole"] else None


def _stop(text: str, start: int, stops: str) -> int:
    end = min(len(text), start + _FAR)
    return next((place for place in range(start, end) if text[place] in stops), end)


def is_prompt(text: str, prompts: Iterable[str]) -> bool:
    """Whether a paragraph is a prompt of the template, or has one of `prompts` (of the scheme) in it."""
    plain = _plain(text)
    if any(len(prompt) >= _SHORTEST_PROMPT and prompt in plain for prompt in map(_plain, prompts)):
        return True
    return words().pattern["sections.prompts"].fullmatch(plain) is not None


@cache
def _plain(text: str) -> str:
    return re.sub(r"\s", "", fold(text)).rstrip("。")


def placeholder(text: str) -> re.Match[str] | None:
    """The first place in a paragraph that the template left to be filled in, or None."""
    return words().pattern["sections.placeholders"].search(text)
