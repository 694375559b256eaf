"""The execution rate, the grade, and the caps on the total."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from perfeval_xl.figures import Typed, is_blank, plain, read_amount, round_half_up, text_of
from perfeval_xl.names import format_amount, format_rate
from perfeval_xl.rules.core import clip, rule, share, usable
from perfeval_xl.scheme import Scheme, TotalCap
from perfeval_xl.targets import Note

_LABELS = {"final": "全年预算数", "original": "年初预算数"}


@dataclass(frozen=True, slots=True, kw_only=True)
class ExecutionOutcome:
    """What the rules give for the execution rate; `rate` is a ratio, None when the denominator is 0 or missing."""

    rate: Decimal | None
    score: Decimal | None
    rule: str
    explanation: str
    cite: str = ""
    notes: tuple[Note, ...] = ()


@rule(
    "execution_rate",
    title="预算执行率",
    kind="execution",
    text="执行率＝预算执行数÷预算数（用年初还是全年预算数由方案定）；得分＝执行率×分值，超过方案上限的按上限计，不超过分值；"
    "预算数为0或没有填的不计分。",
    example={"budget": "1770.59", "outturn": "1593.53", "points": "10"},
    gives="9",
)
def score_execution(budget: Typed, outturn: Typed, points: Typed, *, scheme: Scheme) -> ExecutionOutcome:
    """The score of the execution rate: rate, capped, times points.

    `budget` is the amount that the scheme divides by (`scheme.rules.execution_denominator`). The rate is a ratio, the
    score in 分, rounded to the scheme's places. Never raises on any text. Source: `scheme.rules.cite`.
    """

    def answer(
        explanation: str, rate: Decimal | None = None, score: Decimal | None = None, notes: Iterable[Note] = ()
    ) -> ExecutionOutcome:
        return ExecutionOutcome(
            rate=rate,
            score=score,
            rule="execution_rate",
            explanation=explanation,
            cite=scheme.rules.cite,
            notes=tuple(notes),
        )

    label = _LABELS[scheme.rules.execution_denominator]
    divisor, spent = money(budget), money(outturn)
    if divisor is None:
        return answer(_no_amount(label, budget))
    if spent is None:
        return answer(_no_amount("预算执行数", outturn))
    if divisor <= 0:
        return answer(f"{label}为{plain(divisor)}，执行率无法计算，请由人评定得分。")
    rate = share(Decimal(1), spent, divisor)
    quotient = f"预算执行率{format_rate(rate)}（{format_amount(spent)}÷{format_amount(divisor)}）"
    notes = []
    if rate > 1:
        notes.append(Note("BUDGET_OVER_100", f"执行率{format_rate(rate)}超过100%，请核对{label}是否含年中追加。"))
    full = usable(points)
    if full is None or full < 0:
        problem = "没有填分值" if is_blank(points) else f"分值“{clip(text_of(points))}”不是有效的分值"
        return answer(f"{quotient}，{problem}，不能计分，请改正。", rate, notes=notes)
    cap = min(scheme.rules.execution_cap, Decimal(1))
    if rate >= cap:
        counted, score = cap, full * cap
        how = (
            f"，按{format_rate(cap)}计，{plain(cap * 100)}%×{plain(full)}"
            if rate > cap
            else f"，{plain(cap * 100)}%×{plain(full)}"
        )
    else:
        counted = max(rate, Decimal(0))
        how = f"，{format_rate(counted)}×{plain(full)}" if rate >= 0 else f"，负数按0计，0×{plain(full)}"
        score = share(full, max(spent, Decimal(0)), divisor)
    score = min(round_half_up(score, scheme.rules.score_places), full) if counted < 1 else full
    ending = "；请核对" + label + "是否含年中追加" if rate > 1 else ""
    return answer(f"{quotient}{how}计{plain(score)}分{ending}。", rate, score, notes)


def _no_amount(label: str, typed: Typed) -> str:
    if is_blank(typed):
        return f"没有填{label}，不能计算执行率，请补填；空白不按0计分。"
    return f"{label}“{clip(text_of(typed))}”不是有效金额，请改正。"


def money(typed: Typed) -> Decimal | None:
    """The amount in 万元 in a cell; None when it is blank, not an amount, or beyond any sense."""
    amount = read_amount(typed)
    if amount.percent or amount.value is None or not amount.value.is_finite() or abs(amount.value) > Decimal("1e15"):
        return None
    return amount.value


def grade_of(total: Decimal, scheme: Scheme) -> str:
    """The grade that `total` (分) earns, decided before any rounding. Source: the `cite` of the grade."""
    falling = sorted(scheme.grade, key=lambda grade: -grade.at_least)
    return next((grade.label for grade in falling if total >= grade.at_least), falling[-1].label)


def capped_total(total: Decimal, rate: Decimal | None, scheme: Scheme) -> Decimal:
    """`total` held to what the scheme allows at the execution rate `rate` (a ratio, or None when unknown)."""
    return min([total, *(cap.total for cap in applying_caps(rate, scheme))])


def applying_caps(rate: Decimal | None, scheme: Scheme) -> tuple[TotalCap, ...]:
    """The caps of `scheme` that a rate falls under."""
    return tuple(cap for cap in scheme.total_cap if rate is not None and rate < cap.rate_below)
