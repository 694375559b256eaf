"""Tables as WordprocessingML, written row by row as text: no cell is ever looked up."""

from __future__ import annotations

from itertools import pairwise

from perfeval_xl.files.word_styles import LANDSCAPE_WIDTH, PORTRAIT_WIDTH
from perfeval_xl.files.word_text import paragraph_xml, run_xml
from perfeval_xl.report.blocks import Align, Cell, Merge, Table

_MARGINS = 114
_TALL = 12
"""A row with more lines than this (a third of a landscape page) may break across pages; others stay whole."""
_WHOLE = 15
"""A table of the body with at most so many lines stays on one page; a longer one breaks between its rows."""
_STYLES = {
    (True, True, False): "TableHead",
    (True, True, True): "TableHead",
    (True, False, False): "TableKept",
    (True, False, True): "TableProseKept",
    (False, True, False): "TableLabel",
    (False, True, True): "TableLabel",
    (False, False, False): "TableText",
    (False, False, True): "TableProse",
}
"""The paragraph style of a cell in the body, by: on one page with the next row, a heading, set from the left."""
_MERGES = {Merge.START: '<w:vMerge w:val="restart"/>', Merge.CONTINUE: "<w:vMerge/>", Merge.NONE: ""}


def table_xml(table: Table) -> str:
    """A table of fixed column widths over the whole text width, its header rows repeated on every page."""
    widths = column_widths(table.widths, LANDSCAPE_WIDTH if table.form else PORTRAIT_WIDTH)
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    heights = [_height(row, widths, table.form) for row in table.rows]
    whole = not table.form and sum(heights) <= _WHOLE
    rows = "".join(
        _row(row, widths, index < table.header, table.form, whole and index + 1 < len(table.rows), lines)
        for index, (row, lines) in enumerate(zip(table.rows, heights, strict=True))
    )
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="TableGrid"/><w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
        f'<w:jc w:val="center"/><w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>'
    )


def column_widths(shares: tuple[int, ...], width: int) -> tuple[int, ...]:
    """`width` divided by `shares`, in whole twips that add up to it."""
    total, edges = sum(shares), [0]
    for index in range(len(shares)):
        edges.append(width * sum(shares[: index + 1]) // total)
    return tuple(right - left for left, right in pairwise(edges))


def _height(row: tuple[Cell, ...], widths: tuple[int, ...], form: bool) -> int:
    """About how many lines a row takes."""
    column, tallest = 0, 1
    for cell in row:
        width = sum(widths[column : column + cell.columns])
        column += cell.columns
        tallest = max(tallest, _lines(cell.text, width, 9 if form else 12))
    return tallest


def _row(row: tuple[Cell, ...], widths: tuple[int, ...], header: bool, form: bool, kept: bool, lines: int) -> str:
    cells, column = [], 0
    for cell in row:
        width = sum(widths[column : column + cell.columns])
        column += cell.columns
        cells.append(_cell(cell, width, header, form, kept))
    properties = ("" if lines > _TALL else "<w:cantSplit/>") + ("<w:tblHeader/>" if header else "")
    return f"<w:tr>{f'<w:trPr>{properties}</w:trPr>' if properties else ''}{''.join(cells)}</w:tr>"


def _cell(cell: Cell, width: int, header: bool, form: bool, kept: bool) -> str:
    if form:
        style = "FormHead" if header or cell.label else "FormProse" if cell.align is Align.LEFT else "FormText"
    else:
        style = _STYLES[header or kept, cell.label or header, cell.align is Align.LEFT]
    span = f'<w:gridSpan w:val="{cell.columns}"/>' if cell.columns > 1 else ""
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{span}{_MERGES[cell.merge]}<w:vAlign w:val="center"/>'
        "</w:tcPr>"
        f"{paragraph_xml(style, run_xml(cell.text) if cell.text else '')}</w:tc>"
    )


def _lines(text: str, width: int, size: int) -> int:
    """About how many lines `text` takes in a column: a Chinese character is as wide as its size, others half."""
    room = max(1, (width - _MARGINS) // (size * 10))
    return sum(1 + sum(1 if char < "\u2000" else 2 for char in line) // room for line in text.split("\n"))
