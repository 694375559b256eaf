"""What doctor says of any computer: each state on a computer that is so, each trouble with its cure."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

import pytest

from perfeval_xl import scheme as schemes
from perfeval_xl.doctor import State, machine
from perfeval_xl.errors import SchemeError
from perfeval_xl.files import pdf


def seen(examination):
    """What was found, as (name, state, text); each trouble has a cure."""
    found = list(examination())
    assert all(item.cure for item in found if item.state is not State.OK)
    return [(item.name, item.state, item.seen) for item in found]


def test_a_package_that_is_missing_is_as_grave_as_what_cannot_be_done_without_it(monkeypatch):
    def version(name):
        raise machine.metadata.PackageNotFoundError(name)

    monkeypatch.setattr(machine.metadata, "version", version)
    found = list(machine._packages())
    assert {item.seen for item in found} == {"没有安装"}
    assert {item.name for item in found if item.state is State.FAILED} == {"XlsxWriter", "pyparsing"}
    (pandas,) = (item for item in found if item.name == "pandas")
    assert pandas.cure.endswith('pip install "perfeval-xl[bureau]"')


def test_schemes_that_cannot_be_read_are_a_fault(monkeypatch):
    def fail():
        raise SchemeError("某方案.toml：第 3 行写错了。")

    monkeypatch.setattr(schemes, "all_schemes", fail)
    assert seen(machine._schemes) == [("评分方案", State.FAILED, "某方案.toml：第 3 行写错了。")]


def test_a_fault_in_a_regions_own_scheme_is_told_with_its_folder(monkeypatch, tmp_path):
    (tmp_path / "示例区.toml").write_text("id = ", "utf-8")
    monkeypatch.setenv(schemes.VARIABLE, str(tmp_path))
    counted, problem = machine._schemes()
    assert (counted.state, "另有自己的 0 个" in counted.seen) == (State.OK, True)
    assert (problem.name, problem.state) == ("自己的方案", State.WARNING)
    assert "示例区" in problem.seen and str(tmp_path) in problem.cure


@pytest.mark.parametrize(
    ("office", "word", "state", "text"),
    [
        (Path("/opt/soffice"), False, State.OK, "用 LibreOffice 生成（/opt/soffice）"),
        (None, True, State.OK, "用 Word 生成"),
        (None, False, State.WARNING, "没有找到 LibreOffice 或 Word"),
    ],
)
def test_what_makes_a_pdf(monkeypatch, office, word, state, text):
    monkeypatch.setattr(pdf, "libreoffice", lambda: office)
    monkeypatch.setattr(machine, "_has_word", lambda: word)
    assert seen(machine._pdf) == [("PDF", state, text)]


def test_there_is_no_word_elsewhere_than_on_windows(monkeypatch):
    monkeypatch.setattr(machine.sys, "platform", "linux")
    assert not machine._has_word()


def test_a_folder_that_cannot_be_written_to_is_named(monkeypatch, tmp_path):
    gone = tmp_path / "没有"
    monkeypatch.setattr(machine.Path, "cwd", lambda: gone)
    here, temporary = seen(machine._writing)
    assert here[:2] == ("当前文件夹", State.FAILED) and here[2].startswith(f"{gone} 不能写入（")
    assert temporary[:2] == ("临时文件夹", State.OK)


@pytest.mark.parametrize(
    ("listed", "state", "text"),
    [
        (None, State.WARNING, "查不出装了哪些字体"),
        ("fangsong\nsimhei\nkaiti\nsimsun", State.OK, "仿宋、黑体、楷体、宋体"),
        ("仿宋\n黑体\nstfangsong", State.WARNING, "缺 楷体、宋体"),
    ],
)
def test_fonts(monkeypatch, listed, state, text):
    monkeypatch.setattr(machine, "_installed_fonts", lambda: listed)
    assert seen(machine._fonts) == [("公文字体", state, text)]


def test_fonts_are_listed_by_fontconfig_where_it_is(monkeypatch):
    monkeypatch.setattr(machine.sys, "platform", "linux")
    monkeypatch.setattr(machine.shutil, "which", lambda name: None)
    assert machine._installed_fonts() is None
    ran = []

    def run(command, **options):
        ran.append(command)
        return SimpleNamespace(stdout="FangSong,仿宋\nSimHei\n".encode())

    monkeypatch.setattr(machine.shutil, "which", lambda name: f"/usr/bin/{name}")
    monkeypatch.setattr(machine.subprocess, "run", run)
    assert machine._installed_fonts() == "fangsong,仿宋\nsimhei\n"
    assert ran == [["fc-list", ":", "family"]]
