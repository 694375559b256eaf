"""An output appears whole or not at all, and never over a file that was not meant."""

import errno
import os
import subprocess
import sys
import textwrap
import threading
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


def test_a_file_that_appears_at_the_last_moment_is_not_replaced(tmp_path, monkeypatch):
    path, true, calls = tmp_path / "表.xlsx", output._refuse, []

    def refuse(*arguments):
        true(*arguments)
        calls.append(arguments)
        if len(calls) == 2:  # all has been looked at
            path.write_text("别人的", encoding="utf-8")

    monkeypatch.setattr(output, "_refuse", refuse)
    with pytest.raises(OutputError, match="--force"):
        write(path)
    assert path.read_text(encoding="utf-8") == "别人的" and files(tmp_path) == ["表.xlsx"]


def test_of_many_writers_at_once_one_wins_and_the_others_say_so(tmp_path):
    path, start, told = tmp_path / "表.txt", threading.Barrier(8), []

    def run(number):
        start.wait()
        try:
            write(path, f"{number}" * 100_000)
            told.append(number)
        except OutputError as refusal:
            told.append(str(refusal))

    for _ in range(12):
        path.unlink(missing_ok=True)
        told.clear()
        threads = [threading.Thread(target=run, args=(number,)) for number in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        winners = [item for item in told if isinstance(item, int)]
        assert len(winners) == 1 and path.read_text() == f"{winners[0]}" * 100_000
        assert sum("--force" in item for item in told if isinstance(item, str)) == 7
        assert files(tmp_path) == ["表.txt"]


def test_a_file_system_without_hard_links_will_do(tmp_path, monkeypatch):
    def link(*_):
        raise OSError(errno.EPERM, "Operation not permitted")

    monkeypatch.setattr(output.os, "link", link)
    write(tmp_path / "表.xlsx")
    assert (tmp_path / "表.xlsx").read_text(encoding="utf-8") == "新" and files(tmp_path) == ["表.xlsx"]


def shared(times, true=os.replace):
    """A renaming that another program hinders for the first few times, as OneDrive and virus scanners do."""
    hindered = []

    def replace(*paths):
        if len(hindered) < times:
            hindered.append(paths)
            fault = PermissionError(errno.EACCES, "The process cannot access the file")
            fault.winerror = 32
            raise fault
        true(*paths)

    return replace


def test_a_lock_of_a_moment_is_waited_for(tmp_path, monkeypatch):
    monkeypatch.setattr(output, "_WINDOWS", True)
    monkeypatch.setattr(output, "_PAUSES", (0.001,) * 6)
    path = tmp_path / "表.xlsx"
    monkeypatch.setattr(output.os, "rename", shared(3))
    write(path)
    assert path.read_text(encoding="utf-8") == "新"
    monkeypatch.setattr(output.os, "replace", shared(6))
    write(path, "二", force=True)
    assert path.read_text(encoding="utf-8") == "二" and files(tmp_path) == ["表.xlsx"]


def test_a_lock_that_stays_is_told_and_nothing_is_left(tmp_path, monkeypatch):
    monkeypatch.setattr(output, "_WINDOWS", True)
    monkeypatch.setattr(output, "_PAUSES", (0.001,) * 6)
    path = tmp_path / "表.xlsx"
    monkeypatch.setattr(output.os, "rename", shared(99))
    assert "网盘同步" in refused(path)
    assert files(tmp_path) == []
    path.write_text("旧", encoding="utf-8")
    monkeypatch.setattr(output.os, "replace", shared(99))
    assert "打开" in refused(path, force=True)
    assert path.read_text(encoding="utf-8") == "旧" and files(tmp_path) == ["表.xlsx"]


def test_what_a_killed_run_left_long_ago_is_swept_up(tmp_path, monkeypatch):
    monkeypatch.setattr(output, "_swept", set())
    left = tmp_path / f"{output.PREFIX}0123abcd.tmp.xlsx"
    recent = tmp_path / f"{output.PREFIX}89abcdef.tmp.xlsx"
    others = [
        tmp_path / f"{output.PREFIX}表.xlsx.cache",
        tmp_path / f"{output.PREFIX}0123abcd.tmp2",
        tmp_path / "x.tmp",
    ]
    for path in (left, recent, *others):
        path.touch()
        if path != recent:
            os.utime(path, (0, 0))
    write(tmp_path / "表.xlsx")
    assert not left.exists() and all(path.exists() for path in (recent, *others))
