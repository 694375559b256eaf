"""What the buttons of our workbooks ask of the component: each is the command line's own function, mostly on a copy.

A macro takes plain values and gives rows of equal length whose first is (status, message, more): status "ok" or
"error", one Chinese sentence, and a path where there is one. It never raises: what goes wrong is in the sentence.
"""

from __future__ import annotations

import logging
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from perfeval_xl import __version__
from perfeval_xl.errors import OutputError, PerfevalError
from perfeval_xl.excel import collecting
from perfeval_xl.excel.answer import Answer

Rows = list[list[str]]

_PREFIX = "perfeval-"
"""How the name of a temporary folder begins."""
_COPY = "副本.xlsm"
_COLUMNS = 7
"""Columns of an answer; a finding has as many."""


def run(name: str, arguments: Sequence[Any] = ()) -> Rows:
    """The answer of the macro `name` of MACROS as rows; never raises."""
    try:
        macro = MACROS.get(name)
        if macro is None:
            raise PerfevalError(f"没有“{name}”这个操作：工作簿与计分组件的版本不一致，请重新安装或换用新的空白表。")
        answer = macro(*arguments)
    except PerfevalError as error:
        return _rows("error", Answer(str(error)))
    except Exception as error:
        logging.getLogger(__name__).exception("macro %s failed", name)
        return _rows("error", Answer(f"程序出错（{type(error).__name__}），没有完成。请保存文件，把它发给技术支持。"))
    return _rows("ok", answer)


def about() -> Answer:
    """Which version answers; the manual opens where it was installed."""
    manual = _manual()
    if manual is not None:
        _show(manual)
    return Answer(f"计分组件正常，版本 {__version__}。")


def _manual() -> Path | None:
    """The manual among the user's workbooks, where there is one."""
    if sys.platform != "win32":
        return None
    from perfeval_xl.setup.places import places

    manual = places().manual
    return manual if manual.is_file() else None


def doctor() -> Answer:
    """How this computer stands: examined by a process of its own, which calls the component as Excel does; it opens."""
    command = [sys.executable, "-I", "-X", "utf8", "-m", "perfeval_xl.setup.explorer", "doctor", "."]
    subprocess.Popen(command, cwd=tempfile.gettempdir(), stdin=subprocess.DEVNULL)
    return Answer("正在自检，结果马上打开。")


def workspace() -> Answer:
    """A new temporary folder, and in it the path where the workbook is to save a copy of itself."""
    try:
        folder = tempfile.mkdtemp(prefix=_PREFIX)
    except OSError as error:
        raise OutputError("不能建立临时文件夹，没有完成；请检查磁盘空间后重试。") from error
    path = str(Path(folder) / _COPY)
    return Answer("", path)


def check(copy: str, folder: str = "", name: str = "") -> Answer:
    """All findings of the copy, gravest first, as rows of the sheet 校验结果."""
    from perfeval_xl.files import findings_sheet, returns

    with _Copy(copy, folder, name) as path:
        found = returns.findings(returns.read(path))
    listed = found[: findings_sheet.LIMIT]
    message = findings_sheet.summary(found) if found else "没有发现问题。"
    return Answer(message, "", tuple(findings_sheet.answer_of(item) for item in listed))


def report(copy: str, folder: str = "", name: str = "") -> Answer:
    """The Word report beside the workbook `name` in `folder`; it is opened."""
    from perfeval_xl.evaluation import evaluate
    from perfeval_xl.files import returns, word
    from perfeval_xl.files.output import replacing
    from perfeval_xl.report import build

    with _Copy(copy, folder, name) as path:
        given = returns.read(path)
        output = _free(folder, name, "自评报告.docx")
        document = build(given.form, given.scheme, evaluate(given.form, given.scheme))
        with replacing(output) as temporary:
            word.write(document, temporary)
    _show(output)
    return Answer(f"自评报告已生成：{output}", str(output))


def submit(copy: str, folder: str = "", name: str = "") -> Answer:
    """The submission beside the workbook `name` in `folder`."""
    from perfeval_xl.files import returns, submission

    with _Copy(copy, folder, name) as path:
        output = _free(folder, name, "送审件.xlsx")
        submission.write(output, returns.read(path))
    return Answer(f"送审件已生成：{output}", str(output))


def import_form(old: str, scheme: str = "") -> Answer:
    """The old form `old` as a standard workbook beside it, with the list of every cell; both are opened.

    Where the old form names no region it is read under `scheme`, that of the workbook whose button was pressed.
    """
    from perfeval_xl import checks, import_texts
    from perfeval_xl.files import importer, template
    from perfeval_xl.files.output import replacing

    found = importer.read(old)
    if scheme and not found.choice.sure:
        found = importer.read(old, scheme)
    folder, name = str(Path(old).parent), Path(old).name
    output, listing = _free(folder, name, "标准自评表.xlsm"), _free(folder, name, "导入清单.txt")
    form = found.account.form
    with replacing(output) as temporary:
        template.write(temporary, form, found.scheme, live=True, findings=checks.run(form, found.scheme))
    with replacing(listing) as temporary:
        temporary.write_text(import_texts.imported(found, output) + "\n", encoding="utf-8-sig")
    _show(listing)
    _show(output)
    return Answer(f"{import_texts.counts(found.account)}标准自评表：{output}，明细：{listing}", str(output))


MACROS: dict[str, Callable[..., Answer]] = {
    "about": about,
    "doctor": doctor,
    "workspace": workspace,
    "check": check,
    "report": report,
    "submit": submit,
    "import": import_form,
    "collect": collecting.start,
    "collect.place": collecting.place,
    "collect.progress": collecting.progress,
    "collect.stop": collecting.stop,
}
"""The macros by the name that the workbook calls them."""


class _Copy:
    """The copy that the workbook saved; its folder is removed afterwards, and errors name the workbook itself."""

    def __init__(self, copy: str, folder: str, name: str):
        self.path, self.shown = Path(copy), name or Path(copy).name

    def __enter__(self) -> Path:
        return self.path

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        folder = self.path.parent
        if folder.name.startswith(_PREFIX) and folder.parent == Path(tempfile.gettempdir()):
            shutil.rmtree(folder, ignore_errors=True)
        if isinstance(error, PerfevalError):
            words = str(error).replace(str(self.path), self.shown).replace(self.path.name, self.shown)
            raise type(error)(words) from error


def _free(folder: str, name: str, kind: str) -> Path:
    """Where an output goes: beside the workbook, under a name that is not taken yet."""
    from perfeval_xl.files.output import free_name

    stem = Path(name).stem or "部门整体绩效自评表"
    path = _folder(folder) / f"{stem}-{kind}"
    return path.with_name(free_name(path)) if os.path.exists(path) else path


def _folder(folder: str) -> Path:
    """The workbook's folder; the user's documents when it has none here (never saved, or in the cloud)."""
    if folder and "://" not in folder and os.path.isdir(folder) and os.access(folder, os.W_OK):
        return Path(folder)
    home = Path.home()
    places = (home / "Documents", home / "文档", home / "Desktop", home / "桌面", home)
    return next(place for place in places if place.is_dir() or place == home)


def _show(path: Path) -> None:
    """Opens a document in the program of its kind, where the system can do that (Windows)."""
    start = getattr(os, "startfile", None)
    if start:
        with suppress(OSError):
            start(path)


def _rows(status: str, answer: Answer) -> Rows:
    listed = [(status, answer.message, answer.path), *answer.rows]
    return [[*row, *[""] * (_COLUMNS - len(row))] for row in listed]
