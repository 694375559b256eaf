"""Actual values: in the target's unit, out of sentences, as days and words; doubts noted, nothing guessed."""

from datetime import date
from decimal import Decimal

import pytest

from perfeval_xl.targets import Shape, deadline_met, read_actual, read_target


def codes(actual):
    return [note.code for note in actual.notes]


@pytest.mark.parametrize(
    ("target", "typed", "number", "notes"),
    [
        ("≤2万元", "17500元", "1.75", []),
        ("≤2万元", "1.75", "1.75", []),
        ("≤2万元", "17500", "17500", ["UNIT_DOUBT"]),
        ("250万", "240万元", "240", []),
        ("≥1000万元", "0.12亿元", "1200", []),
        ("≥0.9万亩", "8000亩", "0.8", []),
        ("≥5000亩", "0.5万", "5000", []),
        ("≥3吨", "2500公斤", "2.5", []),
        ("1年", "12个月", "1", []),
        ("≥95%", Decimal("0.95"), "0.95", ["PERCENT_DOUBT"]),
        ("≥95%", "98.5％", "98.5", []),
        ("≥95", "96%", "96", ["UNIT_MISSING"]),
        ("≥95%", "百分之百", "100", []),
        ("≥95%", "≥95%", "95", ["ACTUAL_COPY"]),
        ("≥95%", "达到100%", "100", []),
        ("100%", "30/30", "100", ["FRACTION_AS_PERCENT"]),
        ("100%", "29/29个", "100", ["FRACTION_AS_PERCENT"]),
        ("≥80次", "80次（其中线上30次）", "80", ["REMARK_IGNORED"]),
        ("≥80场", "80次", "80", ["UNIT_WORD"]),
        ("≥18人", "18个", "18", ["UNIT_WORD"]),
        ("≤100元/人/次", "100元", "100", ["UNIT_SHORT"]),
        ("≥18台", "完成26台", "26", []),
        ("≥18台", "共26台", "26", []),
        ("≥18台", "已完成26台，超额", "26", ["TEXT_AROUND"]),
        ("≥18台", "计划18台，实际26台", "26", ["TEXT_AROUND"]),
        ("≥18台", "完成26台，其中进口10台", "26", ["TEXT_AROUND"]),
        ("≥30期", "编印内刊31期", "31", ["TEXT_AROUND"]),
        ("2-3次", "2轮", "2", ["UNIT_WORD"]),
        ("下降5%", "下降6%", "-6", []),
        ("下降5%", "6%", "6", ["SIGN_DOUBT"]),
        ("下降幅度不低于5%", "下降6%", "-6", ["SIGN_DOUBT"]),
        ("1:1", "1.2:1", "1.2", []),
    ],
)
def test_the_number_in_the_unit_of_the_target(target, typed, number, notes):
    read = read_target(target)
    actual = read_actual(typed, read)
    assert (actual.number, codes(actual), actual.unit_conflict) == (Decimal(number), notes, False)
    assert actual.unit == read.unit or not read.unit


@pytest.mark.parametrize(
    ("target", "typed", "unit"),
    [
        ("≥18台", "100%", "%"),
        ("≥28%", "28.8万元", "万元"),
        ("≥18人", "18人次", "人次"),
        ("≤3天", "72小时", "小时"),
        ("≤2万元", "100元/人", "元/人"),
        ("≥0.95", "96%", "%"),
        ("≤5天", "5个工作日", "个工作日"),
    ],
)
def test_units_of_two_kinds_are_a_conflict_and_left_alone(target, typed, unit):
    actual = read_actual(typed, read_target(target))
    assert (actual.unit_conflict, actual.unit, codes(actual)) == (True, unit, ["UNIT_MISMATCH"])


def test_zero_typed_as_text_takes_the_unit():
    actual = read_actual("0", read_target("≤10%", unit="%"), unit="%")
    assert (actual.number, actual.unit, actual.typed_unit) == (0, "%", "")


@pytest.mark.parametrize("typed", ["健全", "100%", "完成26台", "24小时值守", Decimal(3)])
def test_against_words_the_actual_value_stays_words(typed):
    actual = read_actual(typed, read_target("健全"))
    assert (actual.shape, actual.number, actual.words) == (Shape.WORDS, None, str(typed))


@pytest.mark.parametrize("typed", ["已完成", "未完成", "按计划推进", "未完成5台", "其中进口5台", "无"])
def test_words_and_what_is_not_the_result_give_no_number(typed):
    actual = read_actual(typed, read_target("≥18台"))
    assert (actual.shape, actual.number) == (Shape.WORDS, None)


@pytest.mark.parametrize("typed", ["30/30", "26台或30台", "≥"])
def test_what_cannot_be_understood_is_unreadable_with_a_reason(typed):
    actual = read_actual(typed, read_target("≥18台"))
    assert (actual.shape, bool(actual.reason)) == (Shape.UNREADABLE, True)


@pytest.mark.parametrize("typed", [None, "", "  ", "—", "/"])
def test_blank(typed):
    assert read_actual(typed, read_target("≥18台")).shape is Shape.BLANK


@pytest.mark.parametrize(
    ("typed", "day", "notes"),
    [
        ("2021 年 12 月 1 日", date(2021, 12, 1), []),
        ("2021-12-01", date(2021, 12, 1), []),
        ("2021-12-01 00:00:00", date(2021, 12, 1), []),
        ("20211201", date(2021, 12, 1), ["DATE_SUPPOSED"]),
        ("12月1日", date(2021, 12, 1), ["YEAR_SUPPOSED"]),
        ("2021年11月", date(2021, 11, 30), ["DEADLINE_SUPPOSED"]),
        ("已于2021年12月1日完成验收", date(2021, 12, 1), []),
        ("2021年3月-11月", date(2021, 11, 30), []),
        (Decimal(44531), date(2021, 12, 1), ["DATE_SERIAL"]),
    ],
)
def test_days(typed, day, notes):
    target = read_target("2021年12月20日之前")
    actual = read_actual(typed, target)
    assert (actual.shape, actual.day, codes(actual)) == (Shape.DATE, day, notes)
    assert deadline_met(target, actual) is True


@pytest.mark.parametrize(
    ("target", "typed", "met"),
    [
        ("2021年12月20日之前", "2021年12月20日", True),
        ("2021年12月20日之前", "2021年12月21日", False),
        ("早于2021年12月20日", "2021年12月20日", False),
        ("2021年12月1日之后", "2021年11月30日", False),
        ("2023.07-2024.01", "2024年1月31日", True),
        ("2023.07-2024.01", "2023年6月30日", False),
        ("12月底前", "12月1日", True),
        ("11月底前", "12月1日", False),
        ("12月底前", "2021年12月1日", None),
        ("12月底前", "按时完成", None),
    ],
)
def test_deadlines_are_kept_or_not_or_nobody_knows(target, typed, met):
    read = read_target(target)
    assert deadline_met(read, read_actual(typed, read)) is met


def test_a_day_that_the_calendar_lacks_is_unreadable():
    actual = read_actual("2021年13月1日", read_target("年底前", year=2021))
    assert actual.shape is Shape.UNREADABLE and "没有这个月份" in actual.reason


def test_without_any_year_a_deadline_keeps_month_and_day():
    target = read_target("11月底之前")
    assert (target.deadline, target.month_day) == (None, (11, 30))
    assert [note.code for note in target.notes] == ["YEAR_MISSING"]


@pytest.mark.parametrize(
    ("target", "actual", "column", "number", "conflict"),
    [
        ("≥1.2万件", "12860", "件", "1.286", False),
        ("≤2万元", "17500", "元", "1.75", False),
        ("≤2万元", "1.75", "元", "1.75", False),
        ("≤2万元", "150", "元", "150", True),
        ("≥18台", "26", "台", "26", False),
    ],
)
def test_a_bare_number_in_a_column_of_another_unit_is_read_where_it_makes_sense(
    target, actual, column, number, conflict
):
    read = read_actual(actual, read_target(target, unit=column), unit=column)
    assert (read.number, read.unit_conflict) == (Decimal(number), conflict)


def test_a_number_with_a_sign_and_a_point_is_no_month():
    assert read_target("≥2000.01").number == Decimal("2000.01")
    assert read_target("≤2021.05", name="完成时间").shape == "date"


def test_a_number_with_a_sign_is_no_date_that_does_not_exist():
    assert read_target("=2027.89个").number == Decimal("2027.89")
