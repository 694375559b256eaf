"""Checks of what is computed from the base data: typed actual values against it, scores without a basis, goals."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial

from perfeval_xl.checks.core import Context, Remark, Row, check
from perfeval_xl.checks.finding import Severity
from perfeval_xl.criteria import read_standard
from perfeval_xl.figures import fold, is_blank, plain, rate_of, text_of
from perfeval_xl.lines import preset_of
from perfeval_xl.measures import measure, needed
from perfeval_xl.rules.core import clip

_base = partial(check, theme="base")
_QUANTITY = re.compile(r"\d+(?:\.\d+)?[余多]?(期|篇|次|件|项|场|人|户|个|万字)")


@_base(
    name="MEASURE_NO_DATA",
    severity=Severity.WARNING,
    title="给了分，却没有可以核对的数据",
    compares="得分 与 算出该指标要用的基础数据",
    why="没有数据，得分无法复核。",
    example="预算调整率得3分，年初预算数和预算调整数都没有填。",
    cure="在“基础数据”里补填所缺的数，或填写实际完成值。",
    source="各指标的评分标准",
    row=True,
)
def no_data(context: Context) -> Iterator[Remark]:
    """A score typed for a measure whose figures are missing and that has no actual value either."""
    for row in context.rows():
        made = row.line.measure
        if row.line.typed is None or not is_blank(row.indicator.actual):
            continue
        if made is None and _needs_figure(row):
            why = ""
        elif made is not None and not made.actual:
            why = f"，由“基础数据”也算不出来（要有{needed(made)}，作除数的不能是0）"
        else:
            continue
        given = plain(row.line.typed)
        yield Remark(row.at("actual"), f"“{row.title}”给了{given}分，但没有填实际完成值{why}，无法核对。")


def _needs_figure(row: Row) -> bool:
    """Whether the row is scored by a figure alone (≥90%计5分…), so that without it there is no score."""
    if is_blank(row.indicator.criterion) or not is_blank(row.indicator.target):
        return False
    standard = read_standard(text_of(row.indicator.criterion))
    return standard.measured and not standard.unread


@_base(
    name="MEASURE_CONFLICT",
    severity=Severity.WARNING,
    title="实际完成值与基础数据算出的不同",
    compares="填写的实际完成值 与 按基础数据算出的值",
    why="同一份表里的数应当一致。",
    example="在职31人、编制34人，在职人员控制率却填88%，应为91.18%。",
    cure="改正实际完成值，或核对基础数据；要由程序计算的，清空实际完成值，再点“重新计分”。",
    source="各指标的评分标准",
)
def conflict(context: Context) -> Iterator[Remark]:
    """A typed actual value that is not what the base data give; rounded more coarsely is not different."""
    for row in context.rows():
        preset = preset_of(row.indicator.name, context.scheme)
        if preset is None or is_blank(row.indicator.actual):
            continue
        made, rate = measure(preset.measure, context.form), rate_of(row.indicator.actual)
        if made.value is None or not made.actual.endswith("%") or rate is None:
            continue
        typed = row.actual
        decimals = len(typed.rstrip("%").partition(".")[2]) if typed.endswith("%") else 2
        if abs(rate * 100 - made.value) > 5 / 10 ** (min(decimals, 2) + 1):
            yield Remark(
                row.at("actual"),
                f"“{row.title}”填的是{clip(text_of(row.indicator.actual))}，"
                f"按基础数据应为{made.actual}：{made.formula}。",
            )


@_base(
    name="GOAL_NOT_REPORTED",
    severity=Severity.WARNING,
    title="完成情况没有回应目标里的数量",
    compares="定量目标写的数量 与 完成情况里同一单位的数量",
    why="目标写了数量，完成情况没有相应的数，看不出完成没有。",
    example="目标是内刊15期以上，完成情况没有写几期。",
    cure="在完成情况里写明实际数量。",
    source="部门整体支出绩效自评表：定量目标及实施计划完成情况",
)
def not_reported(context: Context) -> Iterator[Remark]:
    """A goal with a quantity whose result has none of that unit."""
    for index, goal in enumerate(context.form.goals):
        if is_blank(goal.target) or is_blank(goal.result):
            continue
        reported = set(_QUANTITY.findall(fold(text_of(goal.result))))
        lost = [found[0] for found in _QUANTITY.finditer(fold(text_of(goal.target))) if found[1] not in reported]
        if lost:
            named = "、".join(f"“{item}”" for item in dict.fromkeys(lost))
            yield Remark(f"goals[{index}].result", f"绩效目标写了{named}，完成情况没有写相应的数量，请补充。")


@_base(
    name="GOAL_SATISFACTION",
    severity=Severity.HINT,
    title="满意度目标没有数字",
    compares="满意度的绩效目标和完成情况 与 按百分数计分的评分标准",
    why="评分标准按满意率分档，没有百分数就没有给分的依据。",
    example="满意度目标写“服务对象满意”，没有百分数。",
    cure="写明满意率是百分之几，以及怎样调查得来。",
    source="部门整体支出绩效自评表：定量目标及实施计划完成情况",
)
def satisfaction(context: Context) -> Iterator[Remark]:
    """A goal of satisfaction without a percentage in it or in its result."""
    for index, goal in enumerate(context.form.goals):
        texts = [text_of(cell) for cell in (goal.target, goal.result)]
        if "满意" in text_of(goal.name) and any(texts) and not any("%" in fold(text) for text in texts):
            yield Remark(f"goals[{index}].target", "满意度的目标和完成情况都没有百分数，评分标准按满意率给分，请补充。")
