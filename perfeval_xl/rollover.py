"""Last year's return as the beginning of this year's: what stays is what will be judged again, the rest is cleared."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass, replace
from decimal import Decimal
from typing import Any

from perfeval_xl import names
from perfeval_xl import scheme as schemes
from perfeval_xl.comparison import values
from perfeval_xl.errors import SchemeError
from perfeval_xl.figures import fold, is_blank, text_of
from perfeval_xl.model import Form
from perfeval_xl.scheme import Scheme

STAYS = frozenset(
    {
        *("agency.name", "agency.preparer", "agency.phone", "objective.text", "budget.total.points"),
        *(f"tasks[].{name}" for name in ("name", "content")),
        *(
            f"indicators[].{name}"
            for name in ("category", "subcategory", "name", "target", "unit", "points", "criterion")
        ),
        *(f"components[].{name}" for name in ("name", "points")),
        *(f"{part}[].institution" for part in ("revenue", "expenditure", "official", "assets")),
        *(f"goals[].{name}" for name in ("category", "name", "target")),
        *(f"panel[].{name}" for name in ("name", "post", "institution")),
    }
)
"""The terms that a new year begins with; every other one is cleared."""

_YEAR = re.compile(r"(?<!\d)(20\d{2})(?:年|[-—－/.~至])")


@dataclass(frozen=True, slots=True, kw_only=True)
class Rolled:
    """The new year's form and its scheme; what was cleared, and what still names a past year."""

    form: Form
    scheme: Scheme
    cleared: tuple[str, ...]
    """The dotted names of the values that were cleared."""
    dated: tuple[tuple[str, str], ...]
    """(dotted name, text) of kept texts that name a year before the new one."""


def roll(form: Form, scheme: Scheme, year: int) -> Rolled:
    """`form` for the fiscal `year`: structure, tasks, indicators, targets, points and standards stay.

    Amounts, base figures, results, scores, reasons and the department's words are cleared. Raises SchemeError where no
    scheme of the region judges that year.
    """
    fresh = replace(_kept(form, ""), scheme=_scheme_of(scheme, year).id, fiscal_year=Decimal(year), narrative={})
    kept = dict(values(fresh))
    cleared = tuple(
        name for name, value in values(form) if not is_blank(value) and is_blank(kept.get(name)) and name != "scheme"
    )
    return Rolled(form=fresh, scheme=schemes.get(fresh.scheme), cleared=cleared, dated=tuple(_dated(fresh, year)))


def _kept(item: Any, prefix: str) -> Any:
    """`item`, the form or a part of it, with only the terms that stay."""
    values: dict[str, Any] = {}
    for each in fields(item):
        value, at = getattr(item, each.name), prefix + each.name
        if is_dataclass(value):
            values[each.name] = _kept(value, f"{at}.")
        elif "row" in each.metadata:
            values[each.name] = tuple(_kept(row, f"{at}[].") for row in value)
        elif "term" in each.metadata:
            values[each.name] = value if at in STAYS else None
    return replace(item, **values)


def _scheme_of(scheme: Scheme, year: int) -> Scheme:
    if scheme.first_year <= year <= (scheme.last_year or year):
        newer = [
            other
            for other in schemes.all_schemes().values()
            if (other.region, other.kind) == (scheme.region, scheme.kind)
            and scheme.first_year <= other.first_year <= year <= (other.last_year or year)
        ]
        return max(newer, key=lambda other: other.first_year, default=scheme)
    try:
        return schemes.find(scheme.region, year)
    except SchemeError:
        raise SchemeError(
            f"方案“{scheme.id}”从{scheme.first_year}年度起用，没有{scheme.region}{year}年度的方案，请检查 --year。"
        ) from None


def _dated(form: Form, year: int) -> Iterator[tuple[str, str]]:
    for name, value in values(form):
        years = _YEAR.findall(fold(text_of(value))) if isinstance(value, str) else []
        if any(int(found) < year for found in years):
            yield name, text_of(value)


def summary(rolled: Rolled) -> list[str]:
    """What was cleared, part by part in the order of the form: "绩效指标（得分 23 处、未完成原因分析 1 处）"."""
    counts: dict[str, dict[str, int]] = {}
    for name in rolled.cleared:
        own = name.startswith("narrative[")
        part = "报告素材" if own else _part(name)
        column = "" if own else names.terms()[names.pattern(name)].label
        columns = counts.setdefault(part, {})
        columns[column] = columns.get(column, 0) + 1
    return [_counted(part, columns) for part, columns in counts.items()]


def _counted(part: str, columns: dict[str, int]) -> str:
    if list(columns) in ([""], [part]):
        return f"{part} {sum(columns.values())} 处"
    if len(columns) > 1 and len(set(columns.values())) == 1:
        return f"{part}（{'、'.join(columns)} 各 {next(iter(columns.values()))} 处）"
    return f"{part}（{'、'.join(f'{column} {count} 处' for column, count in columns.items())}）"


def kept(rolled: Rolled) -> list[str]:
    """What stayed, as "绩效指标（三级指标、指标值、分值）", in the order of the form."""
    columns: dict[str, dict[str, None]] = {}
    for name, value in values(rolled.form):
        pattern = names.pattern(name)
        if pattern in STAYS and not is_blank(value):
            columns.setdefault(_part(name), {})[names.terms()[pattern].label] = None
    return [part if [part] == list(labels) else f"{part}（{'、'.join(labels)}）" for part, labels in columns.items()]


def _part(name: str) -> str:
    return names.parts()[names.pattern(name).partition(".")[0].removesuffix("[]")]
