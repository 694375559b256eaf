"""Formulas with the values they have: each is built from the cells of a page, in the two languages at once.

`Formula.text` is what the spreadsheet recalculates, `Formula.value` the cached value that it must come to; a live test
has LibreOffice recalculate every formula and compares.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from perfeval_xl import cells
from perfeval_xl.cells import NOT_APPLICABLE
from perfeval_xl.figures import Typed, from_number, plain, rate_of, round_half_up
from perfeval_xl.files.page import Formula, Page, Value, address

_RATE_TOLERANCE = Decimal("0.00006")
"""Half of the last printed digit of a rate such as 105.81 %, and a little for binary fractions."""


Argument = tuple[int, int] | Formula
"""What a cell function is given: a cell, by row and column, or an expression."""


class Case(NamedTuple):
    """One branch of a message: a condition and a text, each as formula and as value."""

    when: str
    holds: bool
    say: str
    said: str


def case(when: str, holds: bool, text: str) -> Case:
    """A branch that says a fixed text."""
    return Case(when, holds, quote(text), text)


def first_of(cases: Sequence[Case], otherwise: Formula | None = None) -> Formula:
    """The text of the first case that holds, else `otherwise` (nothing)."""
    text, value = (otherwise.text[1:], otherwise.value) if otherwise else ('""', "")
    for branch in reversed(cases):
        text = f"IF({branch.when},{branch.say},{text})"
        value = branch.said if branch.holds else value
    return Formula("=" + text, value)


def quote(text: str) -> str:
    """`text` as a literal in a formula."""
    return '"' + text.replace('"', '""') + '"'


def same_as(page: Page, row: int, col: int) -> Formula:
    """What another cell shows; an empty text, and not 0, where it is blank."""
    cell = address(row, col)
    return Formula(f'=IF({cell}="","",{cell})', page.value(row, col))


def call(page: Page, function: str, arguments: Sequence[Argument]) -> Formula:
    """A call of a cell function; an argument is a cell or an expression."""
    texts: list[str] = []
    values: list[Typed] = []
    for argument in arguments:
        if isinstance(argument, Formula):
            texts.append(argument.text.removeprefix("="))
            values.append(argument.value)
        else:
            texts.append(address(*argument))
            values.append(page.values.get(argument))
    result = getattr(cells, function.lower())(*values)
    return Formula(f"={function}({','.join(texts)})", _value(result))


def unless_blank(page: Page, row: int, cols: Sequence[int], formula: Formula) -> Formula:
    """`formula`, but nothing while all the cells in `cols` are blank."""
    joined = "&".join(address(row, col) for col in cols)
    filled = any(page.text(row, col) for col in cols)
    return Formula(f'=IF({joined}="","",{formula.text.removeprefix("=")})', formula.value if filled else "")


def without_component(formula: Formula, instead: Formula) -> Formula:
    """`formula`, and where it fails for want of the scoring component, `instead`, a plain formula."""
    text = f"=IFERROR({formula.text.removeprefix('=')},{instead.text.removeprefix('=')})"
    return Formula(text, formula.value)


def _value(result: Typed | float) -> Value:
    if result is None or isinstance(result, str):
        return result or ""
    return from_number(result)


def rate(page: Page, row: int, budget: int, outturn: int) -> Formula:
    """执行率 of a row: outturn over budget, "—" when the budget is 0, nothing while one of them is missing."""
    divisor, spent = page.number(row, budget), page.number(row, outturn)
    over, under = address(row, outturn), address(row, budget)
    text = f'=IF(COUNT({under},{over})<2,"",IF({under}=0,"{NOT_APPLICABLE}",{over}/{under}))'
    if divisor is None or spent is None:
        return Formula(text, "")
    return Formula(text, NOT_APPLICABLE if divisor == 0 else quotient(spent, divisor))


def quotient(above: Decimal, below: Decimal) -> Value:
    """`above` over `below` as the spreadsheet holds it; nothing where it is beyond all numbers."""
    try:
        return from_number(above / below)
    except (ValueError, ArithmeticError):
        return ""


def rate_cases(page: Page, row: int, shown: int, right: int, outturn: int) -> list[Case]:
    """What can be wrong with a rate: not what the amounts give, spent without a budget, above 100 %."""
    cell, expected = address(row, shown), address(row, right)
    value, quotient = page.value(row, shown), page.number(row, right)
    stated = value if isinstance(value, Decimal) else rate_of(value) if value else None
    differs = quotient is not None and stated is not None and abs(stated - quotient) > _RATE_TOLERANCE
    percent = "" if quotient is None else f"{round_half_up(quotient * 100, 2):f}%"
    spent, none = page.number(row, outturn), page.value(row, right) == NOT_APPLICABLE
    return [
        Case(
            f"IF(ISNUMBER({expected}),ABS(IFERROR(VALUE({cell}),{expected})-{expected})>{_RATE_TOLERANCE},FALSE)",
            differs,
            f'"✘ 执行率应为"&TEXT({expected},"0.00%")',
            f"✘ 执行率应为{percent}",
        ),
        case(
            f'IF({expected}="{NOT_APPLICABLE}",AND(N({address(row, outturn)})>0,IFERROR(VALUE({cell}),0)<>0),FALSE)',
            none and spent is not None and spent > 0 and bool(stated),
            "✘ 执行率算不出：预算数为0而有执行数",
        ),
        case(
            f"IF(ISNUMBER({expected}),{expected}>1,FALSE)",
            quotient is not None and quotient > 1,
            "⚠ 执行率超过100%，请核对预算数是否含年中追加",
        ),
    ]


def larger(page: Page, row: int, one: int, other: int, tolerance: Decimal = Decimal("0.000001")) -> tuple[str, bool]:
    """Whether the number in column `one` is larger than that in `other`: formula and value."""
    a, b = address(row, one), address(row, other)
    x, y = page.number(row, one), page.number(row, other)
    return f"IF(COUNT({a},{b})=2,{a}>{b}+{tolerance:f},FALSE)", x is not None and y is not None and x > y + tolerance


def beyond(difference: str, tolerance: Decimal) -> str:
    """The condition that a difference is more than tolerated; rounded, as 463.04-463.03 is above 0.01 in doubles."""
    return f"ROUND(ABS({difference}),6)>{plain(tolerance)}"


def sum_case(
    page: Page, whole: tuple[int, int], parts: Sequence[tuple[int, int]], words: str, tolerance: Decimal
) -> Case:
    """The parts of an amount that do not add up to it; `words` name the sum."""
    total, numbers = page.number(*whole), [page.number(*part) for part in parts]
    known = [number for number in numbers if number is not None]
    cell, areas = address(*whole), ",".join(address(*part) for part in parts)
    said = ""
    if total is not None and known and abs(sum(known) - total) > tolerance:
        said = f"✘ {words}{plain(round_half_up(sum(known, Decimal(0)), 2))}，总额{plain(round_half_up(total, 2))}"
    wrong = beyond(f"SUM({areas})-{cell}", tolerance)
    return Case(
        f"IF(AND(ISNUMBER({cell}),COUNT({areas})>0),{wrong},FALSE)",
        bool(said),
        f'"✘ {words}"&ROUND(SUM({areas}),2)&"，总额"&ROUND({cell},2)',
        said,
    )


def sign(page: Page, row: int, message: int, used: Formula | None = None) -> Formula:
    """The sign that a message begins with; ✔ where there is none in a row that is `used` (a condition)."""
    cell = address(row, message)
    text = page.text(row, message)
    if used is None:
        return Formula(f'=IFERROR(LEFT({cell}&"",1),"")', text[:1])
    good = f'IF({used.text.removeprefix("=")},"✔","")'
    return Formula(
        f'=IFERROR(IF({cell}&""="",{good},LEFT({cell}&"",1)),"")', text[:1] if text else "✔" if used.value else ""
    )
