"""What one file holds, recomputed and checked: a `Record` of plain values that another process can hand over.

`Head` is what every table of the summary needs of a return and stays in memory; lines and findings are looked up when
their turn comes.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, fields
from decimal import Decimal
from pathlib import Path
from typing import Any

from perfeval_xl import checks
from perfeval_xl.errors import PerfevalError
from perfeval_xl.evaluation import Evaluation, evaluate
from perfeval_xl.figures import number_of, plain, text_of
from perfeval_xl.files import reader, stamp
from perfeval_xl.files.package import open_workbook
from perfeval_xl.files.reader import Return
from perfeval_xl.files.saved import differences
from perfeval_xl.shapes import number

SUMMARY = "summary.review"
"""The defined name by which one of our own summaries is known."""

_CELLS_SHOWN = 5
LINE = (
    "category",
    "subcategory",
    "name",
    "target",
    "unit",
    "actual",
    "points",
    "score",
    "typed",
    "computed",
    "explanation",
    "reason",
    "cell",
)
"""The columns of `Record.lines`: texts, plain numbers, None."""
FINDING = ("check", "severity", "at", "cell", "message", "source")
"""The columns of `Record.findings`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One component: the points of the form, the score that counts, the score that the rules give."""

    name: str
    points: Decimal
    score: Decimal | None
    computed: Decimal | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """What there is to know of one file; `problem` says why it is no return, everything else is then empty.

    `kind` is "submission", "live" (.xlsm) or "plain"; `intact` is None without a stamp; `stale` counts the saved
    results that the inputs no longer give, `overwritten` the scores and rates that were typed over a formula.
    `subject` is the project that the return of a project is about, empty for that of a whole department.
    """

    problem: str = ""
    summary: bool = False
    agency: str = ""
    subject: str = ""
    year: int | None = None
    scheme: str = ""
    draft: bool = False
    total: Decimal | None = None
    grade: str | None = None
    pending: int = 0
    low: Decimal | None = None
    high: Decimal | None = None
    computed_total: Decimal | None = None
    computed_grade: str | None = None
    declared_total: Decimal | None = None
    declared_grade: str = ""
    final: Decimal | None = None
    outturn: Decimal | None = None
    rate: Decimal | None = None
    parts: tuple[Part, ...] = ()
    counts: dict[str, int] | None = None
    checks: dict[str, int] | None = None
    indicators: int = 0
    kind: str = ""
    version: str = ""
    intact: bool | None = None
    protected: bool = True
    linked: bool = False
    stale: int = 0
    overwritten: int = 0
    overwritten_cells: str = ""
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """A file's head with its lines (columns `LINE`) and its findings (columns `FINDING`)."""

    head: Head
    lines: tuple[tuple[Any, ...], ...] = ()
    findings: tuple[tuple[Any, ...], ...] = ()


def record_of(place: str, data: bytes) -> Record:
    """The record of the workbook in `data`. Never raises: what is no return is a record with a problem."""
    path = Path(place)
    try:
        given = reader.read(path, data)
        return _record(given)
    except PerfevalError as fault:
        if _is_summary(path, data):
            return Record(head=Head(problem="这是本软件生成的汇总表，不是一份自评表，不用处理。", summary=True))
        return Record(head=Head(problem=_without_name(str(fault))))
    except MemoryError:
        return Record(head=Head(problem="文件太大，内存不够，没有读；请检查是否选错，或单独用 check 查看。"))
    except Exception as fault:  # one bad file never stops the run
        shown = f"{type(fault).__name__}: {fault}"[:120]
        return Record(head=Head(problem=f"程序没能处理这个文件（{shown}），请把文件发给技术支持。"))


def _without_name(sentence: str) -> str:
    """A message without the file's name in front, which the summary shows in a column of its own."""
    return sentence.partition("：")[2] or sentence


def _is_summary(path: Path, data: bytes) -> bool:
    try:
        package = open_workbook(path, data)
        return package.has("xl/workbook.xml") and f'name="{SUMMARY}"' in package.text("xl/workbook.xml")
    except PerfevalError:
        return False


def _record(given: Return) -> Record:
    evaluation = evaluate(given.form, given.scheme)
    found = checks.locate(checks.run(given.form, given.scheme, evaluation), given.addresses)
    return Record(
        head=_head(given, evaluation, found),
        lines=tuple(_lines(given, evaluation)),
        findings=tuple(
            (item.check, item.severity.value, item.at, item.cell, item.message, item.source) for item in found
        ),
    )


def _head(given: Return, evaluation: Evaluation, found: tuple[checks.Finding, ...]) -> Head:
    form, budget = given.form, evaluation.budget
    intact = stamp.verify(given)
    typed_over = given.overwritten if intact is None else ()
    return Head(
        agency=text_of(form.agency.name),
        subject=text_of(form.tasks[0].name) if given.scheme.kind == "project" and form.tasks else "",
        year=evaluation.year,
        scheme=given.scheme.id,
        draft=not given.scheme.verified,
        total=evaluation.total,
        grade=evaluation.grade,
        pending=evaluation.pending,
        low=evaluation.low,
        high=evaluation.high,
        computed_total=evaluation.computed_total,
        computed_grade=evaluation.computed_grade,
        declared_total=number_of(form.declared.total),
        declared_grade=text_of(form.declared.grade),
        final=budget.final,
        outturn=budget.outturn,
        rate=budget.outcome.rate,
        parts=tuple(
            Part(name=part.name, points=part.points, score=part.score, computed=part.computed)
            for part in evaluation.components
        ),
        counts=checks.counts(found),
        checks=dict(Counter(item.check for item in found)),
        indicators=len(evaluation.lines),
        kind="submission" if given.digest else "live" if given.live else "plain",
        version=given.version,
        intact=intact,
        protected=given.protected,
        linked=given.linked,
        stale=len(differences(given, evaluation) or ()),
        overwritten=len(typed_over),
        overwritten_cells="、".join(typed_over[:_CELLS_SHOWN]),
        notes=tuple(_without_name(note) for note in given.notes),
    )


def _lines(given: Return, evaluation: Evaluation) -> Iterator[tuple[Any, ...]]:
    for line in evaluation.lines:
        typed = given.form.indicators[line.index]
        yield (
            line.category,
            line.subcategory,
            line.name,
            text_of(typed.target),
            text_of(typed.unit),
            text_of(typed.actual),
            number(line.points),
            number(line.score),
            number(line.typed),
            number(line.computed),
            line.outcome.explanation,
            text_of(typed.deviation_reason),
            given.addresses.get(f"indicators[{line.index}].score"),
        )


_FIGURES = frozenset(item.name for item in fields(Head) if item.type == "Decimal | None")


def to_json(head: Head) -> dict[str, Any]:
    """`head` as values that JSON can hold; figures are texts, so that they stay exact."""
    table = {item.name: getattr(head, item.name) for item in fields(Head)}
    for name in _FIGURES:
        table[name] = _text(table[name])
    table["parts"] = [[part.name, _text(part.points), _text(part.score), _text(part.computed)] for part in head.parts]
    return table


def from_json(table: dict[str, Any]) -> Head:
    """The head that `to_json` was given."""
    table = dict(table)
    for name in _FIGURES:
        table[name] = _figure(table[name])
    table["parts"] = tuple(
        Part(name=name, points=Decimal(points), score=_figure(score), computed=_figure(computed))
        for name, points, score, computed in table["parts"]
    )
    table["notes"] = tuple(table["notes"])
    return Head(**table)


def _text(figure: Decimal | None) -> str | None:
    return None if figure is None else plain(figure)


def _figure(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)
