"""The appended form 自评表: its blocks as tables for landscape pages, filled with what was typed or computed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from perfeval_xl.figures import Typed, is_blank, number_of, text_of
from perfeval_xl.lines import Line
from perfeval_xl.model import Budget, BudgetRow
from perfeval_xl.names import format_rate, format_score, format_value, terms
from perfeval_xl.report.blocks import Align, Block, Cell, Heading, Merge, Role, Run, Table
from perfeval_xl.report.content import Context, fill
from perfeval_xl.report.phrases import paragraph
from perfeval_xl.rules import PENDING

_TASK_COLUMNS = (
    "name", "content", "budget", "budget_fiscal", "progress", "outturn", "outturn_fiscal", "execution_rate",
)  # fmt: skip
_INDICATOR_COLUMNS = (
    "category", "subcategory", "name", "target", "unit", "actual", "points", "score", "deviation_reason",
)  # fmt: skip
_STANDARD_COLUMNS = ("一级指标", "二级指标", "三级指标", "评分标准", "分值", "自评得分", "扣分原因和其他说明")
_BUDGET_ROWS = (
    ("total", ""),
    ("fiscal", "1.资金来源：（1）财政性资金"),
    ("other", "（2）其他资金"),
    ("basic", "2.资金结构：（1）基本支出"),
    ("project", "（2）项目支出"),
)


def form_blocks(context: Context) -> Iterator[Block]:
    """The appendix: its mark, title and year, then the four parts of the form and its notes."""
    form = context.form
    yield paragraph("附件", role=Role.APPENDIX_MARK)
    yield Heading(0, (Run(context.scheme.form.title),))
    yield paragraph(*fill("（{fiscal_year}年度）", context), role=Role.APPENDIX_YEAR)
    contact = " ".join(filter(None, (text_of(form.agency.preparer), text_of(form.agency.phone))))
    unit = "单位：万元" if {"tasks", "budget"} & set(context.scheme.form.parts) else ""
    yield paragraph(f"填表人及联系方式：{contact}\t{unit}", role=Role.FORM_LINE)
    yield _head(context)
    if form.tasks:
        yield _tasks(context)
    if "budget" in context.scheme.form.parts or form.budget != Budget():
        yield _budget(context)
    if context.evaluation.lines and context.scheme.form.standards:
        yield _standards(context)
    elif context.evaluation.lines:
        yield _indicators(context)
    elif context.evaluation.components:
        yield _components(context)
    for number, note in enumerate(context.scheme.form.notes):
        yield paragraph(f"注：{note}" if not number else note, role=Role.FORM_NOTE)


def _label(text: str, columns: int = 1, merge: Merge = Merge.NONE) -> Cell:
    return Cell(text, columns, merge, label=True)


def _prose(value: Typed, columns: int = 1, merge: Merge = Merge.NONE) -> Cell:
    return Cell(text_of(value), columns, merge, Align.LEFT)


def _headers(part: str, columns: Iterable[str]) -> tuple[Cell, ...]:
    return tuple(_label(terms()[f"{part}.{column}"].label) for column in columns)


def _head(context: Context) -> Table:
    form, evaluation = context.form, context.evaluation
    total = form.declared.total
    said = text_of(total) if not is_blank(total) else _score(evaluation.total)
    grade = text_of(form.declared.grade) or evaluation.grade or PENDING
    name = terms()["agency.name"].label
    rows = [
        (
            _label(name, merge=Merge.START),
            Cell(text_of(form.agency.name), merge=Merge.START),
            _label("自评得分"),
            Cell(said),
        ),
        (_label("", merge=Merge.CONTINUE), Cell(merge=Merge.CONTINUE), _label("自评结果"), Cell(grade)),
    ]
    if not any("goal_tables" in section.content for section in context.scheme.report):
        # A report that has them as tables of its own does not repeat them at its end.
        goal, result = (_label("年度总体目标"), _label("年度总体目标完成情况"))
        rows.append((goal, _prose(form.objective.text), result, _prose(form.objective.result)))
    return Table(rows=tuple(rows), widths=(15, 36, 16, 33), header=0, form=True)


def _tasks(context: Context) -> Table:
    rows = [(_label("年度主要任务"), *_headers("tasks[]", _TASK_COLUMNS))]
    for index, task in enumerate(context.form.tasks):
        cells = []
        for column in _TASK_COLUMNS:
            kind, value = terms()[f"tasks[].{column}"].kind, getattr(task, column)
            if column == "execution_rate" and is_blank(value):
                cells.append(Cell(_rate(number_of(task.budget), number_of(task.outturn))))
            else:
                cells.append(_value_cell(format_value(kind, value)))
        rows.append((_label(str(index + 1)), *cells))
    return Table(rows=tuple(rows), widths=(6, 14, 26, 8, 8, 18, 8, 8, 8), form=True)


def _budget(context: Context) -> Table:
    budget, score = context.form.budget, context.evaluation.budget
    columns = ("original", "final", "outturn", "execution_rate")
    heads = [terms()[f"budget.total.{column}"].label for column in (*columns, "points", "score")]
    rows = [(_label("项目", columns=2), *(_label(head) for head in heads))]
    total = context.scheme.labels.get("budget_total", "部门预算总额")
    for index, (part, name) in enumerate(_BUDGET_ROWS[:3] if context.scheme.kind == "project" else _BUDGET_ROWS):
        row = getattr(budget, part)
        cells = [_amount_cell(context, row, column) for column in columns]
        scored = ("", "")
        if part == "total":
            scored = (_points(budget.total.points, score.points), _points(budget.total.score, score.score) or PENDING)
        side = _label("预算情况" if not index else "", merge=Merge.START if not index else Merge.CONTINUE)
        rows.append((side, _label(name or total), *cells, *(Cell(text) for text in scored)))
    return Table(rows=tuple(rows), widths=(10, 26, 12, 12, 12, 12, 8, 8), form=True)


def _amount_cell(context: Context, row: BudgetRow, column: str) -> Cell:
    value = getattr(row, column)
    if column == "execution_rate" and is_blank(value):
        base = context.scheme.rules.execution_denominator
        return Cell(_rate(number_of(row.original if base == "original" else row.final), number_of(row.outturn)))
    return Cell(format_value(terms()[f"budget.total.{column}"].kind, value))


def _rate(budget: Decimal | None, outturn: Decimal | None) -> str:
    if budget is None or outturn is None:
        return ""
    return format_rate(outturn / budget) if budget else "—"


def _points(typed: Typed, counted: Decimal | None) -> str:
    if not is_blank(typed):
        return text_of(typed)
    return "" if counted is None else format_score(counted)


def _score(value: Decimal | None) -> str:
    return PENDING if value is None else format_score(value)


def _indicators(context: Context) -> Table:
    rows = [_headers("indicators[]", _INDICATOR_COLUMNS)]
    for line, category, subcategory in _labelled(context.evaluation.lines):
        typed = context.form.indicators[line.index]
        rows.append(
            (
                category,
                subcategory,
                _prose(typed.name),
                Cell(text_of(typed.target)),
                Cell(text_of(typed.unit)),
                _value_cell(text_of(typed.actual)),
                Cell(_points(typed.points, line.points)),
                Cell(_points(typed.score, line.score) or ("" if line.outcome.blank else PENDING)),
                _prose(typed.deviation_reason),
            )
        )
    return Table(rows=tuple(rows), widths=(9, 11, 20, 14, 8, 13, 5, 5, 15), form=True)


def _labelled(lines: Iterable[Line]) -> Iterator[tuple[Line, Cell, Cell]]:
    """Each line with the cells of its 一级 and 二级指标, which go on with those above that say the same."""
    before = ("", "")
    for line in lines:
        here = (line.category, line.subcategory)
        category = _label(line.category, merge=_merge(here[0] == before[0] != ""))
        yield line, category, _label(line.subcategory, merge=_merge(here == before != ("", "")))
        before = here


def _standards(context: Context) -> Table:
    """The score table of a form that prints the standards."""
    rows = [tuple(map(_label, _STANDARD_COLUMNS))]
    for line, category, subcategory in _labelled(context.evaluation.lines):
        typed = context.form.indicators[line.index]
        rows.append(
            (
                category,
                subcategory,
                _prose(typed.name),
                _prose(typed.criterion),
                Cell(_points(typed.points, line.points)),
                Cell(_points(typed.score, line.score) or ("" if line.outcome.blank else PENDING)),
                _prose(typed.deviation_reason),
            )
        )
    points = sum((component.points for component in context.evaluation.components), Decimal(0))
    total = Cell(_score(context.evaluation.total))
    rows.append((_label("总分"), _label(""), Cell(), Cell(), Cell(format_score(points)), total, Cell()))
    return Table(rows=tuple(rows), widths=(9, 11, 18, 38, 6, 7, 11), form=True)


def _value_cell(text: str) -> Cell:
    """A short value in the middle of its cell, a longer text from its left edge."""
    return Cell(text, align=Align.LEFT if len(text) > 20 else Align.CENTER)


def _merge(same: bool) -> Merge:
    return Merge.CONTINUE if same else Merge.START


def _components(context: Context) -> Table:
    head = _headers("components[]", ("name", "points", "score"))
    rows = [
        (Cell(component.name), Cell(format_score(component.points)), Cell(_score(component.score)))
        for component in context.evaluation.components
    ]
    return Table(rows=(head, *rows), widths=(60, 20, 20), form=True)
