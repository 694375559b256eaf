"""Checks of the tasks' words: whether an indicator reflects them, whether the text counts them rightly."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial

from perfeval_xl.checks.core import Context, Remark, check
from perfeval_xl.checks.finding import Severity
from perfeval_xl.checks.tasks import is_basic
from perfeval_xl.checks.text import normal, pairs
from perfeval_xl.checks.words import any_of
from perfeval_xl.figures import fold, is_blank, text_of
from perfeval_xl.rules.core import clip
from perfeval_xl.target_words import numeral

_tasks = partial(check, theme="tasks")

_ITEM = re.compile(r"[^；;。\n]+")
_NUMBERING = re.compile(r"^[（(]?(?:\d{1,2}|[一二三四五六七八九十]+)[)）.．、]\s*")
_SHOWN = 4
_COUNT = re.compile(
    r"主要(?:工作)?任务共?(?:有|为|分为|包括|设置|设定|计)?(?:共|计)?(\d{1,2}|[一二三四五六七八九十]+)(?:项|个|大项)"
)


@_tasks(
    name="TASK_NO_INDICATOR",
    severity=Severity.HINT,
    title="任务没有对应的绩效指标",
    compares="任务名称和主要内容 与 各三级指标的名称",
    why="花了钱的任务没有指标反映，看不出做没做成，财政局会要求补设。",
    example="任务内容有“防雷系统改造”，各指标都没有提到。",
    cure="下年度为它设指标；本年度在任务完成情况里写清完成结果。",
    source="部门整体绩效自评表：年度主要任务应有产出指标反映",
)
def no_indicator(context: Context) -> Iterator[Remark]:
    """A task, or a tangible item in its content, that shares no specific word with any indicator.

    Tasks of staff and running are left out: they are not expected to have indicators. Plain duties (政策研究) are
    left out too unless the whole task has none.
    """
    rows = list(context.rows())
    if not rows:
        return
    indicators = "\n".join(normal(text) for row in rows for text in (row.name, row.target))
    for index, task in enumerate(context.form.tasks):
        if is_blank(task.name) or is_basic(task):
            continue
        items = [_NUMBERING.sub("", text.strip()) for text in _ITEM.findall(text_of(task.content))]
        missing = [item for item in items if item and not _any_in(pairs([item]), indicators)]
        own = pairs([text_of(task.name)])
        if own and not _any_in(own, indicators) and len(missing) == len(items):
            yield Remark(f"tasks[{index}].name", f"任务“{text_of(task.name)}”没有绩效指标反映。")
            continue
        tangible = [item for item in missing if any_of("tangible").search(normal(item)) and pairs([item])]
        if tangible:
            listed = "、".join(f"“{clip(item)}”" for item in tangible[:_SHOWN])
            more = f"等{len(tangible)}项" if len(tangible) > _SHOWN else ""
            yield Remark(f"tasks[{index}].content", f"任务“{text_of(task.name)}”里的{listed}{more}没有绩效指标反映。")


def _any_in(pairs: set[str], text: str) -> bool:
    return any(pair in text for pair in pairs)


@_tasks(
    name="TASK_COUNT_TEXT",
    severity=Severity.WARNING,
    title="文字里的任务数与表不一致",
    compares="“主要任务共N项”的说法 与 年度主要任务的行数",
    why="正文和表数目不同，说明有一处漏改。",
    example="文字写主要任务共4项，表内3项。",
    cure="改正文字，或补上漏列的任务。",
    source="部门整体绩效自评表 年度主要任务",
)
def task_count(context: Context) -> Iterator[Remark]:
    """The number of main tasks that the department's own words state against the rows of the form."""
    rows = sum(not is_blank(task.name) for task in context.form.tasks)
    if not rows:
        return
    texts = {f"narrative[{name}]": text for name, text in context.form.narrative.items()}
    texts["objective.text"] = text_of(context.form.objective.text)
    texts["objective.result"] = text_of(context.form.objective.result)
    for place, text in texts.items():
        for match in _COUNT.finditer(fold(text)):
            said = int(match[1]) if match[1].isdigit() else numeral(match[1])
            if said is not None and said != rows:
                yield Remark(place, f"文字写主要任务{said}项，表内{rows}项。")
