"""The button 导入旧表 through the shipped VBA: the chosen form becomes a workbook beside it, this one stays."""

from pathlib import Path

import live_book
import pytest
from importing import compared, old_forms

from perfeval_xl import scheme as schemes
from perfeval_xl.files import casefile, reader, template
from perfeval_xl.model import Form

CASE = Path(__file__).parent.parent / "cases" / "shangjie-office-2021.json"


@pytest.fixture
def opened(live_office, tmp_path):
    books = []

    def open_blank(*, server=True):
        path = tmp_path / "空白.xlsm"
        template.write(path, Form(scheme="zhengzhou-jinshui-2021"), schemes.get("zhengzhou-jinshui-2021"), live=True)
        books.append(live_book.open_live(live_office, path, tmp_path, server=server))
        return books[-1]

    yield open_blank
    for book in books:
        book.close()


def test_a_chosen_old_form_becomes_a_workbook_beside_it(opened, tmp_path):
    form, _ = casefile.load(CASE)
    old = tmp_path / "旧表.xls"
    old_forms.write_xls(old, old_forms.draw(form, old_forms.Style()), old_forms.Style())
    book = opened()
    before = live_book.snapshot(book)
    book.press("PerfActions.ImportForm", str(old))
    assert book.press("PerfSheet.LastWords").startswith("放好 ")
    given = reader.read(tmp_path / "旧表-标准自评表.xlsm")
    assert given.scheme.id == "zhengzhou-jinshui-2021"
    assert compared.lost(form, given.form) == {}
    assert (tmp_path / "旧表-导入清单.txt").exists()
    assert live_book.snapshot(book) == before


def test_a_wrong_file_is_answered_in_one_sentence(opened, tmp_path):
    wrong = tmp_path / "说明.docx"
    wrong.write_bytes(b"PK\x03\x04")
    book = opened()
    book.press("PerfActions.ImportForm", str(wrong))
    assert book.press("PerfSheet.LastWords").startswith("说明.docx：")


def test_without_a_component_the_button_says_so(opened, tmp_path):
    book = opened(server=False)
    book.press("PerfActions.ImportForm", str(tmp_path / "旧表.xls"))
    assert book.press("PerfSheet.LastWords").startswith("计分组件没有启动")
