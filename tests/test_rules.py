"""Scoring rules: worked examples, the rules' own documented examples, and what must hold whatever is typed."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from perfeval_xl import scheme as schemes
from perfeval_xl.figures import number_of, plain
from perfeval_xl.rules import (
    PENDING,
    all_rules,
    capped_total,
    cited,
    grade_of,
    interval,
    score_execution,
    score_indicator,
)
from perfeval_xl.rules.core import number_in, rule
from perfeval_xl.scheme import TotalCap
from perfeval_xl.targets import read_target

SCHEME = schemes.get("zhengzhou-shangjie-2021")
quick = settings(deadline=None, max_examples=120)


def score(target, actual, points="10", scheme=SCHEME, **more):
    return score_indicator(target, actual, points, scheme=scheme, year=2021, **more)


def with_rules(**changes):
    return replace(SCHEME, rules=replace(SCHEME.rules, **changes))


@pytest.mark.parametrize(
    ("target", "actual", "words"),
    [
        ("≥-5%", "-10%", "未达到≥-5%，指标值为负数"),
        ("≤-5%", "-3%", "不符合≤-5%"),
        ("<0次", "0次", "不符合<0次"),
        ("-5%", "-3%", "与-5%不同，指标值为负数"),
        ("≥95%", "30%或40%", "实际完成值“30%或40%”读不懂"),
        ("2-4次", "3-5次", "完成3-5次，不在2-4次之内"),
        ("健全" * 150, "健全" * 149 + "了", "不能自动判断"),
    ],
)
def test_where_no_proportion_makes_sense_a_person_judges(target, actual, words):
    outcome = score(target, actual)
    assert outcome.score is None
    assert words in outcome.explanation


def test_a_day_without_a_year_is_told_as_it_was_written():
    outcome = score_indicator("12月20日前", "12月1日", "10", scheme=SCHEME)
    assert outcome.score == 10
    assert outcome.explanation.startswith("12月1日完成")


def test_a_negative_target_without_a_sign_is_met_by_itself():
    assert score("-5%", "-5%").score == 10


def test_a_year_on_one_side_only_cannot_be_compared():
    outcome = score_indicator("12月20日前", "2021年12月1日", "10", scheme=SCHEME)
    assert outcome.score is None
    assert "有一处没有写年份" in outcome.explanation


def test_a_day_without_a_year_takes_that_of_its_deadline():
    assert score_indicator("2021年12月20日前", "12月1日", "10", scheme=SCHEME).score == 10


def test_two_rules_cannot_have_one_name():
    with pytest.raises(ValueError, match="two rules called equal"):
        rule("equal", title="", kind="", text="", example={}, gives="")(lambda case: None)


def test_a_rule_for_numbers_is_never_quietly_given_words():
    assert number_in(read_target("≥95%")) == 95
    with pytest.raises(TypeError, match="words: 健全"):
        number_in(read_target("健全"))


@pytest.mark.parametrize(
    ("target", "actual", "points", "expected", "met"),
    [
        ("≥95%", "100%", "2", "2", True),
        ("≥95%", "95%", "2", "2", True),
        ("≥95%", "90%", "2", "1.89", False),
        ("≥18台", "26台", "2", "2", True),
        ("≥95%", "0", "2", "0", False),
        ("≥95%", "-5.2", "2", "0", False),
        ("=100%", "105%", "3", "3", True),
        ("100%", "98%", "5", "4.9", False),
        ("=0", "0", "5", "5", True),
        ("=0", "1", "5", "0", False),
        ("≤10次", "0次", "2", "2", True),
        ("≤100元/人/次", "100元/人/次", "2", "2", True),
        ("≤2万元", "17500元", "2", "2", True),
        ("≤2万元", "25000元", "2", "1.6", False),
        ("≤10%", "12%", "3", "2.5", False),
        ("≤0", "3", "3", "0", False),
        ("》98%", "105.81%", "1", "1", True),
        (">92%", "92.1%", "10", "10", True),
        ("<60%", "59%", "10", "10", True),
        ("2-3次", "2轮", "5", "5", True),
        ("2021年12月20日之前", "2021年12月1日", "2", "2", True),
        ("2021年12月20日之前", "2021年12月20日", "2", "2", True),
        ("健全", "健全", "3", "3", True),
        ("比较健全", "比较健全", "3", "3", True),
        ("比较健全", "健全", "3", "3", True),
        ("相关", "达标", "0.5", "0.5", True),
        ("及时", "按时完成", "2", "2", True),
        ("健全", "达成年度指标", "3", "3", True),
    ],
)
def test_scored(target, actual, points, expected, met):
    outcome = score(target, actual, points)
    assert outcome.score == Decimal(expected)
    assert outcome.met is met
    assert plain(outcome.score) in outcome.explanation


@pytest.mark.parametrize(
    ("target", "actual", "kind", "low", "high", "words"),
    [
        ("2021年12月20日之前", "2022年1月4日", "date", "0", "8", "晚了15天"),
        ("2-3次", "4次", "range", "0", "10", "不在2-3次之内"),
        ("达标", "基本达标", "qualitative", "6", "8", "6分（含）至8分（不含）"),
        ("健全", "比较健全", "qualitative", "6", "8", "部分达成预期指标并具有一定效果"),
        ("健全", "部分完成", "qualitative", "6", "8", "请由人评定"),
        ("健全", "部分达成年度指标并具有一定效果", "qualitative", "6", "8", "80%至60%（含）"),
        ("健全", "不健全", "qualitative", "0", "6", "0分（含）至6分（不含）"),
        ("完成", "未完成", "qualitative", "0", "6", "未达成预期指标且效果较差"),
        ("有效提升", "群众反映尚可", "qualitative", "0", "10", "请选择档次或由人评定"),
        ("健全", "", "qualitative", "0", "10", "没有填实际完成值"),
        ("", "95%", "unreadable", "0", "10", "没有填指标值"),
        ("≥95%", "", "quantitative", "0", "10", "空白不按0计分"),
        ("≥95%", "达标", "unreadable", "0", "10", "不能比较"),
        ("28.8万元", "30%", "unreadable", "0", "10", "不能换算"),
        ("≥0", "5", "quantitative", "0", "10", "比例无法计算"),
    ],
)
def test_left_to_a_person(target, actual, kind, low, high, words):
    outcome = score(target, actual)
    assert outcome.score is None
    assert outcome.kind == kind
    assert (outcome.low, outcome.high) == (Decimal(low), Decimal(high))
    assert words in outcome.explanation


def test_the_explanation_holds_the_figures():
    assert score("≥95%", "90%", "2").explanation == "完成90%，未达到≥95%，按90÷95×2计1.89分。"
    assert score("≤2万元", "17500元", "2").explanation == "完成1.75万元（17500元），符合≤2万元，计满分2分。"


def test_a_ratio_is_shown_as_typed():
    outcome = score("≥1:20", "1比25", "5")
    assert outcome.explanation == "完成1比25（即0.04），未达到≥1:20（即0.05），按0.04÷0.05×5计4分。"


@pytest.mark.parametrize("phrase", ["部分达成年度指标并具有一定效果", "未达成预期指标且效果较差"])
def test_the_official_words_for_a_lower_tier_are_never_full_points(phrase):
    """Also where they were copied into the target: they say that it was not reached."""
    for target in ("健全", phrase):
        outcome = score(target, phrase)
        assert outcome.score is None and outcome.met is False and outcome.high < 10


def test_the_source_stands_behind_the_explanation():
    outcome = score("≥95%", "90%", "2")
    text = cited(outcome.explanation, outcome.cite, SCHEME)
    assert text == f"完成90%，未达到≥95%，按90÷95×2计1.89分（依据：{SCHEME.sources['form_note_3'].title}）。"
    assert cited("原句。", "nowhere", SCHEME) == "原句。"


@pytest.mark.parametrize(("target", "actual"), [(">92%", "92%"), ("<60%", "60%"), ("≥1000", "999.99")])
def test_full_marks_only_when_met_even_where_the_proportion_rounds_to_full(target, actual):
    outcome = score(target, actual)
    assert (outcome.score, outcome.met) == (Decimal("9.99"), False)
    assert "未完成不计满分" in outcome.explanation


def test_half_cents_of_a_score_go_up_and_thirds_do_not_lose_a_digit():
    assert score("≥3", "1", "1.005").score == Decimal("0.34")
    assert score("≥8", "1", "0.04").score == Decimal("0.01")
    assert score("≥200", "1", "1").score == Decimal("0.01")


def test_at_most_missed_by_the_line_to_twice_the_target():
    linear = with_rules(at_most_missed="linear")
    assert score("≤10", "12", scheme=linear).score == 8
    assert score("≤10", "15", scheme=linear).score == 5
    assert score("≤10", "20", scheme=linear).score == 0
    assert score("≤10", "99", scheme=linear).score == 0
    assert score("≤10", "9", scheme=linear).score == 10


def test_over_achievement_is_remarked_and_deducted_only_where_the_scheme_says():
    plain_scheme = score("≥18台", "26台", "2")
    assert [note.code for note in plain_scheme.notes] == ["OVER_TARGET"]
    assert "144.44%" in plain_scheme.notes[0].text
    assert score("≥100", "119").notes == ()
    assert score("≤10", "1").notes == ()
    strict = with_rules(over_ratio=Decimal("1.3"), over_deduction=Decimal(2))
    assert score("≥100", "130", scheme=strict).score == 8
    assert score("≥100", "129", scheme=strict).score == 10
    assert score("≥100", "130", "1", scheme=strict).score == 0


def test_a_tier_chosen_by_hand_overrides_the_words():
    chosen = score("健全", "健全", tier="部分达成预期指标并具有一定效果")
    assert (chosen.score, chosen.low, chosen.high, chosen.high_open) == (None, 6, 8, True)
    assert score("健全", "说不清", tier="达成年度指标").score == 10
    assert score("健全", "", tier="达成预期指标").score == 10
    assert score("≥95%", "100%", tier="未达成").score == 10
    unknown = score("健全", "健全", tier="优秀")
    assert unknown.score == 10
    assert "TIER_UNKNOWN" in [note.code for note in unknown.notes]


def test_a_qualitative_score_carries_the_interval_of_its_tier():
    outcome = score("健全", "健全", "3")
    assert (outcome.low, outcome.high, outcome.low_open, outcome.high_open) == (Decimal("2.4"), 3, False, False)


def test_scanning_damage_is_said_and_never_silently_changed():
    outcome = score("292%", "95%", "3")
    assert outcome.target.number == 292
    assert outcome.score == Decimal("0.98")
    assert "请注意：" in outcome.explanation


def test_a_conflict_of_units_is_noted_and_never_scored():
    outcome = score("≥95%", "3台")
    assert outcome.score is None
    assert "UNIT_MISMATCH" in [note.code for note in outcome.notes]


@pytest.mark.parametrize(
    ("points", "words"), [("", "没有填分值"), ("三分", "不是数字"), ("-2", "是负数"), ("5%", "不是数字")]
)
def test_points_that_are_none(points, words):
    outcome = score("≥95%", "100%", points)
    assert outcome.score is None
    assert outcome.met
    assert words in outcome.explanation


def test_an_empty_row_is_blank_and_says_nothing():
    outcome = score(None, "  ", None)
    assert (outcome.blank, outcome.score, outcome.explanation) == (True, None, "")
    assert not score(None, None, None, name="会议次数").blank
    assert not score(None, None, "3").blank


def test_a_scoring_standard_without_a_target():
    outcome = score("", "98.5%", "3", criterion="执行率等于100%的，得3分；每减少一个百分点，扣0.2分，扣完为止。")
    assert (outcome.kind, outcome.rule, outcome.score, outcome.met) == ("criterion", "criterion", Decimal("2.8"), False)
    assert "低于100%共1.5个百分点" in outcome.explanation


def test_a_scoring_standard_that_cannot_be_read_leaves_the_score_to_a_person():
    outcome = score("", "健全", "2", criterion="健全的酌情给分")
    assert (outcome.score, outcome.low, outcome.high) == (None, 0, 2)
    assert "“健全的酌情给分”" in outcome.explanation


def test_a_target_goes_before_a_scoring_standard():
    assert score("≥95%", "95%", "2", criterion="酌情给分").rule == "at_least"


def test_a_scheme_decides_what_a_step_begun_counts():
    begun = replace(SCHEME, rules=replace(SCHEME.rules, partial_step="begun"))
    standard = "控制率≤100%计5分，每超过一个百分点扣0.5分"
    assert [score_indicator("", "105.88%", "5", scheme=one, criterion=standard).score for one in (SCHEME, begun)] == [
        Decimal("2.5"),
        2,
    ]


@pytest.mark.parametrize("entry", all_rules().values(), ids=lambda entry: entry.name)
def test_every_rule_gives_what_its_documentation_says(entry):
    example = dict(entry.example)
    if entry.kind == "execution":
        outcome = score_execution(scheme=SCHEME, **example)
    else:
        outcome = score_indicator(
            example.pop("target"), example.pop("actual"), example.pop("points"), scheme=SCHEME, **example
        )
    assert outcome.rule == entry.name
    assert entry.gives == (PENDING if outcome.score is None else plain(outcome.score))
    assert entry.kind in ("", "execution", getattr(outcome, "kind", ""))
    assert entry.title
    assert entry.function.__doc__
    # A standard of the department's own stands in no text of the scheme.
    assert outcome.cite == "" if entry.kind == "criterion" else outcome.cite in SCHEME.sources


@pytest.mark.parametrize(
    ("budget", "outturn", "points", "rate", "expected"),
    [
        ("596.88", "596.88", "10", "1", "10"),
        ("467.99", "495.16", "10", "1.0581", "10"),
        ("50", "36.1", "10", "0.722", "7.22"),
        ("7319.56", "1770.59", "10", "0.2419", "2.42"),
        ("100", "0", "10", "0", "0"),
        ("100", "-5", "10", "-0.05", "0"),
    ],
)
def test_execution(budget, outturn, points, rate, expected):
    outcome = score_execution(budget, outturn, points, scheme=SCHEME)
    assert round(outcome.rate, 4) == Decimal(rate)
    assert outcome.score == Decimal(expected)


@pytest.mark.parametrize(
    ("budget", "outturn", "points", "words"),
    [
        ("0", "0", "10", "执行率无法计算"),
        ("", "5", "10", "没有填全年预算数"),
        ("5", None, "10", "没有填预算执行数"),
        ("五万", "5", "10", "不是有效金额"),
        ("5", "105%", "10", "不是有效金额"),
        ("5", "5", "", "没有填分值"),
        ("5", "5", "-1", "不是有效的分值"),
    ],
)
def test_execution_that_cannot_be_scored(budget, outturn, points, words):
    outcome = score_execution(budget, outturn, points, scheme=SCHEME)
    assert outcome.score is None
    assert words in outcome.explanation


def test_more_than_the_budget_is_full_points_and_a_note():
    outcome = score_execution("467.99", "495.16", "10", scheme=SCHEME)
    assert [note.code for note in outcome.notes] == ["BUDGET_OVER_100"]
    assert "105.81%" in outcome.explanation


def test_execution_divides_by_what_the_scheme_names():
    original = with_rules(execution_denominator="original")
    assert "没有填年初预算数" in score_execution(None, "5", "10", scheme=original).explanation


@pytest.mark.parametrize(
    ("total", "grade"),
    [
        ("100", "优"),
        ("90", "优"),
        ("89.95", "良"),
        ("89.5", "良"),
        ("80", "良"),
        ("79.6", "中"),
        ("60", "中"),
        ("59.9", "差"),
        ("0", "差"),
        ("-3", "差"),
    ],
)
def test_grades_are_decided_before_rounding(total, grade):
    assert grade_of(Decimal(total), SCHEME) == grade


def test_the_total_is_capped_only_where_the_scheme_says():
    capped = replace(
        SCHEME,
        total_cap=(
            TotalCap(rate_below=Decimal("0.8"), total=Decimal(89), cite="working_rule"),
            TotalCap(rate_below=Decimal("0.5"), total=Decimal(59), cite="working_rule"),
        ),
    )
    assert capped_total(Decimal(95), Decimal("0.2"), SCHEME) == 95
    assert capped_total(Decimal(95), Decimal("0.2"), capped) == 59
    assert capped_total(Decimal(95), Decimal("0.7"), capped) == 89
    assert capped_total(Decimal(95), Decimal("0.8"), capped) == 95
    assert capped_total(Decimal(50), Decimal("0.7"), capped) == 50
    assert capped_total(Decimal(95), None, capped) == 95


def test_intervals_in_words():
    assert interval(Decimal("6.0"), Decimal(8), high_open=True) == "6分（含）至8分（不含）"


numbers = st.decimals(min_value=0, max_value=10**6, places=2)
positive = st.decimals(min_value=Decimal("0.01"), max_value=10**6, places=2)
points = st.decimals(min_value=Decimal("0.5"), max_value=60, places=1)
signs = st.sampled_from(["≥", ">", "=", "≤", "<"])
VARIANTS = {
    "as shipped": SCHEME,
    "linear": with_rules(at_most_missed="linear"),
    "one place": with_rules(score_places=1),
}
variants = st.sampled_from(sorted(VARIANTS))


@quick
@given(sign=signs, target=positive, actual=st.decimals(-(10**6), 10**6, places=2), full=points, scheme=variants)
def test_a_score_lies_between_0_and_the_points_and_is_full_exactly_when_met(sign, target, actual, full, scheme):
    outcome = score(f"{sign}{plain(target)}个", plain(actual), plain(full), scheme=VARIANTS[scheme])
    met = {
        "≥": actual >= target,
        ">": actual > target,
        "=": actual >= target,
        "≤": actual <= target,
        "<": actual < target,
    }[sign]
    assert outcome.met is met
    assert 0 <= outcome.score <= full
    assert (outcome.score == full) is met


@quick
@given(sign=signs, target=positive, one=numbers, other=numbers, full=points, scheme=variants)
def test_doing_better_never_scores_less(sign, target, one, other, full, scheme):
    low, high = sorted([one, other])
    worse, better = (high, low) if sign in "≤<" else (low, high)
    first = score(f"{sign}{plain(target)}个", plain(worse), plain(full), scheme=VARIANTS[scheme])
    second = score(f"{sign}{plain(target)}个", plain(better), plain(full), scheme=VARIANTS[scheme])
    assert first.score <= second.score


@quick
@given(sign=signs, target=positive, actual=positive, full=points)
def test_a_conversion_of_units_never_changes_a_score(sign, target, actual, full):
    in_ten_thousands = score(f"{sign}{plain(target)}万元", f"{plain(actual)}万元", plain(full))
    in_yuan = score(f"{sign}{plain(target)}万元", f"{plain(actual * 10000)}元", plain(full))
    both_in_yuan = score(f"{sign}{plain(target * 10000)}元", f"{plain(actual * 10000)}元", plain(full))
    assert in_ten_thousands.score == in_yuan.score == both_in_yuan.score


@quick
@given(
    target=st.text(max_size=30),
    actual=st.text(max_size=30),
    full=st.one_of(st.none(), st.text(max_size=6), st.decimals()),
    tier=st.one_of(st.none(), st.text(max_size=6)),
)
def test_no_text_raises_and_every_row_is_explained(target, actual, full, tier):
    outcome = score(target, actual, full, tier=tier)
    assert outcome.blank or outcome.explanation.endswith("。")
    assert len(outcome.explanation) < 400
    if outcome.score is not None:
        assert 0 <= outcome.score <= number_of(full)
    assert outcome.cite in SCHEME.sources or outcome.blank


@quick
@given(budget=positive, one=numbers, other=numbers, full=points)
def test_executing_more_never_scores_less(budget, one, other, full):
    low, high = sorted([one, other])
    first = score_execution(budget, low, full, scheme=SCHEME)
    second = score_execution(budget, high, full, scheme=SCHEME)
    assert 0 <= first.score <= second.score <= full
    assert (first.score == full) or low < budget


@quick
@given(one=st.decimals(0, 100, places=3), other=st.decimals(0, 100, places=3))
def test_a_higher_total_never_has_a_lower_grade(one, other):
    order = [grade.label for grade in SCHEME.grade]
    low, high = sorted([one, other])
    assert order.index(grade_of(high, SCHEME)) <= order.index(grade_of(low, SCHEME))
