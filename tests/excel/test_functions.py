"""The functions as registered with xlwings: names and arguments as documented, floats, #N/A for any failure."""

import inspect
import json
import logging
import pydoc
import re
import subprocess
import sys
from pathlib import Path

import pytest

from perfeval_xl import cell_functions, cells
from perfeval_xl.excel import functions

HERE = Path(__file__).parent


def python(*arguments):
    """What a new Python process prints."""
    return subprocess.run([sys.executable, *arguments], capture_output=True, text=True, check=True).stdout


@pytest.fixture(scope="module")
def registered():
    """What xlwings finds in the module: its own description of each function, and the VBA that it would write."""
    return json.loads(python(HERE / "as_xlwings.py"))


@pytest.mark.parametrize("entry", cell_functions.FUNCTIONS, ids=lambda entry: entry.name)
def test_every_documented_function_is_registered_with_its_arguments_and_help(entry, registered):
    found = registered["found"][entry.name]
    assert (found["name"], found["category"], found["ret"]) == (
        entry.name,
        functions.CATEGORY,
        {"doc": entry.doc, "options": {}},
    )
    assert [(one["name"], one["doc"], "optional" in one) for one in found["args"]] == [
        (argument.name, f"{argument.label}：{argument.doc}", argument.optional) for argument in entry.arguments
    ]
    assert not [one for one in found["args"] if one["options"]], "no annotation is taken for a conversion"


def test_nothing_else_is_registered(registered):
    names = {entry.name for entry in cell_functions.FUNCTIONS}
    assert set(registered["found"]) == set(functions.ANSWERING) == names
    assert set(re.findall(r"^Function (\w+)", registered["vba"], re.MULTILINE)) == names


@pytest.mark.parametrize("entry", cell_functions.FUNCTIONS, ids=lambda entry: entry.name)
def test_help_tells_what_the_function_is_for_and_its_arguments(entry):
    function = functions.ANSWERING[entry.name]
    assert inspect.signature(function) == inspect.signature(entry.function)
    told = pydoc.plain(pydoc.render_doc(function))
    assert f"{entry.name}({entry.arguments[0].name}: " in told and entry.doc in told


def test_a_first_answer_imports_what_it_needs_and_no_more():
    """xlwings takes half as long as all our rules; checks, standards in words and reports wait for their own calls."""
    loaded = "print(*(part for name in sys.modules for part in name.removeprefix('perfeval_xl.').split('.')[:1]))"
    calls = (
        ("pass", {"excel"}),
        ("functions.PERF_SCORE('≥95%', '90%', 2)", {"rules", "scheme", "targets", "cells"}),
        ("functions.PERF_CHECK('≥95%', '90%', '%', 2, 2, '')", {"checks"}),
    )
    heavy = {"xlwings", "pyparsing", "rules", "scheme", "checks", "narrative", "report", "files"}
    script, needed = "import sys\nfrom perfeval_xl.excel import functions", set()
    for call, more in calls:
        script, needed = f"{script}\n{call}", needed | more
        names = set(python("-c", f"{script}\n{loaded}").split())
        assert needed <= names
        assert not names & (heavy - needed), call


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
