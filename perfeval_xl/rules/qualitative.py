"""Rules for targets in words, and for what cannot be scored by a rule."""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache

from perfeval_xl.figures import fold, plain
from perfeval_xl.names import format_rate
from perfeval_xl.rules.core import Case, Verdict, clip, interval, open_question, rule, tier_fields
from perfeval_xl.rules.wording import Meaning, bare, meaning
from perfeval_xl.scheme import Scheme, Tier
from perfeval_xl.targets import Actual, Shape, Target


@rule(
    "words",
    title="定性指标",
    kind="qualitative",
    text="实际完成值与指标值一致，或写明达标、完成、达成的，计满分；写“基本……”“比较……”“部分……”的按第二档，写未完成、未达标、不……的"
    "按最低档，由人在该档分值区间内评定；选了档次的按档次判断；其他文字由人评定。",
    example={"target": "健全", "actual": "基本健全", "points": "10"},
    gives="待评定",
    cite="tier",
)
def words(case: Case) -> Verdict:
    """A qualitative target: full points where it is plainly reached, else a person judges within the tier."""
    target, actual = case.target, case.actual
    if case.tier is not None:
        return _in_tier(case, case.tier, f"档次选的是“{case.tier.label}”")
    said = f"实际完成值“{clip(actual.words)}”"
    tiers = case.scheme.tier
    verdict = meaning(target.words, actual.words)
    tier = find_tier(actual.words, case.scheme)
    if verdict is Meaning.SAME and tier in (None, tiers[0]):  # the words for a lower tier say so wherever they stand
        return _full(case, f"实际完成值与指标值一致（{clip(actual.words)}）")
    if tier is not None:
        of = "" if bare(fold(actual.words)) == bare(fold(tier.label)) else f"，即“{tier.label}”"
        return _in_tier(case, tier, f"{said}{of}")
    if verdict is Meaning.REACHED:
        return _full(case, f"{said}，按“{tiers[0].label}”判断")
    if verdict is Meaning.PARTLY:
        return _in_tier(case, tiers[1], f"{said}，按“{tiers[1].label}”判断")
    if verdict is Meaning.NOT:
        return _in_tier(case, tiers[-1], f"{said}，按“{tiers[-1].label}”判断")
    return open_question(
        case,
        f"指标值“{clip(target.words)}”与{said}不同，不能自动判断，请选择档次或由人评定得分。",
        cite=tiers[0].cite,
    )


@rule(
    "missing",
    title="指标值或实际完成值没有填",
    kind="",
    text="空白不等于0：没有填的不计分，由人补填。",
    example={"target": "≥95%", "actual": "", "points": "2"},
    gives="待评定",
)
def missing(case: Case) -> Verdict:
    """A blank target or actual value: nothing is scored, blank is never zero."""
    blank = [
        label for label, read in (("指标值", case.target), ("实际完成值", case.actual)) if read.shape is Shape.BLANK
    ]
    return open_question(case, f"没有填{'和'.join(blank)}，请补填；空白不按0计分。")


@rule(
    "unreadable",
    title="读不懂，或指标值与实际完成值不能比较",
    kind="unreadable",
    text="写法读不懂、单位不同又不能换算、一个是数字一个是文字的，不猜，由人改写或评定。",
    example={"target": "≥95%", "actual": "3台", "points": "2"},
    gives="待评定",
)
def unreadable(case: Case) -> Verdict:
    """A text that cannot be read, or a pair that cannot be compared: a person must mend or judge it."""
    return open_question(case, f"{why_incomparable(case.target, case.actual)}，请改写或由人评定得分。")


def find_tier(text: str, scheme: Scheme) -> Tier | None:
    """The tier of `scheme` that `text` names by its label or one of its phrases."""
    return _tiers(scheme).get(bare(fold(text)))


@lru_cache(maxsize=64)
def _tiers(scheme: Scheme) -> dict[str, Tier]:
    """The tiers by what they are called, as `bare` gives it; where two are called alike, the higher one."""
    named = [(bare(fold(name)), tier) for tier in scheme.tier for name in (tier.label, *tier.phrases)]
    return dict(reversed(named))


_NUMBERS = (Shape.NUMBER, Shape.RATIO)
_COMPARABLE = {Shape.RANGE: _NUMBERS, Shape.NUMBER: _NUMBERS, Shape.RATIO: _NUMBERS}
"""What an actual value may be besides what its target is."""
_CALLED = {
    Shape.NUMBER: "数字",
    Shape.RATIO: "比例",
    Shape.RANGE: "区间",
    Shape.DATE: "日期",
    Shape.WORDS: "文字",
}


def why_incomparable(target: Target, actual: Actual) -> str:
    """Why the two cannot be compared, in Chinese without a full stop; empty when they can."""
    if target.shape is Shape.UNREADABLE:
        return f"指标值“{clip(target.text)}”读不懂" + _because(target.reason)
    if actual.shape is Shape.UNREADABLE:
        return f"实际完成值“{clip(actual.text)}”读不懂" + _because(actual.reason)
    if actual.unit_conflict:
        return (
            f"指标值“{clip(target.text)}”与实际完成值“{clip(actual.text)}”的单位"
            f"（{clip(target.unit) or '无'}、{clip(actual.typed_unit or actual.unit) or '无'}）不能换算"
        )
    if actual.shape is target.shape or actual.shape in _COMPARABLE.get(target.shape, ()):
        return ""
    return (
        f"指标值“{clip(target.text)}”是{_CALLED[target.shape]}，"
        f"实际完成值“{clip(actual.text)}”是{_CALLED[actual.shape]}，不能比较"
    )


def _because(reason: str) -> str:
    return f"（{reason.rstrip('。')}）" if reason else ""


def _full(case: Case, reason: str) -> Verdict:
    tier = case.scheme.tier[0]
    return Verdict(
        explanation=f"{reason}，计满分{plain(case.points)}分。",
        score=case.points,
        met=True,
        **tier_fields(case.points, tier),
    )


def _in_tier(case: Case, tier: Tier, reason: str) -> Verdict:
    fields = tier_fields(case.points, tier)
    allowed = interval(fields["low"], fields["high"], fields["low_open"], fields["high_open"])
    share = f"{_percent(tier.high, tier.high_included)}至{_percent(tier.low, tier.low_included)}"
    if tier is case.scheme.tier[0]:
        return Verdict(
            explanation=f"{reason}（分值的{share}），计满分{plain(case.points)}分；如不给满分，得分应在{allowed}之间。",
            score=case.points,
            met=True,
            **fields,
        )
    return Verdict(explanation=f"{reason}（分值的{share}），请由人评定，得分应在{allowed}之间。", met=False, **fields)


def _percent(value: Decimal, included: bool) -> str:
    """A share of the points; only a border between two tiers needs to be told which side it belongs to."""
    return format_rate(value).replace(".00%", "%") + ("（含）" if included and 0 < value < 1 else "")
