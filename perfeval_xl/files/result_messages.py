"""自评得分 by formula, and what is said beside 分值合计, 自评得分 and 自评结果 at the head of the form."""

from __future__ import annotations

from decimal import Decimal

from perfeval_xl.figures import plain, round_half_up
from perfeval_xl.files import component_block, indicator_table, layout, stated_components
from perfeval_xl.files.formulas import Case, beyond, case, first_of, same_as
from perfeval_xl.files.layout import AGENCY, COMPUTED, GRADE, LAST, PREPARER, Layout
from perfeval_xl.files.page import Formula, Page, address
from perfeval_xl.files.styles import ERROR, GOOD, HINT
from perfeval_xl.rules import grade_of
from perfeval_xl.scheme import Scheme

_SUMMED = layout.BLOCK + 2
"""The column in which the block of 一级指标得分 sums the scores that count."""


def total(page: Page, scheme: Scheme, places: Layout) -> Formula:
    """The sum of the scores, held to what the scheme allows at the execution rate."""
    summed, number = same_as(page, places.sums, _SUMMED), page.number(places.sums, _SUMMED)
    if not scheme.total_cap:
        return summed
    cell = address(places.sums, _SUMMED)
    text, value = component_block.held(page, scheme, places, cell, number or Decimal(0))
    return Formula(f"=IF(ISNUMBER({cell}),{text},{summed.text[1:]})", summed.value if number is None else value)


def of_points(page: Page, scheme: Scheme, places: Layout) -> Formula:
    """Whether the points make 100."""
    full, points, used = scheme.full, page.number(PREPARER, COMPUTED), _any_points(page, places)
    cell = address(PREPARER, COMPUTED)
    apart = beyond(f"{cell}-{plain(full)}", scheme.thresholds.score)
    wrong = points is not None and abs(points - full) > scheme.thresholds.score
    shown = plain(round_half_up(points, 2)) if points is not None else ""
    return first_of(
        [
            Case("COUNT(indicators.points)+COUNT(components.points)=0", not used, '""', ""),
            Case(
                f"IF(ISNUMBER({cell}),{apart},FALSE)",
                wrong,
                f'"✘ 分值合计"&ROUND({cell},2)&"，应为{plain(full)}"',
                f"✘ 分值合计{shown}，应为{plain(full)}",
            ),
        ],
        Formula(f'="{GOOD} 分值合计{plain(full)}"', f"{GOOD} 分值合计{plain(full)}"),
    )


def _any_points(page: Page, places: Layout) -> bool:
    indicators = (page.number(row, indicator_table.COLUMNS["points"]) for row in places.indicators.rows)
    stated = (page.number(row, stated_components.COLUMNS["points"]) for row in places.stated.rows)
    return any(number is not None for number in (*indicators, *stated))


def of_total(page: Page, scheme: Scheme, places: Layout) -> Formula:
    """Whether the total is the sum of the scores, or what the scheme holds it to; a word where it is held."""
    stated, summed = page.number(AGENCY, LAST), page.number(places.sums, _SUMMED)
    a, b, near = address(AGENCY, LAST), address(places.sums, _SUMMED), scheme.thresholds.score
    limit, limited = component_block.held(page, scheme, places, b, summed or Decimal(0))
    apart = lower = False
    shown = "" if summed is None else plain(round_half_up(summed, 2))
    if stated is not None and summed is not None:
        apart = all(abs(stated - due) > near for due in (summed, limited))
        lower = summed - stated > near
    tests = [beyond(f"{a}-{due}", near) for due in dict.fromkeys((b, limit))]
    apart_test = f"AND({','.join(tests)})" if len(tests) > 1 else tests[0]
    cases = [
        Case(
            f"IF(COUNT({a},{b})=2,{apart_test},FALSE)",
            apart,
            f'"{ERROR} 各项得分合计"&ROUND({b},2)&"，与自评得分不一致"',
            f"{ERROR} 各项得分合计{shown}，与自评得分不一致",
        ),
        case(f'{a}="待评定"', page.value(AGENCY, LAST) == "待评定", f"{HINT} 还有得分待评定，或有一级指标未填"),
    ]
    if scheme.total_cap:
        cases.append(
            Case(
                f"IF(COUNT({a},{b})=2,ROUND({b}-{a},6)>{plain(near)},FALSE)",
                lower,
                f'"{HINT} 各项得分合计"&ROUND({b},2)&"，执行率低，自评得分以规定的上限为限"',
                f"{HINT} 各项得分合计{shown}，执行率低，自评得分以规定的上限为限",
            )
        )
    return first_of(cases)


def of_grade(page: Page, scheme: Scheme) -> Formula:
    """Whether the grade is that of the total."""
    total, stated = page.number(AGENCY, LAST), page.text(GRADE, LAST)
    a, b = address(AGENCY, LAST), address(GRADE, LAST)
    right = "" if total is None else grade_of(total, scheme)
    lookup = f"LOOKUP({a},list.grade_limits,list.grade_labels)"
    return first_of(
        [
            Case(
                f'IF(AND(ISNUMBER({a}),{b}<>""),{lookup}<>{b},FALSE)',
                bool(right and stated and right.casefold() != stated.casefold()),
                f'"{ERROR} 自评结果应为“"&{lookup}&"”"',
                f"{ERROR} 自评结果应为“{right}”",
            )
        ]
    )
