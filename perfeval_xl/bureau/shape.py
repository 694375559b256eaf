"""The answer of `collect --json`: the district as plain values for other systems."""

from __future__ import annotations

from typing import Any

from perfeval_xl import shapes
from perfeval_xl.bureau.district import District, Unit, by_scheme, faults, grades, mean_of
from perfeval_xl.bureau.record import FINDING
from perfeval_xl.bureau.store import Store
from perfeval_xl.shapes import number, ratio


def district(given: District, store: Store, folder: str, summary: str) -> dict[str, Any]:
    """The shape of `given`; keys may be added, none is renamed or dropped."""
    totals = mean_of(unit.head.total for unit in given.units)
    matching = given.matching
    return {
        "folder": folder,
        "summary": summary,
        "complete": not given.left,
        "counts": counts(given),
        "grades": {label: counted for label, counted, _ in grades(given)},
        "average": number(totals.average),
        "median": number(totals.median),
        "schemes": [
            {"scheme": scheme, "units": len(units), "average": number(mean.average), "median": number(mean.median)}
            for scheme, units in by_scheme(given).items()
            for mean in [mean_of(unit.head.total for unit in units)]
        ],
        "missing": None if matching is None else list(matching.missing),
        "unexpected": None if matching is None else list(matching.unexpected),
        "units": [_unit(unit, store) for unit in given.units],
        "duplicates": [
            {"file": file.source.place, "agency": file.unit, "counted": file.instead} for file in given.duplicates
        ],
        "unreadable": [{"file": source.place, "reason": problem} for source, problem in given.unreadable],
        "checks": [{"check": name, "findings": times, "units": hit} for name, times, hit in faults(given)],
        "notes": list(given.notes),
    }


def counts(given: District) -> dict[str, int | None]:
    """How many files, returns, units and so on there are; None where there is no roster to tell."""
    return {
        "files": len(given.files) + len(given.unreadable),
        "returns": len(given.files),
        "units": len({unit.name for unit in given.units}),
        "duplicates": len(given.duplicates),
        "unreadable": len(given.unreadable),
        "expected": given.expected,
        "missing": None if given.matching is None else len(given.matching.missing),
        "unread": given.left,
    }


def _unit(unit: Unit, store: Store) -> dict[str, Any]:
    head, review = unit.head, unit.review
    return {
        "rank": unit.rank,
        "agency": unit.name,
        "subject": head.subject or None,
        "fiscal_year": head.year,
        "scheme": head.scheme,
        "draft": head.draft,
        "file": unit.source.place,
        "total": number(head.total),
        "grade": head.grade,
        "pending": head.pending,
        "declared": {"total": number(head.declared_total), "grade": head.declared_grade or None},
        "computed": {
            "total": number(head.computed_total),
            "grade": head.computed_grade,
            "low": number(head.low),
            "high": number(head.high),
        },
        "budget": {"final": number(head.final), "outturn": number(head.outturn), "execution_rate": ratio(head.rate)},
        "components": [
            {
                "name": part.name,
                "points": number(part.points),
                "score": number(part.score),
                "computed": number(part.computed),
            }
            for part in head.parts
        ],
        "counts": {severity: (head.counts or {}).get(severity, 0) for severity in shapes.SEVERITIES},
        "findings": [dict(zip(FINDING, row, strict=True)) for row in store.findings(unit.digest)],
        "integrity": {
            "version": head.version,
            "submission": head.kind == "submission",
            "digest_intact": head.intact,
            "protected": head.protected,
            "overwritten_formulas": head.overwritten,
            "stale_results": head.stale,
            "external_links": head.linked,
        },
        "review": {heading: _typed(value) for heading, value in review.written.items()} if review else None,
        "notes": list(head.notes),
    }


def _typed(value: Any) -> Any:
    return value if value is None or isinstance(value, str) else number(value, None)
