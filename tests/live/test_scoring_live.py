"""Totals by plain formulas against the evaluation, for returns of every make: rows, components, both, neither."""

from dataclasses import replace
from decimal import Decimal

import calc_session
import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from perfeval_xl import scheme as schemes
from perfeval_xl.evaluation import evaluate
from perfeval_xl.files import template
from perfeval_xl.model import Budget, BudgetRow, BudgetTotal, Component, Form, Indicator, Task

NAMES = [
    "投入管理指标",
    "投入 管理",
    "可持续性指标",
    "产出指标",
    "产出\n指标",
    "效益指标",
    "二、效益指标（20分）",
    "预算执行率",
    "生态指标",
]
AMOUNTS = st.none() | st.decimals(0, 5000, places=2)
POINTS = st.sampled_from([None, *map(Decimal, (0, 1, "2.5", 10, 30))])
ROWS = st.builds(
    Indicator,
    category=st.none() | st.sampled_from(NAMES),
    name=st.sampled_from(["任务完成率", None]),
    target=st.sampled_from(["≥95%", "健全", "≤10次", None]),
    actual=st.sampled_from(["96%", "90%", "健全", "部分达成", "12次", None]),
    points=POINTS,
    score=POINTS,
    deviation_reason=st.sampled_from([None, "原因是设备到货晚，已催办。"]),
)
AMOUNT_ROW = st.builds(BudgetRow, original=AMOUNTS, final=AMOUNTS, outturn=AMOUNTS)
TOTAL = st.builds(BudgetTotal, original=AMOUNTS, final=AMOUNTS, outturn=AMOUNTS, points=POINTS, score=POINTS)
BUDGETS = st.builds(Budget, total=TOTAL, fiscal=AMOUNT_ROW, other=AMOUNT_ROW, basic=AMOUNT_ROW, project=AMOUNT_ROW)
STATED = st.builds(Component, name=st.sampled_from(NAMES), points=POINTS, score=POINTS)
TASKS = st.builds(Task, name=st.sampled_from(["任务", None]), budget=AMOUNTS, budget_fiscal=AMOUNTS, outturn=AMOUNTS)
FORMS = st.builds(
    Form,
    scheme=st.sampled_from(list(schemes.all_schemes())),
    tasks=st.lists(TASKS, max_size=3).map(tuple),
    budget=BUDGETS,
    indicators=st.lists(ROWS, max_size=8).map(tuple),
    components=st.lists(STATED, max_size=4, unique_by=lambda row: row.name).map(tuple),
)


@settings(deadline=None, max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(form=FORMS)
def test_formulas_cached_values_and_evaluation_agree(office, tmp_path, form):
    path = tmp_path / "表.xlsx"
    scheme = schemes.get(form.scheme)
    template.write(path, form, scheme, live=False)
    cached = openpyxl.load_workbook(path, data_only=True)
    book = office.open(path).recalculate()
    formulas = list(book.formulas())
    assert len(formulas) > 100
    for sheet, address, cell in formulas:
        expected, found = cached[sheet][address].value, calc_session.value_of(cell)
        expected = "" if expected is None else expected  # openpyxl gives an empty text as None
        same = expected == found if isinstance(expected, str) else found == pytest.approx(expected, abs=1e-9)
        assert same, (sheet, address, cell.Formula, expected, found)
    total = book.value("declared.total")
    book.close()
    result = evaluate(form, scheme)
    if total != "":
        assert total == ("待评定" if result.total is None else pytest.approx(float(result.total)))
    else:
        assert result.total is None


@pytest.mark.parametrize(
    ("category", "total"), [(None, 105), ("生态指标", 96), ("生态 指标", 96), ("文化指标", 105), ("产出指标", 57)]
)
def test_rows_under_one_unknown_name_stand_beside_claims_of_another(office, tmp_path, category, total):
    rows = (Indicator(category=category, name="任务完成率", target="≥95%", actual="96%", points=Decimal(30)),)
    stated = (
        Component(name="生态指标", points=Decimal(10), score=Decimal(9)),
        Component(name="产出指标", points=Decimal(50), score=Decimal(48)),
        Component(name="效益指标", points=Decimal(10), score=Decimal(8)),
    )
    budget = Budget(total=BudgetTotal(points=Decimal(10), score=Decimal(10)))
    form = Form(scheme="zhengzhou-jinshui-2021", indicators=rows, components=stated, budget=budget)
    path, scheme = tmp_path / "表.xlsx", schemes.get(form.scheme)
    form = replace(form, components=(*stated, Component(name="投入管理指标", points=Decimal(0), score=Decimal(0))))
    template.write(path, form, scheme, live=False)
    cached = openpyxl.load_workbook(path, data_only=True)["自评表"]
    book = office.open(path).recalculate()
    assert cached["I4"].value == book.value("declared.total") == evaluate(form, scheme).total == total
    book.close()


def test_what_a_return_states_counts_where_it_has_no_rows(office, tmp_path):
    form = Form(
        scheme="zhengzhou-shangjie-2021",
        indicators=(Indicator(category="产出", name="完成率", target="≥90%", actual="95%", points=Decimal(60)),),
        components=(
            Component(name="投入管理", points=Decimal(30), score=Decimal(28)),
            Component(name="预算执行", points=Decimal(10), score=Decimal(9)),
        ),
    )
    path = tmp_path / "表.xlsx"
    template.write(path, form, schemes.get(form.scheme), live=False)
    book = office.open(path).recalculate()
    assert [book.get(f"S{row}") for row in range(3, 8)] == [9, 28, "", 60, ""]
    assert book.value("declared.total") == 97
    assert book.value("budget.total.score") == 9
    book.type(book_address(book, "components.score", 0), "20").recalculate()
    assert book.value("declared.total") == 89
    book.close()
    assert evaluate(form, schemes.get(form.scheme)).total == 97
    assert evaluate(replace(form, components=form.components[1:]), schemes.get(form.scheme)).total is None


def book_address(book, name, index):
    _, column, header, _, _ = book.named(name)
    return calc_session.address_of(header + 1 + index, column)
