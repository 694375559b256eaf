"""The table 绩效指标 on 自评表: merged 一级/二级指标, the scoring formulas of each row."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from perfeval_xl.figures import Typed, text_of
from perfeval_xl.files import indicator_marks, measure_formulas, native
from perfeval_xl.files.entry import closing_row, enter, enter_or_compute, span, table_columns
from perfeval_xl.files.formulas import (
    Argument,
    call,
    quote,
    same_as,
    unless_blank,
    without_component,
)
from perfeval_xl.files.layout import COMPUTED, CRITERION, EXPLANATION, LAST, MARK, MESSAGE, TIER, YEAR, Layout
from perfeval_xl.files.measure import roomy_height
from perfeval_xl.files.page import Formula, Page, address
from perfeval_xl.files.styles import HINT
from perfeval_xl.model import Form, Indicator
from perfeval_xl.rules import PENDING
from perfeval_xl.scheme import Scheme

COLUMNS = {
    "category": 0,
    "subcategory": 1,
    "name": 2,
    "target": 3,
    "unit": 4,
    "actual": 5,
    "points": 6,
    "score": 7,
    "deviation_reason": 8,
    "tier": TIER,
    "criterion": CRITERION,
}
_STANDARDS = COLUMNS | {"criterion": COLUMNS["target"], "target": CRITERION, "unit": CRITERION + 1}
_HEADINGS = ("一级指标", "二级指标", "三级指标", "指标值", "度量单位", "实际完成值", "分值", "得分", "未完成原因分析")
_STANDARD_HEADINGS = (
    *("一级指标", "二级指标", "三级指标", "评分标准", "", "实际完成值", "分值", "自评得分", "扣分原因和其他说明"),
)
_HELPERS = {MARK: "标记", COMPUTED: "测算得分", MESSAGE: "校验提示", EXPLANATION: "计分说明"}
_ROW = 20
_UNCHECKED = f"{HINT} 计分组件没有响应，这里只有标记栏的算术检查"
_UNSCORED = "计分组件没有响应，不能自动计分：请安装或修复组件后重新计分，或自己填写得分"
_HELPED = 38
"""How far the helper texts may heighten a row of the printed form."""


def columns(places: Layout) -> dict[str, int]:
    """The column of each term: a form that prints 评分标准 has 指标值 and 度量单位 beside the print area."""
    return _STANDARDS if places.standards else COLUMNS


def write(page: Page, indicators: Sequence[Indicator], form: Form, scheme: Scheme, places: Layout) -> None:
    """Writes the table with its header and closing row."""
    table, styles, at = places.indicators, page.styles, columns(places)
    for col, heading in enumerate(_STANDARD_HEADINGS if places.standards else _HEADINGS):
        page.put(table.header, col, heading, styles.purpose("heading"))
    aside = {TIER: "档次", CRITERION: "评分标准"}
    if places.standards:
        page.put(table.header, at["criterion"], "评分标准", styles.purpose("heading"), to=(table.header, 4))
        aside |= {CRITERION: "指标值", CRITERION + 1: "度量单位"}
    for col, heading in {**aside, **({} if page.edition.frozen else _HELPERS)}.items():
        page.put(table.header, col, heading, styles.purpose("helper_heading"))
    if page.edition.native:
        for col, heading in native.headings().items():
            page.put(table.header, col, heading, styles.purpose("helper_heading"))
    lists = native.lists_of(form, scheme) if page.edition.native else {}
    writer, subcategory = native.Writer(page, at, scheme, lists), ""
    page.set_height(table.header, 30)
    for row, indicator in zip(table.rows, indicators, strict=True):
        subcategory = text_of(indicator.subcategory) or subcategory
        page.set_height(row, _ROW)
        for field, col in at.items():
            if field not in ("category", "subcategory", "score", "actual"):
                wide = (row, col + 1) if places.standards and field == "criterion" else None
                enter(page, row, col, f"indicators.{field}", getattr(indicator, field), to=wide)
        dotted = f"indicators[{row - table.first}]"
        _actual(page, row, at["actual"], indicator, form, scheme, f"{dotted}.actual")
        if page.edition.native:
            writer.score(row)
            score, name = same_as(page, row, COMPUTED), f"{dotted}.score"
            enter_or_compute(page, row, at["score"], "indicators.score", indicator.score, score, name=name)
            writer.findings(row)
            _heighten(page, row)
        else:
            place = _place(row, subcategory or _HEADINGS[1])
            _score(page, row, indicator, scheme, f"{dotted}.score", at, place, places.standards)
    for field in ("category", "subcategory"):
        for first, last in _runs(indicators, field):
            typed = getattr(indicators[first], field)
            enter(
                page, table.first + first, at[field], f"indicators.{field}", typed, to=(table.first + last, at[field])
            )
    closing_row(page, table.closing, 0)
    table_columns(page, "indicators", at, table.header, table.closing)
    _no_green_triangles(page, places)
    if not page.edition.frozen:
        indicator_marks.colours(page, places, at)


def _runs(indicators: Sequence[Indicator], field: str) -> Iterator[tuple[int, int]]:
    """First and last index of rows that share one cell: the same text typed in each, within one 一级指标."""

    def key(index: int) -> tuple[Typed, str] | None:
        indicator = indicators[index]
        value = getattr(indicator, field)
        return (indicator.category, value) if isinstance(value, str) and value.strip() else None

    first = 0
    for index in range(1, len(indicators) + 1):
        if index == len(indicators) or key(index) is None or key(index) != key(first):
            yield first, index - 1
            first = index


def _actual(page: Page, row: int, col: int, indicator: Indicator, form: Form, scheme: Scheme, name: str) -> None:
    """The actual value as typed; where the scheme takes it from the base data, the formula, which may be typed over."""
    formula = measure_formulas.formula_for(indicator, form, scheme, address(row, COLUMNS["name"]))
    if formula is None:
        enter(page, row, col, "indicators.actual", indicator.actual)
    else:
        enter_or_compute(page, row, col, "indicators.actual", indicator.actual, formula, name=name)


def _score(
    page: Page,
    row: int,
    indicator: Indicator,
    scheme: Scheme,
    name: str,
    at: dict[str, int],
    place: Formula,
    standards: bool,
) -> None:
    styles = page.styles
    # A deadline such as 12月底前 needs the fiscal year, for which the functions have no argument of its own.
    given = '=scheme&"@"&fiscal_year', f"{scheme.id}@{page.text(YEAR, 0)}"
    standard, holds = _by_standard(page, row, at)
    tier = row, TIER
    fields = ("target", "actual", "points", "unit", "name")
    target, actual, points, unit, title = ((row, at[field]) for field in fields)
    criterion, scheme_and_year = (row, at["criterion"]), Formula(*given)
    needed = [at[field] for field in ("name", "target", "actual", "points")]
    # A tier that a person chose decides, whatever the words of the actual value are; not beside a scoring standard,
    # which also decides where the target is a dash or the like.
    by_target = call(page, "PERF_SCORE", [target, actual, points, unit, title, scheme_and_year, tier, criterion])
    by_rule = call(page, "PERF_RULE", [criterion, actual, points, unit, scheme_and_year])
    scored = Formula(
        f"=IF({standard},{by_rule.text[1:]},{by_target.text[1:]})", by_rule.value if holds else by_target.value
    )
    computed = unless_blank(page, row, needed, scored)
    if page.edition.frozen:
        enter_or_compute(page, row, at["score"], "indicators.score", indicator.score, computed, name=name)
        return
    # Without the component a person must judge: openly pending, and so the total, never #N/A and never an old number.
    computed = without_component(computed, Formula(f"={quote(PENDING)}", PENDING))
    page.compute(row, COMPUTED, computed, styles.purpose("helper_number"))
    score = same_as(page, row, COMPUTED)
    enter_or_compute(page, row, at["score"], "indicators.score", indicator.score, score, name=name)
    reason = (row, at["deviation_reason"])
    # A blank cell would arrive as a name that was not handed over.
    named = Formula(f'={address(*title)}&""', page.text(*title))
    arguments: list[Argument] = [target, actual, unit, points, (row, at["score"]), reason, named, scheme_and_year]
    arguments += [criterion, tier, place]
    looked_at = [at[field] for field in indicator_marks.CHECKED]
    checked = unless_blank(page, row, looked_at, call(page, "PERF_CHECK", arguments))
    page.compute(
        row, MESSAGE, without_component(checked, Formula(f"={quote(_UNCHECKED)}", "")), styles.purpose("helper")
    )
    arguments = [target, actual, points, unit, title, scheme_and_year, criterion, tier]
    explained = _with_measure(call(page, "PERF_EXPLAIN", arguments), title, indicator, scheme)
    explained = unless_blank(page, row, needed, explained)
    page.compute(
        row, EXPLANATION, without_component(explained, Formula(f"={quote(_UNSCORED)}", "")), styles.purpose("helper")
    )
    page.compute(row, MARK, indicator_marks.mark(page, row, at, standards), styles.purpose("mark"))
    _heighten(page, row)


def _with_measure(explained: Formula, title: tuple[int, int], indicator: Indicator, scheme: Scheme) -> Formula:
    """The explanation with what is computed from the base data told before it, while the row is still called so."""
    told = measure_formulas.told(indicator.name, scheme)
    if not told:
        return explained
    named = measure_formulas.is_named(address(*title), indicator.name)
    return Formula(f'=IF({named},{quote(told)},"")&{explained.text[1:]}', told + str(explained.value))


def _heighten(page: Page, row: int) -> None:
    for col in (MESSAGE, EXPLANATION):
        page.set_height(row, min(roomy_height(page.text(row, col), span(col), 9), _HELPED))


def _by_standard(page: Page, row: int, at: dict[str, int]) -> tuple[str, bool]:
    """Whether the row is scored by its 评分标准, having one and no target: formula and value."""
    target, criterion = at["target"], at["criterion"]
    text = f'AND({address(row, target)}="",{address(row, criterion)}<>"")'
    return text, not page.text(row, target) and bool(page.text(row, criterion))


def _place(row: int, subcategory: str) -> Formula:
    """The 二级指标 of a row: that of its own cell, or of the row above where the cells are merged or blank."""
    cells, own = "indicators.subcategory", address(row, COLUMNS["subcategory"])
    return Formula(f'=LOOKUP(ROW({own}),ROW({cells})/({cells}<>""),{cells})', subcategory)


def _no_green_triangles(page: Page, places: Layout) -> None:
    """A score may be typed over its formula, and "100%" is meant to stay a text: Excel need not point at either."""
    if not page.edition.frozen:
        first, last = places.indicators.first, places.indicators.closing
        texts = (
            f"{address(first, columns(places)[field])}:{address(last, columns(places)[field])}"
            for field in ("target", "actual")
        )
        printed = f"A1:{address(places.notes, LAST)}"
        page.sheet.ignore_errors({"formula_unlocked": printed, "number_stored_as_text": " ".join(texts)})
