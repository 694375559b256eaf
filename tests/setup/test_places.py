"""Where things lie, and the few calls of Windows, as far as they can be told without it. With it: tests/windows."""

from __future__ import annotations

import ctypes
from pathlib import Path

import pytest

from perfeval_xl.setup import places, registry, windows

VARIABLE = "PERFEVAL_TEST_SCHEMES"


def test_the_usual_folder_needs_no_administrator(monkeypatch, tmp_path):
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path / "Local"))
    assert places.default_folder() == tmp_path / "Local" / "perfeval_xl"
    monkeypatch.delenv("LOCALAPPDATA")
    monkeypatch.setattr(places.Path, "home", lambda: tmp_path)
    assert places.default_folder() == tmp_path / "AppData" / "Local" / "perfeval_xl"


def test_an_installation_is_known_by_its_record(monkeypatch, tmp_path):
    monkeypatch.setattr(places.sys, "prefix", str(tmp_path / "runtime"))
    assert places.installed() is None
    (tmp_path / places.RECORD).write_text("{}")
    assert places.installed() == tmp_path


def test_the_users_own_folders_are_asked_for_each(monkeypatch, tmp_path):
    named = {identifier: tmp_path / name for name, identifier in places._KNOWN.items()}
    monkeypatch.setattr(places, "_known_folder", named.__getitem__)
    found = places.places(tmp_path / "x")
    assert (found.folder, found.documents) == (tmp_path / "x", tmp_path / "documents")
    assert (found.desktop, found.programs) == (tmp_path / "desktop", tmp_path / "programs")
    assert places.places().folder == places.default_folder()


@pytest.fixture
def documents(monkeypatch, tmp_path):
    """The folder 文档 of a Windows on which no schemes folder is set."""
    monkeypatch.setattr(places.sys, "platform", "win32")
    monkeypatch.setattr(places, "_known_folder", lambda identifier: tmp_path)
    monkeypatch.setenv(VARIABLE, "")
    monkeypatch.delenv(VARIABLE)
    return tmp_path


def test_a_regions_own_schemes_are_looked_for_in_the_documents(documents, monkeypatch):
    places.point_to_schemes(VARIABLE)
    assert VARIABLE not in places.os.environ, "there is no such folder"
    own = documents / "绩效自评" / "方案"
    own.mkdir(parents=True)
    places.point_to_schemes(VARIABLE)
    assert places.os.environ[VARIABLE] == str(own)
    monkeypatch.setenv(VARIABLE, "D:\\方案")
    places.point_to_schemes(VARIABLE)
    assert places.os.environ[VARIABLE] == "D:\\方案", "the user's own word counts"


def test_a_windows_that_does_not_know_the_documents_is_no_reason_to_stop(documents, monkeypatch):
    def unknown(identifier):
        raise OSError("查不到用户文件夹")

    monkeypatch.setattr(places, "_known_folder", unknown)
    places.point_to_schemes(VARIABLE)
    assert VARIABLE not in places.os.environ


def test_where_there_is_no_registry_nothing_is_in_it(monkeypatch):
    monkeypatch.setattr(registry.sys, "platform", "linux")
    assert registry.read("HKCU", "Software") is None
    assert not registry.exists("HKCU", "Software")
    assert list(registry.subkeys("HKCU", "Software")) == []


def test_the_mark_of_the_web_is_taken_away_once(tmp_path):
    book, mark = tmp_path / "表.xlsm", tmp_path / "表.xlsm:Zone.Identifier"
    mark.write_text("[ZoneTransfer]")
    assert windows.marked(book)
    assert windows.unmark(book)
    assert not windows.marked(book)
    assert not windows.unmark(book)


@pytest.mark.parametrize(("answers", "running"), [([False], False), ([True, False], True), ([True, True, False], True)])
def test_the_component_is_asked_to_end_and_waited_for(monkeypatch, answers, running):
    waiting = iter(answers)
    monkeypatch.setattr(windows, "_signal_stop", lambda: next(waiting))
    monkeypatch.setattr(windows.time, "sleep", lambda seconds: None)
    assert windows.stop_component() is running
    assert list(waiting) == []


def test_a_component_that_stays_is_an_error(monkeypatch):
    waited = []
    monkeypatch.setattr(windows, "_signal_stop", lambda: True)
    monkeypatch.setattr(windows.time, "sleep", waited.append)
    with pytest.raises(OSError, match="15 秒内没有结束"):
        windows.stop_component()
    assert sum(waited) == pytest.approx(15)


def test_what_windows_answers_is_held_against_success():
    windows._hold(0)
    windows._hold(1)
    with pytest.raises(OSError, match="0x80070005"):
        windows._hold(-2147024891)


def test_identifiers_and_arguments_are_handed_over_as_windows_keeps_them():
    assert bytes(windows._guid("{00021401-0000-0000-C000-000000000046}")).hex() == "0114020000000000c000000000000046"
    kinds = [windows._kind(one) for one in ("文字", ctypes.c_int(1), windows._guid(windows._IID_FILE))]
    assert kinds == [ctypes.c_wchar_p, ctypes.c_int, ctypes.c_void_p]


def test_a_shortcut_of_the_shipped_runtime_and_of_a_virtual_environment(places, tmp_path):
    assert places.pythonw == places.runtime / "Scripts" / "pythonw.exe"
    places.runtime.mkdir(parents=True)
    (places.runtime / "pythonw.exe").write_bytes(b"MZ")
    assert places.pythonw == Path(places.folder, "runtime", "pythonw.exe")
