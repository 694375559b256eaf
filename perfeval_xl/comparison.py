"""Two returns compared: what changed, value by value; rows are matched by name, so that order does not matter."""

from __future__ import annotations

import difflib
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from perfeval_xl import names
from perfeval_xl.figures import Typed, fold, is_blank, number_of, rate_of, text_of
from perfeval_xl.model import Form, Kind

_NEAR = 0.75
"""How alike two names must be for one row to count as renamed."""


_NUMBERS = (Kind.AMOUNT, Kind.POINTS, Kind.SCORE, Kind.COUNT)


class Happened(StrEnum):
    """What happened to a value or a row from the first return to the second."""

    CHANGED = "changed"
    ADDED = "added"
    REMOVED = "removed"
    MOVED = "moved"


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One difference: the place in either return (None where it has none), its title, and what stands there.

    For a row that was added, removed or moved `before` and `after` are its name; `at` and `was_at` name the row.
    """

    kind: Happened
    title: str
    was_at: str | None
    at: str | None
    before: Typed = None
    after: Typed = None


def compare(one: Form, other: Form) -> tuple[Change, ...]:
    """What changed from `one` to `other`, in the order of the form; values that say the same are the same."""
    changes: list[Change] = []
    if one.scheme != other.scheme:
        schemes = {"before": one.scheme, "after": other.scheme}
        changes.append(Change(kind=Happened.CHANGED, title="方案", was_at="scheme", at="scheme", **schemes))
    done: set[str] = set()
    for pattern, term in names.terms().items():
        part = pattern.partition("[")[0]
        if "[]" not in pattern:
            title = names.label(pattern)
            changes += _value(
                title, pattern, pattern, names.resolve(one, pattern), names.resolve(other, pattern), term.kind
            )
        elif part not in done:
            done.add(part)
            changes += _rows(part, getattr(one, part), getattr(other, part))
    for name in dict.fromkeys((*one.narrative, *other.narrative)):
        at = f"narrative[{name}]"
        changes += _value(f"报告素材“{name}”", at, at, one.narrative.get(name), other.narrative.get(name))
    return tuple(changes)


def values(form: Form) -> Iterator[tuple[str, Typed]]:
    """Every value of a form by its dotted name, in the order of the form, blank ones included."""
    done: set[str] = set()
    for pattern in names.terms():
        part = pattern.partition("[")[0]
        if "[]" not in pattern:
            yield pattern, names.resolve(form, pattern)
        elif part not in done:
            done.add(part)
            for index, row in enumerate(getattr(form, part)):
                yield from ((f"{part}[{index}].{name}", getattr(row, name)) for name in _fields(part))
    yield from ((f"narrative[{name}]", text) for name, text in form.narrative.items())


def _fields(part: str) -> list[str]:
    return [pattern.rpartition(".")[2] for pattern in names.terms() if pattern.startswith(f"{part}[]")]


def _same(before: Typed, after: Typed, kind: Kind | None = None) -> bool:
    if is_blank(before) or is_blank(after):
        return is_blank(before) and is_blank(after)
    if fold(text_of(before)) == fold(text_of(after)):
        return True
    read = rate_of if kind is Kind.RATE else number_of if kind in _NUMBERS else None
    return read is not None and read(before) == read(after) is not None


def _value(title: str, was_at: str, at: str, before: Typed, after: Typed, kind: Kind | None = None) -> Iterator[Change]:
    if not _same(before, after, kind):
        yield Change(kind=Happened.CHANGED, title=title, was_at=was_at, at=at, before=before, after=after)


def _rows(part: str, before: Sequence[Any], after: Sequence[Any]) -> Iterator[Change]:
    pairs = _matched(before, after)
    stayed = _in_order([pairs[index] for index in sorted(pairs)])
    label = names.parts()[part]
    for index, row in enumerate(before):
        was_at = f"{part}[{index}]"
        if index not in pairs:
            yield Change(
                kind=Happened.REMOVED,
                title=f"{label}“{_name(row, index)}”",
                was_at=was_at,
                at=None,
                before=_name(row, index),
            )
            continue
        new = pairs[index]
        at, title = f"{part}[{new}]", f"{label}“{_name(after[new], new)}”"
        if new not in stayed:
            yield Change(
                kind=Happened.MOVED,
                title=title,
                was_at=was_at,
                at=at,
                before=_name(row, index),
                after=_name(after[new], new),
            )
        for name in _fields(part):
            term = names.terms()[f"{part}[].{name}"]
            yield from _value(
                f"{title}·{term.label}",
                f"{was_at}.{name}",
                f"{at}.{name}",
                getattr(row, name),
                getattr(after[new], name),
                term.kind,
            )
    taken = set(pairs.values())
    for new, row in enumerate(after):
        if new not in taken:
            name = _name(row, new)
            yield Change(kind=Happened.ADDED, title=f"{label}“{name}”", was_at=None, at=f"{part}[{new}]", after=name)


def _name(row: Any, index: int) -> str:
    return _called(row) or f"第{index + 1}行"


def _called(row: Any) -> str:
    """The name of a row: its 名称, or the institution that it is about."""
    return text_of(row.name if hasattr(row, "name") else row.institution)


def _matched(before: Sequence[Any], after: Sequence[Any]) -> dict[int, int]:
    """By place in `before`, the place in `after`: the same name under the same 一级指标, the same name, a like name."""
    pairs: dict[int, int] = {}
    for identity in (_full, lambda row: fold(_called(row))):
        places: dict[Any, list[int]] = defaultdict(list)
        taken = set(pairs.values())
        for new, row in enumerate(after):
            if new not in taken:
                places[identity(row)].append(new)
        for index, row in enumerate(before):
            if index not in pairs and fold(_called(row)) and places.get(identity(row)):
                pairs[index] = places[identity(row)].pop(0)
    _renamed(before, after, pairs)
    return pairs


def _full(row: Any) -> tuple[str, ...]:
    labels = (text_of(getattr(row, name, None)) for name in ("category", "subcategory"))
    return tuple(map(fold, (*labels, _called(row))))


def _renamed(before: Sequence[Any], after: Sequence[Any], pairs: dict[int, int]) -> None:
    """Pairs the rows left over by names that are alike, and rows without a name in their order."""
    taken = set(pairs.values())
    free = [new for new in range(len(after)) if new not in taken]
    nameless = [new for new in free if not fold(_called(after[new]))]
    named = {fold(_called(after[new])): new for new in free if new not in nameless}
    for index, row in enumerate(before):
        if index in pairs:
            continue
        name = fold(_called(row))
        if not name:
            if nameless:
                pairs[index] = nameless.pop(0)
        elif near := difflib.get_close_matches(name, named, 1, _NEAR):
            pairs[index] = named.pop(near[0])


def _in_order(places: Sequence[int]) -> set[int]:
    """The largest set of places that still stand in their old order: the others were moved."""
    tails: list[int] = []
    ends: list[int] = []
    previous: list[int | None] = []
    for number, place in enumerate(places):
        length = bisect_left(tails, place)
        previous.append(ends[length - 1] if length else None)
        tails[length : length + 1] = [place]
        ends[length : length + 1] = [number]
    kept: set[int] = set()
    last = ends[-1] if ends else None
    while last is not None:
        kept.add(places[last])
        last = previous[last]
    return kept
