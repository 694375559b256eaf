"""Checks of changes to the budget during the year, and of indicators that repeat what 预算情况 says."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from functools import partial

from perfeval_xl.checks.budget import COLUMNS, row_label
from perfeval_xl.checks.core import Context, Remark, check
from perfeval_xl.checks.finding import Severity
from perfeval_xl.checks.rates import Fit, fit
from perfeval_xl.checks.text import sentences
from perfeval_xl.checks.words import any_of, words
from perfeval_xl.figures import is_blank, number_of, plain, text_of
from perfeval_xl.names import format_amount, format_rate, format_score

_budget = partial(check, theme="budget")


@_budget(
    name="BUDGET_ADJ_LARGE",
    severity=Severity.HINT,
    title="全年预算比年初变动大",
    compares="（全年预算数－年初预算数）÷年初预算数 与 方案的提示线（一般20%）",
    why="大幅追加或调减说明年初预算编得不准，财政局会问原因。",
    example="年初463.18、全年596.88：多28.87%。",
    cure="在报告里写明追加或调减的原因、文号和金额。",
    source="thresholds",
)
def large_adjustment(context: Context) -> Iterator[Remark]:
    """A change during the year beyond the scheme's share, unless the department's own words speak of it."""
    if any(_explains(text) for text in context.form.narrative.values()):
        return
    for name in ("total", "basic", "project"):
        row = getattr(context.form.budget, name)
        original, final = number_of(row.original), number_of(row.final)
        if not original or final is None or original < 0:
            continue
        change = (final - original) / original
        if abs(change) > context.scheme.thresholds.adjustment:
            yield Remark(
                f"budget.{name}.final",
                f"{row_label(name)}的全年预算{format_amount(final)}比年初{format_amount(original)}"
                f"{'多' if change > 0 else '少'}{format_amount(abs(final - original))}万元"
                f"（{format_rate(abs(change))}），"
                "请在报告里说明原因。",
            )


def _explains(text: str) -> bool:
    """Whether a sentence of a text speaks of a change to the budget."""
    return any(
        any_of("adjustment_explained").search(sentence) and any_of("adjustment_subjects").search(sentence)
        for sentence in sentences(text)
    )


@_budget(
    name="BUDGET_YR_START_BLANK",
    severity=Severity.WARNING,
    title="没有填年初预算数",
    compares="部门预算总额的年初预算数 是否填写",
    why="没有年初数就看不出预算调整，预算调整率等指标也无法核对。",
    example="只填了全年预算数594.97，年初一格空着。",
    cure="按年初预算批复文件填写。",
    source="部门整体绩效自评表 预算情况：年初预算数、全年预算数、预算执行数都要填",
)
def no_original(context: Context) -> Iterator[Remark]:
    """The original budget of the total is blank although others of its row are filled."""
    row = context.form.budget.total
    if is_blank(row.original) and not (is_blank(row.final) and is_blank(row.outturn)):
        yield Remark("budget.total.original", "没有填部门预算总额的年初预算数，请按年初批复填写。")


@_budget(
    name="ADJ_INDICATOR_CONFLICT",
    severity=Severity.WARNING,
    title="预算调整率与预算数对不上",
    compares="“预算调整率”指标的实际完成值 与 按年初、全年、执行数算出的调整率",
    why="同一张表里两处说法不一，财政局会以金额为准，指标得分就不成立。",
    example="预算调整率写0，执行却比全年预算多27.17万元（年初的5.81%）。",
    cure="按（全年预算数－年初预算数）÷年初预算数重算；全年预算数没含追加的先改全年预算数。",
    source="预算调整率＝｜全年预算数－年初预算数｜÷年初预算数",
)
def adjustment_indicator(context: Context) -> Iterator[Remark]:
    """The adjustment rate as an indicator against the amounts; spending above the final budget counts as adjustment."""
    total = context.form.budget.total
    original, final, outturn = (number_of(getattr(total, column)) for column in COLUMNS)
    if not original or final is None:
        return
    over = Decimal(0) if outturn is None else outturn - final
    overspent = over > context.scheme.thresholds.amount
    exact = abs((final + over if overspent else final) - original) / original
    for row in context.rows():
        typed = row.line.outcome.actual.number
        if typed is None or not any(word in row.name for word in words().adjustment_names):
            continue
        if fit(f"{plain(abs(typed))}%", exact, context.scheme.thresholds.rate) is not Fit.NONE:
            continue
        if overspent:
            detail = f"执行数比全年预算数多{format_amount(over)}万元，按执行数算应为{format_rate(exact)}"
        else:
            detail = f"按年初{format_amount(original)}、全年{format_amount(final)}应为{format_rate(exact)}"
        message = f"“{row.title}”写{text_of(row.indicator.actual)}，{detail}，请核对。"
        yield Remark(row.at("actual"), message)


@_budget(
    name="EXEC_INDICATOR_DUP",
    severity=Severity.HINT,
    title="预算执行率记了两次分",
    compares="三级指标名称 与 已单独计分的预算执行率",
    why="预算执行率已经作为一级指标计分，三级指标再设一次等于重复计分。",
    example="预算执行率10分之外，投入管理指标里又设“预算执行率”3分。",
    cure="下年度把它换成别的管理指标；本年度在报告里说明。",
    source="component",
)
def execution_twice(context: Context) -> Iterator[Remark]:
    """An indicator that scores the same execution rate again."""
    scored = next((item for item in context.scheme.component if item.scores == "budget"), None)
    if scored is None:
        return
    for row in context.rows():
        if row.name in words().execution_names and row.line.points:
            yield Remark(
                row.at("name"),
                f"“{row.title}”在一级指标“{scored.label}”{format_score(scored.points)}分之外"
                f"又记了{format_score(row.line.points)}分。",
            )
