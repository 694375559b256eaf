"""What stands beside a target: the 度量单位 column and the indicator's name; and the table of notes."""

from decimal import Decimal
from pathlib import Path

import pytest

import perfeval_xl
from perfeval_xl.targets import NOTES, Shape, read_target


@pytest.mark.parametrize(
    ("typed", "unit", "expected"),
    [
        ("≥ 85", "%", (">=", "85", "%", [])),
        (Decimal(1), "％", ("=", "1", "%", ["PERCENT_DOUBT"])),
        (Decimal("100"), "百分比", ("=", "100", "%", [])),
        ("250万", "万元", ("=", "250", "万元", [])),
        ("250万", "元", ("=", "250", "万元", [])),
        ("2万", "人", ("=", "2", "万人", [])),
        ("28.8万元", "%", ("=", "28.8", "万元", ["UNIT_MISMATCH"])),
        ("2万", "%", ("=", "2", "万", ["UNIT_MISMATCH"])),
        ("17500元", "万元", ("=", "17500", "元", [])),
        ("健全", "定性指标", None),
        ("26", "定性指标", ("=", "26", "", [])),
        ("26", "单位：台（套）", ("=", "26", "台套", [])),
    ],
)
def test_the_unit_column_counts_where_the_cell_has_none(typed, unit, expected):
    target = read_target(typed, unit=unit)
    if expected is None:
        assert target.shape is Shape.WORDS
        return
    comparison, number, read_unit, codes = expected
    assert (target.comparison, target.number, target.unit) == (comparison, Decimal(number), read_unit)
    assert [note.code for note in target.notes] == codes


@pytest.mark.parametrize(
    ("name", "comparison"),
    [
        ("预算调整率", "<="),
        ("结转结余率", "<="),
        ("“三公经费”变动率", "<="),
        ("购置办公设备成本", "<="),
        ("群众投诉次数", "<="),
        ("安全事故", "<="),
        ("产品不合格率", "<="),
        ("投诉办结率", "="),
        ("事故处理及时率", "="),
        ("成本节约率", "="),
        ("预算执行率", "="),
        ("验收合格率", "="),
    ],
)
def test_a_bare_number_is_a_highest_value_where_the_name_says_so(name, comparison):
    target = read_target("10%", name=name)
    assert (target.comparison, target.explicit) == (comparison, False)
    assert ("DIRECTION_SUPPOSED" in [note.code for note in target.notes]) is (comparison == "<=")
    assert read_target("≥10%", name=name).comparison == ">="


def test_bandwidth_is_not_a_length():
    assert read_target("≥80M", name="宽带带宽").unit == "M"
    assert read_target("≥80M", name="喷雾射程").unit == "米"


def test_every_note_in_the_table_is_used_and_every_sentence_can_be_filled():
    folder = Path(perfeval_xl.__file__).parent
    source = "".join(
        path.read_text(encoding="utf-8") for path in folder.glob("target*.py") if path.stem != "target_notes"
    )
    assert [code for code in NOTES if f'"{code}"' not in source] == []
    assert all("甲" in sentence.format(v="甲", c="乙", a="丙", b="丁") for sentence in NOTES.values())


def test_a_name_typed_as_a_number_is_read_as_the_text_that_it_shows():
    assert read_target("1.005万", unit="定性指标", name=Decimal(5)) == read_target("1.005万", unit="定性指标", name="5")
