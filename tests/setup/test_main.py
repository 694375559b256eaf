"""The installer as install.ps1 calls it: what each switch does, and what the user reads where it cannot be done."""

from __future__ import annotations

import runpy
import subprocess
import sys
from pathlib import Path

import pytest

from perfeval_xl.setup import main, steps, wheels
from perfeval_xl.setup.journal import Journal
from perfeval_xl.setup.steps import Failure

PROGRAM = Path(main.__file__).with_name("__main__.py")


@pytest.fixture
def called(monkeypatch, places):
    """What the command line hands on: the name of the function and what it was given."""
    calls = []

    def noted(name):
        def call(given, **more):
            calls.append((name, given, more))
            return 7

        return call

    monkeypatch.setattr(main, "places", lambda folder: (folder, places))
    for name in ("install", "uninstall", "test"):
        monkeypatch.setattr(main, name, noted(name))
    return calls


def test_without_a_switch_it_installs_from_where_it_lies_for_this_user(called, places):
    assert main.main([]) == 7
    ((name, wanted, more),) = called
    assert (name, more) == ("install", {"what_if": False})
    assert (wanted.places, wanted.hive, wanted.trust) == ((None, places), "HKCU", False)
    assert (wanted.source / "perfeval_xl" / "setup" / "main.py").samefile(main.__file__)


def test_each_switch_is_handed_on(called, places, tmp_path):
    folder = tmp_path / "别 处"
    main.main(["--install-dir", str(folder), "--trust-folder", "--what-if", "--hive", "HKLM"])
    main.main(["--uninstall", "--what-if", "--install-dir", str(folder)])
    main.main(["--test"])
    (_, wanted, more), uninstalled, tested = called
    assert (wanted.places, wanted.hive, wanted.trust, more) == ((folder, places), "HKLM", True, {"what_if": True})
    assert uninstalled == ("uninstall", (folder, places), {"what_if": True})
    assert tested == ("test", (None, places), {})


def test_a_place_that_cannot_be_is_told_with_its_cure(called, monkeypatch, capsys):
    assert main.main(["--install-dir", "/"]) == 1
    assert capsys.readouterr().out == (
        "✘ / 是整个磁盘\n  → 请用 -InstallDir 指定一个单独的文件夹，如 D:\\perfeval_xl。\n"
    )

    def unknown(folder):
        raise OSError("查不到用户文件夹（x）")

    monkeypatch.setattr(main, "places", unknown)
    assert main.main([]) == 1
    assert capsys.readouterr().out == "✘ 查不到用户文件夹（x）\n  → 请重新登录 Windows 后再试。\n"
    assert called == []


def test_the_file_that_install_ps1_runs_ends_with_the_exit_code(called, monkeypatch):
    monkeypatch.setattr(sys, "argv", [str(PROGRAM), "--test"])
    monkeypatch.setattr(sys, "path", list(sys.path))
    with pytest.raises(SystemExit) as ended:
        runpy.run_path(str(PROGRAM), run_name="__main__")
    assert ended.value.code == 7
    assert called[0][0] == "test"
    assert Path(sys.path[0]) == PROGRAM.parents[2]


def test_what_could_not_be_taken_back_is_told_and_nothing_is_called_clean(places, registry, monkeypatch, capsys):
    def interrupted(wanted, journal):
        raise KeyboardInterrupt

    step = steps.Step(title="一步", plan=str, do=interrupted, cure="不会说出来")
    monkeypatch.setattr(steps, "STEPS", (step,))
    monkeypatch.setattr(steps, "stop_component", lambda: None)
    monkeypatch.setattr(Journal, "rollback", lambda self: ["某文件 没有删掉（正在使用）"])
    assert main.install(steps.Installation(places=places, source=places.folder)) == 1
    said = capsys.readouterr().out
    assert (
        "✘ 1. 一步没有成功：您中断了安装\n  → 要安装请再双击一次 install.cmd。\n⚠ 某文件 没有删掉（正在使用）\n" in said
    )
    assert "已恢复" not in said


def test_what_uninstalling_leaves_is_told(places, registry, monkeypatch, capsys):
    journal = Journal(places.record, "1")
    journal.folder(places.folder)
    form = places.documents / "自评表.xlsm"
    journal.file(form, b"blank")
    journal.commit()
    form.write_bytes(b"filled in")
    monkeypatch.setattr(steps, "stop_component", lambda: None)
    assert main.uninstall(places) == 0
    assert capsys.readouterr().out == f"⚠ {form} 您改过，保留\n已卸载，以上几项除外。\n"
    assert form.read_bytes() == b"filled in"


@pytest.mark.parametrize(
    ("error", "cause"),
    [
        (Failure("原因", "办法"), "原因"),
        (KeyboardInterrupt(), "您中断了安装"),
        (subprocess.CalledProcessError(3, "pip", output="很多行\n没有网络\n"), "没有网络"),
        (subprocess.CalledProcessError(3, "pip", output=""), "程序以代码 3 结束"),
        (subprocess.TimeoutExpired("pip", 1800), "等得太久，没有完成"),
        (PermissionError(13, "拒绝访问"), "拒绝访问"),
        (OSError("计分组件在 15 秒内没有结束"), "计分组件在 15 秒内没有结束"),
        (wheels.WheelError("some.whl 不是完整的安装包"), "WheelError: some.whl 不是完整的安装包"),
    ],
)
def test_whatever_stops_a_step_is_a_cause_with_a_cure(error, cause):
    failure = steps.failure(error, steps.STEPS[-1])
    assert failure.cause == cause
    assert failure.cure


def test_a_component_that_stays_is_told_and_does_not_stop_uninstalling(monkeypatch, capsys):
    def stays():
        raise OSError("计分组件在 15 秒内没有结束")

    monkeypatch.setattr(steps.windows, "stop_component", stays)
    steps.stop_component()
    assert capsys.readouterr().out == "⚠ 计分组件在 15 秒内没有结束；请关闭 Excel。\n"
