"""A 评分标准 read as a whole: its clauses put together into one standard, what does not fit named as unread."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache

from perfeval_xl.criteria.fitting import misfits, units_written
from perfeval_xl.criteria.kinds import Kinds, base_of, giving_bands, sorted_kinds
from perfeval_xl.criteria.shapes import Award, Band, Choice, Count, Item, Proportion, Slope, Standard, Unread

_LONGEST = 1000
"""A cell with more characters than this holds no standard that a grammar should try."""

_LONGEST_SENTENCE = 250
"""Nor is such a sentence one: the time that the grammar takes grows with the square of it."""
_STOPS = re.compile(r"[;；。\n]")


def read_standard(text: str) -> Standard:
    """The 评分标准 that `text` writes; what could not be read stands in its `unread`. Never raises on any text."""
    return _read(text.strip())


@lru_cache(1024)
def _read(text: str) -> Standard:
    if len(text) > _LONGEST:
        return Standard(text=text, unread=(Unread(text[:40] + "…", f"超过{_LONGEST}个字"),))
    endless = next((part for part in _STOPS.split(text) if len(part) > _LONGEST_SENTENCE), "")
    if endless:
        return Standard(text=text, unread=(Unread(endless[:40] + "…", f"一句超过{_LONGEST_SENTENCE}个字"),))
    from perfeval_xl.criteria.grammar import clauses_of

    placed = clauses_of(text)
    kinds = sorted_kinds(placed)
    named = kinds.unread or tuple(misfits(kinds, placed, text))
    unread = tuple({item.text: item for item in reversed(named)}.values())[::-1]
    return Standard(text=text, unread=unread) if unread else _standard(text, kinds)


def _standard(text: str, kinds: Kinds) -> Standard:
    names = (item.clause.subject or item.clause.span.name for item in kinds.bands)
    choices = tuple(
        Choice(words=item.clause.words, award=item.clause.award, otherwise=item.clause.otherwise, text=item.text)
        for item in (*kinds.choices, *kinds.otherwise)
    )
    return Standard(
        text=text,
        unit=_unit(kinds),
        bands=tuple(
            Band(low=item.clause.span.low, high=item.clause.span.high, award=item.clause.award, text=item.text)
            for item in kinds.bands
        ),
        slopes=tuple(
            Slope(
                direction=item.clause.direction,
                step=item.clause.step.value,
                take=item.clause.take,
                base=base_of(item.clause, kinds) or Decimal(0),
                text=item.text,
            )
            for item in kinds.slopes
        ),
        counts=tuple(
            Count(
                sign=item.clause.sign,
                step=item.clause.step.value,
                unit=item.clause.step.unit,
                award=item.clause.award,
                what=item.clause.what,
                missing=item.clause.missing,
                text=item.text,
            )
            for item in kinds.counts
        ),
        items=tuple(
            Item(mark=item.clause.mark, words=item.clause.words, award=item.clause.award, text=item.text)
            for item in kinds.items
        ),
        choices=tuple(choice for choice in choices if not choice.otherwise),
        proportion=_proportion(kinds),
        otherwise=next((choice for choice in choices if choice.otherwise), None),
        subject=next((name for name in names if name), ""),
        partial=next((item.clause.partial for item in kinds.partials), ""),
        most_taken=_limit(kinds, "taken"),
        ceiling=_limit(kinds, "ceiling"),
        stated_points=_limit(kinds, "points"),
        absolute=_absolute(kinds),
        to_nothing=any(item.clause.kind == "nothing" for item in kinds.limits),
        remarks=tuple(item.text for item in kinds.remarks),
    )


def _absolute(kinds: Kinds) -> bool:
    """Whether the sign of the figure does not count: 绝对值 is written, or ± before every figure but 0."""
    spans = [item.clause.span for item in kinds.bands]
    marked = [span for span in spans if any(end and end.value for end in (span.low, span.high))]
    either = bool(marked) and all(span.both for span in marked)
    return either or any("绝对值" in item.clause.subject for item in kinds.bands)


def _limit(kinds: Kinds, kind: str) -> Award | None:
    return next((item.clause.award for item in kinds.limits if item.clause.kind == kind), None)


def _unit(kinds: Kinds) -> str:
    if kinds.bases and kinds.bases[0].clause.figure.unit:
        return kinds.bases[0].clause.figure.unit
    written = (unit for _, units in units_written(kinds) for unit in sorted(units))
    return next(written, "%" if kinds.shares and not kinds.bands else "")


def _proportion(kinds: Kinds) -> Proportion | None:
    if not kinds.shares:
        return None
    full = giving_bands(kinds)
    low = full[0].span.low if full else None
    share, span = kinds.shares[0], kinds.shares[0].clause.span
    rate = bool(full) and share.clause.formula and "%" in full[0].span.units
    base = share.clause.base or (low.value if low and not rate else Decimal(100))
    award = share.clause.award or (full[0].award if full else Award(share=Decimal(1)))
    low, high = (span.low, span.high) if span else (None, None)
    return Proportion(base=base, award=award, text=share.text, low=low, high=high)
