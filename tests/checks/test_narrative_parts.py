"""A report that begins with its form: the parts of the form, the heading that ends them, and their numbers."""

from __future__ import annotations

from functools import cache

import pytest
from check_returns import case, form_of
from report_findings import check_narrative

from perfeval_xl import scheme as schemes
from perfeval_xl.evaluation import evaluate
from perfeval_xl.narrative import read
from perfeval_xl.report import build
from perfeval_xl.report.blocks import Chart, lines_of

FORM = form_of(case("yunxi-office-2021"))
SCHEME = schemes.get(FORM.scheme)
EVALUATION = evaluate(FORM, SCHEME)


@cache
def sample():
    """The paragraphs of the report that the program writes."""
    document = build(FORM, SCHEME, EVALUATION)
    texts = [line for block in document.body if not isinstance(block, Chart) for line in lines_of(block)]
    return tuple(text.replace("｜", "\t") for text in texts if text.strip())


def said(texts):
    """What is said of missing sections and of numbers."""
    found = check_narrative(FORM, SCHEME, read(texts, [SCHEME.form.title]), EVALUATION)
    return [item.message for item in found if item.check in ("RPT_SECTION_NUMBERING", "RPT_SECTION_EMPTY")]


def edited(old, new):
    """The sample with one heading replaced, or taken out where `new` is empty."""
    assert old in sample()
    return [new if text == old else text for text in sample() if text != old or new]


def test_the_report_of_the_program_has_all_parts():
    assert "五、评价报告综述" in sample()
    before = said(sample())
    assert not [text for text in before if "评价报告综述" in text or "编号" in text or "之后是" in text]


def test_the_heading_that_ends_the_form_is_missed():
    assert "报告缺少“评价报告综述”部分。" in said(edited("五、评价报告综述", ""))


def test_a_part_of_the_form_is_missed():
    assert "报告缺少“评价人员”部分。" in said(edited("四、评价人员", ""))


def test_a_report_apart_from_its_form_need_not_have_the_parts():
    start = sample().index("五、评价报告综述") + 1
    assert not [text for text in said(sample()[start:]) if "评价报告综述" in text or "评价人员" in text]


@pytest.mark.parametrize(
    ("heading", "told"),
    [
        ("六、评价报告综述", "“四、评价人员”之后是“六、评价报告综述”，缺“五”。"),
        ("四、评价报告综述", "“四、评价报告综述”与前面的“四、评价人员”编号相同。"),
        ("三、评价报告综述", "“三、评价报告综述”的编号排在“四、评价人员”之后，顺序不对。"),
    ],
)
def test_the_parts_of_the_form_are_numbered_in_order(heading, told):
    assert told in said(edited("五、评价报告综述", heading))
    assert told in said([f"\t{text}" if text == heading else text for text in edited("五、评价报告综述", heading)])
