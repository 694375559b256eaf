"""A new year begun from last year's return: what stays, what is cleared, what is told."""

from dataclasses import replace

import pytest

from perfeval_xl import names, scheme
from perfeval_xl.comparison import values
from perfeval_xl.errors import SchemeError
from perfeval_xl.figures import is_blank
from perfeval_xl.files import casefile
from perfeval_xl.rollover import roll, summary

OFFICE, _ = casefile.load("tests/cases/shangjie-office-2021.json")
FULL = replace(OFFICE, narrative={"其他说明": "无。"})
SCHEME = scheme.get(OFFICE.scheme)
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
}


def test_structure_indicators_and_targets_stay_and_everything_else_is_cleared():
    made = roll(FULL, SCHEME, 2022)
    before, after = dict(values(FULL)), dict(values(made.form))
    assert made.form.fiscal_year == 2022
    for name, value in before.items():
        if names.pattern(name) in KEPT:
            assert name == "fiscal_year" or after[name] == value
        else:
            assert is_blank(after.get(name)), name
    filled = {name for name, value in before.items() if not is_blank(value) and names.pattern(name) not in KEPT}
    assert set(made.cleared) == filled


def test_what_was_cleared_is_counted_by_column():
    told = summary(roll(FULL, SCHEME, 2022))
    assert "绩效指标·实际完成值 30 处" in told
    assert "预算情况·年初预算数 5 处" in told
    assert "报告素材 1 处" in told


def test_targets_that_name_a_past_year_are_told():
    made = roll(FULL, SCHEME, 2022)
    assert [text for _, text in made.dated] == ["2021 年 12 月 20 日之前"]
    assert roll(FULL, SCHEME, 2021).dated == ()


def test_a_year_that_no_scheme_judges_is_refused():
    assert roll(FULL, SCHEME, 2030).scheme == SCHEME
    with pytest.raises(SchemeError, match="2019"):
        roll(FULL, SCHEME, 2019)
