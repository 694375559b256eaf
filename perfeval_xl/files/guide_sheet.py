"""填写说明, the first sheet: the steps, what colours and signs mean, keys, version, scheme, how to submit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from perfeval_xl.files import guide_texts as texts
from perfeval_xl.files.measure import pixels, roomy_height
from perfeval_xl.files.page import Page
from perfeval_xl.scheme import Scheme

if TYPE_CHECKING:
    from xlsxwriter.format import Format

_WIDTHS = (12, 80)


def write(page: Page, scheme: Scheme, version: str) -> None:
    """Writes the sheet."""
    sheet, native = page.sheet, page.edition.native
    for col, width in enumerate(_WIDTHS):
        sheet.set_column(col, col, width)
    row = _line(page, 0, "", f"{scheme.form.title}填写说明", "guide_title")
    steps = texts.steps(scheme, native=native)
    row = _heading(page, row, f"{texts.COUNTS[len(steps)]}步完成")
    for number, text in enumerate(steps, 1):
        row = _line(page, row, f"第{number}步", text)
    row = _heading(page, row, "标记和颜色")
    for label, text, look in texts.signs(scheme, native=native):
        row = _line(page, row, label, text, style=_sample(page, look))
    row = _heading(page, row, "快捷键")
    for key, text in texts.KEYS:
        row = _line(page, row, key, text)
    row = _heading(page, row, "增减行")
    row = _line(page, row, "", texts.rows(native=native))
    row = _heading(page, row, "报送")
    row = _line(page, row, "", texts.SUBMIT)
    row = _line(page, row, "手册", texts.MANUAL)
    row = _heading(page, row, "本文件")
    row = _line(page, row, "方案", f"{scheme.title}（{scheme.id}）")
    verified = scheme.verified or "【草案】本方案尚未与正式文件核对，结果仅供参考。"
    row = _line(page, row, "依据", verified)
    row = _line(page, row, "版本", f"perfeval-xl {version}")
    row = _line(page, row, "计分", texts.NATIVE if native else texts.LIVE)
    if native:
        row = _line(page, row, "计分范围", texts.coverage(scheme))
    sheet.hide_gridlines(2)
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 1)
    sheet.set_margins(left=0.6, right=0.6, top=0.7, bottom=0.7)
    sheet.print_area(0, 0, row - 1, len(_WIDTHS) - 1)
    sheet.set_first_sheet()
    sheet.activate()


def _heading(page: Page, row: int, text: str) -> int:
    page.set_height(row, 10)
    return _line(page, row + 1, "", text, "guide_heading")


def _line(page: Page, row: int, label: str, text: str, purpose: str = "guide", style: Format | None = None) -> int:
    """Writes one line and returns the next row."""
    styles = page.styles
    if purpose == "guide":
        if label:
            page.put(row, 0, label, style or styles.purpose("guide_key"))
        page.put(row, 1, text, styles.purpose("guide"))
        page.set_height(row, roomy_height(text, pixels(_WIDTHS[1]), 11) + 2)
    else:
        page.put(row, 0, text, styles.purpose(purpose))
        page.set_height(row, 30 if purpose == "guide_title" else 22)
    return row + 1


def _sample(page: Page, sign: str) -> Format:
    if sign == "input":
        return page.styles.purpose("guide_input")
    return page.styles.purpose("guide_key", **(page.styles.colours(sign) if sign else {}))
