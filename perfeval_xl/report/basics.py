"""一、基本情况: the objective, the tasks, the indicators set and their points."""

from __future__ import annotations

from collections.abc import Iterator

from perfeval_xl.evaluation import ComponentScore
from perfeval_xl.figures import Typed, is_blank, number_of, sum_of
from perfeval_xl.lines import Line
from perfeval_xl.report.blocks import Block, Run
from perfeval_xl.report.content import Context, content, in_use
from perfeval_xl.report.phrases import amount, listing, missing, one_line, own, paragraph, quoted, score
from perfeval_xl.scheme import ComponentRule, Section


@content("objective")
def objective(context: Context, section: Section) -> Iterator[Block]:
    """The objective of the year, as the form states it."""
    yield paragraph("年度总体目标：", _words(context.form.objective.text, "年度总体目标", "objective.text"), "。")


@content("objective_result")
def objective_result(context: Context, section: Section) -> Iterator[Block]:
    """How far the objective was reached, as the form states it."""
    words = _words(context.form.objective.result, "年度总体目标完成情况", "objective.result")
    yield paragraph("年度总体目标完成情况：", words, "。")


def _words(value: Typed, label: str, at: str) -> Run:
    return missing(label, at) if is_blank(value) else own(value, at)


@content("tasks")
def tasks(context: Context, section: Section) -> Iterator[Block]:
    """The number of tasks and their budget, then one paragraph per task."""
    rows = context.form.tasks
    if not rows:
        yield paragraph("年度主要任务：", missing("年度主要任务的名称和主要内容", "tasks"), "。")
        return
    budget = sum_of(number_of(task.budget) for task in rows)
    total = "" if budget is None else f"，安排资金合计{amount(budget)}"
    yield paragraph(f"主要任务共{len(rows)}项{total}。")
    for index, task in enumerate(rows):
        name = _words(task.name, "任务名称", f"tasks[{index}].name")
        words = _words(task.content, "主要内容", f"tasks[{index}].content")
        yield paragraph(f"（{index + 1}）", Run(name.text, name.mark, name.at), "，主要内容为", words, "。")


@content("indicator_setting")
def indicator_setting(context: Context, section: Section) -> Iterator[Block]:
    """How many indicators of each level were set, which, and their points; where moved points went."""
    used = [component for component in context.evaluation.components if in_use(component)]
    if not used:
        yield paragraph("绩效指标：", missing("绩效指标", "indicators"), "。")
        return
    named = listing(f"{component.name}（{score(component.points)}）" for component in used)
    yield paragraph(context.year, f"共设置{len(used)}个一级指标：{named}。")
    clauses = [_enumeration(component) for component in used if component.lines]
    if clauses:
        yield paragraph("；".join(clauses) + "。")
    elif not context.form.indicators:
        yield paragraph("各一级指标的三级指标：", missing("三级指标的名称、指标值和完成情况", "indicators"), "。")
    strays = context.evaluation.strays
    if strays:
        named = listing(dict.fromkeys(one_line(line.category) or "未写一级指标" for line in strays))
        yield paragraph(f"另有{len(strays)}项三级指标不属于方案规定的一级指标（{named}）。")
    yield from weights(context, section)


def _enumeration(component: ComponentScore) -> str:
    groups = subcategories(component.lines)
    names = [quoted(line.name) or "（未写名称）" for line in component.lines]
    second = f"设置{len(groups)}个二级指标（{listing(groups)}），" if groups else ""
    listed = f"{listing(names)}等" if len(names) > 1 else f"“{names[0].strip('“”')}”"
    return f"{component.name}{second}细分为{listed}{len(names)}项三级指标"


def subcategories(lines: tuple[Line, ...]) -> list[str]:
    """The names of the second level among `lines`, in order, without blanks."""
    return list(dict.fromkeys(one_line(line.subcategory) for line in lines if one_line(line.subcategory)))


@content("weights")
def weights(context: Context, section: Section) -> Iterator[Block]:
    """Where the points of components that were left out or changed went; nothing when none were."""
    absent = [left_out(context, r) for r in context.scheme.component if r.optional and not context.component(r.name)]
    sentences = [*absent, *_changed(context)]
    if sentences:
        yield paragraph("；".join(sentences) + "。")


def left_out(context: Context, rule: ComponentRule) -> str:
    """That a component was not set, and where its points went."""
    gained = [c.name for c in context.evaluation.components if in_use(c) and c.points > c.rule.points]
    if not gained:
        return f"{rule.label}未设置，其{score(rule.points)}分值没有分配到其他一级指标"
    return f"{rule.label}未设置，其{score(rule.points)}分值调整到{listing(gained)}"


def _changed(context: Context) -> Iterator[str]:
    for component in context.evaluation.components:
        standard = component.rule.points
        if in_use(component) and component.points != standard:
            yield f"{component.name}分值由{score(standard)}调整为{score(component.points)}"
