"""Properties of reading: total, the same for every spelling, consistent between units, fast on junk."""

import re
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from soon import soon

from perfeval_xl import target_actuals, target_numbers, target_quantities, target_words, targets
from perfeval_xl.figures import plain
from perfeval_xl.target_units import convert, factor
from perfeval_xl.targets import NOTES, Actual, Shape, Target, read_actual, read_target

SIGNS = {
    ">=": ["≥", "≧", ">=", "＞＝", "》", "不低于", "至少", "大于等于"],
    "<=": ["≤", "≦", "<=", "＜＝", "《", "不超过", "小于等于"],
    "=": ["=", "＝", "═", "等于"],
    ">": [">", "＞", "大于"],
    "<": ["<", "＜", "小于"],
}
UNITS = {
    "%": ["%", "％"],
    "台": ["台"],
    "万元": ["万元"],
    "元/人/次": ["元/人/次", "元／人／次", "元每人每次"],
    "人/月": ["人/月", "人每月"],
    "平方米": ["平方米", "㎡", "m2"],
}
KINDS = [
    ["元", "百元", "千元", "万元", "亿元"],
    ["亩", "万亩", "公顷"],
    ["吨", "公斤", "克"],
    ["公里", "米"],
    ["年", "月"],
]
FULL_WIDTH = str.maketrans("0123456789.,", "０１２３４５６７８９．，")
JUNK = st.text(
    alphabet=st.sampled_from(
        "≥≤><=《》0123456789.,-~—至年月日前底以上内万亿元%％次个（）() \n$\\geq一二十百成:/不含且或Q"
    ),
    max_size=24,
)


@st.composite
def spelled(draw):
    """A target's parts and one of the ways to type it."""
    comparison = draw(st.sampled_from(list(SIGNS)))
    value = draw(st.decimals(min_value=0, max_value=10**9, places=draw(st.integers(0, 4)), allow_nan=False))
    unit = draw(st.sampled_from(list(UNITS)))
    digits = plain(value)
    whole, point, rest = digits.partition(".")
    if draw(st.booleans()):
        whole = f"{int(whole):,}"
    digits = whole + point + rest
    if draw(st.booleans()):
        digits = digits.translate(FULL_WIDTH)
    gaps = [draw(st.sampled_from(["", " ", "　", "\n", "  "])) for _ in range(4)]
    sign = draw(st.sampled_from(SIGNS[comparison]))
    return (
        comparison,
        value,
        unit,
        "".join([gaps[0], sign, gaps[1], digits, gaps[2], draw(st.sampled_from(UNITS[unit])), gaps[3]]),
    )


@settings(max_examples=300, deadline=None)
@given(spelled())
def test_every_spelling_is_read_the_same(case):
    comparison, value, unit, text = case
    target = read_target(text)
    assert (target.comparison, target.number, target.unit) == (comparison, value, unit)
    assert target.explicit and target.shape is Shape.NUMBER


@settings(max_examples=300, deadline=None)
@given(spelled())
def test_an_actual_value_spelled_in_any_way_is_the_same_number(case):
    _, value, unit, text = case
    actual = read_actual(text, read_target(f"≥1{unit}"))
    assert (actual.number, actual.unit, actual.unit_conflict) == (value, unit, False)


@settings(max_examples=200, deadline=None)
@given(st.sampled_from(KINDS), st.data(), st.decimals(min_value=0, max_value=10**6, places=2))
def test_conversion_is_consistent(kind, data, value):
    one, two, three = (data.draw(st.sampled_from(kind)) for _ in range(3))
    there, back = factor(one, two)[0], factor(two, one)[0]
    assert there * back == 1 and factor(one, three)[0] == there * factor(two, three)[0]
    assert abs(Fraction(convert(value, there)) - Fraction(value) * there) <= Fraction(value) * there / 10**14
    assert read_actual(f"{value}{one}", read_target(f"≥1{two}")).number == convert(value, there)


@settings(max_examples=400, deadline=None)
@given(st.one_of(st.text(max_size=60), JUNK), st.one_of(st.none(), JUNK), st.one_of(st.none(), st.text(max_size=9)))
def test_no_text_raises(text, unit, name):
    target = read_target(text, unit=unit, name=name, year=2021)
    assert isinstance(target, Target)
    assert (target.shape is Shape.UNREADABLE) == bool(target.reason)
    assert (target.comparison is not None) == (target.shape in (Shape.NUMBER, Shape.RANGE, Shape.RATIO, Shape.DATE))
    if target.shape is Shape.RANGE:
        assert target.number <= target.high
    for other in ("≥95%", "2-3次", "健全", "12月底前", "1:1", text):
        actual = read_actual(text, read_target(other, year=2021), unit=unit)
        assert isinstance(actual, Actual) and (actual.shape is Shape.UNREADABLE) == bool(actual.reason)
        assert all(note.code in NOTES and note.text for note in actual.notes)


@settings(max_examples=100, deadline=None)
@given(st.decimals(allow_nan=True, allow_infinity=True))
def test_no_number_raises(value):
    target = read_target(value, unit="%")
    assert isinstance(read_actual(value, target), Actual)
    assert target.shape in (Shape.NUMBER, Shape.UNREADABLE, Shape.WORDS)


@pytest.mark.parametrize(
    "piece",
    ["9", "1-", "1,", "≥", "年", "\u0301\u0323", " ", "(", "《", "二十", "截止到", "底前", "1 ", "a", "≥1%且", "90%（"],
)
def test_a_million_characters_return_at_once(piece):
    text = piece * (1_000_000 // len(piece)) + "x"
    with soon(1):
        for length in (len(text), 1000, 300):
            target = read_target(text[:length], unit=text[:length], name=text[:length])
            assert target.shape in (Shape.UNREADABLE, Shape.WORDS, Shape.BLANK)
            read_actual(text[:length], target)
            read_actual(text[:length], read_target("≥95%"))
            read_actual(text[:length], read_target("年底前"))


def test_unusual_arguments_are_taken_as_cells_could_hold_them():
    assert read_target(95, unit="%").number == 95
    assert read_target(0.5).number == Decimal("0.5")
    assert read_target(True).shape is Shape.WORDS
    assert read_target(float("inf")).shape is Shape.UNREADABLE
    assert read_target("12月底前", year=99999).deadline is None
    assert read_actual(float("nan"), read_target("≥5")).number is None


NAMES_THAT_MATTER = st.sampled_from(
    ["完成时间", "及时率", "带宽", "网络流量", "投诉率", "培训成本", "变动率", "经费控制率", "进度", "验收日期"]
)
COLUMNS = st.sampled_from(["", "%", "次", "个", "万人", "天", "个月", "定性指标", "元", "个行政村", "项次", "%/年"])
USUAL = st.from_regex(r"[≥≤]?[0-9]{1,9}(\.[0-9]{1,6})?[%次个场人项份件台套期篇]?", fullmatch=True)


@settings(deadline=None, max_examples=500)
@given(USUAL, COLUMNS, st.booleans())
def test_the_usual_spelling_is_what_the_grammar_reads(text, column, as_target):
    quantity = target_numbers.usual(text)
    assert quantity is not None
    assert quantity == target_quantities.read_quantity(text, target=as_target, column=targets.canonical(column))
    assert target_words.clean(text) == (text, ())


@settings(deadline=None, max_examples=500)
@given(USUAL, COLUMNS, NAMES_THAT_MATTER | st.text(max_size=8), st.sampled_from([None, 2021]), USUAL)
def test_a_shortcut_gives_what_the_long_way_gives(target, column, name, year, actual):
    """Without `usual` every text goes through the grammar, under its indicator's name."""

    def both():
        for remembered in (targets._remembered, target_actuals._remembered):
            remembered.cache_clear()
        wanted = read_target(target, unit=column, name=name, year=year)
        return wanted, read_actual(actual, wanted, unit=column, year=year)

    short = both()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(targets, "_SAYS_ALL", re.compile(r"(?!)"))
        patch.setattr(target_actuals, "usual", lambda text: None)
        assert both() == short
