"""The reasons for the lines of the core that no quick test reaches stay true to the code, and docs/coverage.md to them.

What is reached is measured by `make coverage`; that takes long and is no test.
"""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent.parent / "tools"))
import coverage_report as report

ITEMS = report.explained()
PASSAGES = [item for item in ITEMS if isinstance(item, report.Passage)]
FUNCTIONS = [item for item in ITEMS if isinstance(item, report.Functions)]


@pytest.mark.parametrize("passage", PASSAGES, ids=lambda passage: f"{passage.file}:{passage.text[-1][:40]}")
def test_an_explained_passage_stands_in_its_file_once(passage):
    assert report.is_whole(passage.file)
    assert len(passage.places()) == 1, passage.text
    assert 0 < passage.lines <= len(passage.text)
    assert passage.why.endswith(".")


@pytest.mark.parametrize("functions", FUNCTIONS, ids=lambda functions: f"{functions.file}:{functions.names[0]}")
def test_explained_functions_are_there_and_not_of_the_core(functions):
    assert report.is_whole(functions.file) and not report.is_core(functions.file)
    assert set(functions.bodies()) == set(functions.names)
    assert functions.why.endswith(".")


@pytest.mark.parametrize("test", sorted({test for item in ITEMS for test in item.shown_by}))
def test_what_shows_a_line_is_a_test(test):
    file, _, name = test.partition("::")
    assert f"\ndef {name}(" in (report.ROOT / file).read_text("utf-8")


def test_the_document_gives_these_reasons():
    assert report.TARGET.read_text("utf-8").endswith(report.reasons(ITEMS)), "run: make coverage"


def test_the_core_is_there():
    for name in report.CORE:
        assert (report.PACKAGE / name).exists(), name


def test_a_line_that_is_neither_reached_nor_explained_is_told():
    passage = PASSAGES[0]
    (line,) = passage.unreached()
    measured = {passage.file: (100, {line, line + 1}), "files/word.py": (100, {1})}
    told = list(report.unexplained(measured, [passage]))
    assert [item.partition(" ")[0] for item in told] == [f"{passage.file}:{line + 1}"]
    told = list(report.unexplained({passage.file: (100, set())}, [passage]))
    assert told == [f"{passage.file}:{line} is explained in uncovered.toml but reached"]


def test_a_function_is_explained_below_its_docstring_and_its_test_for_windows():
    functions = report.Functions("setup/registry.py", ("read", "put"), "Windows.", ())
    bodies = functions.bodies()
    code = (report.PACKAGE / functions.file).read_text("utf-8").splitlines()
    assert [code[bodies[name][0] - 1].strip() for name in functions.names] == ["import winreg"] * 2
    missing = {line for body in bodies.values() for line in body}
    assert list(report.unexplained({functions.file: (100, missing)}, [functions])) == []
    told = list(report.unexplained({functions.file: (100, {*missing, 1} - set(bodies["put"]))}, [functions]))
    assert [item.partition(" ")[0] for item in told] == ["setup/registry.py:", "setup/registry.py:1"]
    assert told[0] == "setup/registry.py: put is explained in uncovered.toml but entered"


def test_the_table_has_the_core_first_and_all_last():
    rows = report.table({"figures.py": (10, {1}), "files/word.py": (30, set()), "cells.py": (60, {2, 3})}).splitlines()
    assert rows[2:6] == [
        "| core | 10 | 1 | 90 % |",
        "| other modules | 60 | 2 | 96.6 % |",
        "| files/ | 30 | 0 | 100 % |",
        "| all | 100 | 3 | 97 % |",
    ]
