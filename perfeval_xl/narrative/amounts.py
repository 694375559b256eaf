"""Amounts and execution rates as a report states them, each with the row and column of the budget it speaks of."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
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
_BRACKETS = re.compile(r"（[^（）]*）")
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
        titles = narrative.context.get(item.number, ())
        if any(words().pattern["amounts.tasks"].search(title) for title in titles):
            continue
        yield from _amounts(item, single=bool(titles) and bool(words().pattern["amounts.single"].search(titles[-1])))


def _amounts(item: Paragraph, *, single: bool) -> Iterator[Claim]:
    """The claims of one paragraph; `single` tells that it stands under the title of a single item.

    A part behind 其中 is of the column of its whole ("全年预算865.50万元，其中基本支出……"); what stands in brackets
    does not go on behind them.
    """
    row, head, last, sentence, end = "", "", "", -1, 0
    outside = ("", "")
    for match in _AMOUNT.finditer(item.text):
        before = _before(item.text, match.start())
        begins = _last(_SENTENCE, item.text, match.start())
        between = item.text[end : match.start()]
        if begins != sentence:
            row, head, last, sentence = "", "", "", begins
        elif "）" in between and "（" not in between:
            row, head = outside
        elif "（" in between and "）" not in between:
            outside = (row, head)
        head = last if "其中" in between else head
        end = match.end()
        long_before = _before(item.text, match.start(), _LONG_CLAUSE)
        if _is_skipped(long_before) or _is_part_of_other(item, match):
            continue
        column = _column(before)
        row = _named_row(long_before) or (row if column and row and _continues(item.text, match.start()) else "")
        if row:
            column = column or head or "outturn"
        elif not column or single or not _is_total(item.text, match.start()):
            continue
        last = column
        yield _claim("amount", f"budget.{row or 'total'}.{column}", match, AMOUNT_UNITS[match["unit"]], item)


def _column(before: str) -> str:
    """The column that a clause names; the 支出 of 项目支出 names none."""
    plain = words().pattern["amounts.rows"].sub("", before)
    return next((known.name for known in words().columns if known.words.search(plain)), "")


def _is_total(text: str, place: int) -> bool:
    """Whether an amount without a row is the agency's: the sentence before speaks of it, and of no single item.

    Reasons (因某任务追加) do not change what an amount is.
    """
    far = max(0, place - _FAR)
    sentence = text[max(text.rfind("。", far, place) + 1, far) : place]
    clauses = [clause for clause in _CLAUSE.split(sentence) if not words().pattern["amounts.reason"].search(clause)]
    said, known = "，".join(clauses), words().pattern
    return bool(known["amounts.total"].search(said)) and not known["amounts.single"].search(said)


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

    A rate without a row of its own belongs to the row named before it in the same sentence or, with none, to the total;
    behind 其中 it may be the total's as well (`also`). Rates of single projects or other quantities are left out.
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
            sentence = _BRACKETS.sub("", item.text[begins : match.start()])
            own, row = _named_row(before), _named_row_of(sentence)
            if not own and not row and _speaks_of_other(sentence):
                continue
            claim = _claim("rate", f"budget.{own or row or 'total'}.execution_rate", match, Decimal(1), item)
            yield replace(claim, also="" if own or "其中" not in sentence else "budget.total.execution_rate")


def _named_row_of(sentence: str) -> str:
    for clause in reversed(_CLAUSE.split(sentence)):
        if found := _named_row(clause):
            return found
    return ""


def _speaks_of_other(sentence: str) -> bool:
    return bool(re.search(r"采购|专项(?!检查)|项目(?!支出)|上年|去年|同比|[三3]公|课题|工程|月底?|季度", sentence))


def _claim(kind: str, subject: str, match: re.Match[str], factor: Decimal, item: Paragraph) -> Claim:
    start = max(_last(_CLAUSE, item.text, match.start()), match.start() - 16)
    return Claim(item, start, match.end(), kind, subject, figure(match["number"], factor))


def _before(text: str, place: int, delimiter: re.Pattern[str] = _CLAUSE) -> str:
    """The clause up to `place`, at most its last hundred characters."""
    return text[max(_last(delimiter, text, place), place - _NEAR) : place]


def _last(pattern: re.Pattern[str], text: str, place: int) -> int:
    """Where the last match of `pattern` before `place` ends; 0 with none."""
    end = 0
    for match in pattern.finditer(text, max(0, place - _FAR), place):
        end = match.end()
    return end
