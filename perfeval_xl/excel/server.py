"""The component that Excel calls: a COM server with three methods, which only knows our functions and macros.

Windows starts it by its registration (`setup/registration.py`) and gives the same process to every Excel of the user.
It answers before it has imported anything large, so that a damaged installation is an error in Excel and not a freeze:
what cannot be imported fails in the call. Errors go to `log/component.log` in the folder of the installation, with the
arguments of the call that failed and no other content of a workbook.
"""

from __future__ import annotations

import logging
import os
import sys
import threading
import time
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import NoneType
from typing import ClassVar, TypeVar

from perfeval_xl import __version__
from perfeval_xl.excel.lifetime import Lifetime
from perfeval_xl.scheme_data import VARIABLE
from perfeval_xl.setup.places import default_folder, installed, point_to_schemes
from perfeval_xl.setup.registration import CLSID
from perfeval_xl.setup.windows import STOP_EVENT

_MODULE = "perfeval_xl.excel.functions"
_SINGLE = "Local\\PerfEval.Server.Single"
_LOG_BYTES = 500_000
_LOG_FILES = 2
_SHOWN = 500
"""Characters of the arguments of a failed call that are logged."""
_PATIENCE = 3000
"""Milliseconds that a new component waits for an ending one."""
_TICK = 1.0
"""Seconds between two looks at whether Excel is still there."""
_QUIET = 300
"""Milliseconds without a call after which a new component imports what the next ones may need. Whoever started it by a
call gets the answer first."""

log = logging.getLogger("perfeval_xl.component")

Arguments = tuple[object, ...] | list[object]
"""What comes over COM: values, and ranges as rows of columns."""
_VALUES = (str, int, float, Decimal, date, tuple, list, NoneType)
"""What is no object of a running Excel."""
_FIRST_ROW: dict[str, Arguments] = {
    "PERF_SCORE": ("≥95%", "90%", 2.0),
    "PERF_CHECK": ("≥95%", "90%", "%", 2.0, 1.89, ""),
    "PERF_EXPLAIN": ("≥95%", "90%", 2.0),
}
"""What an indicator's row of the workbook asks for."""
_Result = TypeVar("_Result")


def log_path() -> Path:
    """Where the log lies; `doctor` tells it to the user."""
    return (installed() or default_folder()) / "log" / "component.log"


class Component:
    """What a workbook can ask for. Raising is a COM error for the caller; the component goes on."""

    _public_methods_: ClassVar[list[str]] = ["Hello", "CallFunction", "RunMacro"]

    def __init__(self, greet: Callable[[int], None], called: Callable[[], None]):
        self._greet = greet
        self._called = called

    def Hello(self, window: float = 0) -> str:
        """What answers here; `window` is Application.Hwnd of the caller, whose end is then the component's."""
        self._called()
        if window:
            self._greet(int(window))
        return f"计分组件 {__version__}，Python {sys.version_info[0]}.{sys.version_info[1]}，进程 {os.getpid()}"

    def CallFunction(self, name: str, args: Arguments) -> object:
        """What the cell function `name` shows: a number or a text."""
        self._called()
        return _logged(_call_function, name, args)

    def RunMacro(self, name: str, args: Arguments) -> list[list[str]]:
        """The answer of the macro `name`: rows of columns, the first of them (status, message, more)."""
        self._called()
        return _logged(_run_macro, name, args)


def _call_function(name: str, args: Arguments) -> object:
    from perfeval_xl.excel.functions import ANSWERING

    if name not in ANSWERING:
        raise PermissionError(f"no cell function {name!r}")
    if all(isinstance(argument, _VALUES) for argument in args):
        return ANSWERING[name](*args)
    # A range object, where a caller does not hand over its values as our wrappers do: xlwings reads it.
    from xlwings import udfs

    return udfs.call_udf(_MODULE, name, list(args), None, None)[0][0]


def _run_macro(name: str, args: Arguments) -> list[list[str]]:
    from perfeval_xl.excel import macros

    if name not in macros.MACROS:
        raise PermissionError(f"no macro {name!r}")
    return macros.run(name, list(args))


def _logged(call: Callable[[str, Arguments], _Result], name: str, args: Arguments) -> _Result:
    """The result of a call; when it fails the log says which, with its arguments, and Excel gets the error."""
    try:
        return call(name, args)
    except Exception:
        log.exception("%s%s failed", name, repr(args)[:_SHOWN])
        raise


def serve() -> int:
    """Serves until nobody needs the component; a second one that was started at the same moment ends soon."""
    import pythoncom
    import win32api
    import win32event

    _open_log()
    point_to_schemes(VARIABLE)
    single = win32event.CreateMutex(None, False, _SINGLE)
    if win32event.WaitForSingleObject(single, _PATIENCE) == win32event.WAIT_TIMEOUT:
        log.info("another one is running")
        return 0
    stop = win32event.CreateEvent(None, True, False, STOP_EVENT)
    lifetime = Lifetime(time.monotonic())
    watched = _Watched(lifetime, stop, win32api.GetCurrentThreadId())
    component = Component(watched.greet, lambda: lifetime.called(time.monotonic()))
    cookie = pythoncom.CoRegisterClassObject(
        CLSID, _factory(component), pythoncom.CLSCTX_LOCAL_SERVER, pythoncom.REGCLS_MULTIPLEUSE
    )
    log.info("started, version %s, process %s", __version__, os.getpid())
    threading.Thread(target=watched.until_over, daemon=True).start()
    if _served_until_quiet():
        _warm_up()
        pythoncom.PumpMessages()
    pythoncom.CoRevokeClassObject(cookie)
    log.info("ended")
    win32event.ReleaseMutex(single)
    return 0


def _factory(component: Component) -> object:
    """A class factory that gives the one component to everyone who asks for our class, and nothing for any other."""
    import pythoncom
    import pywintypes
    import winerror
    from win32com.server import exception, policy, util

    ours = pywintypes.IID(CLSID)

    class OnlyOurs(policy.DefaultPolicy):  # type: ignore[misc]  # pywin32 has no annotations
        """pywin32 looks a class up in the registry, where any class of this user's could stand; this does not."""

        def _CreateInstance_(self, clsid: object, interface: object) -> object:
            if clsid != ours:
                raise exception.COMException(scode=winerror.CLASS_E_CLASSNOTAVAILABLE)
            return util.wrap(component, interface)

    policy.DefaultPolicy = OnlyOurs
    return pythoncom.MakePyFactory(ours)


class _Watched:
    """The Excel processes that have introduced themselves, watched from a thread of its own."""

    def __init__(self, lifetime: Lifetime, stop: object, main_thread: int):
        self._lifetime = lifetime
        self._stop = stop
        self._main_thread = main_thread
        self._processes: dict[int, object] = {}

    def greet(self, window: int) -> None:
        """Watches the process that owns a window; a window that is none is ignored."""
        import pywintypes
        import win32api
        import win32con
        import win32process

        try:
            process = win32process.GetWindowThreadProcessId(window)[1]
            if process and process not in self._processes:
                self._processes[process] = win32api.OpenProcess(win32con.SYNCHRONIZE, False, process)
                self._lifetime.excel(process)
                log.info("serves process %s", process)
        except pywintypes.error:
            log.warning("window %s belongs to no process that can be watched", window)

    def until_over(self) -> None:
        """Returns, and ends the main thread's message loop, when it is time."""
        import win32api
        import win32con
        import win32event

        while win32event.WaitForSingleObject(self._stop, int(_TICK * 1000)) != win32event.WAIT_OBJECT_0:
            for process, handle in list(self._processes.items()):
                if win32event.WaitForSingleObject(handle, 0) == win32event.WAIT_OBJECT_0:
                    del self._processes[process]
                    self._lifetime.gone(process)
            if self._lifetime.over(time.monotonic()):
                break
        win32api.PostThreadMessage(self._main_thread, win32con.WM_QUIT, 0, 0)


def _served_until_quiet() -> bool:
    """Answers calls until none has come for a moment; False when the component is to end."""
    import pythoncom
    import win32con
    import win32event

    while win32event.MsgWaitForMultipleObjects((), False, _QUIET, win32con.QS_ALLINPUT) != win32event.WAIT_TIMEOUT:
        if pythoncom.PumpWaitingMessages():
            return False
    return True


def _warm_up() -> None:
    """Imports what a row and a button need; what fails here fails again in the call, where the user sees it."""
    try:
        for name, args in _FIRST_ROW.items():
            _call_function(name, args)
        from perfeval_xl.excel import macros  # noqa: F401
    except Exception:
        log.exception("warming up failed")


def _open_log() -> None:
    """Writes to the log file; where that is not possible (read-only, full) the component works without."""
    handler: logging.Handler
    try:
        log_path().parent.mkdir(parents=True, exist_ok=True)
        handler = RotatingFileHandler(log_path(), maxBytes=_LOG_BYTES, backupCount=_LOG_FILES, encoding="utf-8")
    except OSError:
        handler = logging.NullHandler()
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
    logger = logging.getLogger("perfeval_xl")
    logger.addHandler(handler)
    logger.setLevel(logging.INFO)


if __name__ == "__main__":
    sys.exit(serve())
