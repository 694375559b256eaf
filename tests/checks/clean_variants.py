"""Returns that are in order although they are written otherwise than the clean return: no check may say anything."""

from __future__ import annotations

from typing import Any

from check_returns import CLEAN

INDICATORS = CLEAN["indicators"]
TASKS = CLEAN["tasks"]
ROWS = ("total", "fiscal", "other", "basic", "project")
AMOUNTS = [f"budget.{row}.{column}" for row in ROWS for column in ("original", "final", "outturn")]
TASK_AMOUNTS = ("budget", "budget_fiscal", "outturn", "outturn_fiscal")


def _amounts(change) -> dict[str, Any]:
    """Every amount of the return, written otherwise."""
    changes = {}
    for name in AMOUNTS:
        _, row, column = name.split(".")
        changes[name] = change(CLEAN["budget"][row][column])
    for index, task in enumerate(TASKS):
        changes |= {f"tasks[{index}].{column}": change(task[column]) for column in TASK_AMOUNTS}
    return changes


def _column(column: str, change) -> dict[str, Any]:
    """One column of the indicators, written otherwise wherever it is filled."""
    return {
        f"indicators[{index}].{column}": change(item[column])
        for index, item in enumerate(INDICATORS)
        if item.get(column) is not None
    }


def _rates(change) -> dict[str, Any]:
    changes = {f"budget.{row}.execution_rate": change(CLEAN["budget"][row]["execution_rate"]) for row in ROWS}
    return changes | {f"tasks[{i}].execution_rate": change(task["execution_rate"]) for i, task in enumerate(TASKS)}


def _full_width(text: str) -> str:
    return text.translate({ord(a): ord("０") + int(a) for a in "0123456789"}).replace("%", "％")


def _headings_once(column: str) -> dict[str, Any]:
    """The heading only in the first row of its block, as merged cells are read."""
    changes, last = {}, None
    for index, item in enumerate(INDICATORS):
        if item[column] == last:
            changes[f"indicators[{index}].{column}"] = None
        last = item[column]
    return changes


COMPONENTS = [
    {"name": "预算执行率", "points": 10, "score": 9.81},
    {"name": "投入管理指标", "points": 30, "score": 30},
    {"name": "可持续性指标", "points": 10, "score": 8.8},
    {"name": "产出指标", "points": 30, "score": 29.8},
    {"name": "效益指标", "points": 20, "score": 20},
]
VARIANTS: dict[str, dict[str, Any]] = {
    "原样": {},
    "金额写成文字": _amounts(str),
    "金额带千分位": _amounts(lambda value: f"{value:,.2f}"),
    "金额全角": _amounts(lambda value: _full_width(str(value))),
    "执行率写成小数": _rates(lambda rate: float(rate[:-1]) / 100),
    "执行率不填": _rates(lambda rate: None),
    "执行率写短横": _rates(lambda rate: "—"),
    "执行率全角": _rates(_full_width),
    "执行率不写末尾的0": _rates(lambda rate: rate.replace(".00%", "%")),
    "得分由公式计算": _column("score", lambda score: None) | {"indicators[13].score": 3.8, "budget.total.score": None},
    "总分和等级由公式计算": {"declared": None},
    "分值写成文字": _column("points", str),
    "得分写成文字": _column("score", str),
    "指标值带空格": _column("target", lambda target: " ".join(target) if target[0] in "≥≤=" else f" {target} "),
    "指标值全角": _column("target", lambda target: _full_width(target) if "年" not in target else target),
    "不低于代替大于等于": _column("target", lambda target: target.replace("≥", "不低于").replace("≤", "不超过")),
    "以上代替大于等于": _column("target", lambda target: target[1:] + "以上" if target[0] == "≥" else target),
    "等于号省去": {"indicators[10].target": "100%", "indicators[11].target": "100%"},
    "完成值全角": _column("actual", _full_width),
    "完成值写成数字": _column("actual", lambda actual: float(actual) if actual.replace(".", "").isdigit() else actual),
    "一级指标只写第一行": _headings_once("category"),
    "二级指标只写第一行": _headings_once("subcategory"),
    "一级指标带编号和分值": _column("category", lambda text: f"一、{text}（30分）"),
    "日期用点分隔": {"indicators[9].actual": "2021.9.22", "indicators[19].actual": "2021.11.20"},
    "日期用横线分隔": {"indicators[9].actual": "2021-09-22", "indicators[19].actual": "2021-11-20"},
    "时限写前": {"indicators[9].target": "2021年9月30日前", "indicators[19].target": "2021年11月底前"},
    "原因写无": {
        f"indicators[{i}].deviation_reason": "无" for i, r in enumerate(INDICATORS) if "deviation_reason" not in r
    },
    "写明一级指标分值": {"components": COMPONENTS},
    "不设可持续性指标": {
        "indicators[13]": None,
        "indicators[14]": None,
        "indicators[15].points": 11,
        "indicators[15].score": 11,
        "indicators[18].points": 11,
        "indicators[18].score": 11,
        "declared.total": 99.61,
    },
    "没有其他资金": {
        "budget.fiscal": CLEAN["budget"]["total"] | {"points": None, "score": None},
        "budget.other": {"original": 0, "final": 0, "outturn": 0, "execution_rate": "—"},
        **{f"tasks[{i}].{part}_fiscal": task[part] for i, task in enumerate(TASKS) for part in ("budget", "outturn")},
    },
    "其他资金空着": {
        "budget.fiscal": {key: CLEAN["budget"]["total"][key] for key in ("original", "final", "outturn")},
        "budget.other": None,
        **{f"tasks[{i}].{part}_fiscal": task[part] for i, task in enumerate(TASKS) for part in ("budget", "outturn")},
    },
    "任务预算按年初数": {
        "tasks[0].budget": 520,
        "tasks[0].budget_fiscal": 520,
        "tasks[0].execution_rate": "103.94%",
        "tasks[1].budget": 190,
        "tasks[1].budget_fiscal": 170,
        "tasks[1].execution_rate": "101.99%",
        "tasks[2].budget": 110,
        "tasks[2].budget_fiscal": 110,
        "tasks[2].execution_rate": "104.55%",
    },
    "分项尾差一分": {"budget.basic.outturn": 540.51},
    "总分尾差": {"declared.total": 98.4},
    "年度写全": {"fiscal_year": "2021年度"},
    "没有报告素材": {"narrative": None},
    "素材写对任务数": {"narrative[引言]": "本年主要任务有三项。"},
    "评分标准代替指标值": {"indicators[0].target": None, "indicators[0].criterion": "计划合理计2分，否则不计分。"},
    "完成值用近似说法": {"indicators[2].actual": "已完整", "indicators[5].actual": "制度健全。"},
    "官方档次": {"indicators[2].actual": "达成预期指标", "indicators[5].actual": "达成年度指标"},
    "超额有说明": {"indicators[15].actual": "160", "indicators[15].deviation_reason": "年中新增站点，超额完成。"},
    "多给一条措施": {"indicators[17].deviation_reason": "场地检修。今后提前排期并督促补训。"},
}
