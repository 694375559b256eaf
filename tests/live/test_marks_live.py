"""The marks of an open workbook beside what `check` says of the same workbook, saved: row by row, in both editions."""

import live_book
import mark_rows
import pytest

from perfeval_xl import scheme as schemes
from perfeval_xl.files import reader, template
from perfeval_xl.model import Form

STANDARDS = "yueyang-yunxi-2021"
TARGETS = "zhengzhou-shangjie-2021"


def opened(office, folder, form, *, live):
    path = folder / ("表.xlsm" if live else "表.xlsx")
    template.write(path, form, schemes.get(form.scheme), live=live)
    if live:
        return live_book.open_live(office, path, folder).recalculate()
    return live_book.LiveBook(office, office.open(path, hidden=False).document).recalculate()


def compared(book, folder):
    """Of each row with something in it: its mark, and what `check` says of the saved copy."""
    form = reader.read(book.save(folder / "saved.xlsx")).form
    first = book.named("indicators.name")[2] + 2
    marks = [str(book.get(f"J{first + row}") or "") for row in range(len(form.indicators))]
    return list(zip(marks, mark_rows.of_check(form), strict=True))


@pytest.mark.parametrize("scheme", [STANDARDS, TARGETS])
def test_generated_rows_have_the_sign_that_check_gives_them(live_office, tmp_path, scheme):
    book = opened(live_office, tmp_path, mark_rows.form(60, scheme, 99), live=True)
    pairs = compared(book, tmp_path)
    book.close()
    assert len(pairs) >= 55
    assert [mark[:1] or "✔" for mark, _ in pairs] == [judged.sign for _, judged in pairs]


@pytest.mark.parametrize("scheme", [STANDARDS, TARGETS])
def test_plain_formulas_are_never_graver_than_check(office, tmp_path, scheme):
    book = opened(office, tmp_path, mark_rows.form(60, scheme, 98), live=False)
    pairs = compared(book, tmp_path)
    book.close()
    graver = [
        (mark, judged)
        for mark, judged in pairs
        if mark[:1] in ("⚠", "✘") and mark_rows.GRAVITY.index(mark[:1]) > mark_rows.GRAVITY.index(judged.sign)
    ]
    assert not graver
    assert sum(mark[:1] == "✘" for mark, _ in pairs) > 10


CONTROL, SHARE, SYSTEM, OUTPUT = 0, 2, 7, 15
"""Rows of the form: 财政供养人员控制率, 重点支出安排率, 管理制度健全性, the first of 产出."""


def test_the_mark_of_a_row_follows_base_data_actual_value_score_and_reason(live_office, tmp_path):
    book = opened(live_office, tmp_path, Form(scheme=STANDARDS), live=True)
    first = book.named("indicators.name")[2] + 2

    def mark(row):
        return book.get(f"J{first + row}")

    def agreed():
        return all(mark[:1] == judged.sign for mark, judged in compared(book, tmp_path))

    assert mark(CONTROL) == mark(SHARE) == mark(OUTPUT) == "✘ 缺完成值"
    assert agreed()
    book.put("staffing.establishment", "34")
    book.put("staffing.on_post", "31")
    assert (mark(CONTROL), book.shows("indicators.score", CONTROL)) == ("✔", 5)
    book.put("staffing.on_post", "35")
    assert (mark(CONTROL), book.shows("indicators.score", CONTROL)) == ("✘ 缺原因", 4)
    book.put("indicators.deviation_reason", "年中调入2人，下一步按编制调出1人。", CONTROL)
    assert mark(CONTROL) == "✔"
    book.put("indicators.score", "5", SHARE)
    assert mark(SHARE) == "⚠ 手填", "a score by a figure that nobody wrote"
    book.put("indicators.actual", "91%", SHARE)
    assert mark(SHARE) == "✔"
    book.put("indicators.actual", "制度健全", SYSTEM)
    assert mark(SYSTEM) == "✘ 待评定", "which of the three are met is not said"
    book.put("indicators.actual", "①③", SYSTEM)
    assert (mark(SYSTEM), book.shows("indicators.score", SYSTEM)) == ("✘ 缺原因", 2)
    book.put("indicators.score", "5", OUTPUT)
    assert mark(OUTPUT) == "✔ 手填", "a person judged by the standard"
    assert agreed()
    book.close()
