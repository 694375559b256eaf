"""What must hold in a scheme beyond the types of its values: one small function per kind of mistake."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import fields, is_dataclass
from decimal import Decimal
from itertools import chain
from typing import Any

from perfeval_xl import measures, names
from perfeval_xl.figures import fold, plain
from perfeval_xl.scheme_data import Scheme

CHOICES = {
    "kind": ("department", "project"),
    "scores": ("budget", "indicators"),
    "at_most_missed": ("inverse", "linear"),
    "partial_step": ("whole", "begun", "share"),
    "execution_denominator": ("final", "original"),
}


def mistake(scheme: Scheme, stem: str) -> str:
    """The first mistake in `scheme`, whose file is called `stem`.toml: a Chinese sentence, empty when there is none."""
    checks = (
        _identity(scheme, stem),
        _components(scheme),
        _grades(scheme),
        _tiers(scheme),
        _rules(scheme),
        _presets(scheme),
        _parts(scheme),
        _caps(scheme),
        _sections(scheme),
        _cites(scheme, scheme, ""),
    )
    return next(chain.from_iterable(checks), "")


def _identity(scheme: Scheme, stem: str) -> Iterator[str]:
    if scheme.id != stem:
        yield f"id 写的是“{scheme.id}”，文件名是“{stem}”，两者应一致。"
    yield from _choice("kind", scheme.kind)
    if not 1990 <= scheme.first_year <= 2100:
        yield f"first_year 写的是 {scheme.first_year}，应是四位的年度，如 2021。"
    if scheme.last_year is not None and scheme.last_year < scheme.first_year:
        yield f"last_year（{scheme.last_year}）早于 first_year（{scheme.first_year}），请改正。"


def _components(scheme: Scheme) -> Iterator[str]:
    yield from _repeated("component", "name", (part.name for part in scheme.component))
    words = (word for part in scheme.component for word in {fold(text) for text in (part.label, *part.aliases)})
    yield from _repeated("component", "label 或 aliases", words)
    for n, part in enumerate(scheme.component):
        yield from _choice(f"component[{n}].scores", part.scores)
        if part.points <= 0:
            yield f"component[{n}].points 是 {plain(part.points)}，“{part.label}”的分值应大于0。"
    if sum(part.scores == "budget" for part in scheme.component) > 1:
        yield 'component 中 scores = "budget" 的多于一个，预算执行率只能计一次分。'
    if scheme.full != 100:
        yield f"component 的 points 合计是 {plain(scheme.full)}，应为 100。"


def _presets(scheme: Scheme) -> Iterator[str]:
    for rule in scheme.component:
        set_points = [preset.points for preset in scheme.indicator if preset.component == rule.name]
        if set_points and sum(set_points) != rule.points:
            found = plain(sum(set_points, Decimal(0)))
            yield f"indicator 中“{rule.label}”的 points 合计是 {found}，应为 {plain(rule.points)}。"
    known = [rule.name for rule in scheme.component]
    for n, preset in enumerate(scheme.indicator):
        if preset.component not in known:
            yield f"indicator[{n}].component 写的是“{preset.component}”，只能是：{'、'.join(known)}。"
        if preset.measure and preset.measure not in measures.names():
            yield f"indicator[{n}].measure 写的是“{preset.measure}”，只能是：{'、'.join(measures.names())}。"


def _parts(scheme: Scheme) -> Iterator[str]:
    known = [name for name in names.parts() if "." not in name]
    for name in scheme.form.parts:
        if name not in known:
            yield f"form.parts 里的“{name}”不是表的一部分，只能是：{'、'.join(known)}。"


def _grades(scheme: Scheme) -> Iterator[str]:
    if not scheme.grade:
        yield "grade 一个也没有，请至少写一个 at_least = 0 的等级。"
        return
    yield from _repeated("grade", "label", (grade.label for grade in scheme.grade))
    for n, (upper, lower) in enumerate(zip(scheme.grade, scheme.grade[1:], strict=False), 1):
        if lower.at_least >= upper.at_least:
            yield (
                f"grade[{n}].at_least 是 {plain(lower.at_least)}，应小于上一等级“{upper.label}”的 "
                f"{plain(upper.at_least)}；等级要从高到低写。"
            )
    if scheme.grade[0].at_least > 100:
        yield f"grade[0].at_least 是 {plain(scheme.grade[0].at_least)}，不能超过 100。"
    last = scheme.grade[-1]
    if last.at_least != 0:
        yield f"最后一个等级“{last.label}”的 at_least 是 {plain(last.at_least)}，应为 0，否则低分没有等级。"


def _tiers(scheme: Scheme) -> Iterator[str]:
    if len(scheme.tier) < 2:
        yield f"tier 只有 {len(scheme.tier)} 档，定性指标至少要有两档。"
        return
    yield from _repeated("tier", "label", (tier.label for tier in scheme.tier))
    yield from _repeated("tier", "phrases", (fold(phrase) for tier in scheme.tier for phrase in set(tier.phrases)))
    first, last = scheme.tier[0], scheme.tier[-1]
    if first.high != 1 or not first.high_included:
        yield f"第一档“{first.label}”应到 100%：high = 1.0，high_included = true。"
    if last.low != 0 or not last.low_included:
        yield f"最低档“{last.label}”应到 0：low = 0.0，low_included = true。"
    for n, tier in enumerate(scheme.tier):
        if tier.high <= tier.low:
            yield f"tier[{n}]“{tier.label}”的 high（{plain(tier.high)}）应大于 low（{plain(tier.low)}）。"
    for upper, lower in zip(scheme.tier, scheme.tier[1:], strict=False):
        pair = f"tier“{upper.label}”与“{lower.label}”"
        if lower.high > upper.low:
            yield f"{pair}重叠：上一档到 {plain(upper.low)}，下一档从 {plain(lower.high)} 起；两个数应相等。"
        elif lower.high < upper.low:
            yield f"{pair}之间有空档：上一档到 {plain(upper.low)}，下一档从 {plain(lower.high)} 起；两个数应相等。"
        elif upper.low_included == lower.high_included:
            where = "两档都包含" if upper.low_included else "两档都不包含"
            yield f"{pair}的分界 {plain(upper.low)} {where}，请只让一档包含（low_included、high_included）。"


def _rules(scheme: Scheme) -> Iterator[str]:
    rules = scheme.rules
    yield from _choice("rules.at_most_missed", rules.at_most_missed)
    yield from _choice("rules.execution_denominator", rules.execution_denominator)
    yield from _choice("rules.partial_step", rules.partial_step)
    if rules.over_ratio <= 1:
        yield f"rules.over_ratio 是 {plain(rules.over_ratio)}，应大于 1，如 1.2 表示达到指标值的120%。"
    if rules.over_deduction < 0:
        yield f"rules.over_deduction 是 {plain(rules.over_deduction)}，不能为负；不扣分写 0。"
    if not 0 < rules.execution_cap <= 1:
        yield f"rules.execution_cap 是 {plain(rules.execution_cap)}，应在 0 与 1 之间，1 表示100%。"
    if not 0 <= rules.score_places <= 4:
        yield f"rules.score_places 是 {rules.score_places}，得分的小数位数应在 0 到 4 之间。"
    for item in fields(scheme.thresholds):
        value = getattr(scheme.thresholds, item.name)
        if isinstance(value, Decimal) and value < 0:
            yield f"thresholds.{item.name} 是 {plain(value)}，不能为负。"


def _caps(scheme: Scheme) -> Iterator[str]:
    for n, cap in enumerate(scheme.total_cap):
        if not 0 < cap.rate_below <= 1:
            yield f"total_cap[{n}].rate_below 是 {plain(cap.rate_below)}，应在 0 与 1 之间，0.8 表示80%。"
        if not 0 <= cap.total <= 100:
            yield f"total_cap[{n}].total 是 {plain(cap.total)}，应在 0 到 100 之间。"


def _sections(scheme: Scheme) -> Iterator[str]:
    yield from _repeated("report", "name", (section.name for section in scheme.report))


def _cites(scheme: Scheme, table: Any, where: str) -> Iterator[str]:
    for item in fields(table):
        value, name = getattr(table, item.name), f"{where}{item.name}"
        if item.name == "cite" and value not in scheme.sources:
            yield f"{name} 引用的“{value}”在 [sources] 中没有；现有：{'、'.join(scheme.sources) or '无'}。"
        elif is_dataclass(value):
            yield from _cites(scheme, value, f"{name}.")
        elif isinstance(value, tuple):
            for n, part in enumerate(value):
                if is_dataclass(part):
                    yield from _cites(scheme, part, f"{name}[{n}].")


def _choice(where: str, value: str) -> Iterator[str]:
    allowed = CHOICES[where.rpartition(".")[2]]
    if value not in allowed:
        yield f"{where} 写的是“{value}”，只能是：{'、'.join(allowed)}。"


def _repeated(table: str, key: str, values: Iterable[str]) -> Iterator[str]:
    seen: set[str] = set()
    for value in values:
        if value in seen:
            yield f"{table} 的 {key} 中“{value}”出现了两次，请改名。"
        seen.add(value)
