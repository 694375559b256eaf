"""What a form of the scheme has and an old form was found without: tables, columns, rows, single values."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Set

from perfeval_xl import names
from perfeval_xl.scheme import Scheme

_HEAD = ("fiscal_year", "agency", "objective", "declared")
_OPTIONAL = frozenset({"indicators[].tier"})
_STANDARD = "indicators[].criterion"
_INSTEAD = frozenset({"indicators[].target", "indicators[].unit"})
"""What a form with printed standards has no columns for."""


def missing(found: Set[str], scheme: Scheme) -> Iterator[str]:
    """What a file has no place for, in the order of the form; `found` are the patterns, rows and parts that it has."""
    wanted = (*_HEAD, *scheme.form.parts, "indicators")
    tables = {pattern.partition("[]")[0] for pattern in names.terms() if "[]" in pattern}
    for part in dict.fromkeys(pattern.partition(".")[0].partition("[")[0] for pattern in names.terms()):
        if part not in wanted:
            continue
        if part == "budget":
            yield from _budget(found)
        elif part in tables:
            yield from _table(part, found, scheme)
        else:
            yield from _values(part, found)


def _values(part: str, found: Set[str]) -> Iterator[str]:
    terms = [pattern for pattern in names.terms() if pattern.partition(".")[0] == part]
    if part not in _HEAD and not any(name in found for name in terms):
        yield f"{names.parts()[part]}（整张表）"
    else:
        yield from (names.label(name) for name in terms if name not in found)


def _table(part: str, found: Set[str], scheme: Scheme) -> Iterator[str]:
    label = names.parts()[part]
    if part not in found:
        stated = part == "indicators" and "components" in found
        yield f"{label}（原表只有一级指标得分）" if stated else f"{label}（整张表）"
        return
    optional = _OPTIONAL | (_INSTEAD if scheme.form.standards else {_STANDARD})
    for pattern, term in names.terms().items():
        if pattern.startswith(f"{part}[]") and pattern not in found and pattern not in optional:
            yield f"{label}“{term.label}”一列"


def _budget(found: Set[str]) -> Iterable[str]:
    label = names.parts()["budget"]
    if "budget" not in found:
        yield f"{label}（整张表）"
        return
    groups = [name for name in names.parts() if name.startswith("budget.")]
    yield from (f"{label}“{names.parts()[name]}”一行" for name in groups if name not in found)
    for name in (name for name in names.terms() if name.startswith("budget.total.")):
        column = f"budget[].{name.rpartition('.')[2]}"
        if column not in found and name not in found:
            yield f"{label}“{names.terms()[name].label}”一列"
