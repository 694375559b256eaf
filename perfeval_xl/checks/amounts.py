"""Checks of single amount cells: readable, without unit words, in 万元 like their neighbours; 三公经费."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from functools import cache, partial
from operator import attrgetter
from statistics import median
from typing import Any, NamedTuple

from perfeval_xl.checks.budget import COLUMNS
from perfeval_xl.checks.core import Context, Remark, check
from perfeval_xl.checks.finding import Severity
from perfeval_xl.checks.rates import is_dash
from perfeval_xl.checks.words import words
from perfeval_xl.figures import Amount, Typed, fold, is_blank, read_amount, text_of
from perfeval_xl.model import Form, Kind
from perfeval_xl.names import format_amount, label, pattern, resolve, terms
from perfeval_xl.rules.core import clip

_budget = partial(check, theme="budget")

_TASK_AMOUNTS = ("budget", "budget_fiscal", "outturn", "outturn_fiscal")
_ZERO = Decimal(0)
_YUAN = Decimal(10000)
_BASE = ("revenue[", "expenditure[", "official[", "assets[")
"""The tables in which one column is the sum of the others; there the sum and the largest part are compared."""
_THREE_GONG_ZERO = re.compile(r"三公[^。；;]{0,30}?(?<![\d.])0(?:\.0+)?(?:万元|元|/0)")


class Figure(NamedTuple):
    """A filled cell whose term is a number: its dotted name, the kind of the term, what was typed, and as an amount."""

    place: str
    kind: Kind
    typed: Typed
    amount: Amount


class _Figures(NamedTuple):
    """What the cells for amounts, points, scores and rates hold, apart from blanks and plain numbers from 0 on."""

    odd: list[Figure]
    """Texts, and numbers below 0."""
    amounts: dict[str, dict[str, Decimal]]
    """The amounts above 0 that were typed without a unit, by row and column."""


def _figures(context: Context) -> _Figures:
    odd: list[Figure] = []
    amounts: dict[str, dict[str, Decimal]] = defaultdict(dict)
    for row, columns, cells in _rows(context.form):
        for (column, kind), typed in zip(columns, cells, strict=True):
            if isinstance(typed, Decimal) and typed >= _ZERO:  # nearly every cell
                if kind is Kind.AMOUNT and typed:
                    amounts[row][column] = typed
            elif not is_blank(typed):
                amount = read_amount(typed)
                odd.append(Figure(f"{row}.{column}", kind, typed, amount))
                plain = kind is Kind.AMOUNT and not amount.unit and not amount.percent
                if plain and amount.value is not None and amount.value > 0:
                    amounts[row][column] = amount.value
    return _Figures(odd, amounts)


_Columns = tuple[tuple[str, Kind], ...]


def _rows(form: Form) -> Iterator[tuple[str, _Columns, tuple[Typed, ...]]]:
    """The rows that have cells for numbers: dotted name, names and kinds of these cells, what they hold."""
    for part, in_table, columns, cells in _number_columns():
        if in_table:
            for index, row in enumerate(getattr(form, part)):
                yield f"{part}[{index}]", columns, cells(row)
        else:
            yield part, columns, cells(form)


@cache
def _number_columns() -> list[tuple[str, bool, _Columns, Callable[[Any], tuple[Typed, ...]]]]:
    """The parts of the form with cells for numbers: name, whether a table, columns, what takes these from the part."""
    found: dict[tuple[str, bool], list[tuple[str, Kind]]] = defaultdict(list)
    for name, term in terms().items():
        if term.kind in (Kind.AMOUNT, Kind.POINTS, Kind.SCORE, Kind.RATE):
            part, _, column = name.rpartition(".")
            found[part.removesuffix("[]"), part.endswith("[]")].append((column, term.kind))
    return [
        (part, in_table, tuple(columns), _taker([name if in_table else f"{part}.{name}" for name, _ in columns]))
        for (part, in_table), columns in found.items()
    ]


def _taker(names: list[str]) -> Callable[[Any], tuple[Typed, ...]]:
    """What takes several attributes at once; `attrgetter` gives a single one without a tuple around it."""
    taken: Callable[[Any], Any] = attrgetter(*names)
    return taken if len(names) > 1 else lambda item: (taken(item),)


@_budget(
    name="AMOUNT_PARSE",
    severity=Severity.ERROR,
    title="数字格里不是数字",
    compares="金额、分值、得分、执行率格 能否读成数字；预算数和得分以外的负数",
    why="读不出的格子不能参加合计和计分，汇总时会被当成0。",
    example="预算执行数写“约455万左右”。",
    cure="只填数字；没有的留空或写“—”。",
    source="部门整体绩效自评表：单位：万元，金额格填数字",
    row=True,
)
def unreadable_amount(context: Context) -> Iterator[Remark]:
    """A cell for a number that holds none; an amount below zero."""
    for place, kind, typed, amount in context.once(_figures).odd:
        number = amount.value
        if number is None or (amount.unit if kind is Kind.RATE else amount.percent):
            if is_dash(typed):
                continue
            what = {Kind.AMOUNT: "金额", Kind.RATE: "执行率"}.get(kind, "分数")
            yield Remark(place, f"{_called(context, place)}“{_shown(typed)}”不是有效的{what}，请只填数字。")
        elif kind in (Kind.AMOUNT, Kind.POINTS) and number < 0:
            yield Remark(place, f"{_called(context, place)}是负数{_shown(typed)}，请核对。")


def _called(context: Context, place: str) -> str:
    """How a message calls a cell: by its row's own name where it has one, so that it reads the same in the sheet."""
    named = place.startswith(("indicators[", "tasks[", "components["))
    name = text_of(resolve(context.form, place.rpartition(".")[0]).name) if named else ""
    return f"“{clip(name)}”的{terms()[pattern(place)].label}" if name else label(place)


def _shown(typed: Typed) -> str:
    text = text_of(typed)
    return text if len(text) <= 30 else text[:30] + "…"


@_budget(
    name="UNIT_IN_CELL",
    severity=Severity.HINT,
    title="金额格里写了单位",
    compares="金额格的文字 是否带“万元、元”等",
    why="表头已写明单位：万元；格内再写单位，公式和汇总会把它当文字。",
    example="全年预算数写“596.88万元”。",
    cure="删去单位，只留数字；写的是元的先换算成万元。",
    source="部门整体绩效自评表：单位：万元",
)
def unit_typed(context: Context) -> Iterator[Remark]:
    """A unit word inside an amount cell."""
    for place, kind, typed, amount in context.once(_figures).odd:
        if kind is Kind.AMOUNT and amount.value is not None and amount.unit:
            yield Remark(
                place, f"{_called(context, place)}写了“{_shown(typed)}”，表头已写万元，格内只填{_read(amount)}。"
            )


def _read(amount: Amount) -> str:
    return format_amount(amount.value or Decimal(0))


@_budget(
    name="UNIT_MIX",
    severity=Severity.WARNING,
    title="这一格像是以元为单位",
    compares="每个金额 与 同行其他金额、与部门预算总额",
    why="一张表里元和万元混用，合计会差一万倍。",
    example="部门预算总额596.88，某任务预算执行数写284252（元），应为28.43。",
    cure="换算成万元后重填。",
    source="部门整体绩效自评表：单位：万元",
)
def mixed_units(context: Context) -> Iterator[Remark]:
    """An amount that fits among its neighbours once divided by 10000; a task all of whose amounts exceed the total."""
    factor = context.scheme.thresholds.unit_ratio
    rows = context.once(_figures).amounts
    total = max(rows.get("budget.total", {}).get(column, Decimal(0)) for column in COLUMNS)
    for row, amounts in rows.items():
        if _all_alike(row, amounts, total, factor):
            continue
        for column, value in amounts.items():
            peers = [amounts[peer] for peer in _peers(row.partition("[")[0], column) if peer in amounts]
            if row.startswith(_BASE):
                peers = [max(peers)] if peers else []
            beside = bool(peers) and _YUAN / factor <= value / median(peers) <= _YUAN * factor
            whole_row = row.startswith("tasks[") and 0 < total < min([value, *peers]) and value <= _YUAN * total
            if beside or whole_row:
                place = f"{row}.{column}"
                yield Remark(
                    place,
                    f"{_called(context, place)}写{format_amount(value)}，像是以元为单位，"
                    f"换算成万元是{format_amount(value / _YUAN)}。",
                )


def _all_alike(row: str, amounts: Mapping[str, Decimal], total: Decimal, factor: Decimal) -> bool:
    """Whether a glance shows that no amount of a row is in another unit than its neighbours: so in nearly every row.

    No two are that far apart, by a margin for the rounding of quotients, and a task is not above the total.
    """
    least, most = min(amounts.values()), max(amounts.values())
    return most * 2 < least * _YUAN / factor and not (row.startswith("tasks[") and 0 < total < least)


@cache
def _peers(part: str, column: str) -> tuple[str, ...]:
    """The columns that an amount is compared with; in a table of institutions, the sum with its parts."""
    if f"{part}[" in _BASE:
        fields = (name.rpartition(".")[2] for name in terms() if name.startswith(f"{part}[]."))
        return tuple(other for other in fields if "total" in (column, other) and other != column)
    columns = COLUMNS if part.startswith("budget.") else _TASK_AMOUNTS
    return tuple(other for other in columns if other != column)


@_budget(
    name="THREE_GONG",
    severity=Severity.HINT,
    title="三公预算为0，控制率不宜计算",
    compares="“三公”经费控制率（变动率）指标 与 三公预算为0的说法",
    why="预算为0时控制率的分母是0，填100%或0%都没有依据。",
    example="三公经费预算0、支出0，“三公经费控制率”填100%并得满分。",
    cure="在实际完成值写明预算、支出均为0，或改用别的指标，并在报告里说明。",
    source="三公经费控制率＝三公经费实际支出÷三公经费预算",
)
def three_public_expenses(context: Context) -> Iterator[Remark]:
    """A control rate of 三公 expenses although the form says that their budget is 0."""
    form = context.form
    said = [*form.narrative.values(), text_of(form.objective.text), text_of(form.objective.result)]
    for row in context.rows():
        indicator = row.indicator
        if "三" not in row.name:
            continue
        name = row.name.replace("“", "").replace("”", "")
        if "三公" not in name or not any(word in name for word in words().rate_suffixes):
            continue
        own = f"三公{fold(text_of(indicator.target))}；三公{fold(text_of(indicator.actual))}"
        if any(_THREE_GONG_ZERO.search(fold(text).replace("”", "")) for text in (*said, own)):
            yield Remark(
                row.at("actual"),
                f"三公经费预算为0，“{text_of(indicator.name)}”不宜计算，现在写的是{text_of(indicator.actual)}。",
            )
