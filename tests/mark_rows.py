"""Rows of 绩效指标 for comparing marks with findings: typed well, badly, half and not at all; the same every time.

`of_check` says of each row what `check` finds in it by itself.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from perfeval_xl import scheme as schemes
from perfeval_xl.checks import SIGNS, run
from perfeval_xl.checks.core import all_checks
from perfeval_xl.evaluation import evaluate
from perfeval_xl.model import Comparison, ExpenditureRow, Form, Indicator, OfficialRow, RevenueRow, Staffing

NAMES = (
    *("培训人次", "任务完成率", "投诉件数", "项目管理制度健全性", "设备采购成本", "验收时间", "服务对象满意度"),
    *("预算调整率", "在职人员控制率", "年度工作目标1实现率", "培训人数≥100人", "业务保障", None, ""),
)
TARGETS = (
    *("≥95%", "≥80次", "80次", "≤2万元", "《10%", "》98%", "健全", "完备", "达标", "2021年12月20日之前", "≧90%"),
    *("2-3次", "=0", "100%", "12月底前", "—", None, "", "好", "≤5300元", Decimal("0.95"), "≥"),
)
ACTUALS = (
    *("96%", "90%", "100%", "80次", "80", "40次", "17500元", "2.5万元", "健全", "基本健全", "未完成", "达标", "3台"),
    *("2021年12月1日", "2022年1月5日", "≥95%", "—", None, "", "0", "130%", "2次", "5830元", Decimal("0.96"), "很好"),
)
POINTS = (*(Decimal(number) for number in (2, 3, 5, 10, 4)), Decimal("1.5"))
ODD_POINTS = (None, "", "abc", "2分", Decimal(-1), Decimal(0))
ODD_SCORES = ("两分", "待评定", Decimal(-1), Decimal(20), "", Decimal("0.003"))
REASONS = (
    *(None, None, None, "", "无", "人员不足", "设备到货晚，下一步提前招标，六月底前完成。"),
    *("绩效目标编制不够规范", "满意度不高，今后加强服务，按季回访。", "/"),
)
STANDARDS = (
    "以100%为标准。控制率≤100%，计5分；每超过一个百分点扣0.5分，扣完为止。",
    "≥90%计5分；80%（含）-90%计3分；低于80%不得分",
    "≥90%计5分；70%-80%计3分；低于70%不得分",
    "①制度已建立，1分；②制度合法完整，1分；③执行有效，1分。",
    "①支出合规；②审批完整。以上情况每出现一例不符合要求的扣1分，扣完为止。",
    "制度健全计2分；较健全计1分；不健全不得分。",
    "由部门细化成个性化指标后评定。",
    "根据完成质量酌情给分",
)
BY_STANDARD = ("91%", "103%", "85%", "①③", "全部符合", "1例", "无", "健全", "较健全", "很好", None, None, "—", "75%")
GROUPS = ("项目管理", "预算和财务管理", "满意度", "职责履行")


def rows(number: int, scheme_id: str, seed: int) -> tuple[Indicator, ...]:
    """So many rows for a form of the scheme; most of them scored by a standard where its form prints standards."""
    scheme, hand = schemes.get(scheme_id), random.Random(seed)
    made = []
    for place in range(number):
        by_standard = hand.random() < (0.7 if scheme.form.standards else 0.15)
        points = hand.choice(POINTS if hand.random() < 0.9 else ODD_POINTS)
        made.append(
            Indicator(
                category=scheme.component[place % len(scheme.component)].label,
                subcategory=hand.choice(GROUPS),
                name=_name(hand, scheme, by_standard),
                target=None if by_standard and hand.random() < 0.95 else hand.choice(TARGETS),
                unit=hand.choice((None, None, "%", "次", "万元", "定性指标")),
                actual=hand.choice(BY_STANDARD if by_standard else ACTUALS),
                points=points,
                score=_score(hand, points),
                deviation_reason=hand.choice(REASONS),
                tier=hand.choice([tier.label for tier in scheme.tier]) if hand.random() < 0.12 else None,
                criterion=hand.choice(STANDARDS) if by_standard else None,
            )
        )
    return tuple(made)


def _name(hand: random.Random, scheme, by_standard: bool) -> str | None:
    presets: Sequence[str] = [item.name for item in scheme.indicator if item.measure]
    return hand.choice(presets) if by_standard and presets and hand.random() < 0.4 else hand.choice(NAMES)


def _score(hand: random.Random, points) -> Decimal | str | None:
    """Mostly the formula's; else full points, fewer, or what is no score of these points at all."""
    kind = hand.random()
    if kind < 0.5 or (kind < 0.9 and not isinstance(points, Decimal)):
        return None
    return points if kind < 0.7 else points - Decimal("0.5") if kind < 0.9 else hand.choice(ODD_SCORES)


def form(number: int, scheme_id: str, seed: int) -> Form:
    """A form of such rows; where the scheme has base data, some of its figures are there and some are not."""
    typed = rows(number, scheme_id, seed)
    if not schemes.get(scheme_id).form.parts:
        return Form(scheme=scheme_id, fiscal_year=Decimal(2021), indicators=typed)
    return Form(
        scheme=scheme_id,
        fiscal_year=Decimal(2021),
        indicators=typed,
        staffing=Staffing(establishment=Decimal(34), on_post=Decimal(35)),
        official=(OfficialRow(institution="汇总", total=Decimal("0.53")),),
        comparison=Comparison(budget_original=Decimal(0), budget_adjusted=Decimal(5)),
        revenue=(RevenueRow(institution="汇总", carried_over=Decimal(3)),),
        expenditure=(ExpenditureRow(institution="汇总", accumulated=Decimal(4)),),
    )


GRAVITY = ("✔", "ⓘ", "⚠", "✘")


class Judged(NamedTuple):
    """What `check` says of a row: the sign of its gravest finding (✔ without any), their names, whether it is open."""

    sign: str
    checks: frozenset[str]
    pending: bool


def of_check(made: Form) -> list[Judged]:
    """One for each row of the form, from the checks that look at a row by itself."""
    rules = schemes.get(made.scheme)
    evaluation = evaluate(made, rules)
    found: list[list] = [[] for _ in made.indicators]
    for finding in run(made, rules, evaluation):
        part, _, rest = finding.at.partition("[")
        if part == "indicators" and rest and all_checks()[finding.check].row:
            found[int(rest.partition("]")[0])].append(finding)
    pending = {line.index for line in evaluation.lines if line.score is None}
    return [
        Judged(
            max((SIGNS[item.severity] for item in items), key=GRAVITY.index, default="✔"),
            frozenset(item.check for item in items),
            index in pending,
        )
        for index, items in enumerate(found)
    ]
