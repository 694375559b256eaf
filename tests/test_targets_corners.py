"""Targets and actual values as few people write them: each is read as meant, or says why it is not read."""

from datetime import date
from decimal import Decimal

import pytest

from perfeval_xl.targets import Shape, read_actual, read_target


def codes(read):
    return [note.code for note in read.notes]


@pytest.mark.parametrize(
    ("text", "comparison", "number", "unit"),
    [
        ("¥5万元", "=", "5", "万元"),
        ("人民币5万元", "=", "5", "万元"),
        ("不超过人民币5万元", "<=", "5", "万元"),
        ("负5%", "=", "-5", "%"),
        ("5元整", "=", "5", "元"),
        ("5次(含5次)", "=", "5", "次"),
        ("80%(含)以上", ">=", "80", "%"),
        ("5台(套)", "=", "5", "台套"),
        ("(100%)", "=", "100", "%"),
        ("百分百", "=", "100", "%"),
        ("达到百分百", ">=", "100", "%"),
        ("百分百以上", ">=", "100", "%"),
    ],
)
def test_one_number_in_a_rare_spelling(text, comparison, number, unit):
    read = read_target(text)
    assert (read.comparison, read.number, read.unit) == (comparison, Decimal(number), unit)


def test_a_unit_that_only_the_column_knows():
    assert read_target("5公里路", unit="公里路").unit == "公里路"
    assert read_target("5", unit="（台）").unit == "台"


def test_a_bare_multiplier_is_money_where_the_name_speaks_of_money():
    assert read_target("5万", name="预算金额").unit == "万元"
    assert read_target("5万", name="服务人数").unit == "万"


@pytest.mark.parametrize(
    ("text", "low", "high", "open_ends"),
    [
        ("5-10次之间", 5, 10, (False, False)),
        ("±5%左右", -5, 5, (False, False)),
        ("2-3次(含)", 2, 3, (True, False)),
        ("2(含)-3次(不含)", 2, 3, (False, True)),
        ("80%(不含)-90%(含)", 80, 90, (True, False)),
    ],
)
def test_ranges(text, low, high, open_ends):
    read = read_target(text)
    assert (read.shape, read.number, read.high) == (Shape.RANGE, low, high)
    assert (read.low_open, read.high_open) == open_ends


@pytest.mark.parametrize("text", ["30余人", "30多人", "30人余", "约30人"])
def test_an_actual_value_that_is_not_exact_is_read_and_noted(text):
    read = read_actual(text, read_target("≥30人"))
    assert (read.number, read.unit) == (30, "人")
    assert "APPROXIMATE" in codes(read)


@pytest.mark.parametrize(
    ("text", "deadline"),
    [
        ("上半年", date(2021, 6, 30)),
        ("下半年", date(2021, 12, 31)),
        ("第三季度", date(2021, 9, 30)),
        ("2021年第2季度末", date(2021, 6, 30)),
        ("2022年初前", date(2022, 1, 31)),
        ("次年3月底前", date(2022, 3, 31)),
        ("9月前", date(2021, 9, 30)),
    ],
)
def test_parts_of_a_year_end_with_their_last_day(text, deadline):
    read = read_target(text, year=2021)
    assert (read.shape, read.comparison, read.deadline) == (Shape.DATE, "<=", deadline)


def test_a_month_alone_is_taken_whole_and_the_department_is_told():
    assert "DEADLINE_SUPPOSED" in codes(read_target("9月前", year=2021))
    assert "DEADLINE_SUPPOSED" not in codes(read_target("9月底前", year=2021))


@pytest.mark.parametrize("text", ["2021-2023年", "2021年至2023年"])
def test_years_are_a_span(text):
    read = read_target(text, year=2021)
    assert (read.comparison, read.start, read.deadline) == ("range", date(2021, 1, 1), date(2023, 12, 31))


def test_what_looks_like_months_is_a_number_where_the_column_is_a_unit():
    assert read_target("2021-2023", unit="个", year=2021).shape is Shape.RANGE
    assert read_target("2021.11", unit="米", name="长度", year=2021).shape is Shape.NUMBER
    assert read_target("2021.03-2021.11", name="完成时间", year=2021).shape is Shape.DATE


@pytest.mark.parametrize(
    "text",
    [
        "2021年3月至11月完成验收后再行组织培训活动并形成总结报告材料",
        "12月第2批",
        "下半年完成",
        "百分之九十.5",
        "二三十人",
        "五六次",
        "十百人",
    ],
)
def test_what_is_more_than_a_figure_or_a_day_stays_words(text):
    assert read_target(text, year=2021).shape is Shape.WORDS


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("≥<5%", "比较符号不止一个"),
        ("≥$5", "写法不清楚"),
        ("±5%以上", "写法不清楚"),
        ("±约5%", "写法不清楚"),
        ("≥80%且≤≥90%", "写法不清楚"),
        ("30/30人员", "写法不清楚"),
        ("1" * 31, "数字太长"),
        (Decimal("1e400"), "数字太大"),
        ("13月至15月", "没有这个月份"),
        ("2021年11月至2021年3月", "前后颠倒"),
    ],
)
def test_what_cannot_be_meant_says_why(text, reason):
    read = read_target(text, year=2021)
    assert read.shape is Shape.UNREADABLE
    assert reason in read.reason


@pytest.mark.parametrize("typed", [Decimal("2021.5"), Decimal(5), Decimal(99999)])
def test_a_number_that_is_no_date_of_a_spreadsheet_stays_a_number(typed):
    assert read_actual(typed, read_target("2021年12月底前"), year=2021).shape is Shape.NUMBER


def test_numbers_beyond_all_sense_and_dates_of_python_are_taken_as_a_cell_would_hold_them():
    assert read_actual(Decimal("1e400"), read_target("≥5")).reason == "数字太大，请核对。"
    assert read_target(date(2021, 12, 20)).deadline == date(2021, 12, 20)
