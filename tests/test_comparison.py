"""Two returns compared: every change is found once, rows by name, nothing where nothing changed."""

from dataclasses import replace
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from perfeval_xl import scheme
from perfeval_xl.comparison import Happened, compare, values
from perfeval_xl.files import casefile
from perfeval_xl.model import Form, Indicator

OFFICE, _ = casefile.load("tests/cases/shangjie-office-2021.json")
ROWS = OFFICE.indicators
BASE, _ = casefile.load("tests/cases/yunxi-office-2021.json")


def told(one, other):
    return [(change.kind, change.was_at, change.at, change.before, change.after) for change in compare(one, other)]


def test_the_same_return_has_no_changes():
    assert compare(OFFICE, OFFICE) == ()


def test_a_number_written_as_a_text_is_the_same_number():
    total = OFFICE.budget.total
    other = replace(total, final="596.88万元", execution_rate="100.0%", score="10.00")
    assert compare(OFFICE, replace(OFFICE, budget=replace(OFFICE.budget, total=other))) == ()


def test_a_changed_value_is_told_with_both_values():
    changed = replace(OFFICE, budget=replace(OFFICE.budget, basic=replace(OFFICE.budget.basic, final=Decimal(460))))
    (change,) = compare(OFFICE, changed)
    assert (change.title, change.was_at, change.at) == (
        "预算情况·基本支出·全年预算数",
        "budget.basic.final",
        "budget.basic.final",
    )
    assert (change.before, change.after) == (Decimal("455.17"), Decimal(460))


def test_an_inserted_row_moves_nothing():
    new = Indicator(category="产出指标", name="新增指标", target="好")
    other = replace(OFFICE, indicators=(ROWS[0], new, *ROWS[1:]))
    assert told(OFFICE, other) == [(Happened.ADDED, None, "indicators[1]", None, "新增指标")]
    assert told(other, OFFICE) == [(Happened.REMOVED, "indicators[1]", None, "新增指标", None)]


def test_a_moved_row_is_the_only_one_that_moved():
    other = replace(OFFICE, indicators=(*ROWS[1:8], ROWS[0], *ROWS[8:]))
    assert told(OFFICE, other) == [
        (Happened.MOVED, "indicators[0]", "indicators[7]", ROWS[0].name, ROWS[0].name),
    ]


def test_a_row_that_moved_is_compared_with_itself():
    changed = replace(ROWS[0], score=Decimal(1))
    other = replace(OFFICE, indicators=(*ROWS[1:], changed))
    kinds = [(change.kind, change.title) for change in compare(OFFICE, other)]
    assert kinds == [
        (Happened.MOVED, f"绩效指标“{changed.name}”"),
        (Happened.CHANGED, f"绩效指标“{changed.name}”·得分"),
    ]


def test_a_renamed_row_is_one_change_of_its_name():
    other = replace(OFFICE, indicators=(replace(ROWS[0], name=f"{ROWS[0].name}情况"), *ROWS[1:]))
    (change,) = compare(OFFICE, other)
    assert (change.kind, change.at) == (Happened.CHANGED, "indicators[0].name")


def test_rows_of_one_name_are_told_apart_by_their_category():
    rows = (
        Indicator(category="产出指标", name="完成率", score=1),
        Indicator(category="效益指标", name="完成率", score=2),
    )
    form = Form(indicators=tuple(replace(row, score=Decimal(row.score)) for row in rows))
    changed = replace(form, indicators=(form.indicators[0], replace(form.indicators[1], score=Decimal(3))))
    assert told(form, changed) == [
        (Happened.CHANGED, "indicators[1].score", "indicators[1].score", Decimal(2), Decimal(3))
    ]


def test_the_departments_words_and_the_scheme_are_compared():
    other = replace(OFFICE, scheme=scheme.all_schemes()["national-project-2020"].id, narrative={"其他说明": "有。"})
    assert [change.title for change in compare(OFFICE, other)] == ["方案", "报告素材“其他说明”"]


def test_base_data_are_compared_by_institution():
    assert compare(BASE, BASE) == ()
    head, own = BASE.revenue
    own = replace(own, fiscal=Decimal(500), other=Decimal("94.97"))
    other = replace(BASE, revenue=(replace(own, institution="2、某某中心"), own, head))
    titles = [(change.kind, change.title) for change in compare(BASE, other)]
    assert titles == [
        (Happened.MOVED, "年度收入情况“局机关及二级机构汇总”"),
        (Happened.CHANGED, "年度收入情况“1、局机关”·公共财政拨款"),
        (Happened.CHANGED, "年度收入情况“1、局机关”·其他收入"),
        (Happened.ADDED, "年度收入情况“2、某某中心”"),
    ]


def test_staff_goals_and_panel_are_compared():
    goals = (*BASE.goals[:1], replace(BASE.goals[1], result="没有完成。"), *BASE.goals[2:])
    staff = replace(BASE.staffing, total="36", retired=None)
    other = replace(BASE, goals=goals, staffing=staff, panel=BASE.panel[:1])
    assert told(BASE, other) == [
        (Happened.CHANGED, "staffing.retired", "staffing.retired", Decimal(5), None),
        (Happened.CHANGED, "goals[1].result", "goals[1].result", BASE.goals[1].result, "没有完成。"),
        (Happened.REMOVED, "panel[1]", None, BASE.panel[1].name, None),
    ]


names = st.sampled_from(["甲", "乙", "丙", "丁", "", None])
numbers = st.one_of(st.none(), st.integers(0, 9).map(Decimal))
rows = st.lists(st.builds(Indicator, name=names, target=names, score=numbers), max_size=7)


@settings(deadline=None, max_examples=300)
@given(rows, rows)
def test_every_row_is_matched_added_or_removed(before, after):
    one, other = Form(indicators=tuple(before)), Form(indicators=tuple(after))
    found = compare(one, other)
    removed = {change.was_at for change in found if change.kind is Happened.REMOVED}
    added = {change.at for change in found if change.kind is Happened.ADDED}
    assert len(before) - len(removed) == len(after) - len(added)
    assert (found == ()) == (dict(_text(one)) == dict(_text(other)))


def _text(form):
    return [(name, "" if value is None else value) for name, value in values(form)] + [("rows", len(form.indicators))]
