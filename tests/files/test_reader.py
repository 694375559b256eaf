"""The workbook read by names: typed and computed told apart, texts that hurt, addresses for findings."""

import io
import zipfile
from dataclasses import replace
from datetime import datetime
from decimal import Decimal

import openpyxl
import pytest
from form_strategies import forms
from hypothesis import given, settings
from small_workbook import SHEET, SmallWorkbook
from soon import soon

from perfeval_xl import names
from perfeval_xl.errors import SchemeError
from perfeval_xl.figures import is_blank
from perfeval_xl.files import casefile, reader
from perfeval_xl.model import Agency, Budget, BudgetRow, BudgetTotal, Component, Declared, Form, Indicator, Task

SCHEME = "zhengzhou-shangjie-2021"
FORM = Form(
    scheme=SCHEME,
    fiscal_year=Decimal(2021),
    agency=Agency(name="示例区某局"),
    tasks=(Task(name="甲", budget=Decimal(50)), Task(name="乙", budget=Decimal("17.5"))),
    indicators=(
        Indicator(category="产出指标", name="培训次数", target="≥10", actual="12", points=Decimal(3)),
        Indicator(name="及时率", target="100%", actual="98%", points=Decimal(2), score=Decimal("1.96")),
    ),
    narrative={"问题": "无。\n另见附件。"},
)


def held(form):
    """`form` without the rows that hold nothing, which a sheet cannot tell from no row."""
    labels = {"category", "subcategory"}

    def kept(rows, skip):
        return tuple(
            row for row in rows if any(not is_blank(getattr(row, name)) for name in row.__slots__ if name not in skip)
        )

    components = tuple(row for row in form.components if not (is_blank(row.points) and is_blank(row.score)))
    printed = {part: {"institution"} for part in ("revenue", "expenditure", "official", "assets")}
    printed |= {"tasks": (), "indicators": labels, "goals": {"category", "name"}, "panel": ()}
    return replace(
        form, components=components, **{part: kept(getattr(form, part), skip) for part, skip in printed.items()}
    )


def read(tmp_path, workbook, name="表.xlsx"):
    return reader.read(workbook.save(tmp_path / name))


@settings(deadline=None, max_examples=60)
@given(forms(SCHEME))
def test_what_was_written_is_read_back(tmp_path_factory, form):
    path = tmp_path_factory.mktemp("w") / "表.xlsx"
    assert reader.read(SmallWorkbook(form).save(path)).form == held(form)


@settings(deadline=None, max_examples=20)
@given(forms(SCHEME))
def test_overwritten_is_what_may_be_a_formula_and_was_typed(tmp_path_factory, form):
    path = tmp_path_factory.mktemp("w") / "表.xlsx"
    formulas = {"budget.total.score": ("=1+1", 2), "indicators[0].score": ("=1+2", 3)}
    result = reader.read(SmallWorkbook(form, formulas=formulas).save(path))
    typed = [
        where
        for at, where in result.addresses.items()
        if reader.computable(names.pattern(at)) and not is_blank(names.resolve(result.form, at))
    ]
    assert list(result.overwritten) == typed
    assert not {"budget.total.score", "indicators[0].score"} & {
        at for at, where in result.addresses.items() if where in result.overwritten
    }


def test_a_return_says_where_everything_stands(tmp_path):
    result = read(tmp_path, SmallWorkbook(FORM, blank_rows=2))
    assert result.form == FORM
    assert (result.scheme.id, result.version, result.live, result.digest) == (SCHEME, "0.0.test", False, "")
    assert result.notes == ()
    sheet = openpyxl.load_workbook(result.path)[SHEET]
    assert sheet[result.addresses["tasks[1].budget"].partition("!")[2]].value == 17.5
    assert sheet[result.addresses["indicators[1].actual"].partition("!")[2]].value == "98%"
    assert sheet[result.addresses["agency.name"].partition("!")[2]].value == "示例区某局"
    assert sheet[result.addresses["tasks.budget"].partition("!")[2]].value == "预算资金"
    assert sheet[result.addresses["indicators"].partition("!")[2]].value == "一级指标"
    assert result.addresses["indicators[1]"] == result.addresses["indicators[1].category"]
    assert result.addresses["budget"] == result.addresses["budget.total.original"]
    assert result.addresses["budget.basic"] == result.addresses["budget.basic.original"]
    assert result.addresses["narrative[问题]"] == "报告素材!B2"
    assert "indicators[2].name" not in result.addresses


def test_formulas_of_the_form_are_computed_not_typed(tmp_path):
    formulas = {
        "indicators[0].score": ("=PERF_SCORE(D5,F5,G5)", 3),
        "indicators[1].score": ('="待评定"', "待评定"),
        "declared.total": ("=SUM(H5:H6)", 4.96),
        "declared.grade": ("=PERF_GRADE(L7)", "优"),
        "budget.total.final": ("=L16+L20", 500.5),
        "budget.basic.execution_rate": ("=PERF_RATE(L24,L25)", 0.5),
    }
    result = read(tmp_path, SmallWorkbook(FORM, formulas=formulas))
    assert result.form == replace(FORM, indicators=(FORM.indicators[0], replace(FORM.indicators[1], score=None)))
    assert result.cached == {
        "indicators[0].score": Decimal(3),
        "indicators[1].score": "待评定",
        "declared.total": Decimal("4.96"),
        "declared.grade": "优",
        "budget.total.final": Decimal("500.5"),
        "budget.basic.execution_rate": Decimal("0.5"),
    }


def test_a_formula_in_an_input_cell_is_a_persons_arithmetic(tmp_path):
    formulas = {"budget.basic.final": ("=413.18+50", 463.18), "tasks[0].outturn": ("=25*2", 50)}
    result = read(tmp_path, SmallWorkbook(FORM, formulas=formulas))
    assert result.form.budget == Budget(basic=BudgetRow(final=Decimal("463.18")))
    assert result.form.tasks[0].outturn == Decimal(50)
    assert result.cached == {}
    assert len(result.notes) == 1 and "自评表!L24、自评表!F2是公式，按其结果读取" in result.notes[0]


def test_a_formula_without_a_result_and_an_error_value_are_blank_and_told(tmp_path):
    formulas = {"tasks[0].outturn": ("=25*2", ""), "tasks[1].outturn": ("=1/0", "#DIV/0!")}
    result = read(tmp_path, SmallWorkbook(FORM, formulas=formulas))
    assert result.form == FORM
    assert len(result.notes) == 2
    assert "F2是公式但没有保存结果" in result.notes[0] and "F3是错误值（#DIV/0!）" in result.notes[1]


def with_cells(tmp_path, cells, form=FORM):
    """A workbook in which openpyxl, as another writer, has set cells: {dotted name: value or (value, format)}."""
    small = SmallWorkbook(form)
    path = small.save(tmp_path / "表.xlsx")
    book = openpyxl.load_workbook(path)
    for name, value in cells.items():
        row, column = small.places[name]
        cell = book[SHEET].cell(row + 1, column + 1)
        cell.value, cell.number_format = value if isinstance(value, tuple) else (value, "General")
    book.save(path)
    return reader.read(path)


@pytest.mark.parametrize(
    ("value", "number_format", "typed"),
    [
        (1, "0%", "100%"),
        (1, "0.00%", "100%"),
        (0.985, '0.0"%"', Decimal("0.985")),
        (0.985, "[Red]0.0%;-0.0%", "98.5%"),
        (0.07, "0%", "7%"),
        (1, "General", Decimal(1)),
        (1, "0.00", Decimal(1)),
        (12, '0"台/day"', Decimal(12)),
        (44531, "yyyy/m/d", "2021年12月1日"),
        (44531, 'yyyy"年"m"月"', "2021年12月1日"),
        (44531.75, "yyyy-mm-dd hh:mm", "2021年12月1日 18:00"),
        (0.75, "h:mm", "18:00"),
        (50, "yyyy/m/d", Decimal(50)),
        (1e-5, "0.00E+00", Decimal("0.00001")),
        (1234.5, "[$¥-804]#,##0.00", Decimal("1234.5")),
        (datetime(2021, 2, 28), "mm-dd-yy", "2021年2月28日"),
        (True, "General", "是"),
    ],
)
def test_a_target_is_read_as_it_is_shown(tmp_path, value, number_format, typed):
    result = with_cells(tmp_path, {"indicators[0].target": (value, number_format)})
    assert result.form.indicators[0].target == typed


def test_an_amount_stays_a_number_whatever_its_format(tmp_path):
    result = with_cells(tmp_path, {"tasks[0].budget": (0.5, "0%"), "indicators[0].points": (0.05, "0%")})
    assert (result.form.tasks[0].budget, result.form.indicators[0].points) == (Decimal("0.5"), Decimal("0.05"))


@pytest.mark.parametrize("number", [27, 31, 57, 58])
def test_the_built_in_date_formats_of_chinese_excel(tmp_path, number):
    data = SmallWorkbook(replace(FORM, indicators=(replace(FORM.indicators[0], target=Decimal(44531)),))).bytes()
    plain = '<xf numFmtId="{}" fontId="0" fillId="0" borderId="0" xfId="0"/></cellXfs>'
    data = rewritten(data, "xl/styles.xml", (plain.format(0), plain.format(number)))
    path = tmp_path / "表.xlsx"
    path.write_bytes(data)
    assert reader.read(path).form.indicators[0].target == "2021年12月1日"


def rewritten(data, part, *changes):
    """The zip in `data` with texts in one part replaced."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(target, "w") as sink:
        for item in source.infolist():
            content = source.read(item)
            if item.filename == part:
                text = content.decode("utf-8")
                for old, new in changes:
                    assert old in text
                    text = text.replace(old, new)
                content = text.encode("utf-8")
            sink.writestr(item.filename, content)
    return target.getvalue()


def test_rich_text_without_its_phonetic_guide_and_inline_strings(tmp_path):
    data = SmallWorkbook(FORM).bytes()
    runs = "<r><t>培训</t></r><r><rPr><b/></rPr><t xml:space='preserve'> 次数</t></r>"
    rich = f"<si>{runs}<rPh sb='0' eb='1'><t>pei</t></rPh></si>"
    data = rewritten(data, "xl/sharedStrings.xml", ("<si><t>培训次数</t></si>", rich))
    path = tmp_path / "表.xlsx"
    path.write_bytes(data)
    assert reader.read(path).form.indicators[0].name == "培训 次数"


def test_merged_categories_count_for_the_rows_of_their_merge_only(tmp_path):
    form = replace(
        FORM, indicators=tuple(replace(FORM.indicators[0], category=None, name=f"指标{n}") for n in range(5))
    )
    small = SmallWorkbook(form)
    path = small.save(tmp_path / "表.xlsx")
    book = openpyxl.load_workbook(path)
    row, column = small.places["indicators[0].category"]
    sheet = book[SHEET]
    sheet.cell(row + 1, column + 1).value = "产出指标"
    sheet.merge_cells(start_row=row + 1, end_row=row + 3, start_column=column + 1, end_column=column + 1)
    sheet.cell(row + 5, column + 1).value = "效益指标"
    book.save(path)
    categories = [indicator.category for indicator in reader.read(path).form.indicators]
    assert categories == ["产出指标"] * 3 + [None, "效益指标"]


def test_rows_that_hold_only_printed_labels_or_formulas_are_no_rows(tmp_path):
    empty = Indicator(category="产出指标", subcategory="数量指标")
    form = replace(
        FORM,
        indicators=(empty, *FORM.indicators, empty, replace(empty, name=" ")),
        components=(Component(name="产出指标"), Component(name="效益指标", score=Decimal(9))),
    )
    formulas = {"indicators[0].score": ("=PERF_SCORE(1,2,3)", ""), "components[0].points": ("=30", 30)}
    result = read(tmp_path, SmallWorkbook(form, formulas=formulas, blank_rows=3))
    first, *others = FORM.indicators  # blank 一级指标 and 二级指标 are those of the row above
    assert result.form.indicators == (replace(first, category="产出指标", subcategory="数量指标"), *others)
    assert result.form.components == (Component(name="效益指标", score=Decimal(9)),)
    assert result.cached == {}


def test_something_typed_into_the_closing_row_is_told(tmp_path):
    small = SmallWorkbook(FORM)
    row, column = small.places["tasks[1].content"]
    small.sheet.write_string(row + 1, column, "丙任务")
    result = read(tmp_path, small)
    assert result.form == FORM
    assert "在表末的细行里，没有读入" in result.notes[0]


def test_an_old_reader_hint_a_copied_sheet_brings_local_names(tmp_path):
    small = SmallWorkbook(FORM)
    copy = small.book.add_worksheet("自评表 (2)")
    copy.write_string(0, 0, "别的局")
    small.book.define_name("'自评表 (2)'!agency.name", "='自评表 (2)'!$A$1")
    assert read(tmp_path, small).form == FORM


def test_a_quoted_sheet_title(tmp_path):
    data = SmallWorkbook(FORM).bytes()
    changes = ("自评表!", "'自评 表''一'!"), ('name="自评表"', 'name="自评 表\'一"')
    data = rewritten(data, "xl/workbook.xml", *changes)
    path = tmp_path / "表.xlsx"
    path.write_bytes(data)
    result = reader.read(path)
    assert result.form == FORM
    assert result.addresses["fiscal_year"] == "自评 表'一!L1"


def test_a_case_file_is_a_return_without_addresses(tmp_path):
    casefile.dump(FORM, tmp_path / "例.json")
    result = reader.read(tmp_path / "例.json")
    assert (result.form, result.scheme.id, result.addresses) == (FORM, SCHEME, {})


def test_an_unknown_scheme_is_told(tmp_path):
    with pytest.raises(SchemeError, match=r".+\.xls[xm]：没有方案“火星-2021”"):
        read(tmp_path, SmallWorkbook(FORM, scheme="火星-2021"))


def test_an_unknown_scheme_of_a_case_file_is_told_with_the_file(tmp_path):
    casefile.dump(replace(FORM, scheme="火星-2021"), tmp_path / "例.json")
    with pytest.raises(SchemeError, match=r"例\.json：没有方案“火星-2021”"):
        reader.read(tmp_path / "例.json")


def test_a_whole_part_may_be_absent(tmp_path):
    tasks = [f"tasks.{name}" for name in Task.__slots__]
    others = [f"budget.other.{name}" for name in BudgetRow.__slots__]
    result = read(tmp_path, SmallWorkbook(FORM, skip=[*tasks, *others, "indicators.tier", "indicators.criterion"]))
    assert result.form == replace(FORM, tasks=())
    assert [note.partition("：")[2] for note in result.notes] == [
        "表中没有“年度主要任务”部分，按未填处理。",
        "表中没有“其他资金”部分，按未填处理。",
    ]


def test_ten_thousand_rows_are_read_in_seconds(tmp_path):
    row = Indicator(category="产出指标", name="名称", target="≥10", unit="次", actual="12", points=Decimal("0.01"))
    path = SmallWorkbook(replace(FORM, indicators=(row,) * 10_000)).save(tmp_path / "表.xlsx")
    with soon(20):
        result = reader.read(path)
        assert len(result.form.indicators) == 10_000
        assert result.form.indicators[9_999] == row


def test_a_name_over_a_million_rows_costs_nothing(tmp_path):
    small = SmallWorkbook(FORM, skip=[f"components.{name}" for name in Component.__slots__])
    for letter, name in zip("QRS", Component.__slots__, strict=True):
        small.skip.clear()
        small.name(f"components.{name}", f"{SHEET}!${letter}$1:${letter}$1048576")
    assert read(tmp_path, small).form == FORM


def test_the_scored_total_typed_over_its_formula_is_typed(tmp_path):
    form = replace(FORM, declared=Declared(total=Decimal(99), grade="优"),
                   budget=Budget(total=BudgetTotal(execution_rate="100.00%", score=Decimal(10))))  # fmt: skip
    result = read(tmp_path, SmallWorkbook(form))
    assert result.form == form and result.cached == {}
