"""Standards taken apart for formulas beside the rules that they were taken from, over all standards of the corpus."""

from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

import pytest
from further_standards import FURTHER
from hypothesis import given, settings
from hypothesis import strategies as st
from standards import OFFICIAL, OWN

from perfeval_xl.criteria import read_standard, score
from perfeval_xl.criteria.stretches import places_of, stretches, unit_of, words_known

KNOWN = (*OFFICIAL, *OWN, *FURTHER)
PARTIAL = ("whole", "begun", "share")


def given_by(listed, value):
    """The score of the stretch that `value` falls into, as the formulas compute it; None where a person must judge."""
    into = [one for one in listed if one.low < value or (one.low == value and one.alone)][-1]
    if into.start is None:
        return None
    rounding = ROUND_CEILING if into.begun else ROUND_FLOOR
    steps = (abs(value - into.base) / into.step).to_integral_value(rounding=rounding)
    return max(min(into.start - into.take * steps, into.most), into.least)


@pytest.mark.parametrize("partial", PARTIAL)
@pytest.mark.parametrize("known", KNOWN, ids=lambda known: known.text[:30])
@settings(max_examples=25, deadline=None)
@given(data=st.data())
def test_a_stretch_gives_what_the_standard_gives(known, partial, data):
    standard, points = read_standard(known.text), Decimal(known.points)
    listed = stretches(standard, points, partial)
    if not listed:
        assert not standard.measured
        return
    mark = data.draw(st.sampled_from([one.low for one in listed]))
    places = places_of(standard)
    away = st.decimals(-30, 30, places=2 if places is None else places)
    value = abs(mark + data.draw(away) * data.draw(st.sampled_from([0, 1])))
    due = score(standard, f"{value:f}{unit_of(standard)}", points, partial=partial).score
    found = given_by(listed, value)
    assert found is None or found == due


def test_all_but_shares_and_gaps_are_taken_apart():
    """What is left to a person is few, and is what the words leave open or share out."""
    left = [
        known.text
        for known in KNOWN
        for listed in [stretches(read_standard(known.text), Decimal(known.points), "whole")]
        if listed and all(one.start is None for one in listed)
    ]
    assert left and all("按" in text or "×" in text or "乘" in text for text in left)
    taken = [known for known in KNOWN if stretches(read_standard(known.text), Decimal(known.points), "whole")]
    assert len(taken) > 60


def test_a_step_table_changes_at_each_of_its_figures():
    listed = stretches(read_standard("≥90%，计5分；80%（含）-90%，计4分；低于80%，不得分"), Decimal(5), "whole")
    assert [(one.low, one.alone, one.start) for one in listed] == [
        (0, True, 0),
        (0, False, 0),
        (80, True, 4),
        (80, False, 4),
        (90, True, 5),
        (90, False, 5),
    ]


def test_a_figure_for_which_nothing_is_written_is_left_to_a_person():
    listed = stretches(
        read_standard("完成率等于100%的，得3分；每减少一个百分点，扣0.2分，扣完为止。"), Decimal(3), "whole"
    )
    assert [one.start for one in listed] == [3, 3, 3, None]


def test_deductions_stop_where_the_words_say_so():
    listed = stretches(read_standard("指标值为≥90%，每低1个百分点扣0.5分，最多扣3分"), Decimal(5), "whole")
    assert [given_by(listed, Decimal(value)) for value in (95, 90, 89, 85, 40)] == [
        5,
        5,
        Decimal("4.5"),
        Decimal("2.5"),
        2,
    ]


@pytest.mark.parametrize("text", ["指标值为≥90%，每低1个百分点扣0.5分", "每出现1个扣1分"])
@pytest.mark.parametrize("figure", [0, 3, 89, 90, 95])
def test_the_highest_score_also_holds_what_deductions_leave(text, figure):
    """The two together: at most 1 of 5 is deducted, but no more than 3 are given."""
    standard, points = read_standard(f"{text}，最多扣1分，最高计3分"), Decimal(5)
    due = score(standard, f"{figure}{unit_of(standard)}", points).score
    assert due == given_by(stretches(standard, points, "whole"), Decimal(figure)) == 3


def test_the_words_of_a_standard_are_known_and_no_others():
    choices = read_standard("无结余，3分；有结余，但不超过上年结转，2分；结余超过上年结转，不得分。")
    assert {"无结余", "结余超过上年结转"} <= set(words_known(choices))
    items = read_standard("①制度健全，1分；②执行有效，2分")
    assert {"①", "②", "①②", "①②符合", "全部符合"} <= set(words_known(items))
    assert list(words_known(read_standard("≥90%，计5分；低于90%，不得分"))) == []
    assert list(words_known(read_standard("由部门细化后评定"))) == []
