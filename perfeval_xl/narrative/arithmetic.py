"""Figures in a report that can be recomputed from other figures beside them: parts, growth, shares."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from perfeval_xl.narrative.numerals import AMOUNT_UNITS, NUMBER, Figure, figure
from perfeval_xl.narrative.structure import Narrative
from perfeval_xl.narrative.text import Passage
from perfeval_xl.narrative.words import words

_UNIT = r"亿元|万元|元|人次|人|次|个|家|件|篇|期|户|项|场|份|台|条|处|名"
_WHOLE = re.compile(rf"(?P<number>{NUMBER})(?P<unit>{_UNIT})[^，。；0-9]{{0,6}}[，。；（]?其中[：，]?")
_PART = re.compile(
    rf"(?:^|[，；、：和及])(?P<label>[^，。；、：（）0-9]{{1,16}}?)(?:为|是|共|有|支出为)?(?P<number>{NUMBER})(?P<unit>{_UNIT})"
)
_GROWTH = re.compile(
    rf"(?P<present>{NUMBER})(?P<unit>{_UNIT})，?(?:同?比|较)(?:上年|去年|上一?年度|同期|上年同期|去年同期)?"
    rf"(?:同期)?(?:实际)?(?P<sign>增加|增长|增支|多|减少|下降|减支|少)了?(?P<change>{NUMBER})(?P<unit2>{_UNIT})，?(?:同比)?"
    rf"(?P<word>增长|上升|增加|增幅|增长率|下降|减少|降低|降幅)(?:率|了|为|达|达到)*(?P<rate>{NUMBER})%"
)
_SHARE = re.compile(
    rf"(?P<part>{NUMBER})(?P<unit>{_UNIT})，?(?:约)?占(?P<whole>[^，。；0-9]{{2,14}}?)(?:的比重|的比例|比重|比例|总额|总数|的)?(?:为|达)?"
    rf"(?P<rate>{NUMBER})%"
)
_SCORE_RATE = re.compile(
    rf"分值(?:为)?(?P<points>{NUMBER})分，(?:总|实)?得分?(?:为)?(?P<score>{NUMBER})分，得分率(?:为)?(?P<rate>{NUMBER})%"
)
_ADJUSTED = re.compile(
    rf"(?:全年|调整后)预算数?[^，。；0-9]{{0,6}}(?:较|比)年初(?:预算数?)?[^，。；0-9]{{0,6}}?(?P<sign>增加|调增|追加|减少|调减|核减)了?"
    rf"(?P<change>{NUMBER})(?P<unit>亿元|万元|元)(?:，[^，。；0-9]{{0,10}}(?P<rate>{NUMBER})%)?"
)
_CHANGED = re.compile(
    rf"年初[^，。；0-9]{{0,10}}?(?P<original>{NUMBER})万元，[^。；0-9]{{0,30}}?(?P<sign>追加|增加|调增|调减|核减|压减|减少)[^，。；0-9]{{0,6}}"
    rf"(?P<change>{NUMBER})万元，[^，。；0-9]{{0,10}}(?:全年|调整后)[^，。；0-9]{{0,8}}?(?P<final>{NUMBER})万元"
)
_DONE = re.compile(
    rf"(?:指标|目标)值(?:为)?[≥=]?(?P<target>{NUMBER})(?P<unit>%|[^，。；、0-9]{{0,4}})，(?:实际)?(?:完成)?(?:值)?(?:为|了)?"
    rf"(?P<actual>{NUMBER})(?P=unit)，完成率(?:为|达|达到)?(?P<rate>{NUMBER})%"
)
_INDICATORS = re.compile("[一二三]级指标")
_LESS = frozenset(("减少", "下降", "减支", "少", "调减", "核减", "压减"))
_LONGEST = 400


@dataclass(frozen=True, slots=True)
class Sum(Passage):
    """A whole and its parts, all in one unit; `complete` tells that the parts are known to make the whole."""

    whole: Figure
    parts: tuple[tuple[str, Figure], ...]
    unit: str
    complete: bool


@dataclass(frozen=True, slots=True)
class Percentage(Passage):
    """A percentage that the figures beside it give: as stated, and recomputed (in percent)."""

    stated: Figure
    true: Decimal


def sums(narrative: Narrative) -> Iterator[Sum]:
    """Every whole with 其中 and at least two parts in the same unit."""
    for item in narrative.body:
        if item.cells or "其中" not in item.text:
            continue
        for match in _WHOLE.finditer(item.text):
            if match["unit"] in "项个条" and _INDICATORS.search(item.text, match.start() - 8, match.end()):
                continue
            end = _end(item.text, match.end())
            parts = tuple(_parts(item.text[match.end() : end], match["unit"]))
            if len(parts) >= 2 and len({label for label, _ in parts}) == len(parts):
                yield Sum(item, match.start(), end, figure(match["number"]), parts, match["unit"], _complete(parts))


def _end(text: str, start: int) -> int:
    stops = [place for stop in "。）" if (place := text.find(stop, start)) >= 0]
    return min([*stops, len(text), start + _LONGEST])


def _parts(text: str, unit: str) -> Iterator[tuple[str, Figure]]:
    for match in _PART.finditer(text):
        label = match["label"]
        if match["unit"] != unit or words().pattern["amounts.skip"].search(_without_parts(label)):
            continue
        if not re.fullmatch(r"(?:实际|预算)?(?:执行|支出|完成|支付|安排)?数?", label):
            yield label, figure(match["number"])


def _without_parts(label: str) -> str:
    """`label` without the words that only name a part (人员经费, 专项支出)."""
    return re.sub(r"人员|公用|专项|三公|接待|培训|采购|其他|收入|结转|结余|项目", "", label)


def _complete(parts: tuple[tuple[str, Figure], ...]) -> bool:
    labels = "｜".join(label for label, _ in parts)
    return any(all(word in labels for word in pair.split("+")) for pair in words().text["arithmetic.complete"])


def growths(narrative: Narrative) -> Iterator[Percentage]:
    """Every growth rate that stands beside the present figure and the change."""
    for item in narrative.body:
        for match in _GROWTH.finditer(item.text):
            present = _value(match["present"], match["unit"])
            change = _value(match["change"], match["unit2"])
            if (match["unit"] in AMOUNT_UNITS) != (match["unit2"] in AMOUNT_UNITS):
                continue
            earlier = present + change if match["sign"] in _LESS else present - change
            if earlier > 0:
                yield Percentage(item, *match.span(), figure(match["rate"]), change / earlier * 100)


def shares(narrative: Narrative) -> Iterator[Percentage]:
    """Every share whose whole is an amount given before in the same paragraph."""
    for item in narrative.body:
        for match in _SHARE.finditer(item.text):
            whole = _whole(item.text[: match.start()], match["whole"], match["unit"])
            if whole:
                part = _value(match["part"], match["unit"])
                yield Percentage(item, *match.span(), figure(match["rate"]), part / whole * 100)


@dataclass(frozen=True, slots=True)
class Adjustment(Passage):
    """How much a report says the budget was adjusted: the amount in 万元, the share in percent, more or less."""

    change: Figure
    rate: Figure | None
    less: bool


def adjustments(narrative: Narrative) -> Iterator[Adjustment]:
    """Every sentence like 全年预算数较年初预算数增加45.50万元，增长5.55%."""
    for item in narrative.body:
        for match in _ADJUSTED.finditer(item.text):
            change = figure(match["change"], AMOUNT_UNITS[match["unit"]])
            rate = figure(match["rate"]) if match["rate"] else None
            yield Adjustment(item, *match.span(), change, rate, match["sign"] in _LESS)


def changes(narrative: Narrative) -> Iterator[Sum]:
    """Every sentence like 年初预算820万元，年中追加45.5万元，全年预算865.5万元 as a sum; a cut is negative."""
    for item in narrative.body:
        for match in _CHANGED.finditer(item.text):
            original, change = figure(match["original"]), figure(match["change"])
            if match["sign"] in _LESS:
                change = Figure(-change.value, change.step)
            parts = (("年初预算", original), (match["sign"], change))
            yield Sum(item, *match.span(), figure(match["final"]), parts, "万元", True)


def completions(narrative: Narrative) -> Iterator[Percentage]:
    """Every 完成率 that stands beside its target and its actual value."""
    for item in narrative.body:
        for match in _DONE.finditer(item.text):
            target = figure(match["target"]).value
            if target:
                true = figure(match["actual"]).value / target * 100
                yield Percentage(item, *match.span(), figure(match["rate"]), true)


def score_rates(narrative: Narrative) -> Iterator[Percentage]:
    """Every 得分率 that stands beside its points and score."""
    for item in narrative.body:
        for match in _SCORE_RATE.finditer(item.text):
            points = figure(match["points"]).value
            if points:
                true = figure(match["score"]).value / points * 100
                yield Percentage(item, *match.span(), figure(match["rate"]), true)


def _whole(before: str, label: str, unit: str) -> Decimal | None:
    """The last figure before, whose clause ends in `label` (占基本支出80.5% looks for 基本支出516.14万元)."""
    found = None
    for match in re.finditer(
        rf"{re.escape(label)}(?:总额|总数|合计|共计|共|为|是)*(?P<number>{NUMBER})(?P<unit>{_UNIT})", before
    ):
        if (match["unit"] in AMOUNT_UNITS) == (unit in AMOUNT_UNITS):
            found = _value(match["number"], match["unit"])
    return found


def _value(digits: str, unit: str) -> Decimal:
    return figure(digits, AMOUNT_UNITS.get(unit, Decimal(1))).value
