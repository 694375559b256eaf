"""Clean returns of other kinds of agencies, under every scheme: no finding at all, in the form or in its own report."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from check_returns import findings, form_of
from report_findings import check_narrative

from perfeval_xl import scheme as schemes
from perfeval_xl.evaluation import evaluate
from perfeval_xl.narrative import read
from perfeval_xl.report import build
from perfeval_xl.report.blocks import Chart, lines_of

FOLDER = Path(__file__).parent / "clean"
RETURNS = {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in sorted(FOLDER.glob("*.json"))}


@pytest.mark.parametrize("name", RETURNS)
def test_a_clean_return_has_no_finding(name: str):
    """A library, a safety bureau, a water project, a school, a parks office."""
    assert findings(RETURNS[name]) == ()


@pytest.mark.parametrize("name", RETURNS)
def test_its_report_has_only_gaps(name: str):
    """The report as exported agrees with its form; what the department has yet to write is marked as missing."""
    form = form_of(RETURNS[name])
    scheme, evaluation = schemes.get(form.scheme), evaluate(form, schemes.get(form.scheme))
    blocks = build(form, scheme, evaluation).body
    lines = [line.replace("｜", "\t") for block in blocks if not isinstance(block, Chart) for line in lines_of(block)]
    found = check_narrative(form, scheme, read(lines, [scheme.form.title]), evaluation)
    assert [item for item in found if "此处待填" not in item.message] == []
