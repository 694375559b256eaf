"""The sheet 总览: what came and what is missing, the grades, the averages, the faults, with two charts."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Literal

from perfeval_xl.bureau.district import (
    District,
    Unit,
    by_scheme,
    components,
    count,
    faults,
    grades,
    mean_of,
    short_names,
)
from perfeval_xl.bureau.review import OVERVIEW, STOPPED
from perfeval_xl.bureau.tables import Sheets, Show
from perfeval_xl.checks import all_checks
from perfeval_xl.files.styles import new_chart
from perfeval_xl.texts import DRAFT

if TYPE_CHECKING:
    from xlsxwriter.chart import Chart
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

_TOP_FAULTS = 8
_LEFT, _RIGHT = 0, 5
"""The first columns of the two halves of the sheet."""
_CHART_ROWS = 14
"""Rows of 20 pixels that a chart takes."""
_BLUE = "#4472C4"
_GREY = "#A5A5A5"


def write(sheets: Sheets, district: District) -> None:
    """Writes the first sheet of the summary: figures on the left, charts and faults on the right, on one page."""
    sheet = sheets.book.add_worksheet(OVERVIEW)
    for left in (_LEFT, _RIGHT):
        sheet.set_column(left, left, 42)
        sheet.set_column(left + 1, left + 3, 14)
    sheet.set_column(_RIGHT - 1, _RIGHT - 1, 3)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 1)
    sheet.center_horizontally()
    sheet.set_margins(0.5, 0.5, 0.6, 0.6)
    sheet.hide_gridlines(2)
    page = _Page(sheets, sheet)
    page.title(_title(district))
    for note in _notes(district):
        page.remark(note)
    page.block("报送情况", ("项目", "数量"), _returns(district))
    for title, units in _of_a_kind(district):
        page.block(title, ("项目", "自评", "按规则"), _means(units))
    found = grades(district)
    rows = [(label, counted, _share(counted, district), by_rules) for label, counted, by_rules in found]
    shows = (Show.TEXT, Show.COUNT, Show.RATE, Show.COUNT)
    graded = page.block("等级", ("等级", "自评", "占比", "按规则"), rows, shows)
    rates = _component_rows(district)
    shows = (Show.TEXT, Show.SCORE, Show.SCORE, Show.RATE)
    rated = page.block("各部分平均", ("一级指标", "平均分值", "平均得分", "平均得分率"), rates, shows)
    page.turn()
    _grades_chart(sheets, sheet, found, graded, page.place(_CHART_ROWS))
    if rates:
        _rates_chart(sheets, sheet, rates, rated, page.place(_CHART_ROWS))
    page.block("问题", ("级别", "处数", "涉及单位"), _severities(district))
    titles = all_checks()
    common = [(titles[name].title, hit, _share(hit, district)) for name, _, hit in faults(district)[:_TOP_FAULTS]]
    page.block("最常见的问题", ("问题", "涉及单位", "占比"), common, (Show.TEXT, Show.COUNT, Show.RATE))
    page.finish()


def _title(district: District) -> str:
    years = "、".join(map(str, district.years))
    return f"部门整体绩效自评汇总（{years}年度）" if years else "部门整体绩效自评汇总"


def _notes(district: District) -> list[str]:
    latest = max((unit.source.modified for unit in district.units), default="")
    notes = [f"最近一份表的修改时间：{latest}"] if latest else []
    if district.left:
        notes.append(f"{STOPPED}还有 {district.left} 个文件没有读，下面的数字不全；再运行一次会接着读。")
    if district.draft:
        notes.append(DRAFT)
    if len(district.years) > 1:
        notes.append("⚠ 文件夹里有几个年度的表，各年分别计入。")
    if district.others:
        kinds = "、".join(f"{ending} {number}" for ending, number in sorted(district.others.items()))
        notes.append(f"另有 {sum(district.others.values())} 个其他文件（{kinds}）不是自评表，没有读。")
    return [*notes, *district.notes]


def _returns(district: District) -> list[tuple[Any, ...]]:
    rows: list[tuple[Any, ...]] = []
    if district.matching is not None:
        rows.append(("名册上的单位", district.expected))
    rows.append(("已报送的单位", len({unit.name for unit in district.units})))
    if district.matching is not None:
        rows += [
            ("未报送的单位", len(district.matching.missing)),
            ("名册外的单位", len(district.matching.unexpected)),
        ]
    return [
        *rows,
        ("重复报送（未计入的文件）", len(district.duplicates)),
        ("无法读取的文件", len(district.unreadable)),
        ("校验码不符的送审件", sum(file.head.intact is False for file in district.files)),
        ("得分还待评定的单位", sum(unit.head.total is None for unit in district.units)),
    ]


def _means(units: Sequence[Unit]) -> list[tuple[Any, ...]]:
    counted = mean_of(unit.head.total for unit in units)
    ruled = mean_of(unit.head.computed_total for unit in units)
    return [
        ("平均分", _known(counted.average), _known(ruled.average)),
        ("中位数", _known(counted.median), _known(ruled.median)),
        ("最高分", _known(counted.highest), _known(ruled.highest)),
        ("最低分", _known(counted.lowest), _known(ruled.lowest)),
    ]


def _known(value: Decimal | None) -> Any:
    return "—" if value is None else value


def _share(part: int, district: District) -> float:
    return part / len(district.units) if district.units else 0.0


def _of_a_kind(district: District) -> list[tuple[str, Sequence[Unit]]]:
    """The units whose scores can be compared, each with a title: those of a scheme, where there are several."""
    groups = by_scheme(district)
    if len(groups) < 2:
        return [("得分", district.units)]
    names = short_names(district.schemes)
    return [(f"得分：{names[scheme]}（{len(units)} 个单位）", units) for scheme, units in groups.items()]


def _component_rows(district: District) -> list[tuple[Any, ...]]:
    """The components of each scheme with their averages; where there are several schemes, each says whose it is."""
    names = short_names(district.schemes)
    rows = []
    for scheme in district.schemes:
        heads = [unit.head for unit in district.units if unit.head.scheme == scheme]
        for name in components(district, scheme):
            parts = [part for head in heads for part in head.parts if part.name == name]
            points = mean_of(part.points for part in parts).average
            score = mean_of(part.score for part in parts).average
            rate = mean_of(part.score / part.points for part in parts if part.score is not None and part.points).average
            label = f"{name}（{names[scheme]}）" if len(names) > 1 else name
            rows.append((label, _known(points), _known(score), _known(rate)))
    return rows


def _severities(district: District) -> list[tuple[Any, ...]]:
    return [
        (
            label,
            count(district, severity),
            sum((unit.head.counts or {}).get(severity, 0) > 0 for unit in district.units),
        )
        for severity, label in (("error", "✘ 错误"), ("warning", "⚠ 警告"), ("hint", "ⓘ 提示"))
    ]


class _Page:
    """The sheet while it is put together, each half from top to bottom.

    What is written waits until the end: the workbook takes rows in their order only.
    """

    def __init__(self, sheets: Sheets, sheet: Worksheet) -> None:
        self._sheets, self._sheet = sheets, sheet
        self._row, self._column, self._top = 0, _LEFT, 0
        self._cells: list[tuple[int, int, Any, Format]] = []

    def title(self, text: str) -> None:
        self._sheet.set_row(0, 30)
        self._cells.append((0, _LEFT, text, self._sheets.title))
        self._row = self._top = 1

    def remark(self, text: str) -> None:
        self._cells.append((self._row, _LEFT, text, self._sheets.remark))
        self._row += 1
        self._top = self._row

    def turn(self) -> None:
        """Goes on at the top of the right half."""
        self._row, self._column = self._top, _RIGHT

    def place(self, rows: int) -> tuple[int, int]:
        """Keeps some rows free, with one above them; where they begin."""
        top = self._row + 1
        self._row = top + rows
        return top, self._column

    def block(
        self, title: str, headings: tuple[str, ...], rows: list[tuple[Any, ...]], shows: tuple[Show, ...] = ()
    ) -> int:
        """One small table; the number of its first row of values."""
        sheets, left = self._sheets, self._column
        self._cells.append((self._row + 1, left, title, sheets.styles.purpose("guide_heading")))
        self._cells += [
            (self._row + 2, column, heading, sheets.heading) for column, heading in enumerate(headings, left)
        ]
        top = self._row + 3
        for row, values in enumerate(rows, top):
            for column, value in enumerate(values):
                default = Show.TEXT if column == 0 else Show.SCORE if isinstance(value, Decimal) else Show.COUNT
                show = shows[column] if shows else default
                self._cells.append((row, left + column, value, sheets.formats[show]))
        self._row = top + len(rows)
        return top

    def finish(self) -> None:
        """Writes everything."""
        for row, column, value, style in sorted(self._cells, key=lambda cell: cell[:2]):
            self._sheets.write(self._sheet, row, column, value, style)


def _chart(sheets: Sheets, kind: Literal["column", "bar"], title: str) -> Chart:
    chart = new_chart(sheets.book, kind)
    font = {"name": "宋体", "size": 10, "bold": False}
    chart.set_title({"name": title, "name_font": {**font, "size": 12}, "overlay": False})
    chart.set_legend({"position": "bottom", "font": font})
    chart.set_x_axis({"num_font": font})
    chart.set_y_axis({"num_font": font, "major_gridlines": {"visible": True, "line": {"color": "#E0E0E0"}}})
    chart.set_size({"width": 590, "height": 20 * _CHART_ROWS - 8})
    return chart


def _grades_chart(
    sheets: Sheets, sheet: Worksheet, found: list[tuple[str, int, int]], top: int, at: tuple[int, int]
) -> None:
    last = top + len(found) - 1
    chart = _chart(sheets, "column", "各等级的单位数")
    for name, column, colour, values in (
        ("自评", 1, _BLUE, [row[1] for row in found]),
        ("按规则", 3, _GREY, [row[2] for row in found]),
    ):
        chart.add_series(
            {
                "name": name,
                "categories": [OVERVIEW, top, 0, last, 0],
                "values": [OVERVIEW, top, column, last, column],
                "categories_data": [row[0] for row in found],
                "values_data": values,
                "fill": {"color": colour},
                "data_labels": {"value": True, "font": {"size": 9}},
                "gap": 80,
            }
        )
    text = "、".join(f"{label} {counted}" for label, counted, _ in found)
    sheet.insert_chart(*at, chart, {"description": f"各等级的单位数：{text}"})


def _rates_chart(sheets: Sheets, sheet: Worksheet, rows: list[tuple[Any, ...]], top: int, at: tuple[int, int]) -> None:
    last = top + len(rows) - 1
    chart = _chart(sheets, "bar", "各部分平均得分率")
    chart.add_series(
        {
            "name": "平均得分率",
            "categories": [OVERVIEW, top, 0, last, 0],
            "values": [OVERVIEW, top, 3, last, 3],
            "categories_data": [row[0] for row in rows],
            "values_data": [float(row[3]) if isinstance(row[3], Decimal) else 0 for row in rows],
            "fill": {"color": _BLUE},
            "data_labels": {"value": True, "num_format": "0.0%", "font": {"size": 9}},
            "gap": 60,
        }
    )
    chart.set_legend({"none": True})
    chart.set_y_axis({"reverse": True})
    chart.set_x_axis({"min": 0, "visible": False, "major_gridlines": {"visible": False}})
    sheet.insert_chart(*at, chart, {"description": "各部分平均得分率"})
