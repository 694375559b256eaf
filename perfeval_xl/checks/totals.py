"""Checks of what adds up: points to 100, rows to their component, scores to the total; the execution rate."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from functools import partial

from perfeval_xl.checks.budget import typed_rate
from perfeval_xl.checks.core import Context, Remark, Row, check
from perfeval_xl.checks.finding import Severity
from perfeval_xl.checks.rates import is_dash
from perfeval_xl.criteria import read_standard
from perfeval_xl.evaluation import ComponentScore
from perfeval_xl.figures import is_blank, number_of, rate_of, round_half_up, text_of
from perfeval_xl.lines import Line, component_of
from perfeval_xl.model import Component, Indicator
from perfeval_xl.names import format_rate, format_score
from perfeval_xl.rules.core import clip

_points = partial(check, theme="points")

FULL = Decimal(100)


@_points(
    name="SUM_WEIGHT_100",
    severity=Severity.ERROR,
    title="分值合计不是100分",
    compares="预算执行率与各一级指标的分值之和 与 100",
    why="自评实行百分制，分值合计不是100分，总分和等级都不成立。",
    example="预算执行率10、投入管理30、产出40、效益18，合计98分。",
    cure="调整三级指标的分值，使合计为100分；不设的一级指标，把它的分值分到其他一级指标。",
    source="component",
)
def points_make_100(context: Context) -> Iterator[Remark]:
    """The points of all components, of rows in no component and of unknown components make 100."""
    evaluation = context.evaluation
    parts = [(part.name, part.points) for part in evaluation.components if _given(part, context)]
    parts += [(line.category or line.name, line.points) for line in evaluation.strays if line.points is not None]
    parts += [(text_of(item.name), number_of(item.points) or Decimal(0)) for item in evaluation.unmatched]
    if not any(line.points is not None for line in evaluation.lines) and not context.form.components:
        return
    total = sum((points for _, points in parts), Decimal(0))
    if round_half_up(total) != FULL:  # a third of 20 points is typed as 6.66666666666667
        listed = "、".join(f"{name}{format_score(points)}" for name, points in parts)
        yield Remark("indicators.points", f"分值合计是{format_score(total)}分，应为100分（{listed}）。")


def _given(part: ComponentScore, context: Context) -> bool:
    return bool(part.lines) or part.rule.scores == "budget" or bool(_stated(part, context))


def _stated(part: ComponentScore, context: Context) -> list[tuple[int, Component]]:
    return [
        (index, item)
        for index, item in enumerate(context.form.components)
        if component_of(text_of(item.name), context.scheme) is part.rule
    ]


@_points(
    name="SUM_L3_EQ_L1",
    severity=Severity.ERROR,
    title="三级指标分值合计不等于一级指标分值",
    compares="某一级指标下三级指标分值之和 与 表上写的该一级指标分值；每个三级指标 是否属于方案的一级指标",
    why="下级指标的分值是上级的拆分，合不上时系统会拒收。",
    example="投入管理指标写30分，各三级指标合计29分。",
    cure="改正填错的三级指标分值，或改正一级指标分值。",
    source="component",
)
def rows_make_component(context: Context) -> Iterator[Remark]:
    """The points of the rows of a component make what the return states for it; rows of no component are told."""
    known = "、".join(rule.label for rule in context.scheme.component)
    for category, line in {line.category: line for line in reversed(context.evaluation.strays)}.items():
        said = f"“{clip(category)}”不是本方案的一级指标" if category else f"“{clip(line.name)}”没有写一级指标"
        message = f"{said}，分值和得分算不进任何一级指标；本方案的一级指标有{known}。"
        yield Remark(f"indicators[{line.index}].category", message, Severity.WARNING)
    for part in context.evaluation.components:
        rows = _row_points(part, context)
        for index, stated in _stated(part, context):
            points = number_of(stated.points)
            if rows is not None and points is not None and round_half_up(points) != round_half_up(rows):
                yield Remark(
                    f"components[{index}].points",
                    f"“{part.name}”下各三级指标分值合计{format_score(rows)}，与{format_score(points)}不一致。",
                )


def _row_points(part: ComponentScore, context: Context) -> Decimal | None:
    if part.lines:
        return sum((line.points or Decimal(0) for line in part.lines), Decimal(0))
    return (
        context.evaluation.budget.points
        if not is_blank(context.form.budget.total.points) and _is_budget(part)
        else None
    )


def _is_budget(part: ComponentScore) -> bool:
    return part.rule.scores == "budget"


@_points(
    name="SUM_SCORE_TOTAL",
    severity=Severity.ERROR,
    title="得分合计不等于自评得分",
    compares="各项得分之和 与 自评得分；三级指标得分之和 与 表上写的一级指标得分",
    why="总分是各项得分相加得出的，对不上说明有一处写错。",
    example="各项得分合计98，自评得分写99。",
    cure="清空手填的总分，再点“重新计分”恢复公式；或改正写错的得分。",
    source="component",
)
def scores_make_total(context: Context) -> Iterator[Remark]:
    """The scores that count make the declared total, and those of a component what is stated for it."""
    evaluation, tolerance = context.evaluation, context.scheme.thresholds.score
    declared = number_of(context.form.declared.total)
    made = [total for total in (evaluation.summed, evaluation.total) if total is not None]
    if made and declared is not None and all(abs(total - declared) > tolerance for total in made):
        held = f"（按执行率封顶为{format_score(made[1])}）" if made[1] < made[0] else ""
        yield Remark(
            "declared.total",
            f"各项得分合计{format_score(made[0])}{held}，自评得分写的是{format_score(declared)}。",
        )
    for part in evaluation.components:
        for index, stated in _stated(part, context):
            score = number_of(stated.score)
            if not part.lines and not _is_budget(part):
                continue
            if score is not None and part.score is not None and abs(part.score - score) > tolerance:
                yield Remark(
                    f"components[{index}].score",
                    f"“{part.name}”各项得分合计{format_score(part.score)}，与{format_score(score)}不一致。",
                )


@_points(
    name="EXEC_SCORE_RULE",
    severity=Severity.ERROR,
    title="预算执行率的得分不对",
    compares="所填得分 与 执行率（最高按100%）×分值",
    why="预算执行率按比例计分，不能自行酌定。",
    example="执行率105.81%应得10分，填了9分；执行率24%应得2.4分，填了3分。",
    cure="执行率本身不对的先改预算数；再清空手填的得分，点“重新计分”恢复公式。",
    source="rules",
)
def execution_score(context: Context) -> Iterator[Remark]:
    """The typed score of the execution rate against the rule, also against the rate that the department wrote."""
    budget = context.evaluation.budget
    if budget.typed is None or budget.points is None:
        return
    own = _own_rate_score(context)
    due = budget.outcome.score if budget.outcome.score is not None else own
    if due is None or abs(due - budget.typed) <= context.scheme.thresholds.score:
        return
    rate = budget.outcome.rate
    shown = format_rate(rate) if rate is not None else typed_rate(context.form.budget.total.execution_rate)
    message = f"执行率{shown}应得{format_score(due)}分，填了{format_score(budget.typed)}分"
    if own is not None and abs(own - due) > context.scheme.thresholds.score:
        written = typed_rate(context.form.budget.total.execution_rate)
        agrees = "，与所填得分也不一致" if abs(own - budget.typed) > context.scheme.thresholds.score else ""
        message += f"；表上写的执行率{written}按比例是{format_score(own)}分{agrees}"
    yield Remark(_budget_place(context, "score"), message + "。")


def _own_rate_score(context: Context) -> Decimal | None:
    """What the rate as written would score."""
    rate, budget = rate_of(context.form.budget.total.execution_rate), context.evaluation.budget
    if rate is None or rate < 0 or budget.points is None:
        return None
    rules = context.scheme.rules
    return round_half_up(min(rate, rules.execution_cap) * budget.points, rules.score_places)


def _budget_place(context: Context, column: str) -> str:
    """Where the score (or points) of the execution rate stands: in its row, else in the stated component."""
    if not is_blank(getattr(context.form.budget.total, column)):
        return f"budget.total.{column}"
    part = next((item for item in context.evaluation.components if _is_budget(item)), None)
    stated = _stated(part, context) if part else []
    return f"components[{stated[0][0]}].{column}" if stated else f"budget.total.{column}"


@_points(
    name="EXEC_ROW_WEIGHT",
    severity=Severity.ERROR,
    title="预算执行率的分值不对",
    compares="预算执行率行的分值 与 方案规定的分值",
    why="预算执行率的分值由通知规定，单位不能调整。",
    example="预算执行率的分值写成15分，应为10分。",
    cure="改回规定的分值，其他一级指标的分值相应调整。",
    source="component",
)
def execution_points(context: Context) -> Iterator[Remark]:
    """The points of the execution rate are those of the scheme, where the scheme fixes them."""
    rule = next((item for item in context.scheme.component if item.scores == "budget" and item.fixed), None)
    typed = context.evaluation.budget.points
    if rule is not None and typed is not None and typed != rule.points:
        message = f"执行率行的分值是{format_score(typed)}，应为{format_score(rule.points)}。"
        yield Remark(_budget_place(context, "points"), message)


@_points(
    name="SCORE_GT_WEIGHT",
    severity=Severity.ERROR,
    title="得分高于分值",
    compares="所填得分 与 分值",
    why="各项指标得分最高不能超过该指标分值。",
    example="分值3分，得分4分。",
    cure="改正得分或分值。",
    source="component",
    row=True,
)
def score_above_points(context: Context) -> Iterator[Remark]:
    """A typed score above the points of its row, of the execution rate, of a stated component."""
    scored = [(f"indicators[{line.index}].score", line.name, line.typed, line.points) for line in _above(context)]
    total = context.form.budget.total
    scored.append(("budget.total.score", "预算执行率", number_of(total.score), context.evaluation.budget.points))
    for index, item in enumerate(context.form.components):
        place = f"components[{index}].score"
        scored.append((place, text_of(item.name), number_of(item.score), number_of(item.points)))
    for place, name, score, points in scored:
        if score is not None and points is not None and score > points:
            yield Remark(place, f"“{name}”得分{format_score(score)}高于分值{format_score(points)}，请改正。")


def _above(context: Context) -> list[Line]:
    lines = (row.line for row in context.rows())
    return [line for line in lines if line.typed is not None and line.points is not None and line.typed > line.points]


@_points(
    name="SCORE_NEG_OR_BLANK",
    severity=Severity.ERROR,
    title="分值、得分没有填或得分为负",
    compares="分值、得分 是否有数，得分 是否小于0",
    why="缺一项分值或得分，总分就算不出来；得分不能为负。",
    example="定性指标“基本达标”需由人定分，得分格空着。",
    cure="把写法改清楚，或在提示的区间内填上得分。",
    source="component",
    row=True,
)
def score_missing(context: Context) -> Iterator[Remark]:
    """A negative score; no points; no score where the rules cannot give one (blank targets are another check's)."""
    for row in context.rows():
        line, indicator = row.line, row.indicator
        if is_blank(indicator.points):
            yield Remark(row.at("points"), f"“{row.title}”没有填分值，不能计分。")
        if line.typed is not None and line.typed < 0:
            yield Remark(row.at("score"), f"“{row.title}”得分{format_score(line.typed)}是负数，应在0到分值之间。")
        elif line.score is None and is_dash(indicator.score) and not _waits(indicator, line):
            yield Remark(row.at("score"), f"“{row.title}”没填得分，也不能自动算出{_what_to_do(row)}。")
    for index, item in enumerate(context.form.components):
        score = number_of(item.score)
        if score is not None and score < 0:
            yield Remark(f"components[{index}].score", f"“{text_of(item.name)}”得分{format_score(score)}是负数。")
        elif is_blank(item.score) and not is_blank(item.points) and not _computable(item, context):
            yield Remark(f"components[{index}].score", f"“{text_of(item.name)}”没填得分。")
    score = number_of(context.form.budget.total.score)
    if score is not None and score < 0:
        yield Remark("budget.total.score", f"预算执行率得分{format_score(score)}是负数。")


def _what_to_do(row: Row) -> str:
    """What a pending row needs: its texts put clearly where they cannot be read, else a score from the interval."""
    outcome = row.line.outcome
    unread = outcome.rule == "criterion" and read_standard(text_of(row.indicator.criterion)).unread
    if outcome.rule in ("criterion", "unreadable") and not unread:
        return f"：{outcome.explanation.rstrip('。')}"
    if outcome.low is None or outcome.high is None:
        return ""
    return f"，请在{format_score(outcome.low)}–{format_score(outcome.high)}分之间确定"


def _waits(indicator: Indicator, line: Line) -> bool:
    """Whether the row is only waiting for its other cells, which have checks of their own."""
    unset = is_dash(indicator.target) and is_blank(indicator.criterion)
    missing = is_dash(indicator.actual) and not (line.measure and line.measure.actual)
    return unset or missing or line.points is None


def _computable(item: Component, context: Context) -> bool:
    rule = component_of(text_of(item.name), context.scheme)
    return any(part.rule is rule and part.score is not None for part in context.evaluation.components)
