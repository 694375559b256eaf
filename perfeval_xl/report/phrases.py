"""How the report says things: numerals, amounts, scores, lists, and runs of text put together."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal

from perfeval_xl.figures import Typed, text_of
from perfeval_xl.names import format_amount, format_score
from perfeval_xl.report.blocks import Mark, Paragraph, Role, Run
from perfeval_xl.rules import PENDING

_DIGITS = "零一二三四五六七八九"
_NUMBER = r"[-−+]?[\d,]+(?:\.\d+)?"
_BARE_NUMBER = re.compile(rf"[≥≧≤≦<>=＜＞＝》《]*\s*{_NUMBER}(?:\s*(?:[-—–~～至±]\s*){_NUMBER})?")
_EQUALS = re.compile(r"[=＝]\s*(?=[\d.])")
_IDLE_SPACE = re.compile(r"(?<=[\u2e80-\uffef])\s+|\s+(?=[\u2e80-\uffef])")
_END = "。；;，,、 \u3000"


def numeral(number: int) -> str:
    """`number` (1 to 99) in Chinese: 三, 十二, 二十."""
    tens, ones = divmod(number, 10)
    head = ("" if tens == 1 else _DIGITS[tens]) + "十" if tens else ""
    return head + (_DIGITS[ones] if ones or not tens else "")


def heading_number(level: int, number: int) -> str:
    """The number before a heading: 一、 （一） 1. （1）."""
    return (f"{numeral(number)}、", f"（{numeral(number)}）", f"{number}.", f"（{number}）")[level - 1]


def amount(value: Decimal) -> str:
    """An amount with its unit: 463.18万元."""
    return f"{format_amount(value)}万元"


def score(value: Decimal | None) -> str:
    """A score with its unit, or 待评定: 99分."""
    return PENDING if value is None else f"{format_score(value)}分"


def gains(value: Decimal | None) -> str:
    """What was scored, as a clause: 得99分, 得分待评定."""
    return f"得分{PENDING}" if value is None else f"得{score(value)}"


def listing(names: Iterable[str]) -> str:
    """Names joined as in a Chinese sentence: 甲、乙、丙."""
    return "、".join(names)


def one_line(value: Typed) -> str:
    """A cell's text as part of a sentence: line breaks joined, the closing mark taken off."""
    joined = ""
    for line in text_of(value).splitlines():
        part = line.strip()
        if joined and part and joined[-1] not in "。；;，,、：:！？":
            joined += "；"
        joined += part
    return joined.rstrip(_END)


def quoted(name: Typed) -> str:
    """An indicator's name in a sentence: in quotation marks where it has punctuation of its own."""
    said = one_line(name)
    return f"“{said.replace('“', '‘').replace('”', '’')}”" if any(mark in said for mark in "，。；：、") else said


def with_unit(value: Typed, unit: Typed) -> str:
    """A target or actual as it is said: a bare number or range gets its unit, a text stays as it was typed.

    An equals sign is not said: =100% is 100%.
    """
    said, word = _EQUALS.sub("", _IDLE_SPACE.sub("", one_line(value)), count=1), text_of(unit)
    if said and word and "定性" not in word and _BARE_NUMBER.fullmatch(said):
        return said + word
    return said


def own(value: Typed, at: str = "") -> Run:
    """What the department wrote, as part of a sentence."""
    return Run(one_line(value), Mark.OWN, at)


def missing(prompt: str, at: str = "") -> Run:
    """A visible gap that says what belongs there."""
    return Run(f"（此处待填：{prompt.rstrip(_END)}）", Mark.MISSING, at)


def runs(*parts: str | Run) -> tuple[Run, ...]:
    """Texts and runs put together; empty ones are left out, neighbours of one origin are joined."""
    joined: list[Run] = []
    for part in parts:
        run = Run(part) if isinstance(part, str) else part
        if not run.text:
            continue
        if joined and run.mark is Mark.COMPUTED is joined[-1].mark:
            joined[-1] = Run(joined[-1].text + run.text)
        else:
            joined.append(run)
    return tuple(joined)


def paragraph(*parts: str | Run, role: Role = Role.BODY) -> Paragraph:
    """A paragraph from texts and runs."""
    return Paragraph(runs(*parts), role)
