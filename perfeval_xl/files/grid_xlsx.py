"""The sheets of an .xlsx or .xlsm as grids for importing; a formula counts by its result."""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element
from xml.sax.saxutils import unescape as unescape_xml

from perfeval_xl.figures import is_blank
from perfeval_xl.files.aside import hidden_columns, hidden_rows, more_than_a_page
from perfeval_xl.files.package import Package
from perfeval_xl.files.places import address
from perfeval_xl.files.sheets import Workbook
from perfeval_xl.files.source import printable
from perfeval_xl.importing import Block, Cell, Grid, Line

LAST_ROW = 20_000
"""Rows below this are not looked at; a form of an old system has some hundred."""


_CODES = re.compile(r'&"[^"]*"|&K[0-9A-F]{6}|&\d{1,3}|&[A-Z&]')
_FOOT = re.compile(r"<(?:\w+:)?(?:odd|even|first)(?:Header|Footer)>([^<]+)<")
_ROW = re.compile(r'<(?:\w+:)?row\b[^<>]*\sr="(\d+)"')
_COMMENTS = re.compile(r"xl/(?:threadedC|c)omments.*\.xml")
_DRAWING = re.compile(r"xl/drawings/drawing\d+\.xml")


def read(package: Package) -> list[Block]:
    """The sheets that hold something, in order, and the text boxes; WorkbookError where the file is damaged."""
    book = Workbook(package)
    grids = [_grid(book, title) for title in book.titles]
    return [*(grid for grid in grids if grid.cells or grid.unsaved), *_text_boxes(package)]


def _text_boxes(package: Package) -> Iterator[Line]:
    """The paragraphs of the text boxes on all sheets."""
    boxes = (
        box
        for name in package.zip.namelist()
        if _DRAWING.fullmatch(name)
        for box in package.tree(name).iter()
        if _local(box) == "txBody"
    )
    for number, box in enumerate(boxes, 1):
        for place, paragraph in enumerate((item for item in box if _local(item) == "p"), 1):
            text = printable("".join(item.text or "" for item in paragraph.iter() if _local(item) == "t")).strip()
            if text:
                yield Line(text, f"文本框{number}第{place}段", place)


def unread(package: Package) -> tuple[str, ...]:
    """Sentences on what the workbook holds and is not read: comments, headers and footers, rows far below."""
    book = Workbook(package)
    sheets = {title: book.xml(title) for title in book.titles}
    notes = [
        f"工作表“{title}”第{LAST_ROW}行以下没有读，请把表外的内容删去后再导入。"
        for title, xml in sheets.items()
        if _goes_on_below(xml)
    ]
    aside = ["批注"] if any(_COMMENTS.fullmatch(name) for name in package.zip.namelist()) else []
    aside += ["页眉页脚"] if any(map(_has_words_at_the_foot, sheets.values())) else []
    return (*notes, *([f"表里的{'、'.join(aside)}没有读，请自己看一看。"] if aside else []))


def _goes_on_below(xml: str) -> bool:
    """Whether anything stands below the last row that is looked at."""
    below = next((match.start() for match in _ROW.finditer(xml) if int(match[1]) > LAST_ROW), None)
    return below is not None and any(xml.find(mark, below) > 0 for mark in ("<v>", "<is>", ":v>"))


def _has_words_at_the_foot(xml: str) -> bool:
    """Whether a header or footer says more than which page it is."""
    return any(more_than_a_page(_CODES.sub("", unescape_xml(text, {"&quot;": '"'}))) for text in _FOOT.findall(xml))


def _grid(book: Workbook, title: str) -> Grid:
    sheet = book.sheet(title, LAST_ROW)
    held = {place: cell for place, cell in sheet.cells.items() if not is_blank(cell.value) or cell.error}
    last_row = max((row for row, _ in held), default=0)
    last_column = max((column for _, column in held), default=0)
    spans = {
        (merge.top, merge.left): (
            min(merge.bottom, last_row) - merge.top + 1,
            min(merge.right, last_column) - merge.left + 1,
        )
        for merge in sheet.merges
    }
    xml = book.xml(title)
    rows_hidden, columns_hidden = hidden_rows(xml), hidden_columns(xml)
    cells = []
    for (row, column), cell in sorted(held.items()):
        rows, columns = spans.get((row, column), (1, 1))
        hidden = row in rows_hidden or column in columns_hidden
        value = cell.error or cell.value
        cells.append(Cell(row, column, value, address(title, row, column), rows, columns, cell.percent, hidden))
    unsaved = tuple(
        Cell(row, column, f"={cell.formula}", address(title, row, column))
        for (row, column), cell in sorted(sheet.cells.items())
        if cell.formula is not None and cell.value is None and not cell.error
    )
    return Grid(title, tuple(cells), last_column, title in book.hidden, unsaved)


def _local(item: Element) -> str:
    return item.tag.rpartition("}")[2] if isinstance(item.tag, str) else ""
