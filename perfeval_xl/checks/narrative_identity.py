"""Checks of whom and which year the report speaks of, and of figures in it that contradict each other."""

from __future__ import annotations

import re
from collections.abc import Iterator

from perfeval_xl.checks.core import Remark
from perfeval_xl.checks.finding import Severity
from perfeval_xl.checks.narrative import Report, at, error, warning
from perfeval_xl.checks.narrative_counts import is_abbreviation
from perfeval_xl.figures import number_of, text_of
from perfeval_xl.names import label
from perfeval_xl.narrative.amounts import amount_claims, rate_claims
from perfeval_xl.narrative.claims import Claim
from perfeval_xl.narrative.leftovers import OtherYear, YearKind, other_years
from perfeval_xl.narrative.numerals import NUMBER, figure
from perfeval_xl.narrative.scores import score_claims
from perfeval_xl.narrative.text import Paragraph
from perfeval_xl.narrative.words import words

_TITLE_YEAR = re.compile(r"(?P<year>20\d{2})年")
_NEAR = 16
_SHORTEST_LABEL = 4


@error(
    name="RPT_YEAR",
    title="报告的年度与表不同",
    compares="报告标题和正文、报告素材、年度总体目标里的年度 与 表上的年度",
    why="用上一年的报告改的，最容易留下旧年度；上年的荣誉也不能算本年的成绩。",
    example="标题写2020年度，表是2021年度。",
    cure="把年度改成表上的年度；不是本年度的成绩请删去或写明。",
)
def years_agree(report: Report) -> Iterator[Remark]:
    """The title's year is the form's; self-evaluation of another year, and honours of another year, are remarked."""
    year = report.evaluation.year
    title = report.narrative.title
    match = _TITLE_YEAR.search(title.text) if title else None
    if title and match and year and int(match["year"]) != year:
        yield at(title, f"报告标题写{match['year']}年度，表是{year}年度。")
    for item in report.narrative.paragraphs if year else ():
        if title is None or item.number != title.number:
            yield from _other_years(report, item, year or 0)


def _other_years(report: Report, item: Paragraph, year: int) -> Iterator[Remark]:
    # A report may tell of another year's files or awards in passing; a row of a table tells nothing.
    passed = (YearKind.NAMED, YearKind.TOLD) if item.cells else (YearKind.NAMED,)
    for found in other_years(item.text, year):
        if found.kind not in passed:
            quote = item.quote(found.start, min(found.clause, found.end + _NEAR))
            yield at(item, year_remark(found, quote, year, "报告"), Severity.WARNING)


def year_remark(found: OtherYear, quote: str, year: int, where: str) -> str:
    """What is said of a year that is not the form's, quoted with its words; `where` is 报告 or 这里."""
    if found.kind is YearKind.HONOUR:
        return f"“{quote}”是{found.year}年度的荣誉，请确认能否算{year}年度的成绩。"
    return f"{where}写“{quote}”，表是{year}年度，请核对。"


@warning(
    name="RPT_OTHER_UNIT",
    title="报告里出现别的单位的话",
    compares="报告里“主责主业”“全体干部职工”等话前面的单位、“我局”“我院”等自称 与 本单位名称",
    why="借用别的单位的报告，容易留下别人的名称和职责。",
    example="巡察机构的报告里写“聚焦某纪委主责主业”。",
    cure="改成本单位的名称和职责。",
)
def speaks_of_its_own_agency(report: Report) -> Iterator[Remark]:
    """What only an agency says of itself is said of the agency of the form."""
    title = (
        words().pattern["structure.title_agency"].search(report.narrative.title.text if report.narrative.title else "")
    )
    own = f"{text_of(report.form.agency.name)}｜{title['agency'] if title else ''}"
    if len(own) < 4:
        return
    known = words().pattern
    first = report.narrative.title.number if report.narrative.title else 0
    for item in report.narrative.body:
        for match in known["agencies.own_words"].finditer(item.text if item.number != first else ""):
            name = _agency_before(item.text[max(0, match.start() - _NEAR) : match.start()])
            if name and not any(is_abbreviation(name, part) for part in own.split("｜")):
                quote = item.quote(match.start() - len(name), match.end())
                yield at(
                    item, f"报告写“{quote}”，本单位是“{own.strip('｜').split('｜')[0]}”，像是别的单位的话，请核对。"
                )
        for word, expected in words().text["agencies.self_words"].items():
            place = item.text.find(word)
            if place >= 0 and not any(char in own for char in expected):
                quote = item.quote(place, place + len(word) + 6)
                yield at(item, f"报告自称“{quote}”，本单位是“{own.strip('｜').split('｜')[0]}”，请核对。")


def _agency_before(text: str) -> str:
    """The agency's name that ends `text` (聚焦某纪委 gives 某纪委), or ""."""
    match = re.search(rf"[\u4e00-\u9fff]*(?:{words().pattern['agencies.suffix'].pattern})的?$", text)
    if not match:
        return ""
    name = match[0].removesuffix("的")
    leads = list(words().pattern["agencies.lead"].finditer(name))
    return name[leads[-1].end() :] if leads else name


_LABELLED = re.compile(
    rf"(?P<label>[^，。；：、（）0-9]{{4,20}}?)(?P<number>{NUMBER})(?P<unit>亿元|万元|元|人次|人|次|个|家|件|篇|期|户|场|台|%)"
)
_FILLER = re.compile(r"^(?:其中|全年|本年度?|今年|年度?|共计|累计|共|我单位|我局)+|(?:为|是|共计|累计|共|达到|达|约)+$")
_COMPARED = re.compile("同?[比较]")
"""What begins a figure that says by how much something changed: what changed stands in the clause before."""
_CARRIED = re.compile(rf"结转结余率(?:为|是)?(?P<number>{NUMBER})%")


@warning(
    name="RPT_CONTRADICTION",
    title="报告里的数前后不一致",
    compares="报告里同一个说法在两处的数",
    why="同一件事两个数，评审不知道信哪个。",
    example="前面写“全年举办培训12次”，后面写“全年举办培训15次”。",
    cure="核对台账，统一成一个数。",
)
def figures_agree_with_each_other(report: Report) -> Iterator[Remark]:
    """The same thing has the same figure wherever the report says it, where the form does not decide which is right."""
    first: dict[tuple[str, str], tuple[Claim | re.Match[str], Paragraph]] = {}
    for item in report.narrative.body:
        aims = item.cells or "目标" in "".join(report.narrative.context.get(item.number, ())[-1:])
        for match in _LABELLED.finditer(item.text) if not aims else ():
            named = _FILLER.sub("", match["label"])
            vague = item.text[match.end() : match.end() + 2] in ("以上", "以下", "以内", "左右")
            # 主要内容 of a task is what was planned; what came of it may be another figure.
            planned = "主要内容" in item.text[: match.start()].rpartition("。")[2] + match[0]
            unnamed = len(named) < _SHORTEST_LABEL or _COMPARED.match(named)
            if unnamed or vague or planned or _decided(report, named):
                continue
            before = first.setdefault((named, match["unit"]), (match, item))
            other = before[0]
            if isinstance(other, re.Match) and figure(other["number"]).value != figure(match["number"]).value:
                there = f"第{before[1].number}段写{other['number']}{other['unit']}"
                yield at(item, f"“{item.quote(match.start(), match.end())}”，{there}，前后不一致。")
    yield from _claims_twice(report)
    yield from _carried_over(report)


def _decided(report: Report, named: str) -> bool:
    """Whether other checks compare this figure with the form already."""
    if words().pattern["claims.compared_elsewhere"].search(named):
        return True
    return any(subject.startswith("indicator.") for _, _, subject in report.labels.within(named))


def _claims_twice(report: Report) -> Iterator[Remark]:
    """Budget figures and the total, where the form is without them."""
    seen: dict[tuple[str, str], Claim] = {}
    stated = (
        *amount_claims(report.narrative),
        *rate_claims(report.narrative),
        *score_claims(report.narrative, report.labels),
    )
    for claim in stated:
        if claim.subject.startswith("budget.") and _in_form(report, claim.subject):
            continue
        if not claim.subject.startswith("budget.") and (
            claim.subject != "total" or report.evaluation.total is not None
        ):
            continue
        before = seen.setdefault((claim.kind, claim.subject), claim)
        if before.figure.value != claim.figure.value:
            what = label(claim.subject) if claim.subject.startswith("budget.") else "总分"
            said = f"{what}：这里写“{claim.words}”，第{before.paragraph.number}段写“{before.words}”，前后不一致。"
            yield at(claim.paragraph, said)


def _in_form(report: Report, subject: str) -> bool:
    """Whether the form has what the report speaks of, so that another check compares the two."""
    _, row, column = subject.split(".")
    values = getattr(report.form.budget, row)
    known = {name for name in ("original", "final", "outturn") if number_of(getattr(values, name)) is not None}
    if column in ("approved", "planned"):
        return bool(known & {"original", "final"})
    return ({"final", "outturn"} if column == "execution_rate" else {column}) <= known


def _carried_over(report: Report) -> Iterator[Remark]:
    """A share carried over of 0% beside an execution rate far below 100%: two different bases."""
    rates = [claim for claim in rate_claims(report.narrative) if claim.subject == "budget.total.execution_rate"]
    for item in report.narrative.body:
        for match in _CARRIED.finditer(item.text):
            carried = figure(match["number"])
            rate = next((claim for claim in rates if claim.paragraph.number == item.number), None)
            if rate is None or rate.figure.value >= 100:
                continue
            if abs(rate.figure.value + carried.value - 100) > carried.step + rate.figure.step:
                said = f"报告写执行率“{rate.words}”又写“{item.quote(match.start(), match.end())}”，口径不一致，请统一。"
                yield at(item, said)
