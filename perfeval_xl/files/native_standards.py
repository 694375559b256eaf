"""The score of a row by its 评分标准, in plain formulas: the standard looked up, not read.

The standards of the form and of the scheme stand on 列表 as `criteria.stretches` takes them apart, each with the points
that it was taken apart for. A standard that is not there, word for word and with these points, is left to a person.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from functools import lru_cache

from perfeval_xl.criteria import read_standard
from perfeval_xl.criteria.stretches import Stretch, places_of, stretches, unit_of, words_known
from perfeval_xl.figures import plain
from perfeval_xl.files.native_expression import (
    Piece,
    absolute,
    applied,
    both,
    either,
    equals,
    exact,
    if_,
    is_empty,
    is_number,
    join,
    larger_of,
    negation,
    number,
    or_else,
    rounded,
    smaller_of,
    text,
    trim,
    whole,
)
from perfeval_xl.files.native_figures import decimals, tidy
from perfeval_xl.files.native_lists import Area, is_one_of, same_word
from perfeval_xl.files.native_reading import Row
from perfeval_xl.model import Indicator
from perfeval_xl.rules import score_indicator
from perfeval_xl.scheme import Preset, Scheme

MOST = 200
"""So many different standards are listed: every row looks through the list."""
_EMPTY = text("")
_PARTS = ("start", "most", "least", "take", "base", "step", "begun")
_COLUMNS = (
    *("standards", "standard_units", "standard_bare", "standard_places", "standard_first"),
    *("stretch_of", "stretch_low", "stretch_alone", *(f"stretch_{part}" for part in _PARTS)),
    *("answers", "answer_scores"),
)
_LEFT_OUT = "?"
"""Stands where a person must judge: a formula that counts with it fails."""
_PLACES, _LARGEST = 4, 1e6
_STEP_PLACES, _LARGEST_STEP = 2, 10
"""Figures and steps beyond these are left to a person: within them, steps are counted exactly in doubles."""
_NEAR = Piece("1E-6", 1e-6)
"""A number of steps this near to a whole one is that: any other differs from it by 1/100000 at least."""


def areas(indicators: Iterable[Indicator], scheme: Scheme) -> dict[str, Area]:
    """The columns of 列表 with the standards, by the part of their name after `native.`."""
    return _areas(tuple(_standards(indicators, scheme)), scheme)


@lru_cache(maxsize=8)
def _areas(standards: tuple[tuple[str, Decimal], ...], scheme: Scheme) -> dict[str, Area]:
    """Remembered, because the rows and the sheet 列表 of a workbook both ask for them."""
    columns: dict[str, list[str | float]] = {part: [] for part in _COLUMNS}
    for index, (criterion, points) in enumerate(standards, 1):
        standard = read_standard(criterion)
        unit = unit_of(standard)
        columns["standards"].append(f"{plain(points)}|{criterion}")
        columns["standard_units"].append(unit)
        # A bare 0.95 may be 95 %; above 1 a bare number is the percentage.
        columns["standard_bare"].append(1.0 if unit == "%" else -1.0)
        places = places_of(standard)
        columns["standard_places"].append(float(_PLACES if places is None else places))
        columns["standard_first"].append(float(len(columns["stretch_of"]) + 1))
        for stretch in stretches(standard, points, scheme.rules.partial_step):
            columns["stretch_of"].append(float(index))
            for part, value in _figures(stretch, scheme.rules.score_places).items():
                columns[f"stretch_{part}"].append(value)
        for words in dict.fromkeys(words_known(standard)):
            given = score_indicator(None, words, points, scheme=scheme, criterion=criterion).score
            if given is not None and tidy(text(words)).value == words:
                columns["answers"].append(f"{index}|{words}")
                columns["answer_scores"].append(float(given))
    for part in ("standards", "answers"):
        columns[part + "_index"] = [float(place) for place in range(1, max(len(columns[part]), 1) + 1)]
    return {part: Area(f"native.{part}", tuple(entries or [_LEFT_OUT])) for part, entries in columns.items()}


def _standards(indicators: Iterable[Indicator], scheme: Scheme) -> list[tuple[str, Decimal]]:
    """The standards that can be looked up, with their points: those of the scheme, then those of the indicators."""
    sources: list[Preset | Indicator] = [*scheme.indicator, *indicators]
    pairs = {(source.criterion, source.points): None for source in sources}
    known = [(text_, points) for text_, points in pairs if isinstance(text_, str) and isinstance(points, Decimal)]
    return [pair for pair in known if pair[0].strip() and not read_standard(pair[0]).unread][:MOST]


def _figures(stretch: Stretch, places: int) -> dict[str, str | float]:
    """The figures of a stretch, with `?` for the start where the formulas may not count with it."""
    scores = (stretch.start, stretch.most, stretch.least, stretch.take)
    exact_ = all(_decimals(score) <= places for score in scores if score is not None)
    small = stretch.step <= _LARGEST_STEP and _decimals(stretch.step) <= _STEP_PLACES
    good = exact_ and small and _decimals(stretch.base) <= _PLACES
    start = float(stretch.start) if good and stretch.start is not None else _LEFT_OUT
    return {"start": start, **{part: float(getattr(stretch, part)) for part in ("low", "alone", *_PARTS[1:])}}


def _decimals(number_: Decimal) -> int:
    return max(-int(number_.normalize().as_tuple().exponent), 0)


def standard(row: Row) -> Piece:
    """Which standard of the list the row has, with just its points; 0 for none, or where a target decides."""
    typed = row.typed
    key = join(typed["points"], text("|"), typed["criterion"])
    listed = or_else(same_word(key, row.lists["standards"], row.lists["standards_index"]), number(0))
    none = is_one_of(trim(typed["target"]), row.lists["blank_target"])
    chosen = both(none, negation(is_empty(typed["criterion"])))
    return if_(chosen, listed, number(0))


def by_words(row: Row) -> Piece:
    """The score of an actual value in words that is listed for the standard; empty for none."""
    key = join(row.made["standard"], text("|"), row.made["actual_text"])
    listed = same_word(key, row.lists["answers"], row.lists["answers_index"])
    return if_(row.made["standard"] > 0, or_else(row.word("answer_scores", listed), _EMPTY), _EMPTY)


def stretch(row: Row) -> Piece:
    """Which stretch of the list the actual number falls into; empty where it is none in the unit of the standard."""
    made = row.made
    index, figure, unit = made["standard"], made["actual_number"], row.word("standard_units", made["standard"])
    bare = both(equals(made["actual_unit"], 1), either(figure > row.word("standard_bare", index), equals(figure, 0)))
    column = row.word("units", made["column_unit"])
    fits = both(
        equals(made["actual_start"], 1),
        either(exact(row.word("units", made["actual_unit"]), unit), bare),
        either(equals(made["column_unit"], 1), exact(column, unit)),
        figure < _LARGEST,
        decimals(made["actual_figures"]) <= row.word("standard_places", index),
    )
    known = if_(index > 0, is_number(figure), Piece("FALSE", False))
    found = _stretches_up_to(row, index, figure)
    placed = if_(found > 0, row.word("standard_first", index) + found - 1, _EMPTY)
    return if_(known, or_else(if_(fits, placed, _EMPTY), _EMPTY), _EMPTY)


def _stretches_up_to(row: Row, index: Piece, figure: Piece) -> Piece:
    """How many stretches of the standard begin below the figure or at it."""
    of, low, alone = (row.lists[f"stretch_{part}"] for part in ("of", "low", "alone"))
    at = f"({low.name}<{figure.text})+({low.name}={figure.text})*({alone.name}=1)"
    formula = f"SUMPRODUCT(({of.name}={index.text})*({at}))"

    def count(wanted: float, value: float) -> float:
        entries = [entry for entry in zip(of.entries, low.entries, alone.entries, strict=True) if entry[0] == wanted]
        below = [begins for _, begins, _ in entries if isinstance(begins, float) and begins < value]
        return float(len(below) + sum(begins == value and only == 1 for _, begins, only in entries))

    return applied(formula, [index, figure], count)


def by_standard(row: Row, scheme: Scheme) -> Piece:
    """The score by the standard: the one listed for the words, or that of the stretch; empty where neither is."""
    place = row.made["stretch"]
    start, most, least, take, base, step, begun = (row.word(f"stretch_{part}", place) for part in _PARTS)
    away = absolute(row.made["actual_number"] - base) / step
    steps = if_(equals(begun, 1), number(0) - whole(_NEAR - away), whole(away + _NEAR))
    held = larger_of(smaller_of(start - take * steps, most), least)
    counted = or_else(rounded(held, scheme.rules.score_places), _EMPTY)
    said = row.made["by_words"]
    return if_(is_number(said), said, if_(is_number(place), counted, _EMPTY))
