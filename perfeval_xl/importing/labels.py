"""Labels with a value beside them: the unit's name, the total, the year, whoever filled in the form."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from perfeval_xl.figures import fold
from perfeval_xl.importing.account import Ledger, title_of
from perfeval_xl.importing.grid import Cell, Line, Row
from perfeval_xl.importing.values import UNITS, joint_of, kind_of, money_unit, read_value, unit_in, year_in
from perfeval_xl.importing.words import Words, flat, key, squeezed
from perfeval_xl.model import Kind
from perfeval_xl.scheme import Scheme

_PHONE = re.compile(r"(?:\+?\d[\d\-—－ ()（）转]{5,24}\d)$")
_SEAL = re.compile(r"[（(](?:盖章|公章|签章|签名|签字)[）)]$")
YEAR_ALONE = re.compile(r"\(?(?:\d{4}|[二一][〇○零0oO九][〇○零0oO一二三四五六七八九]{2})年度?\)?")
_DIGITS_ALONE = re.compile(r"(?:19|20)\d{2}")
_LONGEST = 200
_COVER = "profile."
"""What stands on the cover of a form; its labels are known for what they are in every scheme."""
_BASE = ("staffing", "comparison")
"""Parts whose labels are everyday words, so that they only count where the scheme's form has the part."""


@dataclass(frozen=True, slots=True)
class Label:
    """A label found: the dotted name it stands for ("" where the form has no place for it), its cells, its words."""

    name: str
    cells: tuple[Cell, ...]
    spare: bool = False

    @property
    def text(self) -> str:
        """Its words, without a colon."""
        return squeezed("".join(cell.text for cell in self.cells)).rstrip(":：")


@dataclass(slots=True)
class Labels:
    """Finds labels and their values, and remembers the money unit and the texts that may go on in the next row."""

    words: Words
    ledger: Ledger
    scheme: Scheme
    unit: str = ""
    caption_unit: str = ""
    """The money unit in the caption of the next table."""
    open: list[tuple[str, Cell]] = field(default_factory=list)
    taken: set[int] = field(default_factory=set)
    """The cells of the next row that are the lower part of a label (by `id`)."""
    waiting_phone: bool = False

    def row(self, rows: Sequence[Row], index: int) -> bool:
        """Takes the labels of one row with their values; whether there was any."""
        cells = rows[index].cells
        below = rows[index + 1].cells if index + 1 < len(rows) else ()
        labelled = list(self._labelled(cells, below))
        apart = {cell.column for cell in cells if self._pieces(cell.text)}
        rest = list(cells)
        if labelled:
            self.open = []
        for number, label in enumerate(labelled):
            start = max(cell.right for cell in label.cells)
            stops = apart | {cell.column for other in labelled[number + 1 :] for cell in other.cells}
            end = min((column for column in stops if column > start), default=None)
            beside = [
                cell
                for cell in (*cells, *rows[index].above)
                if cell.column > start and (end is None or cell.column < end) and cell not in label.cells
            ]
            self.ledger.label(*label.cells)
            self.taken |= {id(cell) for cell in label.cells}
            beside = _touching(sorted(beside, key=lambda cell: cell.column))
            self._value(label, beside)
            rest = [cell for cell in rest if cell not in label.cells and cell not in beside]
        inline = [cell for cell in rest if self.text(cell)]
        rest = [cell for cell in rest if cell not in inline]
        if labelled or inline:
            for cell in rest:
                self.rest(cell)
        return bool(labelled or inline)

    def is_label(self, cell: Cell) -> bool:
        """Whether a cell is one of the labels, alone or with its value behind a colon."""
        return self._name(key(cell.text)) is not None or bool(self._pieces(cell.text))

    def _name(self, word: str) -> str | None:
        """The dotted name that `word` labels; None for another word, and for a part that the scheme's form has not."""
        name = self.words.scalars.get(word)
        part = (name or "").partition(".")[0]
        return None if part in _BASE and part not in self.scheme.form.parts else name

    def _labelled(self, cells: Sequence[Cell], below: Sequence[Cell]) -> Iterator[Label]:
        """The labels of a row with the cells they are made of: one, two side by side, or one above the other."""
        skip: set[int] = set()
        for place, cell in enumerate(cells):
            if place in skip or len(cell.text) > _LONGEST or any(value for _, value in self._pieces(cell.text)):
                continue
            under = next((other for other in below if other.column == cell.column), None)
            beside = cells[place + 1] if place + 1 < len(cells) else None
            for parts in ((cell, under), (cell,), (cell, beside)):
                whole = [part for part in parts if part]
                word = key("".join(part.text for part in whole))
                name = self._name(word) if len(whole) == len(parts) else None
                if name is not None:
                    if parts[-1] is beside:
                        skip.add(place + 1)
                    yield Label(name, tuple(whole), word in self.words.spare)
                    break

    def _value(self, label: Label, cells: list[Cell]) -> None:
        name = label.name
        if name == "money_unit":
            self._unit(cells)
        elif name == "agency.contact":
            self._contact(cells)
        elif not self._has_place(name):
            self.ledger.leave(*cells, reason=f"标准表没有“{label.text}”这一栏")
        else:
            kind = kind_of(name)
            if cells and kind not in (Kind.PROSE, Kind.TEXT):
                self.ledger.leave(*cells[1:], reason=f"“{title_of(name)}”只取右边第一格")
                cells = cells[:1]
            value, doubt = read_value(name, cells) if cells else (None, "")
            if kind in (Kind.AMOUNT, Kind.COUNT) and isinstance(value, str) and not re.search(r"\d", fold(value)):
                self.ledger.leave(*cells, reason=f"“{title_of(name)}”旁边不是数")
                value, cells = None, []
            if label.spare:
                doubt = "；".join(filter(None, (f"取自“{label.text}”一栏", doubt)))
                self.ledger.place_weakly(name, value, cells, doubt)
            elif self.ledger.place(name, value, cells, doubt) and kind is Kind.PROSE:
                self.open.append((name, cells[-1]))

    def _has_place(self, name: str) -> bool:
        """Whether the form has a place for what a label names: a term, or a section that the department writes."""
        if name.startswith("narrative["):
            return any(name == f"narrative[{section.name}]" for section in self.scheme.report if section.prompt)
        return bool(name) and (not name.startswith(_COVER) or _COVER.rstrip(".") in self.scheme.form.parts)

    def go_on(self, row: Row) -> bool:
        """Adds a row without labels to the texts above it that it continues; whether all its cells do."""
        texts = [next((name for name, top in self.open if _same_columns(cell, top)), "") for cell in row.cells]
        if not texts or not all(texts):
            return False
        for name, cell in zip(texts, row.cells, strict=True):
            self.ledger.extend(name, cell.text, cell, "接上一行", joint_of(name))
        return True

    def _unit(self, cells: Sequence[Cell | Line]) -> None:
        for cell in cells:
            if unit := money_unit(cell.text):
                self.unit = unit
                self.ledger.label(cell)
            else:
                self._place("agency.name", cell.text, cell, "“单位”后面写的不是金额单位，当作单位名称")

    def _contact(self, cells: Sequence[Cell]) -> None:
        text = " ".join(cell.text for cell in cells)
        match = _PHONE.search(text.strip())
        name = text[: match.start()] if match else text
        for place, value in (("agency.preparer", name), ("agency.phone", match[0] if match else "")):
            self.ledger.place(place, squeezed(value.strip(" ，,、；;/")) or None, cells)
        self.waiting_phone = match is None

    def text(self, item: Cell | Line) -> bool:
        """Takes the labels inside one text, each with the words behind its colon; whether there was any."""
        pieces = self._pieces(item.text)
        if not pieces:
            return self._alone(item)
        for name, value in pieces:
            self._inline(name, value, item)
        before = Line(squeezed(item.text[: self.words.spans(item.text)[0][1]]).rstrip("（( "), item.origin)
        if before.text and not self._alone(before):
            self.ledger.leave(Line(before.text, f"{item.origin}（前半格）"), reason="没有认出这几个字属于哪一栏")
        return True

    def _inline(self, name: str, value: str, item: Cell | Line) -> None:
        cell = Cell(1, 1, value, item.origin)
        if name == "money_unit":
            self._unit([cell])
        elif name == "agency.contact":
            self._contact([cell])
        elif name == "fiscal_year":
            self._place(name, value, item, "") if year_in(value) else self.ledger.label(item)
        elif not self._has_place(name):
            self._absent(value, item)
        else:
            read, doubt = read_value(name, [Cell(1, 1, _SEAL.sub("", squeezed(value)), item.origin)])
            self.ledger.place(name, read, [item], doubt)
        self.ledger.label(item)

    def _absent(self, value: str, item: Cell | Line) -> None:
        """Names what stands behind a label for which the form has no place."""
        if squeezed(value):
            label = squeezed(item.text[: item.text.find(value)]).rstrip(":：")[-20:]
            self.ledger.leave(Line(value, f"{item.origin}“{label}”"), reason=f"标准表没有“{label}”这一栏")

    def _pieces(self, text: str) -> list[tuple[str, str]]:
        """The labels in a text with the words behind each, up to the next label."""
        if len(text) > _LONGEST:
            return []
        spans = self.words.spans(text)
        ends = [*(start for _, start, _ in spans[1:]), len(text)]
        return [(name, text[after:end].strip()) for (name, _, after), end in zip(spans, ends, strict=False)]

    def _alone(self, item: Cell | Line) -> bool:
        """A text that is a year, a title, a note, a money unit, or the telephone number of the line before."""
        text = fold(flat(item.text[:_LONGEST]))
        if self.waiting_phone and _PHONE.fullmatch(item.text.strip()):
            self.waiting_phone = False
            self._place("agency.phone", item.text, item, "联系方式另起了一行")
        elif YEAR_ALONE.fullmatch(text):
            self._place("fiscal_year", item.text, item, "")
        elif _DIGITS_ALONE.fullmatch(text):
            self._place("fiscal_year", item.text, item, "只有数字，当作年度")
        elif text in ("", *UNITS, *(f"({unit})" for unit in UNITS)):
            self.unit = text.strip("()") or self.unit
            self.ledger.label(item)
        elif self.words.note.match(text):
            self.ledger.label(item)
        elif key(item.text) in self.words.blocks:
            self.block(item)
        else:
            return self.title(item)
        return True

    def title(self, item: Cell | Line) -> bool:
        """Takes a title of a form, and the year in it; whether it is one."""
        text = fold(item.text[:_LONGEST])
        if not self.words.title.fullmatch(text) and not self.words.title_start.fullmatch(text):
            return False
        if year := year_in(item.text):
            self._place("fiscal_year", str(year), item, "")
        self.ledger.label(item)
        return True

    def block(self, item: Cell | Line) -> None:
        """Takes the name of a block, and the money unit that it may give in brackets for the table below."""
        self.caption_unit = unit_in(item.text) or self.caption_unit
        self.ledger.label(item)

    def signature(self, cell: Cell | Line) -> bool:
        """Takes a place for a signature or an opinion, which is print while it is empty; whether it is one."""
        text = fold(cell.text[:_LONGEST])
        if not self.words.signature.match(text):
            return False
        if re.sub(r"[:：,，.。_\d]", "", self.words.signature.sub("", text)):
            self.ledger.leave(cell, reason="签字和意见，标准表没有这一栏")
        else:
            self.ledger.label(cell)
        return True

    def rest(self, cell: Cell) -> None:
        """Takes what stands in a row without being a label or the value of one."""
        if key(cell.text) in self.words.blocks:
            self.block(cell)
        elif not self.signature(cell):
            self.ledger.leave(cell, reason="没有认出这一格属于哪一栏")

    def _place(self, name: str, text: str, item: Cell | Line, doubt: str) -> None:
        value, told = read_value(name, [Cell(1, 1, text, item.origin)])
        self.ledger.place(name, value, [item], doubt or told)


def _touching(cells: Sequence[Cell]) -> list[Cell]:
    """The first cells up to an empty column: what stands behind it belongs to something else."""
    kept: list[Cell] = []
    for cell in cells:
        if kept and cell.column > kept[-1].right + 1:
            break
        kept.append(cell)
    return kept


def _same_columns(one: Cell, other: Cell) -> bool:
    return one.column <= other.right and other.column <= one.right
