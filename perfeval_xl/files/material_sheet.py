"""报告素材: the department's own words for the report, one row per section that asks for them."""

from __future__ import annotations

from perfeval_xl.files.measure import height, pixels
from perfeval_xl.files.page import Page
from perfeval_xl.files.styles import SIZE
from perfeval_xl.model import Form, Kind
from perfeval_xl.scheme import Scheme

_WIDTHS = (18, 22, 36, 70)
_HEADINGS = ("名称", "报告的部分", "写什么", "内容")
_INTRODUCTION = (
    "这里写的内容按原文放进自评报告的相应部分；数字和表格由程序生成，不必重复。一段一行，用 Alt+Enter 换行。"
)
_HEADER = 2


def write(page: Page, form: Form, scheme: Scheme) -> None:
    """Writes the sheet; words under a name that the scheme does not know get a row of their own."""
    sheet, styles = page.sheet, page.styles
    page.begin("报告素材", _WIDTHS)
    page.put(1, 0, _INTRODUCTION, styles.purpose("plain"))
    for col, heading in enumerate(_HEADINGS):
        page.put(_HEADER, col, heading, styles.purpose("heading"))
    page.set_height(_HEADER, 22)
    sections = {section.name: section for section in scheme.report if section.prompt}
    rows = [(name, section.title or name, section.prompt) for name, section in sections.items()]
    rows += [
        (name, "（其他）", "方案里没有这一部分，内容保留备用。") for name in form.narrative if name not in sections
    ]
    row = _HEADER + 1
    for name, title, prompt in rows:
        words = form.narrative.get(name)
        page.put(row, 0, name, styles.purpose("label"))
        page.put(row, 1, title, styles.purpose("label"))
        page.put(row, 2, prompt, styles.purpose("label_left"))
        page.put(row, 3, words, styles.input(Kind.PROSE, valign="top"))
        cells = ((name, 0), (title, 1), (prompt, 2), (words or "", 3))
        page.set_height(row, max(60, *(height(text, pixels(_WIDTHS[col]), SIZE) for text, col in cells)))
        sheet.data_validation(
            row, 3, row, 3, {"validate": "any", "input_title": title[:32], "input_message": prompt[:255]}
        )
        row += 1
    for col in range(len(_WIDTHS)):
        sheet.write_blank(row, col, None, styles.purpose("closing"))
    page.set_height(row, 4.5)
    page.name("narrative.name", _HEADER, 0, (row, 0))
    page.name("narrative.text", _HEADER, 3, (row, 3))
    sheet.freeze_panes(_HEADER + 1, 0)
    page.landscape()
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(_HEADER)
    sheet.print_area(0, 0, row, len(_WIDTHS) - 1)
    sheet.set_selection(_HEADER + 1, 3, _HEADER + 1, 3)
