"""Every check by worked examples: it fires where it must, with these words, and stays silent on its near miss."""

from __future__ import annotations

import pytest
from check_examples import Example
from check_returns import edited, findings, form_of
from examples_base import EXAMPLES as BASE
from examples_budget import EXAMPLES as BUDGET
from examples_criteria import EXAMPLES as CRITERIA
from examples_indicators import EXAMPLES as INDICATORS
from examples_points import EXAMPLES as POINTS
from examples_tasks import EXAMPLES as TASKS

from perfeval_xl import scheme
from perfeval_xl.checks import all_checks, check_row
from perfeval_xl.names import parse

EXAMPLES = [*POINTS, *BUDGET, *BASE, *TASKS, *INDICATORS, *CRITERIA]


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.label)
def test_example(example: Example):
    """The check says what it must, where it must, or nothing."""
    found = [item for item in findings(edited(example.changes, example.base)) if item.check == example.name]
    if not example.at:
        assert found == []
        return
    here = [item for item in found if item.at == example.at]
    assert here, found
    assert all(word in here[0].message for word in example.says), here[0].message
    assert here[0].severity == (example.severity or all_checks()[example.name].severity)


@pytest.mark.parametrize("name", [name for name, item in all_checks().items() if item.theme != "narrative"])
def test_every_check_has_a_firing_example_and_a_near_miss(name: str):
    """Adding a check without both fails here."""
    examples = [example for example in EXAMPLES if example.name == name]
    assert any(example.at for example in examples)
    assert any(not example.at for example in examples)


def test_examples_name_checks_that_exist():
    """A renamed check takes its examples along."""
    assert {example.name for example in EXAMPLES} <= set(all_checks())


ROW_EXAMPLES = [
    example
    for example in EXAMPLES
    if example.at.startswith("indicators[") and all_checks()[example.name].row and "scheme" in example.base
]


@pytest.mark.parametrize("example", ROW_EXAMPLES, ids=lambda example: example.label)
def test_row_check_says_the_same_in_the_sheet(example: Example):
    """PERF_CHECK of one row and the run over the form agree, message for message."""
    form = form_of(edited(example.changes, example.base))
    steps = parse(example.at)
    alone = check_row(form.indicators[steps[1]], scheme.get(form.scheme), 2021)
    whole = findings(edited(example.changes, example.base))
    assert [(item.check, item.severity, item.message) for item in alone] == [
        (item.check, item.severity, item.message)
        for item in whole
        if item.at.startswith(f"indicators[{steps[1]}].") and all_checks()[item.check].row
    ]
