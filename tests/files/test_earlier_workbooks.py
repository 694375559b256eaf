"""Workbooks that earlier versions wrote are read as they were meant, scored as they were, and their stamps still hold.

The samples stand in tests/workbooks/earlier, a folder for each version: tools/keep_workbooks.py makes one at a release.
"""

import json
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from perfeval_xl import checks, report
from perfeval_xl.bureau.record import record_of
from perfeval_xl.comparison import compare
from perfeval_xl.evaluation import evaluate
from perfeval_xl.files import casefile, importer, reader, stamp, submission, template, word
from perfeval_xl.files.saved import differences
from perfeval_xl.files.table_rows import without_empty_rows

FOLDER = Path(__file__).parent.parent / "workbooks" / "earlier"
BOOKS = sorted(path for kind in ("*.xlsx", "*.xlsm") for path in FOLDER.rglob(kind))


@pytest.fixture(params=BOOKS, ids=lambda path: f"{path.parent.name}-{path.name}")
def book(request):
    """A workbook of an earlier version."""
    return request.param


def told(book: Path):
    """The form that the workbook was filled with, and what its version said of the scores."""
    name = book.name.partition("-")[0]
    form, _ = casefile.load(book.with_name(f"{name}-案例.json"))
    return form, json.loads(book.with_name(f"{name}-得分.json").read_text(encoding="utf-8"))


def handed_in(book: Path) -> bool:
    return book.name.endswith("-送审件.xlsx")


def test_there_are_samples_of_each_kind():
    names = [path.name.partition("-")[2] for path in BOOKS]
    assert {name: names.count(name) >= 3 for name in set(names)} == dict.fromkeys(
        ("自评表.xlsm", "自评表.xlsx", "送审件.xlsx"), True
    )
    assert len({path.parent for path in BOOKS}) >= 3


def test_it_is_read_as_it_was_filled(book):
    form, _ = told(book)
    given = reader.read(book)
    expected = without_empty_rows(replace(form, narrative={}) if handed_in(book) else form)
    assert compare(expected, given.form) == ()
    assert given.version == told(book)[1]["version"]
    assert importer.read(book).standard


def test_it_is_scored_as_it_was(book):
    _, scores = told(book)
    given = reader.read(book)
    evaluation = evaluate(given.form, given.scheme)
    assert (_number(evaluation.total), evaluation.grade) == (scores["total"], scores["grade"])
    was = [(line["name"], line["score"], line["computed"]) for line in scores["lines"]]
    assert [(line.name, _number(line.score), _number(line.computed)) for line in evaluation.lines] == was
    assert differences(given, evaluation) == ()


def test_a_stamp_of_that_time_holds_and_a_change_shows(book):
    given = reader.read(book)
    if not handed_in(book):
        assert stamp.verify(given) is None
        return
    assert stamp.verify(given) is True
    changed = replace(given.form, declared=replace(given.form.declared, total=Decimal(100)))
    assert stamp.verify(replace(given, form=changed)) is False
    assert record_of(book.name, book.read_bytes()).head.intact is True


def test_everything_can_be_done_with_it(book, tmp_path):
    given = reader.read(book)
    evaluation = evaluate(given.form, given.scheme)
    found = checks.locate(checks.run(given.form, given.scheme, evaluation), given.addresses)
    assert all(item.cell for item in found)
    word.write(report.build(given.form, given.scheme, evaluation), tmp_path / "报告.docx")
    template.write(tmp_path / "新.xlsx", given.form, given.scheme, live=False, findings=found)
    assert compare(given.form, reader.read(tmp_path / "新.xlsx").form) == ()
    submission.write(tmp_path / "送审件.xlsx", given)
    assert stamp.verify(reader.read(tmp_path / "送审件.xlsx")) is True
    head = record_of(book.name, book.read_bytes()).head
    assert head.problem == "" and head.total == evaluation.total


def _number(score: Decimal | None) -> float | None:
    return None if score is None else float(score)
