"""Where the terms of the form stand in a workbook, found by its defined names; a name that is lost is one sentence."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from functools import cache

from perfeval_xl import names
from perfeval_xl.errors import WorkbookError
from perfeval_xl.files.places import Area, area
from perfeval_xl.files.sheets import Workbook

SECTION, WORDS = "narrative[].name", "narrative[].text"
"""The two columns of 报告素材; a section is a key of `Form.narrative`, not a term."""

OPTIONAL = frozenset({"indicators[].criterion", "indicators[].tier"})
"""Columns that only some schemes have."""

UNREMARKED = frozenset(
    {
        *("components", "profile", "staffing", "revenue", "expenditure", "official", "assets", "comparison"),
        *("goals", "panel"),
    }
)
"""Parts that only some returns or schemes have; their absence is not worth a word."""

STAMPS = ("scheme", "perfeval.version", "submission.computed", "submission.digest", "submission.verified")
"""Names that say what kind of workbook this is."""

_SHOWN = 3


@dataclass(frozen=True, slots=True)
class Table:
    """A table on a sheet: its header row, its closing row, and the number of each column by pattern."""

    sheet: str
    top: int
    bottom: int
    columns: dict[str, int]


@dataclass(frozen=True, slots=True)
class Located:
    """The place of every scalar term, every table and the stamps; `notes` on parts that the form does not have."""

    scalars: dict[str, Area]
    tables: dict[str, Table]
    stamps: dict[str, Area]
    notes: list[str] = field(default_factory=list)

    def extents(self) -> dict[str, tuple[int, frozenset[int]]]:
        """The last row and the columns that matter on each sheet that matters."""
        last: dict[str, int] = defaultdict(int)
        columns: dict[str, set[int]] = defaultdict(set)
        for place in (*self.scalars.values(), *self.stamps.values()):
            last[place.sheet] = max(last[place.sheet], place.bottom)
            columns[place.sheet].add(place.left)
        for table in self.tables.values():
            last[table.sheet] = max(last[table.sheet], table.bottom)
            columns[table.sheet].update(table.columns.values())
        return {sheet: (row, frozenset(columns[sheet])) for sheet, row in last.items()}

    def form_sheets(self) -> frozenset[str]:
        """The sheets on which the form stands; the department's own words stand elsewhere."""
        tables = (table.sheet for part, table in self.tables.items() if part != "narrative")
        return frozenset((*(place.sheet for place in self.scalars.values()), *tables))


def locate(book: Workbook, file: str) -> Located:
    """Where everything stands in a standard workbook; WorkbookError where names are missing, broken, or torn apart."""
    defined = {name.lower(): text for name, text in book.names.items()}
    titles = frozenset(book.titles)
    places: dict[str, Area] = {}
    missing, broken = [], []
    for pattern, name in _defined_names().items():
        text = defined.get(name)
        place = None if text is None else area(text)
        if text is None:
            missing.append(pattern)
        elif place is None or place.sheet not in titles:
            broken.append(pattern)
        else:
            places[pattern] = place
    if not places and not broken:
        raise WorkbookError(
            f"{file}：这不是本软件的自评表（找不到单元格名称，工作表有“{'”“'.join(book.titles)[:60]}”）；"
            "旧表或别的表请用 import 读入，空白表用 new 新建。"
        )
    if broken:
        raise WorkbookError(
            f"{file}：{_listed(broken)}的单元格名称已失效（#REF!），可能删掉了所在的行、列或工作表；"
            "请撤销删除，或从备份恢复后再读。"
        )
    absent = _absent_parts(missing)
    lost = [pattern for pattern in missing if pattern not in OPTIONAL and _part(pattern) not in absent - {"indicators"}]
    if lost:
        raise WorkbookError(
            f"{file}：缺少{_listed(lost)}的单元格名称，可能在名称管理器中被删除；"
            "请从备份恢复，或用 new 新建一份，把内容复制过去。"
        )
    stamps = {name: place for name in STAMPS if (place := area(defined.get(name, ""))) and place.sheet in titles}
    notes = [
        f"{file}：表中没有“{label}”部分，按未填处理。"
        for part, label in names.parts().items()
        if part in absent - UNREMARKED
    ]
    scalars = {pattern: place for pattern, place in places.items() if "[]" not in pattern}
    return Located(scalars, _tables(places, file), stamps, notes)


def _tables(places: dict[str, Area], file: str) -> dict[str, Table]:
    columns: dict[str, dict[str, Area]] = defaultdict(dict)
    for pattern, place in places.items():
        if "[]" in pattern:
            columns[_part(pattern)][pattern] = place
    tables = {}
    for part, found in columns.items():
        spans = [(place.sheet, place.top, place.bottom) for place in found.values()]
        common = max(spans, key=spans.count)
        torn = [pattern for pattern, span in zip(found, spans, strict=True) if span != common]
        if torn:
            label = names.parts().get(part, "报告素材")
            raise WorkbookError(
                f"{file}：“{label}”各列的行不再对齐（{_listed(torn)}），可能单独移动或删除过单元格；"
                "请撤销该操作，增减行时请插入或删除整行。"
            )
        tables[part] = Table(*common, {pattern: place.left for pattern, place in found.items()})
    return tables


def _part(pattern: str) -> str:
    return pattern.partition("[")[0] if "[]" in pattern else pattern.rpartition(".")[0]


def _absent_parts(missing: list[str]) -> frozenset[str]:
    """The parts and groups of the budget of which no name exists: a form without them."""
    gone = set(missing)
    return frozenset(part for part, patterns in _patterns_by_part().items() if part and patterns <= gone)


@cache
def _defined_names() -> dict[str, str]:
    """The defined name of each pattern that is read, in the order of the form."""
    return {pattern: pattern.replace("[]", "") for pattern in (*names.terms(), SECTION, WORDS)}


@cache
def _patterns_by_part() -> dict[str, frozenset[str]]:
    whole: dict[str, set[str]] = defaultdict(set)
    for pattern in _defined_names():
        whole[_part(pattern)].add(pattern)
    return {part: frozenset(patterns) for part, patterns in whole.items()}


def _listed(patterns: list[str]) -> str:
    shown = "、".join(f"“{_label(pattern)}”" for pattern in patterns[:_SHOWN])
    return shown + (f"等 {len(patterns)} 处" if len(patterns) > _SHOWN else "")


def _label(pattern: str) -> str:
    if pattern in (SECTION, WORDS):
        return "报告素材"
    return f"{names.label(pattern.replace('[]', ''))}（{pattern.replace('[]', '')}）"
