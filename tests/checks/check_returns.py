"""The clean return and small edits of it, for the tests of the checks."""

from __future__ import annotations

import json
from copy import deepcopy
from pathlib import Path
from typing import Any

from perfeval_xl import names, scheme
from perfeval_xl.checks import Finding, run
from perfeval_xl.files import casefile
from perfeval_xl.model import Form

CASES = Path(__file__).parent.parent / "cases"


def case(name: str) -> dict[str, Any]:
    """A case of tests/cases as a dictionary."""
    return json.loads((CASES / f"{name}.json").read_text(encoding="utf-8"))


CLEAN = case("clean-2021")


def edited(changes: dict[str, Any], base: dict[str, Any] = CLEAN) -> dict[str, Any]:
    """A copy of `base` with the values at some dotted names replaced; None takes the key or the row away.

    "indicators[+]" adds a row. Rows are taken away last, so that indices mean the rows of `base`.
    """
    table = deepcopy(base)
    gone = []
    for name, value in changes.items():
        *path, last = names.parse(name)
        place = table
        for step, following in zip(path, [*path, last][1:], strict=True):
            if isinstance(place, dict):
                place = place.setdefault(step, [] if isinstance(following, int) or following == "+" else {})
            else:
                place = place[step]
        if last == "+":
            place.append(value)
        elif value is None and isinstance(place, list):
            gone.append((place, place[last]))
        elif value is None:
            place.pop(last, None)
        else:
            place[last] = value
    for rows, row in gone:
        rows.remove(row)
    return table


def form_of(table: dict[str, Any]) -> Form:
    """The form of a case given as a dictionary."""
    return casefile.from_dict(table)[0]


def findings(table: dict[str, Any]) -> tuple[Finding, ...]:
    """All findings about a case given as a dictionary, under its own scheme."""
    form = form_of(table)
    return run(form, scheme.get(form.scheme))


def row(name: str, **cells: Any) -> dict[str, Any]:
    """An indicator to stand in the clean return: 3 points, full score, unless said otherwise."""
    place = {"category": "产出指标", "subcategory": "履职目标和主要任务完成情况"}
    return place | {"name": name, "points": 3, "score": 3} | cells
