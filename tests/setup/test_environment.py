"""The private environment from the network, pip only noted: what is run, and what of it is not kept."""

from __future__ import annotations

import re
import subprocess
import sys
import time
import tomllib
from pathlib import Path

import pytest

from perfeval_xl.setup import environment, main, windows
from perfeval_xl.setup.steps import Installation

ROOT = Path(__file__).parents[2]


@pytest.fixture
def source(tmp_path):
    """A copy of the sources: what is not a bundle is installed from the network."""
    folder = tmp_path / "源 码"
    folder.mkdir()
    (folder / "install.ps1").write_bytes(b"# script")
    return folder


@pytest.fixture
def ran(monkeypatch):
    """The programs that were run, as (program, arguments); pip and the templates leave their files."""
    runs = []

    def run(python, *arguments):
        runs.append((python, arguments))
        if arguments[:2] == ("-m", "venv"):
            scripts = Path(arguments[2]) / "Scripts"
            scripts.mkdir(parents=True)
            (scripts / "python.exe").write_bytes(b"MZ")
        if arguments[:2] == ("-m", "pip"):
            packages = python.parents[1] / "Lib" / "site-packages"
            for name in ("xlwings/udfs.py", "xlwings/pro/__init__.py", "lxml/etree.pyd", "lxml/includes/tree.pxd"):
                (packages / name).parent.mkdir(parents=True, exist_ok=True)
                (packages / name).write_bytes(b"x")
        if arguments[:2] == ("-m", "perfeval_xl.setup.templates"):
            (Path(arguments[2]) / "已填示例.xlsm").write_bytes(b"sample")
        return "计分组件 0.1.0；试算一项指标得 9.47 分"

    monkeypatch.setattr(environment, "run", run)
    monkeypatch.setattr(windows, "stop_component", lambda: True)
    monkeypatch.setattr(windows, "shortcut", lambda path, target, *more: path.write_text(str(target), "utf-8"))
    return runs


def test_installing_from_the_network_and_removing(source, places, registry, ran, capsys):
    assert main.install(Installation(places=places, source=source)) == 0
    said = capsys.readouterr().out
    assert "联网安装，由 pip 核对下载的文件" in said
    assert "已请正在运行的计分组件退出" in said
    assert ran[0] == (Path(sys.executable), ("-m", "venv", str(places.runtime)))
    assert places.python == places.runtime / "Scripts" / "python.exe"
    pip = ("-m", "pip", "install", "--no-input", "--disable-pip-version-check", str(source))
    assert ran[1] == (places.python, pip)
    kept = {path.relative_to(places.packages).as_posix() for path in places.packages.rglob("*") if path.is_file()}
    assert kept == {"xlwings/udfs.py", "lxml/etree.pyd"}, "xlwings PRO has another licence"
    assert (places.workbooks / "已填示例.xlsm").read_bytes() == b"sample"
    assert main.uninstall(places) == 0
    assert not places.folder.exists() and not places.workbooks.exists()


def test_the_versions_are_those_of_the_lock_where_it_comes_along(source, places, ran):
    (source / "requirements.lock").write_text("openpyxl==3.1.5\n")
    environment.from_network(source, places.runtime)
    assert ran[1][1][-3:] == ("--constraint", str(source / "requirements.lock"), str(source))


def test_a_program_that_never_ends_is_ended(monkeypatch):
    monkeypatch.setattr(environment, "_TIMEOUT", 0.5)
    began = time.monotonic()
    with pytest.raises(subprocess.TimeoutExpired):
        environment.run(Path(sys.executable), "-c", "import time; print('x', flush=True); time.sleep(60)")
    assert time.monotonic() - began < 30


def test_every_library_of_the_project_is_imported_when_it_has_been_installed():
    """The component imports most of them late; what is missing must show at once."""
    wanted = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["dependencies"]
    names = {re.match(r"[\w-]+", one)[0].lower().removeprefix("python-") for one in wanted}
    assert names <= set(re.findall(r"\w+", environment._IMPORTS))
    assert "perfeval_xl.cell_functions" in environment._IMPORTS
