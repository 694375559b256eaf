"""Worked examples of the checks of a report that read its words: claims, problems, sections, wording."""

from report_examples import Example, cut, edit, put
from report_sample import added, sample

LOST = {"indicators[0].score": 3}
MOVED = {"budget.total.original": 500, "budget.project.original": 80}
SPENT = {"budget.total.outturn": 880}


def _behind(start: str, *paragraphs: str) -> list[str]:
    """The sample with paragraphs put in behind the one that begins with `start`."""
    texts = list(sample())
    place = next(place for place, text in enumerate(texts, 1) if text.startswith(start))
    return [*texts[:place], *paragraphs, *texts[place:]]


def _satisfied(*paragraphs: str) -> list[str]:
    """The sample with `paragraphs` in the place of what it says of satisfaction."""
    return [
        new
        for text in sample()
        for new in (paragraphs if text.startswith("满意度情况：") else (text,))
        if "满意度，指标值" not in new
    ]


EXAMPLES = [
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
    Example("RPT_CONTRADICTION", put("主要内容为举办演出、展览和比赛120场。举办演出、展览和比赛108场。")),
    Example("RPT_CONTRADICTION", put("预算执行率24%，结转结余率0%。"), "结转结余率0%", ("口径",)),
    Example("RPT_REPEAT", put("逐月核对台账并且通报进度，抓好落实；逐月核对台账并且通报进度。"), "逐月核对", ("两遍",)),
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
    Example("RPT_CLAIM_UNMET", put("其中档案数字化比例未达到预期目标。")),
    Example(
        "RPT_SATISFACTION",
        lambda: _behind("效益指标分值", "5.满意度情况", "服务对象满意度情况", "群众满意度高。"),
        "群众满意度高",
        ("百分数",),
    ),
    Example(
        "RPT_SATISFACTION",
        lambda: _satisfied("服务对象满意度情况：", "群众满意度高。"),
        "群众满意度高",
        ("百分数",),
    ),
    Example(
        "RPT_SATISFACTION",
        lambda: _satisfied("服务对象满意度情况：", "发放了问卷。", "完成满意度90%的目标。"),
        "完成满意度90%",
        ("没有写实际",),
    ),
    Example(
        "RPT_SATISFACTION",
        lambda: _satisfied("服务对象满意度情况：群众满意。"),
        "群众满意",
        ("百分数",),
    ),
    Example("RPT_SATISFACTION", lambda: _satisfied("服务对象满意度情况：", "满意度94.6%。")),
    Example("RPT_SATISFACTION", lambda: _satisfied("满意度情况：", "群众满意度高。", "收回问卷50份，满意度94.6%。")),
    Example(
        "RPT_SATISFACTION", lambda: _satisfied("5.服务对象满意度完成情况", "1.村民", "发放问卷50份，满意度94.6%。")
    ),
    Example("RPT_SECTION_NUMBERING", edit("五、", "三、"), "三、发现", ("顺序不对",)),
    Example("RPT_SECTION_NUMBERING", edit("五、", "十二、"), "十二、", ("缺“五、六、七、八、九、十、十一”",)),
    Example("RPT_TITLE", lambda: ["没有编号的一段话。"]),
    Example("RPT_OTHER_UNIT", lambda: list(sample()[2:]), changes={"agency.name": None}),
]
