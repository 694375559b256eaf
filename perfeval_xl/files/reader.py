"""The standard workbook, read by its defined names: the form as typed, where each value stands, what Excel computed.

Rows may have been inserted, sorted or deleted: names move with their cells. A value counts as typed when its cell
holds no formula; where the form never has a formula of its own, a formula is a person's arithmetic and its result
counts. docs/architecture.md, "The workbook", is the agreement with the template.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from functools import cache
from pathlib import Path
from typing import Any

from perfeval_xl import names
from perfeval_xl import scheme as schemes
from perfeval_xl.figures import Typed, is_blank, plain, text_of
from perfeval_xl.files import casefile, source
from perfeval_xl.files.locate import SECTION, WORDS, Located, Table, locate
from perfeval_xl.files.measure_formulas import is_measure
from perfeval_xl.files.package import open_workbook
from perfeval_xl.files.places import address
from perfeval_xl.files.remarks import Remarks
from perfeval_xl.files.sheets import Cell, Sheet, Workbook
from perfeval_xl.model import Form, Kind
from perfeval_xl.scheme import Scheme

_PRINTED = ("revenue[].institution", "expenditure[].institution", "official[].institution", "assets[].institution")
LABELS = frozenset(
    {"indicators[].category", "indicators[].subcategory", "components[].name", SECTION}
    | {*_PRINTED, "goals[].category", "goals[].name"}
)
"""Columns that are printed beforehand: a row with nothing else is not a row of the return."""

INHERITED = frozenset({"indicators[].category", "indicators[].subcategory"})
"""Columns whose merged cells count for every row of the merge."""

_TYPES = "[Content_Types].xml"
_TYPED_AS_SHOWN = frozenset({Kind.TYPED, Kind.RATE, Kind.TEXT, Kind.PROSE})


@dataclass(frozen=True, slots=True, kw_only=True)
class Return:
    """One department's return as it lies in a file.

    `addresses` gives the cell of every dotted name ("indicators[7].actual", "tasks.budget", "budget": 自评表!H31);
    it is empty for a case file. `cached` holds what the formula cells showed when the file was saved: to be compared,
    never trusted. `digest` is the one stamped on a submission.
    """

    path: Path
    form: Form
    scheme: Scheme
    addresses: Mapping[str, str] = field(default_factory=dict)
    cached: Mapping[str, Typed] = field(default_factory=dict)
    version: str = ""
    live: bool = False
    protected: bool = True
    """Whether the sheet with the form is still protected against changes outside the inputs."""
    linked: bool = False
    """Whether the workbook refers to other files; they are never opened."""
    digest: str = ""
    notes: tuple[str, ...] = ()


def read(path: str | Path, data: bytes | None = None) -> Return:
    """The return in a workbook (.xlsx, .xlsm) or a case file (.json).

    With `data`, the content of a workbook that was read already, `path` only names it. Raises WorkbookError, FormError
    or SchemeError with one sentence where the file is no return.
    """
    path = Path(path)
    if path.suffix.lower() == ".json":
        form, notes = casefile.load(path)
        return Return(path=path, form=form, scheme=schemes.get(form.scheme), notes=notes)
    package = open_workbook(path, data)
    book = Workbook(package)
    located = locate(book, package.file)
    types = package.text(_TYPES) if package.has(_TYPES) else ""
    given = _Reading(path, book, located).result(live="macroEnabled" in types)
    return replace(given, linked=True) if package.has_below("xl/externalLinks/") else given


@cache
def computable(pattern: str) -> bool:
    """Whether the form may hold a formula of its own at this term: scores, rates, the conclusion, the budget total."""
    term = names.terms().get(pattern)
    return (term is not None and term.kind in (Kind.SCORE, Kind.RATE)) or pattern.startswith(
        ("declared.", "components[].", "budget.total.")
    )


def without_empty_rows(form: Form) -> Form:
    """`form` as a workbook can hold it: without the rows that hold nothing besides what is printed beforehand.

    What such a row says of 一级指标 and 二级指标 goes to the row below that leaves them blank.
    """
    kept: dict[str, Any] = {}
    for part in (item.name for item in fields(Form) if "row" in item.metadata):
        above, rows = _Above(), []
        for row in getattr(form, part):
            labels = {item.name: getattr(row, item.name) for item in fields(row) if f"{part}[].{item.name}" in LABELS}
            if all(is_blank(getattr(row, item.name)) for item in fields(row) if item.name not in labels):
                above.add(labels)
            else:
                rows.append(replace(row, **above.given_to(labels)) if part == "indicators" else row)
        kept[part] = tuple(rows)
    return replace(form, **kept)


class _Above:
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


class _Reading:
    """One workbook while it is read: what was found so far, by dotted name."""

    def __init__(self, path: Path, book: Workbook, located: Located):
        self.path, self.located, self.file = path, located, source.shown(path)
        self.sheets: dict[str, Sheet] = {
            title: book.sheet(title, last_row) for title, last_row in located.last_rows().items()
        }
        self.addresses: dict[str, str] = {}
        self.cached: dict[str, Typed] = {}
        self.remarks = Remarks(self.file, located.notes)
        self.computed = frozenset(self._column("submission.computed"))

    def result(self, *, live: bool) -> Return:
        """Everything read, as one Return."""
        table: dict[str, Any] = {"scheme": self._stamp("scheme")}
        for name, place in self.located.scalars.items():
            sheet = self.sheets[place.sheet]
            value, typed = self._look(name, name, sheet, place.top, place.left)
            self._keep(name, value, typed, address(sheet.title, place.top, place.left))
            if typed and value is not None:
                _put(table, name, value)
        for part, columns in self.located.tables.items():
            table[part] = self._words(columns) if part == "narrative" else self._rows(part, columns)
        self._part_addresses()
        form, notes = casefile.from_dict(table, self.file)
        return Return(
            path=self.path,
            form=form,
            scheme=schemes.get(form.scheme),
            addresses=self.addresses,
            cached=self.cached,
            version=self._stamp("perfeval.version"),
            live=live,
            protected=all(self.sheets[title].protected for title in self.located.form_sheets()),
            digest=self._stamp("submission.digest"),
            notes=(*self.remarks.notes(), *notes),
        )

    def _look(self, name: str, pattern: str, sheet: Sheet, row: int, column: int) -> tuple[Typed, bool]:
        """What a cell holds, and whether a person typed it (else the form computed it)."""
        cell = sheet.at(row, column)
        value = _as_shown(cell, pattern)
        if name in self.computed or (
            cell.formula is not None
            and (computable(pattern) or (pattern == "indicators[].actual" and is_measure(cell.formula)))
        ):
            return cell.error or value, False
        if cell.error or cell.formula is not None or cell.boolean:
            self.remarks.look_at(cell, address(sheet.title, row, column))
        return value, True

    def _keep(self, name: str, value: Typed, typed: bool, where: str) -> None:
        self.addresses[name] = where
        if not typed:
            self.cached[name] = value

    def _rows(self, part: str, table: Table) -> list[dict[str, Typed]]:
        sheet = self.sheets[table.sheet]
        held = _held(sheet, table)
        tops = {pattern: _merged(sheet, table.columns[pattern], held) for pattern in INHERITED & table.columns.keys()}
        self._headers(part, table)
        rows: list[dict[str, Typed]] = []
        above = _Above()
        for position, row in enumerate(held):
            seen = {
                pattern: self._look(
                    pattern.replace("[]", f"[{position}]"), pattern, sheet, tops.get(pattern, {}).get(row, row), column
                )
                for pattern, column in table.columns.items()
            }
            labels = {pattern.rpartition(".")[2]: seen[pattern][0] for pattern in INHERITED & seen.keys()}
            if all(is_blank(value) or not typed for pattern, (value, typed) in seen.items() if pattern not in LABELS):
                above.add(labels)
                continue
            inherited = above.given_to(labels)
            values: dict[str, Typed] = {}
            for pattern, (value, typed) in seen.items():
                term = pattern.rpartition(".")[2]
                where = address(sheet.title, row, table.columns[pattern])
                self._keep(f"{part}[{len(rows)}].{term}", value, typed, where)
                value = inherited.get(term, value)
                if typed and value is not None:
                    values[term] = value
            rows.append(values)
        return rows

    def _words(self, table: Table) -> dict[str, Typed]:
        """The department's own words by section."""
        sheet = self.sheets[table.sheet]
        self._headers("narrative", table)
        words: dict[str, Typed] = {}
        for row in _held(sheet, table):
            section = text_of(sheet.at(row, table.columns[SECTION]).value)
            value, _ = self._look(WORDS, WORDS, sheet, row, table.columns[WORDS])
            if section or value is not None:
                self.addresses[f"narrative[{section}]"] = address(sheet.title, row, table.columns[WORDS])
            if value is not None:
                words[section] = value
        return words

    def _headers(self, part: str, table: Table) -> None:
        sheet = self.sheets[table.sheet]
        self.addresses[part] = address(sheet.title, table.top, min(table.columns.values()))
        for pattern, column in table.columns.items():
            self.addresses[pattern.replace("[]", "")] = address(sheet.title, table.top, column)
            if pattern not in LABELS:
                self.remarks.closing_row(sheet.at(table.bottom, column), address(sheet.title, table.bottom, column))

    def _part_addresses(self) -> None:
        """Gives a part, a group of the budget and a row the address of its first cell."""
        for name, where in [item for item in self.addresses.items() if not item[0].startswith("narrative")]:
            outer = name
            while "." in outer:
                outer = outer.rpartition(".")[0]
                self.addresses.setdefault(outer, where)

    def _stamp(self, name: str) -> str:
        place = self.located.stamps.get(name)
        return text_of(self.sheets[place.sheet].at(place.top, place.left).value) if place else ""

    def _column(self, name: str) -> list[str]:
        place = self.located.stamps.get(name)
        if not place:
            return []
        sheet = self.sheets[place.sheet]
        return [
            text_of(cell.value)
            for (row, column), cell in sheet.cells.items()
            if column == place.left and place.top < row < place.bottom
        ]


def _held(sheet: Sheet, table: Table) -> list[int]:
    """The rows between header and closing row that hold something in a column of the table."""
    columns = frozenset(table.columns.values())
    return sorted({row for row, column in sheet.cells if table.top < row < table.bottom and column in columns})


def _as_shown(cell: Cell, pattern: str) -> Typed:
    """The value of a cell; a number shown as a percentage is the text "100%" where texts are typed."""
    if cell.percent and not isinstance(cell.value, str) and cell.value is not None:
        term = names.terms().get(pattern)
        kind = term.kind if term else Kind.PROSE
        return plain(cell.value * 100) + "%" if kind in _TYPED_AS_SHOWN else cell.value
    return cell.value


def _merged(sheet: Sheet, column: int, rows: list[int]) -> dict[int, int]:
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


def _put(table: dict[str, Any], name: str, value: Typed) -> None:
    *outer, last = name.split(".")
    for step in outer:
        table = table.setdefault(step, {})
    table[last] = value
