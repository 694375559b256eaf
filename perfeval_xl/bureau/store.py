"""What was found out about each content, kept in one small database beside the summary.

A second run reads from it what has not changed; the summary is written from it, so that the lines of a thousand returns
need not be in memory together. It may be deleted at any time. Records are JSON: nothing in it is ever executed.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
import zlib
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from perfeval_xl import __version__, scheme
from perfeval_xl.bureau.record import Head, Record, from_json, to_json
from perfeval_xl.errors import OutputError
from perfeval_xl.files.output import PREFIX

_TABLE = (
    "CREATE TABLE IF NOT EXISTS record (digest TEXT PRIMARY KEY, engine TEXT, head TEXT, lines TEXT, findings TEXT)"
)

_UNUSABLE = "读过的内容存不下或取不出，磁盘空间可能不足，没有汇总；请清理磁盘后重试，仍不行的加 --fresh 全部重读。"


@cache
def engine() -> str:
    """A mark of the program and its rules, a region's own included: what others found out is found out again."""
    program, own = Path(__file__).parent.parent, scheme.own_folder()
    seen = hashlib.sha256(__version__.encode())
    for path in sorted([*program.rglob("*.py"), *program.rglob("*.toml"), *(own.glob("*.toml") if own else ())]):
        state = path.stat()
        seen.update(f"{path} {state.st_size} {state.st_mtime_ns}\n".encode())
    return seen.hexdigest()


def place_of(summary: Path) -> Path:
    """Where the database of a summary lies."""
    return summary.with_name(f"{PREFIX}{summary.name}.cache")


@dataclass(frozen=True, slots=True, kw_only=True)
class Packed:
    """A record as it is kept: three JSON texts."""

    head: str
    lines: str
    findings: str


def pack(record: Record) -> Packed:
    """`record` as it is kept."""
    return Packed(head=_dumps(to_json(record.head)), lines=_dumps(record.lines), findings=_dumps(record.findings))


def _dumps(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


class Store:
    """An open database of records by the digest of their content; `note` says why one cannot be kept, if so."""

    def __init__(self, path: Path, *, fresh: bool = False):
        self.note = ""
        self._path: Path | None = path
        try:
            self._base = _open(path, fresh)
        except (sqlite3.Error, OSError):
            # A network drive without locks, a second run at the same time: the summary matters more than the next run.
            self.note = "缓存文件写不了，下次汇总会全部重读。"
            self._path = None
            self._base = sqlite3.connect("")
            self._base.execute(_TABLE)

    def head(self, digest: str) -> Head | None:
        """What is known about a content under the present rules, None for nothing, or for what was damaged."""
        try:
            texts = [self._text(column, digest) for column in ("head", "lines", "findings")]
            return from_json(json.loads(texts[0]))
        except (sqlite3.Error, ValueError, TypeError, KeyError, ArithmeticError):
            return None

    def lines(self, digest: str) -> list[list[Any]]:
        """The indicators of a return, columns as in `record.LINE`."""
        return self._rows("lines", digest)

    def findings(self, digest: str) -> list[list[Any]]:
        """The findings of a return, columns as in `record.FINDING`."""
        return self._rows("findings", digest)

    def keep(self, digest: str, packed: Packed) -> None:
        """Keeps a record; OutputError where the disk is full: what was kept must not be missing in the summary."""
        row = (digest, engine(), *map(_sealed, (packed.head, packed.lines, packed.findings)))
        try:
            self._base.execute("INSERT OR REPLACE INTO record VALUES (?, ?, ?, ?, ?)", row)
        except sqlite3.Error as fault:
            raise OutputError(_UNUSABLE) from fault

    def close(self, used: Iterable[str] | None = None) -> None:
        """Ends the work; with `used`, forgets every content that is not among them. An empty database is removed."""
        empty = False
        with suppress(sqlite3.Error):
            if used is not None:
                self._base.execute("CREATE TEMP TABLE used (digest TEXT PRIMARY KEY)")
                self._base.executemany("INSERT OR IGNORE INTO used VALUES (?)", ((digest,) for digest in used))
                self._base.execute("DELETE FROM record WHERE digest NOT IN (SELECT digest FROM used)")
            self._base.commit()
            empty = self._base.execute("SELECT 1 FROM record LIMIT 1").fetchone() is None
        self._base.close()
        if empty and self._path is not None:
            with suppress(OSError):
                self._path.unlink()

    def _rows(self, column: str, digest: str) -> list[list[Any]]:
        try:
            rows: list[list[Any]] = json.loads(self._text(column, digest))
        except (sqlite3.Error, KeyError, ValueError) as fault:
            raise OutputError(_UNUSABLE) from fault
        return rows

    def _text(self, column: str, digest: str) -> str:
        """What is kept; KeyError where there is nothing, ValueError where it is damaged."""
        found = self._base.execute(
            f"SELECT {column} FROM record WHERE digest = ? AND engine = ?", (digest, engine())
        ).fetchone()
        if found is None:
            raise KeyError(digest)
        return _unsealed(found[0])


def _sealed(text: str) -> str:
    """`text` behind its checksum: a disk that lies must not change a score."""
    return f"{zlib.crc32(text.encode('utf-8')):08x}{text}"


def _unsealed(sealed: str) -> str:
    text = sealed[8:]
    if _sealed(text) != sealed:
        raise ValueError("damaged")
    return text


def _open(path: Path, fresh: bool) -> sqlite3.Connection:
    if fresh:
        path.unlink(missing_ok=True)
    try:
        return _prepared(path)
    except sqlite3.DatabaseError as fault:
        if isinstance(fault, sqlite3.OperationalError):
            raise
        path.unlink()  # not a database, or a damaged one
        return _prepared(path)


def _prepared(path: Path) -> sqlite3.Connection:
    base = sqlite3.connect(path, timeout=1)
    try:
        base.execute("PRAGMA synchronous = OFF")  # losing it costs one slower run
        if base.execute("PRAGMA quick_check(1)").fetchone() != ("ok",):
            raise sqlite3.DatabaseError("damaged")
        base.execute(_TABLE)
        base.execute("SELECT digest, engine, head, lines, findings FROM record LIMIT 1")
        base.execute("BEGIN IMMEDIATE")  # one run at a time: another one keeps nothing
    except BaseException:
        base.close()
        raise
    return base
