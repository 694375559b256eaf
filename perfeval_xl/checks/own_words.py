"""Checks of the department's own words in the form (报告素材, 年度总体目标): other years, prompts left in place.

They are the form's side of RPT_YEAR and RPT_SECTION_EMPTY, which judge a report in the same way.
"""

from __future__ import annotations

from collections.abc import Iterator

from perfeval_xl.checks import narrative_identity, narrative_sections
from perfeval_xl.checks.core import Context, Remark, extend
from perfeval_xl.checks.finding import Severity
from perfeval_xl.figures import text_of
from perfeval_xl.narrative.leftovers import YearKind, is_prompt, other_years, placeholder
from perfeval_xl.narrative.text import paragraph
from perfeval_xl.rules.core import clip


def _other_years(context: Context) -> Iterator[Remark]:
    """Own words that tell of another year, or call it the year of this evaluation."""
    year = context.evaluation.year
    texts = {f"narrative[{name}]": text_of(words) for name, words in context.form.narrative.items()}
    objective = context.form.objective
    texts |= {"objective.text": text_of(objective.text), "objective.result": text_of(objective.result)}
    for place, words in texts.items():
        for line in words.splitlines() if year and "年" in words else ():
            item = paragraph(0, line)
            for found in other_years(item.text, year or 0):
                quote = item.quote(found.start, min(found.clause, found.end + 16))
                said = narrative_identity.year_remark(found, quote, year or 0, "这里")
                yield Remark(place, said, Severity.HINT if found.kind is YearKind.NAMED else Severity.WARNING)


def _dates_before(context: Context) -> Iterator[Remark]:
    """Days on which something was done that lie before the year judged, where the target is a day of that year."""
    year = context.evaluation.year
    for row in context.rows():
        done, deadline = row.line.outcome.actual.day, row.line.outcome.target.deadline
        if year and done and deadline and done.year < year == deadline.year:
            said = f"“{row.title}”的完成日期{clip(text_of(row.indicator.actual))}不在{year}年，请核对年份。"
            yield Remark(row.at("actual"), said, Severity.HINT)


def _prompts_left(context: Context) -> Iterator[Remark]:
    """Sections of 报告素材 in which a prompt or a gap of the template still stands."""
    prompts = [section.prompt for section in context.scheme.report if section.prompt]
    for name, words in context.form.narrative.items():
        for line in text_of(words).splitlines():
            if is_prompt(line, prompts):
                yield Remark(f"narrative[{name}]", f"“{clip(line)}”是模板提示语，请写本单位的情况。")
            elif match := placeholder(line):
                yield Remark(f"narrative[{name}]", f"“{clip(match[0])}”是模板里待填的位置，请补上。")


for theme, name, side in (
    (narrative_identity, "RPT_YEAR", _other_years),
    (narrative_identity, "RPT_YEAR", _dates_before),
    (narrative_sections, "RPT_SECTION_EMPTY", _prompts_left),
):
    assert theme.__name__.startswith(__package__), "the checks of a theme are registered when it is imported"
    extend(name, side)
