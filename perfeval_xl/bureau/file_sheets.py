"""The sheets about files: what is missing, what could not be read, what may have been tampered with."""

from __future__ import annotations

from collections.abc import Iterator
from math import ceil
from pathlib import Path
from typing import Any

from perfeval_xl.bureau.district import District, File, short_names
from perfeval_xl.bureau.record import Head
from perfeval_xl.bureau.roster import key_of
from perfeval_xl.bureau.tables import Column, Link, Marked, Sheets, Show, link_to
from perfeval_xl.files.page import FORM

_EDITIONS = {"submission": "送审件", "live": "带宏", "plain": "不带宏"}


def write(sheets: Sheets, district: District, beside: Path) -> None:
    """Writes the three sheets; links are made as from `beside`."""
    sheets.table("未报送", "未报送和名册外的单位", _MISSING, _missing(district))
    sheets.table("无法读取", "无法读取的文件", _UNREADABLE, _unreadable(district, beside))
    sheets.table("版本与防篡改", "版本与防篡改", _VERSIONS, _versions(district, beside))


_MISSING = (Column("类别", 12, Show.CENTRE), Column("单位", 40), Column("说明", 70))


def _missing(district: District) -> Iterator[tuple[Any, ...]]:
    if district.matching is None:
        yield "—", "—", "没有给名册（--expect 名册.xlsx），无法判断哪些单位没有报送。"
        return
    for name in district.matching.missing:
        yield "未报送", name, _why(name, district)
    for name in district.matching.unexpected:
        yield "名册外", name, "有自评表，但名册里没有这个名称；请核对单位名称或补充名册。"


def _why(name: str, district: District) -> str:
    """Why a unit may be missing: its file may be among those that could not be read."""
    places = [source.place for source, _ in district.unreadable if key_of(name) in key_of(source.place)]
    if places:
        return f"可能是读不出的“{places[0]}”，见“无法读取”。"
    if district.left:
        return "本次汇总中途停止，可能还没有读到它的表。"
    return "没有找到它的自评表" + ("；也可能在“无法读取”的文件里。" if district.unreadable else "。")


_UNREADABLE = (
    Column("文件", 50),
    Column("原因和办法", 80),
    Column("大小（KB）", 11, Show.COUNT),
    Column("修改时间", 19, Show.CENTRE),
)


def _unreadable(district: District, beside: Path) -> Iterator[tuple[Any, ...]]:
    for source, problem in district.unreadable:
        yield Link(source.place, link_to(source, beside)), problem, ceil(source.size / 1024), source.modified


_VERSIONS = (
    Column("文件", 30),
    Column("单位", 22),
    Column("是否计入", 16),
    Column("种类", 9),
    Column("方案", 14),
    Column("程序版本", 9, Show.CENTRE),
    Column("校验码", 11),
    Column("工作表保护", 9),
    Column("手填覆盖公式", 8, Show.COUNT),
    Column("覆盖的单元格", 26),
    Column("保存的结果已过时", 9, Show.COUNT),
    Column("外部链接", 9),
    Column("修改时间", 18, Show.CENTRE),
    Column("读取时的提示", 30),
)
_INTACT = {True: Marked("✔ 一致"), False: Marked("✘ 已被改动"), None: "—"}


def _versions(district: District, beside: Path) -> Iterator[tuple[Any, ...]]:
    names = short_names(dict.fromkeys(file.head.scheme for file in district.files))
    for file in district.files:
        head = file.head
        yield (
            Link(file.source.place, link_to(file.source, beside)),
            file.unit,
            _counted(file),
            _EDITIONS[head.kind],
            names[head.scheme],
            head.version,
            _INTACT[head.intact],
            "有" if head.protected else Marked("⚠ 已取消"),
            head.overwritten,
            _cells(head),
            head.stale,
            Marked("⚠ 有，未打开") if head.linked else "无",
            file.source.modified,
            "\n".join(head.notes),
        )


def _cells(head: Head) -> str:
    """The first cells in which a formula was typed over; those of the form itself without its name."""
    shown = head.overwritten_cells.replace(f"{FORM}!", "")
    return f"{shown} 等" if head.overwritten > len(shown.split("、")) else shown


def _counted(file: File) -> str | Marked:
    return Marked(f"⚠ 重复，未计入；计入的是 {file.instead}") if file.instead else "计入"
