"""The report of the clean return, as text, and edits of it, for the tests of the checks of a report."""

from __future__ import annotations

from functools import cache
from typing import Any

from check_returns import CLEAN, edited, form_of
from report_findings import check_narrative

from perfeval_xl import scheme as schemes
from perfeval_xl.checks import Finding
from perfeval_xl.evaluation import evaluate
from perfeval_xl.narrative import read
from perfeval_xl.report import build
from perfeval_xl.report.blocks import Chart, lines_of

OWN_WORDS = {
    "年中追加": "年中因人员增加追加基本支出20.50万元、项目支出25.00万元，个别项目尾款按合同约定结转支付。",
    "资金管理情况": "执行本局财务管理办法和采购内控流程，资金支付实行经办、审核、审批三级签字。",
    "自评结果怎样": "自评结果作为安排下年度项目预算的依据。",
    "做好绩效自评的经验": "按季度收集台账，年末只需汇总；建议统一满意度问卷的格式。",
}
"""What the department of the clean return writes where the report leaves a gap, by words of the gap."""


@cache
def sample() -> tuple[str, ...]:
    """The paragraphs of the report that the program writes for the clean return, its gaps filled."""
    form = form_of(CLEAN)
    scheme = schemes.get(form.scheme)
    document = build(form, scheme, evaluate(form, scheme))
    texts = [line for block in document.body if not isinstance(block, Chart) for line in lines_of(block)]
    return tuple(_filled(text.replace("｜", "\t")) for text in texts if text.strip())


def _filled(text: str) -> str:
    if "此处待填" not in text:
        return text
    return next((words for gap, words in OWN_WORDS.items() if gap in text), "按本局内部管理办法办理，有台账备查。")


def checked(texts: list[str] | tuple[str, ...], changes: dict[str, Any] | None = None) -> tuple[Finding, ...]:
    """The findings about a report of the clean return with `changes`."""
    form = form_of(edited(changes or {}))
    scheme = schemes.get(form.scheme)
    return check_narrative(form, scheme, read(texts, [scheme.form.title]), evaluate(form, scheme))


def replaced(old: str, new: str) -> list[str]:
    """The sample with `old` replaced in the one paragraph that has it first; AssertionError where none has."""
    texts = list(sample())
    place = next((place for place, text in enumerate(texts) if old in text), None)
    assert place is not None, old
    texts[place] = texts[place].replace(old, new, 1)
    return texts


def added(words: str, after: str = "二、") -> list[str]:
    """The sample with a paragraph put in behind the first one that begins with `after`."""
    texts = list(sample())
    place = next(place for place, text in enumerate(texts) if text.startswith(after))
    return [*texts[: place + 1], words, *texts[place + 1 :]]


def paragraph_of(texts: list[str], words: str) -> int:
    """The number of the paragraph in which `words` stand first."""
    return next(place for place, text in enumerate(texts, 1) if words in text)
