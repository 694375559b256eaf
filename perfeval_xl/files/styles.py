"""Cell styles by purpose: what a cell is for decides how it looks, how it is protected and how numbers are shown.

Inputs are light and unlocked, formulas white and locked. A colour is never alone: the cell beside it carries a sign.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from perfeval_xl.model import Kind

if TYPE_CHECKING:
    from xlsxwriter.chart import Chart
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook

BODY_FONT = "宋体"
HEADING_FONT = "黑体"
SIZE = 10
DEFAULT_FONT = {"font_name": BODY_FONT, "font_size": 11, "font_scheme": "none", "font_charset": 134}

ERROR, WARNING, HINT, GOOD = "✘", "⚠", "ⓘ", "✔"
"""The signs of the marks, gravest first."""

_INPUT = "#FFFCEB"
_HEADING = "#E9EDF2"
_HELPER = "#F5F5F5"
_GREY = "#7F7F7F"
_MARKS = {
    ERROR: {"bg_color": "#F9C9C4", "font_color": "#8A1C12"},
    WARNING: {"bg_color": "#FDE9A9", "font_color": "#6B4A00"},
    HINT: {"bg_color": "#CFE3F7", "font_color": "#123F6B"},
    GOOD: {"font_color": "#2E6B34"},
}

_CENTRE = {"align": "center", "valign": "vcenter", "text_wrap": True}
_LEFT = {"align": "left", "valign": "vcenter", "text_wrap": True}
_BORDER = {"border": 1}

_PURPOSES: dict[str, dict[str, Any]] = {
    "title": {"bold": True, "font_size": 18, **_CENTRE},
    "subtitle": {"font_size": 11, **_CENTRE},
    "plain": {**_LEFT, "text_wrap": False},
    "plain_right": {"align": "right", "valign": "vcenter"},
    "label": {**_CENTRE, **_BORDER},
    "label_left": {**_LEFT, **_BORDER},
    "heading": {"bold": True, "bg_color": _HEADING, **_CENTRE, **_BORDER},
    "closing": {"font_size": 4, "font_color": _GREY, "top": 1, "bottom": 1},
    "closing_left": {"font_size": 4, "left": 1, "top": 1, "bottom": 1},
    "closing_right": {"font_size": 4, "right": 1, "top": 1, "bottom": 1},
    "blank": {**_CENTRE, **_BORDER},
    "note": {"font_size": 9, **_LEFT, "valign": "top"},
    "helper_heading": {
        "bold": True,
        "font_size": 9,
        "bg_color": _HELPER,
        "font_color": "#404040",
        **_CENTRE,
        **_BORDER,
    },
    "helper_label": {"font_size": 9, "align": "right", "valign": "vcenter", "font_color": "#404040"},
    "helper": {"font_size": 9, **_LEFT, "border": 1, "border_color": "#BFBFBF"},
    "helper_number": {"font_size": 9, **_CENTRE, "border": 1, "border_color": "#BFBFBF"},
    "helper_rate": {"font_size": 9, "num_format": "0.00%", **_CENTRE, "border": 1, "border_color": "#BFBFBF"},
    "mark": {"font_size": 9, **_CENTRE, "text_wrap": False, "shrink": True},
    "guide_title": {"bold": True, "font_size": 16, "font_name": HEADING_FONT, "valign": "vcenter"},
    "guide_heading": {"bold": True, "font_size": 12, "font_name": HEADING_FONT, "valign": "vcenter"},
    "guide": {"font_size": 11, **_LEFT, "valign": "top"},
    "guide_key": {"font_size": 11, **_CENTRE, "valign": "top"},
    "guide_input": {"font_size": 11, "bg_color": _INPUT, **_CENTRE, **_BORDER},
    "finding": _CENTRE,
    "finding_left": _LEFT,
    "finding_link": {"font_color": "#0563C1", "underline": 1, **_LEFT},
    "list": {},
}

_PLAIN = "General;-General"
"""Looks like General, but 50% typed into it stays 0.5: a General cell would make it a percentage, which is no score."""
_COMPUTED = {Kind.RATE: "0.00%", Kind.TYPED: "General", Kind.AMOUNT: "0.00"}
"""How what is computed is shown where it is no score."""

_INPUTS: dict[Kind, dict[str, Any]] = {
    Kind.TEXT: {**_CENTRE, "num_format": "@"},
    Kind.TYPED: {**_CENTRE, "num_format": "@"},
    # No text format here: some versions of Excel show ##### for text cells of more than 255 characters.
    Kind.PROSE: _LEFT,
    Kind.AMOUNT: {**_CENTRE, "num_format": "0.00", "text_wrap": False, "shrink": True},
    Kind.POINTS: {**_CENTRE, "num_format": _PLAIN},
    Kind.SCORE: {**_CENTRE, "num_format": _PLAIN},
    Kind.COUNT: _CENTRE,
    Kind.RATE: _CENTRE,
    # The reader turns numbers shown as percentages into "x%"; the year keeps its brackets out of the value.
    Kind.YEAR: {**_CENTRE, "num_format": '"（"0"年度）";"（"-0"年度）";"（"0"年度）";"（"@"）"', "font_size": 11},
}


def new_chart(book: Workbook, kind: Literal["bar", "column"]) -> Chart:
    """A chart that stands nowhere yet."""
    chart = book.add_chart({"type": kind})
    assert chart is not None  # there is none for a kind that XlsxWriter does not know
    return chart


class Styles:
    """The formats of one workbook, made when first asked for."""

    def __init__(self, book: Workbook) -> None:
        self._book = book
        self._made: dict[tuple[Any, ...], Format] = {}

    def purpose(self, name: str, **changes: Any) -> Format:
        """The format for a purpose, such as "heading"; `changes` are format properties that differ."""
        return self._format(("purpose", name), _PURPOSES[name], {"locked": True, **changes})

    def input(self, kind: Kind, **changes: Any) -> Format:
        """The format of a cell where a term of this kind is typed."""
        border = {} if kind is Kind.YEAR else _BORDER
        return self._format(("input", kind), _INPUTS[kind], {**border, "bg_color": _INPUT, "locked": False, **changes})

    def formula(self, kind: Kind, *, typable: bool = True) -> Format:
        """The format of a computed cell; `typable` ones may be overwritten by hand, so they are not locked."""
        # Never the text format: Excel would keep a formula that is entered again as a text.
        # 95% typed over what is computed must stay a percentage, points must not become one.
        shown = {"num_format": _COMPUTED.get(kind, _PLAIN)}
        return self._format(("formula", kind), _INPUTS[kind], {**_BORDER, **shown, "locked": not typable})

    def printed(self, kind: Kind, **changes: Any) -> Format:
        """The format of a value in a copy that nobody fills any more."""
        border = {} if kind is Kind.YEAR else _BORDER
        return self._format(("printed", kind), _INPUTS[kind], {**border, "locked": True, **changes})

    def mark(self, sign: str) -> Format:
        """The conditional format that goes with a sign."""
        return self._format(("mark", sign), {}, _MARKS[sign], font=False)

    def frame(self) -> Format:
        """The conditional format that draws lines around a cell."""
        return self._format(("frame",), {"border": 1, "border_color": "#A6A6A6"}, {}, font=False)

    def typed(self) -> Format:
        """The conditional format of a computed cell over which a person has typed."""
        return self._format(("typed",), {"bg_color": _INPUT}, {}, font=False)

    def used(self) -> dict[int, tuple[str, str]]:
        """By the index that a cell format has in the written workbook, the purpose or the kind that it was made for."""
        made = [(item.xf_index, key) for key, item in self._made.items() if item.xf_index]
        return {index: key[:2] for index, key in reversed(made)}

    @staticmethod
    def colours(sign: str) -> dict[str, str]:
        """The format properties that go with a sign."""
        return _MARKS[sign]

    def _format(
        self, key: tuple[str, ...], base: dict[str, Any], changes: dict[str, Any], *, font: bool = True
    ) -> Format:
        full = (*key, *sorted(changes.items()))
        if full not in self._made:
            face = {"font_name": BODY_FONT, "font_size": SIZE, "font_charset": 134} if font else {}
            self._made[full] = self._book.add_format({**face, **base, **changes})
        return self._made[full]
