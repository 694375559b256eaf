"""What a report claims: figures with their subject and place, and the labels by which a subject is recognised."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from perfeval_xl.figures import Typed, fold, text_of
from perfeval_xl.model import Form
from perfeval_xl.narrative.numerals import Figure
from perfeval_xl.narrative.text import Passage, paragraph
from perfeval_xl.narrative.words import words
from perfeval_xl.scheme import Scheme

_LOOSE = re.compile(r"[“”‘’\"'《》（）()\s、，。·]+")


@dataclass(frozen=True, slots=True)
class Claim(Passage):
    """A figure in the report.

    `subject` says what it is about: "total", "component.<name>", "subcategory.<name>", "indicator.<index>",
    "budget.<row>.<column>". `kind` is score, points, amount (in 万元) or rate (in percent).
    """

    kind: str
    subject: str
    figure: Figure
    also: str = ""
    """Another subject that the words may be about."""


def loose(name: str) -> str:
    """`name` without quotation marks, brackets and spaces, for comparing names written in two ways."""
    return _LOOSE.sub("", fold(name))


def _as_in_text(name: Typed) -> str:
    return paragraph(0, text_of(name)).text


@dataclass(frozen=True)
class Labels:
    """The names by which a report can speak of parts of its form: components, subcategories, indicators."""

    form: Form
    scheme: Scheme

    @cached_property
    def subjects(self) -> dict[str, str]:
        """The subject by its name in the text; the longer names win where one contains the other."""
        found: dict[str, str] = {}
        for index, indicator in enumerate(self.form.indicators):
            if len(name := _as_in_text(indicator.name)) > 3:
                found[name] = f"indicator.{index}"
        for rule in self.scheme.component:
            for name in rule.subcategories:
                found[name] = f"subcategory.{name}"
        for indicator in self.form.indicators:
            if name := _as_in_text(indicator.subcategory):
                found[name] = f"subcategory.{name}"
        for rule in self.scheme.component:
            for name in (rule.label, *rule.aliases):
                full = name if rule.scores == "budget" or name.endswith("指标") else f"{name}指标"
                found[full] = f"component.{rule.name}"
        return found

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        return re.compile("|".join(map(re.escape, sorted(self.subjects, key=len, reverse=True))) or r"(?!)")

    def within(self, text: str, start: int = 0, end: int | None = None) -> Iterator[tuple[int, int, str]]:
        """Where names of the form stand in `text[start:end]`, and the subject of each."""
        for match in self._pattern.finditer(text, start, len(text) if end is None else end):
            yield match.start(), match.end(), self.subjects[match[0]]

    @cached_property
    def _endings(self) -> dict[str, str]:
        """The subject by the end of an indicator's name that alone has it: 验收合格率 of 设施维护验收合格率."""
        found: dict[str, str | None] = {}
        for name, subject in self.subjects.items():
            if subject.startswith("indicator.") and (match := words().pattern["counts.rates"].search(name)):
                for start in range(1, match.start() + 1):
                    found[name[start:]] = None if name[start:] in found else subject
        whole = {name for name, subject in self.subjects.items() if subject.startswith("indicator.")}
        return {ending: subject for ending, subject in found.items() if subject and ending not in whole}

    def endings_within(self, text: str) -> Iterator[tuple[int, int, str]]:
        """Where a rate of the form begins a clause of `text` with only the end of its name: start, end, subject."""
        for match in words().pattern["counts.clause_rates"].finditer(text):
            subject = self._endings.get(match["name"])
            if subject:
                yield match.start("name"), match.end("name"), subject

    def of_titles(self, titles: Iterable[str]) -> str:
        """The subject that the nearest of the titles above a paragraph names (a component or subcategory), or ""."""
        for title in reversed(tuple(titles)):
            found = [subject for _, _, subject in self.within(title) if not subject.startswith("indicator")]
            if found:
                return found[0]
        return ""
