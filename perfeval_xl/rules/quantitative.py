"""Rules for targets that are numbers, ranges and dates."""

from __future__ import annotations

import re
from decimal import Decimal

from perfeval_xl.figures import fold, plain, text_of
from perfeval_xl.names import format_rate
from perfeval_xl.rules.core import (
    WIDE,
    Case,
    Verdict,
    clip,
    interval,
    missed,
    number_in,
    open_question,
    rule,
    share,
    tier_fields,
)
from perfeval_xl.targets import Actual, Note, Shape, Target, deadline_met

SIGNS = {">=": "≥", "<=": "≤", "=": "=", ">": ">", "<": "<"}
_ZERO = Decimal(0)


@rule(
    "at_least",
    title="越高越好的指标（≥、>）",
    kind="quantitative",
    text="达到指标值计满分；未达到的，得分＝实际完成值÷指标值×分值。完成值为负按0计；指标值为0时比例无法计算，由人评定。"
    "“>”要求超过，正好相等视为未完成。",
    example={"target": "≥95%", "actual": "90%", "points": "2"},
    gives="1.89",
)
def at_least(case: Case) -> Verdict:
    """A target to be reached (≥) or passed (>): full points, else actual/target of the points."""
    target, actual = number_in(case.target), number_in(case.actual)
    if target > 0:
        actual = max(actual, _ZERO)
    if target == 0:
        return open_question(case, f"{_done(case)}，指标值为0，比例无法计算，请由人评定得分。")
    strict = case.target.comparison == ">"
    if actual > target or (actual == target and not strict):
        return _reached(case, target, actual)
    if target < 0:
        return open_question(
            case, f"{_done(case)}，未达到{_goal(case)}，指标值为负数，不能按比例计分，请由人评定得分。", met=False
        )
    return _by_proportion(
        case, target, actual, f"与指标值相等，未满足{_goal(case)}" if actual == target else f"未达到{_goal(case)}"
    )


@rule(
    "equal",
    title="等于指标值（=，或没有写符号）",
    kind="quantitative",
    text="实际完成值不低于指标值即为完成，计满分；未达到的，得分＝实际完成值÷指标值×分值。指标值为0时，完成值为0计满分，大于0计0分。",
    example={"target": "=100%", "actual": "98%", "points": "5"},
    gives="4.9",
)
def equal(case: Case) -> Verdict:
    """A target written with = or without a sign: met from the target on, as the budget platforms do."""
    target, actual = number_in(case.target), number_in(case.actual)
    if target == 0:
        if actual <= 0:
            return _met(case, f"符合{_goal(case)}")
        return Verdict(explanation=f"{_done(case)}，指标值为0，未完成，计0分。", score=_ZERO, met=False)
    if target < 0:
        if actual == target:
            return _met(case, f"达到{_goal(case)}")
        return open_question(
            case, f"{_done(case)}，与{_goal(case)}不同，指标值为负数，不能按比例计分，请由人评定得分。"
        )
    actual = max(actual, _ZERO)
    if actual >= target:
        return _reached(case, target, actual)
    return _by_proportion(case, target, actual, f"未达到{_goal(case)}")


@rule(
    "at_most",
    title="越低越好的指标（≤、<）",
    kind="quantitative",
    text="不超过指标值计满分；超过的，按方案的算法：“倒比例”得分＝指标值÷实际完成值×分值；“线性扣减”得分＝"
    "（1−（完成值−指标值）÷指标值）×分值，达到指标值2倍计0分。“<”要求低于，正好相等视为未完成。",
    example={"target": "≤10%", "actual": "12%", "points": "3"},
    gives="2.5",
)
def at_most(case: Case) -> Verdict:
    """A target not to be exceeded: full points, else by the scheme's `at_most_missed`."""
    target, actual = number_in(case.target), number_in(case.actual)
    strict = case.target.comparison == "<"
    if actual < target or (actual == target and not strict):
        return _met(case, f"符合{_goal(case)}", _ratio(actual, target))
    if target < 0 or actual == target == 0:
        return open_question(case, f"{_done(case)}，不符合{_goal(case)}，不能按比例计分，请由人评定得分。", met=False)
    if case.scheme.rules.at_most_missed == "linear":
        exact = max(share(case.points, 2 * target - actual, target), _ZERO) if target else _ZERO
        formula = f"（1−（{plain(actual)}−{plain(target)}）÷{plain(target)}）×{plain(case.points)}"
        formula = formula if exact else "达到或超过指标值的2倍"
    else:
        exact = share(case.points, target, actual)
        formula = f"{plain(target)}÷{plain(actual)}×{plain(case.points)}"
    score, held = missed(case, exact)
    how = f"与指标值相等，未满足{_goal(case)}" if actual == target else f"超过{_goal(case)}"
    return Verdict(
        explanation=f"{_done(case)}，{how}，按{formula}{_points(score, held)}",
        score=score,
        met=False,
        ratio=_ratio(actual, target),
    )


@rule(
    "in_range",
    title="区间指标（2-3次、18~54周岁）",
    kind="range",
    text="落在区间内计满分；在区间外没有统一的扣分算法，由人评定。",
    example={"target": "2-3次", "actual": "2次", "points": "5"},
    gives="5",
)
def in_range(case: Case) -> Verdict:
    """A range: full points inside; outside a person judges."""
    target, actual = case.target, case.actual
    low, high = target.number, target.high
    first = number_in(actual)
    last = first if actual.high is None else actual.high
    above = low is None or first > low or (first == low and not target.low_open)
    below = high is None or last < high or (last == high and not target.high_open)
    if above and below:
        return _met(case, f"在{clip(target.text)}之内")
    return open_question(
        case, f"{_done(case)}，不在{clip(target.text)}之内，没有统一的扣分算法，请由人评定得分。", met=False
    )


@rule(
    "deadline",
    title="时限指标（2021年12月20日之前）",
    kind="date",
    text="按时限完成计满分；晚于时限没有统一的扣分算法，由人在“达成”以下各档的分值区间内评定。",
    example={"target": "2021年12月20日之前", "actual": "2021年12月1日", "points": "2"},
    gives="2",
)
def deadline(case: Case) -> Verdict:
    """A deadline: full points on time; late, a person judges within the tiers below the first."""
    met = deadline_met(case.target, case.actual)
    done, limit = f"{_day(case.actual)}完成", f"“{clip(case.target.text)}”"
    if met is None:
        return open_question(case, f"{done}，与时限{limit}有一处没有写年份，不能比较，请补上年份或由人评定得分。")
    if met:
        return Verdict(explanation=f"{done}，符合时限{limit}，{_full(case)}", score=case.points, met=True)
    second, lowest = case.scheme.tier[1], case.scheme.tier[-1]
    bounds = tier_fields(case.points, second) | {
        "tier": "",
        "low": WIDE.multiply(case.points, lowest.low),
        "low_open": not lowest.low_included,
    }
    text = interval(bounds["low"], bounds["high"], bounds["low_open"], bounds["high_open"])
    return Verdict(
        explanation=f"{done}，{_how_late(case)}不符合时限{limit}，请由人评定，得分应在{text}之间。", met=False, **bounds
    )


def _how_late(case: Case) -> str:
    day, last = case.actual.day, case.target.deadline
    return f"晚了{(day - last).days}天，" if day and last and day > last else ""


def _met(case: Case, how: str, ratio: Decimal | None = None) -> Verdict:
    return Verdict(explanation=f"{_done(case)}，{how}，{_full(case)}", score=case.points, met=True, ratio=ratio)


def _reached(case: Case, target: Decimal, actual: Decimal) -> Verdict:
    rules, ratio = case.scheme.rules, _ratio(actual, target)
    score, ending = case.points, _full(case)
    notes: tuple[Note, ...] = ()
    if ratio is not None and ratio >= rules.over_ratio:
        percent = format_rate(ratio)
        notes = (Note("OVER_TARGET", f"完成值是指标值的{percent}，请说明原因或检查目标是否偏低。"),)
        if rules.over_deduction:
            score = max(case.points - rules.over_deduction, _ZERO)
            ending = f"为指标值的{percent}，按规定减{plain(rules.over_deduction)}分，计{plain(score)}分。"
    return Verdict(
        explanation=f"{_done(case)}，达到{_goal(case)}，{ending}", score=score, met=True, ratio=ratio, notes=notes
    )


def _by_proportion(case: Case, target: Decimal, actual: Decimal, how: str) -> Verdict:
    score, held = missed(case, share(case.points, actual, target))
    formula = f"{plain(actual)}÷{plain(target)}×{plain(case.points)}"
    return Verdict(
        explanation=f"{_done(case)}，{how}，按{formula}{_points(score, held)}",
        score=score,
        met=False,
        ratio=_ratio(actual, target),
    )


def _ratio(actual: Decimal, target: Decimal) -> Decimal | None:
    return None if target <= 0 else actual / target


def _done(case: Case) -> str:
    actual = case.actual
    if actual.high is not None:
        return f"完成{clip(actual.text)}"
    shown = f"完成{_number(actual)}"
    if actual.typed_unit and actual.typed_unit != actual.unit:
        shown += f"（{clip(text_of(actual.text))}）"
    if number_in(actual) < 0 and case.target.comparison in (">=", ">", "=") and number_in(case.target) > 0:
        shown += "（负数按0计）"
    return shown


def _number(read: Target | Actual) -> str:
    """The number with its unit; a ratio as it was typed, with the number that it is."""
    number = clip(plain(number_in(read)) + read.unit)
    ratio = _TYPED_RATIO.search(fold(read.text)) if read.shape is Shape.RATIO else None
    return f"{clip(ratio[0])}（即{number}）" if ratio else number


_TYPED_RATIO = re.compile(r"[\d.]+[:/比][\d.]+")


def _goal(case: Case) -> str:
    target = case.target
    sign, number = SIGNS[target.comparison or "="], _number(target)
    if target.explicit:
        return sign + number
    return number if sign == "=" else f"{sign}{number}（指标值没有写符号，按{sign}理解）"


def _full(case: Case) -> str:
    return f"计满分{plain(case.points)}分。"


def _points(score: Decimal, held: bool) -> str:
    return f"计{plain(score)}分{'（未完成不计满分）' if held else ''}。"


def _day(actual: Actual) -> str:
    if actual.day is not None:
        return f"{actual.day.year}年{actual.day.month}月{actual.day.day}日"
    return "{}月{}日".format(*actual.month_day) if actual.month_day else clip(actual.text)
