"""三、综合评价结论: the total and the grade, the components with every lost point, the table and chart of 得分率."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from perfeval_xl.evaluation import ComponentScore
from perfeval_xl.figures import is_blank, number_of, sum_of
from perfeval_xl.lines import Line
from perfeval_xl.names import format_rate, format_score
from perfeval_xl.report.blocks import Block, Cell, Chart, Role, Run, Table
from perfeval_xl.report.content import Context, content, in_use
from perfeval_xl.report.phrases import gains, listing, missing, own, paragraph, quoted, score
from perfeval_xl.rules import PENDING
from perfeval_xl.scheme import Section


@content("total")
def total(context: Context, section: Section) -> Iterator[Block]:
    """The total and the grade, or what is still to be judged."""
    evaluation, subject = context.evaluation, context.scheme.labels.get("subject", "绩效")
    full = sum((points for _, points, _ in parts_of(context)), Decimal(0))
    if not full:
        yield paragraph(context.year, f"{subject}自评得分：", missing("自评得分", "declared.total"), "。")
    elif evaluation.total is None:
        count = f"尚有{evaluation.pending}项得分{PENDING}" if evaluation.pending else "部分一级指标没有得分"
        yield paragraph(context.year, f"{subject}自评总分{PENDING}，自评结果{PENDING}：{count}。")
    else:
        grade = f"自评结果为{evaluation.grade}" if evaluation.grade else f"自评结果{PENDING}"
        yield paragraph(context.year, f"{subject}自评得{score(evaluation.total)}，满分{score(full)}，{grade}。")
        if evaluation.summed is not None and evaluation.summed > evaluation.total:
            summed, held = score(evaluation.summed), score(evaluation.total)
            yield paragraph(f"各项指标得分相加为{summed}，预算执行率偏低，按规定总分以{held}为限。")


def parts_of(context: Context) -> list[tuple[str, Decimal, Decimal | None]]:
    """What the total is made of: name, points, score of each component in use, then of all else together."""
    evaluation = context.evaluation
    parts = [(c.name, c.points, c.score) for c in evaluation.components if in_use(c)]
    if evaluation.strays or evaluation.unmatched:
        points = [line.points or Decimal(0) for line in evaluation.strays]
        points += [number_of(item.points) or Decimal(0) for item in evaluation.unmatched]
        scores = [line.score for line in evaluation.strays] + [number_of(item.score) for item in evaluation.unmatched]
        parts.append(("其他指标", sum(points, Decimal(0)), sum_of(scores)))
    return parts


@content("grade_bands")
def grade_bands(context: Context, section: Section) -> Iterator[Block]:
    """The totals that earn each grade."""
    bands, above = [], None
    for grade in sorted(context.scheme.grade, key=lambda grade: -grade.at_least):
        low = format_score(grade.at_least)
        if above is None:
            bands.append(f"{low}分（含）以上为{grade.label}")
        elif grade.at_least:
            bands.append(f"{low}分（含）至{above}分为{grade.label}")
        else:
            bands.append(f"{above}分以下为{grade.label}")
        above = low
    yield paragraph(f"等级划分：{listing(bands)}。")


@content("component_scores")
def component_scores(context: Context, section: Section) -> Iterator[Block]:
    """One paragraph per component: its points and score, and every lost point with its reason."""
    for component in context.evaluation.components:
        if in_use(component):
            yield paragraph(*_component(context, component))


def _component(context: Context, component: ComponentScore) -> Iterator[str | Run]:
    yield f"一级指标{component.name}：分值{score(component.points)}，{gains(component.score)}"
    if component.rate is not None:
        yield f"，得分率{format_rate(component.rate)}"
    stated = stated_loss(component)
    if stated:
        yield f"，扣{score(stated)}"
    lost = [line for line in component.lines if line.lost and line.lost > 0]
    pending = [line for line in component.lines if line.score is None]
    for line in lost:
        yield from _lost(context, line)
    if pending:
        yield f"；{PENDING}：{listing(called(line) for line in pending)}"
    yield "。"


def stated_loss(component: ComponentScore) -> Decimal | None:
    """The points lost by a component whose rows are not in the form, None when it lost none."""
    if component.lines or component.score is None or component.score >= component.points:
        return None
    return component.points - component.score


def _lost(context: Context, line: Line) -> Iterator[str | Run]:
    yield f"；{called(line)}（分值{score(line.points)}）扣{score(line.lost)}，原因和措施："
    yield reason(context, line)


def called(line: Line) -> str:
    """How the report calls an indicator: by its name, else by its row."""
    return quoted(line.name) or f"第{line.index + 1}行的指标"


def reason(context: Context, line: Line) -> Run:
    """Why an indicator lost points and what will be done, in the department's words, or a visible gap."""
    at = f"indicators[{line.index}].deviation_reason"
    words = context.form.indicators[line.index].deviation_reason
    return missing("未完成原因和拟采取的措施", at) if is_blank(words) else own(words, at)


@content("score_table")
def score_table(context: Context, section: Section) -> Iterator[Block]:
    """The table 指标｜权重分值｜得分｜得分率 with its total."""
    parts = parts_of(context)
    if not parts:
        return
    full = sum((points for _, points, _ in parts), Decimal(0))
    head = tuple(Cell(label, label=True) for label in ("指标", "权重分值", "得分", "得分率"))
    rows = [_score_row(*part) for part in parts]
    rows.append(_score_row("合计", full, context.evaluation.summed))
    yield paragraph("各项指标得分情况表", role=Role.CAPTION)
    yield Table(rows=(head, *rows), widths=(40, 20, 20, 20))


def _score_row(name: str, points: Decimal, value: Decimal | None) -> tuple[Cell, ...]:
    rate = "—" if value is None or not points else format_rate(value / points)
    return (Cell(name), Cell(format_score(points)), Cell(PENDING if value is None else format_score(value)), Cell(rate))


@content("score_chart")
def score_chart(context: Context, section: Section) -> Iterator[Block]:
    """The chart of 得分率 by component; nothing while fewer than two are known."""
    known = [(part.name, rate) for part in context.evaluation.components if (rate := part.rate) is not None]
    if len(known) < 2:
        return
    labels, values = zip(*known, strict=True)
    said = listing(f"{name}{format_rate(rate)}" for name, rate in known)
    yield Chart(title="各一级指标得分率", labels=labels, values=values, alt=f"各一级指标得分率：{said}")
