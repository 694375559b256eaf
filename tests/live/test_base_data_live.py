"""A live workbook of a form with 基础数据 while somebody types figures: actual values and scores follow."""

import live_book
import pytest

from perfeval_xl import scheme as schemes
from perfeval_xl.files import template
from perfeval_xl.model import Form

SCHEME = "yueyang-yunxi-2021"
CONTROL, CHANGE, SURPLUS, USE = 0, 1, 5, 14
"""Rows of 绩效指标: 财政供养人员控制率, “三公经费”变动率, 资金结余, 固定资产利用率."""


@pytest.fixture
def book(live_office, tmp_path):
    """A blank workbook, opened; closed afterwards."""
    path = tmp_path / "自评表.xlsm"
    template.write(path, Form(scheme=SCHEME), schemes.get(SCHEME), live=True)
    opened = live_book.open_live(live_office, path, tmp_path)
    yield opened
    opened.close()


def row(book, index):
    return book.shows("indicators.actual", index), book.shows("indicators.score", index)


def test_typed_base_data_give_actual_values_and_scores(book):
    assert row(book, CONTROL) == ("", "待评定")
    book.put("staffing.establishment", "34")
    book.put("staffing.on_post", "31")
    assert row(book, CONTROL) == ("91.18%", 5)
    book.put("staffing.on_post", "36")
    assert row(book, CONTROL) == ("105.88%", 2.5)
    book.put("official.total", "0.53", 0)
    assert row(book, CHANGE) == ("", "待评定")
    book.put("comparison.official_prior", "0.5")
    assert row(book, CHANGE) == ("6%", 2)
    book.put("official.total", "0.2", 1)
    assert row(book, CHANGE) == ("6%", 2), "the row 汇总 counts, not the sum with its parts"
    book.put("assets.total", "60", 1)
    book.put("assets.in_use", "30", 1)
    book.put("assets.total", "40", 2)
    book.put("assets.in_use", "40", 2)
    assert row(book, USE) == ("70%", 0), "without figures in the row 汇总 the institutions are summed"
    book.put("expenditure.accumulated", "2", 0)
    book.put("revenue.carried_over", "3", 0)
    assert row(book, SURPLUS) == ("结余2，上年结转3", 2)
