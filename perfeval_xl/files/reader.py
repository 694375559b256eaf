"""The standard workbook, read by its defined names: the form as typed, where each value stands, what Excel computed.

Rows may have been inserted, sorted or deleted: names move with their cells. A value counts as typed when its cell
holds no formula; where the form never has a formula of its own, a formula is a person's arithmetic and its result
counts. docs/architecture.md, "The workbook", is the agreement with the template.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Any

from perfeval_xl import names
from perfeval_xl import scheme as schemes
from perfeval_xl.errors import SchemeError
from perfeval_xl.figures import Typed, is_blank, plain, text_of
from perfeval_xl.files import casefile, source
from perfeval_xl.files.locate import SECTION, WORDS, Located, Table, locate
from perfeval_xl.files.package import open_workbook
from perfeval_xl.files.places import address, column_letters
from perfeval_xl.files.remarks import Remarks
from perfeval_xl.files.sheets import Cell, Sheet, Workbook
from perfeval_xl.files.table_rows import INHERITED, LABELS, Above, held_rows, merged_tops
from perfeval_xl.model import Form, Kind
from perfeval_xl.scheme import Scheme

_TYPES = "[Content_Types].xml"
_FROM_BASE = re.compile(r"\b(?:measure|staffing|comparison)\.[a-z]")
"""The names in the formulas that `measure_formulas` writes."""
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
    overwritten: tuple[str, ...] = ()
    """The cells in which the form has a formula of its own and a value stands instead."""
    digest: str = ""
    notes: tuple[str, ...] = ()


def scheme_in(file: str | Path, form: Form) -> Scheme:
    """The scheme that the form in `file` names; SchemeError with the file where there is none such."""
    try:
        return schemes.get(form.scheme)
    except SchemeError as fault:
        raise SchemeError(f"{source.shown(Path(file))}：{fault}") from None


def read(path: str | Path, data: bytes | None = None) -> Return:
    """The return in a workbook (.xlsx, .xlsm) or a case file (.json).

    With `data`, the content of a workbook that was read already, `path` only names it. Raises WorkbookError, FormError
    or SchemeError with one sentence where the file is no return.
    """
    path = Path(path)
    if path.suffix.lower() == ".json":
        form, notes = casefile.load(path)
        return Return(path=path, form=form, scheme=scheme_in(path, form), notes=notes)
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


_NOTHING: dict[int, Typed] = {}


class _Reading:
    """One workbook while it is read: what was found so far, by dotted name."""

    def __init__(self, path: Path, book: Workbook, located: Located):
        self.path, self.located, self.file = path, located, source.shown(path)
        self.sheets: dict[str, Sheet] = {
            title: book.sheet(title, last_row, columns) for title, (last_row, columns) in located.extents().items()
        }
        self.addresses: dict[str, str] = {}
        self.cached: dict[str, Typed] = {}
        self.overwritten: list[str] = []
        self.remarks = Remarks(self.file, located.notes)
        self.computed = frozenset(self._column("submission.computed"))

    def result(self, *, live: bool) -> Return:
        """Everything read, as one Return."""
        table: dict[str, Any] = {"scheme": self._stamp("scheme")}
        for name, place in self.located.scalars.items():
            sheet = self.sheets[place.sheet]
            value, typed = self._look(name, name, sheet, place.top, place.left)
            where = self.addresses[name] = address(sheet.title, place.top, place.left)
            if not typed:
                self.cached[name] = value
            elif value is not None:
                _put(table, name, value)
                if computable(name) and not is_blank(value):
                    self.overwritten.append(where)
        for part, columns in self.located.tables.items():
            table[part] = self._words(columns) if part == "narrative" else self._rows(part, columns)
        self._part_addresses(table)
        form, notes = casefile.from_dict(table, self.file)
        return Return(
            path=self.path,
            form=form,
            scheme=scheme_in(self.file, form),
            addresses=self.addresses,
            cached=self.cached,
            version=self._stamp("perfeval.version"),
            live=live,
            protected=all(self.sheets[title].protected for title in self.located.form_sheets()),
            overwritten=tuple(self.overwritten),
            digest=self._stamp("submission.digest"),
            notes=(*self.remarks.notes(), *notes),
        )

    def _look(self, name: str, pattern: str, sheet: Sheet, row: int, column: int) -> tuple[Typed, bool]:
        """What a cell holds, and whether a person typed it (else the form computed it)."""
        cell = sheet.at(row, column)
        value = _as_shown(cell, pattern)
        if name in self.computed or (
            cell.formula is not None
            and (computable(pattern) or (pattern == "indicators[].actual" and _is_measure(cell.formula)))
        ):
            return cell.error or value, False
        if cell.error or cell.formula is not None or cell.boolean:
            self.remarks.look_at(cell, address(sheet.title, row, column))
        return value, True

    def _rows(self, part: str, table: Table) -> list[dict[str, Typed]]:
        """The rows of a table that hold more than what is printed beforehand, each by the terms' names."""
        sheet = self.sheets[table.sheet]
        held = held_rows(sheet, table)
        self._headers(part, table)
        columns = [(pattern.rpartition(".")[2], number, pattern) for pattern, number in table.columns.items()]
        terms = [(term, number) for term, number, _ in columns]
        places = [(term, f"{sheet.title}!{column_letters(number)}") for term, number in terms]
        own_formula = [(term, number) for term, number, pattern in columns if computable(pattern)]
        own = [term for term, _, pattern in columns if pattern not in LABELS]
        inherited = [(term, n, merged_tops(sheet, n, held)) for term, n, pattern in columns if pattern in INHERITED]
        rows: list[dict[str, Typed]] = []
        above = Above()
        for position, row in enumerate(held):
            values = sheet.rows[row]
            typed: dict[str, Typed] = {term: values.get(number) for term, number in terms}
            computed: dict[str, Typed] = {}
            special = dict.fromkeys(table.columns.values() if self.computed else sheet.special.get(row, ()), row)
            for term, number, tops in inherited:
                if (top := tops.get(row, row)) != row:
                    typed[term] = sheet.rows.get(top, _NOTHING).get(number)
                    special.pop(number, None)
                    if self.computed or number in sheet.special.get(top, ()):
                        special[number] = top
            for term, number, pattern in columns if special else ():
                if number in special:
                    name = f"{part}[{position}].{term}"
                    value, by_a_person = self._look(name, pattern, sheet, special[number], number)
                    if by_a_person:
                        typed[term] = value
                    else:
                        del typed[term]
                        computed[term] = value
            if inherited:
                labels = {term: typed.get(term, computed.get(term)) for term, _, _ in inherited}
                if all(is_blank(typed.get(term)) for term in own):
                    above.add(labels)
                    continue
                typed |= {term: value for term, value in above.given_to(labels).items() if term in typed}
            elif all(is_blank(typed.get(term)) for term in own):
                continue
            begin, end = f"{part}[{len(rows)}].", str(row)
            self.addresses.update([(begin + term, letters + end) for term, letters in places])
            for term, value in computed.items():
                self.cached[begin + term] = value
            for term, number in own_formula:
                if not is_blank(typed.get(term)):
                    self.overwritten.append(address(sheet.title, row, number))
            rows.append({term: value for term, value in typed.items() if value is not None})
        return rows

    def _words(self, table: Table) -> dict[str, Typed]:
        """The department's own words by section."""
        sheet = self.sheets[table.sheet]
        self._headers("narrative", table)
        words: dict[str, Typed] = {}
        for row in held_rows(sheet, table):
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

    def _part_addresses(self, table: Mapping[str, Any]) -> None:
        """Gives a part, a group of the budget and a row the address of its first cell."""
        for name in self.located.scalars:
            for outer in _outer_names(name):
                self.addresses.setdefault(outer, self.addresses[name])
        for part, columns in self.located.tables.items():
            first = next(iter(columns.columns)).rpartition(".")[2]
            for row in range(0 if part == "narrative" else len(table[part])):
                self.addresses[f"{part}[{row}]"] = self.addresses[f"{part}[{row}].{first}"]

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


@cache
def _outer_names(name: str) -> tuple[str, ...]:
    """The parts that a scalar term lies in, the nearest first: budget.total, budget for budget.total.final."""
    steps = name.split(".")
    return tuple(".".join(steps[:length]) for length in range(len(steps) - 1, 0, -1))


def _is_measure(formula: str) -> bool:
    """Whether a formula in 实际完成值 takes its figures from 基础数据, so that nobody typed its result."""
    return bool(_FROM_BASE.search(formula.lower()))


def _as_shown(cell: Cell, pattern: str) -> Typed:
    """The value of a cell; a number shown as a percentage is the text "100%" where texts are typed."""
    if cell.percent and not isinstance(cell.value, str) and cell.value is not None:
        term = names.terms().get(pattern)
        kind = term.kind if term else Kind.PROSE
        return plain(cell.value * 100) + "%" if kind in _TYPED_AS_SHOWN else cell.value
    return cell.value


def _put(table: dict[str, Any], name: str, value: Typed) -> None:
    *outer, last = name.split(".")
    for step in outer:
        table = table.setdefault(step, {})
    table[last] = value
