"""Alternatives in words: which of them an actual value says, word for word or by comparing two amounts."""

from __future__ import annotations

import re
from decimal import Decimal

from perfeval_xl.criteria.answers import Unclear
from perfeval_xl.criteria.shapes import Choice, Standard
from perfeval_xl.criteria.text import folded
from perfeval_xl.figures import Typed, plain, quoted, read_amount, text_of

_IDLE = re.compile(r"[,，。;；:：、“”\"'()\s的]|但是|但")
_DEGREE = re.compile(r"不|未|没|无|非|欠|较|比较|基本|部分|一般|大部|多数|初步|差")
_THING = re.compile(
    r"(?:制度|办法|机制|体系|措施|流程|规划|计划|方案|目标|指标|程序|手续|资料|档案|台账|账务|合同|内容|情况|管理|工作|信息|质量|"
    r"效果|责任|职责|预算|核算|资产|资金|上年|去年|同期)$"
)
"""The nouns that a condition may begin with and an answer leave out: 制度健全, answered 健全."""
_DENIED = ("不", "未", "没有", "没", "无", "尚未", "未能", "不够", "并未")
_PLAIN_NO = {"否", "不是", "不符合", "未达到", "不符合要求", "未达标", "不达标", "没有"}
_PLAIN_YES = {"是", "符合", "达到", "达标", "符合要求"}

_NONE_OF = re.compile(r"^(?:无|没有)(?P<x>[^有无不超]{1,10})$")
_WITHIN = re.compile(
    r"^(?:有)?(?P<x>[^有无不超]{1,10})(?:,|但|且|并)*(?:不超过|未超过|小于等于|不高于|不大于|≤)(?P<y>[^超]{2,12})$"
)
_BEYOND = re.compile(r"^(?:有)?(?P<x>[^有无不超]{1,10})(?:,|但|且|并)*(?:超过|大于|高于|>)(?P<y>[^超]{2,12})$")
_AMOUNT = r"(?:为|是|共|:|=)?(?P<n>-?\d+(?:,\d{3})*(?:\.\d+)?(?:亿元|万元|千元|元)?)"


def chosen(standard: Standard, actual: Typed) -> Choice:
    """The alternative that `actual` says; Unclear where that is none, or more than one."""
    said = _core(text_of(actual))
    shown = text_of(actual)[:40]
    amounts = _compared(standard, actual)
    if amounts is not None:
        return amounts
    conditions = [(choice, _core(choice.words)) for choice in standard.choices]
    found = [choice for choice, words in conditions if words == said]
    if not found:
        common = _common([words for _, words in conditions])
        found = [choice for choice, words in conditions if common and words.removeprefix(common) == said]
    if not found and said:
        found = [
            choice
            for choice, words in conditions
            if words.endswith(said)
            and _THING.search(words.removesuffix(said))
            and not _DEGREE.search(words.removesuffix(said))
        ]
    if not found and len(conditions) == 1:
        if said in _PLAIN_YES:
            found = [conditions[0][0]]
        elif standard.otherwise and _denies(said, conditions[0][1]):
            return standard.otherwise
    if not found and standard.otherwise and said == _core(standard.otherwise.words):
        return standard.otherwise
    if len({choice.award for choice in found}) == 1:
        return found[0]
    known = "、".join(quoted(choice.words) for choice in standard.choices[:4])
    raise Unclear(f"“{shown}”与评分标准写的情形（{known}）对不上")


def _core(text: str) -> str:
    return _IDLE.sub("", folded(text).text)


def _common(conditions: list[str]) -> str:
    """The words that all conditions begin with (制度健全, 制度较健全): at least two, so that no negation is cut."""
    if len(conditions) < 2:
        return ""
    first, last = min(conditions), max(conditions)
    length = next(
        (i for i, pair in enumerate(zip(first, last, strict=False)) if pair[0] != pair[1]), min(len(first), len(last))
    )
    common = first[:length]
    return common if length >= 2 and not _DEGREE.search(common) else ""


def _denies(said: str, condition: str) -> bool:
    """Whether `said` plainly denies the one condition: 不健全 for 健全 or 制度健全, 否."""
    if said in _PLAIN_NO:
        return True
    for word in _DENIED:
        before, found, rest = said.partition(word)
        if found and rest and condition.endswith(rest):
            kept = condition.removesuffix(rest)
            if before in ("", kept) and not _DEGREE.search(kept):
                return True
    return False


def _compared(standard: Standard, actual: Typed) -> Choice | None:
    """The alternative by amounts: 无结余 / 有结余但不超过上年结转 / 结余超过上年结转; None where words decide."""
    read = [(choice, _relation(folded(choice.words).text)) for choice in standard.choices]
    relations = [(choice, relation) for choice, relation in read if relation]
    if len(relations) < len(read) or len(relations) < 2:
        return None
    names = {relation[1] for _, relation in relations}
    others = {relation[2] for _, relation in relations if relation[2]}
    if len(names) != 1 or len(others) > 1:
        return None
    (what,), other = names, next(iter(others), "")
    found, limit = _amounts(actual, what, other)
    if found is None:
        return None
    if found < 0:
        raise Unclear(f"{what}“{text_of(actual)[:40]}”是负数")
    for choice, (kind, _, _) in relations:
        if kind == "none" and found == 0:
            return choice
        if kind != "none" and found > 0:
            if limit is None:
                raise Unclear(f"{what}{plain(found)}，还要知道{other}是多少（如“{what}{plain(found)}，{other}…”）")
            if (kind == "within") == (found <= limit):
                return choice
    raise Unclear(f"评分标准没有写{what}{plain(found)}计多少分")


def _relation(words: str) -> tuple[str, str, str] | None:
    """What one condition says: ("none"|"within"|"beyond", the amount, the amount it is compared with)."""
    if match := _NONE_OF.fullmatch(words):
        return ("none", match["x"].rstrip(","), "")
    for kind, pattern in (("within", _WITHIN), ("beyond", _BEYOND)):
        if match := pattern.fullmatch(words):
            return (kind, match["x"].rstrip(",但且并"), match["y"].removesuffix("的"))
    return None


def _amounts(actual: Typed, name: str, other: str) -> tuple[Decimal | None, Decimal | None]:
    """The two amounts in 万元: of `name` (a bare number is it), and of `other` where it is written beside it."""
    if isinstance(actual, Decimal):
        return actual, None
    text = folded(text_of(actual)).text
    limit = _named_amount(text, other) if other else None
    rest = re.sub(re.escape(other) + _AMOUNT, "", text) if other else text
    found = _named_amount(rest, name)
    if found is None:
        found = read_amount(rest.strip(",;。、()")).value
    return found, limit


def _named_amount(text: str, name: str) -> Decimal | None:
    match = re.search(re.escape(name) + _AMOUNT, text)
    return read_amount(match["n"]).value if match else None
