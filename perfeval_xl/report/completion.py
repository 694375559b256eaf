"""四（二）绩效指标完成情况: each component, every indicator by 二级指标; how far the tasks were carried out."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from perfeval_xl.figures import Typed, is_blank, number_of, sum_of
from perfeval_xl.lines import Line
from perfeval_xl.names import format_rate
from perfeval_xl.report.basics import left_out
from perfeval_xl.report.blocks import Block, Run
from perfeval_xl.report.content import Context, content
from perfeval_xl.report.phrases import (
    amount,
    gains,
    listing,
    missing,
    one_line,
    own,
    paragraph,
    quoted,
    score,
    with_unit,
)
from perfeval_xl.scheme import Section


@content("component")
def component(context: Context, section: Section) -> Iterator[Block]:
    """The score of the section's component and the completion of its indicators, by 二级指标."""
    found = context.component(section.component)
    if found is None:
        rule = next(rule for rule in context.scheme.component if rule.name == section.component)
        yield paragraph(left_out(context, rule), "。")
        return
    rate = f"，得分率{format_rate(found.rate)}" if found.rate is not None else ""
    yield paragraph(f"{found.name}分值{score(found.points)}，{gains(found.score)}{rate}。")
    if not found.lines and found.score is None:
        yield paragraph(missing(f"{found.name}的三级指标、指标值和实际完成值", "indicators"))
    for name, group in groupby(found.lines, key=lambda line: one_line(line.subcategory)):
        yield from _group(context, name, tuple(group))


@content("stray_indicators")
def stray_indicators(context: Context, section: Section) -> Iterator[Block]:
    """The indicators that belong to no component of the scheme; nothing when there are none."""
    for name, group in groupby(context.evaluation.strays, key=lambda line: one_line(line.category)):
        yield from _group(context, name or "未写一级指标的指标", tuple(group))


def _group(context: Context, name: str, lines: tuple[Line, ...]) -> Iterator[Block]:
    parts: list[str | Run] = [f"{name.removesuffix('情况')}情况：" if name else ""]
    if len(lines) > 1:
        points, got = sum_of(line.points for line in lines), gains(sum_of(line.score for line in lines))
        full = "" if points is None else f"分值{score(points)}，"
        parts.append(f"共{len(lines)}项指标，{full}{got}。")
    for index, line in enumerate(lines):
        parts += [*_indicator(context, line), "；" if index < len(lines) - 1 else "。"]
    yield paragraph(*parts)


def _indicator(context: Context, line: Line) -> Iterator[str | Run]:
    typed, at = context.form.indicators[line.index], f"indicators[{line.index}]"
    yield quoted(line.name) or missing("三级指标名称", f"{at}.name")
    for label, column in (("指标值", "target"), ("实际完成值", "actual")):
        said = with_unit(getattr(typed, column), typed.unit)
        yield f"，{label}"
        yield said or missing(label, f"{at}.{column}")
    if line.score is None:
        yield f"，{gains(None)}"
    elif line.lost and line.lost > 0:
        yield f"，扣{score(line.lost)}"


@content("task_completion")
def task_completion(context: Context, section: Section) -> Iterator[Block]:
    """How far each task was carried out, with its budget and outturn."""
    rows = context.form.tasks
    if rows:
        yield paragraph("主要任务完成情况：")
    for index, task in enumerate(rows):
        name = own(task.name) if not is_blank(task.name) else missing("任务名称", f"tasks[{index}].name")
        at = f"tasks[{index}].progress"
        told = not is_blank(task.progress) and number_of(task.progress) is None
        words = own(task.progress, at) if told else missing("用文字写明任务完成情况", at)
        yield paragraph(f"（{index + 1}）", name, _money(task.budget, task.outturn), "：", words, "。")


def _money(budget: Typed, outturn: Typed) -> str:
    """（安排50.00万元、使用113.28万元）, as far as the two can be read."""
    amounts = (("安排", number_of(budget)), ("使用", number_of(outturn)))
    said = listing(f"{label}{amount(value)}" for label, value in amounts if value is not None)
    return f"（{said}）" if said else ""
