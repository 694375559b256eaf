"""The functions as registered with xlwings: names and arguments as documented, floats, #N/A for any failure."""

import inspect
import logging
import typing

import pytest

from perfeval_xl import cell_functions, cells
from perfeval_xl.excel import functions


@pytest.mark.parametrize("entry", functions.FUNCTIONS, ids=lambda entry: entry.name)
def test_every_documented_function_is_registered_with_its_arguments(entry):
    registered = getattr(functions, entry.name)
    parameters = inspect.signature(registered).parameters.values()
    assert [one.name for one in parameters] == [argument.name for argument in entry.arguments]
    assert [one.default is None for one in parameters] == [argument.optional for argument in entry.arguments]
    assert registered.__doc__ == entry.doc


def test_xlwings_finds_no_annotation_that_it_would_take_for_a_conversion():
    assert {entry.name: typing.get_type_hints(getattr(functions, entry.name)) for entry in functions.FUNCTIONS} == {
        entry.name: {} for entry in functions.FUNCTIONS
    }


def test_nothing_else_is_registered():
    upper = {name for name in vars(functions) if name.startswith("PERF_")}
    assert upper == {entry.name for entry in cell_functions.FUNCTIONS}


def test_every_function_passes_its_arguments_on_in_order():
    assert functions.PERF_SCORE("≥95%", "90%", 2.0) == 1.89
    assert functions.PERF_SCORE("10%", "5%", 2.0, "%", "预算调整率") == 2.0
    assert functions.PERF_RULE("健全计2分；不健全不得分", "健全", 2) == 2.0
    assert functions.PERF_RATE(200, 150) == 0.75
    assert functions.PERF_BUDGET_SCORE(200, 150, 10) == 7.5
    assert functions.PERF_GRADE(89.95) == "良"
    assert functions.PERF_CHECK("≥95%", "90%", "%", 2, 2, "").startswith("✘")
    assert functions.PERF_EXPLAIN("≥95%", "90%", 2) == cells.perf_explain("≥95%", "90%", 2)


def test_numbers_are_handed_over_as_floats():
    assert type(functions.PERF_SCORE("≥95%", "100%", 2)) is float
    assert type(functions.PERF_GRADE(95)) is str


def test_a_failure_nobody_foresaw_is_not_shown_as_python(monkeypatch, caplog):
    def broken(*arguments):
        raise RuntimeError("boom")

    monkeypatch.setattr(cells, "grade_of", broken)
    with caplog.at_level(logging.ERROR):
        assert functions.PERF_GRADE(95) == functions.FAILED == "#N/A"
    assert "boom" in caplog.text
    assert functions.PERF_RATE() == "#N/A"
