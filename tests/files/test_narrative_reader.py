"""Reading a report file: .docx with tables, .txt in several encodings, and files that are no report."""

from __future__ import annotations

import zipfile
from io import BytesIO
from pathlib import Path

import docx
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from report_findings import check_narrative
from soon import soon

from perfeval_xl import scheme as schemes
from perfeval_xl.errors import WorkbookError
from perfeval_xl.evaluation import evaluate
from perfeval_xl.files import casefile, narrative_reader
from perfeval_xl.files.narrative_reader import read_narrative

CASES = Path(__file__).parent.parent / "cases"
TEXT = "2021年度示例区某局部门整体绩效自评报告\n\n一、基本情况\n略。\n三、综合评价结论\n得分为98分。\n"


def word(path: Path) -> Path:
    """A small report with an empty paragraph and a table with merged cells."""
    document = docx.Document()
    document.add_paragraph("2021年度示例区某局部门整体绩效自评报告")
    document.add_paragraph("")
    document.add_paragraph("三、综合评价结论")
    table = document.add_table(2, 3)
    for row, texts in zip(table.rows, (("指标", "分值", "得分"), ("产出", "40", "38")), strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    merged = document.add_table(1, 2)
    merged.cell(0, 0).merge(merged.cell(0, 1)).text = "合并的\n一行"
    document.add_paragraph("总体得分为98分。")
    document.save(path)
    return path


def test_paragraph_numbers_are_those_of_word(tmp_path: Path):
    """Empty paragraphs count, rows of tables do not: a script finds paragraph n at document.paragraphs[n - 1]."""
    path = word(tmp_path / "报告.docx")
    report = read_narrative(path)
    paragraphs = docx.Document(path).paragraphs
    plain = [item for item in report.paragraphs if not item.cells and "合并" not in item.text]
    assert [(item.number, item.raw) for item in plain] == [
        (number, part.text) for number, part in enumerate(paragraphs, 1) if part.text
    ]


def test_rows_of_tables_are_read_as_cells(tmp_path: Path):
    """Each row where it stands, a merged cell once, line breaks in a cell as a space."""
    report = read_narrative(word(tmp_path / "报告.docx"))
    rows = [item for item in report.paragraphs if item.cells]
    assert [item.cells for item in rows] == [("指标", "分值", "得分"), ("产出", "40", "38")]
    assert {item.number for item in rows} == {3}
    assert any(item.raw == "合并的 一行" for item in report.paragraphs)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "utf-16"])
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_texts_in_the_encodings_of_word_and_notepad(tmp_path: Path, encoding: str, newline: str):
    """The same paragraphs whatever it was saved as; blank lines do not count."""
    path = tmp_path / "报告.txt"
    path.write_bytes(TEXT.replace("\n", newline).encode(encoding))
    report = read_narrative(path)
    assert [item.number for item in report.paragraphs] == [1, 2, 3, 4, 5]
    assert report.title is not None
    assert [part.heading.title for part in report.sections] == ["基本情况", "综合评价结论"]


def broken_package() -> bytes:
    """A .docx whose document is no XML."""
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w") as package:
        package.writestr("[Content_Types].xml", "<Types/>")
        package.writestr("word/document.xml", "这不是XML")
    return stream.getvalue()


def workbook() -> bytes:
    """A package that is no Word document."""
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w") as package:
        package.writestr("xl/workbook.xml", "<x/>")
    return stream.getvalue()


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "空的"),
        (b" \n \n", "没有文字"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "另存为 .docx"),
        (b"%PDF-1.7", "PDF"),
        (b"PK\x03\x04rubbish", "损坏"),
        (broken_package(), "损坏"),
        (workbook(), "不是 Word 文档"),
        (b"\x00\x01\x02\xff\xfe\xfd" * 40, "UTF-8 或 GBK"),
        ("甲" * 2_000_001, "超过"),
    ],
    ids=["empty", "blank", "doc", "pdf", "torn", "no-xml", "workbook", "binary", "huge"],
)
def test_bad_files_say_in_one_sentence_what_to_do(tmp_path: Path, content: bytes | str, says: str):
    """One Chinese sentence with the file's name, never another exception."""
    path = tmp_path / "坏报告.docx"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    with pytest.raises(WorkbookError, match=says) as raised:
        read_narrative(path)
    assert "坏报告.docx" in str(raised.value)
    assert "\n" not in str(raised.value)


def test_a_missing_file_is_told(tmp_path: Path):
    """The name, and that it is not there."""
    with pytest.raises(WorkbookError, match="找不到"):
        read_narrative(tmp_path / "没有.docx")


def test_a_text_of_ten_thousand_characters_is_checked_at_once():
    """Reading and checking take well under 0.3 s; here with room for a slow machine, and for the worst of texts."""
    from perfeval_xl.narrative import read

    form = casefile.load(CASES / "shangjie-office-2021.json")[0]
    scheme = schemes.get(form.scheme)
    evaluation = evaluate(form, scheme)
    check_narrative(form, scheme, read(["一、热身"]), evaluation)
    sentence = (
        "产出指标设置履职目标等17项三级指标，其中支出596.88万元，比上年增加20.00万元，增长3.47%，圆满完成各项任务；"
    )
    for texts in (
        [sentence * 4] * (10_000 // (len(sentence) * 4) + 1),
        [sentence * (10_000 // len(sentence) + 1)],
        ["，" * 10_000],
        ["其中" * 5_000],
        ["1" * 10_000],
        ["（" * 5_000 + "《" * 5_000],
        ["绩效目标任务" * 1_700],
        ["预算编制支出" * 1_700],
    ):
        with soon(1.5):
            check_narrative(form, scheme, read(texts), evaluation)


def with_body(path: Path, change) -> Path:
    """A good .docx whose text was changed."""
    word(path)
    with zipfile.ZipFile(path) as good:
        parts = {info.filename: good.read(info) for info in good.infolist()}
    parts["word/document.xml"] = change(parts["word/document.xml"])
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in parts.items():
            made.writestr(name, content)
    return path


def table(rows: bytes) -> bytes:
    """The beginning of a text with a table in front."""
    return b"<w:body><w:tbl>" + rows + b"</w:tbl>"


LOWER = b"<w:tr><w:tc><w:tcPr><w:vMerge/></w:tcPr><w:p/></w:tc></w:tr>"
CELL = b"<w:tc><w:tcPr>%s</w:tcPr><w:p><w:r><w:t>x</w:t></w:r></w:p></w:tc>"
BELOW_A_PART = b"<w:tr>" + CELL % b"" + CELL % b"<w:vMerge/>" + b"</w:tr>"


@pytest.mark.parametrize(
    "rows",
    [
        b"<w:tr>" + CELL % b'<w:gridSpan w:val="100000000"/>' + b"</w:tr>",
        b"<w:tr>" + CELL % b'<w:gridSpan w:val="99999999999999999999"/>' + b"</w:tr>",
        b"<w:tr>" + CELL % b'<w:gridSpan w:val="x"/>' + b"</w:tr>",
        b'<w:tr><w:trPr><w:gridBefore w:val="x"/></w:trPr>' + CELL % b"" + b"</w:tr>",
        b"<w:tr>" + CELL % b"<w:vMerge/>" + b"</w:tr>",
        b"<w:tr>" + CELL % b'<w:gridSpan w:val="2"/>' + b"</w:tr>" + BELOW_A_PART,
        b"<w:tr>" + CELL % b'<w:vMerge w:val="restart"/>' + b"</w:tr>" + LOWER * 3000,
        b"<w:tr>" + CELL % b"" * 20_000 + b"</w:tr>",
        b"<w:tr/>" * 20_000,
        b"",
    ],
    ids=[
        "wide", "wider", "no width", "no place", "below nothing", "below a part", "tall", "many cells", "many rows",
        "nothing",
    ],
)  # fmt: skip
def test_a_table_of_any_measure_is_read_at_once(tmp_path: Path, rows: bytes):
    """Widths and merges of a stranger's table cost neither time nor memory, nor an exception."""
    path = with_body(tmp_path / "报告.docx", lambda text: text.replace(b"<w:body>", table(rows)))
    with soon(5):
        assert any(item.raw == "合并的 一行" for item in read_narrative(path).paragraphs)


@pytest.mark.parametrize(
    "more",
    [
        b"<w:p/>" * 100_001,
        b" " * (16 * 1024 * 1024),
        b"<w:tbl><w:tr><w:tc>" * 3_000 + b"</w:tc></w:tr></w:tbl>" * 3_000,
        b"<w:p><w:r><w:t>" + b"1" * 11_000_000 + b"</w:t></w:r></w:p>",
    ],
    ids=["paragraphs", "size", "depth", "a text"],
)
def test_a_document_beyond_measure_is_refused_at_once(tmp_path: Path, more: bytes):
    """What no report can be is one sentence, soon."""
    path = with_body(tmp_path / "报告.docx", lambda text: text.replace(b"<w:body>", b"<w:body>" + more))
    with soon(5), pytest.raises(WorkbookError, match=r"太大|损坏|超过"):
        read_narrative(path)


def apart(corners):
    """The cells of each rectangle between two corners; those that touch an earlier one are left out.

    Word merges whole cells only; python-docx stops halfway through what cuts one, and leaves a table nobody can draw.
    """
    taken: set[tuple[int, int]] = set()
    for one, other in corners:
        (top, bottom), (left, right) = (sorted(ends) for ends in zip(one, other, strict=True))
        cells = [(row, column) for row in range(top, bottom + 1) for column in range(left, right + 1)]
        if taken.isdisjoint(cells):
            taken.update(cells)
            yield cells


CORNER = st.tuples(st.integers(0, 4), st.integers(0, 4))


@settings(deadline=None, max_examples=20)
@example([((0, 0), (0, 1)), ((0, 2), (1, 1))])
@given(st.lists(st.tuples(CORNER, CORNER), max_size=6))
def test_merged_cells_are_read_as_word_shows_them(tmp_path_factory, merges):
    """Whatever was merged, each row holds every cell once, and what python-docx finds in it."""
    path = tmp_path_factory.mktemp("m") / "报告.docx"
    document = docx.Document()
    drawn = document.add_table(5, 5)
    places = [(row, column) for row in range(5) for column in range(5)]
    for row, column in places:
        drawn.cell(row, column).text = f"{row}{column}"
    held = {place: (place,) for place in places}
    for cells in apart(merges):
        drawn.cell(*cells[0]).merge(drawn.cell(*cells[-1]))
        held.update(dict.fromkeys(cells, tuple(cells)))
    document.save(path)
    expected = [
        "\t".join(
            " ".join(f"{top}{left}" for top, left in cells)
            for cells in dict.fromkeys(held[row, column] for column in range(5))
        )
        for row in range(5)
    ]
    assert [text for _, text in narrative_reader._from_word(path.read_bytes(), "报告.docx")] == expected
    for row, shown in zip(docx.Document(path).tables[0].rows, expected, strict=True):
        cells = {id(cell._tc): " ".join(cell.text.split()) for cell in row.cells}
        assert "\t".join(cells.values()) == shown


@pytest.mark.parametrize(
    ("data", "says"),
    [
        ("\ufeff<html><p>一、部门单位基本情况</p></html>".encode(), "网页格式"),
        (b"{\\rtf1\\ansi\\deff0", "RTF"),
        (b"MIME-Version: 1.0\r\nContent-Type: multipart/related\r\n", "网页格式"),
        (b"<?xml version='1.0'?><w:wordDocument/>", "XML"),
    ],
)
def test_markup_is_no_text_of_a_report(data, says, tmp_path):
    path = tmp_path / "报告.doc"
    path.write_bytes(data)
    with pytest.raises(WorkbookError, match=says):
        read_narrative(path)


def test_a_text_may_begin_with_a_sign_of_markup(tmp_path):
    path = tmp_path / "报告.txt"
    path.write_text("<附件>\n一、部门单位基本情况\n", encoding="utf-8")
    assert [item.text for item in read_narrative(path).paragraphs] == ["<附件>", "一、部门单位基本情况"]
