"""Checks: what a reviewer would send back, each one function, found at the very cell.

To add a check, write one function with `@check` in the module of its theme; its name, severity, explanation, example,
cure and source stand with it, and `explain`, the docs and the sheet read them from there.
"""

from perfeval_xl.checks.core import (
    THEMES,
    Check,
    all_checks,
    check,
    check_row,
    citation,
    run,
)
from perfeval_xl.checks.finding import SIGNS, Finding, Severity, counts, locate, ordered

__all__ = [
    "SIGNS",
    "THEMES",
    "Check",
    "Finding",
    "Severity",
    "all_checks",
    "check",
    "check_row",
    "citation",
    "counts",
    "locate",
    "ordered",
    "run",
]
