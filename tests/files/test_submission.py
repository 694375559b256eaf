"""The copy to hand in: values only, stamped, readable again, and every change shows."""

import io
import re
import zipfile
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from form_strategies import forms
from hypothesis import given, settings

from perfeval_xl import __version__
from perfeval_xl import scheme as schemes
from perfeval_xl.errors import OutputError
from perfeval_xl.evaluation import evaluate
from perfeval_xl.files import reader, submission, table_rows, template
from perfeval_xl.files.stamp import digest_of, verify
from perfeval_xl.model import Form, Indicator

CASES = sorted((Path(__file__).parent.parent / "cases").glob("*.json"))
CASE = next(path for path in CASES if "shangjie-office" in path.name)


@pytest.fixture
def given_return():
    return reader.read(CASE)


def parts(path):
    with zipfile.ZipFile(path) as opened:
        return {name: opened.read(name) for name in opened.namelist()}


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_a_submission_reads_as_the_return_it_was_made_from(tmp_path, path):
    source = reader.read(path)
    stamp = submission.write(tmp_path / "送审.xlsx", source)
    copy = reader.read(tmp_path / "送审.xlsx")
    assert copy.form == replace(source.form, scheme=source.scheme.id, narrative={})
    assert copy.digest == stamp.digest and verify(copy) is True
    assert (copy.version, copy.scheme, copy.live, copy.notes) == (__version__, source.scheme, False, ())
    assert verify(source) is None


def test_scores_that_were_not_typed_stand_as_values_but_do_not_count_as_typed(tmp_path, given_return):
    untyped = tuple(replace(row, score=None) for row in given_return.form.indicators)
    form = replace(given_return.form, indicators=untyped, declared=Form().declared)
    submission.write(tmp_path / "送审.xlsx", replace(given_return, form=form))
    copy = reader.read(tmp_path / "送审.xlsx")
    assert copy.form == replace(form, narrative={})
    evaluation = evaluate(copy.form, copy.scheme)
    for line in evaluation.lines:
        shown = copy.cached.get(f"indicators[{line.index}].score")
        assert shown == (line.computed if line.computed is not None else "待评定")
    assert verify(copy) is True


def test_no_formula_no_macro_no_helper_no_link(tmp_path, given_return):
    submission.write(tmp_path / "送审.xlsx", given_return)
    content = parts(tmp_path / "送审.xlsx")
    assert not [name for name in content if "vba" in name.lower() or "external" in name.lower()]
    for name, xml in content.items():
        if name.startswith("xl/worksheets/sheet"):
            assert b"<f>" not in xml and b"<f " not in xml, name
            assert b"conditionalFormatting" not in xml and b"dataValidation" not in xml, name
    book = openpyxl.load_workbook(tmp_path / "送审.xlsx")
    assert book.sheetnames == ["自评表", "列表"]
    assert book["列表"].sheet_state == "hidden"
    assert book["自评表"].protection.sheet
    words = {cell.value for row in book["自评表"].iter_rows() for cell in row}
    assert not words & {"测算得分", "校验提示", "计分说明"}


def test_the_stamp_is_printed_and_stands_in_the_properties(tmp_path, given_return):
    stamp = submission.write(tmp_path / "送审.xlsx", given_return)
    book = openpyxl.load_workbook(tmp_path / "送审.xlsx")
    footer = book["自评表"].oddFooter
    printed = "".join(str(part.text or "") for part in (footer.left, footer.center, footer.right))
    assert given_return.scheme.id in printed and __version__ in printed
    assert stamp.digest[:16].upper() in printed
    assert {item.name: item.value for item in book.custom_doc_props.props} == stamp.properties
    assert re.fullmatch(r"[0-9a-f]{64}", stamp.digest)


def test_the_same_return_gives_the_same_bytes(tmp_path, given_return):
    submission.write(tmp_path / "一.xlsx", given_return)
    submission.write(tmp_path / "二.xlsx", given_return)
    assert parts(tmp_path / "一.xlsx") == parts(tmp_path / "二.xlsx")


@pytest.mark.parametrize("name", ["indicators[3].score", "agency.name", "budget.total.outturn", "tasks[0].budget"])
def test_every_change_shows(tmp_path, given_return, name):
    submission.write(tmp_path / "送审.xlsx", given_return)
    copy = reader.read(tmp_path / "送审.xlsx")
    book = openpyxl.load_workbook(tmp_path / "送审.xlsx")
    sheet, _, cell = copy.addresses[name].partition("!")
    book[sheet][cell].value = 7.77
    book.save(tmp_path / "改.xlsx")
    assert verify(reader.read(tmp_path / "改.xlsx")) is False
    book[sheet][cell].value = None
    book.save(tmp_path / "删.xlsx")
    assert verify(reader.read(tmp_path / "删.xlsx")) is False


def test_a_computed_score_that_was_changed_shows(tmp_path, given_return):
    untyped = tuple(replace(row, score=None) for row in given_return.form.indicators)
    source = replace(given_return, form=replace(given_return.form, indicators=untyped))
    submission.write(tmp_path / "送审.xlsx", source)
    book = openpyxl.load_workbook(tmp_path / "送审.xlsx")
    cell = reader.read(tmp_path / "送审.xlsx").addresses["indicators[0].score"].partition("!")[2]
    book["自评表"][cell].value = 0.01
    book.save(tmp_path / "改.xlsx")
    assert verify(reader.read(tmp_path / "改.xlsx")) is False


def test_saving_it_again_without_a_change_keeps_it_intact(tmp_path, given_return):
    submission.write(tmp_path / "送审.xlsx", given_return)
    openpyxl.load_workbook(tmp_path / "送审.xlsx").save(tmp_path / "另存.xlsx")
    assert verify(reader.read(tmp_path / "另存.xlsx")) is True


def test_a_submission_is_an_xlsx_and_never_its_own_source(tmp_path, given_return):
    with pytest.raises(OutputError, match=r"扩展名应为 \.xlsx"):
        submission.write(tmp_path / "送审.xlsm", given_return)
    stream = io.BytesIO()
    template.write(stream, given_return.form, given_return.scheme, live=False)
    (tmp_path / "表.xlsx").write_bytes(stream.getvalue())
    with pytest.raises(OutputError, match="同一个文件"):
        submission.write(tmp_path / "表.xlsx", reader.read(tmp_path / "表.xlsx"), force=True)


@settings(deadline=None, max_examples=25)
@given(forms())
def test_any_return_can_be_handed_in_and_verified(tmp_path_factory, form):
    folder = tmp_path_factory.mktemp("s")
    source = reader.Return(path=folder / "x.json", form=form, scheme=schemes.get(form.scheme))
    submission.write(folder / "送审.xlsx", source)
    copy = reader.read(folder / "送审.xlsx")
    assert copy.form == replace(table_rows.without_empty_rows(form), narrative={})
    assert verify(copy) is True


def test_the_digest_is_of_the_content_not_of_its_spelling():
    form = Form(indicators=(Indicator(name="甲", points=Decimal("3.0")),))
    same = Form(indicators=(Indicator(name="甲", points=Decimal(3), criterion=""),))
    assert digest_of(form, {}, "1") == digest_of(same, {}, "1")
    assert digest_of(form, {}, "1") != digest_of(form, {}, "2")
    assert digest_of(form, {}, "1") != digest_of(form, {"declared.total": Decimal(3)}, "1")
