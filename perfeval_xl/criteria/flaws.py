"""What is wrong with a 评分标准 itself: holes and overlaps, deductions that end too early, wrong points."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from perfeval_xl.criteria import words as w
from perfeval_xl.criteria.scoring import band_at, claim_on, excess, listed_points, shared, shown
from perfeval_xl.criteria.shapes import Band, Claim, Standard
from perfeval_xl.figures import quoted

_HUNDRED = Decimal(100)


@dataclass(frozen=True, slots=True)
class Flaw:
    """A fault of a standard: `kind` is hole, overlap, floor or points; `text` a Chinese clause that says which."""

    kind: str
    text: str


def flaws(standard: Standard, points: Decimal | None) -> tuple[Flaw, ...]:
    """The faults of `standard` for an indicator with `points`; none while a part of it is unread."""
    if standard.unread:
        return ()
    found = [*_coverage(standard)]
    if points is not None and points > 0:
        found += _too_short(standard, points)
        found += _other_points(standard, points)
    return tuple(found)


def _coverage(standard: Standard) -> list[Flaw]:
    if not standard.bands:
        return []
    ends = {end.value for band in standard.bands for end in (band.low, band.high) if end}
    marks = sorted(ends | {slope.base for slope in standard.slopes})
    tested = [(marks[0] - 1, f"低于{_figure(standard, marks[0])}")]
    for place, mark in enumerate(marks):
        tested.append((mark, f"正好{_figure(standard, mark)}"))
        if place + 1 < len(marks):
            after = marks[place + 1]
            tested.append(((mark + after) / 2, f"{_figure(standard, mark)}与{_figure(standard, after)}之间"))
    tested.append((marks[-1] + 1, f"高于{_figure(standard, marks[-1])}"))
    found: list[Flaw] = []
    rivals: list[tuple[Band, Band]] = []
    for place, (value, where) in enumerate(tested):
        pair = _rivals(standard, value)
        if pair:
            if pair not in rivals:
                rivals.append(pair)
                found.append(
                    Flaw("overlap", f"{where}既符合{quoted(pair[0].text)}，又符合{quoted(pair[1].text)}，分数不同")
                )
            continue
        band = band_at(standard, value)
        beyond = next((slope for slope in standard.slopes if excess(slope, value) > 0), None)
        if band and beyond and band.award.of(_HUNDRED) > 0:
            found.append(Flaw("overlap", f"{where}既符合{quoted(band.text)}，又要{quoted(beyond.text)}"))
        in_part = standard.proportion is not None and shared(standard.proportion, value)
        between = place % 2 == 0 and 0 < place < len(tested) - 1 and standard.unit in w.WHOLE
        full = bool(standard.slopes) and not any(one.award.of(_HUNDRED) for one in standard.bands)
        if band or beyond or in_part or full or standard.otherwise or (between and _next(marks, value)):
            continue
        outside = place in (0, len(tested) - 1)
        if not outside or _matters(standard, value, marks, low=place == 0):
            found.append(Flaw("hole", f"{where}没有写计多少分"))
    return found


def _next(marks: list[Decimal], value: Decimal) -> bool:
    """Whether `value` lies between two whole numbers that follow each other: there is nothing to count there."""
    return any(one < value < other and other - one == 1 for one, other in pairwise(marks))


def _rivals(standard: Standard, value: Decimal) -> tuple[Band, Band] | None:
    """Two bands that claim `value` alike and give different points."""
    best = max(claim_on(band, value) for band in standard.bands)
    winners = [band for band in standard.bands if claim_on(band, value) is best]
    if best is Claim.NONE:
        return None
    return next(((winners[0], other) for other in winners if other.award != winners[0].award), None)


def _matters(standard: Standard, value: Decimal, marks: list[Decimal], low: bool) -> bool:
    """Whether figures beyond the outermost mark occur and are worth less: not above a full band, not below zero."""
    if low and marks[0] <= 0:
        return False
    if not low and standard.unit == "%" and marks[-1] >= _HUNDRED:
        return False
    awards = {band.award.of(_HUNDRED) for band in standard.bands}
    inner = value + 1 if low else value - 1
    nearest = [band for band in standard.bands if any(end and end.value == inner for end in (band.low, band.high))]
    if len(awards) == 1:
        bounded = all((band.low if low else band.high) is not None for band in standard.bands)
        other_side_open = any((band.high if low else band.low) is None for band in standard.bands)
        return not standard.slopes and bounded and other_side_open
    return all(band.award.of(_HUNDRED) < max(awards) for band in nearest)


def _figure(standard: Standard, value: Decimal) -> str:
    return f"{shown(value)}{standard.unit}"


def _too_short(standard: Standard, points: Decimal) -> list[Flaw]:
    """Deductions that end before the points are used up."""
    found = []
    if standard.most_taken is not None and standard.to_nothing and standard.most_taken.of(points) < points:
        taken = shown(standard.most_taken.of(points))
        found.append(Flaw("floor", f"写了扣完为止，又写最多扣{taken}分，扣不到0分"))
    for slope in standard.slopes:
        if slope.direction < 0 and slope.base > 0 and standard.unit == "%":
            start = max((band.award.of(points) for band in standard.bands), default=points)
            covered = [b.high.value for b in standard.bands if b.low is None and b.high and not b.award.of(_HUNDRED)]
            most = slope.base / slope.step * slope.take.of(points)
            if most < start and not covered:
                start_at = _figure(standard, slope.base)
                said = f"{quoted(slope.text)}从{start_at}扣到0也只扣{shown(most)}分，扣不到0分"
                found.append(Flaw("floor", said))
    return found


def _other_points(standard: Standard, points: Decimal) -> list[Flaw]:
    if standard.stated_points is not None and standard.stated_points.of(points) != points:
        return [Flaw("points", f"写的满分是{shown(standard.stated_points.of(points))}分，分值是{shown(points)}分")]
    if any(item.award for item in standard.items):
        total = listed_points(standard.items, points)
        return [] if total == points else [Flaw("points", f"各条合计{shown(total)}分，分值是{shown(points)}分")]
    awards = [band.award for band in standard.bands] + [choice.award for choice in standard.choices]
    if standard.otherwise and awards:
        awards.append(standard.otherwise.award)
    if standard.proportion:
        awards.append(standard.proportion.award)
    if not awards or (standard.slopes and not any(award.of(points) for award in awards)):
        return []
    most = max(award.of(points) for award in awards)
    return [] if most == points else [Flaw("points", f"最高计{shown(most)}分，分值是{shown(points)}分")]
