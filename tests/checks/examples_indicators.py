"""Worked examples of the checks of 指标填写."""

from check_examples import fires, silent
from check_returns import CLEAN, case, row

NEW = "indicators[+]"
AT = "indicators[24]"
OFFICE = case("shangjie-office-2021")


def _with(name, **cells):
    return {NEW: row(name, **cells)}


EXAMPLES = [
    fires("SYMBOL_BAD", _with("项目结余率", target="《10%", actual="3%", unit="%"), f"{AT}.target", "≤"),
    fires("SYMBOL_BAD", _with("设备完好率", target="》98%", actual="99%", unit="%"), f"{AT}.target", "≥"),
    fires("SYMBOL_BAD", _with("群众知晓率", target=r"$\geq 90\%$", actual="93%", unit="%"), f"{AT}.target", "排版"),
    silent("SYMBOL_BAD", _with("项目结余率", target="＜10%", actual="3%", unit="%")),
    silent("SYMBOL_BAD", _with("办法执行", target="《管护办法》落实", actual="《管护办法》落实")),
    fires("SYMBOL_VARIANT", _with("设备完好率", target="≧98%", actual="99%"), f"{AT}.target", "建议改为≥"),
    fires("SYMBOL_VARIANT", _with("设备完好率", target=">=98%", actual="99%"), f"{AT}.target"),
    silent("SYMBOL_VARIANT", _with("设备完好率", target="≥98%", actual="99%")),
    fires("SYMBOL_OCR", _with("巡查次数", target="2280次", actual="300次", unit="次"), f"{AT}.target", "280"),
    fires("SYMBOL_OCR", _with("群众满意率", target="292%", actual="95%", unit="%"), f"{AT}.target"),
    silent("SYMBOL_OCR", _with("巡查次数", target="2280次", actual="2300次", unit="次")),
    fires("DIRECTION_SUSPECT", _with("培训合格率", target="≤95%", actual="90%"), f"{AT}.target", "越多越好", "≤"),
    fires("DIRECTION_SUSPECT", _with("设备购置成本", target="≥2万元", actual="2.5万元"), f"{AT}.target", "越少越好"),
    silent("DIRECTION_SUSPECT", _with("公务接待次数", target="≤10次", actual="0次")),
    silent("DIRECTION_SUSPECT", _with("投诉办结率", target="≥95%", actual="98%")),
    silent("DIRECTION_SUSPECT", _with("成本节约率", target="≥5%", actual="6%")),
    fires("TARGET_EMPTY", {"indicators[0].target": None}, "indicators[0].target", "没有填指标值"),
    fires("TARGET_EMPTY", {"indicators[0].actual": " "}, "indicators[0].actual", "没有填实际完成值"),
    fires("TARGET_EMPTY", {"objective.text": ""}, "objective.text", "年度总体目标"),
    fires("TARGET_EMPTY", {"indicators[3].name": " "}, "indicators[3].name", "没有写三级指标名称"),
    silent("TARGET_EMPTY", {"indicators[0].target": None, "indicators[0].criterion": "计划合理计2分，否则不计分"}),
    silent("TARGET_EMPTY", {"indicators[15].actual": 0}),
    silent("TARGET_EMPTY", {"indicators[+]": {"category": "产出指标", "subcategory": "履职", "unit": "%"}}),
    fires("TARGET_EMPTY", {"indicators[15].target": "≥"}, "indicators[15].target", "没有写数"),
    fires("TARGET_EMPTY", {"indicators[15].target": "不少于"}, "indicators[15].target", "没有写数"),
    fires("UNIT_COL_CONFLICT", {"indicators[15].unit": "%"}, "indicators[15].unit", "数量"),
    fires(
        "ACTUAL_COPY", {"objective.result": CLEAN["objective"]["text"]}, "objective.result", "一字不差", severity="hint"
    ),
    silent("ACTUAL_COPY", {"objective.text": "合理", "objective.result": "合理"}),
    fires("OVER_TARGET", {"indicators[18].actual": "105%"}, "indicators[18].actual", "105%", "最多是100%"),
    silent("OVER_TARGET", {"indicators[18].actual": "100%"}),
    silent("OVER_TARGET", _with("任务完成率", target="≥100%", actual="105%", unit="%")),
    fires("RPT_YEAR", {"indicators[19].actual": "2020年11月20日"}, "indicators[19].actual", "2021", severity="hint"),
    silent("RPT_YEAR", {"indicators[19].actual": "2021年11月2日"}),
    fires("ACTUAL_COPY", {"indicators[6].actual": "≥95%"}, "indicators[6].actual", "写成了指标值≥95%"),
    silent("ACTUAL_COPY", {"indicators[10].actual": "=100%"}),
    silent("ACTUAL_COPY", {"indicators[0].actual": "合理"}),
    silent("ACTUAL_COPY", {"indicators[6].actual": "95%"}),
    fires("ACTUAL_NOT_NUMBER", {"indicators[6].actual": "已完成"}, "indicators[6].actual", "不是数字"),
    fires("ACTUAL_NOT_NUMBER", {"indicators[15].actual": "126 处"}, "indicators[15].actual", "126", severity="hint"),
    fires("ACTUAL_NOT_NUMBER", {"indicators[6].actual": "≥98%"}, "indicators[6].actual"),
    # What to type instead is a number that scores the same: with its percent sign, in the unit of the row.
    fires(
        "ACTUAL_NOT_NUMBER", {"indicators[6].actual": "约98%"}, "indicators[6].actual", "请只填98%。", severity="hint"
    ),
    fires(
        "ACTUAL_NOT_NUMBER",
        _with("单台成本", target="≤2万元", actual="17500元", unit="万元"),
        f"{AT}.actual",
        "请只填数字1.75，",
        severity="hint",
    ),
    fires(
        "ACTUAL_NOT_NUMBER",
        _with("演出场次", target="≥120场", actual="一百零八场", unit="场"),
        f"{AT}.actual",
        "请只填数字108，",
        severity="hint",
    ),
    silent("ACTUAL_NOT_NUMBER", {"indicators[15].actual": "１２６"}),
    silent("ACTUAL_NOT_NUMBER", {"indicators[19].actual": "11月20日"}),
    fires("UNIT_MISMATCH", {"indicators[6].actual": "3台"}, "indicators[6].actual", "单位不同"),
    silent("UNIT_MISMATCH", _with("单台成本", target="≤2万元", actual="17500元", unit="万元")),
    silent("UNIT_MISMATCH", {"indicators[15].actual": "126个"}),
    fires("UNIT_COL_CONFLICT", {"indicators[19].unit": "定性指标"}, "indicators[19].unit", "日期"),
    fires("UNIT_COL_CONFLICT", {"indicators[15].unit": "定性指标"}, "indicators[15].unit", "数字"),
    fires("UNIT_COL_CONFLICT", {"indicators[0].unit": "%"}, "indicators[0].unit", "文字"),
    fires("UNIT_COL_CONFLICT", _with("专项成本", target="≤28.8万元", actual="28", unit="%"), f"{AT}.unit"),
    silent("UNIT_COL_CONFLICT", {"indicators[19].unit": None}),
    silent("UNIT_COL_CONFLICT", _with("专项成本", target="≤28.8万元", actual="280000元", unit="元")),
    fires("NAME_IS_TARGET", {"indicators[17].name": "培训人次≥600"}, "indicators[17].name", "已含指标值"),
    fires("NAME_IS_TARGET", {"indicators[17].name": "培训600人次"}, "indicators[17].name"),
    silent("NAME_IS_TARGET", {"indicators[17].name": "12345热线培训人次"}),
    silent("NAME_IS_TARGET", {"indicators[17].name": "第2轮培训人次"}),
    fires("NAME_TEMPLATE", {"indicators[1].name": "年度工作目标1实现率"}, "indicators[1].name", "模板"),
    fires("NAME_TEMPLATE", {"indicators[1].name": "**工作完成率"}, "indicators[1].name"),
    fires("NAME_TEMPLATE", {"tasks[2].name": "任务3"}, "tasks[2].name"),
    silent("NAME_TEMPLATE", {"indicators[1].name": "绩效指标一致性"}),
    silent("NAME_TEMPLATE", {"indicators[1].name": "5×2实训室建设完成率"}),
    silent("NAME_TEMPLATE", {"indicators[1].name": "目标2021年完成率"}),
    fires("QUAL_MEANINGLESS", _with("促进经济发展", target="达标", actual="达标"), f"{AT}.target", "不具体"),
    fires("QUAL_MEANINGLESS", _with("服务质量", target="好坏。", actual="好"), f"{AT}.target"),
    silent("QUAL_MEANINGLESS", _with("出水水质", target="达标", actual="达标")),
    silent("QUAL_MEANINGLESS", _with("档案归集", target="完整", actual="完整")),
    fires("DUP_INDICATOR", {"indicators[16].name": "业务培训人次"}, "indicators[17].name", "出现两次", "第17行"),
    fires(
        "DUP_INDICATOR",
        _with("管理制度的完备性", subcategory="预算和财务管理", category="投入管理指标", target="完备", actual="完备"),
        f"{AT}.name",
        "近似",
        severity="hint",
    ),
    silent("DUP_INDICATOR", _with("采购管理制度健全性", subcategory="预算和财务管理", target="健全", actual="健全")),
    silent("DUP_INDICATOR", {"indicators[16].name": "骨干培训人次"}),
    fires("ZERO_BASE_OTHER", {}, "indicators[18].score", "公务接待次数", "公务接待费标准", base=OFFICE),
    fires("ZERO_BASE_OTHER", {}, "indicators[24].score", "接待计划完成及时性", base=OFFICE),
    silent("ZERO_BASE_OTHER", {"indicators[17].actual": "3次"}, base=OFFICE),
    silent("ZERO_BASE_OTHER", {}),
    silent("ZERO_BASE_OTHER", _with("看次数", target="≥1", actual="0", unit="次")),
    silent(
        "ZERO_BASE_OTHER",
        _with("生产安全死亡事故起数", target="0", actual="0", unit="起") | {"indicators[10].name": "事故报告及时率"},
    ),
    silent("ZERO_BASE_OTHER", _with("安全事故次数", target="≤0", actual="0") | {"indicators[16].name": "事故演练场次"}),
    fires(
        "SATISFACTION_EVID",
        {"indicators[23].actual": "100%", "narrative": None},
        "indicators[23].actual",
        "问卷",
    ),
    fires("SATISFACTION_EVID", {"indicators[23].actual": "满意", "narrative": None}, "indicators[23].actual"),
    silent("SATISFACTION_EVID", {"indicators[23].actual": "100%"}),
    silent("SATISFACTION_EVID", {"indicators[23].actual": "99.5%", "narrative": None}),
    fires("SELF_SATISF_ONLY", {"indicators[23].name": "干部职工满意度"}, "indicators[23].name", "本单位职工"),
    silent(
        "SELF_SATISF_ONLY", {"indicators[23].name": "职工满意度"} | _with("群众满意度", target="≥90%", actual="93%")
    ),
    silent("SELF_SATISF_ONLY", {"indicators[23].name": "满意度"}),
    fires(
        "TARGET_TEXT_VAGUE", {"objective.text": "围绕中心工作，高质量完成2021年各项任务。"}, "objective.text", "数量"
    ),
    fires("TARGET_TEXT_VAGUE", {"objective.text": "1.做好“两个维护”；2.谋划“十四五”。"}, "objective.text"),
    silent("TARGET_TEXT_VAGUE", {"objective.text": "年内完成两轮巡查，问题全部整改。"}),
    silent("TARGET_TEXT_VAGUE", {"objective.text": "设施完好率达到百分之九十五。"}),
    silent("TARGET_TEXT_VAGUE", {"objective.text": None}),
    fires("COST_VS_EXEC", _with("部门总成本", target="≤870", actual="800", unit="万元"), f"{AT}.actual", "849.29"),
    fires("COST_VS_EXEC", _with("业务培训专项成本", target="≤120万元", actual="112万元"), f"{AT}.actual", "115.00"),
    silent("COST_VS_EXEC", _with("部门总成本", target="≤870", actual="8492900", unit="元")),
    silent("COST_VS_EXEC", _with("购置办公设备成本", target="≤2万元", actual="1.75万元")),
    fires(
        "LOGIC_PROBLEM_NO_DEDUCT",
        _with("内控制度有效性", target="有效", actual="有效")
        | {"narrative[问题和改进措施]": "内控制度还需进一步完善。下一步修订办法。"},
        f"{AT}.score",
        "内控",
        "满分3分",
    ),
    silent(
        "LOGIC_PROBLEM_NO_DEDUCT",
        _with("内控制度有效性", target="有效", actual="部分达成", score=2)
        | {"narrative[问题和改进措施]": "内控制度还需进一步完善。"},
    ),
    silent(
        "LOGIC_PROBLEM_NO_DEDUCT",
        _with("内控制度有效性", target="有效", actual="有效")
        | {"narrative[问题和改进措施]": "内控制度运行良好。资金支付进度滞后。"},
    ),
    fires("CONTROL_RATE", _with("在职人员控制率", target="≤100%", actual="105.88%"), f"{AT}.actual", "超过编制"),
    fires(
        "CONTROL_RATE",
        {"narrative[引言]": "本单位编制34人，实有36人（含离退休5人）。"},
        "narrative[引言]",
        "实有36人超过编制34人",
    ),
    silent("CONTROL_RATE", _with("在职人员控制率", target="≤100%", actual="91.18%")),
    silent("CONTROL_RATE", {"narrative[引言]": "本单位编制34人，在职31人。"}),
    silent("NAME_IS_TARGET", _with("服务1100人规模", target="≥100人", unit="人")),
]
