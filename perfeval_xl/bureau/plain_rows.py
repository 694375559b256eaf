"""Rows of texts and numbers written at once: the thousands of indicators of a district take a fifth of the time."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, TextIO, cast

from perfeval_xl.files.places import column_letters

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

Plain = str | int | float | None


def write_row(sheet: Worksheet, row: int, values: Sequence[Plain], styles: Sequence[Format]) -> None:
    """Writes row `row` (from 0) of a sheet in constant memory, a value and a style for each column from the first on.

    None is a blank cell. Texts must fit into a cell; they are not cut. What is written is what XlsxWriter would write,
    byte for byte; but it keeps each cell until the row is full, escapes each attribute and searches each text several
    times. Here a cell is one formatted string, unless its text has anything to escape.
    """
    from xlsxwriter.worksheet import CellStringTuple

    sheet._check_dimensions(row, len(values) - 1)
    if sheet.previous_row < row:
        sheet._write_single_row(row)
    sheet._write_row(row, None, sheet.row_info.pop(row, None))
    sheet.row_sizes.pop(row, None)  # for pictures, of which there are none beside rows
    out, cells = cast(TextIO, sheet.fh), list[str]()
    for column, (value, style) in enumerate(zip(values, styles, strict=True)):
        cell = f'<c r="{column_letters(column + 1)}{row + 1}" s="{style._get_xf_index()}"'
        if value is None:
            cells.append(f"{cell}/>")
        elif not isinstance(value, str):
            cells.append(f"{cell}><v>{value:.16G}</v></c>")
        elif _needs_no_care(value):
            cells.append(f'{cell} t="inlineStr"><is><t>{value}</t></is></c>')
        else:
            out.write("".join(cells))
            cells.clear()
            sheet._write_cell(row, column, CellStringTuple(value, style))
    out.write("".join(cells) + "</row>")
    sheet.previous_row = row + 1


def _needs_no_care(text: str) -> bool:
    """Whether a text stands in XML as it is: nothing to escape, no blank at an end."""
    return (
        text.isprintable()
        and not ("&" in text or "<" in text or ">" in text or "_x" in text)
        and text[:1] != " "
        and text[-1:] != " "
    )
