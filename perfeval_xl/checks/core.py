"""The mechanism of the checks: Finding, Severity, the decorator that registers a check, and the run over a form."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from perfeval_xl.evaluation import Evaluation, evaluate
from perfeval_xl.model import Form
from perfeval_xl.scheme import Scheme


class Severity(StrEnum):
    """How grave a finding is: an error must be mended, a warning is likely to be sent back, a hint is worth a look."""

    ERROR = "error"
    WARNING = "warning"
    HINT = "hint"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One fault in a return: the check's short name, where it stands (a dotted name, or a paragraph of the report), what to do."""

    check: str
    severity: Severity
    message: str
    source: str
    at: str = ""
    cell: str | None = None
    paragraph: int | None = None


@dataclass(frozen=True, slots=True)
class Context:
    """What a check sees: the form as typed, its scheme, and its evaluation."""

    form: Form
    scheme: Scheme
    evaluation: Evaluation


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """A check: its short name (stable), severity, documentation and function."""

    name: str
    severity: Severity
    title: str
    why: str
    example: str
    cure: str
    source: str
    row: bool
    """Whether it looks at one indicator alone, so that PERF_CHECK can run it."""
    function: Callable


def check(**documentation) -> Callable:
    """Registers a check function (see `Check` for what must be said)."""
    raise NotImplementedError


def all_checks() -> dict[str, Check]:
    """Every check by its short name, in the order of the catalogue."""
    raise NotImplementedError


def run(form: Form, scheme: Scheme, evaluation: Evaluation | None = None) -> tuple[Finding, ...]:
    """All findings of all checks, errors first, then in the order of the form."""
    raise NotImplementedError
