"""All returns side by side: which file counts for a unit, who is missing, ranks, averages, the most frequent faults."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from pathlib import PurePosixPath
from statistics import median

from perfeval_xl import scheme as schemes
from perfeval_xl.bureau import review
from perfeval_xl.bureau.record import Head
from perfeval_xl.bureau.review import Review
from perfeval_xl.bureau.roster import Matching, identity, key_of, match
from perfeval_xl.bureau.sources import Source
from perfeval_xl.bureau.work import Examined


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """One unit's return of one year: the file that counts, its head, its rank among its peers (None without a total).

    Peers are the returns of the same year under the same scheme: scores that other rules gave cannot be compared.
    """

    name: str
    key: str
    source: Source
    digest: str
    head: Head
    rank: int | None = None
    review: Review | None = None

    @property
    def title(self) -> str:
        """What to call the return: the unit, and the project where it is about one."""
        return f"{self.name}（{self.head.subject}）" if self.head.subject else self.name


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """A workbook that is a return: whether it is the one that counts, else which one does."""

    source: Source
    head: Head
    unit: str
    instead: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class District:
    """What the summary shows.

    `units` stand in groups of peers, the largest scheme and the latest year first, in each group by rank, those without
    a total last. `expected` is None without a roster. `left` counts the
    files that were not reached because the run was stopped.
    """

    units: tuple[Unit, ...]
    files: tuple[File, ...]
    unreadable: tuple[tuple[Source, str], ...]
    expected: int | None = None
    matching: Matching | None = None
    others: dict[str, int] = field(default_factory=dict)
    reviews_left: tuple[Review, ...] = ()
    left: int = 0
    notes: tuple[str, ...] = ()

    @property
    def duplicates(self) -> tuple[File, ...]:
        """The files that do not count because another one of the same unit does."""
        return tuple(file for file in self.files if file.instead)

    @property
    def years(self) -> tuple[int, ...]:
        """The fiscal years of the returns."""
        return tuple(sorted({unit.head.year for unit in self.units if unit.head.year}))

    @property
    def schemes(self) -> tuple[str, ...]:
        """The schemes that are used, in the order of the units."""
        return tuple(dict.fromkeys(unit.head.scheme for unit in self.units))

    @property
    def draft(self) -> bool:
        """Whether a scheme was used that nobody has compared with the notice."""
        return any(unit.head.draft for unit in self.units)


def put_together(
    found: Iterable[Examined],
    *,
    roster: Sequence[str] | None,
    reviews: Sequence[Review] = (),
    others: dict[str, int] | None = None,
    left: int = 0,
    notes: Sequence[str] = (),
) -> District:
    """The district from what was found in its files."""
    unreadable: list[tuple[Source, str]] = []
    groups: dict[str, list[tuple[str, Examined]]] = defaultdict(list)
    for item in found:
        if item.head.problem:
            if not item.head.summary:
                unreadable.append((item.source, item.head.problem))
            continue
        name, head = _name(item, roster or ()), item.head
        groups[identity(name, head.year, head.scheme, key_of(head.subject))].append((name, item))
    units, files = [], []
    for key, items in groups.items():
        name, best = max(items, key=lambda pair: _weight(pair[1]))
        units.append(Unit(name=name, key=key, source=best.source, digest=best.digest, head=best.head))
        for _, item in items:
            instead = "" if item is best else best.source.place
            files.append(File(source=item.source, head=item.head, unit=name, instead=instead))
    found_reviews = review.assigned(reviews, {unit.key: (unit.name, unit.head.year) for unit in units})
    renamed = [f"⚠ “{old}”的复核内容记在了“{new}”名下，请核对是不是同一个单位。" for old, new in found_reviews.renamed]
    return District(
        units=_ranked([replace(unit, review=found_reviews.given.get(unit.key)) for unit in units]),
        files=tuple(sorted(files, key=lambda file: file.source.place)),
        unreadable=tuple(unreadable),
        expected=None if roster is None else len(roster),
        matching=None if roster is None else match(roster, list(dict.fromkeys(unit.name for unit in units))),
        others=dict(others or {}),
        reviews_left=found_reviews.left,
        left=left,
        notes=(*notes, *renamed),
    )


def _name(item: Examined, roster: Sequence[str]) -> str:
    """The unit that a file is a return of; without a name in the form, its place must do (东片/教育局/自评表)."""
    name = " ".join(item.head.agency.split())
    if key_of(name):
        return name
    place = str(PurePosixPath(item.source.place).with_suffix(""))
    # The name that ends last in the place, the longest of those: 教育局/第一小学/自评表 is that of the school.
    ends = {unit: key_of(place).rfind(key_of(unit)) + len(key_of(unit)) for unit in roster}
    named = [unit for unit in roster if key_of(unit) in key_of(place)]
    return max(named, key=lambda unit: (ends[unit], len(key_of(unit))), default=f"（单位未填）{place}")


def _weight(item: Examined) -> tuple[bool, str, bool, str]:
    """Which of two files of one unit counts: not one whose stamp is broken; the later; a stamped one; the last name."""
    intact = item.head.intact
    return intact is not False, item.source.modified, intact is True, item.source.place


def _ranked(units: list[Unit]) -> tuple[Unit, ...]:
    """The units in groups of peers, each with its rank; one that states no year stands with most of its scheme."""
    used = Counter(unit.head.scheme for unit in units)
    years = {scheme: Counter(unit.head.year for unit in units if unit.head.scheme == scheme) for scheme in used}
    groups: dict[tuple[int, str, int], list[Unit]] = defaultdict(list)
    for unit in units:
        scheme = unit.head.scheme
        common = max((year for year in years[scheme] if year), key=lambda year: (years[scheme][year], year), default=0)
        groups[-used[scheme], scheme, -(unit.head.year or common)].append(unit)
    return tuple(unit for key in sorted(groups) for unit in _peers(groups[key]))


def _peers(units: list[Unit]) -> list[Unit]:
    known = [(-total, unit) for unit in units if (total := unit.head.total) is not None]
    known.sort(key=lambda item: (item[0], item[1].key))
    pending = sorted((unit for unit in units if unit.head.total is None), key=lambda unit: unit.key)
    ranked: list[Unit] = []
    rank, before = 0, None
    for position, (below, unit) in enumerate(known, 1):
        if below != before:
            rank, before = position, below
        ranked.append(replace(unit, rank=rank))
    return [*ranked, *pending]


def by_scheme(district: District) -> dict[str, list[Unit]]:
    """The units of each scheme, in the order of `district.schemes`: only scores of one scheme are compared."""
    return {scheme: [unit for unit in district.units if unit.head.scheme == scheme] for scheme in district.schemes}


def short_names(used: Iterable[str]) -> dict[str, str]:
    """What to call each scheme beside the others: its region, with the first year where two schemes share one."""
    known = [schemes.get(scheme) for scheme in used]
    regions = Counter(scheme.region for scheme in known)
    return {
        scheme.id: scheme.region if regions[scheme.region] == 1 else f"{scheme.region}{scheme.first_year}"
        for scheme in known
    }


@dataclass(frozen=True, slots=True, kw_only=True)
class Mean:
    """Average, median, highest and lowest of the totals that are known; None where there are none."""

    average: Decimal | None
    median: Decimal | None
    highest: Decimal | None
    lowest: Decimal | None


def mean_of(values: Iterable[Decimal | None]) -> Mean:
    """The mean of the values that are known."""
    known = [value for value in values if value is not None]
    if not known:
        return Mean(average=None, median=None, highest=None, lowest=None)
    return Mean(
        average=sum(known, Decimal(0)) / len(known), median=median(known), highest=max(known), lowest=min(known)
    )


def grades(district: District) -> list[tuple[str, int, int]]:
    """Each grade with the number of units that have it as it counts, and by the rules; best first, 待评定 last."""
    used = dict.fromkeys(unit.head.scheme for unit in district.units)
    order = dict.fromkeys(
        band.label for scheme in used for band in sorted(schemes.get(scheme).grade, key=lambda band: -band.at_least)
    )
    counted = Counter(unit.head.grade or "待评定" for unit in district.units)
    by_rules = Counter(unit.head.computed_grade or "待评定" for unit in district.units)
    return [(label, counted[label], by_rules[label]) for label in (*order, "待评定")]


def components(district: District, scheme: str) -> list[str]:
    """The names of the components of a scheme that its returns have, in the scheme's order."""
    present = {part.name for unit in district.units if unit.head.scheme == scheme for part in unit.head.parts}
    return [rule.label for rule in schemes.get(scheme).component if rule.label in present]


def faults(district: District) -> list[tuple[str, int, int]]:
    """Each check that found something: how often, and in the returns of how many units; the most widespread first."""
    times: Counter[str] = Counter()
    hit: Counter[str] = Counter()
    for unit in district.units:
        times.update(unit.head.checks or {})
        hit.update((unit.head.checks or {}).keys())
    return sorted(((check, times[check], hit[check]) for check in times), key=lambda row: (-row[2], -row[1], row[0]))


def count(district: District, severity: str) -> int:
    """How many findings of a severity there are in all returns that count."""
    return sum((unit.head.counts or {}).get(severity, 0) for unit in district.units)
