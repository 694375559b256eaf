"""自评表: the printed form from its title to its notes, and what stands beside it."""

from __future__ import annotations

import math

from perfeval_xl.figures import Typed
from perfeval_xl.files import (
    absent_tables,
    component_block,
    indicator_table,
    layout,
    money_tables,
    native,
    native_summary,
    result_messages,
    stated_components,
)
from perfeval_xl.files.entry import enter, help_with, note, span
from perfeval_xl.files.formulas import call, same_as, sign, unless_blank, without_component
from perfeval_xl.files.layout import (
    AGENCY,
    COMPUTED,
    GRADE,
    LAST,
    MARK,
    MESSAGE,
    OBJECTIVE,
    PREPARER,
    TIER,
    TITLE,
    YEAR,
    Layout,
)
from perfeval_xl.files.measure import MAX_HEIGHT, height
from perfeval_xl.files.page import Formula, Page, address
from perfeval_xl.files.stated_components import Words
from perfeval_xl.files.styles import ERROR, GOOD, HINT, WARNING
from perfeval_xl.model import Form, Kind
from perfeval_xl.rules import grade_of
from perfeval_xl.scheme import Scheme

_TEXT, _RESULT = (1, 3), (5, 8)
"""The columns of 年度总体目标 and of its result."""
_OBJECTIVE_HEIGHT = 84
_PAGE_HEIGHT = 380


def write(page: Page, form: Form, scheme: Scheme, words: Words) -> Layout:
    """Writes the whole sheet and returns where everything stands."""
    spare = not page.edition.frozen
    tasks = layout.task_rows(form, scheme, spare=spare)
    indicators = layout.indicator_rows(form, scheme, spare=spare)
    stated = stated_components.rows(form, scheme, spare=spare)
    need = _objective_height(form)
    places = layout.layout(form, scheme, len(tasks), len(indicators), len(stated), math.ceil(need / _PAGE_HEIGHT))

    _title(page, form, scheme)
    stated_components.write(page, stated, places)
    _objective(page, form, places, need)
    money_tables.write_tasks(page, tasks, places)
    money_tables.write_budget(page, form, scheme, places, words)
    indicator_table.write(page, indicators, form, scheme, places)
    absent_tables.hide(page, form, scheme, places)
    component_block.write(page, scheme, places, words)
    _result(page, form, scheme, places)
    if page.edition.native:
        native_summary.write(page, places)
    _notes(page, scheme, places)
    if not page.edition.frozen:
        _marks(page, places)
    return places


def _title(page: Page, form: Form, scheme: Scheme) -> None:
    styles = page.styles
    page.put(TITLE, 0, scheme.form.title, styles.purpose("title"), to=(TITLE, LAST))
    enter(page, YEAR, 0, "fiscal_year", form.fiscal_year, to=(YEAR, LAST))
    page.name("fiscal_year", YEAR, 0)
    help_with(page, "fiscal_year", (YEAR, 0, YEAR, 0))
    page.put(PREPARER, 0, "填表人及联系方式：", styles.purpose("plain"), to=(PREPARER, 1))
    # No border here: on the paper form these two stand above the table.
    for dotted, typed, first, last in (
        ("agency.preparer", form.agency.preparer, 2, 2),
        ("agency.phone", form.agency.phone, 3, 5),
    ):
        enter(page, PREPARER, first, dotted, typed, to=(PREPARER, last), border=0, align="left")
        page.name(dotted, PREPARER, first)
        help_with(page, dotted, (PREPARER, first, PREPARER, first))
    page.put(PREPARER, 7, "单位：万元", styles.purpose("plain_right"), to=(PREPARER, LAST))
    page.put(AGENCY, 0, "部门（单位）名称", styles.purpose("heading"), to=(GRADE, 1))
    enter(page, AGENCY, 2, "agency.name", form.agency.name, to=(GRADE, 5))
    page.name("agency.name", AGENCY, 2)
    help_with(page, "agency.name", (AGENCY, 2, AGENCY, 2))
    note(page, AGENCY, 0, "agency.name")
    for row, points in ((TITLE, 34), (YEAR, 20), (PREPARER, 22), (AGENCY, 22), (GRADE, 22)):
        page.set_height(row, points)


def _objective_height(form: Form) -> float:
    texts = ((form.objective.text, _TEXT), (form.objective.result, _RESULT))
    return max(height(text, span(*place)) if isinstance(text, str) else 0 for text, place in texts)


def _objective(page: Page, form: Form, places: Layout, need: float) -> None:
    last = places.objective_last
    heading = page.styles.purpose("heading")
    for dotted, typed, (first, end) in (
        ("objective.text", form.objective.text, _TEXT),
        ("objective.result", form.objective.result, _RESULT),
    ):
        label = "年度总体目标" if first == 1 else "年度总体目标完成情况"
        page.put(OBJECTIVE, first - 1, label, heading, to=(last, first - 1))
        note(page, OBJECTIVE, first - 1, dotted)
        # A text that runs over pages begins at the top, a short one stands in the middle as on paper.
        place = {"valign": "top"} if need > MAX_HEIGHT else {}
        enter(page, OBJECTIVE, first, dotted, typed, to=(last, end), **place)
        page.name(dotted, OBJECTIVE, first)
        help_with(page, dotted, (OBJECTIVE, first, OBJECTIVE, first))
    rows = last - OBJECTIVE + 1
    for row in range(OBJECTIVE, last + 1):
        page.set_height(row, min(max(need, _OBJECTIVE_HEIGHT) / rows, MAX_HEIGHT))


def _result(page: Page, form: Form, scheme: Scheme, places: Layout) -> None:
    """自评得分 and 自评结果 at the head, and beside them what the rules give."""
    heading = page.styles.purpose("heading")
    total = result_messages.total(page, scheme, places)
    _stated(page, AGENCY, "declared.total", "自评得分", form.declared.total, total)
    _stated(page, GRADE, "declared.grade", "自评结果", form.declared.grade, _grade(page, (AGENCY, LAST), scheme))
    page.put(AGENCY, 6, "自评得分", heading, to=(AGENCY, 7))
    page.put(GRADE, 6, "自评结果", heading, to=(GRADE, 7))
    if page.edition.frozen:
        return
    helper, number = page.styles.purpose("helper"), page.styles.purpose("helper_number")
    for row, label in ((PREPARER, "分值合计"), (AGENCY, "测算得分"), (GRADE, "测算等级")):
        page.put(row, TIER, label, page.styles.purpose("helper_label"))
    page.compute(PREPARER, COMPUTED, same_as(page, places.sums, layout.BLOCK + 1), number)
    page.compute(AGENCY, COMPUTED, same_as(page, places.sums, layout.BLOCK + 3), number)
    page.compute(GRADE, COMPUTED, _native_grade((AGENCY, COMPUTED), page, scheme), number)
    page.put(YEAR, MESSAGE, "校验提示", page.styles.purpose("helper_heading"))
    page.compute(PREPARER, MESSAGE, result_messages.of_points(page, scheme, places), helper)
    page.compute(AGENCY, MESSAGE, result_messages.of_total(page, scheme, places), helper)
    page.compute(GRADE, MESSAGE, result_messages.of_grade(page, scheme), helper)
    for row in (PREPARER, AGENCY, GRADE):
        page.compute(row, MARK, sign(page, row, MESSAGE), page.styles.purpose("mark"))


def _stated(page: Page, row: int, dotted: str, label: str, typed: Typed, formula: Formula) -> None:
    kind = Kind.SCORE if dotted == "declared.total" else Kind.TEXT
    page.may_be_typed(row, LAST, formula)
    if typed is None:
        page.compute(row, LAST, formula, page.styles.formula(kind), name=dotted)
    else:
        enter(page, row, LAST, dotted, typed)
    page.name(dotted, row, LAST)
    note(page, row, 6, dotted)
    help_with(page, dotted, (row, LAST, row, LAST), "list.grades" if kind is Kind.TEXT else "")


def _grade(page: Page, total: tuple[int, int], scheme: Scheme) -> Formula:
    if page.edition.live:
        asked = unless_blank(
            page, total[0], [total[1]], call(page, "PERF_GRADE", [total, Formula("=scheme", scheme.id)])
        )
        return without_component(asked, _native_grade(total, page, scheme))
    return _native_grade(total, page, scheme)


def _native_grade(total: tuple[int, int], page: Page, scheme: Scheme) -> Formula:
    """The grade by plain lookup in the scheme's limits."""
    cell, number = address(*total), page.number(*total)
    text = f'=IF(ISNUMBER({cell}),LOOKUP({cell},list.grade_limits,list.grade_labels),"")'
    return Formula(text, "" if number is None else grade_of(number, scheme))


def _notes(page: Page, scheme: Scheme, places: Layout) -> None:
    """All notes in one cell: a page break never comes between them."""
    if scheme.form.notes:
        text = "注：" + "\n".join(scheme.form.notes)
        page.put(places.notes, 0, text, page.styles.purpose("note"), to=(places.notes, LAST))
        page.set_height(places.notes, height(text, span(0, LAST), 9))


def _marks(page: Page, places: Layout) -> None:
    """The colours that go with the signs in column J and in 校验提示."""
    sheet = page.sheet
    cell = f"${address(PREPARER, MARK)}"
    for mark in (ERROR, WARNING, HINT, GOOD):
        rule = {"type": "formula", "criteria": f'=LEFT({cell},1)="{mark}"', "format": page.styles.mark(mark)}
        sheet.conditional_format(PREPARER, MARK, places.indicators.closing, MARK, rule)
    for row in (AGENCY, GRADE):
        rule = {"type": "formula", "criteria": f'=LEFT(${address(row, MARK)},1)="{ERROR}"'}
        sheet.conditional_format(row, LAST, row, LAST, {**rule, "format": page.styles.mark(ERROR)})
    last = layout.BLOCK + 6
    first = layout.BLOCK_HEADER + 1
    for mark in (ERROR, WARNING, HINT):
        rule = {"type": "formula", "criteria": f'=LEFT(${address(first, last)},1)="{mark}"'}
        sheet.conditional_format(first, last, places.sums, last, {**rule, "format": page.styles.mark(mark)})


def set_up(page: Page, places: Layout, footer: str = "") -> None:
    """Columns, printing, panes: A4 upright, one page wide, the heading of 绩效指标 on every page."""
    sheet = page.sheet
    for col, width in enumerate(layout.WIDTHS):
        sheet.set_column(col, col, width)
    if page.edition.frozen:
        sheet.set_column(LAST + 1, LAST + 1, 2)
        sheet.set_column(TIER, layout.CRITERION, 12, None, {"hidden": True})
        sheet.set_column(layout.CRITERION + 1, layout.STATED - 1, 2, None, {"hidden": True})
        stated = any(page.text(row, layout.STATED) for row in places.stated.rows)
        widths = {col: width for col, width in layout.BLOCK_WIDTHS.items() if col >= layout.STATED and stated}
        if not stated:
            sheet.set_column(layout.STATED, layout.STATED + 2, 9, None, {"hidden": True})
    else:
        widths = {**layout.HELPER_WIDTHS, **layout.BLOCK_WIDTHS}
        if places.standards:
            widths[layout.CRITERION + 1] = 10
        sheet.set_column(*layout.BLOCK_HIDDEN, 9, None, {"hidden": True})
        if page.edition.native:
            sheet.set_column(native.FIRST, native.LAST, 9, None, {"hidden": True})
    for col, width in widths.items():
        sheet.set_column(col, col, width)
    sheet.set_paper(9)
    sheet.set_portrait()
    sheet.fit_to_pages(1, 0)
    sheet.center_horizontally()
    sheet.set_margins(left=0.45, right=0.45, top=0.6, bottom=0.65)
    stamp = "\n&8" + footer.replace("&", "&&") if footer else ""
    sheet.set_footer(f"&C第 &P 页，共 &N 页{stamp}", {"margin": 0.3})
    sheet.print_area(0, 0, places.notes, LAST)
    sheet.repeat_rows(places.indicators.header)
    # The light colour of the inputs is for the screen; Excel prints the form as on paper.
    sheet.print_black_and_white()
    sheet.hide_gridlines(2)
    if not page.edition.frozen:
        sheet.freeze_panes(OBJECTIVE, 0)
    sheet.set_selection(YEAR, 0, YEAR, 0)
