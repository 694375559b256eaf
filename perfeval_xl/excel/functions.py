"""The cell functions registered with xlwings; what they give is in `cells.py`, this is the only place that imports it.

A function hands a number over as a float. Should it fail in a way nobody foresaw, the cell shows #N/A, never a Python
error text; the error goes to the log.
"""

from __future__ import annotations

import functools
import logging
from collections.abc import Callable
from decimal import Decimal

import xlwings as xw

from perfeval_xl import cells

CATEGORY = "绩效自评"
FAILED = "#N/A"
"""What is handed over where nothing can be said; the VBA wrapper turns this text into the error value."""

FUNCTIONS = cells.FUNCTIONS


def cell_function(function: Callable) -> Callable:
    """`function` registered with xlwings, with its Chinese help, floats for Decimals and #N/A for any failure."""

    @functools.wraps(function)
    def shown(*arguments):
        try:
            result = function(*arguments)
        except Exception:
            logging.getLogger(__name__).exception("%s failed", function.__name__)
            return FAILED
        return float(result) if isinstance(result, Decimal) else result

    described = next(entry for entry in FUNCTIONS if entry.name == function.__name__)
    shown.__doc__ = described.doc
    registered = xw.func(category=CATEGORY)(shown)
    for argument in described.arguments:
        registered = xw.arg(argument.name, doc=f"{argument.label}：{argument.doc}")(registered)
    return registered


@cell_function
def PERF_SCORE(target, actual, points, unit=None, name=None, scheme=None):
    return cells.perf_score(target, actual, points, unit, name, scheme)


@cell_function
def PERF_RULE(criterion, actual, points, unit=None, scheme=None):
    return cells.perf_rule(criterion, actual, points, unit, scheme)


@cell_function
def PERF_RATE(budget, outturn):
    return cells.perf_rate(budget, outturn)


@cell_function
def PERF_BUDGET_SCORE(budget, outturn, points, scheme=None):
    return cells.perf_budget_score(budget, outturn, points, scheme)


@cell_function
def PERF_GRADE(total, scheme=None):
    return cells.perf_grade(total, scheme)


@cell_function
def PERF_CHECK(target, actual, unit, points, score, deviation_reason, name=None, scheme=None, criterion=None):
    return cells.perf_check(target, actual, unit, points, score, deviation_reason, name, scheme, criterion)


@cell_function
def PERF_EXPLAIN(target, actual, points, unit=None, name=None, scheme=None, criterion=None):
    return cells.perf_explain(target, actual, points, unit, name, scheme, criterion)
