"""The golden lists: all findings on the figures of three published returns, and what must not be flagged there."""

from __future__ import annotations

import pytest
from check_returns import case, findings

OFFICE = """
error TASK_RATE_CALC tasks[0].execution_rate
error TASK_RATE_CALC tasks[1].execution_rate
error TASK_RATE_CALC tasks[2].execution_rate
warning TASK_DONE_IS_NUMBER tasks[0].progress
warning TASK_DONE_IS_NUMBER tasks[1].progress
warning TASK_DONE_IS_NUMBER tasks[2].progress
warning QUAL_TIER_SCORE indicators[3].score
warning REASON_NO_MEASURE indicators[3].deviation_reason
warning ZERO_BASE_OTHER indicators[16].score
warning ZERO_BASE_OTHER indicators[18].score
warning ZERO_BASE_OTHER indicators[24].score
hint TARGET_TEXT_VAGUE objective.text
hint TASK_NO_INDICATOR tasks[0].content
hint TASK_NO_INDICATOR tasks[1].name
hint BUDGET_ZERO_DEN tasks[1].execution_rate
hint BUDGET_ADJ_LARGE budget.total.final
hint BUDGET_ZERO_DEN budget.other.execution_rate
hint BUDGET_ADJ_LARGE budget.project.final
hint REASON_IRRELEVANT indicators[3].deviation_reason
hint EXEC_INDICATOR_DUP indicators[6].name
hint OVER_TARGET indicators[12].actual
hint ACTUAL_NOT_NUMBER indicators[12].actual
hint UNIT_COL_CONFLICT indicators[14].unit
hint ACTUAL_NOT_NUMBER indicators[15].actual
hint ACTUAL_NOT_NUMBER indicators[17].actual
hint ACTUAL_NOT_NUMBER indicators[18].actual
hint ACTUAL_NOT_NUMBER indicators[19].actual
hint ACTUAL_NOT_NUMBER indicators[22].actual
hint ACTUAL_NOT_NUMBER indicators[25].actual
hint QUAL_MEANINGLESS indicators[28].target
hint SELF_SATISF_ONLY indicators[29].name
hint SATISFACTION_EVID indicators[29].actual
"""
INSPECTION = """
error EXEC_SCORE_RULE budget.total.score
error SYMBOL_BAD indicators[22].target
error SYMBOL_BAD indicators[23].target
warning TASK_SUM_BUDGET tasks.budget
warning TASK_SPLIT_VS_STRUCT tasks[0].budget
warning TASK_SPLIT_VS_STRUCT tasks[1].budget
warning BUDGET_OVER_100 budget.total.outturn
warning BUDGET_OVER_100 budget.basic.outturn
warning NAME_TEMPLATE indicators[4].name
warning QUAL_MISMATCH_VALUE indicators[5].actual
warning ADJ_INDICATOR_CONFLICT indicators[22].actual
warning QUAL_MISMATCH_VALUE indicators[36].actual
warning QUAL_TIER_SCORE indicators[36].score
warning REASON_NO_MEASURE indicators[36].deviation_reason
hint TARGET_TEXT_VAGUE objective.text
hint DUP_INDICATOR indicators[12].name
hint EXEC_INDICATOR_DUP indicators[23].name
hint QUAL_MEANINGLESS indicators[33].target
hint QUAL_MEANINGLESS indicators[36].target
hint SATISFACTION_EVID indicators[37].actual
"""
ORGANISATION = """
error EXEC_SCORE_RULE budget.total.score
warning CAP_BY_EXEC declared.total
warning BUDGET_DENOM budget.total.execution_rate
hint TARGET_TEXT_VAGUE objective.text
hint BUDGET_ADJ_LARGE budget.total.final
"""
STANDARDS = """
warning MEASURE_NO_DATA indicators[2].actual
warning MEASURE_NO_DATA indicators[3].actual
warning MEASURE_NO_DATA indicators[6].actual
warning REASON_NO_MEASURE indicators[7].deviation_reason
warning MEASURE_NO_DATA indicators[10].actual
warning MEASURE_NO_DATA indicators[11].actual
warning MEASURE_NO_DATA indicators[22].actual
warning GOAL_NOT_REPORTED goals[1].result
hint TARGET_TEXT_VAGUE objective.text
hint STAFF_OVER staffing.total
hint GOAL_SATISFACTION goals[7].target
"""
GOLDEN = {
    "shangjie-office-2021": OFFICE,
    "shangjie-inspection-2021": INSPECTION,
    "jinshui-organisation-2021": ORGANISATION,
    "yunxi-office-2021": STANDARDS,
}
SUMS = ["SUM_WEIGHT_100", "SUM_L3_EQ_L1", "SUM_SCORE_TOTAL", "SCORE_GT_WEIGHT", "GRADE_BAND", "GRADE_WORD"]
RIGHT = {
    "shangjie-office-2021": [
        *SUMS,
        *("BUDGET_SRC_SUM", "BUDGET_STRUCT_SUM", "BUDGET_RATE_CALC", "BUDGET_DENOM", "BUDGET_OVER_100"),
        *("TASK_SUM_BUDGET", "TASK_SUM_EXEC", "TASK_SPLIT_VS_STRUCT", "UNIT_MISMATCH", "UNIT_MIX", "COST_VS_EXEC"),
        *("DIRECTION_SUSPECT", "DUP_INDICATOR", "GRADE_DECIMAL_GAP", "QUANT_SCORE_RULE", "QUANT_MET_NOT_FULL"),
    ],
    "shangjie-inspection-2021": [
        *SUMS,
        *("BUDGET_SRC_SUM", "BUDGET_STRUCT_SUM", "BUDGET_RATE_CALC", "BUDGET_DENOM", "BUDGET_ADJ_LARGE", "UNIT_MIX"),
        *("TASK_SUM_EXEC", "TASK_RATE_CALC", "TASK_NO_INDICATOR", "QUANT_MET_NOT_FULL", "SELF_SATISF_ONLY"),
    ],
    "yunxi-office-2021": [
        *SUMS,
        *(
            "BASE_PARTS",
            "BASE_INSTITUTIONS",
            "BASE_SURPLUS",
            "STAFF_PARTS",
            "MEASURE_CONFLICT",
            "UNIT_MIX",
            "DUP_INDICATOR",
        ),
        *("CRITERION_GAP", "CRITERION_OVERLAP", "CRITERION_FLOOR", "CRITERION_POINTS", "CONTROL_RATE", "TARGET_EMPTY"),
    ],
    "jinshui-organisation-2021": [*SUMS, "EXEC_ROW_WEIGHT", "GRADE_DECIMAL_GAP", "BUDGET_RATE_CALC", "TARGET_EMPTY"],
}
"""What the golden list calls right, by the checks that would flag it."""


@pytest.mark.parametrize("name", GOLDEN)
def test_all_findings_by_severity_name_and_place(name: str):
    """The whole list, in order; docs/golden.md says item by item which of them is which item of the golden list."""
    found = [f"{item.severity} {item.check} {item.at}" for item in findings(case(name))]
    assert found == GOLDEN[name].split("\n")[1:-1]


@pytest.mark.parametrize("name", RIGHT)
def test_what_is_right_is_not_flagged(name: str):
    """The part of the golden list headed 正确的（不得误报）."""
    assert {item.check for item in findings(case(name))}.isdisjoint(RIGHT[name])


@pytest.mark.parametrize(
    ("name", "at", "words"),
    [
        ("shangjie-office-2021", "tasks[0].execution_rate", "应为226.56%"),
        ("shangjie-office-2021", "tasks[2].execution_rate", "应为110.16%"),
        ("shangjie-office-2021", "tasks[1].execution_rate", "预算为0、执行28.43万元，执行率不可算"),
        ("shangjie-office-2021", "budget.total.final", "多133.70万元（28.87%）"),
        ("shangjie-office-2021", "budget.project.final", "（183.42%）"),
        ("shangjie-office-2021", "indicators[3].score", "2.4分（含）至3分（含）"),
        ("shangjie-office-2021", "indicators[12].actual", "144.44%"),
        ("shangjie-inspection-2021", "tasks.budget", "任务预算合计464.70，部门预算467.99，差3.29万元。"),
        ("shangjie-inspection-2021", "budget.total.score", "执行率105.81%应得10分，填了9分。"),
        ("shangjie-inspection-2021", "tasks[0].budget", "差15.73万元"),
        ("shangjie-inspection-2021", "indicators[22].actual", "27.17万元"),
        ("shangjie-inspection-2021", "indicators[36].score", "6分（含）至8分（不含）"),
        ("jinshui-organisation-2021", "budget.total.execution_rate", "像是用年初预算数算的"),
        ("jinshui-organisation-2021", "budget.total.final", "75.81%"),
        ("jinshui-organisation-2021", "declared.total", "不超过59分，自评得分是91分"),
    ],
)
def test_messages_hold_the_figures(name: str, at: str, words: str):
    """What an accountant reads, recomputed by hand for the golden list."""
    assert any(words in item.message for item in findings(case(name)) if item.at == at)


@pytest.mark.parametrize("rate", ["24%", "24.19%"])
def test_a_rate_over_the_original_budget(rate: str):
    """Typed roughly or exactly: the denominator and the score are both found."""
    table = case("jinshui-organisation-2021")
    table["budget"]["total"]["execution_rate"] = rate
    found = {item.check for item in findings(table)}
    assert {"BUDGET_DENOM", "EXEC_SCORE_RULE"} <= found
