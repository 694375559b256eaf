"""A Windows of our own under Wine: a fresh prefix, a user with a Chinese name and a space in it, programs run in it."""

from __future__ import annotations

import os
import subprocess
import threading
from dataclasses import dataclass
from pathlib import Path
from typing import IO

USER = "张 三"
_FOLDERS = {"Personal": "Documents", "Desktop": "Desktop", "Programs": "Programs"}
_SHELL_FOLDERS = r"HKCU\Software\Microsoft\Windows\CurrentVersion\Explorer\User Shell Folders"


@dataclass(frozen=True)
class Windows:
    """One Wine prefix; paths of the host and of Windows are told apart by their type, Path and str."""

    prefix: Path

    @property
    def home(self) -> str:
        """The user's folder."""
        return rf"C:\users\{USER}"

    @property
    def local(self) -> str:
        """%LOCALAPPDATA%."""
        return rf"{self.home}\AppData\Local"

    @property
    def documents(self) -> str:
        """The user's 文档."""
        return rf"{self.home}\Documents"

    def host(self, path: str) -> Path:
        """Where a path of drive C or Z lies on the host."""
        drive, rest = path[0].lower(), path[3:].replace("\\", "/")
        return (self.prefix / "drive_c" if drive == "c" else Path("/")) / rest

    def guest(self, path: Path) -> str:
        """How Windows sees a path of the host."""
        inside = self.prefix / "drive_c"
        if path.is_relative_to(inside):
            return "C:\\" + str(path.relative_to(inside)).replace("/", "\\")
        return "Z:" + str(path).replace("/", "\\")

    def environment(self, **more: str) -> dict[str, str]:
        """The environment for the host's `wine`."""
        kept = {name: value for name, value in os.environ.items() if name not in ("DISPLAY", "PYTHONPATH")}
        return {
            **kept,
            "WINEPREFIX": str(self.prefix),
            "WINEARCH": "win64",
            "WINEDEBUG": "-all",
            "WINEDLLOVERRIDES": "mscoree,mshtml=;winemenubuilder.exe=d",
            "LOCALAPPDATA": self.local,
            "LC_ALL": "C.UTF-8",
            **more,
        }

    def run(self, program: str, *arguments: str, timeout: int = 300) -> tuple[int, str]:
        """The exit code of a program and what it printed until it ended.

        Its streams are pipes, because this Wine has none for plain files; what it left running may hold them open.
        """
        running = self.start(program, *arguments, errors=subprocess.STDOUT)
        running.stdin.close()
        said: list[bytes] = []
        reader = threading.Thread(target=_drain, args=(running.stdout, said), daemon=True)
        reader.start()
        try:
            code = running.wait(timeout)
        except subprocess.TimeoutExpired:
            running.kill()
            running.wait()
            raise AssertionError(f"{program} {arguments} runs for ever:\n{b''.join(said).decode()}") from None
        reader.join(0.5)
        return code, b"".join(said).decode("utf-8", "replace").replace("\r\n", "\n")

    def start(self, program: str, *arguments: str, errors: int = subprocess.DEVNULL) -> subprocess.Popen:
        """A program that goes on running."""
        return subprocess.Popen(
            ["wine", program, *arguments],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=errors,
            bufsize=0,
            env=self.environment(),
        )

    def boot(self) -> None:
        """Makes the prefix and the user's folders, without a screen."""
        self.prefix.mkdir(parents=True)
        self.run("wineboot", "-i")
        self.run("reg", "add", r"HKCU\Software\Wine\Drivers", "/v", "Graphics", "/d", "null", "/f")
        for name, folder in _FOLDERS.items():
            path = rf"{self.home}\{folder}"
            self.host(path).mkdir(parents=True)
            self.run("reg", "add", _SHELL_FOLDERS, "/v", name, "/t", "REG_EXPAND_SZ", "/d", path, "/f")
        self.host(self.local).mkdir(parents=True)
        self.run("reg", "add", r"HKCU\Environment", "/v", "LOCALAPPDATA", "/d", self.local, "/f")
        self.stop()

    def stop(self) -> None:
        """Ends every program of this prefix."""
        subprocess.run(["wineserver", "-k"], env=self.environment(), check=False, stdout=subprocess.DEVNULL)
        subprocess.run(["wineserver", "-w"], env=self.environment(), check=False, timeout=60)

    def keys(self, path: str) -> str:
        """A branch of the registry as `reg query /s` prints it; empty where there is none."""
        code, text = self.run("reg", "query", path, "/s")
        return text if code == 0 else ""


def _drain(stream: IO[bytes], said: list[bytes]) -> None:
    """Reads until nobody holds the other end, which may be long after the program has ended."""
    with stream:
        said.extend(iter(lambda: stream.read(65536), b""))
