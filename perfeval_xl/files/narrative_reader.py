"""A self-evaluation report read from a file: .docx with its tables, or .txt as saved from Word, a PDF or OCR.

Paragraph numbers: in a .docx the place among the document's paragraphs, empty ones counted (python-docx:
`document.paragraphs[n - 1]`); the rows of a table have the number of the paragraph before it. In a .txt the place
among the paragraphs after lines broken inside a sentence are joined, blank lines not counted.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterable, Iterator
from io import BytesIO
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING

from perfeval_xl.errors import WorkbookError
from perfeval_xl.files.source import read_bytes, shown
from perfeval_xl.narrative import Narrative, read
from perfeval_xl.narrative.text import join_lines

if TYPE_CHECKING:
    from docx.table import Table

_LONGEST = 2_000_000
"""Characters beyond which a text is no report."""
_OLD_WORD = b"\xd0\xcf\x11\xe0"
_PDF = b"%PDF"
_UNPACKED = 200 * 1024 * 1024


def read_narrative(path: str | PathLike[str], form_titles: Iterable[str] = ()) -> Narrative:
    """The report in the file at `path`; `form_titles` are the titles at which the attached form begins.

    Raises WorkbookError with one Chinese sentence where the file is no report that can be read.
    """
    file = Path(path)
    data = read_bytes(file, WorkbookError)
    name = shown(file)
    if data.startswith(b"PK"):
        texts = list(_from_word(data, name))
    elif data.startswith(_OLD_WORD):
        raise WorkbookError(f"{name}：这是旧版 .doc 文件，请在 Word 或 WPS 中另存为 .docx 再核对。")
    elif data.startswith(_PDF):
        raise WorkbookError(f"{name}：这是 PDF 文件，请改用 .docx，或把文字另存为 .txt 再核对。")
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


def _from_word(data: bytes, name: str) -> Iterator[tuple[int, str]]:
    """The paragraphs of a .docx and the rows of its tables, in the order in which they stand."""
    from docx import Document
    from docx.table import Table

    try:
        with zipfile.ZipFile(BytesIO(data)) as package:
            members = package.infolist()
        if not any(item.filename == "word/document.xml" for item in members):
            raise WorkbookError(f"{name}：这不是 Word 文档（.docx），请检查是否选错。")
        if sum(item.file_size for item in members) > _UNPACKED:
            raise WorkbookError(f"{name}：文档解开后太大，不会是一份自评报告，请检查是否选错。")
        document = Document(BytesIO(data))
        content = list(document.iter_inner_content())
    except WorkbookError:
        raise
    except Exception as fault:
        # python-docx and lxml raise whatever they stumble over; to the user it is one thing.
        raise WorkbookError(f"{name}：文件已损坏或不是有效的 .docx，请用 Word 打开后另存一份再核对。") from fault
    number = 0
    for block in content:
        if isinstance(block, Table):
            for text in _rows(block):
                yield max(number, 1), text
        else:
            number += 1
            yield number, block.text


def _rows(table: Table) -> Iterator[str]:
    """Each row as its cells with tabs between; a merged cell stands once."""
    for row in table.rows:
        seen: list[object] = []
        texts: list[str] = []
        for cell in row.cells:
            if any(cell._tc is other for other in seen):
                continue
            seen.append(cell._tc)
            texts.append(" ".join(cell.text.split()))
        yield "\t".join(texts)
