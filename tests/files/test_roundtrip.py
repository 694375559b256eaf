"""Template and reader together: what is written as typed is read back as typed, in every edition, for every form."""

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from form_strategies import forms
from hypothesis import given, settings

from perfeval_xl import scheme as schemes
from perfeval_xl.evaluation import evaluate
from perfeval_xl.files import casefile, reader, template
from perfeval_xl.files.saved import differences
from perfeval_xl.files.table_rows import without_empty_rows
from perfeval_xl.model import Budget, BudgetTotal, Form, Indicator

CASES = sorted((Path(__file__).parent.parent / "cases").glob("*.json"))
SCHEME = "zhengzhou-shangjie-2021"


def kept(form):
    """What a workbook keeps of a form: rows that hold something, words that are not blank."""
    words = {section: text for section, text in form.narrative.items() if text}
    return replace(without_empty_rows(form), narrative=words)


def there_and_back(folder, form, *, live):
    path = folder / ("表.xlsm" if live else "表.xlsx")
    template.write(path, form, schemes.get(form.scheme), live=live)
    return reader.read(path)


@pytest.mark.parametrize("live", [True, False])
@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_a_real_return_comes_back(tmp_path, path, live):
    form, _ = casefile.load(path)
    result = there_and_back(tmp_path, form, live=live)
    assert casefile.to_dict(result.form) == casefile.to_dict(form)
    assert result.live is live
    assert result.notes == ()


@pytest.mark.parametrize("live", [True, False])
@pytest.mark.parametrize("scheme", schemes.all_schemes())
def test_a_blank_form_is_blank(tmp_path, scheme, live):
    result = there_and_back(tmp_path, Form(scheme=scheme), live=live)
    preset = schemes.get(scheme).indicator
    assert replace(result.form, indicators=()) == Form(scheme=scheme)
    assert [row.name for row in result.form.indicators] == [item.name for item in preset]
    assert all(row.points is not None and row.score is row.actual is None for row in result.form.indicators)
    assert result.notes == ()
    assert result.version


def test_a_heading_row_gives_its_words_to_the_rows_below(tmp_path):
    """一级指标 typed in a row of its own: nothing falls out of its component."""
    full = {"target": "≥1件", "actual": "1件", "points": Decimal(45)}
    rows = (
        Indicator(category="投入管理指标", subcategory="预算管理"),
        Indicator(category="产出指标", subcategory="数量"),
        Indicator(name="办件数", **full),
        Indicator(subcategory="质量"),
        Indicator(name="合格数", **full),
    )
    amounts = BudgetTotal(original=Decimal(1), final=Decimal(1), outturn=Decimal(1), points=Decimal(10))
    form = Form(scheme=SCHEME, budget=Budget(total=amounts), indicators=rows)
    result = there_and_back(tmp_path, form, live=False)
    found = [(row.category, row.subcategory, row.name) for row in result.form.indicators]
    assert found == [("产出指标", "数量", "办件数"), (None, "质量", "合格数")]
    before, after = (evaluate(item, result.scheme) for item in (form, result.form))
    assert [(line.category, line.subcategory) for line in before.lines] == [("产出指标", "数量"), ("产出指标", "质量")]
    assert [(line.category, line.subcategory) for line in after.lines] == [("产出指标", "数量"), ("产出指标", "质量")]
    assert before.total == after.total == 100
    assert differences(result, after) == ()


@settings(deadline=None, max_examples=40)
@given(forms(SCHEME))
def test_any_form_scores_the_same_from_the_workbook(tmp_path_factory, form):
    result = there_and_back(tmp_path_factory.mktemp("r"), form, live=False)
    before, after = (evaluate(item, result.scheme) for item in (form, result.form))
    assert [(line.name, line.category, line.computed) for line in before.lines] == [
        (line.name, line.category, line.computed) for line in after.lines
    ]
    assert (before.total, before.grade, before.low, before.high) == (after.total, after.grade, after.low, after.high)


@settings(deadline=None, max_examples=40)
@given(forms(SCHEME))
def test_any_form_comes_back(tmp_path_factory, form):
    folder = tmp_path_factory.mktemp("r")
    assert kept(there_and_back(folder, form, live=False).form) == kept(form)


@pytest.mark.parametrize("scheme", [name for name in schemes.all_schemes() if name != SCHEME])
def test_any_form_comes_back_under_other_schemes(tmp_path_factory, scheme):
    @settings(deadline=None, max_examples=10)
    @given(forms(scheme))
    def check(form):
        folder = tmp_path_factory.mktemp("r")
        back = there_and_back(folder, form, live=True).form
        # Where nothing was typed into 绩效指标, the rows that the scheme sets stand there.
        back = back if form.indicators or not schemes.get(scheme).indicator else replace(back, indicators=())
        assert kept(back) == kept(form)

    check()


def test_every_typed_term_has_an_address(tmp_path):
    form, _ = casefile.load(CASES[-1])
    addresses = there_and_back(tmp_path, form, live=True).addresses
    for index, row in enumerate(form.indicators):
        for name in row.__slots__:
            assert f"indicators[{index}].{name}" in addresses or getattr(row, name) is None
    assert len({addresses[f"indicators[{index}].actual"] for index in range(len(form.indicators))}) == len(
        form.indicators
    )
