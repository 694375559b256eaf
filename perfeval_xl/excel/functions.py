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

from perfeval_xl.cell_functions import FUNCTIONS

CATEGORY = "绩效自评"
FAILED = "#N/A"
"""What is handed over where nothing can be said; the VBA wrapper turns this text into the error value."""


def _registered(name: str) -> Callable[..., object]:
    """The function registered with xlwings, with its Chinese help, floats for Decimals and #N/A for any failure."""
    described = next(entry for entry in FUNCTIONS if entry.name == name)

    @functools.wraps(described.function)
    def shown(*arguments: object) -> object:
        try:
            result = described.function(*arguments)
        except Exception:
            logging.getLogger(__name__).exception("%s failed", name)
            return FAILED
        return float(result) if isinstance(result, Decimal) else result

    shown.__name__, shown.__doc__ = name, described.doc
    shown.__annotations__ = {}  # xlwings takes them for conversions that it is to make
    registered: Callable[..., object] = xw.func(category=CATEGORY)(shown)
    for argument in described.arguments:
        registered = xw.arg(argument.name, doc=f"{argument.label}：{argument.doc}")(registered)
    return registered


PERF_SCORE = _registered("PERF_SCORE")
PERF_RULE = _registered("PERF_RULE")
PERF_RATE = _registered("PERF_RATE")
PERF_BUDGET_SCORE = _registered("PERF_BUDGET_SCORE")
PERF_GRADE = _registered("PERF_GRADE")
PERF_CHECK = _registered("PERF_CHECK")
PERF_EXPLAIN = _registered("PERF_EXPLAIN")
