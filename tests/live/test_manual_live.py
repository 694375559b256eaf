"""The first day of the manual, done as it is printed: the tables of the page are typed, the numbers it names appear."""

from __future__ import annotations

import re
from pathlib import Path

import live_book
import pytest

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "manual" / "first-day.md").read_text(encoding="utf-8")
SHEET = "自评表"


def table(heading: str) -> list[list[str]]:
    """The rows of the table whose first heading is `heading` and that names what is seen in its last one."""
    block = re.search(rf"^\| {heading} \|.*\n\|[-|]+\|\n((?:\|.*\n)+)", PAGE, re.MULTILINE)[1]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in block.splitlines()]


@pytest.fixture
def opened(live_office, tmp_path):
    """Opens a shipped workbook by its name; closed afterwards."""
    books = []

    def open_book(name):
        books.append(live_book.open_live(live_office, ROOT / "workbook" / name, tmp_path).recalculate())
        return books[-1]

    yield open_book
    for book in books:
        book.close()


def summary(book):
    book.press("PerfActions.PerfCheck")
    return book.get("A2", "校验结果")


def test_mending_the_sample_as_the_page_says(opened):
    book = opened("已填示例.xlsm")
    listed = re.search(r"“校验结果”列出 (\d+) 条", PAGE)[1]
    assert f"共{listed}条" in summary(book)
    for cell, before, after, marks in table(r"格 \| 原来是"):
        assert (book.get(cell, SHEET) or "空白") == before
        old, new = marks.split(" 变成 ")
        assert book.get(f"J{cell[1:]}", SHEET) == old
        book.key(cell, after, SHEET)
        assert book.get(f"J{cell[1:]}", SHEET) == new
    typed = table(r"格 \| 手填的")
    assert [cell for cell, _, _ in typed] == re.findall(r"[A-Z]\d+", PAGE.partition("再改三处")[2].partition("各按")[0])
    for cell, by_hand, _ in typed:
        assert shown(book.get(cell, SHEET)) == by_hand
        book.key(cell, "", SHEET)
    book.press("PerfActions.Rescore", False)
    assert [shown(book.get(cell, SHEET), by_hand) for cell, by_hand, _ in typed] == [right for _, _, right in typed]
    counts = re.search(r"再点“校验”：错误 (\d) 条，警告 (\d) 条，提示 (\d) 条", PAGE).groups()
    assert "错误{}条，警告{}条，提示{}条".format(*counts) in summary(book)


def shown(value, like=""):
    """A value as the sheet shows it, with a percent sign where the other one has it."""
    if isinstance(value, str):
        return value
    return f"{value * 100:.2f}%" if like.endswith("%") else f"{value:g}"


def test_report_and_submission_of_the_sample_have_the_names_of_the_page(opened):
    book = opened("已填示例.xlsm")
    folder = Path(book.office.profile) / f"work{book.office._opened}"
    book.press("PerfActions.PerfReport")
    book.press("PerfActions.PerfSubmit")
    made = {path.name.removeprefix("测试-") for path in folder.iterdir()}
    assert {"已填示例-自评报告.docx", "已填示例-送审件.xlsx"} <= made
    assert "`已填示例-自评报告.docx`" in PAGE and "`已填示例-送审件.xlsx`" in PAGE


def test_the_five_rows_typed_into_a_blank_form(opened):
    book = opened("空白自评表-zhengzhou-shangjie-2021.xlsm")
    assert book.at("indicators.name", 0) == re.search(r"第一行从 (\w+) 格开始", PAGE)[1]
    book.put("fiscal_year", "2021")
    fields = ("name", "target", "unit", "actual", "points")
    rows = table("三级指标")
    assert len(rows) == 5
    for index, row in enumerate(rows):
        for field, text in zip(fields, row, strict=False):
            if text:
                book.put(f"indicators.{field}", text, index)
    seen = [(shown(book.shows("indicators.score", n)), book.shows("indicators.mark", n)) for n in range(5)]
    assert seen == [(score, mark) for *_, score, mark in rows]
    book.put("indicators.deviation_reason", "年中增加任务；下年度提前安排。", 0)
    assert book.shows("indicators.mark", 0) == "✔"
    assert "得分应在3分（含）至4分（不含）之间" in book.shows("indicators.explanation", 3)
    assert "晚了12天" in book.shows("indicators.explanation", 4)
    book.put("indicators.score", re.search(r"在得分格填 ([\d.]+) 就", PAGE)[1], 3)
    assert book.shows("indicators.score", 3) == 3.5


def test_the_rows_of_the_form_with_standards(opened):
    (name,) = re.findall(r"`(空白自评表-yueyang\S+\.xlsm)`", PAGE)
    book = opened(name)
    names = book.column("indicators.name")[1:]
    rows = table("这一行")
    assert len(rows) == 5
    for named, actual, score, mark in rows:
        row = names.index(named)
        book.put("indicators.actual", actual, row)
        assert (shown(book.shows("indicators.score", row)), book.shows("indicators.mark", row)) == (score, mark)
    row = names.index(rows[0][0])
    book.put("indicators.actual", "0.92", row)
    assert book.shows("indicators.score", row) == "待评定"
    for field, text in (("establishment", "28"), ("on_post", "27")):
        book.put(f"staffing.{field}", text)
    assert book.shows("indicators.actual", 0) == "96.43%"
