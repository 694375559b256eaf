"""The edition without macros scores itself: from scheme and vocabulary to plain formulas, row by row.

Its law: it agrees with the Python package to the cent, or it says 待评定. What each named piece does is listed by
`STEPS`; docs/native.md is written from it. The lists that the formulas use stand on 列表.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from perfeval_xl.files import native_findings, native_reading, native_scoring, native_standards, native_words
from perfeval_xl.files.layout import COMPUTED, EXPLANATION, MARK, MESSAGE
from perfeval_xl.files.native_expression import (
    Piece,
    typed_value,
)
from perfeval_xl.files.native_lists import Area
from perfeval_xl.files.native_reading import Row
from perfeval_xl.files.page import Formula, Page, address, column
from perfeval_xl.model import Form
from perfeval_xl.scheme import Scheme

FIRST = 32
"""The first hidden helper column on 自评表: AG."""
LISTS_FIRST = 12
"""The first column of the lists on the sheet 列表."""


@dataclass(frozen=True, slots=True)
class Step:
    """A named piece: the column that it stands in, its Chinese heading, the function that builds it."""

    name: str
    heading: str
    build: Callable[..., Piece]
    column: int
    by_scheme: bool = True
    """Whether it depends on the scheme."""


_ROW = "\x01"
"""Stands for the number of the row in formulas that are built once for many rows."""
_STYLES = {COMPUTED: "helper_number", MARK: "mark"}
_READING = (
    ("target_text", "指标值"),
    ("target_sign", "符号"),
    ("target_body", "去符号"),
    ("target_suffix", "后缀"),
    ("target_quantity", "数和单位"),
    ("target_unit", "单位"),
    ("target_digits", "数的写法"),
    ("target_bare", "去逗号"),
    ("target_whole", "整数部分"),
    ("target_grouped", "逗号"),
    ("target_figures", "数字"),
    ("target_number", "数"),
    ("supposed", "按名称"),
    ("comparison", "比较"),
    ("actual_text", "实际值"),
    ("actual_start", "前缀"),
    ("actual_quantity", "数和单位"),
    ("actual_unit", "单位"),
    ("actual_digits", "数的写法"),
    ("actual_bare", "去逗号"),
    ("actual_whole", "整数部分"),
    ("actual_grouped", "逗号"),
    ("actual_figures", "数字"),
    ("actual_number", "数"),
    ("column_text", "度量单位"),
    ("column_unit", "度量单位"),
    ("target_words", "指标值文字"),
    ("actual_words", "实际值文字"),
    ("target_date", "时限"),
    ("target_day", "时限日"),
    ("actual_date", "完成日期"),
    ("actual_day", "完成日"),
)
_SCORING = (
    ("both_read", "两数都读懂"),
    ("factor_by_column", "按度量单位换算"),
    ("factor_by_scale", "按万亿换算"),
    ("factor", "换算"),
    ("reached", "换算后"),
    ("position", "高低"),
    ("judgement", "判断"),
    ("cents", "比例分"),
    ("measured", "折算得分"),
    ("words_full", "定性"),
)
_BY_SCHEME = ("cents", "measured", "words_full", "by_standard")
_STANDARDS = (
    ("standard", "标准序号"),
    ("by_words", "按原话"),
    ("stretch", "第几段"),
    ("by_standard", "按标准得分"),
)


def _steps() -> tuple[Step, ...]:
    reading = [(name, heading, getattr(native_reading, name), False) for name, heading in _READING]
    scoring = [
        (name, heading, getattr(module, name), name in _BY_SCHEME)
        for module, listed in ((native_scoring, _SCORING), (native_standards, _STANDARDS))
        for name, heading in listed
    ]
    hidden = [
        Step(name, heading, build, FIRST + place, by_scheme)
        for place, (name, heading, build, by_scheme) in enumerate((*reading, *scoring))
    ]
    after = FIRST + len(hidden)
    return (
        *hidden,
        Step("score", "测算得分", native_scoring.score, COMPUTED),
        Step("why_pending", "待评定原因", native_findings.why_pending, after),
        Step("by_arithmetic", "填写问题", native_findings.by_arithmetic, after + 1),
        Step("by_reading", "判读问题", native_findings.by_reading, after + 2),
        Step("message", "校验提示", native_findings.message, MESSAGE),
        Step("mark", "标记", native_findings.mark, MARK),
        Step("explanation", "计分说明", native_findings.explanation, EXPLANATION),
    )


STEPS = _steps()
"""Every piece of a row, in the order in which one refers to the other."""
SCORE = [step.name for step in STEPS].index("score") + 1
"""The steps before this one must stand before the cell 得分 is written, the others look at it."""
LAST = max(step.column for step in STEPS)
"""The last hidden column."""


def headings() -> dict[int, str]:
    """The headings of the hidden columns."""
    return {step.column: step.heading for step in STEPS if step.column >= FIRST}


@dataclass(frozen=True, slots=True)
class Writer:
    """Writes the pieces of the rows of one table.

    `columns` says where the fields of 绩效指标 stand, `lists` what the sheet 列表 has.
    Rows in which the same is typed have the same formulas and values but for the row's number, so they are built once.
    """

    page: Page
    columns: Mapping[str, int]
    scheme: Scheme
    lists: Mapping[str, Area]
    known: dict[tuple[object, ...], tuple[tuple[Step, Formula], ...]] = field(default_factory=dict)

    def score(self, row: int) -> None:
        """Writes the pieces up to 测算得分, once everything is typed but the score."""
        self._write(row, STEPS[:SCORE])

    def findings(self, row: int) -> None:
        """Writes the pieces that look at the score, once it stands."""
        self._write(row, STEPS[SCORE:])

    def _write(self, row: int, steps: Sequence[Step]) -> None:
        page = self.page
        key = (steps[0].name, *(page.values.get((row, col)) for col in self.columns.values()))
        if key not in self.known:
            self.known[key] = tuple(self._build(row, steps))
        for step, formula in self.known[key]:
            style = page.styles.purpose(_STYLES.get(step.column, "helper"))
            page.compute(row, step.column, Formula(formula.text.replace(_ROW, str(row + 1)), formula.value), style)

    def _build(self, row: int, steps: Sequence[Step]) -> Iterator[tuple[Step, Formula]]:
        before = {step.name: self._cell(row, step.column) for step in STEPS[: STEPS.index(steps[0])]}
        typed = {name: self._cell(row, col) for name, col in self.columns.items()}
        return build(steps, Row(typed, before, self.lists), self.scheme)

    def _cell(self, row: int, col: int) -> Piece:
        return Piece(f"${column(col)}{_ROW}", typed_value(self.page, row, col))


def build(steps: Sequence[Step], row: Row, scheme: Scheme, number: str = _ROW) -> Iterator[tuple[Step, Formula]]:
    """Each step with its formula and value; what is built is added to `row.made`. `number` is the row's number."""
    for step in steps:
        piece = step.build(row, scheme) if step.by_scheme else step.build(row)
        yield step, piece.formula()
        row.made[step.name] = Piece(f"${column(step.column)}{number}", piece.value)


def lists_of(form: Form, scheme: Scheme) -> dict[str, Area]:
    """The lists that the formulas use: the words, and the standards of the scheme and of the form."""
    return {**native_words.areas(), **native_standards.areas(form.indicators, scheme)}


def write_lists(page: Page, lists: Mapping[str, Area]) -> None:
    """Writes the lists that the formulas use to the sheet 列表, each a named column."""
    style = page.styles.purpose("list")
    for col, (part, area) in enumerate(lists.items(), LISTS_FIRST):
        page.put(0, col, part, style)
        for row, entry in enumerate(area.entries, 1):
            page.put(row, col, entry if isinstance(entry, str) else Decimal(repr(entry)), style)
        page.name(area.name, 1, col, (len(area.entries), col))


def budget_score(page: Page, row: int, columns: tuple[int, int, int], scheme: Scheme) -> Formula:
    """测算得分 of 预算执行率 from the cells of budget, outturn and points (`columns`)."""
    budget, outturn, points = (Piece(address(row, col), typed_value(page, row, col)) for col in columns)
    return native_scoring.execution(budget, outturn, points, scheme).formula()
