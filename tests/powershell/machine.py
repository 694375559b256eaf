"""An invented Windows computer for install.ps1: files with their content, a registry, programs that are told of."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from types import SimpleNamespace

from vocabulary import Thrown

LOCAL = r"C:\Users\张 三\AppData\Local"
TEMP = r"C:\Users\张 三\AppData\Local\Temp"
SIGNED = SimpleNamespace(
    status="Valid", signercertificate=SimpleNamespace(subject="CN=Python Software Foundation, O=Python, C=US")
)


class Machine:
    """Its files by path (folders are their beginnings), what was executed and said."""

    def __init__(
        self,
        files: dict[str, bytes] | None = None,
        registry: dict[str, str] | None = None,
        unpacked: tuple[str, ...] = ("python.exe", "python313.dll"),
        signatures: dict[str, SimpleNamespace] | None = None,
        program: Callable[[Machine, str, list[str]], int] = lambda machine, path, arguments: 0,
    ):
        self.variables = {"LOCALAPPDATA": LOCAL, "TEMP": TEMP}
        self.files = dict(files or {})
        self.registry = registry or {}
        self.unpacked = unpacked
        self.signatures = signatures or {}
        self.program = program
        self.executed: list[tuple[str, list[str]]] = []
        self.said: list[str] = []
        self.removed: list[str] = []

    def execute(self, path: str, arguments: list[str]) -> int:
        if not self.test_path(path):
            raise Thrown(f"The term '{path}' is not recognized")
        self.executed.append((path, arguments))
        return self.program(self, path, arguments)

    def test_path(self, path: str) -> bool:
        return path in self.registry or any(name == path or name.startswith(path + "\\") for name in self.files)

    def convert_path(self, path: str) -> str:
        if not self.test_path(path):
            raise Thrown(f"Cannot find path '{path}' because it does not exist.")
        return path if ":" in path else "D:\\here\\" + path

    def get_content(self, path: str, encoding: str) -> list[str]:
        return self._read(path).decode("utf-8").splitlines()

    def get_filehash(self, path: str, algorithm: str) -> SimpleNamespace:
        return SimpleNamespace(hash=hashlib.sha256(self._read(path)).hexdigest().upper())

    def get_authenticodesignature(self, path: str) -> SimpleNamespace:
        self._read(path)
        return self.signatures.get(path.rpartition("\\")[2], SIGNED)

    def get_item(self, path: str) -> SimpleNamespace:
        return SimpleNamespace(values={"": self.registry[path]})

    def get_childitem(self, path: str, force: bool) -> list[str]:
        return [name for name in self.files if name.startswith(path + "\\") and name != path + "\\"] or None

    def remove_item(self, path: str, recurse: bool = False, force: bool = False) -> None:
        inside = [name for name in self.files if name == path or name.startswith(path + "\\")]
        if not recurse and [name for name in inside if name not in (path, path + "\\")]:
            raise Thrown(f"The item at {path} has children and the Recurse parameter was not specified.")
        self.removed.append(path)
        for name in inside:
            del self.files[name]

    def expand_archive(self, path: str, folder: str, force: bool) -> None:
        self._read(path)
        self.files |= {f"{folder}\\{name}": b"MZ" for name in self.unpacked}

    def write_host(self, text: str, colour: str = "") -> None:
        self.said.append(text)

    def _read(self, path: str) -> bytes:
        try:
            return self.files[path.replace("/", "\\")]
        except KeyError:
            raise Thrown(f"Cannot find path '{path}' because it does not exist.") from None
