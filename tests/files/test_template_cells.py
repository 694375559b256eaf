"""The cells of the workbook: formulas and their values, inputs, help, marks, and what the other sheets show."""

import io
import re
from dataclasses import replace
from decimal import Decimal

import hypothesis
import openpyxl
import pytest
from hypothesis import settings
from hypothesis import strategies as st
from written import CAPS, SCHEME, case, cell, column, data, opened, parts, spending

from perfeval_xl import cells, checks, names
from perfeval_xl import scheme as schemes
from perfeval_xl.errors import FormError
from perfeval_xl.evaluation import evaluate
from perfeval_xl.files import template
from perfeval_xl.files.locate import UNREMARKED
from perfeval_xl.model import Declared, Form, Indicator, Objective

EXCEL_2007 = {
    "ABS", "AND", "CHAR", "COUNT", "COUNTIF", "EXACT", "FIND", "IF", "IFERROR", "INDEX", "INT", "ISNA", "ISNUMBER",
    "ISTEXT", "LARGE", "LEFT", "LEN", "LOOKUP", "MATCH", "MAX", "MID", "MIN", "N", "NOT", "OR", "REPT", "RIGHT",
    "ROUND", "ROW", "SUBSTITUTE", "SUM", "SUMPRODUCT", "TEXT", "TRIM", "VALUE",
}  # fmt: skip

FIRST_FAMILY = {
    name: term
    for name, term in names.terms().items()
    if name.partition(".")[0].removesuffix("[]") not in UNREMARKED - {"components"}
}
"""The terms on 自评表; 基础数据 stands only in the workbooks of schemes that have it."""


@pytest.fixture(scope="module")
def filled():
    return opened(case()), opened(case(), values=True)


def test_a_row_without_a_target_is_scored_by_its_standard_as_it_is_typed():
    """The score follows PERF_RULE, the explanation and the check know the standard; no target is missed."""
    standard = "以100%为标准。控制率≤100%，计5分；每超过一个百分点扣0.5分，扣完为止。"
    indicators = (
        Indicator(name="控制率", actual="103%", points=Decimal(5), criterion=standard),
        Indicator(name="控制率", actual="103%", points=Decimal(5), criterion=standard, tier="达成年度指标"),
        Indicator(name="采购率", target="≥95%", actual="100%", points=Decimal(5), criterion=standard),
        Indicator(name="控制率", target="—", actual="103%", points=Decimal(5), criterion=standard),
        Indicator(name="控制率", target=" / ", actual="103%", points=Decimal(5), criterion=standard),
    )
    form = Form(scheme=SCHEME, fiscal_year=Decimal(2021), indicators=indicators)
    sheet, shown = opened(form)["自评表"], opened(form, values=True)["自评表"]
    first = cell(opened(form), "indicators.name").row + 1
    for letter in "LH":
        assert [str(shown[f"{letter}{first + index}"].value) for index in range(5)] == ["3.5", "3.5", "5", "3.5", "3.5"]
    for at in (first + 3, first + 4):
        assert "超过100%共3个百分点" in shown[f"N{at}"].value
    for at in (first, first + 1):
        assert f'IF(AND(D{at}="",O{at}<>""),PERF_RULE(O{at},F{at},G{at},E{at},' in sheet[f"L{at}"].value
        assert "超过100%共3个百分点" in shown[f"N{at}"].value
        assert "指标值" not in shown[f"J{at}"].value + (shown[f"M{at}"].value or "")


def test_functions_stand_in_the_live_edition_with_what_they_give(filled):
    book, values = filled
    form, scheme = case(), schemes.get(SCHEME)
    rules = f"{scheme.id}@2021"
    first = cell(book, "indicators.name").row + 1
    sheet, shown = book["自评表"], values["自评表"]
    for index, row in enumerate(form.indicators):
        at = first + index
        assert f'PERF_SCORE(D{at},F{at},G{at},E{at},C{at},scheme&"@"&fiscal_year,K{at},O{at})' in sheet[f"L{at}"].value
        assert "PERF_CHECK(" in sheet[f"M{at}"].value
        assert "PERF_EXPLAIN(" in sheet[f"N{at}"].value
        arguments = (row.target, row.actual, row.points, row.unit, row.name, rules)
        assert str(shown[f"L{at}"].value) == str(cells.perf_score(*arguments))
        assert shown[f"N{at}"].value == cells.perf_explain(*arguments)
        found = cells.perf_check(
            row.target, row.actual, row.unit, row.points, row.score, row.deviation_reason, row.name, rules
        )
        assert (shown[f"M{at}"].value or "") == found
    text = " ".join(str(item.value) for line in sheet.iter_rows() for item in line)
    assert {"PERF_SCORE", "PERF_CHECK", "PERF_EXPLAIN", "PERF_RATE", "PERF_BUDGET_SCORE"} <= set(
        re.findall(r"PERF_\w+", text)
    )
    untyped = opened(replace(form, declared=Declared()))
    assert "PERF_GRADE(I4,scheme)" in cell(untyped, "declared.grade").value


def test_a_deadline_without_a_year_is_that_of_the_return():
    row = Indicator(name="验收时间", target="12月底前", actual="2021年12月1日", points=Decimal(2))
    values = opened(replace(case(), indicators=(row,)), values=True)
    assert values["自评表"][f"L{cell(values, 'indicators.name').row + 1}"].value == 2


def test_the_macro_free_edition_calls_nothing_and_says_so():
    book, values = opened(case(), live=False), opened(case(), live=False, values=True)
    live = opened(case(), values=True)
    for sheet in book:
        for line in sheet.iter_rows():
            assert not any("PERF_" in str(item.value) for item in line)
    first = cell(book, "indicators.name").row + 1
    for row in range(first, first + 5):
        assert all(str(book["自评表"][f"{column_}{row}"].value).startswith("=") for column_ in "JLMN")
        assert values["自评表"][f"L{row}"].value == live["自评表"][f"L{row}"].value
    guide = " ".join(str(item.value) for line in book["填写说明"].iter_rows() for item in line)
    assert "本文件不带宏" in guide and "待评定" in guide and "能自己计分的写法" in guide
    assert "草案" not in guide


def test_a_draft_scheme_is_named_as_such():
    draft = next((item for item in schemes.all_schemes().values() if not item.verified), None)
    if draft is None:
        draft = replace(schemes.get(SCHEME), verified="")
    content = template.content(Form(), draft, live=True)
    guide = openpyxl.load_workbook(io.BytesIO(content))["填写说明"]
    assert "草案" in " ".join(str(item.value) for line in guide.iter_rows() for item in line)


def test_formulas_use_functions_of_excel_2007_only():
    used = set()
    for item in parts(data(case())).items():
        if item[0].startswith("xl/worksheets/sheet"):
            for formula in re.findall(r"<f>(.*?)</f>", item[1].decode()):
                used |= set(re.findall(r"([A-Z][A-Z0-9_.]*)\(", re.sub(r"&quot;.*?&quot;|\".*?\"", "", formula)))
    assert used
    assert {name for name in used if not name.startswith("PERF_")} <= EXCEL_2007


def test_typed_is_a_value_and_untyped_a_formula():
    form = case()
    rows = (replace(form.indicators[0], score=None), *form.indicators[1:])
    book = opened(replace(form, indicators=rows, declared=Declared()))
    scores = column(book, "indicators.score")
    assert scores[0].data_type == "f"
    assert [item.data_type for item in scores[1:]] == ["n"] * (len(rows) - 1)
    assert cell(book, "declared.total").data_type == "f"
    assert cell(book, "budget.total.points").value == 10
    assert cell(opened(Form(scheme=SCHEME)), "budget.total.points").data_type == "f"


def test_texts_are_never_taken_for_formulas():
    odd = ["=1+1", "@SUM(A1)", "-5", "<r><t>x</t></r>", "http://示例", "{=A1}"]
    rows = tuple(Indicator(name=text, target=text, actual=text) for text in odd)
    book = opened(Form(scheme=SCHEME, indicators=rows))
    for name in ("indicators.name", "indicators.target", "indicators.actual"):
        assert [(item.value, item.data_type) for item in column(book, name)] == [(text, "s") for text in odd]


def test_a_text_longer_than_a_cell_is_one_sentence():
    with pytest.raises(FormError, match=r"^自评表!B6：文字有40000字，超过一个单元格的上限32767字，请删减后重试。$"):
        data(Form(scheme=SCHEME, objective=Objective(text="长" * 40_000)))
    assert data(Form(scheme=SCHEME, objective=Objective(text="长" * 32_767)))


def test_inputs_are_unlocked_and_the_rest_is_protected_without_a_password(filled):
    book, _ = filled
    for sheet in book:
        assert sheet.protection.sheet and not sheet.protection.password
    assert book["自评表"].protection.formatRows is False
    for term in FIRST_FAMILY:
        for item in column(book, term.replace("[]", "")) if "[]" in term else [cell(book, term)]:
            assert item.protection.locked is False or type(item).__name__ == "MergedCell", term
    sheet, first = book["自评表"], cell(book, "indicators.name").row + 1
    for at in (f"J{first}", f"L{first}", f"M{first}", f"N{first}", "A1", "A6", "S3"):
        assert sheet[at].protection.locked, at
    for item in column(book, "narrative.text"):
        assert item.protection.locked is False


def test_targets_and_actuals_are_typed_as_text(filled):
    for name in ("indicators.target", "indicators.actual", "indicators.unit", "agency.phone"):
        cells_ = column(filled[0], name) if "indicators" in name else [cell(filled[0], name)]
        assert {item.number_format for item in cells_} == {"@"}, name


def test_every_input_says_what_belongs_there(filled):
    sheet = filled[0]["自评表"]
    helped = {}
    for rule in sheet.data_validations.dataValidation:
        for area in rule.sqref.ranges:
            helped[str(area).partition(":")[0]] = rule
    for name, term in FIRST_FAMILY.items():
        place_ = cell(filled[0], name.replace("[]", ""))
        at = f"{place_.column_letter}{place_.row + ('[]' in name)}"
        assert helped[at].prompt == term.help, name
        assert term.label in helped[at].promptTitle
        assert helped[at].showInputMessage
    row = cell(filled[0], "indicators.unit").row + 1
    units, tier, points = helped[f"E{row}"], helped[f"K{row}"], helped[f"G{row}"]
    assert (units.type, units.formula1, units.showErrorMessage) == ("list", "list.units", False)
    assert (tier.type, tier.formula1, tier.showErrorMessage) == ("list", "list.tiers", True)
    assert (points.type, points.operator, points.formula1, points.errorStyle) == (
        "decimal", "greaterThanOrEqual", "0", "warning",
    )  # fmt: skip


def test_headings_carry_the_help_as_notes(filled):
    for name in ("indicators.target", "tasks.progress", "budget.total.final"):
        heading = cell(filled[0], name)
        if name.startswith("budget"):
            heading = filled[0]["自评表"].cell(heading.row - 1, heading.column)
        assert heading.comment.text == names.terms().get(name, names.terms().get(name.replace(".", "[].", 1))).help


def test_no_conditional_format_calls_a_function_of_the_component(filled):
    rules = [rule for area in filled[0]["自评表"].conditional_formatting for rule in area.rules]
    assert len(rules) > 20
    assert not any("PERF_" in formula for rule in rules for formula in rule.formula)


def test_a_blank_form_shows_no_score_and_asks_nothing():
    values = opened(Form(scheme=SCHEME), values=True)
    scheme = schemes.get(SCHEME)
    rows = column(values, "indicators.score")
    subcategories = [len(part.subcategories) or 1 for part in scheme.component if part.scores == "indicators"]
    assert len(rows) == sum(subcategories) * scheme.form.indicator_rows
    assert {item.value for item in rows} <= {None, ""}
    assert not cell(values, "declared.total").value
    assert not cell(values, "declared.grade").value
    categories = [item.value for item in column(values, "indicators.category") if item.value]
    assert categories == [part.label for part in scheme.component if part.scores == "indicators"]
    assert len(column(values, "tasks.name")) == scheme.form.task_rows


def test_the_total_waits_while_a_row_does():
    rows = (replace(case().indicators[0], actual="部分健全", score=None), *case().indicators[1:])
    values = opened(replace(case(), indicators=rows, declared=Declared()), values=True)
    assert column(values, "indicators.score")[0].value == "待评定"
    assert cell(values, "declared.total").value == "待评定"
    assert values["自评表"]["S4"].value == "待评定"
    assert values["自评表"]["M4"].value.startswith("ⓘ")


@pytest.mark.parametrize(("outturn", "total"), [(100, 59), (400, 79), (590, 99.88)])
@pytest.mark.parametrize("live", [True, False])
def test_a_scheme_that_caps_the_total_caps_it_in_the_sheet_as_the_rules_do(outturn, total, live):
    form, scheme = spending(outturn), replace(schemes.get(SCHEME), total_cap=CAPS)
    evaluation = evaluate(form, scheme)
    written = template.content(form, scheme, live=live)
    sheet = openpyxl.load_workbook(io.BytesIO(written), data_only=True)["自评表"]
    assert (sheet["L4"].value, sheet["L5"].value) == (total, evaluation.computed_grade)
    assert float(evaluation.computed_total) == total


@settings(max_examples=12, deadline=None)
@hypothesis.given(
    outturn=st.integers(0, 700),
    score=st.one_of(st.none(), st.integers(0, 3)),
    declared=st.sampled_from([None, 59, 79, 99]),
    edition=st.sampled_from(["live", "native", "frozen"]),
)
@hypothesis.example(outturn=100, score=None, declared=None, edition="live")
@hypothesis.example(outturn=100, score=0, declared=None, edition="native")
@hypothesis.example(outturn=400, score=None, declared=None, edition="frozen")
def test_the_total_of_a_scheme_with_caps_is_that_of_the_evaluation(outturn, score, declared, edition):
    scheme = replace(schemes.get(SCHEME), total_cap=CAPS)
    form = spending(outturn)
    first = replace(form.indicators[0], score=None if score is None else Decimal(score))
    total = None if declared is None else Decimal(declared)
    form = replace(form, indicators=(first, *form.indicators[1:]), declared=Declared(total=total))
    evaluation = evaluate(form, scheme)
    written = template.content(form, scheme, live=edition == "live", frozen=edition == "frozen")
    sheet = openpyxl.load_workbook(io.BytesIO(written), data_only=True)["自评表"]
    shown = sheet["I4"].value
    assert float(shown) == float(evaluation.total if declared is None else declared)
    if edition != "frozen":
        found = {item.check: item.severity for item in checks.run(form, scheme) if item.at == "declared.total"}
        said = sheet["M4"].value or ""
        assert said.startswith("✘") is ("SUM_SCORE_TOTAL" in found)
        held = evaluation.summed - Decimal(str(shown)) > scheme.thresholds.score
        assert said.startswith("ⓘ") is (held and "SUM_SCORE_TOTAL" not in found)


def test_narrative_keeps_what_the_scheme_does_not_know():
    scheme = schemes.get(SCHEME)
    known = [section.name for section in scheme.report if section.prompt]
    book = opened(replace(case(), narrative={known[0]: "本单位的话", "旧版的部分": "不能丢的话"}))
    table = dict(
        zip(
            (item.value for item in column(book, "narrative.name")),
            (item.value for item in column(book, "narrative.text")),
            strict=True,
        )
    )
    assert list(table) == [*known, "旧版的部分"]
    assert (table[known[0]], table["旧版的部分"]) == ("本单位的话", "不能丢的话")


def test_findings_are_listed_with_a_link_to_their_cell():
    form, scheme = case(), schemes.get(SCHEME)
    found = checks.run(form, scheme)
    book = opened(form, findings=found)
    messages = column(book, "findings.message")
    assert [item.value for item in messages[: len(found)]] == [item.message for item in found]
    cures = [item.value for item in column(book, "findings.cure")[: len(found)]]
    assert cures == [checks.all_checks()[item.check].cure for item in found]
    sheet = book["校验结果"]
    index, finding = next((i, item) for i, item in enumerate(found) if item.check == "TASK_DONE_IS_NUMBER")
    row = messages[index].row
    assert sheet.cell(row, 1).value == "⚠ 警告"
    place_ = column(book, "tasks.progress")[int(re.search(r"\d+", finding.at)[0])].coordinate
    link = sheet.cell(row, 2)
    assert f"'自评表'!{place_}" in (link.hyperlink.location if link.hyperlink else link.value)
    assert f"（{place_}）" in link.value
    assert "错误" in cell(book, "findings.summary").value


def test_charts_are_native_and_show_the_components_and_the_losses(filled):
    book, values = filled
    assert len(book["图表"]._charts) == 2
    sheet = values["图表"]
    assert [sheet.cell(row, 1).value for row in range(4, 9)] == [part.label for part in schemes.get(SCHEME).component]
    assert sheet["B5"].value == pytest.approx(29 / 30)
    losses = [(sheet.cell(row, 1).value, sheet.cell(row, 2).value) for row in range(23, 26)]
    assert losses[0] == ("项目管理制度健全性", 1)
    assert losses[1:] == [(None, 0), (None, 0)] or losses[1:] == [("", 0), ("", 0)]


def test_a_component_without_a_score_has_no_rate_in_the_chart_table(tmp_path):
    path = tmp_path / "空白.xlsm"
    template.write(path, Form(scheme=SCHEME), schemes.get(SCHEME), live=True)
    rates = openpyxl.load_workbook(path, data_only=True)["图表"]["B"][3:8]
    assert [item.value for item in rates] == ["—"] * 5


def test_a_frozen_copy_has_values_only():
    book = opened(replace(case(), declared=Declared()), live=False, frozen=True)
    assert book.sheetnames == ["自评表", "列表"]
    for sheet in book:
        assert all(item.data_type != "f" for line in sheet.iter_rows() for item in line)
    assert cell(book, "declared.total").value == 99
    assert cell(book, "declared.grade").value == "优"
    listed = [item.value for item in column(book, "submission.computed")]
    assert listed == ["declared.total", "declared.grade"]
    sheet = book["自评表"]
    assert sheet["M4"].value is None and not sheet.conditional_formatting
    assert all(sheet.column_dimensions[letter].hidden for letter in ("K", "P"))


def test_amounts_beyond_reason_do_not_break_the_workbook():
    huge = Decimal("1e299")
    budget = replace(case().budget.total, final=Decimal("0.0001"), outturn=huge)
    form = replace(case(), budget=replace(case().budget, total=budget))
    assert opened(form)["自评表"]
