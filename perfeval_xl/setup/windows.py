"""The few things of Windows that the standard library lacks: shortcuts, the mark of the web, ending the component."""

from __future__ import annotations

import ctypes
import time
import uuid
from contextlib import suppress
from pathlib import Path

STOP_EVENT = "Local\\PerfEval.Server.Stop"
"""The event by which the component is asked to end."""

_PATIENCE = 15
"""Seconds that the component gets to end."""

_CLSID_LINK = "{00021401-0000-0000-C000-000000000046}"
_IID_LINK = "{000214F9-0000-0000-C000-000000000046}"
_IID_FILE = "{0000010B-0000-0000-C000-000000000046}"
_INPROC = 1
_LINK_SLOTS = {"SetDescription": 7, "SetWorkingDirectory": 9, "SetArguments": 11, "SetIconLocation": 17, "SetPath": 20}
_FILE_SAVE = 6
_RELEASE = 2
_EVENT_MODIFY_STATE = 2


def unmark(path: Path) -> bool:
    """Takes away the mark that a file came from the Internet, for which Office blocks macros; True if it had one."""
    try:
        Path(f"{path}:Zone.Identifier").unlink()
    except OSError:
        return False
    return True


def marked(path: Path) -> bool:
    """Whether a file bears the mark of the web."""
    return Path(f"{path}:Zone.Identifier").exists()


def stop_component() -> bool:
    """Asks the running component to end and waits for it; False where none is running. OSError when it stays."""
    if not _signal_stop():
        return False
    for _ in range(_PATIENCE * 10):
        time.sleep(0.1)
        if not _signal_stop():
            return True
    raise OSError(f"计分组件在 {_PATIENCE} 秒内没有结束")


def _signal_stop() -> bool:
    """Sets the event of the running component; False where there is no such event, which ends with its process."""
    kernel = ctypes.windll.kernel32
    kernel.OpenEventW.restype = ctypes.c_void_p
    handle = kernel.OpenEventW(_EVENT_MODIFY_STATE, False, STOP_EVENT)
    if not handle:
        return False
    kernel.SetEvent(ctypes.c_void_p(handle))
    kernel.CloseHandle(ctypes.c_void_p(handle))
    return True


def shortcut(path: Path, target: Path, arguments: str = "", description: str = "", icon: Path | None = None) -> None:
    """Writes a shortcut. Source: IShellLinkW and IPersistFile of the Windows shell."""
    ole = ctypes.windll.ole32
    ole.CoInitialize(None)
    link = ctypes.c_void_p()
    _hold(ole.CoCreateInstance(_guid(_CLSID_LINK), None, _INPROC, _guid(_IID_LINK), ctypes.byref(link)))
    try:
        _call(link, _LINK_SLOTS["SetPath"], str(target))
        _call(link, _LINK_SLOTS["SetArguments"], arguments)
        _call(link, _LINK_SLOTS["SetDescription"], description)
        if icon:
            _call(link, _LINK_SLOTS["SetIconLocation"], str(icon), ctypes.c_int(0))
        file = ctypes.c_void_p()
        _call(link, 0, _guid(_IID_FILE), ctypes.byref(file))
        try:
            _call(file, _FILE_SAVE, str(path), ctypes.c_int(True))
        finally:
            _call(file, _RELEASE)
    finally:
        _call(link, _RELEASE)
        with suppress(OSError):
            ole.CoUninitialize()


def _guid(text: str) -> ctypes.Array[ctypes.c_byte]:
    return (ctypes.c_byte * 16).from_buffer_copy(uuid.UUID(text).bytes_le)


def _hold(result: int) -> None:
    if result < 0:
        raise OSError(f"Windows 返回 0x{result & 0xFFFFFFFF:08X}")


def _call(interface: ctypes.c_void_p, slot: int, *arguments: object) -> None:
    """Calls a method of a COM interface by its place in the table."""
    table = ctypes.cast(interface, ctypes.POINTER(ctypes.POINTER(ctypes.c_void_p))).contents
    method = ctypes.WINFUNCTYPE(ctypes.c_long, ctypes.c_void_p, *map(_kind, arguments))(table[slot])
    passed = [ctypes.cast(one, ctypes.c_void_p) if isinstance(one, ctypes.Array) else one for one in arguments]
    result = method(interface, *passed)
    if slot != _RELEASE:
        _hold(result)


def _kind(argument: object) -> type[ctypes.c_wchar_p] | type[ctypes.c_int] | type[ctypes.c_void_p]:
    """How an argument of a COM method is handed over: a text, a number, else an address."""
    if isinstance(argument, str):
        return ctypes.c_wchar_p
    return ctypes.c_int if isinstance(argument, ctypes.c_int) else ctypes.c_void_p
