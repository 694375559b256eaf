"""Rules written out as people write them: a rule is drawn, and words for it, so that the reading can be compared.

A `Rule` knows the score of every figure from numbers alone; nothing in it comes from a text.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_FLOOR, Decimal

from hypothesis import strategies as st

ZERO = Decimal(0)
NAMES = ("", "完成率", "预算执行率", "群众满意度", "“三公经费”控制率", "项目支出预算执行率", "及时公开率", "资产利用率")
WIDE = str.maketrans("0123456789%-.,;:()<>=", "０１２３４５６７８９％－．，；：（）＜＞＝")
HALVES = st.integers(0, 40).map(lambda half: Decimal(half) / 2)


@dataclass(frozen=True)
class Steps:
    """A step table: `edges` fall, each figure belongs to the first band whose edge it reaches (or, falling, keeps)."""

    edges: tuple[int, ...]
    awards: tuple[Decimal, ...]
    rising: bool

    def score(self, value: Decimal) -> Decimal:
        for edge, award in zip(self.edges, self.awards, strict=False):
            if (value >= edge) if self.rising else (value <= edge):
                return award
        return self.awards[-1]

    @property
    def points(self) -> Decimal:
        return self.awards[0]


@dataclass(frozen=True)
class Slope:
    """Full points up to `base`, so much off for every step beyond, at most `most`, nothing beyond `zero`."""

    base: int
    step: int
    take: Decimal
    full: Decimal
    rising: bool
    most: Decimal | None
    zero: int | None

    def score(self, value: Decimal) -> Decimal:
        beyond = self.base - value if self.rising else value - self.base
        if self.zero is not None and (value < self.zero if self.rising else value > self.zero):
            return ZERO
        if beyond <= 0:
            return self.full
        loss = (beyond / self.step).to_integral_value(ROUND_FLOOR) * self.take
        return max(self.full - (loss if self.most is None else min(loss, self.most)), ZERO)

    @property
    def points(self) -> Decimal:
        return self.full


def plain(number: Decimal | int) -> str:
    return f"{Decimal(number).normalize():f}"


@st.composite
def step_tables(draw) -> tuple[Steps, str]:
    """A step table and a way of writing it."""
    rising = draw(st.booleans())
    edges = sorted(draw(st.lists(st.integers(1, 120), min_size=1, max_size=4, unique=True)), reverse=rising)
    count = len(edges) + 1
    awards = sorted(draw(st.lists(HALVES, min_size=count, max_size=count, unique=True)), reverse=True)
    if draw(st.booleans()):
        awards[-1] = ZERO
    rule = Steps(tuple(edges), tuple(awards), rising)
    name = draw(st.sampled_from(NAMES))
    bands = []
    for place, award in enumerate(awards):
        repeat = name if place == 0 or draw(st.booleans()) else ""
        bands.append(_band(draw, rule, place, repeat, name or "X") + _award(draw, award, rule.points))
    return rule, _joined(draw, bands)


def _band(draw, rule: Steps, place: int, name: str, inner: str) -> str:
    edges = rule.edges
    if place == 0:
        return name + draw(st.sampled_from(_FIRST[rule.rising])).format(a=edges[0])
    if place == len(edges):
        return name + draw(st.sampled_from(_LAST[rule.rising])).format(a=edges[-1])
    low, high = (edges[place], edges[place - 1]) if rule.rising else (edges[place - 1], edges[place])
    words = draw(st.sampled_from(_BETWEEN[rule.rising]))
    return (name if "{n}" not in words else "") + words.format(a=low, b=high, n=inner)


_FIRST = {
    True: (
        *(
            "≥{a}%",
            "≧{a}%",
            ">={a}%",
            "{a}%（含）以上",
            "{a}%及以上",
            "{a}%以上（含{a}%）",
            "达到{a}%（含）以上",
            "不低于{a}%",
        ),
        *(
            "大于等于{a}%",
            "大于或等于{a}%",
            "至少{a}%",
            "{a}%(含{a}%)以上",
            "在{a}%（含）以上",
            "达{a}%及以上",
            "高于或等于{a}%",
        ),
    ),
    False: (
        *("≤{a}%", "≦{a}%", "<={a}%", "{a}%（含）以下", "{a}%及以下", "{a}%以下（含{a}%）", "不高于{a}%", "不超过{a}%"),
        *(
            "小于等于{a}%",
            "小于或等于{a}%",
            "在{a}%以内（含{a}%）",
            "控制在{a}%（含）以内",
            "{a}%（含）以内",
            "不大于{a}%",
        ),
    ),
}
_LAST = {
    True: (
        "低于{a}%",
        "＜{a}%",
        "<{a}%",
        "不足{a}%",
        "{a}%以下（不含）",
        "小于{a}%",
        "未达到{a}%",
        "不到{a}%",
        "{a}%以下（不含{a}%）",
    ),
    False: (
        "高于{a}%",
        "＞{a}%",
        ">{a}%",
        "超过{a}%",
        "{a}%以上（不含）",
        "大于{a}%",
        "超出{a}%",
        "{a}%以上（不含{a}%）",
    ),
}
_BETWEEN = {
    True: (
        *("{a}%（含）-{b}%", "{a}%≤{n}＜{b}%", "[{a}%,{b}%)", "{a}%（含）至{b}%（不含）", "大于等于{a}%且小于{b}%"),
        *("低于{b}%但不低于{a}%", "{a}%以上（含{a}%）{b}%以下（不含{b}%）", "{b}%＞{n}≥{a}%", "{a}%（含）～{b}%"),
        *(
            "{a}%（含{a}%）—{b}%",
            "不低于{a}%、低于{b}%",
            "在{a}%（含）-{b}%之间",
            "≥{a}%，＜{b}%",
            "{a}%（含）到{b}%（不含{b}%）",
        ),
        *("{a}%（含）-{b}%（不含）", "≥{a}%且＜{b}%", "在{a}%（含）至{b}%之间", "不足{b}%、达到{a}%"),
    ),
    False: (
        *("{a}%-{b}%（含）", "{a}%＜{n}≤{b}%", "({a}%,{b}%]", "{a}%（不含）至{b}%（含）", "大于{a}%且小于等于{b}%"),
        *("超过{a}%但不超过{b}%", "{b}%≥{n}＞{a}%", "{a}%～{b}%（含）", "{a}%—{b}%（含{b}%）", "高于{a}%、不高于{b}%"),
        *("在{a}%-{b}%（含）之间", "＞{a}%，≤{b}%", "{a}%（不含）-{b}%（含）", "{a}%（不含{a}%）至{b}%（含{b}%）"),
    ),
}


def _award(draw, award: Decimal, full: Decimal) -> str:
    link = draw(st.sampled_from(("，", "的，", "", "的", "，则", "时，", "：")))
    verb = draw(st.sampled_from(("计", "得", "记", "给", "可得") if link != "：" else ("", "得")))
    if award == ZERO and draw(st.booleans()):
        return link + draw(st.sampled_from(("不得分", "计0分", "得零分", "不计分", "不予得分")))
    if award == full and draw(st.booleans()):
        return link + draw(st.sampled_from(("得满分", "计满分")))
    return f"{link}{verb or '得'}{plain(award)}分"


def _joined(draw, parts: list[str]) -> str:
    separator = draw(st.sampled_from(("；", "。", "；\n", "\n", ";", "，", "； ")))
    text = separator.join(parts) + draw(st.sampled_from(("", "。", "；", " ")))
    if draw(st.booleans()):
        text = text.translate(WIDE) if draw(st.booleans()) else text.replace("（", "(").replace("）", ")")
    if draw(st.booleans()):
        place = draw(st.integers(0, len(text)))
        text = text[:place] + draw(st.sampled_from((" ", "　", "\t"))) + text[place:]
    return text


@st.composite
def slopes(draw) -> tuple[Slope, str]:
    """A deduction per step and a way of writing it."""
    rising = draw(st.booleans())
    base = draw(st.integers(20, 110))
    step = draw(st.sampled_from((1, 1, 1, 2, 5, 10)))
    full = draw(HALVES.filter(lambda points: points > 0))
    take = draw(st.sampled_from([Decimal(text) for text in ("0.1", "0.2", "0.5", "1", "2", "0.05")]))
    most = draw(st.none() | st.sampled_from([full, full / 2]))
    room = draw(st.integers(5, 15)) * step
    zero = draw(st.none() | st.just(base - room if rising else base + room))
    rule = Slope(base, step, take, full, rising, most, zero)
    name = draw(st.sampled_from(NAMES))
    first = draw(st.sampled_from(_FIRST[rising])).format(a=base)
    away = draw(
        st.sampled_from(
            ("低", "低于", "降低", "减少", "下降", "少") if rising else ("超过", "高", "增加", "高于", "超", "上升")
        )
    )
    size = draw(st.sampled_from((f"{step}个百分点", f"{step}%") + (("一个百分点",) if step == 1 else ())))
    taken = draw(
        st.sampled_from((f"扣{plain(take)}分", f"，扣{plain(take)}分", f"的扣{plain(take)}分", f"扣减{plain(take)}分"))
    )
    parts = [name + first + _award(draw, full, full)]
    condition = draw(st.sampled_from(("", "", f"{'低于' if rising else '超过'}{base}%的，")))
    parts.append(f"{condition}每{away}{size}{taken}")
    if most is not None and draw(st.booleans()) and most == full:
        parts[-1] += draw(st.sampled_from(("，扣完为止", "，扣完该项分值为止", "，直至扣完", "，扣完本项分值为止")))
    elif most is not None:
        parts[-1] += draw(
            st.sampled_from((f"，最多扣{plain(most)}分", f"，最高扣{plain(most)}分", f"，扣完{plain(most)}分为止"))
        )
    if zero is not None:
        parts.append(
            f"{'低于' if rising else '超过'}{zero}%{draw(st.sampled_from(('的不得分', '不得分', '的，不得分')))}"
        )
    return rule, _joined(draw, parts)
