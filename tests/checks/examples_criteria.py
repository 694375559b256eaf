"""Worked examples of the checks of the 评分标准."""

from typing import Any

from check_examples import fires, silent
from check_returns import row

NEW = "indicators[+]"
AT = "indicators[24].criterion"
SCORE = "indicators[24].score"
STEPS = "≥90%，计2分；80%（含）-90%，计1分；低于80%不得分。"


def _with(criterion: str, actual: Any = "95%", points: Any = 2, **cells: Any) -> dict[str, Any]:
    given = {"category": "产出指标", "target": None, "unit": "%", "actual": actual, "points": points}
    return {NEW: row("重点支出安排率", **(given | {"criterion": criterion} | cells))}


CONTROL = "以100%为标准。控制率≤100%，计2分；每超过一个百分点扣0.5分，扣完为止。"
FAULTS = "每发现一例不符合要求的扣1分，扣完为止。"

EXAMPLES = [
    fires("QUANT_MISS_FULL", _with(CONTROL, actual="102%", score=2), SCORE, "实际102%，按评分标准应得1分，却得了满分"),
    fires("QUANT_SCORE_RULE", _with(CONTROL, actual="102%", score=0.5), SCORE, "实际102%，按规则应得1分，填了0.5分"),
    silent("QUANT_SCORE_RULE", _with(CONTROL, actual="102%", score=1)),
    silent("QUANT_MISS_FULL", _with(CONTROL, actual="100%", score=2)),
    fires("CRITERION_UNREAD", _with("按质量酌情给分", score=None), AT, "“按质量酌情给分”没有写明给（扣）多少分"),
    silent("CRITERION_UNREAD", _with("按质量酌情给分", score=2)),
    silent("CRITERION_UNREAD", _with(STEPS, score=None)),
    # What a standard cannot score is a missing score too: without it there is no total.
    fires("SCORE_NEG_OR_BLANK", _with("按质量酌情给分", score=None), SCORE, "没填得分"),
    fires("SCORE_NEG_OR_BLANK", _with(STEPS, actual="0.92", score=None), SCORE, "“0.92”看不出是92%还是0.92%"),
    fires("SCORE_NEG_OR_BLANK", _with(FAULTS, actual="一处逾期未改", score=None), SCORE, "没填得分"),
    silent("SCORE_NEG_OR_BLANK", _with(STEPS, score=None)),
    silent("SCORE_NEG_OR_BLANK", _with("按质量酌情给分", actual=None, score=None)),
    silent("CRITERION_UNREAD", _with("按质量酌情给分", target="≥90%", score=None)),
    fires("CRITERION_GAP", _with("≥90%计2分；70%-80%计1分；低于70%不得分"), AT, "80%与90%之间没有写计多少分"),
    fires("CRITERION_GAP", _with("≥90%计2分；80%（含）-90%计1分"), AT, "低于80%"),
    silent("CRITERION_GAP", _with(STEPS)),
    silent("CRITERION_GAP", _with("≥90%计2分；80%（含）-90%计1分；其余不得分")),
    silent("CRITERION_GAP", _with("执行率等于100%的，得2分；每减少一个百分点，扣0.2分，扣完为止。", actual="100%")),
    fires("CRITERION_OVERLAP", _with("90%-100%计2分；80%-90%计1分；80%以下不得分"), AT, "正好90%"),
    silent("CRITERION_OVERLAP", _with(STEPS)),
    fires("CRITERION_FLOOR", _with("每低于100%一个百分点扣0.01分，扣完为止。"), AT, "也只扣1分，扣不到0分"),
    silent("CRITERION_FLOOR", _with("每低于100%一个百分点扣0.1分，扣完为止。", actual="100%")),
    silent("CRITERION_FLOOR", _with("100%得满分，每低一个百分点扣0.01分；低于60%不得分", actual="100%")),
    fires("CRITERION_POINTS", _with(STEPS, points=3), AT, "最高计2分，分值是3分"),
    silent("CRITERION_POINTS", _with(STEPS)),
    silent("CRITERION_POINTS", _with("≥90%得满分；低于90%不得分", points=3)),
]
