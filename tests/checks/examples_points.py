"""Worked examples of the checks of 分值与得分."""

from check_examples import fires, silent
from check_returns import row

NEW = "indicators[+]"
QUAL = {"unit": "定性指标"}


def _components(**management):
    stated = [("预算执行率", 10, 9.81), ("投入管理指标", 30, 30), ("可持续性指标", 10, 8.8)]
    rows = [{"name": n, "points": p, "score": s} for n, p, s in stated]
    rows[1] |= management
    return {"components": rows}


BARE = {"scheme": "zhengzhou-jinshui-2021", "fiscal_year": 2021}
"""A return that publishes only the scores of its components."""
COMPONENTS = [
    {"name": "预算执行", "points": 10, "score": 10},
    {"name": "投入管理", "points": 20, "score": 18},
    {"name": "产出指标", "points": 40, "score": 40},
    {"name": "效益指标", "points": 30, "score": 30},
]


def _bare(index, **changes):
    rows = [dict(item) for item in COMPONENTS]
    rows[index] |= changes
    return BARE | {"components": rows}


EXAMPLES = [
    fires("SUM_WEIGHT_100", {"indicators[0].points": 3}, "indicators.points", "101分", "应为100分", "投入管理指标31"),
    fires("SUM_WEIGHT_100", {NEW: row("夜间巡查次数", category="其他指标")}, "indicators.points", "103分"),
    fires("SUM_WEIGHT_100", {}, "indicators.points", "98分", base=_bare(2, points=38)),
    silent("SUM_WEIGHT_100", {"indicators[0].points": 1, "indicators[1].points": 3}),
    silent("SUM_WEIGHT_100", {"indicators[13]": None, "indicators[14]": None, "indicators[15].points": 16}),
    silent("SUM_WEIGHT_100", {}, base=_bare(1, score=17)),
    silent("SUM_WEIGHT_100", {"indicators[0].points": 1.33333333333333, "indicators[1].points": 2.66666666666666}),
    fires("SUM_L3_EQ_L1", _components(points=29), "components[1].points", "投入管理指标", "合计30", "与29不一致"),
    silent("SUM_L3_EQ_L1", _components()),
    fires(
        "SUM_L3_EQ_L1",
        {NEW: row("夜间巡查次数", category="其他指标")},
        "indicators[24].category",
        "不是本方案的一级指标",
        severity="warning",
    ),
    fires("SUM_SCORE_TOTAL", {"declared.total": 98.31}, "declared.total", "合计98.41", "写的是98.31"),
    fires("SUM_SCORE_TOTAL", _components(score=29.5), "components[1].score", "合计30", "29.5"),
    fires("SUM_SCORE_TOTAL", {"declared.total": 92}, "declared.total", "合计98", base=_bare(0) | {"declared": {}}),
    silent("SUM_SCORE_TOTAL", {"declared.total": 98.4}),
    silent("SUM_SCORE_TOTAL", _components()),
    silent("SUM_SCORE_TOTAL", {"indicators[13].score": None, "declared.total": 50}),
    fires("EXEC_SCORE_RULE", {"budget.total.score": 9.5}, "budget.total.score", "98.13%", "应得9.81分", "填了9.5分"),
    fires("EXEC_SCORE_RULE", {"budget.total.final": 800}, "budget.total.score", "106.16%", "应得10分"),
    silent("EXEC_SCORE_RULE", {"budget.total.score": 9.8}),
    silent("EXEC_SCORE_RULE", {"budget.total.score": None}),
    fires("EXEC_ROW_WEIGHT", {"budget.total.points": 15}, "budget.total.points", "是15", "应为10"),
    fires("EXEC_ROW_WEIGHT", {}, "components[0].points", "是12", base=_bare(0, points=12)),
    silent("EXEC_ROW_WEIGHT", {"budget.total.points": 10.0}),
    silent("EXEC_ROW_WEIGHT", {"budget.total.points": None}),
    fires("SCORE_GT_WEIGHT", {"indicators[2].score": 2.5}, "indicators[2].score", "预算编制完整性", "2.5高于分值2"),
    fires("SCORE_GT_WEIGHT", {"budget.total.score": 11}, "budget.total.score", "得分11高于分值10，请改正"),
    fires("SCORE_GT_WEIGHT", {}, "components[1].score", "22高于分值20", base=_bare(1, score=22)),
    silent("SCORE_GT_WEIGHT", {"indicators[2].score": 2.0}),
    fires("SCORE_NEG_OR_BLANK", {"indicators[13].score": None}, "indicators[13].score", "没填得分", "3–4分"),
    fires("SCORE_NEG_OR_BLANK", {"indicators[0].score": -1}, "indicators[0].score", "-1"),
    fires("SCORE_NEG_OR_BLANK", {}, "components[2].score", "没填得分", base=_bare(2, score=None)),
    fires("SCORE_NEG_OR_BLANK", {"budget.total.score": -2}, "budget.total.score", "-2"),
    silent("SCORE_NEG_OR_BLANK", {"indicators[15].score": None}),
    silent("SCORE_NEG_OR_BLANK", {"indicators[0].score": 0}),
    # A score in words is not a missing one: AMOUNT_PARSE says what is wrong with it.
    silent("SCORE_NEG_OR_BLANK", {"indicators[13].score": "三分"}),
    silent("SCORE_NEG_OR_BLANK", {"indicators[0].actual": None, "indicators[0].score": None}),
    fires("QUANT_SCORE_RULE", {"indicators[17].score": 3.5}, "indicators[17].score", "570", "≥600", "3.8分", "3.5分"),
    fires(
        "QUANT_SCORE_RULE",
        {"indicators[19].actual": "2021年12月9日", "indicators[19].score": 4.5},
        "indicators[19].score",
        "得分应在",
        "4.5",
    ),
    silent("QUANT_SCORE_RULE", {"indicators[17].score": 3.84}),
    silent("QUANT_SCORE_RULE", {"indicators[19].actual": "2021年12月9日", "indicators[19].score": 3}),
    silent("QUANT_SCORE_RULE", {"indicators[18].score": 5}),
    fires("QUANT_MET_NOT_FULL", {"indicators[15].score": 5}, "indicators[15].score", "已完成", "只得5分", "6分"),
    fires("QUANT_MET_NOT_FULL", {"indicators[16].score": 3}, "indicators[16].score", "12-15"),
    fires(
        "QUANT_MET_NOT_FULL",
        {"indicators[15].score": 5, "indicators[15].deviation_reason": "指标值偏低，酌情扣分。"},
        "indicators[15].score",
        severity="hint",
    ),
    silent("QUANT_MET_NOT_FULL", {"indicators[15].score": 5.96}),
    silent("QUANT_MET_NOT_FULL", {"indicators[0].score": 1.8}),
    fires("QUANT_MISS_FULL", {"indicators[17].score": 4}, "indicators[17].score", "没有达到", "3.8分"),
    fires("QUANT_MISS_FULL", {NEW: row("补助标准", target="≤5300元", actual="5830元")}, "indicators[24].score", "5830"),
    fires(
        "QUANT_MISS_FULL", {"indicators[19].actual": "2021年12月9日"}, "indicators[19].score", "满分，得分应在0–4分之间"
    ),
    fires(
        "QUANT_MISS_FULL",
        {NEW: row("收支差额率", target="≥-5%", actual="-8%")},
        "indicators[24].score",
        "0–3分",
    ),
    silent("QUANT_MISS_FULL", {NEW: row("补助标准", target="≤5830元", actual="5830元")}),
    silent("QUANT_MISS_FULL", {NEW: row("设备完好率", target="≥98%", actual="97.9%")}),
    fires(
        "QUAL_TIER_SCORE",
        {NEW: row("制度完备性", target="完备", actual="基本完备", points=10, score=8)},
        "indicators[24].score",
        "6分（含）至8分（不含）",
        "填了8分",
    ),
    fires(
        "QUAL_TIER_SCORE",
        {NEW: row("制度健全性", target="比较健全", actual="比较健全", score=2)},
        "indicators[24].score",
        "2.4分（含）至3分（含）",
    ),
    silent("QUAL_TIER_SCORE", {NEW: row("制度完备性", target="完备", actual="基本完备", points=10, score=7.9)}),
    silent("QUAL_TIER_SCORE", {NEW: row("制度健全性", target="比较健全", actual="比较健全", score=2.4)}),
    fires(
        "QUAL_MISMATCH_VALUE", {NEW: row("目标相关性", target="相关", actual="达标")}, "indicators[24].actual", "“相关”"
    ),
    fires("QUAL_MISMATCH_VALUE", {NEW: row("服务水平", target="达标", actual="基本达标")}, "indicators[24].actual"),
    silent("QUAL_MISMATCH_VALUE", {NEW: row("服务及时性", target="及时", actual="均已及时。")}),
    silent(
        "QUAL_MISMATCH_VALUE",
        {NEW: row("服务水平", target="达标", actual="基本达标", tier="部分达成预期指标并具有一定效果")},
    ),
    silent("QUAL_MISMATCH_VALUE", {NEW: row("服务及时性", target="及时", actual="不及时", score=1)}),
    silent("QUAL_MISMATCH_VALUE", {NEW: row("制度", target="健全", actual="未达成预期指标且效果较差", score=1)}),
    silent("QUAL_MISMATCH_VALUE", {NEW: row("机制建设", target="建立长效机制", actual="印发管护办法并按季通报各站点")}),
    fires("OVER_TARGET", {"indicators[15].actual": "145"}, "indicators[15].actual", "120.83%"),
    silent("OVER_TARGET", {"indicators[15].actual": "143"}),
    silent("OVER_TARGET", {NEW: row("维修费用", target="≤100", actual="30", unit="元")}),
    silent("OVER_TARGET", {"indicators[15].actual": "145", "indicators[15].deviation_reason": "新增站点，超额完成。"}),
    fires(
        "REASON_MISSING",
        {"indicators[17].deviation_reason": None},
        "indicators[17].deviation_reason",
        "0.2分",
        "请补写",
    ),
    fires("REASON_MISSING", {"indicators[17].deviation_reason": "无"}, "indicators[17].deviation_reason"),
    silent("REASON_MISSING", {"indicators[15].deviation_reason": None}),
    fires(
        "REASON_NO_MEASURE",
        {"indicators[17].deviation_reason": "场地检修影响培训，管理还需进一步健全完善。"},
        "indicators[17].deviation_reason",
        "没写拟采取的措施",
    ),
    fires(
        "REASON_NO_MEASURE",
        {"indicators[13].deviation_reason": "管护责任不够规范，办法有待健全"},
        "indicators[13].deviation_reason",
    ),
    silent("REASON_NO_MEASURE", {"indicators[17].deviation_reason": "场地检修；今后改用区级会场。"}),
    silent("REASON_NO_MEASURE", {"indicators[17].deviation_reason": "管理还需完善，将修订培训办法。"}),
    silent("REASON_NO_MEASURE", {"indicators[17].deviation_reason": "场地紧张，已督促承办单位补训。"}),
    fires(
        "REASON_WHEN_FULL",
        {"indicators[0].deviation_reason": "因人员不足未能按期完成"},
        "indicators[0].deviation_reason",
        "得了满分",
    ),
    silent("REASON_WHEN_FULL", {"indicators[0].deviation_reason": "无"}),
    silent("REASON_WHEN_FULL", {"indicators[15].deviation_reason": "新增两个站点，超额完成。"}),
    silent("REASON_WHEN_FULL", {"indicators[0].score": 1.8, "indicators[0].deviation_reason": "计划下达晚"}),
    fires(
        "REASON_IRRELEVANT",
        {"indicators[17].deviation_reason": "政府采购流程较长。下一步提前采购。"},
        "indicators[17].deviation_reason",
        "不是这个指标的",
    ),
    fires(
        "REASON_IRRELEVANT",
        {
            NEW: row("项目管理制度健全性", target="健全", actual="健全", score=2)
            | {"deviation_reason": "绩效目标设定欠规范，单位绩效管理制度还需改进"}
        },
        "indicators[24].deviation_reason",
    ),
    silent("REASON_IRRELEVANT", {"indicators[17].deviation_reason": "财政资金到位晚。下一步提前申请。"}),
    silent("REASON_IRRELEVANT", {"indicators[17].deviation_reason": "培训与会议冲突。下一步错开安排。"}),
    silent("REASON_IRRELEVANT", {"indicators[13].deviation_reason": "资产移交晚，设施管护机制未定。今后加快移交。"}),
    fires("GRADE_BAND", {"declared.grade": "良"}, "declared.grade", "98.41分对应“优”", "写“良”"),
    fires("GRADE_BAND", {"declared.grade": "良好"}, "declared.grade"),
    silent("GRADE_BAND", {"declared.grade": "优秀"}),
    silent("GRADE_BAND", {"declared.total": 80, "declared.grade": "良"}),
    fires("GRADE_WORD", {"declared.grade": "优秀"}, "declared.grade", "“优秀”", "优、良、中、差"),
    fires("GRADE_WORD", {"declared.grade": "A"}, "declared.grade"),
    silent("GRADE_WORD", {"declared.grade": " 优 "}),
    fires("GRADE_DECIMAL_GAP", {"declared.total": 89.5}, "declared.total", "89分与90分", "“良”"),
    fires("GRADE_DECIMAL_GAP", {"declared.total": 59.9}, "declared.total", "“差”"),
    fires("GRADE_DECIMAL_GAP", {"declared.total": 89.995}, "declared.total", "89.995分在", "“良”"),
    silent("GRADE_DECIMAL_GAP", {"declared.total": 89}),
    silent("GRADE_DECIMAL_GAP", {"declared.total": 90}),
    silent("GRADE_DECIMAL_GAP", {"declared.total": 89.5}, base=_bare(0)),
    fires("CAP_BY_EXEC", {"budget.total.outturn": 400}, "declared.total", "46.22%", "59分"),
    fires("CAP_BY_EXEC", {"budget.total.execution_rate": "24%"}, "declared.total", "24.00%"),
    silent("CAP_BY_EXEC", {"budget.total.outturn": 700}),
    silent("CAP_BY_EXEC", {"budget.total.outturn": 400, "declared.total": 58}),
    fires("SCORE_NEG_OR_BLANK", _components(score=-1), "components[1].score", "-1是负数"),
]
