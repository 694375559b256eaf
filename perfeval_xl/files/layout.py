"""Where everything stands on 自评表: rows from the size of the return, columns fixed. All 0-based."""

from __future__ import annotations

from dataclasses import dataclass

from perfeval_xl.model import Form, Indicator, Task
from perfeval_xl.scheme import Scheme

WIDTHS = (7.5, 9.5, 18.5, 11.5, 9.5, 14, 9.5, 9, 16)
"""The printed form, columns A to I, in characters."""
LAST = 8
MARK, TIER, COMPUTED, MESSAGE, EXPLANATION, CRITERION = 9, 10, 11, 12, 13, 14
"""Columns beside the print area: J the sign, K 档次 (or 测算执行率), L 测算得分, M 校验提示, N 计分说明, O 评分标准."""
HELPER_WIDTHS = {9: 12, 10: 13, 11: 9, 12: 52, 13: 62, 14: 20, 15: 2}
BLOCK = 16
"""The first column of 一级指标得分: name, points, score, computed, rate, rows, sign, and four hidden ones."""
STATED = 28
"""The first column of what a return states about its components: name, points, score."""
BLOCK_WIDTHS = {16: 14, 17: 8, 18: 9, 19: 9, 20: 9, 21: 8, 22: 18, 27: 2, 28: 14, 29: 9, 30: 9}
BLOCK_HIDDEN = (23, 26)

TITLE, YEAR, PREPARER, AGENCY, GRADE, OBJECTIVE = range(6)
BLOCK_HEADER = 1
BUDGET_ROWS = ("total", "fiscal", "other", "basic", "project")


@dataclass(frozen=True, slots=True)
class Table:
    """The rows of a table: its header, its data rows `first` to `closing` - 1, its thin closing row."""

    header: int
    closing: int

    @property
    def first(self) -> int:
        """The first data row."""
        return self.header + 1

    @property
    def rows(self) -> range:
        """The data rows."""
        return range(self.first, self.closing)


@dataclass(frozen=True, slots=True)
class Layout:
    """The rows of one workbook's 自评表."""

    objective_last: int
    tasks: Table
    budget: int
    """The header row of 预算情况; the five rows follow."""
    indicators: Table
    notes: int
    """The last row of the printed form."""
    components: int
    """How many components the scheme has."""
    stated: Table
    standards: bool = False
    """Whether 评分标准 is printed in the place of 指标值 and 度量单位."""

    @property
    def total(self) -> int:
        """The row 部门预算总额."""
        return self.budget + 1

    @property
    def strays(self) -> int:
        """The row of 一级指标得分 for what the scheme does not know; the sum is in the next row."""
        return BLOCK_HEADER + 1 + self.components

    @property
    def sums(self) -> int:
        """The row of 一级指标得分 with the sums of the others."""
        return self.strays + 1


def layout(form: Form, scheme: Scheme, tasks: int, indicators: int, stated: int, objective_rows: int) -> Layout:
    """The layout for so many rows of each table.

    年度总体目标 takes as many sheet rows as its text needs, and at least so many that the small tables beside the head
    end above the first row that anybody would delete.
    """
    stated_table = Table(BLOCK_HEADER, BLOCK_HEADER + 1 + stated)
    beside = max(stated_table.closing, BLOCK_HEADER + len(scheme.component) + 2)
    objective_last = max(OBJECTIVE + objective_rows - 1, beside, OBJECTIVE + 2)
    task_header = objective_last + 1
    task_table = Table(task_header, task_header + 1 + tasks)
    budget = task_table.closing + 1
    header = budget + len(BUDGET_ROWS) + 1
    indicator_table = Table(header, header + 1 + indicators)
    notes = indicator_table.closing + 1
    return Layout(
        objective_last=objective_last,
        tasks=task_table,
        budget=budget,
        indicators=indicator_table,
        notes=notes,
        components=len(scheme.component),
        stated=stated_table,
        standards=scheme.form.standards,
    )


def task_rows(form: Form, scheme: Scheme, *, spare: bool = True) -> tuple[Task, ...]:
    """The tasks of the return, or the scheme's number of blank rows."""
    return form.tasks or ((Task(),) * scheme.form.task_rows if spare else (Task(),))


def indicator_rows(form: Form, scheme: Scheme, *, spare: bool = True) -> tuple[Indicator, ...]:
    """The indicators of the return, or blank rows under the 一级指标 and 二级指标 of the scheme."""
    if form.indicators:
        return form.indicators
    if not spare:
        return (Indicator(),)
    if scheme.indicator:
        labels = {part.name: part.label for part in scheme.component}
        return tuple(
            Indicator(
                category=labels[item.component],
                subcategory=item.subcategory,
                name=item.name,
                points=item.points,
                criterion=item.criterion.strip() or None,
            )
            for item in scheme.indicator
        )
    return tuple(
        Indicator(category=part.label, subcategory=subcategory)
        for part in scheme.component
        if part.scores == "indicators"
        for subcategory in part.subcategories or (None,)
        for _ in range(scheme.form.indicator_rows)
    )
