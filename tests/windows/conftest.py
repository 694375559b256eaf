"""A Windows computer under Wine, from nothing, and the offline bundle unpacked on it."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

import requires

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(Path(__file__).parents[1] / "powershell"), str(ROOT / "tools")]

import pytest  # noqa: E402
from computer import Computer  # noqa: E402
from interpreter import Script  # noqa: E402
from wine import Windows  # noqa: E402

CACHE = ROOT / "out" / "windows-cache"


@pytest.fixture(scope="session")
def bundle(tmp_path_factory):
    """The offline bundle as its one command makes it; what it downloads is kept for the next time."""
    folder = tmp_path_factory.mktemp("bundle")
    command = [sys.executable, ROOT / "tools" / "make_bundle.py", "-o", folder, "--cache", CACHE]
    made = subprocess.run(command, capture_output=True, text=True, check=False)
    if made.returncode != 0:
        requires.absent(f"离线安装包没有做成：{made.stderr.strip()[-300:]}")
    return next(folder.glob("*.zip"))


@pytest.fixture(scope="session")
def windows(tmp_path_factory):
    """A fresh Windows."""
    requires.program("wine", "在 Windows 上试安装和计分组件")
    computer = Windows(tmp_path_factory.mktemp("wine") / "prefix")
    computer.boot()
    yield computer
    computer.stop()


@pytest.fixture(scope="session")
def unpacked(windows, bundle):
    """The folder of the unpacked bundle, as Windows names it."""
    folder = windows.host(rf"{windows.home}\下载 文件")
    with zipfile.ZipFile(bundle) as archive:
        archive.extractall(folder)
    return windows.guest(folder / bundle.stem)


@pytest.fixture(scope="session")
def install(windows, unpacked):
    """Runs install.ps1 with switches: its exit code and all that was said."""

    def run(root: str = unpacked, **switches):
        computer = Computer(windows)
        source = windows.host(rf"{root}\install.ps1").read_bytes()
        code = Script(source).run(computer, root, switches)
        return code, "\n".join(computer.said)

    return run
