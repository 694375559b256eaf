"""Text in columns: full-width characters count two."""

from hypothesis import given, settings
from hypothesis import strategies as st

from perfeval_xl.columns import pad, shorten, table, width, wrap

TEXTS = st.text(alphabet="预算执行率，。≥95%    abcXYZ（）1.5", max_size=60)


def test_width_counts_chinese_twice_and_combining_marks_not():
    assert width("得分 9.5") == 8
    assert width("é") == 1
    assert width("≥95%") == 4


def test_table_aligns_chinese_and_sets_figures_flush_right():
    made = table(("指标", "得分", "说明"), [("预算执行率", "9.91", "a"), ("A", "10", "b")], right=(1,))
    assert made == ("指标        得分  说明\n──────────  ────  ────\n预算执行率  9.91  a\nA             10  b")


def test_a_long_cell_is_cut_but_not_in_the_last_column():
    made = table(("甲", "乙"), [("一二三四五六", "一二三四五六")], limit=7)
    assert made.splitlines()[-1] == "一二三…  一二三四五六"


@settings(deadline=None, max_examples=200)
@given(TEXTS, st.integers(4, 40))
def test_shorten_fits_and_keeps_what_fits(text, columns):
    short = shorten(text, columns)
    assert width(short) <= columns
    if width(" ".join(text.split())) <= columns:
        assert short == " ".join(text.split())


@settings(deadline=None, max_examples=200)
@given(TEXTS, st.integers(20, 60))
def test_wrap_loses_nothing_and_stays_within_the_columns(text, columns):
    lines = wrap(text, columns)
    assert "".join("".join(lines).split()) == "".join(text.split())
    if all(width(word) <= columns for word in text.split()):
        assert all(width(line) <= columns + 2 for line in lines)


def test_closing_punctuation_never_begins_a_line():
    assert wrap("一二三四，五六", 8) == ["一二三四，", "五六"]


@given(TEXTS)
def test_pad_gives_the_columns_asked_for(text):
    assert width(pad(text, 200)) == 200
    assert width(pad(text, 200, right=True)) == 200
