"""The reader on files that a spreadsheet program has saved: rows inserted, deleted, typed into; nothing else moves."""

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from perfeval_xl.errors import WorkbookError
from perfeval_xl.files import reader, stamp, submission, template

CASE = Path(__file__).parent.parent / "cases" / "shangjie-office-2021.json"


@pytest.fixture
def given():
    return reader.read(CASE)


@pytest.fixture
def book(office, tmp_path, given):
    template.write(tmp_path / "表.xlsx", given.form, given.scheme, live=False)
    opened = office.open(tmp_path / "表.xlsx").unprotect()
    opened.addresses = {
        name: where.partition("!")[2] for name, where in reader.read(tmp_path / "表.xlsx").addresses.items()
    }
    yield opened
    opened.close()


def row_of(book, name):
    return int("".join(filter(str.isdigit, book.addresses[name])))


def saved(book, tmp_path):
    return reader.read(book.save(tmp_path / "另存.xlsx"))


def test_a_file_that_was_only_saved_is_the_same(book, given, tmp_path):
    result = saved(book, tmp_path)
    assert result.form == given.form and result.notes == ()


def test_rows_inserted_and_filled_are_rows_of_the_return(book, given, tmp_path):
    row = row_of(book, "indicators[5].name")
    book.insert_rows(row, 3)
    book.type(f"C{row + 1}", "新增指标").type(f"D{row + 1}", "≥10").type(f"F{row + 1}", "12").type(f"G{row + 1}", "0.5")
    result = saved(book, tmp_path)
    rows = result.form.indicators
    assert rows[:5] + rows[6:] == given.form.indicators
    assert (rows[5].name, rows[5].target, rows[5].points) == ("新增指标", "≥10", Decimal("0.5"))
    assert result.addresses["indicators[5].name"] == f"自评表!C{row + 1}"
    assert replace(result.form, indicators=()) == replace(given.form, indicators=())


def test_rows_deleted_are_gone_and_the_rest_stays(book, given, tmp_path):
    book.delete_rows(row_of(book, "indicators[2].name"), 2)
    result = saved(book, tmp_path)
    kept = given.form.indicators[:2] + given.form.indicators[4:]
    assert [row.name for row in result.form.indicators] == [row.name for row in kept]
    assert [row.score for row in result.form.indicators] == [row.score for row in kept]
    assert result.form.budget == given.form.budget and result.form.tasks == given.form.tasks


def test_a_task_inserted_before_the_closing_row(book, given, tmp_path):
    last = len(given.form.tasks) - 1
    row = row_of(book, f"tasks[{last}].name") + 1
    book.insert_rows(row, 1)
    book.type(f"B{row}", "另一任务").type(f"D{row}", "3.5")
    tasks = saved(book, tmp_path).form.tasks
    assert tasks[:-1] == given.form.tasks
    assert (tasks[-1].name, tasks[-1].budget) == ("另一任务", Decimal("3.5"))


def test_a_percentage_and_a_date_typed_as_a_spreadsheet_takes_them(book, tmp_path):
    book.cell(book.addresses["indicators[0].actual"]).NumberFormat = 10
    book.cell(book.addresses["indicators[0].actual"]).setValue(0.985)
    book.cell(book.addresses["indicators[1].actual"]).NumberFormat = 37
    book.cell(book.addresses["indicators[1].actual"]).setValue(44531)
    rows = saved(book, tmp_path).form.indicators
    assert (rows[0].actual, rows[1].actual) == ("98.5%", "2021年12月1日")


def test_a_heading_deleted_with_its_row_is_told(book, tmp_path):
    row = row_of(book, "indicators")
    book.delete_rows(row, len(book.column("indicators.name")))
    with pytest.raises(WorkbookError, match="单元格名称已失效"):
        saved(book, tmp_path)


def test_a_submission_saved_again_still_verifies(office, given, tmp_path):
    submission.write(tmp_path / "送审.xlsx", given)
    book = office.open(tmp_path / "送审.xlsx")
    try:
        assert stamp.verify(reader.read(book.save(tmp_path / "另存.xlsx"))) is True
    finally:
        book.close()
