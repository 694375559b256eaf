"""What a scheme says: the tables of its TOML file as frozen data, and where the files lie.

A table's keys are the names here; `scheme_file` reads them, `scheme_checks` says what must hold, `scheme` finds one.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

FOLDER = Path(__file__).parent / "schemes"
VARIABLE = "PERFEVAL_SCHEMES"
"""The environment variable that names the folder of a region's own schemes; the workbook's folder is never looked at,
so that no return brings its own rules."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A text that the scheme cites."""

    title: str
    url: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ComponentRule:
    """A component of the 100 points (一级指标).

    `scores` is "budget" (the execution rate, at most one) or "indicators"; `fixed` points may not be changed by a
    department; an `optional` component may be absent, its points moved to others.
    """

    name: str
    label: str
    points: Decimal
    scores: str = "indicators"
    aliases: tuple[str, ...] = ()
    subcategories: tuple[str, ...] = ()
    fixed: bool = False
    optional: bool = False
    cite: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Preset:
    """A 三级指标 that the notice itself sets; `measure` names what the base data give as its actual value."""

    component: str
    subcategory: str
    name: str
    points: Decimal
    criterion: str = ""
    measure: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Grade:
    """A grade and the lowest total (分) that earns it; bands are continuous, decided before rounding."""

    label: str
    at_least: Decimal
    cite: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Tier:
    """A tier of a qualitative result: the shares of the points that it may be given, and what people write for it.

    `high` and `low` are shares from 0 to 1; adjacent tiers share a limit that belongs to one of them.
    """

    label: str
    high: Decimal
    low: Decimal
    low_included: bool = True
    high_included: bool = False
    phrases: tuple[str, ...] = ()
    cite: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TotalCap:
    """The highest `total` (分) allowed where the execution rate is below a limit (`rate_below`, a ratio)."""

    rate_below: Decimal
    total: Decimal
    cite: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """The parameters by which regions differ.

    `at_most_missed`: how a missed ≤ target scores: "inverse" (target/actual × points) or "linear" (to zero at twice
    the target). `over_ratio`: actual/target from which over-achievement is remarked; `over_deduction`: the points then
    taken off. `execution_denominator`: "final" or "original". `execution_cap`: the highest ratio that counts.
    """

    at_most_missed: str = "inverse"
    over_ratio: Decimal = Decimal("1.2")
    over_deduction: Decimal = Decimal(0)
    execution_denominator: str = "final"
    execution_cap: Decimal = Decimal(1)
    score_places: int = 2
    partial_step: str = "whole"
    """What a step begun counts (每超过一个百分点扣0.5分) where the standard does not say: "whole" (nothing), "begun" (a
    full step) or "share" (its part)."""
    cite: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Thresholds:
    """Where the checks draw their lines: tolerances in 分, 万元 and ratio, and the shares that are worth a remark."""

    score: Decimal = Decimal("0.05")
    amount: Decimal = Decimal("0.01")
    rate: Decimal = Decimal("0.0001")
    adjustment: Decimal = Decimal("0.20")
    unit_ratio: Decimal = Decimal(20)
    """How far an amount, read as 元, may lie from its neighbours and still be taken for one typed in the wrong unit."""
    grade_gap: Decimal = Decimal(0)
    """The width below each grade's limit that the notice's wording leaves to no grade: 1 for 80-89, 90-100."""
    cite: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FormLayout:
    """The printed form: its title, notes, default number of rows."""

    title: str
    notes: tuple[str, ...] = ()
    parts: tuple[str, ...] = ("tasks", "budget")
    """The parts that the form has besides its head and 绩效指标, by their names in the vocabulary."""
    standards: bool = False
    """Whether 评分标准 is printed in the place of 指标值 and 度量单位."""
    task_rows: int = 5
    indicator_rows: int = 6
    units: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A section of the report, in order: the text builder it uses (`report/`), or the department's own words."""

    name: str
    title: str
    level: int = 1
    content: tuple[str, ...] = ()
    """What stands under the heading, in order: names of computed paragraphs, "own" for the department's words."""
    prompt: str = ""
    """What the department is asked to write; a section with a prompt has a cell in 报告素材."""
    fallback: str = ""
    """What is printed when the department has nothing to say; empty where it must write something."""
    optional: bool = False
    """Whether the section is complete without the department's words."""
    text: str = ""
    """The fixed sentence that `content = ["text"]` prints; `{budget.total.final}` and `{labels.…}` are filled in."""
    component: str = ""
    """The component of the score that the section is about."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Interpretation:
    """A hole in the official text and how it is filled here."""

    topic: str
    text: str
    cite: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Scheme:
    """One region's rules from a first year on."""

    id: str
    region: str
    title: str
    first_year: int
    last_year: int | None = None
    verified: str = ""
    default: bool = False
    kind: str = "department"
    component: tuple[ComponentRule, ...]
    indicator: tuple[Preset, ...] = ()
    grade: tuple[Grade, ...]
    tier: tuple[Tier, ...]
    total_cap: tuple[TotalCap, ...] = ()
    rules: Rules
    thresholds: Thresholds
    labels: dict[str, str] = field(default_factory=dict)
    form: FormLayout
    report: tuple[Section, ...] = ()
    interpretation: tuple[Interpretation, ...] = ()
    sources: dict[str, Source]
    extends: str = ""

    def __hash__(self) -> int:
        """By its id, so that what follows from a scheme can be remembered by it."""
        return hash(self.id)

    @property
    def full(self) -> Decimal:
        """The points of all components together, 分; `scheme_checks` lets no scheme pass where they are not 100."""
        return sum((part.points for part in self.component), Decimal(0))

    @property
    def form_parts(self) -> tuple[Section, ...]:
        """The parts of the form with which the report begins, up to the heading behind which numbers begin anew."""
        restart = [place for place, section in enumerate(self.report) if "restart_numbers" in section.content]
        return self.report[: restart[0] + 1] if restart else ()
