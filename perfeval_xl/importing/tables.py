"""Rows of data under a header: each cell goes to its column's field, blank categories to the row above them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from perfeval_xl.figures import number_of
from perfeval_xl.importing.account import Ledger
from perfeval_xl.importing.grid import Cell, Row
from perfeval_xl.importing.headers import Column, Header
from perfeval_xl.importing.values import Scale, read_points, read_value
from perfeval_xl.importing.words import Words, key, squeezed
from perfeval_xl.lines import category_key, component_of
from perfeval_xl.scheme import Scheme

_LABELS = ("category", "subcategory")
_FIGURES = ("points", "score", "target", "actual", "budget", "budget_fiscal", "outturn", "outturn_fiscal")
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
    doubt: str = ""
    fresh: bool = True
    """Whether no row has been read since the header or the beginning of this grid."""
    above: dict[str, tuple[str, Cell]] = field(default_factory=dict)
    """The 一级 and 二级指标 that count for a row where none is written."""
    last: int | None = None
    row_doubt: str = ""

    def __post_init__(self) -> None:
        part = self.header.part
        self.ledger.found |= {f"{part}[].{name}" for name in self.header.fields} | {part}

    def follow(self, header: Header, width: int) -> Table:
        """The same table under a repeated header, or in a grid of its own without one."""
        same = header is self.header
        return Table(
            header,
            width,
            self.words,
            self.scheme,
            self.ledger,
            doubt=_CONTINUED if same else "",
            above=self.above,
            last=self.last,
        )

    def fits(self, row: Row) -> bool:
        """Whether a row looks like one of this table: a name in its column, a number in one of points or amounts."""
        fields, _ = self._by_field(row)
        numbers = [name for name in _FIGURES if name in fields and name not in ("target", "actual")]
        return (
            "name" in fields
            and number_of(fields["name"][0].value) is None
            and any(number_of(fields[name][0].value) is not None for name in numbers)
        )

    def row(self, row: Row) -> None:
        """Reads one row."""
        fields, others = self._by_field(row)
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
        if "name" in fields or not {"name", "points", "score"} <= self.header.fields or _scored(fields):
            return None
        start = self._of("name").left
        moved = [replace(cell, column=cell.column - 1) if cell.column > start else cell for cell in row.cells]
        fields, others = self._by_field(Row(tuple(moved)))
        if "name" not in fields or not _scored(fields) or number_of(fields["name"][0].value) is not None:
            return None
        return fields, others

    def _by_field(self, row: Row) -> tuple[dict[str, list[Cell]], list[Cell]]:
        """The cells that begin in the row by the field of their column, and those without a field."""
        fields: dict[str, list[Cell]] = defaultdict(list)
        others: list[Cell] = []
        for cell in row.cells:
            column = self._column(cell)
            if column and column.field:
                fields[column.field].append(cell)
            else:
                others.append(cell)
        return fields, others

    def _column(self, cell: Cell) -> Column | None:
        over = [column for column in self.header.columns if column.left <= cell.right and cell.column <= column.right]
        return next((column for column in over if column.field), over[0] if over else None)

    def _of(self, name: str) -> Column:
        return next(column for column in self.header.columns if column.field == name)

    def _leave(self, cells: Sequence[Cell]) -> None:
        left = min(column.left for column in self.header.columns)
        for cell in cells:
            column = self._column(cell)
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

    def _put(self, at: str, pattern: str, cells: Sequence[Cell], doubt: str = "") -> None:
        name = pattern.rpartition(".")[2]
        column = self._of(name) if name in self.header.fields else None
        value, told = read_value(pattern, cells, column.scale if column else Scale())
        doubts = (self.doubt, self.row_doubt, column.doubt if column else "", doubt, told)
        self.ledger.place(at, value, cells, "；".join(filter(None, doubts)))

    def _is_total(self, row: Row) -> bool:
        if self.header.part in ("budget", "objective"):
            return False
        labels = [cell for cell in row.cells if number_of(cell.value) is None][:2]
        return any(key(cell.text) in self.words.totals for cell in labels)

    def _total(self, row: Row, fields: dict[str, list[Cell]]) -> None:
        """A row of totals is computed, not read; only a total score that stands nowhere else is taken."""
        scored = fields.get("score", []) if self.header.part in ("indicators", "components") else []
        for cell in row.cells:
            if cell in scored and "declared.total" not in self.ledger.placed:
                value, _ = read_value("declared.total", [cell])
                self.ledger.place_weakly("declared.total", value, [cell], "取自合计行")
            elif key(cell.text) in self.words.totals:
                self.ledger.label(cell)
            else:
                self.ledger.leave(cell, reason="合计行由公式算出，不读入")

    def _budget(self, row: Row, fields: dict[str, list[Cell]], others: list[Cell]) -> None:
        labels = [cell for cell in (*row.above, *row.cells) if self._column(cell) is None or cell in others]
        group = self._group([cell for cell in labels if cell in row.cells]) or self._group(labels)
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

    def _group(self, labels: Sequence[Cell]) -> str | None:
        """The row of the budget that a label names: by its last words, each cell alone, then all in one."""
        ordered = sorted(labels, key=lambda cell: cell.column, reverse=True)
        texts = [key(cell.text) for cell in ordered] + [key("".join(cell.text for cell in reversed(ordered)))]
        return next((group for text in texts for word, group in self.words.rows if text.endswith(word)), None)

    def _objective(self, fields: dict[str, list[Cell]], others: list[Cell]) -> None:
        for name, cells in fields.items():
            at = f"objective.{name}"
            if at in self.ledger.placed:
                for cell in cells:
                    self.ledger.extend(at, cell.text, cell, "接上一行")
            else:
                self._put(at, at, cells)
        self._leave(others)

    def _listed(self, row: Row, fields: dict[str, list[Cell]], others: list[Cell]) -> None:
        part = self.header.part
        self._leave(others)
        labels = self._labels(row, fields)
        data = {name: cells for name, cells in fields.items() if name not in _LABELS}
        if part == "indicators" and data and self._budget_row(labels, data):
            return
        if data and self._goes_on(data):
            for name, cells in data.items():
                at = f"{part}[{self.last}].{name}"
                for cell in cells:
                    if at in self.ledger.placed:
                        self.ledger.extend(at, squeezed(cell.text), cell, "接上一行")
                    else:
                        self._put(at, f"{part}[].{name}", [cell], "接上一行")
            return
        if not data:
            return
        if part == "components" and "name" not in data:
            self.ledger.leave(*row.cells, reason="这一行没有指标名称")
            return
        self.last = 0 if self.last is None else self.last + 1
        for name, (text, cell) in labels.items():
            self.ledger.place(f"{part}[{self.last}].{name}", text, [cell], self.doubt)
        for name, cells in data.items():
            alone = name == "name" and set(data) == {"name"} and len(self.header.fields) > 2
            doubt = "这一行只有名称，可能是上一行的后半" if alone and self.last else ""
            self._put(f"{part}[{self.last}].{name}", f"{part}[].{name}", cells, doubt)

    def _labels(self, row: Row, fields: dict[str, list[Cell]]) -> dict[str, tuple[str, Cell]]:
        """The 一级 and 二级指标 of the row: written in it, merged down into it, or the ones above."""
        for name in _LABELS:
            if name not in self.header.fields:
                continue
            cells = fields.get(name, [])
            if not cells:
                continue
            text, before = squeezed("".join(cell.text for cell in cells)), self.above.get(name)
            if before and self._is_rest(name, before[0], text):
                self.above[name] = (squeezed(before[0] + text), before[1])
                self.ledger.label(*cells)
                self._mend(name, before[0], self.above[name][0])
                continue
            if name == "category" and not (before and category_key(before[0]) == category_key(text)):
                self.above.pop("subcategory", None)
            self.above[name] = (text, cells[0])
            self.ledger.label(*cells)
        return dict(self.above)

    def _is_rest(self, name: str, before: str, text: str) -> bool:
        """Whether `text` is the second half of the label above, which was broken over two cells."""
        if name == "category":
            return component_of(text, self.scheme) is None and component_of(before + text, self.scheme) is not None
        known = {key(word) for rule in self.scheme.component for word in rule.subcategories}
        return key(text) not in known and key(before) not in known and key(before + text) in known

    def _mend(self, name: str, before: str, whole: str) -> None:
        """Gives the rows that were read under the first half of a label the whole of it."""
        part, index = self.header.part, self.last
        while index is not None and index >= 0:
            placed = self.ledger.placed.get(f"{part}[{index}].{name}")
            if placed is None or placed.value != before:
                return
            self.ledger.rewrite(placed.at, whole, "一级、二级指标分在几格")
            index -= 1

    def _goes_on(self, data: dict[str, list[Cell]]) -> bool:
        """Whether a row is the rest of the row above: only texts, and no name, or the top of a page."""
        if self.last is None or any(name in data for name in _FIGURES):
            return False
        return "name" not in data or (self.fresh and self._complete())

    def _complete(self) -> bool:
        """Whether the row above has its figures, so that this one is not simply a form half filled in."""
        part = self.header.part
        return any(f"{part}[{self.last}].{name}" in self.ledger.placed for name in _FIGURES)

    def _budget_row(self, labels: dict[str, tuple[str, Cell]], data: dict[str, list[Cell]]) -> bool:
        """Takes a row of 绩效指标 that is the execution rate as a component of its own; whether it is one."""
        if "category" not in labels:
            return False
        text, cell = labels["category"]
        rule = component_of(text, self.scheme)
        if rule is None or rule.scores != "budget":
            return False
        name = "".join(part.text for part in data.get("name", []))
        if name and component_of(name, self.scheme) is not rule:
            return False
        self.ledger.label(cell, *data.get("name", []))
        for column, at in (("points", "points"), ("score", "score"), ("actual", "execution_rate")):
            if cells := data.pop(column, []):
                value, told = read_value(f"budget.total.{at}", cells)
                doubt = "；".join(filter(None, ("取自绩效指标中预算执行率一行", told)))
                self.ledger.place_weakly(f"budget.total.{at}", value, cells, doubt)
        data.pop("name", None)
        for cells in data.values():
            self.ledger.leave(*cells, reason="预算执行率一行没有这一栏")
        return True
