"""The checks that rest on word lists, measured on labelled texts: a reviewer must agree nine times in ten."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from decimal import Decimal
from pathlib import Path

import labelled
import pytest

from perfeval_xl import scheme
from perfeval_xl.checks import Finding, check_row, run
from perfeval_xl.model import Form, Indicator, Objective

SCHEME = scheme.get("zhengzhou-shangjie-2021")
QUALITY = Path(__file__).parents[2] / "docs" / "checks-quality.md"
LEAST = Decimal("0.9")


def _row(**cells) -> Iterable[Finding]:
    return check_row(Indicator(**({"name": "业务培训人次", "points": Decimal(4)} | cells)), SCHEME, 2021)


def _missed(name: str, reason: str) -> Iterable[Finding]:
    return _row(name=name, target="≥90", actual="80", score=Decimal("3.56"), deviation_reason=reason)


ASK: dict[str, Callable] = {
    "REASON_NO_MEASURE": lambda reason: _missed("业务培训人次", reason),
    "REASON_IRRELEVANT": lambda case: _missed(*case),
    "TARGET_TEXT_VAGUE": lambda text: run(Form(objective=Objective(text=text)), SCHEME),
    "QUAL_MEANINGLESS": lambda case: _row(name=case[0], target=case[1], actual=case[1], unit="定性指标"),
    "NAME_TEMPLATE": lambda name: _row(name=name, target="≥90%", actual="95%"),
    "DIRECTION_SUSPECT": lambda case: _row(name=case[0], target=case[1], actual="1"),
}


def measured(name: str) -> tuple[int, int, int, int, list]:
    """How many texts; about how many the check spoke, rightly, should have spoken; the errors."""
    cases = getattr(labelled, name)
    spoke = {case: any(item.check == name for item in ASK[name](case)) for case in cases}
    right = sum(spoke[case] and expected for case, expected in cases.items())
    wrong = [case for case, expected in cases.items() if spoke[case] != expected]
    return len(cases), sum(spoke.values()), right, sum(cases.values()), wrong


@pytest.mark.parametrize("name", ASK)
def test_a_reviewer_agrees_nine_times_in_ten(name: str):
    """Of what the check says, and of what it should say."""
    _, spoke, right, should, wrong = measured(name)
    assert right >= LEAST * spoke, wrong
    assert right >= LEAST * should, wrong


@pytest.mark.parametrize("name", ASK)
def test_the_figures_in_the_docs_are_those_measured_here(name: str):
    """docs/checks-quality.md has a line for each."""
    texts, spoke, right, should, _ = measured(name)
    line = re.search(rf"\| {name} \| (\d+) \| (\d+) \| (\d+) \| (\d+) \|", QUALITY.read_text(encoding="utf-8"))
    assert line, f"docs/checks-quality.md lacks a line for {name}"
    assert tuple(map(int, line.groups())) == (texts, should, spoke, right)
