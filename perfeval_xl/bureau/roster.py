"""Who is expected: the units named in a workbook, matched with the returns as a person would match them.

Two names are one unit when they are equal but for spaces, brackets, width and case, or when one ends with the other
("示例区教育局", "教育局") and no third name does. Nothing is matched by mere likeness: 第一小学 is not 第二小学.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from perfeval_xl.errors import FormError
from perfeval_xl.figures import fold, text_of
from perfeval_xl.files.package import open_workbook
from perfeval_xl.files.sheets import Sheet, Workbook
from perfeval_xl.files.source import shown

_HEADER = re.compile(r"(?:预算)?(?:部门|单位)?(?:\(单位\)|\(部门\))?(?:名称|全称)|部门|单位|预算单位|部门\(单位\)")
_LAST_ROW = 20_000
_HEADER_ROWS = 10
_SHORTEST = 3
_PUNCTUATION = re.compile(r"[\s()\[\]{}<>《》【】“”\"'‘’·.,，。、_\-—:：]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Matching:
    """The roster beside the returns: who is missing, who came unasked, and the roster's name of each that came."""

    missing: tuple[str, ...]
    unexpected: tuple[str, ...]
    named: dict[str, str]


def key_of(name: str) -> str:
    """A unit's name reduced to what tells it from another."""
    return _PUNCTUATION.sub("", fold(name)).lower()


def identity(name: str, year: int | str | None, *more: str) -> str:
    """What a unit's return of one year is known by, from run to run; `more` tells its returns of one year apart."""
    return "|".join((key_of(name), str(year or ""), *(item for item in more if item)))


def read(path: Path) -> tuple[str, ...]:
    """The names in the first column of a roster that holds any, below a heading such as 单位名称 where there is one.

    Each name once, in order. Raises WorkbookError or FormError where there is no roster to read.
    """
    book = Workbook(open_workbook(path))
    for title in book.titles:
        names = _names(book.sheet(title, _LAST_ROW))
        if names:
            return names
    raise FormError(f"{shown(path)}：名册里没有找到单位名称，请把名称写在一列里，每行一个，上面写“单位名称”。")


def _names(sheet: Sheet) -> tuple[str, ...]:
    columns: dict[int, list[tuple[int, str]]] = defaultdict(list)
    for (row, column), cell in sorted(sheet.cells.items()):
        text = " ".join(text_of(cell.value).split())
        if text and isinstance(cell.value, str):
            columns[column].append((row, text))
    for entries in columns.values():
        for position, (row, text) in enumerate(entries):
            if row <= _HEADER_ROWS and _HEADER.fullmatch(fold(text)):
                return _once(name for _, name in entries[position + 1 :])
    longest = max(columns.values(), key=len, default=[])
    return _once(name for _, name in longest)


def _once(names: Iterable[str]) -> tuple[str, ...]:
    kept: dict[str, str] = {}
    for name in names:
        kept.setdefault(key_of(name), name)
    kept.pop("", None)
    return tuple(kept.values())


def match(roster: Sequence[str], came: Sequence[str]) -> Matching:
    """The names of the returns that `came` matched with the roster, each roster name at most with one unit."""
    named: dict[str, str] = {}
    by_key = {key_of(name): name for name in roster}
    open_keys = dict(by_key)
    left = []
    for name in came:
        if key_of(name) in by_key:
            named[name] = by_key[key_of(name)]
            open_keys.pop(key_of(name), None)
        else:
            left.append(name)
    claimed: dict[str, list[str]] = defaultdict(list)
    for name in left:
        alike = [key for key in by_key if _ends_alike(key, key_of(name))]
        if len(alike) == 1 and alike[0] in open_keys:
            claimed[alike[0]].append(name)
    for key, names in claimed.items():
        if len({key_of(name) for name in names}) == 1:
            named.update(dict.fromkeys(names, open_keys.pop(key)))
    return Matching(
        missing=tuple(open_keys.values()),
        unexpected=tuple(name for name in came if name not in named),
        named=named,
    )


def _ends_alike(one: str, other: str) -> bool:
    shorter, longer = sorted((one, other), key=len)
    return len(shorter) >= _SHORTEST and longer.endswith(shorter)
