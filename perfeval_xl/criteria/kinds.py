"""The clauses of one standard sorted by kind, with the rearrangements that only the whole text can decide."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TypeVar

from perfeval_xl.criteria import clauses as c
from perfeval_xl.criteria import words as w
from perfeval_xl.criteria.shapes import Award, End, Unread

Listed = tuple[c.Placed[c.Clause], ...]
"""Clauses of any kind, in the order of the text."""

_Kind = TypeVar("_Kind", bound=c.Clause)


@dataclass(frozen=True, slots=True, kw_only=True)
class Kinds:
    """The clauses that score, each kind in the order of the text; `rest` holds the others."""

    bands: tuple[c.Placed[c.BandClause], ...] = ()
    slopes: tuple[c.Placed[c.SlopeClause], ...] = ()
    counts: tuple[c.Placed[c.CountClause], ...] = ()
    items: tuple[c.Placed[c.ItemClause], ...] = ()
    choices: tuple[c.Placed[c.ChoiceClause], ...] = ()
    otherwise: tuple[c.Placed[c.ChoiceClause], ...] = ()
    shares: tuple[c.Placed[c.ProportionClause], ...] = ()
    bases: tuple[c.Placed[c.BaseClause], ...] = ()
    limits: tuple[c.Placed[c.LimitClause], ...] = ()
    partials: tuple[c.Placed[c.PartialClause], ...] = ()
    remarks: tuple[c.Placed[c.RemarkClause], ...] = ()
    afterthoughts: tuple[c.Placed[c.RemarkClause], ...] = ()
    """The remarks behind the first clause that scores."""
    unread: tuple[Unread, ...] = ()

    def refusing(self, items: Listed, reason: str) -> Kinds:
        """The same with `items` named as unread."""
        return replace(self, unread=self.unread + tuple(Unread(item.text, reason) for item in items))


def sorted_kinds(placed: Listed) -> Kinds:
    """The clauses by kind, rearranged: numbered step tables, counts that are figures, points for each item."""

    def of(kind: type[_Kind]) -> tuple[c.Placed[_Kind], ...]:
        return tuple(c.Placed(item.clause, item.text) for item in placed if isinstance(item.clause, kind))

    choices = of(c.ChoiceClause)
    kinds = Kinds(
        bands=of(c.BandClause),
        slopes=of(c.SlopeClause),
        counts=of(c.CountClause),
        items=of(c.ItemClause),
        choices=tuple(item for item in choices if not item.clause.otherwise),
        otherwise=tuple(item for item in choices if item.clause.otherwise),
        shares=of(c.ProportionClause),
        bases=of(c.BaseClause),
        limits=of(c.LimitClause),
        partials=of(c.PartialClause),
        remarks=of(c.RemarkClause),
        afterthoughts=_afterthoughts(placed),
        unread=tuple(Unread(item.text, item.clause.reason) for item in of(c.UnreadClause)),
    )
    for rearranged in (
        _numbered_bands,
        _late_days,
        _missing_items,
        _counted_figure,
        _points_for_each,
        _said_again,
        _both_sides,
        _distances,
    ):
        kinds = rearranged(kinds)
    return kinds


def _afterthoughts(placed: Listed) -> tuple[c.Placed[c.RemarkClause], ...]:
    scoring = (c.BandClause, c.SlopeClause, c.ProportionClause, c.ChoiceClause, c.CountClause)

    def scores(clause: c.Clause) -> bool:
        return isinstance(clause, scoring) or (isinstance(clause, c.ItemClause) and clause.award is not None)

    first = next((place for place, item in enumerate(placed) if scores(item.clause)), len(placed))
    later = placed[first:]
    return tuple(c.Placed(item.clause, item.text) for item in later if isinstance(item.clause, c.RemarkClause))


def gives(award: Award) -> bool:
    """Whether this award gives points at all."""
    return bool(award.share or award.points)


def giving_bands(kinds: Kinds) -> list[c.BandClause]:
    """The bands that give points."""
    return [item.clause for item in kinds.bands if gives(item.clause.award)]


def base_of(clause: c.SlopeClause, kinds: Kinds) -> Decimal | None:
    """The figure from which `clause` deducts: its own, its condition's, that of 以……为标准, or the full band's end."""
    if clause.base:
        return clause.base.value
    if clause.span:
        near, far = clause.span.low, clause.span.high
        near, far = (near, far) if clause.direction > 0 else (far, near)
        if near and not far and clause.direction:
            return near.value
        # 不少于12次，每少一次……: the condition is the figure to be reached, where nothing else says one.
        alone = not (clause.conditional or giving_bands(kinds) or kinds.bases)
        return far.value if far and not near and clause.direction and alone else None
    if kinds.bases:
        return kinds.bases[0].clause.figure.value
    full = giving_bands(kinds)
    if len(full) != 1:
        return None
    low, high = full[0].span.low, full[0].span.high
    if clause.direction == 0:
        return low.value if low and high and low.value == high.value else None
    end = high if clause.direction > 0 else low
    return end.value if end else None


def _numbered_bands(kinds: Kinds) -> Kinds:
    """A step table whose steps are numbered (1、≥95%得5分；2、80%-95%得3分) is a step table."""
    if kinds.bands or len(kinds.items) < 2:
        return kinds
    bands = tuple(c.Placed(clause, item.text) for item in kinds.items if (clause := _behind_mark(item)))
    subjects = {item.clause.subject or item.clause.span.name for item in bands} - {""}
    if len(bands) < len(kinds.items) or len(subjects) > 1:
        return kinds
    return replace(kinds, bands=bands, items=())


def _behind_mark(item: c.Placed[c.ItemClause]) -> c.BandClause | None:
    from perfeval_xl.criteria.grammar import clauses_of

    inside = [placed.clause for placed in clauses_of(item.text.strip()[len(item.clause.mark) :])]
    return inside[0] if len(inside) == 1 and isinstance(inside[0], c.BandClause) else None


def _late_days(kinds: Kinds) -> Kinds:
    """每超过规定时限1天扣0.5分 counts days where no figure is set that they could be measured from."""

    def counts(item: c.Placed[c.SlopeClause]) -> bool:
        clause = item.clause
        timed = w.TIME_LIMIT.search(clause.reference) and clause.step.unit != "%"
        return bool(timed) and not clause.span and base_of(clause, kinds) is None

    moved = tuple(
        c.Placed(c.CountClause(-1, item.clause.step, item.clause.reference, item.clause.take), item.text)
        for item in kinds.slopes
        if counts(item)
    )
    return replace(kinds, slopes=tuple(item for item in kinds.slopes if not counts(item)), counts=kinds.counts + moved)


def _missing_items(kinds: Kinds) -> Kinds:
    """每少一项扣1分 behind a list counts the items not met; where each has just these points, it only repeats them."""
    fewer = [item for item in kinds.slopes if item.clause.direction < 0 and item.clause.step.unit in ("项", "条", "个")]
    if not kinds.items or kinds.bands or (len(fewer) < len(kinds.slopes)):
        return kinds
    moved = tuple(
        c.Placed(c.CountClause(-1, item.clause.step, "", item.clause.take, missing=True), item.text) for item in fewer
    )
    counts = kinds.counts + moved
    awards = {item.clause.award for item in kinds.items}
    if len(counts) == 1 and counts[0].clause.missing and awards == {counts[0].clause.award}:
        counts = ()
    return replace(kinds, slopes=(), counts=counts)


def _said_again(kinds: Kinds) -> Kinds:
    """达到目标值得满分 beside 目标值≥95% says nothing new."""
    if not kinds.bases or not kinds.slopes:
        return kinds
    again = re.compile("(?:达到|完成|实现)(?:年度|年初)?(?:目标值?|标准值?|指标值|要求)")
    kept = tuple(i for i in kinds.choices if i.clause.award.share != 1 or not again.fullmatch(i.clause.words))
    return replace(kinds, choices=kept)


def _counted_figure(kinds: Kinds) -> Kinds:
    """每发生1起扣1分 after 0起得满分: the things counted are the figure of the band, from its upper end on."""
    if not (kinds.bands and kinds.counts):
        return kinds
    full = giving_bands(kinds)
    wrong = tuple(item for item in kinds.counts if item.clause.sign > 0)
    if len(full) != 1 or full[0].span.high is None or wrong:
        return replace(kinds.refusing(wrong or kinds.counts, "与前面按数字分档的写法连不起来"), counts=())
    slopes = tuple(
        c.Placed(c.SlopeClause(None, 1, None, item.clause.step, "", item.clause.award), item.text)
        for item in kinds.counts
    )
    return replace(kinds, slopes=kinds.slopes + slopes, counts=())


def _points_for_each(kinds: Kinds) -> Kinds:
    """每符合一项得1分 after a list without points: that many points for every item."""
    each = next((item for item in kinds.counts if item.clause.sign > 0 and item.clause.step.value == 1), None)
    if each is None or not kinds.items or any(item.clause.award for item in kinds.items):
        return kinds
    given = tuple(c.Placed(replace(item.clause, award=each.clause.award), item.text) for item in kinds.items)
    return replace(kinds, items=given, counts=tuple(item for item in kinds.counts if item is not each))


def _both_sides(kinds: Kinds) -> Kinds:
    """每高于或低于1个百分点扣0.2分 beside a full band from 95% to 105% deducts above the one and below the other."""
    full = giving_bands(kinds)
    if len(full) != 1 or not (full[0].span.low and full[0].span.high) or full[0].span.both:
        return kinds
    low, high = full[0].span.low.value, full[0].span.high.value
    slopes: list[c.Placed[c.SlopeClause]] = []
    for item in kinds.slopes:
        clause = item.clause
        if clause.direction or clause.base or clause.span or low == high:
            slopes.append(item)
            continue
        for direction, base in ((1, high), (-1, low)):
            slopes.append(c.Placed(replace(clause, direction=direction, base=c.Figure(base)), item.text))
    return replace(kinds, slopes=tuple(slopes))


def _distances(kinds: Kinds) -> Kinds:
    """超过10个百分点的不得分 beside 每超过1个百分点扣0.5分 is told from where the deductions begin."""
    bands: list[c.Placed[c.BandClause]] = []
    refused: list[c.Placed[c.BandClause]] = []
    # Deducted above and below, the distance may be meant on either side.
    two_sided = {slope.clause.direction for slope in kinds.slopes} >= {1, -1}
    for item in kinds.bands:
        span = item.clause.span
        bases = {base_of(slope.clause, kinds) for slope in kinds.slopes if slope.clause.direction == span.toward}
        base = bases.pop() if len(bases) == 1 else None
        if not span.toward or (not kinds.slopes and not (span.toward < 0 and span.low)):
            bands.append(item)
        elif base is None or two_sided or span.low is None or span.high:
            refused.append(item)
        else:
            end = End(base + span.toward * span.low.value, span.low.claim)
            low, high = (end, None) if span.toward > 0 else (None, end)
            bands.append(c.Placed(replace(item.clause, span=replace(span, low=low, high=high)), item.text))
    told = "说的是多少个百分点的差距，不知道从多少算起"
    return replace(kinds.refusing(tuple(refused), told), bands=tuple(bands))
