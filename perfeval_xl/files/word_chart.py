"""A bar chart of ratios as a Word chart: drawn by Word itself, so that it needs no picture and prints sharp."""

from __future__ import annotations

from perfeval_xl.files.word_styles import BODY_FONT, LATIN_FONT, RELATIONS, XML
from perfeval_xl.files.word_text import escape
from perfeval_xl.report.blocks import Chart

_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006"
_WIDTH, _BAR, _FRAME = 5400000, 360000, 900000
"""Measures in EMU: 15 cm wide, 1 cm for each bar, 2.5 cm for title and axis."""
_COLOR = "4472C4"


def inline_xml(chart: Chart, number: int) -> str:
    """The run that places the chart in a line of its own; `alt` is its alternative text."""
    return (
        "<w:r><w:drawing><wp:inline "
        f'xmlns:wp="{_DRAWING}/wordprocessingDrawing" distT="0" distB="0" distL="0" distR="0">'
        f'<wp:extent cx="{_WIDTH}" cy="{_FRAME + _BAR * len(chart.labels)}"/>'
        f'<wp:docPr id="{number}" name="图{number}" descr="{escape(chart.alt)}"/><wp:cNvGraphicFramePr/>'
        f'<a:graphic xmlns:a="{_DRAWING}/main"><a:graphicData uri="{_DRAWING}/chart">'
        f'<c:chart xmlns:c="{_DRAWING}/chart" r:id="rIdChart{number}"/></a:graphicData></a:graphic></wp:inline>'
        "</w:drawing></w:r>"
    )


def chart_xml(chart: Chart) -> str:
    """The chart part: horizontal bars, first on top, each with its value; 15 % of the width is left for the values."""
    return (
        f'{XML}<c:chartSpace xmlns:c="{_DRAWING}/chart" xmlns:a="{_DRAWING}/main" xmlns:r="{RELATIONS}">'
        '<c:roundedCorners val="0"/><c:chart><c:title><c:tx><c:rich><a:bodyPr/><a:p>'
        f"<a:pPr>{_text_properties('defRPr', 1200)}</a:pPr>"
        f"<a:r>{_text_properties('rPr', 1200)}<a:t>{escape(chart.title)}</a:t></a:r>"
        '</a:p></c:rich></c:tx><c:overlay val="0"/></c:title><c:autoTitleDeleted val="0"/><c:plotArea><c:layout/>'
        f'<c:barChart><c:barDir val="bar"/><c:grouping val="clustered"/><c:varyColors val="0"/>{_series(chart)}'
        '<c:gapWidth val="60"/><c:axId val="1"/><c:axId val="2"/></c:barChart>'
        '<c:catAx><c:axId val="1"/><c:scaling><c:orientation val="maxMin"/></c:scaling><c:delete val="0"/><c:axPos '
        'val="l"/>'
        '<c:numFmt formatCode="General" sourceLinked="0"/><c:majorTickMark val="none"/><c:minorTickMark val="none"/>'
        '<c:tickLblPos val="low"/><c:crossAx val="2"/></c:catAx>'
        '<c:valAx><c:axId val="2"/><c:scaling><c:orientation val="minMax"/><c:max val="1.15"/><c:min val="0"/>'
        '</c:scaling><c:delete val="1"/><c:axPos val="b"/><c:numFmt formatCode="0%" sourceLinked="0"/>'
        '<c:majorTickMark val="none"/>'
        '<c:minorTickMark val="none"/><c:tickLblPos val="nextTo"/><c:crossAx val="1"/><c:crosses val="max"/>'
        '<c:majorUnit val="0.2"/></c:valAx></c:plotArea><c:plotVisOnly val="1"/></c:chart>'
        "<c:spPr><a:ln><a:noFill/></a:ln></c:spPr>"
        f'<c:txPr><a:bodyPr/><a:p><a:pPr>{_text_properties("defRPr", 1000)}</a:pPr><a:endParaRPr lang="zh-CN"/></a:p>'
        "</c:txPr>"
        "</c:chartSpace>"
    )


def _text_properties(tag: str, size: int) -> str:
    return (
        f'<a:{tag} lang="zh-CN" sz="{size}" b="0"><a:latin typeface="{LATIN_FONT}"/><a:ea typeface="{BODY_FONT}"/>'
        f"</a:{tag}>"
    )


def _series(chart: Chart) -> str:
    count = len(chart.labels)
    labels = "".join(f'<c:pt idx="{i}"><c:v>{escape(text)}</c:v></c:pt>' for i, text in enumerate(chart.labels))
    values = "".join(f'<c:pt idx="{i}"><c:v>{value:f}</c:v></c:pt>' for i, value in enumerate(chart.values))
    return (
        f'<c:ser><c:idx val="0"/><c:order val="0"/><c:tx><c:v>{escape(chart.title)}</c:v></c:tx><c:spPr><a:solidFill>'
        f'<a:srgbClr val="{_COLOR}"/></a:solidFill></c:spPr><c:invertIfNegative val="0"/><c:dLbls>'
        '<c:numFmt formatCode="0.00%" sourceLinked="0"/><c:showLegendKey val="0"/><c:showVal val="1"/><c:showCatName '
        'val="0"/>'
        '<c:showSerName val="0"/><c:showPercent val="0"/><c:showBubbleSize val="0"/></c:dLbls>'
        f'<c:cat><c:strLit><c:ptCount val="{count}"/>{labels}</c:strLit></c:cat>'
        f'<c:val><c:numLit><c:formatCode>0.00%</c:formatCode><c:ptCount val="{count}"/>{values}</c:numLit></c:val>'
        "</c:ser>"
    )
