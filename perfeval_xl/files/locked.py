"""Files that ask for a password when they are opened: known by their bytes, without opening them.

.xlsx and .docx are then an old Office file that holds EncryptedPackage [MS-OFFCRYPTO 2.3]; an .xls has the record
FilePass behind the first one [MS-XLS 2.4.117]; a .doc has a flag in its first bytes [MS-DOC 2.5.2].
"""

from __future__ import annotations

import struct
from pathlib import Path

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PACKAGE = "EncryptedPackage".encode("utf-16-le") + b"\0\0"
_SECTOR = 64
"""Bytes; every stream begins at a multiple of it."""
_VERSIONS = (0x00C0, 0x00C1, 0x00C2, 0x00D9, 0x0101, 0x010C, 0x0112)
_WORD, _ENCRYPTED = tuple(struct.pack("<HH", 0xA5EC, version) for version in _VERSIONS), 0x0100
_BOOK = (b"\x09\x00", b"\x09\x02", b"\x09\x04", b"\x09\x08")
_FILE_PASS, _FIRST_SHEET, _FEW = 0x2F, 0x85, 8
_WORD_ENDINGS = (".doc", ".docx", ".docm")


def has_password(data: bytes) -> bool:
    """Whether the content of a file is encrypted."""
    if not data.startswith(OLE):
        return _locked_book(data, 0)
    if _PACKAGE in data:
        return True
    starts = range(0, len(data), _SECTOR)
    return any(_locked_text(data, place) or _locked_book(data, place) for place in starts)


def _locked_text(data: bytes, place: int) -> bool:
    """Whether the stream of a Word document begins at `place` and says that it is encrypted."""
    return data.startswith(_WORD, place) and bool(int.from_bytes(data[place + 10 : place + 12], "little") & _ENCRYPTED)


def _locked_book(data: bytes, place: int) -> bool:
    """Whether the stream of a workbook begins at `place` and has a FilePass among its first records."""
    if not data.startswith(_BOOK, place):
        return False
    for _ in range(_FEW):
        if place + 4 > len(data):
            return False
        record, length = struct.unpack_from("<HH", data, place)
        if record in (_FILE_PASS, _FIRST_SHEET):
            return bool(record == _FILE_PASS)
        place += 4 + length
    return False


def cure(path: Path) -> str:
    """What to do about a file with a password."""
    if path.suffix.lower() in _WORD_ENDINGS:
        return "文件有打开密码，请在 Word 中用“文件-信息-保护文档”去掉密码，另存后再读。"
    return "文件有打开密码，请在 Excel 中用“文件-信息-保护工作簿”去掉密码，另存后再读。"
