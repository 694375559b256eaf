"""校验结果: every finding of the checks with its sign, a link to the cell, what to do and the source."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from perfeval_xl.checks import SIGNS, Finding, Severity, all_checks
from perfeval_xl.files.formulas import quote
from perfeval_xl.files.measure import MAX_HEIGHT, pixels, roomy_height
from perfeval_xl.files.page import Formula, Page, address
from perfeval_xl.files.styles import ERROR, HINT, SIZE, WARNING

LIMIT = 500
"""How many findings are listed; nobody works through more, and each is a row."""

_WIDTHS = (10, 34, 54, 44, 30, 28)
_HEADINGS = ("级别", "位置", "问题", "改法", "依据", "校验项")
_STYLES = ("finding", "finding_link", *["finding_left"] * 4)
_NAMES = ("severity", "cell", "message", "cure", "source", "check")
_ANSWERED = (0, 1, 2, 5, 3, 4)
"""Where each column stands in what `row_of` gives; the macro of the check button has the same order."""
_WORDS = {Severity.ERROR: "错误", Severity.WARNING: "警告", Severity.HINT: "提示"}
_HEADER = 2
_LONGEST = 200
"""A text in a formula has 255 characters at most."""
_SPARE = 60
"""Rows that the check button can fill before it has to insert some."""


def write(page: Page, findings: Sequence[Finding], form: Page) -> None:
    """Writes the sheet with the findings of the moment, each with a link to its cell on 自评表 (`form`).

    The columns are named `findings.…`, header to closing row, for the runs to come.
    """
    sheet, styles = page.sheet, page.styles
    page.begin("校验结果", _WIDTHS)
    page.put(1, 0, summary(findings), styles.purpose("plain"))
    page.name("findings.summary", 1, 0)
    for col, heading in enumerate(_HEADINGS):
        page.put(_HEADER, col, heading, styles.purpose("heading"))
    page.set_height(_HEADER, 22)
    listed = findings[:LIMIT]
    last = _HEADER + max(len(listed), _SPARE)
    for row in range(_HEADER + 1, last + 1):
        finding = listed[row - _HEADER - 1] if row - _HEADER <= len(listed) else None
        _row(page, row, finding, form.find)
    for col, name in enumerate(_NAMES):
        page.name(f"findings.{name}", _HEADER, col, (last + 1, col))
    first = _HEADER + 1
    for sign in (ERROR, WARNING, HINT):
        rule = {"type": "formula", "criteria": f'=LEFT(${address(first, 0)},1)="{sign}"', "format": styles.mark(sign)}
        sheet.conditional_format(first, 0, last + 1, 0, rule)
    # The lines of the table follow what is listed, now and after every later check.
    listed_row = {"type": "formula", "criteria": f'=${address(first, 0)}<>""', "format": styles.frame()}
    sheet.conditional_format(first, 0, last + 1, len(_WIDTHS) - 1, listed_row)
    sheet.freeze_panes(first, 0)
    page.landscape()
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(_HEADER)


def row_of(finding: Finding, find: Callable[[str], str | None] = lambda at: None) -> tuple[str, ...]:
    """What is shown of a finding: level, place, message, source, check, cure.

    The cure comes last: workbooks of earlier versions take the first five, in this order.

    The place is a link formula where the finding has a cell, or `find` knows the cell of its dotted name. No other
    text begins with a sign that a spreadsheet takes for a formula.
    """
    text, target = _place(finding, find)
    place = f"=HYPERLINK({quote(target)},{quote(text)})" if target else _plain(text)
    level = f"{SIGNS[finding.severity]} {_WORDS[finding.severity]}"
    cure = all_checks()[finding.check].cure if finding.check in all_checks() else ""
    return level, place, _plain(finding.message), _plain(finding.source), finding.check, _plain(cure)


def answer_of(finding: Finding) -> tuple[str, ...]:
    """What the check button is told of a finding: `row_of`, and how high its row is (points)."""
    made = row_of(finding)
    texts = [made[place] for place in _ANSWERED]
    texts[1] = _place(finding, lambda at: None)[0]
    return *made, f"{_height(texts):g}"


def summary(findings: Sequence[Finding]) -> str:
    """The line above the list: how many findings of each severity."""
    if not findings:
        return "没有列出问题：填好后点“校验”按钮，或在命令行运行 perfeval-xl check 文件名。"
    counts = [sum(finding.severity is severity for finding in findings) for severity in _WORDS]
    listed = "，".join(f"{word}{count}条" for word, count in zip(_WORDS.values(), counts, strict=True))
    rest = f"只列出前{LIMIT}条。" if len(findings) > LIMIT else ""
    return f"共{len(findings)}条：{listed}。{rest}点“位置”跳到所在的格，照“改法”改，改完再校验一次。"


def _row(page: Page, row: int, finding: Finding | None, find: Callable[[str], str | None]) -> None:
    styles = [page.styles.purpose(name) for name in _STYLES]
    if finding is None:
        for col, style in enumerate(styles):
            page.sheet.write_blank(row, col, None, style)
        return
    made = row_of(finding, find)
    texts = [made[place] for place in _ANSWERED]
    for col, (text, style) in enumerate(zip(texts, styles, strict=True)):
        if col == 1 and text.startswith("="):
            texts[col] = _place(finding, find)[0]
            page.compute(row, col, Formula(text, texts[col]), style)
        else:
            page.put(row, col, text, style)
    page.set_height(row, _height(texts))


def _height(texts: Sequence[str]) -> float:
    """How high a row is with these texts in its columns, in points."""
    wanted = max(roomy_height(texts[col], pixels(_WIDTHS[col]), SIZE) for col in (1, 2, 3, 4))
    return min(max(20, wanted), MAX_HEIGHT)


def _place(finding: Finding, find: Callable[[str], str | None]) -> tuple[str, str]:
    """How the place of a finding is called, and the target of its link, which is empty where it has no cell."""
    found, text = finding.cell or find(finding.at), finding.place[:_LONGEST]
    if not found:
        return text, ""
    sheet, _, cell = found.rpartition("!")
    quoted = sheet.replace("'", "''")
    return f"{text}（{cell}）", f"#'{quoted}'!{cell}"


def _plain(text: str) -> str:
    return f" {text}" if text.startswith(("=", "+", "-", "@", "'")) else text
