"""What the command line shows of an import, a comparison and a new year: every cell with its origin, doubts first."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from itertools import groupby
from pathlib import Path
from typing import Any

from perfeval_xl import names, shapes
from perfeval_xl.columns import shorten, wrap
from perfeval_xl.comparison import Change, Happened
from perfeval_xl.figures import Typed, is_blank, number_of, plain, text_of
from perfeval_xl.importing import Import, Imported, Placed
from perfeval_xl.importing.account import title_of
from perfeval_xl.rollover import Rolled, kept, summary
from perfeval_xl.texts import COLUMNS

_SHOWN = 40
_CELL = re.compile(r"(?<=!)[A-Z]{1,3}\d+$|(?<=行)第\d+格$")
_ROW = re.compile(r"(?<=!)[A-Z]{1,3}(?=\d+$)|(?<=行)第\d+格$")
"""What tells the cells of one row apart in their origins: the letters of the column, or the place in the row."""
_ORIGINS = 4


def imported(found: Imported, output: Path) -> str:
    """The whole account: what was placed and from where, what to look at, what was left, what is missing."""
    account = found.account
    parts = [f"导入 {found.path.name}（方案 {found.scheme.id}：{found.choice.reason}）"]
    parts.append(_section("放好的", _placed(account)))
    parts.append(_section("请核对", [_doubtful(item) for item in account.doubtful]))
    parts.append(_section("没有放的", _left(account)))
    parts.append(_section("没有找到的", account.missing))
    parts += [f"ⓘ {note}" for note in account.notes]
    return "\n\n".join([*filter(None, parts), f"✔ {counts(account)}\n  标准自评表：{output}"])


def counts(account: Import) -> str:
    """One sentence: how many values were placed, are to be looked at, were left and are missing."""
    return (
        f"放好 {len(account.placed)} 处，其中 {len(account.doubtful)} 处请核对；"
        f"没有放的 {len(account.unplaced)} 处，没有找到的 {len(account.missing)} 项。"
    )


def remarks(found: Imported) -> list[str]:
    """What a person should know who sees only the outcome: how an old form was read, and by which scheme if unsure."""
    if found.standard:
        return []
    told = [] if found.choice.sure else [f"{found.path.name}：{found.choice.reason}。"]
    return [*told, f"{found.path.name}：{counts(found.account)}要看明细，请用 import 导入。", *found.account.notes]


def _section(title: str, lines: Iterable[str]) -> str:
    listed = [part for line in lines for part in wrap(line, COLUMNS - 2, indent="    ")]
    return "\n".join([f"{title}：", *(f"  {line}" for line in listed)]) if listed else ""


def _placed(account: Import) -> list[str]:
    """One line for every row of a table, every group, every single value."""
    groups: dict[str, list[Placed]] = defaultdict(list)
    for item in account.placed:
        groups[item.at.rpartition(".")[0] if "." in item.at else item.at].append(item)
    lines = []
    for group, items in groups.items():
        if len(items) == 1 and items[0].at == group:
            lines.append(f"{title_of(group)} ← {_origin(items[0].origin)}")
        else:
            told = "，".join(f"{_field(item.at)} ← {_origin(item.origin)}" for item in items)
            lines.append(f"{title_of(group)}：{told}")
    return lines


def _field(at: str) -> str:
    return names.terms()[names.pattern(at)].label


def _origin(origin: str) -> str:
    listed = origin.split("、")
    if len(listed) <= _ORIGINS:
        return origin
    return f"{listed[0]}、{listed[1]}…{listed[-1]}（{len(listed)} 处）"


def _left(account: Import) -> list[str]:
    """One line for the cells of a row that were left for the same reason."""
    lines = []
    for (reason, _), group in groupby(account.unplaced, key=lambda item: (item.reason, _ROW.sub("", item.origin))):
        items = list(group)
        cells = [match[0] if (match := _CELL.search(item.origin)) else item.origin for item in items[1:]]
        where = "、".join([items[0].origin, *(cells if len(cells) < _ORIGINS else [f"…{cells[-1]}"])])
        lines.append(f"{where}  {' | '.join(_short(item.text) for item in items)} —— {reason}")
    return lines


def _doubtful(item: Placed) -> str:
    return f"{title_of(item.at)} = {_short(text_of(item.value))} ← {_origin(item.origin)}：{item.doubt}"


def _short(text: str) -> str:
    return shorten(text, _SHOWN)


def imported_shape(found: Imported, output: Path) -> dict[str, Any]:
    """The answer of `import --json`."""
    account = found.account
    return {
        "file": str(found.path),
        "output": str(output),
        "scheme": found.scheme.id,
        "scheme_reason": found.choice.reason,
        "scheme_sure": found.choice.sure,
        "standard": found.standard,
        "counts": {
            "placed": len(account.placed),
            "doubtful": len(account.doubtful),
            "unplaced": len(account.unplaced),
            "missing": len(account.missing),
        },
        "placed": [
            {
                "at": item.at,
                "label": title_of(item.at),
                "value": _json(item.value),
                "from": item.origin,
                "doubt": item.doubt,
            }
            for item in account.placed
        ],
        "unplaced": [{"from": item.origin, "text": item.text, "reason": item.reason} for item in account.unplaced],
        "missing": list(account.missing),
        "print": list(account.labels),
        "notes": list(account.notes),
    }


def _json(value: Typed) -> str | int | float | None:
    return shapes.number(value, None) if isinstance(value, Decimal) else value


def changes(found: Sequence[Change], one: str, other: str, cells: tuple[Mapping[str, str], Mapping[str, str]]) -> str:
    """The differences of two returns, one by one, with the cells they stand in."""
    heading = f"甲：{one}\n乙：{other}"
    if not found:
        return f"{heading}\n\n✔ 两份表的内容相同。"
    lines = [_change(change, cells) for change in found]
    return (
        f"{heading}\n\n"
        + "\n".join(part for line in lines for part in wrap(line, COLUMNS, indent="    "))
        + _tally(found)
    )


def _change(change: Change, cells: tuple[Mapping[str, str], Mapping[str, str]]) -> str:
    was, now = _cell(change.was_at, cells[0]), _cell(change.at, cells[1])
    match change.kind:
        case Happened.ADDED:
            return f"＋ {change.title}  乙表新增（{now}）"
        case Happened.REMOVED:
            return f"－ {change.title}  乙表没有（甲表 {was}）"
        case Happened.MOVED:
            return f"↕ {change.title}  由 {was} 移到 {now}"
    where = was if was == now else f"{was} → {now}"
    return f"△ {change.title}  {_seen(change.before)} → {_seen(change.after)}{_difference(change)}（{where}）"


def _cell(at: str | None, cells: Mapping[str, str]) -> str:
    return "" if at is None else cells.get(at) or title_of(at)


def _seen(value: Typed) -> str:
    return "（空）" if is_blank(value) else _short(text_of(value))


def _difference(change: Change) -> str:
    one, other = number_of(change.before), number_of(change.after)
    if one is None or other is None or one == other or change.at == "fiscal_year":
        return ""
    sign = "+" if other > one else "-"
    return f"，{sign}{plain(abs(other - one))}"


def _tally(found: Sequence[Change]) -> str:
    words = {Happened.CHANGED: "改动", Happened.ADDED: "新增", Happened.REMOVED: "删去", Happened.MOVED: "移动"}
    told = [f"{word} {count} 处" for kind, word in words.items() if (count := sum(item.kind is kind for item in found))]
    return "\n\n共 " + "，".join(told) + "。"


def changes_shape(
    found: Sequence[Change], one: Path, other: Path, cells: tuple[Mapping[str, str], Mapping[str, str]]
) -> dict[str, Any]:
    """The answer of `diff --json`."""
    return {
        "a": str(one),
        "b": str(other),
        "same": not found,
        "changes": [
            {
                "kind": str(item.kind),
                "label": item.title,
                "at_a": item.was_at,
                "at_b": item.at,
                "cell_a": cells[0].get(item.was_at or ""),
                "cell_b": cells[1].get(item.at or ""),
                "before": _json(item.before),
                "after": _json(item.after),
            }
            for item in found
        ],
    }


def rolled(made: Rolled, year: int, output: Path) -> str:
    """What was kept and cleared for the new year, and what still names a year gone by."""
    lines = [f"✔ {year}年度自评表：{output}（方案 {made.scheme.id}）"]
    if stayed := kept(made):
        lines += wrap(f"  保留：{'、'.join(stayed)}。", COLUMNS, indent="    ")
    if made.cleared:
        lines += wrap(f"  已清空：{'，'.join(summary(made))}。", COLUMNS, indent="    ")
    if made.dated:
        lines += ["", "保留的文字里还写着以前的年份，请改："]
        lines += [f"  {title_of(name)}  {_short(text)}" for name, text in made.dated]
    return "\n".join(lines)
