"""The offline bundle as the installer sees it: a folder with a list of digests, a runtime, wheels and templates."""

from __future__ import annotations

import hashlib
from pathlib import Path, PurePosixPath

SUMS = "SHA256SUMS"
RUNTIME = PurePosixPath("runtime/python.zip")
WHEELS = "wheels"
WORKBOOKS = "workbooks"
"""Templates, samples and the manual: what the user finds in 文档\\绩效自评."""


def is_bundle(folder: Path) -> bool:
    """Whether `folder` is an unpacked offline bundle, not a copy of the sources."""
    return (folder / SUMS).is_file()


def lines(digests: dict[str, str]) -> str:
    """The list of digests as `sha256sum` writes it, which PowerShell and people read as well."""
    return "".join(f"{digest}  {name}\n" for name, digest in sorted(digests.items()))


def listed(folder: Path) -> dict[str, str]:
    """The digests by the names of files below `folder`, with slashes."""
    rows = (folder / SUMS).read_text(encoding="utf-8").splitlines()
    return {row[66:]: row[:64].lower() for row in rows if row}


def damaged(folder: Path) -> list[str]:
    """The names of the files that are missing, or not as listed."""
    return [name for name, digest in listed(folder).items() if not _matches(folder / name, digest)]


def _matches(path: Path, digest: str) -> bool:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest() == digest
    except OSError:
        return False
