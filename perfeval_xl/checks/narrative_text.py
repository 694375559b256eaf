"""Checks of the report's wording: misspellings, brackets, repeated sentences, personal data."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

from perfeval_xl.checks.core import Remark
from perfeval_xl.checks.narrative import Report, at, hint, numbered
from perfeval_xl.figures import fold, text_of
from perfeval_xl.narrative.structure import Narrative
from perfeval_xl.narrative.text import Paragraph, paragraph
from perfeval_xl.narrative.words import words

_AROUND = 4
_HAN = re.compile(r"[\u4e00-\u9fff]")


@hint(
    name="TYPO_LIST",
    title="错别字、重复或不成对的标点",
    compares="报告的文字 与 常见错别字、标点错误",
    why="报告要公开，错别字会被看见。",
    example="“，，”“专帐”“截止2021年底”“在随同”。",
    cure="按提示改正。",
)
def wording_is_correct(report: Report) -> Iterator[Remark]:
    """The report has none of the misspellings of `data/narrative.toml` and its brackets and quotation marks pair up."""
    official = {_joined(row.criterion) for row in report.scheme.indicator}
    for item in _pieces(report.narrative):
        if _joined(item.text) in official:
            continue  # the wording of the notice, which nobody may change
        for typo in words().typos:
            found = [item.quote(*_widened(item, match)) for match in typo.wrong.finditer(item.text) if match[0]]
            if found:
                quotes = "、".join(f"“{quote}”" for quote in dict.fromkeys(found))
                yield at(item, f"{quotes}：应为{typo.right}。" if len(typo.right) < 5 else f"{quotes}：{typo.right}。")
        if len(item.text) >= words().text["text.paired_from"]:
            yield from _unpaired(item)


def _pieces(narrative: Narrative) -> Iterator[Paragraph]:
    """The paragraphs, a row of a table cell by cell: what stands in two cells is no sentence."""
    for item in narrative.paragraphs:
        yield from (paragraph(item.number, cell) for cell in item.cells) if item.cells else (item,)


def _joined(text: str) -> str:
    return "".join(paragraph(0, text).text.split())


def _widened(item: Paragraph, match: re.Match[str]) -> tuple[int, int]:
    """The place of a misspelling with some words around it, so that it can be found."""
    short = match.end() - match.start() <= 2
    around = _AROUND if short else 0
    return max(0, match.start() - around), min(len(item.text), match.end() + around)


def _unpaired(item: Paragraph) -> Iterator[Remark]:
    text = words().pattern["text.list_mark"].sub("", item.text)
    for opening, closing in words().text["text.paired"]:
        depth = 0
        for char in text:
            depth += (char == opening) - (char == closing)
            if depth < 0:
                break
        if depth:
            missing = closing if depth > 0 else opening
            place = item.text.rfind(opening if depth > 0 else closing)
            quote = item.quote(max(0, place - 8), min(len(item.text), place + 8))
            yield at(item, f"“{quote}”：“{opening}{closing}”不成对，缺“{missing}”。")


_MOBILE = re.compile(r"(?<![\d.])1[3-9]\d[- ]?\d{4}[- ]?\d{4}(?!\d)")
_IDENTITY = re.compile(r"(?<!\d)[1-9]\d{5}(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dXx](?!\d)")
_LANDLINE = re.compile(r"(?<![\d.])(?:0\d{2,3}-?)?[2-8]\d{6,7}(?![\d.])")
_LABELLED_WITHIN = 3


@hint(
    name="PERSONAL_INFO",
    title="报告里有个人信息",
    compares="报告（含所附的表）的文字 与 手机号、身份证号、联系电话的样式",
    why="自评报告要随决算公开，个人的电话和证件号码不宜公开。",
    example="填表人后面是手机号。",
    cure="公开前删去或改为单位电话。",
)
def no_personal_data(report: Report) -> Iterator[Remark]:
    """Mobile numbers and identity numbers anywhere; telephone numbers beside a person's entry."""
    paragraphs = report.narrative.paragraphs
    label = words().pattern["text.personal_label"]
    for place, item in enumerate(paragraphs):
        raw = fold(item.raw)
        if match := _IDENTITY.search(raw):
            yield at(item, f"身份证号“{_masked(match[0])}”：公开前请处理。")
        elif match := _MOBILE.search(raw):
            yield at(item, f"手机号“{_masked(match[0])}”：公开前请处理。")
        elif match := _LANDLINE.search(raw):
            before = "".join(other.text for other in paragraphs[max(0, place - _LABELLED_WITHIN) : place])
            if label.search(raw) or (label.search(before) and len(raw) <= len(match[0]) + 4):
                yield at(item, f"联系电话“{_masked(match[0])}”与个人姓名在一起：公开前请处理。")


def _masked(number: str) -> str:
    return f"{number[:3]}{'*' * max(1, len(number) - 5)}{number[-2:]}"


@hint(
    name="RPT_REPEAT",
    title="同一句话重复",
    compares="报告里的句子 与 别处的句子、年度总体目标",
    why="重复的话没有新内容；完成情况与目标一字不差，看不出做了什么。",
    example="同一段里“逐月核对台账并通报进度”写了两遍。",
    cure="删去重复的话；完成情况写实际做了什么。",
)
def nothing_is_said_twice(report: Report) -> Iterator[Remark]:
    """No clause stands twice in a paragraph, no long passage in three places; results do not copy the objective."""
    limits = words().text
    for item in report.narrative.body:
        seen: set[str] = set()
        for clause in re.split(r"[，。；：]", item.text):
            if len(_HAN.findall(clause)) >= limits["text.repeat_inside"] and clause in seen:
                start = item.text.rfind(clause)
                yield at(item, f"“{item.quote(start, start + len(clause))}”在同一段里写了两遍。")
                break
            seen.add(clause)
    yield from _across(report.narrative, limits["text.repeat_across"])
    yield from _copied(report, limits["text.copied_objective"])


def _across(narrative: Narrative, least: int) -> Iterator[Remark]:
    """Passages of the narrative part that stand in three paragraphs or more, the attached form not counted."""
    places: dict[str, list[Paragraph]] = {}
    last = narrative.body[-1].number if narrative.body else 0
    for item in narrative.paragraphs:
        if item.number <= last and not _states_objective(narrative, item):
            for passage in _passages(item.text, least):
                places.setdefault(passage, []).append(item)
    inside = {item.number for item in narrative.body}
    told: set[int] = set()
    for passage, items in sorted(places.items(), key=lambda entry: -len(entry[1])):
        numbers = sorted({item.number for item in items})
        if len(numbers) < 3 or told & set(numbers) or not inside & set(numbers):
            continue
        told.update(numbers)
        first = next(item for item in items if item.number in inside)
        start = first.text.find(passage)
        said = f"“{first.quote(start, start + len(passage))}”在{numbered(numbers)}逐字重复。"
        yield at(first, said)


def _passages(text: str, least: int) -> list[str]:
    """For each clause, the shortest run of clauses from it that has at least `least` characters."""
    ends = [match.end() for match in re.finditer(r"[，。；]", text)] + [len(text)]
    places = ((start, bisect_left(ends, start + least)) for start in (0, *ends))
    return list(dict.fromkeys(text[start : ends[place]] for start, place in places if place < len(ends)))


def _states_objective(narrative: Narrative, item: Paragraph) -> bool:
    titles = narrative.context.get(item.number, ())
    return bool(titles) and words().pattern["text.objective_label"].search(titles[-1]) is not None


def _copied(report: Report, least: int) -> Iterator[Remark]:
    """Passages of the objective, whole clauses, that a paragraph about results repeats word for word."""
    objective = fold(text_of(report.form.objective.text))
    clauses = [clause for clause in re.split(r"[,，。；;]", objective) if clause]
    runs = [
        clauses[first:last]
        for first in range(len(clauses))
        for last in range(len(clauses), first, -1)
        if last > first + 1
    ]
    passages = {"".join(run): run for run in runs if sum(map(len, run)) >= least}
    for item in report.narrative.body:
        if _states_objective(report.narrative, item):
            continue
        plain = re.sub(r"[，。；]", "", item.text)
        copied = next((run for passage, run in passages.items() if passage in plain), None)
        if copied:
            start = item.text.find(copied[0])
            end = item.text.find(copied[-1], start) + len(copied[-1])
            yield at(item, f"“{item.quote(start, end)}”与年度总体目标一字不差，请写实际完成情况。")
