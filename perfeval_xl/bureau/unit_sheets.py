"""The sheets 排名 and 各单位得分: one row per unit, its scores as they count beside those that the rules give."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from perfeval_xl import scheme as schemes
from perfeval_xl.bureau.district import District, Unit, by_scheme, components, short_names
from perfeval_xl.bureau.review import SCORE
from perfeval_xl.bureau.tables import Column, Link, Marked, Sheets, Show, link_to
from perfeval_xl.names import format_score
from perfeval_xl.rules import PENDING


def write(sheets: Sheets, district: District, beside: Path) -> None:
    """Writes the sheets; links are made as from `beside`."""
    _ranks(sheets, district, beside)
    _scores(sheets, district, beside)


def _linked(unit: Unit, beside: Path) -> Link:
    return Link(unit.title, link_to(unit.source, beside))


def _count(unit: Unit, severity: str) -> int:
    return (unit.head.counts or {}).get(severity, 0)


_RANKING = (
    Column("名次", 6, Show.CENTRE),
    Column("单位", 30),
    Column("年度", 7, Show.CENTRE),
    Column("自评得分", 9, Show.SCORE),
    Column("等级", 8, Show.CENTRE),
    Column("表头填报得分", 9, Show.SCORE),
    Column("表头填报等级", 9, Show.CENTRE),
    Column("按规则得分", 9, Show.SCORE),
    Column("自评减规则", 9, Show.SCORE),
    Column("预算执行率", 10, Show.RATE),
    Column("✘ 错误", 7, Show.COUNT),
    Column("⚠ 警告", 7, Show.COUNT),
    Column("ⓘ 提示", 7, Show.COUNT),
    Column("复核分", 8, Show.SCORE),
    Column("说明", 42),
)
_SCHEME = Column("方案", 18)
"""Stands behind 年度 where several schemes are used."""
_SCHEME_AT = 3


def _ranks(sheets: Sheets, district: District, beside: Path) -> None:
    apart = [word for word, kinds in (("方案", district.schemes), ("年度", district.years)) if len(kinds) > 1]
    title = f"自评得分排名（各{'、'.join(apart)}分开排）" if apart else "自评得分排名"
    names = short_names(district.schemes) if len(district.schemes) > 1 else {}
    columns = (*_RANKING[:_SCHEME_AT], _SCHEME, *_RANKING[_SCHEME_AT:]) if names else _RANKING
    rows = _ranking(district, beside)
    if names:
        rows = (
            (*row[:_SCHEME_AT], names[unit.head.scheme], *row[_SCHEME_AT:])
            for unit, row in zip(district.units, rows, strict=True)
        )
    sheets.table("排名", title, columns, rows)


def _ranking(district: District, beside: Path) -> Iterator[tuple[Any, ...]]:
    for unit in district.units:
        head = unit.head
        gap = None if head.total is None or head.computed_total is None else head.total - head.computed_total
        yield (
            unit.rank if unit.rank else "—",
            _linked(unit, beside),
            head.year if head.year else "未填",
            PENDING if head.total is None else head.total,
            head.grade or PENDING,
            head.declared_total,
            head.declared_grade,
            PENDING if head.computed_total is None else head.computed_total,
            gap,
            "—" if head.rate is None else head.rate,
            _count(unit, "error"),
            _count(unit, "warning"),
            _count(unit, "hint"),
            unit.review.written.get(SCORE) if unit.review else None,
            _said(unit),
        )


def _said(unit: Unit) -> str:
    head = unit.head
    if head.low is None or head.high is None or (head.computed_total is not None and head.total is not None):
        return ""
    between = f"{format_score(head.low)}—{format_score(head.high)} 之间"
    if head.total is None:
        return f"还有 {head.pending} 项待评定，得分在 {between}"
    return f"按规则在 {between}，其余由人评定"


def _scores(sheets: Sheets, district: District, beside: Path) -> None:
    """One sheet for each scheme, as their components differ; the first, of most units, has the plain name."""
    names = short_names(district.schemes)
    for number, (scheme, units) in enumerate((by_scheme(district) or {"": []}).items(), 1):
        budgeted = any(unit.head.final is not None or unit.head.outturn is not None for unit in units)
        parts = components(district, scheme) if scheme else []
        columns = [*_SCORES, *(_BUDGET if budgeted else ()), *_LAST_SCORES]
        columns += [Column(f"{part}\n{kind}", 9, Show.SCORE) for part in parts for kind in ("分值", "自评", "按规则")]
        note = "自评与按规则重新计算的对照"
        if len(names) > 1:
            note += f"：{schemes.get(scheme).title}，{len(units)} 份；其他方案另有一张表"
        name = "各单位得分" if number == 1 else f"各单位得分（{names[scheme]}）"
        # What Excel takes as the name of a sheet.
        name = name if len(name) <= 31 and not set("[]:*?/\\'") & set(name) else f"各单位得分（{number}）"
        starts = range(len(columns) - 3 * len(parts), len(columns), 3)
        rows = _score_rows(units, parts, budgeted, beside)
        sheets.table(name, "各单位得分", columns, rows, note=note, pages=starts)


_SCORES = (
    Column("单位", 28),
    Column("年度", 7, Show.CENTRE),
    Column("自评得分", 9, Show.SCORE),
    Column("按规则得分", 9, Show.SCORE),
)
_BUDGET = (
    Column("全年预算数（万元）", 12, Show.AMOUNT),
    Column("预算执行数（万元）", 12, Show.AMOUNT),
    Column("预算执行率", 10, Show.RATE),
)
_LAST_SCORES = (Column("指标数", 7, Show.COUNT), Column("自评与规则不一致的部分", 24))


def _score_rows(units: list[Unit], names: list[str], budgeted: bool, beside: Path) -> Iterator[tuple[Any, ...]]:
    for unit in units:
        head = unit.head
        parts = {part.name: part for part in head.parts}
        unlike = [
            part.name
            for part in head.parts
            if part.score is not None and part.computed is not None and part.score != part.computed
        ]
        cells: list[Any] = []
        for name in names:
            part = parts.get(name)
            if part is None:
                cells += ["—", "—", "—"]
            else:
                cells += [part.points, *(PENDING if value is None else value for value in (part.score, part.computed))]
        budget = (head.final, head.outturn, "—" if head.rate is None else head.rate) if budgeted else ()
        yield (
            _linked(unit, beside),
            head.year if head.year else "未填",
            PENDING if head.total is None else head.total,
            PENDING if head.computed_total is None else head.computed_total,
            *budget,
            head.indicators,
            Marked("⚠ " + "、".join(unlike)) if unlike else "",
            *cells,
        )
