"""Faults in the rows of 绩效指标, generated on every row of the clean return to which they apply."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from check_returns import CLEAN, row

Mutant = tuple[dict[str, Any], set[str]]
INDICATORS = CLEAN["indicators"]
SIGNED = [(n, item) for n, item in enumerate(INDICATORS) if item["target"][:1] in ("≥", "≤")]
AT_LEAST = [(n, item) for n, item in SIGNED if item["target"].startswith("≥")]
PERCENT = [(n, item) for n, item in AT_LEAST if item["unit"] == "%"]
WORDS = [(n, item) for n, item in enumerate(INDICATORS) if item["unit"] == "定性指标"]
MEASURED = [(n, item) for n, item in enumerate(INDICATORS) if item["unit"] not in ("定性指标", "日期")]
DATES = [(n, item) for n, item in enumerate(INDICATORS) if item["unit"] == "日期"]
ALL = list(enumerate(INDICATORS))
MISSED = [(n, item) for n, item in ALL if "deviation_reason" in item]
FULL = [(n, item) for n, item in ALL if "deviation_reason" not in item]
NEW = "indicators[+]"


def _over(rows: list, *names: str, **cells: Any) -> Callable[[], Iterator[Mutant]]:
    """One mutant per row: each cell gets its new value, given or computed from the row."""

    def mutants() -> Iterator[Mutant]:
        for index, item in rows:
            new = {column: value(item) if callable(value) else value for column, value in cells.items()}
            yield {f"indicators[{index}].{column}": value for column, value in new.items()}, set(names)

    return mutants


def _added(name: str, *names: str, **cells: Any) -> Callable[[], Iterator[Mutant]]:
    """One mutant with another indicator."""
    return lambda: iter([({NEW: row(name, **cells)}, set(names))])


def _sign(new: str) -> Callable[[dict], str]:
    return lambda item: new + item["target"][1:]


def _below(item: dict) -> str:
    """An actual value a tenth below the target."""
    number = float(item["target"].lstrip("≥=").rstrip("%"))
    return f"{number * 0.9:.1f}" + ("%" if item["target"].endswith("%") else "")


def _far_above(item: dict) -> str:
    number = float(item["target"].lstrip("≥").rstrip("%"))
    return f"{number * 1.5:.1f}" + ("%" if item["target"].endswith("%") else "")


def _late(item: dict) -> str:
    return "2021年12月28日"


KINDS: dict[str, Callable[[], Iterator[Mutant]]] = {
    "分值多1分": _over(ALL, "SUM_WEIGHT_100", points=lambda item: item["points"] + 1),
    "分值漏填": _over(ALL, "SUM_WEIGHT_100", points=None),
    "分值写成文字": _over(ALL, "AMOUNT_PARSE", points=lambda item: f"{item['points']}分"),
    "指标漏列": lambda: (({f"indicators[{index}]": None}, {"SUM_WEIGHT_100"}) for index, _ in ALL),
    "指标重复": lambda: (({NEW: item}, {"DUP_INDICATOR"}) for _, item in ALL),
    "得分高于分值": _over(ALL, "SCORE_GT_WEIGHT", score=lambda item: item["points"] + 0.5),
    "得分为负": _over(ALL, "SCORE_NEG_OR_BLANK", score=-1),
    "得分写成文字": _over(ALL, "AMOUNT_PARSE", score="满分"),
    "得分差0.1": _over(ALL, "SUM_SCORE_TOTAL", score=lambda item: round(item["score"] - 0.1, 2)),
    "该定分的没有定分": _over(ALL[13:14], "SCORE_NEG_OR_BLANK", score=None),
    "完成了少给分": _over([r for r in FULL if r in MEASURED + DATES], "QUANT_MET_NOT_FULL", score=1),
    "没完成给满分": _over([r for r in MISSED if r in MEASURED], "QUANT_MISS_FULL", score=lambda item: item["points"]),
    "没完成不按比例": _over([r for r in MISSED if r in MEASURED], "QUANT_SCORE_RULE", score=3.2),
    "完成值低于指标值仍满分": _over([r for r in AT_LEAST if r in FULL], "QUANT_MISS_FULL", actual=_below),
    "晚于时限仍满分": _over(DATES, "QUANT_MISS_FULL", actual=_late),
    "区间以外仍满分": _over(ALL[16:17], "QUANT_MISS_FULL", actual="9"),
    "定性打折扣仍满分": _over(
        [r for r in WORDS if r in FULL], "QUAL_TIER_SCORE", actual=lambda item: "基本" + item["target"]
    ),
    "定性达成给低分": _over([r for r in WORDS if r in FULL], "QUAL_TIER_SCORE", score=1),
    "定性完成值换了说法": _over([r for r in WORDS if r in FULL], "QUAL_MISMATCH_VALUE", actual="达标"),
    "指标名称漏填": _over(ALL, "TARGET_EMPTY", name=""),
    "指标值漏填": _over(ALL, "TARGET_EMPTY", target=""),
    "完成值漏填": _over(ALL, "TARGET_EMPTY", actual=None),
    "扣分没写原因": _over(MISSED, "REASON_MISSING", deviation_reason=""),
    "原因写无": _over(MISSED, "REASON_MISSING", deviation_reason="无"),
    "原因没有措施": _over(MISSED, "REASON_NO_MEASURE", deviation_reason="工作安排不够合理，管理还需进一步完善。"),
    "原因答非所问": _over(MISSED, "REASON_IRRELEVANT", deviation_reason="公务接待次数多于计划。今后从严控制接待。"),
    "满分写了原因": _over(FULL, "REASON_WHEN_FULL", deviation_reason="因人手不足未能按期完成。"),
    "大于等于写成书名号": _over([r for r in SIGNED if r in AT_LEAST], "SYMBOL_BAD", target=_sign("》")),
    "小于等于写成书名号": _over([r for r in SIGNED if r not in AT_LEAST], "SYMBOL_BAD", target=_sign("《")),
    "符号写法不统一": _over(AT_LEAST, "SYMBOL_VARIANT", target=_sign("≧")),
    "符号识别成数字": _over(PERCENT, "SYMBOL_OCR", target=_sign("2")),
    "符号方向写反": _over(
        [r for r in AT_LEAST if r[1]["name"].endswith(("率", "满意度", "人次"))],
        "DIRECTION_SUSPECT",
        "QUANT_MISS_FULL",
        target=_sign("≤"),
    ),
    "完成值照抄指标值": _over(SIGNED, "ACTUAL_COPY", actual=lambda item: item["target"]),
    "完成值写成文字": _over(MEASURED, "ACTUAL_NOT_NUMBER", actual="已完成"),
    "完成值带单位": _over(
        [r for r in MEASURED if r[1]["unit"] != "%"],
        "ACTUAL_NOT_NUMBER",
        actual=lambda item: item["actual"] + item["unit"],
    ),
    "完成值单位不同": _over(PERCENT, "UNIT_MISMATCH", actual=lambda item: item["actual"].replace("%", "台")),
    "度量单位写定性": _over(MEASURED + DATES, "UNIT_COL_CONFLICT", unit="定性指标"),
    "度量单位写百分号": _over(WORDS, "UNIT_COL_CONFLICT", unit="%"),
    "指标值写进名称": _over(SIGNED, "NAME_IS_TARGET", name=lambda item: item["name"] + item["target"]),
    "名称留模板": lambda: (
        ({f"indicators[{index}].name": name}, {"NAME_TEMPLATE"})
        for index, name in ((1, "年度工作目标1实现率"), (5, "**制度健全性"), (15, "××维护数量"), (16, "指标2"))
    ),
    "指标值不可衡量": _over(WORDS, "QUAL_MEANINGLESS", target="达标"),
    "完成值远超指标值": _over([r for r in AT_LEAST if r in FULL], "OVER_TARGET", actual=_far_above),
    "满意度100%无依据": lambda: iter(
        [({"indicators[23].actual": "100%", "narrative[自评工作开展情况]": ""}, {"SATISFACTION_EVID"})]
    ),
    "满意度只问职工": _over(ALL[23:24], "SELF_SATISF_ONLY", name="职工满意度"),
    "调整率与预算数不符": _over(ALL[4:5], "ADJ_INDICATOR_CONFLICT", actual="0"),
    "执行率重复计分": _added("预算执行率", "EXEC_INDICATOR_DUP", target="≥95%", actual="98.13%", unit="%"),
    "成本与执行数不符": _added("部门总成本", "COST_VS_EXEC", target="≤870", actual="800", unit="万元"),
    "次数为0仍给满分": lambda: iter(
        [
            (
                {
                    "indicators[15]": row("公务接待次数", target="≤10", actual="0", unit="次", points=6, score=6),
                    NEW: row("公务接待费标准", target="≤100", actual="100", unit="元/人/次"),
                },
                {"ZERO_BASE_OTHER"},
            )
        ]
    ),
    "超编": _added("在职人员控制率", "CONTROL_RATE", target="≤100%", actual="105.88%", unit="%"),
    "三公预算为0": _over(ALL[8:9], "THREE_GONG", actual="0/0"),
    "承认问题却满分": lambda: iter(
        [
            (
                {
                    "narrative[问题和改进措施]": "绩效监控不够到位，固定资产管理制度不健全。",
                    NEW: row("资产管理规范性", target="规范", actual="规范", unit="定性指标"),
                },
                {"LOGIC_PROBLEM_NO_DEDUCT"},
            )
        ]
    ),
}
