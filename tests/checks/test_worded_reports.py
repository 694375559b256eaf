"""Reports of the clean return as other people word them: no finding in them, and single wrong figures are found."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from report_sample import checked

TEXTS = {
    path.stem: path.read_text(encoding="utf-8").splitlines() for path in Path(__file__).parent.glob("worded/*.txt")
}

FAULTS = [
    ("plain", "得分98.41", "得分98.14", "RPT_SCORE"),
    ("plain", "等级为“优”", "等级为“良”", "RPT_SCORE"),
    ("plain", "指标得8.8分", "指标得8.5分", "RPT_L1_SCORES"),
    ("plain", "三级指标合计24个", "三级指标合计25个", "RPT_COUNT"),
    ("plain", "三级指标13个", "三级指标14个", "RPT_COUNT"),
    ("plain", "全年预算865.5万元", "全年预算856.5万元", "RPT_BUDGET"),
    ("plain", "追加45.5万元", "追加54.5万元", "RPT_PARTS_SUM"),
    ("plain", "支出849.29万元", "支出894.29万元", "RPT_BUDGET"),
    ("plain", "全年支出849.29万元", "全年支出849.29元", "RPT_BUDGET"),
    ("plain", "项目支出308.79万元", "项目支出380.79万元", "RPT_BUDGET"),
    ("plain", "验收合格率99.2%", "验收合格率92.9%", "RPT_ACTUAL"),
    ("plain", "服务对象满意度94.6%", "服务对象满意度96.4%", "RPT_ACTUAL"),
    ("plain", "示例区某局2021", "样例区某院2021", "RPT_NAME_DIFF"),
    ("ordered", "得分为98.41", "得分为98.14", "RPT_SCORE"),
    ("ordered", "总得分29.8分", "总得分28.9分", "RPT_L1_SCORES"),
    ("ordered", "三级指标共24项", "三级指标共25项", "RPT_COUNT"),
    ("ordered", "财政性资金845.50万元", "财政性资金854.50万元", "RPT_BUDGET"),
    ("ordered", "其他资金20.00万元", "其他资金25.00万元", "RPT_BUDGET"),
    ("ordered", "实际支出849.29万元", "实际支出894.29万元", "RPT_BUDGET"),
    ("ordered", "执行率为98.13%", "执行率为93.13%", "RPT_BUDGET"),
    ("ordered", "增加45.50万元", "增加54.50万元", "RPT_BUDGET"),
    ("ordered", "增长5.55%", "增长5.95%", "RPT_BUDGET"),
    ("ordered", "，满意度94.6%", "，满意度96.4%", "RPT_ACTUAL"),
    ("brief", "三级指标24项", "三级指标23项", "RPT_COUNT"),
    ("brief", "等三项", "等四项", "TASK_COUNT_TEXT"),
    ("brief", "项目支出325万元", "项目支出352万元", "RPT_BUDGET"),
    ("brief", "执行数849.29万元", "执行数849.29元", "RPT_BUDGET"),
    ("brief", "项目支出308.79万元", "项目支出380.79万元", "RPT_BUDGET"),
    ("brief", "完成率105%", "完成率150%", "RPT_PCT_RECALC"),
    ("brief", "完成率95%", "完成率59%", "RPT_PCT_RECALC"),
    ("brief", "得3.8分", "得4.8分", "RPT_L1_SCORES"),
    ("listed", "得9.81分", "得9.18分", "RPT_L1_SCORES"),
    ("listed", "共计3项", "共计5项", "TASK_COUNT_TEXT"),
    ("spoken", "八百六十五", "八百五十六", ""),
    ("spoken", "2021年度整体绩效自评的结果", "2020年度整体绩效自评的结果", "RPT_YEAR"),
]


@pytest.mark.parametrize("name", TEXTS)
def test_a_good_report_in_other_words_has_no_finding(name: str):
    """The same facts in five wordings; a rate with one decimal less may be a hint."""
    found = [item for item in checked(TEXTS[name]) if not (name == "brief" and "请统一小数位数" in item.message)]
    assert found == []


@pytest.mark.parametrize(("name", "right", "wrong", "check"), FAULTS, ids=lambda part: part)
def test_one_wrong_figure_is_found(name: str, right: str, wrong: str, check: str):
    """One figure changed: the check named finds it in the very paragraph; "" where the program does not read it."""
    texts = TEXTS[name]
    place = next(number for number, text in enumerate(texts) if right in text)
    changed = [*texts[:place], texts[place].replace(right, wrong, 1), *texts[place + 1 :]]
    known = {item.message for item in checked(texts)}
    found = {item.check for item in checked(changed) if item.paragraph == place + 1 and item.message not in known}
    assert (check in found) if check else not found


@pytest.mark.parametrize("unit", ["2020年度", "年初预算820万元，", "（其中财政性资金1万元", "一", "，", "1"])
def test_a_text_without_an_end_is_read_in_reasonable_time(unit: str):
    """Four times the text takes about four times as long; a quadratic reader would take sixteen times."""
    times = []
    for size in (10_000, 40_000):
        text = unit * (size // len(unit))
        start = time.process_time()
        checked(["一、部门单位基本情况", text])
        times.append(time.process_time() - start)
    assert times[1] < 9 * times[0] + 0.1
