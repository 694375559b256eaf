"""The mechanism of the checks: the decorator that registers a check, and the run over a form.

A check is one function `(context) -> Iterator[Remark]`. It says where something is wrong and what; its name, severity
and source come from its decorator. A check with `row=True` looks at each indicator by itself, so it gives the same
remarks on a form of that one row: that is how `check_row` (the sheet's PERF_CHECK) and `run` share one implementation.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, fields, replace
from decimal import Decimal
from functools import cache, wraps
from importlib import import_module
from operator import attrgetter
from typing import TYPE_CHECKING, Any, TypeVar

from perfeval_xl.checks.finding import Finding, Severity, ordered
from perfeval_xl.evaluation import Evaluation, evaluate
from perfeval_xl.figures import fold, is_blank, one_line, quoted, text_of
from perfeval_xl.lines import Line
from perfeval_xl.model import Form, Indicator
from perfeval_xl.rules.core import clip
from perfeval_xl.scheme import Scheme

if TYPE_CHECKING:  # a form is checked without a report, too
    from perfeval_xl.narrative import Narrative

THEMES = {
    "points": "分值与得分",
    "budget": "预算资金",
    "tasks": "年度主要任务",
    "base": "基础数据",
    "indicators": "指标填写",
    "narrative": "报告与表一致",
}
"""The sections of the catalogue, in order, with their Chinese titles."""

_OF_ROWS = ("totals", "scores", "reasons", "base_measures", "amounts", "symbols", "actuals", "wording", "criteria")
"""The modules with checks of a row by itself: all that the first PERF_CHECK of a newly started component waits for."""

_MODULES = (
    "totals",
    "grades",
    "scores",
    "reasons",
    "budget",
    "adjustments",
    "base_sums",
    "base_measures",
    "amounts",
    "tasks",
    "task_text",
    "symbols",
    "actuals",
    "wording",
    "criteria",
    "logic",
    "narrative_scores",
    "narrative_tasks",
    "narrative_counts",
    "narrative_money",
    "narrative_base",
    "narrative_claims",
    "narrative_problems",
    "narrative_sections",
    "narrative_identity",
    "narrative_text",
    "own_words",
)
T = TypeVar("T")
_NAME = re.compile(r"[A-Z][A-Z0-9]*(_[A-Z0-9]+)*")
_registry: dict[str, Check] = {}


@dataclass(frozen=True, slots=True)
class Remark:
    """What a check yields: the place, a Chinese sentence, and a severity where it is lower than the check's own."""

    at: str
    message: str
    severity: Severity | None = None
    paragraph: int | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """One indicator that is not blank: as typed, as evaluated, and the texts that nearly every check compares."""

    indicator: Indicator
    line: Line
    name: str
    """Name, target and actual value folded."""
    target: str
    actual: str

    def at(self, column: str) -> str:
        """The dotted name of one of its cells: "indicators[7].score"."""
        return f"indicators[{self.line.index}].{column}"

    @property
    def title(self) -> str:
        """The indicator's name, fit to stand in “” inside a sentence; 该指标 where it has none."""
        return quoted(clip(self.line.name))[1:-1] or "该指标"


@dataclass(frozen=True, slots=True)
class Context:
    """What a check sees: the form as typed, its scheme, its evaluation, and the report where one was given."""

    form: Form
    scheme: Scheme
    evaluation: Evaluation
    narrative: Narrative | None = None
    """The report to be compared with the form, where there is one."""
    _found: dict[Callable[[Context], Any], Any] = field(default_factory=dict, init=False, repr=False, compare=False)

    def once(self, find: Callable[[Context], T]) -> T:
        """What `find` gives for this context, found at the first call: what several checks look at alike."""
        if find not in self._found:
            self._found[find] = find(self)
        found: T = self._found[find]
        return found

    def rows(self) -> Iterator[Row]:
        """The indicators of the form in which anything but the headings to the left was typed."""
        return iter(self.once(_rows))


def _rows(context: Context) -> tuple[Row, ...]:
    rows = ((context.form.indicators[line.index], line) for line in context.evaluation.lines)
    return tuple(
        Row(indicator, line, fold(line.name), fold(text_of(indicator.target)), fold(text_of(indicator.actual)))
        for indicator, line in rows
        if not is_blank(indicator.name) or any(not is_blank(cell) for cell in _own_cells(indicator))
    )


_own_cells = attrgetter(
    *(item.name for item in fields(Indicator) if item.name not in ("category", "subcategory", "unit", "tier"))
)
"""What is typed into an indicator besides its headings, its unit and its tier."""


Function = Callable[[Context], Iterable[Remark]]
"""A check as it is written: what it has to say about a context."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """A check: its short name (stable), severity, documentation and function; the texts are Chinese, for the user."""

    name: str
    severity: Severity
    theme: str
    """A key of THEMES."""
    title: str
    compares: str
    why: str
    example: str
    cure: str
    source: str
    """What the finding cites: a table of the scheme ("grade"), a key of its sources, or a text as it stands."""
    row: bool
    """Whether it looks at one indicator alone, so that PERF_CHECK can run it."""
    function: Function


def check(
    *,
    name: str,
    severity: Severity,
    theme: str,
    title: str,
    compares: str,
    why: str,
    example: str,
    cure: str,
    source: str,
    row: bool = False,
) -> Callable[[Function], Function]:
    """Registers a check function under its short name; ValueError when the name is taken or malformed."""
    if not _NAME.fullmatch(name) or name in _registry:
        raise ValueError(f"check name {name!r} is malformed or taken")
    if theme not in THEMES:
        raise ValueError(f"{name}: no theme {theme!r}")

    def register(function: Function) -> Function:
        _registry[name] = Check(
            name=name,
            severity=severity,
            theme=theme,
            title=title,
            compares=compares,
            why=why,
            example=example,
            cure=cure,
            source=source,
            row=row,
            function=function,
        )
        return function

    return register


def extend(name: str, function: Function) -> None:
    """Lets the registered check `name` give the remarks of `function` too (its side of the report)."""
    item = _registry[name]

    @wraps(item.function)
    def both(context: Context) -> Iterator[Remark]:
        yield from item.function(context)
        yield from function(context)

    _registry[name] = replace(item, function=both)


@cache
def all_checks() -> dict[str, Check]:
    """Every check by its short name, in the order of the catalogue's sections."""
    return {item.name: item for item in _registered(_MODULES)}


@cache
def form_checks() -> tuple[Check, ...]:
    """The checks that have something to say where there is no report, as `all_checks` has them.

    Modules that only read reports are not loaded: a process that collects starts the sooner.
    """
    return tuple(_registered(name for name in _MODULES if not name.startswith("narrative_")))


@cache
def row_checks() -> tuple[Check, ...]:
    """The checks that look at one indicator alone, as `all_checks` has them."""
    return tuple(item for item in _registered(_OF_ROWS) if item.row)


def _registered(modules: Iterable[str]) -> list[Check]:
    """What is registered once `modules` are imported, in the order of the sections and of the modules in them."""
    for module in modules:
        import_module(f"perfeval_xl.checks.{module}")
    themes = tuple(THEMES)
    places = {f"perfeval_xl.checks.{module}": place for place, module in enumerate(_MODULES)}
    return sorted(
        _registry.values(), key=lambda item: (themes.index(item.theme), places.get(item.function.__module__, -1))
    )


def run(
    form: Form, scheme: Scheme, evaluation: Evaluation | None = None, narrative: Narrative | None = None
) -> tuple[Finding, ...]:
    """All findings of all checks, errors first, then in the order of the form; with `narrative`, the report's too.

    `evaluation` spares a second one where the caller has it. The findings have no cells yet (`finding.locate`).
    """
    context = Context(form, scheme, evaluation or evaluate(form, scheme), narrative)
    checks = form_checks() if narrative is None else all_checks().values()
    return ordered(finding for item in checks for finding in findings_of(item, context))


def check_row(indicator: Indicator, scheme: Scheme, year: int | None = None) -> tuple[Finding, ...]:
    """The findings that one indicator gives by itself, gravest first; places read "indicators[0].…"."""
    form = Form(scheme=scheme.id, fiscal_year=None if year is None else Decimal(year), indicators=(indicator,))
    context = Context(form, scheme, evaluate(form, scheme))
    return ordered(finding for item in row_checks() for finding in findings_of(item, context))


def findings_of(item: Check, context: Context) -> Iterator[Finding]:
    """The findings of one check: its remarks, each on one line, with its name, severity and source."""
    for remark in item.function(context):
        yield Finding(
            check=item.name,
            severity=remark.severity or item.severity,
            message=one_line(remark.message),
            source=citation(item.source, context.scheme),
            at=remark.at,
            paragraph=remark.paragraph,
        )


def citation(source: str, scheme: Scheme) -> str:
    """The title of the text that `source` stands for under `scheme`.

    `source` is a table of the scheme that cites (`_CITING`), a key of the scheme's sources, or else the text itself.
    """
    table = getattr(scheme, source, None) if source in _CITING else None
    if isinstance(table, tuple):
        table = table[0] if table else None
    key = table.cite if table is not None else source
    return scheme.sources[key].title if key in scheme.sources else key


_CITING = ("component", "grade", "tier", "total_cap", "rules", "thresholds")
