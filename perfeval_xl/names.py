"""Dotted names of the vocabulary: list them, parse them, resolve them in a form, label and format values.

`budget.total.outturn`, `tasks[0].name`, `indicators[7].actual`, `narrative[问题]`. In a pattern the index is
left out: `indicators[].actual` is the column.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from decimal import Decimal
from functools import cache, lru_cache
from typing import Any

from perfeval_xl.figures import Typed, number_of, plain, rate_of, round_half_up, text_of
from perfeval_xl.model import Form, Kind, Term

_STEP = re.compile(r"(?P<name>[a-z_][a-z0-9_]*)(?:\[(?P<index>[^\[\]]*)\])?")


@cache
def terms() -> dict[str, Term]:
    """Every term by its pattern, in the order of the form."""
    return dict(_walk(Form, ""))


def _walk(cls: type, prefix: str) -> Iterator[tuple[str, Term]]:
    for item in fields(cls):
        if "term" in item.metadata:
            yield prefix + item.name, item.metadata["term"]
        elif "row" in item.metadata:
            yield from _walk(item.metadata["row"], f"{prefix}{item.name}[].")
        elif "class" in item.metadata:
            yield from _walk(item.metadata["class"], f"{prefix}{item.name}.")


@cache
def parts() -> dict[str, str]:
    """The Chinese label of every part of the form by its dotted name (`budget.basic` -> 基本支出)."""
    return dict(_walk_parts(Form, ""))


def _walk_parts(cls: type, prefix: str) -> Iterator[tuple[str, str]]:
    for item in fields(cls):
        if "part" in item.metadata:
            yield prefix + item.name, item.metadata["part"]
            if "class" in item.metadata:
                yield from _walk_parts(item.metadata["class"], f"{prefix}{item.name}.")


@lru_cache(maxsize=2048)
def parse(name: str) -> tuple[str | int, ...]:
    """The steps of a dotted name: "indicators[7].actual" is ("indicators", 7, "actual").

    Raises ValueError for anything that is not a dotted name.
    """
    steps: list[str | int] = []
    rest = name
    while True:
        match = _STEP.match(rest)
        if not match:
            raise ValueError(f"不是有效的名称：{name!r}")
        steps.append(match["name"])
        if match["index"] is not None:
            index = match["index"]
            steps.append(int(index) if index.isascii() and index.isdigit() else index)
        rest = rest[match.end() :]
        if not rest:
            return tuple(steps)
        if not rest.startswith("."):
            raise ValueError(f"不是有效的名称：{name!r}")
        rest = rest[1:]


@lru_cache(maxsize=2048)
def pattern(name: str) -> str:
    """The pattern of a dotted name: "indicators[7].actual" belongs to "indicators[].actual"."""
    return re.sub(r"\[[^\]]*\]", "[]", name)


def resolve(form: Form, name: str) -> Any:
    """The value at a dotted name in `form`; KeyError when the form has no such place."""
    value: Any = form
    try:
        for step in parse(name):
            value = value[step] if isinstance(step, int) or not is_dataclass(value) else getattr(value, step)
    except (AttributeError, IndexError, KeyError, TypeError, ValueError):
        raise KeyError(name) from None
    return value


_MATERIAL = "报告素材"
"""How the workbook calls `narrative`, which is no part of the form and has no terms."""


def label(name: str) -> str:
    """How the form calls the place: "预算情况·基本支出·全年预算数", "绩效指标第8行·实际完成值", "绩效指标·分值".

    A step that the vocabulary does not know stands as it is. Raises ValueError for what is no dotted name.
    """
    words: list[str] = []
    prefix = ""
    for step in parse(name):
        if isinstance(step, int):
            words[-1] += f"第{step + 1}行"
            prefix += "[]"
            continue
        prefix = f"{prefix}.{step}" if prefix else step
        term = terms().get(prefix) or terms().get(prefix.replace(".", "[].", 1))
        called = term.label if term else parts().get(prefix, _MATERIAL if prefix == "narrative" else step)
        if words and called.startswith(words[-1]):
            words[-1] = called  # 年度总体目标完成情况 says by itself what it belongs to
        else:
            words.append(called)
    return "·".join(words)


def format_value(kind: Kind, value: Typed) -> str:
    """`value` as it is printed: amounts with two decimals, scores without idle zeros, rates as percent.

    A text that is not a number is given back as it was typed.
    """
    if kind is Kind.RATE:
        rate = rate_of(value)
        return text_of(value) if rate is None else format_rate(rate)
    if kind is Kind.AMOUNT:
        number = number_of(value)
        return text_of(value) if number is None else format_amount(number)
    if kind in (Kind.POINTS, Kind.SCORE):
        number = number_of(value)
        return text_of(value) if number is None else format_score(number)
    return text_of(value)


def format_amount(value: Decimal) -> str:
    """An amount in 万元 with two decimals: 463.18."""
    return format(round_half_up(value, 2), "f")


def format_score(value: Decimal) -> str:
    """A score or points with at most two decimals: 10, 2.5, 9.74."""
    return plain(round_half_up(value, 2))


def format_rate(ratio: Decimal) -> str:
    """A ratio as a percentage with two decimals: 1.0581 is 105.81%."""
    return format(round_half_up(ratio * 100, 2), "f") + "%"
