"""Checks of 自评得分 against 自评结果, and of the total against the execution rate."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from functools import partial

from perfeval_xl.checks.core import Context, Remark, check
from perfeval_xl.checks.finding import Severity
from perfeval_xl.checks.words import words
from perfeval_xl.figures import fold, is_blank, number_of, plain, rate_of, text_of
from perfeval_xl.names import format_rate, format_score
from perfeval_xl.rules import grade_of
from perfeval_xl.scheme import Scheme

_points = partial(check, theme="points")


def _total(context: Context) -> Decimal | None:
    """The total as declared, else the sum of the scores that count."""
    declared = number_of(context.form.declared.total)
    return context.evaluation.total if declared is None else declared


def understood(grade: str, scheme: Scheme) -> str:
    """The grade of the scheme that a typed grade means: 优秀 is 优; empty when it means none."""
    labels = [item.label for item in scheme.grade]
    return next((label for label in labels if grade == label), "") or next(
        (label for label in sorted(labels, key=len, reverse=True) if grade.startswith(label)), ""
    )


@_points(
    name="GRADE_BAND",
    severity=Severity.ERROR,
    title="等级与得分不符",
    compares="自评结果 与 自评得分按方案对应的等级",
    why="等级由得分决定，两处不一致会被直接退回。",
    example="得分88，自评结果写优，应为良。",
    cure="清空手填的等级，再点“重新计分”恢复公式；或核对得分。",
    source="grade",
)
def grade_band(context: Context) -> Iterator[Remark]:
    """The declared grade is the one that the declared total earns."""
    typed, total = fold(text_of(context.form.declared.grade)), _total(context)
    meant = understood(typed, context.scheme)
    if not meant or total is None:
        return
    due = grade_of(total, context.scheme)
    if meant != due:
        yield Remark("declared.grade", f"{format_score(total)}分对应“{due}”，表上写“{typed}”。")


@_points(
    name="GRADE_WORD",
    severity=Severity.HINT,
    title="等级的写法不在四级之内",
    compares="自评结果 与 方案的等级名称",
    why="汇总按统一的等级名称统计，别的写法会漏掉。",
    example="写“优秀”，应写“优”。",
    cure="从下拉列表里选。",
    source="grade",
)
def grade_word(context: Context) -> Iterator[Remark]:
    """The declared grade is spelled as the scheme spells it."""
    typed, labels = text_of(context.form.declared.grade), [item.label for item in context.scheme.grade]
    if is_blank(typed) or fold(typed) in labels:
        return
    yield Remark("declared.grade", f"等级写成“{typed[:20]}”，应为{'、'.join(labels)}之一。")


@_points(
    name="GRADE_DECIMAL_GAP",
    severity=Severity.WARNING,
    title="得分落在两个等级的空档里",
    compares="自评得分的小数 与 通知里按整数写的等级区间",
    why="通知写80-89分为良、90-100分为优，89.5分两边都不算，容易有争议。",
    example="89.5分：本软件按不满90分判为良。",
    cure="核对各项得分；确为小数的在报告里写明按哪一级认定。",
    source="grade",
)
def grade_gap(context: Context) -> Iterator[Remark]:
    """A total between two bands that the notice writes in whole numbers (the scheme says where it does)."""
    total, gap = _total(context), context.scheme.thresholds.grade_gap
    if total is None or not gap:
        return
    for grade in context.scheme.grade:
        limit = grade.at_least
        if limit > 0 and limit - gap < total < limit:
            due = grade_of(total, context.scheme)
            yield Remark(
                "declared.total",
                f"{plain(total)}分在通知写的{format_score(limit - gap)}分与{format_score(limit)}分之间没有归属，"
                f"按不满{format_score(limit)}分处理，判为“{due}”。",
            )


@_points(
    name="CAP_BY_EXEC",
    severity=Severity.WARNING,
    title="执行率低而总分高",
    compares="自评得分 与 按执行率封顶的总分（本方案规定的，或有的地区规定的）",
    why="执行率很低而自评高分，复核时多半要压分；有的地区直接规定上限。",
    example="执行率24%，自评91分：有的地区规定自评不超过59分。",
    cure="先核对执行率口径；口径无误的，在报告里说明执行率低的原因。",
    source="rules",
)
def capped_by_execution(context: Context) -> Iterator[Remark]:
    """A total above what the execution rate allows here, or, where the scheme is silent, in some other region."""
    evaluation, total = context.evaluation, _total(context)
    rate, summed, held = evaluation.budget.outcome.rate, evaluation.summed, evaluation.total
    if summed is not None and held is not None and held < summed and is_blank(context.form.declared.total):
        yield Remark(
            "declared.total",
            f"执行率{format_rate(rate or Decimal(0))}，按本方案自评不超过{format_score(held)}分；"
            f"各项得分合计{format_score(summed)}分，自评得分按{format_score(held)}分计。",
            Severity.HINT,
        )
    rates = [rate, rate_of(context.form.budget.total.execution_rate)]
    known = [rate for rate in rates if rate is not None and rate >= 0]
    if total is None or not known:
        return
    lowest = min(known)
    own = [cap.total for cap in context.scheme.total_cap if lowest < cap.rate_below]
    elsewhere = [cap.total for cap in words().total_cap_elsewhere if lowest < cap.rate_below]
    limits, said = (own, "按本方案") if context.scheme.total_cap else (elsewhere, "有的地区规定")
    if limits and total > min(limits):
        yield Remark(
            "declared.total",
            f"执行率{format_rate(lowest)}，{said}自评不超过{format_score(min(limits))}分，自评得分是{format_score(total)}分。",
        )
