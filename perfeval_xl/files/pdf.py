"""A Word document or workbook as PDF: Word or Excel where Windows has them, LibreOffice elsewhere.

The Windows way cannot be run in the project's tests; it starts an Office of its own, which is closed in every case, so
that nothing the user has open is touched.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import Any

from perfeval_xl.errors import OutputError
from perfeval_xl.files.output import replacing
from perfeval_xl.files.source import shown

TIMEOUT = 180
"""How many seconds LibreOffice may take."""
_WORD_PDF, _EXCEL_PDF, _WITHOUT_SAVING, _NO_MACROS = 17, 0, 0, 3
"""Constants of Office: wdExportFormatPDF, xlTypePDF, wdDoNotSaveChanges, msoAutomationSecurityForceDisable."""
_WORKBOOKS = (".xlsx", ".xlsm", ".xls")


def to_pdf(
    source: str | Path, target: str | Path | None = None, *, force: bool = False, timeout: float = TIMEOUT
) -> Path:
    """The path of the PDF made from the document or workbook at `source`: `target`, or beside it, ending in .pdf.

    An existing PDF is replaced only with `force`. OutputError where that is refused, where neither Office nor
    LibreOffice is there, or where it gives no PDF within `timeout` seconds.
    """
    target = Path(source).with_suffix(".pdf") if target is None else Path(target)
    with replacing(target, force=force, inputs=(source,)) as temporary:
        _make(Path(source).resolve(), temporary, timeout)
    return target


def _make(source: Path, target: Path, timeout: float) -> None:
    with tempfile.TemporaryDirectory(prefix="perfeval-pdf-") as folder:
        made = Path(folder) / f"{source.stem}.pdf"
        if not (sys.platform == "win32" and _with_office(source, made)):
            _with_libreoffice(source, made, Path(folder), timeout)
        shutil.copyfile(made, target)


def _with_office(source: Path, made: Path) -> bool:
    """Whether Word or Excel made the PDF; False where it is not installed."""
    try:
        import pythoncom
        from win32com.client import DispatchEx
    except ImportError:
        return False
    workbook = source.suffix.lower() in _WORKBOOKS
    pythoncom.CoInitialize()
    try:
        try:
            office = DispatchEx("Excel.Application" if workbook else "Word.Application")
        except pythoncom.com_error:
            return False
        try:
            office.DisplayAlerts = 0
            office.AutomationSecurity = _NO_MACROS
            (_export_workbook if workbook else _export_document)(office, source, made)
        except pythoncom.com_error as fault:
            raise OutputError(f"{shown(source)}：Office 没有生成 PDF，请打开文件后用“另存为”保存为 PDF。") from fault
        finally:
            with suppress(pythoncom.com_error):
                office.Quit() if workbook else office.Quit(_WITHOUT_SAVING)
        return made.exists()
    finally:
        pythoncom.CoUninitialize()


def _export_document(word: Any, source: Path, made: Path) -> None:
    document = word.Documents.Open(str(source), ConfirmConversions=False, ReadOnly=True, AddToRecentFiles=False)
    document.ExportAsFixedFormat(str(made), _WORD_PDF)
    document.Close(_WITHOUT_SAVING)


def _export_workbook(excel: Any, source: Path, made: Path) -> None:
    book = excel.Workbooks.Open(str(source), UpdateLinks=0, ReadOnly=True)
    book.ExportAsFixedFormat(_EXCEL_PDF, str(made))
    book.Close(False)


def libreoffice() -> str | None:
    """The path of LibreOffice, None where it is not installed."""
    found = shutil.which("soffice") or shutil.which("libreoffice")
    if found or sys.platform != "win32":
        return found
    folders = (os.environ.get(name) for name in ("ProgramFiles", "ProgramFiles(x86)"))
    paths = (Path(folder) / "LibreOffice" / "program" / "soffice.exe" for folder in folders if folder)
    return next((str(path) for path in paths if path.exists()), None)


def _with_libreoffice(source: Path, made: Path, folder: Path, timeout: float) -> None:
    program = libreoffice()
    if program is None:
        raise OutputError(
            f"{shown(source)}：没有找到 Word 或 LibreOffice，不能转为 PDF；请在有 Word 或 WPS 的电脑上另存为 PDF。"
        )
    profile = (folder / "profile").as_uri()
    call = [program, f"-env:UserInstallation={profile}", "--headless", "--norestore", "--convert-to", "pdf"]
    call += ["--outdir", str(folder), str(source)]
    none = subprocess.DEVNULL
    with subprocess.Popen(call, start_new_session=True, stdin=none, stdout=none, stderr=none) as process:
        try:
            process.wait(timeout)
        except subprocess.TimeoutExpired:
            raise OutputError(f"{shown(source)}：LibreOffice {timeout:g}秒内没有生成 PDF，请稍后再试。") from None
        finally:
            _end(process)
    if not made.exists():
        raise OutputError(f"{shown(source)}：LibreOffice 没有生成 PDF，请打开文件后另存为 PDF。")


def _end(process: subprocess.Popen[bytes]) -> None:
    """Ends LibreOffice and what it started; `soffice` is a script or starter whose child does the work."""
    if process.poll() is not None:
        return
    if sys.platform != "win32":
        os.killpg(process.pid, signal.SIGKILL)
    else:
        process.kill()
    process.wait()
