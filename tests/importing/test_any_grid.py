"""No content of any grid raises, and every cell is accounted for."""

from dataclasses import replace
from decimal import Decimal

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from importing import compared

from perfeval_xl import importing
from perfeval_xl import scheme as schemes
from perfeval_xl.importing import Cell, Grid, Line
from perfeval_xl.importing.words import words

WORDS = sorted(
    {word for table in words().tables.values() for synonyms in table.fields.values() for word in synonyms}
    | set(words().scalars)
    | words().blocks
    | words().totals
    | words().twin_words
    | words().of_headers
    | {"部门预算总额", "基本支出", "产出指标", "投入管理", "指标", "（2021年度）", "单位：元", "填表人：某", "注：某"}
)
values = st.one_of(
    st.sampled_from(WORDS),
    st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**9), max_value=10**9, places=2),
    st.text(max_size=12),
    st.sampled_from(["100%", "≥95%", "1〇0", "5万元", "10分", "一、基本情况", "：", "（）", "其中：财政资金", "\n"]),
    st.sampled_from(
        ["1、局机关", "2、二级机构1", "5人", "评价组组长（签字）：", "评价组组长（签字）：某某", "预算编码：062"]
    ),
    st.sampled_from(
        [
            "五、评价报告综述",
            "一、部门（单位）概况\n（一）主要职能\n起草文稿。\n（二）机构情况",
            "八、下一步改进措施",
            "细化预算。",
            "一、基本情况\n二、绩效自评工作开展情况\n核对了资料。",
        ]
    ),
)
places = st.tuples(st.integers(1, 8), st.integers(1, 7))
spans = st.tuples(st.sampled_from([1, 1, 1, 2, 5]), st.sampled_from([1, 1, 1, 2, 4]))


@st.composite
def grids(draw):
    held = draw(st.dictionaries(places, st.tuples(values, spans, st.booleans()), max_size=30))
    cells = tuple(
        Cell(row, column, value, f"!{row},{column}", *span, percent and isinstance(value, Decimal))
        for (row, column), (value, span, percent) in held.items()
    )
    return Grid("", cells, draw(st.integers(1, 9)))


def numbered(drawn):
    """The blocks with origins of their own."""
    return [
        replace(block, origin=f"第{number}段")
        if isinstance(block, Line)
        else replace(block, cells=tuple(replace(cell, origin=f"{number}{cell.origin}") for cell in block.cells))
        for number, block in enumerate(drawn)
    ]


lines = st.builds(Line, st.one_of(st.sampled_from(WORDS), st.text(max_size=40)), st.just(""))
blocks = st.lists(st.one_of(grids(), lines), max_size=6).map(numbered)
schemes_of = st.sampled_from(list(schemes.all_schemes().values()))


@settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.too_slow])
@given(blocks, schemes_of)
def test_nothing_raises_and_nothing_disappears(given_blocks, scheme):
    made = importing.read(given_blocks, scheme)
    assert compared.unaccounted(given_blocks, made) == []
    assert compared.swallowed(given_blocks, made) == []
    importing.choose(given_blocks)
    for item in made.placed:
        assert item.origin


def test_an_empty_document_is_an_empty_form():
    made = importing.read([], schemes.default())
    assert (made.placed, made.unplaced, made.form.indicators) == ((), (), ())
    assert "绩效指标（整张表）" in made.missing
