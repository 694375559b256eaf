"""Reading a report's paragraphs and structure: cleaning, quoting, joining broken lines, headings, parts."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from perfeval_xl.narrative import read
from perfeval_xl.narrative.text import join_lines, paragraph


def test_text_is_cleaned_and_still_quoted_as_written():
    """White space, bold marks and full-width digits go; the quote is what stands in the document."""
    item = paragraph(3, "**一是** 得分为 ９８．５ 分，率为 95 ％。")
    assert item.text == "一是得分为98.5分，率为95%。"
    start = item.text.index("得分")
    assert item.quote(start, start + 9) == "得分为 ９８．５ 分，"


def test_a_bold_mark_is_no_placeholder_and_a_placeholder_is_kept():
    """**局 is a gap of the template, **some words** is emphasis."""
    assert paragraph(1, "由**局负责").text == "由**局负责"
    assert paragraph(1, "由**财务管理科**负责").text == "由财务管理科负责"


def test_thousand_separators_stay_and_other_commas_are_chinese():
    """1,770.59 is one number."""
    assert paragraph(1, "预算1,770.59万元,执行").text == "预算1,770.59万元，执行"


@given(st.text(alphabet="甲乙 　１2,.:*\t《》", max_size=40))
@settings(deadline=None, max_examples=80)
def test_any_slice_of_the_text_can_be_quoted(raw: str):
    """Offsets stay inside the paragraph, whatever is in it."""
    item = paragraph(1, raw)
    assert len(item.offsets) == len(item.text)
    assert all(isinstance(item.quote(start, end), str) for start in (0, 3) for end in (1, len(item.text)))


def test_lines_broken_inside_a_sentence_are_joined():
    """A long line that stops in mid-sentence goes on; headings, list items and rows of tables do not."""
    lines = [
        "一、基本情况",
        "",
        "本单位按照年度工作安排组织开展了全年各项重点工作并按季",
        "",
        "度报送进度。",
        "（1）部分项目支付进度滞后",
        "由于场地检修，支付推迟。",
        "指标\t分值",
    ]
    assert join_lines(lines) == [
        "一、基本情况",
        "本单位按照年度工作安排组织开展了全年各项重点工作并按季度报送进度。",
        "（1）部分项目支付进度滞后",
        "由于场地检修，支付推迟。",
        "指标\t分值",
    ]


def test_a_title_in_two_lines_is_one():
    """Year and agency in the first line, 自评报告 in the second."""
    report = read(["2021年度示例区某局部门", "整体绩效自评报告", "一、基本情况", "略。"])
    assert report.title is not None
    assert report.title.text == "2021年度示例区某局部门整体绩效自评报告"
    assert report.title.number == 1


def test_a_line_above_the_title_that_is_a_sentence_is_no_part_of_it():
    """A line of contacts, say."""
    report = read(["联系人：张某", "关于绩效自评的报告", "一、基本情况"])
    assert report.title is not None
    assert report.title.number == 2


def test_a_report_without_a_title_has_none():
    """The first heading ends the search."""
    assert read(["一、基本情况", "形成了自评报告"]).title is None


@pytest.mark.parametrize(
    ("text", "level", "number", "title"),
    [
        ("一、基本情况", 1, 1, "基本情况"),
        ("十二、其他", 1, 12, "其他"),
        ("（二）绩效目标。", 2, 2, "绩效目标"),
        ("3．产出指标情况分析", 3, 3, "产出指标情况分析"),
        ("（4）制度建设：修订2项。", 4, 4, "制度建设"),
    ],
)
def test_headings(text: str, level: int, number: int, title: str):
    """The four levels of official numbering."""
    heading = read([text]).headings[0]
    assert (heading.level, heading.number, heading.title) == (level, number, title)


@pytest.mark.parametrize(
    "text",
    [
        *("3.5万元用于培训", "2021年度工作", "一是收集资料", "综合一、二两类", "一、今年，我局开展了工作。取得成效。"),
    ],
)
def test_no_heading(text: str):
    """Numbers at the beginning of a sentence are not headings."""
    assert read([text]).headings == ()


def test_the_narrative_ends_where_the_form_is_attached():
    """The form's own title ends it, but not before the first heading."""
    texts = ["部门整体绩效自评表", "一、基本情况", "略。", "附件：部门整体绩效自评表", "单位名称\t某局"]
    report = read(texts, ["部门整体绩效自评表"])
    assert [item.number for item in report.body] == [1, 2, 3]
    assert [item.number for item in report.rest] == [4, 5]


def test_context_names_the_titles_above_a_paragraph():
    """Headings by level, then the paragraph's own label; a heading of the same level takes its place."""
    report = read(["一、总体", "（一）资金", "满意度情况：好。", "（1）内容", "（二）指标", "略。"])
    assert report.context[3] == ("总体", "资金", "满意度情况")
    assert report.context[4] == ("总体", "资金", "满意度情况", "内容")
    assert report.context[6] == ("总体", "指标")


@given(st.lists(st.text(max_size=30), max_size=12))
@settings(deadline=None, max_examples=80)
def test_reading_never_raises(texts: list[str]):
    """Any text is a report, if an empty one."""
    report = read(texts)
    assert len(report.body) + len(report.rest) == len(report.paragraphs)
    assert [item.number for item in report.paragraphs] == [
        n for n, text in enumerate(texts, 1) if paragraph(n, text).text
    ]
    inside = [item for part in report.sections for item in (part.heading.paragraph, *part.paragraphs)]
    assert inside == list(report.body[len(report.body) - len(inside) :])
    assert set(report.context) <= {item.number for item in report.body}
