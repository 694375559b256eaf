"""The end of the report: the line that names the attachment, the agency and the date."""

from __future__ import annotations

from collections.abc import Iterator

from perfeval_xl.figures import text_of
from perfeval_xl.report.blocks import Block, Role
from perfeval_xl.report.content import Context, content, fill, gap
from perfeval_xl.report.phrases import one_line, own, paragraph
from perfeval_xl.scheme import Section


@content("attachment")
def attachment(context: Context, section: Section) -> Iterator[Block]:
    """The line that names the appended form."""
    yield paragraph(f"附件：{context.scheme.form.title}", role=Role.ATTACHMENT)


@content("signature")
def signature(context: Context, section: Section) -> Iterator[Block]:
    """The agency and, below it, the date in the department's words."""
    at = f"narrative[{section.name}]"
    date = text_of(context.form.narrative.get(section.name))
    yield paragraph(*fill("{agency.name}", context), role=Role.SIGNATURE)
    yield paragraph(own(one_line(date), at) if date else gap(section), role=Role.DATE)
