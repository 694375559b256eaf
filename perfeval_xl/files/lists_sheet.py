"""列表, the hidden sheet: scheme and version, drop-down lists, limits of the grades, words for the components."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from perfeval_xl.files.page import Page
from perfeval_xl.files.stamp import Stamp
from perfeval_xl.files.stated_components import ALIAS_COLUMN, Words
from perfeval_xl.scheme import Scheme

_LOWEST = Decimal("-1e9")
"""The lowest grade has no lower limit."""


def write(page: Page, scheme: Scheme, version: str, words: Words) -> None:
    """Writes the sheet and names its cells and lists."""
    text = page.styles.purpose("list")
    for row, (label, dotted, value) in enumerate(
        (("方案", "scheme", scheme.id), ("版本", "perfeval.version", version)),
    ):
        page.put(row, 0, label, text)
        page.put(row, 1, value, text)
        page.name(dotted, row, 1)
    if page.edition.frozen:
        return
    grades = sorted(scheme.grade, key=lambda grade: grade.at_least)
    limits: list[Decimal | str] = [_LOWEST, *(grade.at_least for grade in grades[1:])]
    _list(page, 3, "度量单位", "list.units", scheme.form.units or ("%",))
    _list(page, 4, "档次", "list.tiers", [tier.label for tier in scheme.tier])
    _list(page, 5, "等级下限", "list.grade_limits", limits)
    _list(page, 6, "等级", "list.grade_labels", [grade.label for grade in grades])
    _list(page, 7, "一级指标", "list.components", [rule.label for rule in scheme.component])
    every = [(rule, word) for rule, listed in words.by_component for word in listed]
    _list(page, ALIAS_COLUMN, "一级指标的写法", "", [word for _, word in every])
    _list(page, ALIAS_COLUMN + 1, "所属一级指标", "", [rule.label for rule, _ in every])
    page.name("list.grades", 1, 6, (len(grades), 6))


def write_stamp(page: Page, dotted: Sequence[str], stamp: Stamp | None) -> None:
    """In a frozen copy: which cells hold what the program computed, and by which rules it was stamped."""
    text, col = page.styles.purpose("list"), 3
    page.put(0, col, "程序算出的单元格", text)
    for row, name in enumerate(dotted, 1):
        page.put(row, col, name, text)
    page.name("submission.computed", 0, col, (len(dotted) + 1, col))
    for row, (name, value) in enumerate(stamp.names.items() if stamp else (), 2):
        page.put(row, 0, name, text)
        page.put(row, 1, value, text)
        page.name(name, row, 1)


def _list(page: Page, col: int, title: str, name: str, items: Sequence[Decimal | str]) -> None:
    text = page.styles.purpose("list")
    page.put(0, col, title, text)
    for row, item in enumerate(items, 1):
        page.put(row, col, item, text)
    if name:
        page.name(name, 1, col, (max(len(items), 1), col))
