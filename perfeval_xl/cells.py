"""What each cell function of the workbook gives, in plain Python.

`cell_functions` documents them for users, `excel/functions.py` hands them to Excel.

Arguments arrive as a spreadsheet hands them over: text, number, date, truth value, error code, nothing, or a range as a
nested sequence. No argument makes a function raise. Results are a Decimal or a text (empty, 待评定, — or a sentence).
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from numbers import Real
from typing import SupportsFloat

from perfeval_xl import scheme as schemes
from perfeval_xl.errors import SchemeError
from perfeval_xl.figures import Typed, date_text, from_number, is_blank, text_of, year_of
from perfeval_xl.rules import PENDING, Outcome, cited, grade_of, is_empty_row, score_execution, score_indicator
from perfeval_xl.rules.core import share, usable
from perfeval_xl.rules.execution import money
from perfeval_xl.scheme import Scheme

NOT_APPLICABLE = "—"
"""What a rate shows where its budget is 0."""

_UNNAMED = "该指标"
"""How a message calls an indicator whose name was not handed over; an empty text is a name that was not filled in."""

_CODES = {
    -2147352572: None,
    -2146826288: "#NULL!",
    -2146826281: "#DIV/0!",
    -2146826273: "#VALUE!",
    -2146826265: "#REF!",
    -2146826259: "#NAME?",
    -2146826252: "#NUM!",
    -2146826246: "#N/A",
}
"""How COM hands over an optional argument that was left out, and the error values of Excel."""


def typed(value: object) -> Typed:
    """What a cell argument says as typed text, number or nothing; of a range, its first cell.

    As the reader of workbooks has it: dates become 2021年12月1日, truth values 是 or 否. Error codes become their text.
    """
    while isinstance(value, (list, tuple)):
        value = value[0] if value else None
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, date):
        return date_text(value)
    if isinstance(value, int) and value in _CODES:
        return _CODES[value]
    if not isinstance(value, (int, float, Decimal)) and not isinstance(value, SupportsFloat):  # a protocol is slow
        return str(value)
    try:
        return from_number(value if isinstance(value, (int, Decimal)) else float(value))
    except (TypeError, ValueError, ArithmeticError):
        return None if isinstance(value, (Real, Decimal)) else str(value)


def perf_score(
    target: object,
    actual: object,
    points: object,
    unit: object = None,
    name: object = None,
    scheme: object = None,
    tier: object = None,
    criterion: object = None,
) -> Decimal | str:
    """The score of an indicator; 待评定 where a person must judge; empty for an empty row."""
    rules = _scheme(scheme)
    if rules is None:
        return PENDING
    outcome = _outcome(rules, target, actual, points, unit, name, scheme, criterion, tier)
    if outcome.blank:
        return ""
    return PENDING if outcome.score is None else outcome.score


def perf_explain(
    target: object,
    actual: object,
    points: object,
    unit: object = None,
    name: object = None,
    scheme: object = None,
    criterion: object = None,
    tier: object = None,
) -> str:
    """One sentence: how the score of an indicator came about, and by which text or scoring standard."""
    rules = _scheme(scheme)
    if rules is None:
        return _no_scheme(scheme)
    outcome = _outcome(rules, target, actual, points, unit, name, scheme, criterion, tier)
    return cited(outcome.explanation, outcome.cite, rules)


def perf_rule(
    criterion: object, actual: object, points: object, unit: object = None, scheme: object = None
) -> Decimal | str:
    """The score that a scoring standard written in Chinese gives; 待评定 where a person must judge."""
    standard, found, full = typed(criterion), typed(actual), typed(points)
    if is_blank(standard) and is_blank(found) and is_blank(full):
        return ""
    rules = _scheme(scheme)
    if rules is None:
        return PENDING
    outcome = _outcome(rules, None, found, full, unit, None, scheme, standard)
    return PENDING if outcome.score is None else outcome.score


def perf_rate(budget: object, outturn: object) -> Decimal | str:
    """The execution rate as a ratio; — when the budget is 0; empty while one of the two is missing."""
    divisor, spent = typed(budget), typed(outturn)
    if is_blank(divisor) or is_blank(spent):
        return ""
    under, over = money(divisor), money(spent)
    if under is None or over is None:
        return PENDING
    if under == 0:
        return NOT_APPLICABLE
    try:
        return from_number(share(Decimal(1), over, under))
    except ValueError:  # beyond what a cell can hold
        return PENDING


def perf_budget_score(budget: object, outturn: object, points: object, scheme: object = None) -> Decimal | str:
    """The score of the execution rate; 待评定 where it cannot be computed; empty when nothing is filled in."""
    divisor, spent, full = typed(budget), typed(outturn), typed(points)
    if is_blank(divisor) and is_blank(spent) and is_blank(full):
        return ""
    rules = _scheme(scheme)
    if rules is None:
        return PENDING
    score = score_execution(divisor, spent, full, scheme=rules).score
    return PENDING if score is None else score


def perf_grade(total: object, scheme: object = None) -> str:
    """The grade that a total earns; 待评定 while it has none."""
    value = typed(total)
    if is_blank(value):
        return ""
    number, rules = usable(value), _scheme(scheme)
    return PENDING if number is None or rules is None else grade_of(number, rules)


def perf_check(
    target: object,
    actual: object,
    unit: object,
    points: object,
    score: object,
    deviation_reason: object,
    name: object = None,
    scheme: object = None,
    criterion: object = None,
    tier: object = None,
    subcategory: object = None,
) -> str:
    """What is wrong in a row: empty when all is well, else the findings, gravest first, each with its sign."""
    # Imported here: the first score of a newly started component does not wait for the checks.
    from perfeval_xl.checks import SIGNS, Severity, check_row
    from perfeval_xl.model import Indicator

    rules = _scheme(scheme)
    if rules is None:
        return f"{SIGNS[Severity.ERROR]} {_no_scheme(scheme)}"
    given = typed(score)
    cells = [typed(cell) for cell in (name, target, actual, points, score, criterion)]
    if is_empty_row(*cells):
        return ""
    indicator = Indicator(
        target=typed(target),
        actual=typed(actual),
        unit=typed(unit),
        points=typed(points),
        score=None if text_of(given) == PENDING else given,
        deviation_reason=typed(deviation_reason),
        name=_UNNAMED if cells[0] is None else cells[0],
        criterion=typed(criterion),
        tier=typed(tier),
        subcategory=typed(subcategory),
    )
    return " ".join(
        f"{SIGNS[finding.severity]} {finding.message}" for finding in check_row(indicator, rules, _year(scheme))
    )


def _outcome(
    rules: Scheme,
    target: object,
    actual: object,
    points: object,
    unit: object,
    name: object,
    scheme: object,
    criterion: object = None,
    tier: object = None,
) -> Outcome:
    return score_indicator(
        typed(target),
        typed(actual),
        typed(points),
        scheme=rules,
        unit=typed(unit),
        name=typed(name),
        tier=typed(tier),
        criterion=typed(criterion),
        year=_year(scheme),
    )


def _scheme(argument: object) -> Scheme | None:
    try:
        return schemes.get(text_of(typed(argument)).partition("@")[0])
    except SchemeError:
        return None


def _year(argument: object) -> int | None:
    """The fiscal year behind the scheme's id (`ID@2021`): a deadline such as 12月底前 needs it."""
    behind = text_of(typed(argument)).partition("@")[2]
    return year_of(behind) if behind else None


def _no_scheme(argument: object) -> str:
    wanted = text_of(typed(argument)).partition("@")[0]
    if wanted in schemes.problems():
        return schemes.problems()[wanted]
    return f"没有方案“{wanted[:40]}”；请写“填写说明”里的方案编号，本地区自己的方案文件请放进“文档\\绩效自评\\方案”。"
