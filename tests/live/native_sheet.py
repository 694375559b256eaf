"""A sheet of nothing but scored rows, as the macro-free edition writes them; for tests of many rows."""

from __future__ import annotations

import io
from collections.abc import Sequence
from decimal import Decimal

import xlsxwriter

from perfeval_xl.files import native
from perfeval_xl.files.entry import enter
from perfeval_xl.files.indicator_table import COLUMNS
from perfeval_xl.files.page import FORM, LISTS, Edition, Page
from perfeval_xl.files.styles import Styles
from perfeval_xl.model import Form, Indicator
from perfeval_xl.rules import score_indicator


def sheet(rows: Sequence, scheme) -> tuple[bytes, Page]:
    """A workbook with one row each, from the first row on, and its page."""
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True})
    pages = {name: Page(book, book.add_worksheet(name), Styles(book), Edition(live=False)) for name in (FORM, LISTS)}
    lists = native.lists_of(Form(indicators=tuple(map(_indicator, rows))), scheme)
    native.write_lists(pages[LISTS], lists)
    page = pages[FORM]
    page.sheet._prepare_formula = lambda formula, *_, **__: formula.removeprefix("=")
    writer = native.Writer(page, COLUMNS, scheme, lists)
    for row, typed in enumerate(rows):
        for field, col in COLUMNS.items():
            if field not in ("category", "subcategory"):
                value = getattr(typed, field)
                enter(page, row, col, f"indicators.{field}", value if value != "" or field == "score" else None)
        writer.score(row)
        writer.findings(row)
    book.close()
    return stream.getvalue(), page


def _indicator(typed) -> Indicator:
    return Indicator(**{field: getattr(typed, field) for field in ("criterion", "points")})


def by_python(typed, scheme) -> Decimal | str:
    """What the package gives for such a row: a score, 待评定, or nothing for an empty row."""
    outcome = score_indicator(
        typed.target,
        typed.actual,
        typed.points,
        scheme=scheme,
        unit=typed.unit,
        name=typed.name,
        tier=typed.tier,
        criterion=typed.criterion,
        year=2021,
    )
    return "" if outcome.blank else "待评定" if outcome.score is None else outcome.score


def disagrees(native_score: object, python: Decimal | str) -> bool:
    """Whether the law is broken: a number must be the same number; 待评定 may stand for any; nothing for nothing."""
    if native_score in ("待评定",):
        return False
    if native_score in ("", None):
        return python != ""
    return not isinstance(python, Decimal) or abs(Decimal(repr(float(native_score))) - python) > Decimal("1e-9")
