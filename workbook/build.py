"""Builds what a live workbook is made of, from text, the same bytes every time.

python workbook/build.py            the VBA project and the ribbon (perfeval_xl/data), then the workbooks here
python workbook/build.py --check    exit code 1 when anything that lies here differs from what would be built
"""

from __future__ import annotations

import argparse
import io
import re
import sys
import tempfile
import zipfile
from pathlib import Path

from perfeval_xl import checks
from perfeval_xl import scheme as schemes
from perfeval_xl.bureau import desk
from perfeval_xl.demo import CASE
from perfeval_xl.excel import wrappers
from perfeval_xl.files import casefile, live_parts, template
from perfeval_xl.model import Form

HERE = Path(__file__).parent
_XLSX = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
_XLSM = b"application/vnd.ms-excel.sheet.macroEnabled.main+xml"
SHEETS = 6
"""How many worksheets a live workbook has; each has a module of its own in the project."""
DESK_SHEETS = 2
"""How many the bureau's workbook has."""
SHARED = ("PerfBridge", "PerfSheet")
"""The modules of the live form that the bureau's workbook has too."""
FUNCTIONS = HERE / "vba" / f"{wrappers.MODULE}.bas"
BUREAU = HERE / "bureau"


def modules() -> dict[str, str]:
    """The text of every standard module of the live form by its name, the generated one included."""
    return dict(sorted({**_texts(HERE / "vba"), wrappers.MODULE: wrappers.module()}.items()))


def bureau_modules() -> dict[str, str]:
    """The text of every standard module of the bureau's workbook by its name."""
    shared = {name: text for name, text in _texts(HERE / "vba").items() if name in SHARED}
    return dict(sorted({**shared, **_texts(BUREAU)}.items()))


def _texts(folder: Path) -> dict[str, str]:
    return {path.stem: path.read_text("ascii") for path in folder.glob("*.bas")}


def vba_project() -> bytes:
    """vbaProject.bin: the modules of workbook/vba in a new project for a workbook with six sheets."""
    return _project(SHEETS, modules(), HERE / "vba")


def bureau_project() -> bytes:
    """bureauProject.bin: the modules of workbook/bureau, with those that are shared, for a workbook with two sheets."""
    return _project(DESK_SHEETS, bureau_modules(), BUREAU)


def _project(sheets: int, standard: dict[str, str], folder: Path) -> bytes:
    """A new project with these standard modules and the modules of workbook and sheets that lie in `folder`."""
    import xlsxwriter
    from pyopenvba import ExcelFile

    with tempfile.TemporaryDirectory() as temporary:
        path = Path(temporary) / "book.xlsm"
        stream = io.BytesIO()
        book = xlsxwriter.Workbook(stream, {"in_memory": True})
        for _ in range(sheets):
            book.add_worksheet()
        book.close()
        path.write_bytes(_macro_enabled(stream))
        with ExcelFile(path) as file:
            project = file.add_vba_project()
            for name, text in standard.items():
                project.add_module(name, _crlf(text))
            for module in sorted(folder.glob("*.cls")):
                file.set_module(module.stem, _crlf(module.read_text("ascii")))
            file.save()
        with ExcelFile(path) as file:
            return file.vba_project_bytes()


def _macro_enabled(stream: io.BytesIO) -> bytes:
    """The workbook with the content type of .xlsm, which pyOpenVBA asks for."""
    result = io.BytesIO()
    with zipfile.ZipFile(stream) as source, zipfile.ZipFile(result, "w") as packed:
        for item in source.infolist():
            packed.writestr(item, source.read(item).replace(_XLSX, _XLSM))
    return result.getvalue()


def ribbon(folder: Path = HERE) -> bytes:
    """customUI14.xml: the ribbon.xml of a folder without the white space between its elements."""
    text = (folder / "ribbon.xml").read_text("utf-8")
    return re.sub(r">\s+<", "><", re.sub(r"\n\s+(?=[a-z]+=)", " ", text)).strip().encode()


def workbooks() -> dict[str, bytes]:
    """By file name: the blank workbooks of every scheme, with macros and without, a filled sample, the bureau's own."""
    built = {}
    for scheme in schemes.shipped().values():
        for suffix, live in (("xlsm", True), ("xlsx", False)):
            built[f"空白自评表-{scheme.id}.{suffix}"] = template.content(Form(scheme=scheme.id), scheme, live=live)
    form, _ = casefile.load(CASE)
    scheme = schemes.get(form.scheme)
    found = checks.run(form, scheme)
    built["已填示例.xlsm"] = template.content(form, scheme, live=True, findings=found)
    built[desk.FILE_NAME] = desk.content()
    return built


def _crlf(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\n", "\r\n")


def parts() -> dict[Path, bytes]:
    """What goes into the workbooks with macros, by the file where it lies."""
    return {
        FUNCTIONS: wrappers.module().encode("ascii"),
        live_parts.VBA: vba_project(),
        live_parts.RIBBON: ribbon(),
        desk.PROJECT: bureau_project(),
        desk.RIBBON: ribbon(BUREAU),
    }


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="Builds the live workbooks from text.")
    parser.add_argument("--check", action="store_true", help="change nothing, say what is out of date")
    check = parser.parse_args(arguments).check
    stale = _settle(parts(), check)
    stale += _settle({HERE / name: data for name, data in workbooks().items()}, check)
    for path in stale:
        print(("out of date: " if check else "built: ") + path.name)
    return int(check and bool(stale))


def _settle(wanted: dict[Path, bytes], check: bool) -> list[Path]:
    """The files that were not as wanted; they are now, unless this is only a check."""
    stale = [path for path, data in wanted.items() if not path.exists() or path.read_bytes() != data]
    if not check:
        for path in stale:
            path.write_bytes(wanted[path])
    return stale


if __name__ == "__main__":
    sys.exit(main())
