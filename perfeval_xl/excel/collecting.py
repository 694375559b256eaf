"""`collect` for the button of 汇总.xlsm: a process of its own does the work, so that Excel and its cells stay free.

`start` gives a ticket, the folder of the work; the process keeps a small file in it that says how far it has come,
`progress` reads that, `stop` leaves another one that ends the reading, as Ctrl+C does at a terminal. Excel asks about
once a second, so that neither side ever waits for the other.
"""

from __future__ import annotations

import json
import logging
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
import traceback
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from perfeval_xl.bureau.pace import Pace
from perfeval_xl.errors import FormError, OutputError, PerfevalError
from perfeval_xl.excel.answer import Answer
from perfeval_xl.files.output import free_name

if TYPE_CHECKING:
    from perfeval_xl.bureau.collect import Collected

PREFIX = "perfeval-collect-"
"""How the name of a ticket's folder begins."""

_REQUEST, _STATE, _STOP = "request.json", "state.json", "stop"
_EVERY = 0.3
"""Seconds between two reports of the process."""
_TRIES = 20
_PAUSE = 0.05
"""How often the last report is tried again while the component is reading the one before, and the seconds between."""
_DATE = re.compile(r"(?P<year>\d{4})[-/.](?P<month>\d{1,2})[-/.](?P<day>\d{1,2})(?: 0?0:00(?::00)?)?")
_LONGEST_LINK = 250
"""A text in a formula has 255 characters at most."""
_SILENCE = 600.0
"""Seconds without a report after which a process that this component did not start is taken for dead."""

_processes: dict[str, subprocess.Popen[bytes]] = {}
"""The processes that this component started, by ticket."""


def place(folder: object, target: object = "") -> Answer:
    """Where the summary of `folder` goes: 报送-汇总.xlsx in the folder `target`, or else beside `folder`.

    Where a file of that name is no summary of ours it gets a free name.
    """
    return Answer("", str(_summary_of(_folder_named(folder), target)))


def start(
    folder: object,
    target: object = "",
    roster: object = "",
    letters: object = "",
    sender: object = "",
    deadline: object = "",
) -> Answer:
    """Starts to collect the returns below `folder`; the path in the answer is the ticket.

    All are what stands in the input cells of the workbook, blank where there is nothing: the folders of the returns and
    for the summary, the roster, the folder for letters, who signs the letters, by when they ask for an answer.
    """
    chosen = _folder_named(folder)
    request = {
        "folder": str(chosen),
        "output": str(_summary_of(chosen, target)),
        "expect": _path(roster, "名册"),
        "letters": _path(letters, "退回意见文件夹"),
        "sender": _text(sender),
        "deadline": _deadline(deadline),
    }
    try:
        ticket = Path(tempfile.mkdtemp(prefix=PREFIX))
        _write(ticket / _REQUEST, request)
    except OSError as error:
        raise OutputError("不能建立临时文件夹，没有开始汇总；请检查磁盘空间后重试。") from error
    command = [sys.executable, "-I", "-X", "utf8", "-m", __name__, str(ticket)]
    _processes[str(ticket)] = subprocess.Popen(
        command,
        cwd=tempfile.gettempdir(),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
    )
    return Answer("正在查找自评表……", str(ticket))


def progress(ticket: str) -> Answer:
    """How far the work is; when it is done, the path of the summary, and one row for each cell of the run's line."""
    folder = _ticket(ticket)
    # The process is looked at before its report: one that ends in between has written the last one.
    running = _running(folder)
    state = _state(folder)
    if state is None or state["state"] == "working":
        if running:
            return Answer(state["message"] if state else "正在查找自评表……")
        _forget(folder)
        raise PerfevalError("读表的程序意外终止（可能内存不够），汇总没有完成；已读的记住了，再汇总一次会接着读。")
    _forget(folder)
    if state["state"] == "error":
        if state["trace"]:
            logging.getLogger(__name__).error("collect failed\n%s", state["trace"])
        raise PerfevalError(state["message"])
    return Answer(state["message"], state["path"], tuple((cell,) for cell in state["run"]))


def stop(ticket: str) -> Answer:
    """Ends the reading; what was read so far becomes a valid summary, which `progress` will tell."""
    with suppress(OSError):
        (_ticket(ticket) / _STOP).touch()
    return Answer("正在停止，已读的部分会写成汇总表……")


def work(ticket: Path) -> None:
    """What the process does: collects as asked and reports. Nothing is raised: what goes wrong is in the report."""
    try:
        request = json.loads((ticket / _REQUEST).read_text("utf-8"))
        report = _collected(request, _reporter(ticket))
    except PerfevalError as error:
        report = {"state": "error", "message": str(error), "trace": ""}
    except BaseException as error:
        message = f"程序出错（{type(error).__name__}），汇总没有完成。请把这一句告诉技术支持。"
        report = {"state": "error", "message": message, "trace": traceback.format_exc()}
    for _ in range(_TRIES):
        try:
            _write(ticket / _STATE, report)
            return
        except PermissionError:
            time.sleep(_PAUSE)


def _reporter(ticket: Path) -> Callable[[int, int], None]:
    """Reports the progress from time to time; as Ctrl+C where the user wants to stop."""
    pace, last = Pace("正在读取自评表"), 0.0

    def report(done: int, total: int) -> None:
        nonlocal last
        if done < total and (ticket / _STOP).exists():
            raise KeyboardInterrupt
        now = time.monotonic()
        if now - last >= _EVERY or done == total:
            last = now
            message = pace.told(done, total) if done < total else f"已读 {total} 个文件，正在写汇总表……"
            with suppress(OSError):  # the component is just reading it: the next one will do
                _write(ticket / _STATE, {"state": "working", "message": message})

    return report


def _collected(request: dict[str, Any], report: Callable[[int, int], None]) -> dict[str, Any]:
    from perfeval_xl.bureau.collect import Request, collect

    expect, letters = (Path(request[key]) if request[key] else None for key in ("expect", "letters"))
    made = collect(
        Request(
            folder=Path(request["folder"]),
            output=Path(request["output"]),
            expect=expect,
            letters=letters,
            sender=request["sender"],
            deadline=request["deadline"],
            force=True,
        ),
        report,
    )
    return {"state": "done", "message": _message(made, letters), "path": str(made.output), "run": _run(made, request)}


def _message(made: Collected, letters: Path | None) -> str:
    """What came of it, for the status bar."""
    district = made.district
    parts = [f"已汇总 {len({unit.name for unit in district.units})} 个单位"]
    if district.matching is not None:
        parts.append(f"未报送 {len(district.matching.missing)} 个")
    if district.unreadable:
        parts.append(f"读不出 {len(district.unreadable)} 个文件，原因见“无法读取”")
    if letters:
        parts.append(f"退回意见 {made.letters} 份，在“{letters.name}”")
    if made.interrupted:
        parts.insert(0, f"已停止，还有 {district.left} 个文件没有读，已读的在“{made.output.name}”，再汇总一次会接着读")
    return "；".join(parts) + "。"


def _run(made: Collected, request: dict[str, Any]) -> list[str]:
    """The line of this run in the list of 汇总.xlsm: texts as they are typed into cells, a link for the summary."""
    from perfeval_xl.bureau.district import count

    district, path = made.district, made.output
    link = f'=HYPERLINK("{path}","{path.name}")'
    remarks = [f"已停止，还有 {district.left} 个没有读"] if made.interrupted else []
    return [
        time.strftime("%Y-%m-%d %H:%M"),
        request["folder"],
        str(len({unit.name for unit in district.units})),
        "—" if district.matching is None else str(len(district.matching.missing)),
        str(len(district.unreadable)),
        str(count(district, "error")),
        str(made.letters) if request["letters"] else "—",
        link if len(str(path)) <= _LONGEST_LINK and '"' not in str(path) else str(path),
        "；".join([*remarks, *made.notes]),
    ]


def _summary_of(folder: Path, target: object) -> Path:
    from perfeval_xl.bureau import review

    # A whole drive has no name and nothing beside it.
    name = f"{folder.name}-汇总.xlsx" if folder.name else "汇总.xlsx"
    path = Path(_path(target, "汇总表文件夹") or folder.parent) / name
    return path.with_name(free_name(path)) if path.exists() and not review.is_summary(path) else path


def _folder_named(text: object) -> Path:
    path = _path(text, "报送文件夹")
    if path is None:
        raise FormError("还没有选报送文件夹：请点“选择文件夹并汇总”，选中放各单位自评表的文件夹。")
    return Path(path)


def _path(text: object, what: str) -> str | None:
    """A path as typed or pasted (Windows copies it in quotation marks); None for a blank cell."""
    typed = _text(text).strip('"“”').strip()
    if typed and not Path(typed).is_absolute():
        raise FormError(f"{what}“{typed}”：请写完整的路径（如 D:\\绩效\\{what}），或用旁边的按钮选择。")
    return typed or None


def _text(value: object) -> str:
    """The text of an input cell, on one line."""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return "" if value is None else " ".join(str(value).split())


def _deadline(value: object) -> str:
    """A deadline as it stands in a letter: 2022-4-30 becomes 2022年4月30日, other words stay."""
    text = _text(value)
    date = _DATE.fullmatch(text)
    return f"{date['year']}年{int(date['month'])}月{int(date['day'])}日" if date else text


def _ticket(text: str) -> Path:
    """The folder of a ticket; nobody is led into another one."""
    path = Path(text)
    if not path.name.startswith(PREFIX) or path.parent != Path(tempfile.gettempdir()) or not path.is_dir():
        raise PerfevalError("没有正在进行的汇总，请重新点“选择文件夹并汇总”。")
    return path


def _running(folder: Path) -> bool:
    """Whether the process may still be at work; one that an earlier component started is judged by its reports."""
    process = _processes.get(str(folder))
    if process:
        return process.poll() is None
    try:
        newest = max(path.stat().st_mtime for path in (folder, *folder.glob(_STATE)))
    except OSError:  # just being replaced
        return True
    return time.time() - newest < _SILENCE


def _state(folder: Path) -> dict[str, Any] | None:
    try:
        state: dict[str, Any] = json.loads((folder / _STATE).read_text("utf-8"))
    except (OSError, ValueError):  # none yet, or it is just being replaced
        return None
    return state


def _write(path: Path, value: dict[str, Any]) -> None:
    """Writes whole or not at all, so that nobody reads a half."""
    temporary = path.with_suffix(".tmp")
    temporary.write_text(json.dumps(value, ensure_ascii=False), "utf-8")
    os.replace(temporary, path)


def _forget(folder: Path) -> None:
    process = _processes.pop(str(folder), None)
    if process:
        with suppress(subprocess.TimeoutExpired):
            process.wait(5)
    shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    work(Path(sys.argv[1]))
