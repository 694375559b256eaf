"""The structure of a report: title, headings, sections, and which paragraphs are narrative and which the form."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from perfeval_xl.narrative.numerals import chinese_number
from perfeval_xl.narrative.text import Paragraph, paragraph
from perfeval_xl.narrative.words import words

_LEVELS = (
    re.compile(r"(?P<number>[一二三四五六七八九十]{1,3})、(?P<title>.+)"),
    re.compile(r"（(?P<number>[一二三四五六七八九十]{1,3})）、?(?P<title>.+)"),
    re.compile(r"(?P<number>\d{1,2})[.．、](?!\d)(?P<title>.+)"),
    re.compile(r"（(?P<number>\d{1,2})）(?P<title>.+)"),
)
_TITLE_END = (re.compile(r"[。]"), re.compile(r"[。]"), re.compile(r"[。：；]"), re.compile(r"[。：；]"))
_LONGEST_TITLE = 40
_LABEL = re.compile(r"(?P<title>[^，。；：]{2,24})：")


@dataclass(frozen=True, slots=True)
class Heading:
    """A numbered heading: its level (1 一、 2 （一） 3 1. 4 （1）), number and title.

    `rest` is the text that runs on behind the title in the same paragraph.
    """

    level: int
    number: int
    title: str
    rest: str
    paragraph: Paragraph


@dataclass(frozen=True, slots=True)
class Section:
    """A section of level 1: its heading and the paragraphs under it, sub-headings included."""

    heading: Heading
    paragraphs: tuple[Paragraph, ...]

    def content(self) -> str:
        """All its text, without the heading."""
        return self.heading.rest + "".join(item.text for item in self.paragraphs)


@dataclass(frozen=True)
class Narrative:
    """A report: all its paragraphs, the narrative part (`body`) and the rest (cover, forms, attachments), the title."""

    paragraphs: tuple[Paragraph, ...]
    body: tuple[Paragraph, ...]
    title: Paragraph | None

    @cached_property
    def rest(self) -> tuple[Paragraph, ...]:
        """The paragraphs outside the narrative part, in order."""
        inside = {item.number for item in self.body}
        return tuple(item for item in self.paragraphs if item.number not in inside)

    @cached_property
    def headings(self) -> tuple[Heading, ...]:
        """The numbered headings of the narrative part, in order."""
        return tuple(found for item in self.body if (found := heading_of(item)))

    @cached_property
    def sections(self) -> tuple[Section, ...]:
        """The sections of level 1, in order."""
        return tuple(_sections(self.body))

    @cached_property
    def context(self) -> dict[int, tuple[str, ...]]:
        """By paragraph number, the titles it stands under, the nearest last; its own label (满意度情况：) included."""
        return dict(_context(self.body))


def read(texts: Iterable[str | tuple[int, str]], form_titles: Iterable[str] = ()) -> Narrative:
    """The report whose paragraphs are `texts`, in order; a row of a table has tabs between its cells.

    A text without a number of its own gets its place (from 1). The narrative part ends where the form is attached: at
    a line that is one of `form_titles`, or ends as the words in `data/narrative.toml` say. Never raises on any text.
    """
    numbered = (item if isinstance(item, tuple) else (place, item) for place, item in enumerate(texts, 1))
    paragraphs = tuple(item for number, raw in numbered if (item := paragraph(number, raw)).text)
    body = _body(paragraphs, frozenset(form_titles))
    return Narrative(paragraphs, body, _title(paragraphs))


def _body(paragraphs: tuple[Paragraph, ...], titles: frozenset[str]) -> tuple[Paragraph, ...]:
    start, end = 0, len(paragraphs)
    for place, item in enumerate(paragraphs):
        if words().body_start.fullmatch(item.text):
            start = place + 1
    begun = False
    for place, item in enumerate(paragraphs[start:], start):
        begun = begun or _is_heading(item, 0)
        if begun and (item.text in titles or words().body_end.fullmatch(item.text)):
            end = place
            break
    return paragraphs[start:end]


def _is_heading(item: Paragraph, level: int) -> bool:
    found = heading_of(item)
    return found is not None and found.level == level + 1


def heading_of(item: Paragraph) -> Heading | None:
    """The heading that the paragraph is or begins with, or None."""
    if item.cells:
        return None
    for level, pattern in enumerate(_LEVELS):
        match = pattern.match(item.text)
        if not match:
            continue
        title, rest = _split(match["title"], _TITLE_END[level])
        number = chinese_number(match["number"])
        if number is None or len(title) > _LONGEST_TITLE:
            return None
        if level == 0 and "，" in title and rest:
            return None
        return Heading(level + 1, number, title, rest, item)
    return None


def _split(text: str, end: re.Pattern[str]) -> tuple[str, str]:
    match = end.search(text)
    return (text, "") if not match else (text[: match.start()], text[match.end() :])


def _sections(body: tuple[Paragraph, ...]) -> Iterator[Section]:
    starts = [place for place, item in enumerate(body) if _is_heading(item, 0)]
    for place, following in pairwise([*starts, len(body)]):
        heading = heading_of(body[place])
        assert heading is not None
        yield Section(heading, body[place + 1 : following])


def _context(body: tuple[Paragraph, ...]) -> Iterator[tuple[int, tuple[str, ...]]]:
    path: dict[int, str] = {}
    for item in body:
        heading = heading_of(item)
        if heading:
            level = heading.level if heading.level < 4 else 5
            path = {above: title for above, title in path.items() if above < level} | {level: heading.title}
        elif label := _LABEL.match(item.text):
            path = {above: title for above, title in path.items() if above < 4} | {4: label["title"]}
        yield item.number, tuple(path[level] for level in sorted(path))


_REPORT = re.compile(r".{0,60}报告")
_TITLE_WITHIN = 8


def _title(paragraphs: tuple[Paragraph, ...]) -> Paragraph | None:
    """The title; where it was broken into two lines, one paragraph made of both, with the number of the first."""
    for place, item in enumerate(paragraphs[:_TITLE_WITHIN]):
        if heading_of(item):
            return None
        if not _REPORT.fullmatch(item.text):
            continue
        before = paragraphs[place - 1] if place else None
        if before is None or words().title_line.search(item.text) or len(before.text) > _LONGEST_TITLE:
            return item
        if re.search(r"[。：]", before.text):
            return item
        return paragraph(before.number, before.raw.strip() + item.raw.strip())
    return None
