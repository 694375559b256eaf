"""Targets: every line of the collected real texts gives what its second column says; other manners are read."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from perfeval_xl.target_words import listed
from perfeval_xl.targets import NOTES, Shape, read_actual, read_target

TABLE = [
    tuple(line.split("\t"))
    for line in (Path(__file__).parent / "data" / "targets.tsv").read_text(encoding="utf-8").splitlines()
    if line
]


def number(comparison, value, unit, *codes):
    """What a text with one number must be read as."""
    return (Shape.NUMBER, comparison, Decimal(value), unit, codes)


def between(low, high, unit, low_open=False, high_open=False):
    return (Shape.RANGE, Decimal(low), Decimal(high), unit, low_open, high_open)


WORDS = (Shape.WORDS,)


def by(year, month, day, *codes):
    return (Shape.DATE, "<=", None, date(year, month, day), codes)


EXPECTED = {
    "≥95%": number(">=", "95", "%"),
    "=100%": number("=", "100", "%"),
    "100%": number("=", "100", "%"),
    "≤10%": number("<=", "10", "%"),
    "《10%": number("<=", "10", "%", "SYMBOL_BAD"),
    "》98%": number(">=", "98", "%", "SYMBOL_BAD"),
    "≥98%": number(">=", "98", "%"),
    "≥18台": number(">=", "18", "台"),
    "≥18 台": number(">=", "18", "台"),
    "≥22 人/月": number(">=", "22", "人/月"),
    "≤10 次": number("<=", "10", "次"),
    "≤100 元/人/次": number("<=", "100", "元/人/次"),
    "≤2 万元": number("<=", "2", "万元"),
    "1.75 万元": number("=", "1.75", "万元"),
    "17500元": number("=", "17500", "元"),
    "≥80 次": number(">=", "80", "次"),
    "80 次": number("=", "80", "次"),
    "≥30 次": number(">=", "30", "次"),
    "31 次": number("=", "31", "次"),
    "0 次": number("=", "0", "次"),
    "100 元/人/次": number("=", "100", "元/人/次"),
    "26 人/月": number("=", "26", "人/月"),
    "2021 年 12 月 20 日之前": by(2021, 12, 20),
    "2021 年 12 月 1 日": by(2021, 12, 1),
    **dict.fromkeys(
        (
            *listed(
                "健全 有效 完备 比较健全 可控 合理 规范 合规 及时 达标 基本达标 科学 充分 相关 真实 合格 完整 按时公开"
            ),
            *listed("24小时值班值守 优良 按月安排 应保尽保 不超预算 有效提升 长期 达成年度指标"),
            *listed("部分达成年度指标并具有一定效果 未达成年度指标且效果较差"),
        ),
        WORDS,
    ),
    "99%": number("=", "99", "%"),
    "105.81%": number("=", "105.81", "%"),
    "2-3次": between("2", "3", "次"),
    "2轮": number("=", "2", "轮"),
    "15期以上": number(">=", "15", "期"),
    "10篇以上": number(">=", "10", "篇"),
    "90%以上": number(">=", "90", "%"),
    "≥90%": number(">=", "90", "%"),
    "$\\geq 90\\%$": number(">=", "90", "%", "LATEX_RESIDUE"),
    "年初预算0万元": number("=", "0", "万元", "TEXT_AROUND"),
    "95%（含）以上": number(">=", "95", "%"),
    "85%（含）-95%": between("85", "95", "%", high_open=True),
    "80%（含）-90%": between("80", "90", "%", high_open=True),
    "低于60%": number("<", "60", "%"),
    "≦100%": number("<=", "100", "%", "SYMBOL_VARIANT"),
    "“三公经费”变动率≦0": number("<=", "0", "", "SYMBOL_VARIANT", "TEXT_AROUND"),
    "减少22.22%": number("<=", "-22.22", "%", "DIRECTION_SUPPOSED"),
    "2023.07-2024.01": (Shape.DATE, "range", date(2023, 7, 1), date(2024, 1, 31), ()),
    "10辆": number("=", "10", "辆"),
    "≥80M": number(">=", "80", "米"),
    "250万": number("=", "250", "万元", "MONEY_SUPPOSED"),
    "≥85%": number(">=", "85", "%"),
    "28.8万元(单位栏写%)": number("=", "28.8", "万元", "UNIT_MISMATCH"),
    ">92%": number(">", "92", "%"),
    "2280次": number("=", "2280", "次"),
    "292%": number("=", "292", "%"),
    "大于等于 98 %": number(">=", "98", "%"),
    "小于等于 12 万元": number("<=", "12", "万元"),
    "反向 小于等于 1": number("<=", "1", ""),
    "等于 100 %": number("=", "100", "%"),
    "11月底之前": by(2021, 11, 30, "YEAR_SUPPOSED"),
    "= 116 人": number("=", "116", "人"),
    "= 0.5 万亩": number("=", "0.5", "万亩"),
    "= 1 年(横幅)": number("=", "1", "年", "REMARK_IGNORED", "UNIT_DOUBT"),
    "≥ 85(计量单位%)": number(">=", "85", "%"),
    "= 15000 株": number("=", "15000", "株"),
    "≤5%(括号内给算法)": number("<=", "5", "%", "REMARK_IGNORED"),
    "≤10次": number("<=", "10", "次"),
    "36.66元每月": number("=", "36.66", "元/月"),
    "-5.2": number("=", "-5.2", ""),
    "5.28": number("=", "5.28", ""),
}


def structure(target):
    codes = tuple(note.code for note in target.notes)
    if target.shape is Shape.NUMBER:
        return (target.shape, target.comparison, target.number, target.unit, codes)
    if target.shape is Shape.RANGE:
        return (target.shape, target.number, target.high, target.unit, target.low_open, target.high_open)
    if target.shape is Shape.DATE:
        return (target.shape, target.comparison, target.start, target.deadline, codes)
    return (target.shape,)


@pytest.mark.parametrize(
    ("text", "comparison"),
    [
        ("1:20", "="),
        ("≥ 1：20", ">="),
        ("不低于1:20", ">="),
        ("1比20以上", ">="),
        ("师生比不低于 1 : 20", ">="),
        ("≤1:20", "<="),
    ],
)
def test_a_ratio_is_compared_as_the_words_around_it_say(text, comparison):
    target = read_target(text)
    assert (target.shape, target.comparison, target.number) == (Shape.RATIO, comparison, Decimal("0.05"))


@pytest.mark.parametrize("text", ["上午9:30", "3:30分", "师生比1:15", "每班1:20", "1:0"])
def test_two_numbers_and_a_colon_are_not_always_a_ratio(text):
    assert read_target(text).shape is not Shape.RATIO


def test_the_expectations_cover_the_table_and_nothing_else():
    assert {text for text, _ in TABLE} == set(EXPECTED)


@pytest.mark.parametrize(("text", "says"), TABLE)
def test_each_collected_text(text, says):
    target = read_target(text, year=2021)
    assert structure(target) == EXPECTED[text], says
    assert all(note.code in NOTES and note.text for note in target.notes)
    if target.shape is Shape.WORDS:
        assert target.words == text


@pytest.mark.parametrize(
    ("text", "actual", "doubt"), [("2280次", "300次", "≥280次"), ("292%", "100%", "≥92%"), ("Q95%", "96%", "≥95%")]
)
def test_scanning_damage_is_a_doubt_never_a_change(text, actual, doubt):
    target = read_target(text)
    read = read_actual(actual, target)
    assert [note.code for note in read.notes] == ["SYMBOL_OCR"] and doubt in read.notes[0].text
    assert target.number in (Decimal(2280), Decimal(292), None)


def test_scanning_damage_is_not_suspected_without_need():
    assert read_actual("2300次", read_target("2280次")).notes == ()
    assert read_actual("5次", read_target("25次")).notes == ()
    assert read_actual("300次", read_target("≥2280次")).notes == ()


GREATER = listed("≥ ≧ ⩾ >= => ＞= ＞＝ 》= 》 ≮ 大于等于 大于或等于 不低于 不少于 不小于 不得低于 至少 达到")
LESS = listed("≤ ≦ ⩽ <= =< ＜＝ 《 《= ≯ 小于等于 小于或等于 不超过 不高于 不大于 不多于 不得超过 控制在 最多")


@pytest.mark.parametrize(
    ("words", "comparison"),
    [
        *((word, ">=") for word in GREATER),
        *((word, "<=") for word in LESS),
        *((word, ">") for word in ("＞", ">", "大于", "高于", "超过", "多于")),
        *((word, "<") for word in ("＜", "<", "小于", "低于", "少于", "不足")),
        *((word, "=") for word in ("=", "＝", "═", "等于")),
    ],
)
def test_every_way_to_write_the_comparison_before(words, comparison):
    target = read_target(f"{words}95.5%")
    assert (target.comparison, target.number, target.unit, target.explicit) == (comparison, Decimal("95.5"), "%", True)


@pytest.mark.parametrize(
    ("words", "comparison"),
    [
        *((word, ">=") for word in ("以上", "及以上", "（含）以上", "(含95.5%)以上", "或以上", "以上（含）")),
        *((word, "<=") for word in ("以下", "及以下", "以内", "之内", "内", "（含）以下")),
        ("以上（不含）", ">"),
        ("以下（不含）", "<"),
    ],
)
def test_every_way_to_write_the_comparison_after(words, comparison):
    target = read_target(f"95.5%{words}")
    assert (target.comparison, target.number, target.explicit) == (comparison, Decimal("95.5"), True)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("控制在2万元以内", number("<=", "2", "万元")),
        ("百分之九十五", number("=", "95", "%")),
        ("九成以上", number(">=", "90", "%")),
        ("三次", number("=", "3", "次")),
        ("不少于十二个月", number(">=", "12", "个月")),
        ("≥1 200件", number(">=", "1200", "件")),
        ("≥１，２００件", number(">=", "1200", "件")),
        ("下降5%以上", number("<=", "-5", "%")),
        ("增长5%以上", number(">=", "5", "%")),
        ("降至5%以下", number("<=", "5", "%")),
        ("5个工作日内", number("<=", "5", "个工作日")),
        ("约100次", number("=", "100", "次", "APPROXIMATE")),
        ("召开会议不少于10次", number(">=", "10", "次", "TEXT_AROUND")),
        ("≥100m2", number(">=", "100", "平方米")),
        ("≥5000元/人·年", number(">=", "5000", "元/人/年")),
        ("反向5", number("<=", "5", "")),
        ("反向≥5%", number(">=", "5", "%", "DIRECTION_CONFLICT")),
        ("≥30座次", number(">=", "30", "座次")),
        ("18～54周岁", between("18", "54", "周岁")),
        ("2至3次", between("2", "3", "次")),
        ("2次—3次", between("2", "3", "次")),
        ("±5%以内", between("-5", "5", "%")),
        ("[80%,90%)", between("80", "90", "%", high_open=True)),
        ("80%≤x<90%", between("80", "90", "%", high_open=True)),
        ("≥80%且≤90%", between("80", "90", "%")),
        ("-5%~5%", between("-5", "5", "%")),
        ("≤3月", number("<=", "3", "月")),
        ("5万-10万元", between("5", "10", "万元")),
        ("¥5000", number("=", "5000", "元")),
        ("1:1", (Shape.RATIO,)),
        ("每季度1次", WORDS),
        ("一次性完成", WORDS),
        ("一级", WORDS),
        ("十分满意", WORDS),
        ("5A级景区", WORDS),
        ("7×24小时", WORDS),
        ("每月10日前", WORDS),
        ("《2021年工作要点》", WORDS),
        ("未完成", WORDS),
        ("—", (Shape.BLANK,)),
        ("  ", (Shape.BLANK,)),
        (None, (Shape.BLANK,)),
    ],
)
def test_other_manners_of_writing(text, expected):
    assert structure(read_target(text)) == expected


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("≥", "没有数字"),
        ("≥十几%", "不清楚"),
        ("2022年13月45日", "没有这个月份"),
        ("2021年2月29日", "没有这一天"),
        ("50%或80次", "两个数"),
        ("3-2次", "下限比上限大"),
        ("≥95%以下", "相反"),
        ("80 90次", "不清楚"),
        ("9" * 400, "数字太长"),
        ("2%-3次", "单位不同"),
        ("1:0", "后项是0"),
        ("1O次", "字母"),
        ("98%》", "不清楚"),
    ],
)
def test_what_cannot_be_read_says_why(text, reason):
    target = read_target(text)
    assert target.shape is Shape.UNREADABLE and reason in target.reason
