"""A standard taken apart for formulas, which cannot read it: stretches of figures with one straight rule each, words.

Every stretch and every score comes from the rules in `scoring`; what those leave to a person is left out here too.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import combinations, pairwise

from perfeval_xl.criteria.answers import Unclear
from perfeval_xl.criteria.scoring import choice_start, deciding, start_of
from perfeval_xl.criteria.shapes import Band, Choice, Count, Proportion, Standard

_ZERO, _ONE = Decimal(0), Decimal(1)
_MOST_LISTED = 5
"""Of a longer check list only the usual words are asked, not every choice of its items."""
_WORDS = ("无", "没有", "未发现", "未发生", "没有问题", "全部符合", "均符合", "均不符合")


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """From the figure `low` on (it alone where `alone`): `start` less `take` for each whole `step` away from `base`.

    The result is held between `least` and `most`. With `begun`, a step begun counts as a whole one; a `take` below 0
    adds. In 分 but `low`, `base` and `step`, which are in the unit of the standard. `start` is None where a person must
    judge, or where parts of steps count.
    """

    low: Decimal
    alone: bool
    start: Decimal | None = None
    most: Decimal = _ZERO
    least: Decimal = _ZERO
    take: Decimal = _ZERO
    base: Decimal = _ZERO
    step: Decimal = _ONE
    begun: bool = False


def unit_of(standard: Standard) -> str:
    """The unit of the figures that the stretches are for."""
    return standard.unit if standard.measured or not standard.counts else standard.counts[0].unit


def places_of(standard: Standard) -> int | None:
    """How many decimals its figures may have: things are counted whole; None for any number."""
    return None if standard.measured or not standard.counts else 0


def stretches(standard: Standard, points: Decimal, partial: str) -> tuple[Stretch, ...]:
    """What the standard gives from 0 upward, two for each figure at which it changes: there, and from there on.

    `points` and `partial` as for `score`. Empty where no figure decides, or where not everything was read.
    """
    if standard.unread:
        return ()
    if not standard.measured:
        counts = [_counted(standard, count, points, partial) for count in standard.counts if not count.missing]
        return tuple(replace(count, alone=alone) for count in counts for alone in (True, False))
    marks = _marks(standard)
    return tuple(
        _at(standard, value, low, points, partial)
        for low, high in pairwise([*marks, marks[-1] + 2])
        for value in (low, (low + high) / 2)
    )


def _marks(standard: Standard) -> list[Decimal]:
    """The figures from 0 up at which another clause may begin to decide."""
    parts: list[Band | Proportion] = [*standard.bands, *([standard.proportion] if standard.proportion else [])]
    ends = [end.value for part in parts for end in (part.low, part.high) if end]
    return sorted({_ZERO, *(mark for mark in (*ends, *(slope.base for slope in standard.slopes)) if mark > 0)})


def _at(standard: Standard, value: Decimal, low: Decimal, points: Decimal, partial: str) -> Stretch:
    """What decides at `value`, which lies at `low` or between it and the next figure at which something changes."""
    unknown = Stretch(low=low, alone=value == low)
    try:
        clause = deciding(standard, value, points)
    except Unclear:
        return unknown
    if isinstance(clause, Proportion):
        return unknown
    level = replace(unknown, start=points, most=_most(standard, points))
    if clause is None:
        return level
    if isinstance(clause, Band | Choice):
        return replace(level, start=clause.award.of(points))
    start, take = start_of(standard, points), clause.take.of(points)
    sloped = replace(level, start=start, least=_least(standard, start, points), take=take)
    return _stepped(sloped, clause.base, clause.step, standard.partial or partial)


def _stepped(stretch: Stretch, base: Decimal, step: Decimal, rule: str) -> Stretch:
    start = None if rule == "share" else stretch.start
    return replace(stretch, start=start, base=base, step=step, begun=rule == "begun")


def _counted(standard: Standard, count: Count, points: Decimal, partial: str) -> Stretch:
    """Counted things have one rule from 0 on."""
    faults = count.sign < 0
    start = choice_start(standard, points) if faults else _ZERO
    least = _least(standard, start, points) if faults else _ZERO
    take, most = -count.sign * count.award.of(points), _most(standard, points)
    counted = Stretch(low=_ZERO, alone=False, start=start, most=most, least=least, take=take)
    return _stepped(counted, _ZERO, count.step, standard.partial or partial)


def _most(standard: Standard, points: Decimal) -> Decimal:
    return points if standard.ceiling is None else min(points, standard.ceiling.of(points))


def _least(standard: Standard, start: Decimal, points: Decimal) -> Decimal:
    left = _ZERO if standard.most_taken is None else max(start - standard.most_taken.of(points), _ZERO)
    return min(left, _most(standard, points))


def words_known(standard: Standard) -> Iterator[str]:
    """Actual values in words that may decide without a doubt: the standard's own, its items, the usual ones."""
    if standard.unread or standard.measured:
        return
    yield from _WORDS
    for choice in standard.choices:
        yield from (choice.words, choice.text)
    listed = standard.items if len(standard.items) <= _MOST_LISTED else ()
    for many in range(1, len(listed) + 1):
        for chosen in combinations(listed, many):
            marks = "".join(item.mark for item in chosen)
            yield from (marks, f"{marks}符合")
