"""Reading a report file: .docx with tables, .txt in several encodings, and files that are no report."""

from __future__ import annotations

import time
import zipfile
from io import BytesIO
from pathlib import Path

import docx
import pytest

from perfeval_xl import scheme as schemes
from perfeval_xl.checks.narrative import check_narrative
from perfeval_xl.errors import WorkbookError
from perfeval_xl.evaluation import evaluate
from perfeval_xl.files import casefile
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
        started = time.perf_counter()
        check_narrative(form, scheme, read(texts), evaluation)
        assert time.perf_counter() - started < 1.5, texts[0][:20]
