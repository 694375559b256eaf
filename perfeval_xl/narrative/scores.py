"""Scores, points and grade as a report states them, in its sentences and in its table of scores."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from perfeval_xl.lines import component_of
from perfeval_xl.narrative.claims import Claim, Labels
from perfeval_xl.narrative.numerals import NUMBER, figure
from perfeval_xl.narrative.structure import Narrative
from perfeval_xl.narrative.text import Paragraph, Passage
from perfeval_xl.narrative.words import words
from perfeval_xl.scheme import Scheme

_STOP = "。；"
_SEVERAL = re.compile("共|合计|累计|每|各")


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    known = words().pattern
    return {
        "score": re.compile(f"{known['scores.score'].pattern}(?P<number>{NUMBER})分"),
        "points": re.compile(
            f"(?:{known['scores.points'].pattern}|(?<=指标)（|(?<=情况)（|(?<=执行率)（)(?P<number>{NUMBER})分"
        ),
        "lost": re.compile(f"扣了?(?P<number>{NUMBER})分"),
        "grade": re.compile(
            f"{known['scores.grade'].pattern}(?P<grade>{'|'.join(words().text['scores.grade_words'])})"
        ),
    }


def score_claims(narrative: Narrative, labels: Labels) -> Iterator[Claim]:
    """Every score and every number of points that the sentences of the report give, with its subject."""
    for item in narrative.body:
        if item.cells:
            continue
        titles = narrative.context.get(item.number, ())
        for kind in ("score", "points", "lost"):
            for match in _patterns()[kind].finditer(item.text):
                subject = _subject(item, match.start(), titles, labels, kind)
                if subject:
                    yield Claim(item, *match.span(), kind, subject, figure(match["number"]))


def _subject(item: Paragraph, place: int, titles: Sequence[str], labels: Labels, kind: str) -> str:
    start = max(item.text.rfind(stop, 0, place) for stop in _STOP) + 1
    before = item.text[start:place]
    pattern = words().pattern
    elsewhere = pattern["scores.elsewhere"].search(before)
    if elsewhere and (kind != "lost" or elsewhere[0] != "扣"):
        return ""
    named = [subject for _, _, subject in labels.within(before)]
    this = pattern["scores.this_item"].search(before)
    if this and len(set(named)) != 1:
        return labels.of_titles(titles)
    if named:
        return named[-1]
    if kind == "lost" and _SEVERAL.search(before):
        return ""
    if kind == "points" or (kind == "lost" and not titles):
        return labels.of_titles(titles[-1:]) if kind == "points" else ""
    if pattern["scores.total"].search(before):
        return "total"
    return labels.of_titles(titles)


def grade_claims(narrative: Narrative) -> Iterator[tuple[str, Passage]]:
    """Every grade that the report gives to the whole: the word, and where it stands."""
    for item in narrative.body:
        for match in _patterns()["grade"].finditer(item.text):
            yield match["grade"], Passage(item, *match.span())


_COLUMNS = {
    "points": re.compile("分值|权重|满分"),
    "rate": re.compile("得分率|比例"),
    "score": re.compile("得分"),
}
_TOTAL_ROW = re.compile("合计|总计|总分|小计")
_FIGURE = re.compile(f"(?P<number>{NUMBER})(?P<percent>%?)分?")


def score_tables(narrative: Narrative) -> Iterator[tuple[Sequence[str], list[tuple[Paragraph, Mapping[str, str]]]]]:
    """The tables of the report with a column of scores: what each column is, and each row's texts by column."""
    rows: list[tuple[Paragraph, Mapping[str, str]]] = []
    head: list[str] = []
    for item in (*narrative.body, None):
        if item is not None and item.cells and head and len(item.cells) == len(head):
            rows.append((item, dict(zip(head, item.cells, strict=True))))
            continue
        if rows:
            yield head, rows
        rows, head = [], _head(item) if item is not None else []


def _head(item: Paragraph) -> list[str]:
    kinds = [next((name for name, word in _COLUMNS.items() if word.search(cell)), "") for cell in item.cells]
    if not kinds or "score" not in kinds or len(set(filter(None, kinds))) != len([kind for kind in kinds if kind]):
        return []
    return ["name" if place == 0 else kind or f"column {place}" for place, kind in enumerate(kinds)]


def table_claims(narrative: Narrative, scheme: Scheme) -> Iterator[Claim]:
    """The scores and points of the components in the report's tables; the sum row is the total."""
    for _, rows in score_tables(narrative):
        for item, row in rows:
            name = row.get("name", "")
            rule = component_of(name, scheme)
            subject = "total" if _TOTAL_ROW.search(name) else f"component.{rule.name}" if rule else ""
            for kind in ("points", "score"):
                if subject and (match := cell_figure(row.get(kind, ""))):
                    yield Claim(item, 0, len(item.text), kind, subject, figure(match["number"]))


def cell_figure(cell: str) -> re.Match[str] | None:
    """The number in a cell of a table (groups number and percent), or None."""
    return _FIGURE.fullmatch(cell.replace(" ", "").replace("％", "%"))


def is_sum_row(name: str) -> bool:
    """Whether a row of a table is the sum of the others."""
    return bool(_TOTAL_ROW.search(name))
