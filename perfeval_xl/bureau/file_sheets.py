"""The sheets about files: what is missing, what could not be read, what may have been tampered with."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from perfeval_xl import scheme as schemes
from perfeval_xl.bureau.district import District, File
from perfeval_xl.bureau.tables import Column, Link, Marked, Sheets, Show, link_to

_EDITIONS = {"submission": "送审件", "live": "自评表（带宏）", "plain": "自评表（不带宏）"}


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
    partly = "本次汇总中途停止，可能还没有读到它的表。" if district.left else ""
    for name in district.matching.missing:
        yield "未报送", name, partly or "没有找到它的自评表；也可能在“无法读取”的文件里。"
    for name in district.matching.unexpected:
        yield "名册外", name, "有自评表，但名册里没有这个名称；请核对单位名称或补充名册。"


_UNREADABLE = (
    Column("文件", 50),
    Column("原因和办法", 80),
    Column("大小（KB）", 11, Show.AMOUNT),
    Column("修改时间", 19, Show.CENTRE),
)


def _unreadable(district: District, beside: Path) -> Iterator[tuple[Any, ...]]:
    for source, problem in district.unreadable:
        yield Link(source.place, link_to(source, beside)), problem, source.size / 1024, source.modified


_VERSIONS = (
    Column("文件", 36),
    Column("单位", 26),
    Column("是否计入", 22),
    Column("种类", 16),
    Column("方案", 24),
    Column("程序版本", 10, Show.CENTRE),
    Column("校验码", 12),
    Column("工作表保护", 12),
    Column("手填覆盖公式", 9, Show.COUNT),
    Column("覆盖的单元格", 26),
    Column("保存的结果已过时", 9, Show.COUNT),
    Column("外部链接", 12),
    Column("修改时间", 19, Show.CENTRE),
    Column("读取时的提示", 50),
)
_INTACT = {True: Marked("✔ 一致"), False: Marked("✘ 已被改动"), None: "没有（不是送审件）"}


def _versions(district: District, beside: Path) -> Iterator[tuple[Any, ...]]:
    for file in district.files:
        head = file.head
        yield (
            Link(file.source.place, link_to(file.source, beside)),
            file.unit,
            _counted(file),
            _EDITIONS[head.kind],
            schemes.get(head.scheme).title,
            head.version,
            _INTACT[head.intact],
            "有" if head.protected else Marked("⚠ 已取消"),
            head.overwritten,
            head.overwritten_cells,
            head.stale,
            Marked("⚠ 有，未打开") if head.linked else "无",
            file.source.modified,
            "\n".join(head.notes),
        )


def _counted(file: File) -> str | Marked:
    return Marked(f"⚠ 重复，未计入；计入的是 {file.instead}") if file.instead else "计入"
