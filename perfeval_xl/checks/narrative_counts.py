"""Checks of the report against the form: how many indicators and tasks, and how their names are written."""

from __future__ import annotations

import re
from collections.abc import Iterator

from perfeval_xl.checks.core import Remark
from perfeval_xl.checks.finding import Severity
from perfeval_xl.checks.narrative import Report, at, component_named, is_budget, warning
from perfeval_xl.checks.narrative_tasks import objective_text, ratio, task_names
from perfeval_xl.figures import text_of
from perfeval_xl.lines import Line
from perfeval_xl.narrative.claims import loose
from perfeval_xl.narrative.counts import CountClaim, count_claims
from perfeval_xl.narrative.words import words

_ALIKE = 0.6
_ALL = re.compile("共|合计|总计")
_LEVELS = {1: "一级指标", 2: "二级指标", 3: "三级指标"}


@warning(
    name="RPT_COUNT",
    title="报告的指标个数与表不同",
    compares="报告写的一级、二级、三级指标个数 与 表上的个数",
    why="指标个数对不上，常是表改了而报告没改。",
    example="报告写“11项三级指标”，表上该一级指标下有10项。",
    cure="数一数表上的指标，改报告；“二十多个”之类请写准确数。",
)
def indicator_counts_agree(report: Report) -> Iterator[Remark]:
    """Every number of indicators in the report is the form's; vague ones are a hint."""
    for claim in count_claims(report.narrative, report.labels):
        if claim.count is None:
            true = _true_counts(report, claim)
            exact = f"，表上是{max(true)}个" if any(true) else ""
            yield at(claim.paragraph, f"报告写“{claim.words}”，个数含糊{exact}，请写准确数。", Severity.HINT)
            continue
        true = _true_counts(report, claim)
        if true and claim.count not in true:
            where = f"{_scope_name(report, claim)}下" if claim.scope else ""
            said = f"报告说{where}有{claim.count}个{_LEVELS[claim.level]}（“{claim.words}”），表上是{max(true)}个。"
            yield at(claim.paragraph, said)


def _scope_name(report: Report, claim: CountClaim) -> str:
    kind, _, name = claim.scope.partition(".")
    part = component_named(report, name) if kind == "component" else None
    return part.name if part else name


def _lines(report: Report, claim: CountClaim) -> list[Line]:
    """The indicators that a count speaks of."""
    kind, _, name = claim.scope.partition(".")
    lines = [line for line in report.evaluation.lines if line.name]
    if kind == "component":
        part = component_named(report, name)
        return [line for line in part.lines if line.name] if part else []
    return [line for line in lines if loose(line.subcategory) == loose(name)] if name else lines


def _true_counts(report: Report, claim: CountClaim) -> set[int]:
    """The counts that the form allows; a report may count the execution rate among the 一级指标 or not."""
    parts = [part for part in report.evaluation.components if part.points or part.lines]
    if claim.level == 1:
        return {len(parts), len([part for part in parts if not is_budget(part)])} if parts else set()
    lines = _lines(report, claim)
    if not lines:
        return set()
    if claim.level == 3:
        return {len(lines)} | ({len(report.evaluation.lines)} if _ALL.search(claim.words) else set())
    return {len({(line.category, loose(line.subcategory)) for line in lines if line.subcategory})}


@warning(
    name="RPT_NAME_DIFF",
    title="报告与表的名称写法不同",
    compares="报告里的单位名称、任务名称和内容、列举的指标名称 与 表上的写法",
    why="同一个单位、任务、人名两种写法，评审会以为是两件事。",
    example="报告写“公务工作”，表上写“业务工作”。",
    cure="以批复的名称为准，报告和表统一；单位名称与公章一致。",
)
def names_agree(report: Report) -> Iterator[Remark]:
    """Agency, tasks and listed indicators are called in the report what they are called in the form."""
    yield from _agency(report)
    yield from task_names(report)
    yield from objective_text(report)
    for claim in count_claims(report.narrative, report.labels):
        yield from _listed(report, claim)


def _agency(report: Report) -> Iterator[Remark]:
    title, name = report.narrative.title, text_of(report.form.agency.name)
    match = words().pattern["structure.title_agency"].search(title.text) if title else None
    said = (match["agency"] or match["before"] or "") if match else ""
    if title is None or not name or len(said) < 2:
        return
    if loose(said) == loose(name):
        return
    abbreviated = is_abbreviation(said, name) or is_abbreviation(name, said)
    yield at(
        title,
        f"报告标题写“{said}”，表上的单位名称是“{name}”，请统一用全称。",
        Severity.HINT if abbreviated else None,
    )


def is_abbreviation(short: str, full: str) -> bool:
    """Whether the characters of `short` stand in `full` in the same order (区委办 in 区委员会办公室)."""
    rest = iter(loose(full))
    return all(char in rest for char in loose(short))


def _listed(report: Report, claim: CountClaim) -> Iterator[Remark]:
    if claim.level == 1:
        return
    lines = _lines(report, claim)
    known = {loose(line.name if claim.level == 3 else line.subcategory): line for line in lines}
    everywhere = {loose(line.name if claim.level == 3 else line.subcategory) for line in report.evaluation.lines}
    for name in claim.names:
        plain = loose(name)
        if not known or not plain or len(plain) > 40 or plain in everywhere:
            continue
        best = max(known, key=lambda other: ratio(other, plain))
        line = known[best]
        if ratio(best, plain) >= _ALIKE:
            true = line.name if claim.level == 3 else line.subcategory
            yield at(claim.paragraph, f"{_LEVELS[claim.level]}：报告写“{name}”，表上写“{true}”。")
        elif len(claim.names) > 1 or not claim.complete:
            yield at(claim.paragraph, f"报告列举了{_LEVELS[claim.level]}“{name}”，表上没有。")
