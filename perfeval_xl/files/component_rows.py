"""The rows behind 一级指标得分: which rows of 绩效指标 belong to a component, and what they come to."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from perfeval_xl.files.indicator_table import COLUMNS
from perfeval_xl.files.layout import BLOCK_HEADER, COMPUTED, Layout
from perfeval_xl.files.page import Page, Value, address
from perfeval_xl.files.stated_components import Words, cleaned
from perfeval_xl.scheme import ComponentRule, Scheme

_ZERO = Decimal(0)
CATEGORY = (
    'SUBSTITUTE(SUBSTITUTE(LOOKUP(ROW(indicators.category),ROW(indicators.category)/(indicators.category<>""),'
    'indicators.category)," ",""),CHAR(10),"")'
)


@dataclass(frozen=True, slots=True)
class Block:
    """What the formulas of the block need to know."""

    page: Page
    scheme: Scheme
    places: Layout
    words: Words

    @property
    def first(self) -> int:
        """The row of the first component."""
        return BLOCK_HEADER + 1

    def column(self, col: int, *, strays: bool = True) -> str:
        """The cells of a column, with or without the row of what the scheme does not know."""
        last = self.places.strays if strays else self.places.strays - 1
        return f"{address(self.first, col, fixed=True)}:{address(last, col, fixed=True)}"

    def numbers(self, col: int) -> list[Decimal]:
        """The numbers in a column."""
        listed = (self.page.number(row, col) for row in range(self.first, self.places.strays + 1))
        return [number for number in listed if number is not None]

    def values(self, col: int) -> list[Value]:
        """What the cells of a column hold."""
        return [self.page.value(row, col) for row in range(self.first, self.places.strays + 1)]


@dataclass(frozen=True, slots=True)
class Sums:
    """The rows of one component: how many, the points, and of a score column its sum and how many are no numbers."""

    count: int
    points: Decimal
    score: Decimal
    open: int
    ruled: Decimal
    ruled_open: int


def mask(block: Block, rule: ComponentRule | None) -> str:
    """1 for each row of 绩效指标 (header included) that belongs to the component, or to none."""
    test = "ISNUMBER" if rule else "ISNA"
    return f"--{test}(MATCH({CATEGORY},{block.words.area(rule)},0))"


def sums_of(block: Block) -> dict[str, Sums]:
    """The sums of each component by its name, and under "" of what the scheme does not know."""
    rows: dict[str, list[int]] = {name: [] for name in (*(rule.name for rule in block.scheme.component), "")}
    for row, category in _categories(block):
        rule = block.words.find(category)
        rows[rule.name if rule else ""].append(row)
    return {name: _sum(block.page, listed) for name, listed in rows.items()}


def with_rows(block: Block) -> frozenset[str]:
    """The 一级指标, as the formulas compare them, under which a row of 绩效指标 is filled."""
    return frozenset(
        cleaned(category).casefold() for row, category in _categories(block) if category and _filled(block.page, row)
    )


def _categories(block: Block) -> Iterator[tuple[int, str]]:
    """Every row of 绩效指标 with its 一级指标, which stands in the row or above it."""
    category = ""
    for row in block.places.indicators.rows:
        category = block.page.text(row, COLUMNS["category"]) or category
        yield row, category


def _sum(page: Page, rows: list[int]) -> Sums:
    filled = [row for row in rows if _filled(page, row)]

    def total(col: int) -> Decimal:
        return sum((page.number(row, col) or _ZERO for row in rows), _ZERO)

    def unknown(col: int) -> int:
        return sum(page.number(row, col) is None for row in filled)

    score, ruled = COLUMNS["score"], COMPUTED
    return Sums(len(filled), total(COLUMNS["points"]), total(score), unknown(score), total(ruled), unknown(ruled))


def _filled(page: Page, row: int) -> bool:
    return any(page.text(row, COLUMNS[key]) for key in ("name", "target", "actual", "points", "score"))
