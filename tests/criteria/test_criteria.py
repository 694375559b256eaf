"""Scoring standards read and scored: every official one, and those written like them, both sides of each boundary."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from soon import soon
from standards import AS_WRITTEN, FLAWED, OFFICIAL, OWN, UNREADABLE, Known

from perfeval_xl.criteria import flaws, read_standard, score
from perfeval_xl.criteria.text import folded

KNOWN = (*OFFICIAL, *OWN)
CENT = Decimal("0.01")


def due(known: Known, actual, **options):
    return score(read_standard(known.text), actual, Decimal(known.points), **options)


def short(known) -> str:
    return known.text[:28].replace("\n", " ")


@pytest.mark.parametrize(
    ("known", "actual", "expected"),
    [(known, actual, expected) for known in (*KNOWN, *AS_WRITTEN) for actual, expected in known.scores.items()],
    ids=lambda value: short(value) if isinstance(value, Known) else str(value),
)
def test_the_score_is_what_the_words_say(known, actual, expected):
    result = due(known, actual)
    assert result.score == (None if expected == "?" else Decimal(expected)), result.explanation
    assert result.explanation.endswith("。")


def test_there_are_enough_of_them():
    assert len(OFFICIAL) == 16
    assert len(OWN) >= 40


@pytest.mark.parametrize("known", KNOWN, ids=short)
def test_a_good_standard_has_no_flaws(known):
    assert flaws(read_standard(known.text), Decimal(known.points)) == ()


@pytest.mark.parametrize("known", [known for known in KNOWN if known.runs], ids=short)
@settings(deadline=None, max_examples=40)
@given(st.lists(st.decimals(-30, 150, places=2), min_size=2, max_size=12))
def test_scores_stay_within_the_points_and_run_one_way(known, figures):
    unit = read_standard(known.text).unit
    scores = [due(known, f"{figure}{unit}").score for figure in sorted(figures)]
    judged = [one for one in scores if one is not None]
    assert all(0 <= one <= Decimal(known.points) for one in judged)
    assert judged == sorted(judged, reverse=known.runs == "down")


def ends_of(known):
    standard = read_standard(known.text)
    ends = {end.value for band in standard.bands for end in (band.low, band.high) if end}
    return ends | {slope.base for slope in standard.slopes}


@pytest.mark.parametrize("known", [known for known in KNOWN if known.runs and ends_of(known)], ids=short)
def test_each_boundary_divides_at_its_own_figure(known):
    """A cent to either side of an end lies firmly in one band or the other; the end itself is one of the two."""
    standard = read_standard(known.text)
    for end in ends_of(known):
        below, at, above = (due(known, f"{end + shift}{standard.unit}").score for shift in (-CENT, Decimal(0), CENT))
        alone = any(band.low and band.high and band.low.value == band.high.value == end for band in standard.bands)
        assert at is not None
        assert alone or any(side is not None and abs(at - side) <= CENT for side in (below, above))


@pytest.mark.parametrize("known", [known for known in KNOWN if read_standard(known.text).counts], ids=short)
@settings(deadline=None, max_examples=30)
@given(count=st.integers(0, 200))
def test_counted_scores_stay_within_the_points(known, count):
    (counted,) = read_standard(known.text).counts
    one, more = (due(known, f"{number}{counted.unit}").score for number in (count, count + 1))
    assert 0 <= one <= Decimal(known.points)
    assert (more - one) * counted.sign >= 0


@pytest.mark.parametrize("known", [known for known in KNOWN if read_standard(known.text).items], ids=short)
def test_a_list_gives_each_item_its_points_and_all_of_them_the_whole(known):
    standard = read_standard(known.text)
    if standard.counts:
        return
    each = [due(known, f"{item.mark}符合").score for item in standard.items]
    assert sum(each) == Decimal(known.points) == due(known, "全部符合").score


@pytest.mark.parametrize("bad", UNREADABLE, ids=short)
def test_what_cannot_be_read_is_named_and_never_scored(bad):
    standard = read_standard(bad.text)
    assert tuple(item.text for item in standard.unread) == bad.words
    assert any(bad.reason in item.reason for item in standard.unread)
    for actual in ("95%", "85%", "0", "好", "①", Decimal(1), None):
        result = score(standard, actual, Decimal(5))
        assert result.score is None
        assert all(word in result.explanation for word in bad.words)
    assert flaws(standard, Decimal(5)) == ()


@pytest.mark.parametrize(("text", "points", "kind", "words"), FLAWED, ids=[text for text, *_ in FLAWED])
def test_a_bad_standard_is_found(text, points, kind, words):
    found = flaws(read_standard(text), Decimal(points))
    assert kind in {flaw.kind for flaw in found}, found
    assert any(words in flaw.text for flaw in found if flaw.kind == kind), found


@pytest.mark.parametrize(
    ("text", "actual"),
    [
        ("≥90%计5分；70%-80%计3分；低于70%不得分", "85%"),
        ("大于90%计5分；小于90%计3分", "90%"),
        ("90%以上计5分；90%以下计3分", "90%"),
        ("90%-100%计5分；80%-90%计3分；80%以下不得分", "90%"),
        ("≥90%计5分；≥80%计4分；低于80%不得分", "95%"),
    ],
)
def test_in_a_hole_or_an_overlap_a_person_judges(text, actual):
    result = score(read_standard(text), actual, Decimal(5))
    assert result.score is None
    assert actual in result.explanation


CASES = "每出现一例扣1分，扣完为止"
LISTED = "①制度健全，2分；②执行有效，3分"
SURPLUS = "无结余，5分；有结余但不超过上年结转，3分；结余超过上年结转，0分"


@pytest.mark.parametrize(
    ("text", "actual", "words"),
    [
        ("≥90%计5分；低于90%不得分", "—", "等于没有填"),
        ("≥90%计5分；95%以上每超过一个百分点扣1分", "97%", "前后冲突"),
        ("①制度健全，3分；②执行有效，3分", "①符合", "各条合计6分，超过分值5分"),
        (CASES, Decimal(-1), "件数“-1”是负数"),
        (LISTED, "①符合，①不符合", "看不出哪几条符合"),
        (LISTED, "②不符合", "看不出哪几条符合"),
        (SURPLUS, Decimal(3), "还要知道上年结转是多少"),
        (SURPLUS, Decimal(-1), "结余“-1”是负数"),
        ("无结余，5分；有结余但不超过上年结转，3分", "结余3，上年结转2", "没有写结余3计多少分"),
        ("无结余，5分；有结转但不超过上年结余，3分", "结余0", "对不上"),
    ],
)
def test_where_the_words_do_not_settle_it_a_person_judges_and_is_told_why(text, actual, words):
    result = score(read_standard(text), actual, Decimal(5))
    assert result.score is None
    assert words in result.explanation


@pytest.mark.parametrize(
    ("text", "actual", "expected"),
    [
        (CASES, Decimal(2), 3),
        (CASES, "2例", 3),
        (LISTED, "①符合;;②不符合", 2),
        (SURPLUS, Decimal(0), 5),
        (SURPLUS, "结余3，上年结转2", 0),
        ("健全，得半分；不健全不得分", "健全", Decimal("0.5")),
    ],
)
def test_a_number_in_a_cell_says_what_its_text_says(text, actual, expected):
    assert score(read_standard(text), actual, Decimal(5)).score == expected


def test_a_line_break_at_the_end_divides_nothing():
    assert folded("健全计2分\n\u200b").text == "健全计2分"


def test_an_explicit_word_has_the_boundary_before_custom_and_custom_before_silence():
    explicit = read_standard("75%以下计0分；75%（含）-85%计1分；85%（含）以上计3分")
    assert [score(explicit, actual, Decimal(3)).score for actual in ("75%", "85%")] == [1, 3]
    custom = read_standard("80%以上计3分；60%-80%计2分；60%以下计0分")
    assert [score(custom, actual, Decimal(3)).score for actual in ("80%", "60%")] == [3, 0]


@pytest.mark.parametrize(
    ("partial", "expected"), [("whole", "2.5"), ("begun", "2"), ("share", "2.06")], ids=["whole", "begun", "share"]
)
def test_a_step_begun_counts_as_the_scheme_says_and_the_explanation_tells(partial, expected):
    result = due(OFFICIAL[0], "105.88%", partial=partial)
    assert result.score == Decimal(expected)
    assert "评分标准没有写明，按本方案的口径" in result.explanation
    assert "5.88个百分点" in result.explanation


def test_what_the_standard_says_about_a_step_begun_goes_before_the_scheme():
    text = "达到95%计4分，每低1个百分点扣0.3分，不足1个百分点按1个百分点计"
    assert {score(read_standard(text), "94.5%", Decimal(4), partial=one).score for one in ("whole", "share")} == {
        Decimal("3.7")
    }


def test_a_bare_ratio_counts_where_both_readings_agree_and_asks_where_they_do_not():
    assert due(OFFICIAL[0], Decimal("0.9")).score == 5
    result = due(OFFICIAL[2], Decimal("0.95"))
    assert result.score is None
    assert "95%还是0.95%" in result.explanation


@pytest.mark.parametrize("actual", ["≥95%", "3台", "95%-97%", "满意", "是", "1e999", "①", "％", "95%左右96%"])
def test_an_actual_value_that_is_no_figure_is_not_scored(actual):
    assert due(OFFICIAL[-1], actual).score is None


def test_full_width_and_ascii_say_the_same():
    wide = read_standard("满意度≥９５％，计５分；８５％（含）－９５％，计３分；低于８５％，不得分。")
    ascii_ = read_standard("满意度>=95%,计5分;85%(含)-95%,计3分;低于85%,不得分.")
    for actual in ("95%", "94.99%", "85%", "84%"):
        assert score(wide, actual, Decimal(5)).score == score(ascii_, actual, Decimal(5)).score


def test_points_above_the_indicators_are_cut_and_never_below_zero():
    standard = read_standard("≥90%计5分；低于90%不得分")
    assert score(standard, "95%", Decimal(3)).score == 3
    assert "最多计3分" in score(standard, "95%", Decimal(3)).explanation


def test_numbered_steps_are_a_step_table_and_numbered_figures_a_list():
    steps = read_standard("1、满意度≥95%得5分；2、80%（含）-95%得3分；3、低于80%不得分")
    assert [score(steps, actual, Decimal(5)).score for actual in ("95%", "80%", "79%")] == [5, 3, 0]
    several = read_standard("①完成率≥95%，2分；②满意度≥90%，1分")
    assert score(several, "95%", Decimal(3)).score is None
    assert score(several, "①", Decimal(3)).score == 2


WORDS = (
    "每以上下含不超过低于扣计得分满完为止标准率①②（），；。%％≥≤<>=0123456789.-～至一十半无有否则按比例个百点项例\n "
)


@settings(deadline=None, max_examples=300)
@given(
    st.text(WORDS, max_size=60),
    st.one_of(st.text(WORDS, max_size=12), st.decimals(allow_nan=False, allow_infinity=False), st.none()),
)
def test_nothing_typed_raises_and_no_score_leaves_its_bounds(text, actual):
    result = score(read_standard(text), actual, Decimal(5))
    assert result.score is None or 0 <= result.score <= 5
    assert result.explanation


@settings(deadline=None, max_examples=200)
@given(st.text(max_size=80))
def test_every_unread_word_stands_in_the_text(text):
    standard = read_standard(text)
    assert all(item.text.removesuffix("…") in text for item in standard.unread)


@pytest.mark.parametrize(
    "junk", ["每", "1%", "(含", "每低于1%", "①a,1分;", "一", "≥90%计5分；", "90%（含）-", "1、", "得分="]
)
def test_a_page_of_junk_is_done_with_soon(junk):
    with soon(2):
        read_standard((junk * 1000)[:1000])


def test_a_text_as_long_as_a_page_is_not_tried():
    (unread,) = read_standard("≥90%计5分；" * 200).unread
    assert "超过1000个字" in unread.reason
    (unread,) = read_standard("≥90%计5分；" + "好" * 251).unread
    assert "一句超过250个字" in unread.reason
