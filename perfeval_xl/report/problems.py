"""五、发现的主要问题和改进措施: what lost points, with its reason and measures; what is still to be judged."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from perfeval_xl.report.blocks import Block
from perfeval_xl.report.conclusion import called, reason, stated_loss
from perfeval_xl.report.content import Context, content
from perfeval_xl.report.phrases import listing, paragraph, score
from perfeval_xl.rules import PENDING
from perfeval_xl.scheme import Section


@content("deductions")
def deductions(context: Context, section: Section) -> Iterator[Block]:
    """Every indicator that lost points, with its reason and measures; nothing when none did."""
    evaluation = context.evaluation
    lost = [(line, points) for line in evaluation.lines if (points := line.lost) and points > 0]
    if lost:
        total = score(sum((points for _, points in lost), Decimal(0)))
        yield paragraph(f"本次自评有{len(lost)}项指标未得满分，共扣{total}。")
    for number, (line, points) in enumerate(lost, 1):
        yield paragraph(f"（{number}）{called(line)}，扣{score(points)}。原因和措施：", reason(context, line), "。")
    budget = evaluation.budget
    if budget.points is not None and budget.score is not None and budget.score < budget.points:
        yield paragraph(f"预算执行率扣{score(budget.points - budget.score)}，原因见资金情况分析。")
    for component in evaluation.components:
        stated = stated_loss(component)
        if stated and component.rule.scores != "budget":
            yield paragraph(f"{component.name}扣{score(stated)}。")
    pending = [called(line) for line in evaluation.lines if line.score is None and not line.outcome.blank]
    if pending:
        yield paragraph(f"得分{PENDING}的指标有{len(pending)}项：{listing(pending)}。")
