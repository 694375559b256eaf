"""What a 评分标准 says once it is read: bands, slopes, counts, check lists, words; frozen, without behaviour."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import IntEnum

from perfeval_xl.target_notes import Note


class Claim(IntEnum):
    """How firmly the wording gives the figure at the end of a band to that band; the firmest claim has it.

    80%（含）, ≥80% and 大于80% are EXPLICIT; 80%以上 includes 80% by custom (民法典 第1259条) but yields to an explicit
    word elsewhere; of a range 80%-90% neither end says anything, so each yields to every neighbour that does; of
    80%（含）-90% the end that is not marked yields to those as well.
    """

    NONE = 0
    LEFT_OUT = 1
    UNSTATED = 2
    CUSTOM = 3
    EXPLICIT = 4
    INSIDE = 5


@dataclass(frozen=True, slots=True)
class End:
    """One end of a band: the figure, and how firmly it belongs to the band (NONE: it does not)."""

    value: Decimal
    claim: Claim


@dataclass(frozen=True, slots=True)
class Award:
    """The points given or taken: in 分, or as a share of the 分值 (满分 is a share of 1)."""

    points: Decimal | None = None
    share: Decimal | None = None

    def of(self, full: Decimal) -> Decimal:
        """In 分, for an indicator with `full` points."""
        return self.points if self.points is not None else full * (self.share or Decimal(0))


@dataclass(frozen=True, slots=True, kw_only=True)
class Band:
    """A stretch of figures and what it earns; an end that is None is open to infinity. `text` is as written."""

    low: End | None = None
    high: End | None = None
    award: Award
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Slope:
    """So many points off for every `step` by which the figure lies beyond `base`.

    `direction` is 1 (above the base), -1 (below), 0 (either side).
    """

    direction: int
    step: Decimal
    take: Award
    base: Decimal
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """So many points for every `step` things counted: taken off the full points (`sign` -1), or earned (`sign` 1)."""

    sign: int
    step: Decimal
    unit: str
    award: Award
    what: str
    missing: bool = False
    """Whether items of the list are counted that are not met (每缺一项扣1分)."""
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """An item of a check list; `award` is None where the list is only the ground for counted faults."""

    mark: str
    words: str
    award: Award | None
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """A condition in words and what it earns; `otherwise` for 否则, 其他."""

    words: str
    award: Award
    otherwise: bool = False
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Proportion:
    """The figure over `base`, times the `award`, at most that; only from `low` to `high` where they are written."""

    base: Decimal
    award: Award
    text: str
    low: End | None = None
    high: End | None = None


@dataclass(frozen=True, slots=True)
class Unread:
    """Words that were not read, exactly as written, and why."""

    text: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Standard:
    """A whole 评分标准. Scored only when `unread` is empty.

    `unit` is the unit of its figures ("%", "天", ""). `partial` is what the text itself says about a step begun but not
    finished: "whole" (not counted), "begun" (counted as one), "share" (counted in part), or empty. `most_taken` is the
    most that deductions take, `ceiling` the most that can be earned.
    """

    text: str
    unit: str = ""
    bands: tuple[Band, ...] = ()
    slopes: tuple[Slope, ...] = ()
    counts: tuple[Count, ...] = ()
    items: tuple[Item, ...] = ()
    choices: tuple[Choice, ...] = ()
    proportion: Proportion | None = None
    otherwise: Choice | None = None
    subject: str = ""
    partial: str = ""
    most_taken: Award | None = None
    ceiling: Award | None = None
    stated_points: Award | None = None
    absolute: bool = False
    """Whether the figure counts without its sign (调整率绝对值≤5%)."""
    to_nothing: bool = False
    """Whether it says that the points are taken off until none are left (扣完为止)."""
    remarks: tuple[str, ...] = ()
    """Sentences that say what is judged, but give no points (春节前下达50%；…)."""
    unread: tuple[Unread, ...] = ()

    @property
    def measured(self) -> bool:
        """Whether a figure decides."""
        return bool(self.bands or self.slopes or self.proportion)


@dataclass(frozen=True, slots=True)
class Result:
    """The score (分) by a standard: None where a person must judge; the explanation says how, or what is missing."""

    score: Decimal | None
    explanation: str
    notes: tuple[Note, ...] = ()
