"""Standards written to be misread: none is read wrongly, what would have to be guessed is named."""

from decimal import Decimal

import pytest
from further_standards import DEFINITIONS, FURTHER, NOT_GUESSED, QUALIFIERS
from standards import Known

from perfeval_xl.criteria import flaws, read_standard, score


def short(value) -> str:
    return value.text[:24] if isinstance(value, tuple) else str(value)


@pytest.mark.parametrize(
    ("known", "actual", "expected"),
    [(known, actual, expected) for known in FURTHER for actual, expected in known.scores.items()],
    ids=short,
)
def test_the_score_is_what_the_words_say(known: Known, actual, expected):
    result = score(read_standard(known.text), actual, Decimal(known.points))
    assert result.score == (None if expected == "?" else Decimal(expected)), result.explanation


def test_there_are_enough_of_them():
    assert len(FURTHER) >= 40 and len(NOT_GUESSED) >= 25


@pytest.mark.parametrize("known", [known for known in FURTHER if known.runs], ids=short)
def test_scores_run_one_way_in_steps_of_half_a_unit(known):
    standard = read_standard(known.text)
    results = [score(standard, f"{half / 2}{standard.unit}", Decimal(known.points)).score for half in range(-20, 260)]
    judged = [result for result in results if result is not None]
    assert all(0 <= result <= Decimal(known.points) for result in judged)
    assert judged == sorted(judged, reverse=known.runs == "down")


@pytest.mark.parametrize("known", FURTHER, ids=short)
def test_no_fault_is_found_where_there_is_none(known):
    found = flaws(read_standard(known.text), Decimal(known.points))
    assert {flaw.kind for flaw in found} <= ({"hole"} if "?" in known.scores.values() else set()), found


@pytest.mark.parametrize("bad", NOT_GUESSED, ids=short)
def test_what_would_have_to_be_guessed_is_named(bad):
    standard = read_standard(bad.text)
    named = {item.text: item.reason for item in standard.unread}
    for words in bad.words:
        assert any(words in text for text in named), named
    assert any(bad.reason in reason for reason in named.values()), named
    for actual in ("94%", "105%", "0", "1", "①", "健全"):
        assert score(standard, actual, Decimal(5)).score is None


BASES = {
    "steps": ("完成率≥90%得5分；低于90%不得分", "95%", 5),
    "slope": ("控制率≤100%，计5分；每超过一个百分点扣0.5分，扣完为止", "102%", 4),
    "share": ("完成率100%得5分，未完成的按比例得分", "90%", Decimal("4.5")),
    "list": ("①有制度，1分；②有台账，1分；③执行有效，3分", "①③", 4),
    "count": ("①支出合规；②审批完整。每出现一例不符合要求的扣1分，扣完为止", "1例", 4),
}


@pytest.mark.parametrize("base", BASES)
@pytest.mark.parametrize("qualifier", QUALIFIERS)
def test_a_sentence_that_may_change_the_score_is_never_passed_over(base, qualifier):
    text = BASES[base][0]
    for whole in (f"{text}；{qualifier}。", f"{text}，{qualifier}。", f"{text}。{qualifier}"):
        named = read_standard(whole).unread
        assert named and any(item.text in qualifier or qualifier in item.text for item in named), (whole, named)


@pytest.mark.parametrize("base", BASES)
@pytest.mark.parametrize("definition", DEFINITIONS)
def test_a_sentence_on_how_the_figure_is_found_changes_nothing(base, definition):
    text, actual, due = BASES[base]
    for whole in (f"{text}。{definition}。", f"{definition}。{text}", f"{text}；{definition}"):
        result = score(read_standard(whole), actual, Decimal(5))
        assert result.score == due, (whole, result.explanation)
