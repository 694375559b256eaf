"""Amounts in another unit than their neighbours: what a glance passes over, a close look would pass over too."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from perfeval_xl import scheme
from perfeval_xl.checks import amounts
from perfeval_xl.checks.core import Context
from perfeval_xl.evaluation import evaluate
from perfeval_xl.model import Budget, BudgetRow, BudgetTotal, ExpenditureRow, Form, Task

figures = st.none() | st.builds(
    lambda digits, power: Decimal(digits).scaleb(power), st.integers(1, 99_999), st.integers(-4, 6)
)


def rows(cls, *columns):
    return st.builds(cls, **dict.fromkeys(columns, figures))


forms = st.builds(
    Form,
    budget=st.builds(
        Budget,
        total=rows(BudgetTotal, "original", "final", "outturn"),
        basic=rows(BudgetRow, "original", "final", "outturn"),
    ),
    tasks=st.lists(rows(Task, "budget", "budget_fiscal", "outturn", "outturn_fiscal"), max_size=4).map(tuple),
    expenditure=st.lists(rows(ExpenditureRow, "total", "basic", "project"), max_size=3).map(tuple),
)


@settings(deadline=None, max_examples=300)
@given(forms)
def test_a_glance_passes_over_nothing(form):
    rules = scheme.default()
    context = Context(form, rules, evaluate(form, rules))
    seen = list(amounts.mixed_units(context))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(amounts, "_all_alike", lambda *row: False)
        assert list(amounts.mixed_units(context)) == seen
