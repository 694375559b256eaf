"""Worked examples of the checks of 预算资金."""

from check_examples import fires, silent
from check_returns import row

NEW = "indicators[+]"
JINSHUI = {
    "scheme": "zhengzhou-jinshui-2021",
    "budget": {"total": {"original": 7319.56, "final": 1770.59, "outturn": 1770.59, "points": 10, "score": 3}},
}
PLAIN = {
    "scheme": "zhengzhou-shangjie-2021",
    "budget": {"total": {"original": 467.99, "final": 467.99, "outturn": 495.16}},
}

EXAMPLES = [
    fires("BUDGET_SRC_SUM", {"budget.fiscal.final": 845}, "budget.fiscal.final", "865.00", "865.50", "差0.50万元"),
    fires("BUDGET_SRC_SUM", {"budget.other.outturn": None}, "budget.fiscal.outturn", "18.60"),
    silent("BUDGET_SRC_SUM", {"budget.fiscal.final": 845.51}),
    silent("BUDGET_SRC_SUM", {"budget.fiscal.final": "约845"}),
    silent("BUDGET_SRC_SUM", {"budget.fiscal.final": 865.5, "budget.other.final": "—"}),
    silent("BUDGET_SRC_SUM", {"budget.fiscal": None, "budget.other": None}),
    fires("BUDGET_STRUCT_SUM", {"budget.basic.outturn": 550.5}, "budget.basic.outturn", "859.29", "差10.00万元"),
    fires("BUDGET_STRUCT_SUM", {"budget.total.outturn": None}, "budget.total.outturn", "849.29", "没有填"),
    silent("BUDGET_STRUCT_SUM", {"budget.basic": None, "budget.project": None}),
    silent("BUDGET_STRUCT_SUM", {"budget.basic.outturn": 540.5}),
    fires("BUDGET_RATE_CALC", {"budget.basic.execution_rate": "99.00%"}, "budget.basic.execution_rate", "应为100.00%"),
    fires("BUDGET_RATE_CALC", {"budget.total.execution_rate": 98.13}, "budget.total.execution_rate", "少了百分号"),
    fires(
        "BUDGET_RATE_CALC",
        {"budget.project.execution_rate": "95%"},
        "budget.project.execution_rate",
        "95.01%",
        severity="hint",
    ),
    silent("BUDGET_RATE_CALC", {"budget.total.execution_rate": 0.9813}),
    silent("BUDGET_RATE_CALC", {"budget.total.execution_rate": "98.12%"}),
    silent("BUDGET_RATE_CALC", {"budget.total.execution_rate": "103.57%"}),
    fires("BUDGET_DENOM", {"budget.total.execution_rate": "24%"}, "budget.total.execution_rate", "年初", base=JINSHUI),
    fires("BUDGET_DENOM", {"budget.total.execution_rate": "24.19%"}, "budget.total.execution_rate", base=JINSHUI),
    fires("BUDGET_DENOM", {"budget.total.execution_rate": "103.57%"}, "budget.total.execution_rate", "98.13%"),
    silent("BUDGET_DENOM", {"budget.total.execution_rate": "25.19%"}, base=JINSHUI),
    silent("BUDGET_DENOM", {"budget.total.execution_rate": "105.81%"}, base=PLAIN),
    fires("BUDGET_ZERO_DEN", {"budget.other.final": 0}, "budget.other.execution_rate", "93.00%"),
    fires("BUDGET_ZERO_DEN", {"tasks[1].budget": 0}, "tasks[1].execution_rate", "公共设施维护项目"),
    silent("BUDGET_ZERO_DEN", {"budget.other.final": 0, "budget.other.execution_rate": "—"}),
    silent("BUDGET_ZERO_DEN", {"budget.other.final": None}),
    fires("BUDGET_OVER_100", {}, "budget.total.outturn", "多27.17万元", "105.81%", base=PLAIN),
    fires("BUDGET_OVER_100", {"budget.other.outturn": 21}, "budget.other.outturn", "多1.00万元"),
    silent("BUDGET_OVER_100", {"budget.basic.outturn": 540.51}),
    fires("BUDGET_ADJ_LARGE", {"budget.project.original": 200}, "budget.project.final", "多125.00万元（62.50%）"),
    fires("BUDGET_ADJ_LARGE", {}, "budget.total.final", "少", "75.81%", base=JINSHUI),
    silent("BUDGET_ADJ_LARGE", {"budget.project.original": 271}),
    silent(
        "BUDGET_ADJ_LARGE",
        {"budget.project.original": 200, "narrative": {"资金到位及执行": "年中追加项目支出125万元。"}},
    ),
    fires("ADJ_INDICATOR_CONFLICT", {"indicators[4].actual": "0"}, "indicators[4].actual", "写0", "应为5.55%"),
    fires(
        "ADJ_INDICATOR_CONFLICT",
        {NEW: row("预算调整率", target="≤10%", actual="0", unit="%")},
        "indicators[0].actual",
        "多27.17万元",
        "5.81%",
        base=PLAIN | {"indicators": []},
    ),
    silent("ADJ_INDICATOR_CONFLICT", {"indicators[4].actual": "5.5%"}),
    silent("ADJ_INDICATOR_CONFLICT", {"budget.total.original": None, "indicators[4].actual": "0"}),
    fires(
        "EXEC_INDICATOR_DUP", {NEW: row("预算执行率", target="≥95%", actual="98.13%")}, "indicators[24].name", "10分"
    ),
    silent("EXEC_INDICATOR_DUP", {NEW: row("政府采购预算执行率", target="≥95%", actual="98.13%")}),
    silent("EXEC_INDICATOR_DUP", {NEW: row("预算执行率", target="≥95%", actual="98.13%", points=0, score=0)}),
    fires("BUDGET_YR_START_BLANK", {"budget.total.original": None}, "budget.total.original", "年初预算数"),
    silent("BUDGET_YR_START_BLANK", {"budget.total.original": 0}),
    silent("BUDGET_YR_START_BLANK", {"budget.total": None}),
    fires("UNIT_MIX", {"tasks[1].outturn": 1937900}, "tasks[1].outturn", "1937900.00", "193.79"),
    fires("UNIT_MIX", {"budget.other.outturn": 186000}, "budget.other.outturn", "18.60"),
    fires(
        "UNIT_MIX",
        {f"tasks[2].{c}": 1150000 for c in ("budget", "budget_fiscal", "outturn", "outturn_fiscal")},
        "tasks[2].budget",
    ),
    silent("UNIT_MIX", {"budget.project.original": 3}),
    silent("UNIT_MIX", {"tasks[1].outturn": 1200}),
    fires("AMOUNT_PARSE", {"budget.basic.final": "约540万左右"}, "budget.basic.final", "基本支出", "不是有效的金额"),
    fires("AMOUNT_PARSE", {"indicators[3].points": "2分半"}, "indicators[3].points", "不是有效的分数"),
    fires("AMOUNT_PARSE", {"tasks[0].execution_rate": "全部"}, "tasks[0].execution_rate", "执行率"),
    fires("AMOUNT_PARSE", {"budget.other.outturn": -3}, "budget.other.outturn", "负数"),
    silent("AMOUNT_PARSE", {"budget.other.outturn": "—", "budget.other.final": "１８．６"}),
    silent("AMOUNT_PARSE", {"budget.basic.final": "540.50万元"}),
    fires("UNIT_IN_CELL", {"budget.basic.final": "540.5万元"}, "budget.basic.final", "只填540.50"),
    fires("UNIT_IN_CELL", {"tasks[1].outturn": "1937900元"}, "tasks[1].outturn", "193.79"),
    silent("UNIT_IN_CELL", {"budget.basic.final": "1,540.5"}),
    fires(
        "THREE_GONG",
        {"indicators[8].actual": "100%", "narrative": {"资金管理": "“三公”经费年初预算0万元，实际支出0万元。"}},
        "indicators[8].actual",
        "不宜计算",
    ),
    fires("THREE_GONG", {"indicators[8].actual": "0/0"}, "indicators[8].actual"),
    silent("THREE_GONG", {"narrative": {"资金管理": "“三公”经费年初预算10万元，实际支出8.64万元。"}}),
    silent("THREE_GONG", {"narrative": {"资金管理": "“三公”经费支出8.64万元，其中公务接待0次。"}}),
]
