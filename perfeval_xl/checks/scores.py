"""Checks of one row's score against its target and actual value."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cache, lru_cache, partial

from perfeval_xl.checks.core import Context, Remark, Row, check
from perfeval_xl.checks.finding import Severity
from perfeval_xl.checks.words import any_of, words
from perfeval_xl.figures import is_blank, text_of
from perfeval_xl.names import format_rate, format_score
from perfeval_xl.rules.core import Outcome, clip, interval
from perfeval_xl.rules.qualitative import find_tier
from perfeval_xl.targets import Shape

_points = partial(check, theme="points")

_MEASURED = ("quantitative", "range", "date", "criterion")
_CENT = Decimal("0.005")
_WHOLE = Decimal(100)
_PUNCTUATION = re.compile(r"[\W_]+")
_SHORT = 10
"""Up to how many characters a text is a word of judgement (比较健全) and not a description of what was done."""


def _scored_rows(context: Context, kinds: tuple[str, ...]) -> Iterator[tuple[Row, Decimal, Decimal]]:
    """The rows of these kinds in which the department typed points and a score within them; the points, the score."""
    return (scored for scored in context.once(_scored) if scored[0].line.outcome.kind in kinds)


def _scored(context: Context) -> list[tuple[Row, Decimal, Decimal]]:
    return [
        (row, row.line.points, row.line.typed)
        for row in context.rows()
        if row.line.typed is not None and row.line.points and 0 <= row.line.typed <= row.line.points
    ]


def _pair(row: Row) -> str:
    if row.line.outcome.rule == "criterion":
        return f"实际{clip(text_of(row.indicator.actual))}"
    return f"完成{clip(text_of(row.indicator.actual))}/指标值{clip(text_of(row.indicator.target))}"


@_points(
    name="QUANT_SCORE_RULE",
    severity=Severity.ERROR,
    title="定量指标没有按比例计分",
    compares="未完成的定量指标的得分 与 按完成值和指标值的比例应得的分",
    why="定量指标未完成的，按照完成值与指标值的比例计分，不能自行酌定。",
    example="≥95%完成90%，2分按比例应得1.89分，填了1.5分。",
    cure="清空手填的得分，再点“重新计分”恢复公式。",
    source="rules",
    row=True,
)
def proportional_score(context: Context) -> Iterator[Remark]:
    """A quantitative row that was missed, or met with a deduction by the scheme, scored otherwise than by the rule."""
    tolerance = context.scheme.thresholds.score
    for row, points, typed in _scored_rows(context, _MEASURED):
        outcome = row.line.outcome
        if outcome.score is not None:
            full_though_missed = outcome.met is False and typed >= points
            too_low_though_met = outcome.met is True and typed < outcome.score
            if abs(outcome.score - typed) <= tolerance or full_though_missed or too_low_though_met:
                continue
            due = f"应得{format_score(outcome.score)}分"
        elif outcome.met is False and typed < points and (allowed := _missed_interval(outcome, typed)):
            due = f"得分应在{allowed}之间"
        else:
            continue
        yield Remark(
            row.at("score"),
            f"“{row.title}”{_pair(row)}，按规则{due}，填了{format_score(typed)}分。",
        )


def _missed_interval(outcome: Outcome, typed: Decimal) -> str:
    """The outcome's interval in words where a typed score lies outside it, else empty; a closed end is to the cent."""
    if outcome.low is None or outcome.high is None:
        return ""
    too_low = typed <= outcome.low if outcome.low_open else typed < outcome.low - _CENT
    too_high = typed >= outcome.high if outcome.high_open else typed > outcome.high + _CENT
    if not too_low and not too_high:
        return ""
    return interval(outcome.low, outcome.high, outcome.low_open, outcome.high_open)


@_points(
    name="QUANT_MET_NOT_FULL",
    severity=Severity.WARNING,
    title="指标已完成却没有得满分",
    compares="已完成的定量、时限指标的得分 与 分值",
    why="完成指标值的计该指标全部分值；少给分而不说明，复核时会问原因。",
    example="≥80次完成80次，3分只填2分。",
    cure="填满分；确要扣分的，在“未完成原因分析”里说明（说明了的只作提示）。",
    source="rules",
    row=True,
)
def met_but_not_full(context: Context) -> Iterator[Remark]:
    """A row that met its target and was given less than the rule gives; a hint where a reason is written."""
    for row, _, typed in _scored_rows(context, _MEASURED):
        outcome = row.line.outcome
        if outcome.met is not True or outcome.score is None:
            continue
        if outcome.score - typed > context.scheme.thresholds.score:
            explained = not is_blank(row.indicator.deviation_reason)
            yield Remark(
                row.at("score"),
                f"“{row.title}”已完成（{_pair(row)}），却只得{format_score(typed)}分，"
                f"请填{format_score(outcome.score)}分或说明。",
                Severity.HINT if explained else None,
            )


@_points(
    name="QUANT_MISS_FULL",
    severity=Severity.ERROR,
    title="没有完成却得了满分",
    compares="未完成的定量、时限指标的得分 与 分值",
    why="没有达到指标值的只能按比例计分，不能给满分。",
    example="指标值≤5300元，完成5830元，仍得满分。",
    cure="指标值或实际完成值填错的先改正；再清空手填的得分，点“重新计分”恢复公式，并写明原因和措施。",
    source="rules",
    row=True,
)
def missed_but_full(context: Context) -> Iterator[Remark]:
    """A row that missed its target and was given full points."""
    tolerance = context.scheme.thresholds.score
    for row, points, typed in _scored_rows(context, _MEASURED):
        outcome = row.line.outcome
        if outcome.met is not False or typed < points:
            continue
        if outcome.score is not None and points - outcome.score <= tolerance:
            continue
        if outcome.rule == "criterion":
            due = (
                f"{_pair(row)}，按评分标准应得{format_score(outcome.score)}分"
                if outcome.score is not None
                else _pair(row)
            )
            yield Remark(row.at("score"), f"“{row.title}”{due}，却得了满分。")
            continue
        due = ""
        if outcome.score is not None:
            due = f"，按比例应得{format_score(outcome.score)}分"
        elif outcome.low is not None and outcome.high is not None:
            due = f"，得分应在{format_score(outcome.low)}–{format_score(outcome.high)}分之间"
        yield Remark(row.at("score"), f"“{row.title}”没有达到指标值（{_pair(row)}）却得了满分{due}。")


@_points(
    name="QUAL_TIER_SCORE",
    severity=Severity.WARNING,
    title="定性指标的得分不在该档区间",
    compares="定性指标所属档次的分值区间 与 所填得分",
    why="定性指标分三档给分，写“基本达标”却给到第一档的分，两处自相矛盾。",
    example="“基本达标”10分的指标给8分：8分属第一档，应在6–8分（不含8分）之间。",
    cure="改正得分，或改正实际完成值（档次）。",
    source="tier",
    row=True,
)
def tier_score(context: Context) -> Iterator[Remark]:
    """A typed score outside the interval of the tier that the words (or the chosen tier) belong to."""
    for row, _, typed in _scored_rows(context, ("qualitative",)):
        outcome = row.line.outcome
        if outcome.tier and (allowed := _missed_interval(outcome, typed)):
            said = text_of(row.indicator.tier) or text_of(row.indicator.actual)
            yield Remark(
                row.at("score"),
                f"“{row.title}”填的是“{said}”（{outcome.tier}），得分应在{allowed}之间，填了{format_score(typed)}分。",
            )


@_points(
    name="QUAL_MISMATCH_VALUE",
    severity=Severity.WARNING,
    title="定性指标的指标值和完成值不是同一说法",
    compares="定性指标值的词 与 实际完成值的词",
    why="指标值问“相关不相关”，完成值答“达标”，看不出到底完成没有。",
    example="指标值“相关”，完成值“达标”；指标值“达标”，完成值“基本达标”。",
    cure="用同一说法填写，或在“档次”列选一档。",
    source="tier",
    row=True,
)
def other_words(context: Context) -> Iterator[Remark]:
    """A short qualitative target answered by another word; tier phrases, a chosen tier and negations are in order."""
    for row in context.rows():
        outcome = row.line.outcome
        if outcome.target.shape is not Shape.WORDS or outcome.actual.shape is not Shape.WORDS:
            continue
        if find_tier(text_of(row.indicator.tier), context.scheme):
            continue  # the tier says how far it was reached
        target, actual = (_PUNCTUATION.sub("", text) for text in (row.target, row.actual))
        if len(target) > _SHORT or len(actual) > _SHORT or find_tier(actual, context.scheme):
            continue
        if not _same_words(target, actual):
            yield Remark(
                row.at("actual"),
                f"“{row.title}”的指标值是“{text_of(row.indicator.target)}”，"
                f"完成值却是“{text_of(row.indicator.actual)}”，请用同一说法或选档次。",
            )


@lru_cache(maxsize=512)  # the same few words answer each other all over a district
def _same_words(target: str, actual: str) -> bool:
    """Whether `actual` says the target's own word: alone, with 已/全部 before it, negated, or inside a description."""
    if any(word in actual and word not in target for word in words().hedges):
        return False
    core, said = _bare_of_hedges(target), _bare_of_hedges(actual)
    return core in said or said in core


@cache
def _prefixes() -> tuple[str, ...]:
    """What may stand before a word of judgement (基本, 已), the longest first."""
    return tuple(sorted((*words().hedges, *words().done_prefixes), key=len, reverse=True))


def _bare_of_hedges(text: str) -> str:
    for prefix in _prefixes():
        if text.startswith(prefix) and len(text) - len(prefix) >= 2:
            return text.removeprefix(prefix)
    return text


@_points(
    name="OVER_TARGET",
    severity=Severity.HINT,
    title="完成值远超指标值",
    compares="完成值÷指标值 与 方案的提示线（一般120%）；合格率、满意度等 与 100%",
    why="超出很多，说明年初指标值可能定得过低，有的地区要酌情扣分。",
    example="指标值≥18台，完成26台，是指标值的144.44%。",
    cure="在“未完成原因分析”或报告里说明超额原因；下年度调高指标值。",
    source="rules",
    row=True,
)
def over_achieved(context: Context) -> Iterator[Remark]:
    """A target exceeded beyond the scheme's ratio, not explained in its reason; a share of more than the whole."""
    for row in context.rows():
        outcome = row.line.outcome
        if _above_whole(row):
            yield Remark(
                row.at("actual"), f"“{row.title}”最多是100%，完成值{clip(outcome.actual.text)}超过了，请核对。"
            )
            continue
        if outcome.ratio is None or outcome.target.comparison not in (">=", ">", "="):
            continue
        if any_of("over_explained").search(text_of(row.indicator.deviation_reason)):
            continue
        if outcome.ratio >= context.scheme.rules.over_ratio:
            yield Remark(
                row.at("actual"),
                f"“{row.title}”完成值是指标值的{format_rate(outcome.ratio)}，请说明或检查指标值是否偏低。",
            )


def _above_whole(row: Row) -> bool:
    """Whether a share that cannot exceed 100% (合格率, 满意度) does."""
    actual = row.line.outcome.actual
    if not row.name.endswith(words().never_above_whole) or actual.number is None:
        return False
    return row.line.outcome.target.unit == "%" and actual.number > _WHOLE
