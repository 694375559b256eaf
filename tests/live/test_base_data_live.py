"""A live workbook of a form with 基础数据 while somebody types figures: actual values and scores follow."""

import live_book
import pytest

from perfeval_xl import scheme as schemes
from perfeval_xl.files import template
from perfeval_xl.model import Form

SCHEME = "yueyang-yunxi-2021"
CONTROL, CHANGE, ADJUSTED, SURPLUS, LIMIT, PROCURED, CARD, USE = 0, 1, 3, 5, 6, 10, 11, 14
"""Rows of 绩效指标: 财政供养人员控制率, “三公经费”变动率, 预算调整率, 资金结余, “三公经费”控制率, 政府采购执行率,
公务卡刷卡率, 固定资产利用率."""


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


def test_each_of_the_eight_measures_follows_and_says_how_it_is_found(book):
    typed = {
        "staffing.establishment": "34",
        "staffing.on_post": "31",
        "comparison.official_prior": "1.21",
        "comparison.official_budget": "0.5",
        "comparison.budget_original": "500",
        "comparison.budget_adjusted": "60",
        "comparison.procurement_budget": "20",
        "comparison.procurement": "19.5",
        "comparison.card_due": "10",
        "comparison.card_paid": "4.7",
    }
    for name, text in typed.items():
        book.put(name, text)
    for name, text in (("official.total", "0.53"), ("assets.total", "226.71"), ("assets.in_use", "226.71")):
        book.put(name, text, 0)
    for name in ("expenditure.accumulated", "revenue.carried_over"):
        book.put(name, "0", 0)
    due = {
        CONTROL: ("91.18%", 5),
        CHANGE: ("-56.2%", 5),
        ADJUSTED: ("12%", 1),
        SURPLUS: ("结余0，上年结转0", 3),
        LIMIT: ("106%", 0),
        PROCURED: ("97.5%", 2.6),
        CARD: ("47%", 2.4),
        USE: ("100%", 3),
    }
    assert {index: row(book, index) for index in due} == due
    for index, formula in ((CONTROL, "在职人员数÷编制数×100%"), (CARD, "公务卡结算的支出÷应刷卡结算的公务支出×100%")):
        assert formula in book.shows("indicators.explanation", index)
    assert "不含离退休人员" in book.shows("indicators.explanation", CONTROL)
    book.put("comparison.card_due", "0")
    assert row(book, CARD) == ("", "待评定")


def test_a_row_put_in_below_a_measure_and_a_row_called_otherwise_take_nothing_from_the_base_data(book):
    book.put("staffing.establishment", "34")
    book.put("staffing.on_post", "31")
    book.go("indicators.name", CONTROL)
    book.press("PerfTable.PerfInsertRow")
    assert row(book, CONTROL) == ("91.18%", 5)
    assert book.shows("indicators.actual", CONTROL + 1) in ("", None)
    for field, text in (("name", "办公用房达标率"), ("criterion", "≥90%计2分；低于90%不得分"), ("points", "2")):
        book.put(f"indicators.{field}", text, CONTROL + 1)
    assert row(book, CONTROL + 1) == ("", "待评定")
    assert "在职人员" not in book.shows("indicators.explanation", CONTROL + 1)
    book.put("indicators.actual", "95%", CONTROL + 1)
    assert book.cell(book.at("indicators.actual", CONTROL + 1)).String in ("95%", "95.00%")
    assert book.shows("indicators.score", CONTROL + 1) == 2
    book.put("indicators.name", "编外人员控制率", CONTROL)
    assert row(book, CONTROL) == ("", "待评定")
