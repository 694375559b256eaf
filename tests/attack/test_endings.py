"""A command that is disturbed anywhere leaves the old output or the whole new one, and says what happened."""

import errno
import os
import shutil
import tempfile
import zipfile
from pathlib import Path

import generated_returns as made
import pytest

from attack import endings
from perfeval_xl.files.output import PREFIX

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="a process of its own for each run needs fork")

CASE = Path(__file__).parent.parent / "cases" / "clean-2021.json"
OLD = b"what stood there before"
POINTS = int(os.environ.get("PERFEVAL_ATTACK_POINTS", "3"))
"""At how many points each command is disturbed; `make attack` takes them all."""
COMMANDS = {
    "fill": ("F.xlsm", ["fill", CASE]),
    "report": ("R.docx", ["report", CASE]),
    "collect": ("汇总.xlsx", ["collect", "报送", "--workers", "1"]),
    "new": ("N.xlsx", ["new", "--scheme", "zhengzhou-shangjie-2021"]),
    "submit": ("S.xlsx", ["submit", CASE]),
    "export-case": ("C.json", ["export-case", CASE]),
    "check": ("P.html", ["check", CASE]),
    "import": ("I.xlsm", ["import", CASE]),
}
SHORT = ("fill", "report", "collect")
"""They differ in how they write; the others write as one of them does, and are disturbed in the longer run."""
FULL = OSError(errno.ENOSPC, "No space left on device")


@pytest.fixture(autouse=True)
def own_folder(tmp_path, monkeypatch):
    """All files of a run, temporary ones included, lie below one folder, which is the current one."""
    (tmp_path / "temp").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "temp"))
    monkeypatch.chdir(tmp_path)


@pytest.fixture(params=COMMANDS if POINTS > 3 else SHORT)
def command(request, tmp_path):
    """The call of a command, in a folder with an old output, and the path of that output."""
    name, words = COMMANDS[request.param]
    if request.param == "collect":
        made.write(tmp_path / "报送", range(2))
    output = tmp_path / "出" / name
    output.parent.mkdir()
    output.write_bytes(OLD)
    option = "--html" if request.param == "check" else "-o"
    return [*words, option, output, "--force"], output


def test_undisturbed_it_writes_the_whole_output(command):
    call, output = command
    ended = endings.undisturbed(call)
    assert ended.outcome.code == 0 and len(ended.events) >= 4
    assert whole(output) and left(output) == []


@pytest.mark.parametrize("fault", [FULL, KeyboardInterrupt()], ids=["full disk", "Ctrl+C"])
def test_a_fault_at_any_operation_leaves_the_old_output(command, fault):
    call, output = command
    for point in points(call, output):
        output.write_bytes(OLD)
        for folder in Path(tempfile.tempdir).iterdir():
            shutil.rmtree(folder)
        ended = endings.failing(call, point, fault)
        assert_old_or_whole(ended, output, point)
        if not ended.events[point].startswith(("os.remove", "os.rmdir")):  # the fault hindered the tidying up itself
            assert list(Path(tempfile.tempdir).iterdir()) == [], point


def test_a_disk_that_is_full_at_any_byte_leaves_the_old_output(command):
    call, output = command
    for size in sizes(call, output):
        output.write_bytes(OLD)
        ended = endings.full(call, size)
        assert_old_or_whole(ended, output, size)


def test_kill_9_at_any_operation_leaves_the_old_output_or_the_new_one(command):
    call, output = command
    for point in points(call, output):
        output.write_bytes(OLD)
        endings.killed(call, point)
        assert output.read_bytes() == OLD or whole(output), point
        assert all(name.startswith(PREFIX) for name in left(output)), point
    goes_on(call, output)


def test_kill_9_in_the_middle_of_any_write_leaves_the_old_output(command):
    call, output = command
    for size in sizes(call, output):
        output.write_bytes(OLD)
        ended = endings.killed_writing(call, size)
        assert output.read_bytes() == OLD or (ended.outcome is not None and whole(output)), size
        assert all(name.startswith(PREFIX) for name in left(output)), size
    goes_on(call, output)


def points(call, output):
    """Some of the events that the command comes to, the last ones (where the output takes its place) among them."""
    count = len(endings.undisturbed(call).events)
    return sorted({*range(0, count, max(count // POINTS, 1)), *range(max(count - 2, 0), count)})


def sizes(call, output):
    """Some positions in the output that the command writes."""
    endings.undisturbed(call)
    size = output.stat().st_size
    return sorted({0, size - 1, *range(7, size, max(size // POINTS, 1))})


def goes_on(call, output):
    """After all that, the same call works, and what is left over is nobody's return."""
    assert endings.undisturbed(call).outcome.code == 0
    assert whole(output)
    summary = output.with_name("末.xlsx")
    ended = endings.undisturbed(["collect", output.parent, "-o", summary, "--workers", "1", "--json"])
    assert ended.outcome.code in (0, 2)
    assert PREFIX not in ended.outcome.said


def assert_old_or_whole(ended, output, at):
    """A command that failed has left the old output, one that has not the whole new one; nothing lies beside it."""
    assert not ended.broken, at
    assert ended.outcome is not None
    if ended.outcome.code == 2:
        assert output.read_bytes() == OLD, at
    else:
        assert whole(output), at
    assert left(output) == [], at


def whole(output):
    if output.suffix in (".xlsx", ".xlsm", ".docx"):
        return zipfile.is_zipfile(output) and zipfile.ZipFile(output).testzip() is None
    return output.read_bytes().endswith(b"\n") and output.stat().st_size > len(OLD)


def left(output):
    """What lies beside the output; what is remembered of returns may."""
    return sorted(path.name for path in output.parent.iterdir() if path != output and path.suffix != ".cache")
