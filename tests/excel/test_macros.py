"""What the buttons ask of the component: the command line's own functions, plain rows, never an exception."""

import tempfile
from pathlib import Path
from types import SimpleNamespace

import docx
import pytest

from perfeval_xl import __version__, checks
from perfeval_xl import scheme as schemes
from perfeval_xl.excel import macros
from perfeval_xl.files import casefile, findings_sheet, reader, template
from perfeval_xl.model import Form

CASE = Path(__file__).parent.parent / "cases" / "shangjie-office-2021.json"
NAME = "部门整体绩效自评表.xlsm"


@pytest.fixture
def copy():
    """A copy of a return in the macros' own workspace."""
    form, _ = casefile.load(CASE)
    [[status, _, path, *_]] = macros.run("workspace")
    assert status == "ok"
    template.write(path, form, schemes.get(form.scheme), live=True)
    return path


def test_doctor_is_a_process_of_its_own(monkeypatch):
    started = []
    monkeypatch.setattr(macros.subprocess, "Popen", lambda command, **more: started.append(command))
    assert macros.run("doctor") == [["ok", "正在自检，结果马上打开。", *[""] * 5]]
    assert started[0][-3:] == ["perfeval_xl.setup.explorer", "doctor", "."]


def test_about_opens_the_manual_where_it_was_installed(tmp_path, monkeypatch):
    shown = []
    manual = tmp_path / "用户手册.html"
    monkeypatch.setattr(macros.sys, "platform", "win32")
    monkeypatch.setattr("perfeval_xl.setup.places.places", lambda: SimpleNamespace(manual=manual))
    monkeypatch.setattr(macros, "_show", shown.append)
    assert macros.run("about")[0][0] == "ok"
    assert shown == []
    manual.write_text("<html>", encoding="utf-8")
    assert macros.run("about")[0][0] == "ok"
    assert shown == [manual]


def test_about_names_the_version():
    assert macros.run("about") == [["ok", f"计分组件正常，版本 {__version__}。", *[""] * 5]]


def test_workspaces_are_new_and_their_copies_live():
    first, second = (Path(macros.run("workspace")[0][2]) for _ in range(2))
    assert first.parent != second.parent
    assert first.suffix == ".xlsm"
    assert not first.exists()
    for path in (first, second):
        path.parent.rmdir()


def test_check_gives_the_rows_of_the_command_line_gravest_first(copy, tmp_path):
    form, _ = casefile.load(CASE)
    found = checks.run(form, schemes.get(form.scheme))
    made = macros.run("check", (copy, str(tmp_path), NAME))
    assert len({len(row) for row in made}) == 1  # a table to Excel
    (status, message, *_), *rows = made
    assert status == "ok"
    assert message == findings_sheet.summary(found)
    assert [row[4] for row in rows] == [item.check for item in found]
    assert [row[2] for row in rows] == [item.message for item in found]
    assert [row[5] for row in rows] == [checks.all_checks()[item.check].cure for item in found]
    linked = [row[1] for row in rows if row[1].startswith("=HYPERLINK(\"#'自评表'!")]
    assert len(linked) == len(rows)
    assert not Path(copy).parent.exists()


def test_an_old_form_becomes_a_workbook_and_a_list_beside_it(tmp_path, monkeypatch):
    from importing import compared, old_forms

    shown = []
    monkeypatch.setattr(macros, "_show", shown.append)
    form, _ = casefile.load(CASE)
    old = tmp_path / "旧表.xls"
    old_forms.write_xls(old, old_forms.draw(form, old_forms.Style()), old_forms.Style())
    [[status, message, path, *_]] = macros.run("import", (str(old), "zhengzhou-jinshui-2021"))
    listing = tmp_path / "旧表-导入清单.txt"
    assert (status, Path(path)) == ("ok", tmp_path / "旧表-标准自评表.xlsm")
    assert message.startswith("放好 ")
    assert shown == [listing, Path(path)]
    given = reader.read(path)
    assert (given.scheme.id, given.live) == ("zhengzhou-jinshui-2021", True)
    assert compared.lost(form, given.form, without=("scheme",)) == {}
    assert "部门（单位）名称 ← 表1!B4" in listing.read_text(encoding="utf-8-sig")
    [[_, _, second, *_]] = macros.run("import", (str(old),))
    assert Path(second).name == "旧表-标准自评表(2).xlsm"
    [[status, message, *_]] = macros.run("import", (str(tmp_path / "没有.xls"),))
    assert (status, "找不到" in message) == ("error", True)


def test_texts_of_strangers_are_no_formulas():
    finding = checks.Finding(check="X_Y", severity=checks.Severity.HINT, at="", message="=1+1 不是数字", source="@依据")
    assert findings_sheet.row_of(finding) == ("ⓘ 提示", "整张表", " =1+1 不是数字", " @依据", "X_Y", "")


def test_no_row_of_the_findings_is_to_be_higher_than_excel_allows():
    """Excel takes a height above 409 points for an error, and the list would stay half written."""
    hint = checks.Severity.HINT
    found = [checks.Finding(check="X_Y", severity=hint, message="字" * long, source="") for long in (5, 200, 9000)]
    heights = [float(findings_sheet.answer_of(item)[-1]) for item in found]
    assert heights[0] < heights[1] < heights[2] == 409


def test_report_is_written_beside_the_workbook_under_a_free_name(copy, tmp_path):
    taken = tmp_path / "部门整体绩效自评表-自评报告.docx"
    taken.write_bytes(b"mine")
    [[status, message, path, *_]] = macros.run("report", (copy, str(tmp_path), NAME))
    assert (status, message) == ("ok", f"自评报告已生成：{path}")
    assert Path(path) == tmp_path / "部门整体绩效自评表-自评报告(2).docx"
    assert "示例区委员会办公室" in "\n".join(paragraph.text for paragraph in docx.Document(path).paragraphs)
    assert taken.read_bytes() == b"mine"
    assert not Path(copy).parent.exists()


def test_the_report_is_opened_where_the_system_can(copy, tmp_path, monkeypatch):
    opened = []
    monkeypatch.setattr(macros.os, "startfile", opened.append, raising=False)
    path = macros.run("report", (copy, str(tmp_path), NAME))[0][2]
    assert opened == [Path(path)]


def test_a_report_that_cannot_be_opened_is_still_written(copy, tmp_path, monkeypatch):
    def refuse(path):
        raise OSError("no program for .docx")

    monkeypatch.setattr(macros.os, "startfile", refuse, raising=False)
    assert macros.run("report", (copy, str(tmp_path), NAME))[0][0] == "ok"


def test_submission_is_stamped(copy, tmp_path):
    [[status, _, path, *_]] = macros.run("submit", (copy, str(tmp_path), NAME))
    assert status == "ok"
    assert Path(path).name == "部门整体绩效自评表-送审件.xlsx"
    assert reader.read(path).digest


@pytest.mark.parametrize("folder", ["", "https://example.sharepoint.com/sites/x", "/nowhere/at/all"])
def test_a_workbook_without_a_folder_of_its_own_gets_its_report_in_documents(copy, tmp_path, monkeypatch, folder):
    monkeypatch.setattr(macros.Path, "home", lambda: tmp_path)
    (tmp_path / "Documents").mkdir()
    path = Path(macros.run("report", (copy, folder, "工作簿1"))[0][2])
    assert path == tmp_path / "Documents" / "工作簿1-自评报告.docx"


def test_without_documents_the_home_folder_serves(copy, tmp_path, monkeypatch):
    monkeypatch.setattr(macros.Path, "home", lambda: tmp_path)
    assert Path(macros.run("submit", (copy, "", ""))[0][2]).parent == tmp_path


@pytest.mark.parametrize("name", ["check", "report", "submit"])
def test_a_copy_that_is_no_return_is_an_error_that_names_the_users_workbook(name, tmp_path):
    path = macros.run("workspace")[0][2]
    Path(path).write_bytes(b"PK not a workbook")
    [[status, message, *_]] = macros.run(name, (path, str(tmp_path), NAME))
    assert status == "error"
    assert NAME in message
    assert "副本" not in message
    assert message.endswith("。")
    assert not Path(path).parent.exists()


def test_only_folders_of_the_macros_are_removed(tmp_path):
    path = tmp_path / "mine.xlsm"
    form = Form(scheme="zhengzhou-shangjie-2021")
    template.write(path, form, schemes.get(form.scheme), live=True)
    assert macros.run("check", (str(path), "", path.name))[0][0] == "ok"
    assert path.exists()


@pytest.mark.parametrize(("name", "arguments"), [("no such", ()), ("check", ()), ("check", (1, 2, 3)), ("about", (1,))])
def test_whatever_is_asked_an_answer_is_given(name, arguments):
    [[status, message, *rest]] = macros.run(name, arguments)
    assert status == "error"
    assert message.endswith("。")
    assert rest == [""] * 5


def test_a_full_disk_is_said(monkeypatch):
    def full(**_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(tempfile, "mkdtemp", full)
    [[status, message, *_]] = macros.run("workspace")
    assert status == "error"
    assert "磁盘空间" in message
