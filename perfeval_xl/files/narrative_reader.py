"""A self-evaluation report read from a file: .docx with its tables, or .txt as saved from Word, a PDF or OCR.

Paragraph numbers: in a .docx the place among the document's paragraphs, empty ones counted (python-docx:
`document.paragraphs[n - 1]`); the rows of a table have the number of the paragraph before it. In a .txt the place
among the paragraphs after lines broken inside a sentence are joined, blank lines not counted.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable, Iterable, Iterator
from io import BytesIO
from os import PathLike
from pathlib import Path
from typing import Any

from perfeval_xl.errors import WorkbookError
from perfeval_xl.files import grid_docx
from perfeval_xl.files.locked import OLE, cure, has_password
from perfeval_xl.files.package import ole_stream, plain_kind
from perfeval_xl.files.source import read_bytes, shown
from perfeval_xl.narrative import Narrative, read
from perfeval_xl.narrative.text import join_lines

_LONGEST = 2_000_000
"""Characters beyond which a text is no report."""
_PDF = b"%PDF"
_MARKUP = re.compile(rb"(?:\xef\xbb\xbf)?\s*(?:<|\{\\rtf|mime-version:)", re.IGNORECASE)
_MAIN = "word/document.xml"
_UNPACKED, _MAIN_UNPACKED, _MOST_BLOCKS = 200 * 1024 * 1024, 16 * 1024 * 1024, 100_000
"""Unpacked bytes of all parts and of the text, paragraphs and tables beyond which a document is no report."""
_TOO_LARGE = "文档解开后太大，不会是一份自评报告，请检查是否选错。"


def read_narrative(path: str | PathLike[str], form_titles: Iterable[str] = ()) -> Narrative:
    """The report in the file at `path`; `form_titles` are the titles at which the attached form begins.

    Raises WorkbookError with one Chinese sentence where the file is no report that can be read.
    """
    file = Path(path)
    data = read_bytes(file, WorkbookError)
    name = shown(file)
    if data.startswith(b"PK"):
        texts = _from_word(data, name)
    elif has_password(data):
        raise WorkbookError(f"{name}：{cure(file)}")
    elif ole_stream(data) in ("Workbook", "Book"):
        raise WorkbookError(f"{name}：这是 Excel 文件，不是自评报告，请改选 .docx。")
    elif data.startswith(OLE):
        raise WorkbookError(f"{name}：这是旧版 .doc 文件，请在 Word 或 WPS 中另存为 .docx 再核对。")
    elif data.startswith(_PDF):
        raise WorkbookError(f"{name}：这是 PDF 文件，请改用 .docx，或把文字另存为 .txt 再核对。")
    elif _MARKUP.match(data) and (sentence := plain_kind(data)):
        raise WorkbookError(f"{name}：{sentence}")
    else:
        texts = list(enumerate(join_lines(_decoded(data, name).splitlines()), 1))
    if sum(len(text) for _, text in texts) > _LONGEST:
        raise WorkbookError(f"{name}：文字超过 {_LONGEST // 10_000} 万字，不会是一份自评报告，请检查是否选错。")
    narrative = read(texts, form_titles)
    if not narrative.paragraphs:
        raise WorkbookError(f"{name}：里面没有文字，请检查是否选错；扫描件请先转成文字。")
    return narrative


def _decoded(data: bytes, name: str) -> str:
    encodings = ("utf-16",) if data.startswith((b"\xff\xfe", b"\xfe\xff")) else ("utf-8-sig", "gb18030")
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise WorkbookError(f"{name}：不是 .docx，也不是 UTF-8 或 GBK 的文本文件，请另存为 .docx 或 .txt。")


def _from_word(data: bytes, name: str) -> list[tuple[int, str]]:
    """The paragraphs of a .docx and the rows of its tables, in the order in which they stand."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as package:
            members = package.infolist()
        main = [item.file_size for item in members if item.filename == _MAIN]
        if not main:
            raise WorkbookError(f"{name}：这不是 Word 文档（.docx），请检查是否选错。")
        if sum(item.file_size for item in members) > _UNPACKED or max(main) > _MAIN_UNPACKED:
            raise WorkbookError(f"{name}：{_TOO_LARGE}")
        return list(_blocks(data, name))
    except WorkbookError:
        raise
    except Exception as fault:
        # python-docx and lxml raise whatever they stumble over; to the user it is one thing.
        raise WorkbookError(f"{name}：文件已损坏或不是有效的 .docx，请用 Word 打开后另存一份再核对。") from fault


def _blocks(data: bytes, name: str) -> Iterator[tuple[int, str]]:
    from docx import Document
    from docx.oxml.ns import qn
    from docx.text.paragraph import Paragraph

    document = Document(BytesIO(data))
    body = document.element.body
    if len(body) > _MOST_BLOCKS:
        raise WorkbookError(f"{name}：{_TOO_LARGE}")
    number = 0
    for block in body:
        if block.tag == qn("w:p"):
            number += 1
            yield number, Paragraph(block, document).text
        elif block.tag == qn("w:tbl"):
            for row in _rows(block, lambda item: Paragraph(item, document).text):
                yield max(number, 1), row


def _rows(table: Any, text_of: Callable[[Any], str]) -> Iterator[str]:
    """Each row as its cells with tabs between; a cell merged over columns stands once, one merged over rows in each.

    python-docx would look for the cell above anew from row to row, and repeat a cell as often as its width says.
    """
    above: dict[int, str] = {}
    for row in grid_docx.inside(table, "tr"):
        column, texts = grid_docx.count_of(row, "gridBefore"), []
        for cell in grid_docx.inside(row, "tc"):
            if not grid_docx.goes_on(cell):
                above[column] = " ".join(" ".join(map(text_of, grid_docx.inside(cell, "p"))).split())
            texts.append(above.get(column, ""))
            column += max(grid_docx.count_of(cell, "gridSpan"), 1)
        yield "\t".join(texts)
