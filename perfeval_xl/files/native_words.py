"""The words that the plain formulas know: signs, units, plain words. All of them are asked of the reader in Python.

A spelling is listed here only when `read_target` and `read_actual` read it in the one way that the formulas can
follow, so the two cannot drift apart: what the reader takes otherwise drops out of the list by itself.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cache

from perfeval_xl.checks.words import words
from perfeval_xl.files.native_lists import Area
from perfeval_xl.rules.wording import Meaning, meaning
from perfeval_xl.target_shapes import Shape
from perfeval_xl.target_units import canonical, is_scale, leading_unit, take_apart
from perfeval_xl.target_words import HIGHER_AFTER_ALL, LOWER_IS_BETTER, listed
from perfeval_xl.targets import read_actual, read_target

_SIGNS = {">=": "≥", "<=": "≤", ">": ">", "<": "<", "=": "="}
_SIGN_SPELLINGS = listed(
    "≥ ≧ ⩾ >= => ≥= ≥≥ ＞＝ ＞= >＝ ＝＞ 》 》= 》＝ 〉 ≤ ≦ ⩽ <= =< ≤= ≤≤ ＜＝ ＜= <＝ ＝＜ 《 《= 《＝ 〈 > "
    "＞ < ＜ = ＝ == 大于等于 大于或等于 高于等于 不低于 不少于 不小于 至少 最少 最低 达到 达到≥ 达 小于等于 "
    "小于或等于 低于等于 不超过 不高于 不大于 不多于 不得超过 不超出 至多 最多 最高 控制在 大于 高于 超过 "
    "多于 小于 低于 少于 不足 等于"
)
_SUFFIX_SPELLINGS = listed("以上 及以上 之上 以下 及以下 之下 以内 及以内 之内")
_ACTUAL_STARTS = listed("完成 已完成 完成率 实际完成 实际 达到 达 实现 共 共计 合计 累计 总计 为")
_NO_UNITS = listed("定性指标 定性 定量指标 定量 无 无单位 文字 文本 数值 数量 时间 日期 时限 是否 其他 - — / 年月日")
_COUNTERS = listed(
    "次 场 场次 回 轮 轮次 人 名 位 台 台套 套 件 份 篇 期 项 条 家 户 所 处 座 间 栋 幢 辆 艘 架 部 本 册 "
    "张 幅 块 株 棵 班 班次 课时 学时 批 批次 起 宗 例 案 桩 头 只 羽 尾 匹 口 眼 盏 根 支 枝 把 门 种 类 级 "
    "层 遍 倍 分 名次 床 床位 点 站 段 标段 字 页 题 盘 箱 瓶 袋 桶 包 盒 车 车次 人次 户次 家次 件次 台次 "
    "项次 节 幕 集 首 堂 组 队 村 社区 乡镇 街道 路 线 片 单 票 封 面 副 双 对 方 趟 盆 个 个村 个行政村 "
    "个单位 个部门 个项目 个社区 个乡镇 个点 个问题 个企业"
)
_MEASURES = listed(
    "% ‰ 元 吨 公斤 千克 克 公里 千米 米 厘米 平方公里 公顷 平方米 平米 亩 立方米 立方 升 小时 个小时 分钟 "
    "天 工作日 个工作日 个月 岁 周岁 个百分点 百分点 千瓦时 千瓦 兆瓦"
)
_SCALED = listed("元 人 人次 件 份 次 户 亩 平方米 立方米 吨 棵 株 册 千瓦时 个 只 头 羽 米 公里 斤 条 张 字")
_SCALES = listed("万 亿 千万 百万")
_PER = listed(
    "元/人 元/次 元/人/次 元/人/天 元/人/月 元/人/年 元/月 元/年 元/天 元/户 元/亩 元/平方米 元/台 元/件 "
    "元/套 元/辆 元/米 元/公里 元/吨 元/个 元/份 元/场 元/期 元/课时 元/小时 元/棵 元/株 元/立方米 万元/公里 "
    "万元/人 万元/年 万元/个 万元/亩 万元/台 万元/次 万元/套 人/月 人/次 人/年 人/天 人/期 人/场 次/月 次/年 "
    "次/周 次/天 次/人 场/年 场/月 次/季度 期/年 小时/天 天/年 台/人 吨/天 吨/年 件/人 件/年 件/月 个/年 "
    "个/月 公斤/亩 平方米/人"
)
_ALIKE = (listed("次 场 场次 回 轮 轮次"), listed("人 名 位"), listed("台 台套"))
"""Measure words that the reader takes for one another; each class is one kind here."""
_DONE = listed("达标 达成 达到 完成 实现 合格 落实 是 已达标 已完成 全部完成")
_NUMBERS = ("12", "2021")
_NAMES = ("", "完成时间")
"""What a spelling is tried with when the lists are made; the tests try far more."""
_LATIN = "".join(map(chr, range(0x21, 0x7F)))
_NAME_MARKS = "“”、，。；：？！（）《》〈〉【】％＋－＝＞＜／—…·‘’"
_NOT_PLAIN = frozenset("年月季旬半零一二两三四五六七八九十百千万亿向每")
"""Characters that may make a date, a numeral or a direction of words; a text with one of them is not plain."""
PLACES = 40
"""How long a text of plain words may be."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A spelling of a unit: what kind of thing (with what it is counted per), its size, its 万.

    `sort` says how to convert: "none", "scale" (a bare 万), "ratio", "money", "count" or "measure".
    """

    spelling: str
    kind: str
    size: float
    scale: float
    sort: str


def _power_of_ten(size: Fraction) -> bool:
    return math.log10(size).is_integer() and 10 ** round(math.log10(size)) == size


def _reads(spelling: str) -> bool:
    """Whether the reader takes this unit for itself after every kind of number, whatever the indicator's name."""
    unit = canonical(spelling)
    if leading_unit(spelling) != spelling or not unit:
        return False
    for name in _NAMES:
        for figures in _NUMBERS:
            found = read_target("≥" + figures + spelling, name=name)
            plain_scale = is_scale(unit) and found.unit in (unit, unit + "元")
            right_number = found.shape is Shape.NUMBER and found.number == Decimal(figures)
            if not right_number or not (found.unit == unit or plain_scale):
                return False
    return True


def _unit(spelling: str) -> Unit:
    word = canonical(spelling)
    parts = take_apart(word)
    if is_scale(word):
        return Unit(spelling, "", float(parts.scale), float(parts.scale), "scale")
    sort = {"money": "money", "ratio": "ratio"}.get(parts.kind, "measure" if spelling in _MEASURES else "count")
    kind, size = parts.kind, parts.size
    if not _power_of_ten(size):
        # 亩 against 平方米 does not come out even: such a pair is left to the reader in Python.
        kind, size = word.partition("/")[0], parts.scale
    kind = next((group[0] for group in _ALIKE if kind in group), kind)
    if parts.scale != size and sort == "count":
        sort = "measure"
    return Unit(spelling, f"{kind}/{parts.per}" if parts.per else kind, float(size), float(parts.scale), sort)


@cache
def units() -> tuple[Unit, ...]:
    """The units, an empty one first, short ones before long ones."""
    scaled = [scale + word for scale in ("万", "亿", "千", "百") for word in ("元",)]
    scaled += ["万" + word for word in _SCALED[1:]]
    every = dict.fromkeys((*_COUNTERS, *_MEASURES, *scaled, *_SCALES, *_PER))
    found = [_unit(word) for word in every if _reads(word)]
    return (Unit("", "", 1.0, 1.0, "none"), *sorted(found, key=lambda unit: len(unit.spelling)))


def _short_first(pairs: dict[str, str]) -> tuple[tuple[str, str], ...]:
    return (("", ""), *sorted(pairs.items(), key=lambda pair: len(pair[0])))


def _sign_of(before: str, after: str) -> str:
    """The sign that the reader sees in these words around any number; empty where it does not always see the same."""
    signs = set()
    for figures in _NUMBERS:
        for unit in ("%", "", "天"):
            for name in _NAMES:
                found = read_target(before + figures + unit + after, name=name)
                good = found.shape is Shape.NUMBER and found.number == Decimal(figures) and found.explicit
                signs.add(_SIGNS.get(found.comparison or "", "") if good else "")
    return signs.pop() if len(signs) == 1 else ""


@cache
def signs() -> tuple[tuple[str, str], ...]:
    """What may stand before the number of a target, and the sign that it means."""
    return _short_first({word: sign for word in _SIGN_SPELLINGS if (sign := _sign_of(word, ""))})


@cache
def suffixes() -> tuple[tuple[str, str], ...]:
    """What may stand after the unit of a target, and the sign that it means."""
    return _short_first({word: sign for word in _SUFFIX_SPELLINGS if (sign := _sign_of("", word))})


@cache
def actual_starts() -> tuple[str, ...]:
    """Words before the number of an actual value that say nothing."""
    target = read_target("≥95%")
    good = []
    for word in _ACTUAL_STARTS:
        read = [
            (read_actual(f"{word}{figures}%", target), Decimal(figures)) for figures in ("96", "0.5", "100", "12.5")
        ]
        if all(found.shape is Shape.NUMBER and found.number == number for found, number in read):
            good.append(word)
    return ("", *sorted(good, key=len))


@cache
def done_words() -> tuple[str, ...]:
    """Actual values that say of any target in words that it was reached."""
    return tuple(word for word in _DONE if meaning("健全", word) is Meaning.REACHED)


def no_units() -> tuple[str, ...]:
    """Words of the column 度量单位 that are no unit."""
    return tuple(word for word in _NO_UNITS if canonical(word) == "")


@cache
def blank_target() -> tuple[str, ...]:
    """What stands for no target, so that 评分标准 decides."""
    return tuple(word for word in sorted(words().no_value) if read_target(word).shape is Shape.BLANK)


@cache
def no_actual() -> tuple[str, ...]:
    """What stands for no actual value, whatever the target."""
    targets = [read_target(text) for text in ("≥95%", "健全", "2021年12月20日之前")]
    return tuple(
        word
        for word in sorted(words().no_value)
        if all(read_actual(word, target).shape is Shape.BLANK for target in targets)
    )


@cache
def plain_characters() -> str:
    """The Chinese characters of GB 2312 without those that may be a numeral, a date or a direction."""
    rows, cells = range(0xB0, 0xF8), range(0xA1, 0xFF)
    codes = (bytes((row, place)) for row in rows for place in cells if not (row == 0xD7 and place > 0xF9))
    return "".join(char for char in (code.decode("gb2312") for code in codes) if char not in _NOT_PLAIN)


def name_characters() -> str:
    """The characters of a name of which the formulas know that nothing is hidden in them."""
    return plain_characters() + "".join(sorted(_NOT_PLAIN)) + _LATIN + _NAME_MARKS


def _indexes(count: int) -> tuple[float, ...]:
    return tuple(map(float, range(1, count + 1)))


@cache
def areas() -> dict[str, Area]:
    """The columns of 列表 that the formulas use, by the part of their name after `native.`."""
    columns: dict[str, tuple[str | float, ...]] = {
        "signs": tuple(word for word, _ in signs()),
        "sign_meanings": tuple(sign for _, sign in signs()),
        "suffixes": tuple(word for word, _ in suffixes()),
        "suffix_meanings": tuple(sign for _, sign in suffixes()),
        "starts": actual_starts(),
        "units": tuple(unit.spelling for unit in units()),
        "unit_kinds": tuple(unit.kind for unit in units()),
        "unit_sizes": tuple(unit.size for unit in units()),
        "unit_scales": tuple(unit.scale for unit in units()),
        "unit_sorts": tuple(unit.sort for unit in units()),
        "no_units": no_units(),
        "done": done_words(),
        "no_target": ("", *sorted(words().no_value | words().bare_comparisons)),
        "blank_target": ("", *blank_target()),
        "no_actual": ("", *no_actual()),
        "no_reason": ("", *sorted(words().no_reason)),
        "lower": LOWER_IS_BETTER,
        "higher": HIGHER_AFTER_ALL,
        "places": _indexes(PLACES),
        "plain": (plain_characters(),),
        "name_plain": (name_characters(),),
    }
    for part in ("signs", "suffixes", "starts", "units", "no_units", "done"):
        columns[part + "_index"] = _indexes(len(columns[part]))
    return {part: Area(f"native.{part}", entries) for part, entries in columns.items()}
