"""The evaluation of whole forms: the three real returns, components, what is pending, and forms of any kind."""

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from perfeval_xl import scheme as schemes
from perfeval_xl.evaluation import evaluate
from perfeval_xl.files import casefile
from perfeval_xl.lines import component_of
from perfeval_xl.model import Agency, Budget, BudgetTotal, Component, Form, Indicator
from perfeval_xl.scheme import TotalCap

CASES = Path(__file__).parent / "cases"
SHANGJIE = schemes.get("zhengzhou-shangjie-2021")


def case(name):
    form, _ = casefile.load(CASES / f"{name}.json")
    return evaluate(form, schemes.get(form.scheme))


def row(category, target, actual, points, score=None, **more):
    return Indicator(
        category=category, name="指标", target=target, actual=actual, points=Decimal(points), score=score, **more
    )


def budget(final="100", outturn="100", points=Decimal(10), score=None, original=None):
    return Budget(total=BudgetTotal(original=original, final=final, outturn=outturn, points=points, score=score))


FULL = (
    row("投入管理指标", "健全", "健全", 30),
    row("产出指标", "≥95%", "100%", 40),
    row("效益指标", "≥95%", "100%", 20),
)


def test_the_office_return_is_99_as_typed_and_100_by_the_rules():
    result = case("shangjie-office-2021")
    assert (result.total, result.grade, result.pending) == (99, "优", 0)
    assert [(part.name, part.points, part.score) for part in result.components] == [
        ("预算执行率", 10, 10),
        ("投入管理指标", 30, 29),
        ("产出指标", 40, 40),
        ("效益指标", 20, 20),
    ]
    assert [len(part.lines) for part in result.components] == [0, 11, 17, 2]
    assert (result.computed_total, result.computed_grade, result.low, result.high) == (100, "优", 100, 100)
    assert result.budget.outcome.rate == 1
    assert result.year == 2021


def test_the_inspection_return_is_97_as_typed_and_96_to_98_by_the_rules():
    result = case("shangjie-inspection-2021")
    assert (result.total, result.grade, result.pending) == (97, "优", 0)
    assert [part.score for part in result.components] == [9, 30, 30, 28]
    assert (result.computed_total, result.computed_grade, result.low, result.high) == (None, None, 96, 98)
    undecided = [line for line in result.lines if line.computed is None]
    assert [(line.outcome.actual.text, line.outcome.low, line.outcome.high) for line in undecided] == [
        ("基本达标", 6, 8)
    ]
    related = next(line for line in result.lines if line.outcome.target.text == "相关")
    assert (related.computed, related.outcome.met) == (Decimal("0.5"), True)
    assert result.budget.outcome.score == 10
    assert result.budget.typed == 9


def test_a_return_of_components_only_is_added_up_from_them():
    result = case("jinshui-organisation-2021")
    assert (result.total, result.grade, result.pending) == (91, "优", 0)
    assert [part.score for part in result.components] == [3, 18, 40, 30]
    assert round(result.budget.original_rate, 4) == Decimal("0.2419")
    assert result.budget.outcome.rate == 1
    assert result.budget.outcome.score == 10
    assert result.computed_total is None
    assert (result.low, result.high) == (98, 98)


@pytest.mark.parametrize("name", ["shangjie-office-2021", "shangjie-inspection-2021"])
def test_every_line_is_explained_by_a_rule_with_a_source(name):
    result = case(name)
    assert len(result.lines) == len(result.form.indicators)
    for line in result.lines:
        assert line.outcome.explanation.endswith("。")
        assert line.outcome.rule
        assert line.outcome.cite in result.scheme.sources


def test_a_typed_score_counts_and_the_rules_stand_beside_it():
    result = evaluate(Form(indicators=(row("产出指标", "≥95%", "100%", 10, Decimal(7)),)), SHANGJIE)
    line = result.lines[0]
    assert (line.score, line.typed, line.computed, line.lost) == (7, 7, 10, 3)


def test_a_score_that_is_no_number_does_not_count():
    result = evaluate(Form(indicators=(row("产出指标", "≥95%", "100%", 10, "待评定"),)), SHANGJIE)
    assert (result.lines[0].score, result.lines[0].typed) == (10, None)


def test_a_blank_category_is_that_of_the_row_above():
    rows = (
        row("产出指标（40分）", "1", "1", 10, subcategory="数量"),
        Indicator(),
        row("", "1", "1", 10),
        row(None, "1", "1", 20, subcategory="质量"),
        row("效益指标", "1", "1", 20),
    )
    result = evaluate(Form(indicators=rows), SHANGJIE)
    assert [line.index for line in result.lines] == [0, 2, 3, 4]
    assert [line.category for line in result.lines] == ["产出指标（40分）"] * 3 + ["效益指标"]
    assert [line.subcategory for line in result.lines] == ["数量", "数量", "质量", ""]
    assert {part.name: len(part.lines) for part in result.components}["产出指标"] == 3


@pytest.mark.parametrize(
    "text",
    [
        "产出指标",
        "产出",
        " 产 出 指标 ",
        "产出指标（30分）",
        "产出指标(30%)",
        "一、产出指标",
        "2.产出指标",
        "产出指标30分",
        "output",
    ],
)
def test_a_category_is_found_however_it_is_written(text):
    assert component_of(text, SHANGJIE).name == "output"


@pytest.mark.parametrize("text", ["", None, "指标", "产出效益", "满意度指标", Decimal(3)])
def test_a_category_of_another_form_is_none_of_ours(text):
    assert component_of(text, SHANGJIE) is None


def test_a_stray_category_counts_in_the_total_only():
    result = evaluate(Form(budget=budget(), indicators=(*FULL[:2], row("满意度指标", "1", "1", 20))), SHANGJIE)
    assert [line.category for line in result.strays] == ["满意度指标"]
    assert sum(part.score or 0 for part in result.components) == 80
    stated = (Component(name="公众评价", points=Decimal(20), score=Decimal(15)),)
    unknown = evaluate(Form(budget=budget(), indicators=FULL, components=stated), SHANGJIE)
    assert unknown.unmatched == stated
    assert unknown.total == 115


def test_points_moved_from_an_optional_component_leave_it_out():
    result = evaluate(Form(budget=budget(), indicators=FULL), SHANGJIE)
    assert [part.rule.name for part in result.components] == ["budget_execution", "management", "output", "benefit"]
    assert (result.total, result.computed_total, result.grade) == (100, 100, "优")


def test_points_moved_from_any_component_leave_it_out_once_the_rest_makes_100():
    moved = evaluate(Form(budget=budget(), indicators=(FULL[0], row("产出指标", "1", "1", 60))), SHANGJIE)
    assert [part.rule.name for part in moved.components] == ["budget_execution", "management", "output"]
    assert moved.total == 100
    unfinished = evaluate(Form(budget=budget(), indicators=FULL[:1]), SHANGJIE)
    assert [part.rule.name for part in unfinished.components][-2:] == ["output", "benefit"]
    assert (unfinished.total, unfinished.pending) == (None, 2)


def test_an_empty_form_is_pending_throughout():
    result = evaluate(Form(), SHANGJIE)
    assert [(part.rule.name, part.points, part.score) for part in result.components] == [
        ("budget_execution", 10, None),
        ("management", 30, None),
        ("output", 30, None),
        ("benefit", 20, None),
    ]
    assert (result.total, result.grade, result.computed_total, result.pending) == (None, None, None, 4)
    assert (result.low, result.high) == (0, 90)
    assert (result.year, result.lines) == (None, ())


def test_the_total_is_open_while_one_line_is():
    rows = (*FULL[:2], row("效益指标", "健全", "基本健全", 20))
    result = evaluate(Form(budget=budget(), indicators=rows), SHANGJIE)
    assert (result.total, result.grade, result.pending) == (None, None, 1)
    assert (result.low, result.high) == (92, 96)
    benefit = result.components[-1]
    assert (benefit.score, benefit.computed, benefit.low, benefit.high, benefit.rate) == (None, None, 12, 16, None)
    judged = replace(rows[2], score=Decimal(13))
    closed = evaluate(Form(budget=budget(), indicators=(*FULL[:2], judged)), SHANGJIE)
    assert (closed.total, closed.grade, closed.computed_total) == (93, "优", None)


def test_sums_are_exact_and_the_grade_is_decided_before_rounding():
    rows = (*FULL[:2], row("效益指标", "1", "1", 20, Decimal("9.996")))
    result = evaluate(Form(budget=budget(), indicators=rows), SHANGJIE)
    assert (result.total, result.grade) == (Decimal("89.996"), "良")


def test_the_budget_takes_its_points_from_the_form_then_from_the_scheme():
    assert evaluate(Form(budget=budget(points=None)), SHANGJIE).budget.points == 10
    assert evaluate(Form(budget=budget(points=Decimal(20))), SHANGJIE).budget.score == 20
    stated = (Component(name="预算执行", points=Decimal(20), score=Decimal(11)),)
    result = evaluate(Form(budget=budget(points=None), components=stated), SHANGJIE)
    assert (result.budget.points, result.budget.typed, result.budget.score) == (20, 11, 11)
    assert result.components[0].score == 11
    typed = evaluate(Form(budget=budget(points=None, score=Decimal(12)), components=stated), SHANGJIE)
    assert typed.budget.score == 12


def test_a_component_stated_in_two_rows_has_the_schemes_points_once_and_only_where_none_are_stated():
    bare = (Component(name="产出指标", score=Decimal(20)), Component(name="产出", score=Decimal(8)))
    part = {part.name: part for part in evaluate(Form(components=bare), SHANGJIE).components}["产出指标"]
    assert (part.points, part.score) == (30, 28)
    partly = (bare[0], replace(bare[1], points=Decimal(12)))
    part = {part.name: part for part in evaluate(Form(components=partly), SHANGJIE).components}["产出指标"]
    assert (part.points, part.score) == (12, 28)


def test_an_execution_rate_among_the_indicators_counts_where_the_budget_block_is_empty():
    rows = (row("预算执行率", "=100%", "90%", 10), *FULL)
    alone = evaluate(Form(indicators=rows), SHANGJIE)
    assert (alone.components[0].points, alone.components[0].score, alone.total) == (10, 9, 99)
    twice = evaluate(Form(budget=budget(), indicators=rows), SHANGJIE)
    assert (twice.components[0].points, twice.components[0].score) == (20, 19)


def test_the_scheme_says_which_budget_divides():
    by_original = replace(SHANGJIE, rules=replace(SHANGJIE.rules, execution_denominator="original"))
    form = Form(budget=budget(original="200", final="100", outturn="100"))
    assert evaluate(form, SHANGJIE).budget.score == 10
    assert evaluate(form, by_original).budget.score == 5


def test_a_capped_total_caps_what_counts_as_it_does_what_the_rules_give():
    cap = TotalCap(rate_below=Decimal("0.5"), total=Decimal(59), cite="working_rule")
    capped = replace(SHANGJIE, total_cap=(cap,))
    result = evaluate(Form(budget=budget(outturn="24"), indicators=FULL), capped)
    assert (result.computed_total, result.computed_grade, result.high) == (59, "差", 59)
    assert (result.total, result.grade, result.summed) == (59, "差", Decimal("92.4"))
    typed = (*FULL[:2], replace(FULL[2], score=Decimal(15)))
    result = evaluate(Form(budget=budget(outturn="24"), indicators=typed), capped)
    assert (result.total, result.summed) == (59, Decimal("87.4"))
    result = evaluate(Form(budget=budget(outturn="60"), indicators=FULL), capped)
    assert result.total == result.summed == result.computed_total == 96


CAPPED = replace(
    SHANGJIE,
    total_cap=tuple(
        TotalCap(rate_below=Decimal(rate), total=Decimal(total), cite="working_rule")
        for rate, total in (("0.8", 89), ("0.7", 79), ("0.5", 59))
    ),
)


@given(
    st.integers(0, 120),
    st.lists(st.one_of(st.none(), st.decimals(0, 40, places=1)), min_size=3, max_size=3),
)
def test_the_total_is_the_sum_or_the_cap_and_what_the_rules_give_where_nothing_was_typed(outturn, scores):
    rows = tuple(replace(item, score=score) for item, score in zip(FULL, scores, strict=True))
    result = evaluate(Form(budget=budget(outturn=str(outturn)), indicators=rows), CAPPED)
    limit = min([Decimal(1000), *(cap.total for cap in CAPPED.total_cap if Decimal(outturn) / 100 < cap.rate_below)])
    assert result.summed == sum(part.score for part in result.components)
    assert result.total == min(result.summed, limit)
    if scores == [None] * 3:
        assert (result.total, result.grade) == (result.computed_total, result.computed_grade)


def test_rows_of_no_component_use_up_points_too():
    """A category that the scheme does not know, or none at all, does not leave the other components waiting."""
    for category in ("满意度指标", None):
        result = evaluate(Form(budget=budget(), indicators=(row(category, "≥95%", "100%", 90),)), SHANGJIE)
        assert [part.rule.name for part in result.components] == ["budget_execution"]
        assert (result.total, result.pending, result.high) == (100, 0, 100)


def test_points_typed_as_thirds_make_the_whole():
    third = Decimal("29.9999999999999")
    result = evaluate(
        Form(budget=budget(), indicators=(row("投入管理指标", "健全", "健全", 60), row("产出指标", "≥1", "1", third))),
        SHANGJIE,
    )
    assert result.pending == 0 and result.grade == "优"


cells = st.one_of(
    st.none(),
    st.text(max_size=8),
    st.decimals(),
    st.sampled_from(
        ["≥95%", "100%", "健全", "基本健全", "2021年12月1日", "2-3次", "产出指标", "预算执行率", "10", "0"]
    ),
)


def records(cls):
    return st.builds(cls, **dict.fromkeys(cls.__dataclass_fields__, cells))


forms = st.builds(
    Form,
    fiscal_year=cells,
    agency=records(Agency),
    budget=st.builds(Budget, total=records(BudgetTotal)),
    indicators=st.lists(records(Indicator), max_size=5).map(tuple),
    components=st.lists(records(Component), max_size=3).map(tuple),
)


@settings(deadline=None, max_examples=150)
@given(forms, st.sampled_from(list(schemes.all_schemes())))
def test_no_form_raises_and_its_parts_agree(form, scheme_id):
    result = evaluate(form, schemes.get(scheme_id))
    parts = [part.score for part in result.components] + [line.score for line in result.strays]
    parts += [part.score for part in result.unmatched]
    assert (result.total is None) == (result.pending > 0) == (result.grade is None)
    if result.total is not None and not result.unmatched:
        assert result.total == sum(parts)
    assert result.low <= result.high
    if result.computed_total is not None:
        assert result.low == result.computed_total == result.high
    for line in result.lines:
        assert line.computed is None or 0 <= line.computed <= line.points
    assert len(result.lines) == sum(len(part.lines) for part in result.components) + len(result.strays)
