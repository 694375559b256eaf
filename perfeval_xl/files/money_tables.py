"""年度主要任务 and 预算情况 on 自评表, with the arithmetic that they must satisfy."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from perfeval_xl.figures import Typed, plain, round_half_up
from perfeval_xl.files import native
from perfeval_xl.files.entry import closing_row, enter, enter_or_compute, help_with, note, table_columns
from perfeval_xl.files.formulas import (
    Argument,
    Case,
    beyond,
    call,
    case,
    first_of,
    larger,
    rate,
    rate_cases,
    same_as,
    sign,
    sum_case,
    unless_blank,
    without_component,
)
from perfeval_xl.files.layout import BUDGET_ROWS, COMPUTED, EXPLANATION, MARK, MESSAGE, TIER, Layout
from perfeval_xl.files.page import Formula, Page, address
from perfeval_xl.files.stated_components import Words, budget_points, budget_score
from perfeval_xl.files.styles import ERROR
from perfeval_xl.model import Form, Kind, Task
from perfeval_xl.scheme import Scheme

TASK_COLUMNS = {
    "name": 1,
    "content": 2,
    "budget": 3,
    "budget_fiscal": 4,
    "progress": 5,
    "outturn": 6,
    "outturn_fiscal": 7,
    "execution_rate": 8,
}
BUDGET_COLUMNS = {"original": 3, "final": 4, "outturn": 5, "execution_rate": 6, "points": 7, "score": 8}
_TASK_HEADINGS = (
    "任务名称",
    "主要内容",
    "预算资金",
    "其中：财政资金",
    "任务完成情况",
    "预算执行数",
    "其中：财政资金",
    "预算执行率",
)
_BUDGET_LABELS = {
    "total": "部门预算总额",
    "fiscal": "1、资金来源：（1）财政性资金",
    "other": "　　　　　　（2）其他资金",
    "basic": "2、资金结构：（1）基本支出",
    "project": "　　　　　　（2）项目支出",
}
_AMOUNTS = {"original": "年初预算数", "final": "全年预算数", "outturn": "预算执行数"}
RATE = TIER
"""Column K holds the computed rate in these two tables."""


def write_tasks(page: Page, tasks: Sequence[Task], places: Layout) -> None:
    """The table 年度主要任务."""
    table, styles = places.tasks, page.styles
    page.put(table.header, 0, "年度\n主要\n任务", styles.purpose("heading"), to=(table.closing, 0))
    for offset, heading in enumerate(_TASK_HEADINGS):
        page.put(table.header, 1 + offset, heading, styles.purpose("heading"))
    page.set_height(table.header, 30)
    _helper_headings(page, table.header, {RATE: "测算执行率", MESSAGE: "校验提示"})
    for row, task in zip(table.rows, tasks, strict=True):
        page.set_height(row, 28)
        for field, col in TASK_COLUMNS.items():
            if field != "execution_rate":
                enter(page, row, col, f"tasks.{field}", getattr(task, field))
        quotient = rate(page, row, TASK_COLUMNS["budget"], TASK_COLUMNS["outturn"])
        _rate(page, row, TASK_COLUMNS["execution_rate"], f"tasks[{row - table.first}]", task.execution_rate, quotient)
        if not page.edition.frozen:
            page.compute(row, MESSAGE, _task_message(page, row), styles.purpose("helper"))
            page.compute(row, MARK, sign(page, row, MESSAGE, _task_used(page, row)), styles.purpose("mark"))
    closing_row(page, table.closing, 1)
    table_columns(page, "tasks", TASK_COLUMNS, table.header, table.closing)
    if not page.edition.frozen:
        for name, whole in (("budget_fiscal", "budget"), ("outturn_fiscal", "outturn")):
            part, total = (address(table.first, TASK_COLUMNS[field]) for field in (name, whole))
            _colour(
                page, table.first, TASK_COLUMNS[name], table.closing, f"=AND(COUNT({part},{total})=2,{part}>{total})"
            )
        text = address(table.first, TASK_COLUMNS["progress"])
        _colour(page, table.first, TASK_COLUMNS["progress"], table.closing, f"=ISNUMBER({text})")
        wrong = f'=LEFT(${address(table.first, MESSAGE)},5)="✘ 执行率"'
        _colour(page, table.first, TASK_COLUMNS["execution_rate"], table.closing, wrong)


def write_budget(page: Page, form: Form, scheme: Scheme, places: Layout, words: Words) -> None:
    """The table 预算情况; only 部门预算总额 is scored."""
    header, styles = places.budget, page.styles
    heading = styles.purpose("heading")
    page.put(header, 0, "预算\n情况", heading, to=(header + len(BUDGET_ROWS), 0))
    page.put(header, 1, None, heading, to=(header, 2))
    for label, col in zip((*_AMOUNTS.values(), "预算执行率", "分值", "得分"), BUDGET_COLUMNS.values(), strict=True):
        page.put(header, col, label, heading)
    for field, col in BUDGET_COLUMNS.items():
        note(page, header, col, f"budget.total.{field}")
    _helper_headings(
        page, header, {RATE: "测算执行率", COMPUTED: "测算得分", MESSAGE: "校验提示", EXPLANATION: "计分说明"}
    )
    page.set_height(header, 22)
    divisor = BUDGET_COLUMNS[scheme.rules.execution_denominator]
    for row, part in enumerate(BUDGET_ROWS, header + 1):
        page.set_height(row, 20)
        typed = getattr(form.budget, part)
        style = styles.purpose("label" if part == "total" else "label_left")
        page.put(row, 1, _BUDGET_LABELS[part], style, to=(row, 2))
        for field in _AMOUNTS:
            enter(page, row, BUDGET_COLUMNS[field], f"budget.{part}.{field}", getattr(typed, field))
        quotient = rate(page, row, divisor, BUDGET_COLUMNS["outturn"])
        if part == "total" and page.edition.live:
            # The rate that is scored is read as the score is: amounts such as 5270元 included.
            outturn = BUDGET_COLUMNS["outturn"]
            asked = call(page, "PERF_RATE", [(row, divisor), (row, outturn)])
            quotient = without_component(unless_blank(page, row, (divisor, outturn), asked), quotient)
        _rate(page, row, BUDGET_COLUMNS["execution_rate"], f"budget.{part}", typed.execution_rate, quotient)
        fields = ["original", "final", "outturn", "execution_rate"]
        if part == "total":
            _score(page, row, form, scheme, divisor, (page, scheme, places, words))
            fields += ["points", "score"]
        else:
            for col in (BUDGET_COLUMNS["points"], BUDGET_COLUMNS["score"]):
                page.put(row, col, None, styles.purpose("blank"))
        for field in fields:
            dotted, col = f"budget.{part}.{field}", BUDGET_COLUMNS[field]
            page.name(dotted, row, col)
            help_with(page, dotted, (row, col, row, col))
    if not page.edition.frozen:
        _budget_messages(page, scheme, places)


def _helper_headings(page: Page, row: int, headings: dict[int, str]) -> None:
    if not page.edition.frozen:
        for col, text in {MARK: "标记", **headings}.items():
            page.put(row, col, text, page.styles.purpose("helper_heading"))


def _rate(page: Page, row: int, col: int, part: str, typed: Typed, quotient: Formula) -> None:
    """The rate as typed, else as computed; the computed one always stands in the helper column."""
    style, dotted = page.styles.formula(Kind.RATE), f"{part.partition('[')[0]}.execution_rate"
    if page.edition.frozen:
        shown = quotient
    else:
        page.compute(row, RATE, quotient, page.styles.purpose("helper_rate"))
        shown = same_as(page, row, RATE)
    page.may_be_typed(row, col, shown)
    if typed is None:
        page.compute(row, col, shown, style, name=f"{part}.execution_rate")
    else:
        enter(page, row, col, dotted, typed)


def _score(
    page: Page, row: int, form: Form, scheme: Scheme, divisor: int, where: tuple[Page, Scheme, Layout, Words]
) -> None:
    total = form.budget.total
    points, score = BUDGET_COLUMNS["points"], BUDGET_COLUMNS["score"]
    enter_or_compute(page, row, points, "budget.total.points", total.points, budget_points(*where))
    outturn = BUDGET_COLUMNS["outturn"]
    arguments: list[Argument] = [(row, divisor), (row, outturn), (row, points), Formula("=scheme", scheme.id)]
    computed = unless_blank(page, row, (divisor, outturn), call(page, "PERF_BUDGET_SCORE", arguments))
    if page.edition.frozen:
        shown = budget_score(*where, computed)
    else:
        plainly = native.budget_score(page, row, (divisor, outturn, points), scheme)
        computed = plainly if page.edition.native else without_component(computed, plainly)
        page.compute(row, COMPUTED, computed, page.styles.purpose("helper_number"))
        shown = budget_score(*where, same_as(page, row, COMPUTED))
        limit = plain(scheme.rules.execution_cap * 100)
        how = f"预算执行率（最高按{limit}%计）×分值"
        page.put(row, EXPLANATION, how, page.styles.purpose("helper"))
    enter_or_compute(page, row, score, "budget.total.score", total.score, shown)


def _task_used(page: Page, row: int) -> Formula:
    cols = [col for field, col in TASK_COLUMNS.items() if field != "execution_rate"]
    return Formula(
        "=" + "&".join(address(row, col) for col in cols) + '<>""',
        "1" if any(page.text(row, col) for col in cols) else "",
    )


def _task_message(page: Page, row: int) -> Formula:
    at = TASK_COLUMNS
    progress = address(row, at["progress"])
    return first_of(
        [
            case(*larger(page, row, at["budget_fiscal"], at["budget"]), "✘ 财政资金大于预算资金"),
            case(*larger(page, row, at["outturn_fiscal"], at["outturn"]), "✘ 财政资金大于预算执行数"),
            *rate_cases(page, row, at["execution_rate"], RATE, at["outturn"]),
            case(
                f"ISNUMBER({progress})",
                page.number(row, at["progress"]) is not None,
                "⚠ 任务完成情况应写文字，不要填金额",
            ),
        ]
    )


def _budget_messages(page: Page, scheme: Scheme, places: Layout) -> None:
    first = places.total
    rows = dict(zip(BUDGET_ROWS, range(first, first + len(BUDGET_ROWS)), strict=True))
    tolerance = scheme.thresholds.amount
    extra = {
        "total": [
            case(*larger(page, first, BUDGET_COLUMNS["score"], BUDGET_COLUMNS["points"]), "✘ 得分高于分值"),
            _task_sum(page, first, places.tasks.rows, "outturn", ("outturn",), "✘ 任务执行", tolerance),
            _task_sum(page, first, places.tasks.rows, "budget", ("original", "final"), "⚠ 任务预算", tolerance),
        ],
        "fiscal": _sums(page, rows, ("fiscal", "other"), "资金来源合计", tolerance),
        "basic": _sums(page, rows, ("basic", "project"), "支出结构合计", tolerance),
    }
    shown, outturn = BUDGET_COLUMNS["execution_rate"], BUDGET_COLUMNS["outturn"]
    for part, row in rows.items():
        cases = [*extra.get(part, []), *rate_cases(page, row, shown, RATE, outturn)]
        page.compute(row, MESSAGE, first_of(cases), page.styles.purpose("helper"))
        amounts = [address(row, BUDGET_COLUMNS[field]) for field in _AMOUNTS]
        used = any(page.text(row, BUDGET_COLUMNS[field]) for field in _AMOUNTS)
        condition = Formula("=" + "&".join(amounts) + '<>""', "1" if used else "")
        page.compute(row, MARK, sign(page, row, MESSAGE, condition), page.styles.purpose("mark"))
    for field in _AMOUNTS:
        col = BUDGET_COLUMNS[field]
        for one, other in (("fiscal", "other"), ("basic", "project")):
            a, b, whole = (address(rows[part], col, fixed=True) for part in (one, other, "total"))
            apart = beyond(f"SUM({a},{b})-{whole}", tolerance)
            wrong = f"=AND(ISNUMBER({whole}),COUNT({a},{b})>0,{apart})"
            _colour(page, rows[one], col, rows[other], wrong)
    for part, row in rows.items():
        wrong = f'=LEFT(${address(row, MESSAGE)},5)="✘ 执行率"'
        _colour(page, row, BUDGET_COLUMNS["execution_rate"], row, wrong)
        if part == "total":
            score, points = address(row, BUDGET_COLUMNS["score"]), address(row, BUDGET_COLUMNS["points"])
            _colour(page, row, BUDGET_COLUMNS["score"], row, f"=AND(COUNT({score},{points})=2,{score}>{points})")


def _sums(page: Page, rows: dict[str, int], parts: tuple[str, str], words: str, tolerance: Decimal) -> list[Case]:
    return [
        sum_case(
            page,
            (rows["total"], BUDGET_COLUMNS[field]),
            [(rows[part], BUDGET_COLUMNS[field]) for part in parts],
            f"{label}：{words}",
            tolerance,
        )
        for field, label in _AMOUNTS.items()
    ]


def _task_sum(
    page: Page, row: int, tasks: range, task_field: str, fields: Sequence[str], words: str, tolerance: Decimal
) -> Case:
    """The sum of a column of the tasks against 部门预算总额: it must equal one of the amounts `fields`."""
    listed = (page.number(task, TASK_COLUMNS[task_field]) for task in tasks)
    numbers = [number for number in listed if number is not None]
    summed, area = sum(numbers, Decimal(0)), f"tasks.{task_field}"
    amounts = (page.number(row, BUDGET_COLUMNS[field]) for field in fields)
    wholes = [amount for amount in amounts if amount is not None]
    cells = [address(row, BUDGET_COLUMNS[field]) for field in fields]
    known = bool(numbers) and len(wholes) == len(fields)
    holds = known and all(abs(summed - whole) > tolerance for whole in wholes)
    tests = ",".join(beyond(f"SUM({area})-{cell}", tolerance) for cell in cells)
    said = ""
    if holds:
        gap = plain(round_half_up(abs(summed - wholes[0]), 2))
        said = f"{words}合计{plain(round_half_up(summed, 2))}，与总额差{gap}"
    return Case(
        f"IF(AND(COUNT({','.join(cells)})={len(cells)},COUNT({area})>0),AND({tests}),FALSE)",
        holds,
        f'"{words}合计"&ROUND(SUM({area}),2)&"，与总额差"&ROUND(ABS(SUM({area})-{cells[0]}),2)',
        said,
    )


def _colour(page: Page, row: int, col: int, last: int, condition: str, sign_: str = ERROR) -> None:
    rule = {"type": "formula", "criteria": condition, "format": page.styles.mark(sign_)}
    page.sheet.conditional_format(row, col, last, col, rule)
