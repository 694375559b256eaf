"""Checks of the report's structure: empty and misplaced sections, numbering, title."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from difflib import SequenceMatcher
from itertools import pairwise

from perfeval_xl.checks.core import Remark
from perfeval_xl.checks.finding import Severity
from perfeval_xl.checks.narrative import Report, at, hint, warning
from perfeval_xl.narrative import Section
from perfeval_xl.narrative.leftovers import is_prompt, placeholder
from perfeval_xl.narrative.structure import Heading, heading_of
from perfeval_xl.narrative.text import Paragraph
from perfeval_xl.narrative.words import Topic, words

_ENOUGH_SECTIONS = 3
_ENOUGH_PARTS = 2
_ALIKE = 0.6
_CHINESE = "零一二三四五六七八九"


@warning(
    name="RPT_SECTION_EMPTY",
    title="报告的某一部分没有写",
    compares="报告各部分、报告素材的内容 与 模板提示语、“无”、空白",
    why="留着提示语或只写“无”，等于这一部分没有写，评审会退回。",
    example="第五部分写的是“包括绩效目标未完成原因和下一步改进措施……”。",
    cure="按提示写本单位的实际情况；确实没有的，用一句话说明。",
)
def sections_have_content(report: Report) -> Iterator[Remark]:
    """Every section of the report has words of the department's own, and none of the scheme's sections is missing."""
    known = words().pattern
    for section in report.narrative.sections:
        title, text = section.heading.title, section.content().strip()
        if not text:
            yield at(section.heading.paragraph, f"“{_shown(section.heading)}”下面没有内容。")
        elif known["sections.nothing"].fullmatch(text) and not known["sections.may_be_nothing"].search(title):
            said = f"“{_shown(section.heading)}”只写了“无”，请用一两句话说明。"
            yield at(section.paragraphs[-1] if section.paragraphs else section.heading.paragraph, said, Severity.HINT)
    prompts = [item.prompt for item in report.scheme.report if item.prompt]
    for item in report.narrative.body:
        match = placeholder(item.text)
        if match is None and is_prompt(item.text, prompts):
            yield at(item, f"“{item.quote(0, len(item.text))}”是模板提示语，请写本单位的情况。")
        elif match:
            yield from _gap(item, match)
    for item in report.narrative.rest:
        if (match := placeholder(item.text)) and "此处待填" in match[0]:
            yield from _gap(item, match)
    yield from _missing(report)


def _gap(item: Paragraph, match: re.Match[str]) -> Iterator[Remark]:
    yield at(item, f"“{item.quote(match.start(), match.end())}”是模板里待填的位置，请补上。")


def _missing(report: Report) -> Iterator[Remark]:
    """The sections of the scheme's outline that the report lacks, where the report follows that outline at all."""
    parts = [section for section in report.scheme.form_parts if section.level == 1]
    wanted = [section for section in report.scheme.report if section.level == 1 and section not in parts]
    found = [section.heading.title for section in report.narrative.sections]
    there = [section for section in wanted if any(_alike(section.title, title) for title in found)]
    begins = {heading.title for heading in _form_headings(report)}
    lacking = [section for section in parts if section.title not in begins] if len(begins) >= _ENOUGH_PARTS else []
    if len(found) >= _ENOUGH_SECTIONS and len(there) * 3 > len(wanted) * 2:
        lacking += [section for section in wanted if section not in there]
    for section in lacking:
        yield at(report.narrative.title, f"报告缺少“{section.title}”部分。")


def _form_headings(report: Report) -> list[Heading]:
    """The headings of the parts of the form, in a report that begins with it; they may stand in a row of a table."""
    titles = {section.title for section in report.scheme.form_parts if section.level == 1}
    headings = (heading_of(replace(item, cells=())) for item in report.narrative.paragraphs)
    return [heading for heading in headings if heading and heading.level == 1 and heading.title in titles]


def _alike(wanted: str, title: str) -> bool:
    return wanted in title or title in wanted or SequenceMatcher(None, wanted, title).ratio() >= _ALIKE


@warning(
    name="RPT_SECTION_MISPLACED",
    title="内容写错了部分",
    compares="报告各部分的标题 与 内容",
    why="标题和内容对不上，评审在该看的地方看不到该有的内容。",
    example="“六、结果应用和公开”下面写的是存在的主要问题和改进措施。",
    cure="把内容移到标题相符的部分。",
)
def content_stands_under_its_title(report: Report) -> Iterator[Remark]:
    """What belongs to a section is not under another one while its own section is without it."""
    sections = report.narrative.sections
    for topic in words().topics:
        own = [section for section in sections if topic.title.search(section.heading.title)]
        if not own or any(_has_content(section, topic) for section in own):
            continue
        for section in sections:
            stray = _stray(section, topic) if section not in own else None
            if stray:
                said = f"“{_shown(section.heading)}”里写的“{stray[1]}”应放到“{_shown(own[0].heading)}”。"
                yield at(stray[0], said)
                break


def _has_content(section: Section, topic: Topic) -> bool:
    own = [item for item in section.paragraphs if not words().pattern["sections.prompts"].fullmatch(item.text)]
    return bool(topic.present.search(section.heading.rest + "".join(item.text for item in own)))


def _stray(section: Section, topic: Topic) -> tuple[Paragraph, str] | None:
    for item in section.paragraphs:
        heading = heading_of(item)
        if heading and topic.stray.fullmatch(heading.title):
            return item, heading.title
        if heading is None and (match := topic.stray.search(item.text)):
            return item, item.quote(match.start(), match.end())
    return None


@warning(
    name="RPT_SECTION_NUMBERING",
    title="报告的编号跳号或重号",
    compares="报告各级标题的编号 与 应有的顺序",
    why="跳号说明少了一部分或删后没有重排。",
    example="“二、”之后是“六、”，缺三、四、五。",
    cure="补上缺的部分，或把编号重排。",
)
def headings_are_numbered_in_order(report: Report) -> Iterator[Remark]:
    """The numbers of headings follow each other, level by level."""
    rows: list[Iterable[Heading | None]] = [
        _form_headings(report),
        *(_siblings(report.narrative.headings, level) for level in (1, 2)),
    ]
    for row in rows:
        for previous, heading in pairwise(row):
            if heading is None or previous is None:
                continue
            level = heading.level
            if heading.number == previous.number + 1 or (level > 1 and heading.number == 1):
                continue
            if heading.number > previous.number:
                gap = "、".join(map(chinese, range(previous.number + 1, heading.number)))
                said = f"“{_shown(previous)}”之后是“{_shown(heading)}”，缺“{gap}”。"
            elif heading.number == previous.number:
                said = f"“{_shown(heading)}”与前面的“{_shown(previous)}”编号相同。"
            else:
                said = f"“{_shown(heading)}”的编号排在“{_shown(previous)}”之后，顺序不对。"
            yield at(heading.paragraph, said)


def _siblings(headings: tuple[Heading, ...], level: int) -> Iterator[Heading | None]:
    """The headings of one level, None where a higher one begins them anew."""
    for heading in headings:
        if heading.level == level:
            yield heading
        elif heading.level < level:
            yield None


def chinese(number: int) -> str:
    """A whole number below 100 in Chinese numerals."""
    tens, ones = divmod(number, 10)
    if not tens:
        return _CHINESE[ones]
    return f"{'' if tens == 1 else _CHINESE[tens]}十{_CHINESE[ones] if ones else ''}"


def _shown(heading: Heading) -> str:
    text = heading.paragraph.text
    return heading.paragraph.quote(0, min(len(text), len(text) - len(heading.rest)))


@hint(
    name="RPT_TITLE",
    title="报告没有标题",
    compares="报告开头 与 “××年度（单位）部门整体绩效自评报告”",
    why="公开的报告要能看出是哪个单位、哪一年度的。",
    example="报告直接从“一、基本情况”开始。",
    cure="在开头加上写明年度和单位的标题。",
)
def report_has_a_title(report: Report) -> Iterator[Remark]:
    """The report begins with a title that has a year."""
    title = report.narrative.title
    if not report.narrative.sections:
        return
    if title is None:
        yield at(report.narrative.paragraphs[0], "报告开头没有标题，请写明年度和单位。")
    elif not words().title_line.search(title.text):
        yield at(title, f"标题“{title.quote(0, len(title.text))}”没有写年度。")
