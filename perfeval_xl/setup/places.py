"""Where things lie on the user's computer."""

from __future__ import annotations

import os
import sys
import uuid
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

NAME = "perfeval_xl"
TITLE = "绩效自评"
MANUAL = "用户手册.html"
"""In the folder of the workbooks."""
SCHEMES = "方案"
"""In the folder of the workbooks: a region's own schemes."""
RECORD = "install.json"
"""In the folder of the installation: what was done there, so that it can be undone."""

_KNOWN = {
    "documents": "{FDD39AD0-238F-46AF-ADB4-6C85480369C7}",
    "desktop": "{B4BFCC3A-DB2C-424C-B029-7FE99A87C641}",
    "programs": "{A77F5D77-2E2B-44C3-A6A2-ABA601054A51}",
}
"""Known folders of Windows, which the user may have moved to another drive or into a cloud folder."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Places:
    """The folders that an installation touches; `folder` is its own, the others belong to the user."""

    folder: Path
    documents: Path
    desktop: Path
    programs: Path

    @property
    def runtime(self) -> Path:
        """The private environment."""
        return self.folder / "runtime"

    @property
    def workbooks(self) -> Path:
        """Where the user finds the templates."""
        return self.documents / TITLE

    @property
    def manual(self) -> Path:
        """The manual, which opens by a double click."""
        return self.workbooks / MANUAL

    @property
    def log(self) -> Path:
        """Where the component writes its log."""
        return self.folder / "log"

    @property
    def record(self) -> Path:
        """The list of what was installed."""
        return self.folder / RECORD

    @property
    def python(self) -> Path:
        """The interpreter of the private environment, with a console."""
        return _interpreter(self.runtime, "python.exe")

    @property
    def pythonw(self) -> Path:
        """The same without a window."""
        return _interpreter(self.runtime, "pythonw.exe")

    @property
    def packages(self) -> Path:
        """The packages of the private environment, in either form of it."""
        return self.runtime / "Lib" / "site-packages"


def _interpreter(runtime: Path, name: str) -> Path:
    """In the shipped runtime it stands at the top, in a virtual environment under Scripts."""
    return runtime / name if (runtime / name).exists() else runtime / "Scripts" / name


def default_folder() -> Path:
    """Where the program is installed unless the user wants it elsewhere; needs no administrator."""
    local = os.environ.get("LOCALAPPDATA")
    return (Path(local) if local else Path.home() / "AppData" / "Local") / NAME


def installed() -> Path | None:
    """The folder of the installation that this Python belongs to; None outside of one."""
    folder = Path(sys.prefix).parent
    return folder if (folder / RECORD).is_file() else None


def places(folder: Path | None = None) -> Places:
    """The places of this user, with the installation in `folder`."""
    known = {name: _known_folder(identifier) for name, identifier in _KNOWN.items()}
    return Places(folder=folder or default_folder(), **known)


def point_to_schemes(variable: str) -> None:
    r"""Has an environment variable name 文档\绩效自评\方案 where that folder is there and the variable is not."""
    if sys.platform != "win32" or variable in os.environ:
        return
    with suppress(OSError):
        folder = _known_folder(_KNOWN["documents"]) / TITLE / SCHEMES
        if folder.is_dir():
            os.environ[variable] = str(folder)


def _known_folder(identifier: str) -> Path:
    """A folder as the shell knows it. Source: SHGetKnownFolderPath, KNOWNFOLDERID."""
    import ctypes

    found = ctypes.c_wchar_p()
    wanted = (ctypes.c_byte * 16).from_buffer_copy(uuid.UUID(identifier).bytes_le)
    shell = ctypes.windll.shell32
    shell.SHGetKnownFolderPath.argtypes = [ctypes.c_void_p, ctypes.c_uint32, ctypes.c_void_p, ctypes.c_void_p]
    result = shell.SHGetKnownFolderPath(ctypes.byref(wanted), 0, None, ctypes.byref(found))
    if result != 0 or not found.value:
        raise OSError(f"查不到用户文件夹（{identifier}）")
    path = Path(found.value)
    ctypes.windll.ole32.CoTaskMemFree(found)
    return path
