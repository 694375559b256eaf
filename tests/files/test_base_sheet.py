"""基础数据 on paper: no block is torn over two pages that fits on one."""

from itertools import pairwise

import openpyxl
from hypothesis import given
from hypothesis import strategies as st

from perfeval_xl import scheme as schemes
from perfeval_xl.files import base_sheet, template
from perfeval_xl.model import Form

SCHEME = "yueyang-yunxi-2021"
HEIGHTS = st.lists(st.lists(st.floats(5, 60), min_size=1, max_size=60), min_size=1, max_size=8)


@given(HEIGHTS)
def test_a_block_that_fits_on_a_page_stays_whole(blocks):
    heights = dict(enumerate((20.0, *(points for block in blocks for points in block))))
    starts = [1]
    for block in blocks:
        starts.append(starts[-1] + len(block))
    found = base_sheet.breaks(heights, starts)
    assert set(found) <= set(starts[:-1])
    used = 20.0
    for (first, _), block in zip(pairwise(starts), blocks, strict=True):
        used = 0.0 if first in found else used
        left = base_sheet._PAGE - used % base_sheet._PAGE
        assert sum(block) <= left + 1e-6 or sum(block) > base_sheet._PAGE
        used += sum(block)


def test_the_blank_sheet_breaks_before_headings(tmp_path):
    path = tmp_path / "空白.xlsm"
    template.write(path, Form(scheme=SCHEME), schemes.get(SCHEME), live=True)
    sheet = openpyxl.load_workbook(path)["基础数据"]
    places = [item.id for item in sheet.row_breaks.brk]
    assert places
    for place in places:
        assert sheet.cell(place, 1).value is None
        assert sheet.cell(place + 1, 1).font.bold and not sheet.cell(place + 1, 1).border.left.style
    assert sheet.page_setup.scale == 77
    assert not sheet.sheet_properties.pageSetUpPr or not sheet.sheet_properties.pageSetUpPr.fitToPage


def test_sums_are_shown_like_the_amounts_above_them(tmp_path):
    path = tmp_path / "空白.xlsx"
    template.write(path, Form(scheme=SCHEME), schemes.get(SCHEME), live=False)
    book = openpyxl.load_workbook(path)
    for name in ("revenue.total", "assets.in_use"):
        sheet, area = next(iter(book.defined_names[name].destinations))
        _, place = next(iter(book.defined_names[f"measure.{name}"].destinations))
        typed = book[sheet][area.replace("$", "")][1][0]
        assert book[sheet][place.replace("$", "")].number_format == typed.number_format == "0.00"
