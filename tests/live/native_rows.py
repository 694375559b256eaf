"""Rows for the differential test of the macro-free edition: generated from a seed, the same every time."""

from __future__ import annotations

import random
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

from perfeval_xl.criteria import read_standard
from perfeval_xl.criteria.stretches import stretches, unit_of, words_known
from perfeval_xl.files import casefile, native_words
from perfeval_xl.target_words import listed

TESTS = Path(__file__).parent.parent
POINTS = [Decimal(text) for text in ("0", "0.5", "1", "2", "3", "5", "6", "7.5", "10", "15", "0.25", "3.33", "2.345")]
SIGNS = [
    listed(
        "≥ ≤ > < = 《 》 ≧ ≦ ＞ ＜ ＝ >= <= 》= => =< ≥≥ ≥= 〉 〈 ⩾ ⩽ 不低于 不少于 不超过 大于 小于 "
        "大于等于 小于等于 至少 达到 达 控制在"
    ),
    ("", "", ""),
]
NAMES = [
    None,
    "",
    "任务完成率",
    "投诉件数",
    "投诉办结率",
    "预算调整率",
    "不合格率",
    "产品合格率",
    "设备采购成本",
    "成本节约率",
    "完成时间",
    "网络带宽",
    "投 诉 件数",
    "ＰＭ2.5下降率",
    "培训人次",
    "“三公”经费控制率",
    "事\n故数",
    "超长" * 30 + "投诉",
    Decimal(5),
]
NUMBERS = listed(
    "0 1 2 3 12 18 20 26 80 95 98.1 100 105.81 0.5 0.95 1.005 2.675 33.33 1,200 12,34 1,234,567 1234.5 "
    "007 00 1. .5 1..2 99999999999 123456789012 2021 2021.5 1999.12 20211220 １２ 9５．5 1，200 -3 +3 "
    "1e3 1 2"
)
WORDS = listed(
    "健全 有效 完备 可控 合理 规范 合规 基本健全 比较健全 部分健全 较好 达标 基本达标 完成 已完成 未完成 "
    "达成预期指标 部分达成预期指标并具有一定效果 未达成 达成年度指标 显著 及时 按时公开 按时 年底前 "
    "12月底前 长期 提升 提高 不断提高 一级 三次 九成 百分之九十五 百分百 正向 反向 全年 优 是 否 合格 "
    "落实 实现 无 零投诉 每年 上半年 第三季度 - — / 。 …… 健全。 “健全” 健 全 １００％ TRUE N/A 见附件 "
    "半年 十分满意 向好 万无一失 两不愁 一般"
)
JUNK = (
    "≥≤＞＜＝=><《》〈〉0123456789０５.．,，%％‰ 　\n\t万亿元人次台个年月日天以上内及前底"
    "-~—～:：/()（）[]±约近超不低于过少达到完成健全基本比较部分合格aOlQ㎡²½①Ⅳ一三百十\u200b\u00a0🙂é"
)
_UNITS_OF_FIGURES = listed("% 天 个 件 次 万元 例")
TIERS = ["达成年度指标", "部分达成年度指标并具有一定效果", "达成预期指标", "随便"]


class Row(NamedTuple):
    """What is typed in a row."""

    name: object
    target: object
    unit: object
    actual: object
    points: object
    tier: object = None
    score: object = None
    deviation_reason: object = None
    criterion: object = None


def rows(seed: int = 20260, share: float = 1.0) -> list[Row]:
    """All rows, shuffled; `share` scales the random parts."""
    chance = random.Random(seed)
    made = [*every_target(chance), *edges(chance)]
    for maker, count in (
        (pairs_of_units, 1500),
        (plain, 1200),
        (halves, 600),
        (days, 250),
        (words, 500),
        (junk, 700),
        (mutations, 900),
    ):
        made += [maker(chance) for _ in range(int(count * share))]
    chance.shuffle(made)
    return made


def by_standard(standards, seed: int) -> list[Row]:
    """Rows with a 评分标准: its own actual values and words, and figures near to where it changes."""
    chance, made = random.Random(seed), []
    for known in standards:
        standard, points = read_standard(known.text), Decimal(known.points)
        unit = unit_of(standard)
        marks = [one.low for one in stretches(standard, points, "whole")] or [Decimal(0)]
        answers = [*known.scores, *words_known(standard)]
        answers += [_figure(chance, chance.choice(marks), unit) for _ in range(20)]
        for actual in answers:
            made.append(
                Row(
                    chance.choice(["x", None, "预算调整率"]),
                    chance.choice([None, None, None, None, None, "", "—", " ", "≥", "/", " 无", "\n", "≥5%"]),
                    chance.choice([None, None, None, unit, "%", "次", "定性指标"]),
                    mutated(chance, actual) if chance.random() < 0.1 else actual,
                    points if chance.random() < 0.95 else Decimal(3),
                    None if chance.random() < 0.95 else "达成预期指标",
                    criterion=known.text if chance.random() < 0.97 else mutated(chance, known.text),
                )
            )
    return made


def _figure(chance, mark, unit) -> str:
    away = chance.choice(listed("0 0.01 -0.01 1 -1 2.5 -3 0.5 -0.5 10 -10 0.3 0.0001 0.00001 7.77"))
    figure = abs(mark + Decimal(away)) if chance.random() < 0.8 else Decimal(chance.randrange(0, 30000)) / 100
    start = chance.choice(["", "", "", "", "完成", "共", "约", "≥"])
    word = chance.choice([unit, unit, unit, "", *_UNITS_OF_FIGURES])
    return f"{start}{figure:f}{word}{chance.choice(['', '', '', '以上', ' '])}"


def every_target(chance) -> Iterator[Row]:
    """Every line of targets.tsv, as target and as actual value, beside others."""
    lines = (TESTS / "data" / "targets.tsv").read_text("utf-8").splitlines()
    texts = [line.split("\t")[0] for line in lines]
    for text in texts:
        others = [
            text,
            text.strip("≥≤《》=<> "),
            *chance.sample(texts, 4),
            *chance.sample(NUMBERS, 3),
            *chance.sample(WORDS, 2),
        ]
        for other in others:
            unit = chance.choice([None, "%", "次", "台", "万元", "定性指标", "人/月", "元/人/次"])
            yield Row(chance.choice(NAMES[:14]), text, unit, other, chance.choice(POINTS[2:10]))
            yield Row("完成率", other, unit, text, Decimal(2))


def edges(chance) -> Iterator[Row]:
    """Typed numbers, blank cells, odd points, chosen tiers."""
    odd = [None, "", " ", "0", "95%", Decimal(1), Decimal("0.95"), Decimal(95), "健全", "2021年12月20日前"]
    for target in odd:
        for actual in odd:
            yield Row("数量", target, chance.choice([None, "%", "次"]), actual, Decimal(2))
    for points in (
        None,
        "",
        "2",
        "2分",
        "abc",
        Decimal(-1),
        Decimal(0),
        Decimal(1000),
        Decimal(1001),
        Decimal("33.3333333333"),
    ):
        for target, actual in (("≥95%", "90%"), ("≥95%", "96%"), ("健全", "健全"), ("≤10次", "12次"), (None, None)):
            yield Row("完成率", target, None, actual, points)
            yield Row(None, target, None, actual, points)
    for tier in TIERS:
        for target in ("健全", "≥95%", "2021年12月20日前", "基本健全", None, "年底前", "12月底前"):
            for actual in ("健全", "90%", None, "2021年12月1日"):
                yield Row("x", target, None, actual, Decimal(5), tier)


def pairs_of_units(chance) -> Row:
    """A number with a unit against a number with another, often of the same kind."""
    units = native_words.units()
    wanted = chance.choice(units)
    same = [unit for unit in units if unit.kind == wanted.kind]
    found = chance.choice(same if chance.random() < 0.6 else units)
    column = chance.choice(same if chance.random() < 0.5 else units).spelling if chance.random() < 0.5 else None
    extra = ["定性指标", "个/年", "km", "平方", "万", "人数", "%以上", "单位：台", "％", Decimal(3)]
    column = chance.choice(extra) if chance.random() < 0.1 else column
    number = chance.choice(["1", "2", "5", "12", "0.9", "1.75", "20000", "17500", "95", "0", "1,200", "2021"])
    other = chance.choice(
        ["1", "2", "5", "11.5", "0.85", "1.75", "18000", "17500", "93", "0", "1,100", "9000", "0.0002"]
    )
    gap, end = (
        chance.choice(["", "", " "]),
        chance.choice(["", "", "", "以上", "以内", "及以上", "以下", "左右", "之间"]),
    )
    signs = chance.choice(SIGNS)
    target = chance.choice(signs) + gap + number + gap + wanted.spelling + end
    return Row(chance.choice(NAMES[2:17]), target, column, other + gap + found.spelling, chance.choice(POINTS))


def plain(chance) -> Row:
    """Signs, numbers and the commonest units."""
    unit, other = chance.choice(["%", "%", "次", "台", "万元", "元", "", "万", "亿元", "个", "人次", "天", "‰"]), ""
    other = unit if chance.random() < 0.7 else chance.choice(["%", "", "元", "万元", "次", "人", "场"])
    start = chance.choice(["", "", "", "完成", "实际完成", "达到", "≥", "共", "约", "超过", "其中", "累计完成"])
    target = chance.choice(chance.choice(SIGNS)) + chance.choice(NUMBERS) + unit
    column = chance.choice([None, None, unit, other, "定性指标"])
    return Row(chance.choice(NAMES), target, column, start + chance.choice(NUMBERS) + other, chance.choice(POINTS))


def halves(chance) -> Row:
    """Shares that lie at half a cent, or next to it."""
    target, points = chance.choice([100, 95, 80, 50, 40, 98, 75, 200, 1000, 16, 64, 125, 10**6]), chance.choice(POINTS)
    actual = target * chance.choice([1000, 995, 981, 985, 1005, 875, 625, 999, 500, 15, chance.randrange(1000)])
    actual = Decimal(actual) / 1000 + chance.choice([Decimal(0), Decimal("0.001"), Decimal("-0.001")])
    sign = chance.choice("≥≥≥≤=><")
    return Row("完成率", f"{sign}{target}%", "%", f"{actual:f}%" if actual >= 0 else "0%", points)


def days(chance) -> Row:
    """Days with and without their year, late and early, and days that there are not."""

    def day() -> str:
        year, month, date = chance.choice([2020, 2021, 2022]), chance.randrange(1, 14), chance.randrange(0, 33)
        shapes = [
            "{}年{}月{}日",
            "{}年{}月{}日",
            "{} 年 {:02} 月 {:02} 日",
            "{}-{}-{}",
            "{}.{}.{}",
            "{}{:02}{:02}",
            "{}年{}月",
        ]
        return chance.choice(shapes).format(year, month, date)

    end = chance.choice(["", "前", "之前", "以前", "底前", "起", " 之前", "至2022年1月1日", "完成", "。"])
    start = chance.choice(["", "", "", "≤", "≥", "于", "截至", "每年"])
    name, unit = chance.choice(["完成时间", "数量", None]), chance.choice([None, "日期", "时间", "天", "定性指标"])
    actual = day() + chance.choice(["", "", "", "完成", "前", "已完成"])
    return Row(name, start + day() + end, unit, actual, Decimal(3))


def words(chance) -> Row:
    """Words against words."""
    target = chance.choice(WORDS)
    actual = target if chance.random() < 0.4 else chance.choice(WORDS)
    if chance.random() < 0.15:
        actual = chance.choice(["已", "未", "不", "基本", "", " "]) + actual + chance.choice(["", "。", " ", "！"])
    tier = chance.choice(TIERS) if chance.random() < 0.1 else None
    return Row(
        chance.choice(NAMES), target, chance.choice([None, "定性指标", "%"]), actual, chance.choice(POINTS), tier
    )


def junk(chance) -> Row:
    """Anything."""

    def text() -> str:
        return "".join(chance.choice(JUNK) for _ in range(chance.randrange(0, 9)))

    target = text()
    actual = target if chance.random() < 0.3 else text()
    return Row(chance.choice(NAMES), target, chance.choice([None, text(), "%"]), actual, chance.choice(POINTS))


_REAL: list[Row] = []


def mutations(chance) -> Row:
    """A row of a real return with one or two characters changed."""
    if not _REAL:
        for path in sorted((TESTS / "cases").glob("*.json")):
            for item in casefile.load(path)[0].indicators:
                _REAL.append(Row(item.name, item.target, item.unit, item.actual, item.points))
    row = chance.choice(_REAL)
    fields = row._asdict()
    for _ in range(chance.randrange(0, 3)):
        field = chance.choice(["target", "actual", "actual", "unit", "name"])
        fields[field] = mutated(chance, fields[field])
    return Row(**fields)


def mutated(chance, text):
    """A text with a character taken out, put in, doubled, or changed."""
    if not isinstance(text, str) or not text:
        return text
    place = chance.randrange(len(text))
    way = chance.randrange(5)
    if way == 0:
        return text[:place] + text[place + 1 :]
    if way == 1:
        return text[:place] + chance.choice(JUNK) + text[place:]
    if way == 2:
        return text[:place] + chance.choice(JUNK) + text[place + 1 :]
    if way == 3:
        return text[:place] + text[place] + text[place:]
    return text[:place] + chance.choice("0123456789") + text[place + 1 :]
