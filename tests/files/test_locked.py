"""Files with a password: whatever reads them says so in one sentence, and what to do.

The files in `locked` were saved by LibreOffice with the password 123456 (`storeToURL` with Password, for .xlsx and
.docx with EncryptionData); what Excel writes today (agile encryption) is made anew by msoffcrypto.
"""

import io
import json
from pathlib import Path

import pytest
import requires

from perfeval_xl import cli
from perfeval_xl.files.locked import has_password

LOCKED = Path(__file__).parent / "locked"
CASE = Path(__file__).parent.parent / "cases" / "shangjie-office-2021.json"
EXCEL = "文件有打开密码，请在 Excel 中用“文件-信息-保护工作簿”去掉密码，另存后再读。"
WORD = "文件有打开密码，请在 Word 中用“文件-信息-保护文档”去掉密码，另存后再读。"
SAYS = {"自评表.xlsx": EXCEL, "自评表.xls": EXCEL, "报告.docx": WORD, "报告.doc": WORD}


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A folder with a good workbook, the locked files, and an .xlsx and a .docx as Office encrypts them."""
    ooxml = requires.module("msoffcrypto.format.ooxml", "像 Office 那样加密")
    folder = tmp_path_factory.mktemp("有密码的")
    for name in SAYS:
        (folder / name).write_bytes((LOCKED / name).read_bytes())
    assert cli.main(["fill", str(CASE), "-o", str(folder / "好的.xlsx")]) == 0
    assert cli.main(["report", str(CASE), "-o", str(folder / "好的.docx")]) == 0
    for ending in ("xlsx", "docx"):
        stream = io.BytesIO()
        ooxml.OOXMLFile(io.BytesIO((folder / f"好的.{ending}").read_bytes())).encrypt("123456", stream)
        (folder / f"办公.{ending}").write_bytes(stream.getvalue())
    return folder


WORKBOOKS = ("自评表.xlsx", "办公.xlsx")
ANY = (*SAYS, "办公.xlsx", "办公.docx")


def says(name):
    return WORD if name.endswith(("docx", "doc")) else EXCEL


@pytest.mark.parametrize(
    ("names", "command"),
    [
        (WORKBOOKS, ["score", "{}"]),
        (WORKBOOKS, ["check", "{}"]),
        (WORKBOOKS, ["report", "{}", "-o", "out.docx"]),
        (WORKBOOKS, ["submit", "{}", "-o", "out.xlsx"]),
        (WORKBOOKS, ["export-case", "{}", "-o", "out.json"]),
        (WORKBOOKS, ["collect", "returns", "-o", "out.xlsx", "--expect", "{}"]),
        (ANY, ["check", "好的.xlsx", "--report", "{}"]),
        (ANY, ["import", "{}", "-o", "out.xlsm"]),
        (ANY, ["roll", "{}", "--year", "2022", "-o", "out.xlsm"]),
        (ANY, ["diff", "{}", "好的.xlsx"]),
        (ANY, ["diff", "好的.xlsx", "{}"]),
    ],
    ids=lambda item: " ".join(item) if isinstance(item, list) else None,
)
def test_every_command_that_reads_a_file_tells_of_its_password(folder, names, command, capsys, monkeypatch):
    monkeypatch.chdir(folder)
    Path("returns").mkdir(exist_ok=True)
    for name in names:
        before = sorted(path.name for path in folder.iterdir())
        assert cli.main([word.format(name) for word in command]) == 2
        said = capsys.readouterr()
        assert (said.out, said.err) == ("", f"错误：{name}：{says(name)}\n")
        assert sorted(path.name for path in folder.iterdir()) == before


def test_a_locked_return_does_not_stop_the_summary(folder, tmp_path, capsys):
    returns = tmp_path / "returns"
    returns.mkdir()
    for name in (*WORKBOOKS, "好的.xlsx"):
        (returns / name).write_bytes((folder / name).read_bytes())
    assert cli.main(["collect", str(returns), "-o", str(tmp_path / "汇总.xlsx"), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert {item["file"]: item["reason"] for item in told["unreadable"]} == dict.fromkeys(WORKBOOKS, EXCEL)


def test_files_without_a_password_have_none(folder):
    import docx
    import xlwt

    book = xlwt.Workbook(encoding="utf-8")
    book.add_sheet("表").write(0, 0, "三级指标")
    stream = io.BytesIO()
    book.save(stream)
    document = io.BytesIO()
    docx.Document().save(document)
    for data in (stream.getvalue(), document.getvalue(), (folder / "好的.xlsx").read_bytes(), b"", b"\x09\x08"):
        assert not has_password(data)
    bare = b"\x09\x08\x08\x00" + bytes(8)
    assert has_password(bare + b"\x2f\x00\x04\x00" + bytes(4))
    assert not has_password(bare + b"\x85\x00\x04\x00" + bytes(4) + b"\x2f\x00\x04\x00" + bytes(4))
