"""The edition without macros scores itself: from scheme and vocabulary to plain formulas, row by row.

Its law: it agrees with the Python package to the cent, or it says 待评定. What each named piece does is listed by
`STEPS`; docs/native.md is written from it. The lists that the formulas use stand on 列表.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from perfeval_xl.files import (
    measure_formulas,
    native_findings,
    native_reading,
    native_scoring,
    native_standards,
    native_words,
)
from perfeval_xl.files.layout import COMPUTED, EXPLANATION, MARK, MESSAGE
from perfeval_xl.files.native_expression import Piece, Result, typed_value
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
_NAMED_OR_NOT = ("score", "by_arithmetic", "by_reading", "mark")
"""Steps that ask of the name only whether it is blank, so that rows alike but for the name have the same values."""
_REMEMBERED = 2048
"""Values of one step that are kept: a district's rows repeat themselves, and memory stays bounded."""
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


class _Noted(dict[str, Piece]):
    """Cells by name, which remembers those that were asked for."""

    def __init__(self, cells: Mapping[str, Piece]):
        super().__init__(cells)
        self.asked: dict[str, None] = {}

    def __getitem__(self, name: str) -> Piece:
        self.asked[name] = None
        return super().__getitem__(name)


@dataclass(frozen=True, slots=True)
class _Known:
    """A step once it was built: the cells it looks at, its formula around the row's number, what it came to so far.

    A formula is the same in every row but for the number, and its value follows from the cells it looks at.
    """

    typed: tuple[str, ...]
    made: tuple[str, ...]
    pieces: tuple[str, ...]
    values: dict[tuple[Result, ...], tuple[str | Decimal, Result]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Writer:
    """Writes the pieces of the rows of one table.

    `columns` says where the fields of 绩效指标 stand, `lists` what the sheet 列表 has.
    """

    page: Page
    columns: Mapping[str, int]
    scheme: Scheme
    lists: Mapping[str, Area]
    known: dict[tuple[str, Result], _Known] = field(default_factory=dict)

    def score(self, row: int) -> None:
        """Writes the pieces up to 测算得分, once everything is typed but the score."""
        self._write(row, STEPS[:SCORE], {})

    def findings(self, row: int) -> None:
        """Writes the pieces that look at the score, once it stands."""
        self._write(row, STEPS[SCORE:], {step.name: self._value(row, step.column) for step in STEPS[:SCORE]})

    def _write(self, row: int, steps: Sequence[Step], made: dict[str, Result]) -> None:
        page, shown = self.page, str(row + 1)
        typed = {name: self._value(row, col) for name, col in self.columns.items()}
        title = typed["name"]
        named = typed | {"name": "名称"} if isinstance(title, str) and title.strip(" ") else typed
        for step in steps:
            # The explanation of a measure of the base data is quoted in the formula of the row that is called so.
            quoted = title if step.name == "explanation" and measure_formulas.told(str(title), self.scheme) else ""
            known = self.known.get((step.name, quoted)) or self._learn(step, quoted, typed, made)
            seen = named if step.name in _NAMED_OR_NOT else typed
            key = (*(seen[name] for name in known.typed), *(made[name] for name in known.made))
            found = known.values.get(key)
            if found is None:
                found = self._came_to(step, known, key)
                if len(known.values) < _REMEMBERED:
                    known.values[key] = found
            value, made[step.name] = found
            style = page.styles.purpose(_STYLES.get(step.column, "helper"))
            page.compute(row, step.column, Formula(shown.join(known.pieces), value), style)

    def _learn(self, step: Step, quoted: Result, typed: Mapping[str, Result], made: Mapping[str, Result]) -> _Known:
        """The formula of a step, built in full, and the cells that it looks at."""
        columns = {known.name: known.column for known in STEPS}
        cells = _Noted({name: Piece(f"${column(self.columns[name])}{_ROW}", value) for name, value in typed.items()})
        before = _Noted({name: Piece(f"${column(columns[name])}{_ROW}", value) for name, value in made.items()})
        formula = _built(step, Row(cells, before, self.lists), self.scheme).formula()
        self.known[step.name, quoted] = known = _Known(
            tuple(cells.asked), tuple(before.asked), tuple(formula.text.split(_ROW))
        )
        return known

    def _came_to(self, step: Step, known: _Known, key: tuple[Result, ...]) -> tuple[str | Decimal, Result]:
        """What a step comes to, as the cell holds it and as formulas see it; its text is known already."""
        cells = [Piece("", value) for value in key]
        typed = dict(zip(known.typed, cells, strict=False))
        made = dict(zip(known.made, cells[len(typed) :], strict=True))
        piece = _built(step, Row(typed, made, self.lists), self.scheme)
        return piece.formula().value, piece.value

    def _value(self, row: int, col: int) -> Result:
        return typed_value(self.page, row, col)


def _built(step: Step, row: Row, scheme: Scheme) -> Piece:
    return step.build(row, scheme) if step.by_scheme else step.build(row)


def build(steps: Sequence[Step], row: Row, scheme: Scheme, number: str = _ROW) -> Iterator[tuple[Step, Formula]]:
    """Each step with its formula and value; what is built is added to `row.made`. `number` is the row's number."""
    for step in steps:
        piece = _built(step, row, scheme)
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
