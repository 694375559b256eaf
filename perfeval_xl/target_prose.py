"""Quantities inside prose: remarks taken off, numbers found in sentences, words told from garbled figures."""

from __future__ import annotations

import re

from perfeval_xl import target_words as words
from perfeval_xl.target_numbers import LONGEST, NUMBER, Quantity, decimal_of
from perfeval_xl.target_quantities import BRACKETS
from perfeval_xl.target_units import canonical, leading_unit

_REMARK = re.compile(r"\([^()]*\)")
_UNIT_REMARK = re.compile(r"\((?:计量|度量)?单位(?:栏|列)?(?:写|为|是|:)?([^()]{1,8})\)")
PLACEHOLDERS = frozenset(["-", "--", "—", "——", "~", "/", "\\", ".", "。", "*", "_", "...", "……", "…"])
"""What people type to leave a cell empty."""


def without_remarks(text: str) -> tuple[str, str, str]:
    """`text` without remarks in brackets; the canonical unit such a remark states; the remarks. 含 and 不含 stay."""
    if "(" not in text or BRACKETS.fullmatch(text):
        return text, "", ""
    if text[0] == "(" and text[-1] == ")" and text.count("(") == 1:
        return text[1:-1], "", ""
    unit = ""
    remarks: list[str] = []

    def taken(match: re.Match[str]) -> str:
        nonlocal unit
        if match[0].startswith(("(含", "(不含")):
            return "(不含)" if match[0][1] == "不" else "(含)"
        if match[0] == "(套)" and text[: match.start()].endswith("台"):
            return "(套)"
        if stated := _UNIT_REMARK.fullmatch(match[0]):
            unit = canonical(stated[1])
        else:
            remarks.append(match[0][1:-1])
        return ""

    left = _REMARK.sub(taken, text)
    return (left, unit, "；".join(remarks)) if left else (text, "", "")


def quantities_in(text: str) -> tuple[tuple[str, Quantity], ...]:
    """Every number with a known unit in a longer text, each with the words before it in its clause."""
    found: list[tuple[str, Quantity]] = []
    for clause in re.split(r"[,;。;:、!?\n]", text):
        for match in NUMBER.finditer(clause):
            if len(match[0]) > LONGEST or len(found) > 20:
                continue
            unit = canonical(leading_unit(clause[match.end() :]))
            before = clause[: match.start()]
            if before[-1:].isascii() and before[-1:].isalpha():
                continue
            found.append((before, Quantity(number=decimal_of(match[0]), unit=unit)))
    return tuple(found)


_IDLE = re.compile(
    r"[0-9.,;:、%‰≥≤<>=±~()/+\-*×\[\] ]|大于|等于|小于|不低于|不少于|不超过|不高于|"
    r"以上|以下|以内|至少|或者?|和|及|至|到|约|每|年|月|日"
)


def seems_a_quantity(text: str) -> str:
    """Why a text that is no quantity still looks like one, in Chinese; empty when it is plain words."""
    if any(sign in text for sign in "≥≤<>=≈≠±") and len(text) <= 60:
        if not NUMBER.search(text) and not words.NUMERAL.search(text):
            return "只有符号，没有数字。"
        return "写法不清楚，请写成“≥95%”“≤2万元”这样的形式。"
    numbers = list(NUMBER.finditer(text))
    if all(match[0] == "0" for match in numbers) or text.startswith("每"):
        return ""
    if re.search(r"[Q㎡][0-9]", text) and len(text) <= 12:
        return "数字前的字母像是识别错的符号，请核对原件。"
    if re.search(r"[0-9][OolI]|[OolI][0-9]", text) and len(text) <= 12:
        return "数字里夹着字母O或l，请改成数字。"
    if re.search(r"[A-Za-z][0-9]|[0-9][A-Za-z×*]|第[0-9]", text):
        return ""
    left = text
    for match in reversed(numbers):
        unit = leading_unit(text[match.end() :])
        left = left[: match.start()] + left[match.end() + len(unit) :]
    if len(_IDLE.sub("", left)) > 2:
        return ""
    if len(numbers) > 1 and re.search(r"或|和|及|、", text):
        return "有两个数，不知道以哪个为准。"
    return "数字的写法不清楚，请写成“≥95%”“2-3次”这样的形式。"
