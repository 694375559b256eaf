"""校验结果: every finding of the checks with its sign, a link to the cell, what to do and the source."""

from __future__ import annotations

from collections.abc import Sequence

from perfeval_xl.cells import SIGNS
from perfeval_xl.checks import Finding, Severity
from perfeval_xl.files.measure import height, pixels
from perfeval_xl.files.page import Page, address
from perfeval_xl.files.styles import ERROR, HINT, SIZE, WARNING
from perfeval_xl.names import label

_WIDTHS = (10, 32, 60, 34, 26)
_HEADINGS = ("级别", "位置", "问题", "依据", "检查代号")
_WORDS = {Severity.ERROR: "错误", Severity.WARNING: "警告", Severity.HINT: "提示"}
_HEADER = 2
_SPARE = 60
"""Blank rows that the check button may fill."""


def write(page: Page, findings: Sequence[Finding], form: Page) -> None:
    """Writes the sheet with the findings of the moment, each with a link to its cell on 自评表 (`form`).

    The columns are named `findings.…`, header to closing row, for the runs to come.
    """
    sheet, styles = page.sheet, page.styles
    for col, width in enumerate(_WIDTHS):
        sheet.set_column(col, col, width)
    page.put(0, 0, "校验结果", styles.purpose("guide_title"))
    page.set_height(0, 30)
    page.put(1, 0, _summary(findings), styles.purpose("plain"))
    page.name("findings.summary", 1, 0)
    for col, heading in enumerate(_HEADINGS):
        page.put(_HEADER, col, heading, styles.purpose("heading"))
    page.set_height(_HEADER, 22)
    left = styles.purpose("label_left")
    for row, finding in enumerate(findings, _HEADER + 1):
        page.put(row, 0, f"{SIGNS[finding.severity]} {_WORDS[finding.severity]}", styles.purpose("label"))
        where = _place(page, row, finding, form)
        for col, text in ((2, finding.message), (3, finding.source), (4, finding.check)):
            page.put(row, col, text, left)
        texts = ((1, where), (2, finding.message), (3, finding.source))
        page.set_height(row, max(20, *(height(text, pixels(_WIDTHS[col]), SIZE) for col, text in texts)))
    last = _HEADER + max(len(findings), _SPARE)
    for row in range(_HEADER + 1 + len(findings), last + 1):
        for col in range(len(_WIDTHS)):
            sheet.write_blank(row, col, None, styles.purpose("list_left"))
    for col, name in enumerate(("severity", "cell", "message", "source", "check")):
        page.name(f"findings.{name}", _HEADER, col, (last + 1, col))
    first = _HEADER + 1
    for sign in (ERROR, WARNING, HINT):
        rule = {"type": "formula", "criteria": f'=LEFT(${address(first, 0)},1)="{sign}"', "format": styles.mark(sign)}
        sheet.conditional_format(first, 0, last, 0, rule)
    sheet.hide_gridlines(2)
    sheet.freeze_panes(first, 0)
    sheet.set_paper(9)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.7)
    sheet.set_footer("&C第 &P 页，共 &N 页")
    sheet.repeat_rows(_HEADER)


def _summary(findings: Sequence[Finding]) -> str:
    if not findings:
        return "还没有校验结果：按“校验”按钮，或在命令行运行 perfeval-xl check 文件名。"
    counts = [sum(finding.severity is severity for finding in findings) for severity in _WORDS]
    listed = "，".join(f"{word}{count}条" for word, count in zip(_WORDS.values(), counts, strict=True))
    return f"共{len(findings)}条：{listed}。点“位置”跳到所在的格。"


def _place(page: Page, row: int, finding: Finding, form: Page) -> str:
    """Writes where a finding stands, as a link when it is a cell, and returns the text."""
    text, found = _label(finding.at), finding.cell or form.find(finding.at)
    if not found:
        page.put(row, 1, text, page.styles.purpose("label_left"))
        return text
    sheet, _, cell = found.rpartition("!")
    text = f"{text}（{cell}）"
    page.sheet.write_url(row, 1, f"internal:'{sheet}'!{cell}", page.styles.purpose("link"), text)
    return text


def _label(at: str) -> str:
    try:
        return label(at) if at else ""
    except ValueError:
        return at
