"""Checks of 实际完成值: no copy of the target, a number where one belongs, with evidence."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import partial

from perfeval_xl.checks.core import Context, Remark, Row, check
from perfeval_xl.checks.finding import Severity
from perfeval_xl.checks.words import any_of
from perfeval_xl.figures import Typed, fold, is_blank, plain, text_of
from perfeval_xl.rules.core import clip
from perfeval_xl.targets import Shape

_indicators = partial(check, theme="indicators")

_HUNDRED = Decimal(100)
_WORTH_COPYING = 10
"""Characters from which a text repeated word for word was copied."""
_BARE_NUMBER = re.compile(r"[-+−]?[\d,]*\.?\d+%?")
_STAFF = re.compile(
    r"(?:核定)?编制(?:数|人数)?(?:为|共|有)?(?P<posts>\d{1,5})[人名个](?P<between>[^。；;]{0,40}?)"
    r"(?:实有|在职|在编|实际在岗)(?:人数|人员|职工)?(?:为|共|有)?(?P<people>\d{1,5})[人名]"
)


@_indicators(
    name="ACTUAL_COPY",
    severity=Severity.WARNING,
    title="实际完成值写成了指标值",
    compares="实际完成值 与 指标值的文字，以及完成值里的≥、≤；总体目标完成情况 与 总体目标的文字",
    why="完成值应是实际数；写“≥95%”看不出完成了多少。",
    example="指标值≥95%，实际完成值也写≥95%。",
    cure="填实际数，如98.6%。",
    source="部门整体绩效自评表：实际完成值填实际数",
    row=True,
)
def copied_target(context: Context) -> Iterator[Remark]:
    """An actual value that is the target's own text, comparison sign included."""
    for row in context.rows():
        if not row.actual or row.actual != row.target:
            continue
        signed = row.line.outcome.target.explicit and row.line.outcome.target.comparison in (">=", "<=", ">", "<")
        if signed or row.line.outcome.actual.comparison:
            yield Remark(row.at("actual"), f"“{row.title}”的实际完成值写成了指标值{clip(row.actual)}，请填实际数。")
    objective = context.form.objective
    goal = fold(text_of(objective.text))
    if len(goal) >= _WORTH_COPYING and goal == fold(text_of(objective.result)):
        said = "年度总体目标完成情况与年度总体目标一字不差，请写实际完成了什么。"
        yield Remark("objective.result", said, Severity.HINT)


@_indicators(
    name="ACTUAL_NOT_NUMBER",
    severity=Severity.WARNING,
    title="定量指标的完成值不是数字",
    compares="定量指标的实际完成值 是否只有数字（百分号可留）",
    why="一体化平台的定量指标只收数字；写文字无法计分。",
    example="指标值≥95%，完成值写“已完成”；或写“26台”（数字带单位，只作提示）。",
    cure="只填数字，单位写在度量单位栏。",
    source="一体化平台的填报要求：定量指标的完成值为数字",
    row=True,
)
def not_a_number(context: Context) -> Iterator[Remark]:
    """Words, or a sign with a number, where a quantitative target wants a number; a number with its unit is a hint."""
    for row in context.rows():
        target, actual = row.line.outcome.target, row.line.outcome.actual
        text = row.actual
        if target.shape not in (Shape.NUMBER, Shape.RANGE) or not text or _BARE_NUMBER.fullmatch(text):
            continue
        if actual.shape is Shape.BLANK or text == row.target or actual.unit_conflict:
            continue
        said = f"“{row.title}”是定量指标，完成值“{clip(text)}”"
        if actual.shape in (Shape.NUMBER, Shape.RANGE, Shape.RATIO) and actual.comparison is None:
            yield Remark(row.at("actual"), f"{said}{_instead(row)}", Severity.HINT)
        else:
            yield Remark(row.at("actual"), f"{said}不是数字，请填实际数。")


def _instead(row: Row) -> str:
    """What to type instead. The number is named where, alone in the unit of the row, it would score the same."""
    actual = row.line.outcome.actual
    number = "" if actual.number is None or actual.shape is not Shape.NUMBER else plain(actual.number)
    if number and actual.unit == actual.typed_unit == "%":
        return f"请只填{number}%。"
    same = actual.typed_unit in ("", actual.unit) or actual.unit == fold(text_of(row.indicator.unit))
    return f"请只填数字{number if same else ''}，单位写在度量单位栏。"


def _on_satisfaction(context: Context) -> list[Row]:
    return [row for row in context.rows() if any_of("satisfaction").search(row.name)]


@_indicators(
    name="SATISFACTION_EVID",
    severity=Severity.HINT,
    title="满意度要有依据",
    compares="满意度的完成值（100%或没有数） 与 问卷、样本等说明",
    why="满意度100%又没有问卷，复核时几乎都会要求补资料。",
    example="服务对象满意度完成100%，表和文字都没有提到问卷。",
    cure="备好问卷份数、回收数和统计结果，在报告里写明。",
    source="自评资料要求：满意度调查的问卷及统计结果",
)
def satisfaction_evidence(context: Context) -> Iterator[Remark]:
    """A satisfaction of 100 %, or one in words, of which no text of the form gives any evidence."""
    form = context.form
    texts = [*form.narrative.values(), text_of(form.objective.result)]
    rows = context.once(_on_satisfaction)
    texts += [text_of(cell) for row in rows for cell in _remarks(row)]
    if not rows or any(_shows_evidence(text) for text in texts):
        return
    for row in rows:
        actual = row.line.outcome.actual
        perfect = actual.number is not None and actual.number >= _HUNDRED
        if perfect or actual.shape is Shape.WORDS:
            yield Remark(
                row.at("actual"),
                f"“{row.title}”填{clip(text_of(row.indicator.actual))}，请准备问卷份数与依据，并在报告里写明。",
            )


def _remarks(row: Row) -> tuple[Typed, ...]:
    return (row.indicator.deviation_reason, row.indicator.criterion)


def _shows_evidence(text: str) -> bool:
    """Whether a text speaks of a survey in a sentence on satisfaction, or of questionnaires at all."""
    return any(
        any_of("evidence").search(sentence) and any_of("satisfaction").search(sentence)
        for sentence in re.split(r"[。；;\n]", fold(text))
    )


@_indicators(
    name="SELF_SATISF_ONLY",
    severity=Severity.HINT,
    title="满意度只问了本单位职工",
    compares="满意度指标的对象 与 本单位职工",
    why="满意度要看服务对象；只有职工满意度，看不出服务对象是否满意。",
    example="满意度下只有“职工满意度”一项。",
    cure="下年度增设服务对象（群众、企业、被服务单位）满意度。",
    source="部门整体绩效自评表 满意度：服务对象满意度",
)
def own_staff_only(context: Context) -> Iterator[Remark]:
    """All satisfaction indicators ask only the agency's own people."""
    rows = context.once(_on_satisfaction)
    if rows and all(any_of("own_people").match(row.name) for row in rows):
        listed = "、".join(f"“{row.title}”" for row in rows)
        yield Remark(rows[0].at("name"), f"满意度只有{listed}，对象只是本单位职工，没有服务对象。")


@_indicators(
    name="CONTROL_RATE",
    severity=Severity.WARNING,
    title="在职人员超过编制",
    compares="在职人员控制率的完成值 与 100%；文字里的实有人数 与 编制数",
    why="控制率超过100%要扣分；实有人数常把离退休人员算了进去。",
    example="编制34人，实有36人（含离退休5人），在职应为31人，控制率91.18%。",
    cure="用在职人数重算；确属超编的按规则扣分并说明原因。",
    source="在职人员控制率＝在职人员数÷编制数",
)
def over_establishment(context: Context) -> Iterator[Remark]:
    """A staffing rate above 100 %, or a text with more people than posts."""
    for row in context.rows():
        actual, name = row.line.outcome.actual, row.name
        if is_blank(row.indicator.actual):
            continue  # computed from the base data, where STAFF_OVER says it
        if any_of("headcount_names").search(name) and actual.unit in ("%", "") and (actual.number or 0) > _HUNDRED:
            yield Remark(
                row.at("actual"),
                f"“{row.title}”是{clip(text_of(row.indicator.actual))}，在职人员超过编制，请用在职人数核对控制率。",
            )
    for name, text in context.form.narrative.items():
        for match in _STAFF.finditer(fold(text)):
            posts, people = int(match["posts"]), int(match["people"])
            if people > posts:
                message = f"实有{people}人超过编制{posts}人，请用在职人数并核对控制率。"
                yield Remark(f"narrative[{name}]", message)
