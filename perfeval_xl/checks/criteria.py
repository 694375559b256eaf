"""Checks of the 评分标准 themselves: holes and overlaps, deductions that end too early, points that do not match."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache, partial

from perfeval_xl.checks.core import Context, Remark, Row, check
from perfeval_xl.checks.finding import Severity
from perfeval_xl.criteria import Flaw, flaws, read_standard, unread_words
from perfeval_xl.figures import is_blank, text_of

_indicators = partial(check, theme="indicators", row=True)


def _remarks(context: Context, kind: str, cure: str) -> Iterator[Remark]:
    for row, flaw in context.once(_found):
        if flaw.kind == kind:
            yield Remark(row.at("criterion"), f"“{row.title}”的评分标准{flaw.text}，{cure}")


def _found(context: Context) -> list[tuple[Row, Flaw]]:
    """Every fault of every standard: four checks look at them."""
    return [
        (row, flaw)
        for row in context.rows()
        if not is_blank(row.indicator.criterion)
        for flaw in _flaws(text_of(row.indicator.criterion), row.line.points)
    ]


@lru_cache(maxsize=1024)
def _flaws(criterion: str, points: Decimal | None) -> tuple[Flaw, ...]:
    """The faults of a standard: the standards of a region are in all its returns."""
    return flaws(read_standard(criterion), points)


@_indicators(
    name="CRITERION_UNREAD",
    severity=Severity.HINT,
    title="评分标准不能自动计分，须由人评定",
    compares="评分标准的每一句 与 程序能读懂的写法",
    why="读不懂的评分标准不能自动计分，程序不猜。",
    example="根据完成质量酌情给分。",
    cure="由人评定，直接填得分；或改写成能计分的写法。",
    source="各指标的评分标准",
)
def unread_standard(context: Context) -> Iterator[Remark]:
    """A standard by which a row is to be scored, not read, while the department has given no score either."""
    for row in context.rows():
        if row.line.outcome.rule != "criterion" or row.line.typed is not None:
            continue
        standard = read_standard(text_of(row.indicator.criterion))
        if standard.unread:
            yield Remark(row.at("criterion"), f"“{row.title}”的{unread_words(standard)}")


@_indicators(
    name="CRITERION_GAP",
    severity=Severity.WARNING,
    title="评分标准的分档有空档",
    compares="评分标准各档的起点和终点",
    why="落在空档里的数没有规定计多少分，会有争议。",
    example="≥90%计5分；70%-80%计3分：80%与90%之间没有写。",
    cure="补写一档，或写明“其余不得分”。",
    source="各指标的评分标准",
)
def gap(context: Context) -> Iterator[Remark]:
    """Figures for which a step table says nothing."""
    yield from _remarks(context, "hole", "请补写。")


@_indicators(
    name="CRITERION_OVERLAP",
    severity=Severity.WARNING,
    title="评分标准的分档重叠",
    compares="评分标准各档的起点和终点",
    why="同一个数落在两档里，得多少分会有争议。",
    example="90%-100%计5分；80%-90%计3分：90%归哪一档没有写明。",
    cure="用“（含）”“不含”写明分界上的数归哪一档。",
    source="各指标的评分标准",
)
def overlap(context: Context) -> Iterator[Remark]:
    """Figures to which a standard gives two scores."""
    yield from _remarks(context, "overlap", "请写明归哪一档。")


@_indicators(
    name="CRITERION_FLOOR",
    severity=Severity.WARNING,
    title="评分标准的扣分扣不到0分",
    compares="按评分标准最多能扣的分 与 分值",
    why="完全没有完成也扣不完，指标起不到约束作用。",
    example="3分的指标，每低于100%一个百分点扣0.01分，全没完成也只扣1分。",
    cure="加大每一步的扣分，或写明低于多少不得分。",
    source="各指标的评分标准",
)
def floor(context: Context) -> Iterator[Remark]:
    """Deductions that cannot use up the points."""
    yield from _remarks(context, "floor", "请核对每一步的扣分。")


@_indicators(
    name="CRITERION_POINTS",
    severity=Severity.WARNING,
    title="评分标准的满分与分值不同",
    compares="评分标准能得的最高分 与 分值",
    why="按评分标准得了最高分却不是满分，或者会超过分值。",
    example="≥90%计5分，分值是6分。",
    cure="改评分标准，或改分值。",
    source="各指标的评分标准",
)
def points(context: Context) -> Iterator[Remark]:
    """A standard whose best score is not the indicator's points."""
    yield from _remarks(context, "points", "请核对。")
