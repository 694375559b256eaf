"""An old form read from top to bottom: headers open tables, labels close them, every cell is accounted for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from perfeval_xl import names
from perfeval_xl.figures import fold, text_of
from perfeval_xl.importing import material
from perfeval_xl.importing.account import Import, Ledger
from perfeval_xl.importing.grid import Block, Cell, Grid, Line, Row, side_by_side
from perfeval_xl.importing.headers import Header, find
from perfeval_xl.importing.labels import Labels
from perfeval_xl.importing.tables import Table
from perfeval_xl.importing.words import key, words
from perfeval_xl.lines import component_of
from perfeval_xl.scheme import Scheme

_SCALARS = (
    "agency.name", "agency.preparer", "agency.phone", "fiscal_year",
    "objective.text", "objective.result", "declared.total", "declared.grade",
)  # fmt: skip
_OPTIONAL = frozenset({"indicators[].criterion", "indicators[].tier"})


def read(blocks: Sequence[Block], scheme: Scheme) -> Import:
    """The form that `blocks` hold under `scheme`, with the account of every cell. Never raises on any content."""
    reading = _Reading(scheme)
    report = material.split(blocks, scheme)
    for block in report.rest:
        if isinstance(block, Grid):
            reading.grid(block)
        else:
            reading.line(block)
    if report.title:
        material.place_title(report.title, reading.ledger)
    material.place(report.sections, reading.ledger)
    return reading.result(bool(report.sections))


class _Reading:
    """One form while it is read."""

    def __init__(self, scheme: Scheme):
        self.scheme = scheme
        self.words = words()
        self.ledger = Ledger()
        self.labels = Labels(self.words, self.ledger)
        self.table: Table | None = None
        self.tables: dict[str, Table] = {}
        """The last table of each part, from which one under a repeated header goes on."""
        self.notes = frozenset(fold(note) for note in scheme.form.notes)

    def line(self, line: Line) -> None:
        """Reads a paragraph outside the tables."""
        if not line.text.strip():
            return
        if self._printed(line.text) or self.labels.text(line):
            self.ledger.label(line)
        else:
            self.ledger.leave(line, reason="表外的文字")

    def grid(self, grid: Grid) -> None:
        """Reads a sheet or a table; tables that stand side by side with an empty column between one after the other."""
        first, *others = self._apart(grid)
        self._part(first)
        for part in others:
            self.table = None
            self._part(part)

    def _apart(self, grid: Grid) -> list[Grid]:
        """The parts of a grid that have a header of their own; what has none belongs to the part on its left."""
        parts = side_by_side(grid)
        if len(parts) < 2:
            return [grid]
        groups: list[list[Grid]] = []
        for part in parts:
            rows = list(part.lines())
            if groups and not any(find(rows, index, self.words) for index in range(len(rows))):
                groups[-1].append(part)
            else:
                groups.append([part])
        if len(groups) < 2:
            return [grid]
        return [
            Grid(grid.title, tuple(cell for part in group for cell in part.cells), group[-1].width) for group in groups
        ]

    def _part(self, grid: Grid) -> None:
        rows = list(grid.lines())
        before, self.table = self.table, None
        if before and rows and (before.width == grid.width or before.fits(rows[0])):
            self.table = self.tables[before.header.part] = before.follow(before.header, grid.width)
        index = 0
        while index < len(rows):
            header = find(rows, index, self.words, self.labels.unit)
            if header:
                self._open(header, grid.width)
                index += header.height
            else:
                self._row(rows, index)
                index += 1

    def _open(self, header: Header, width: int) -> None:
        self.ledger.label(*header.cells)
        self.labels.open = []
        before = self.tables.get(header.part)
        if before:
            self.table = before.follow(header, width)
        else:
            self.table = Table(header, width, self.words, self.scheme, self.ledger)
        self.tables[header.part] = self.table

    def _row(self, rows: Sequence[Row], index: int) -> None:
        row = rows[index]
        if not row.cells:
            return
        if all(self._printed(cell.text) for cell in row.cells):
            self.ledger.label(*row.cells)
        elif self.table is None or self._leaves_table(row):
            self._outside(rows, index)
        else:
            self.table.row(row)

    def _leaves_table(self, row: Row) -> bool:
        """Whether a row below a header belongs to the table no more: a label, a note or a title begins it."""
        cells = [cell for cell in row.cells if key(cell.text) not in self.words.blocks] or list(row.cells)
        first = cells[0]
        if self.labels.is_label(first):
            return True
        return len(row.cells) == 1 and self._is_print(first)

    def _is_print(self, cell: Cell) -> bool:
        text = fold(cell.text[:200])
        return bool(self.words.title.fullmatch(text) or self.words.note.match(text))

    def _outside(self, rows: Sequence[Row], index: int) -> None:
        row = rows[index]
        taken = self.labels.row(rows, index)
        if taken:
            self.table = None
        elif not self.labels.go_on(row):
            for cell in row.cells:
                if key(cell.text) in self.words.blocks:
                    self.ledger.label(cell)
                else:
                    self.ledger.leave(cell, reason="没有认出这一格属于哪一栏")

    def _printed(self, text: str) -> bool:
        """Whether a text is one of the notes printed on the form."""
        folded = fold(text[:4000])
        if not folded:
            return True
        bare = folded.removeprefix("注:").removeprefix("注")
        return bool(self.words.note.match(folded)) or any(
            note in folded or (len(bare) > 20 and bare in note) for note in self.notes
        )

    def result(self, with_report: bool) -> Import:
        """The finished account."""
        self._drop_sums()
        made = self.ledger.result(self._missing(), self.scheme.id)
        if with_report:
            return replace(made, missing=(*made.missing, *material.missing(made, self.scheme)))
        return made

    def _drop_sums(self) -> None:
        """Takes back the scores of components that have rows of their own: they are sums of these."""
        placed = self.ledger.placed
        with_rows = {
            rule.name
            for at, item in placed.items()
            if names.pattern(at) == "indicators[].category" and (rule := component_of(text_of(item.value), self.scheme))
        }
        if not with_rows:
            return
        with_rows |= {rule.name for rule in self.scheme.component if rule.scores == "budget"}
        sums = {
            at.rpartition(".")[0]
            for at, item in placed.items()
            if names.pattern(at) == "components[].name"
            and (rule := component_of(text_of(item.value), self.scheme))
            and rule.name in with_rows
        }
        inside = [at for at in placed if at.rpartition(".")[0] in sums]
        self.ledger.withdraw(inside, "一级指标的得分由三级指标合计得出，不读入")

    def _missing(self) -> Iterable[str]:
        found = self.ledger.found
        for name in _SCALARS:
            if name not in found:
                yield names.label(name)
        for part in ("tasks", "budget", "indicators"):
            if part not in found:
                if part != "indicators" or "components" not in found:
                    yield f"{names.parts()[part]}（整张表）"
                else:
                    yield "绩效指标（原表只有一级指标得分）"
                continue
            yield from self._missing_of(part)

    def _missing_of(self, part: str) -> Iterable[str]:
        found, label = self.ledger.found, names.parts()[part]
        if part == "budget":
            groups = [name for name in names.parts() if name.startswith("budget.")]
            yield from (f"{label}“{names.parts()[name]}”一行" for name in groups if name not in found)
            wanted = [name for name in names.terms() if name.startswith("budget.total.")]
            columns = {f"budget[].{name.rpartition('.')[2]}": name for name in wanted}
            yield from (
                f"{label}“{names.terms()[name].label}”一列"
                for column, name in columns.items()
                if column not in found and name not in found
            )
            return
        for pattern, term in names.terms().items():
            if pattern.startswith(f"{part}[]") and pattern not in found and pattern not in _OPTIONAL:
                yield f"{label}“{term.label}”一列"
