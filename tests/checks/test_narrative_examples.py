"""Every check of the report by worked examples: one fault put into a faultless report, and its near miss."""

from __future__ import annotations

import pytest
from examples_report_base import EXAMPLES as BASE
from examples_report_figures import EXAMPLES as FIGURES
from examples_report_words import EXAMPLES as WORDS
from report_examples import Example
from report_sample import checked, paragraph_of, sample

from perfeval_xl.checks import all_checks

EXAMPLES = [*FIGURES, *BASE, *WORDS]


def label(example: Example) -> str:
    """The name of an example in the test report."""
    return f"{example.name}-{'fires' if example.says else 'silent'}-{EXAMPLES.index(example)}"


@pytest.mark.parametrize("example", EXAMPLES, ids=label)
def test_example(example: Example):
    """The check quotes what is wrong at its paragraph, or says nothing."""
    texts = example.texts()
    found = [item for item in checked(texts, example.changes) if item.check == example.name]
    if not example.says:
        assert found == []
        return
    number = paragraph_of(texts, example.place)
    here = [item for item in found if item.paragraph == number and all(word in item.message for word in example.says)]
    assert here, [(item.paragraph, item.message) for item in found]
    assert here[0].severity == (example.severity or all_checks()[example.name].severity)
    assert here[0].cell is None


@pytest.mark.parametrize("name", [name for name, item in all_checks().items() if item.theme == "narrative"])
def test_every_check_has_a_firing_example(name: str):
    """Adding a check without an example fails here."""
    assert any(example.says for example in EXAMPLES if example.name == name)


def test_the_report_of_the_clean_return_has_no_finding():
    """Every sentence of it agrees with its form, and none is a fault of wording."""
    assert checked(sample()) == ()
