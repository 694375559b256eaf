"""Rules drawn at random and written out in the manner of such tables: read right, or not at all, never wrongly."""

from collections import Counter
from decimal import Decimal

import pytest
import rendered
from hypothesis import HealthCheck, find, given, settings

from perfeval_xl.criteria import flaws, read_standard, score

CENT = Decimal("0.01")
READ: Counter = Counter()
"""How many of the texts were read, by kind; the last test of this file looks at it."""


def figures(rule):
    """Every edge with a hair to either side, and figures far off."""
    edges = [
        *getattr(rule, "edges", ()),
        *(edge for edge in (getattr(rule, "base", None), getattr(rule, "zero", None)) if edge),
    ]
    near = {Decimal(edge) + shift for edge in edges for shift in (-CENT, Decimal(0), CENT, Decimal(-3), Decimal("7.5"))}
    return sorted(value for value in near | {Decimal(0), Decimal(50), Decimal(150)} if value >= 0)


def compare(kind, rule, text):
    standard = read_standard(text)
    READ[kind, bool(standard.unread)] += 1
    for value in figures(rule):
        found = score(standard, f"{value:f}%", rule.points)
        assert found.score in (None, rule.score(value)), (text, value, rule.score(value), found)
        if not standard.unread:
            READ[kind, "scored", found.score is not None] += 1


@settings(deadline=None, max_examples=400, suppress_health_check=[HealthCheck.too_slow])
@given(rendered.step_tables())
def test_step_tables_are_never_read_wrongly(drawn):
    compare("steps", *drawn)


@settings(deadline=None, max_examples=400, suppress_health_check=[HealthCheck.too_slow])
@given(rendered.slopes())
def test_deductions_are_never_read_wrongly(drawn):
    compare("slopes", *drawn)


@settings(deadline=None, max_examples=100, suppress_health_check=[HealthCheck.too_slow])
@given(rendered.step_tables())
def test_a_whole_step_table_has_no_holes_or_overlaps(drawn):
    rule, text = drawn
    standard = read_standard(text)
    assert not standard.unread or not flaws(standard, rule.points)
    assert {flaw.kind for flaw in flaws(standard, rule.points)} <= {"points"}, text


@pytest.mark.parametrize("kind", ["steps", "slopes"])
def test_most_of_them_are_read(kind):
    read, unread = READ[kind, False], READ[kind, True]
    if read + unread < 100:
        pytest.skip("runs after the tests above")
    assert read > 0.98 * (read + unread), (read, unread)
    assert READ[kind, "scored", True] > 0.99 * (READ[kind, "scored", True] + READ[kind, "scored", False])


def test_the_drawing_reaches_every_kind_of_rule():
    assert find(rendered.step_tables(), lambda drawn: len(drawn[0].edges) == 4 and not drawn[0].rising)
    assert find(rendered.slopes(), lambda drawn: drawn[0].zero is not None and drawn[0].most is not None)
