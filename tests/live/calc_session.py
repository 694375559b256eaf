"""Drive a headless LibreOffice Calc as a typist would: open, type, insert rows, recalculate, look, save.

Every session has its own profile and opens private copies, so that it neither disturbs a running office nor writes a
source file. A watchdog ends an office that hangs (a Basic error dialog blocks for ever); the pending call then raises.
"""

from __future__ import annotations

import contextlib
import importlib
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
import uuid
from html.parser import HTMLParser
from pathlib import Path

PROGRAM = Path(os.environ.get("LO_PROGRAM", "/usr/lib/libreoffice/program"))
_UNO_HOMES = ("/usr/lib/python3/dist-packages", str(PROGRAM))
_EXTENSIONS_SYNCED = 81
_FORMULA = 16


def missing() -> str:
    """Why no session can be started here, or an empty text."""
    if not (PROGRAM / "soffice.bin").exists():
        return f"没有 LibreOffice（{PROGRAM}/soffice.bin）"
    try:
        _uno()
    except ImportError as error:
        return f"不能 import uno（{error}），请安装 python3-uno"
    return ""


def _uno():
    """The module uno, which belongs to the system's Python: found there when the virtual environment has none."""
    try:
        return importlib.import_module("uno")
    except ImportError:
        homes = [home for home in _UNO_HOMES if home not in sys.path]
        sys.path.extend(homes)
        try:
            return importlib.import_module("uno")
        finally:
            for home in homes:
                sys.path.remove(home)


def _properties(**values):
    _uno()
    from com.sun.star.beans import PropertyValue

    return tuple(PropertyValue(name, 0, value, 0) for name, value in values.items())


def _url(path) -> str:
    return _uno().systemPathToFileUrl(str(Path(path).resolve()))


class Office:
    """A running LibreOffice; use as a context manager.

    `bundled` is a folder of extensions, `env` extra environment of the process, `limit` the seconds after which the
    watchdog ends it.
    """

    def __init__(self, *, bundled: Path | None = None, env: dict[str, str] | None = None, limit: float = 300):
        self.profile = Path(tempfile.mkdtemp(prefix="calc-"))
        pipe = "calc" + uuid.uuid4().hex
        connect = f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext"
        command = [str(PROGRAM / "soffice.bin"), "--headless", "--invisible", "--norestore", "--nologo", "--nodefault"]
        command += ["--nofirststartwizard", f"-env:UserInstallation={self.profile.as_uri()}"]
        command += [f"--accept=pipe,name={pipe};urp;StarOffice.ComponentContext"]
        if bundled:
            command.append(f"-env:BUNDLED_EXTENSIONS={Path(bundled).resolve().as_uri()}")
        self._command, self._connect = command, connect
        self._env = {**os.environ, "SAL_USE_VCLPLUGIN": "svp", **(env or {})}
        self._opened = 0
        self.context = self._start()
        self._timer = threading.Timer(limit, self._kill)
        self._timer.daemon = True
        self._timer.start()
        self.desktop = self.service("com.sun.star.frame.Desktop")

    def _start(self, patience: float = 90):
        local = _uno().getComponentContext()
        name = "com.sun.star.bridge.UnoUrlResolver"
        resolver = local.ServiceManager.createInstanceWithContext(name, local)
        from com.sun.star.connection import NoConnectException

        end = time.monotonic() + patience
        for _ in range(3):
            self.process = subprocess.Popen(
                self._command,
                env=self._env,
                start_new_session=True,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )
            while self.process.poll() is None and time.monotonic() < end:
                try:
                    return resolver.resolve(self._connect)
                except NoConnectException:
                    time.sleep(0.05)
            if self.process.poll() != _EXTENSIONS_SYNCED:
                break
        self._kill()
        raise RuntimeError(f"soffice did not start (exit code {self.process.poll()})")

    def _kill(self) -> None:
        if self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()

    def service(self, name: str):
        """A UNO service of this office."""
        return self.context.ServiceManager.createInstanceWithContext(name, self.context)

    def open(self, path, *, hidden: bool = True) -> Book:
        """A private copy of the workbook at `path`, opened; `hidden=False` lets macros and keys through."""
        self._opened += 1
        folder = self.profile / f"work{self._opened}"
        folder.mkdir()
        copy = Path(shutil.copy(path, folder))
        options = _properties(Hidden=hidden, MacroExecutionMode=4, UpdateDocMode=0)
        document = self.desktop.loadComponentFromURL(_url(copy), "_blank", 0, options)
        if document is None:
            raise OSError(f"LibreOffice cannot open {path}")
        return Book(self, document)

    def close(self) -> None:
        self._timer.cancel()
        if self.process.poll() is None:
            with contextlib.suppress(Exception):
                self.desktop.terminate()
            try:
                self.process.wait(10)
            except subprocess.TimeoutExpired:
                self._kill()
        shutil.rmtree(self.profile, ignore_errors=True)

    def __enter__(self) -> Office:
        return self

    def __exit__(self, *_) -> None:
        self.close()


class Book:
    """One open workbook. Sheets by name; cells by address ("H31") or by defined name."""

    def __init__(self, office: Office, document):
        self.office, self.document = office, document

    def sheet(self, name: str):
        return self.document.Sheets.getByName(name)

    def cell(self, address: str, sheet: str = "自评表"):
        return self.sheet(sheet).getCellRangeByName(address)

    def type(self, address: str, text: str, sheet: str = "自评表") -> Book:
        """Sets a cell as the formula bar would: numbers, formulas and text are told apart by Calc."""
        self.cell(address, sheet).setFormula(text)
        return self

    def key(self, address: str, text: str, sheet: str = "自评表") -> Book:
        """Types through the user interface, so that events fire; needs `open(hidden=False)`."""
        controller = self.document.CurrentController
        controller.setActiveSheet(self.sheet(sheet))
        dispatcher = self.office.service("com.sun.star.frame.DispatchHelper")
        for command, values in ((".uno:GoToCell", {"ToPoint": address}), (".uno:EnterString", {"StringName": text})):
            dispatcher.executeDispatch(controller.Frame, command, "", 0, _properties(**values))
        return self

    def get(self, address: str, sheet: str = "自评表"):
        """The value shown by a cell: None, a float, a text, or an error text that starts with "#"."""
        return value_of(self.cell(address, sheet))

    def formula(self, address: str, sheet: str = "自评表") -> str:
        cell = self.cell(address, sheet)
        return cell.Formula if cell.Type.value == "FORMULA" else ""

    def named(self, name: str):
        """(sheet name, first column, first row, last column, last row), 0-based, of a defined name."""
        ranges = self.document.NamedRanges.getByName(name).ReferredCells
        area = ranges.RangeAddress
        sheet = self.document.Sheets.getByIndex(area.Sheet).Name
        return sheet, area.StartColumn, area.StartRow, area.EndColumn, area.EndRow

    def value(self, name: str):
        """The value of the first cell of a defined name."""
        sheet, column, row, _, _ = self.named(name)
        return value_of(self.sheet(sheet).getCellByPosition(column, row))

    def column(self, name: str) -> list:
        """The values of a named column, header and closing row included."""
        sheet, column, first, _, last = self.named(name)
        return [value_of(self.sheet(sheet).getCellByPosition(column, row)) for row in range(first, last + 1)]

    def unprotect(self, sheet: str = "自评表") -> Book:
        self.sheet(sheet).unprotect("")
        return self

    def insert_rows(self, before: int, count: int = 1, sheet: str = "自评表") -> Book:
        """Inserts whole rows before row `before` (1-based), as the menu does."""
        self.sheet(sheet).Rows.insertByIndex(before - 1, count)
        return self

    def delete_rows(self, first: int, count: int = 1, sheet: str = "自评表") -> Book:
        self.sheet(sheet).Rows.removeByIndex(first - 1, count)
        return self

    def formulas(self):
        """(sheet name, address, cell) of every formula cell."""
        for sheet in self.document.Sheets.ElementNames:
            for area in self.sheet(sheet).queryContentCells(_FORMULA).RangeAddresses:
                for row in range(area.StartRow, area.EndRow + 1):
                    for column in range(area.StartColumn, area.EndColumn + 1):
                        yield sheet, address_of(row, column), self.sheet(sheet).getCellByPosition(column, row)

    def shown(self, sheet: str = "自评表") -> dict[str, str | None]:
        """The background of each cell as displayed, conditional formats included ("#FFC7CE" or None).

        UNO cannot tell which conditional format applies; the HTML export does apply them.
        """
        page = self.office.profile / "shown.html"
        self.document.storeToURL(_url(page), _properties(FilterName="HTML (StarCalc)"))
        parser = _Backgrounds(list(self.document.Sheets.ElementNames).index(sheet))
        parser.feed(page.read_text("utf-8"))
        return parser.found

    def recalculate(self) -> Book:
        self.document.calculateAll()
        return self

    def save(self, path) -> Path:
        """Saves a copy as .xlsx."""
        self.document.storeToURL(_url(path), _properties(FilterName="Calc MS Excel 2007 XML"))
        return Path(path)

    def pdf(self, path) -> Path:
        self.document.storeToURL(_url(path), _properties(FilterName="calc_pdf_Export"))
        return Path(path)

    def close(self) -> None:
        self.document.close(True)


def value_of(cell):
    """None for an empty cell, else its number or text; an error as the text shown, always starting with "#"."""
    if cell.getError():
        return cell.String if cell.String.startswith("#") else f"#Err{cell.getError()}"
    kind = cell.Type.value
    if kind == "EMPTY":
        return None
    if kind == "VALUE" or (kind == "FORMULA" and cell.FormulaResultType2 == 1):
        return cell.Value
    return cell.String


def address_of(row: int, column: int) -> str:
    """ "A1" for (0, 0)."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return f"{letters}{row + 1}"


class _Backgrounds(HTMLParser):
    """Reads the cell colours of one sheet from Calc's HTML export; merged cells count at their first cell."""

    def __init__(self, sheet: int):
        super().__init__()
        self._wanted, self._sheet, self._row, self._column = sheet, -1, -1, 0
        self._taken: set[tuple[int, int]] = set()
        self.found: dict[str, str | None] = {}

    def handle_starttag(self, tag, attrs):
        at = dict(attrs)
        if tag == "table":
            self._sheet, self._row, self._taken = self._sheet + 1, -1, set()
        elif tag == "tr":
            self._row, self._column = self._row + 1, 0
        elif tag == "td":
            while (self._row, self._column) in self._taken:
                self._column += 1
            for down in range(int(at.get("rowspan", 1))):
                for right in range(int(at.get("colspan", 1))):
                    self._taken.add((self._row + down, self._column + right))
            if self._sheet == self._wanted:
                self.found[address_of(self._row, self._column)] = at.get("bgcolor")
