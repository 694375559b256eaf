"""What can stand under a heading of the report: the register of computed paragraphs, fixed sentences, own words.

To add a computed paragraph, write one generator with `@content("name")` in the file of its theme and name it in the
`content` of a section in a scheme.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from perfeval_xl import names
from perfeval_xl.errors import SchemeError
from perfeval_xl.evaluation import ComponentScore, Evaluation
from perfeval_xl.figures import is_blank, text_of
from perfeval_xl.model import Form
from perfeval_xl.narrative.leftovers import is_prompt, other_years, placeholder
from perfeval_xl.narrative.text import paragraph
from perfeval_xl.report.blocks import Block, Mark, Paragraph, Run
from perfeval_xl.report.phrases import missing, runs
from perfeval_xl.scheme import Scheme, Section

_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
_MAY_STAY_EMPTY = re.compile("；[^；]*可不填。?$")


@dataclass(frozen=True, slots=True)
class Context:
    """What a paragraph is computed from."""

    form: Form
    scheme: Scheme
    evaluation: Evaluation

    @property
    def year(self) -> Run:
        """The year judged, as part of a sentence: 2021年度."""
        year = self.evaluation.year
        return missing("年度", "fiscal_year") if year is None else Run(f"{year}年度")

    def component(self, name: str) -> ComponentScore | None:
        """The component of the score with this name in the scheme, None when the form does not use it."""
        return next((c for c in self.evaluation.components if c.rule.name == name and in_use(c)), None)


def in_use(component: ComponentScore) -> bool:
    """Whether the form gives the component points or indicators."""
    return bool(component.points) or bool(component.lines)


Builder = Callable[[Context, Section], Iterator[Block]]
BUILDERS: dict[str, Builder] = {}


def content(name: str) -> Callable[[Builder], Builder]:
    """Registers a computed paragraph under the name by which a section calls it."""

    def register(builder: Builder) -> Builder:
        BUILDERS[name] = builder
        return builder

    return register


def fill(template: str, context: Context) -> tuple[Run, ...]:
    """A fixed sentence with its placeholders filled: dotted names of the form, `labels.…` of the scheme.

    What the form leaves blank becomes a visible gap; SchemeError when a placeholder is neither.
    """
    parts: list[str | Run] = []
    for index, piece in enumerate(_PLACEHOLDER.split(template)):
        parts.append(_value(piece, context) if index % 2 else piece)
    return runs(*parts)


def placeholders(template: str) -> tuple[str, ...]:
    """The names between braces in a fixed sentence."""
    return tuple(_PLACEHOLDER.findall(template))


def is_placeholder(name: str, scheme: Scheme) -> bool:
    """Whether a fixed sentence of `scheme` may use `name`."""
    label = name.removeprefix("labels.")
    return label in scheme.labels if label != name else name in names.terms()


def _value(name: str, context: Context) -> str | Run:
    if not is_placeholder(name, context.scheme):
        raise SchemeError(
            f"方案 {context.scheme.id}：报告的句子里有不认识的占位“{{{name}}}”，请改为表里的名称或 labels 里的键。"
        )
    if name.startswith("labels."):
        return context.scheme.labels[name.removeprefix("labels.")]
    if name == "fiscal_year" and context.evaluation.year is not None:
        return str(context.evaluation.year)
    value, term = names.resolve(context.form, name), names.terms()[name]
    return missing(term.label, name) if is_blank(value) else names.format_value(term.kind, value)


@content("text")
def text(context: Context, section: Section) -> Iterator[Block]:
    """The section's fixed sentence."""
    yield Paragraph(fill(section.text, context))


def gap(section: Section) -> Run:
    """The visible gap where the section's own words belong: its prompt without the remark that it may stay empty."""
    return missing(_MAY_STAY_EMPTY.sub("", section.prompt), f"narrative[{section.name}]")


@content("own")
def own_words(context: Context, section: Section) -> Iterator[Block]:
    """The department's own words, paragraph by paragraph; a gap, the fallback or nothing where it wrote none."""
    at = f"narrative[{section.name}]"
    words = text_of(context.form.narrative.get(section.name))
    if words:
        prompts = [other.prompt for other in context.scheme.report if other.prompt]
        for line in filter(None, (line.strip() for line in words.splitlines())):
            yield Paragraph(_judged(line, prompts, context.evaluation.year, at))
    elif section.fallback:
        yield Paragraph(fill(section.fallback, context))
    elif not section.optional:
        yield Paragraph(runs(gap(section)))


def _judged(line: str, prompts: Iterable[str], year: int | None, at: str) -> tuple[Run, ...]:
    """One paragraph of own words, with a prompt left in place and other years marked."""
    if placeholder(line) or is_prompt(line, prompts):
        return (Run(line, Mark.PROMPT_LEFT, at),)
    if year is None:
        return (Run(line, Mark.OWN, at),)
    parts, end = [], 0
    item = paragraph(0, line)
    for found in other_years(item.text, year):
        start, stop = item.offsets[found.start], item.offsets[found.end - 1] + 1
        parts += [Run(line[end:start], Mark.OWN, at), Run(line[start:stop], Mark.OTHER_YEAR, at)]
        end = stop
    return runs(*parts, Run(line[end:], Mark.OWN, at))
