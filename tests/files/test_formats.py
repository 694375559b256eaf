"""Number formats: percent, date, plain; serial numbers as dates."""

from decimal import Decimal

import pytest

from perfeval_xl.files.formats import kind_of, moment_text
from perfeval_xl.files.places import Area, address, area, column_letters, column_number


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        ("0%", "percent"),
        ("0.00%;[Red]-0.00%", "percent"),
        ('0"%"', ""),
        (r"0\%", ""),
        ("General", ""),
        ("#,##0.00", ""),
        ("0.00E+00", ""),
        ("@", ""),
        ("yyyy-mm-dd", "date"),
        ("[$-804]yyyy年m月d日;@", "date"),
        ("h:mm:ss", "date"),
        ("[h]:mm", "date"),
        ("[Red]0.00", ""),
        ("[$¥-804]#,##0.00", ""),
        ('#,##0"days"', ""),
        ('_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ ', ""),
        ("", ""),
    ],
)
def test_a_written_format(code, kind):
    assert kind_of("176", {"176": code}) == kind


@pytest.mark.parametrize(
    ("number", "kind"), [("0", ""), ("2", ""), ("9", "percent"), ("10", "percent"), ("14", "date"), ("31", "date"),
                         ("58", "date"), ("49", ""), ("99", ""), ("x", "")],
)  # fmt: skip
def test_a_built_in_format(number, kind):
    assert kind_of(number, {}) == kind


@pytest.mark.parametrize(
    ("serial", "text"),
    [
        ("44531", "2021年12月1日"),
        ("44531.354166667", "2021年12月1日 08:30"),
        ("0.5", "12:00"),
        ("36526", "2000年1月1日"),
        ("2958465", "9999年12月31日"),
        ("2958466", Decimal(2958466)),
        ("120", Decimal(120)),
        ("0", Decimal(0)),
        ("-1", Decimal(-1)),
    ],
)
def test_a_serial_number(serial, text):
    assert moment_text(Decimal(serial)) == text


def test_the_other_epoch():
    assert moment_text(Decimal(44531 - 1462), epoch_1904=True) == "2021年12月1日"


def test_places():
    assert area("自评表!$B$3:$D$9") == Area("自评表", 2, 3, 4, 9)
    assert area("='它''s'!AA10") == Area("它's", 27, 10, 27, 10)
    for text in (
        "",
        "#REF!",
        "自评表!#REF!",
        "自评表!$A$1:$A$0",
        "自评表!$B$1:$A$1",
        "自评表!$XFE$1",
        "自评表!$A$1,自评表!$B$1",
    ):
        assert area(text) is None, text
    assert [column_letters(number) for number in (1, 26, 27, 702, 703, 16384)] == ["A", "Z", "AA", "ZZ", "AAA", "XFD"]
    assert all(column_number(column_letters(number)) == number for number in range(1, 2000))
    assert address("自评表", 31, 8) == "自评表!H31"
