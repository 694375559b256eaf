"""Measures from base data: computed where all figures are there, named as missing where not, never taken for zero."""

from decimal import Decimal

import pytest

from perfeval_xl.criteria import read_standard, score
from perfeval_xl.measures import measure, names
from perfeval_xl.model import AssetRow, Comparison, ExpenditureRow, Form, OfficialRow, RevenueRow, Staffing

D = Decimal
FORM = Form(
    staffing=Staffing(establishment=D(34), on_post=D(31), retired=D(5), total=D(36)),
    official=(OfficialRow(institution="汇总", total=D("0.53")), OfficialRow(institution="机关", total=D("0.53"))),
    expenditure=(ExpenditureRow(institution="汇总", total=D("594.97"), accumulated=D(0)),),
    revenue=(RevenueRow(institution="汇总", total=D(500), carried_over=D(3)),),
    assets=(AssetRow(institution="汇总", total=D("226.71"), in_use=D("226.71")),),
    comparison=Comparison(
        official_prior="1.2098", official_budget=D(1), budget_original=D(500), budget_adjusted=D(25),
        procurement_budget=D(40), procurement=D(39), card_due=D(10), card_paid=D(6),
    ),
)  # fmt: skip


@pytest.mark.parametrize(
    ("name", "actual"),
    [
        ("在职人员控制率", "91.18%"),
        ("“三公经费”变动率", "-56.19%"),
        ("“三公经费”控制率", "53%"),
        ("预算调整率", "5%"),
        ("资金结余", "结余0，上年结转3"),
        ("政府采购执行率", "97.5%"),
        ("公务卡刷卡率", "60%"),
        ("固定资产利用率", "100%"),
    ],
)
def test_value_formula_and_definition(name, actual):
    made = measure(name, FORM)
    assert made.actual == actual
    assert made.formula and made.definition and not made.missing
    assert all(figure.label in made.explanation for figure in made.figures)


@pytest.mark.parametrize("name", names())
def test_a_missing_figure_is_named_and_not_taken_for_zero(name):
    made = measure(name, Form())
    assert (made.value, made.actual) == (None, "")
    assert made.explanation.endswith("待评定。")
    assert all(figure.label in made.explanation for figure in made.missing)


def test_without_a_row_of_sums_the_rows_are_summed():
    rows = (
        AssetRow(institution="机关", total=D(80), in_use=D(60)),
        AssetRow(institution="中心", total=D(20), in_use=D(20)),
    )
    assert measure("固定资产利用率", Form(assets=rows)).actual == "80%"


def test_nothing_is_divided_by_nothing():
    made = measure("在职人员控制率", Form(staffing=Staffing(establishment=D(0), on_post=D(3))))
    assert made.value is None
    assert "除数是0" in made.explanation


def test_a_standard_scores_what_the_measure_gives():
    standard = read_standard("无结余，3分；有结余，但不超过上年结转，2分；结余超过上年结转，不得分。")
    assert score(standard, measure("资金结余", FORM).actual, D(3)).score == 3
    control = read_standard("以100%为标准。在职人员控制率≦100%，计5分；每超过一个百分点扣0.5分，扣完为止。")
    assert score(control, measure("在职人员控制率", FORM).actual, D(5)).score == 5


@pytest.mark.parametrize("pair", [("1e200", "1e-200"), ("-1e300", "3e-150"), ("34000000000000", "1")])
def test_figures_too_far_apart_are_no_rate(pair):
    people, posts = map(D, pair)
    made = measure("在职人员控制率", Form(staffing=Staffing(establishment=posts, on_post=people)))
    assert (made.value, made.actual) == (None, "")
    assert "两个数相差太大" in made.explanation
