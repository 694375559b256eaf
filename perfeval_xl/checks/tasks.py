"""Checks of 年度主要任务: their sums against the budget, their rates, what was written about them."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from functools import partial

from perfeval_xl.checks.budget import rate_message, typed_rate
from perfeval_xl.checks.core import Context, Remark, check
from perfeval_xl.checks.finding import Severity
from perfeval_xl.checks.rates import Fit, fit, is_dash, ratio
from perfeval_xl.checks.words import words
from perfeval_xl.figures import Typed, fold, is_blank, number_of, rate_of, read_amount, text_of
from perfeval_xl.model import Task
from perfeval_xl.names import format_amount, format_rate

_tasks = partial(check, theme="tasks")


def _given(context: Context) -> list[tuple[int, Task]]:
    """The tasks in which anything was typed, with their index."""
    return [
        (index, task)
        for index, task in enumerate(context.form.tasks)
        if any(not is_blank(cell) for cell in (task.name, task.budget, task.outturn))
    ]


def _total(tasks: list[tuple[int, Task]], column: str) -> Decimal | None:
    """The sum of a column, None where no task has an amount in it."""
    amounts = [number_of(getattr(task, column)) for _, task in tasks]
    known = [amount for amount in amounts if amount is not None]
    return sum(known, Decimal(0)) if known else None


def _unfilled(tasks: list[tuple[int, Task]], column: str) -> str:
    count = sum(is_blank(getattr(task, column)) for _, task in tasks)
    return f"（有{count}项没填）" if count else ""


def _apart(
    value: Decimal | None, candidates: list[Decimal | None], tolerance: Decimal
) -> tuple[Decimal, Decimal] | None:
    """`value` and the candidate nearest to it, where it is none of those that are known; else None."""
    known = [item for item in candidates if item is not None]
    if value is None or not known:
        return None
    nearest = min(known, key=lambda item: abs(item - value))
    return (value, nearest) if abs(value - nearest) > tolerance else None


@_tasks(
    name="TASK_SUM_BUDGET",
    severity=Severity.WARNING,
    title="任务预算合计不等于部门预算",
    compares="各任务预算资金之和 与 部门预算总额的年初数、全年数；其中财政资金同样比较",
    why="任务是部门预算的分解，合计与年初数、全年数都不等，说明有任务漏列或金额填错。",
    example="任务预算合计464.70，部门预算467.99，差3.29万元。",
    cure="补上漏列的任务，或改正金额；确有不列入任务的支出，在报告里说明。",
    source="部门整体绩效自评表 年度主要任务：预算资金为部门预算在各任务间的分解",
)
def task_budgets(context: Context) -> Iterator[Remark]:
    """The budgets of the tasks make the original or the final budget; the fiscal part is no larger than the whole."""
    tasks, tolerance = _given(context), context.scheme.thresholds.amount
    whole = False
    for column, row, what in (("budget", "total", "任务预算"), ("budget_fiscal", "fiscal", "任务预算中的财政资金")):
        budget = getattr(context.form.budget, row)
        given = [number_of(budget.original), number_of(budget.final)]
        apart = None if whole else _apart(_total(tasks, column), given, tolerance)
        if apart:
            whole = True
            total, nearest = apart
            name = "部门预算" if row == "total" else "财政性资金"
            yield Remark(
                f"tasks.{column}",
                f"{what}合计{format_amount(total)}{_unfilled(tasks, column)}，{name}{format_amount(nearest)}，"
                f"差{format_amount(abs(total - nearest))}万元。",
            )
    for index, task in tasks:
        for part, all_of, what in (
            ("budget_fiscal", "budget", "预算资金"),
            ("outturn_fiscal", "outturn", "预算执行数"),
        ):
            fiscal, amount = number_of(getattr(task, part)), number_of(getattr(task, all_of))
            if fiscal is not None and amount is not None and fiscal - amount > tolerance:
                yield Remark(
                    f"tasks[{index}].{part}",
                    f"任务“{text_of(task.name)}”的财政资金{format_amount(fiscal)}大于{what}{format_amount(amount)}。",
                )


@_tasks(
    name="TASK_SUM_EXEC",
    severity=Severity.ERROR,
    title="任务执行数合计不等于预算执行数",
    compares="各任务预算执行数之和 与 部门预算总额的预算执行数；其中财政资金同样比较",
    why="同一笔支出在两处填写，合计必须相等。",
    example="任务执行合计495.16，预算执行数494.16。",
    cure="对照决算表，改正填错的金额。",
    source="部门整体绩效自评表 年度主要任务：预算执行数为部门支出在各任务间的分解",
)
def task_outturns(context: Context) -> Iterator[Remark]:
    """The outturns of the tasks make the outturn of the budget."""
    tasks, tolerance = _given(context), context.scheme.thresholds.amount
    for column, row, what in (("outturn", "total", "任务执行"), ("outturn_fiscal", "fiscal", "任务执行中的财政资金")):
        apart = _apart(_total(tasks, column), [number_of(getattr(context.form.budget, row).outturn)], tolerance)
        if apart:
            total, outturn = apart
            yield Remark(
                f"tasks.{column}",
                f"{what}合计{format_amount(total)}{_unfilled(tasks, column)}，"
                f"{'预算执行数' if row == 'total' else '财政性资金的执行数'}{format_amount(outturn)}，"
                f"差{format_amount(abs(total - outturn))}万元。",
            )
            return


@_tasks(
    name="TASK_RATE_CALC",
    severity=Severity.ERROR,
    title="任务的预算执行率算错",
    compares="所填任务执行率 与 任务预算执行数÷任务预算资金",
    why="执行率是算出来的数，要与金额相符；三行都写100%而金额不等，多半没有重算。",
    example="预算50、执行113.28，执行率写100.00%，应为226.56%；预算0的算不出执行率。",
    cure="清空手填的执行率，再点“重新计分”恢复公式；年中追加过的，预算资金一列也要改。",
    source="rules",
)
def task_rates(context: Context) -> Iterator[Remark]:
    """Each typed rate of a task is its outturn over its budget; none can be where money was spent without a budget."""
    for index, task in _given(context):
        if is_dash(task.execution_rate):
            continue
        place, what = f"tasks[{index}].execution_rate", f"任务“{text_of(task.name)}”的执行率"
        exact = ratio(task.outturn, task.budget)
        if exact is not None:
            how = fit(task.execution_rate, exact, context.scheme.thresholds.rate)
            if how is not Fit.EXACT:
                message = rate_message(what, task.execution_rate, exact, how)
                yield Remark(place, message, Severity.HINT if how is Fit.ROUNDED else None)
        elif number_of(task.budget) == 0 and (spent := number_of(task.outturn)) and rate_of(task.execution_rate):
            typed = typed_rate(task.execution_rate)
            yield Remark(place, f"{what}写{typed}，但预算为0、执行{format_amount(spent)}万元，执行率不可算。")


@_tasks(
    name="TASK_SPLIT_VS_STRUCT",
    severity=Severity.WARNING,
    title="任务的分类与基本支出、项目支出对不上",
    compares="人员、运转类任务的合计 与 基本支出；其余任务的合计 与 项目支出",
    why="人员、运转类任务用基本支出，专项任务用项目支出；两边差得不一样，说明归类不同。",
    example="保障人员经费预算397.10，基本支出417.99；巡察工作67.60，项目支出50.00。",
    cure="统一归类，或在报告里说明差额属哪项支出。",
    source="部门整体绩效自评表 预算情况：资金结构分基本支出和项目支出",
)
def task_classes(context: Context) -> Iterator[Remark]:
    """Where every task is plainly of one class, the classes make the rows of 资金结构, both in budget and outturn.

    Only where both classes are off: where one is, the tasks do not add up at all, which is TASK_SUM_BUDGET's.
    """
    tasks = _given(context)
    basic = [item for item in tasks if is_basic(item[1])]
    project = [item for item in tasks if item not in basic]
    if not basic or not project or not all(_has(task.name, words().project_tasks) for _, task in project):
        return
    groups = ((basic, "basic", "人员、运转类任务", "基本支出"), (project, "project", "其余任务", "项目支出"))
    remarks: dict[str, list[str]] = {"basic": [], "project": []}
    for columns, column, word in ((("original", "final"), "budget", "预算"), (("outturn",), "outturn", "执行")):
        off = {}
        for group, row, _, label in groups:
            given = [number_of(getattr(getattr(context.form.budget, row), item)) for item in columns]
            apart = _apart(_total(group, column), given, context.scheme.thresholds.amount)
            if apart:
                total, nearest = apart
                difference = format_amount(abs(total - nearest))
                off[row] = f"{word}{format_amount(total)}，{label}{format_amount(nearest)}，差{difference}"
        if len(off) == len(groups):
            for row, text in off.items():
                remarks[row].append(text)
    for group, row, what, _ in groups:
        if remarks[row]:
            yield Remark(f"tasks[{group[0][0]}].budget", f"{what}{'；'.join(remarks[row])}万元，请核对归类。")


def is_basic(task: Task) -> bool:
    """Whether a task is one of staff and running: by its name, or by its content where the name names no project."""
    if _has(task.name, words().basic_tasks):
        return True
    return _has(task.content, words().basic_tasks) and not _has(task.name, words().project_tasks)


def _has(typed: Typed, listed: tuple[str, ...]) -> bool:
    text = fold(text_of(typed))
    return any(word in text for word in listed)


@_tasks(
    name="TASK_DONE_IS_NUMBER",
    severity=Severity.WARNING,
    title="任务完成情况填成了数字",
    compares="“任务完成情况”一格 是否只有数字、金额或百分比",
    why="这一栏要用文字写做了什么；填金额多半是把全年预算数错填了一列。",
    example="任务完成情况写113.28，正是该任务的预算执行数。",
    cure="改写成文字；金额移到“预算资金”或“预算执行数”栏。",
    source="部门整体绩效自评表 年度主要任务：任务完成情况用文字说明",
)
def progress_is_number(context: Context) -> Iterator[Remark]:
    """A number, an amount or a percentage where words belong."""
    for index, task in enumerate(context.form.tasks):
        amount = read_amount(task.progress)
        if amount.value is None:
            continue
        same = "，与预算执行数相同" if amount.value == number_of(task.outturn) else ""
        shown = format_rate(amount.value / 100) if amount.percent else format_amount(amount.value)
        what = "百分比" if amount.percent else "金额"
        message = f"任务“{text_of(task.name)}”的完成情况应写文字，这里是{what}{shown}{same}。"
        yield Remark(f"tasks[{index}].progress", message)
