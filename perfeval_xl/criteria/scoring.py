"""The score that a 评分标准 gives for an actual value: exact, explained, or the reason why a person must judge."""

from __future__ import annotations

import re
from decimal import ROUND_CEILING, ROUND_FLOOR, Context, Decimal
from typing import NamedTuple

from perfeval_xl.criteria.answers import Unclear, count_in, figure_in, items_in
from perfeval_xl.criteria.choices import chosen
from perfeval_xl.criteria.shapes import Award, Band, Choice, Claim, End, Item, Proportion, Result, Slope, Standard
from perfeval_xl.criteria.words import LEFT_TO_A_PERSON
from perfeval_xl.figures import Typed, is_blank, plain, quoted, round_half_up, text_of
from perfeval_xl.target_notes import Note

_WIDE = Context(prec=400)
_ZERO = Decimal(0)
_LACKING = re.compile("(?:缺少|缺|少|漏)(.+)")
_BELOW = re.compile("(?:凡是?)?未|达不到|不达标|低于|不足")
_UNIT_OF_STEPS = {"%": "个百分点"}
_PARTIALS = {"whole": "不足一步的不扣", "begun": "不足一步的按一步扣", "share": "不足一步的按比例扣"}


class _Due(NamedTuple):
    """What a standard gives before it is held to the points, and how: a clause without its full stop."""

    score: Decimal
    told: str
    notes: tuple[Note, ...] = ()


def score(standard: Standard, actual: Typed, points: Decimal, *, partial: str = "whole", unit: Typed = None) -> Result:
    """The score of `actual` under `standard`, 0..`points`, unrounded; None where a person must judge, with the reason.

    `partial` says what a step begun but not finished counts where the text does not say: "whole" (nothing), "begun" (a
    full step), "share" (its part). `unit` is the 度量单位 column. Never raises on any text.
    """
    if standard.unread:
        return Result(None, unread_words(standard))
    if is_blank(actual):
        return Result(None, "没有填实际完成值，不能按评分标准计分，请补填。")
    try:
        due = _score(standard, actual, points, partial, unit)
    except Unclear as trouble:
        return Result(None, f"{trouble}，{'' if trouble.advised else '请改写，'}或由人评定得分。")
    ceiling = points if standard.ceiling is None else min(points, standard.ceiling.of(points))
    clipped = max(min(due.score, ceiling), _ZERO)
    told = f"，最多计{shown(clipped)}分" if due.score > ceiling else ""
    return Result(clipped, f"{due.told}{told}。", due.notes)


def unread_words(standard: Standard) -> str:
    """One sentence that names the words of `standard` that were not read, each with the reason."""
    if all(item.reason == LEFT_TO_A_PERSON for item in standard.unread):
        texts = "".join(quoted(item.text) for item in standard.unread)
        return f"评分标准没有写怎样计分，要由人评定：{texts}。请直接填得分，或细化成能计分的标准。"
    parts = [f"{quoted(item.text)}{item.reason}" for item in standard.unread]
    return f"评分标准读不懂：{'；'.join(parts)}。请改写，或由人评定得分。"


def shown(value: Decimal) -> str:
    """A number inside an explanation: plain, at most four decimals."""
    return plain(round_half_up(value, 4))


def _score(standard: Standard, actual: Typed, points: Decimal, partial: str, unit: Typed) -> _Due:
    if standard.measured:
        return _measured(standard, actual, points, partial, unit)
    if standard.counts:
        return _counted(standard, actual, points, partial)
    if standard.items:
        return _listed(standard, actual, points)
    most = max(choice.award.of(points) for choice in standard.choices)
    if most < points and sum(choice.award.of(points) for choice in standard.choices) == points:
        raise Unclear("评分标准没有写明各句是只居其一，还是可以相加（可以相加的请编号①②）")
    choice = chosen(standard, actual)
    return _Due(choice.award.of(points), f"符合{quoted(choice.text)}，计{shown(choice.award.of(points))}分")


def _measured(standard: Standard, actual: Typed, points: Decimal, partial: str, unit: Typed) -> _Due:
    figure = figure_in(actual, standard, unit)
    results = [_at(standard, value, points, partial) for value in figure.values]
    if len(results) > 1:
        one, other = (f"{shown(value)}{standard.unit}" for value in figure.values)
        if results[0].score != results[1].score:
            raise Unclear(f"“{shown(figure.values[1])}”看不出是{one}还是{other}，请连百分号一起写", advised=True)
    return _Due(results[0].score, results[0].told, figure.notes)


def _at(standard: Standard, value: Decimal, points: Decimal, partial: str) -> _Due:
    """The score at one figure."""
    value = abs(value) if standard.absolute else value
    told = _figure(standard, value)
    clause = deciding(standard, value, points)
    if isinstance(clause, Slope):
        return _deducted(standard, clause, value, points, partial, told)
    if isinstance(clause, Proportion):
        base, full = clause.base, clause.award.of(points)
        due = full * max(min(_WIDE.divide(value, base), Decimal(1)), _ZERO)
        return _Due(due, f"{told}，按比例计分：{shown(value)}÷{shown(base)}×{shown(full)}，计{shown(due)}分")
    if clause is None:
        return _Due(points, f"{told}，没有扣分情形（{standard.slopes[0].text}），计{shown(points)}分")
    due = clause.award.of(points)
    if isinstance(clause, Choice):
        return _Due(due, f"{told}，不符合前面各档，按{quoted(clause.text)}计{shown(due)}分")
    return _Due(due, f"{told}，符合{quoted(clause.text)}，计{shown(due)}分")


def deciding(standard: Standard, value: Decimal, points: Decimal) -> Band | Slope | Proportion | Choice | None:
    """The clause that decides at a figure; None where deductions are written and none applies; Unclear without any."""
    band = band_at(standard, value)
    if band and standard.proportion and _belongs_to_share(standard.proportion, band, value):
        band = None
    slope = next((one for one in standard.slopes if excess(one, value) > 0), None)
    if band and slope and band.award.of(points) > 0:
        told = _figure(standard, value)
        raise Unclear(f"{told}既符合{quoted(band.text)}，又要{quoted(slope.text)}，评分标准前后冲突")
    if band or slope:
        return band or slope
    if standard.slopes and not any(one.award.of(points) > 0 for one in standard.bands):
        return None
    if standard.proportion and shared(standard.proportion, value):
        return standard.proportion
    if standard.otherwise and not _beyond_all(standard, value):
        return standard.otherwise
    raise Unclear(f"评分标准没有写{_figure(standard, value)}计多少分")


def _figure(standard: Standard, value: Decimal) -> str:
    return f"{standard.subject or '实际完成值'}{shown(value)}{standard.unit}"


def _beyond_all(standard: Standard, value: Decimal) -> bool:
    """Whether 未完成的不得分 would meet a figure above the band that gives points: that one is not 未完成."""
    below = standard.otherwise and _BELOW.match(standard.otherwise.words)
    return bool(below) and any(
        band.high and value > band.high.value and band.award.of(Decimal(1)) for band in standard.bands
    )


def shared(proportion: Proportion, value: Decimal) -> bool:
    """Whether `value` lies where the proportion is written to hold."""
    return _claim_of(proportion, value) is not Claim.NONE


def _claim_of(stretch: Band | Proportion, value: Decimal) -> Claim:
    return min(_claim_at(stretch.low, value, 1), _claim_at(stretch.high, value, -1))


def _belongs_to_share(proportion: Proportion, band: Band, value: Decimal) -> bool:
    """Whether the figure at the end of `band` is more firmly claimed by the stretch of the proportion."""
    written = proportion.low or proportion.high
    return bool(written) and _claim_of(proportion, value) > claim_on(band, value)


def excess(slope: Slope, value: Decimal) -> Decimal:
    """How far `value` lies beyond the base of `slope`, in its direction; 0 or less: not at all."""
    distance = value - slope.base
    return abs(distance) if slope.direction == 0 else distance * slope.direction


def _deducted(standard: Standard, slope: Slope, value: Decimal, points: Decimal, partial: str, told: str) -> _Due:
    unit = _UNIT_OF_STEPS.get(standard.unit, standard.unit)
    over = excess(slope, value)
    steps, remark = _steps(standard, over, slope.step, partial)
    start = start_of(standard, points)
    loss = _loss(standard, steps * slope.take.of(points), points)
    side = "与" if slope.direction == 0 else "超过" if slope.direction > 0 else "低于"
    distance = f"{side}{shown(slope.base)}{standard.unit}{'相差' if slope.direction == 0 else '共'}{shown(over)}{unit}"
    return _Due(
        start - loss,
        f"{told}，{distance}，按{quoted(slope.text)}扣{shown(loss)}分{remark}，计{shown(max(start - loss, _ZERO))}分",
    )


def start_of(standard: Standard, points: Decimal) -> Decimal:
    """What deductions are taken from: the points of the one full band, else all points."""
    return max((band.award.of(points) for band in standard.bands), default=points) or points


def _loss(standard: Standard, loss: Decimal, points: Decimal) -> Decimal:
    return loss if standard.most_taken is None else min(loss, standard.most_taken.of(points))


def _steps(standard: Standard, amount: Decimal, step: Decimal, partial: str) -> tuple[Decimal, str]:
    """How many steps `amount` counts for, and the remark on a step begun."""
    exact = _WIDE.divide(amount, step)
    rule = standard.partial or partial
    if exact == exact.to_integral_value(rounding=ROUND_FLOOR):
        return exact, ""
    source = "" if standard.partial else "，评分标准没有写明，按本方案的口径"
    remark = f"（{_PARTIALS[rule]}{source}）"
    if rule == "share":
        return exact, remark
    return exact.to_integral_value(rounding=ROUND_CEILING if rule == "begun" else ROUND_FLOOR), remark


def band_at(standard: Standard, value: Decimal) -> Band | None:
    """The band that `value` falls into; Unclear where two bands claim it alike and give different points."""
    claims = [(claim_on(band, value), band) for band in standard.bands]
    best = max((claim for claim, _ in claims), default=Claim.NONE)
    if best is Claim.NONE:
        return None
    winners = [band for claim, band in claims if claim is best]
    if len({band.award for band in winners}) > 1:
        texts = "和".join(quoted(band.text) for band in winners)
        raise Unclear(f"{shown(value)}{standard.unit}同时符合{texts}，评分标准没有写明含在哪一档")
    return winners[0]


def claim_on(band: Band, value: Decimal) -> Claim:
    """How firmly `band` claims `value`."""
    return _claim_of(band, value)


def _claim_at(end: End | None, value: Decimal, direction: int) -> Claim:
    if end is None or (value - end.value) * direction > 0:
        return Claim.INSIDE
    return end.claim if value == end.value else Claim.NONE


def _counted(standard: Standard, actual: Typed, points: Decimal, partial: str) -> _Due:
    (count,) = standard.counts
    number = _missing(actual, standard) if count.missing and standard.items else count_in(actual, standard)
    steps, remark = _steps(standard, number, count.step, partial)
    told = f"{shown(number)}{count.unit}"
    if count.sign > 0:
        earned = steps * count.award.of(points)
        return _Due(earned, f"{told}，按{quoted(count.text)}得{shown(earned)}分{remark.replace('扣', '计')}")
    start = choice_start(standard, points)
    loss = _loss(standard, steps * count.award.of(points), points)
    return _Due(
        start - loss, f"{told}，按{quoted(count.text)}扣{shown(loss)}分{remark}，计{shown(max(start - loss, _ZERO))}分"
    )


def _missing(actual: Typed, standard: Standard) -> Decimal:
    """How many items of the list are not met: 缺1项, or by naming those that are (a bare number might be either)."""
    said = _LACKING.fullmatch(text_of(actual))
    return count_in(said[1], standard) if said else Decimal(len(standard.items) - len(items_in(actual, standard)))


def choice_start(standard: Standard, points: Decimal) -> Decimal:
    """What counted faults are deducted from: the points of the best words, else all points."""
    return max((choice.award.of(points) for choice in standard.choices), default=points)


def _listed(standard: Standard, actual: Typed, points: Decimal) -> _Due:
    total = listed_points(standard.items, points)
    if total > points and standard.ceiling is None:
        raise Unclear(f"评分标准各条合计{shown(total)}分，超过分值{shown(points)}分")
    met = items_in(actual, standard)
    earned = sum((item.award.of(points) for item in met if item.award), _ZERO)
    named = "".join(item.mark for item in met) or "没有一条"
    return _Due(earned, f"符合{named}，计{shown(earned)}分（共{len(standard.items)}条）")


def listed_points(items: tuple[Item, ...], points: Decimal) -> Decimal:
    """What all items of a check list give together."""
    return sum((item.award.of(points) for item in items if isinstance(item.award, Award)), _ZERO)
