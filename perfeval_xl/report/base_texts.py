"""Paragraphs computed from the base data: staff, shares of the expenditure, changes against last year."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from perfeval_xl.figures import number_of, plain
from perfeval_xl.measures import whole
from perfeval_xl.names import format_rate
from perfeval_xl.report.blocks import Block
from perfeval_xl.report.content import Context, content
from perfeval_xl.report.phrases import amount, missing, paragraph
from perfeval_xl.scheme import Section


@content("staffing")
def staffing(context: Context, section: Section) -> Iterator[Block]:
    """Posts, staff on post and retired staff."""
    staff = context.form.staffing
    numbers = [number_of(cell) for cell in (staff.establishment, staff.total, staff.on_post, staff.retired)]
    posts, total, on_post, retired = numbers
    if total is None or on_post is None:
        yield paragraph(context.year, "，", missing("实有人数和在职人员数", "staffing.total"), "。")
        return
    said = f"人员编制{plain(posts)}人，" if posts is not None else ""
    gone = f"，离退休人员{plain(retired)}人" if retired is not None else ""
    yield paragraph(context.year, f"，年末{said}实有人数{plain(total)}人，其中在职人员{plain(on_post)}人{gone}。")


@content("basic_expenditure")
def basic_expenditure(context: Context, section: Section) -> Iterator[Block]:
    """基本支出 against last year, and what part of it staff and office make up."""
    rows = context.form.expenditure
    basic = whole(rows, "basic")
    if basic is None:
        yield paragraph(context.year, "，", missing("基本支出", "expenditure.basic"), "。")
        return
    prior = number_of(context.form.comparison.basic_prior)
    yield paragraph(context.year, f"，基本支出{amount(basic)}{_change(basic, prior)}。")
    staff, office = whole(rows, "personnel"), whole(rows, "public")
    if basic and staff is not None and office is not None:
        said = f"人员经费{_part(staff, basic)}，公用经费{_part(office, basic)}"
        yield paragraph(f"基本支出中，{said}。")


@content("project_expenditure")
def project_expenditure(context: Context, section: Section) -> Iterator[Block]:
    """项目支出 against last year."""
    project = whole(context.form.expenditure, "project")
    if project is None:
        yield paragraph(context.year, "，", missing("项目支出", "expenditure.project"), "。")
        return
    prior = number_of(context.form.comparison.project_prior)
    yield paragraph(context.year, f"，项目支出{amount(project)}{_change(project, prior)}。")


@content("official_change")
def official_change(context: Context, section: Section) -> Iterator[Block]:
    """三公经费 against last year; nothing where the form does not state it."""
    total = whole(context.form.official, "total")
    if total is not None:
        prior = number_of(context.form.comparison.official_prior)
        yield paragraph(context.year, f"，“三公”经费{amount(total)}{_change(total, prior)}。")


def _part(value: Decimal, basic: Decimal) -> str:
    return f"{amount(value)}，占基本支出的{format_rate(value / basic)}"


def _change(now: Decimal, before: Decimal | None) -> str:
    if before is None:
        return ""
    if now == before:
        return "，与上年持平"
    more = now > before
    share = f"，{'增长' if more else '下降'}{format_rate(abs(now - before) / before)}" if before > 0 else ""
    return f"，比上年{'增加' if more else '减少'}{amount(abs(now - before))}{share}"
