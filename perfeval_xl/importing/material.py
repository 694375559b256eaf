"""The narrative of an old report, section by section, as 报告素材 of the new one."""

from __future__ import annotations

import difflib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from perfeval_xl import narrative
from perfeval_xl.figures import fold, text_of
from perfeval_xl.importing.account import Import, Ledger
from perfeval_xl.importing.grid import Block, Line
from perfeval_xl.importing.values import year_in
from perfeval_xl.importing.words import key, words
from perfeval_xl.narrative.structure import Heading, heading_of
from perfeval_xl.narrative.text import Paragraph, join_lines, paragraph
from perfeval_xl.narrative.words import words as narrative_words
from perfeval_xl.scheme import Scheme, Section

_NEAR = {1: 0.6, 2: 0.6, 3: 0.8}
"""How alike a heading of each level must be to a title of the scheme."""
_LEAST = 2
"""Headings that must be known before a text counts as a report."""
_LABEL = re.compile(r"(?P<title>[^，。；：]{2,24})：")
_COMPUTED = "这一部分的数字由程序写出，请删去重复和过时的句子"
_INTRODUCTION = "引言"
_CONTENTS = "目录"


@dataclass(slots=True)
class Words:
    """What stands under one heading: the section it belongs to (or a key of its own), its lines, and any doubt."""

    name: str
    section: Section | None
    heading: Line | None
    lines: list[Line]
    doubt: str = ""


@dataclass(slots=True)
class Report:
    """The narrative among the blocks section by section, everything else in its order, and the title."""

    sections: list[Words]
    rest: list[Block]
    title: Line | None = None


def contents(blocks: Sequence[Block]) -> list[Line]:
    """The lines of a table of contents: 目录, and the titles with page numbers that follow it."""
    found: list[Line] = []
    inside = False
    for block in blocks:
        heading = isinstance(block, Line) and fold(block.text[:20]) == _CONTENTS
        entry = inside and isinstance(block, Line) and bool(words().contents.fullmatch(block.text.strip()[:200]))
        inside = heading or entry
        if inside and isinstance(block, Line):
            found.append(block)
    return found


def split(blocks: Sequence[Block], scheme: Scheme) -> Report:
    """The narrative of a document set apart from its form; a document without one has no sections."""
    lines = {number: block for number, block in enumerate(blocks) if isinstance(block, Line)}
    story, finder = story_of([line.text for line in lines.values()], scheme, list(lines)), _Sections(scheme)
    headings = finder.headings(story)
    if not headings:
        return Report([], list(blocks))
    start = headings[0].paragraph.number
    before = max((item.number for item in story.body if item.number < start and finder.form_part(item)), default=-1)
    body = [
        item
        for item in story.body
        if item.number >= start or (item.number > before and not _on_the_cover(item, story.title))
    ]
    taken = {item.number for item in body}
    rest = [block for number, block in enumerate(blocks) if number not in taken]
    title = Line(story.title.raw, lines[story.title.number].origin) if story.title else None
    return Report(_sections(body, lines, finder), rest, title)


def story_of(texts: Sequence[str], scheme: Scheme, numbers: Sequence[int]) -> narrative.Narrative:
    """The narrative that texts make, each with its number."""
    return narrative.read(zip(numbers, texts, strict=True), {fold(scheme.form.title)})


def begin(texts: Sequence[str], scheme: Scheme, at_top: bool) -> int | None:
    """The place at which a narrative begins among texts that stand below each other; None where there is none.

    `at_top`: nothing stands above them, so that a title and an introduction may come before the first heading.
    """
    story = story_of(texts, scheme, range(len(texts)))
    headings = _Sections(scheme).headings(story)
    if not headings:
        return None
    if announced := story.body[0].number:
        return announced - 1
    return 0 if at_top else headings[0].paragraph.number


def known_headings(blocks: Sequence[Block], scheme: Scheme) -> list[int]:
    """The numbers of the blocks that are known headings of a narrative with text of their own under them."""
    finder = _Sections(scheme)
    found: list[int] = []
    open_heading = -1
    for number, block in enumerate(blocks):
        if not isinstance(block, Line) or not (item := paragraph(number, block.text)).text:
            continue
        heading = heading_of(item)
        if finder.form_part(item):
            open_heading = -1
        elif heading is None or heading.rest:
            if heading and finder.of(heading.title, heading.level)[0]:
                open_heading = number
            found += [open_heading] if open_heading >= 0 else []
            open_heading = -1
        else:
            open_heading = number if finder.of(heading.title, heading.level)[0] else -1
    return found


def _on_the_cover(item: Paragraph, title: Paragraph | None) -> bool:
    """Whether a paragraph before the first heading is a line of the title, or a label with its value."""
    if words().title.fullmatch(fold(item.text[:200])) or (title and title.text.startswith(item.text)):
        return True
    return any(pattern.match(item.raw.strip()) for _, pattern in words().inline)


class _Sections:
    """The sections of a scheme's report by what their headings may say."""

    def __init__(self, scheme: Scheme):
        named = {section.name: section for section in scheme.report}
        self.introduction = named.get(_INTRODUCTION)
        forms = form_parts(scheme)
        self.titles = {key(section.title): section for section in scheme.report if section.title}
        self.labels = {key(section.name): section for section in scheme.report if not section.title}
        self.labels |= {word: named[name] for word, name in words().sections.items() if name in named}
        self.forms = {key(title) for title in forms} - {
            key(section.title) for section in scheme.report if section.title not in forms
        }

    def of(self, title: str, level: int) -> tuple[Section | None, str]:
        """The section that a heading of `level` opens, and a doubt where it only resembles the section's title."""
        word = key(title)
        if found := self.titles.get(word) or self.labels.get(word):
            return found, ""
        near = difflib.get_close_matches(word, self.titles, 1, _NEAR[level]) if level in _NEAR and word else []
        return (self.titles[near[0]], f"标题“{title}”按近似的部分读入") if near else (None, "")

    def form_part(self, item: Paragraph) -> bool:
        """Whether a paragraph is the title of a part of the form, in a report that begins with its form."""
        heading = heading_of(item)
        return key(heading.title if heading else item.text) in self.forms

    def headings(self, story: narrative.Narrative) -> list[Heading]:
        """The headings from the first of the narrative on; none where too few are known."""
        parts = [item.number for item in story.body if self.form_part(item)]
        found = [item for item in story.headings if item.paragraph.number > max(parts, default=-1)]
        return found if sum(self.of(item.title, item.level)[0] is not None for item in found) >= _LEAST else []


def form_parts(scheme: Scheme) -> list[str]:
    """The titles of the parts of the form, where the report of a scheme begins with it."""
    return [section.title for section in scheme.form_parts]


def _sections(body: Sequence[Paragraph], lines: dict[int, Line], finder: _Sections) -> list[Words]:
    first = Words(_INTRODUCTION, finder.introduction, None, [])
    found = [first]
    for item in body:
        line, current = lines[item.number], found[-1]
        heading = heading_of(item) or _bare(item, finder)
        opened = _opened(heading, line, current, finder) if heading else _labelled(item, line, current, finder)
        if opened:
            found.append(opened)
        else:
            current.lines.append(line)
    return found


def _bare(item: Paragraph, finder: _Sections) -> Heading | None:
    """A heading whose number Word writes by itself, so that the text has none."""
    return Heading(1, 0, item.text, "", item) if key(item.text) in finder.titles else None


def _opened(heading: Heading, line: Line, current: Words, finder: _Sections) -> Words | None:
    section, doubt = finder.of(heading.title, heading.level)
    if section is None and heading.level > 1:
        return None
    if section is not None and section is current.section and current.lines:
        return None
    rest = [Line(heading.rest, line.origin, line.number)] if heading.rest else []
    if section is None:
        name = re.sub(r"[\[\]]", "", heading.title)
        return Words(name, None, line, rest, "方案的报告里没有这一部分，放在报告素材末尾")
    return Words(section.name, section, line, rest, doubt)


def _labelled(item: Paragraph, line: Line, current: Words, finder: _Sections) -> Words | None:
    match = _LABEL.match(item.text)
    section = finder.labels.get(key(match["title"])) if match else None
    if section is None or section is current.section:
        return None
    return Words(section.name, section, None, [line])


def _prompt(line: Line) -> bool:
    return bool(words().prompt.fullmatch(fold(line.text[:400])))


def place_title(title: Line, ledger: Ledger) -> None:
    """Takes the year and the unit's name from the title of the report, where the form does not give them."""
    year = year_in(title.text)
    if year and "fiscal_year" not in ledger.placed:
        ledger.place("fiscal_year", Decimal(year), [title], "取自报告标题")
    pattern = narrative_words().pattern["structure.title_agency"]
    match = pattern.fullmatch(fold(title.text[:200]))
    if match and match["agency"] and "agency.name" not in ledger.placed:
        ledger.place("agency.name", match["agency"], [title], "取自报告标题")


def place_closing(lines: list[Line], scheme: Scheme, ledger: Ledger) -> None:
    """Takes the date that ends a report, and the name of the unit above it, off the end of `lines`."""
    section = next((item for item in scheme.report if "signature" in item.content), None)
    if section and lines and words().date.fullmatch(fold(lines[-1].text[:40])):
        date = lines.pop()
        ledger.place_weakly(f"narrative[{section.name}]", date.text, [date], "报告末尾的日期，当作成文日期")
    name = ledger.placed.get("agency.name")
    if name and lines and fold(lines[-1].text[:80]).endswith(fold(text_of(name.value))):
        ledger.label(lines.pop())


def place(found: Sequence[Words], scheme: Scheme, ledger: Ledger) -> None:
    """Puts the words of each section under its name; two headings of one section make one text."""
    if found:
        place_closing(found[-1].lines, scheme, ledger)
    gathered: dict[str, list[Words]] = {}
    for item in found:
        if item.heading:
            ledger.label(item.heading)
        ledger.label(*filter(_prompt, item.lines))
        item.lines = [line for line in item.lines if not _prompt(line)]
        if not item.lines:
            continue
        if item.section is not None and not item.section.prompt:
            ledger.leave(*item.lines, reason=f"报告的“{item.section.title or item.name}”由程序写出")
        else:
            gathered.setdefault(item.name, []).append(item)
    for name, items in gathered.items():
        lines = [line for item in items for line in item.lines]
        section = items[0].section
        computed = section is not None and set(section.content) - {"own"}
        doubts = dict.fromkeys(filter(None, (*(item.doubt for item in items), _COMPUTED if computed else "")))
        text = "\n".join(join_lines(line.text for line in lines))
        ledger.place(f"narrative[{name}]", text, lines, "；".join(doubts))


def missing(made: Import, scheme: Scheme) -> list[str]:
    """The sections that the department must write and the old report has no words for."""
    return [
        f"报告素材“{section.name}”"
        for section in scheme.report
        if section.prompt
        and not section.optional
        and not section.fallback
        and section.name not in made.form.narrative
        and "signature" not in section.content
    ]
