"""What a check finds: the Finding, how findings are ordered and counted, and the cells where they stand."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache, lru_cache

from perfeval_xl.names import label, parse, terms


class Severity(StrEnum):
    """How grave a finding is: an error must be mended, a warning is likely to be sent back, a hint is worth a look."""

    ERROR = "error"
    WARNING = "warning"
    HINT = "hint"


SIGNS = {Severity.ERROR: "✘", Severity.WARNING: "⚠", Severity.HINT: "ⓘ"}
"""What stands before a finding in the workbook and on its page, so that colour is never alone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One fault in a return: the check's short name, where it stands (a dotted name or a paragraph), what to do."""

    check: str
    severity: Severity
    message: str
    source: str
    at: str = ""
    cell: str | None = None
    paragraph: int | None = None

    @property
    def place(self) -> str:
        """How the form calls the place: 整张表 for no name, a section whose own name is odd as it is."""
        try:
            return label(self.at) if self.at else "整张表"
        except ValueError:
            return self.at


def ordered(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """`findings` with the gravest first, then in the order of the form, then of the report's paragraphs."""
    grave = tuple(Severity)
    return tuple(sorted(findings, key=lambda f: (grave.index(f.severity), _place(f.at), f.paragraph or 0)))


@cache
def _columns() -> dict[str, int]:
    return {name.replace("[]", ""): order for order, name in enumerate(terms())}


@lru_cache(maxsize=2048)
def _place(at: str) -> tuple[int, int, int]:
    """Where a dotted name stands: its part of the form, its row, its column."""
    try:
        steps = parse(at)
    except ValueError:
        return (len(_columns()), 0, 0)
    plain = ".".join(step for step in steps if isinstance(step, str))
    column = _columns().get(plain)
    first = next((order for name, order in _columns().items() if name.split(".")[0] == steps[0]), len(_columns()))
    row = next((step for step in steps if isinstance(step, int)), -1)
    return (first, row, first if column is None else column)


def counts(findings: Iterable[Finding]) -> dict[str, int]:
    """How many findings there are of each severity, every severity named: {"error": 2, "warning": 5, "hint": 3}."""
    tally = Counter(finding.severity for finding in findings)
    return {severity.value: tally[severity] for severity in Severity}


def locate(findings: Iterable[Finding], addresses: Mapping[str, str]) -> tuple[Finding, ...]:
    """`findings` with `cell` filled from `addresses` (dotted name -> "自评表!H31").

    Where the exact name has no address, the nearest enclosing one is taken ("indicators[7]" for
    "indicators[7].tier"), then the first cell inside it; a column ("tasks.budget") stands at its first row.
    Findings about a paragraph of a report keep no cell.
    """
    return tuple(
        finding if finding.paragraph is not None else replace(finding, cell=_address(finding.at, addresses))
        for finding in findings
    )


def _address(at: str, addresses: Mapping[str, str]) -> str | None:
    if at in addresses:
        return addresses[at]
    part, _, column = at.partition(".")
    if f"{part}[0].{column}" in addresses:
        return addresses[f"{part}[0].{column}"]
    name = at
    while name:
        if name in addresses:
            return addresses[name]
        inside = next((cell for key, cell in addresses.items() if key.startswith((f"{name}.", f"{name}["))), None)
        if inside:
            return inside
        name = re.sub(r"(\.[^.\[\]]+|\[[^\[\]]*\]|^[^.\[\]]+)$", "", name)
    return None
