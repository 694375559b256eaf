"""The clauses that the grammar yields, before they are put together into one standard."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Generic, TypeVar

from perfeval_xl.criteria.shapes import Award, End


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure as written, with its unit; 百分之九十 and 九成 are 90 with the unit %."""

    value: Decimal
    unit: str = ""
    both: bool = False
    """Whether it was written with ±."""
    distance: bool = False
    """Whether it was written in 个百分点: beside deductions the distance from where they begin, not a level."""


@dataclass(frozen=True, slots=True)
class Span:
    """A condition on a figure: from `low` to `high`, with the units written and the name inside (5%<结余率≤10%)."""

    low: End | None
    high: End | None
    units: frozenset[str] = frozenset()
    name: str = ""
    both: bool = False
    """Whether it was written with ±."""
    toward: int = 0
    """Of a distance in 个百分点 (超过10个百分点): the direction in which it lies; 0 where it is none."""


@dataclass(frozen=True, slots=True)
class BandClause:
    """≥90%，计5分."""

    subject: str
    span: Span
    award: Award


@dataclass(frozen=True, slots=True)
class SlopeClause:
    """每超过一个百分点扣0.5分; `span` is the condition before it, `base` the figure inside it."""

    span: Span | None
    direction: int
    base: Figure | None
    step: Figure
    reference: str
    take: Award
    conditional: bool = False
    """Whether 的 makes the condition a part of the figures (80%以上的，每……), and not the figure to be reached."""


@dataclass(frozen=True, slots=True)
class CountClause:
    """每出现一例不符合要求的扣1分 (sign -1); 每完成1项得0.5分 (sign 1)."""

    sign: int
    step: Figure
    what: str
    award: Award
    missing: bool = False
    """Whether what is counted is missing (每缺一项): of a list, an item that is not met."""


@dataclass(frozen=True, slots=True)
class ItemClause:
    """①……，1分; `award` None where no points are written."""

    mark: str
    words: str
    award: Award | None


@dataclass(frozen=True, slots=True)
class ChoiceClause:
    """无结余，3分; 否则不得分 (`otherwise`)."""

    words: str
    award: Award
    otherwise: bool = False


@dataclass(frozen=True, slots=True)
class ProportionClause:
    """未达到的按比例得分; 得分=完成率×分值."""

    span: Span | None
    award: Award | None = None
    base: Decimal | None = None
    formula: bool = False
    """Whether the factor itself is named (执行率×分值), so that it is no question what the share is of."""


@dataclass(frozen=True, slots=True)
class BaseClause:
    """以100%为标准; 目标值≥95%."""

    figure: Figure


@dataclass(frozen=True, slots=True)
class LimitClause:
    """扣完为止 (`kind` "nothing"), 最多扣2分 ("taken"), 最高得3分 ("ceiling"), 满分5分 ("points")."""

    kind: str
    award: Award | None = None


@dataclass(frozen=True, slots=True)
class PartialClause:
    """不足一个百分点的按一个百分点计 ("begun"), …不扣 ("whole"), 按比例扣 ("share")."""

    partial: str


@dataclass(frozen=True, slots=True)
class RemarkClause:
    """A sentence that says what is judged, or how a figure is found, and gives no points."""

    comparing: bool
    demanding: bool = False
    """Whether it asks for something besides (完成时间须在12月底前)."""
    defining: bool = False
    """Whether it says how the figure is found (剔除政策性因素), or what the indicator is about."""


@dataclass(frozen=True, slots=True)
class UnreadClause:
    """Words that no clause fits."""

    reason: str


Clause = (
    BandClause
    | SlopeClause
    | CountClause
    | ItemClause
    | ChoiceClause
    | ProportionClause
    | BaseClause
    | LimitClause
    | PartialClause
    | RemarkClause
    | UnreadClause
)
"""What the grammar can yield."""

Kind = TypeVar("Kind", covariant=True, bound=Clause)


@dataclass(frozen=True, slots=True)
class Placed(Generic[Kind]):
    """A clause and the words it was read from, as written."""

    clause: Kind
    text: str
