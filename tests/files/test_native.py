"""The formulas of the macro-free edition as text, and the lists behind them beside the reader in Python."""

import importlib.util
import io
import re
from decimal import Decimal
from itertools import product
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from perfeval_xl import scheme as schemes
from perfeval_xl.files import native, native_words, template
from perfeval_xl.files.native_expression import FIRST_VERSION
from perfeval_xl.model import Form, Indicator
from perfeval_xl.rules.wording import Meaning, meaning
from perfeval_xl.target_shapes import Shape
from perfeval_xl.target_units import canonical, factor
from perfeval_xl.target_words import listed
from perfeval_xl.targets import read_actual, read_target

_PATH = Path(__file__).parent.parent.parent / "docs" / "native_pages.py"
_spec = importlib.util.spec_from_file_location("native_pages", _PATH)
pages = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(pages)

COMPARED = {">=": "≥", "<=": "≤", ">": ">", "<": "<", "=": "="}
VOLATILE = {"NOW", "TODAY", "RAND", "RANDBETWEEN", "OFFSET", "INDIRECT", "INFO", "CELL"}
NUMBERS = ("1", "2", "12", "31", "95", "100", "365", "2021", "0.5", "12.5", "98.75", "1234.5")
NAMES = ("", "完成时间", "时限", "工作进度及时性", "任务完成率", "培训经费", "网络带宽", "投诉件数")


@pytest.fixture(scope="module")
def formulas():
    """Every formula of a workbook whose table reaches beyond row 1000, and of one with few rows."""
    rows = tuple(Indicator(name="x", target=f"≥{index}%", actual="5%", points=Decimal(2)) for index in range(1000))
    found = []
    for form in (Form(scheme="zhengzhou-shangjie-2021", indicators=rows), Form(scheme="zhengzhou-jinshui-2021")):
        content = template.content(form, schemes.get(form.scheme), live=False)
        for sheet in openpyxl.load_workbook(io.BytesIO(content)):
            cells = (cell for line in sheet.iter_rows() for cell in line)
            found += [str(cell.value) for cell in cells if cell.data_type == "f"]
    return found


def test_formulas_are_short_and_of_functions_that_every_office_has(formulas):
    assert len(formulas) > 50_000
    assert max(map(len, formulas)) < 1000
    used = {name for text in set(formulas) for name in re.findall(r"([A-Z][A-Z0-9.]*)\(", re.sub(r'"[^"]*"', "", text))}
    known = {name for names in FIRST_VERSION for name in names.split()}
    elsewhere = set(listed("SUM COUNT COUNTIF MATCH ISNA N TEXT ROW ISERROR HYPERLINK LARGE"))
    assert used <= known | elsewhere
    assert not used & VOLATILE
    assert not any(text.startswith("{") for text in formulas)


def test_the_document_is_not_stale():
    assert pages.TARGET.read_text("utf-8") == pages.native_edition(), "run: make docs"
    assert pages.used() <= {name for names in FIRST_VERSION for name in names.split()}
    assert all(f"**{step.name}**" in pages.native_edition() for step in native.STEPS)


@pytest.mark.parametrize("unit", native_words.units()[1:], ids=lambda unit: unit.spelling)
def test_every_listed_unit_is_what_the_reader_says(unit):
    for figures, name in product(NUMBERS, NAMES):
        found = read_target("≤" + figures + unit.spelling, name=name)
        assert (found.shape, found.number) == (Shape.NUMBER, Decimal(figures))
        goal = found.unit
        assert goal == canonical(unit.spelling) or (unit.sort == "scale" and goal == unit.spelling + "元")
        actual = read_actual(figures + unit.spelling, found)
        assert actual.number == Decimal(figures)
        assert not actual.unit_conflict


def test_units_of_one_kind_convert_as_the_sizes_say():
    units = [unit for unit in native_words.units()[1:] if unit.sort != "scale"]
    pairs = 0
    for one, other in product(units, units):
        if one.kind == other.kind:
            by, _ = factor(canonical(one.spelling), canonical(other.spelling))
            assert float(by) == pytest.approx(one.size / other.size, rel=1e-15)
            pairs += 1
    assert pairs > 400


@pytest.mark.parametrize("place", ["signs", "suffixes"])
def test_every_listed_sign_means_what_the_reader_says(place):
    listed = getattr(native_words, place)()[1:]
    assert len(listed) > 8
    units = ("", "%", "次", "万元", "天", "个工作日", "人/月", "元/人/次", "万", "公里")
    for (word, sign), figures, unit, name in product(listed, NUMBERS, units, NAMES[:4]):
        text = word + figures + unit if place == "signs" else figures + unit + word
        found = read_target(text, name=name)
        assert found.shape is Shape.NUMBER, text
        assert (found.number, COMPARED[found.comparison]) == (Decimal(figures), sign), text


def test_words_before_an_actual_value_say_nothing():
    target = read_target("≥95%")
    for word, figures in product(native_words.actual_starts(), NUMBERS):
        assert read_actual(f"{word}{figures}%", target).number == Decimal(figures), word


PLAIN = st.text(st.sampled_from(native_words.plain_characters()), min_size=1, max_size=12)
COMMON = "时间内前后底末初止起至到约达完成超过不低于高少率度分成旬日号天周期上下左右之间以及和或负正反"
LIKELY = st.text(
    st.sampled_from([char for char in COMMON if char in native_words.plain_characters()]), min_size=1, max_size=8
)


@settings(deadline=None, max_examples=600)
@given(words=PLAIN | LIKELY, other=st.none() | st.sampled_from(native_words.done_words()), name=st.sampled_from(NAMES))
def test_plain_words_are_words_to_the_reader_too(words, other, name):
    target = read_target(words, name=name, year=2021)
    assert target.shape is Shape.WORDS
    verdict = meaning(target.words, read_actual(other or words, target, year=2021).words)
    assert verdict in ((Meaning.REACHED, Meaning.SAME) if other else (Meaning.SAME,))
