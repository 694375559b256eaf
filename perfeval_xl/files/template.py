"""The standard workbook, blank or filled: written once with XlsxWriter, the same bytes for the same form.

`live` workbooks (.xlsm) call the cell functions of the scoring component, the macro-free edition (.xlsx) scores by
plain formulas (`native`); sums, rates, totals and marks are plain formulas in both. A `frozen` workbook is a copy to
hand in: values only.
"""

from __future__ import annotations

import io
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import IO, TYPE_CHECKING

import perfeval_xl
from perfeval_xl.checks import Finding
from perfeval_xl.files import (
    base_sheet,
    cell_styles,
    chart_sheet,
    findings_sheet,
    form_sheet,
    guide_sheet,
    lists_sheet,
    live_parts,
    live_sheet,
    material_sheet,
    native,
    stated_components,
)
from perfeval_xl.files.page import BASE, CHART, FINDINGS, FORM, GUIDE, LISTS, MATERIAL, Edition, Page
from perfeval_xl.files.stamp import Stamp
from perfeval_xl.files.styles import DEFAULT_FONT, Styles
from perfeval_xl.model import Form
from perfeval_xl.scheme import Scheme

if TYPE_CHECKING:
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

CALCULATION_ID = 191029
"""The calculation engine of current Excel: with an older id it would recalculate, and so ask for macros, on opening."""

CREATED = datetime(2026, 1, 1)
"""The creation date in every workbook, so that the same form gives the same bytes."""

PROTECTION = {"format_columns": True, "format_rows": True, "select_locked_cells": True, "select_unlocked_cells": True}
"""How every sheet is protected, without a password: columns and rows may be resized."""


def write(
    target: str | Path | IO[bytes],
    form: Form,
    scheme: Scheme,
    *,
    live: bool,
    frozen: bool = False,
    stamp: Stamp | None = None,
    findings: Iterable[Finding] = (),
    version: str = perfeval_xl.__version__,
) -> None:
    """Writes `form` under `scheme` as a workbook to a path or binary stream.

    `findings` are listed on 校验结果, `stamp` (of a frozen copy) is printed in its footer. Raises FormError where a
    text does not fit into a cell.
    """
    data = content(form, scheme, live=live, frozen=frozen, stamp=stamp, findings=findings, version=version)
    if isinstance(target, str | Path):
        Path(target).write_bytes(data)
    else:
        target.write(data)


def content(
    form: Form,
    scheme: Scheme,
    *,
    live: bool,
    frozen: bool = False,
    stamp: Stamp | None = None,
    findings: Iterable[Finding] = (),
    version: str = perfeval_xl.__version__,
) -> bytes:
    """The bytes of the workbook that `write` writes."""
    import xlsxwriter

    stream = io.BytesIO()
    options = {"in_memory": True, "default_format_properties": DEFAULT_FONT, "default_column_width": 72}
    book = xlsxwriter.Workbook(stream, options)
    book.set_calc_mode("auto", calc_id=CALCULATION_ID)
    book.calc_on_load = False
    made_by = perfeval_xl.MADE_BY.replace(perfeval_xl.__version__, version)
    titles = {"title": scheme.form.title, "subject": scheme.title}
    book.set_properties({**titles, "comments": made_by, "created": CREATED})
    styles, edition = Styles(book), Edition(live, frozen)
    words = stated_components.words_of(form, scheme)
    base = (BASE,) if base_sheet.parts_of(form, scheme) else ()
    names = (FORM, *base, LISTS) if frozen else (GUIDE, FORM, *base, MATERIAL, FINDINGS, CHART, LISTS)
    pages = {name: Page(book, _worksheet(book, name), styles, edition) for name in names}
    places = form_sheet.write(pages[FORM], form, scheme, words)
    form_sheet.set_up(pages[FORM], places, stamp.footer if stamp else "")
    if base:
        base_sheet.write(pages[BASE], form, scheme)
    lists_sheet.write(pages[LISTS], scheme, version, words)
    if pages[FORM].edition.native:
        native.write_lists(pages[LISTS], native.lists_of(form, scheme))
    if frozen:
        lists_sheet.write_stamp(pages[LISTS], pages[FORM].computed, stamp)
        for label, value in stamp.properties.items() if stamp else ():
            book.set_custom_property(label, value, "text")
    else:
        guide_sheet.write(pages[GUIDE], scheme, version)
        material_sheet.write(pages[MATERIAL], form, scheme)
        findings_sheet.write(pages[FINDINGS], tuple(findings), pages[FORM])
        chart_sheet.write(pages[CHART], pages[FORM], places)
    if live:
        live_sheet.name_helpers(pages[FORM], places)
        live_sheet.write(pages[LISTS], pages[FORM], places)
        live_parts.add_button(pages[FORM])
        live_parts.add_macros(book)
    pages[LISTS].sheet.hide()
    for page in pages.values():
        page.finish()
        page.sheet.protect("", PROTECTION)
    cell_styles.add(book, styles)
    book.close()
    return live_parts.with_ribbon(stream.getvalue()) if live else stream.getvalue()


def _plain_formula(formula: str, *_: object, **__: object) -> str:
    return formula.removeprefix("=")


def _worksheet(book: Workbook, name: str) -> Worksheet:
    """A new worksheet.

    XlsxWriter looks for some forty newer functions in every formula, to mark them; that took two fifths of the time,
    and our formulas use functions of Excel 2007 only (a test makes sure).
    """
    sheet = book.add_worksheet(name)
    sheet._prepare_formula = _plain_formula  # type: ignore[method-assign]  # there is no option for it
    return sheet
