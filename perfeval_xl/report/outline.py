"""A report built from a form: the sections of the scheme in order, numbered, and the form appended."""

from __future__ import annotations

from collections.abc import Iterator

from perfeval_xl.errors import SchemeError
from perfeval_xl.evaluation import Evaluation
from perfeval_xl.model import Form
from perfeval_xl.names import terms
from perfeval_xl.report.blocks import Block, Document, Heading, Role, Run, text_of_runs
from perfeval_xl.report.content import BUILDERS, Context, fill, is_placeholder, placeholders
from perfeval_xl.report.form_table import form_blocks
from perfeval_xl.report.phrases import heading_number, one_line, paragraph
from perfeval_xl.scheme import Scheme

_WRITTEN = {"own", "execution_score", "signature"}
"""What may ask the department for words of its own: the section must say which."""
_TITLE = "{fiscal_year}年度{agency.name}\n绩效自评报告"


def build(form: Form, scheme: Scheme, evaluation: Evaluation) -> Document:
    """The self-evaluation report of `form` as plain blocks. Never raises on anything typed.

    What is missing stands in it as a visible gap and in its `remarks`. SchemeError when the scheme's outline names
    something that is not there (see `verify`).
    """
    verify(scheme)
    context = Context(form, scheme, evaluation)
    title = fill(scheme.labels.get("report_title", _TITLE), context)
    return Document(
        title=text_of_runs(title).replace("\n", ""),
        subject=f"{scheme.title}{'' if scheme.verified else '（草案）'}",
        author=one_line(form.agency.name),
        body=tuple(_body(context, title)),
        appendix=tuple(form_blocks(context)),
    )


def _body(context: Context, title: tuple[Run, ...]) -> Iterator[Block]:
    if not context.scheme.verified:
        yield paragraph("草案：本方案的计分规则尚未与文件原文核对，仅供试用。", role=Role.DRAFT)
    yield Heading(0, title)
    numbers = [0, 0, 0, 0]
    for section in context.scheme.report:
        if section.level:
            numbers[section.level - 1] += 1
            numbers[section.level :] = [0] * (4 - section.level)
            number = heading_number(section.level, numbers[section.level - 1])
            yield Heading(section.level, (Run(number + section.title),))
        for name in section.content:
            yield from BUILDERS[name](context, section)
        if "restart_numbers" in section.content:
            numbers = [0, 0, 0, 0]


def verify(scheme: Scheme) -> None:
    """Nothing, when every section of the scheme's report can be built; SchemeError names the first that cannot."""
    components = {rule.name for rule in scheme.component}
    seen: set[str] = set()
    for section in scheme.report:
        where = f"方案 {scheme.id} 的报告部分“{section.name}”"
        if section.name in seen:
            raise SchemeError(f"{where}出现了两次，请改名。")
        seen.add(section.name)
        if not 0 <= section.level <= 4:
            raise SchemeError(f"{where}的 level 是{section.level}，应为0（没有标题）至4。")
        for name in section.content:
            if name not in BUILDERS:
                raise SchemeError(f"{where}的 content 里没有“{name}”这一项；可用：{'、'.join(BUILDERS)}。")
        if "component" in section.content and section.component not in components:
            raise SchemeError(
                f"{where}的 component “{section.component}”不是方案里的一级指标，可用：{'、'.join(components)}。"
            )
        if not section.prompt and not _WRITTEN.isdisjoint(section.content):
            raise SchemeError(f"{where}要由单位自己写，请补上 prompt。")
        for template in (section.text, section.fallback):
            _verify_placeholders(template, scheme, where)
    _verify_placeholders(scheme.labels.get("report_title", ""), scheme, f"方案 {scheme.id} 的 labels.report_title ")


def _verify_placeholders(template: str, scheme: Scheme, where: str) -> None:
    for name in placeholders(template):
        if not is_placeholder(name, scheme) or "[" in name:
            known = "、".join([*(t for t in terms() if "[" not in t), *(f"labels.{label}" for label in scheme.labels)])
            raise SchemeError(f"{where}里有不认识的占位“{{{name}}}”；可用：{known}。")
