"""The findings about one return as a page for the browser: one file, nothing loaded, readable on paper."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape
from itertools import groupby
from os import PathLike
from pathlib import Path
from typing import TextIO

from perfeval_xl import MADE_BY
from perfeval_xl.checks import SIGNS, THEMES, Finding, Severity, all_checks
from perfeval_xl.evaluation import Evaluation
from perfeval_xl.figures import Typed, text_of
from perfeval_xl.model import Form
from perfeval_xl.names import format_score, resolve
from perfeval_xl.narrative import Narrative
from perfeval_xl.scheme import Scheme

_DATA = Path(__file__).parent.parent / "data"
_TITLES = {Severity.ERROR: "错误", Severity.WARNING: "警告", Severity.HINT: "提示"}
_MEANINGS = {
    Severity.ERROR: "算术或逻辑上不成立，须改正。",
    Severity.WARNING: "可能被退回，请改正或说明。",
    Severity.HINT: "建议核对。",
}
_LONGEST = 300
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'"


def write(
    target: str | PathLike[str] | TextIO,
    findings: Sequence[Finding],
    *,
    form: Form,
    scheme: Scheme,
    file: str = "",
    evaluation: Evaluation | None = None,
    narrative: Narrative | None = None,
) -> None:
    """Writes the page about `findings` to a path (UTF-8) or a text stream; see `page`."""
    text = page(findings, form=form, scheme=scheme, file=file, evaluation=evaluation, narrative=narrative)
    if isinstance(target, (str, PathLike)):
        Path(target).write_text(text, encoding="utf-8", newline="\n")
    else:
        target.write(text)


def page(
    findings: Sequence[Finding],
    *,
    form: Form,
    scheme: Scheme,
    file: str = "",
    evaluation: Evaluation | None = None,
    narrative: Narrative | None = None,
) -> str:
    """The page about `findings`: grouped by severity and theme, with the content of each cell and the cure.

    `file` is the name of the return; `narrative` gives the text of the paragraphs that findings speak of.
    """
    name = text_of(form.agency.name) or "（单位未填）"
    title = f"{name}校验结果"
    parts = [
        "<!DOCTYPE html>",
        '<html lang="zh-CN"><head><meta charset="utf-8">',
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">',
        f'<meta name="generator" content="{MADE_BY}">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title>{escape(title)}</title>",
        f"<style>\n{_data('findings_page.css')}</style></head><body>",
        f"<h1>{escape(title)}</h1>",
        *_facts(form, scheme, file, evaluation),
        *_overview(findings),
        *_groups(findings, form, narrative),
        "<footer>校验只列出疑点，不代替人的判断；改正后请重新校验。</footer>",
        f"<script>\n{_data('findings_page.js')}</script>",
        "</body></html>",
    ]
    return "\n".join(parts) + "\n"


def _data(name: str) -> str:
    return (_DATA / name).read_text(encoding="utf-8")


def _facts(form: Form, scheme: Scheme, file: str, evaluation: Evaluation | None) -> Iterator[str]:
    facts = [f"{text_of(form.fiscal_year)}年度" if text_of(form.fiscal_year) else "", scheme.title, file]
    if evaluation is not None and evaluation.total is not None:
        facts.append(f"自评得分{format_score(evaluation.total)}分（{evaluation.grade}）")
    yield f'<p class="facts">{escape("　".join(filter(None, facts)))}</p>'
    if not scheme.verified:
        yield '<p class="draft">本方案尚未与正式文件核对（草案），结果仅供参考。</p>'


def _overview(findings: Sequence[Finding]) -> Iterator[str]:
    counts = {severity: sum(item.severity is severity for item in findings) for severity in Severity}
    yield '<ul class="counts">'
    for severity, count in counts.items():
        yield f'<li><span class="{severity}">{SIGNS[severity]} {_TITLES[severity]}</span> <b>{count}</b></li>'
    yield "</ul>"
    if not findings:
        yield "<p>✔ 没有发现问题。</p>"
        return
    yield '<form role="search" aria-label="筛选">'
    for severity, count in counts.items():
        if count:
            box = f'<input type="checkbox" name="{severity}" checked>'
            yield f"<label>{box} {_TITLES[severity]}（{count}）</label>"
    yield '<label>查找 <input type="search" name="words" placeholder="指标、单元格、校验项"></label>'
    yield '<span id="shown" aria-live="polite"></span></form>'


def _groups(findings: Sequence[Finding], form: Form, narrative: Narrative | None) -> Iterator[str]:
    themes = list(THEMES)

    def place(item: Finding) -> tuple[int, int]:
        return list(Severity).index(item.severity), themes.index(_theme(item))

    for severity, graded in groupby(sorted(findings, key=place), key=lambda item: item.severity):
        yield f'<section><h2 class="{severity}">{SIGNS[severity]} {_TITLES[severity]}</h2>'
        yield f'<p class="facts">{_MEANINGS[severity]}</p>'
        for theme, listed in groupby(graded, key=_theme):
            yield f"<section><h3>{escape(THEMES[theme])}</h3>"
            for item in listed:
                yield from _finding(item, form, narrative)
            yield "</section>"
        yield "</section>"


def _theme(item: Finding) -> str:
    check = all_checks().get(item.check)
    if item.paragraph is not None or check is None:
        return "narrative"
    return check.theme


def _finding(item: Finding, form: Form, narrative: Narrative | None) -> Iterator[str]:
    check = all_checks().get(item.check)
    rows = [("位置", _place(item)), ("内容", _content(item, form, narrative))]
    if check is not None:
        rows += [("改法", check.cure), ("为什么", check.why)]
    rows.append(("依据", item.source))
    yield f'<article class="finding {item.severity}" data-severity="{item.severity}">'
    sign = f'<span class="sign {item.severity}-text" title="{_TITLES[item.severity]}">{SIGNS[item.severity]}</span>'
    yield f'<p class="message">{sign}{escape(item.message)}</p><dl>'
    for name, text in rows:
        if text:
            kind = ' class="content"' if name == "内容" else ""
            yield f"<dt>{name}</dt><dd{kind}>{escape(text)}</dd>"
    named = f"{check.title} " if check is not None else ""
    yield f'<dt>校验项</dt><dd>{escape(named)}<span class="code">{escape(item.check)}</span></dd>'
    yield "</dl></article>"


def _place(item: Finding) -> str:
    if item.paragraph is not None:
        return f"报告第{item.paragraph}段"
    return f"{item.cell}　{item.place}" if item.cell else item.place


def _content(item: Finding, form: Form, narrative: Narrative | None) -> str:
    """What stands at the place: the cell as typed, or the paragraph of the report; "（空）" for a blank cell."""
    if item.paragraph is not None:
        texts = (
            [part.raw.strip() for part in narrative.paragraphs if part.number == item.paragraph] if narrative else []
        )
        return _short(texts[0].replace("\t", "｜")) if texts else ""
    try:
        value: Typed = resolve(form, item.at)
    except KeyError:
        return ""
    if value is None:
        return "（空）"
    return _short(text_of(value)) if isinstance(value, str) or hasattr(value, "quantize") else ""


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}……"
