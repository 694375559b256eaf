"""Rows of texts and numbers written at once: the thousands of indicators of a district take a fifth of the time."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, TextIO, cast

from xlsxwriter.worksheet import CellStringTuple, Worksheet

from perfeval_xl.files.places import column_letters

if TYPE_CHECKING:
    from xlsxwriter.format import Format

Plain = str | int | float | None


class PlainSheet(Worksheet):  # type: ignore[misc]
    """A sheet of a workbook in constant memory; what `plain_row` writes is what XlsxWriter would, byte for byte.

    XlsxWriter keeps each cell of the row, escapes each attribute and searches each text several times. Here a cell is
    one formatted string, unless its text has anything to escape.
    """

    def plain_row(self, row: int, values: Sequence[Plain], styles: Sequence[Format]) -> None:
        """Writes row `row` (from 0), a value and a style for each column from the first on; None is a blank cell.

        Texts must fit into a cell; they are not cut.
        """
        self._check_dimensions(row, len(values) - 1)
        if self.previous_row < row:
            self._write_single_row(row)
        self._write_row(row, None, self.row_info.pop(row, None))
        self.row_sizes.pop(row, None)  # for pictures, of which there are none beside rows
        out, cells = cast(TextIO, self.fh), list[str]()
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
                self._write_cell(row, column, CellStringTuple(value, style))
        out.write("".join(cells) + "</row>")
        self.previous_row = row + 1


def _needs_no_care(text: str) -> bool:
    """Whether a text stands in XML as it is: nothing to escape, no blank at an end."""
    return (
        text.isprintable()
        and not ("&" in text or "<" in text or ">" in text or "_x" in text)
        and text[:1] != " "
        and text[-1:] != " "
    )
