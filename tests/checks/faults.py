"""Faults for the mutation run: kinds, each with its instances on the clean return and the checks that should notice.

A kind yields `(changes, names)`: an edit of the clean return and the checks of which at least one must fire.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any

from check_returns import CLEAN
from faults_rows import KINDS as ROW_KINDS

Mutant = tuple[dict[str, Any], set[str]]

ROWS = ("total", "fiscal", "other", "basic", "project")
COLUMNS = ("original", "final", "outturn")
BUDGET = CLEAN["budget"]
TASKS = CLEAN["tasks"]
SUMS = {"BUDGET_SRC_SUM", "BUDGET_STRUCT_SUM"}
TASK_SUMS = {"TASK_SUM_BUDGET", "TASK_SUM_EXEC"}
RATES = {"BUDGET_RATE_CALC", "BUDGET_DENOM"}


def _cells() -> Iterator[tuple[str, Any]]:
    for row in ROWS:
        for column in COLUMNS:
            yield f"budget.{row}.{column}", BUDGET[row][column]


def _task_cells() -> Iterator[tuple[str, Any]]:
    for index, task in enumerate(TASKS):
        for column in ("budget", "outturn", "budget_fiscal", "outturn_fiscal"):
            yield f"tasks[{index}].{column}", task[column]


def _each(change: Callable[[Any], Any], names: set[str], cells=_cells) -> Callable[[], Iterator[Mutant]]:
    return lambda: (({name: change(value)}, names) for name, value in cells() if change(value) != value)


def _digit(value: float) -> float:
    """The first digit one up, as a slip of the finger does."""
    text = str(value)
    return float(str(int(text[0]) % 9 + 1) + text[1:])


def _swapped(value: float) -> float:
    """The first two digits exchanged: 849.29 becomes 489.29."""
    text = str(value)
    return float(text[1] + text[0] + text[2:]) if len(text) > 1 and text[1].isdigit() else value


def _rates(change: Callable[[str, str], Any], names: set[str]) -> Callable[[], Iterator[Mutant]]:
    def mutants() -> Iterator[Mutant]:
        for row in ROWS:
            typed = BUDGET[row]["execution_rate"]
            new = change(row, typed)
            if new != typed:
                yield {f"budget.{row}.execution_rate": new}, names

    return mutants


def _by_original(row: str, typed: str) -> str:
    rate = Decimal(str(BUDGET[row]["outturn"])) / Decimal(str(BUDGET[row]["original"])) * 100
    return f"{rate:.2f}%"


def _exchanged(first: str, second: str, names: set[str]) -> Callable[[], Iterator[Mutant]]:
    def mutants() -> Iterator[Mutant]:
        yield {f"budget.{first}": BUDGET[second], f"budget.{second}": BUDGET[first]}, names

    return mutants


def _columns_exchanged(first: str, second: str, names: set[str]) -> Callable[[], Iterator[Mutant]]:
    def mutants() -> Iterator[Mutant]:
        for row in ROWS:
            a, b = BUDGET[row][first], BUDGET[row][second]
            if a != b:
                yield {f"budget.{row}.{first}": b, f"budget.{row}.{second}": a}, names

    return mutants


def _tasks(column: str, value: Callable[[dict], Any], *names: str) -> Callable[[], Iterator[Mutant]]:
    return lambda: (({f"tasks[{index}].{column}": value(task)}, set(names)) for index, task in enumerate(TASKS))


def _single(changes: dict[str, Any], *names: str) -> Callable[[], Iterator[Mutant]]:
    return lambda: iter([(changes, set(names))])


AMOUNT_KINDS = {
    "预算金额错一位数字": _each(_digit, SUMS),
    "预算金额两位数字颠倒": _each(_swapped, SUMS),
    "预算金额小数点错位": _each(lambda v: round(v * 10, 2), SUMS),
    "预算金额差0.1": _each(lambda v: round(v + 0.1, 2), SUMS),
    "预算金额以元为单位": _each(lambda v: round(v * 10000, 2), {"UNIT_MIX"}),
    "预算金额带单位": _each(lambda v: f"{v}万元", {"UNIT_IN_CELL"}),
    "预算金额为负": _each(lambda v: -v, {"AMOUNT_PARSE"}),
    "预算金额写成文字": _each(lambda v: f"约{v}左右", {"AMOUNT_PARSE"}),
    "预算金额漏填": _each(lambda v: None, SUMS | TASK_SUMS | RATES | {"BUDGET_YR_START_BLANK", "SCORE_NEG_OR_BLANK"}),
    "任务金额错一位数字": _each(_digit, TASK_SUMS, _task_cells),
    "任务金额差0.1": _each(lambda v: round(v + 0.1, 2), TASK_SUMS, _task_cells),
    "任务金额以元为单位": _each(lambda v: round(v * 10000, 2), {"UNIT_MIX"}, _task_cells),
    "任务金额带单位": _each(lambda v: f"{v}万", {"UNIT_IN_CELL"}, _task_cells),
    "任务金额漏填": _each(lambda v: None, TASK_SUMS, _task_cells),
}
BUDGET_KINDS = {
    "执行率少百分号": _rates(lambda row, rate: float(rate[:-1]), {"BUDGET_RATE_CALC"}),
    "执行率错一位数字": _rates(lambda row, rate: f"{_digit(float(rate[:-1])):.2f}%", RATES),
    "执行率末位差0.1": _rates(lambda row, rate: f"{float(rate[:-1]) + 0.1:.2f}%", RATES),
    "执行率用年初数作分母": _rates(_by_original, {"BUDGET_DENOM"}),
    "执行率只写整数": _rates(lambda row, rate: f"{round(float(rate[:-1]))}%" if rate[-4:-1] != ".00" else rate, RATES),
    "执行率一律写100%": _rates(lambda row, rate: "100.00%", RATES),
    "执行率写成文字": _rates(lambda row, rate: "全部执行", {"AMOUNT_PARSE"}),
    "资金来源两行对调": _exchanged("fiscal", "other", TASK_SUMS),
    "资金结构两行对调": _exchanged("basic", "project", {"TASK_SPLIT_VS_STRUCT"}),
    "年初数与全年数对调": _columns_exchanged("original", "final", SUMS),
    "全年数与执行数对调": _columns_exchanged("final", "outturn", SUMS),
    "预算为0仍写执行率": _single({"budget.other.final": 0, "budget.fiscal.final": 865.5}, "BUDGET_ZERO_DEN"),
    "全年预算漏计追加": _single({"budget.total.final": 820}, "BUDGET_OVER_100"),
    "预算大幅调整无说明": _single({"budget.basic.original": 720, "budget.project.original": 100}, "BUDGET_ADJ_LARGE"),
    "执行率分值被改": _single({"budget.total.points": 12, "indicators[15].points": 4}, "EXEC_ROW_WEIGHT"),
    "执行率得分差0.1": _single({"budget.total.score": 9.91}, "EXEC_SCORE_RULE"),
    "执行率给满分": _single({"budget.total.score": 10, "declared.total": 98.6}, "EXEC_SCORE_RULE"),
    "执行率得分高于分值": _single({"budget.total.score": 10.5}, "SCORE_GT_WEIGHT"),
    "执行率低总分高": _single(
        {"budget.total.outturn": 490, "budget.total.execution_rate": "56.61%", "budget.total.score": 5.66},
        "CAP_BY_EXEC",
    ),
}
TASK_KINDS = {
    "任务执行率一律写100%": lambda: (
        ({f"tasks[{index}].execution_rate": "100.00%"}, {"TASK_RATE_CALC"}) for index in (1, 2)
    ),
    "任务执行率错一位": _tasks(
        "execution_rate", lambda task: f"{_digit(float(task['execution_rate'][:-1]))}%", "TASK_RATE_CALC"
    ),
    "任务完成情况填金额": _tasks("progress", lambda task: task["outturn"], "TASK_DONE_IS_NUMBER"),
    "任务完成情况填百分比": _tasks("progress", lambda task: "100%", "TASK_DONE_IS_NUMBER"),
    "任务预算为0": _tasks("budget", lambda task: 0, "BUDGET_ZERO_DEN"),
    "任务漏列": lambda: (({f"tasks[{index}]": None}, TASK_SUMS) for index in range(3)),
    "任务重复": lambda: (({"tasks[+]": task}, TASK_SUMS) for task in TASKS),
    "任务金额互换": _single(
        {c: TASKS[o][k] for i, o in ((1, 2), (2, 1)) for k in ("budget", "outturn") for c in [f"tasks[{i}].{k}"]},
        "TASK_RATE_CALC",
        "TASK_SUM_BUDGET",
    ),
    "人员任务与项目任务归类不同": _single(
        {
            "tasks[0].budget": 500.5,
            "tasks[0].budget_fiscal": 500.5,
            "tasks[2].budget": 160,
            "tasks[2].budget_fiscal": 160,
        },
        "TASK_SPLIT_VS_STRUCT",
    ),
    "财政资金大于任务资金": _single(
        {"tasks[2].budget_fiscal": 140, "tasks[0].budget_fiscal": 520.5}, "TASK_SUM_BUDGET"
    ),
    "任务名称留模板": _tasks("name", lambda task: "**任务", "NAME_TEMPLATE"),
    "任务内容无指标": _single({"tasks[1].content": "公共设施维护；新建停车棚两座"}, "TASK_NO_INDICATOR"),
    "文字中的任务数不对": _single({"narrative[履职目标及主要任务]": "主要任务共4项。"}, "TASK_COUNT_TEXT"),
}
HEAD_KINDS = {
    "总分差0.1": lambda: (({"declared.total": total}, {"SUM_SCORE_TOTAL"}) for total in (98.31, 98.51)),
    "总分两位数字颠倒": _single({"declared.total": 89.41}, "SUM_SCORE_TOTAL"),
    "总分写成文字": _single({"declared.total": "98分左右"}, "AMOUNT_PARSE"),
    "等级不符": lambda: (({"declared.grade": grade}, {"GRADE_BAND"}) for grade in ("良", "中", "差")),
    "等级写法不对": lambda: (({"declared.grade": grade}, {"GRADE_WORD"}) for grade in ("优秀", "A", "很好")),
    "总分落在等级空档": lambda: (({"declared.total": total}, {"GRADE_DECIMAL_GAP"}) for total in (89.5, 79.6, 59.9)),
    "总体目标空着": lambda: (({f"objective.{part}": ""}, {"TARGET_EMPTY"}) for part in ("text", "result")),
    "总体目标只有口号": _single({"objective.text": "围绕中心工作，高质量完成各项任务。"}, "TARGET_TEXT_VAGUE"),
    "一级指标分值与三级合计不符": _single(
        {"components": [{"name": "产出指标", "points": 31, "score": 29.8}]}, "SUM_L3_EQ_L1"
    ),
    "一级指标得分与三级合计不符": _single(
        {"components": [{"name": "产出指标", "points": 30, "score": 28.8}]}, "SUM_SCORE_TOTAL"
    ),
}
KINDS: dict[str, Callable[[], Iterator[Mutant]]] = AMOUNT_KINDS | BUDGET_KINDS | TASK_KINDS | HEAD_KINDS | ROW_KINDS
