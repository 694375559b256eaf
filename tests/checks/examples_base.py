"""Worked examples of the checks of 基础数据, on the figures of a published return."""

from functools import partial

from check_examples import fires as fires_on
from check_examples import silent as silent_on
from check_returns import case

BASE = case("yunxi-office-2021")
fires, silent = partial(fires_on, base=BASE), partial(silent_on, base=BASE)
TWO = {"institution": "2、服务中心", "basic": 10, "personnel": 8, "public": 2, "total": 10, "project": 0}

EXAMPLES = [
    fires("BASE_PARTS", {"expenditure[0].public": 90.64}, "expenditure[0].basic", "506.14", "516.14", "差10.00万元"),
    fires("BASE_PARTS", {"expenditure[1].project": 80}, "expenditure[1].total", "596.14", "594.97", "差1.17万元"),
    fires("BASE_PARTS", {"official[0].reception": 0.43}, "official[0].total", "差0.10万元"),
    fires("BASE_PARTS", {"assets[0].leased": 5}, "assets[0].total", "231.71", "226.71"),
    fires("BASE_PARTS", {"revenue[0].other": 0.02}, "revenue[0].total", "差0.02万元"),
    silent("BASE_PARTS", {}),
    silent("BASE_PARTS", {"revenue[0].other": 0.01}),
    silent("BASE_PARTS", {"expenditure[0].public": None}),
    fires(
        "BASE_INSTITUTIONS",
        {"expenditure[+]": TWO},
        "expenditure[0].total",
        "各机构支出合计604.97",
        "594.97",
        "差10.00万元",
    ),
    silent("BASE_INSTITUTIONS", {}),
    silent("BASE_INSTITUTIONS", {"expenditure[1]": None}),
    fires("BASE_SURPLUS", {"expenditure[0].accumulated": 5}, "expenditure.accumulated", "5.00"),
    silent("BASE_SURPLUS", {}),
    silent("BASE_SURPLUS", {"revenue": None}),
    fires("STAFF_PARTS", {"staffing.retired": 4}, "staffing.total", "合计35人", "36人"),
    silent("STAFF_PARTS", {}),
    silent("STAFF_PARTS", {"staffing.retired": None}),
    fires("STAFF_OVER", {}, "staffing.total", "实有36人超过编制34人", "在职31人", severity="hint"),
    fires("STAFF_OVER", {"staffing.on_post": None}, "staffing.total", "请填在职人员数"),
    fires("STAFF_OVER", {"staffing.on_post": 35}, "staffing.on_post", "在职35人超过编制34人"),
    silent("STAFF_OVER", {"staffing.total": 34}),
    fires("MEASURE_NO_DATA", {}, "indicators[3].actual", "预算调整率", "3分", "年初预算数"),
    fires("MEASURE_NO_DATA", {}, "indicators[2].actual", "重点支出安排率", "5分"),
    fires("MEASURE_NO_DATA", {"staffing.on_post": None}, "indicators[0].actual", "在职人员数"),
    silent("MEASURE_NO_DATA", {f"indicators[{row}].actual": "100%" for row in (2, 3, 6, 10, 11, 22)}),
    fires("MEASURE_CONFLICT", {"indicators[0].actual": "88%"}, "indicators[0].actual", "88%", "91.18%"),
    fires("MEASURE_CONFLICT", {"indicators[0].actual": "105.88%"}, "indicators[0].actual", "91.18%"),
    silent("MEASURE_CONFLICT", {"indicators[0].actual": "91.2%"}),
    silent("MEASURE_CONFLICT", {"indicators[0].actual": "91%"}),
    silent("MEASURE_CONFLICT", {"indicators[3].actual": "0%"}),
    fires("GOAL_NOT_REPORTED", {}, "goals[1].result", "15期"),
    silent("GOAL_NOT_REPORTED", {"goals[1].result": "编辑内刊18期，发表文稿100多篇。"}),
    fires("GOAL_SATISFACTION", {}, "goals[7].target", "百分数"),
    silent("GOAL_SATISFACTION", {"goals[7].result": "来访对象满意率96%。"}),
    fires("UNIT_MIX", {"official[0].reception": 5300}, "official[0].reception", "0.53"),
    fires("UNIT_MIX", {"official[0].total": 5300}, "official[0].total", "0.53"),
    silent("UNIT_MIX", {"official[0].vehicle_running": 0.01}),
    silent("GOAL_NOT_REPORTED", {"goals[1].result": ""}),
    silent("CONTROL_RATE", {"staffing.on_post": 35}),
    silent(
        "REASON_IRRELEVANT",
        {"indicators[7].score": 2, "indicators[7].deviation_reason": "内控制度执行不够。下一步完善流程。"},
    ),
    fires("CONTROL_RATE", {"indicators[0].actual": "105.88%"}, "indicators[0].actual", "是105.88%，在职人员超过编制"),
    fires(
        "TARGET_EMPTY",
        {"staffing.on_post": None, "indicators[0].score": None},
        "indicators[0].actual",
        "请在“基础数据”填在职人员数、人员编制数；",
    ),
]
