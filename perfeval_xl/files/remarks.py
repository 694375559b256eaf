"""What a reader remarks about cells, gathered so that a thousand cells of one kind make one sentence."""

from __future__ import annotations

from collections import defaultdict

from perfeval_xl.figures import is_blank
from perfeval_xl.files.sheets import Cell

_SHOWN = 5


class Remarks:
    """The remarks on one file, by kind, in the order in which the kinds were first met."""

    def __init__(self, file: str, notes: list[str]):
        self._file, self._notes = file, list(notes)
        self._cells: dict[str, list[str]] = defaultdict(list)

    def look_at(self, cell: Cell, where: str) -> None:
        """Remarks on the cell of an input if a person should know how it was read."""
        if cell.error:
            self._cells[f"是错误值（{cell.error}），按空处理，请改正"].append(where)
        elif cell.formula is not None and cell.value is None:
            self._cells["是公式但没有保存结果，按空处理，请用 Excel 打开、保存后再读"].append(where)
        elif cell.formula is not None:
            self._cells["是公式，按其结果读取"].append(where)
        elif cell.boolean:
            self._cells["是逻辑值，按“是”或“否”读取"].append(where)

    def closing_row(self, cell: Cell, where: str) -> None:
        """Remarks on something typed into the thin row that closes a table, which is not read."""
        if cell.formula is None and not is_blank(cell.value):
            self._cells["在表末的细行里，没有读入，请插入一行后移到该行"].append(where)

    def notes(self) -> tuple[str, ...]:
        """All remarks as sentences."""
        sentences = [f"{self._file}：{_listed(cells)}{remark}。" for remark, cells in self._cells.items()]
        return (*self._notes, *sentences)


def _listed(cells: list[str]) -> str:
    shown = "、".join(cells[:_SHOWN])
    return shown + (f"等 {len(cells)} 处" if len(cells) > _SHOWN else "")
