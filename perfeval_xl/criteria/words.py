"""The words that scoring standards are written in: comparisons, verbs of giving and taking, units, as regex parts."""

from __future__ import annotations

import re

from perfeval_xl.criteria.text import LINE, NUMERAL

NUM = rf"(?:\d+(?:\.\d+)?|{NUMERAL})"
COUNTER = (
    "(?:个(?:工作日|月|小时|项目|专项|单位|部门)|工作日|小时|分钟|项目|专项|人次|平方米|公里|亿元|万元|千元|元|"
    "个(?!百分点)|[例项次起处条人天日份件笔户篇家台套场期名宗页年月吨亩米间所座株只])"
)
UNIT = rf"(?:%|‰|个?百分点|成|分(?=[(以及至-]|,?的?,?(?:计|得|不得|记))|{COUNTER})"
SHARE_WORDS = "(?:该项|本项|此项|指标|全部|总)?(?:分值|权重分值|权重分|权重|满分|总分|分数)"
CIRCLED = "①-⑳"
STOP = f";。{LINE}"
"""What ends a sentence or a part of one."""

AT_LEAST = "未低于|没有低于|未少于|大于或等于|大于等于|高于或等于|高于等于|不低于|不少于|不小于|达到|至少|≥|达"
AT_MOST = (
    "小于或等于|小于等于|低于或等于|低于等于|不高于|不超过|不大于|不多于|未超过|没有超过|未高于|未超出|未突破|不得超过|"
    "控制在|≤"
)
ABOVE = "大于|超过|高于|多于|超出|突破|>"
BELOW = "没有达到|没达到|尚未达到|小于|低于|少于|不足|不到|未达到|未达|达不到|不满|<"
EQUAL = "等于|=|为|是"
CLOSED_UP = "及以上|或以上|和以上|以上"
CLOSED_DOWN = "及以下|或以下|和以下|以下|以内|之内"

RISING = "超过|超出|高于|高出|大于|增加|增长|上升|提高|升高|突破|多|超|高"
FALLING = "低于|少于|减少|下降|降低|下滑|下浮|不足|低|少|降|差"
EITHER = (
    "(?:高于|超过|超出)或者?(?:低于|不足|少于)|(?:低于|不足|少于)或者?(?:高于|超过|超出)|偏离|偏差|相差|变动|增减|波动"
)
HAPPENS = (
    "出现|发现|发生|查出|查实|存在|涉及|收到|缺少|缺失|遗漏|漏报|缺|漏|逾期|延迟|延误|推迟|迟报|晚报|超期|拖延|违反|有"
)
REFERENCE = (
    "(?:规定|要求|计划|年初|年度|预算)?(?:标准值|标准|目标值|目标|控制数|限额|时限|时间|期限|基准|指标值|计划数|计划)"
)
TIME_LIMIT = re.compile("时限|时间|期限")
DOES = "(?:完成|开展|建设|培训|举办|组织|检查|办理|报送|发表|达到|建成|新增|采用|符合|满足|具备|落实)"

WHOLE = frozenset("例个项次起处条人天日件笔户篇家台套场期名宗页所座株只份") | {"项目", "专项", "人次", "工作日"}
"""Counters of what comes in whole numbers only."""

PLAIN_COUNTERS = frozenset("例个项次起处条件笔份家户名人宗") | {"项目", "专项", "个项目", "个专项", "个单位", "个部门"}
"""Counters that people exchange without meaning anything by it: 3例, 3个, 3起."""

_NOT_POINTS = "析类布工管配解级发期批局校明别散开支行布享流担歧辨泌"
SCORING = re.compile(
    rf"(?<![部百充十区划处成身养过])分(?![{_NOT_POINTS}])|扣|酌情|一票否决|不予?认可|视为|取消|不计|按比例|折半|减半|加倍|(?<!参)加(?=\d)"
)
"""A sign that a sentence gives or takes points."""

UNSAID = re.compile(
    "除外|例外|不适用|加计|另加|加分|从其规定|就高|就低|若|如果|如遇|视情|认定|核定|评定|不考核|另计|不纳入"
)
"""A sign of a case or an exception for which no points are written."""

JUDGED = re.compile("认定|核定|评定")
"""A sign that a person decides."""

DEMANDING = re.compile("须|必须|应当|应[于在]|[需要]在|方可|前提")
"""A sign that a sentence asks for something besides the figure."""

DEFINING = re.compile(
    "^(?!.*(?:处理|考核|调[整高低]|[升降下上]调|一档|认定|核定|评定|确定|另计|另行|纳入|必须|应当|否则|为零|方可|前提)).*"
    "(?:为准|来源|取[自数]|口径|剔除|扣除|含|包括|解释|要点|反映|考察|是指|^指|备注|^注|公式|=|统计|不考虑|限于|保留|四舍五入)"
)
"""A sign that a sentence only says how the figure is found or what the indicator is about."""

COMPARING = re.compile(
    rf"[≥≤<>=%‰]|{NUM}(?:{COUNTER})?(?:\((?:不)?含\))?(?:{CLOSED_UP}|{CLOSED_DOWN}|以外)|"
    rf"(?:{AT_LEAST}|{AT_MOST}|{ABOVE}|{BELOW})(?:了)?\d"
)
"""A sign that a sentence compares a figure."""

UNDECIDED = re.compile(r"酌情|视情|适当|按比例|每|最高|最多|至多|累计|[加减得计按]$|[-至到\d]$")
"""A sign that a condition in words is more than a condition."""

LEFT_TO_A_PERSON = "要由人评定，没有写怎样计分"
"""Why a standard that says only who judges cannot be computed."""

REASONS = (
    (re.compile("除外|例外"), "写了除外的情形，没有写怎样计分"),
    (re.compile("酌情|视情|适当|合理确定|按情况|综合评定"), "没有写明给（扣）多少分，要由人评定"),
    (re.compile(rf"{NUM}(?:分)?[-至到]{NUM}分"), "给的是一个区间，要由人在区间里定分"),
    (re.compile(rf"加(?:计|记)?{NUM}分"), "加分没有写明从多少分加起、加到多少为止"),
    (re.compile(rf"扣(?:除|减)?{NUM}%"), "没有写明扣的是什么的百分之几"),
    (re.compile("每.*扣"), "没有读懂每多少扣多少"),
    (re.compile("扣"), "没有写“每……扣”，不知道扣一次还是扣几次、从多少分扣起"),
    (re.compile("按比例|比例得分|比例计分"), "没有读懂按什么比例"),
    (re.compile("减半|折半|加倍"), "没有写明是几分的一半或几倍"),
)
"""Why a sentence could not be read, by what stands in it; the first that fits is said."""


def reason_for(words: str) -> str:
    """Why these words, folded, could not be read."""
    for pattern, reason in REASONS:
        if pattern.search(words):
            return reason
    if COMPARING.search(words) and not SCORING.search(words):
        return "只写了条件，没有写明得多少分"
    return "没有读懂"
