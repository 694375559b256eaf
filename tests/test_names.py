"""Names: each term has one dotted name, a label and a kind; names resolve, parse, label and format."""

from dataclasses import fields, is_dataclass
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from perfeval_xl import names
from perfeval_xl.model import (
    Agency,
    AssetRow,
    Budget,
    BudgetTotal,
    Component,
    ExpenditureRow,
    Form,
    Goal,
    Indicator,
    Kind,
    Member,
    OfficialRow,
    RevenueRow,
    Task,
)

FORM = Form(
    scheme="example",
    fiscal_year=Decimal(2021),
    agency=Agency(name="示例区某局"),
    budget=Budget(total=BudgetTotal(final=Decimal("596.88"))),
    tasks=(Task(name="甲"), Task(name="乙")),
    indicators=(Indicator(name="会议举办场次", target="≥80次"),),
    components=(Component(name="产出指标"),),
    revenue=(RevenueRow(institution="汇总"),),
    expenditure=(ExpenditureRow(institution="汇总"),),
    official=(OfficialRow(institution="汇总"),),
    assets=(AssetRow(institution="汇总"),),
    goals=(Goal(name="数量指标"),),
    panel=(Member(name="甲某"),),
    narrative={"问题": "无。"},
)


def filled(name: str) -> str:
    """The name with the first row in place of each column bracket."""
    return name.replace("[]", "[0]")


def test_every_term_has_a_label_and_a_kind_and_one_name():
    terms = names.terms()
    assert len(terms) > 40
    for name, term in terms.items():
        assert term.label.strip() and isinstance(term.kind, Kind), name
        assert term.unit == {Kind.AMOUNT: "万元", Kind.POINTS: "分", Kind.SCORE: "分", Kind.COUNT: "人"}.get(
            term.kind, ""
        )


def test_no_two_places_have_the_same_label():
    labels = [names.label(filled(name)) for name in names.terms()]
    doubled = {label for label in labels if labels.count(label) > 1}
    assert doubled == {"年度主要任务第1行·其中：财政资金"}, "the printed form itself has this heading twice"


def test_terms_are_exactly_the_leaves_of_the_form():
    def leaves(value, prefix=""):
        for item in fields(value):
            inner = getattr(value, item.name)
            if is_dataclass(inner):
                yield from leaves(inner, f"{prefix}{item.name}.")
            elif isinstance(inner, tuple):
                yield from leaves(inner[0], f"{prefix}{item.name}[].")
            elif "term" in item.metadata:
                yield prefix + item.name

    assert list(leaves(FORM)) == list(names.terms())


@pytest.mark.parametrize("name", list(names.terms()))
def test_every_term_resolves_parses_and_returns_to_its_pattern(name):
    place = filled(name)
    names.resolve(FORM, place)
    assert names.pattern(place) == name
    steps = names.parse(place)
    rebuilt = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in steps).removeprefix(".")
    assert rebuilt == place


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("fiscal_year", Decimal(2021)),
        ("agency.name", "示例区某局"),
        ("budget.total.final", Decimal("596.88")),
        ("tasks[1].name", "乙"),
        ("indicators[0].target", "≥80次"),
        ("narrative[问题]", "无。"),
    ],
)
def test_resolving(name, value):
    assert names.resolve(FORM, name) == value


@pytest.mark.parametrize(
    "name",
    [
        "",
        "tasks[2].name",
        "tasks[x].name",
        "budget.total.colour",
        "narrative[没有]",
        "agency..name",
        "a b",
        "Tasks",
        "tasks[0",
    ],
)
def test_no_such_place_is_a_key_error(name):
    with pytest.raises(KeyError):
        names.resolve(FORM, name)


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=30))
def test_parsing_gives_steps_or_a_value_error(text):
    try:
        steps = names.parse(text)
    except ValueError:
        return
    assert steps and all(isinstance(step, (str, int)) for step in steps)


@pytest.mark.parametrize(
    ("name", "label"),
    [
        ("objective.text", "年度总体目标"),
        ("objective.result", "年度总体目标完成情况"),
        ("budget.basic.final", "预算情况·基本支出·全年预算数"),
        ("indicators[7].actual", "绩效指标第8行·实际完成值"),
        ("fiscal_year", "年度"),
        ("tasks[0].outturn", "年度主要任务第1行·预算执行数"),
        ("declared.total", "自评得分"),
        ("declared.grade", "自评结果"),
    ],
)
def test_labels(name, label):
    assert names.label(name) == label


@pytest.mark.parametrize(
    ("kind", "value", "text"),
    [
        (Kind.AMOUNT, Decimal("463.185"), "463.19"),
        (Kind.AMOUNT, "5270元", "0.53"),
        (Kind.AMOUNT, "待定", "待定"),
        (Kind.SCORE, Decimal("9.745"), "9.75"),
        (Kind.SCORE, Decimal("10.00"), "10"),
        (Kind.POINTS, None, ""),
        (Kind.RATE, Decimal("1.05805"), "105.81%"),
        (Kind.RATE, "100%", "100.00%"),
        (Kind.RATE, "—", "—"),
        (Kind.TEXT, " 某局 ", "某局"),
    ],
)
def test_formatting(kind, value, text):
    assert names.format_value(kind, value) == text


@settings(max_examples=200, deadline=None)
@given(
    st.sampled_from([Kind.AMOUNT, Kind.SCORE, Kind.RATE]), st.decimals(min_value=-(10**7), max_value=10**7, places=4)
)
def test_formatted_values_format_to_themselves(kind, value):
    text = names.format_value(kind, value)
    assert names.format_value(kind, text) == text
