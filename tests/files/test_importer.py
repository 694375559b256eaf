"""Old forms as files: .xlsx, .xls and .docx with their merges, formats and pages; wrong files in one sentence."""

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from importing import compared, old_forms
from importing.old_forms import Style
from soon import soon

from perfeval_xl import names, report, scheme
from perfeval_xl.comparison import compare
from perfeval_xl.errors import FormError, PerfevalError, SchemeError, WorkbookError
from perfeval_xl.evaluation import evaluate
from perfeval_xl.figures import fold, from_number, plain, text_of
from perfeval_xl.files import casefile, grid_docx, grid_xls, importer, template, word
from perfeval_xl.files.package import open_package

CASES = Path(__file__).parent.parent / "cases"
RETURNS = {path.stem: casefile.load(path)[0] for path in sorted(CASES.glob("*-*-2021.json"))}
OFFICE, BASE = RETURNS["shangjie-office-2021"], RETURNS["yunxi-office-2021"]

STYLES = {
    "as printed": Style(),
    "two lines, two sheets": Style(words=1, two_lines=True, extra=True, pages="sheets", totals=True),
    "broken words, mixed columns": Style(words=2, mixed=True, broken=True, categories="first", unit="元"),
}
NARRATIVE = (
    "2021年度示例区某局部门整体绩效自评报告",
    "一、绩效自评工作开展情况",
    "核对了资料。",
    "二、发现的主要问题和改进措施",
    "进度偏慢，明年改进。",
    "附件",
)


def complete(form, style, made):
    """Whether a drawn form came back whole: all its values but those it has no place for, and its narrative."""
    own, read = old_forms.narrative(form, style), made.account.form.narrative
    lost = compared.lost(form, made.account.form)
    return set(lost) == old_forms.absent(form, style) and own == {name: read.get(name) for name in own}


@pytest.fixture(params=STYLES.values(), ids=STYLES)
def style(request):
    return request.param


@pytest.fixture(params=RETURNS)
def form(request):
    return RETURNS[request.param]


def test_xlsx(form, style, tmp_path):
    path = tmp_path / "旧表.xlsx"
    old_forms.write_xlsx(path, old_forms.draw(form, style), style)
    made = importer.read(path, form.scheme)
    assert complete(form, style, made)
    assert not made.standard


def test_xls(form, style, tmp_path):
    path = tmp_path / "旧表.xls"
    old_forms.write_xls(path, old_forms.draw(form, style), style)
    assert complete(form, style, importer.read(path, form.scheme))


@pytest.mark.parametrize("pages", ["one", "repeated", "bare"])
def test_docx(form, style, pages, tmp_path):
    path = tmp_path / "旧表.docx"
    style = replace(style, pages=pages)
    with_own = bool(old_forms.narrative(form, style))
    old_forms.write_docx(path, old_forms.draw(form, style), () if with_own else NARRATIVE)
    made = importer.read(path, form.scheme)
    assert complete(form, style, made)
    assert with_own or "进度偏慢，明年改进。" in made.account.form.narrative.values()


def test_a_form_pasted_into_one_big_table(form, style, tmp_path):
    path = tmp_path / "旧表.docx"
    old_forms.write_docx(path, old_forms.pasted(old_forms.draw(form, style)))
    assert complete(form, style, importer.read(path, form.scheme))


def told(made):
    """Everything that the account says of a file, on one line."""
    placed = [part for item in made.placed for part in (text_of(item.value), item.doubt)]
    return fold("".join([*placed, *(item.text for item in made.unplaced)]))


def test_every_number_and_every_long_text_of_a_file_is_in_the_account(form, style, tmp_path):
    import openpyxl
    from docx import Document
    from docx.oxml.ns import qn

    excel, paper = tmp_path / "旧表.xlsx", tmp_path / "旧表.docx"
    drawn = old_forms.draw(form, style)
    old_forms.write_xlsx(excel, drawn, style)
    old_forms.write_docx(paper, drawn)
    sheets = openpyxl.load_workbook(excel).worksheets
    held = {cell.value for sheet in sheets for row in sheet.iter_rows() for cell in row if cell.value is not None}
    shown = told(importer.read(excel, form.scheme).account)
    numbers = {plain(from_number(value)) for value in held if isinstance(value, float) and value > 20}
    factors = (1, 100) if style.unit == "万元" else (1, 100, Decimal("0.0001"))
    assert [n for n in numbers if all(plain(from_number(Decimal(n) * by)) not in shown for by in factors)] == []
    shown = told(importer.read(paper, form.scheme).account)
    texts = [item.text for item in Document(str(paper)).element.body.iter(qn("w:t")) if len(item.text or "") > 40]
    assert [text for text in texts if fold(text).removesuffix("。") not in shown and not text.startswith("注")] == []


@pytest.mark.parametrize("suffix", ["xlsx", "xls"])
def test_a_ratio_shown_as_a_percentage_is_never_read_as_1(suffix, tmp_path):
    path = tmp_path / f"旧表.{suffix}"
    getattr(old_forms, f"write_{suffix}")(path, old_forms.draw(OFFICE, Style()), Style())
    made = importer.read(path)
    by_name = {row.name: row for row in made.account.form.indicators}
    assert by_name["公务接待按规定执行率"].target == "100%"
    assert made.account.form.budget.total.execution_rate == "100%"


def test_origins_are_cells_that_a_person_finds(tmp_path):
    excel, paper = tmp_path / "a.xlsx", tmp_path / "a.docx"
    drawn = old_forms.draw(OFFICE, Style())
    old_forms.write_xlsx(excel, drawn, Style())
    old_forms.write_docx(paper, drawn)
    assert importer.read(excel).cells["agency.name"] == "自评表!B4"
    assert importer.read(paper).cells["agency.name"] == "表1第1行第2格"


@pytest.mark.parametrize("form", [OFFICE, BASE], ids=["tasks and budget", "base data"])
def test_our_own_report_comes_back_with_its_form(form, tmp_path):
    path = tmp_path / "报告.docx"
    given = scheme.get(form.scheme)
    word.write(report.build(form, given, evaluate(form, given)), path)
    made = importer.read(path)
    lost = compared.lost(form, made.account.form)
    # The report prints amounts in 万元 with two decimals, last year's is what its sentence gives.
    before, after = lost.pop("comparison.official_prior", (Decimal(0), Decimal(0)))
    assert abs(before - after) < Decimal("0.01")
    assert lost == {}
    assert made.scheme is given
    assert made.account.notes == ()
    assert {item.reason for item in made.account.unplaced} <= {
        "合计行由公式算出，不读入",
        "表中没有“得分率”这一栏",
        "一级指标的得分由三级指标合计得出，不读入",
        "报告的“各项指标得分情况简要分析”由程序写出",
        "标准表没有“评价方式”这一栏",
        "标准表没有“评价机构”这一栏",
    }


def test_a_standard_workbook_is_read_by_its_names(tmp_path):
    path = tmp_path / "标准.xlsx"
    template.write(path, OFFICE, scheme.get(OFFICE.scheme), live=False)
    made = importer.read(path)
    assert made.standard
    assert compare(OFFICE, made.account.form) == ()
    assert made.cells["agency.name"].startswith("自评表!")
    other = importer.read(path, "zhengzhou-jinshui-2021")
    assert (other.scheme.id, other.account.form.scheme) == ("zhengzhou-jinshui-2021",) * 2


@pytest.mark.parametrize("form", [OFFICE, BASE], ids=["tasks and budget", "base data"])
@pytest.mark.parametrize("frozen", [True, False], ids=["a submission", "a workbook with its helper columns"])
def test_a_standard_workbook_that_lost_its_names_is_read_by_what_it_says(form, frozen, tmp_path):
    import openpyxl

    path = tmp_path / "没有名称.xlsx"
    template.write(path, form, scheme.get(form.scheme), live=False, frozen=frozen)
    book = openpyxl.load_workbook(path, data_only=True)
    for name in list(book.defined_names):
        del book.defined_names[name]
    book.save(path)
    made = importer.read(path, form.scheme)
    assert not made.standard
    lost = compared.lost(form, made.account.form, without=("components",))
    # What the workbook computed from base data stands in it as if it had been typed, and the helper columns and the
    # chart's figures list components too; they are left to the person who looks through.
    assert {names.pattern(name) for name, (before, _) in lost.items() if before is None} <= {"indicators[].actual"}
    assert {name for name, (before, _) in lost.items() if before is not None} == set()
    assert not frozen or compared.lost(form, made.account.form, without=("components", "indicators")) == {}


def test_tracked_changes_and_content_controls_are_read_as_shown(tmp_path):
    from docx import Document
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls

    path = tmp_path / "修订.docx"
    document = Document()
    table = document.add_table(2, 4)
    for column, text in enumerate(("三级指标", "指标值", "实际完成值", "得分")):
        table.cell(0, column).text = text
    for column, text in enumerate(("会议次数", "80", "81", "")):
        table.cell(1, column).text = text
    paragraph = table.cell(1, 3).paragraphs[0]._p
    paragraph.append(parse_xml(f"<w:del {nsdecls('w')}><w:r><w:delText>1</w:delText></w:r></w:del>"))
    paragraph.append(parse_xml(f"<w:ins {nsdecls('w')}><w:r><w:t>3</w:t></w:r></w:ins>"))
    control = parse_xml(f"<w:sdt {nsdecls('w')}><w:sdtContent/></w:sdt>")
    table._tbl.addprevious(control)
    control[0].append(table._tbl)
    document.save(path)
    (row,) = importer.read(path).account.form.indicators
    assert (row.name, row.target, row.actual, row.score) == ("会议次数", "80", "81", 3)


def test_merged_cells_of_word_keep_their_reach(tmp_path):
    from docx import Document

    path = tmp_path / "合并.docx"
    document = Document()
    table = document.add_table(4, 3)
    table.cell(0, 0).merge(table.cell(2, 0)).text = "竖"
    table.cell(0, 1).merge(table.cell(0, 2)).text = "横"
    table.cell(3, 0).text = "下"
    document.save(path)
    (grid,) = grid_docx.read(open_package(path))
    assert [(cell.text, cell.row, cell.column, cell.rows, cell.columns) for cell in grid.cells] == [
        ("竖", 1, 1, 3, 1),
        ("横", 1, 2, 1, 2),
        ("下", 4, 1, 1, 1),
    ]
    assert grid.width == 3


def test_error_values_are_kept_in_sight(tmp_path):
    import xlsxwriter

    path = tmp_path / "错误值.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("表")
        sheet.write_row(0, 0, ("三级指标", "指标值", "实际完成值", "得分"))
        sheet.write_row(1, 0, ("会议次数", "80", "81"))
        sheet.write_formula(1, 3, "=1/0", None, "#DIV/0!")
    made = importer.read(path)
    assert [(item.at, item.doubt) for item in made.account.doubtful] == [("indicators[0].score", "不是数，照抄")]


WRONG = {
    "nothing.xlsx": (b"", "空的"),
    "half.xlsx": (b"PK\x03\x04half", "损坏"),
    "page.xls": (b"<html><table><tr><td>1</td></tr></table></html>", "网页格式"),
    "old.doc": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le") + b"\0\0", ".doc"),
    "broken.xls": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "Workbook".encode("utf-16-le") + b"\0\0", "损坏"),
    "locked.xlsx": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le") + b"\0\0", "密码"),
    "scan.pdf": (b"%PDF-1.7", "PDF"),
    "page.htm": (b"<!DOCTYPE html><html><body>", "请用 Excel 或 Word 打开，另存为 .xlsx 或 .docx"),
    "notes.txt": ("三级指标 指标值".encode(), "请用 Excel 打开，分好列，另存为 .xlsx；文字报告请另存为 .docx"),
    "table.csv": ("三级指标,指标值\n".encode("gb18030"), "纯文本（如 .csv、.txt）"),
    "picture.xls": (bytes(range(256)), "这不是 .xlsx、.xlsm、.xls 或 .docx 文件"),
    "slides.doc": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512), "请改选 .xlsx、.xlsm、.xls 或 .docx 文件"),
}


@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_file_is_one_sentence(name, tmp_path):
    path = tmp_path / name
    path.write_bytes(WRONG[name][0])
    with pytest.raises(PerfevalError) as caught:
        importer.read(path)
    said = str(caught.value)
    assert said.startswith(f"{name}：")
    assert WRONG[name][1] in said
    assert "\n" not in said


def test_a_file_that_is_not_there_and_a_scheme_that_is_not_there(tmp_path):
    with pytest.raises(WorkbookError, match="找不到"):
        importer.read(tmp_path / "没有.docx")
    with pytest.raises(FormError, match="找不到"):
        importer.read(tmp_path / "没有.json")
    with pytest.raises(SchemeError, match="没有方案"):
        importer.read(CASES / "shangjie-office-2021.json", "nowhere")


def test_a_document_without_a_form_says_what_was_looked_for(tmp_path):
    from docx import Document

    path = tmp_path / "通知.docx"
    document = Document()
    document.add_paragraph("请各单位按时报送。")
    document.save(path)
    with pytest.raises(WorkbookError, match="没有认出自评表"):
        importer.read(path)
    Document().save(path)
    with pytest.raises(WorkbookError, match="没有文字"):
        importer.read(path)


@pytest.mark.parametrize("suffix", ["xlsx", "xls", "docx"])
def test_a_file_cut_or_scrambled_anywhere_is_read_or_told_in_one_sentence(suffix, tmp_path):
    path = tmp_path / f"旧表.{suffix}"
    drawn = old_forms.draw(OFFICE, Style())
    if suffix == "docx":
        old_forms.write_docx(path, drawn)
    else:
        getattr(old_forms, f"write_{suffix}")(path, drawn, Style())
    whole = path.read_bytes()
    for step in range(1, 24):
        place = len(whole) * step // 24
        for harmed in (whole[:place], whole[:place] + b"\xff\x00\x01\x7f" * 5 + whole[place + 20 :]):
            path.write_bytes(harmed)
            try:
                importer.read(path)
            except PerfevalError as told:
                assert "\n" not in str(told)


TEXT_BOX = """<w:r %s xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:wps="urn:wps">
<mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wps:txbx><w:txbxContent>%s</w:txbxContent></wps:txbx>
</w:drawing></mc:Choice><mc:Fallback><w:pict><w:txbxContent>%s</w:txbxContent></w:pict></mc:Fallback>
</mc:AlternateContent></w:r>"""


def test_text_boxes_of_word_are_read_once(tmp_path):
    from docx import Document
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls

    path = tmp_path / "文本框.docx"
    old_forms.write_docx(path, old_forms.draw(OFFICE, Style()))
    document = Document(str(path))
    inside = "<w:p><w:r><w:t>预算编码：062</w:t></w:r></w:p><w:p><w:r><w:t>自评等次待定</w:t></w:r></w:p>"
    document.paragraphs[0]._p.append(parse_xml(TEXT_BOX % (nsdecls("w"), inside, inside)))
    document.sections[0].header.paragraphs[0].text = "示例区某局"
    document.save(str(path))
    made = importer.read(path, OFFICE.scheme)
    assert [(item.origin, item.text) for item in made.account.unplaced] == [
        ("文本框1第1段“预算编码”", "062"),
        ("文本框1第2段", "自评等次待定"),
    ]
    assert made.account.notes == ("文档的页眉里有文字，没有读，请自己看一看。",)
    assert compared.lost(OFFICE, made.account.form) == {}


def test_hidden_rows_columns_and_sheets_text_boxes_and_what_is_not_read(tmp_path):
    import xlsxwriter

    path = tmp_path / "隐藏.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("表")
        sheet.write_row(0, 0, ("三级指标", "指标值", "实际完成值", "得分"))
        sheet.write_row(1, 0, ("会议次数", "80", "81", 3))
        sheet.write_row(2, 0, ("检查次数", "8", "9", 2))
        sheet.write(20_001, 0, "远处")
        sheet.set_column(1, 1, None, None, {"hidden": True})
        sheet.set_row(2, None, None, {"hidden": True})
        sheet.insert_textbox(5, 5, "单位名称：示例区某局\n另有说明")
        sheet.write_comment(1, 1, "核对过")
        sheet.set_footer('&C&"宋体,Regular"第 &P 页，共 &N 页')
        other = book.add_worksheet("底稿")
        other.write_row(0, 0, ("三级指标", "指标值", "得分"))
        other.hide()
    made = importer.read(path).account
    assert made.form.agency.name == "示例区某局"
    hidden = [item.at for item in made.doubtful if item.doubt == "在隐藏的行或列里"]
    assert hidden == [
        f"indicators[{at}" for at in ("0].target", *(f"1].{n}" for n in ("name", "target", "actual", "score")))
    ]
    reasons = {item.origin: item.reason for item in made.unplaced}
    assert reasons == {
        **dict.fromkeys(("底稿!A1", "底稿!B1", "底稿!C1"), "在隐藏的工作表里，没有读"),
        "文本框1第2段": "表外的文字",
    }
    assert made.notes == (
        "工作表“表”第20000行以下没有读，请把表外的内容删去后再导入。",
        "表里的批注没有读，请自己看一看。",
    )


def test_formulas_without_a_saved_result_are_named(tmp_path):
    import openpyxl

    book = openpyxl.Workbook()
    for row in (("", "年初预算数", "预算执行数"), ("部门预算总额", "=1+1", 5), ("基本支出", 3, 3)):
        book.active.append(row)
    path = tmp_path / "没有结果.xlsx"
    book.save(path)
    made = importer.read(path).account
    assert made.form.budget.total.original is None
    assert [(item.origin, item.text, item.reason) for item in made.unplaced] == [
        ("Sheet!B2", "=1+1", "公式没有保存结果，请在 Excel 中打开、保存后再导入")
    ]


def test_hidden_columns_of_an_xls(tmp_path):
    import xlwt

    book = xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet("表")
    for row, cells in enumerate((("三级指标", "指标值", "实际完成值", "得分"), ("会议次数", "80", "81", 3))):
        for column, value in enumerate(cells):
            sheet.write(row, column, value)
    sheet.col(2).hidden = True
    aside = book.add_sheet("底稿")
    aside.write(0, 0, "旧数")
    aside.visibility = 1
    path = tmp_path / "隐藏.xls"
    book.save(str(path))
    made = importer.read(path).account
    assert [(item.at, item.doubt) for item in made.doubtful] == [("indicators[0].actual", "在隐藏的行或列里")]
    assert [(item.origin, item.reason) for item in made.unplaced] == [("底稿!A1", "在隐藏的工作表里，没有读")]


def test_a_ledger_is_no_form_and_refused_at_once(tmp_path):
    import xlsxwriter

    path = tmp_path / "明细账.xlsx"
    with xlsxwriter.Workbook(path, {"in_memory": True}) as book:
        sheet = book.add_worksheet("自评表")
        for row in range(2_100):
            sheet.write_row(row, 0, ["三级指标", 1, 2] * 16)
    with soon(10), pytest.raises(WorkbookError, match="十万多个格"):
        importer.read(path)


def test_an_old_workbook_beyond_measure_is_refused(tmp_path, monkeypatch):
    path = tmp_path / "旧表.xls"
    old_forms.write_xls(path, old_forms.draw(OFFICE, Style()), Style())
    assert importer.read(path).account.placed
    monkeypatch.setattr(grid_xls, "LIMIT", 10_000)
    with pytest.raises(WorkbookError, match="大得不正常"):
        importer.read(path)


def test_a_file_is_read_once_so_that_its_replacement_is_seen_before_or_after(tmp_path, monkeypatch):
    path = tmp_path / "旧表.xlsx"
    old_forms.write_xlsx(path, old_forms.draw(OFFICE, Style()), Style())
    data, read = path.read_bytes(), []

    def once(path, error):
        read.append(path)
        return data

    monkeypatch.setattr(importer, "read_bytes", once)
    path.write_bytes(b"PK\x03\x04 replaced meanwhile")
    assert importer.read(path).account.placed and len(read) == 1
