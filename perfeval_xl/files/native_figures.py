"""Texts to numbers and days by plain formulas: cleaned, checked digit by digit, spelled out in any country's Office."""

from __future__ import annotations

from perfeval_xl.files.native_expression import (
    Piece,
    both,
    control,
    either,
    equals,
    exact,
    find,
    holds,
    if_,
    is_empty,
    is_number,
    is_text,
    join,
    larger_of,
    left,
    length,
    middle,
    negation,
    number,
    or_else,
    power_of_ten,
    replaced,
    right,
    text,
    trim,
    value_of,
    without,
)

LONGEST = 60
"""Longer texts are not read."""
DIGITS = 11
"""Numbers with more digits are not read: so many are held and compared exactly."""
_DIGITS = "0123456789"
_EMPTY = text("")


def tidy(typed: Piece) -> Piece:
    """The typed text with half-width digits and single blanks; empty where it is no text, or a long one."""
    cleaned = typed
    for code in (9, 10, 13):
        cleaned = replaced(cleaned, control(code), " ")
    for old, new in (("　", " "), ("％", "%"), ("．", "."), ("，", ",")):
        cleaned = replaced(cleaned, text(old), new)
    for digit, wide in zip(_DIGITS, "０１２３４５６７８９", strict=True):
        cleaned = replaced(cleaned, text(wide), digit)
    # The length is asked of a text only: a number's own text may differ from program to program.
    return if_(is_text(typed), if_(length(typed) > LONGEST, _EMPTY, trim(cleaned)), _EMPTY)


def is_text_or_blank(piece: Piece) -> Piece:
    """Whether a cell holds a text or nothing."""
    return either(is_text(piece), is_empty(piece))


def after(whole: Piece, start: Piece) -> Piece:
    """The text behind its start."""
    return trim(middle(whole, length(start) + 1, number(LONGEST)))


def before(whole: Piece, end: Piece) -> Piece:
    """The text before its end."""
    return trim(left(whole, length(whole) - length(end)))


def whole_part(written: Piece) -> Piece:
    """What stands before the decimal point, or all of it."""
    return left(written, find(text("."), join(written, text("."))) - 1)


def grouped(written: Piece, whole: Piece) -> Piece:
    """The text "yes" where there are no commas, or one before each three whole digits; else empty."""
    commas = length(written) - length(without(written, ","))

    def comma_before(digits: int) -> Piece:
        return exact(middle(whole, larger_of(length(whole) - digits, number(1)), number(1)), text(","))

    one = both(equals(commas, 1), comma_before(3), length(whole) >= 5, length(whole) <= 7)
    two = both(equals(commas, 2), comma_before(3), comma_before(7), length(whole) >= 9, length(whole) <= 11)
    return if_(either(equals(commas, 0), one, two), text("yes"), _EMPTY)


def figures(written: Piece, bare: Piece, whole: Piece, commas: Piece) -> Piece:
    """The digits of a written number with a point between them; empty for anything else.

    `bare` is without commas, `whole` what stands before the point, `commas` what `grouped` gives.
    """
    first, last = left(written, number(1)), right(written, number(1))
    ends = both(is_number(find(first, text(_DIGITS))), is_number(find(last, text(_DIGITS))))
    points = length(bare) - length(without(bare, "."))
    good = both(length(bare) > 0, length(bare) - points <= DIGITS, points <= 1, is_empty(without(bare, ".", *_DIGITS)))
    # 2021.12 and 20211220 may be days, whatever stands around them.
    century = either(exact(left(bare, number(2)), text("19")), exact(left(bare, number(2)), text("20")))
    dated = both(century, either(both(equals(length(whole), 4), holds(".", bare)), length(whole) > 7))
    plain = both(ends, negation(is_empty(commas)), negation(dated))
    return if_(good, if_(plain, bare, _EMPTY), _EMPTY)


def decimals(digits: Piece) -> Piece:
    """How many digits stand after the point."""
    return or_else(length(digits) - find(text("."), digits), number(0))


def spelled(digits: Piece) -> Piece:
    """The number that digits spell, whatever the decimal point of the country; empty where there are none."""
    return if_(is_empty(digits), _EMPTY, value_of(without(digits, ".")) / power_of_ten(decimals(digits)))


def day_digits(whole: Piece, endings: tuple[str, ...]) -> Piece:
    """What a text like 2021年12月1日 has before 年, 月, 日, as eight characters; empty where it is built otherwise."""
    at_year, at_month, at_day = (find(text(sign), whole) for sign in "年月日")
    year = trim(left(whole, at_year - 1))
    month = trim(middle(whole, at_year + 1, at_month - at_year - 1))
    date = trim(middle(whole, at_month + 1, at_day - at_month - 1))
    rest = trim(middle(whole, at_day + 1, number(LONGEST)))
    ended = either(*(exact(rest, text(ending)) for ending in ("", *endings)))
    joined = join(year, right(join(text("0"), month), number(2)), right(join(text("0"), date), number(2)))
    return or_else(if_(both(length(month) <= 2, length(date) <= 2, ended), joined, _EMPTY), _EMPTY)


def real_day(digits: Piece) -> Piece:
    """Eight digits as a number where they are a day of 1900 to 2099 (29 February is left to Python); else empty."""
    shaped = both(equals(length(digits), 8), is_empty(without(digits, *_DIGITS)))
    century = either(exact(left(digits, number(2)), text("19")), exact(left(digits, number(2)), text("20")))
    month, date = value_of(middle(digits, number(5), number(2))), value_of(right(digits, number(2)))
    short = either(*(equals(month, few) for few in (4, 6, 9, 11)))
    last = if_(equals(month, 2), number(28), if_(short, number(30), number(31)))
    real = both(month >= 1, month <= 12, date >= 1, date <= last)
    return if_(both(shaped, century), if_(real, value_of(digits), _EMPTY), _EMPTY)
