"""The reasons for the lines of the core that no quick test reaches stay true to the code, and docs/coverage.md to them.

What is reached is measured by `make coverage`; that takes long and is no test.
"""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent.parent / "tools"))
import coverage_report as report

PASSAGES = report.explained()


@pytest.mark.parametrize("passage", PASSAGES, ids=lambda passage: f"{passage.file}:{passage.text[-1][:40]}")
def test_an_explained_passage_stands_in_its_file_once(passage):
    assert report.is_core(passage.file)
    assert len(passage.places()) == 1, passage.text
    assert 0 < passage.lines <= len(passage.text)
    assert passage.why.endswith(".")


def test_the_document_gives_these_reasons():
    assert report.TARGET.read_text("utf-8").endswith(report.reasons(PASSAGES)), "run: make coverage"


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


def test_the_table_has_the_core_first_and_all_last():
    rows = report.table({"figures.py": (10, {1}), "files/word.py": (30, set()), "cells.py": (60, {2, 3})}).splitlines()
    assert rows[2:6] == [
        "| core | 10 | 1 | 90 % |",
        "| other modules | 60 | 2 | 96.6 % |",
        "| files/ | 30 | 0 | 100 % |",
        "| all | 100 | 3 | 97 % |",
    ]
