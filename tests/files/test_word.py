"""The Word report read back: typography, structure, text of strangers, the same bytes every time."""

import io
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import docx
import pytest
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from docx.shared import Emu, Mm, Pt
from hypothesis import given, settings
from hypothesis import strategies as st
from openxml_audit import OpenXmlValidator

from perfeval_xl import scheme
from perfeval_xl.evaluation import evaluate
from perfeval_xl.files import casefile, word
from perfeval_xl.files.word_styles import FONTS, LANDSCAPE_WIDTH, LINE, PORTRAIT_WIDTH, TIGHT
from perfeval_xl.files.word_tables import column_widths
from perfeval_xl.files.word_text import BOX, escape
from perfeval_xl.report import Document, build
from perfeval_xl.report.blocks import Heading, Mark, Paragraph, Role, Run, Table

CASES = Path(__file__).parents[1] / "cases"


def report_of(table: dict) -> Document:
    form, _ = casefile.from_dict(table)
    rules = scheme.get(form.scheme)
    return build(form, rules, evaluate(form, rules))


def made(document: Document) -> bytes:
    buffer = io.BytesIO()
    word.write(document, buffer)
    return buffer.getvalue()


def opened(document: Document):
    return docx.Document(io.BytesIO(made(document)))


@pytest.fixture(scope="module")
def office() -> Document:
    form, _ = casefile.load(CASES / "shangjie-office-2021.json")
    rules = scheme.get(form.scheme)
    return build(form, rules, evaluate(form, rules))


@pytest.fixture(scope="module")
def file(office):
    return opened(office)


def close(length, millimetres: float) -> bool:
    return abs(length - Mm(millimetres)) < Mm(0.05)


def test_the_page_is_a4_with_official_margins(file):
    upright, across = file.sections
    assert close(upright.page_width, 210) and close(upright.page_height, 297)
    margins = (upright.top_margin, upright.bottom_margin, upright.left_margin, upright.right_margin)
    assert all(close(*pair) for pair in zip(margins, (37, 35, 28, 26), strict=True))
    assert (
        across.orientation == WD_ORIENT.LANDSCAPE and close(across.page_width, 297) and close(across.page_height, 210)
    )
    assert close(across.top_margin, 28) and close(across.bottom_margin, 26)
    assert close(across.left_margin, 35) and close(across.right_margin, 37)


def test_twenty_two_lines_of_twenty_eight_characters(file):
    upright = file.sections[0]
    grid = upright._sectPr.find(qn("w:docGrid"))
    assert grid.get(qn("w:linePitch")) == str(LINE)
    lines = Emu(upright.page_height - upright.top_margin - upright.bottom_margin).pt / (LINE / 20)
    assert int(lines + 0.05) == 22
    width = Emu(upright.page_width - upright.left_margin - upright.right_margin)
    assert round(width.pt * 20) == PORTRAIT_WIDTH
    assert int(width.pt / (16 + TIGHT / 20)) == 28
    assert round(Emu(file.sections[1].page_width - Mm(35) - Mm(37)).pt * 20) == pytest.approx(LANDSCAPE_WIDTH, abs=3)


def fonts_of(style) -> tuple[str, str]:
    """The East Asian and the Latin font that a style has, by itself or from the one it is based on."""
    found = {}
    while style is not None:
        element = style.element.rPr.rFonts if style.element.rPr is not None else None
        for key in ("eastAsia", "ascii"):
            value = None if element is None else element.get(qn(f"w:{key}"))
            if value:
                found.setdefault(key, value)
        style = style.base_style
    return found["eastAsia"], found["ascii"]


def first(style, read):
    while style is not None:
        value = read(style)
        if value is not None:
            return value
        style = style.base_style
    return None


@pytest.mark.parametrize(
    ("name", "font", "size", "level"),
    [
        ("Body Text", "仿宋_GB2312", 16, None),
        ("Title", "方正小标宋简体", 22, None),
        ("Heading 1", "黑体", 16, 0),
        ("Heading 2", "楷体_GB2312", 16, 1),
        ("Heading 3", "仿宋_GB2312", 16, 2),
        ("Heading 4", "仿宋_GB2312", 16, 3),
        ("附件标识", "黑体", 16, None),
        ("附件标题", "方正小标宋简体", 22, 0),
    ],
)
def test_fonts_sizes_and_levels(file, name, font, size, level):
    style = file.styles[name]
    assert fonts_of(style) == (font, "Times New Roman")
    assert first(style, lambda s: s.font.size) == Pt(size)
    outline = style.element.pPr.find(qn("w:outlineLvl"))
    assert (None if outline is None else int(outline.get(qn("w:val")))) == level


@pytest.mark.parametrize("name", ["Body Text", "Heading 1", "Heading 2", "Heading 3", "Heading 4"])
def test_lines_are_fixed_and_paragraphs_begin_two_characters_in(file, name):
    style = file.styles[name]
    assert first(style, lambda s: s.paragraph_format.line_spacing) == Pt(28.95)
    indent = style.element.pPr.find(qn("w:ind"))
    assert indent.get(qn("w:firstLineChars")) == "200"


def test_every_chinese_font_names_its_substitute(office):
    with zipfile.ZipFile(io.BytesIO(made(office))) as package:
        table = docx.oxml.parse_xml(package.read("word/fontTable.xml"))
    named = {font.get(qn("w:name")): font.find(qn("w:altName")) for font in table}
    assert {name: named[name].get(qn("w:val")) for name in FONTS} == FONTS
    used = {"方正小标宋简体", "仿宋_GB2312", "黑体", "楷体_GB2312", "宋体"}
    assert used == set(FONTS)


def test_page_numbers_stand_outside_between_dashes(file):
    assert file.settings.odd_and_even_pages_header_footer
    for section in file.sections:
        odd, even = section.footer.paragraphs[0], section.even_page_footer.paragraphs[0]
        for paragraph, side, opposite in ((odd, "right", "left"), (even, "left", "right")):
            style = paragraph.style.element
            assert style.pPr.find(qn("w:jc")).get(qn("w:val")) == side
            indent = style.pPr.find(qn("w:ind"))
            assert indent.get(qn(f"w:{side}Chars")) == "100" and indent.get(qn(f"w:{opposite}Chars")) is None
            assert fonts_of(paragraph.style) == ("宋体", "宋体") and paragraph.style.font.size == Pt(14)
            assert paragraph.text == "— 1 —"
            assert " PAGE " in [node.text for node in paragraph._p.iter(qn("w:instrText"))]


def test_headings_make_the_navigation_pane(file, office):
    wanted = [
        (f"Heading {block.level}", "".join(run.text for run in block.runs))
        for block in office.body
        if isinstance(block, Heading) and block.level
    ]
    found = [(p.style.name, p.text) for p in file.paragraphs if p.style.name.startswith("Heading")]
    assert found == wanted and len(found) > 15


def test_formatting_comes_from_styles_alone(file):
    for paragraph in file.paragraphs:
        children = {child.tag for child in paragraph._p.pPr} if paragraph._p.pPr is not None else set()
        assert children <= {qn("w:pStyle"), qn("w:sectPr")}
        for run in paragraph.runs:
            properties = run._r.rPr
            for child in () if properties is None else properties:
                assert child.tag == qn("w:rStyle") or child.attrib == {qn("w:hint"): "eastAsia"}


def test_the_form_stands_on_landscape_pages_with_repeated_heads(file, office):
    forms = [block for block in office.appendix if isinstance(block, Table)]
    tables = file.tables[-len(forms) :]
    assert file.tables[0]._tbl.getprevious().pPr.pStyle.val == "Caption"
    for block, table in zip(forms, tables, strict=True):
        rows = table._tbl.tr_lst
        assert [row.trPr is not None and row.trPr.find(qn("w:tblHeader")) is not None for row in rows] == [
            index < block.header for index in range(len(rows))
        ]
        widths = [int(column.get(qn("w:w"))) for column in table._tbl.tblGrid]
        assert sum(widths) == LANDSCAPE_WIDTH and table.autofit is False
    indicators = tables[-1]._tbl.tr_lst
    merges = [row.tc_lst[0].tcPr.find(qn("w:vMerge")) for row in indicators[1:]]
    starts = [index for index, merge in enumerate(merges) if merge.get(qn("w:val")) == "restart"]
    assert starts == [0, 11, 28]


def test_tables_never_touch(file):
    for table in file.tables:
        assert table._tbl.getnext().tag == qn("w:p")


def test_short_rows_stay_whole_and_very_tall_rows_may_break():
    cells = (Run("短"), Run("长" * 3000))
    from perfeval_xl.report.blocks import Cell

    table = Table(rows=tuple((Cell(run.text), Cell("")) for run in cells), widths=(1, 1), header=0, form=True)
    rows = opened(Document(title="", subject="", author="", body=(), appendix=(table,))).tables[0]._tbl.tr_lst
    whole = [row.trPr is not None and row.trPr.find(qn("w:cantSplit")) is not None for row in rows]
    assert whole == [True, False]


def test_properties(file, office):
    properties = file.core_properties
    assert properties.title == office.title == "2021年度示例区委员会办公室部门整体绩效自评报告"
    assert properties.author == "示例区委员会办公室"
    assert properties.subject == office.subject and properties.language == "zh-CN"
    lang = file.styles.element.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}/{qn('w:lang')}")
    assert lang.get(qn("w:eastAsia")) == "zh-CN"


def test_the_same_report_gives_the_same_bytes(office):
    assert made(office) == made(office)
    buffer = io.BytesIO()
    word.write(office, buffer, created=datetime(2022, 7, 15, 8, tzinfo=UTC))
    assert docx.Document(buffer).core_properties.created.year == 2022


def test_what_is_missing_is_marked_by_a_style():
    file = opened(report_of({"scheme": "zhengzhou-shangjie-2021", "narrative": {"结果应用": "按2019年度办理。"}}))
    marked = {run.style.name for p in file.paragraphs for run in p.runs if run.style.name != "Default Paragraph Font"}
    assert "待填" in marked
    with_year = report_of({"fiscal_year": 2021, "narrative": {"结果应用": "按2019年度办理。"}})
    runs = [run for p in opened(with_year).paragraphs for run in p.runs if run.style.name == "年度待核"]
    assert [run.text for run in runs] == ["2019年度"]


def test_text_of_strangers_is_text():
    nasty = 'a<b>&"c"\x00\x0b\ud800</w:t>\ufffe=SUM(A1)'
    body = (Paragraph((Run(nasty),)), Heading(1, (Run(nasty, Mark.OWN),)), Paragraph((Run(nasty),), Role.CAPTION))
    file = opened(Document(title=nasty, subject=nasty, author=nasty, body=body))
    shown = f'a<b>&"c"{BOX}{BOX}{BOX}</w:t>{BOX}=SUM(A1)'
    assert [p.text for p in file.paragraphs] == [shown] * 3
    assert file.core_properties.title == shown


@settings(deadline=None, max_examples=80)
@given(st.text(st.characters(codec=None), max_size=40))
def test_any_text_whatever_can_be_written(text):
    body = (Paragraph((Run(text),)),)
    assert len(opened(Document(title=text, subject="", author=text, body=body)).paragraphs) == 1
    assert "\t" not in escape(text) and "\r" not in escape(text)


@given(st.lists(st.integers(1, 99), min_size=1, max_size=12), st.integers(1000, 20000))
def test_column_widths_add_up(shares, width):
    widths = column_widths(tuple(shares), width)
    assert sum(widths) == width and len(widths) == len(shares) and min(widths) >= 0


@pytest.mark.parametrize("size", [0, 1, 60])
@pytest.mark.parametrize("text", ["按时完成", "长" * 3000])
def test_the_package_is_clean(tmp_path, size, text):
    row = {"category": "产出指标", "target": "≥95%", "actual": "90%", "points": 1, "deviation_reason": text}
    table = {"fiscal_year": 2021, "indicators": [{**row, "name": f"指标{n}"} for n in range(size)]}
    path = tmp_path / "报告.docx"
    word.write(report_of(table), path)
    audit = OpenXmlValidator().validate(path)
    assert audit.is_valid, [str(error) for error in audit.errors][:3]


def test_the_published_returns_are_clean(tmp_path, office):
    path = tmp_path / "报告.docx"
    word.write(office, path)
    assert OpenXmlValidator().validate(path).is_valid
    assert (
        docx.Document(path)
        .inline_shapes[0]
        ._inline.docPr.get("descr")
        .startswith("各一级指标得分率：预算执行率100.00%")
    )


def test_the_table_of_scores_stays_on_one_page(office):
    """Every row but the last keeps with the next one; the appended form flows over pages."""
    tables = opened(office).tables
    kept = [row.cells[0].paragraphs[0].style.paragraph_format.keep_with_next for row in tables[0].rows]
    names = [row.cells[0].paragraphs[0].style.name for row in tables[0].rows]
    assert names[1:] == ["表格文字（与下行同页）"] * (len(names) - 2) + ["表格文字"]
    assert all(kept[:-1]) and not kept[-1]
    assert not any("同页" in cell.paragraphs[0].style.name for row in tables[-1].rows for cell in row.cells)
