"""The installer step by step, from a small bundle: what it says, what it writes, what it takes back."""

from __future__ import annotations

import hashlib
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from test_wheels import make

from perfeval_xl.setup import bundle, environment, main, registration, steps, windows
from perfeval_xl.setup.steps import Failure, Installation


@pytest.fixture
def source(tmp_path):
    """A small bundle that is right."""
    folder = tmp_path / "下载 包"
    for name in ("runtime", "wheels", "workbooks"):
        (folder / name).mkdir(parents=True)
    with zipfile.ZipFile(folder / bundle.RUNTIME, "w") as archive:
        archive.writestr("python.exe", "MZ")
        archive.writestr("pythonw.exe", "MZ")
    make(folder / "wheels" / "some.whl", {"some/__init__.py": b"x = 1"})
    (folder / "workbooks" / "空白自评表.xlsm").write_bytes(b"blank")
    (folder / "install.ps1").write_bytes(b"# script")
    names = [path for path in folder.rglob("*") if path.is_file()]
    digests = {path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in names}
    (folder / bundle.SUMS).write_text(bundle.lines(digests), encoding="utf-8")
    return folder


@pytest.fixture
def programs(monkeypatch):
    """What Windows would do, noted: programs that were run, shortcuts that were written."""
    ran = []

    def run(python, *arguments):
        ran.append(arguments)
        return "计分组件 0.1.0；试算一项指标得 9.47 分"

    monkeypatch.setattr(environment, "run", run)
    monkeypatch.setattr(windows, "stop_component", lambda: False)
    monkeypatch.setattr(windows, "shortcut", lambda path, target, *more: path.write_text(str(target), encoding="utf-8"))
    return ran


@pytest.fixture
def wanted(source, places):
    return Installation(places=places, source=source)


def tree(folder):
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_installing_and_uninstalling(wanted, places, registry, programs, capsys):
    before = tree(places.documents.parent), registry.snapshot()
    assert main.install(wanted) == 0
    said = capsys.readouterr().out
    assert said.count("✔") == len(steps.STEPS)
    assert "装好了" in said
    assert (places.packages / "some" / "__init__.py").read_bytes() == b"x = 1"
    assert (places.workbooks / "空白自评表.xlsm").read_bytes() == b"blank"
    assert (places.desktop / "绩效自评.lnk").exists()
    assert not (places.programs / "绩效自评用户手册.lnk").exists()
    command = (places.folder / "perfeval-xl.cmd").read_text("ascii")
    assert command.startswith('@"%~dp0runtime') and command.endswith(" -m perfeval_xl %*\n")
    for view in (r"Software\Classes", r"Software\Classes\Wow6432Node"):
        command = registry.read("HKCU", rf"{view}\CLSID\{registration.CLSID}\LocalServer32")
        assert command == f'"{places.pythonw}" -I -X utf8 -m perfeval_xl.excel.server'
    assert not registry.exists("HKCU", r"Software\Microsoft\Office")
    assert programs[-1] == ("-m", "perfeval_xl.setup.selftest")

    (places.workbooks / "我的自评表.xlsm").write_bytes(b"mine")
    assert main.uninstall(places) == 0
    left = tree(places.documents.parent)
    assert left.pop(str(Path("文档", "绩效自评", "我的自评表.xlsm"))) == b"mine"
    assert (left, registry.snapshot()) == before
    assert not places.folder.exists()


def test_the_manual_of_a_bundle_is_in_the_start_menu(wanted, places, registry, programs, capsys):
    manual = wanted.source / "workbooks" / "用户手册.html"
    manual.write_text("<html>", encoding="utf-8")
    sums = wanted.source / "SHA256SUMS"
    digest = hashlib.sha256(manual.read_bytes()).hexdigest()
    sums.write_text(sums.read_text("utf-8") + f"{digest}  workbooks/用户手册.html\n", encoding="utf-8")
    assert main.install(wanted) == 0
    assert "自检、用户手册" in capsys.readouterr().out
    assert (places.programs / "绩效自评用户手册.lnk").read_text("utf-8") == str(places.workbooks / "用户手册.html")
    assert main.uninstall(places) == 0
    assert not places.programs.exists()


def test_only_one_folder_is_trusted_and_only_when_asked_for(wanted, places, registry, programs):
    assert main.install(Installation(places=places, source=wanted.source, trust=True)) == 0
    paths = {values["Path"][0] for values in registry.keys.values() if "Path" in values}
    assert paths == {f"{places.workbooks}\\"}
    assert {values["AllowSubfolders"][0] for values in registry.keys.values() if "AllowSubfolders" in values} == {0}
    main.uninstall(places)
    assert not registry.exists("HKCU", r"Software\Microsoft")


@pytest.mark.parametrize("number", range(len(steps.STEPS)), ids=[step.title for step in steps.STEPS])
@pytest.mark.parametrize("repairing", [False, True], ids=["anew", "repairing"])
def test_whatever_step_fails_all_is_as_it_was(
    wanted, places, registry, programs, monkeypatch, capsys, number, repairing
):
    if repairing:
        assert main.install(wanted) == 0
    before = tree(places.documents.parent), registry.snapshot()
    step = steps.STEPS[number]

    def fail(wanted, journal):
        step.do(wanted, journal)
        raise PermissionError(13, "拒绝访问", "C:\\x")

    broken = steps.Step(title=step.title, plan=step.plan, do=fail, cure=step.cure)
    monkeypatch.setattr(steps, "STEPS", (*steps.STEPS[:number], broken, *steps.STEPS[number + 1 :]))
    capsys.readouterr()
    assert main.install(wanted) == 1
    said = capsys.readouterr().out
    assert f"✘ {number + 1}. {step.title}没有成功：C:\\x：拒绝访问" in said
    assert f"→ {step.cure}" in said
    assert ("已恢复到修复之前的样子" if repairing else "已恢复原状") in said
    assert (tree(places.documents.parent), registry.snapshot()) == before


def test_what_if_changes_nothing_and_names_every_step(wanted, places, registry, programs, capsys):
    before = tree(places.documents.parent), registry.snapshot()
    assert main.install(wanted, what_if=True) == 0
    said = capsys.readouterr().out
    assert all(step.title in said for step in steps.STEPS)
    assert (tree(places.documents.parent), registry.snapshot()) == before
    assert not programs


def test_uninstalling_can_be_looked_at_first(wanted, places, registry, programs, capsys):
    assert main.install(wanted) == 0
    before = tree(places.documents.parent), registry.snapshot()
    capsys.readouterr()
    assert main.uninstall(places, what_if=True) == 0
    said = capsys.readouterr().out
    assert f"将删除或复原文件夹：{places.runtime}" in said
    assert r"注册表值：HKCU\Software\Classes\PerfEval.Server（默认值）" in said
    assert (tree(places.documents.parent), registry.snapshot()) == before


def test_an_error_nobody_foresaw_is_taken_back_too(wanted, source, places, registry, programs, capsys, monkeypatch):
    def fail(wheel, packages):
        raise zipfile.BadZipFile("Bad magic number")

    monkeypatch.setattr(steps.wheels, "unpack", fail)
    assert main.install(wanted) == 1
    assert "BadZipFile: Bad magic number" in capsys.readouterr().out
    assert not places.folder.exists()


def test_a_wheel_that_is_none_is_told_though_the_list_names_it(wanted, source, places, registry, programs, capsys):
    wheel, sums = source / "wheels" / "some.whl", source / bundle.SUMS
    before = hashlib.sha256(wheel.read_bytes()).hexdigest()
    with zipfile.ZipFile(wheel, "w") as archive:
        archive.writestr("some/__init__.py", "x = 1")
    sums.write_text(sums.read_text("utf-8").replace(before, hashlib.sha256(wheel.read_bytes()).hexdigest()), "utf-8")
    assert main.install(wanted) == 1
    assert "some.whl 不是完整的安装包\n  → 请重新下载离线安装包。" in capsys.readouterr().out
    assert not places.folder.exists()


def test_a_damaged_bundle_stops_before_anything_is_done(wanted, source, places, registry, programs, capsys):
    (source / "wheels" / "some.whl").write_bytes(b"other")
    (source / "install.ps1").unlink()
    assert main.install(wanted) == 1
    said = capsys.readouterr().out
    assert "install.ps1、wheels/some.whl 缺失或被改动" in said
    assert not places.folder.exists()


def test_uninstalling_what_is_not_there_is_no_error(places, registry, capsys):
    assert main.uninstall(places) == 0
    assert "没有安装过" in capsys.readouterr().out


def test_the_environment_that_uninstalls_is_left_to_the_script(wanted, places, registry, programs, monkeypatch):
    assert main.install(wanted) == 0
    monkeypatch.setattr(sys, "prefix", str(places.runtime))
    assert main.uninstall(places) == 0
    assert places.runtime.exists()
    assert [path.name for path in places.folder.iterdir()] == ["runtime"]


def test_a_whole_drive_is_refused():
    with pytest.raises(Failure, match="整个磁盘"):
        main._folder("/")


def test_the_self_test_alone(wanted, places, registry, programs, capsys, monkeypatch):
    assert main.test(places) == 1
    assert "没有安装" in capsys.readouterr().out
    assert main.install(wanted) == 0
    assert main.test(places) == 0

    def silent(*arguments):
        raise subprocess.CalledProcessError(1, "python", output="一行\n计分组件没有应答：0x80080005")

    monkeypatch.setattr(environment, "run", silent)
    capsys.readouterr()
    assert main.test(places) == 1
    assert "✘ 计分组件没有应答：0x80080005" in capsys.readouterr().out


def test_a_program_is_run_apart_from_the_users_python(tmp_path):
    code = "import sys; print('好', sys.flags.isolated, sys.flags.utf8_mode)"
    assert environment.run(Path(sys.executable), "-c", code) == "好 1 1"
    with pytest.raises(subprocess.CalledProcessError) as failed:
        environment.run(Path(sys.executable), "-c", "raise SystemExit('坏了')")
    assert failed.value.output == "坏了"


def test_a_program_is_not_waited_for_longer_than_it_runs():
    left = "import subprocess, sys; subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(3)']); print('ok')"
    assert environment.run(Path(sys.executable), "-c", left) == "ok"


def test_xlwings_pro_is_never_kept():
    for name in ("xlwings/pro/__init__.py", "xlwings/pro/reports/main.py", "xlwings/addin/xlwings.xlam"):
        assert environment.unwanted("xlwings", name)
    assert not environment.unwanted("xlwings", "xlwings/udfs.py")
    assert not environment.unwanted("openpyxl", "xlwings/pro/__init__.py")
