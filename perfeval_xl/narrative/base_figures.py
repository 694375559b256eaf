"""Figures of a report that the base data of its form state too: revenue and expenditure, 三公经费, assets, staff."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from perfeval_xl.narrative.numerals import AMOUNT_UNITS, NUMBER, Figure, figure
from perfeval_xl.narrative.structure import Narrative
from perfeval_xl.narrative.text import Paragraph, Passage
from perfeval_xl.narrative.words import words

_MONEY = f"(?P<number>{NUMBER})(?P<unit>亿元|万元|元)(?![/每])"
_PEOPLE = f"(?P<number>{NUMBER})(?P<unit>人|名)(?!次)"
_CHANGE = re.compile(
    rf"，?(?:同?比|较)(?:上年|去年|上一?年度?|同期|上年同期|去年同期)?(?:同期)?(?:实际)?"
    rf"(?P<sign>增加|增长|增支|多|减少|下降|减支|少)了?(?P<change>{NUMBER})(?P<unit>亿元|万元|元)(?!/)"
)
_LESS = frozenset(("减少", "下降", "减支", "少"))
_CLAUSE = re.compile(r"[，。；：（）]")
_NEAR = 40


@dataclass(frozen=True, slots=True)
class BaseClaim(Passage):
    """A figure of the base data as a report states it (money in 万元): of this year, or the change since last year.

    `at` is the dotted name of the term (`official.total`), `prior` that of last year's figure; `less` tells that the
    report speaks of a decrease.
    """

    at: str
    prior: str
    figure: Figure
    change: bool
    less: bool


def base_claims(narrative: Narrative) -> Iterator[BaseClaim]:
    """Every figure of the narrative part that is named as the base data name it, with the change told behind it.

    Figures of other years, of the budget, per head, or of a part of the thing are left out.
    """
    for item in narrative.body:
        if not item.cells:
            for named in words().base:
                yield from _claims(item, named.name, named.prior, named.words)


def _claims(item: Paragraph, at: str, prior: str, pattern: re.Pattern[str]) -> Iterator[BaseClaim]:
    people = at.startswith("staffing.")
    figures = re.compile(_PEOPLE if people else _MONEY)
    for name in pattern.finditer(item.text):
        found = figures.search(item.text, name.end(), name.end() + _NEAR)
        if not found or not words().pattern["base.between"].fullmatch(item.text, name.end(), found.start()):
            continue
        start = _last(item.text, name.start())
        if words().pattern["base.skip"].search(item.text, start, name.start()):
            continue
        value = figure(found["number"], AMOUNT_UNITS.get(found["unit"], figure("1").value))
        yield BaseClaim(item, name.start(), found.end(), at, prior, value, False, False)
        told = _CHANGE.match(item.text, found.end())
        if told and prior:
            value = figure(told["change"], AMOUNT_UNITS[told["unit"]])
            yield BaseClaim(item, name.start(), told.end(), at, prior, value, True, told["sign"] in _LESS)


def _last(text: str, place: int) -> int:
    """Where the clause begins in which `place` lies."""
    return max(
        (match.end() for match in _CLAUSE.finditer(text, max(0, place - _NEAR), place)), default=max(0, place - _NEAR)
    )
