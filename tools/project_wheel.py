"""The wheel of this project, the same bytes every time, without a build tool."""

from __future__ import annotations

import base64
import hashlib
import tomllib
import zipfile
from pathlib import Path

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "perfeval_xl"
STAMP = (2024, 1, 1, 0, 0, 0)
"""The time of every file in an archive."""


def version() -> str:
    """The version of the package, read from its source."""
    line = next(line for line in (PACKAGE / "__init__.py").read_text("utf-8").splitlines() if "__version__" in line)
    return line.split('"')[1]


def build(folder: Path) -> Path:
    """Writes the wheel into `folder` and gives its path."""
    files = {path.relative_to(ROOT).as_posix(): path.read_bytes() for path in sources()}
    info = f"perfeval_xl-{version()}.dist-info"
    files[f"{info}/METADATA"] = _metadata().encode()
    files[f"{info}/WHEEL"] = b"Wheel-Version: 1.0\nGenerator: perfeval-xl\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
    files[f"{info}/RECORD"] = record(files, f"{info}/RECORD")
    path = folder / f"perfeval_xl-{version()}-py3-none-any.whl"
    write_zip(path, files)
    return path


def sources() -> list[Path]:
    """The files of the package that are installed."""
    found = (path for path in PACKAGE.rglob("*") if path.is_file() and "__pycache__" not in path.parts)
    return sorted(path for path in found if path.suffix != ".pyc")


def record(files: dict[str, bytes], name: str) -> bytes:
    """The list of digests of a wheel that holds `files`; `name` is where it will lie."""
    lines = [f"{path},sha256={_digest(data)},{len(data)}\n" for path, data in sorted(files.items()) if path != name]
    return "".join([*lines, f"{name},,\n"]).encode()


def write_zip(path: Path, files: dict[str, bytes]) -> None:
    """Writes an archive that depends on nothing but `files`."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in sorted(files.items()):
            archive.writestr(zipfile.ZipInfo(name, STAMP), data, zipfile.ZIP_DEFLATED)


def _digest(data: bytes) -> str:
    return base64.urlsafe_b64encode(hashlib.sha256(data).digest()).rstrip(b"=").decode("ascii")


def _metadata() -> str:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    lines = ["Metadata-Version: 2.1", f"Name: {project['name']}", f"Version: {version()}"]
    lines += [f"Requires-Python: {project['requires-python']}"]
    lines += [f"Requires-Dist: {one}" for one in project["dependencies"]]
    return "\n".join(lines) + "\n"
