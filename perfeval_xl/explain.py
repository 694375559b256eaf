"""The documentation of checks, rules and schemes, built from the registries themselves: for the terminal and for docs/.

`pages()` finds what a name means; `as_text` and `as_markdown` print a page. Nothing is documented twice.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from perfeval_xl.checks import Check, all_checks
from perfeval_xl.columns import pad, table, width, wrap
from perfeval_xl.errors import FormError
from perfeval_xl.figures import one_line, plain
from perfeval_xl.measures import measure
from perfeval_xl.model import Form
from perfeval_xl.names import format_score, parts, terms
from perfeval_xl.rules import Rule, all_rules
from perfeval_xl.scheme import Scheme, all_schemes
from perfeval_xl.texts import COLUMNS, SIGNS

KINDS = {
    "quantitative": "定量",
    "qualitative": "定性",
    "date": "时限",
    "range": "区间",
    "criterion": "按评分标准",
    "unreadable": "读不懂",
    "execution": "预算执行率",
    "": "",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """A table within a page; `right` numbers the columns set flush right."""

    title: str
    headers: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    right: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What there is to know about one check, rule or scheme."""

    name: str
    title: str
    facts: tuple[tuple[str, str], ...]
    listings: tuple[Listing, ...] = ()


def pages(topic: str) -> tuple[Page, ...]:
    """The pages on `topic`: a check or rule by its name in any case, a scheme by its id or region.

    Raises FormError, with the nearest names, when there is none.
    """
    wanted = topic.strip()
    found = [check_page(check) for check in all_checks().values() if check.name == wanted.upper()]
    found += [rule_page(rule) for rule in all_rules().values() if rule.name == wanted.casefold()]
    found += [scheme_page(scheme) for scheme in all_schemes().values() if wanted in (scheme.id, scheme.region)]
    found = found or _by_title(wanted)
    if not found:
        known = [*all_checks(), *all_rules(), *all_schemes()]
        near = difflib.get_close_matches(wanted.upper(), known, 3) or difflib.get_close_matches(wanted, known, 3)
        cure = f"是否想查 {'、'.join(near)}？" if near else ""
        raise FormError(f"没有叫“{wanted}”的校验项、规则或方案。{cure}用 perfeval-xl explain 列出全部。")
    return tuple(found)


def _by_title(wanted: str) -> list[Page]:
    every = [*map(check_page, all_checks().values()), *map(rule_page, all_rules().values())]
    every += map(scheme_page, all_schemes().values())
    return [page for page in every if len(wanted) > 1 and wanted in page.title]


def contents() -> str:
    """All names that `explain` knows, in three tables."""
    checks = [(check.name, SIGNS[check.severity], check.title) for check in all_checks().values()]
    rules = [(rule.name, KINDS[rule.kind], rule.title) for rule in all_rules().values()]
    schemes = [(scheme.id, "已核对" if scheme.verified else "草案", scheme.title) for scheme in all_schemes().values()]
    parts = (("校验项", "级别", checks), ("计分规则", "种类", rules), ("方案", "状态", schemes))
    return "\n\n".join(table((name, kind, "说明"), rows) for name, kind, rows in parts)


def check_page(check: Check) -> Page:
    """The page of a check."""
    facts = (
        ("级别", SIGNS[check.severity]),
        ("比较", check.compares),
        ("理由", check.why),
        ("例子", check.example),
        ("改法", check.cure),
        ("依据", _source(check.source)),
    )
    return Page(name=check.name, title=check.title, facts=tuple((label, text) for label, text in facts if text))


def _source(source: str) -> str:
    """What a check cites, in words: a table or a source of a scheme is looked up, a text stands as it is."""
    titles: list[str] = []
    for scheme in all_schemes().values():
        cite = _cite(scheme, source)
        if cite in scheme.sources:
            titles.append(scheme.sources[cite].title)
    return "；".join(dict.fromkeys(titles)) or source


def _cite(scheme: Scheme, source: str) -> str:
    part = getattr(scheme, source, None)
    if isinstance(part, tuple):
        part = part[0] if part else None
    return getattr(part, "cite", source)


def rule_page(rule: Rule) -> Page:
    """The page of a scoring rule."""
    inputs = "，".join(f"{_ARGUMENTS.get(key, key)} {value}" for key, value in rule.example.items())
    facts = (
        ("种类", KINDS[rule.kind]),
        ("算法", rule.text),
        ("例子", f"{inputs} → {rule.gives}"),
        ("依据", _source(rule.cite)),
    )
    return Page(name=rule.name, title=rule.title, facts=tuple((label, text) for label, text in facts if text))


_ARGUMENTS = {
    "target": "指标值",
    "actual": "实际完成值",
    "points": "分值",
    "unit": "度量单位",
    "name": "三级指标",
    "tier": "档次",
    "criterion": "评分标准",
    "year": "年度",
    "budget": "预算数",
    "outturn": "执行数",
}


_PARTIAL_STEPS = {
    "whole": "每满一步扣一次，不足一步的不扣",
    "begun": "不足一步的按一步扣",
    "share": "不足一步的按比例扣",
}


def scheme_page(scheme: Scheme) -> Page:
    """The page of a scheme: points, grades, tiers, parameters, interpretations, sources."""
    last = str(scheme.last_year) if scheme.last_year else "今"
    facts = (
        ("地区", scheme.region),
        ("适用年度", f"{scheme.first_year} 至{last}"),
        ("状态", scheme.verified or "草案：尚未与正式文件核对，结果仅供参考"),
        *_parameters(scheme),
    )
    return Page(name=scheme.id, title=scheme.title, facts=facts, listings=tuple(_listings(scheme)))


def _parameters(scheme: Scheme) -> Iterable[tuple[str, str]]:
    rules = scheme.rules
    inverse = rules.at_most_missed == "inverse"
    yield "≤类未完成", "指标值÷完成值×分值" if inverse else "超出部分按比例扣，达到指标值的两倍时为 0 分"
    over = f"达到指标值的 {_percent(rules.over_ratio)} 时提示"
    yield "超额完成", over + (f"，扣 {format_score(rules.over_deduction)} 分" if rules.over_deduction else "，不扣分")
    denominator = "全年预算数" if rules.execution_denominator == "final" else "年初预算数"
    if "budget" in scheme.form.parts:
        yield "执行率", f"预算执行数÷{denominator}，最高按 {_percent(rules.execution_cap)} 计"
    yield "评分标准的扣分", f"{_PARTIAL_STEPS[rules.partial_step]}（评分标准自己写明的，从其写明）"
    for cap in scheme.total_cap:
        yield "总分上限", f"执行率低于 {_percent(cap.rate_below)} 的，总分不超过 {format_score(cap.total)} 分"


def _listings(scheme: Scheme) -> Iterable[Listing]:
    def source(cite: str) -> str:
        return scheme.sources[cite].title

    components = [
        (item.label, format_score(item.points), _remarks(item.fixed, item.optional), source(item.cite))
        for item in scheme.component
    ]
    yield Listing(title="一级指标", headers=("名称", "分值", "说明", "依据"), rows=tuple(components), right=(1,))
    grades = [(grade.label, f"≥ {format_score(grade.at_least)} 分", source(grade.cite)) for grade in scheme.grade]
    yield Listing(title="等级", headers=("等级", "总分", "依据"), rows=tuple(grades))
    tiers = [(tier.label, f"{_percent(tier.high)}—{_percent(tier.low)}", source(tier.cite)) for tier in scheme.tier]
    if tiers:
        yield Listing(title="定性指标的档次", headers=("档次", "得分占分值", "依据"), rows=tuple(tiers))
    yield from _preset_listings(scheme)
    filled = [(item.topic, item.text, source(item.cite)) for item in scheme.interpretation]
    if filled:
        yield Listing(title="文件没有写明的，本软件这样处理", headers=("问题", "处理", "依据"), rows=tuple(filled))
    sources = [(item.title, " ".join(filter(None, (item.note, item.url)))) for item in scheme.sources.values()]
    yield Listing(title="出处", headers=("文件", "内容"), rows=tuple(sources))


def _preset_listings(scheme: Scheme) -> Iterable[Listing]:
    """The indicators that the scheme sets, how base data give their actual values, and the keys of the base data."""
    labels = {item.name: item.label for item in scheme.component}
    presets = [
        (
            f"{labels[item.component]}·{item.subcategory}",
            item.name,
            format_score(item.points),
            "由基础数据算" if item.measure else "填写",
            one_line(item.criterion),
        )
        for item in scheme.indicator
    ]
    if presets:
        titles = ("一级·二级指标", "三级指标", "分值", "实际完成值", "评分标准")
        yield Listing(title="三级指标和评分标准", headers=titles, rows=tuple(presets), right=(2,))
    made = [measure(name, Form()) for name in dict.fromkeys(item.measure for item in scheme.indicator if item.measure)]
    formulas = [(item.name, item.formula, "、".join(f.at for f in item.figures), item.definition) for item in made]
    if formulas:
        columns = ("指标", "算法", "用到的基础数据", "口径")
        yield Listing(title="由基础数据算的指标", headers=columns, rows=tuple(formulas))
    base = [part for part in scheme.form.parts if part not in ("tasks", "budget")]
    keys = [
        (key, f"{parts()[part]}·{term.label}", term.unit, term.help)
        for part in base
        for key, term in terms().items()
        if key.partition(".")[0].removesuffix("[]") == part
    ]
    if keys:
        yield Listing(
            title="基础数据（案例文件和工作簿里的名称）", headers=("键", "名称", "单位", "怎样填"), rows=tuple(keys)
        )


def _remarks(fixed: bool, optional: bool) -> str:
    return "不可调整" if fixed else "可以不设" if optional else "可作适当调整"


def _percent(share: Decimal) -> str:
    return f"{plain(share * 100)}%"


def as_text(page: Page) -> str:
    """A page for the terminal."""
    indent = max(width(label) for label, _ in page.facts) + 2
    lines = [f"{page.name}  {page.title}", ""]
    for label, text in page.facts:
        first, *rest = wrap(text, COLUMNS - indent)
        lines += [pad(label, indent) + first, *(" " * indent + line for line in rest)]
    for listing in page.listings:
        lines += ["", f"【{listing.title}】", _listing_text(listing)]
    return "\n".join(lines)


def _listing_text(listing: Listing) -> str:
    if max(width(text) for row in listing.rows for text in row) <= COLUMNS // 2:
        return table(listing.headers, listing.rows, right=listing.right, limit=COLUMNS)
    told = [f"· {first}：{'；'.join(filter(None, rest))}" for first, *rest in listing.rows]
    return "\n".join(line for text in told for line in wrap(text, COLUMNS, indent="  "))


def as_markdown(page: Page, level: int = 2) -> str:
    """A page as a section of a document in docs/."""
    lines = [f"{'#' * level} {page.name}", "", f"**{page.title}**", ""]
    lines += [f"- {label}：{_escaped(text)}" for label, text in page.facts]
    for listing in page.listings:
        lines += ["", f"{'#' * (level + 1)} {listing.title}", "", markdown_table(listing.headers, listing.rows)]
    return "\n".join(lines) + "\n"


def markdown_table(headers: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """A table in Markdown."""
    titles = tuple(headers)
    ruled = (titles, ("---",) * len(titles), *rows)
    return "\n".join("| " + " | ".join(_escaped(text) for text in row) + " |" for row in ruled)


def _escaped(text: str) -> str:
    return text.replace("|", r"\|").replace("<", "&lt;").replace("\n", " ")
