"""Which rows of a table are rows of the return, and which only say 一级指标 or 二级指标 of the rows below them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, replace
from typing import Any

from perfeval_xl.figures import Typed, is_blank, text_of
from perfeval_xl.files.locate import SECTION, Table
from perfeval_xl.files.sheets import Sheet
from perfeval_xl.model import Form

_PRINTED = ("revenue[].institution", "expenditure[].institution", "official[].institution", "assets[].institution")
LABELS = frozenset(
    {"indicators[].category", "indicators[].subcategory", "components[].name", SECTION}
    | {*_PRINTED, "goals[].category", "goals[].name"}
)
"""Columns that are printed beforehand: a row with nothing else is not a row of the return."""

INHERITED = frozenset({"indicators[].category", "indicators[].subcategory"})
"""Columns whose merged cells count for every row of the merge."""


def without_empty_rows(form: Form) -> Form:
    """`form` as a workbook can hold it: without the rows that hold nothing besides what is printed beforehand.

    What such a row says of 一级指标 and 二级指标 goes to the row below that leaves them blank.
    """
    kept: dict[str, Any] = {}
    for part in (item.name for item in fields(Form) if "row" in item.metadata):
        above, rows = Above(), []
        for row in getattr(form, part):
            labels = {item.name: getattr(row, item.name) for item in fields(row) if f"{part}[].{item.name}" in LABELS}
            if all(is_blank(getattr(row, item.name)) for item in fields(row) if item.name not in labels):
                above.add(labels)
            else:
                rows.append(replace(row, **above.given_to(labels)) if part == "indicators" else row)
        kept[part] = tuple(rows)
    return replace(form, **kept)


class Above:
    """The 一级指标 and 二级指标 in rows that hold nothing else: they are headings of the rows below."""

    def __init__(self) -> None:
        self.labels: dict[str, Typed] = {}

    def add(self, labels: Mapping[str, Typed]) -> None:
        """Remembers the labels of a row that is left out; a new 一级指标 ends the 二级指标 above it."""
        found = {term: value for term, value in labels.items() if not is_blank(value)}
        self.labels = found if "category" in found else self.labels | found

    def given_to(self, labels: Mapping[str, Typed]) -> dict[str, Typed]:
        """The labels of a row that is kept: its own, else those of the headings right above it, which are then used."""
        found, self.labels = self.labels, {}
        own = text_of(labels.get("category"))
        if own and own != text_of(found.get("category")):
            return dict(labels)
        return {term: found.get(term, value) if is_blank(value) else value for term, value in labels.items()}


def held_rows(sheet: Sheet, table: Table) -> list[int]:
    """The rows between header and closing row that hold something in a column of the table."""
    columns = frozenset(table.columns.values())
    within = (row for row in sheet.rows if table.top < row < table.bottom)
    return sorted(row for row in within if not columns.isdisjoint(sheet.rows[row]))


def merged_tops(sheet: Sheet, column: int, rows: list[int]) -> dict[int, int]:
    """By row, the first row of the merged cell that it belongs to in `column`."""
    tops: dict[int, int] = {}
    merges = sorted((merge for merge in sheet.merges if merge.left == column), key=lambda merge: merge.top)
    position = 0
    for row in rows:
        while position < len(merges) and merges[position].bottom < row:
            position += 1
        if position < len(merges) and merges[position].top <= row:
            tops[row] = merges[position].top
    return tops
