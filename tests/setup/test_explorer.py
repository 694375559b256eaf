"""The context menu of Explorer on real files: what it makes and opens, what it says when it cannot."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from perfeval_xl import cli
from perfeval_xl import scheme as schemes
from perfeval_xl.files import reader
from perfeval_xl.setup import explorer

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """The demo's form and report."""
    folder = tmp_path_factory.mktemp("某局 2021")
    assert cli.main(["demo", "-o", str(folder), "--force"]) == 0
    return folder


@pytest.fixture
def folder(made, tmp_path):
    """A folder with a form in it."""
    target = tmp_path / "某局 2021"
    target.mkdir()
    shutil.copy(made / "部门整体绩效自评表.xlsx", target / "自评表.xlsx")
    return target


@pytest.fixture
def shown():
    """What would be opened, and what a message box would say."""
    opened, told = [], []

    def click(action, path):
        code = explorer.main([action, str(path)], opened.append, told.append)
        return code, opened, told

    return click


def test_check_opens_a_page_and_leaves_the_folder_alone(folder, shown):
    code, (page,), told = shown("check", folder / "自评表.xlsx")
    assert (code, told) == (0, [])
    assert "<html" in page.read_text("utf-8")
    assert page.parent != folder
    assert [path.name for path in folder.iterdir()] == ["自评表.xlsx"]
    shutil.rmtree(page.parent)


def test_report_and_submission_are_made_beside_the_form_and_never_replace_anything(folder, shown):
    shown("report", folder / "自评表.xlsx")
    shown("submit", folder / "自评表.xlsx")
    code, opened, told = shown("report", folder / "自评表.xlsx")
    assert (code, told) == (0, [])
    assert [path.name.startswith("自评表-") for path in opened] == [True, True, True]
    assert len({path.name for path in opened}) == 3
    assert all(path.stat().st_size > 5000 and path.parent == folder for path in opened)


def test_a_return_is_rolled_to_the_next_year_beside_it(folder, shown):
    code, (book, listing), told = shown("roll", folder / "自评表.xlsx")
    assert (code, told) == (0, [])
    assert (book.parent, book.name) == (folder, "自评表-2022年度.xlsm")
    rolled = reader.read(book).form
    assert rolled.fiscal_year == 2022
    assert all(row.actual is None for row in rolled.indicators)
    assert "已清空" in listing.read_text("utf-8-sig")
    shutil.rmtree(listing.parent)


def test_without_a_year_nothing_is_rolled(folder, shown):
    cli.main(["new", "--scheme", schemes.default().id, "-o", str(folder / "空.xlsx")])
    code, opened, told = shown("roll", folder / "空.xlsx")
    assert (code, opened) == (1, [])
    assert "没有填写年度" in told[0]


def test_a_report_is_checked_against_the_form_beside_it(folder, shown):
    _, (report,), _ = shown("report", folder / "自评表.xlsx")
    code, opened, told = shown("check", report)
    assert (code, told) == (0, [])
    assert "<html" in opened[-1].read_text("utf-8")
    shutil.rmtree(opened[-1].parent)


def test_a_report_without_its_form_or_with_two_is_refused(folder, shown):
    _, (report,), _ = shown("report", folder / "自评表.xlsx")
    shutil.copy(folder / "自评表.xlsx", folder / "另一份.xlsx")
    assert shown("check", report)[0] == 1
    for form in folder.glob("*.xlsx"):
        form.unlink()
    code, _, told = shown("check", report)
    assert code == 1
    assert "找到 2 份" in told[0]
    assert "没有找到" in told[1]


def test_what_is_no_form_is_one_sentence(tmp_path, shown):
    wrong = tmp_path / "工资表.xlsx"
    wrong.write_bytes(b"no workbook")
    code, opened, (text,) = shown("report", wrong)
    assert (code, opened) == (1, [])
    assert "工资表" in text
    assert "Traceback" not in text
    assert shown("dance", wrong)[0] == 1
    assert shown("roll", wrong)[0] == 1
    assert "工资表" in shown("check", wrong)[2][-1]


def test_a_folder_that_is_gone_is_one_sentence(tmp_path, shown):
    code, opened, (text,) = shown("check", tmp_path / "没有" / "报告.docx")
    assert (code, opened) == (1, [])
    assert str(tmp_path / "没有") in text and text.endswith("请检查路径、权限和磁盘空间。")


def test_the_doctor_is_a_text(tmp_path, shown):
    code, (listing,), _ = shown("doctor", Path("."))
    assert code == 0
    assert "✔ Python" in listing.read_text("utf-8-sig")
    shutil.rmtree(listing.parent)
