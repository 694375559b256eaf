"""A Word document as blocks for importing: its paragraphs as lines, its tables as grids with their merged cells.

Read from the XML itself: that sees content controls, text boxes and tracked changes as they are shown, and takes a
table of a thousand rows in one pass. What a text box holds comes after the paragraph or the table it is anchored in.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from xml.etree.ElementTree import Element

from perfeval_xl.errors import WorkbookError
from perfeval_xl.files.aside import more_than_a_page
from perfeval_xl.files.package import Package
from perfeval_xl.files.source import printable
from perfeval_xl.importing import Block, Cell, Grid, Line

_MAIN = "word/document.xml"
_HIDDEN = frozenset({"del", "moveFrom", "instrText", "delText", "Fallback", "txbxContent", "footnote"})
_DEEPEST = 40
_ASIDE = (("header", "页眉"), ("footer", "页脚"), ("footnotes", "脚注"), ("endnotes", "尾注"), ("comments", "批注"))


def read(package: Package) -> list[Block]:
    """The paragraphs and tables of the document in their order; WorkbookError where it is damaged."""
    root = package.tree(_MAIN)
    body = next((item for item in root if _local(item) == "body"), None)
    if body is None:
        raise WorkbookError(f"{package.file}：文件已损坏，请用 Word 或 WPS 打开后另存一份再导入。")
    return list(_Document().blocks(body))


class _Document:
    """A document while it is read: how many paragraphs and tables have been met."""

    def __init__(self) -> None:
        self.paragraphs = self.tables = self.boxes = 0

    def blocks(self, parent: Element, depth: int = 0) -> Iterator[Block]:
        """The blocks inside `parent`, those of content controls and insertions included."""
        for item in parent:
            name = _local(item)
            if name == "p":
                self.paragraphs += 1
                if text := _text(item):
                    yield Line(text, f"第{self.paragraphs}段", self.paragraphs)
                yield from self._boxes(item, depth)
            elif name == "tbl":
                yield from self._table(item, depth)
                yield from self._boxes(item, depth)
            elif name not in _HIDDEN and depth < _DEEPEST and len(item):
                yield from self.blocks(item, depth + 1)

    def _boxes(self, parent: Element, depth: int) -> Iterator[Block]:
        """What the text boxes anchored in a paragraph or a table hold; their paragraphs count in the box alone."""
        for box in _text_boxes(parent, depth):
            self.boxes += 1
            before, self.paragraphs = self.paragraphs, 0
            for block in self.blocks(box, depth + 1):
                yield replace(block, origin=f"文本框{self.boxes}{block.origin}") if isinstance(block, Line) else block
            self.paragraphs = before

    def _table(self, table: Element, depth: int) -> Iterator[Grid]:
        self.tables += 1
        title = f"表{self.tables}"
        cells: list[Cell] = []
        inner: list[Element] = []
        open_cells: dict[int, int] = {}
        width = 0
        for row, item in enumerate(inside(table, "tr"), 1):
            column = 1 + count_of(item, "gridBefore")
            for place, cell in enumerate(inside(item, "tc"), 1):
                columns = max(count_of(cell, "gridSpan"), 1)
                if goes_on(cell) and column in open_cells:
                    above = open_cells[column]
                    cells[above] = replace(cells[above], rows=row - cells[above].row + 1)
                else:
                    inner += inside(cell, "tbl")
                    open_cells[column] = len(cells)
                    cells.append(Cell(row, column, _cell_text(cell), f"{title}第{row}行第{place}格", 1, columns))
                column += columns
            width = max(width, column - 1)
        yield Grid(title, tuple(cell for cell in cells if cell.text), width)
        if depth < _DEEPEST:
            for item in inner:
                yield from self._table(item, depth + 1)


def _text_boxes(parent: Element, depth: int) -> Iterator[Element]:
    """The text boxes inside `parent`, those inside a text box left to it."""
    for item in parent:
        name = _local(item)
        if name == "txbxContent":
            yield item
        elif name not in _HIDDEN and depth < _DEEPEST:
            yield from _text_boxes(item, depth + 1)


def unread(package: Package) -> tuple[str, ...]:
    """A sentence on the parts of the document that hold text and are not read."""
    found = [label for part, label in _ASIDE if any(_has_text(package, name) for name in _parts(package, part))]
    return (f"文档的{'、'.join(found)}里有文字，没有读，请自己看一看。",) if found else ()


def _parts(package: Package, part: str) -> list[str]:
    return [name for name in package.zip.namelist() if re.fullmatch(rf"word/{part}\d*\.xml", name)]


def _has_text(package: Package, name: str) -> bool:
    texts = (item.text or "" for item in package.tree(name).iter() if _local(item) == "t")
    return more_than_a_page("".join(texts))


def inside(parent: Element, wanted: str, depth: int = 0) -> Iterator[Element]:
    """The elements of one name inside `parent`, also within content controls, not within each other."""
    for item in parent:
        name = _local(item)
        if name == wanted:
            yield item
        elif name in ("sdt", "sdtContent", "ins", "customXml", "smartTag") and depth < _DEEPEST:
            yield from inside(item, wanted, depth + 1)


def _cell_text(cell: Element) -> str:
    return "\n".join(filter(None, (_text(item) for item in inside(cell, "p"))))


def _text(paragraph: Element) -> str:
    return printable("".join(_runs(paragraph, 0))).strip()


def _runs(parent: Element, depth: int) -> Iterator[str]:
    for item in parent:
        name = _local(item)
        if name == "t":
            yield item.text or ""
        elif name == "tab":
            yield "" if _local(parent) == "tabs" else "\t"
        elif name in ("br", "cr"):
            yield "\n"
        elif name == "noBreakHyphen":
            yield "-"
        elif name not in _HIDDEN and depth < _DEEPEST:
            yield from _runs(item, depth + 1)


def goes_on(cell: Element) -> bool:
    """Whether a cell is the lower part of one merged downwards."""
    for item in cell:
        if _local(item) == "tcPr":
            for detail in item:
                if _local(detail) == "vMerge":
                    return _value(detail) in ("", "continue")
    return False


def count_of(item: Element, name: str) -> int:
    """A count in the properties of a row or cell, 0 where it is absent or absurd."""
    for properties in item:
        if _local(properties) in ("tcPr", "trPr"):
            for detail in properties:
                if _local(detail) == name and _value(detail).isascii() and _value(detail).isdigit():
                    return min(int(_value(detail)[:4]), 63)
    return 0


def _value(item: Element) -> str:
    return next((value for name, value in item.items() if name.rpartition("}")[2] == "val"), "")


def _local(item: Element) -> str:
    return item.tag.rpartition("}")[2] if isinstance(item.tag, str) else ""
