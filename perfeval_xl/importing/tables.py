"""Rows of data under a header: each cell goes to its column's field, blank categories to the row above them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from perfeval_xl.figures import fold, number_of, text_of
from perfeval_xl.importing.account import Ledger
from perfeval_xl.importing.budget_rows import execution_row, group_of
from perfeval_xl.importing.categories import FIELDS, Categories, identity, joined_name
from perfeval_xl.importing.columns import Header
from perfeval_xl.importing.grid import Cell, Row
from perfeval_xl.importing.values import Scale, joint_of, kind_of, read_points, read_value
from perfeval_xl.importing.words import TableWords, Words, key, squeezed
from perfeval_xl.model import Kind
from perfeval_xl.scheme import Scheme

_NUMBERS = frozenset({Kind.AMOUNT, Kind.POINTS, Kind.SCORE, Kind.COUNT})
_RUN_ON = ("indicators", "tasks")
"""Tables with texts so long that a row may go on in the next one."""
_NAMELESS = (*_RUN_ON, "goals")
"""Tables in which a row counts even without its name."""
_ORDINAL = re.compile(r"\d{1,3}[.、]?")
_SHIFTED = "这一行错开了一格，按内容对齐"
_CONTINUED = "没有表头，按上一张表的各列读入"


def _scored(fields: Mapping[str, Sequence[Cell]]) -> bool:
    """Whether points and score are numbers, and nothing but words stands behind them."""
    numbers = [read_points(fields[name][0].value) for name in ("points", "score") if name in fields]
    reason = fields.get("deviation_reason", ())
    return len(numbers) == 2 and None not in numbers and all(number_of(cell.value) is None for cell in reason)


@dataclass(slots=True)
class Table:
    """The table that is being read: its header, the grid's width, and what the next row may go on from."""

    header: Header
    width: int
    words: Words
    scheme: Scheme
    ledger: Ledger
    categories: Categories
    doubt: str = ""
    fresh: bool = True
    """Whether no row has been read since the header or the beginning of this grid."""
    last: int | None = None
    row_doubt: str = ""
    seen: dict[tuple[str, ...], str] = field(default_factory=dict)
    """The rows that were read under earlier headers, and where they stand."""
    here: dict[tuple[str, ...], str] = field(default_factory=dict)

    @classmethod
    def begin(cls, header: Header, width: int, words: Words, scheme: Scheme, ledger: Ledger) -> Table:
        """The first table of a part."""
        ledger.found |= {f"{header.part}[].{name}" for name in header.fields} | {header.part}
        return cls(header, width, words, scheme, ledger, Categories(header.part, words, scheme, ledger))

    def follow(self, header: Header, width: int) -> Table:
        """The same table under a repeated header, or in a grid of its own without one."""
        self.ledger.found |= {f"{header.part}[].{name}" for name in header.fields}
        same = header is self.header
        return replace(
            self,
            header=header,
            width=width,
            doubt=_CONTINUED if same else "",
            fresh=True,
            seen=self.seen if same else self.seen | self.here,
            here=self.here if same else {},
        )

    @property
    def own(self) -> TableWords:
        """The words of this table."""
        return self.words.tables[self.header.part]

    def _figures(self, *also: Kind) -> list[str]:
        """The fields of its header that hold numbers (or a kind of `also`)."""
        kinds = _NUMBERS | set(also)
        return [name for name in self.header.fields if kind_of(f"{self._pattern}.{name}") in kinds]

    @property
    def _pattern(self) -> str:
        part = self.header.part
        return "budget.total" if part == "budget" else part if part == "objective" else f"{part}[]"

    def fits(self, row: Row) -> bool:
        """Whether a row looks like one of this table: a name in its column, a number in one of points or amounts."""
        fields, _ = self.header.by_field(row)
        name = self.own.key
        return (
            name in fields
            and number_of(fields[name][0].value) is None
            and any(number_of(fields[each][0].value) is not None for each in self._figures() if each in fields)
        )

    def begins_left(self, cell: Cell) -> bool:
        """Whether a cell begins at the left edge of the table or beside it."""
        return cell.column <= self.header.left

    def row(self, row: Row) -> None:
        """Reads one row."""
        fields, others = self.header.by_field(row)
        self.row_doubt = ""
        if self.header.part == "indicators" and (aligned := self._aligned(row, fields)):
            fields, others = aligned
            self.row_doubt = _SHIFTED
        if self._is_total(row):
            self._total(row, fields)
        elif self.header.part == "budget":
            self._budget(row, fields, others)
        elif self.header.part == "objective":
            self._objective(fields, others)
        else:
            self._listed(row, fields, others)
        self.fresh = False

    def _aligned(self, row: Row, fields: dict[str, list[Cell]]) -> tuple[dict[str, list[Cell]], list[Cell]] | None:
        """The cells of a row that lost its place by one column, as OCR leaves them; None for a row in its place."""
        name = self.header.column("name")
        if name is None or "name" in fields or not {"points", "score"} <= self.header.fields or _scored(fields):
            return None
        moved = [replace(cell, column=cell.column - 1) if cell.column > name.left else cell for cell in row.cells]
        fields, others = self.header.by_field(Row(tuple(moved)))
        if "name" not in fields or not _scored(fields) or number_of(fields["name"][0].value) is not None:
            return None
        return fields, others

    def _leave(self, cells: Sequence[Cell]) -> None:
        left = self.header.left
        for cell in cells:
            column = self.header.over(cell)
            word = key(cell.text)
            if column is not None:
                if key(column.text) in self.words.order:
                    self.ledger.label(cell)
                else:
                    self.ledger.leave(cell, reason=f"表中没有“{squeezed(column.text)}”这一栏")
            elif word in self.words.blocks or (
                cell.column < left
                and (_ORDINAL.fullmatch(cell.text) or (word and any(word in block for block in self.words.blocks)))
            ):
                self.ledger.label(cell)
            else:
                self.ledger.leave(cell, reason="这一列没有表头")

    def _put(self, at: str, pattern: str, cells: Sequence[Cell], doubt: str = "") -> bool:
        name = pattern.rpartition(".")[2]
        column = self.header.column(name)
        value, told = read_value(pattern, cells, column.scale if column else Scale())
        doubts = (self.doubt, self.row_doubt, column.doubt if column else "", doubt, told)
        return self.ledger.place(at, value, cells, "；".join(filter(None, doubts)))

    def _is_total(self, row: Row) -> bool:
        labels = [cell for cell in row.cells if number_of(cell.value) is None][:2]
        if any(fold(cell.text) in self.words.helpers for cell in labels):
            return True
        if self.header.part in ("budget", "objective") or self.own.sums:
            return False
        return any(key(cell.text) in self.words.totals for cell in labels)

    def _total(self, row: Row, fields: dict[str, list[Cell]]) -> None:
        """A row of totals is computed, not read; only a total score that stands nowhere else is taken."""
        whole = not any(key(cell.text) in self.words.subtotals for cell in row.cells)
        scored = fields.get("score", []) if whole and self.header.part in ("indicators", "components") else []
        for cell in row.cells:
            if cell in scored and "declared.total" not in self.ledger.placed:
                value, _ = read_value("declared.total", [cell])
                self.ledger.place_weakly("declared.total", value, [cell], "取自合计行")
            elif key(cell.text) in self.words.totals or fold(cell.text) in self.words.helpers:
                self.ledger.label(cell)
            else:
                self.ledger.leave(cell, reason="合计行由公式算出，不读入")

    def _budget(self, row: Row, fields: dict[str, list[Cell]], others: list[Cell]) -> None:
        labels = [cell for cell in (*row.above, *row.cells) if self.header.over(cell) is None or cell in others]
        group = group_of([cell for cell in labels if cell in row.cells], self.words) or group_of(labels, self.words)
        if group is None:
            reason = "预算情况没有这一行" if fields else "没有认出这一格属于哪一栏"
            self.ledger.leave(*row.cells, reason=reason)
            return
        self.ledger.found.add(f"budget.{group}")
        self.ledger.label(*(cell for cell in labels if cell in row.cells))
        for name, cells in fields.items():
            if name in ("points", "score") and group != "total":
                self.ledger.leave(*cells, reason="只有部门预算总额一行计分")
            else:
                self._put(f"budget.{group}.{name}", f"budget.{group}.{name}", cells)

    def _objective(self, fields: dict[str, list[Cell]], others: list[Cell]) -> None:
        for name, cells in fields.items():
            at = f"objective.{name}"
            if (at,) in self.here:
                for cell in cells:
                    self.ledger.extend(at, cell.text, cell, "接上一行", joint_of(at))
            elif self._put(at, at, cells):
                self.here[(at,)] = cells[0].origin
        self._leave(others)

    def _listed(self, row: Row, fields: dict[str, list[Cell]], others: list[Cell]) -> None:
        part, name = self.header.part, self.own.key
        self._leave(others)
        labels = self.categories.take(fields, self.last)
        data = {each: cells for each, cells in fields.items() if each not in FIELDS}
        if part == "indicators" and data and execution_row(labels, data, self.scheme, self.ledger):
            return
        if self._printed(data):
            self.ledger.label(*data[name])
        elif data and self._goes_on(data):
            self._go_on(data)
        elif data and not self._joins(row, data):
            if name not in data and part not in _NAMELESS:
                self.ledger.leave(*(cell for cells in data.values() for cell in cells), reason="这一行没有名称")
            elif not self._again(labels, data):
                self._add(row, labels, data)

    def _add(self, row: Row, labels: dict[str, tuple[str, Cell]], data: dict[str, list[Cell]]) -> None:
        """Makes a row of what `data` has, with the labels beside it and the merged cells that reach down into it."""
        part, name = self.header.part, self.own.key
        self.last = 0 if self.last is None else self.last + 1
        at = f"{part}[{self.last}]"
        for each, (text, cell) in labels.items():
            self.ledger.place(f"{at}.{each}", text, [cell], self.doubt)
        above = {each: cell for each, cell in self.header.reaching(row).items() if each not in data}
        alone = part in _RUN_ON and set(data) == {name} and len(self.header.fields) > 2 and self.last > 0
        doubts = ["这一行只有名称，可能是上一行的后半"] if alone else []
        figures = self._figures()
        doubts += [f"“{cell.text}”与上面的行合并，只算在上面" for each, cell in above.items() if each in figures]
        for each, cells in data.items():
            self._put(f"{at}.{each}", f"{part}[].{each}", cells, "；".join(doubts) if each == name else "")
        for each, cell in above.items():
            if each in self.own.down | self.own.shared:
                told = "几行合用一格" if each in self.own.shared else ""
                self._put(f"{at}.{each}", f"{part}[].{each}", [cell], told)

    def _printed(self, data: dict[str, list[Cell]]) -> bool:
        """Whether a row only has the name that the form prints for those who have something to put there."""
        name = self.own.key
        return set(data) == {name} and bool(self.words.placeholder.fullmatch(fold(data[name][0].text[:80])))

    def _goes_on(self, data: dict[str, list[Cell]]) -> bool:
        """Whether a row is the rest of the row above: only texts, and no name, or the top of a page."""
        if self.last is None or any(name in data for name in self._figures(Kind.TYPED)):
            return False
        return self.own.key not in data or (self.fresh and self.header.part in _RUN_ON and self._complete())

    def _complete(self) -> bool:
        """Whether the row above has its figures, so that this one is not simply a form half filled in."""
        at = f"{self.header.part}[{self.last}]"
        return any(f"{at}.{name}" in self.ledger.placed for name in self._figures(Kind.TYPED))

    def _go_on(self, data: dict[str, list[Cell]]) -> None:
        part = self.header.part
        for name, cells in data.items():
            at = f"{part}[{self.last}].{name}"
            for cell in cells:
                if at in self.ledger.placed:
                    self.ledger.extend(at, squeezed(cell.text), cell, "接上一行", joint_of(at))
                else:
                    self._put(at, f"{part}[].{name}", [cell], "接上一行")

    def _joins(self, row: Row, data: dict[str, list[Cell]]) -> bool:
        """Adds a name without points of its own to the indicator above, whose points cover both; whether it does."""
        at = f"indicators[{self.last}].name"
        if self.header.part != "indicators" or set(data) != {"name"} or at not in self.ledger.placed:
            return False
        name = squeezed("".join(cell.text for cell in data["name"]))
        before = text_of(self.ledger.placed[at].value)
        if "points" not in self.header.reaching(row) and not joined_name(before, name, self.scheme):
            return False
        for cell in data["name"]:
            joint = "、" if cell is data["name"][0] else ""
            self.ledger.extend(at, squeezed(cell.text), cell, "几行合用一个分值，名称合成一项", joint)
        return True

    def _again(self, labels: dict[str, tuple[str, Cell]], data: dict[str, list[Cell]]) -> bool:
        """Leaves a row that was read under an earlier header already; whether it is one."""
        cells = [cell for name in (self.own.key, "target", "criterion") for cell in data.get(name, ())]
        if self.own.key not in data:
            return False
        known = identity(labels, cells)
        if known in self.seen:
            left = [cell for listed in data.values() for cell in listed]
            self.ledger.leave(*left, reason=f"与{self.seen[known]}是同一行，前面已经读入")
            self.ledger.label(*(cell for _, cell in labels.values()))
            return True
        self.here.setdefault(known, data[self.own.key][0].origin)
        return False
