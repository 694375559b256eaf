"""The cell functions as Excel calls them, by our component or as a UDF module of xlwings; what they give is in `cells`.

A function hands a number over as a float. Should it fail in a way nobody foresaw, the cell shows #N/A, never a Python
error text; the error goes to the log.

What an answer needs is imported by the first call. xlwings is imported where the functions are registered with it, and
not before: it takes half as long to load as all our rules and has nothing to do where values are plain.
"""

from __future__ import annotations

import functools
import logging
from decimal import Decimal
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:  # the first takes as long as all else here; the second imports the rules
    import inspect

    from perfeval_xl.cell_functions import CellFunction

CATEGORY = "绩效自评"
FAILED = "#N/A"
"""What is handed over where nothing can be said; the VBA wrapper turns this text into the error value."""


class Answering:
    """A cell function by its name: called, it answers; asked for `__xlfunc__`, it registers with xlwings.

    `help` tells what users are told of it, and its arguments.
    """

    def __init__(self, name: str):
        self.__name__ = name

    @property
    def __doc__(self) -> str:  # type: ignore[override]  # of each function its own, imported when it is asked for
        return self._described.doc

    def __get__(self, instance: object, owner: object = None) -> Answering:
        """Itself: as it has this, as functions have, `help` takes it for one and shows its arguments."""
        return self

    def __call__(self, *arguments: object) -> float | str:
        """What the cell shows; raises where the rules cannot be imported, as an installation that is broken should."""
        function = self._described.function
        try:
            result = function(*arguments)
        except Exception:
            logging.getLogger(__name__).exception("%s failed", self.__name__)
            return FAILED
        return float(result) if isinstance(result, Decimal) else result

    @functools.cached_property
    def _described(self) -> CellFunction:
        from perfeval_xl.cell_functions import FUNCTIONS

        return next(entry for entry in FUNCTIONS if entry.name == self.__name__)

    def __getattr__(self, asked: str) -> Any:
        # No property: xlwings takes everything in the module for a cell function that has the attribute, classes too.
        if asked not in ("__xlfunc__", "__signature__"):
            raise AttributeError(asked)
        return self._registered() if asked == "__xlfunc__" else self._signature()

    def _signature(self) -> inspect.Signature:
        import inspect

        return inspect.signature(self._described.function)

    def _registered(self) -> dict[str, Any]:
        """What xlwings knows of the function, kept for its next call: category, arguments, the Chinese help."""
        import xlwings as xw

        @functools.wraps(self._described.function)
        def shown(*arguments: object) -> object:
            return self(*arguments)

        shown.__name__, shown.__doc__ = self.__name__, self._described.doc
        shown.__annotations__ = {}  # xlwings takes them for conversions that it is to make
        registered: Any = shown
        for argument in self._described.arguments:
            registered = xw.arg(argument.name, doc=f"{argument.label}：{argument.doc}")(registered)
        # Last, as `xw.arg` sets the category to its default.
        known: dict[str, Any] = xw.func(category=CATEGORY)(registered).__xlfunc__
        self.__xlfunc__ = known
        return known


PERF_SCORE = Answering("PERF_SCORE")
PERF_RULE = Answering("PERF_RULE")
PERF_RATE = Answering("PERF_RATE")
PERF_BUDGET_SCORE = Answering("PERF_BUDGET_SCORE")
PERF_GRADE = Answering("PERF_GRADE")
PERF_CHECK = Answering("PERF_CHECK")
PERF_EXPLAIN = Answering("PERF_EXPLAIN")

ANSWERING = {
    function.__name__: function
    for function in (PERF_SCORE, PERF_RULE, PERF_RATE, PERF_BUDGET_SCORE, PERF_GRADE, PERF_CHECK, PERF_EXPLAIN)
}
"""The functions by name: all that the component calls."""
