"""A zipped Office file, opened with care: every kind of wrong file is one sentence, and nothing in it can hurt.

Before any parser sees a part, its size is known to be sane and it is known to hold no DTD (no entities, no bombs).
"""

from __future__ import annotations

import codecs
import io
import lzma
import re
import struct
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

from perfeval_xl.errors import WorkbookError
from perfeval_xl.files.locked import OLE, cure, has_password
from perfeval_xl.files.source import read_bytes, shown

PART_LIMIT = 64 * 1024 * 1024
TOTAL_LIMIT = 256 * 1024 * 1024
ENTRY_LIMIT = 5_000
"""Unpacked bytes of one part and of all, and the number of parts; a form of 10,000 rows has some 12 MB."""
TREE_LIMIT = 16 * 1024 * 1024
"""Bytes of a part that is made into a tree as a whole, which takes up to forty times its size in memory."""

DAMAGED = (zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error, EOFError, OSError, ValueError)
"""What `zipfile` raises for an archive, or a member of one, that is damaged."""
UNKNOWN_PACKING = RuntimeError
"""What it raises for one with a password, or packed in a way that it does not know."""

WORKBOOKS = ".xlsx 或 .xlsm 工作簿"
_DEFINITION = re.compile(r"(?:\s++|<\?.*?\?>|<!--.*?-->)*+<!", re.DOTALL)
"""A DTD, which can only stand before the root element, behind remarks and instructions; elsewhere it is no XML."""
_OLE_KINDS = (
    ("WordDocument", "这是旧式 Word 文档（.doc），不是自评表工作簿，请改选 .xlsx 或 .xlsm 文件。"),
    ("Workbook", "这是旧式 Excel 文件（.xls），请在 Excel 或 WPS 中另存为 .xlsx，或用 import 导入。"),
    ("Book", "这是旧式 Excel 文件（.xls），请在 Excel 或 WPS 中另存为 .xlsx，或用 import 导入。"),
)
_ZIP_KINDS = (
    ("xl/workbook.bin", "这是二进制工作簿（.xlsb），请在 Excel 中另存为 .xlsx 再读。"),
    ("word/document.xml", "这是 Word 文档，不是自评表工作簿；从 Word 表格读入请用 import。"),
    ("ppt/presentation.xml", "这是演示文稿，不是自评表工作簿，请改选 .xlsx 或 .xlsm 文件。"),
    ("content.xml", "这是 OpenDocument 文件，请在 Excel、WPS 或 LibreOffice 中另存为 .xlsx 再读。"),
)
_OTHER_ZIP = "这是压缩包，不是工作簿，请先解压，再选其中的 .xlsx 文件。"
_TEXT = "这是纯文本（如 .csv、.txt），请用 Excel 打开，分好列，另存为 .xlsx；文字报告请另存为 .docx。"
_DAMAGED = "文件已损坏或没有下载完整，请重新取得，或用 Office 打开修复后另存。"
_BOMB = "文件解压后大得不正常（可能有上百万个空行），请删除表外的空行空列，另存后再读。"


@dataclass(frozen=True, slots=True)
class Package:
    """An opened Office file: its name for messages and its zip, all in memory."""

    file: str
    zip: zipfile.ZipFile

    def text(self, part: str) -> str:
        """The XML text of a part; WorkbookError where it is damaged or carries a DTD, KeyError where there is none."""
        info = self.zip.getinfo(part)
        try:
            data = self.zip.read(info)
            utf16 = data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
            text = data.decode("utf-16" if utf16 else "utf-8-sig")
        except DAMAGED as fault:
            raise WorkbookError(f"{self.file}：{_DAMAGED}") from fault
        except UNKNOWN_PACKING as fault:
            raise WorkbookError(f"{self.file}：压缩包加了密码或用了特殊压缩方式，请在 Excel 中另存后再读。") from fault
        if _DEFINITION.match(text):
            raise WorkbookError(f"{self.file}：文件中含有外部定义（DTD），为安全起见不读取，请在 Excel 中另存后再读。")
        return text

    def text_for_tree(self, part: str) -> str:
        """As `text`, of a part that is made into a tree as a whole; WorkbookError where it is too large for that."""
        if self.zip.getinfo(part).file_size > TREE_LIMIT:
            raise WorkbookError(f"{self.file}：{_BOMB}")
        return self.text(part)

    def tree(self, part: str) -> ElementTree.Element:
        """The root element of a part; KeyError where there is none."""
        return self.parsed(self.text_for_tree(part))

    def parsed(self, text: str) -> ElementTree.Element:
        """The root element of what `text` gave."""
        try:
            return ElementTree.fromstring(text)
        except (ElementTree.ParseError, ValueError) as fault:
            raise self.damaged() from fault

    def damaged(self) -> WorkbookError:
        """The error for content that does not follow the format."""
        return WorkbookError(f"{self.file}：{_DAMAGED}")

    def has(self, part: str) -> bool:
        """Whether the package holds `part`."""
        return part in self.zip.NameToInfo

    def has_below(self, folder: str) -> bool:
        """Whether the package holds a part whose name begins with `folder`."""
        return any(part.startswith(folder) for part in self.zip.NameToInfo)


def open_package(path: Path, data: bytes | None = None, wanted: str = WORKBOOKS) -> Package:
    """The Office file at `path`, checked; WorkbookError says what else it is and what to do.

    With `data`, the content that was read already (from an archive, say), `path` only names it in messages. `wanted`
    is what may be read instead.
    """
    file = shown(path)
    data = read_bytes(path, WorkbookError) if data is None else data
    if has_password(data):
        raise WorkbookError(f"{file}：{cure(path)}")
    if data.startswith(OLE):
        raise WorkbookError(f"{file}：{_ole_kind(data, wanted)}")
    if not data.startswith(b"PK"):
        other = _TEXT if _is_text(data) else f"这不是 {wanted}，请检查是否选错文件，或扩展名被改过。"
        raise WorkbookError(f"{file}：{plain_kind(data) or other}")
    try:
        opened = zipfile.ZipFile(io.BytesIO(data))
        infos = opened.infolist()
    except (*DAMAGED, UNKNOWN_PACKING) as fault:
        raise WorkbookError(f"{file}：{_DAMAGED}") from fault
    sizes = [info.file_size for info in infos]
    if len(sizes) > ENTRY_LIMIT or sum(sizes) > TOTAL_LIMIT or max(sizes, default=0) > PART_LIMIT:
        raise WorkbookError(f"{file}：{_BOMB}")
    return Package(file, opened)


def open_workbook(path: Path, data: bytes | None = None) -> Package:
    """The workbook (.xlsx or .xlsm) at `path`, or in `data`; WorkbookError says what else it is and what to do."""
    package = open_package(path, data)
    if not package.has("xl/workbook.xml"):
        sentence = next((text for part, text in _ZIP_KINDS if package.has(part)), None)
        raise WorkbookError(f"{package.file}：{sentence or _OTHER_ZIP}")
    return package


def ole_stream(data: bytes) -> str:
    """What an old Office file holds: "Workbook", "Book", "WordDocument"; "" for anything else."""
    if not data.startswith(OLE):
        return ""
    return next((stream for stream, _ in _OLE_KINDS if stream.encode("utf-16-le") + b"\0\0" in data), "")


def _ole_kind(data: bytes, wanted: str) -> str:
    sentence = dict(_OLE_KINDS).get(ole_stream(data))
    return sentence or f"这是旧式 Office 文件，但不是工作簿，请改选 {wanted}。"


def plain_kind(data: bytes) -> str:
    """What a file that is neither a zip nor an old Office file holds, with what to do; "" for anything else."""
    head = data[:2000].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if head.startswith((b"<!doctype html", b"<html", b"<table", b"mime-version:")) or b"<html" in head:
        return "这是网页格式的文件，不是真正的工作簿或文档，请用 Excel 或 Word 打开，另存为 .xlsx 或 .docx。"
    if head.startswith(b"<?xml"):
        return "这是 XML 格式的文件，请用 Excel 或 Word 打开，另存为 .xlsx 或 .docx。"
    if head.startswith(b"{\\rtf"):
        return "这是 RTF 文档，请在 Word 或 WPS 中打开后另存为 .docx。"
    if head.startswith((b"{", b"[")):
        return "这像是案例文件，请把扩展名改为 .json。"
    if head.startswith(b"%pdf"):
        return "这是 PDF 文件，不能读取表格，请先转成 Excel 或 Word 文件（.xlsx、.docx）。"
    if data[:4] in (b"\x09\x08\x10\x00", b"\x09\x08\x06\x00", b"\x09\x04\x06\x00"):
        return "这是很旧的 Excel 文件，请在 Excel 或 WPS 中另存为 .xlsx。"
    return ""


def _is_text(data: bytes) -> bool:
    """Whether the beginning of a file is text in one of the encodings in which tables are exported."""
    utf16 = data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    for encoding in ("utf-16",) if utf16 else ("utf-8-sig", "gb18030"):
        decoder = codecs.getincrementaldecoder(encoding)()
        try:
            text = decoder.decode(data[:2000])
        except UnicodeDecodeError:
            continue
        return all(char.isprintable() or char in "\t\r\n\u3000" for char in text)
    return False
