"""Amounts and execution rates as a report states them, each with the row and column of the budget it speaks of."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from perfeval_xl.narrative.claims import Claim
from perfeval_xl.narrative.numerals import AMOUNT_UNITS, NUMBER, figure
from perfeval_xl.narrative.structure import Narrative
from perfeval_xl.narrative.text import Paragraph
from perfeval_xl.narrative.words import words

_AMOUNT = re.compile(f"(?P<number>{NUMBER})(?P<unit>亿元|万元|元)(?!/)")
_RATE = re.compile(
    f"(?P<rate>执行率|支出率|完成率)(?:指标)?(?:实际)?(?:仅|约)?(?:为|是|达到|达|：)?(?P<number>{NUMBER})%"
)
_CLAUSE = re.compile(r"[，。；：、（）]")
_LONG_CLAUSE = re.compile(r"[，。；：（）]")
_SENTENCE = re.compile(r"[。；]")
_NEAR, _FAR = 100, 400
"""How far back a subject is looked for in its clause, and in its sentence."""


def amount_claims(narrative: Narrative) -> Iterator[Claim]:
    """Amounts (万元) of the budget: subject "budget.<row>.<column>".

    The column "approved" is a budget that is not said to be the original or the final one. Amounts whose clause
    speaks of growth, shares, other years or single items are left out.
    """
    for item in narrative.body:
        if item.cells:
            continue
        if any(words().pattern["amounts.tasks"].search(title) for title in narrative.context.get(item.number, ())):
            continue
        row, sentence = "", -1
        for match in _AMOUNT.finditer(item.text):
            before = _before(item.text, match.start())
            begins = _last(_SENTENCE, item.text, match.start())
            if begins != sentence:
                row, sentence = "", begins
            so_far = item.text[max(begins, match.start() - _FAR) : match.start()]
            long_before = _before(item.text, match.start(), _LONG_CLAUSE)
            if _is_skipped(long_before) or _is_part_of_other(item, match):
                continue
            named = _named_row(long_before)
            column = next((known.name for known in words().columns if known.words.search(before)), "")
            row = named or (row if column and row and _continues(item.text, match.start()) else "")
            if row:
                column = column or "outturn"
            elif not column or not _is_total(so_far):
                continue
            yield _claim("amount", f"budget.{row or 'total'}.{column}", match, AMOUNT_UNITS[match["unit"]], item)


def _is_total(sentence: str) -> bool:
    known = words().pattern
    return bool(known["amounts.total"].search(sentence)) and not known["amounts.single"].search(sentence)


def _named_row(before: str) -> str:
    """The row named nearest before the number."""
    found = [(match.end(), named.name) for named in words().rows for match in named.words.finditer(before)]
    return max(found)[1] if found else ""


def _continues(text: str, place: int) -> bool:
    """Whether the clause goes on from one before it in the same sentence: "基本支出预算417.99万元，执行459.06万元"."""
    start = _last(_CLAUSE, text, place)
    return start > 0 and text[start - 1] == "，"


def _is_skipped(before: str) -> bool:
    cleaned = before
    for named in words().columns:
        cleaned = named.words.sub("", cleaned)
    return bool(words().pattern["amounts.skip"].search(cleaned))


def _is_part_of_other(item: Paragraph, match: re.Match[str]) -> bool:
    return bool(re.match(r"(?:的|/|每|以[上下内]|左右)", item.text[match.end() : match.end() + 2]))


def rate_claims(narrative: Narrative) -> Iterator[Claim]:
    """Execution rates (percent) of the budget: subject "budget.<row>.execution_rate".

    A rate without a row of its own belongs to the row named before it in the same sentence or, with none, to the total.
    Rates of single projects or other quantities are left out.
    """
    for item in narrative.body:
        if item.cells:
            continue
        for match in _RATE.finditer(item.text):
            before = _before(item.text, match.start())
            if match["rate"] == "完成率" and "预算" not in before:
                continue
            if not re.search(r"^$|预算$|支出$|执行$|资金$|经费$|总$|整体$|部门$|其$|的$", before):
                continue
            begins = max(_last(_SENTENCE, item.text, match.start()), match.start() - _FAR)
            row = _named_row(before) or _named_row_of(item.text[begins : match.start()])
            if not row and _speaks_of_other(item.text[begins : match.start()]):
                continue
            yield _claim("rate", f"budget.{row or 'total'}.execution_rate", match, Decimal(1), item)


def _named_row_of(sentence: str) -> str:
    for clause in reversed(_CLAUSE.split(sentence)):
        if found := _named_row(clause):
            return found
    return ""


def _speaks_of_other(sentence: str) -> bool:
    return bool(re.search(r"采购|专项(?!检查)|项目(?!支出)|上年|去年|同比|[三3]公|课题|工程|月底?|季度", sentence))


def _claim(kind: str, subject: str, match: re.Match[str], factor: Decimal, item: Paragraph) -> Claim:
    start = max(_last(_CLAUSE, item.text, match.start()), match.start() - 16)
    return Claim(kind, subject, figure(match["number"], factor), item, start, match.end())


def _before(text: str, place: int, delimiter: re.Pattern[str] = _CLAUSE) -> str:
    """The clause up to `place`, at most its last hundred characters."""
    return text[max(_last(delimiter, text, place), place - _NEAR) : place]


def _last(pattern: re.Pattern[str], text: str, place: int) -> int:
    """Where the last match of `pattern` before `place` ends; 0 with none."""
    end = 0
    for match in pattern.finditer(text, max(0, place - _FAR), place):
        end = match.end()
    return end
