"""How the words of an actual value are taken beside the words of the target."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from perfeval_xl.rules.wording import Meaning, meaning

WORDS = {
    Meaning.SAME: [
        ("健全", "健全"),
        ("不超预算", "不超预算"),
        ("及时", "“及时”。"),
        ("无投诉", "无投诉"),
        ("应保尽保", "应保尽保"),
    ],
    Meaning.REACHED: [
        ("相关", "达标"),
        ("健全", "已健全"),
        ("及时", "圆满完成任务"),
        ("按时公开", "已按时公开"),
        ("健全", "全部达标"),
        ("健全", "按期完成"),
        ("有效", "达到预期目标"),
        ("规范", "很规范"),
        ("基本健全", "健全"),
        ("有效提升", "完成目标"),
        ("合格", "均已完成"),
    ],
    Meaning.PARTLY: [
        ("健全", "基本健全"),
        ("达标", "基本达标"),
        ("健全", "比较健全"),
        ("健全", "较健全"),
        ("完成", "部分完成"),
        ("完成", "大部分完成"),
        ("完成", "未全部完成"),
        ("公开", "没有完全公开"),
        ("完成", "已基本完成"),
        ("完成", "部分未完成"),
        ("完成", "完成一半"),
    ],
    Meaning.NOT: [
        ("健全", "不健全"),
        ("健全", "尚未健全"),
        ("达标", "未达标"),
        ("完成", "没有完成"),
        ("可控", "不可控"),
        ("及时", "未及时完成"),
        ("完成", "未完成任务"),
        ("完成", "基本未完成"),
        ("有特色", "没有特色"),
        ("有特色", "不有特色"),
        ("及时", "滞后"),
        ("有效", "效果较差"),
        ("健全", "制度不够健全"),
    ],
    Meaning.UNCLEAR: [
        ("有效提升", "显著提升"),
        ("健全", "正在推进"),
        ("基本健全", "比较健全"),
        ("健全", "部门自查"),
        ("零事故", "未发生事故"),
        ("节约", "未超预算"),
        ("健全", "及时"),
        ("健全", ""),
        ("健全", "有待健全"),
        ("健全", "需进一步健全"),
    ],
}


@pytest.mark.parametrize(
    ("target", "actual", "expected"),
    [(target, actual, expected) for expected, pairs in WORDS.items() for target, actual in pairs],
)
def test_meaning(target, actual, expected):
    assert meaning(target, actual) is expected


def test_prose_settles_nothing_and_is_not_searched():
    assert meaning("健全", "未完成" * 100) is Meaning.UNCLEAR
    assert meaning("完" * 10**6, "不" * 10**6) is Meaning.UNCLEAR


@settings(deadline=None, max_examples=100)
@given(st.text(min_size=1, max_size=40), st.text(max_size=40))
def test_the_same_words_are_the_same_whatever_they_are(words, other):
    assert meaning(words, words) is Meaning.SAME
    assert meaning(words, other) in Meaning
