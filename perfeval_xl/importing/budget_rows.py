"""Rows of 预算情况, found by the words they begin with, and the execution rate where it stands among the indicators."""

from __future__ import annotations

from collections.abc import Sequence

from perfeval_xl.importing.account import Ledger
from perfeval_xl.importing.grid import Cell
from perfeval_xl.importing.values import read_value
from perfeval_xl.importing.words import Words, key
from perfeval_xl.lines import component_of
from perfeval_xl.scheme import Scheme


def group_of(labels: Sequence[Cell], words: Words) -> str | None:
    """The row of the budget that a label names: by its last words, each cell alone, then all in one."""
    ordered = sorted(labels, key=lambda cell: cell.column, reverse=True)
    texts = [key(cell.text) for cell in ordered] + [key("".join(cell.text for cell in reversed(ordered)))]
    return next((group for text in texts for word, group in words.rows if text.endswith(word)), None)


def execution_row(
    labels: dict[str, tuple[str, Cell]], data: dict[str, list[Cell]], scheme: Scheme, ledger: Ledger
) -> bool:
    """Takes a row of 绩效指标 that is the execution rate as a component of its own; whether it is one."""
    if "category" not in labels:
        return False
    text, cell = labels["category"]
    rule = component_of(text, scheme)
    if rule is None or rule.scores != "budget":
        return False
    name = "".join(part.text for part in data.get("name", []))
    if name and component_of(name, scheme) is not rule:
        return False
    ledger.label(cell, *data.get("name", []))
    for column, at in (("points", "points"), ("score", "score"), ("actual", "execution_rate")):
        if cells := data.pop(column, []):
            value, told = read_value(f"budget.total.{at}", cells)
            doubt = "；".join(filter(None, ("取自绩效指标中预算执行率一行", told)))
            ledger.place_weakly(f"budget.total.{at}", value, cells, doubt)
    data.pop("name", None)
    for cells in data.values():
        ledger.leave(*cells, reason="预算执行率一行没有这一栏")
    return True
