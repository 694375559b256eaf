"""Cell styles by purpose: every cell of the form hangs on a named style that looks as the cell does."""

import io
from pathlib import Path

import openpyxl
import pytest

from perfeval_xl import scheme as schemes
from perfeval_xl.files import casefile, cell_styles, template
from perfeval_xl.files.layout import LAST
from perfeval_xl.files.styles import _PURPOSES
from perfeval_xl.model import Kind

CASE = Path(__file__).parent.parent / "cases" / "shangjie-office-2021.json"


@pytest.fixture(scope="module", params=["live", "plain", "frozen"])
def book(request):
    form, _ = casefile.load(CASE)
    edition = {"live": request.param == "live", "frozen": request.param == "frozen"}
    data = template.content(form, schemes.get(form.scheme), **edition)
    return openpyxl.load_workbook(io.BytesIO(data))


def test_every_purpose_has_a_name_of_its_own():
    keys = [("purpose", name) for name in _PURPOSES]
    keys += [(group, kind) for group in ("input", "formula", "printed") for kind in Kind]
    names = [cell_styles.name_of(key) for key in keys]
    assert len(set(names)) == len(names)


def test_no_cell_of_the_printed_form_is_merely_normal(book):
    sheet = book["自评表"]
    left = [
        cell.coordinate
        for row in sheet.iter_rows(max_row=sheet.max_row, max_col=LAST + 1)
        for cell in row
        if cell.value is not None and cell.style == "Normal"
    ]
    assert left == []


def test_a_cell_looks_like_its_style(book):
    """Font, fill, border and protection come from the style; a cell may differ in its alignment only."""
    styles = {style.name: style for style in book._named_styles}
    seen = {cell.style: cell for row in book["自评表"].iter_rows() for cell in row if cell.style != "Normal"}
    assert len(seen) > 10
    for name, cell in seen.items():
        style = styles[name]
        assert (cell.font.name, cell.number_format) == (style.font.name, style.number_format), name
        assert (cell.fill, cell.protection) == (style.fill, style.protection), name


def test_inputs_headings_and_results_are_told_apart(book):
    sheet = book["自评表"]
    amount = sheet["D16"].style
    assert amount in ("填写 金额", "送审 金额")
    assert sheet["A1"].style == "表名" and sheet["A21"].style == "表头"
