"""Checks of the report against the form: total and grade, scores and points of the components, actual values."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from perfeval_xl.checks.core import Remark
from perfeval_xl.checks.finding import Severity
from perfeval_xl.checks.narrative import (
    Report,
    at,
    component_named,
    declared_grade,
    declared_total,
    error,
    judged,
    points_and_score,
    warning,
)
from perfeval_xl.figures import fold, text_of
from perfeval_xl.names import format_score
from perfeval_xl.narrative.claims import Claim, loose
from perfeval_xl.narrative.numerals import AMOUNT_UNITS, NUMBER, Figure, Match, compare, figure
from perfeval_xl.narrative.scores import grade_claims, score_claims, table_claims


def _claims(report: Report) -> Iterator[Claim]:
    yield from score_claims(report.narrative, report.labels)
    yield from table_claims(report.narrative, report.scheme)


@error(
    name="RPT_SCORE",
    title="报告的总分或等级与表不同",
    compares="报告写的自评得分、自评结果 与 表上的自评得分、自评结果",
    why="报告和表是一份材料，总分、等级不同，必定退回。",
    example="报告写“得分为98分”，表上是99分。",
    cure="以表为准改报告；表改过以后，请重新导出报告。",
)
def total_agrees(report: Report) -> Iterator[Remark]:
    """Every total and grade in the report is the form's."""
    true, tolerance = declared_total(report), report.scheme.thresholds.score
    summed = report.evaluation.summed
    capped = summed is not None and summed != report.evaluation.total
    for claim in _claims(report):
        if claim.kind != "score" or claim.subject != "total":
            continue
        # The last row of a table adds up what stands above it, even where the total is held to the scheme's cap.
        if capped and claim.paragraph.cells and not judged(claim.figure, summed, tolerance, None)[0]:
            continue
        wrong, severity = judged(claim.figure, true, tolerance, None)
        if wrong and true is not None:
            yield at(claim.paragraph, f"报告写“{claim.words}”，表上的自评得分是{format_score(true)}分。", severity)
    grade = declared_grade(report)
    for word, found in grade_claims(report.narrative):
        if grade and word != grade:
            same = word.startswith(grade) or grade.startswith(word)
            said = f"报告写“{found.words}”，表上的自评结果是“{grade}”。"
            yield at(found.paragraph, said, Severity.HINT if same else None)


@error(
    name="RPT_L1_SCORES",
    title="报告的分项得分与表不同",
    compares="报告写的一级、二级指标得分 与 表上的得分合计",
    why="分项得分对不上，说明报告和表不是同一稿。",
    example="报告写产出指标“总得分38分”，表上产出指标得40分。",
    cure="以表为准改报告；表改过以后，请重新导出报告。",
)
def component_scores_agree(report: Report) -> Iterator[Remark]:
    """Every score, and every number of points lost, of a part of the form is the form's."""
    for claim in _claims(report):
        if claim.kind not in ("score", "lost") or claim.subject == "total":
            continue
        name, known = _true_scores(report, claim.subject)
        if claim.kind == "lost":
            points = _true_points(report, claim.subject)[1]
            known = [points - score for score in known] if points is not None else []
        verdicts = [judged(claim.figure, true, report.scheme.thresholds.score, None) for true in known]
        if verdicts and all(wrong for wrong, _ in verdicts):
            said = f"报告写{name}“{claim.words}”，表上是{format_score(known[0])}分。"
            yield at(claim.paragraph, said, verdicts[0][1])


def _true_scores(report: Report, subject: str) -> tuple[str, list[Decimal]]:
    """What a subject is called, and the scores it may have: a name can be a component's and an indicator's at once."""
    kind, _, name = subject.partition(".")
    lines = report.evaluation.lines
    if kind == "component":
        part = component_named(report, name)
        title = part.name if part else name
        scores = [points_and_score(report, part)[1]] if part else []
        scores += [line.score for line in lines if part and loose(line.name) in (loose(title), loose(part.rule.label))]
    elif kind == "indicator":
        title = next((line.name for line in lines if line.index == int(name)), name)
        scores = [line.score for line in lines if line.name == title]
    else:
        title = name
        parts = [line.score for line in lines if loose(line.subcategory) == loose(name)]
        scores = (
            [sum((score for score in parts if score is not None), Decimal(0))] if parts and None not in parts else []
        )
    return title, [score for score in scores if score is not None]


@error(
    name="RPT_L1_WEIGHT",
    title="报告的分值与表不同",
    compares="报告写的一级指标分值 与 表上该一级指标各三级指标分值之和",
    why="分值是得分的依据，报告和表不一致时得分率也不成立。",
    example="报告写产出指标“总分值30分”，表上是40分。",
    cure="以表为准改报告，或检查表上的分值是否漏行。",
)
def component_points_agree(report: Report) -> Iterator[Remark]:
    """Every number of points of a component or an indicator in the report is the form's."""
    for claim in _claims(report):
        if claim.kind != "points":
            continue
        name, true = _true_points(report, claim.subject)
        wrong, severity = judged(claim.figure, true, report.scheme.thresholds.score, None)
        if wrong and true is not None:
            yield at(claim.paragraph, f"报告写{name}“{claim.words}”，表上的分值是{format_score(true)}分。", severity)


def _true_points(report: Report, subject: str) -> tuple[str, Decimal | None]:
    kind, _, name = subject.partition(".")
    if kind == "component":
        part = component_named(report, name)
        return (part.name, points_and_score(report, part)[0] if part.points else None) if part else (name, None)
    if kind == "indicator":
        line = next((line for line in report.evaluation.lines if line.index == int(name)), None)
        return (line.name, line.points) if line else (name, None)
    points: list[Decimal | None]
    if kind == "total":
        points = [*(part.points for part in report.evaluation.components)]
    else:
        points = [line.points for line in report.evaluation.lines if loose(line.subcategory) == loose(name)]
    known = [value for value in points if value is not None]
    return name, sum(known, Decimal(0)) if known and len(known) == len(points) else None


_UNIT = r"(?P<unit%s>%%|亿元|万元|元)?"
_ACTUAL = re.compile(
    rf"”?[，：]?(?:的?(?:年度|年初)?(?:指标值|目标值|目标)(?:为|是|：)?[≥≤>＜<＞=]*(?P<target>{NUMBER})(?P<range>[-—~～至])?"
    rf"{_UNIT % 0}[^，。；、]{{0,8}}[，、])?"
    rf"(?:实际)?(?:完成值|完成率|完成|达成|变动|值)?(?:情况|数量)?(?:均|已)?(?:为|是|达到|达|：|共)?"
    rf"(?P<mark>[≥≤])?(?P<first>{NUMBER}){_UNIT % 1}"
    rf"(?:[^，。；、]{{0,6}}[，、]实际(?:完成值|完成率|完成|达到|变动)?(?:为|是|：)?(?P<second>{NUMBER}){_UNIT % 2})?"
)
_NUMBER = re.compile(rf"(?P<number>{NUMBER})(?P<unit>%|亿元|万元|元)?")


@warning(
    name="RPT_ACTUAL",
    title="报告的完成值与表不同",
    compares="报告里紧跟在三级指标名称后面的数 与 表上该指标的实际完成值",
    why="同一个指标两个完成值，评审无法采信。",
    example="报告写“值班出勤率98%”，表上实际完成值是100%。",
    cure="核对台账，以实际数统一报告和表。",
)
def actual_values_agree(report: Report) -> Iterator[Remark]:
    """A figure that follows an indicator's name in the report is its actual value or its target."""
    for item in report.narrative.body:
        if item.cells:
            continue
        for start, end, subject in (*report.labels.within(item.text), *report.labels.endings_within(item.text)):
            match = _ACTUAL.match(item.text, end)
            if not match or not subject.startswith("indicator."):
                continue
            indicator = report.form.indicators[int(subject.removeprefix("indicator."))]
            words = item.quote(start, match.end())
            target, actual = text_of(indicator.target), text_of(indicator.actual)
            which = "second" if match["second"] else "first"
            if match["mark"] and not match["second"]:
                continue
            column = text_of(indicator.unit)
            allowed = [actual] if which == "second" or match["target"] else [actual, target]
            if _differs(match[which], match[f"unit{2 if match['second'] else 1}"], allowed, column):
                yield at(item, f"报告写“{words}”，表上的实际完成值是“{actual}”。")
            elif match["target"] and not match["range"] and _differs(match["target"], match["unit0"], [target], column):
                yield at(item, f"报告写“{words}”，表上的指标值是“{target}”。")


def _differs(digits: str, unit: str | None, allowed: list[str], column: str) -> bool:
    """Whether a stated value is none of the figures in `allowed`, all of them being of the same kind.

    `column` is the 度量单位 of figures that have no unit of their own.
    """
    unit = unit or ""
    for text in allowed:
        matches = list(_NUMBER.finditer(fold(text)))
        if not matches:
            return False
        for match in matches:
            true_unit = match["unit"] or (column if column == "%" or column in AMOUNT_UNITS else "")
            if (unit == "%") != (true_unit == "%") or (unit in AMOUNT_UNITS) != (true_unit in AMOUNT_UNITS):
                return False
            true = _figure(match["number"], true_unit).value
            if compare(_figure(digits, unit), true, Decimal(0)) is not Match.DIFFERENT:
                return False
    return bool(allowed)


def _figure(digits: str, unit: str) -> Figure:
    return figure(digits, AMOUNT_UNITS[unit]) if unit in AMOUNT_UNITS else figure(digits)
