"""四（一）资金情况: original, final, outturn, and the execution rate with its denominator said."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from perfeval_xl.figures import is_blank, number_of, rate_of, round_half_up
from perfeval_xl.model import BudgetRow
from perfeval_xl.names import format_rate, label
from perfeval_xl.report.blocks import Block, Run
from perfeval_xl.report.content import Context, content, gap, own_words
from perfeval_xl.report.phrases import amount, gains, missing, paragraph, runs, score
from perfeval_xl.scheme import Section

_COLUMNS = ("original", "final", "outturn")
_BASES = {"original": "年初预算数", "final": "全年预算数"}


@content("funds")
def funds(context: Context, section: Section) -> Iterator[Block]:
    """The budget of the year as a whole, then by source and by structure, as far as the form states them."""
    budget = context.form.budget
    name = context.scheme.labels.get("budget_total", "部门预算总额")
    base = "original" if context.scheme.rules.execution_denominator == "original" else "final"
    yield paragraph(
        context.year, f"{name}：", *_amounts(budget.total, "budget.total", base), *_rates(budget.total, base), "。"
    )
    change = _change(budget.total)
    if change:
        yield paragraph(change)
    said = _BASES[base]
    yield from _split(context, f"按资金来源（执行率以{said}为分母）：", ("fiscal", "other"), base)
    yield from _split(context, f"按支出结构（执行率以{said}为分母）：", ("basic", "project"), base)


def _amounts(row: BudgetRow, at: str, base: str) -> tuple[Run, ...]:
    """年初预算数…，全年预算数…，预算执行数…，预算执行率… with gaps where nothing can be read."""
    parts: list[str | Run] = []
    for column in _COLUMNS:
        term = label(f"{at}.{column}").rsplit("·", 1)[-1]
        value = number_of(getattr(row, column))
        parts += ["，" if parts else "", f"{term}{amount(value)}" if value is not None else ""]
        if value is None:
            parts.append(missing(term, f"{at}.{column}"))
    rate = _rate(row, base)
    return runs(*parts, f"，预算执行率{format_rate(rate)}" if rate is not None else "")


def _rate(row: BudgetRow, base: str) -> Decimal | None:
    budget, outturn = number_of(getattr(row, base)), number_of(row.outturn)
    return outturn / budget if budget and outturn is not None else None


def _rates(row: BudgetRow, base: str) -> Iterator[str]:
    """The denominator of the rate; the rate on the other one too where the form seems to use that."""
    rate, other = _rate(row, base), "final" if base == "original" else "original"
    if rate is None:
        return
    yield f"（以{_BASES[base]}为分母）"
    typed, second = rate_of(row.execution_rate), _rate(row, other)
    if typed is not None and second is not None and round_half_up(typed, 4) != round_half_up(rate, 4):
        yield f"；以{_BASES[other]}为分母时为{format_rate(second)}"


def _change(row: BudgetRow) -> str:
    original, final = number_of(row.original), number_of(row.final)
    if original is None or final is None or original == final:
        return ""
    word = "增加" if final > original else "减少"
    grew = "增长" if final > original else "下降"
    share = f"，{grew}{format_rate(abs(final - original) / original)}" if original > 0 else ""
    return f"全年预算数较年初预算数{word}{amount(abs(final - original))}{share}。"


def _split(context: Context, lead: str, parts: tuple[str, ...], base: str) -> Iterator[Block]:
    """One paragraph per row that the form states; the first one begins with `lead`."""
    for part in parts:
        row = getattr(context.form.budget, part)
        if all(is_blank(getattr(row, column)) for column in _COLUMNS):
            continue
        name = label(f"budget.{part}").rsplit("·", 1)[-1]
        if not any(number_of(getattr(row, column)) != 0 for column in _COLUMNS):
            yield paragraph(lead, f"无{name}。")
            lead = ""
            continue
        yield paragraph(lead, name, *_amounts(row, f"budget.{part}", base), "。")
        lead = ""


@content("execution_score")
def execution_score(context: Context, section: Section) -> Iterator[Block]:
    """The score of the execution rate; the department must say why points were lost or the budget changed much."""
    budget = context.evaluation.budget
    if not budget.points:
        yield from own_words(context, section)
        return
    lost = budget.points - budget.score if budget.score is not None and budget.score < budget.points else None
    deduction = f"，扣{score(lost)}" if lost else ""
    yield paragraph(f"预算执行率分值{score(budget.points)}，{gains(budget.score)}{deduction}。")
    if (lost or _changed_much(context)) and is_blank(context.form.narrative.get(section.name)):
        yield paragraph(gap(section))
    else:
        yield from own_words(context, section)


def _changed_much(context: Context) -> bool:
    original, final = context.evaluation.budget.original, context.evaluation.budget.final
    if not original or final is None:
        return False
    return abs(final - original) / abs(original) > context.scheme.thresholds.adjustment
