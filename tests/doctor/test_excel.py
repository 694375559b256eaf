"""What doctor says of Excel's side, on invented computers: each state has its sign, and each trouble its cure."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from memory_registry import MemoryRegistry

from perfeval_xl import doctor
from perfeval_xl.doctor import State, excel
from perfeval_xl.setup import journal
from perfeval_xl.setup.places import Places
from perfeval_xl.setup.registration import CLSID, Value, component, trusted_folder


class World:
    """A computer to be examined: its registry, its folders, its component."""

    def __init__(self, folder):
        self.registry = MemoryRegistry()
        self.places = Places(
            folder=folder / "app", documents=folder / "文档", desktop=folder / "桌面", programs=folder / "开始"
        )
        self.installed = True
        self.measure = lambda: ("计分组件 0.1.0", 1.0, 2.0)

    def write(self, values):
        for value in values:
            parts = value.path.split("\\")
            for depth in range(1, len(parts) + 1):
                self.registry.make_key(value.hive, "\\".join(parts[:depth]))
            self.registry.put(value.hive, value.path, value.name, value.data)

    def register(self, hive="HKCU"):
        self.places.runtime.mkdir(parents=True, exist_ok=True)
        self.places.runtime.joinpath("pythonw.exe").write_bytes(b"MZ")
        self.write(component(self.places, hive))

    def computer(self):
        return excel.Computer(
            places=self.places,
            installed=self.installed,
            read=self.registry.read,
            subkeys=self.registry.subkeys,
            measure=self.measure,
        )

    def look(self, part):
        found = list(part(self.computer()))
        assert all(item.cure for item in found if item.state is not State.OK)
        return found


@pytest.fixture
def world(tmp_path):
    return World(tmp_path)


@pytest.mark.parametrize("hive", ["HKCU", "HKLM"])
def test_registration_in_order(world, hive):
    world.register(hive)
    (item,) = world.look(excel.registration)
    assert item.state is State.OK


def test_registration_missing_is_a_fault_only_where_something_was_installed(world):
    assert world.look(excel.registration)[0].state is State.FAILED
    world.installed = False
    (item,) = world.look(excel.registration)
    assert item.state is State.WARNING
    assert "install.cmd" in item.cure


def test_registration_of_one_view_only(world):
    world.register()
    world.registry.drop_value("HKCU", rf"Software\Classes\Wow6432Node\CLSID\{CLSID}\LocalServer32", "")
    (item,) = world.look(excel.registration)
    assert (item.state, item.seen) == (State.FAILED, "32 位 Excel 找不到组件")


def test_a_quarantined_program_is_named(world):
    world.register()
    world.places.runtime.joinpath("pythonw.exe").unlink()
    (item,) = world.look(excel.registration)
    assert item.state is State.FAILED
    assert "pythonw.exe 不见了" in item.seen
    assert "杀毒软件" in item.cure


@pytest.mark.parametrize(
    ("measure", "state"),
    [
        (lambda: ("计分组件", 3.0, 2.0), State.OK),
        (lambda: ("计分组件", 3.0, 80.0), State.WARNING),
        (lambda: (_ for _ in ()).throw(OSError("0x80080005")), State.FAILED),
        (lambda: (_ for _ in ()).throw(ValueError("得到 1")), State.FAILED),
        (lambda: (_ for _ in ()).throw(ImportError("No module named 'pythoncom'")), State.FAILED),
    ],
)
def test_the_component_answers_answers_slowly_or_not(world, measure, state):
    world.register()
    world.measure = measure
    (item,) = world.look(excel.component)
    assert item.state is state
    assert "component.log" in item.seen + item.cure


def test_an_unregistered_component_is_not_asked(world):
    assert world.look(excel.component) == []


@pytest.mark.parametrize(
    ("values", "state", "words"),
    [
        ([], State.WARNING, "没有找到 Excel"),
        (
            [
                Value("HKLM", r"Software\Microsoft\Office\ClickToRun\Configuration", "VersionToReport", "16.0.1"),
                Value("HKLM", r"Software\Microsoft\Office\ClickToRun\Configuration", "Platform", "x86"),
            ],
            State.OK,
            "16.0.1，32 位",
        ),
        (
            [Value("HKLM", r"Software\Wow6432Node\Microsoft\Office\15.0\Excel\InstallRoot", "Path", "C:\\")],
            State.OK,
            "2013，32 位",
        ),
        (
            [Value("HKLM", r"Software\Microsoft\Office\16.0\Excel\InstallRoot", "Path", "C:\\")],
            State.OK,
            "2016 或更新，64 位",
        ),
        ([Value("HKCU", r"Software\Kingsoft\Office\6.0\common", "Version", "12")], State.WARNING, "只有 WPS"),
    ],
)
def test_excel(world, values, state, words):
    world.write(values)
    (item,) = world.look(excel.excel)
    assert item.state is state
    assert words in item.seen


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (Value("HKCU", r"Software\Policies\Microsoft\Office\16.0\Excel\Security", "VBAWarnings", 4), "组策略"),
        (Value("HKLM", r"Software\Policies\Microsoft\Office\15.0\Excel\Security", "VBAWarnings", 3), "有签名的宏"),
        (Value("HKCU", r"Software\Microsoft\Office\16.0\Excel\Security", "VBAWarnings", 4), "不通知"),
        (
            Value(
                "HKCU",
                r"Software\Policies\Microsoft\Office\16.0\Excel\Security",
                "blockcontentexecutionfrominternet",
                1,
            ),
            "来自网络",
        ),
        (Value("HKCU", r"Software\Policies\Microsoft\Office\16.0\Common", "VBAOff", 1), "VBA 被关闭"),
    ],
)
def test_macro_policies(world, value, words):
    assert world.look(excel.macros)[0].state is State.OK
    world.write([value])
    (item,) = world.look(excel.macros)
    assert item.state is State.WARNING
    assert words in item.seen


def test_trusted_location(world):
    assert world.look(excel.trusted)[0].state is State.WARNING
    world.write(trusted_folder(world.places.documents))
    assert world.look(excel.trusted)[0].state is State.WARNING, "another folder"
    world.write(trusted_folder(world.places.workbooks))
    assert world.look(excel.trusted)[0].state is State.OK


def test_mark_of_the_web(world):
    world.places.workbooks.mkdir(parents=True)
    world.places.workbooks.joinpath("自评表.xlsm").write_bytes(b"")
    assert world.look(excel.marks)[0].state is State.OK
    world.places.workbooks.joinpath("自评表.xlsm:Zone.Identifier").write_bytes(b"")
    (item,) = world.look(excel.marks)
    assert item.state is State.WARNING
    assert "自评表.xlsm" in item.seen


def test_files_that_antivirus_took(world):
    packages = world.places.packages
    (packages / "some-1.dist-info").mkdir(parents=True)
    (packages / "some").mkdir()
    names = ["some/a.py", "some/b.dll", "some-1.data/scripts/x", "../../Scripts/y.exe", "some/c.pyc"]
    (packages / "some-1.dist-info" / "RECORD").write_text("".join(f"{name},,\n" for name in names))
    for name in names[:2]:
        (packages / name).write_bytes(b"")
    journal.save(world.places.record, "1", [{"kind": "tree", "path": str(world.places.runtime)}])
    assert world.look(excel.files)[0].state is State.OK
    (packages / "some" / "b.dll").unlink()
    (item,) = world.look(excel.files)
    assert (item.state, item.seen) == (State.FAILED, "缺 b.dll")
    (packages / "some-1.dist-info" / "RECORD").unlink()
    assert world.look(excel.files)[0].seen == "缺 全部程序库"
    world.places.record.unlink()
    assert world.look(excel.files)[0].seen == "缺 install.json"
    world.installed = False
    assert world.look(excel.files) == []


def test_on_windows_every_part_is_looked_at(world, monkeypatch):
    monkeypatch.setattr(excel, "_here", world.computer)
    world.installed = False
    assert [item.name for item in excel.look()] == ["组件登记", "Excel", "宏策略", "受信任位置", "网络标记"]


@pytest.mark.parametrize("folder", [None, Path("C:/perfeval_xl")])
def test_the_computer_that_is_looked_at_is_the_one_that_this_runs_on(world, monkeypatch, folder):
    monkeypatch.setattr(excel.sys, "platform", "win32")
    monkeypatch.setattr(excel, "installed", lambda: folder)
    monkeypatch.setattr(excel, "places", lambda wanted: (wanted, world.places))
    here = excel._here()
    assert here is not None
    assert (here.places, here.installed) == ((folder, world.places), folder is not None)


def test_elsewhere_than_on_windows_one_line_says_so():
    (item,) = excel.look()
    assert (item.name, item.state) == ("Excel", State.WARNING)
    assert item in doctor.examine()


def test_the_command_line_gives_every_item_its_state_and_cure():
    made = subprocess.run([sys.executable, "-m", "perfeval_xl", "doctor", "--json"], capture_output=True, check=False)
    items = json.loads(made.stdout)["items"]
    assert all(item["state"] in ("ok", "warning", "failed") for item in items)
    assert all(item["cure"] for item in items if item["state"] != "ok")
