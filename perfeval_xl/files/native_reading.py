"""The readers of the macro-free edition: 指标值, 实际完成值 and 度量单位 taken apart by plain formulas, step by step.

The grammar is narrow on purpose: sign, number, unit, suffix and nothing else, or a whole day, or plain words. What is
not exactly that stays unread, and the score is 待评定.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from perfeval_xl.files.native_expression import (
    Piece,
    both,
    control,
    either,
    equals,
    exact,
    first_case,
    if_,
    is_empty,
    is_number,
    length,
    number,
    or_else,
    replaced,
    text,
    without,
)
from perfeval_xl.files.native_figures import (
    after,
    before,
    day_digits,
    figures,
    grouped,
    is_text_or_blank,
    real_day,
    spelled,
    tidy,
    whole_part,
)
from perfeval_xl.files.native_lists import (
    Area,
    any_inside,
    entry,
    longest_end,
    longest_start,
    only_characters,
    same_word,
)

_EMPTY = text("")


@dataclass(frozen=True, slots=True)
class Row:
    """What the formulas of a row refer to: the cells where people type, the helper cells so far, the lists."""

    typed: Mapping[str, Piece]
    made: dict[str, Piece]
    lists: Mapping[str, Area]

    def word(self, part: str, index: Piece) -> Piece:
        """The entry of a list at an index."""
        return entry(self.lists[part], index)


def target_text(row: Row) -> Piece:
    """指标值, tidy."""
    return tidy(row.typed["target"])


def actual_text(row: Row) -> Piece:
    """实际完成值, tidy."""
    return tidy(row.typed["actual"])


def target_sign(row: Row) -> Piece:
    """Which sign of the list the target begins with (1: none)."""
    return longest_start(row.made["target_text"], row.lists["signs"], row.lists["signs_index"])


def target_body(row: Row) -> Piece:
    """The target after its sign."""
    return after(row.made["target_text"], row.word("signs", row.made["target_sign"]))


def target_suffix(row: Row) -> Piece:
    """Which suffix of the list (以上, 以内) the target ends with (1: none)."""
    return longest_end(row.made["target_body"], row.lists["suffixes"], row.lists["suffixes_index"])


def target_quantity(row: Row) -> Piece:
    """The target between sign and suffix: number and unit."""
    return before(row.made["target_body"], row.word("suffixes", row.made["target_suffix"]))


def target_unit(row: Row) -> Piece:
    """Which unit of the list the target has (1: none)."""
    return longest_end(row.made["target_quantity"], row.lists["units"], row.lists["units_index"])


def target_digits(row: Row) -> Piece:
    """The number of the target as written."""
    return before(row.made["target_quantity"], row.word("units", row.made["target_unit"]))


def target_bare(row: Row) -> Piece:
    """The number of the target as written, without commas."""
    return without(row.made["target_digits"], ",")


def target_whole(row: Row) -> Piece:
    """The number of the target before its decimal point."""
    return whole_part(row.made["target_digits"])


def target_grouped(row: Row) -> Piece:
    """Whether the commas in the number of the target stand between thousands."""
    return grouped(row.made["target_digits"], row.made["target_whole"])


def target_figures(row: Row) -> Piece:
    """The number of the target without the commas between thousands; empty where it is no plain number."""
    return figures(*(row.made[f"target_{part}"] for part in ("digits", "bare", "whole", "grouped")))


def target_number(row: Row) -> Piece:
    """The target's number."""
    return spelled(row.made["target_figures"])


def supposed(row: Row) -> Piece:
    """The comparison of a target without a sign: ≤ where the indicator's name says that low is good, else =."""
    name = without(row.typed["name"], " ", "　")
    name = replaced(replaced(name, control(10), ""), control(13), "")
    high = any_inside(row.lists["higher"], replaced(name, text("不合格率"), ""))
    low = any_inside(row.lists["lower"], name)
    known = only_characters(name, row.lists["name_plain"], row.lists["places"])
    return if_(
        both(is_text_or_blank(row.typed["name"]), length(name) <= len(row.lists["places"].entries), known),
        if_(low, if_(high, text("="), text("≤")), text("=")),
        text("?"),
    )


def comparison(row: Row) -> Piece:
    """How the target compares: ≥ > = ≤ <, or ? where the name leaves it open; empty where the signs disagree."""
    sign = row.word("sign_meanings", row.made["target_sign"])
    suffix = row.word("suffix_meanings", row.made["target_suffix"])
    none = both(equals(row.made["target_sign"], 1), equals(row.made["target_suffix"], 1))
    agreed = first_case(
        [
            (equals(row.made["target_suffix"], 1), sign),
            (either(exact(sign, _EMPTY), exact(sign, text("=")), exact(sign, suffix)), suffix),
        ],
        _EMPTY,
    )
    return if_(none, row.made["supposed"], agreed)


def actual_start(row: Row) -> Piece:
    """Which word of the list (完成, 实际) the actual value begins with (1: none)."""
    return longest_start(row.made["actual_text"], row.lists["starts"], row.lists["starts_index"])


def actual_quantity(row: Row) -> Piece:
    """The actual value after such a word: number and unit."""
    return after(row.made["actual_text"], row.word("starts", row.made["actual_start"]))


def actual_unit(row: Row) -> Piece:
    """Which unit of the list the actual value has (1: none)."""
    return longest_end(row.made["actual_quantity"], row.lists["units"], row.lists["units_index"])


def actual_digits(row: Row) -> Piece:
    """The number of the actual value as written."""
    return before(row.made["actual_quantity"], row.word("units", row.made["actual_unit"]))


def actual_bare(row: Row) -> Piece:
    """The number of the actual value as written, without commas."""
    return without(row.made["actual_digits"], ",")


def actual_whole(row: Row) -> Piece:
    """The number of the actual value before its decimal point."""
    return whole_part(row.made["actual_digits"])


def actual_grouped(row: Row) -> Piece:
    """Whether the commas in the number of the actual value stand between thousands."""
    return grouped(row.made["actual_digits"], row.made["actual_whole"])


def actual_figures(row: Row) -> Piece:
    """The number of the actual value without commas; empty where it is no plain number."""
    return figures(*(row.made[f"actual_{part}"] for part in ("digits", "bare", "whole", "grouped")))


def actual_number(row: Row) -> Piece:
    """The actual value's number, in its own unit."""
    return spelled(row.made["actual_figures"])


def column_text(row: Row) -> Piece:
    """度量单位, tidy."""
    return tidy(row.typed["unit"])


def column_unit(row: Row) -> Piece:
    """Which unit of the list 度量单位 names: 1 for none or a word such as 定性指标, 0 for one that is not listed."""
    column = row.made["column_text"]
    listed = same_word(column, row.lists["units"], row.lists["units_index"])
    idle = same_word(column, row.lists["no_units"], row.lists["no_units_index"])
    return if_(
        is_text_or_blank(row.typed["unit"]), or_else(listed, if_(is_number(idle), number(1), number(0))), number(0)
    )


def target_words(row: Row) -> Piece:
    """The target without blanks where it is plain words and nothing else; else empty."""
    return if_(is_number(row.made["target_number"]), _EMPTY, plain_words(row, row.made["target_text"]))


def actual_words(row: Row) -> Piece:
    """The actual value without blanks where the target is plain words."""
    return if_(is_empty(row.made["target_words"]), _EMPTY, without(row.made["actual_text"], " "))


def plain_words(row: Row, piece: Piece) -> Piece:
    """The text without blanks where every character is plain, so that it can be no figure and no date."""
    words = without(piece, " ")
    places = row.lists["places"]
    known = both(length(words) <= len(places.entries), only_characters(words, row.lists["plain"], places))
    return if_(known, words, _EMPTY)


def target_date(row: Row) -> Piece:
    """The digits of the deadline where the target is built like 2021年12月20日, with 前 behind it or not."""
    return day_digits(row.made["target_text"], ("之前", "以前", "前"))


def target_day(row: Row) -> Piece:
    """The deadline as a number such as 20211220; empty where the target is no day."""
    return real_day(row.made["target_date"])


def actual_date(row: Row) -> Piece:
    """The digits of the day in the actual value, where the target is a day."""
    return if_(is_number(row.made["target_day"]), day_digits(row.made["actual_text"], ()), _EMPTY)


def actual_day(row: Row) -> Piece:
    """The day of the actual value as a number."""
    return real_day(row.made["actual_date"])
