"""The score of a row by plain formulas: units converted, compared, shared out, rounded; or 待评定.

Doubles stand in for decimals, so equality is asked with a tolerance far below the eleven digits that are read, and a
share that lies at half a cent is rounded only where it can be nothing else than exactly the half.
"""

from __future__ import annotations

from perfeval_xl.files.native_expression import (
    Piece,
    absolute,
    both,
    either,
    equals,
    exact,
    first_case,
    if_,
    is_empty,
    is_number,
    join,
    larger_of,
    negation,
    number,
    or_else,
    power_of_ten,
    rounded,
    smaller_of,
    text,
    whole,
)
from perfeval_xl.files.native_figures import decimals
from perfeval_xl.files.native_lists import same_word
from perfeval_xl.files.native_reading import Row
from perfeval_xl.rules import PENDING
from perfeval_xl.scheme import Scheme

_EMPTY, _PENDING = text(""), text(PENDING)
_SAME = 1e-12
"""Relative difference below which two numbers are the same: two that differ in 11 digits are further apart."""
_NEAR_HALF, _HALF = 1e-6, 1e-9
"""How near to half a cent a share must be proven, and what lies within the errors of doubles."""
_PROVABLE = 1e8
"""Up to this denominator no share other than the half itself lies within `_HALF` of it."""
_MOST_POINTS = 1000


def _of(row: Row, part: str, unit: str) -> Piece:
    """What the list of units says of a unit of the row: "kinds", "sizes", "scales", "sorts"."""
    return row.word("unit_" + part, row.made[unit])


def _sort_is(row: Row, unit: str, *sorts: str) -> Piece:
    tests = [exact(_of(row, "sorts", unit), text(sort)) for sort in sorts]
    return either(*tests) if len(tests) > 1 else tests[0]


def _alike(row: Row, unit: str) -> Piece:
    return exact(_of(row, "kinds", "actual_unit"), _of(row, "kinds", unit))


def _sizes(row: Row, unit: str) -> Piece:
    return _of(row, "sizes", "actual_unit") / _of(row, "sizes", unit)


def _bare(row: Row, unit: str) -> Piece:
    return equals(row.made[unit], 1)


def both_read(row: Row) -> Piece:
    """The text "yes" where both numbers are read and 度量单位 is none or one of the list; else empty."""
    known = row.made["column_unit"] > 0
    return if_(
        both(is_number(row.made["target_number"]), is_number(row.made["actual_number"]), known), text("yes"), _EMPTY
    )


def factor_by_column(row: Row) -> Piece:
    """The factor where the target has no unit of its own: 度量单位 counts as its unit."""
    cases = [
        (_bare(row, "actual_unit"), number(1)),
        (_bare(row, "column_unit"), _without_goal(row)),
        (
            _sort_is(row, "actual_unit", "scale"),
            if_(_sort_is(row, "column_unit", "money", "count"), _sizes(row, "column_unit"), _EMPTY),
        ),
        (_alike(row, "column_unit"), _sizes(row, "column_unit")),
    ]
    chosen = both(negation(is_empty(row.made["both_read"])), _bare(row, "target_unit"))
    return if_(chosen, first_case(cases, _EMPTY), _EMPTY)


def factor_by_scale(row: Row) -> Piece:
    """The factor where the target's unit is only 万 or 亿: of what 度量单位 says, else of money."""
    countable = _sort_is(row, "column_unit", "money", "count")
    same = if_(either(_bare(row, "column_unit"), countable), number(1), _EMPTY)
    money = both(_bare(row, "column_unit"), exact(_of(row, "kinds", "actual_unit"), text("money")))
    cases = [
        (equals(row.made["actual_unit"], row.made["target_unit"]), same),
        (_bare(row, "actual_unit"), if_(_bare(row, "column_unit"), number(1), _EMPTY)),
        (either(both(countable, _alike(row, "column_unit")), money), _sizes(row, "target_unit")),
    ]
    chosen = both(negation(is_empty(row.made["both_read"])), _sort_is(row, "target_unit", "scale"))
    return if_(chosen, first_case(cases, _EMPTY), _EMPTY)


def factor(row: Row) -> Piece:
    """What the actual number is multiplied by to be in the target's unit; empty where that is not certain."""
    column, goal = "column_unit", "target_unit"
    same_size = equals(_of(row, "sizes", column), _of(row, "sizes", goal))
    fits = either(_bare(row, column), both(exact(_of(row, "kinds", column), _of(row, "kinds", goal)), same_size))
    cases = [
        (is_empty(row.made["both_read"]), _EMPTY),
        (_bare(row, goal), row.made["factor_by_column"]),
        (_sort_is(row, goal, "scale"), row.made["factor_by_scale"]),
        (_bare(row, "actual_unit"), if_(fits, number(1), _EMPTY)),
        (
            _sort_is(row, "actual_unit", "scale"),
            if_(_sort_is(row, goal, "money", "count"), _sizes(row, goal), _EMPTY),
        ),
        (_alike(row, goal), _sizes(row, goal)),
    ]
    return first_case(cases, _EMPTY)


def _without_goal(row: Row) -> Piece:
    """The factor where neither target nor column names a unit: the actual value's unit is taken for it."""
    fraction = both(_sort_is(row, "actual_unit", "ratio"), row.made["target_number"] <= 1)
    cases = [
        (_sort_is(row, "actual_unit", "scale"), _of(row, "sizes", "actual_unit")),
        (fraction, _EMPTY),
        (equals(_of(row, "scales", "actual_unit"), 1), number(1)),
    ]
    return first_case(cases, _EMPTY)


def reached(row: Row) -> Piece:
    """The actual number in the target's unit."""
    made = row.made
    return if_(is_number(made["factor"]), or_else(made["actual_number"] * made["factor"], _EMPTY), _EMPTY)


def position(row: Row) -> Piece:
    """1 where the actual number is above the target, 0 where it is the same, -1 below; empty without both."""
    goal, done = row.made["target_number"], row.made["reached"]
    above = if_(done > goal, number(1), number(-1))
    return if_(is_number(done), if_(absolute(done - goal) <= goal * Piece("1E-12", _SAME), number(0), above), _EMPTY)


def judgement(row: Row) -> Piece:
    """full, short (not reached), over (exceeded a highest value), none (0 asked, more done), or empty: 待评定."""
    sign, place = row.made["comparison"], row.made["position"]
    zero = equals(row.made["target_number"], 0)

    def when(condition: Piece, then: str, otherwise: str) -> Piece:
        return if_(condition, text(then), text(otherwise))

    cases = [
        (exact(sign, text("≥")), if_(zero, _EMPTY, when(place >= 0, "full", "short"))),
        (exact(sign, text(">")), if_(zero, _EMPTY, when(place > 0, "full", "short"))),
        (exact(sign, text("=")), if_(zero, when(place <= 0, "full", "none"), when(place >= 0, "full", "short"))),
        (exact(sign, text("≤")), when(place <= 0, "full", "over")),
        (
            exact(sign, text("<")),
            if_(place < 0, text("full"), if_(both(zero, equals(place, 0)), _EMPTY, text("over"))),
        ),
        (exact(sign, text("?")), when(equals(place, 0), "full", "")),
    ]
    return if_(is_number(place), first_case(cases, _EMPTY), _EMPTY)


def cents(row: Row, scheme: Scheme) -> Piece:
    """The share of the points that a target not met still earns, in the last place of a score, unrounded."""
    goal, done, points = row.made["target_number"], row.made["reached"], row.typed["points"]
    unit = points * 10**scheme.rules.score_places
    if scheme.rules.at_most_missed == "linear":
        over = if_(equals(goal, 0), number(0), larger_of(unit * (goal * 2 - done) / goal, number(0)))
    else:
        over = unit * goal / done
    kind = row.made["judgement"]
    share = first_case([(exact(kind, text("short")), unit * done / goal), (exact(kind, text("over")), over)], _EMPTY)
    good = if_(is_number(points), both(points >= 0, points <= _MOST_POINTS), Piece("FALSE", False))
    return or_else(if_(good, share, _EMPTY), _EMPTY)


def provable(row: Row) -> Piece:
    """Whether the share at half a cent can be nothing but exactly the half, so that it is rounded up."""
    figures = (row.made["target_figures"], row.made["actual_figures"])
    size = larger_of(row.made["target_number"], row.made["actual_number"])
    places = power_of_ten(decimals(figures[0])) * power_of_ten(decimals(figures[1]))
    converted = larger_of(row.made["factor"], number(1) / row.made["factor"])
    return or_else(size * places * converted <= _PROVABLE, Piece("FALSE", False))


def measured(row: Row, scheme: Scheme) -> Piece:
    """The score of a target not met: the share rounded and held below the points; 待评定 where it is in doubt."""
    share, points, steps = row.made["cents"], row.typed["points"], 10**scheme.rules.score_places
    even = absolute(points * steps - rounded(points * steps, 0)) < Piece("1E-9", 1e-9)
    near = absolute(share - whole(share) - 0.5) < Piece("1E-6", _NEAR_HALF)
    certain = both(even, either(negation(near), provable(row)))
    up = whole(share + Piece("0.500000001", 0.5 + _HALF))
    held = larger_of(smaller_of(up, rounded(points * steps, 0) - 1), number(0)) / steps
    return if_(is_number(share), if_(certain, held, _PENDING), _EMPTY)


def full_score(row: Row, scheme: Scheme) -> Piece:
    """The points of a target that was met, less what the scheme takes for far too much."""
    points = row.typed["points"]
    if not scheme.rules.over_deduction:
        return points
    goal, limit = row.made["target_number"], float(scheme.rules.over_ratio)
    far = both(goal > 0, row.made["reached"] >= goal * limit * Piece("0.999999999999", 1 - _SAME))
    upward = either(*(exact(row.made["comparison"], text(sign)) for sign in ("≥", ">", "=")))
    less = larger_of(rounded(points - float(scheme.rules.over_deduction), 6), number(0))
    return if_(both(upward, far), less, points)


def in_words(row: Row, scheme: Scheme) -> Piece:
    """Whether target and actual value are words and the target is reached beyond doubt, by words or by the tier."""
    wanted, said, tier = row.made["target_words"], row.made["actual_words"], row.typed["tier"]
    done = is_number(same_word(said, row.lists["done"], row.lists["done_index"]))
    # The official words for a lower tier say so, even where the target is written with them.
    lower = [phrase for tier_ in scheme.tier[1:] for phrase in (tier_.label, *tier_.phrases)]
    below = either(*(exact(said, text(phrase)) for phrase in lower))
    plainly = both(negation(is_empty(said)), either(exact(wanted, said), done), negation(below))
    by_tier = exact(tier, text(scheme.tier[0].label))
    return if_(is_empty(wanted), Piece("FALSE", False), if_(is_empty(tier), plainly, by_tier))


def words_full(row: Row, scheme: Scheme) -> Piece:
    """The text "full" where words settle it, else empty."""
    return if_(in_words(row, scheme), text("full"), _EMPTY)


def score(row: Row, scheme: Scheme) -> Piece:
    """测算得分: a number where everything is certain, nothing in an empty row, 待评定 in all other cases."""
    typed, made = row.typed, row.made
    points = typed["points"]
    days = both(is_number(made["target_day"]), is_number(made["actual_day"]))
    on_time = if_(days, made["actual_day"] <= made["target_day"], Piece("FALSE", False))
    by_numbers = first_case(
        [
            (on_time, points),
            (exact(made["judgement"], text("full")), full_score(row, scheme)),
            (exact(made["judgement"], text("none")), number(0)),
            (is_number(made["measured"]), made["measured"]),
        ],
        _PENDING,
    )
    by_all = first_case(
        [
            (made["standard"] > 0, if_(is_number(made["by_standard"]), made["by_standard"], _PENDING)),
            (exact(made["words_full"], text("full")), points),
            (is_empty(typed["tier"]), by_numbers),
        ],
        _PENDING,
    )
    usable = if_(
        is_number(points), if_(points >= 0, points <= _MOST_POINTS, Piece("FALSE", False)), Piece("FALSE", False)
    )
    cells = (typed[part] for part in ("name", "target", "actual", "points"))
    return if_(is_empty(join(*cells)), _EMPTY, or_else(if_(usable, by_all, _PENDING), _PENDING))


def execution(budget: Piece, outturn: Piece, points: Piece, scheme: Scheme) -> Piece:
    """The score of the execution rate: outturn over budget, capped, times the points; 待评定 where it is in doubt."""
    steps, cap = 10**scheme.rules.score_places, min(float(scheme.rules.execution_cap), 1.0)
    full = points if cap == 1 else points * cap
    share = if_(outturn >= budget * cap, points * steps * cap, points * steps * larger_of(outturn, number(0)) / budget)
    up = smaller_of(whole(share + Piece("0.500000001", 0.5 + _HALF)) / steps, points)
    near = absolute(share - whole(share) - 0.5) < Piece("1E-6", _NEAR_HALF)
    two_places = both(
        *(absolute(cell * 100 - rounded(cell * 100, 0)) < Piece("1E-6", 1e-6) for cell in (budget, outturn, points))
    )
    provable_ = either(negation(near), both(two_places, budget <= _PROVABLE / 10**4))
    scored = (
        if_(outturn >= budget, points, if_(provable_, up, _PENDING)) if full is points else if_(provable_, up, _PENDING)
    )
    good = both(budget > 0, points >= 0, points <= _MOST_POINTS)
    numbers = both(is_number(budget), is_number(outturn), is_number(points))
    empty = is_empty(join(budget, outturn))
    return if_(empty, _EMPTY, if_(numbers, if_(good, scored, _PENDING), _PENDING))
