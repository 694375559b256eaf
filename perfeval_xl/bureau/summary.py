"""The summary workbook: `write(path, district, store)`; every text of a return stays a text."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from perfeval_xl import MADE_BY
from perfeval_xl.bureau import file_sheets, overview_sheet, review_sheet, unit_sheets
from perfeval_xl.bureau.district import District, faults
from perfeval_xl.bureau.record import FINDING, LINE
from perfeval_xl.bureau.store import Store
from perfeval_xl.bureau.tables import Column, Link, Marked, Sheets, Show, link_to
from perfeval_xl.checks import all_checks
from perfeval_xl.rules import PENDING
from perfeval_xl.texts import SIGNS

if TYPE_CHECKING:  # names in annotations only
    from xlsxwriter import Workbook

_CREATED = datetime(2026, 1, 1)


def write(
    path: Path, district: District, store: Store, *, beside: Path, headings: tuple[str, ...] = review_sheet.HEADINGS
) -> None:
    """Writes the summary to `path`; links are made as from `beside`, where it will lie in the end.

    `headings` are the reviewer's columns. The same district gives the same bytes.
    """
    with _book(path) as book:
        book.set_properties({"title": "部门整体绩效自评汇总", "comments": MADE_BY, "created": _CREATED})
        sheets = Sheets(book)
        overview_sheet.write(sheets, district)
        unit_sheets.write(sheets, district, beside)
        sheets.table(
            "问题清单", "问题清单（点击“位置”打开该单元格）", _FINDINGS, _findings(district, store, beside), frozen=2
        )
        sheets.table("问题排行", "问题排行（按涉及的单位数）", _FAULTS, _faults(district))
        sheets.table("指标明细", "指标明细（可筛选）", _LINES, _lines(district, store, beside), frozen=5, pages=[11])
        review_sheet.write(sheets, district, headings)
        file_sheets.write(sheets, district, beside)


@contextmanager
def _book(path: Path) -> Iterator[Workbook]:
    """The workbook at `path`, whose rows wait in temporary files that go away however the writing ends."""
    import xlsxwriter

    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "in_memory": False}
    with tempfile.TemporaryDirectory(prefix="perfeval-", ignore_cleanup_errors=True) as folder:
        book = xlsxwriter.Workbook(path, {**options, "tmpdir": folder})
        try:
            yield book
            book.close()
        finally:
            for sheet in book.worksheets():
                rows: Any = sheet.row_data_fh
                rows.close()  # else Windows would keep the folder


_FINDINGS = (
    Column("单位", 26),
    Column("级别", 9),
    Column("位置", 14),
    Column("问题", 60),
    Column("校验项", 26),
    Column("改法", 40),
    Column("依据", 30),
    Column("文件", 30),
)


def _findings(district: District, store: Store, beside: Path) -> Iterator[tuple[Any, ...]]:
    known = all_checks()
    for unit in district.units:
        for row in store.findings(unit.digest):
            item = dict(zip(FINDING, row, strict=True))
            check = known[item["check"]]
            yield (
                unit.title,
                Marked(SIGNS[item["severity"]]),
                Link(item["cell"] or "整张表", link_to(unit.source, beside, item["cell"])),
                item["message"],
                check.title,
                check.cure,
                item["source"],
                unit.source.place,
            )


_FAULTS = (
    Column("名次", 6, Show.COUNT),
    Column("问题", 30),
    Column("级别", 9),
    Column("涉及单位", 9, Show.COUNT),
    Column("占比", 9, Show.RATE),
    Column("次数", 8, Show.COUNT),
    Column("为什么重要", 44),
    Column("改法", 44),
    Column("校验项", 26),
)


def _faults(district: District) -> Iterator[tuple[Any, ...]]:
    known = all_checks()
    for rank, (name, times, units) in enumerate(faults(district), 1):
        check = known[name]
        share = units / len(district.units)
        yield rank, check.title, Marked(SIGNS[check.severity]), units, share, times, check.why, check.cure, name


_LINES = (
    Column("单位", 22),
    Column("一级指标", 12),
    Column("二级指标", 14),
    Column("三级指标", 22),
    Column("指标值", 14),
    Column("度量单位", 8),
    Column("实际完成值", 16),
    Column("分值", 7, Show.SCORE),
    Column("自评得分", 8, Show.SCORE),
    Column("其中手填", 8, Show.SCORE),
    Column("按规则", 8, Show.SCORE),
    Column("计分说明", 46),
    Column("未完成原因分析", 28),
    Column("位置", 13),
    Column("年度", 7, Show.CENTRE),
    Column("文件", 22),
)


def _lines(district: District, store: Store, beside: Path) -> Iterator[tuple[Any, ...]]:
    for unit in district.units:
        year = unit.head.year if unit.head.year else "未填"
        for row in store.lines(unit.digest):
            item = dict(zip(LINE, row, strict=True))
            yield (
                unit.title,
                item["category"],
                item["subcategory"],
                item["name"],
                item["target"],
                item["unit"],
                item["actual"],
                item["points"],
                PENDING if item["score"] is None else item["score"],
                item["typed"],
                PENDING if item["computed"] is None else item["computed"],
                item["explanation"],
                item["reason"],
                item["cell"] or "",
                year,
                unit.source.place,
            )
