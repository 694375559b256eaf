"""The commands of install.ps1 on the Windows of `wine.py`, where there is no PowerShell."""

from __future__ import annotations

import hashlib
import shutil
import struct
import zipfile
from pathlib import Path
from types import SimpleNamespace

from vocabulary import Thrown
from wine import Windows

HIVE = ("--hive", "HKLM")
"""This Wine's COM does not look at the classes of the user (HKCU): the tests register the component for everybody."""


class Computer:
    """What install.ps1 does, done to the files of a Wine prefix; programs are run in it."""

    def __init__(self, windows: Windows):
        self._windows = windows
        self.variables = {"LOCALAPPDATA": windows.local, "TEMP": r"C:\users\临 时"}
        self.said: list[str] = []

    def execute(self, path: str, arguments: list[str]) -> int:
        code, text = self._windows.run(path, *arguments, *HIVE)
        self.said += text.splitlines()
        return code

    def test_path(self, path: str) -> bool:
        return not path.startswith("Registry::") and self._host(path).exists()

    def convert_path(self, path: str) -> str:
        return path

    def get_content(self, path: str, encoding: str) -> list[str]:
        return self._host(path).read_text("utf-8").splitlines()

    def get_filehash(self, path: str, algorithm: str) -> SimpleNamespace:
        try:
            return SimpleNamespace(hash=hashlib.sha256(self._host(path).read_bytes()).hexdigest().upper())
        except OSError as error:
            raise Thrown(str(error)) from error

    def get_authenticodesignature(self, path: str) -> SimpleNamespace:
        return signature(self._host(path).read_bytes())

    def get_childitem(self, path: str, force: bool) -> list[str]:
        return [one.name for one in self._host(path).iterdir()]

    def remove_item(self, path: str, recurse: bool = False, force: bool = False) -> None:
        host = self._host(path)
        shutil.rmtree(host) if recurse else host.rmdir()

    def expand_archive(self, path: str, folder: str, force: bool) -> None:
        with zipfile.ZipFile(self._host(path)) as archive:
            archive.extractall(self._host(folder))

    def write_host(self, text: str, colour: str = "") -> None:
        self.said.append(text)

    def _host(self, path: str) -> Path:
        return self._windows.host(path)


def signature(program: bytes) -> SimpleNamespace:
    """What Get-AuthenticodeSignature would say of a program, as far as it can be told without Windows.

    The digest of the program is computed as Authenticode does and looked for in the signature that the program bears:
    a changed program is found out. Whether the signature is true, and who vouches for the signer, only Windows tells.
    Source: Windows Authenticode Portable Executable Signature Format, "Calculating the PE Image Hash".
    """
    header = struct.unpack_from("<I", program, 0x3C)[0]
    optional = header + 24
    directory = optional + (112 if struct.unpack_from("<H", program, optional)[0] == 0x20B else 96) + 4 * 8
    start, size = struct.unpack_from("<II", program, directory)
    if not size:
        return SimpleNamespace(status="NotSigned", signercertificate=None)
    checksum = optional + 64
    hashed = program[:checksum] + program[checksum + 4 : directory] + program[directory + 8 : start]
    signed = program[start : start + size]
    status = "Valid" if hashlib.sha256(hashed).digest() in signed else "HashMismatch"
    name = "Python Software Foundation" if b"Python Software Foundation" in signed else "unknown"
    return SimpleNamespace(status=status, signercertificate=SimpleNamespace(subject=f"CN={name}, O={name}"))
