"""基础数据: the parts of the form that are neither its head nor its tables, each written from its vocabulary alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import fields, replace
from decimal import Decimal
from itertools import pairwise
from typing import TYPE_CHECKING, Any, TypeVar

from perfeval_xl import names
from perfeval_xl.figures import Typed
from perfeval_xl.files.entry import help_with
from perfeval_xl.files.measure import height, pixels
from perfeval_xl.files.page import Formula, Page, address
from perfeval_xl.files.styles import SIZE
from perfeval_xl.measures import whole
from perfeval_xl.model import Form, Kind, Term
from perfeval_xl.scheme import Scheme

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

_Part = TypeVar("_Part", bound="DataclassInstance")
_WIDTHS = (26, 20, 26, 26, 15, 15, 15, 15)
_SCALE = 77
"""Percent at which all columns fit on A4 across. Not "fit to width": Excel would ignore the page breaks then."""
_PAGE = (595 - (0.6 + 0.7) * 72) / _SCALE * 100
"""Points of rows that a page takes at that scale, its margins left out."""
_ROW = 15.0
"""Points of a row whose height nobody set."""
_INTRODUCTION = "金额单位为万元，人数单位为人。没有的填0，不知道的留空；自评表里由基础数据算出的实际完成值随填随算。"
_ELSEWHERE = ("agency", "objective", "declared", "tasks", "budget", "indicators", "components")
_SPARE = {
    "institution": ("局机关及二级机构汇总", "1、局机关", "2、二级机构"),
    "category": ("产出目标",) * 4 + ("效益目标",) * 4,
    "name": (
        *("质量指标", "数量指标", "时效指标", "成本指标"),
        *("社会效益", "经济效益", "生态效益", "社会公众或服务对象满意度"),
    ),
}
"""What is printed beforehand in the rows of a blank table, by the term."""
_SPARE_ROWS = {"goals": 8}
_SUMS = ("汇总", "合计", "总计")


def parts_of(form: Form, scheme: Scheme) -> tuple[str, ...]:
    """The parts that stand on this sheet: those of the scheme's form, and any other in which something was typed."""
    blank = Form()
    listed = [item.name for item in fields(Form) if "part" in item.metadata and item.name not in _ELSEWHERE]
    return tuple(name for name in listed if name in scheme.form.parts or getattr(form, name) != getattr(blank, name))


def as_numbers(form: Form) -> Form:
    """`form` as the formulas of the workbook see its base data: a text in the place of a number is nothing."""
    changed: dict[str, Any] = {}
    for part in (item.name for item in fields(Form) if "part" in item.metadata and item.name not in _ELSEWHERE):
        value = getattr(form, part)
        changed[part] = tuple(map(_numbers, value)) if isinstance(value, tuple) else _numbers(value)
    return replace(form, **changed)


def _numbers(part: _Part) -> _Part:
    kinds = {item.name: item.metadata["term"].kind for item in fields(part)}
    blank: dict[str, Any] = {
        name: None
        for name, kind in kinds.items()
        if kind in (Kind.AMOUNT, Kind.COUNT) and not isinstance(getattr(part, name), Decimal)
    }
    return replace(part, **blank)


def write(page: Page, form: Form, scheme: Scheme) -> None:
    """Writes the sheet: one block per part, one name per term."""
    sheet, styles = page.sheet, page.styles
    page.begin("基础数据", _WIDTHS)
    page.put(1, 0, _INTRODUCTION, styles.purpose("plain"))
    row = 3
    blocks = []
    for part in parts_of(form, scheme):
        blocks.append(row)
        page.put(row, 0, names.parts()[part], styles.purpose("guide_heading"))
        page.set_height(row, 24)
        value = getattr(form, part)
        row = _table(page, part, value, row + 1) if isinstance(value, tuple) else _scalars(page, part, value, row + 1)
    page.landscape()
    sheet.set_print_scale(_SCALE)
    sheet.set_h_pagebreaks(breaks(page.heights, [*blocks, row]))
    sheet.print_area(0, 0, row, len(_WIDTHS) - 1)
    sheet.set_selection(4, 1, 4, 1)


def breaks(heights: Mapping[int, float], blocks: Sequence[int]) -> list[int]:
    """The rows before which a page ends, so that no block is torn that fits on a page.

    `blocks` are the first rows of the blocks and the row after the last; `heights` are in points.
    """
    found: list[int] = []
    used = sum(heights.get(row, _ROW) for row in range(blocks[0]))
    for first, after in pairwise(blocks):
        tall = sum(heights.get(row, _ROW) for row in range(first, after))
        if used + tall > _PAGE and used:
            found.append(first)
            used = 0.0
        used = (used + tall) % _PAGE
    return found


def _scalars(page: Page, part: str, value: DataclassInstance, row: int) -> int:
    for item in fields(value):
        term, dotted = item.metadata["term"], f"{part}.{item.name}"
        unit = f"（{term.unit}）" if term.unit else ""
        page.put(row, 0, f"{term.label}{unit}", page.styles.purpose("label_left"))
        _enter(page, row, 1, term.kind, getattr(value, item.name), 1)
        page.put(row, 2, term.help or None, page.styles.purpose("note"), to=(row, 5))
        page.name(dotted, row, 1)
        help_with(page, dotted, (row, 1, row, 1))
        page.set_height(row, 20)
        row += 1
    return row + 1


def _table(page: Page, part: str, rows: tuple[DataclassInstance, ...], header: int) -> int:
    cls = next(item.metadata["row"] for item in fields(Form) if item.name == part)
    columns, last = _columns(cls)
    for col, term in columns.values():
        page.put(header, col, term.label, page.styles.purpose("heading"), to=(header, last[col]))
    page.set_height(header, 34)
    printed = rows or (() if page.edition.frozen else _spare(cls, part))
    for offset, typed in enumerate(printed, 1):
        page.set_height(header + offset, 20)
        for field, (col, term) in columns.items():
            _enter(page, header + offset, col, term.kind, getattr(typed, field), last[col])
    closing = header + len(printed) + 1
    for col in range(max(last.values()) + 1):
        page.sheet.write_blank(closing, col, None, page.styles.purpose("closing"))
    page.set_height(closing, 4.5)
    for field, (col, _) in columns.items():
        page.name(f"{part}.{field}", header, col, (closing, col))
        help_with(page, f"{part}.{field}", (header + 1, col, closing, col))
    if "institution" not in columns or "total" not in columns or page.edition.frozen:
        return closing + 2
    given: dict[str, Any] = {part: tuple(printed)}
    seen = getattr(as_numbers(Form(**given)), part)
    page.put(closing + 1, 0, "合计（供计算）", page.styles.purpose("helper_label"))
    for field, (col, term) in columns.items():
        if term.kind is Kind.AMOUNT:
            value = whole(seen, field)
            text = _whole(address(header, 0), address(closing, 0), address(header, col), address(closing, col))
            formula = Formula(text, "" if value is None else value)
            page.compute(closing + 1, col, formula, page.styles.formula(Kind.AMOUNT, typable=False))
            page.name(f"measure.{part}.{field}", closing + 1, col)
    return closing + 3


def _columns(cls: type) -> tuple[dict[str, tuple[int, Term]], dict[int, int]]:
    """Where the columns of a table begin, with their terms, and where they end; prose shares the width that is left."""
    terms = {item.name: item.metadata["term"] for item in fields(cls)}
    prose = [name for name, term in terms.items() if term.kind is Kind.PROSE]
    spare, left = len(_WIDTHS) - len(terms), len(prose)
    begun, ends, col = {}, {}, 0
    for name, term in terms.items():
        begun[name], last = (col, term), col
        if name in prose:
            share = sum(_WIDTHS[col:]) / left
            while spare and (left == 1 or sum(_WIDTHS[col : last + 2]) <= share):
                last, spare = last + 1, spare - 1
            left -= 1
        ends[col], col = last, last + 1
    return begun, ends


def _whole(first: str, last: str, top: str, bottom: str) -> str:
    """The formula for `measures.whole`: the figure of the last row 汇总, else the sum of all rows."""
    institutions, amounts = f"{first}:{last}", f"{top}:{bottom}"
    said = "+".join(f'ISNUMBER(SEARCH("{word}",{institutions}))' for word in _SUMS)
    chosen = f"(({said})>0)*ISNUMBER({amounts})"
    return f'=IF(COUNT({amounts})=0,"",IF(SUMPRODUCT({chosen})>0,LOOKUP(2,1/({chosen}),{amounts}),SUM({amounts})))'


def _spare(cls: type[_Part], part: str) -> tuple[_Part, ...]:
    count = _SPARE_ROWS.get(part, 3)
    known = {item.name for item in fields(cls)}
    beforehand = {field: words for field, words in _SPARE.items() if field in known and len(words) >= count}
    if part not in _SPARE_ROWS and "institution" in known and "total" not in known:
        beforehand = {}
    return tuple(
        cls(**{field: words[index] for field, words in beforehand.items() if part == "goals" or field == "institution"})
        for index in range(count)
    )


def _enter(page: Page, row: int, col: int, kind: Kind, typed: Typed, last: int) -> None:
    style = page.styles.printed(kind) if page.edition.frozen else page.styles.input(kind)
    page.put(row, col, typed, style, to=(row, last))
    if isinstance(typed, str) and len(typed) > 8:
        page.set_height(row, height(typed, sum(map(pixels, _WIDTHS[col : last + 1])), SIZE))
