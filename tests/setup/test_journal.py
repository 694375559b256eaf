"""What an installation does can be taken back: all of it when it fails, all but the user's own when it is removed."""

from __future__ import annotations

import json

import pytest

from perfeval_xl.setup import journal
from perfeval_xl.setup.journal import Journal

KEY = r"Software\Classes\Ours\Sub"


def files(folder):
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def install(record, folder, registry, text=b"first", data="one"):
    """An installation of each kind of entry."""
    made = Journal(record, "1")
    made.folder(folder / "app")
    made.own(folder / "app" / "log")
    made.tree(folder / "app" / "runtime", lambda path: (path.mkdir(), (path / "python.exe").write_bytes(text)))
    made.file(folder / "docs" / "form.xlsm", text)
    made.value("HKCU", KEY, "", data)
    made.value("HKCU", r"Software\Shared", "Theirs", data)
    return made


@pytest.fixture
def world(tmp_path, registry):
    """A folder and a registry with something of the user's in them."""
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "own.xlsx").write_bytes(b"mine")
    registry.make_key("HKCU", r"Software\Shared")
    registry.put("HKCU", r"Software\Shared", "Theirs", "before")
    registry.put("HKCU", r"Software\Shared", "Other", 7)
    return tmp_path


def test_a_failed_installation_leaves_everything_as_it_was(world, registry):
    before = files(world), registry.snapshot()
    made = install(world / "app" / "install.json", world, registry)
    assert files(world) != before[0]
    assert made.rollback() == []
    assert (files(world), registry.snapshot()) == before
    assert not (world / "app").exists()


def test_a_failed_repair_leaves_the_installation_as_it_was(world, registry):
    record = world / "app" / "install.json"
    install(record, world, registry).commit()
    before = files(world), registry.snapshot()
    again = install(record, world, registry, text=b"second", data="two")
    assert again.repairs
    assert (world / "app" / "runtime" / "python.exe").read_bytes() == b"second"
    assert again.rollback() == []
    after = files(world), registry.snapshot()
    assert json.loads(after[0].pop("app/install.json")) == json.loads(before[0].pop("app/install.json"))
    assert after == before


@pytest.mark.parametrize("times", [1, 2, 3])
def test_uninstalling_removes_ours_and_nothing_else(world, registry, times):
    before = files(world), registry.snapshot()
    record = world / "app" / "install.json"
    for number in range(times):
        install(record, world, registry, text=b"%d" % number, data=str(number)).commit()
    (world / "app" / "log" / "component.log").write_bytes(b"said")
    assert not list(world.rglob("*.before"))
    assert journal.undo(journal.load(record)) == []
    assert (files(world), registry.snapshot()) == before
    assert not (world / "app").exists()


def test_what_the_user_changed_stays(world, registry):
    record = world / "app" / "install.json"
    install(record, world, registry).commit()
    form = world / "docs" / "form.xlsm"
    form.write_bytes(b"filled in")
    again = Journal(record, "1")
    assert not again.file(form, b"second")
    again.commit()
    assert form.read_bytes() == b"filled in"
    assert journal.undo(journal.load(record)) == [f"{form} 您改过，保留"]
    assert form.read_bytes() == b"filled in"


def test_a_file_of_the_users_with_our_name_is_never_touched(world, registry):
    made = Journal(world / "app" / "install.json", "1")
    assert not made.file(world / "docs" / "own.xlsx", b"ours")
    assert made.rollback() == []
    assert (world / "docs" / "own.xlsx").read_bytes() == b"mine"


def test_a_folder_of_another_is_never_replaced(world, registry):
    (world / "app" / "runtime").mkdir(parents=True)
    with pytest.raises(FileExistsError):
        install(world / "app" / "install.json", world, registry)


def test_what_others_put_into_our_folders_and_keys_stays(world, registry):
    record = world / "app" / "install.json"
    install(record, world, registry).commit()
    (world / "app" / "note.txt").write_bytes(b"theirs")
    registry.make_key("HKCU", KEY + r"\Theirs")
    journal.undo(journal.load(record))
    assert files(world / "app") == {"note.txt": b"theirs"}
    assert registry.exists("HKCU", KEY + r"\Theirs")
    assert registry.read("HKCU", KEY) is None


def test_an_interrupted_installation_can_be_removed(world, registry):
    before = files(world), registry.snapshot()
    record = world / "app" / "install.json"
    install(record, world, registry)
    assert journal.undo(journal.load(record)) == []
    assert (files(world), registry.snapshot()) == before


def test_after_an_interrupted_repair_it_can_be_removed_or_repaired_again(world, registry):
    before = files(world), registry.snapshot()
    record = world / "app" / "install.json"
    install(record, world, registry).commit()
    install(record, world, registry, text=b"second", data="two")
    install(record, world, registry, text=b"third", data="three")
    assert len(list(world.rglob("*.before"))) == 2, "what the interrupted ones moved aside"
    assert journal.undo(journal.load(record)) == []
    assert (files(world), registry.snapshot()) == before
    for text in (b"first", b"second"):
        made = install(record, world, registry, text=text, data=text.decode())
    made.commit()
    assert (world / "app" / "runtime" / "python.exe").read_bytes() == b"second"
    assert not list(world.rglob("*.before"))


def test_what_cannot_be_taken_back_is_named_and_the_rest_is(world, registry, monkeypatch):
    made = install(world / "app" / "install.json", world, registry)

    def refuse(path):
        raise PermissionError(13, "正在使用", str(path))

    monkeypatch.setattr(journal.shutil, "rmtree", refuse)
    problems = made.rollback()
    assert len(problems) == 2
    assert all("没有删掉（正在使用）" in problem for problem in problems)
    assert not (world / "docs" / "form.xlsm").exists()
    assert not registry.exists("HKCU", KEY)


def test_a_damaged_record_counts_as_none(tmp_path):
    record = tmp_path / "install.json"
    for text in ("", "{", "[]", '{"entries"', "{}"):
        record.write_text(text)
        assert journal.load(record) == []
