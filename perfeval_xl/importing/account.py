"""The account of an import: every cell with something in it is placed, named as not placed, or part of the print.

Nothing is dropped and nothing is guessed silently: a placement that a person should look at says why.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, fields, is_dataclass, replace
from functools import cache
from typing import Any, get_type_hints

from perfeval_xl import model, names
from perfeval_xl.figures import Typed, fold, is_blank, text_of
from perfeval_xl.importing.grid import Cell, Line
from perfeval_xl.model import Form


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """A value and where it went (`at`, a dotted name) and came from; `doubt` is empty where there is none."""

    at: str
    value: Typed
    origin: str
    doubt: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unplaced:
    """A text that has no place in the form, where it stands, and why it was left out."""

    text: str
    origin: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Import:
    """What was read: the form, the account of every cell, and what was looked for and not found.

    `labels` are the origins of headers, labels, titles and notes. `notes` are sentences on the whole file.
    """

    form: Form
    placed: tuple[Placed, ...] = ()
    unplaced: tuple[Unplaced, ...] = ()
    labels: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def doubtful(self) -> tuple[Placed, ...]:
        """The placements that a person should look at."""
        return tuple(item for item in self.placed if item.doubt)


@dataclass(slots=True)
class Ledger:
    """The account while it is written; a place that was filled keeps its first value."""

    placed: dict[str, Placed] = field(default_factory=dict)
    unplaced: dict[str, Unplaced] = field(default_factory=dict)
    pending: dict[str, Unplaced] = field(default_factory=dict)
    """What is not placed unless a row that is still to come takes it."""
    labels: dict[str, None] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    found: set[str] = field(default_factory=set)
    """The patterns, rows and parts that the file has a place for, filled or blank."""
    weak: dict[str, tuple[Cell | Line, ...]] = field(default_factory=dict)
    """Places filled for want of a better one, and the cells they were filled from."""

    def place_weakly(self, at: str, value: Typed, cells: Sequence[Cell | Line], doubt: str) -> None:
        """Puts `value` at a dotted name until something better says what belongs there."""
        before = self.weak.pop(at, None)
        if self.place(at, value, cells, doubt):
            self.weak[at] = tuple(cells)
        elif before is not None:
            self.weak[at] = before

    def place(self, at: str, value: Typed, cells: Iterable[Cell | Line], doubt: str = "") -> bool:
        """Puts `value` at a dotted name; whether it stands there now. Blank values only count as found."""
        given = tuple(cells)
        self.found.add(names.pattern(at))
        if is_blank(value):
            return False
        if any(isinstance(cell, Cell) and cell.hidden for cell in given):
            doubt = "；".join(filter(None, ("在隐藏的行或列里", doubt)))
        origin = "、".join(dict.fromkeys(cell.origin for cell in given))
        if at in self.weak:
            weak = self.placed.pop(at)
            replaced = self.weak.pop(at)
            if same(weak.value, value):
                self.label(*replaced)
            else:
                self.leave(*replaced, reason=f"与{_first(origin)}不一致，“{title_of(at)}”按那里的读入")
        before = self.placed.get(at)
        if before is None:
            self.placed[at] = Placed(at=at, value=value, origin=origin, doubt=doubt)
            return True
        if same(before.value, value):
            self.label(*given)
        else:
            self.leave(*given, reason=f"与{_first(before.origin)}不一致，“{title_of(at)}”按那里的读入")
        return False

    def withdraw(self, ats: Iterable[str], reason: str) -> None:
        """Takes values back out of the form; their cells count as not placed."""
        for at in tuple(ats):
            item = self.placed.pop(at)
            for origin in item.origin.split("、"):
                self.unplaced.setdefault(origin, Unplaced(text=text_of(item.value), origin=origin, reason=reason))

    def extend(self, at: str, text: str, cell: Cell, doubt: str, joint: str = "") -> None:
        """Adds `text` to the end of what stands at a dotted name."""
        before = self.placed[at]
        self.placed[at] = replace(
            before,
            value=f"{text_of(before.value)}{joint}{text}",
            origin=f"{before.origin}、{cell.origin}",
            doubt=before.doubt or doubt,
        )

    def rewrite(self, at: str, value: str, doubt: str) -> None:
        """Gives a place another value, read from the same cell and more."""
        self.placed[at] = replace(self.placed[at], value=value, doubt=doubt)

    def label(self, *cells: Cell | Line) -> None:
        """Takes cells as part of the print."""
        self.labels.update(dict.fromkeys(cell.origin for cell in cells))

    def leave(self, *cells: Cell | Line, reason: str) -> None:
        """Names cells as not placed."""
        for cell in cells:
            self.unplaced.setdefault(cell.origin, Unplaced(text=cell.text, origin=cell.origin, reason=reason))

    def await_rows(self, *cells: Cell, reason: str) -> None:
        """Names cells as not placed, unless a row below is still to take them."""
        for cell in cells:
            self.pending.setdefault(cell.origin, Unplaced(text=cell.text, origin=cell.origin, reason=reason))

    def result(self, missing: Iterable[str], scheme_id: str) -> Import:
        """The finished account with the form it makes."""
        held = {origin for item in self.placed.values() for origin in item.origin.split("、")}
        waiting = (item for item in self.pending.values() if item.origin not in held and item.origin not in self.labels)
        left = {item.origin: item for item in (*waiting, *self.unplaced.values())}
        return Import(
            form=_form(self.placed.values(), scheme_id),
            placed=tuple(sorted(self.placed.values(), key=lambda item: _order(item.at))),
            unplaced=tuple(left.values()),
            labels=tuple(origin for origin in self.labels if origin not in held and origin not in left),
            missing=tuple(missing),
            notes=tuple(self.notes),
        )


def _first(origin: str) -> str:
    first, _, more = origin.partition("、")
    return f"{first}等处" if more else first


def title_of(at: str) -> str:
    """What a person calls the place `at`: 绩效指标第3行·得分, 报告素材“结果公开”."""
    if at.startswith("narrative["):
        return f"报告素材“{at[len('narrative[') : -1]}”"
    return names.label(at)


def same(one: Typed, other: Typed) -> bool:
    """Whether two values say the same, blanks and full-width characters apart."""
    return fold(text_of(one)) == fold(text_of(other))


@cache
def _places() -> dict[str, tuple[int, int]]:
    """By pattern, where its part begins in the form, and where it stands itself."""
    firsts: dict[str, int] = {}
    places = {}
    for place, pattern in enumerate(names.terms()):
        first = firsts.setdefault(pattern.partition("[]")[0], place) if "[]" in pattern else place
        places[pattern] = first, place
    return places


def _order(at: str) -> tuple[int, int, int]:
    """The key that sorts places as the form has them: part, row, column; the department's words last."""
    first, place = _places().get(names.pattern(at), (len(_places()), 0))
    row = names.parse(at)[1] if "[" in at else 0
    return first, row if isinstance(row, int) else 0, place


def _form(placed: Iterable[Placed], scheme_id: str) -> Form:
    table: dict[Any, Any] = {"scheme": scheme_id}
    for item in placed:
        *outer, last = names.parse(item.at)
        inner = table
        for step in outer:
            inner = inner.setdefault(step, {})
        inner[last] = item.value
    form: Form = _build(Form, table)
    return form


@cache
def _hints(cls: type) -> dict[str, Any]:
    return get_type_hints(cls, vars(model))


def _build(cls: type, table: dict[Any, Any]) -> Any:
    hints = _hints(cls)
    values: dict[str, Any] = {}
    for item in fields(cls):
        given = table.get(item.name)
        if given is None:
            continue
        if "row" in item.metadata:
            values[item.name] = tuple(_build(item.metadata["row"], given[index]) for index in sorted(given))
        elif is_dataclass(hints[item.name]):
            values[item.name] = _build(hints[item.name], given)
        elif isinstance(given, dict):
            values[item.name] = {str(name): text_of(text) for name, text in given.items()}
        else:
            values[item.name] = given
    return cls(**values)
