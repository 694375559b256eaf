"""The workbook as a file: sheets, names, the printed form, merges; the same bytes twice."""

import io
import re
import zipfile

import pytest
from written import SCHEME, case, cell, data, opened, parts, place

from perfeval_xl import checks, names
from perfeval_xl import scheme as schemes
from perfeval_xl.files import template
from perfeval_xl.files.locate import UNREMARKED
from perfeval_xl.model import Form, Indicator

SHEETS = ["填写说明", "自评表", "报告素材", "校验结果", "图表", "列表"]


@pytest.fixture(scope="module")
def filled():
    return opened(case()), opened(case(), values=True)


@pytest.mark.parametrize("live", [True, False])
def test_the_same_form_gives_the_same_bytes(live):
    assert data(case(), live=live) == data(case(), live=live)
    with zipfile.ZipFile(io.BytesIO(data(case(), live=live))) as package:
        assert {item.date_time for item in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_only_the_live_edition_is_macro_enabled():
    macro = b"application/vnd.ms-excel.sheet.macroEnabled.main+xml"
    assert macro in parts(data(case()))["[Content_Types].xml"]
    assert macro not in parts(data(case(), live=False))["[Content_Types].xml"]


def test_a_path_and_a_stream_get_the_same(tmp_path):
    stream = io.BytesIO()
    template.write(stream, case(), schemes.get(SCHEME), live=True)
    template.write(tmp_path / "表.xlsm", case(), schemes.get(SCHEME), live=True)
    assert (tmp_path / "表.xlsm").read_bytes() == stream.getvalue() == data(case())


def test_excel_finds_nothing_to_repair(tmp_path):
    from openxml_audit import OpenXmlValidator

    for name, content in {
        "blank.xlsm": data(Form(scheme=SCHEME)),
        "filled.xlsm": data(case(), findings=checks.run(case(), schemes.get(SCHEME))),
        "filled.xlsx": data(case(), live=False),
        "frozen.xlsx": data(case(), live=False, frozen=True),
    }.items():
        (tmp_path / name).write_bytes(content)
        result = OpenXmlValidator().validate(tmp_path / name)
        assert result.is_valid, (name, [error.description for error in result.errors])


def test_sheets_stand_in_order_and_the_guide_is_shown_first(filled):
    book, _ = filled
    assert book.sheetnames == SHEETS
    assert book.active.title == "填写说明"
    assert [sheet.title for sheet in book if sheet.sheet_state != "visible"] == ["列表"]
    assert book["自评表"].sheet_view.selection[-1].activeCell == "A2"


def test_nothing_is_recalculated_on_opening():
    calculation = re.search(rb"<calcPr[^>]*>", parts(data(case()))["xl/workbook.xml"])[0]
    assert b'calcId="191029"' in calculation
    assert b"fullCalcOnLoad" not in calculation


def test_every_term_has_its_name(filled):
    book, _ = filled
    for term in names.terms():
        if term.partition(".")[0].removesuffix("[]") not in UNREMARKED - {"components"}:
            assert term.replace("[]", "") in book.defined_names, term
    for name in ("scheme", "perfeval.version", "narrative.name", "narrative.text", "findings.message"):
        assert name in book.defined_names
    assert cell(book, "scheme").value == SCHEME


def test_columns_of_a_table_span_the_same_rows(filled):
    book, _ = filled
    for part in ("tasks", "indicators", "components", "narrative", "findings"):
        rows = {
            re.sub(r"[A-Z]", "", place(book, name)[1]) for name in book.defined_names if name.startswith(f"{part}.")
        } - {"2"}
        assert len(rows) == 1, (part, rows)


def test_the_printed_form_has_the_blocks_of_the_paper_one(filled):
    sheet = filled[0]["自评表"]
    assert sheet["A1"].value == "部门整体绩效自评表"
    assert (sheet["A2"].value, sheet["A2"].number_format) == (
        2021,
        '"（"0"年度）";"（"-0"年度）";"（"0"年度）";"（"@"）"',
    )
    assert sheet["A3"].value == "填表人及联系方式："
    assert sheet["H3"].value == "单位：万元"
    assert [sheet[at].value for at in ("A4", "G4", "G5", "A6", "E6")] == [
        "部门（单位）名称", "自评得分", "自评结果", "年度总体目标", "年度总体目标完成情况",
    ]  # fmt: skip
    header = cell(filled[0], "indicators.category").row
    assert [sheet.cell(header, col).value for col in range(1, 10)] == [
        "一级指标", "二级指标", "三级指标", "指标值", "度量单位", "实际完成值", "分值", "得分", "未完成原因分析",
    ]  # fmt: skip
    assert str(sheet.merged_cells).count("A1:I1") == 1
    notes = sheet.cell(int(sheet.print_area.split("$")[-1]), 1).value
    assert notes.startswith("注：1.自评采取打分评价的形式")
    assert notes.count("\n") == 3


def test_printing_is_a4_upright_one_page_wide_with_the_heading_repeated(filled):
    sheet = filled[0]["自评表"]
    setup = sheet.page_setup
    assert (setup.paperSize, setup.orientation, setup.fitToWidth or 1, setup.fitToHeight) == (9, "portrait", 1, 0)
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.print_area.startswith("'自评表'!$A$1:$I$")
    header = cell(filled[0], "indicators.category").row
    assert sheet.print_title_rows == f"${header}:${header}"
    assert sheet.print_options.horizontalCentered
    assert "&P" in sheet.oddFooter.center.text and "&N" in sheet.oddFooter.center.text


def test_equal_neighbours_share_a_cell_and_nothing_else_is_merged():
    rows = tuple(
        Indicator(category=category, subcategory=subcategory, name=f"指标{index}")
        for index, (category, subcategory) in enumerate(
            [("产出", "甲"), ("产出", "甲"), ("产出", None), ("效益", "甲"), (None, "甲"), ("", ""), ("", "")]
        )
    )
    book = opened(Form(scheme=SCHEME, indicators=rows))
    first = cell(book, "indicators.category").row + 1
    merged = {str(area) for area in book["自评表"].merged_cells.ranges if area.min_row >= first and area.max_col < 3}
    assert merged == {f"A{first}:A{first + 2}", f"B{first}:B{first + 1}"}
