"""How the words of a 实际完成值 are to be taken beside the words of the 指标值: reached, partly, not, or unclear.

The scheme's own tier phrases come first and live in the scheme; these are the plain words that people type instead.
"""

from __future__ import annotations

import re
from enum import Enum


class Meaning(Enum):
    """What the words of an actual value say about the target."""

    SAME = "same"
    REACHED = "reached"
    PARTLY = "partly"
    NOT = "not"
    UNCLEAR = "unclear"


_EDGES = re.compile(r"^[\W_]+|[\W_]+$")
_DEGREE = re.compile(r"^(?:已?基本(?:上)?|比较|较为|相对|部分|大部分|绝大部分|多数|大多数?|初步|较)")
_PARTLY = re.compile(
    r"部分(?!门)|(?:未|没有|没|不)(?:能)?(?:全部|完全|全面|全)|(?:完成|达成|达到|落实|执行)(?:了)?(?:一半|过半)"
)
_NEGATION = "(?:尚未|还未|从未|并未|未能|未予|未曾|未|没有|没能|没|不能|不够|不太|不|欠|无法|难以|缺乏)"
_STEM = (
    "(?:完成|达标|达成|达到|实现|落实|执行|开展|实施|建立|健全|完备|完善|完整|规范|合规|合理|合格|科学|有效|及时|充分|真实|"
    "可控|显著|明显|满意|到位|按时|按期|如期|公开|相关|齐全|准确|安全|优良|良好|提升|改善|提高)"
)
_NOT = re.compile(
    f"{_NEGATION}(?:及时|按时|按期|如期|有效)?{_STEM}|不足$|不高$|不好$|较差$|^差$|很差$|失败|滞后|逾期|超期|^否$|^无效$"
)
_CALM = re.compile(r"未(?:发生|出现|发现)|不(?:超|存在|低于|少于)|无(?:事故|投诉|违规|违纪)")
_LEADING = re.compile(
    r"^(?:均已|已经|已|均|都|全部|全面|完全|圆满|顺利|按时|按期|按要求|按计划|如期|及时|提前|超额|达到|实现|做到|保持|十分|非常|很)"
)
_TRAILING = re.compile(r"(?:了|到位|预期|年度|绩效|年初|任务|目标|指标值?|要求|标准|效果|的|设定)$")
_LONG = 200
"""Longer texts are prose; no word in them settles anything."""
_DONE = {"达标", "达成", "达到", "完成", "实现", "合格", "落实", "是", "已达标", "已完成", "全部完成"}


def bare(words: str) -> str:
    """`words` without punctuation at its ends."""
    return _EDGES.sub("", words)


def meaning(target: str, actual: str) -> Meaning:
    """What `actual` says about `target`; both are folded texts."""
    target, actual = bare(target), bare(actual)
    if actual == target:
        return Meaning.SAME
    if len(actual) > _LONG or len(target) > _LONG:
        return Meaning.UNCLEAR
    if _DEGREE.sub("", target) == actual != "":
        return Meaning.REACHED
    if not _CALM.search(actual):
        if _PARTLY.search(actual):
            return Meaning.PARTLY
        if _NOT.search(actual) or (target and re.search(_NEGATION + re.escape(target), actual)):
            return Meaning.NOT
    if _DEGREE.search(actual):
        return Meaning.UNCLEAR if _DEGREE.search(target) else Meaning.PARTLY
    return Meaning.REACHED if _says_done(actual, target) else Meaning.UNCLEAR


def _says_done(actual: str, target: str) -> bool:
    """Whether `actual` is the target, or a plain word for done, once idle words at its ends are taken off."""
    while actual and actual != target and actual not in _DONE:
        shorter = _TRAILING.sub("", actual)
        if shorter == actual:
            shorter = _LEADING.sub("", actual)
        if shorter == actual:
            return False
        actual = shorter
    return bool(actual)
