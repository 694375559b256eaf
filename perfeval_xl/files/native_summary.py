"""校验 at the head of 自评表 in the macro-free edition: how many rows carry which sign, by plain formulas."""

from __future__ import annotations

from decimal import Decimal

from perfeval_xl.files.component_block import SIGN
from perfeval_xl.files.indicator_table import columns
from perfeval_xl.files.layout import AGENCY, BLOCK_HEADER, EXPLANATION, GRADE, MARK, PREPARER, YEAR, Layout
from perfeval_xl.files.page import Formula, Page, address
from perfeval_xl.files.styles import ERROR, HINT, WARNING

_LINES = ((PREPARER, ERROR, "错误"), (AGENCY, WARNING, "警告"), (GRADE, HINT, "提示"))


def write(page: Page, places: Layout) -> None:
    """Writes the block beside the head, once every mark stands."""
    page.put(YEAR, EXPLANATION, "校验（本表公式能查的）", page.styles.purpose("helper_heading"))
    for row, sign, word in _LINES:
        page.compute(row, EXPLANATION, _count(page, places, sign, word), page.styles.purpose("helper"))
        cell = f"${address(row, EXPLANATION)}"
        rule = {"type": "formula", "criteria": f'=ISERROR(FIND(" 0 ",{cell}))', "format": page.styles.mark(sign)}
        page.sheet.conditional_format(row, EXPLANATION, row, EXPLANATION, rule)


def _count(page: Page, places: Layout, sign: str, word: str) -> Formula:
    """How many marks of rows, amounts and components begin with the sign."""
    found, areas = 0, []
    ranges = ((PREPARER, places.indicators.closing, MARK), (BLOCK_HEADER, places.sums, SIGN))
    for first, last, col in ranges:
        areas.append(
            f'SUMPRODUCT(--(LEFT({address(first, col, fixed=True)}:{address(last, col, fixed=True)},1)="{sign}"))'
        )
        found += sum(page.text(row, col).startswith(sign) for row in range(first, last + 1))
    text, said = f'"{sign} {word} "&{"+".join(areas)}&" 处"', f"{sign} {word} {found} 处"
    if sign == WARNING:
        bare, count = _without_formulas(page, places)
        text += f'&IF({bare}>0,"；"&{bare}&"行没有计分公式，请复制上一整行再改","")'
        said += f"；{count}行没有计分公式，请复制上一整行再改" if count else ""
    return Formula("=" + text, said)


def _without_formulas(page: Page, places: Layout) -> tuple[str, Decimal]:
    """Rows that are filled in and have no mark: inserted ones, into which nobody has copied the formulas."""
    table = places.indicators
    marks = f"{address(table.header, MARK, fixed=True)}:{address(table.closing, MARK, fixed=True)}"
    text = f'SUMPRODUCT(--(indicators.name&indicators.target&indicators.actual<>""),--({marks}=""))'
    fields = [columns(places)[field] for field in ("name", "target", "actual")]
    count = sum(any(page.text(row, col) for col in fields) and not page.text(row, MARK) for row in table.rows)
    return text, Decimal(count)
