"""The labels that stand beside several rows: 一级 and 二级指标, 评价内容; written once, merged, or in every row."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from perfeval_xl.figures import fold, text_of
from perfeval_xl.importing.account import Ledger
from perfeval_xl.importing.grid import Cell
from perfeval_xl.importing.words import Words, key, squeezed
from perfeval_xl.lines import category_key, component_of
from perfeval_xl.scheme import Scheme

FIELDS = ("category", "subcategory")
_LONGEST = 100
_POINTS = re.compile(r"\(\d+(?:\.\d+)?分\)")
_NO_ROW = "下面没有读到属于它的行"


@dataclass(slots=True)
class Categories:
    """The labels that count for the next row, each with the cell it stands in."""

    part: str
    words: Words
    scheme: Scheme
    ledger: Ledger
    above: dict[str, tuple[str, Cell]] = field(default_factory=dict)

    def take(self, fields: Mapping[str, Sequence[Cell]], last: int | None) -> dict[str, tuple[str, Cell]]:
        """The labels of a row: written in it (`fields`), or the ones above; `last` is the row read before."""
        for name in FIELDS:
            cells = fields.get(name, ())
            if not cells:
                continue
            text, before = self._text(cells), self.above.get(name)
            if len(text) > _LONGEST:
                self.ledger.leave(*cells, reason="这一格很长，不像指标的类别")
                continue
            if before and self._is_rest(name, before[0], text):
                self.above[name] = (squeezed(before[0] + text), before[1])
                self.ledger.label(*cells)
                self._mend(name, before[0], self.above[name][0], last)
                continue
            if name == "category" and not (before and category_key(before[0]) == category_key(text)):
                self.above.pop("subcategory", None)
            self.above[name] = (text, cells[0])
            self.ledger.label(*cells[1:])
            self.ledger.await_rows(cells[0], reason=_NO_ROW)
        return dict(self.above)

    def _text(self, cells: Sequence[Cell]) -> str:
        """A label on one line, without the advice that the form prints behind it in brackets."""
        return squeezed(self.words.hint.sub("", "".join(cell.text for cell in cells)))

    def _is_rest(self, name: str, before: str, text: str) -> bool:
        """Whether `text` is the second half of the label above, which was broken over two cells."""
        if _POINTS.fullmatch(fold(text)):
            return True
        if name == "category":
            return component_of(text, self.scheme) is None and component_of(before + text, self.scheme) is not None
        known = {key(word) for rule in self.scheme.component for word in rule.subcategories}
        return key(text) not in known and key(before) not in known and key(before + text) in known

    def _mend(self, name: str, before: str, whole: str, last: int | None) -> None:
        """Gives the rows that were read under the first half of a label the whole of it."""
        index = last
        while index is not None and index >= 0:
            placed = self.ledger.placed.get(f"{self.part}[{index}].{name}")
            if placed is None or placed.value != before:
                return
            self.ledger.rewrite(placed.at, whole, "一级、二级指标分在几格")
            index -= 1


def joined_name(before: str, name: str, scheme: Scheme) -> str:
    """The name of one indicator that fills several rows, where the scheme has one that begins so; "" otherwise."""
    joint = f"{before}、{name}"
    wanted = key(joint)
    return joint if any("、" in item.name and key(item.name).startswith(wanted) for item in scheme.indicator) else ""


def identity(labels: Mapping[str, tuple[str, Cell]], cells: Sequence[Cell]) -> tuple[str, ...]:
    """By what a row is known again when the form is there twice."""
    return (*(fold(text) for text, _ in labels.values()), *(fold(text_of(cell.value)) for cell in cells))
