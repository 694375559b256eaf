"""Whatever is given instead of a standard workbook: one clear sentence, never a traceback, never a long wait."""

import io
import os
import re
import zipfile
from pathlib import Path

import pytest
import requires
from hypothesis import given, settings
from hypothesis import strategies as st
from small_workbook import SHEET, SmallWorkbook
from soon import soon

from perfeval_xl.errors import PerfevalError, WorkbookError
from perfeval_xl.files import package, reader, source
from perfeval_xl.files.sheets import Workbook
from perfeval_xl.model import Form, Indicator

FORM = Form(indicators=(Indicator(name="培训次数", target="≥10", actual="12"),))
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def refused(path):
    with pytest.raises(WorkbookError) as caught:
        reader.read(path)
    sentence = str(caught.value)
    assert sentence.endswith("。") and "：" in sentence and "\n" not in sentence and len(sentence) < 200
    return sentence


def given_file(tmp_path, data, name="表.xlsx"):
    path = tmp_path / name
    path.write_bytes(data)
    return path


def ole(stream):
    """The beginning of an OLE file with one stream in its directory."""
    return OLE + bytes(1016) + "Root Entry".encode("utf-16-le") + bytes(44) + stream.encode("utf-16-le") + bytes(600)


def zipped(parts, compression=zipfile.ZIP_DEFLATED):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", compression) as target:
        for name, content in parts.items():
            target.writestr(name, content)
    return stream.getvalue()


def with_part(name, change):
    """A good workbook in which one part was changed."""
    with zipfile.ZipFile(io.BytesIO(SmallWorkbook(FORM).bytes())) as good:
        parts = {info.filename: good.read(info) for info in good.infolist()}
    parts[name] = change(parts[name])
    return zipped(parts)


GOOD = SmallWorkbook(FORM).bytes()


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "文件是空的"),
        (GOOD[: len(GOOD) // 2], "没有下载完整"),
        (GOOD[:-30], "没有下载完整"),
        (b"PK\x03\x04" + bytes(50), "没有下载完整"),
        (b"PK", "没有下载完整"),
        (bytes(range(16, 80)), "不是 .xlsx 或 .xlsm 工作簿"),
        (ole("EncryptedPackage"), "打开密码"),
        (ole("Workbook"), "旧式 Excel 文件（.xls）"),
        (ole("Book"), "旧式 Excel 文件（.xls）"),
        (ole("WordDocument"), "旧式 Word 文档"),
        (ole("Something"), "旧式 Office 文件"),
        (b"\x09\x08\x10\x00\x00\x06\x05\x00", "很旧的 Excel 文件"),
        (b"<html><table></table></html>", "网页格式"),
        (b"<?xml version='1.0'?><Workbook/>", "XML 格式的文件"),
        (b'{"scheme": "x"}', "扩展名改为 .json"),
        (b"%PDF-1.7", "PDF"),
        (b"<!DOCTYPE html>\n<html>", "另存为 .xlsx"),
        (b"MIME-Version: 1.0\r\nX-Document-Type: Workbook\r\n", "网页格式"),
        (b"{\\rtf1\\ansi", "RTF"),
        ("指标,分值\n".encode("gbk"), "纯文本"),
        ("指标\t分值\r\n".encode("utf-16"), "纯文本"),
        ("指标,分值\n".encode("utf-8-sig") + "字".encode() * 700, "另存为 .xlsx"),
        (zipped({"word/document.xml": "<x/>"}), "Word 文档"),
        (zipped({"ppt/presentation.xml": "<x/>"}), "演示文稿"),
        (zipped({"xl/workbook.bin": "x"}), ".xlsb"),
        (zipped({"content.xml": "<x/>"}), "OpenDocument"),
        (zipped({"报表.xlsx": "x"}), "压缩包"),
        (zipped({}), "压缩包"),
        (zipped({"xl/workbook.xml": "<workbook><sheets/></workbook>"}), "不是本软件的自评表"),
        (zipped({"xl/workbook.xml": "<workbook><sheets></workbook>"}), "已损坏"),
        (zipped({"xl/workbook.xml": b"\xff\xfe\x00"}), "已损坏"),
        (zipped({"xl/workbook.xml": b"\x80"}), "已损坏"),
        (zipped({"xl/workbook.xml": ""}), "已损坏"),
    ],
)
def test_another_file_is_named_for_what_it_is(tmp_path, data, says):
    assert says in refused(given_file(tmp_path, data))


def test_no_file_a_folder_a_lock_file_a_long_name(tmp_path):
    assert "找不到这个文件" in refused(tmp_path / "没有.xlsx")
    assert "这是文件夹" in refused(tmp_path)
    assert "锁文件" in refused(given_file(tmp_path, b"\x05user", "~$表.xlsx"))
    assert "锁文件" in refused(given_file(tmp_path, b"x", ".~lock.表.xlsx#"))
    assert "文件名太长" in refused(tmp_path / ("长" * 255 + ".xlsx"))
    assert "不能使用的字符" in refused(Path(f"{tmp_path}/a\0b.xlsx"))
    longest = given_file(tmp_path, GOOD, "a" * 250 + ".xlsx")
    assert reader.read(longest).form.indicators == FORM.indicators
    if hasattr(os, "mkfifo"):
        os.mkfifo(tmp_path / "pipe.xlsx")
        assert "不是普通文件" in refused(tmp_path / "pipe.xlsx")


def test_no_permission(tmp_path, monkeypatch):
    def denied(self, *arguments):
        raise PermissionError(13, "Permission denied")

    path = given_file(tmp_path, GOOD)
    monkeypatch.setattr(Path, "open", denied)
    assert "没有读取权限" in refused(path)


def test_a_workbook_really_encrypted(tmp_path):
    ooxml = requires.module("msoffcrypto.format.ooxml", "像 Office 那样加密")
    stream = io.BytesIO()
    ooxml.OOXMLFile(io.BytesIO(GOOD)).encrypt("123456", stream)
    assert "打开密码" in refused(given_file(tmp_path, stream.getvalue()))


def test_a_file_too_large_to_be_a_form(tmp_path, monkeypatch):
    monkeypatch.setattr(source, "LIMIT", 1000)
    assert "不会是一份自评表" in refused(given_file(tmp_path, GOOD))


def test_a_zip_bomb_is_not_unpacked(tmp_path):
    bomb = with_part("xl/worksheets/sheet1.xml", lambda xml: b"<worksheet>" + b" " * (package.PART_LIMIT + 1))
    assert len(bomb) < 200_000
    with soon(2):
        assert "大得不正常" in refused(given_file(tmp_path, bomb))
    crowd = zipped({f"x/{n}": "" for n in range(package.ENTRY_LIMIT + 1)}, zipfile.ZIP_STORED)
    assert "大得不正常" in refused(given_file(tmp_path, crowd))


def test_a_size_that_lies_in_the_zip_directory(tmp_path):
    """A directory that claims 10 bytes for a part of a megabyte: no more than 10 are unpacked."""
    data = bytearray(zipped({"xl/workbook.xml": b"<workbook>" + b" " * 1_000_000}))
    entry = data.rindex(b"PK\x01\x02")
    data[entry + 24 : entry + 28] = (10).to_bytes(4, "little")
    assert "已损坏" in refused(given_file(tmp_path, bytes(data)))


def test_an_offset_that_lies_in_the_zip_directory(tmp_path):
    data = bytearray(GOOD)
    entry = data.rindex(b"PK\x01\x02")
    while data[entry + 46 :].startswith(b"xl/workbook.xml") is False:
        entry = data.rindex(b"PK\x01\x02", 0, entry)
    for offset in (0x7FFFFFFF, 0xFFFFFFF0, len(GOOD) - 4, 1):
        data[entry + 42 : entry + 46] = offset.to_bytes(4, "little")
        assert "已损坏" in refused(given_file(tmp_path, bytes(data)))
    directory = bytearray(GOOD)
    end = directory.rindex(b"PK\x05\x06")
    directory[end + 16 : end + 20] = (0x00FFFFFF).to_bytes(4, "little")
    assert "已损坏" in refused(given_file(tmp_path, bytes(directory)))


def test_a_package_without_its_list_of_types_is_read(tmp_path):
    with zipfile.ZipFile(io.BytesIO(GOOD)) as good:
        parts = {info.filename: good.read(info) for info in good.infolist() if info.filename != "[Content_Types].xml"}
    given = reader.read(given_file(tmp_path, zipped(parts)))
    assert given.form.indicators == FORM.indicators and not given.live


BOMB = """<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>"""
EXTERNAL = """<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>"""


@pytest.mark.parametrize("part", ["workbook.xml", "sharedStrings.xml", "worksheets/sheet1.xml", "styles.xml"])
@pytest.mark.parametrize("dtd", [BOMB, EXTERNAL])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_document_type_is_refused_in_any_part(tmp_path, part, dtd, encoding):
    def change(xml):
        head, _, body = xml.decode("utf-8").partition("?>")
        return f"{head.replace('UTF-8', encoding)}?>{dtd}{body}".encode(encoding)

    assert "DTD" in refused(given_file(tmp_path, with_part(f"xl/{part}", change)))


def test_utf_16_parts_are_read(tmp_path):
    data = with_part("xl/workbook.xml", lambda xml: xml.decode("utf-8").replace("UTF-8", "UTF-16").encode("utf-16"))
    assert reader.read(given_file(tmp_path, data)).form.indicators == FORM.indicators


def test_an_encrypted_or_strange_compression_entry(tmp_path):
    data = bytearray(GOOD)
    for mark, offset in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
        place = data.find(mark)
        while place >= 0:
            data[place + offset] |= 1
            place = data.find(mark, place + 4)
    assert "加了密码" in refused(given_file(tmp_path, bytes(data)))
    data = bytearray(GOOD)
    for mark, offset in ((b"PK\x01\x02", 10), (b"PK\x03\x04", 8)):
        place = data.find(mark)
        while place >= 0:
            data[place + offset] = 99
            place = data.find(mark, place + 4)
    assert "特殊压缩方式" in refused(given_file(tmp_path, bytes(data)))


def test_another_workbook_is_told_by_its_sheets(tmp_path):
    small = SmallWorkbook(FORM)
    small.book.defined_names.clear()
    assert "找不到单元格名称，工作表有“自评表”“报告素材”“列表”" in refused(small.save(tmp_path / "表.xlsx"))


def test_missing_names_are_listed(tmp_path):
    small = SmallWorkbook(FORM, skip=["indicators.target", "budget.total.final", "fiscal_year", "agency.name"])
    sentence = refused(small.save(tmp_path / "表.xlsx"))
    assert "“年度（fiscal_year）”、“部门（单位）名称（agency.name）”" in sentence
    assert "等 4 处的单元格名称" in sentence
    small = SmallWorkbook(FORM, skip=[f"indicators.{name}" for name in Indicator.__slots__])
    assert "缺少“绩效指标·一级指标（indicators.category）”" in refused(small.save(tmp_path / "表.xlsx"))


@pytest.mark.parametrize(
    "reference", ["#REF!", "自评表!#REF!", "不存在!$A$1", "[1]自评表!$A$1", "OFFSET(自评表!$A$1,1,1)"]
)
def test_a_broken_name_is_told(tmp_path, reference):
    small = SmallWorkbook(FORM, skip=["budget.basic.final"])
    small.skip.clear()
    small.name("budget.basic.final", reference)
    data = small.bytes()
    assert "“预算情况·基本支出·全年预算数（budget.basic.final）”的单元格名称已失效" in refused(
        given_file(tmp_path, data)
    )


def test_columns_torn_apart_are_told(tmp_path):
    small = SmallWorkbook(FORM, skip=["indicators.actual"])
    small.skip.clear()
    small.name("indicators.actual", f"{SHEET}!$F$4:$F$7")
    sentence = refused(small.save(tmp_path / "表.xlsx"))
    assert "“绩效指标”各列的行不再对齐（“绩效指标·实际完成值（indicators.actual）”）" in sentence


@settings(deadline=None, max_examples=150)
@given(st.data())
def test_damage_anywhere_is_a_sentence_or_is_not_noticed(tmp_path_factory, data):
    """Bytes changed in an unpacked part, so that the damage gets past the checksums of the zip."""
    with zipfile.ZipFile(io.BytesIO(GOOD)) as good:
        parts = {info.filename: good.read(info) for info in good.infolist()}
    name = data.draw(st.sampled_from([name for name in parts if name.startswith("xl/") and "theme" not in name]))
    content = bytearray(parts[name])
    for _ in range(data.draw(st.integers(1, 6))):
        place = data.draw(st.integers(0, len(content) - 1))
        content[place : place + data.draw(st.integers(0, 3))] = data.draw(st.binary(max_size=3) | st.just(b"9"))
    parts[name] = bytes(content)
    path = tmp_path_factory.mktemp("d") / "表.xlsx"
    path.write_bytes(zipped(parts))
    try:
        reader.read(path)
    except PerfevalError as error:
        assert str(error).endswith("。")


@settings(deadline=None, max_examples=100)
@given(st.binary(max_size=200), st.sampled_from([b"", b"PK\x03\x04", OLE, b"PK\x05\x06"]))
def test_any_bytes_are_a_sentence(tmp_path_factory, content, head):
    refused(given_file(tmp_path_factory.mktemp("b"), head + content))


DEEP = b"<a>" * 3_000_000 + b"</a>" * 3_000_000


@pytest.mark.parametrize("part", ["xl/workbook.xml", "xl/styles.xml", "xl/_rels/workbook.xml.rels"])
def test_a_part_that_would_fill_the_memory_as_a_tree_is_refused(tmp_path, part):
    bomb = with_part(part, lambda xml: re.sub(rb"(</\w+>\s*)$", lambda end: DEEP + end[1], xml))
    with soon(5):
        assert "大得不正常" in refused(given_file(tmp_path, bomb))


def test_one_part_is_not_many_sheets(tmp_path):
    """Otherwise a small file would be read as often as it says."""

    def named(xml):
        more = "".join(f'<sheet name="s{n}" sheetId="{n + 50}" r:id="rId1"/>' for n in range(2000))
        return xml.replace(b"</sheets>", more.encode() + b"</sheets>")

    path = given_file(tmp_path, with_part("xl/workbook.xml", named))
    assert len(Workbook(package.open_workbook(path)).titles) == 3
    assert reader.read(path).form.indicators == FORM.indicators
