"""Which scheme an old form belongs to, by the region it names; never without saying how it was chosen."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from perfeval_xl import scheme as schemes
from perfeval_xl.figures import fold
from perfeval_xl.importing.account import Import
from perfeval_xl.importing.grid import Block, Grid
from perfeval_xl.importing.headers import find
from perfeval_xl.importing.values import year_in
from perfeval_xl.importing.words import words
from perfeval_xl.lines import component_of
from perfeval_xl.scheme import Scheme

_AREA = re.compile(r"[^省市州区县旗]+[省市州区县旗]")
_MOST = 200_000


@dataclass(frozen=True, slots=True)
class Choice:
    """The scheme, why it was chosen, and whether the text itself names it."""

    scheme: Scheme
    reason: str
    sure: bool = True


@dataclass(frozen=True, slots=True)
class Imported:
    """A form read from a file, with the account of every cell, and how its scheme was chosen.

    `standard` tells that the file is a standard workbook or a case file, whose names left nothing to find. `cells`
    gives the place of every dotted name that has one, blank cells of a standard workbook and its rows included.
    """

    path: Path
    account: Import
    choice: Choice
    standard: bool = False
    cells: Mapping[str, str] = field(default_factory=dict)

    @property
    def scheme(self) -> Scheme:
        """The scheme of the form."""
        return self.choice.scheme


def choose(blocks: Sequence[Block], known: Iterable[Scheme] | None = None) -> Choice:
    """The scheme whose region the text names most often, of the year it names; else the likeliest, marked unsure."""
    candidates = list(known if known is not None else schemes.all_schemes().values())
    texts = list(_texts(blocks))
    whole = fold("".join(texts)[:_MOST])
    year, parts = _year(texts), _parts(blocks)
    counts = {scheme.id: (whole.count(region) if (region := region_word(scheme)) else 0) for scheme in candidates}
    most = max(counts.values(), default=0)
    if most:
        named = [scheme for scheme in candidates if counts[scheme.id] == most]
        fitting = [scheme for scheme in named if year is None or covers(scheme, year)] or named
        chosen = max(fitting, key=lambda scheme: (_likeness(scheme, texts, whole, parts), scheme.first_year))
        return Choice(chosen, f"表中有“{region_word(chosen)}”字样")
    likeness = {scheme.id: _likeness(scheme, texts, whole, parts) for scheme in candidates}
    best = max(likeness.values(), default=0)
    equal = [scheme for scheme in candidates if likeness[scheme.id] == best]
    chosen = next((scheme for scheme in equal if scheme.default), equal[0] if equal else schemes.default())
    why = "按表名、各张表和一级指标的名称" if best else "按默认方案"
    return Choice(chosen, f"表中没有认出地区，{why}选定，不对请用 --scheme 指定", sure=False)


def region_word(scheme: Scheme) -> str:
    """The narrowest area in the name of a scheme's region: 某市某某区 gives 某某区; "" for the whole country."""
    areas = _AREA.findall(fold(scheme.region))
    return areas[-1] if areas else ""


def covers(scheme: Scheme, year: int) -> bool:
    """Whether a scheme judges `year`."""
    return scheme.first_year <= year <= (scheme.last_year or year)


def _texts(blocks: Iterable[Block]) -> Iterator[str]:
    for block in blocks:
        if isinstance(block, Grid):
            yield from (cell.text for cell in block.cells)
        else:
            yield block.text


def _year(texts: Iterable[str]) -> int | None:
    titles = (text for text in texts if "年" in text and len(text) <= 80)
    return next((year for text in titles if (year := year_in(text))), None)


def _parts(blocks: Iterable[Block]) -> frozenset[str]:
    """The tables whose headers the text has, and "standards" where the indicators have a column for them."""
    found: set[str] = set()
    for block in blocks:
        if isinstance(block, Grid) and not block.hidden:
            rows = list(block.lines())
            for header in filter(None, (find(rows, index, words()) for index in range(len(rows)))):
                found.add(header.part)
                found |= {"standards"} if header.part == "indicators" and "criterion" in header.fields else set()
    return frozenset(found)


def _likeness(scheme: Scheme, texts: Sequence[str], whole: str, parts: frozenset[str]) -> int:
    """How many of the scheme's own words and tables the text has: its title counts as much as all its components."""
    short = {text for text in texts if len(text) <= 20}
    found = {rule.name for text in short if (rule := component_of(text, scheme))}
    subject = fold(scheme.labels.get("subject", ""))
    titles = [fold(text) for text in texts if len(text) <= 80 and words().title.fullmatch(fold(text))]
    titled = bool(subject) and (any(subject in title for title in titles) or (not titles and subject in whole))
    standards = scheme.form.standards == ("standards" in parts)
    return len(found) + len(parts & set(scheme.form.parts)) + standards + (len(scheme.component) if titled else 0)
