"""A live workbook with a 评分标准 typed beside a row: the score follows the words, and what was typed."""

import live_book
import pytest

from perfeval_xl import scheme as schemes
from perfeval_xl.files import template
from perfeval_xl.model import Form

SCHEME = "zhengzhou-shangjie-2021"
CONTROL = "以100%为标准。控制率≤100%，计5分；每超过一个百分点扣0.5分，扣完为止。"
LIST = "①有制度，1分；②合法完整，1分；③执行有效，1分。"


@pytest.fixture
def book(live_office, tmp_path):
    """A blank live workbook with two rows that have standards and no targets."""
    path = tmp_path / "自评表.xlsm"
    template.write(path, Form(scheme=SCHEME), schemes.get(SCHEME), live=True)
    opened = live_book.open_live(live_office, path, tmp_path)
    for row, (name, points, standard) in enumerate([("控制率", "5", CONTROL), ("制度健全性", "3", LIST)]):
        for field, text in (("name", name), ("points", points), ("criterion", standard)):
            opened.put(f"indicators.{field}", text, row)
    yield opened
    opened.close()


def test_scores_follow_what_is_typed_beside_the_standard(book):
    for actual, due in (("100%", 5), ("103%", 3.5), ("105.88%", 2.5), ("120%", 0)):
        book.put("indicators.actual", actual, 0)
        assert book.shows("indicators.score", 0) == pytest.approx(due)
    book.put("indicators.actual", "很好", 0)
    assert book.shows("indicators.score", 0) == "待评定"
    for actual, due in (("①③", 2), ("全部符合", 3)):
        book.put("indicators.actual", actual, 1)
        assert book.shows("indicators.score", 1) == pytest.approx(due)


def test_scores_follow_the_standard_when_that_is_changed_and_a_target_goes_first(book):
    book.put("indicators.actual", "103%", 0)
    book.put("indicators.criterion", CONTROL.replace("0.5分", "1分"), 0)
    assert book.shows("indicators.score", 0) == pytest.approx(2)
    book.put("indicators.criterion", "按考核内容酌情给分", 0)
    assert book.shows("indicators.score", 0) == "待评定"
    book.put("indicators.target", "≥100%", 0)
    assert book.shows("indicators.score", 0) == pytest.approx(5)
    for dash in ("—", "-", "/", " "):
        book.put("indicators.target", dash, 0)
        book.put("indicators.criterion", CONTROL, 0)
        assert book.shows("indicators.score", 0) == pytest.approx(3.5), dash
