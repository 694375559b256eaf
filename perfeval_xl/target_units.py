"""Units of targets and actual values: found in a text, written in one way, converted where that is exact and safe.

Not converted on purpose: 天 and 小时 (a training day is not 24 hours), 月 and 天, 工作日 and 天, 人 and 人次.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache

from perfeval_xl.figures import fold, from_number
from perfeval_xl.target_words import listed

_SCALES = ("", "十", "百", "千", "万", "十万", "百万", "千万", "亿", "十亿", "百亿", "千亿", "万亿")
_SCALE_POWERS = {scale: power for power, scale in enumerate(_SCALES)}

_KINDS: dict[str, dict[str, int | Fraction]] = {
    "money": {"元": 1},
    "ratio": {"%": 1, "‰": Fraction(1, 10)},
    "points of percent": {"个百分点": 1, "百分点": 1},
    "mass": {"吨": 1000, "公斤": 1, "千克": 1, "斤": Fraction(1, 2), "克": Fraction(1, 1000)},
    "length": {"公里": 1000, "千米": 1000, "米": 1, "厘米": Fraction(1, 100), "毫米": Fraction(1, 1000)},
    "area": {"平方公里": 10**6, "平方千米": 10**6, "公顷": 10**4, "平方米": 1, "平米": 1, "亩": Fraction(2000, 3)},
    "volume": {"立方米": 1, "立方": 1, "升": Fraction(1, 1000), "毫升": Fraction(1, 10**6)},
    "hours": {"小时": 60, "个小时": 60, "分钟": 1, "秒": Fraction(1, 60)},
    "days": {"天": 1, "日": 1, "周": 7, "星期": 7},
    "months": {"月": 1, "个月": 1, "季度": 3, "个季度": 3, "年": 12},
    "working days": {"工作日": 1, "个工作日": 1},
    "age": {"岁": 1, "周岁": 1},
    "energy": {"千瓦时": 1, "度": 1},
    "power": {"兆瓦": 1000, "千瓦": 1},
}
_COUNTER_CLASSES = (("次", "场", "场次", "回", "轮", "轮次"), ("人", "名", "位"), ("台", "台套"))
"""Measure words that departments use for one another; read as the same, with a note."""
_COUNTERS = listed(
    "次 场 场次 回 轮 轮次 人 名 位 台 台套 套 件 份 篇 期 项 条 家 户 所 处 座 间 栋 幢 辆 艘 架 部 本 册 "
    "张 幅 块 株 棵 班 班次 课时 学时 批 批次 起 宗 例 案 桩 头 只 羽 尾 匹 口 眼 盏 根 支 枝 把 门 种 类 级 "
    "层 遍 倍 分 名次 位次 床 床位 点 站 段 标段 字 页 题 盘 箱 瓶 袋 桶 包 盒 车 车次 人次 户次 家次 件次 "
    "台次 项次 节 幕 集 首 堂 组 队 支队 村 社区 乡镇 街道 路 线 片 单 票 封 面 顶 副 双 对 方 趟 盆 平方 M "
    "MB GB TB Mbps 兆 ℃ 摄氏度 个"
)
_GENERIC = "个"
_NOUNS_AFTER_GENERIC = listed(
    "行政村 村 社区 乡镇 街道 镇 单位 部门 项目 班 点 点位 县 区 市 人 课时 学时 问题 企业 学校 站 场次 批次 "
    "案例 品种 标段"
)
_OTHER_SPELLINGS = (
    "m=米 M=米 km=公里 KM=公里 Km=公里 cm=厘米 mm=毫米 kg=公斤 KG=公斤 Kg=公斤 g=克 t=吨 T=吨 h=小时 H=小时 min=分钟 "
    "ha=公顷 L=升 ml=毫升 kWh=千瓦时 KWH=千瓦时 kW=千瓦 KW=千瓦 MW=兆瓦 RMB=元 "
    "平方=平方米 台/套=台套 台(套)=台套 百分比=% 百分数=%"
)
_CANONICAL = dict(pair.split("=") for pair in _OTHER_SPELLINGS.split())
_MEASURES = {word: (kind, Fraction(size)) for kind, sizes in _KINDS.items() for word, size in sizes.items()}
_WORDS = [*_MEASURES, *_COUNTERS, *(_GENERIC + noun for noun in _NOUNS_AFTER_GENERIC), *_CANONICAL]
_CHINESE = "|".join(re.escape(word) for word in sorted(_WORDS, key=len, reverse=True) if not word[0].isascii())
_ASCII = "|".join(
    re.escape(word) for word in sorted(_WORDS, key=len, reverse=True) if word[0].isascii() and word != "%"
)
_BASE = rf"(?:{_CHINESE}|%|(?:{_ASCII})(?![A-Za-z]))"
_SCALE = "|".join(sorted(filter(None, _SCALE_POWERS), key=len, reverse=True))
_END = r"(?=以|之|左|及|或|内|\(|/|每|·|,|$)"
_WRITTEN = re.compile(
    rf"(?:(?:{_SCALE})?{_BASE}|(?:{_SCALE}))(?:(?:/每?|每|·)(?:{_BASE}|[\u4e00-\u9fffA-Za-z]{{1,4}}?{_END}))*"
)
_LEADING_SCALE = re.compile(_SCALE)
_NOT_UNITS = frozenset(
    listed(
        "定性指标 定性 定量指标 定量 无 无单位 空 文字 文本 数值 数量 时间 日期 时限 是否 其他 - -- — —— / * . 年月日"
    )
)
_HEADING = re.compile(r"^(?:计量|度量)?单位(?:栏|列)?(?:写|为|是|:)?")


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit taken apart: kind of thing, size in the kind's own unit, its 万 or 亿, what it is counted per."""

    kind: str
    size: Fraction
    scale: Fraction
    per: str = ""


def leading_unit(text: str) -> str:
    """The unit word that `text` (folded) begins with, as written; empty when it begins with none."""
    match = _WRITTEN.match(text)
    return match[0] if match else ""


@lru_cache(1024)
def canonical(text: str) -> str:
    """The one way to write a unit: 元每月 is 元/月, M is 米; empty for a column text that is no unit (定性指标, —)."""
    if len(text) > 40:
        return ""
    unit = _HEADING.sub("", fold(text))
    if unit.startswith("(") and unit.endswith(")"):
        unit = unit[1:-1]
    if (
        not unit
        or unit in _NOT_UNITS
        or len(unit) > 12
        or re.search(r"[0-9≥≤<>=]", unit.replace("m2", "").replace("m3", ""))
    ):
        return ""
    unit = unit.replace("m2", "平方米").replace("m3", "立方米")
    if unit in _CANONICAL:
        return _CANONICAL[unit]
    parts = [part for part in re.split(r"/每?|每|·", unit) if part]
    return "/".join(_one(part) for part in parts)


def _one(part: str) -> str:
    scale, base = _scaled(part)
    return part if part in _MEASURES else scale + _CANONICAL.get(base, base)


def _scaled(unit: str) -> tuple[str, str]:
    """The multiplier before a unit word (万, 亿, or none), and the word; either may be empty."""
    match = _LEADING_SCALE.match(unit)
    return (match[0], unit[match.end() :]) if match else ("", unit)


@lru_cache(1024)
def take_apart(unit: str) -> Unit:
    """The parts of a canonical unit; an unknown word is a kind of its own."""
    head, _, per = unit.partition("/")
    if head in _MEASURES:
        kind, size = _MEASURES[head]
        return Unit(kind, size, Fraction(1), per)
    written, base = _scaled(head)
    scale = Fraction(10 ** _SCALE_POWERS[written])
    kind, size = _MEASURES.get(base, (base, Fraction(1)))
    return Unit(kind, size * scale, scale, per)


def is_money(unit: str) -> bool:
    """Whether a canonical unit is an amount of money."""
    return take_apart(unit).kind == "money"


def is_duration(unit: str) -> bool:
    """Whether a canonical unit is a length of time."""
    return take_apart(unit).kind in ("hours", "days", "months", "working days")


def is_scale(unit: str) -> bool:
    """Whether a canonical unit is only a multiplier: 万, 亿."""
    return unit in _SCALE_POWERS and unit != ""


def spelled_with(scale: str, column: str) -> str:
    """The unit of a number written with a bare multiplier, where the column names the thing: 万 with 人 is 万人."""
    head, slash, per = column.partition("/")
    return scale + _scaled(head)[1] + slash + per


def _same_counter(one: str, other: str) -> bool:
    if any(one in group and other in group for group in _COUNTER_CLASSES):
        return True
    words = {one, other}
    counters = all(word.startswith(_GENERIC) or word in _COUNTERS for word in words)
    return counters and any(word.startswith(_GENERIC) for word in words)


@lru_cache(2048)
def factor(source: str, goal: str) -> tuple[Fraction, str] | None:
    """What a number in `source` is multiplied by to be in `goal`, with a note's code; None when they are of two kinds.

    A missing unit, or a bare 万, takes the other's kind. Codes: "", UNIT_WORD, UNIT_SHORT, UNIT_MISSING.
    """
    have, want = take_apart(source), take_apart(goal)
    ratio = have.size / want.size
    if source == goal or not source:
        return Fraction(1), ""
    if not have.kind:
        return have.scale / want.scale, ""
    if not want.kind:
        return have.scale / want.scale, "UNIT_MISSING" if have.kind in _KINDS and not goal else ""
    code = ""
    if have.kind != want.kind:
        if not _same_counter(have.kind, want.kind):
            return None
        code = "UNIT_WORD"
    if have.per == want.per:
        return ratio, code
    return (ratio, "UNIT_SHORT") if not have.per else None


def convert(number: Decimal, by: Fraction) -> Decimal:
    """`number` times a conversion factor, to Excel's 15 digits where it does not come out even."""
    if by == 1:
        return number
    product = Fraction(number) * by
    scaled, power = product, 0
    while scaled.denominator != 1 and power < 40:
        scaled, power = scaled * 10, power + 1
    if scaled.denominator == 1 and abs(scaled) < 10**27:
        return from_number(Decimal(scaled.numerator).scaleb(-power))
    return from_number(Decimal(product.numerator) / Decimal(product.denominator))
