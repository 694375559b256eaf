"""图表: 得分率 by component against 100 %, and where the points were lost; native charts fed by native formulas."""

from __future__ import annotations

from decimal import Decimal

from perfeval_xl.figures import round_half_up
from perfeval_xl.files.component_block import NAME, RATE
from perfeval_xl.files.indicator_table import COLUMNS
from perfeval_xl.files.layout import BLOCK_HEADER, Layout
from perfeval_xl.files.page import CHART, FORM, Formula, Page, address
from perfeval_xl.files.styles import BODY_FONT, new_chart

_RATES = 2
"""The header row of the first little table."""
_SHOWN = 12
"""How many indicators the second chart shows."""
_LIST, _INDEX = 20, 21
"""Hidden columns: the points lost in each row of 绩效指标, with a tiny term that keeps equal ones apart."""
_EPSILON = Decimal("0.000000001")
_FONT = {"name": BODY_FONT, "size": 10}
_GRID = {"visible": True, "line": {"color": "#E3E6EA", "width": 0.75}}
_BLUE, _GREY, _ORANGE = "#3F6FA8", "#C9CED6", "#C77B30"


def write(page: Page, form: Page, places: Layout) -> None:
    """Writes the tables and charts from what stands on 自评表 (`form`)."""
    sheet = page.sheet
    page.begin("得分情况", (26, 10, 10, 66))
    sheet.set_column(_LIST, _INDEX, 10, None, {"hidden": True})
    last = _rates(page, form, places)
    losses = max(last + 2, _RATES + 19)
    _lost(page, form, places, losses)
    sheet.hide_gridlines(2)
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 1)
    sheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.6)
    sheet.print_area(0, 0, losses + 20, 3)


def _rates(page: Page, form: Page, places: Layout) -> int:
    styles = page.styles
    for col, heading in enumerate(("一级指标", "得分率", "满分")):
        page.put(_RATES, col, heading, styles.purpose("heading"))
    row = _RATES
    for row, source in enumerate(range(BLOCK_HEADER + 1, places.strays), _RATES + 1):
        name, rate = (f"{FORM}!{address(source, col, fixed=True)}" for col in (NAME, RATE))
        page.compute(row, 0, Formula(f"={name}", form.value(source, NAME)), styles.purpose("helper"))
        known = form.number(source, RATE)
        # A score that is still to be given is no 0 %.
        pending = Formula(f'=IF(ISNUMBER({rate}),{rate},"—")', "—" if known is None else known)
        page.compute(row, 1, pending, styles.purpose("helper_rate"))
        page.compute(row, 2, Formula("=1", Decimal(1)), styles.purpose("helper_rate"))
    chart = new_chart(page.book, "bar")
    # The full marks first: the earned share is drawn over them.
    for col, colour in ((2, _GREY), (1, _BLUE)):
        series = {
            "name": [CHART, _RATES, col],
            "categories": [CHART, _RATES + 1, 0, row, 0],
            "values": [CHART, _RATES + 1, col, row, col],
            "fill": {"color": colour},
            "gap": 60,
            "overlap": 100,
        }
        if col == 1:
            series["data_labels"] = {
                "value": True,
                "num_format": "0.0%;;",
                "position": "inside_end",
                "font": {**_FONT, "color": "white"},
            }
        chart.add_series(series)
    chart.set_title({"name": "各一级指标得分率", "name_font": {**_FONT, "size": 14}, "overlay": False})
    chart.set_x_axis({"min": 0, "max": 1, "num_format": "0%", "num_font": _FONT, "major_gridlines": _GRID})
    chart.set_y_axis({"reverse": True, "num_font": _FONT})
    chart.set_legend({"position": "bottom", "font": _FONT})
    chart.set_size({"width": 440, "height": 340})
    page.sheet.insert_chart(_RATES, 3, chart, {"x_offset": 8, "y_offset": 2, "description": "各一级指标得分率条形图"})
    return row


def _lost(page: Page, form: Page, places: Layout, header: int) -> None:
    styles = page.styles
    lost = _losses(page, form, places)
    for col, heading in enumerate(("三级指标", "失分")):
        page.put(header, col, heading, styles.purpose("heading"))
    area = f"{address(1, _LIST, fixed=True)}:{address(len(lost), _LIST, fixed=True)}"
    ranked = sorted(range(len(lost)), key=lambda index: -lost[index])
    first = header + 1
    for place in range(_SHOWN):
        row = first + place
        name, value, index = "", Decimal(0), ranked[place] if place < len(ranked) else None
        if index is not None and lost[index] >= Decimal("0.001"):
            name = (
                form.text(places.indicators.first + index, COLUMNS["name"])
                if index < len(places.indicators.rows)
                else ""
            )
            value = round_half_up(lost[index], 2)
        rank = f"IFERROR(LARGE({area},{place + 1}),0)"
        text = f'=IF({rank}<0.001,"",INDEX(indicators.name,MATCH({rank},{area},0)+1)&"")'
        page.compute(row, 0, Formula(text, name), styles.purpose("helper"))
        page.compute(
            row,
            1,
            Formula(f"=IF({rank}<0.001,0,ROUND({rank},2))", value),
            styles.purpose("helper_number", num_format="0.00;;"),
        )
    chart = new_chart(page.book, "bar")
    chart.add_series(
        {
            "name": [CHART, header, 1],
            "categories": [CHART, first, 0, first + _SHOWN - 1, 0],
            "values": [CHART, first, 1, first + _SHOWN - 1, 1],
            "fill": {"color": _ORANGE},
            "gap": 40,
            "data_labels": {"value": True, "num_format": "0.00;;", "font": _FONT},
        }
    )
    chart.set_title(
        {"name": f"失分最多的指标（前{_SHOWN}项，分）", "name_font": {**_FONT, "size": 14}, "overlay": False}
    )
    chart.set_x_axis({"min": 0, "num_font": _FONT, "major_gridlines": _GRID})
    chart.set_y_axis({"reverse": True, "num_font": _FONT})
    chart.set_legend({"none": True})
    chart.set_size({"width": 440, "height": 380})
    page.sheet.insert_chart(header, 3, chart, {"x_offset": 8, "y_offset": 2, "description": "失分最多的指标条形图"})


def _losses(page: Page, form: Page, places: Layout) -> list[Decimal]:
    """Points lost row by row, for as many rows as the table may grow to; INDEX keeps to the named columns."""
    rows = len(places.indicators.rows)
    count = rows + 40
    points = score = None
    found = []
    page.put(0, _LIST, "失分", page.styles.purpose("list"))
    for index in range(count):
        tie = (count - index) * _EPSILON
        value = tie
        if index < rows:
            row = places.indicators.first + index
            points, score = form.number(row, COLUMNS["points"]), form.number(row, COLUMNS["score"])
            if points is not None and score is not None:
                value = max(points - score, Decimal(0)) + tie
        at = index + 2
        text = (
            f"=IFERROR(MAX(IF(COUNT(INDEX(indicators.points,{at}),INDEX(indicators.score,{at}))=2,"
            f"INDEX(indicators.points,{at})-INDEX(indicators.score,{at}),0),0),0)+{tie:f}"
        )
        page.compute(1 + index, _LIST, Formula(text, value), page.styles.purpose("list"))
        found.append(value)
    return found
