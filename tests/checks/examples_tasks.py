"""Worked examples of the checks of 年度主要任务."""

from check_examples import fires, silent
from check_returns import case

OFFICE = case("shangjie-office-2021")
INSPECTION = case("shangjie-inspection-2021")

EXAMPLES = [
    fires("TASK_SUM_BUDGET", {}, "tasks.budget", "464.70", "467.99", "差3.29万元", base=INSPECTION),
    fires("TASK_SUM_BUDGET", {"tasks[2].budget": None}, "tasks.budget", "745.50（有1项没填）"),
    fires("TASK_SUM_BUDGET", {"tasks[1].budget_fiscal": 195}, "tasks.budget_fiscal", "855.50", "845.50"),
    fires("TASK_SUM_BUDGET", {"tasks[2].budget_fiscal": 130}, "tasks[2].budget_fiscal", "130.00大于预算资金120.00"),
    silent("TASK_SUM_BUDGET", {}, base=OFFICE),
    silent("TASK_SUM_BUDGET", {"tasks[1].budget": 205.01}),
    silent("TASK_SUM_BUDGET", {f"tasks[{index}].budget": None for index in range(3)}),
    fires("TASK_SUM_EXEC", {"tasks[1].outturn": 193.97}, "tasks.outturn", "849.47", "849.29", "差0.18万元"),
    fires("TASK_SUM_EXEC", {"tasks[1].outturn_fiscal": 170}, "tasks.outturn_fiscal", "财政资金"),
    silent("TASK_SUM_EXEC", {}, base=INSPECTION),
    silent("TASK_SUM_EXEC", {"tasks[1].outturn": 193.8}),
    fires("TASK_RATE_CALC", {}, "tasks[0].execution_rate", "写100.00%", "226.56%", base=OFFICE),
    fires("TASK_RATE_CALC", {}, "tasks[1].execution_rate", "预算为0", "28.43", base=OFFICE),
    fires("TASK_RATE_CALC", {"tasks[1].execution_rate": "95%"}, "tasks[1].execution_rate", "94.53%", severity="hint"),
    silent("TASK_RATE_CALC", {}, base=INSPECTION),
    silent("TASK_RATE_CALC", {"tasks[1].execution_rate": "94.54%"}),
    silent("TASK_RATE_CALC", {"tasks[1].execution_rate": "—"}),
    fires("TASK_SPLIT_VS_STRUCT", {}, "tasks[0].budget", "397.10", "417.99", "443.33", "15.73", base=INSPECTION),
    fires("TASK_SPLIT_VS_STRUCT", {}, "tasks[1].budget", "67.60", "50.00", "51.83", "36.10", base=INSPECTION),
    silent("TASK_SPLIT_VS_STRUCT", {}, base=OFFICE),
    silent("TASK_SPLIT_VS_STRUCT", {"tasks[1].name": "便民利民", "tasks[0].budget": 530.5, "tasks[1].budget": 215}),
    silent("TASK_SPLIT_VS_STRUCT", {"tasks[1].budget": 200}),
    fires("TASK_DONE_IS_NUMBER", {}, "tasks[2].progress", "应写文字", "455.17", "与预算执行数相同", base=OFFICE),
    fires("TASK_DONE_IS_NUMBER", {"tasks[1].progress": "100%"}, "tasks[1].progress", "百分比"),
    silent("TASK_DONE_IS_NUMBER", {"tasks[1].progress": "完成126处"}),
    silent("TASK_DONE_IS_NUMBER", {"tasks[1].progress": None}),
    fires("TASK_NO_INDICATOR", {}, "tasks[1].name", "抚恤金", base=OFFICE),
    fires("TASK_NO_INDICATOR", {}, "tasks[0].content", "防雷", "诗词选", base=OFFICE),
    silent("TASK_NO_INDICATOR", {}, base=INSPECTION),
    silent("TASK_NO_INDICATOR", {"tasks[1].content": "公共设施维护；政策宣讲；群众走访"}),
    silent("TASK_NO_INDICATOR", {"indicators": None}),
    fires(
        "TASK_COUNT_TEXT",
        {"narrative[履职目标及主要任务]": "主要任务共四项：一是设施维护。"},
        "narrative[履职目标及主要任务]",
        "4项",
        "表内3项",
    ),
    silent("TASK_COUNT_TEXT", {"narrative[履职目标及主要任务]": "主要任务有3项，细分为12项工作。"}),
    silent("TASK_COUNT_TEXT", {"tasks": None}),
]
