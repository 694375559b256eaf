"""A file that is read: its bytes, taken once, and how a name or a fault is put in words.

Everything is parsed from memory, so that a file that is replaced while it is read is seen either before or after.
"""

from __future__ import annotations

import errno
import re
from pathlib import Path

from perfeval_xl.errors import PerfevalError

LIMIT = 100 * 1024 * 1024
"""The largest file that is read at all, in bytes; a filled form has some hundred kilobytes."""

_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def read_bytes(path: Path, error: type[PerfevalError]) -> bytes:
    """The content of the file at `path`; raises `error` with one sentence where there is nothing to read."""
    name = shown(path)
    if path.name.startswith(("~$", ".~lock.")):
        raise error(f"{name}：这是 Office 打开文件时留下的临时锁文件，请改选真正的文件。")
    try:
        if path.is_dir():
            raise error(f"{name}：这是文件夹，请指定其中的一个文件。")
        if path.exists() and not path.is_file():
            raise error(f"{name}：这不是普通文件，请指定磁盘上的文件。")
        with path.open("rb") as stream:
            data = stream.read(LIMIT + 1)
    except (OSError, ValueError) as fault:
        raise error(f"{name}：{_reason(fault)}") from fault
    if not data:
        raise error(f"{name}：文件是空的（0 字节），请重新取得或从备份恢复。")
    if len(data) > LIMIT:
        raise error(f"{name}：文件超过 {LIMIT // 1024 // 1024} MB，不会是一份自评表，请检查是否选错。")
    return data


def shown(path: Path) -> str:
    """The name of `path` for a message: printable, and not longer than a line."""
    name = _UNPRINTABLE.sub("?", path.name or str(path)).replace("\n", " ").replace("\r", " ")
    return name if len(name) <= 60 else f"{name[:40]}…{name[-16:]}"


def printable(text: str) -> str:
    """`text` without the characters that no document can hold (control characters, half surrogates)."""
    return text if text.isprintable() else _UNPRINTABLE.sub("", text)


def _reason(fault: OSError | ValueError) -> str:
    if isinstance(fault, FileNotFoundError):
        return "找不到这个文件，请检查文件名和所在文件夹。"
    if isinstance(fault, PermissionError):
        return "没有读取权限，或文件正被其他程序独占，请关闭后重试或另存一份再读。"
    if isinstance(fault, ValueError):
        return "文件名中有不能使用的字符，请改名后重试。"
    if fault.errno == errno.ENAMETOOLONG:
        return "文件名太长，请改短后重试。"
    return f"读取失败（{fault.strerror or fault}），请检查磁盘或网络后重试。"
