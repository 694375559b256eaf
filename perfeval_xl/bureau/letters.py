"""The letter to a unit whose return has errors: what is wrong at which cell and how to mend it, as plain blocks."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path
from typing import Any

from perfeval_xl import scheme as schemes
from perfeval_xl.bureau.district import Unit
from perfeval_xl.bureau.record import FINDING
from perfeval_xl.checks import THEMES, all_checks
from perfeval_xl.files.page import FORM
from perfeval_xl.report.blocks import (
    Align,
    Block,
    Cell,
    Document,
    Heading,
    Paragraph,
    Role,
    Run,
    Table,
)
from perfeval_xl.report.phrases import heading_number, missing

_ENDING = "退回修改意见"
_SEVERITIES = (
    ("error", "必须改正的问题", "下列问题在算术或逻辑上不成立，须改正。"),
    ("warning", "需要核对或说明的问题", "下列问题请核对；确实无误的，请在未完成原因或报告中说明。"),
)
_SHOWN = 30
_FORBIDDEN = re.compile(r'[\\/:*?"<>|\x00-\x1f]')
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)", re.IGNORECASE)


def needed(unit: Unit) -> bool:
    """Whether a unit gets a letter: its return has errors."""
    return bool((unit.head.counts or {}).get("error"))


def file_name(unit: Unit, taken: set[str]) -> str:
    """The name of a unit's letter, one that every system takes and that is not in `taken`; it is added there."""
    name = _FORBIDDEN.sub("_", unit.title).strip(" .")[:60] or "单位未填"
    name = f"_{name}" if _RESERVED.match(name) else name
    number, candidate = 1, f"{name}{_ENDING}.docx"
    while candidate.lower() in taken:
        number += 1
        candidate = f"{name}{_ENDING}({number}).docx"
    taken.add(candidate.lower())
    return candidate


def letter(unit: Unit, findings: Iterable[list[Any]], *, sender: str = "", deadline: str = "") -> Document:
    """The letter about a unit's findings (columns `record.FINDING`); signature and deadline are gaps if not said."""
    found = [dict(zip(FINDING, row, strict=True)) for row in findings]
    year = f"{unit.head.year}年度" if unit.head.year else ""
    title = f"关于修改{year}\n{_form_of(unit)}的意见"
    return Document(
        title=title.replace("\n", ""),
        subject=_ENDING,
        author=sender,
        body=tuple(_body(unit, found, title, year, sender, deadline)),
    )


def _body(
    unit: Unit, found: list[dict[str, Any]], title: str, year: str, sender: str, deadline: str
) -> Iterator[Block]:
    counts = unit.head.counts or {}
    yield Heading(0, (Run(title),))
    yield Paragraph((Run(f"{unit.name}："),), Role.SALUTATION)
    yield Paragraph(
        (
            Run(
                f"你单位报送的{year}{_form_of(unit)}（{_about(unit)}文件：{unit.source.place}）已收到。经审核，发现必须改正的问题"
            ),
            Run(f"{counts.get('error', 0)}处、需要核对或说明的问题{counts.get('warning', 0)}处，现予退回。请于"),
            Run(deadline) if deadline else missing("期限", ""),
            Run("前修改后重新报送。"),
        )
    )
    sections = 0
    for severity, heading, opening in _SEVERITIES:
        items = [item for item in found if item["severity"] == severity]
        if items:
            sections += 1
            yield Heading(1, (Run(f"{heading_number(1, sections)}{heading}"),))
            yield Paragraph((Run(opening),))
            yield from _groups(items)
    yield Paragraph((Run("修改后请先在自评表的“校验结果”中确认没有错误，再生成送审件报送。"),))
    yield Paragraph((Run(sender) if sender else missing("发文单位", ""),), Role.SIGNATURE)
    yield Paragraph((missing("日期", ""),), Role.DATE)


def _form_of(unit: Unit) -> str:
    return schemes.get(unit.head.scheme).form.title


def _about(unit: Unit) -> str:
    return f"项目：{unit.head.subject}，" if unit.head.subject else ""


def _groups(items: list[dict[str, Any]]) -> Iterator[Block]:
    """The findings of each check together, checks in the order of the catalogue."""
    known = all_checks()
    order = {name: position for position, name in enumerate(known)}
    items = sorted(items, key=lambda item: order[item["check"]])
    for number, (name, group) in enumerate(groupby(items, key=lambda item: item["check"]), 1):
        check, members = known[name], list(group)
        yield Heading(2, (Run(f"{heading_number(2, number)}{check.title}（{THEMES[check.theme]}，{len(members)}处）"),))
        yield Table(rows=tuple(_rows(members)), widths=(6, 16, 56), header=1)
        yield Paragraph((Run(f"改法：{check.cure}"),))
        sources = dict.fromkeys(item["source"].rstrip("。") for item in members)
        yield Paragraph((Run(f"依据：{'；'.join(sources)}。"),))


def _rows(members: list[dict[str, Any]]) -> Iterator[tuple[Cell, ...]]:
    yield tuple(Cell(text, label=True) for text in ("序号", "单元格", "问题"))
    for number, item in enumerate(members[:_SHOWN], 1):
        yield (
            Cell(str(number)),
            Cell((item["cell"] or "整张表").removeprefix(f"{FORM}!")),
            Cell(item["message"], align=Align.LEFT),
        )
    if len(members) > _SHOWN:
        rest = f"另有{len(members) - _SHOWN}处同样的问题，见自评表的“校验结果”。"
        yield Cell("…"), Cell(""), Cell(rest, align=Align.LEFT)


def earlier_letters(folder: Path, written: set[str]) -> list[str]:
    """The letters in a folder that an earlier run wrote and this one did not: their units have no errors any more."""
    names = (path.name for path in sorted(folder.glob(f"*{_ENDING}*.docx")))
    return [name for name in names if name.lower() not in written]
