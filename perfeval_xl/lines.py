"""The rows of 绩效指标 scored one by one, and the component that each 一级指标 as typed belongs to."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache
from operator import attrgetter

from perfeval_xl.figures import Typed, fold, is_blank, text_of
from perfeval_xl.measures import Measure, measure
from perfeval_xl.model import Form, Indicator
from perfeval_xl.rules import Outcome, is_empty_row, score_indicator
from perfeval_xl.rules.core import usable
from perfeval_xl.scheme import ComponentRule, Preset, Scheme

_QUOTES = re.compile(r"[“”\"'‘’「」\s]+")
_NUMBERING = re.compile(r"^(?:[（(]?[一二三四五六七八九十\d]{1,2}[）)、.．]+)")
_SUFFIX = re.compile(r"(?:[（(][^（()）]*[)）]|\d+(?:\.\d+)?分|[:：])+$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """The score of one indicator; `index` is its place in `form.indicators` (0-based).

    `points` and scores are in 分. `typed` is the score that the department typed, `computed` what the rules give,
    `score` what counts: the typed one where there is one. None: nothing there, or a person must judge.
    """

    index: int
    category: str
    subcategory: str
    name: str
    points: Decimal | None
    score: Decimal | None
    typed: Decimal | None
    computed: Decimal | None
    outcome: Outcome
    measure: Measure | None = None
    """What the actual value was computed from, where none was typed."""

    @property
    def lost(self) -> Decimal | None:
        """Points not earned, None while unknown."""
        return None if self.points is None or self.score is None else self.points - self.score


def evaluate_line(
    indicator: Indicator, scheme: Scheme, *, index: int, category: str, subcategory: str, year: int | None
) -> Line:
    """One indicator scored by itself, under the 一级指标 and 二级指标 that it belongs to.

    `index` is its place in the form, `year` the fiscal year of deadlines that name none. Never raises on any text.
    """
    outcome = _scored(indicator, scheme, year)
    typed = usable(indicator.score)
    return Line(
        index=index,
        category=category,
        subcategory=subcategory,
        name=text_of(indicator.name),
        points=usable(indicator.points),
        score=outcome.score if typed is None else typed,
        typed=typed,
        computed=outcome.score,
        outcome=outcome,
    )


_scored_cells = attrgetter("target", "actual", "points", "unit", "name", "tier", "criterion")


def _score(
    scheme: Scheme,
    year: int | None,
    target: Typed,
    actual: Typed,
    points: Typed,
    unit: Typed,
    name: Typed,
    tier: Typed,
    criterion: Typed,
) -> Outcome:
    return score_indicator(
        target, actual, points, scheme=scheme, unit=unit, name=name, tier=tier, criterion=criterion, year=year
    )


_remembered = lru_cache(maxsize=512)(_score)
"""A district sets many indicators alike, with the same result."""
_SHORT = 500
"""How many characters of a row may be remembered."""


def _scored(indicator: Indicator, scheme: Scheme, year: int | None) -> Outcome:
    cells = _scored_cells(indicator)
    if len("{}{}{}{}{}{}{}".format(*cells)) <= _SHORT:
        with suppress(TypeError):  # a signalling NaN has no hash
            return _remembered(scheme, year, *cells)
    return _score(scheme, year, *cells)


def component_of(category: Typed, scheme: Scheme) -> ComponentRule | None:
    """The component of `scheme` that a 一级指标 as typed stands for, by its label or an alias; None if none."""
    wanted = category_key(text_of(category))
    return _components(scheme).get(wanted) if wanted else None


@lru_cache(maxsize=64)
def _components(scheme: Scheme) -> dict[str, ComponentRule]:
    """The components by each of their names, as `category_key` gives it; of two that are called alike, the first."""
    named = [(category_key(word), rule) for rule in scheme.component for word in (rule.label, rule.name, *rule.aliases)]
    return dict(reversed(named))


@lru_cache(maxsize=2048)
def category_key(category: str) -> str:
    """A 一级指标 as typed without numbering, points and the word 指标: "一、产出指标（30分）" is 产出."""
    text = _SUFFIX.sub("", _NUMBERING.sub("", fold(category[:80])))
    return text.removesuffix("指标")


def preset_of(name: Typed, scheme: Scheme) -> Preset | None:
    """The 三级指标 set by the scheme that has a measure and is called so, apart from blanks and quotation marks."""
    wanted = _name_key(text_of(name)) if scheme.indicator else ""
    return _presets(scheme).get(wanted) if wanted else None


@lru_cache(maxsize=64)
def _presets(scheme: Scheme) -> dict[str, Preset]:
    """The indicators that have a measure, by their names as `_name_key` gives them; of two called alike, the first."""
    return {_name_key(item.name): item for item in reversed(scheme.indicator) if item.measure}


@lru_cache(maxsize=2048)
def _name_key(name: str) -> str:
    return _QUOTES.sub("", fold(name[:80]))


def _measured(line: Line, indicator: Indicator, form: Form, scheme: Scheme, year: int | None) -> Line:
    """The line of an indicator without an actual value, scored by what the base data give for it."""
    preset = preset_of(indicator.name, scheme)
    if preset is None or not is_blank(indicator.actual):
        return line
    made = measure(preset.measure, form)
    if made.actual:
        known = replace(indicator, actual=made.actual)
        line = evaluate_line(
            known, scheme, index=line.index, category=line.category, subcategory=line.subcategory, year=year
        )
    said = f"{made.explanation}{made.definition}{line.outcome.explanation if made.actual else ''}"
    return replace(line, outcome=replace(line.outcome, explanation=said), measure=made)


def lines_of(
    indicators: Iterable[Indicator], scheme: Scheme, year: int | None, form: Form | None = None
) -> Iterator[Line]:
    """One line per row that is not empty; a blank 一级指标 or 二级指标 is that of the row above.

    With `form`, actual values left blank are computed from its base data where the scheme says so.
    """
    category = subcategory = ""
    for index, indicator in enumerate(indicators):
        if not is_blank(indicator.category):
            new = text_of(indicator.category)
            if category_key(new) != category_key(category):
                subcategory = ""
            category = new
        if not is_blank(indicator.subcategory):
            subcategory = text_of(indicator.subcategory)
        if is_empty_row(
            indicator.name,
            indicator.target,
            indicator.actual,
            indicator.points,
            indicator.score,
            indicator.criterion,
        ):
            continue
        line = evaluate_line(indicator, scheme, index=index, category=category, subcategory=subcategory, year=year)
        if form is not None and scheme.indicator:
            line = _measured(line, indicator, form, scheme, year)
        yield line
