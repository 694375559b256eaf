"""What the checks of a report share: how they are registered, quote, compare figures, and name the form's values."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import partial, wraps
from types import ModuleType
from typing import Any

from perfeval_xl.checks.core import Context, Remark, check, extend
from perfeval_xl.checks.finding import Severity
from perfeval_xl.evaluation import ComponentScore, Evaluation
from perfeval_xl.figures import number_of, text_of
from perfeval_xl.lines import Line
from perfeval_xl.model import Form
from perfeval_xl.names import format_score
from perfeval_xl.narrative import Narrative
from perfeval_xl.narrative.claims import Labels
from perfeval_xl.narrative.numerals import Figure, Match, compare
from perfeval_xl.narrative.text import Paragraph
from perfeval_xl.scheme import Scheme

SOURCE = "自评报告的数字和结论应与自评表一致"


@dataclass(frozen=True, slots=True)
class Report:
    """A report beside its form: what a check of the report looks at."""

    context: Context
    narrative: Narrative
    labels: Labels

    @property
    def form(self) -> Form:
        """The form that the report belongs to."""
        return self.context.form

    @property
    def evaluation(self) -> Evaluation:
        """The form's evaluation."""
        return self.context.evaluation

    @property
    def scheme(self) -> Scheme:
        """The form's scheme."""
        return self.context.scheme


ReportCheck = Callable[[Report], Iterable[Remark]]


def report_check(**documentation: Any) -> Callable[[ReportCheck], ReportCheck]:
    """Registers a check of the report, silent where no report was given; see `core.check` for what must be said."""

    def register(function: ReportCheck) -> ReportCheck:
        check(**{"theme": "narrative", "source": SOURCE} | documentation)(_from_context(function))
        return function

    return register


def also_in_report(name: str, theme: ModuleType) -> Callable[[ReportCheck], ReportCheck]:
    """Lets the check `name`, registered by the module `theme` for the form alone, look at the report as well."""

    def register(function: ReportCheck) -> ReportCheck:
        extend(name, _from_context(function))
        return function

    assert theme.__name__.startswith(__package__)
    return register


def _from_context(function: ReportCheck) -> Callable[[Context], Iterator[Remark]]:
    @wraps(function)
    def from_context(context: Context) -> Iterator[Remark]:
        if context.narrative is not None:
            yield from function(Report(context, context.narrative, Labels(context.form, context.scheme)))

    return from_context


error = partial(report_check, severity=Severity.ERROR)
warning = partial(report_check, severity=Severity.WARNING)
hint = partial(report_check, severity=Severity.HINT)


def at(paragraph: Paragraph | None, message: str, severity: Severity | None = None) -> Remark:
    """A remark about a paragraph of the report; about its first one where none can be named."""
    return Remark("", message, severity, paragraph.number if paragraph else 1)


def judged(
    stated: Figure, true: Decimal | None, tolerance: Decimal, default: Severity | None
) -> tuple[bool, Severity | None]:
    """Whether a stated figure is worth a remark, and how grave: a mere rounding is a hint, an unknown one nothing."""
    if true is None:
        return False, None
    match = compare(stated, true, tolerance)
    return match is not Match.SAME, Severity.HINT if match is Match.ROUNDED else default


def component_named(report: Report, name: str) -> ComponentScore | None:
    """The component of the scheme with this name (not its label), or None."""
    return next((part for part in report.evaluation.components if part.rule.name == name), None)


def is_budget(part: ComponentScore) -> bool:
    """Whether a component is the execution rate."""
    return part.rule.scores == "budget"


def points_and_score(report: Report, part: ComponentScore) -> tuple[Decimal | None, Decimal | None]:
    """The points and the score of a component as the form has them."""
    if is_budget(part) and report.evaluation.budget.points is not None:
        return report.evaluation.budget.points, report.evaluation.budget.score
    return part.points, part.score


def lost_lines(report: Report, lines: Iterable[Line] | None = None) -> list[Line]:
    """The indicators that did not earn all their points."""
    return [
        line
        for line in (report.evaluation.lines if lines is None else lines)
        if line.lost is not None and line.lost > 0
    ]


def losses(report: Report, component: str = "") -> list[str]:
    """What lost points, in words, in the whole form or in one component: "X得2分（分值3分）"."""
    found = []
    for part in report.evaluation.components:
        if component and part.rule.name != component:
            continue
        points, score = points_and_score(report, part)
        if part.lines:
            found += [_loss(line.name, line.score, line.points) for line in lost_lines(report, part.lines)]
        elif points is not None and score is not None and score < points:
            found.append(_loss(part.name, score, points))
    if not component:
        found += [_loss(line.name, line.score, line.points) for line in lost_lines(report, report.evaluation.strays)]
    return found


def _loss(name: str, score: Decimal | None, points: Decimal | None) -> str:
    return f"“{name}”得{format_score(score or Decimal(0))}分（分值{format_score(points or Decimal(0))}分）"


def declared_total(report: Report) -> Decimal | None:
    """The total as the form states it, else as it adds up."""
    typed = number_of(report.form.declared.total)
    return report.evaluation.total if typed is None else typed


def declared_grade(report: Report) -> str:
    """The grade as the form states it, else as the total gives it."""
    return text_of(report.form.declared.grade) or report.evaluation.grade or ""


def numbered(paragraphs: Iterable[int]) -> str:
    """Paragraph numbers in words: "第3、7段"."""
    return f"第{'、'.join(map(str, sorted(set(paragraphs))))}段"
