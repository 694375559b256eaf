"""An old form read from top to bottom: headers open tables, labels close them, every cell is accounted for."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from perfeval_xl import names
from perfeval_xl import scheme as schemes
from perfeval_xl.figures import fold, number_of, text_of
from perfeval_xl.importing import material, sentences
from perfeval_xl.importing.account import Import, Ledger
from perfeval_xl.importing.columns import Header
from perfeval_xl.importing.grid import Block, Cell, Grid, Line, Row, side_by_side
from perfeval_xl.importing.headers import find
from perfeval_xl.importing.labels import Labels
from perfeval_xl.importing.missing import missing
from perfeval_xl.importing.second import Second, find_second
from perfeval_xl.importing.tables import Table
from perfeval_xl.importing.unpack import unpack
from perfeval_xl.importing.whose import whose
from perfeval_xl.importing.words import key, squeezed, words
from perfeval_xl.lines import component_of
from perfeval_xl.scheme import Scheme

_NUMBERING = re.compile(r"^(?:[一二三四五六七八九十]{1,3}[、.．]|[（(][一二三四五六七八九十]{1,3}[)）]、?)")


def read(blocks: Sequence[Block], scheme: Scheme) -> Import:
    """The form that `blocks` hold under `scheme`, with the account of every cell. Never raises on any content."""
    reading = _Reading(scheme)
    listed = material.contents(blocks)
    reading.ledger.label(*listed)
    entries = set(map(id, listed))
    blocks = unpack([block for block in blocks if id(block) not in entries], scheme)
    if second := find_second(blocks, scheme):
        reading.leave_second(blocks[second.start :], second)
        blocks = blocks[: second.start]
    report = material.split(blocks, scheme)
    for block in report.rest:
        if isinstance(block, Grid):
            reading.grid(block)
        else:
            reading.line(block)
    if report.title:
        material.place_title(report.title, reading.ledger)
    material.place_closing(reading.loose, scheme, reading.ledger)
    reading.ledger.leave(*reading.loose, reason="表外的文字")
    sentences.place((line for item in report.sections for line in item.lines), scheme, reading.ledger)
    material.place(report.sections, scheme, reading.ledger)
    return reading.result(bool(report.sections))


class _Reading:
    """One form while it is read."""

    def __init__(self, scheme: Scheme):
        self.scheme = scheme
        self.words = words()
        self.ledger = Ledger()
        self.labels = Labels(self.words, self.ledger, scheme)
        self.table: Table | None = None
        self.tables: dict[str, Table] = {}
        """The last table of each part, from which one under a repeated header goes on."""
        self.loose: list[Line] = []
        """Lines outside the tables that belong nowhere."""
        self.whose: dict[str, str] = {}
        """By label, the unit and the year of the form, as first met."""
        self.other = ""
        """Whose form it is that has begun after the first one."""
        self.notes = frozenset(fold(note) for note in scheme.form.notes)
        known = (scheme, *schemes.all_schemes().values())
        self.titles = frozenset(key(title) for item in known for title in material.form_parts(item))

    def line(self, line: Line) -> None:
        """Reads a paragraph outside the tables."""
        if not line.text.strip() or self._of_another([line]):
            return
        if self._printed(line.text) or self.labels.text(line):
            self.ledger.label(line)
        elif not self.labels.signature(line):
            self.loose.append(line)

    def grid(self, grid: Grid) -> None:
        """Reads a sheet or a table; tables that stand side by side with an empty column between one after the other."""
        self.ledger.leave(*grid.unsaved, reason="公式没有保存结果，请在 Excel 中打开、保存后再导入")
        if grid.hidden:
            self.ledger.leave(*grid.cells, reason="在隐藏的工作表里，没有读")
            return
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
            if self.other:
                self._of_another(rows[index].cells)
                index += 1
                continue
            header = find(rows, index, self.words, self.labels.caption_unit or self.labels.unit)
            if header:
                self._open(header, grid.width)
                index += header.height
            else:
                self._row(rows, index)
                index += 1

    def _open(self, header: Header, width: int) -> None:
        self.ledger.label(*header.cells)
        for cell in header.beside:
            if cell.rows > 1 and number_of(cell.value) is None:
                self.ledger.label(cell)
            elif not self.labels.text(cell):
                self.labels.rest(cell)
        self.labels.open, self.labels.waiting_phone = [], False
        self.labels.caption_unit = ""
        before = self.tables.get(header.part)
        if before:
            self.table = before.follow(header, width)
        else:
            self.table = Table.begin(header, width, self.words, self.scheme, self.ledger)
        self.tables[header.part] = self.table

    def _row(self, rows: Sequence[Row], index: int) -> None:
        cells = tuple(cell for cell in rows[index].cells if id(cell) not in self.labels.taken)
        row = replace(rows[index], cells=cells)
        if not cells:
            return
        if all(self._printed(cell.text) or key(cell.text) in self.words.blocks for cell in cells):
            for cell in cells:
                self.labels.block(cell)
        elif self.table is None or self._leaves_table(self.table, row):
            self._outside([*rows[:index], row, *rows[index + 1 : index + 2]], index)
        else:
            self.table.row(row)

    def _leaves_table(self, table: Table, row: Row) -> bool:
        """Whether a row below a header belongs to the table no more: a label, a note or a title begins it."""
        cells = [cell for cell in row.cells if key(cell.text) not in self.words.blocks] or list(row.cells)
        first = cells[0]
        if self.labels.is_label(first):
            return table.begins_left(first) or not table.fits(row)
        if len(row.cells) > 1:
            return False
        return self._is_print(first) or (table.own.key == "institution" and bool(_NUMBERING.match(first.text)))

    def _is_print(self, cell: Cell) -> bool:
        text = fold(cell.text[:200])
        return any(pattern(text) for pattern in (self.words.title.fullmatch, self.words.note.match, self._signed))

    def _signed(self, text: str) -> bool:
        return bool(self.words.signature.match(text))

    def _outside(self, rows: Sequence[Row], index: int) -> None:
        row = rows[index]
        if self._of_another(row.cells):
            return
        taken = self.labels.row(rows, index)
        if taken:
            self.table = None
        elif not self.labels.go_on(row):
            for cell in row.cells:
                self.labels.rest(cell)

    def _of_another(self, cells: Sequence[Cell | Line]) -> bool:
        """Leaves what belongs to a second form, which begins where another unit or year is named below a table."""
        if not self.other:
            for label, value in whose(cells, self.words):
                before = self.whose.setdefault(label, value) if fold(value) else value
                if self.tables and fold(before) != fold(value):
                    self.other = squeezed(value)
                    self._tell_of_another("表", cells[0].origin, self.other)
                    break
        if self.other:
            self.ledger.leave(*cells, reason=f"属于另一份表（{self.other}），一次只导入一份")
        return bool(self.other)

    def _tell_of_another(self, what: str, origin: str, who: str) -> None:
        self.ledger.notes.append(
            f"文件里不止一份{what}：从{origin}起是另一份（{who}），没有读；要导入它，请把它单独存成一个文件。"
        )

    def leave_second(self, blocks: Sequence[Block], second: Second) -> None:
        """Leaves a second report or form with everything behind it."""
        items = [item for block in blocks for item in (block.cells if isinstance(block, Grid) else (block,))]
        shown = [item for item in items if item.text.strip()]
        self._tell_of_another(second.what, shown[0].origin, second.who)
        self.ledger.leave(*shown, reason=f"属于另一份{second.what}（{second.who}），一次只导入一份")

    def _printed(self, text: str) -> bool:
        """Whether a text is one of the notes printed on the form."""
        folded = fold(text[:4000])
        if (
            not folded
            or self.words.prompt.fullmatch(folded)
            or key(_NUMBERING.sub("", text.strip()[:200])) in self.titles
        ):
            return True
        bare = folded.removeprefix("注:").removeprefix("注")
        return bool(self.words.note.match(folded)) or any(
            note in folded or (len(bare) > 20 and bare in note) for note in self.notes
        )

    def result(self, with_report: bool) -> Import:
        """The finished account."""
        self._drop_sums()
        made = self.ledger.result(missing(self.ledger.found, self.scheme), self.scheme.id)
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
