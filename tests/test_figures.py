"""Figures: the one rounding against decimal, numbers as Excel holds them, amount cells read without ever raising."""

import math
from decimal import ROUND_HALF_UP, Context, Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from perfeval_xl.figures import (
    Amount,
    fold,
    from_number,
    is_blank,
    number_of,
    one_line,
    plain,
    rate_of,
    read_amount,
    round_half_up,
    sum_of,
    text_of,
    year_of,
)

NUMBERS = st.decimals(min_value=-(10**12), max_value=10**12, places=6)


@settings(max_examples=300, deadline=None)
@given(NUMBERS, st.integers(0, 6))
def test_rounding_is_half_away_from_zero(value, places):
    rounded = round_half_up(value, places)
    assert rounded == value.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)
    assert abs(Fraction(rounded) - Fraction(value)) <= Fraction(1, 2 * 10**places)
    assert rounded == -round_half_up(-value, places)
    assert round_half_up(rounded, places) == rounded and -rounded.as_tuple().exponent == places


@settings(max_examples=200, deadline=None)
@given(st.integers(-(10**9), 10**9), st.integers(0, 4))
def test_halves_go_away_from_zero(whole, places):
    step = Decimal(1).scaleb(-places)
    half = whole * step + (step / 2).copy_sign(Decimal(whole))
    assert round_half_up(half, places) == (whole + (1 if half > 0 else -1)) * step


@pytest.mark.parametrize(
    ("value", "places", "rounded"),
    [("2.345", 2, "2.35"), ("-2.345", 2, "-2.35"), ("2.5", 0, "3"), ("0.005", 2, "0.01"), ("105.805", 2, "105.81")],
)
def test_rounding_as_in_excel(value, places, rounded):
    assert round_half_up(Decimal(value), places) == Decimal(rounded)


@pytest.mark.parametrize("power", [380, 390, 398, 489, 600])
def test_no_quotient_is_too_long_to_be_rounded(power):
    assert round_half_up(Decimal(f"1.005e{power}")) == Decimal(f"1.005e{power}")


def test_a_small_loss_is_not_printed_as_minus_zero():
    assert str(round_half_up(Decimal("-0.0001"))) == "0.00"


@settings(max_examples=300, deadline=None)
@given(st.floats(allow_nan=False, allow_infinity=False, min_value=-1e290, max_value=1e290))
def test_a_cell_number_has_fifteen_digits(value):
    number = from_number(value)
    assert number == 0 or len(number.as_tuple().digits) <= 15 or number.as_tuple().exponent == 0
    expected = Context(prec=15, rounding=ROUND_HALF_UP).create_decimal(repr(value))
    assert number == (expected if abs(expected) >= Decimal("1e-300") else 0)
    assert from_number(number) == number


@pytest.mark.parametrize(
    ("value", "text"),
    [(0.1 + 0.2, "0.3"), (463.18, "463.18"), (1e22, "1" + "0" * 22), (5, "5"), (-0.0, "0"), (1e-5, "0.00001")],
)
def test_cell_numbers_in_plain_notation(value, text):
    assert plain(from_number(value)) == text == text_of(from_number(value))


@pytest.mark.parametrize("value", [math.nan, math.inf, -math.inf, Decimal("NaN"), Decimal("1e400")])
def test_what_is_no_number_is_refused(value):
    with pytest.raises(ValueError, match="finite"):
        from_number(value)


@settings(max_examples=300, deadline=None)
@given(st.one_of(st.none(), st.text(), st.text(alphabet="0123456789.,-%万亿元千百 ￥（）", max_size=20), NUMBERS))
def test_reading_an_amount_never_raises(typed):
    amount = read_amount(typed)
    assert isinstance(amount, Amount)
    assert amount.value is None or amount.value.is_finite()
    assert number_of(typed) is None or number_of(typed) == amount.value
    assert rate_of(typed) is None or not amount.unit


@settings(max_examples=200, deadline=None)
@given(
    st.decimals(min_value=-(10**9), max_value=10**9, places=2), st.sampled_from(["亿元", "万元", "千元", "百元", "元"])
)
def test_an_amount_reads_back_with_its_unit(value, unit):
    size = {"亿元": 10**8, "万元": 10**4, "千元": 1000, "百元": 100, "元": 1}[unit]
    amount = read_amount(f" {value:,}{unit}")
    assert amount.unit == unit and Fraction(amount.value) == Fraction(value) * size / 10**4
    assert number_of(f"{value:,}{unit}") == amount.value


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("463.18", "463.18"),
        ("１，２３４．５", "1234.5"),
        ("5270元", "0.527"),
        ("￥1.2亿元", "12000"),
        ("2万", "2"),
        ("-5", "-5"),
        ("", None),
        ("12,34", None),
        ("约5万元", None),
        ("1.2.3", None),
        ("9" * 100, None),
        ("100%", None),
    ],
)
def test_amounts_as_typed(typed, value):
    assert number_of(typed) == (None if value is None else Decimal(value))


@pytest.mark.parametrize(
    ("typed", "ratio"),
    [("105.81%", "1.0581"), ("１００％", "1"), (Decimal("0.5"), "0.5"), ("1", "1"), ("5元", None), ("—", None)],
)
def test_rates_as_typed(typed, ratio):
    assert rate_of(typed) == (None if ratio is None else Decimal(ratio))


@settings(max_examples=200, deadline=None)
@given(st.decimals(min_value=-(10**12), max_value=10**12, places=4))
def test_plain_notation_keeps_the_value_and_no_idle_zero(value):
    text = plain(value)
    assert Decimal(text) == value and "E" not in text
    assert not ("." in text and text.endswith(("0", ".")))


def test_blank_and_folding():
    assert [is_blank(value) for value in (None, "", " 　\n", "0", Decimal(0))] == [True, True, True, False, False]
    assert fold(" ９５ ％\n（含）") == "95%(含)"
    assert text_of(None) == "" and text_of("  健全 ") == "健全"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("保障机构\n正常运转", "保障机构正常运转"),
        ("计划 \r\n\r\n  完成", "计划完成"),
        ("按时\n95%", "按时95%"),
        ("ISO\n9001", "ISO 9001"),
        ("一行", "一行"),
        ("\n", ""),
        ("", ""),
    ],
)
def test_line_breaks_of_a_cell_do_not_break_a_sentence(text, told):
    assert one_line(text) == told


@settings(deadline=None, max_examples=100)
@given(st.text(st.sampled_from("一二a1 \n\r\x0b\u2028。"), max_size=30))
def test_one_line_loses_only_white_space(text):
    told = one_line(text)
    assert len(told.splitlines()) <= 1 and "".join(told.split()) == "".join(text.split())


@given(st.lists(st.one_of(st.none(), st.decimals(-1000, 1000, places=2))))
def test_a_sum_is_known_only_where_every_value_is(values):
    known = [value for value in values if value is not None]
    expected = sum(known, Decimal(0)) if known and len(known) == len(values) else None
    assert sum_of(values) == expected


@pytest.mark.parametrize(
    ("typed", "year"),
    [
        (Decimal(2021), 2021),
        ("2021", 2021),
        ("2021年度", 2021),
        ("２０２１年度", 2021),
        ("二〇二一", None),
        ("", None),
        (None, None),
        ("12021", None),
    ],
)
def test_the_fiscal_year_as_typed(typed, year):
    assert year_of(typed) == year
