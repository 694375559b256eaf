"""A new year begun from last year's return: what stays, what is cleared, what is told."""

from dataclasses import replace

import pytest

from perfeval_xl import names, scheme
from perfeval_xl.comparison import values
from perfeval_xl.errors import SchemeError
from perfeval_xl.figures import is_blank
from perfeval_xl.files import casefile
from perfeval_xl.rollover import kept, roll, summary

OFFICE, _ = casefile.load("tests/cases/shangjie-office-2021.json")
FULL = replace(OFFICE, narrative={"其他说明": "无。"})
SCHEME = scheme.get(OFFICE.scheme)
BASE, _ = casefile.load("tests/cases/yunxi-office-2021.json")
BASE = replace(
    BASE,
    indicators=tuple(
        replace(row, target="≥95%", unit="%", actual="96%", tier="达成年度指标") for row in BASE.indicators
    ),
    tasks=OFFICE.tasks,
    narrative={"主要职能": "起草文稿。"},
)
KEPT = {
    "fiscal_year",
    "agency.name",
    "agency.preparer",
    "agency.phone",
    "objective.text",
    "tasks[].name",
    "tasks[].content",
    "budget.total.points",
    "indicators[].category",
    "indicators[].subcategory",
    "indicators[].name",
    "indicators[].target",
    "indicators[].unit",
    "indicators[].points",
    "indicators[].criterion",
    "revenue[].institution",
    "expenditure[].institution",
    "official[].institution",
    "assets[].institution",
    "goals[].category",
    "goals[].name",
    "goals[].target",
    "panel[].name",
    "panel[].post",
    "panel[].institution",
}


@pytest.mark.parametrize("form", [FULL, BASE], ids=["tasks and budget", "base data and standards"])
def test_structure_indicators_targets_and_standards_stay_and_everything_else_is_cleared(form):
    made = roll(form, scheme.get(form.scheme), 2022)
    before, after = dict(values(form)), dict(values(made.form))
    assert made.form.fiscal_year == 2022
    assert list(after) == [name for name in before if not name.startswith("narrative")]
    for name, value in before.items():
        if names.pattern(name) in KEPT:
            assert name == "fiscal_year" or after[name] == value
        else:
            assert is_blank(after.get(name)), name
    filled = {name for name, value in before.items() if not is_blank(value) and names.pattern(name) not in KEPT}
    assert set(made.cleared) == filled


def test_what_stayed_is_told_by_part():
    assert kept(roll(FULL, SCHEME, 2022)) == [
        "部门（单位）（部门（单位）名称、填表人、联系方式）",
        "年度总体目标",
        "年度主要任务（任务名称、主要内容）",
        "预算情况（分值）",
        "绩效指标（一级指标、二级指标、三级指标、指标值、度量单位、分值）",
    ]
    told = kept(roll(BASE, scheme.get(BASE.scheme), 2022))
    assert "年度收入情况（机构名称）" in told
    assert "定量目标完成情况（评价内容、指标、绩效目标）" in told


def test_what_was_cleared_is_counted_by_column():
    told = summary(roll(FULL, SCHEME, 2022))
    assert "绩效指标（实际完成值 30 处、得分 30 处、未完成原因分析 1 处）" in told
    assert told[-1] == "报告素材 1 处"
    told = summary(roll(BASE, scheme.get(BASE.scheme), 2022))
    assert "固定资产（固定资产合计、在用固定资产、出租固定资产、其他 各 2 处）" in told


def test_targets_that_name_a_past_year_are_told():
    made = roll(FULL, SCHEME, 2022)
    assert [text for _, text in made.dated] == ["2021 年 12 月 20 日之前"]
    assert roll(FULL, SCHEME, 2021).dated == ()


def test_a_year_that_no_scheme_judges_is_refused():
    assert roll(FULL, SCHEME, 2030).scheme == SCHEME
    with pytest.raises(SchemeError, match="2019"):
        roll(FULL, SCHEME, 2019)
