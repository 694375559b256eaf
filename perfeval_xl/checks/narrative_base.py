"""Checks of a report against the base data of its form: amounts, changes since last year, staff."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from perfeval_xl.checks.core import Remark
from perfeval_xl.checks.narrative import Report, at, judged, warning
from perfeval_xl.figures import number_of, plain, round_half_up
from perfeval_xl.measures import whole
from perfeval_xl.names import format_amount, terms
from perfeval_xl.narrative.base_figures import BaseClaim, base_claims
from perfeval_xl.narrative.numerals import Figure, Match, compare

_YUAN = Decimal(10000)


@warning(
    name="RPT_BASE",
    title="报告的收支、三公、人数与基础数据不同",
    compares="报告写的收入、支出、三公经费、固定资产、人数和比上年的增减额 与 基础数据",
    why="同一份材料里同一个数只能有一个；元和万元混写最容易差一万倍。",
    example="表上三公经费0.53万元，报告写6270元；写5270元（0.527万元）是同一个数，不提示。",
    cure="核对决算后改正一处；金额单位写清楚。",
)
def base_figures_agree(report: Report) -> Iterator[Remark]:
    """Every figure that report and base data both state is the same, to the digits of the coarser one."""
    for claim in base_claims(report.narrative):
        true = _true(report, claim)
        if true is None:
            continue
        told = abs(true) if claim.change else true
        people = claim.at.startswith("staffing.")
        tolerance = Decimal(0) if people else report.scheme.thresholds.amount * (2 if claim.change else 1)
        wrong, severity = judged(claim.figure, told, tolerance, None)
        turned = claim.change and bool(claim.figure.value) and abs(true) > tolerance and claim.less != (true < 0)
        if wrong or turned:
            yield at(claim.paragraph, _said(claim, true, tolerance), None if turned else severity)


def _true(report: Report, claim: BaseClaim) -> Decimal | None:
    now = _figure(report, claim.at)
    if not claim.change:
        return now
    before = _figure(report, claim.prior)
    return None if now is None or before is None else now - before


def _figure(report: Report, name: str) -> Decimal | None:
    part, _, field = name.partition(".")
    value = getattr(report.form, part)
    return whole(value, field) if isinstance(value, tuple) else number_of(getattr(value, field))


def _said(claim: BaseClaim, true: Decimal, tolerance: Decimal) -> str:
    label = terms()[claim.at].label if claim.at in terms() else terms()[claim.at.replace(".", "[].", 1)].label
    if claim.at.startswith("staffing."):
        return f"报告写“{claim.words}”，基础数据的{label}是{plain(true)}人。"
    if claim.change:
        change = f"比上年{'减少' if true < 0 else '增加'}{format_amount(abs(true))}万元"
        return f"报告写“{claim.words}”，按基础数据{label}{change}。"
    hint = "，像是元和万元写错了" if _unit_slip(claim.figure, true, tolerance) else ""
    shown = f"{format_amount(true)}万元（{plain(round_half_up(true * _YUAN, 0))}元）"
    return f"报告写“{claim.words}”，基础数据的{label}是{shown}{hint}。"


def _unit_slip(stated: Figure, true: Decimal, tolerance: Decimal) -> bool:
    """Whether the two are the same figure once 元 and 万元 are exchanged; of a stated 0 nobody can tell."""
    return bool(stated.value) and any(
        compare(Figure(stated.value * factor, stated.step * factor), true, tolerance) is not Match.DIFFERENT
        for factor in (_YUAN, 1 / _YUAN)
    )
