"""Checks of the main tasks and the objective as the report describes them: number, names, contents, amounts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher

from perfeval_xl.checks import task_text
from perfeval_xl.checks.core import Remark
from perfeval_xl.checks.narrative import Report, also_in_report, at, judged, warning
from perfeval_xl.figures import is_blank, number_of, text_of
from perfeval_xl.model import Task
from perfeval_xl.names import format_amount
from perfeval_xl.narrative.claims import loose
from perfeval_xl.narrative.counts import TaskClaim, task_claims, task_counts
from perfeval_xl.narrative.numerals import AMOUNT_UNITS, NUMBER, figure
from perfeval_xl.narrative.text import Paragraph, paragraph
from perfeval_xl.narrative.words import words

_NEARLY_THE_SAME = 0.8
_SHORT = 6
_AROUND = (3, 2)
_ITEM = re.compile(r"(?:^|(?<=[；。，、]))\d{1,2}[.．、](?!\d)")
_AMOUNT = re.compile(
    rf"(?<!年初)(?<!追加)(?<!年中)(?P<word>安排|预算|下达|使用|执行|支出|支付)[^，。；、（）0-9]{{0,8}}(?P<number>{NUMBER})(?P<unit>亿元|万元|元)"
)
_REACH = 80
"""How far behind its name the amounts of a task stand."""
_PLANNED = frozenset(("安排", "预算", "下达"))


@also_in_report("TASK_COUNT_TEXT", task_text)
def task_count_agrees(report: Report) -> Iterator[Remark]:
    """The number of main tasks in the report is the number of rows in the form."""
    true = len([task for task in report.form.tasks if not is_blank(task.name)])
    for count, said in task_counts(report.narrative):
        if true and count != true:
            yield at(said.paragraph, f"报告写“{said.words}”，表上的年度主要任务是{true}项。")


def task_names(report: Report) -> Iterator[Remark]:
    """Main tasks are called and described in the report as in the form; the objective reads the same."""
    known = [(loose(text_of(task.name)), task) for task in report.form.tasks if not is_blank(task.name)]
    told = list(task_claims(report.narrative))
    for place, claim in enumerate(told):
        if not known:
            return
        same = [task for name, task in known if name == loose(claim.name)]
        if same:
            task = same[0]
        elif len(told) == len(known):
            task = known[place][1]
        else:
            task = max(known, key=lambda item: ratio(item[0], loose(claim.name)))[1]
        if not same:
            name = text_of(task.name)
            yield at(claim.paragraph, f"任务名称：报告写“{_shown(claim, claim.name)}”，表上写“{name}”。")
        yield from _content(claim, text_of(task.content))


def _shown(claim: TaskClaim, name: str) -> str:
    return claim.words or name


def _content(claim: TaskClaim, content: str) -> Iterator[Remark]:
    for said in _differences(claim.content, content):
        yield at(claim.paragraph, f"任务“{claim.name}”的内容：{said}。")


def _differences(told: str, true: str) -> Iterator[str]:
    """Single words or figures that differ in a description that is otherwise the same, such as a person's name."""
    told, true = _bare(told), _bare(true)
    matcher = SequenceMatcher(None, told, true, autojunk=False)
    if told == true or not told or not true or matcher.ratio() < _NEARLY_THE_SAME:
        return
    for kind, a, b, c, d in matcher.get_opcodes():
        if kind == "replace" and max(b - a, d - c) <= _SHORT:
            before, after = _AROUND
            yield (f"报告写“{told[max(0, a - before) : b + after]}”，表上写“{true[max(0, c - before) : d + after]}”")


def _bare(text: str) -> str:
    """`text` without white space, punctuation and the numbers of its items."""
    plain = _ITEM.sub("", paragraph(0, text).text)
    return "".join(char for char in loose(plain) if char not in "；：;:.．,")


def objective_text(report: Report) -> Iterator[Remark]:
    """The objective in the report reads as in the form, to the last figure."""
    true = text_of(report.form.objective.text)
    for item in report.narrative.body:
        match = words().pattern["text.objective"].match(item.text)
        for said in _differences(item.text[match.end() :], true) if match and true else ():
            yield at(item, f"年度总体目标：{said}。")


@warning(
    name="RPT_TASK_AMOUNT",
    title="报告的任务资金与表不同",
    compares="报告里任务名称后面的预算、支出金额 与 表上该任务的预算资金、预算执行数",
    why="任务的资金数是核对预算总额的依据，报告和表要一致。",
    example="报告写某任务安排资金205.00万元，表上是215.00万元。",
    cure="以表为准改报告。",
)
def task_amounts_agree(report: Report) -> Iterator[Remark]:
    """The amounts that follow the name of a main task are those of its row."""
    named = {paragraph(0, text_of(task.name)).text: task for task in report.form.tasks if not is_blank(task.name)}
    for item in report.narrative.body:
        for name, task in named.items():
            place = item.text.find(name) if not item.cells else -1
            if place >= 0:
                stops = [item.text.find(stop, place + len(name)) for stop in ("；", *(set(named) - {name}))]
                yield from _amounts(report, item, name, task, place + len(name), stops)


def _amounts(report: Report, item: Paragraph, name: str, task: Task, start: int, stops: list[int]) -> Iterator[Remark]:
    end = min([start + _REACH, *(stop for stop in stops if stop >= 0)])
    for match in _AMOUNT.finditer(item.text, start, end):
        planned = match["word"] in _PLANNED
        true = number_of(task.budget if planned else task.outturn)
        stated = figure(match["number"], AMOUNT_UNITS[match["unit"]])
        wrong, severity = judged(stated, true, report.scheme.thresholds.amount, None)
        if wrong and true is not None:
            column = "预算资金" if planned else "预算执行数"
            said = f"报告写“{name}”“{item.quote(match.start(), match.end())}”"
            yield at(item, f"{said}，表上的{column}是{format_amount(true)}万元。", severity)


def ratio(one: str, other: str) -> float:
    """How alike two texts are, from 0 to 1."""
    return SequenceMatcher(None, one, other, autojunk=False).ratio()
