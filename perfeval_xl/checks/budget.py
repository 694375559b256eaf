"""Checks of 预算情况: its sums, its rates, its changes during the year."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from functools import partial

from perfeval_xl.checks.core import Context, Remark, check
from perfeval_xl.checks.finding import Severity
from perfeval_xl.checks.rates import Fit, fit, is_dash, ratio
from perfeval_xl.figures import Typed, is_blank, number_of, text_of
from perfeval_xl.model import BudgetRow
from perfeval_xl.names import format_amount, format_rate, parts, terms

_budget = partial(check, theme="budget")

ROWS = ("total", "fiscal", "other", "basic", "project")
COLUMNS = ("original", "final", "outturn")


def row_label(row: str) -> str:
    """What the form calls a row of 预算情况: "total" is 部门预算总额."""
    return parts()[f"budget.{row}"]


def _column_label(column: str) -> str:
    return terms()[f"budget.total.{column}"].label


def _rows(context: Context) -> Iterator[tuple[str, BudgetRow]]:
    for row in ROWS:
        yield row, getattr(context.form.budget, row)


def denominator(row: BudgetRow, context: Context) -> Typed:
    """The budget over which the scheme takes the execution rate."""
    return row.original if context.scheme.rules.execution_denominator == "original" else row.final


def _other_denominator(row: BudgetRow, context: Context) -> tuple[Typed, str]:
    if context.scheme.rules.execution_denominator == "original":
        return row.final, "全年预算数"
    return row.original, "年初预算数"


def _sum(context: Context, first: str, second: str, whole: str) -> Iterator[Remark]:
    budget = context.form.budget
    for column in COLUMNS:
        typed = getattr(budget.total, column)
        cells = [getattr(getattr(budget, row), column) for row in (first, second)]
        parts_given = [number_of(cell) for cell in cells]
        if all(part is None for part in parts_given):
            continue
        if any(part is None and not is_dash(cell) for part, cell in zip(parts_given, cells, strict=True)):
            continue
        summed = sum((part for part in parts_given if part is not None), Decimal(0))
        what, total = f"{whole}两行的{_column_label(column)}合计{format_amount(summed)}", number_of(typed)
        if is_blank(typed) and column != "original" and None not in parts_given:
            yield Remark(f"budget.total.{column}", f"{what}，部门预算总额却没有填。")
        elif total is not None and abs(summed - total) > context.scheme.thresholds.amount:
            difference = format_amount(abs(summed - total))
            message = f"{what}，与部门预算总额{format_amount(total)}差{difference}万元。"
            yield Remark(f"budget.{first}.{column}", message)


@_budget(
    name="BUDGET_SRC_SUM",
    severity=Severity.ERROR,
    title="资金来源合计不等于总额",
    compares="财政性资金＋其他资金 与 部门预算总额（年初、全年、执行三列）",
    why="两行来源就是总额的拆分，合不上说明有一格填错。",
    example="总额463.18，财政性资金453.18，其他资金0：差10.00万元。",
    cure="对照预算批复和决算表，改正填错的那一格。",
    source="部门整体绩效自评表 预算情况：资金来源是部门预算总额的拆分",
)
def source_sum(context: Context) -> Iterator[Remark]:
    """财政性资金 and 其他资金 make up the total in each column."""
    yield from _sum(context, "fiscal", "other", "资金来源")


@_budget(
    name="BUDGET_STRUCT_SUM",
    severity=Severity.ERROR,
    title="基本支出与项目支出合计不等于总额",
    compares="基本支出＋项目支出 与 部门预算总额（年初、全年、执行三列）",
    why="两行结构就是总额的拆分，合不上说明有一格填错。",
    example="总额596.88，基本支出455.17，项目支出114.71：差27.00万元。",
    cure="对照决算表，改正填错的那一格。",
    source="部门整体绩效自评表 预算情况：资金结构是部门预算总额的拆分",
)
def structure_sum(context: Context) -> Iterator[Remark]:
    """基本支出 and 项目支出 make up the total in each column."""
    yield from _sum(context, "basic", "project", "资金结构")


def rate_message(what: str, typed: Typed, exact: Decimal, how: Fit) -> str:
    """The sentence on a rate that is not the exact one."""
    shown = format_rate(exact)
    if how is Fit.NO_SIGN:
        return f"{what}写{text_of(typed)}，少了百分号，应为{shown}。"
    if how is Fit.ROUNDED:
        return f"{what}写{text_of(typed)}，保留两位小数应为{shown}。"
    return f"{what}写{typed_rate(typed)}，按数字应为{shown}。"


def typed_rate(typed: Typed) -> str:
    """A typed rate as the department sees it: its own text, a number as a percentage."""
    return format_rate(typed) if isinstance(typed, Decimal) else text_of(typed)


@_budget(
    name="BUDGET_RATE_CALC",
    severity=Severity.ERROR,
    title="预算执行率算错",
    compares="所填执行率 与 预算执行数÷全年预算数",
    why="执行率是算出来的数，与两边金额对不上时财政局无法判断哪个是真的。",
    example="全年467.99、执行495.16，执行率写100.00%，应为105.81%。",
    cure="清空手填的执行率，再点“重新计分”恢复公式；或改正金额。",
    source="rules",
)
def rate(context: Context) -> Iterator[Remark]:
    """Each typed rate is outturn over budget; coarser rounding is a hint, the other denominator is BUDGET_DENOM's."""
    tolerance = context.scheme.thresholds.rate
    for name, row in _rows(context):
        exact = ratio(row.outturn, denominator(row, context))
        if exact is None or is_dash(row.execution_rate):
            continue
        how = fit(row.execution_rate, exact, tolerance)
        if how is Fit.EXACT or (how is Fit.NONE and _uses_other_denominator(row, context)):
            continue
        message = rate_message(f"{row_label(name)}的执行率", row.execution_rate, exact, how)
        yield Remark(f"budget.{name}.execution_rate", message, Severity.HINT if how is Fit.ROUNDED else None)


def _uses_other_denominator(row: BudgetRow, context: Context) -> bool:
    other = ratio(row.outturn, _other_denominator(row, context)[0])
    return other is not None and fit(row.execution_rate, other, context.scheme.thresholds.rate) in (
        Fit.EXACT,
        Fit.ROUNDED,
    )


@_budget(
    name="BUDGET_DENOM",
    severity=Severity.WARNING,
    title="执行率用错了预算数作分母",
    compares="所填执行率 与 预算执行数÷年初预算数、÷全年预算数",
    why="多数地区规定执行率＝预算执行数÷全年（调整后）预算数，用年初数会把执行率算得过低或过高。",
    example="年初7319.56、全年1770.59、执行1770.59，执行率写24%：这是用年初数算的，按全年数是100.00%。",
    cure="改用全年预算数重算；确按年初数考核的，在报告里写明口径。",
    source="rules",
)
def denominator_used(context: Context) -> Iterator[Remark]:
    """A rate that fits the other budget column and not the scheme's own."""
    for name, row in _rows(context):
        exact = ratio(row.outturn, denominator(row, context))
        if exact is None or fit(row.execution_rate, exact, context.scheme.thresholds.rate) is not Fit.NONE:
            continue
        if _uses_other_denominator(row, context):
            used = _other_denominator(row, context)[1]
            yield Remark(
                f"budget.{name}.execution_rate",
                f"{row_label(name)}的执行率{typed_rate(row.execution_rate)}像是用{used}算的，"
                f"按规定口径应为{format_rate(exact)}，请确认。",
            )


@_budget(
    name="BUDGET_ZERO_DEN",
    severity=Severity.HINT,
    title="预算为0还填了执行率",
    compares="预算数为0的行 与 所填执行率",
    why="分母为0，执行率没有意义；写0会被看成没有执行，写100%没有依据。",
    example="其他资金年初、全年、执行都是0，执行率写0。",
    cure="把执行率留空或写“—”。",
    source="rules",
)
def zero_denominator(context: Context) -> Iterator[Remark]:
    """A rate typed where the budget is 0, in 预算情况 and in the tasks."""
    for name, row in _rows(context):
        if number_of(denominator(row, context)) == 0 and not is_dash(row.execution_rate):
            yield Remark(
                f"budget.{name}.execution_rate",
                f"{row_label(name)}的预算为0，执行率应留空或写“—”，现在写的是{typed_rate(row.execution_rate)}。",
            )
    for index, task in enumerate(context.form.tasks):
        if number_of(task.budget) == 0 and not is_dash(task.execution_rate):
            yield Remark(
                f"tasks[{index}].execution_rate",
                f"任务“{text_of(task.name)}”的预算为0，执行率应留空或写“—”，现在写的是{typed_rate(task.execution_rate)}。",
            )


@_budget(
    name="BUDGET_OVER_100",
    severity=Severity.WARNING,
    title="执行数大于全年预算数",
    compares="预算执行数 与 全年预算数",
    why="无预算不得支出；执行超过全年预算，多半是全年预算数没有加上年中追加。",
    example="全年467.99、执行495.16：多27.17万元。",
    cure="把年中追加、调整计入全年预算数；确属超支的在报告里说明。",
    source="rules",
)
def over_spent(context: Context) -> Iterator[Remark]:
    """Outturn above the final budget; the source rows only where the total is not over itself."""
    over = {}
    for name, row in _rows(context):
        final, outturn = number_of(row.final), number_of(row.outturn)
        if final is not None and outturn is not None and outturn - final > context.scheme.thresholds.amount:
            over[name] = (final, outturn)
    for name, (final, outturn) in over.items():
        if name in ("fiscal", "other") and "total" in over:
            continue
        share = f"（执行率{format_rate(outturn / final)}）" if final else ""
        yield Remark(
            f"budget.{name}.outturn",
            f"{row_label(name)}的执行数{format_amount(outturn)}大于全年预算数{format_amount(final)}，"
            f"多{format_amount(outturn - final)}万元{share}，请检查全年预算是否含年中追加。",
        )
