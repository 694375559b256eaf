"""Measures computed from the base data: 在职人员控制率, 三公经费变动率 and others, each with formula and definition.

A measure whose figures are not all there has no value and names what is missing; nothing is taken for zero.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Context, Decimal
from typing import Any

from perfeval_xl.figures import number_of, plain, round_half_up, text_of
from perfeval_xl.model import Form
from perfeval_xl.names import terms

_WIDE = Context(prec=80)
_SUM_ROW = re.compile("汇总|合计|总计")
_HUNDRED = Decimal(100)
LARGEST = 10**10
"""A figure so many times the other is no rate of it but a slip of the hand."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One base figure: what it is called, where it stands, its value (None: not there)."""

    label: str
    at: str
    value: Decimal | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """A measure of one form: `value` in percent (None while figures are missing), and the texts that explain it.

    `actual` is what stands as 实际完成值: "91.18%", or the amounts themselves where a standard compares amounts.
    """

    name: str
    formula: str
    definition: str
    value: Decimal | None
    actual: str
    explanation: str
    figures: tuple[Figure, ...]
    amounts: bool = False
    """Whether `actual` names the amounts themselves."""
    change: bool = False
    """Whether the first figure is compared with the second by their difference."""

    @property
    def missing(self) -> tuple[Figure, ...]:
        """The figures that are not there."""
        return tuple(figure for figure in self.figures if figure.value is None)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Kind:
    formula: str
    definition: str
    figures: Callable[[Form], tuple[Figure, ...]]
    compute: Callable[..., Decimal | None]
    amounts: bool = False


def measure(name: str, form: Form) -> Measure:
    """The measure called `name` from the base data of `form`; KeyError when there is none of that name.

    Shares and changes are in percent, amounts in 万元, staff in 人. Formula and definition are those of the form's own
    notes (`_KINDS`).
    """
    kind = _KINDS[name]
    figures = kind.figures(form)
    values = [figure.value for figure in figures]
    known = None not in values
    value = kind.compute(*values) if known else None
    named = "，".join(f"{figure.label}{plain(figure.value)}" for figure in figures if figure.value is not None)
    missing = "、".join(figure.label for figure in figures if figure.value is None)
    if missing:
        explanation = f"{name}={kind.formula}；没有填{missing}，待评定。"
    elif kind.amounts:
        explanation = f"{name}：{named}。"
    elif value is None:
        why = "两个数相差太大" if values[-1] else "除数是0"
        explanation = f"{name}={kind.formula}；{named}，{why}，算不出来，待评定。"
    else:
        explanation = f"{name}={kind.formula}；{named}，得{_percent(value)}。"
    actual = "" if not known else named if kind.amounts else "" if value is None else _percent(value)
    return Measure(
        name=name,
        formula=kind.formula,
        definition=kind.definition,
        value=value,
        actual=actual,
        explanation=explanation,
        figures=figures,
        amounts=kind.amounts,
        change=kind.compute is _change,
    )


def needed(made: Measure) -> str:
    """The figures that it takes to compute `made`, as 基础数据 calls them, for a sentence that says what to fill in.

    All of them: the row by itself, as the sheet asks about it, does not see which of them are there.
    """
    known = terms()
    places = ((figure.at, "[].".join(figure.at.split("."))) for figure in made.figures)
    return "、".join((known.get(one) or known[several]).label for one, several in places)


def names() -> tuple[str, ...]:
    """The measures that there are."""
    return tuple(_KINDS)


def is_sum_row(row: Any) -> bool:
    """Whether a row of a table of institutions is the sum of the others."""
    return bool(_SUM_ROW.search(text_of(row.institution)))


def whole(rows: Sequence[Any], field: str) -> Decimal | None:
    """The figure of a table of institutions: that of its (last) row 汇总, else the sum; None without any.

    `rows` are rows of `form.revenue`, `.expenditure`, `.official` or `.assets`, `field` one of their amounts (万元).
    """
    for row in reversed(rows):
        if is_sum_row(row):
            total = number_of(getattr(row, field))
            if total is not None:
                return total
    found = [number for row in rows if (number := number_of(getattr(row, field))) is not None]
    return sum(found, Decimal(0)) if found else None


def _percent(value: Decimal) -> str:
    return f"{plain(round_half_up(value, 2))}%"


def _share(part: Decimal, all_of_it: Decimal) -> Decimal | None:
    if not all_of_it or abs(part) >= abs(all_of_it) * LARGEST:
        return None
    return _WIDE.divide(part * _HUNDRED, all_of_it)


def _change(now: Decimal, before: Decimal) -> Decimal | None:
    return _share(now - before, before)


def _scalar(part: str, field: str, label: str) -> Callable[[Form], Figure]:
    return lambda form: Figure(label, f"{part}.{field}", number_of(getattr(getattr(form, part), field)))


def _table(part: str, field: str, label: str) -> Callable[[Form], Figure]:
    return lambda form: Figure(label, f"{part}.{field}", whole(getattr(form, part), field))


def _of(*sources: Callable[[Form], Figure]) -> Callable[[Form], tuple[Figure, ...]]:
    return lambda form: tuple(source(form) for source in sources)


_KINDS = {
    "在职人员控制率": _Kind(
        formula="在职人员数÷编制数×100%",
        definition="在职人员数是年末实际在职人数，不含离退休人员；编制数是机构编制部门核定的编制数。",
        figures=_of(_scalar("staffing", "on_post", "在职人员数"), _scalar("staffing", "establishment", "编制数")),
        compute=_share,
    ),
    "“三公经费”变动率": _Kind(
        formula="（本年三公经费-上年三公经费）÷上年三公经费×100%",
        definition="三公经费是因公出国（境）费、公务用车购置和运行维护费、公务接待费。",
        figures=_of(
            _table("official", "total", "本年三公经费"), _scalar("comparison", "official_prior", "上年三公经费")
        ),
        compute=_change,
    ),
    "“三公经费”控制率": _Kind(
        formula="三公经费实际支出数÷三公经费预算数×100%",
        definition="三公经费实际支出与预算安排之比。",
        figures=_of(
            _table("official", "total", "三公经费实际支出数"),
            _scalar("comparison", "official_budget", "三公经费预算数"),
        ),
        compute=_share,
    ),
    "预算调整率": _Kind(
        formula="预算调整数÷年初预算数×100%",
        definition="预算调整数是年中追加、追减和调整的资金总和。",
        figures=_of(
            _scalar("comparison", "budget_adjusted", "预算调整数"),
            _scalar("comparison", "budget_original", "年初预算数"),
        ),
        compute=_share,
    ),
    "资金结余": _Kind(
        formula="累计结余，与上年结转比较",
        definition="年末没有用完的资金，与上年结转到本年的资金比较。",
        figures=_of(_table("expenditure", "accumulated", "结余"), _table("revenue", "carried_over", "上年结转")),
        compute=lambda surplus, carried: surplus,
        amounts=True,
    ),
    "政府采购执行率": _Kind(
        formula="实际政府采购金额÷政府采购预算数×100%",
        definition="实际完成的政府采购与政府采购预算之比。",
        figures=_of(
            _scalar("comparison", "procurement", "实际政府采购金额"),
            _scalar("comparison", "procurement_budget", "政府采购预算数"),
        ),
        compute=_share,
    ),
    "公务卡刷卡率": _Kind(
        formula="公务卡结算的支出÷应刷卡结算的公务支出×100%",
        definition="公务卡强制结算目录内的支出中，用公务卡结算的部分。",
        figures=_of(
            _scalar("comparison", "card_paid", "公务卡结算的支出"),
            _scalar("comparison", "card_due", "应刷卡结算的公务支出"),
        ),
        compute=_share,
    ),
    "固定资产利用率": _Kind(
        formula="在用固定资产÷固定资产合计×100%",
        definition="实际在用的固定资产与所有固定资产之比。",
        figures=_of(_table("assets", "in_use", "在用固定资产"), _table("assets", "total", "固定资产合计")),
        compute=_share,
    ),
}
