"""The JSON shapes that stay stable from release to release, in one place.

Numbers are plain numbers with two decimals, rounded half-up (ratios four); what is missing is null. The target and the
actual value of one indicator are given as exactly as they were read. Keys may be added; none is renamed or dropped.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from perfeval_xl import __version__
from perfeval_xl.figures import number_of, round_half_up, text_of
from perfeval_xl.rules import Outcome
from perfeval_xl.scheme import Scheme, shipped
from perfeval_xl.targets import Actual, Shape, Target

if TYPE_CHECKING:  # names in annotations only: `eval` need not wait for the checks
    from perfeval_xl.checks import Finding
    from perfeval_xl.evaluation import ComponentScore, Evaluation
    from perfeval_xl.lines import Line

SEVERITIES = ("error", "warning", "hint")


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """A formula cell whose value saved in the workbook is not what the inputs give now."""

    at: str
    cell: str | None
    saved: str
    computed: str


_CONTROL = re.compile("[\x7f-\x9f\ud800-\udfff]")
"""What json leaves as it is though a terminal would obey it or no encoding can write it."""


def dumps(value: Any) -> str:
    """`value` as JSON text: Chinese stays Chinese, two blanks of indent; control characters are escaped.

    An object says by which version it was made.
    """
    if isinstance(value, dict):
        value = {**value, "version": __version__}
    text = json.dumps(value, ensure_ascii=False, indent=2, allow_nan=False)
    return _CONTROL.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def number(value: Decimal | None, places: int | None = 2) -> int | float | None:
    """`value` as a plain number rounded half-up to `places` decimals (None: as it is); null for None."""
    if value is None:
        return None
    rounded = value if places is None else round_half_up(value, places)
    return int(rounded) if rounded == rounded.to_integral_value() else float(rounded)


def ratio(value: Decimal | None) -> int | float | None:
    """A ratio with four decimals, 1 for 100 %."""
    return number(value, 4)


def score(
    evaluation: Evaluation, cells: Mapping[str, str] | None = None, differences: Iterable[Difference] = ()
) -> dict[str, Any]:
    """The answer of `score --json`; `cells` gives the address of each dotted name."""
    form, budget = evaluation.form, evaluation.budget
    return {
        "scheme": evaluation.scheme.id,
        "draft": not evaluation.scheme.verified,
        "agency": text_of(form.agency.name),
        "fiscal_year": evaluation.year,
        "total": number(evaluation.total),
        "grade": evaluation.grade,
        "pending": evaluation.pending,
        "declared": {"total": number(number_of(form.declared.total)), "grade": text_of(form.declared.grade) or None},
        "computed": {
            "total": number(evaluation.computed_total),
            "grade": evaluation.computed_grade,
            "low": number(evaluation.low),
            "high": number(evaluation.high),
        },
        "budget": {
            "original": number(budget.original),
            "final": number(budget.final),
            "outturn": number(budget.outturn),
            "execution_rate": ratio(budget.outcome.rate),
            "original_rate": ratio(budget.original_rate),
            "points": number(budget.points),
            "score": number(budget.score),
            "computed": number(budget.outcome.score),
            "explanation": budget.outcome.explanation,
            "source": _source(budget.outcome.cite, evaluation.scheme),
        },
        "components": [_component(component) for component in evaluation.components],
        "lines": [_line(line, cells or {}, evaluation.scheme) for line in evaluation.lines],
        "saved_differences": [
            {"at": item.at, "cell": item.cell, "saved": item.saved, "computed": item.computed} for item in differences
        ],
    }


def _component(component: ComponentScore) -> dict[str, Any]:
    return {
        "name": component.name,
        "points": number(component.points),
        "score": number(component.score),
        "computed": number(component.computed),
        "rate": ratio(component.rate),
        "indicators": len(component.lines),
    }


def _line(line: Line, cells: Mapping[str, str], scheme: Scheme) -> dict[str, Any]:
    at = f"indicators[{line.index}].score"
    return {
        "at": at,
        "category": line.category,
        "subcategory": line.subcategory,
        "name": line.name,
        "points": number(line.points),
        "score": number(line.score),
        "computed": number(line.computed),
        "kind": line.outcome.kind,
        "rule": line.outcome.rule,
        "explanation": line.outcome.explanation,
        "source": _source(line.outcome.cite, scheme),
        "notes": [note.code for note in line.outcome.notes],
        "cell": cells.get(at),
    }


def _source(cite: str, scheme: Scheme) -> str | None:
    """The title of the text that a score follows; null where there is none to name."""
    return scheme.sources[cite].title if cite in scheme.sources else None


def findings(file: str, scheme: Scheme, found: Iterable[Finding]) -> dict[str, Any]:
    """The answer of `check --json`."""
    items = tuple(found)
    return {
        "file": file,
        "scheme": scheme.id,
        "draft": not scheme.verified,
        "counts": {severity: sum(item.severity == severity for item in items) for severity in SEVERITIES},
        "findings": [_finding(item) for item in items],
    }


def _finding(item: Finding) -> dict[str, Any]:
    shape: dict[str, Any] = {
        "check": item.check,
        "severity": str(item.severity),
        "at": item.at,
        "cell": item.cell,
        "message": item.message,
        "source": item.source,
    }
    if item.paragraph is not None:
        shape["paragraph"] = item.paragraph
    return shape


def outcome(result: Outcome, points: Decimal | None, scheme: Scheme) -> dict[str, Any]:
    """The answer of `eval --json`. A range has its upper end in `target_high`; words are given as words."""
    return {
        "kind": result.kind,
        "comparison": result.target.comparison,
        "target": _target(result.target),
        "target_high": number(result.target.high, None),
        "actual": _actual(result.actual),
        "actual_high": number(result.actual.high, None),
        "unit": result.target.unit or result.actual.unit,
        "met": result.met,
        "score": number(result.score),
        "points": number(points),
        "low": number(result.low),
        "high": number(result.high),
        "rule": result.rule,
        "tier": result.tier,
        "explanation": result.explanation,
        "source": _source(result.cite, scheme),
        "notes": [note.code for note in result.notes],
        "note_texts": [note.text for note in result.notes],
    }


def _target(target: Target) -> Any:
    return _value(target.shape, target.number, target.deadline, target.words)


def _actual(actual: Actual) -> Any:
    return _value(actual.shape, actual.number, actual.day, actual.words)


def _value(shape: Shape, figure: Decimal | None, day: date | None, words: str) -> Any:
    if shape is Shape.DATE:
        return day.isoformat() if day else None
    return words or None if shape is Shape.WORDS else number(figure, None)


def schemes(known: Iterable[Scheme]) -> list[dict[str, Any]]:
    """The answer of `schemes --json`."""
    return [
        {
            "id": scheme.id,
            "region": scheme.region,
            "years": f"{scheme.first_year}—{scheme.last_year or ''}",
            "first_year": scheme.first_year,
            "last_year": scheme.last_year,
            "title": scheme.title,
            "kind": scheme.kind,
            "verified": bool(scheme.verified),
            "status": scheme.verified or "草案",
            "default": scheme.default,
            "own": scheme.id not in shipped(),
        }
        for scheme in known
    ]
