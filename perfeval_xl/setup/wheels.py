"""Wheels unpacked into an environment, every file checked against the wheel's own list of digests.

Without pip: it needs the network for what it lacks, and a machine with antivirus takes minutes to start it.
Source: the wheel format, PEP 427.
"""

from __future__ import annotations

import base64
import csv
import hashlib
import io
import zipfile
from pathlib import Path, PurePosixPath


class WheelError(Exception):
    """A wheel that must not be installed; the text says why."""


def unpack(wheel: Path, packages: Path) -> int:
    """Unpacks a wheel into the folder of packages and gives the number of files; WheelError leaves nothing of it.

    Of the extra folders (`name.data/…`) only purelib and platlib are unpacked: headers and scripts are of no use here.
    """
    with zipfile.ZipFile(wheel) as archive:
        digests = _digests(archive, wheel)
        files = {
            target: _checked(archive, name, digests, wheel)
            for name in archive.namelist()
            if not name.endswith("/") and (target := _target(name)) is not None
        }
    for target, content in files.items():
        path = packages / target
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return len(files)


def _digests(archive: zipfile.ZipFile, wheel: Path) -> dict[str, str]:
    records = [name for name in archive.namelist() if name.count("/") == 1 and name.endswith(".dist-info/RECORD")]
    if len(records) != 1:
        raise WheelError(f"{wheel.name} 不是完整的安装包")
    rows = csv.reader(io.StringIO(archive.read(records[0]).decode("utf-8")))
    return {row[0]: row[1] for row in rows if row}


def _checked(archive: zipfile.ZipFile, name: str, digests: dict[str, str], wheel: Path) -> bytes:
    content = archive.read(name)
    if name.endswith(".dist-info/RECORD"):
        return content
    expected = digests.get(name, "")
    found = base64.urlsafe_b64encode(hashlib.sha256(content).digest()).rstrip(b"=").decode("ascii")
    if expected != f"sha256={found}":
        raise WheelError(f"{wheel.name} 里的 {name} 与清单不符")
    return content


def _target(name: str) -> PurePosixPath | None:
    """Where in the folder of packages a file of a wheel goes; None for what is left out."""
    parts = PurePosixPath(name).parts
    if ".." in parts or name.startswith("/") or ":" in name or "\\" in name:
        raise WheelError(f"安装包里有越界的路径 {name}")
    if parts[0].endswith(".data"):
        return PurePosixPath(*parts[2:]) if parts[1] in ("purelib", "platlib") and len(parts) > 2 else None
    return PurePosixPath(*parts)
