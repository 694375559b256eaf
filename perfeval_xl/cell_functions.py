"""The cell functions as users know them: what each gives, its arguments in Chinese, an example."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from perfeval_xl import cells


@dataclass(frozen=True, slots=True)
class Argument:
    """An argument of a cell function: its Python name, its Chinese name, what to give, whether it may be left out."""

    name: str
    label: str
    doc: str
    optional: bool


@dataclass(frozen=True, slots=True)
class CellFunction:
    """A cell function as users know it: name, what it gives, arguments in order, an example, the Python behind it."""

    name: str
    doc: str
    arguments: tuple[Argument, ...]
    example: str
    function: Callable[..., Decimal | str]


_ARGUMENTS = {
    "target": ("指标值", "年初设定的指标值，如 ≥95%、≤2万元、2021年12月20日之前、健全"),
    "actual": ("实际完成值", "年末的实际完成值，如 100%、17500元、2021年12月1日、健全"),
    "points": ("分值", "该指标的分值"),
    "unit": ("度量单位", "度量单位，如 %、台、万元、定性指标"),
    "name": ("指标名称", "三级指标名称，用来判断没有写符号的指标值是越高越好还是越低越好"),
    "scheme": ("方案", "方案的代号，可带年度（如 代号@2021），不填用默认方案"),
    "criterion": ("评分标准", "用文字写的评分标准，没有指标值的按它计分"),
    "tier": ("档次", "定性指标所选的档次，没有选的不填"),
    "subcategory": ("二级指标", "该指标所属的二级指标，用来判断写的原因是不是这个指标的"),
    "budget": ("预算数", "方案规定的分母，一般是全年预算数（万元）"),
    "outturn": ("执行数", "预算执行数（万元）"),
    "total": ("总分", "自评总分"),
    "score": ("得分", "该指标的得分"),
    "deviation_reason": ("未完成原因", "未完成原因分析"),
}
_LABELS_ELSEWHERE = {("PERF_RULE", "actual"): ("实际值", "评分标准所说的实际值")}


def _documented(function: Callable[..., Decimal | str], doc: str, example: str) -> CellFunction:
    name = function.__name__.upper()
    arguments = []
    for parameter in inspect.signature(function).parameters.values():
        label, text = _LABELS_ELSEWHERE.get((name, parameter.name), _ARGUMENTS[parameter.name])
        arguments.append(Argument(parameter.name, label, text, parameter.default is not inspect.Parameter.empty))
    return CellFunction(name, doc, tuple(arguments), example, function)


FUNCTIONS: tuple[CellFunction, ...] = (
    _documented(
        cells.perf_score,
        "指标得分；须由人评定的显示“待评定”，空行显示为空",
        '=PERF_SCORE("≥95%","90%",2)',
    ),
    _documented(
        cells.perf_rule,
        "按文字写的评分标准得出的分；读不懂或须由人评定的显示“待评定”",
        '=PERF_RULE("≥90%计5分；低于90%不得分","95%",5)',
    ),
    _documented(cells.perf_rate, "预算执行率；预算数为0显示“—”", "=PERF_RATE(596.88,596.88)"),
    _documented(cells.perf_budget_score, "预算执行率的得分，执行率超过100%按满分计", "=PERF_BUDGET_SCORE(200,150,10)"),
    _documented(cells.perf_grade, "总分对应的等级，先判级再取整", "=PERF_GRADE(89.95)"),
    _documented(
        cells.perf_check,
        "这一行的问题；没有问题为空，✘ 必须改，⚠ 可能被退回，ⓘ 建议核对",
        '=PERF_CHECK("≥95%","90%","%",2,2,"")',
    ),
    _documented(cells.perf_explain, "一句话说明得分怎么来的", '=PERF_EXPLAIN("≥95%","90%",2)'),
)
"""The cell functions in the order of the contract; the VBA wrappers and docs/functions.md are generated from them."""
