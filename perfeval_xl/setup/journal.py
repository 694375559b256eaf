"""What an installation did, each entry with what takes it back: a failed one is undone, a finished one uninstalled.

An entry is plain data and is on disk before the next one is made, so that even an installation that was switched off
half-way can be removed.

| kind | what was done | taken back by |
|---|---|---|
| record | began this record | removing it |
| folder | made a folder | removing it if it is empty |
| tree | made a folder that is ours with all that is in it | removing it, putting back what was there before |
| file | wrote a file | removing it unless the user changed it, putting back what was there before |
| key | made a registry key | removing it if nothing is left in it |
| value | wrote a registry value | removing it, or writing what was there before |
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path
from typing import Any

from perfeval_xl.setup import registry

Entry = dict[str, Any]
"""One deed: its "kind", the "path", and what is needed to take it back."""
FORMAT = 1
_BEFORE = ".before"
"""The ending of what was moved aside until the installation has succeeded."""


class Journal:
    """The record of one installation; `earlier` are the entries of the one that it repairs."""

    def __init__(self, path: Path, version: str):
        self._path = path
        self._version = version
        self._earlier = load(path)
        self._entries: list[Entry] = []

    @property
    def repairs(self) -> bool:
        """Whether there was an installation before."""
        return bool(self._earlier)

    @property
    def entries(self) -> list[Entry]:
        """What was done, by this installation and by the one that it repairs."""
        return [*self._earlier, *self._entries]

    def folder(self, path: Path) -> None:
        """The folder and its parents, made where they are missing."""
        for missing in reversed([folder for folder in (path, *path.parents) if not folder.exists()]):
            missing.mkdir()
            self._add({"kind": "folder", "path": str(missing)})
            if missing == self._path.parent:
                self._add({"kind": "record", "path": str(self._path)})

    def tree(self, path: Path, make: Callable[[Path], None]) -> None:
        """A folder of our own, made anew by `make(path)`; what was there is moved aside until all has succeeded."""
        if path.exists() and not self._ours("tree", path):
            raise FileExistsError(17, "已有同名文件夹，而且不是本软件安装的", str(path))
        before = _aside(path)
        self._add({"kind": "tree", "path": str(path), "before": before})
        make(path)

    def own(self, path: Path) -> None:
        """A folder that is ours with all that will be in it, made where it is missing."""
        if not path.exists():
            self._add({"kind": "tree", "path": str(path), "before": None})
            path.mkdir()

    def file(self, path: Path, content: bytes) -> bool:
        """Writes a file; False where the user has changed ours: it stays as it is."""
        if path.exists() and not self._replaceable(path, content):
            return False
        before = _aside(path)
        self._add({"kind": "file", "path": str(path), "before": before, "sha256": hashlib.sha256(content).hexdigest()})
        path.write_bytes(content)
        return True

    def value(self, hive: str, path: str, name: str, data: str | int) -> None:
        """Writes a registry value, making the keys that are missing."""
        parts = path.split("\\")
        for depth in range(1, len(parts) + 1):
            key = "\\".join(parts[:depth])
            if not registry.exists(hive, key):
                registry.make_key(hive, key)
                self._add({"kind": "key", "hive": hive, "path": key})
        before = registry.kept(hive, path, name)
        self._add({"kind": "value", "hive": hive, "path": path, "name": name, "before": before})
        registry.put(hive, path, name, data)

    def commit(self) -> None:
        """Makes the installation final: from now on it is undone by uninstalling only."""
        for entry in self._entries:
            if entry.get("before") and entry["kind"] in ("tree", "file"):
                _remove(Path(entry["before"]))
        self._entries = _merged(self._earlier, self._entries)
        self._earlier = []
        self._save()

    def rollback(self) -> list[str]:
        """Takes back what this installation did; one line for each thing that could not be taken back."""
        problems = undo(self._entries, restore=True)
        self._entries = []
        if self._earlier:
            self._save()
        return problems

    def _ours(self, kind: str, path: Path) -> bool:
        return any(entry["kind"] == kind and entry["path"] == str(path) for entry in self._earlier)

    def _replaceable(self, path: Path, content: bytes) -> bool:
        digest = _digest(path)
        known = {entry["sha256"] for entry in self._earlier if entry["kind"] == "file" and entry["path"] == str(path)}
        return digest in known or digest == hashlib.sha256(content).hexdigest()

    def _add(self, entry: Entry) -> None:
        self._entries.append(entry)
        if self._path.parent.exists():
            self._save()

    def _save(self) -> None:
        save(self._path, self._version, self.entries)


def load(path: Path) -> list[Entry]:
    """The entries of an installation; none where there is no readable record."""
    try:
        entries: list[Entry] = json.loads(path.read_text(encoding="utf-8"))["entries"]
        return entries
    except (OSError, ValueError, KeyError, TypeError):
        return []


def save(path: Path, version: str, entries: Iterable[Entry]) -> None:
    """Writes the record, whole or not at all."""
    text = json.dumps({"format": FORMAT, "version": version, "entries": list(entries)}, ensure_ascii=False, indent=1)
    temporary = path.with_suffix(".new")
    temporary.write_text(text, encoding="utf-8")
    temporary.replace(path)


def undo(entries: Iterable[Entry], *, restore: bool = False) -> list[str]:
    """Takes entries back, the last first, and goes on whatever fails; one line for each thing that stays, and why.

    With `restore` files and folders go back to what they were before; without, they go, except those the user changed.
    """
    problems = []
    for entry in reversed(list(entries)):
        try:
            if entry["kind"] == "file" and not restore and _changed(entry):
                problems.append(f"{entry['path']} 您改过，保留")
            else:
                _UNDO[entry["kind"]](entry, restore)
        except OSError as error:
            problems.append(f"{entry['path']} 没有删掉（{error.strerror or error}）")
    return problems


def _merged(earlier: list[Entry], later: list[Entry]) -> list[Entry]:
    """All entries, each thing once: with the order and the state before of its first entry, the digest of its last."""
    merged: dict[tuple[Any, ...], Entry] = {}
    for entry in [*earlier, *later]:
        identity = (entry["kind"], entry["path"], entry.get("hive"), entry.get("name"))
        known = merged.setdefault(identity, dict(entry))
        if "sha256" in entry:
            known["sha256"] = entry["sha256"]
        if entry["kind"] in ("tree", "file"):
            known["before"] = None
    return list(merged.values())


def _changed(entry: Entry) -> bool:
    path = Path(entry["path"])
    return path.exists() and _digest(path) != entry["sha256"]


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _aside(path: Path) -> str | None:
    """Moves what is at `path` aside and says where to; None where nothing is there."""
    if not path.exists():
        return None
    aside = path.with_name(path.name + _BEFORE)
    if aside.exists():
        _remove(aside)
    os.rename(path, aside)
    return str(aside)


def _remove(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def _undo_record(entry: Entry, _: bool) -> None:
    Path(entry["path"]).unlink(missing_ok=True)


def _undo_folder(entry: Entry, _: bool) -> None:
    path = Path(entry["path"])
    with suppress(FileNotFoundError):
        if not any(path.iterdir()):
            path.rmdir()


def _undo_made(entry: Entry, restore: bool) -> None:
    with suppress(FileNotFoundError):
        _remove(Path(entry["path"]))
    before = entry["before"]
    if before and restore:
        os.rename(before, entry["path"])
    elif before:
        _remove(Path(before))


def _undo_key(entry: Entry, _: bool) -> None:
    registry.drop_key(entry["hive"], entry["path"])


def _undo_value(entry: Entry, _: bool) -> None:
    where = entry["hive"], entry["path"], entry["name"]
    if entry["before"] is None:
        registry.drop_value(*where)
    else:
        registry.put(*where, *entry["before"])


_UNDO: dict[str, Callable[[Entry, bool], None]] = {
    "record": _undo_record,
    "folder": _undo_folder,
    "tree": _undo_made,
    "file": _undo_made,
    "key": _undo_key,
    "value": _undo_value,
}
