"""The cell functions: results, arguments as a spreadsheet hands them over, and that nothing makes them raise."""

from datetime import date, datetime
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from perfeval_xl import cell_functions, cells
from perfeval_xl import scheme as schemes
from perfeval_xl.rules import PENDING


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (None, None),
        ("", ""),
        ("≥95%", "≥95%"),
        (2.0, Decimal(2)),
        (0.1 + 0.2, Decimal("0.3")),
        (7, Decimal(7)),
        (Decimal("1.50"), Decimal("1.5")),
        (True, "是"),
        (datetime(2021, 12, 1, 9, 30), "2021年12月1日 09:30"),
        (datetime(1899, 12, 30, 8, 30), "08:30"),
        (date(2021, 12, 1), "2021年12月1日"),
        (-2146826246, "#N/A"),
        (-2146826281, "#DIV/0!"),
        (-2147352572, None),
        ([["≥95%"]], "≥95%"),
        (((3.0, 4.0),), Decimal(3)),
        ([], None),
        (float("nan"), None),
        (float("inf"), None),
        (1e308, None),
    ],
)
def test_arguments_arrive_as_typed_values(value, expected):
    assert cells.typed(value) == expected


def test_score():
    assert cells.perf_score("≥95%", "90%", 2) == Decimal("1.89")
    assert cells.perf_score([["≥95%"]], [["100%"]], [[2.0]]) == 2
    assert cells.perf_score("2021年12月20日之前", datetime(2021, 12, 1), 2) == 2
    assert cells.perf_score("健全", "基本健全", 2) == PENDING
    assert cells.perf_score("≥95%", "", 2) == PENDING
    assert cells.perf_score("≥95%", "100%", None) == PENDING
    assert cells.perf_score(None, None, None) == ""
    assert cells.perf_score("", " ", "", "%", "", "") == ""


def test_the_name_of_the_indicator_tells_the_direction():
    assert cells.perf_score("10%", "5%", 2, "%", "预算调整率") == 2
    assert cells.perf_score("10%", "5%", 2, "%", "完成率") == 1


def test_the_explanation_names_its_source():
    source = schemes.default().sources["form_note_3"].title
    assert cells.perf_explain("≥95%", "90%", 2) == f"完成90%，未达到≥95%，按90÷95×2计1.89分（依据：{source}）。"
    assert cells.perf_explain(None, None, None) == ""


def test_rule_computes_by_the_words_of_the_standard():
    assert cells.perf_rule("健全计2分，不健全不计分", "健全", 2) == 2
    assert cells.perf_rule("以100%为标准。控制率≤100%，计5分；每超过一个百分点扣0.5分", "103%", 5) == Decimal("3.5")
    assert cells.perf_rule("每低于100%一个百分点扣0.1分", 98, 3) == Decimal("2.8")


def test_rule_leaves_standards_that_it_cannot_read_to_a_person():
    assert cells.perf_rule("健全的酌情计分", "健全", 2) == PENDING
    assert cells.perf_rule("≥90%计5分；低于90%不得分", "很好", 5) == PENDING
    assert cells.perf_rule(None, "", None) == ""


def test_rate():
    assert round(cells.perf_rate(467.99, 495.16), 4) == Decimal("1.0581")
    assert cells.perf_rate(0, 0) == "—"
    assert cells.perf_rate(100, 0) == 0
    assert cells.perf_rate("", 5) == ""
    assert cells.perf_rate(5, None) == ""
    assert cells.perf_rate("五万", 5) == PENDING


def test_budget_score():
    assert cells.perf_budget_score(467.99, 495.16, 10) == 10
    assert cells.perf_budget_score(50, 36.1, 10) == Decimal("7.22")
    assert cells.perf_budget_score(0, 0, 10) == PENDING
    assert cells.perf_budget_score(None, None, 10) == PENDING
    assert cells.perf_budget_score(None, None, None) == ""


@pytest.mark.parametrize(
    ("total", "grade"),
    [(99, "优"), (89.95, "良"), ("80", "良"), ("", ""), (None, ""), (PENDING, PENDING), ("#N/A", PENDING)],
)
def test_grade(total, grade):
    assert cells.perf_grade(total) == grade


def test_check_is_empty_when_all_is_well():
    assert cells.perf_check("健全", "健全", "定性指标", 2, 2, "") == ""
    assert cells.perf_check(None, None, None, None, None, None) == ""


def test_check_says_what_is_wrong_gravest_first_with_a_sign():
    message = cells.perf_check("≥95%", "90%", "%", 2, 2, "")
    assert message.startswith("✘ ")
    assert "满分" in message
    signs = [mark for mark in message if mark in "✘⚠ⓘ"]
    assert signs == sorted(signs, key="✘⚠ⓘ".index)


def test_a_pending_score_is_no_typed_score():
    assert PENDING not in cells.perf_check("健全", "基本健全", "定性指标", 2, PENDING, "原因和措施")


def test_an_unknown_scheme_is_said_and_nothing_is_scored():
    assert cells.perf_score("≥95%", "100%", 2, None, None, "某地") == PENDING
    assert cells.perf_budget_score(1, 1, 10, "某地") == PENDING
    assert cells.perf_grade(90, "某地") == PENDING
    assert cells.perf_explain("≥95%", "100%", 2, None, None, "某地").startswith("没有方案“某地”")
    assert cells.perf_check("≥95%", "100%", "%", 2, 2, "", None, "某地").startswith("✘ 没有方案“某地”")


CONTRACT = {
    "PERF_SCORE": "指标值, 实际完成值, 分值, [度量单位], [指标名称], [方案]",
    "PERF_RULE": "评分标准, 实际值, 分值",
    "PERF_RATE": "预算数, 执行数",
    "PERF_BUDGET_SCORE": "预算数, 执行数, 分值, [方案]",
    "PERF_GRADE": "总分, [方案]",
    "PERF_CHECK": "指标值, 实际完成值, 度量单位, 分值, 得分, 未完成原因, [指标名称], [方案]",
    "PERF_EXPLAIN": "指标值, 实际完成值, 分值, [度量单位], [指标名称], [方案]",
}


ADDED = {
    "PERF_SCORE": ", [档次], [评分标准]",
    "PERF_RULE": ", [度量单位], [方案]",
    "PERF_CHECK": ", [评分标准], [档次], [二级指标]",
    "PERF_EXPLAIN": ", [评分标准], [档次]",
}
"""Optional arguments that came after those of the contract, always at the end."""


def test_a_row_with_a_scoring_standard_is_explained_and_checked_by_it():
    standard = "以100%为标准。控制率≤100%，计5分；每超过一个百分点扣0.5分"
    explained = cells.perf_explain("", "103%", 5, criterion=standard)
    assert "超过100%共3个百分点" in explained
    assert cells.perf_check("", "103%", "%", 5, 3.5, "人员增加，下年调整", criterion=standard) == ""
    assert "按评分标准应得3.5分" in cells.perf_check("", "103%", "%", 5, 5, "", criterion=standard)
    assert cells.perf_score("—", "105.88%", 5, "%", criterion=standard) == Decimal("2.5")
    assert cells.perf_score("≤100%", "103%", 5, "%", criterion=standard) != Decimal("3.5")
    assert cells.perf_rule(standard, "105.88%", 5, "%", "zhengzhou-shangjie-2021@2021") == Decimal("2.5")
    assert cells.perf_rule(standard, "105.88%", 5, "%", "no-such-scheme") == PENDING


def test_a_tier_decides_for_words_and_leaves_figures_and_days_alone():
    tier = "部分达成年度指标并具有一定效果"
    assert cells.perf_score("健全", "健全", 5, tier=tier) == "待评定"
    assert cells.perf_score("健全", "基本健全", 5, tier="达成年度指标") == 5
    assert cells.perf_score("≥95%", "90%", 10, tier=tier) == Decimal("9.47")
    assert cells.perf_score("12月底前", "2021年12月1日", 5, None, None, "zhengzhou-shangjie-2021@2021", tier) == 5


def test_names_and_arguments_are_those_of_the_contract():
    found = {
        entry.name: ", ".join(f"[{one.label}]" if one.optional else one.label for one in entry.arguments)
        for entry in cell_functions.FUNCTIONS
    }
    assert found == {name: CONTRACT[name] + ADDED.get(name, "") for name in CONTRACT}


arguments = st.one_of(
    st.none(),
    st.booleans(),
    st.text(max_size=12),
    st.floats(),
    st.integers(-(10**12), 10**12),
    st.decimals(),
    st.datetimes(),
    st.dates(),
    st.sampled_from(
        [-2146826246, [], [[None]], [["≥95%", 1.0]], ((2.0,),), "≥95%", "100%", "健全", object(), 1 + 2j, b"x"]
    ),
)


def test_a_rate_beyond_what_a_cell_can_hold_is_pending():
    assert cells.perf_rate(1e-290, 1e15) == PENDING


@pytest.mark.parametrize("entry", cell_functions.FUNCTIONS, ids=lambda entry: entry.name)
def test_no_argument_raises(entry):
    @settings(deadline=None, max_examples=80)
    @given(st.lists(arguments, min_size=len(entry.arguments), max_size=len(entry.arguments)))
    def anything(values):
        result = entry.function(*values)
        assert isinstance(result, str) or (isinstance(result, Decimal) and result.is_finite())
        assert "Error" not in str(result) or "Error" in str(values)

    anything()


def test_the_scheme_argument_may_carry_the_fiscal_year():
    asked = "12月底前", "2021年12月1日", 2, "", "验收时间"
    assert cells.perf_score(*asked, "zhengzhou-shangjie-2021") == "待评定"
    assert cells.perf_score(*asked, "zhengzhou-shangjie-2021@2021") == 2
    assert cells.perf_score(*asked, "zhengzhou-shangjie-2021@2021年度") == 2
    assert cells.perf_score("12月底前", "2022年1月5日", 2, "", "验收时间", "@2021") == "待评定"
    assert cells.perf_check(*asked[:2], "", 2, 2, "", "验收时间", "@2021") == ""
