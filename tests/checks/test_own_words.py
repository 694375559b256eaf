"""The department's own words in the form: another year and prompts left in place are findings at their cell."""

from __future__ import annotations

import pytest
from check_returns import CLEAN, edited, findings, form_of

from perfeval_xl import scheme as schemes
from perfeval_xl.evaluation import evaluate
from perfeval_xl.report import Mark, build

SECTION = "自评工作开展情况"


def found(words: str) -> list[tuple[str, str]]:
    """Check and place of each finding when the section says `words`."""
    return [(item.check, item.at) for item in findings(edited({f"narrative[{SECTION}]": words}))]


def marks(words: str) -> set[Mark]:
    """What is marked in the report when the section says `words`."""
    form = form_of(edited({f"narrative[{SECTION}]": words}))
    scheme = schemes.get(form.scheme)
    remarks = build(form, scheme, evaluate(form, scheme)).remarks
    return {remark.kind for remark in remarks if remark.at == f"narrative[{SECTION}]"}


@pytest.mark.parametrize(
    "words",
    [
        "2020年度本局成立自评小组，核对了台账。",
        "成立自评小组，开展2020年度部门整体绩效自评。",
        "2020年，本局成立自评小组。",
        "2020年全年核对台账4次。",
        "自评按2020年度的办法进行。",
        "对2022年度部门整体绩效自评的资料进行了核对。",
        "本局获评2020年度先进集体。",
    ],
)
def test_another_year_is_marked_and_listed(words: str):
    """A year that stands where the year judged belongs."""
    assert found(words) == [("RPT_YEAR", f"narrative[{SECTION}]")]
    assert marks(words) == {Mark.OTHER_YEAR}


@pytest.mark.parametrize(
    "words",
    [
        "自评结果作为编制2022年度部门预算的依据。",
        "与2020年度相比，维护数量增加6处。",
        "2020年度结转资金已全部使用。",
        "依据2021年度部门预算，核对了2020年12月以来的台账。",
        "2022年5月，本局对2021年度部门整体绩效进行了自评。",
        "按照2021-2023年收支规划核对。",
        "2020年度发现的问题已整改到位。",
        "下一步做好2022年度部门整体绩效自评工作。",
    ],
)
def test_a_year_that_is_rightly_named_is_not(words: str):
    """Plans, comparisons, dates, balances carried over."""
    assert found(words) == []
    assert marks(words) == set()


@pytest.mark.parametrize(
    "words",
    [
        "写明谁组织、怎样分工；数据取自哪些资料（预算批复文件、决算、会计凭证等）；怎样核对和打分。",
        "自评结果怎样用于下一年度预算编制、制度完善和内部考核。",
        "（此处待填：自评工作）",
        "（请填写自评工作开展情况）",
    ],
)
def test_a_prompt_left_in_place_is_marked_and_listed(words: str):
    """The prompt of this section, of another one, a gap copied from the report, a bracketed instruction."""
    assert found(words) == [("RPT_SECTION_EMPTY", f"narrative[{SECTION}]")]
    assert marks(words) == {Mark.PROMPT_LEFT}


def test_the_objective_of_another_year_is_listed():
    """The objective copied from the year before."""
    text = "2020年，" + CLEAN["objective"]["text"]
    assert [(item.check, item.at) for item in findings(edited({"objective.text": text}))] == [
        ("RPT_YEAR", "objective.text")
    ]
