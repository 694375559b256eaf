"""Checks of 未完成原因分析: there where points were lost, with a measure, about this indicator, and only there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cache, partial

from perfeval_xl.checks.core import Context, Remark, Row, check
from perfeval_xl.checks.finding import Severity
from perfeval_xl.checks.text import clauses, pairs, topics
from perfeval_xl.checks.words import any_of, words
from perfeval_xl.figures import fold, text_of
from perfeval_xl.names import format_score
from perfeval_xl.rules.core import clip

_points = partial(check, theme="points")

_LACK = "不足"
"""What a mere admission is replaced by: a word of the list `lacking`."""


def _lost(row: Row) -> Decimal:
    """The points not earned; 0 where none are, or where they are not known."""
    return max(row.line.lost or Decimal(0), Decimal(0))


def _reason(row: Row) -> str:
    """The reason as typed; empty where it only says that there is none."""
    text = text_of(row.indicator.deviation_reason)
    return "" if fold(text).rstrip("。.") in words().no_reason else text


def _shown(reason: str) -> str:
    return clip(reason.rstrip("。；.;"))


def _reasons(context: Context) -> list[tuple[Row, str]]:
    """The rows that have a reason, each with it."""
    return [(row, reason) for row in context.rows() if (reason := _reason(row))]


@_points(
    name="REASON_MISSING",
    severity=Severity.ERROR,
    title="扣了分没有写原因",
    compares="得分低于分值的指标 与 “未完成原因分析”",
    why="这一栏要说明偏离目标、不能完成目标的原因及拟采取的措施，空着的会被退回。",
    example="3分的指标得2分，原因一格空着。",
    cure="写明没有完成的原因和下一步的措施。",
    source="自评表“未完成原因分析”（扣分原因）一栏：说明原因及拟采取的措施",
    row=True,
)
def reason_missing(context: Context) -> Iterator[Remark]:
    """Points lost without a word on why."""
    for row in context.rows():
        if (lost := _lost(row)) and not _reason(row):
            message = f"“{row.title}”扣了{format_score(lost)}分，但没写原因和措施，请补写。"
            yield Remark(row.at("deviation_reason"), message)


@_points(
    name="REASON_NO_MEASURE",
    severity=Severity.WARNING,
    title="只写了原因，没有写措施",
    compares="“未完成原因分析”的文字 与 措施用语",
    why="原因和拟采取的措施两样都要写；“还需完善”只是承认不足，不是措施。",
    example="“管理办法有待健全”没有措施；“下一步修订管理办法，六月底前完成”有措施。",
    cure="补写下一步做什么、什么时候做完。",
    source="自评表“未完成原因分析”（扣分原因）一栏：说明原因及拟采取的措施",
    row=True,
)
def no_measure(context: Context) -> Iterator[Remark]:
    """A reason in which, once the mere admissions are left out, no word announces a measure."""
    for row, reason in context.once(_reasons):
        if _lost(row) and not has_measure(reason):
            yield Remark(
                row.at("deviation_reason"),
                f"“{row.title}”只写了原因（{_shown(reason)}），没写拟采取的措施，两样都要写。",
            )


def has_measure(reason: str) -> bool:
    """Whether a reason announces what will be done, not only what is lacking (不够规范, 还需进一步完善).

    A measure has one of the usual words; or it is a clause after the first that speaks of nothing lacking and of no
    cause. In doubt it is taken for a measure.
    """
    rest = _needs().sub(_LACK, any_of("need_only").sub(_LACK, fold(reason)))
    if any_of("measures").search(rest):
        return True
    return any(not any_of("lacking").search(clause) for clause in list(clauses(rest))[1:])


@cache
def _needs() -> re.Pattern[str]:
    verbs = "|".join(words().need_verbs)
    return re.compile(
        rf"(?:还|尚|仍|亟)?(?:有待|待|需要?|须)(?:于|要)?(?:进一步|继续|不断|持续)?(?:{verbs})+(?:和|、|与)?(?:{verbs})*"
    )


@_points(
    name="REASON_WHEN_FULL",
    severity=Severity.HINT,
    title="满分的指标写了未完成原因",
    compares="得满分的指标 与 “未完成原因分析”",
    why="写了没有完成的原因却得满分，可能多写了原因，也可能少扣了分。",
    example="得分3分（满分），原因写“因人员不足未能按期完成”。",
    cure="确已完成的删去原因；没有完成的改得分。",
    source="自评表“未完成原因分析”（扣分原因）一栏：说明偏离目标、不能完成目标的原因",
    row=True,
)
def reason_though_full(context: Context) -> Iterator[Remark]:
    """A reason beside full points that does not explain an over-achievement."""
    for row, reason in context.once(_reasons):
        lost = row.line.lost
        full = lost is not None and lost <= 0 and bool(row.line.points)
        if full and not any_of("over_explained").search(fold(reason)):
            message = f"“{row.title}”得了满分，却写了未完成原因（{_shown(reason)}），请核对。"
            yield Remark(row.at("deviation_reason"), message)


@_points(
    name="REASON_IRRELEVANT",
    severity=Severity.HINT,
    title="原因好像不是这个指标的",
    compares="“未完成原因分析”说的方面 与 指标名称说的方面",
    why="原因与指标对不上，多半是写错了行，复核时会被要求重写。",
    example="“项目管理制度健全性”的原因写“绩效目标编制不够规范”。",
    cure="写这个指标自己的原因；原因属别的指标的，移到那一行。",
    source="自评表“未完成原因分析”（扣分原因）一栏：说明偏离目标、不能完成目标的原因",
    row=True,
)
def reason_of_another(context: Context) -> Iterator[Remark]:
    """Name and reason each speak of a topic of the list, none in common, and share no specific word.

    Topics that are often a mere cause (money, budgeting, projects) do not count on the reason's side, nor where only
    the 二级指标 (预算管理) speaks of them.
    """
    for row, reason in context.once(_reasons):
        if not _lost(row):
            continue
        name = text_of(row.indicator.name)
        about = topics([name]) | topics([row.line.subcategory], causes=False)
        said = topics([reason], causes=False)
        if about and said and not about & said and not pairs([name]) & pairs([reason]) - _judgements():
            yield Remark(
                row.at("deviation_reason"),
                f"“{row.title}”写的原因（{_shown(reason)}）好像不是这个指标的，请核对。",
            )


def _judgements() -> set[str]:
    """The words of judgement that end an indicator's name (健全, 规范): a reason shares them with any indicator."""
    return pairs(words().quality_suffixes)
