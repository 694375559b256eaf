"""The private environment: the shipped runtime with its wheels, or a virtual environment filled by pip."""

from __future__ import annotations

import subprocess
import sys
import threading
import zipfile
from collections.abc import Iterator
from fnmatch import fnmatch
from pathlib import Path
from typing import IO

from perfeval_xl.setup import bundle, wheels

UNWANTED = {
    "xlwings": (
        "xlwings/pro/*",
        "xlwings/addin/*",
        "xlwings/html/*",
        "xlwings/js/*",
        "xlwings/quickstart*",
        "xlwings/xlwingslib*",
        "xlwings/*.bas",
        "*.applescript",
        "*/LICENSE_PRO.txt",
        "*.data/*",
    ),
    "pywin32": (
        "pythonwin/*",
        "isapi/*",
        "adodbapi/*",
        "win32comext/*",
        "win32/Demos/*",
        "win32/scripts/*",
        "win32com/HTML/*",
        "win32com/demos/*",
        "win32com/servers/*",
        "win32com/test/*",
        "*.chm",
        "*.data/*",
    ),
    "lxml": ("lxml/includes/*", "lxml/isoschematron/*", "*.pxi", "*.h"),
}
"""By package, what of it is never shipped nor kept: xlwings PRO has another licence, its workbooks and DLLs are what
antivirus takes away, and none of it is used here; of pywin32 and lxml an editor, a web server, examples and headers."""

_TIMEOUT = 1800
"""Seconds; pip over a slow line with antivirus looking at every file."""
_BLOCK = 65536
_IMPORTS = (
    "import docx, openpyxl, pyparsing, win32com.client, xlrd, xlsxwriter, xlwings.udfs, "
    "perfeval_xl.cell_functions, perfeval_xl.excel.functions, perfeval_xl.excel.macros, perfeval_xl.excel.server"
)
"""All that the component may import later, so that what is missing shows when it is installed."""


def unwanted(package: str, name: str) -> bool:
    """Whether the file `name` of a package's wheel is left out."""
    return any(fnmatch(name, pattern) for pattern in UNWANTED.get(package, ()))


def from_bundle(source: Path, runtime: Path) -> None:
    """Unpacks the runtime and the wheels of a bundle whose digests have been checked."""
    with zipfile.ZipFile(source / bundle.RUNTIME) as archive:
        archive.extractall(runtime)
    for wheel in sorted((source / bundle.WHEELS).glob("*.whl")):
        wheels.unpack(wheel, runtime / "Lib" / "site-packages")


def from_network(source: Path, runtime: Path) -> None:
    """A virtual environment of the Python that runs this, with the sources installed by pip. SubprocessError."""
    run(Path(sys.executable), "-m", "venv", str(runtime))
    python = runtime / "Scripts" / "python.exe"
    lock = source / "requirements.lock"
    constraint = ("--constraint", str(lock)) if lock.exists() else ()
    run(python, "-m", "pip", "install", "--no-input", "--disable-pip-version-check", *constraint, str(source))
    for path in _unwanted_files(runtime / "Lib" / "site-packages"):
        path.unlink()


def check(python: Path) -> None:
    """Imports in a new process all that Excel and the menu need. SubprocessError where something is missing."""
    run(python, "-c", _IMPORTS)


def run(python: Path, *arguments: str) -> str:
    """What a Python program prints until it ends; SubprocessError with that text where it fails.

    Not until the stream is closed: what the program has started, such as the component, may hold it open for an hour.
    """
    command = [str(python), "-I", "-X", "utf8", *arguments]
    running = subprocess.Popen(
        command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, bufsize=0
    )
    said: list[bytes] = []
    reader = threading.Thread(target=_drain, args=(running.stdout, said), daemon=True)
    reader.start()
    try:
        code = running.wait(_TIMEOUT)
    except subprocess.TimeoutExpired:
        running.kill()
        running.wait()  # its files cannot be taken back before it has gone
        raise
    reader.join(1)
    text = b"".join(said).decode("utf-8", "replace").strip()
    if code != 0:
        raise subprocess.CalledProcessError(code, command, output=text)
    return text


def _drain(stream: IO[bytes], said: list[bytes]) -> None:
    with stream:
        said.extend(iter(lambda: stream.read(_BLOCK), b""))


def kilobytes(folder: Path) -> int:
    """How much is in a folder."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) // 1024


def _unwanted_files(packages: Path) -> Iterator[Path]:
    for path in packages.rglob("*"):
        name = path.relative_to(packages).as_posix()
        if path.is_file() and any(unwanted(package, name) for package in UNWANTED):
            yield path
