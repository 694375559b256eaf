"""一级指标得分 beside the head of 自评表: the score of each component, by plain formulas.

A merged 一级指标 holds its text in its first row only, so a row's component is found by LOOKUP over the rows above it;
that needs no helper column and therefore survives inserted and deleted rows. The rules of which component counts are
those of `evaluation.evaluate`.
"""

from __future__ import annotations

from decimal import Decimal

from perfeval_xl.cells import NOT_APPLICABLE
from perfeval_xl.figures import plain, round_half_up
from perfeval_xl.files import stated_components
from perfeval_xl.files.component_rows import CATEGORY, Block, Sums, mask, sums_of, with_rows
from perfeval_xl.files.formulas import case, first_of, larger, quotient
from perfeval_xl.files.layout import BLOCK, BLOCK_HEADER, COMPUTED, TIER, Layout
from perfeval_xl.files.page import Formula, Page, Value, address
from perfeval_xl.files.stated_components import Words
from perfeval_xl.files.styles import ERROR, HINT, WARNING
from perfeval_xl.rules import PENDING, capped_total, score_execution
from perfeval_xl.scheme import ComponentRule, Scheme

NAME, POINTS, SCORE, RULED, RATE, ROWS, SIGN, USED, CLAIMS, CLAIM_POINTS, CLAIM_SCORE = range(BLOCK, BLOCK + 11)
_HEADINGS = (
    "一级指标",
    "分值",
    "得分",
    "测算得分",
    "得分率",
    "指标数",
    "标记",
    "已分配",
    "自填行数",
    "自填分值",
    "自填得分",
)
_BUDGET_POINTS, _BUDGET_SCORE = 7, 8
"""Columns of 预算情况; 绩效指标 has its points and scores one column further left."""
_AMOUNTS = {"original": 3, "final": 4, "outturn": 5}
"""Columns of 部门预算总额 in 预算情况."""
_ZERO = Decimal(0)
_FILLED = '--(indicators.name&indicators.target&indicators.actual&indicators.points&indicators.score<>"")'
_CLAIMANT = 'SUBSTITUTE(SUBSTITUTE(components.name," ",""),CHAR(10),"")'
_CLAIMED = '--(components.points&components.score<>"")'


def write(page: Page, scheme: Scheme, places: Layout, words: Words) -> None:
    """Writes the block (in a frozen copy only its values are kept in mind) once everything that it sums stands."""
    block = Block(page, scheme, places, words)
    styles = page.styles
    if not page.edition.frozen:
        page.put(BLOCK_HEADER - 1, BLOCK, "一级指标得分", styles.purpose("helper_label", align="left", bold=True))
        for col, heading in enumerate(_HEADINGS, BLOCK):
            page.put(BLOCK_HEADER, col, heading, styles.purpose("helper_heading"))
    sums = sums_of(block)
    rules = (*scheme.component, None)
    for row, rule in enumerate(rules, block.first):
        name = rule.label if rule else "其他"
        page.aside(row, NAME, Formula(f'="{name}"', name), styles.purpose("helper"))
        _counts(block, row, rule, sums[rule.name if rule else ""])
    _started(block)
    for row, rule in enumerate(rules, block.first):
        _used(block, row, rule, sums[rule.name if rule else ""])
    for row, rule in enumerate(rules, block.first):
        _results(block, row, rule, sums[rule.name if rule else ""])
    _totals(block)


def _put(block: Block, row: int, col: int, formula: Formula, style: str = "helper_number") -> None:
    block.page.aside(row, col, formula, block.page.styles.purpose(style))


def _counts(block: Block, row: int, rule: ComponentRule | None, sums: Sums) -> None:
    """指标数 and what the return states. The header row is counted among what is no component, hence the -1.

    A 一级指标 that the scheme does not know is claimed only where no row stands under that name: its rows count then.
    The header of the claims drops out of the latter by itself, as the header of 绩效指标 has the same name.
    """
    header = "" if rule else "-1"
    _put(block, row, ROWS, Formula(f"=SUMPRODUCT({mask(block, rule)},{_FILLED}){header}", Decimal(sums.count)))
    test = "ISNUMBER" if rule else "ISNA"
    claimed = f"--{test}(MATCH({_CLAIMANT},{block.words.area(rule)},0))"
    if rule is None:
        claimed += f',--ISNA(MATCH({_CLAIMANT}&"1",{CATEGORY}&{_FILLED},0))'
    but = frozenset() if rule else with_rows(block)
    claim = stated_components.claim(block.page, block.places, block.words, rule, but)
    count = address(row, CLAIMS)
    _put(block, row, CLAIMS, Formula(f"=SUMPRODUCT({claimed},{_CLAIMED})", Decimal(claim.count)))
    points = f"SUMPRODUCT({claimed},components.points)"
    given = f"SUMPRODUCT({claimed},--ISNUMBER(components.points))"
    _put(block, row, CLAIM_POINTS, Formula(f'=IF({given}=0,"",{points})', claim.points))
    given = f"SUMPRODUCT({claimed},--ISNUMBER(components.score))"
    total = f"SUMPRODUCT({claimed},components.score)"
    text = f'=IF({count}=0,"",IF({given}<{count},"{PENDING}",{total}))'
    _put(block, row, CLAIM_SCORE, Formula(text, claim.score))


def _started(block: Block) -> None:
    """In the row of sums: whether anything that counts has been filled in at all."""
    page, budget = block.page, block.places.total
    amounts = f"{address(budget, 3, fixed=True)}:{address(budget, 5, fixed=True)}"
    filled = sum(page.number(budget, col) is not None for col in (3, 4, 5))
    text = f"=SUM({block.column(ROWS)})+SUM({block.column(CLAIMS)})+COUNT({amounts})"
    value = sum(block.numbers(ROWS), _ZERO) + sum(block.numbers(CLAIMS), _ZERO) + filled
    _put(block, block.places.sums, CLAIMS, Formula(text, value))


def _budget(block: Block, row: int) -> tuple[str, bool]:
    """Whether the row 部门预算总额 counts in its component: unless indicators stand there instead of it."""
    page, total = block.page, block.places.total
    cells = "&".join(address(total, col, fixed=True) for col in (3, 4, 5, 8))
    filled = any(page.text(total, col) for col in (3, 4, 5, 8))
    return f'OR({address(row, ROWS)}=0,{cells}<>"")', page.number(row, ROWS) == 0 or filled


def _used(block: Block, row: int, rule: ComponentRule | None, sums: Sums) -> None:
    """The points that the return gives to the component."""
    page, points = block.page, f"SUMPRODUCT({mask(block, rule)},indicators.points)"
    if rule and rule.scores == "budget":
        counts, holds = _budget(block, row)
        cell = address(block.places.total, _BUDGET_POINTS, fixed=True)
        value = sums.points + ((page.number(block.places.total, _BUDGET_POINTS) or _ZERO) if holds else _ZERO)
        _put(block, row, USED, Formula(f"={points}+IF({counts},N({cell}),0)", value))
        return
    standard = rule.points if rule else _ZERO
    claimed = address(row, CLAIM_POINTS)
    text = f"IF({address(row, CLAIMS)}>0,IF(ISNUMBER({claimed}),{claimed},{plain(standard)}),0)"
    value = _ZERO
    if page.number(row, CLAIMS):
        stated = page.number(row, CLAIM_POINTS)
        value = standard if stated is None else stated
    if rule is None:
        _put(block, row, USED, Formula(f"={points}+{text}", sums.points + value))
        return
    value = sums.points if sums.count else value
    _put(block, row, USED, Formula(f"=IF({address(row, ROWS)}>0,{points},{text})", value))


def _absent(block: Block, rule: ComponentRule) -> tuple[str, bool]:
    """Whether a component without rows is one that the department does not have (see `evaluation`)."""
    if rule.optional:
        return "TRUE", True
    full = block.scheme.full
    return f"ROUND(SUM({block.column(USED)}),2)>={plain(full)}", _assigned(block) >= full


def _assigned(block: Block) -> Decimal:
    return round_half_up(sum(block.numbers(USED), _ZERO))


def _results(block: Block, row: int, rule: ComponentRule | None, sums: Sums) -> None:
    page, rows, claims, used = block.page, address(row, ROWS), address(row, CLAIMS), address(row, USED)
    started_cell = address(block.places.sums, CLAIMS, fixed=True)
    started = bool(page.number(block.places.sums, CLAIMS))
    claimed = page.value(row, CLAIM_SCORE)
    counted, stated = bool(sums.count), bool(page.number(row, CLAIMS))
    is_budget = rule is not None and rule.scores == "budget"
    absent, gone = _absent(block, rule) if rule else ("TRUE", True)

    if is_budget:
        _put(block, row, POINTS, Formula(f"={used}", page.value(row, USED)))
    else:
        standard = rule.points if rule else _ZERO
        text = f'=IF({rows}+{claims}>0,{used},IF({absent},"",{plain(standard)}))'
        shown = page.value(row, USED) if counted or stated else "" if gone else standard
        _put(block, row, POINTS, Formula(text, shown))

    for col, source, budget_col, total, open_, of_claim, from_claim in (
        (SCORE, "indicators.score", _BUDGET_SCORE, sums.score, sums.open, address(row, CLAIM_SCORE), claimed),
        (RULED, None, COMPUTED, sums.ruled, sums.ruled_open, f'"{NOT_APPLICABLE}"', NOT_APPLICABLE),
    ):
        area = source or _ruled_area(block)
        summed = f"SUMPRODUCT({mask(block, rule)},{area})"
        header = "" if rule else "-1"
        pending = f"SUMPRODUCT({mask(block, rule)},{_FILLED},--NOT(ISNUMBER({area}))){header}>0"
        if is_budget:
            counts, holds = _budget(block, row)
            cell = address(block.places.total, budget_col, fixed=True)
            number = page.number(block.places.total, budget_col)
            text = (
                f'=IF({started_cell}=0,"",IF(OR({pending},AND({counts},NOT(ISNUMBER({cell})))),"{PENDING}",'
                f"ROUND({summed}+IF({counts},N({cell}),0),6)))"
            )
            value: Value = ""
            if started:
                missing = open_ > 0 or (holds and number is None)
                value = PENDING if missing else round_half_up(total + ((number or _ZERO) if holds else _ZERO), 6)
        else:
            rest = f'IF({claims}>0,{of_claim},IF(OR({started_cell}=0,{absent}),"","{PENDING}"))'
            held, sum_ = f"ROUND({summed},6)", round_half_up(total, 6)
            both: Value = sum_
            if rule is None:  # rows under one unknown name and claims of another stand side by side
                held = f"IF({claims}>0,IF(ISNUMBER({of_claim}),{held}+{of_claim},{of_claim}),{held})"
                if stated:
                    both = sum_ + from_claim if isinstance(from_claim, Decimal) else from_claim
            text = f'=IF({rows}>0,IF({pending},"{PENDING}",{held}),{rest})'
            value = "" if not started or gone else PENDING
            if counted:
                value = PENDING if open_ else both
            elif stated:
                value = from_claim
        _put(block, row, col, Formula(text, value))
    _rate_and_sign(block, row, rule)


def _ruled_area(block: Block) -> str:
    table = block.places.indicators
    return f"{address(table.header, COMPUTED, fixed=True)}:{address(table.closing, COMPUTED, fixed=True)}"


def _rate_and_sign(block: Block, row: int, rule: ComponentRule | None) -> None:
    page, score, points = block.page, address(row, SCORE), address(row, POINTS)
    earned, full = page.number(row, SCORE), page.number(row, POINTS)
    text = f'=IF(COUNT({score},{points})=2,IF({points}>0,{score}/{points},""),"")'
    rate = quotient(earned, full) if earned is not None and full is not None and full > 0 else ""
    _put(block, row, RATE, Formula(text, rate), "helper_rate")
    if rule is None:
        strays = f"{address(row, ROWS)}+{address(row, CLAIMS)}>0"
        found = (page.number(row, ROWS) or _ZERO) + (page.number(row, CLAIMS) or _ZERO) > 0
        cases = [case(strays, found, f"{WARNING} 不是本方案的一级指标")]
    else:
        cases = [case(*larger(page, row, SCORE, POINTS), f"{ERROR} 得分超分值")]
        if rule.fixed:
            differs = full is not None and full != rule.points
            test = f"IF(ISNUMBER({points}),{points}<>{plain(rule.points)},FALSE)"
            cases.append(case(test, differs, f"{ERROR} 分值应为{plain(rule.points)}"))
        cases.append(case(f'{score}="{PENDING}"', page.value(row, SCORE) == PENDING, f"{HINT} 未填或{PENDING}"))
    _put(block, row, SIGN, first_of(cases), "helper")


def _totals(block: Block) -> None:
    page, row = block.page, block.places.sums
    started, begun = address(row, CLAIMS, fixed=True), bool(page.number(row, CLAIMS))
    page.aside(row, NAME, Formula('="合计"', "合计"), page.styles.purpose("helper"))
    points, score, ruled = (block.column(col) for col in (POINTS, SCORE, RULED))
    _put(block, row, POINTS, Formula(f"=SUM({points})", sum(block.numbers(POINTS), _ZERO)))
    open_ = PENDING in block.values(SCORE)
    total: Value = "" if not begun else PENDING if open_ else round_half_up(sum(block.numbers(SCORE), _ZERO), 6)
    text = f'=IF({started}=0,"",IF(COUNTIF({score},"{PENDING}")>0,"{PENDING}",ROUND(SUM({score}),6)))'
    _put(block, row, SCORE, Formula(text, total))
    computed = round_half_up(sum(block.numbers(RULED), _ZERO), 6)
    value: Value
    capped, value = held(page, block.scheme, block.places, f"ROUND(SUM({ruled}),6)", computed)
    text = (
        f'=IF({started}=0,"",IF(COUNTIF({ruled},"{PENDING}")>0,"{PENDING}",'
        f'IF(COUNTIF({ruled},"{NOT_APPLICABLE}")>0,"{NOT_APPLICABLE}",{capped})))'
    )
    states = block.values(RULED)
    if not begun:
        value = ""
    elif PENDING in states or NOT_APPLICABLE in states:
        value = PENDING if PENDING in states else NOT_APPLICABLE
    _put(block, row, RULED, Formula(text, value))
    for col in (RATE, ROWS, SIGN):
        if not page.edition.frozen:
            page.put(row, col, None, page.styles.purpose("helper"))


def held(page: Page, scheme: Scheme, places: Layout, text: str, value: Decimal) -> tuple[str, Decimal]:
    """A total, by formula and value, held to the scheme's caps at the computed execution rate (column K)."""
    if not scheme.total_cap:
        return text, value
    cell, rate = address(places.total, TIER, fixed=True), page.number(places.total, TIER)
    if page.edition.frozen:  # column K does not stand there, nor any formula
        looked_at = _AMOUNTS[scheme.rules.execution_denominator], _AMOUNTS["outturn"]
        budget, outturn = (page.values.get((places.total, col)) for col in looked_at)
        rate = score_execution(budget, outturn, None, scheme=scheme).rate
    caps = "".join(
        f",IF(IF(ISNUMBER({cell}),{cell}<{plain(cap.rate_below)},FALSE),{plain(cap.total)},1000)"
        for cap in scheme.total_cap
    )
    return f"MIN({text}{caps})", capped_total(value, rate, scheme)
