"""Checks of what cannot be true together: full marks for nothing, cost beside spending, a problem and no deduction."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from functools import partial

from perfeval_xl.checks.core import Context, Remark, Row, check
from perfeval_xl.checks.finding import Severity
from perfeval_xl.checks.text import clauses, normal, topics
from perfeval_xl.checks.words import any_of, words
from perfeval_xl.figures import fold, number_of, text_of
from perfeval_xl.names import format_amount, format_score
from perfeval_xl.rules.core import clip
from perfeval_xl.targets import Shape

_indicators = partial(check, theme="indicators")

_SHORTEST_SUBJECT = 2
_TEN_THOUSAND = Decimal(10000)


def _full(row: Row) -> Decimal | None:
    """The points of a row that was given all of them; None for any other."""
    points, score = row.line.points, row.line.score
    return points if points and score is not None and score >= points else None


@_indicators(
    name="ZERO_BASE_OTHER",
    severity=Severity.WARNING,
    title="事情没有发生，有关指标却得满分",
    compares="次数、数量为0的指标 与 依附于它的标准、及时性、执行率等指标的得分",
    why="一次接待都没有，就谈不上接待标准、按规定执行，打满分没有依据。",
    example="“公务接待次数”为0，“公务接待费标准”“公务接待按规定执行率”都得满分。",
    cure="说明本年未发生，这些指标的分值调到别的指标；或在报告里写明计分依据。",
    source="没有发生的事项不宜计分",
)
def zero_base(context: Context) -> Iterator[Remark]:
    """Full points for what can only be judged when it happened, beside a count of 0 for the same subject."""
    rows = list(context.rows())
    for base in rows:
        subject = _counted_subject(base)
        if not subject or base.line.outcome.actual.number != 0:
            continue
        # Where nothing was meant to happen (事故0起), only what is named after the very thing depends on it.
        loosely = len(subject) >= 4 and base.line.outcome.target.number != 0
        keys = {subject, subject[-2:]} if loosely else {subject}
        for row in rows:
            name = normal(row.line.name)
            dependent = any(word in name for word in words().dependent_suffixes)
            full = _full(row)
            if row is base or not dependent or full is None or not any(key in name for key in keys):
                continue
            yield Remark(
                row.at("score"),
                f"“{base.title}”为0，却对“{row.title}”打了满分{format_score(full)}分。",
            )


def _counted_subject(row: Row) -> str:
    """What a counting indicator counts: 公务接待 of 公务接待次数; empty for other indicators."""
    name = normal(row.line.name)
    if not name.endswith(words().count_suffixes):
        return ""
    for suffix in sorted(words().count_suffixes, key=len, reverse=True):
        if name.endswith(suffix) and len(name) - len(suffix) >= _SHORTEST_SUBJECT:
            return name.removesuffix(suffix)
    return ""


@_indicators(
    name="COST_VS_EXEC",
    severity=Severity.WARNING,
    title="成本完成值与执行数不一致",
    compares="总成本类指标、以任务命名的成本指标的完成值 与 预算执行数、该任务的执行数",
    why="成本就是实际支出，和执行数不同，两处有一处要改。",
    example="“部门总成本”完成480万元，预算执行数495.16万元。",
    cure="按决算数改正成本完成值；口径不同的在报告里说明。",
    source="成本指标的完成值应与实际支出一致",
)
def cost_and_outturn(context: Context) -> Iterator[Remark]:
    """A cost indicator for the whole agency, or for a named task, against what was spent."""
    for row in context.rows():
        actual = row.line.outcome.actual
        if actual.number is None or actual.shape is not Shape.NUMBER:
            continue
        spent = _spent(row, context)
        if spent is None:
            continue
        cost = {"万元": actual.number, "元": actual.number / _TEN_THOUSAND}.get(actual.unit)
        if cost is None or abs(cost - spent) <= context.scheme.thresholds.amount:
            continue
        yield Remark(
            row.at("actual"),
            f"“{row.title}”完成值{format_amount(cost)}与执行数{format_amount(spent)}不一致，"
            f"差{format_amount(abs(cost - spent))}万元。",
        )


def _spent(row: Row, context: Context) -> Decimal | None:
    """The outturn that a cost indicator should equal; None for any other indicator."""
    name = row.name
    if name in words().total_costs:
        return number_of(context.form.budget.total.outturn)
    if not name.endswith(words().task_costs):
        return None
    for task in context.form.tasks:
        task_name = fold(text_of(task.name))
        if len(task_name) > _SHORTEST_SUBJECT and name in {f"{task_name}{word}" for word in words().task_costs}:
            return number_of(task.outturn)
    return None


@_indicators(
    name="LOGIC_PROBLEM_NO_DEDUCT",
    severity=Severity.HINT,
    title="承认有问题，同类指标却满分",
    compares="报告素材、原因里承认的问题 与 同一方面定性指标的得分",
    why="一边说内控还不健全，一边给内控指标满分，前后矛盾。",
    example="问题一节写“内控制度需进一步完善”，“内控制度有效性”得满分。",
    cure="酌情扣分并写明原因；或改写问题一节。",
    source="自评得分应与发现的问题相符",
)
def problem_without_deduction(context: Context) -> Iterator[Remark]:
    """A clause that admits a problem on a topic, and a qualitative indicator on that topic at full points."""
    admitted: dict[str, str] = {}
    for text in context.form.narrative.values():
        for clause in clauses(text):
            if any_of("problem_words").search(clause):
                for topic in topics([clause], causes=False) | _named_causes(clause):
                    admitted.setdefault(topic, clause)
    for row in context.rows() if admitted else ():
        full = _full(row)
        if row.line.outcome.kind != "qualitative" or full is None:
            continue
        for topic in sorted((topics([row.line.name], causes=False) | _named_causes(row.line.name)) & admitted.keys()):
            yield Remark(
                row.at("score"),
                f"文字说“{clip(admitted[topic])}”，但“{row.title}”得了满分{format_score(full)}分。",
            )
            break


def _named_causes(text: str) -> set[str]:
    """Topics that are often a cause elsewhere but are a subject of their own here (预算编制)."""
    return topics([text]) & set(words().subjects_of_their_own)
