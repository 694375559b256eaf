"""Plain blocks of a report: headings, paragraphs, tables, a chart. No Word here, only what stands on the page.

Every run of text knows where it comes from, so that what is missing is marked on the page and listed as a remark from
the same place.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum


class Mark(StrEnum):
    """Where a run of text comes from, or what is wrong with it."""

    COMPUTED = "computed"
    """Said by the program from the form, or a fixed sentence of the scheme."""
    OWN = "own"
    """The department's own words."""
    MISSING = "missing"
    """Nothing was typed where something must be said."""
    PROMPT_LEFT = "prompt_left"
    """The prompt of the cell still stands where the department's words belong."""
    OTHER_YEAR = "other_year"
    """The department's words name another fiscal year."""


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text of one origin; `at` is the dotted name of the place in the form that it comes from."""

    text: str
    mark: Mark = Mark.COMPUTED
    at: str = ""


class Role(StrEnum):
    """What a paragraph is on the page; the writer gives each role a style."""

    BODY = "body"
    SALUTATION = "salutation"
    DRAFT = "draft"
    CAPTION = "caption"
    ATTACHMENT = "attachment"
    SIGNATURE = "signature"
    DATE = "date"
    APPENDIX_MARK = "appendix_mark"
    APPENDIX_YEAR = "appendix_year"
    FORM_LINE = "form_line"
    FORM_NOTE = "form_note"


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of level 1 to 4 with its number in the text; level 0 is the title of the report or of its appendix."""

    level: int
    runs: tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph without line breaks."""

    runs: tuple[Run, ...]
    role: Role = Role.BODY


class Align(StrEnum):
    """How the text of a cell stands."""

    LEFT = "left"
    CENTER = "center"


class Merge(StrEnum):
    """Whether a cell begins or continues a merge downwards."""

    NONE = ""
    START = "start"
    CONTINUE = "continue"


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table: its text (line breaks allowed), how many columns it covers, and its merge downwards."""

    text: str = ""
    columns: int = 1
    merge: Merge = Merge.NONE
    align: Align = Align.CENTER
    label: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table whose first `header` rows repeat on every page; `widths` are shares of the text width."""

    rows: tuple[tuple[Cell, ...], ...]
    widths: tuple[int, ...]
    header: int = 1
    form: bool = False
    """Whether it belongs to the appended form, which is set in small type."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """A bar chart of ratios; `alt` says the same in words for those who cannot see it."""

    title: str
    labels: tuple[str, ...]
    values: tuple[Decimal, ...]
    alt: str


Block = Heading | Paragraph | Table | Chart


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """Something in the report that a person must mend: what kind, where in the form, under which heading, in words."""

    kind: Mark
    at: str
    heading: str
    text: str
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A whole report: the body on upright pages, the appended form on landscape pages."""

    title: str
    subject: str
    author: str
    body: tuple[Block, ...]
    appendix: tuple[Block, ...] = ()

    @property
    def remarks(self) -> tuple[Remark, ...]:
        """What is missing or doubtful, in the order of the page."""
        return tuple(_remarks(self.body))

    def lines(self) -> Iterator[str]:
        """The report as plain text, one line per paragraph, title line or table row (cells joined by a bar)."""
        for block in (*self.body, *self.appendix):
            yield from lines_of(block)

    def text(self) -> str:
        """The report as plain text."""
        return "\n".join(self.lines()) + "\n"


def text_of_runs(runs: tuple[Run, ...]) -> str:
    """The text of `runs`."""
    return "".join(run.text for run in runs)


def lines_of(block: Block) -> Iterator[str]:
    """The plain text of one block, line by line; the lines of a table cell are joined by a slash."""
    match block:
        case Heading(runs=runs) | Paragraph(runs=runs):
            yield from text_of_runs(runs).split("\n")
        case Table(rows=rows):
            for row in rows:
                yield "｜".join(cell.text.replace("\n", "／") for cell in row if cell.merge is not Merge.CONTINUE)
        case Chart(alt=alt):
            yield f"［图：{alt}］"


_MESSAGES = {
    Mark.MISSING: "报告“{heading}”有待填写的内容：{text}",
    Mark.PROMPT_LEFT: "报告“{heading}”里还留着填写提示“{text}”，请换成本单位的文字。",
    Mark.OTHER_YEAR: "报告“{heading}”写到了“{text}”，与评价年度不同，请核对。",
}


def _remarks(blocks: tuple[Block, ...]) -> Iterator[Remark]:
    heading = ""
    for block in blocks:
        if isinstance(block, Heading):
            heading = text_of_runs(block.runs).replace("\n", "")
        elif isinstance(block, Paragraph) and block.role in (Role.SIGNATURE, Role.DATE):
            heading = "落款"
        if isinstance(block, (Heading, Paragraph)):
            for run in block.runs:
                if run.mark in _MESSAGES:
                    message = _MESSAGES[run.mark].format(heading=heading, text=run.text)
                    yield Remark(kind=run.mark, at=run.at, heading=heading, text=run.text, message=message)
