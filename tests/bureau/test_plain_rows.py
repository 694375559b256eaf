"""Rows written at once are, byte for byte, the rows that XlsxWriter writes cell by cell."""

import io
import zipfile

import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from perfeval_xl.bureau.plain_rows import write_row

TEXTS = st.sampled_from(
    [
        "",
        " ",
        "甲",
        " 甲",
        "甲 ",
        "a&b",
        "<r>x</r>",
        '"',
        ">",
        "_x0041_",
        "x_x",
        "a\nb",
        "\t",
        "\x01",
        "\u3000",
        "😀",
        "=",
    ]
) | st.text(max_size=12)
VALUES = st.none() | TEXTS | st.integers(-(10**6), 10**6) | st.floats(-1e9, 1e9)
ROWS = st.lists(st.lists(VALUES, min_size=3, max_size=3), max_size=6)


def written(rows, at_once):
    """The XML of a sheet with a heading and these rows, and that of the styles."""
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"constant_memory": True})
    styles = [book.add_format({"bold": True}), book.add_format({"italic": True}), book.add_format({"num_format": "0"})]
    sheet = book.add_worksheet("表")
    sheet.write_string(0, 0, "标题")
    for row, values in enumerate(rows, 1):
        if row % 3:
            sheet.set_row(row, 29)
        if at_once and row % 4:
            write_row(sheet, row, values, styles)
            continue
        for column, (value, style) in enumerate(zip(values, styles, strict=True)):
            if value is None:
                sheet.write_blank(row, column, None, style)
            elif isinstance(value, str):
                sheet.write_string(row, column, value, style)
            else:
                sheet.write_number(row, column, value, style)
    book.close()
    with zipfile.ZipFile(stream) as made:
        return made.read("xl/worksheets/sheet1.xml"), made.read("xl/styles.xml")


@settings(deadline=None, max_examples=200)
@given(ROWS)
def test_rows_at_once_are_those_written_cell_by_cell(rows):
    assert written(rows, True) == written(rows, False)
