"""The parts of a form that states base data, as tables: profile, revenue and expenditure, goals, result, panel."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields

from perfeval_xl.figures import Typed, is_blank, text_of
from perfeval_xl.model import Form
from perfeval_xl.names import format_score, format_value, parts
from perfeval_xl.narrative.leftovers import placeholder
from perfeval_xl.report.blocks import Align, Block, Cell, Merge, Role, Table
from perfeval_xl.report.content import Context, content
from perfeval_xl.report.phrases import paragraph
from perfeval_xl.rules import PENDING
from perfeval_xl.scheme import Section

_ACCOUNTS = ("revenue", "expenditure", "official", "assets")
_DATE = "年　　月　　日"
_LINE = 35
"""How many characters of a table stand in one line across the page."""


def _label(text: str, columns: int = 1, merge: Merge = Merge.NONE) -> Cell:
    return Cell(text, columns, merge, label=True)


def _prose(typed: Typed, columns: int = 1) -> Cell:
    return Cell(text_of(typed), columns, align=Align.LEFT)


def _rows(context: Context, part: str) -> Table:
    """A table of the form as its vocabulary has it."""
    cls = next(item.metadata["row"] for item in fields(Form) if item.name == part)
    terms = {item.name: item.metadata["term"] for item in fields(cls)}
    typed = getattr(context.form, part) or (cls(),)
    rows = [tuple(_label(term.label) for term in terms.values())]
    for row in typed:
        rows.append(tuple(Cell(format_value(term.kind, getattr(row, name))) for name, term in terms.items()))
    share = 100 // (len(terms) + 1)
    return Table(rows=tuple(rows), widths=(100 - share * (len(terms) - 1), *(share,) * (len(terms) - 1)))


@content("cover_table")
def cover_table(context: Context, section: Section) -> Iterator[Block]:
    """What the cover of the printed report says: whose it is, how and by whom evaluated, its date."""
    form, labels = context.form, context.scheme.labels
    date = text_of(form.narrative.get("成文日期"))
    rows = (
        ("部门（单位）名称", text_of(form.agency.name)),
        ("预算编码", text_of(form.profile.budget_code)),
        ("评价方式", labels.get("evaluated_as", "")),
        ("评价机构", labels.get("evaluated_by", "")),
        ("报告日期", "" if placeholder(date) else date),
    )
    yield Table(rows=tuple((_label(label), Cell(text)) for label, text in rows if text), widths=(30, 70), header=0)


@content("profile_table")
def profile_table(context: Context, section: Section) -> Iterator[Block]:
    """Contact, staff, the year's main work and what came of it."""
    form, staff = context.form, context.form.staffing
    rows = (
        (
            _label("联系人"),
            Cell(text_of(form.agency.preparer)),
            _label("联络电话"),
            Cell(text_of(form.agency.phone)),
        ),
        (
            _label("人员编制"),
            Cell(text_of(staff.establishment)),
            _label("实有人数"),
            Cell(text_of(staff.total)),
        ),
        (_label("职能职责概述"), _prose(form.narrative.get("主要职能"), 3)),
        (_label("年度主要工作内容"), _prose(form.objective.text, 3)),
        (_label("年度总体运行情况及取得的成绩"), _prose(form.objective.result, 3)),
    )
    yield Table(rows=rows, widths=(22, 28, 22, 28), header=0)


@content("base_tables")
def base_tables(context: Context, section: Section) -> Iterator[Block]:
    """Revenue, expenditure, 三公经费 and fixed assets of each institution."""
    for part in _ACCOUNTS:
        yield paragraph(f"{parts()[part]}（万元）", role=Role.CAPTION)
        yield _rows(context, part)


@content("goal_tables")
def goal_tables(context: Context, section: Section) -> Iterator[Block]:
    """What was to be reached and what was: the goals in words, then those of the table."""
    form = context.form
    words = (
        (_label("预期目标"), _label("实际完成")),
        (_prose(form.objective.text), _prose(form.objective.result)),
    )
    yield paragraph("整体支出绩效定性目标及实施计划完成情况", role=Role.CAPTION)
    yield Table(rows=words, widths=(50, 50))
    yield paragraph("整体支出绩效定量目标及实施计划完成情况", role=Role.CAPTION)
    rows, before = [tuple(_label(word) for word in ("评价内容", "指标", "绩效目标", "完成情况"))], ""
    for goal in form.goals:
        category = text_of(goal.category)
        merge = Merge.CONTINUE if category and category == before else Merge.START
        rows.append(
            (_label(category, merge=merge), _label(text_of(goal.name)), _prose(goal.target), _prose(goal.result))
        )
        before = category
    yield Table(rows=tuple(rows), widths=(14, 16, 35, 35))


@content("result_table")
def result_table(context: Context, section: Section) -> Iterator[Block]:
    """The total and the grade."""
    declared, evaluation = context.form.declared, context.evaluation
    total = PENDING if evaluation.total is None else format_score(evaluation.total)
    total = total if is_blank(declared.total) else text_of(declared.total)
    grade = text_of(declared.grade) or evaluation.grade or PENDING
    rows = ((_label("绩效自评综合得分"), Cell(total)), (_label("评价等次"), Cell(grade)))
    yield Table(rows=rows, widths=(50, 50), header=0)


@content("panel_table")
def panel_table(context: Context, section: Section) -> Iterator[Block]:
    """The members of the panel, with room to sign."""
    rows = [tuple(_label(word) for word in ("姓名", "职务/职称", "单位", "签字"))]
    for member in context.form.panel or (None, None, None):
        cells = ("", "", "") if member is None else (member.name, member.post, member.institution)
        rows.append((*(Cell(text_of(cell)) for cell in cells), Cell()))
    yield Table(rows=tuple(rows), widths=(20, 26, 34, 20))


@content("opinions")
def opinions(context: Context, section: Section) -> Iterator[Block]:
    """Where the head of the panel, the department and the finance department sign."""
    blocks = (
        ("评价组组长（签字）：", ""),
        ("部门（单位）意见：", "部门（单位）负责人（签章）："),
        ("财政部门归口业务股室意见：", "财政部门归口业务股室负责人（签章）："),
    )
    rows = []
    for said, signed in blocks:
        signature = [_from_right(signed, len(_DATE))] if signed else []
        rows.append((Cell("\n\n".join((said, *signature, _from_right(_DATE, 0))), align=Align.LEFT),))
    yield Table(rows=tuple(rows), widths=(100,), header=0)
    yield paragraph("填报人（签名）：　　　　　　　　　　　　联系电话：", role=Role.FORM_LINE)


def _from_right(text: str, room: int) -> str:
    """`text` moved with blanks to the right end of a line across the page, with `room` for writing behind it."""
    return "　" * max(0, _LINE - len(text) - room) + text


@content("restart_numbers")
def restart_numbers(context: Context, section: Section) -> Iterator[Block]:
    """Nothing: the sections after this one are numbered from 一 again (see `outline`)."""
    return iter(())
