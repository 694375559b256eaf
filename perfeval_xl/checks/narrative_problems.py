"""Checks of the problems that the report admits: do they cost points, and is every lost point explained."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from perfeval_xl.checks import logic
from perfeval_xl.checks.core import Remark
from perfeval_xl.checks.narrative import Report, also_in_report, at, warning
from perfeval_xl.figures import text_of
from perfeval_xl.lines import Line
from perfeval_xl.narrative.claims import loose
from perfeval_xl.narrative.text import Paragraph
from perfeval_xl.narrative.words import words

_SHOWN = 3
_HAN = re.compile(r"[\u4e00-\u9fff]+")


@also_in_report("LOGIC_PROBLEM_NO_DEDUCT", logic)
def admitted_problems_cost_points(report: Report) -> Iterator[Remark]:
    """A problem that the report admits costs points in an indicator of its kind, or is not denied elsewhere."""
    problem_places = {item.number for item in problem_paragraphs(report, wide=True)}
    for problem in words().problems:
        admitted = next(_found(report, problem.problem, problem_places), None)
        if admitted is None:
            continue
        item, quote = admitted
        concerned = [line for line in report.evaluation.lines if problem.indicator.search(line.name)]
        if any(line.lost is None or line.lost > 0 for line in concerned):
            continue
        if concerned:
            names = "、".join(f"“{line.name}”" for line in concerned[:_SHOWN])
            yield at(item, f"报告写“{quote}”，但{names}得了满分。")
            continue
        others = {paragraph.number for paragraph in report.narrative.body} - problem_places
        for other, praise in _found(report, problem.praise, others):
            yield at(item, f"报告写“{quote}”，第{other.number}段却写“{praise}”，前后矛盾。")
            break


def _found(report: Report, pattern: re.Pattern[str], places: set[int]) -> Iterator[tuple[Paragraph, str]]:
    for item in report.narrative.body:
        if item.number in places and (match := pattern.search(item.text)):
            yield item, item.quote(match.start(), match.end())


def problem_paragraphs(report: Report, *, wide: bool = False) -> list[Paragraph]:
    """The paragraphs of the sections about problems; with `wide`, those about measures, results and experience too."""
    topic = words().topics[0]
    titles = words().pattern["claims.problem_sections"] if wide else topic.title
    found = [section for section in report.narrative.sections if titles.search(section.heading.title)]
    with_problems = [section for section in found if "问题" in section.heading.title]
    chosen = found if wide else with_problems or found
    return [item for section in chosen for item in (section.heading.paragraph, *section.paragraphs)]


@warning(
    name="RPT_DEDUCT_UNEXPLAINED",
    title="扣了分，问题部分没有交代",
    compares="表上扣分的指标 与 报告“发现的主要问题”部分的内容",
    why="每一处扣分都应当能在报告的问题部分找到原因和措施。",
    example="表上投入管理扣2分，报告问题部分没有提到。",
    cure="在问题部分逐项写明扣分的原因和改进措施。",
)
def deductions_are_explained(report: Report) -> Iterator[Remark]:
    """Every indicator or component that lost points comes up in the section about problems."""
    paragraphs = problem_paragraphs(report)
    if not paragraphs:
        return
    text = loose("".join(item.text for item in paragraphs[1:]))
    missing = []
    for part in report.evaluation.components:
        if part.rule.scores == "budget":
            budget = report.evaluation.budget
            lost = budget.points is not None and budget.score is not None and budget.score < budget.points
            if lost and not words().pattern["reasons.execution"].search(text):
                missing.append(part.name)
        elif part.lines:
            missing += [line.name for line in part.lines if _lost(line) and not _is_told(report, line, text)]
        elif part.score is not None and part.score < part.points and loose(part.name) not in text:
            missing.append(part.name)
    if missing:
        more = f"等{len(missing)}项" if len(missing) > _SHOWN else ""
        names = "、".join(f"“{name}”" for name in missing[:_SHOWN])
        yield at(paragraphs[0], f"表上{names}{more}扣了分，报告的问题部分没有交代。")


def _lost(line: Line) -> bool:
    return line.lost is not None and line.lost > Decimal(0)


def _is_told(report: Report, line: Line, text: str) -> bool:
    if loose(line.name) in text:
        return True
    reason = text_of(report.form.indicators[line.index].deviation_reason)
    needed: int = words().text["reasons.least_shared"]
    return len(_pairs(loose(reason or line.name)) & _pairs(text)) >= needed


def _pairs(text: str) -> set[str]:
    """The pairs of neighbouring Chinese characters in `text`, common words left out."""
    pieces = (piece for part in _HAN.findall(text) for piece in words().pattern["reasons.common"].split(part))
    return {piece[place : place + 2] for piece in pieces for place in range(len(piece) - 1)}
