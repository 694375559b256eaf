"""What an old form has no cell for and its report states in a sentence: staff on post, last year's money, a grade.

What is taken so always carries a doubt that quotes the sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal

from perfeval_xl.figures import Typed, fold, from_number, read_amount
from perfeval_xl.importing.account import Ledger
from perfeval_xl.importing.grid import Line
from perfeval_xl.importing.words import words
from perfeval_xl.scheme import Scheme

_PARTS = ("staffing", "comparison", "budget")
"""Parts that not every form has."""
_MORE = ("增加", "增长")


def place(lines: Iterable[Line], scheme: Scheme, ledger: Ledger) -> None:
    """Puts what sentences state where the form has left the place blank."""
    listed = list(lines)
    for at, patterns in words().sentences.items():
        part = at.partition(".")[0]
        if at in ledger.placed or (part in _PARTS and part not in scheme.form.parts):
            continue
        for line, match in _found(listed, patterns):
            value = _value(match)
            if value is not None:
                ledger.place(at, value, [line], _doubt(match))
                break


def _found(lines: Iterable[Line], patterns: Iterable[re.Pattern[str]]) -> Iterable[tuple[Line, re.Match[str]]]:
    return ((line, match) for pattern in patterns for line in lines if (match := pattern.search(fold(line.text))))


def _value(match: re.Match[str]) -> Typed:
    """The words or the figure stated, the sum of two that are, or the one before a change that is."""
    if "words" in match.groupdict():
        return match["words"]
    given = {name: read_amount(text).value for name, text in match.groupdict().items() if name != "way" and text}
    if any(value is None for value in given.values()):
        return None
    total = sum((value for value in given.values() if value is not None), Decimal(0))
    if "change" not in given:
        return from_number(total)
    now, change = given["now"], given["change"]
    assert now is not None and change is not None
    return from_number(now - change if match["way"] in _MORE else now + change)


def _doubt(match: re.Match[str]) -> str:
    if "change" in match.groupdict():
        return f"表里没有，由报告“{match[0]}”倒推"
    return f"表里没有，取自报告“{match[0]}”"
