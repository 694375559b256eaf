"""Cells that people fill in: how a typed value is written, what may be typed, what help is shown."""

from __future__ import annotations

from typing import Any

from perfeval_xl import names
from perfeval_xl.figures import Typed
from perfeval_xl.files.layout import HELPER_WIDTHS, WIDTHS
from perfeval_xl.files.measure import fitting_size, height, pixels
from perfeval_xl.files.page import Formula, Page
from perfeval_xl.files.styles import SIZE
from perfeval_xl.model import Kind, Term

_NUMBERS = (Kind.AMOUNT, Kind.POINTS, Kind.SCORE, Kind.COUNT)


def term(dotted: str) -> Term:
    """The term at a dotted name without indexes, such as `indicators.target` for a column."""
    part, _, name = dotted.rpartition(".")
    known = names.terms()
    return known.get(dotted) or known[f"{part}[].{name}"]


def span(col: int, last: int | None = None) -> int:
    """The width in pixels of the columns `col` to `last` of 自评表."""
    widths = {**dict(enumerate(WIDTHS)), **HELPER_WIDTHS}
    return sum(pixels(widths.get(index, 9)) for index in range(col, (col if last is None else last) + 1))


def enter(
    page: Page, row: int, col: int, dotted: str, typed: Typed, *, to: tuple[int, int] | None = None, **changes: Any
) -> None:
    """Writes a term as typed into its input cell (merged as far as `to`) and makes the row high enough for it.

    `changes` are format properties that differ from the style of such a cell.
    """
    kind, text = term(dotted).kind, typed if isinstance(typed, str) else ""
    if len(text) > 4:
        width = span(col, to[1] if to else None)
        rows = to[0] - row + 1 if to else 1
        size = fitting_size(text, width, SIZE, rows) if kind in (Kind.TEXT, Kind.TYPED, Kind.PROSE) else SIZE
        if size < SIZE:
            changes["font_size"] = size
        for line in range(row, row + rows):
            page.set_height(line, height(text, width, size) / rows)
    style = page.styles.printed(kind, **changes) if page.edition.frozen else page.styles.input(kind, **changes)
    page.put(row, col, typed, style, to=to)


def enter_or_compute(
    page: Page, row: int, col: int, dotted: str, typed: Typed, formula: Formula, *, name: str = ""
) -> None:
    """Writes a term that the program can compute: what was typed, else the formula, which may be typed over."""
    page.may_be_typed(row, col, formula)
    if typed is None:
        page.compute(row, col, formula, page.styles.formula(term(dotted).kind), name=name or dotted)
    else:
        enter(page, row, col, dotted, typed)


def help_with(
    page: Page, dotted: str, area: tuple[int, int, int, int], choices: str = "", *, strict: bool = False
) -> None:
    """Gives input cells their message and what may be typed.

    `choices` names a list; other words than its own are refused where `strict`. Amounts, points and scores should be
    numbers from 0 up; a text is let through after a warning, because forms do hold such texts and the checks name them.
    """
    if page.edition.frozen:
        return
    known = term(dotted)
    unit = f"（{known.unit}）" if known.unit else ""
    options: dict[str, Any] = {
        "input_title": (known.label + unit)[:32],
        "input_message": known.help[:255] or known.label,
    }
    if choices:
        options |= {"validate": "list", "source": f"={choices}", "show_error": strict, "error_type": "stop"}
        options |= {"error_title": known.label, "error_message": "请从下拉列表中选择，或清空本格。"}
    elif known.kind in _NUMBERS:
        options |= {"validate": "decimal", "criteria": ">=", "value": 0, "error_type": "warning"}
        options |= {"error_title": known.label, "error_message": f"这里应填不小于0的数字{unit}。仍要保留吗？"}
    else:
        options["validate"] = "any"
    page.sheet.data_validation(*area, options)


def note(page: Page, row: int, col: int, dotted: str) -> None:
    """Puts the field's help as a note on its heading."""
    known = term(dotted)
    if known.help and not page.edition.frozen:
        page.sheet.write_comment(row, col, known.help, {"author": "", "x_scale": 1.6, "font_size": 9})


def table_columns(page: Page, part: str, columns: dict[str, int], header: int, closing: int) -> None:
    """Names, messages and notes of the columns of a table, header to closing row."""
    for field, col in columns.items():
        dotted = f"{part}.{field}"
        page.name(dotted, header, col, (closing, col))
        note(page, header, col, dotted)
        choices = {"unit": "list.units", "tier": "list.tiers", "category": "list.components"}.get(field, "")
        help_with(page, dotted, (header + 1, col, closing, col), choices, strict=field == "tier")


def closing_row(page: Page, row: int, first: int, last: int = 8) -> None:
    """The thin row that ends a table, so that rows inserted above it belong to the table."""
    for col in range(first, last + 1):
        style = "closing_left" if col == first else "closing_right" if col == last else "closing"
        page.sheet.write_blank(row, col, None, page.styles.purpose(style))
    page.set_height(row, 4.5)
