"""An output appears whole or not at all, and never over a file that was not meant."""

import errno
import os
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest
import xlsxwriter.exceptions

from perfeval_xl.errors import FormError, OutputError
from perfeval_xl.files import output
from perfeval_xl.files.output import replacing


def write(path, text="新", **options):
    with replacing(path, **options) as temporary:
        temporary.write_text(text, encoding="utf-8")


def refused(path, fault=None, **options):
    with pytest.raises(OutputError) as caught, replacing(path, **options) as temporary:
        temporary.write_text("半", encoding="utf-8")
        if fault:
            raise fault
    sentence = str(caught.value)
    name = Path(os.path.realpath(path)).name if "\0" not in str(path) else Path(path).name.replace("\0", "?")
    assert sentence.startswith(name[:8]) and sentence.endswith("。") and "\n" not in sentence
    return sentence


def files(folder):
    return sorted(path.name for path in folder.iterdir())


def test_the_file_appears_at_the_end_and_nothing_else_stays(tmp_path):
    path = tmp_path / "自评表.xlsx"
    with replacing(path) as temporary:
        assert temporary.parent == tmp_path and temporary.name.startswith(output.PREFIX)
        assert temporary.suffix == ".xlsx"
        temporary.write_text("新", encoding="utf-8")
        assert not path.exists()
    assert path.read_text(encoding="utf-8") == "新"
    assert files(tmp_path) == ["自评表.xlsx"]


def test_an_existing_file_is_replaced_only_with_force(tmp_path):
    path = tmp_path / "自评表.xlsx"
    path.write_text("旧", encoding="utf-8")
    (tmp_path / "自评表(2).xlsx").touch()
    sentence = refused(path)
    assert "--force" in sentence and "“自评表(3).xlsx”" in sentence
    assert path.read_text(encoding="utf-8") == "旧"
    write(path, force=True)
    assert path.read_text(encoding="utf-8") == "新"
    assert files(tmp_path) == ["自评表(2).xlsx", "自评表.xlsx"]


def test_an_input_is_never_overwritten_under_any_of_its_names(tmp_path):
    path = tmp_path / "自评表.xlsx"
    path.write_text("旧", encoding="utf-8")
    (tmp_path / "别名.xlsx").symlink_to(path)
    os.link(path, tmp_path / "硬链接.xlsx")
    for name in ("自评表.xlsx", "别名.xlsx", "硬链接.xlsx"):
        assert "同一个文件" in refused(tmp_path / name, force=True, inputs=[path, tmp_path / "没有"])
    assert "同一个文件" in refused(tmp_path / ".." / tmp_path.name / "自评表.xlsx", force=True, inputs=[path])
    assert path.read_text(encoding="utf-8") == "旧"


def test_a_link_stays_a_link(tmp_path):
    (tmp_path / "真.xlsx").touch()
    (tmp_path / "链.xlsx").symlink_to(tmp_path / "真.xlsx")
    write(tmp_path / "链.xlsx", force=True)
    assert (tmp_path / "链.xlsx").is_symlink()
    assert (tmp_path / "真.xlsx").read_text(encoding="utf-8") == "新"


@pytest.mark.parametrize("lock", ["~$部门自评报告.docx", "~$自评报告.docx", ".~lock.部门自评报告.docx#"])
def test_a_file_open_in_an_office_program_is_left_alone(tmp_path, lock):
    path = tmp_path / "部门自评报告.docx"
    path.write_text("旧", encoding="utf-8")
    (tmp_path / lock).touch()
    sentence = refused(path, force=True)
    assert "打开" in sentence and "“部门自评报告(2).docx”" in sentence
    assert path.read_text(encoding="utf-8") == "旧"


def test_windows_refuses_to_replace_an_open_file(tmp_path, monkeypatch):
    path = tmp_path / "报告.docx"
    path.touch()

    def busy(*_):
        raise PermissionError(errno.EACCES, "The process cannot access the file")

    monkeypatch.setattr(output.os, "replace", busy)
    sentence = refused(path, force=True)
    assert "打开" in sentence and "“报告(2).docx”" in sentence
    assert files(tmp_path) == ["报告.docx"]


@pytest.mark.parametrize(
    ("fault", "says"),
    [
        (OSError(errno.ENOSPC, "No space left on device"), "磁盘空间不足"),
        (OSError(errno.EROFS, "Read-only file system"), "只读"),
        (OSError(errno.EIO, "Input/output error"), "写入失败（Input/output error）"),
        (PermissionError(errno.EACCES, "Permission denied"), "没有写入权限"),
        (xlsxwriter.exceptions.FileCreateError(OSError(errno.ENOSPC, "No space left on device")), "磁盘空间不足"),
    ],
)
def test_a_fault_while_writing_leaves_nothing(tmp_path, fault, says):
    assert says in refused(tmp_path / "表.xlsx", fault)
    assert files(tmp_path) == []


@pytest.mark.parametrize("fault", [KeyboardInterrupt(), SystemExit(1), ValueError("x"), FormError("某局：错。")])
def test_other_exceptions_pass_and_leave_nothing(tmp_path, fault):
    path = tmp_path / "表.xlsx"
    path.write_text("旧", encoding="utf-8")
    with pytest.raises(type(fault)) as caught, replacing(path, force=True) as temporary:
        temporary.write_text("半", encoding="utf-8")
        raise fault
    assert caught.value is fault
    assert path.read_text(encoding="utf-8") == "旧" and files(tmp_path) == ["表.xlsx"]


def test_places_that_cannot_be_written(tmp_path, monkeypatch):
    assert "文件夹“没有”不存在" in refused(tmp_path / "没有" / "表.xlsx")
    assert "这是文件夹" in refused(tmp_path, force=True)
    assert "文件名太长" in refused(tmp_path / ("长" * 255 + ".xlsx"))
    assert "不能使用的字符" in refused(f"{tmp_path}/表\0.xlsx")
    if os.path.exists(os.devnull) and os.name == "posix":
        assert "不是普通文件" in refused(os.devnull, force=True)

    def denied(*_):
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(output.os, "open", denied)
    assert "没有写入权限" in refused(tmp_path / "表.xlsx")


def test_a_read_only_file_is_left_alone(tmp_path, monkeypatch):
    path = tmp_path / "表.xlsx"
    path.touch()
    monkeypatch.setattr(output.os, "access", lambda *_: False)
    assert "文件是只读的" in refused(path, force=True)


def test_a_file_that_appeared_meanwhile_is_not_replaced(tmp_path):
    path = tmp_path / "表.xlsx"
    with pytest.raises(OutputError, match="--force"), replacing(path) as temporary:
        temporary.write_text("新", encoding="utf-8")
        path.write_text("别人的", encoding="utf-8")
    assert path.read_text(encoding="utf-8") == "别人的" and files(tmp_path) == ["表.xlsx"]


def test_names_of_the_longest_kind(tmp_path):
    path = tmp_path / ("a" * 250 + ".xlsx")
    write(path)
    write(path, "二", force=True)
    assert path.read_text(encoding="utf-8") == "二" and files(tmp_path) == [path.name]


@pytest.mark.skipif(os.name != "posix", reason="kill -9")
def test_a_killed_program_leaves_the_old_file_and_a_recognisable_temporary(tmp_path):
    path = tmp_path / "表.xlsx"
    path.write_text("旧", encoding="utf-8")
    program = textwrap.dedent("""
        import sys, time
        from perfeval_xl.files.output import replacing
        with replacing(sys.argv[1], force=True) as temporary:
            temporary.write_text("半")
            print("ready", flush=True)
            time.sleep(60)
    """)
    root = Path(output.__file__).parents[2]
    with subprocess.Popen(
        [sys.executable, "-c", program, str(path)], stdout=subprocess.PIPE, env={**os.environ, "PYTHONPATH": str(root)}
    ) as process:
        assert process.stdout.readline() == b"ready\n"
        process.kill()
    assert path.read_text(encoding="utf-8") == "旧"
    left = [name for name in files(tmp_path) if name != "表.xlsx"]
    assert len(left) == 1 and left[0].startswith(output.PREFIX) and left[0].endswith(".tmp.xlsx")
    write(path, force=True)
    assert path.read_text(encoding="utf-8") == "新"
