"""Every check of the report by worked examples: one fault put into a faultless report, and its near miss."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import pytest
from report_sample import added, checked, paragraph_of, replaced, sample

from perfeval_xl.checks import all_checks


@dataclass(frozen=True)
class Example:
    """A report, and what the check must say about it (`says` empty: nothing), at the paragraph that has `place`."""

    name: str
    texts: Any
    place: str = ""
    says: tuple[str, ...] = ()
    severity: str = ""
    changes: dict[str, Any] = field(default_factory=dict)


def edit(old: str, new: str):
    """The sample with one passage replaced, made when the test runs."""
    return lambda: replaced(old, new)


def put(words: str, after: str = "二、"):
    """The sample with a paragraph more, made when the test runs."""
    return lambda: added(words, after)


def cut(start: str):
    """The sample without the paragraphs that begin with `start`."""
    return lambda: [text for text in sample() if not text.startswith(start)]


LOST = {"indicators[0].score": 3}
MOVED = {"budget.total.original": 500, "budget.project.original": 80}
SPENT = {"budget.total.outturn": 880}

EXAMPLES = [
    Example("RPT_SCORE", edit("自评得98.41分", "自评得97.41分"), "自评得97.41分", ("97.41", "98.41")),
    Example("RPT_SCORE", edit("自评得98.41分", "自评得98.4分"), "自评得98.4分"),
    Example("RPT_SCORE", edit("自评得98.41分", "自评得98分"), "自评得98分", ("98.41",), "hint"),
    Example("RPT_SCORE", edit("自评结果为优", "自评结果为良"), "自评结果为良", ("“优”",)),
    Example("RPT_SCORE", edit("自评结果为优", "自评结果为优秀"), "自评结果为优秀", ("“优”",), "hint"),
    Example("RPT_SCORE", put("上年度部门整体绩效自评得分为91分，自评结果已公开。")),
    Example("RPT_SCORE", put("按照90（含）-100分为优、80（含）-90分为良的标准评定。")),
    Example("RPT_L1_SCORES", edit("得29.8分，得分率", "得28.8分，得分率"), "得28.8分，得分率", ("28.8", "29.8")),
    Example("RPT_L1_SCORES", edit("指标分值10分，得8.8分", "指标分值10分，得8分"), "10分，得8分", ("8.8",), "hint"),
    Example("RPT_L1_SCORES", put("根据评价标准，该项得分28分。", "产出指标分值"), "该项得分28分", ("产出指标", "29.8")),
    Example("RPT_L1_SCORES", put("根据评价标准，该项得分29.8分。", "产出指标分值")),
    Example("RPT_L1_SCORES", put("根据评价标准，该项得分9分。", "满意度情况"), "该项得分9分", ("满意度", "10分")),
    Example("RPT_L1_SCORES", put("根据评价标准，该项得分10分。", "满意度情况")),
    Example("RPT_L1_WEIGHT", edit("产出指标（30分）", "产出指标（40分）"), "产出指标（40分）", ("40", "30分")),
    Example("RPT_L1_WEIGHT", put("产出指标按重要程度确定分值为30分。")),
    Example("RPT_COUNT", edit("等13项三级指标", "等14项三级指标"), "14项三级指标", ("14个", "13个", "投入管理")),
    Example("RPT_COUNT", edit("等13项三级指标", "等十三项三级指标")),
    Example("RPT_COUNT", edit("等13项三级指标", "等十二项三级指标"), "十二项三级指标", ("12个", "13个")),
    Example("RPT_COUNT", edit("共设置5个一级指标", "共设置6个一级指标"), "6个一级指标", ("6个", "5个")),
    Example("RPT_COUNT", edit("共设置5个一级指标", "共设置4个一级指标")),
    Example("RPT_COUNT", put("另有二十多个三级指标。"), "二十多个三级指标", ("含糊", "24个"), "hint"),
    Example("RPT_COUNT", put("全年有2项三级指标未得满分。")),
    Example("TASK_COUNT_TEXT", edit("主要任务共3项，安排", "主要任务共4项，安排"), "主要任务共4项", ("4项", "3项")),
    Example("TASK_COUNT_TEXT", edit("主要任务共3项，安排", "主要任务共三项，安排")),
    Example("RPT_NAME_DIFF", edit("业务培训场次、", "业务培训次数、"), "业务培训次数", ("业务培训场次",)),
    Example("RPT_NAME_DIFF", edit("业务培训场次、", "消防演练、"), "消防演练", ("表上没有",)),
    Example("RPT_NAME_DIFF", edit("“三公”经费控制率", "三公经费控制率")),
    Example("RPT_NAME_DIFF", edit("（3）业务培训专项，", "（3）业务培训项目，"), "业务培训项目，", ("业务培训专项",)),
    Example("RPT_NAME_DIFF", edit("举办业务培训12场，", "举办业务培训12场次，"), "12场次"),
    Example("RPT_NAME_DIFF", edit("全区公共设施巡检维护不少", "全区公共设施巡查维护不少"), "巡查", ("巡检",)),
    Example("RPT_NAME_DIFF", edit("年度示例区某局", "年度示例区别的局"), "别的局", ("示例区某局",)),
    Example(
        "RPT_NAME_DIFF",
        edit("年度示例区某局", "年度示例区办"),
        "示例区办",
        ("全称",),
        "hint",
        {"agency.name": "示例区委员会办公室"},
    ),
    Example(
        "RPT_BUDGET",
        edit("全年预算数865.50万元，预算执行数", "全年预算数855.50万元，预算执行数"),
        "855.50",
        ("865.50",),
    ),
    Example("RPT_BUDGET", edit("全年预算数865.50万元，预算执行数", "全年预算数865.5万元，预算执行数")),
    Example("RPT_BUDGET", edit("全年预算数865.50万元，预算执行数", "全年预算数8655000元，预算执行数")),
    Example(
        "RPT_BUDGET",
        edit("全年预算数865.50万元，预算执行数", "全年预算数866万元，预算执行数"),
        "866",
        ("865.50",),
        "hint",
    ),
    Example("RPT_BUDGET", put("2021年部门预算批复资金865.50万元。"), "批复资金", ("820.00", "865.50", "年初批复")),
    Example("RPT_BUDGET", put("2021年部门预算批复资金820.00万元。")),
    Example("RPT_BUDGET", put("2021年部门预算资金865.50万元。")),
    Example("RPT_BUDGET", put("其中：基本支出545.50万元，项目支出308.79万元。"), "545.50", ("540.50", "基本支出")),
    Example("RPT_BUDGET", put("基本支出预算540.50万元，项目支出预算325.00万元。")),
    Example("RPT_BUDGET", put("基本支出比上年增加12.30万元，增长2.33%。")),
    Example("RPT_BUDGET", put("某专项课题支出3.20万元。")),
    Example("RPT_BUDGET", put("全年实际支出849.29万元，预算执行率98.1%。"), "98.1%", ("98.13%",), "hint"),
    Example("RPT_BUDGET", put("全年实际支出849.29万元，预算执行率89.13%。"), "89.13%", ("98.13%",)),
    Example("RPT_BUDGET", put("全年实际支出849.29万元，预算执行率103.57%。"), "103.57%", ("年初预算数算的", "98.13%")),
    Example("RPT_BUDGET", put("全年实际支出849.29万元，按年初预算计算执行率为103.57%。")),
    Example(
        "RPT_PARTS_SUM",
        put("接待群众360人次，其中男性200人次，女性170人次。"),
        "360人次",
        ("370", "差10人次"),
        "warning",
    ),
    Example("RPT_PARTS_SUM", put("接待群众360人次，其中老年人120人次，残疾人15人次。")),
    Example(
        "RPT_PARTS_SUM",
        put("年末实有人数36人，其中在职人员31人，离休干部1人和退休干部5人。"),
        "36人",
        ("37", "差1人"),
    ),
    Example("RPT_PARTS_SUM", put("年末实有人数36人，其中在职人员31人，离休干部1人和退休干部4人。")),
    Example(
        "RPT_PARTS_SUM",
        put("实际支出849.29万元，其中：基本支出540.50万元，项目支出318.79万元。"),
        "318.79",
        ("859.29",),
    ),
    Example("RPT_PARTS_SUM", edit("合计\t100\t98.41", "合计\t100\t99.41"), "99.41", ("98.41",)),
    Example(
        "RPT_PCT_RECALC",
        put("公用经费50.00万元，比上年减少10.00万元，下降20.00%。"),
        "下降20.00%",
        ("16.67%",),
    ),
    Example("RPT_PCT_RECALC", put("公用经费50.00万元，比上年减少10.00万元，下降16.67%。")),
    Example("RPT_PCT_RECALC", put("公用经费50.00万元，比上年减少10.00万元，下降17%。")),
    Example(
        "RPT_PCT_RECALC",
        put("人员经费总额400万元，公用经费100万元，占人员经费的20%。"),
        "占人员经费",
        ("25%",),
    ),
    Example("RPT_PCT_RECALC", put("人员经费总额400万元，公用经费100万元，占人员经费的25%。")),
    Example("RPT_PCT_RECALC", edit("产出指标\t30\t29.8\t99.33%", "产出指标\t30\t29.8\t98.33%"), "98.33%", ("99.33%",)),
    Example(
        "RPT_ADJUST_UNEXPLAINED",
        edit("年中因人员增加追加", "年中人员增加，"),
        "2021年度部门预算总额",
        ("73.10%",),
        "",
        MOVED,
    ),
    Example("RPT_ADJUST_UNEXPLAINED", lambda: list(sample()), changes=MOVED),
    Example("RPT_ADJUST_UNEXPLAINED", edit("年中因人员增加追加", "年中人员增加，")),
    Example("RPT_ACTUAL", put("全年业务培训场次17场。"), "业务培训场次17场", ("业务培训场次17", "13")),
    Example("RPT_ACTUAL", put("全年业务培训场次13场。")),
    Example("RPT_ACTUAL", put("服务对象满意度指标值90%，实际完成值96.4%。"), "96.4%", ("94.6%",)),
    Example("RPT_ACTUAL", put("服务对象满意度指标值90%，实际完成值94.6%。")),
    Example("RPT_ACTUAL", put("单处设施维护成本15400元。")),
    Example(
        "RPT_CLAIM_ALL_DONE", put("达到了年初设定的各项绩效目标。"), "达到了年初设定", ("设施管护机制健全性", "3.8分")
    ),
    Example("RPT_CLAIM_ALL_DONE", put("绩效考核目标任务圆满完成。"), "圆满完成", ("业务培训人次",)),
    Example("RPT_CLAIM_ALL_DONE", put("基本达到了年初设定的各项绩效目标。")),
    Example("RPT_CLAIM_ALL_DONE", put("力争全面完成年初各项绩效目标任务。")),
    Example("RPT_CLAIM_ALL_DONE", put("圆满完成1215卷档案整理。")),
    Example("RPT_CLAIM_ALL_DONE", put("圆满完成年初各项指标任务。", "效益指标分值")),
    Example("RPT_CLAIM_ALL_DONE", put("圆满完成年初各项指标任务。", "产出指标分值"), "圆满完成", ("业务培训人次",)),
    Example(
        "RPT_CLAIM_STRICT",
        put("严格执行年初部门预算，资金使用规范。"),
        "严格执行年初",
        ("880.00", "820.00", "60.00"),
        "",
        SPENT,
    ),
    Example(
        "RPT_CLAIM_STRICT",
        put("严格执行年初部门预算。"),
        changes={"budget.total.outturn": 810, "budget.total.final": 820},
    ),
    Example("RPT_CLAIM_STRICT", put("预算编制科学，执行有序。"), "预算编制科学", ("306.25%",), "hint", MOVED),
    Example("RPT_CLAIM_STRICT", put("预算编制科学，执行有序。")),
    Example("RPT_CLAIM_UNMET", put("其中年度工作计划合理性未达到预期目标。"), "未达到预期", ("满分",)),
    Example("RPT_CLAIM_UNMET", put("其中年度工作计划合理性未达到预期目标。"), "未达到预期", ("已经达到",), "", LOST),
    Example("RPT_CLAIM_UNMET", put("其中业务培训人次未达到预期目标。")),
    Example(
        "RPT_CLAIM_UNMEASURED",
        put("绩效管理等工作开展科学合理。"),
        "绩效管理等工作",
        ("绩效管理",),
        "",
        {f"indicators[{row}].subcategory": "预算和财务管理" for row in (10, 11, 12)},
    ),
    Example("RPT_CLAIM_UNMEASURED", put("绩效管理等工作开展科学合理。")),
    Example("LOGIC_PROBLEM_NO_DEDUCT", put("预算编制的完整性有待提高。", "五、"), "有待提高", ("预算编制完整性",)),
    Example("LOGIC_PROBLEM_NO_DEDUCT", put("预算编制的完整性有待提高。", "五、"), changes={"indicators[2].score": 1}),
    Example("LOGIC_PROBLEM_NO_DEDUCT", lambda: added("内控制度健全。", "二、")),
    Example(
        "RPT_DEDUCT_UNEXPLAINED",
        lambda: [text for text in sample() if not text.startswith(("（2）业务培训人次", "两个站点的设施"))],
        "五、",
        ("业务培训人次",),
    ),
    Example("RPT_DEDUCT_UNEXPLAINED", cut("（2）业务培训人次")),
    Example(
        "RPT_SATISFACTION",
        edit("服务对象满意度，指标值≥90%，实际完成值94.6%。", "服务对象满意度高。"),
        "满意度情况",
        ("百分数",),
    ),
    Example(
        "RPT_SATISFACTION",
        edit("服务对象满意度，指标值≥90%，实际完成值94.6%", "完成满意度90%的目标"),
        "的目标",
        ("没有写实际",),
    ),
    Example(
        "RPT_SECTION_EMPTY",
        edit("自评结果作为安排下年度项目预算的依据。", "（此处待填：怎样应用）"),
        "此处待填",
        ("待填",),
    ),
    Example(
        "RPT_SECTION_EMPTY",
        edit(
            "两个站点的设施管护责任人尚未落实，两场业务培训压缩了人数。",
            "包括绩效目标未完成原因和下一步改进措施，执行中存在的问题。\n",
        ),
        "",
    ),
    Example(
        "RPT_SECTION_EMPTY",
        put("包括未完成原因和下一步改进措施，执行中存在的问题、原因和改进措施。", "五、"),
        "包括",
        ("模板提示语",),
    ),
    Example("RPT_SECTION_EMPTY", put("包括本单位3个站点的整改措施。", "五、")),
    Example(
        "RPT_SECTION_EMPTY",
        edit("按季度收集台账，年末只需汇总；建议统一满意度问卷的格式。", "无。"),
        "无。",
        ("只写了“无”",),
        "hint",
    ),
    Example("RPT_SECTION_EMPTY", cut("按季度收集台账"), "七、", ("没有内容",)),
    Example(
        "RPT_SECTION_EMPTY",
        lambda: [t for t in sample() if not t.startswith(("七、", "按季度收集台账"))],
        "年度示例区",
        ("缺少",),
    ),
    Example(
        "RPT_SECTION_MISPLACED",
        lambda: [
            text.replace("按季度收集台账，年末只需汇总", "自评结果拟随2021年度部门决算公开")
            for text in sample()
            if "决算一并公开" not in text and "下年度项目预算" not in text
        ],
        "拟随2021年度",
        ("应放到“六、",),
    ),
    Example("RPT_SECTION_MISPLACED", put("自评结果拟随2021年度部门决算公开。", "七、")),
    Example("RPT_SECTION_NUMBERING", edit("五、", "六、"), "六、", ("缺“五”",)),
    Example("RPT_SECTION_NUMBERING", edit("（二）部门年度整体", "（三）部门年度整体"), "（三）", ("缺“二”",)),
    Example("RPT_SECTION_NUMBERING", put("一是收集资料。二是打分。")),
    Example("RPT_TITLE", lambda: list(sample()[1:]), "", ("标题",)),
    Example("RPT_TITLE", edit("2021年度示例", "示例"), "示例区某局", ("年度",)),
    Example("RPT_OTHER_UNIT", put("聚焦区某委主责主业，提升质效。"), "主责主业", ("区某委", "示例区某局")),
    Example("RPT_OTHER_UNIT", put("聚焦某局主责主业，提升质效。")),
    Example("RPT_OTHER_UNIT", put("我院严格执行各项制度。"), "我院", ("我院",)),
    Example("RPT_OTHER_UNIT", put("我局严格执行各项制度，与区某委共同设立评价小组。")),
    Example("RPT_YEAR", edit("2021年度示例", "2020年度示例"), "2020年度示例", ("2020年度", "2021年度")),
    Example("RPT_YEAR", put("本局荣获2020年度先进单位称号。"), "2020年度先进", ("2020年度的荣誉",), "warning"),
    Example("RPT_YEAR", put("本局荣获2021年度先进单位称号，整理2020年度档案230件。")),
    Example("RPT_YEAR", put("开展了2020年度部门整体绩效自评。"), "2020年度部门", ("2021年度",), "warning"),
    Example("RPT_CONTRADICTION", put("全年编发工作信息84期，累计编发工作信息86期。"), "86期", ("84期",)),
    Example("RPT_CONTRADICTION", put("全年编发工作信息84期，累计编发工作简报86期。")),
    Example("RPT_CONTRADICTION", put("预算执行率24%，结转结余率0%。"), "结转结余率0%", ("口径",)),
    Example("RPT_REPEAT", put("先后制定完善九项制度机制，抓好落实；先后制定完善九项制度机制。"), "九项制度", ("两遍",)),
    Example("RPT_REPEAT", put("制定制度，抓好落实；制定制度。")),
    Example("TYPO_LIST", put("总体完成率99%，，达到要求。"), "，，", ("，，",)),
    Example("TYPO_LIST", put("截止2021年底，设备全部到位。"), "截止2021", ("截至",)),
    Example("TYPO_LIST", put("报名截止日期为2021年5月。")),
    Example("TYPO_LIST", put("做好项目专帐，购置帐篷。"), "专帐", ("“账”",)),
    Example("TYPO_LIST", put("购置帐篷，全年未发生安全事故。")),
    Example("TYPO_LIST", put("根据《关于做好考核工作的通知）的要求开展自评工作。"), "《关于", ("“》”",)),
    Example("TYPO_LIST", put("主要工作有：1）收集资料；2）打分。")),
    Example("TYPO_LIST", put("满意度指标值$\\geq 90\\%$，已经完成。"), "geq", ("格式代码",)),
    Example("PERSONAL_INFO", put("填表人王某，电话13800001234。"), "13800001234", ("138******34",)),
    Example("PERSONAL_INFO", put("身份证号110101199001011234。"), "110101", ("110*************34",)),
    Example("PERSONAL_INFO", put("联系电话：68920000"), "68920000", ("联系电话",)),
    Example("PERSONAL_INFO", put("印发文件68920000份，编号202112310001。")),
]
EXAMPLES = [example for example in EXAMPLES if example.place or example.says or callable(example.texts)]


def label(example: Example) -> str:
    """The name of an example in the test report."""
    return f"{example.name}-{'fires' if example.says else 'silent'}-{EXAMPLES.index(example)}"


@pytest.mark.parametrize("example", EXAMPLES, ids=label)
def test_example(example: Example):
    """The check quotes what is wrong at its paragraph, or says nothing."""
    texts = example.texts()
    found = [item for item in checked(texts, example.changes) if item.check == example.name]
    if not example.says:
        assert found == []
        return
    number = paragraph_of(texts, example.place)
    here = [item for item in found if item.paragraph == number and all(word in item.message for word in example.says)]
    assert here, [(item.paragraph, item.message) for item in found]
    assert here[0].severity == (example.severity or all_checks()[example.name].severity)
    assert here[0].cell is None


@pytest.mark.parametrize("name", [name for name, item in all_checks().items() if item.theme == "narrative"])
def test_every_check_has_a_firing_example(name: str):
    """Adding a check without an example fails here."""
    assert any(example.says for example in EXAMPLES if example.name == name)


def test_the_report_of_the_clean_return_has_no_finding():
    """Every sentence of it agrees with its form, and none is a fault of wording."""
    assert checked(sample()) == ()
