"""What may happen to install.ps1: computers it may meet and how it may be called, each with what comes of it."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from interpreter import Script
from machine import LOCAL, SIGNED, Machine

SOURCE = (Path(__file__).parents[2] / "install.ps1").read_bytes()
BUNDLE = r"D:\下载 包\perfeval-xl-offline"
TARGET = LOCAL + r"\perfeval_xl"
PYTHON = r"C:\Program Files\Python312\python.exe"
KEY = r"Registry::{}\Software\Python\PythonCore\{}\InstallPath"
USER, EVERYBODY = "HKEY_CURRENT_USER", "HKEY_LOCAL_MACHINE"


def bundle(**changed: bytes) -> dict[str, bytes]:
    """The files of an unpacked bundle; `changed` replaces content after the list of digests was written."""
    content = {"runtime/python.zip": b"PK", "wheels/a.whl": b"wheel", r"perfeval_xl/setup/__main__.py": b"setup"}
    sums = "".join(f"{hashlib.sha256(data).hexdigest()}  {name}\n" for name, data in content.items())
    content |= {{"runtime": "runtime/python.zip", "wheel": "wheels/a.whl"}[key]: data for key, data in changed.items()}
    files = {f"{BUNDLE}\\{name}".replace("/", "\\"): data for name, data in content.items()}
    return {**files, f"{BUNDLE}\\SHA256SUMS": sums.encode()}


def installed(scripts: bool = False, target: str = TARGET) -> dict[str, bytes]:
    """The files of an installation, with the runtime of the bundle or a virtual environment."""
    python = r"runtime\Scripts\python.exe" if scripts else r"runtime\python.exe"
    return {f"{target}\\{name}": b"" for name in ("", "install.json", python, "install.ps1")}


def uninstalls(machine: Machine, path: str, arguments: list[str]) -> int:
    """What the installer does when it uninstalls: everything goes but the runtime."""
    target = arguments[arguments.index("--install-dir") + 1]
    machine.files = {
        name: data
        for name, data in machine.files.items()
        if not name.startswith(target) or name == target + "\\" or "\\runtime\\" in name
    }
    return 0


def signature(status: str, subject: str | None = None) -> SimpleNamespace:
    certificate = SIGNED.signercertificate if subject is None else SimpleNamespace(subject=subject)
    return SimpleNamespace(status=status, signercertificate=certificate)


@dataclass(frozen=True)
class Scenario:
    """A computer and a call."""

    machine: Callable[[], Machine]
    parameters: dict[str, Any] = field(default_factory=dict)
    root: str = BUNDLE


@dataclass(frozen=True)
class Outcome:
    """What came of it."""

    code: int
    executed: tuple
    said: tuple
    left: tuple


def play(scenario: Scenario, script: Script) -> Outcome:
    """The outcome of a scenario."""
    machine = scenario.machine()
    code = script.run(machine, scenario.root, scenario.parameters)
    executed = tuple((path, tuple(arguments)) for path, arguments in machine.executed)
    return Outcome(code, executed, tuple(machine.said), tuple(sorted(machine.files)))


def _found(hive: str, version: str, folder: str = r"C:\Program Files\Python312\ ".strip()) -> Machine:
    path = folder.rstrip("\\") + r"\python.exe"
    return Machine({path: b""}, {KEY.format(hive, version): folder})


SCENARIOS = {
    "bundle": Scenario(lambda: Machine(bundle())),
    "bundle named": Scenario(lambda: Machine(bundle()), {"Offline": BUNDLE}, r"E:\elsewhere"),
    "bundle missing": Scenario(lambda: Machine(), {"Offline": r"X:\none"}),
    "bundle beats python": Scenario(
        lambda: Machine({**bundle(), PYTHON: b""}, {KEY.format(USER, "3.12"): r"C:\Program Files\Python312"})
    ),
    "all switches": Scenario(
        lambda: Machine(bundle()), {"TrustFolder": True, "WhatIf": True, "InstallDir": 'D:\\my dir\\"'}
    ),
    "installer fails": Scenario(lambda: Machine(bundle(), program=lambda *_: 7)),
    "file damaged": Scenario(lambda: Machine(bundle(wheel=b"other"))),
    "runtime damaged": Scenario(lambda: Machine(bundle(runtime=b"other"))),
    "file gone": Scenario(lambda: Machine({k: v for k, v in bundle().items() if not k.endswith("whl")})),
    "dll gone": Scenario(lambda: Machine(bundle(), unpacked=("python.exe",))),
    "dll unsigned": Scenario(lambda: Machine(bundle(), signatures={"python313.dll": signature("NotSigned")})),
    "exe changed": Scenario(lambda: Machine(bundle(), signatures={"python.exe": signature("HashMismatch")})),
    "signed by another": Scenario(
        lambda: Machine(bundle(), signatures={"python313.dll": signature("Valid", "CN=Somebody, C=US")})
    ),
    "no root certificate": Scenario(lambda: Machine(bundle(), signatures={"python313.dll": signature("UnknownError")})),
    "python of the user": Scenario(lambda: _found(USER, "3.14"), {}, r"D:\src"),
    "python of everybody": Scenario(lambda: _found(EVERYBODY, "3.11"), {}, r"D:\src"),
    "python 3.12": Scenario(lambda: _found(USER, "3.12"), {"TrustFolder": True}, r"D:\src"),
    "python 3.13": Scenario(lambda: _found(EVERYBODY, "3.13"), {}, r"D:\src"),
    "python too old": Scenario(lambda: _found(USER, "3.10"), {}, r"D:\src"),
    "python of the store": Scenario(
        lambda: _found(USER, "3.13", r"C:\Program Files\WindowsApps\Python.3.13"), {}, r"D:\src"
    ),
    "python removed": Scenario(lambda: Machine({}, {KEY.format(USER, "3.13"): r"C:\gone"}), {}, r"D:\src"),
    "two pythons": Scenario(
        lambda: Machine(
            {r"C:\a\python.exe": b"", r"C:\b\python.exe": b""},
            {KEY.format(EVERYBODY, "3.13"): r"C:\a", KEY.format(USER, "3.12"): r"C:\b"},
        ),
        {},
        r"D:\src",
    ),
    "nothing": Scenario(lambda: Machine(), {}, r"D:\src"),
    "test": Scenario(lambda: Machine(installed()), {"Test": True}, TARGET),
    "test fails": Scenario(lambda: Machine(installed(), program=lambda *_: 1), {"Test": True}, TARGET),
    "test of what is not installed": Scenario(lambda: Machine(bundle()), {"Test": True}),
    "test from the bundle": Scenario(lambda: Machine({**bundle(), **installed()}), {"Test": True}),
    "repair": Scenario(lambda: Machine({**bundle(), **installed()})),
    "uninstall": Scenario(lambda: Machine(installed(), program=uninstalls), {"Uninstall": True}, TARGET),
    "uninstall the environment": Scenario(
        lambda: Machine(installed(scripts=True), program=uninstalls), {"Uninstall": True}, TARGET
    ),
    "uninstall elsewhere": Scenario(
        lambda: Machine(installed(target=r"D:\my dir"), program=uninstalls),
        {"Uninstall": True, "InstallDir": r"D:\my dir"},
        r"D:\my dir",
    ),
    "uninstall leaves the user's": Scenario(
        lambda: Machine({**installed(), TARGET + r"\runtime\x": b""}, program=_keeps_a_file),
        {"Uninstall": True},
        TARGET,
    ),
    "uninstall fails": Scenario(lambda: Machine(installed(), program=lambda *_: 1), {"Uninstall": True}, TARGET),
    "uninstall what is not ours": Scenario(
        lambda: Machine({**bundle(), r"D:\app\runtime\python.exe": b"theirs"}),
        {"Uninstall": True, "InstallDir": r"D:\app"},
    ),
    "uninstall, python gone": Scenario(
        lambda: Machine(
            {**bundle(), TARGET + "\\": b"", TARGET + r"\install.json": b"", TARGET + r"\runtime\x": b""},
            program=_removes_all,
        ),
        {"Uninstall": True},
    ),
}


def _keeps_a_file(machine: Machine, path: str, arguments: list[str]) -> int:
    uninstalls(machine, path, arguments)
    machine.files[TARGET + r"\mine.txt"] = b""
    return 0


def _removes_all(machine: Machine, path: str, arguments: list[str]) -> int:
    machine.files = {name: data for name, data in machine.files.items() if not name.startswith(TARGET)}
    return 0
