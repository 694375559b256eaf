"""The installer's command line: install, repair, uninstall, test; every step says what it did."""

from __future__ import annotations

import argparse
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from perfeval_xl import __version__
from perfeval_xl.setup import journal, steps
from perfeval_xl.setup.journal import Journal
from perfeval_xl.setup.places import Places, places
from perfeval_xl.setup.steps import Failure, Installation

OK, FAILED = 0, 1


def main(arguments: Sequence[str] | None = None) -> int:
    """Does what install.ps1 asks for; exit code 1 when it could not be done."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace", line_buffering=True)
    options = _parser().parse_args(arguments)
    source = Path(__file__).resolve().parents[2]
    try:
        where = places(_folder(options.install_dir))
    except (Failure, OSError) as error:
        _tell("✘", str(error), getattr(error, "cure", "请重新登录 Windows 后再试。"))
        return FAILED
    wanted = Installation(places=where, source=source, hive=options.hive, trust=options.trust_folder)
    if options.test:
        return test(where)
    if options.uninstall:
        return uninstall(where, what_if=options.what_if)
    return install(wanted, what_if=options.what_if)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="install", description="安装、修复或卸载绩效自评组件。")
    parser.add_argument("--install-dir", default="", help="装在哪个文件夹")
    parser.add_argument("--trust-folder", action="store_true", help="把 文档\\绩效自评 设为 Excel 的受信任位置")
    parser.add_argument("--uninstall", action="store_true", help="卸载；您的自评表保留")
    parser.add_argument("--test", action="store_true", help="只做自检，不改动任何东西")
    parser.add_argument("--what-if", action="store_true", help="只说会做什么，不做")
    parser.add_argument("--hive", choices=("HKCU", "HKLM"), default="HKCU", help=argparse.SUPPRESS)
    return parser


def _folder(typed: str) -> Path | None:
    """The folder that the user wants; None for the usual one. Failure where it can be no folder of our own."""
    if not typed:
        return None
    folder = Path(typed).absolute()
    if folder == Path(folder.anchor):
        raise Failure(f"{typed} 是整个磁盘", "请用 -InstallDir 指定一个单独的文件夹，如 D:\\perfeval_xl。")
    return folder


def install(wanted: Installation, *, what_if: bool = False) -> int:
    """Installs or repairs, step by step; what a failed step and those before it did is taken back."""
    if what_if:
        for number, step in enumerate(steps.STEPS, start=1):
            print(f"{number}. {step.title}：将{step.plan(wanted)}")
        print("以上只是说明，没有做任何改动。")
        return OK
    record = Journal(wanted.places.record, __version__)
    print(f"{'修复' if record.repairs else '安装'}绩效自评组件 {__version__} 到 {wanted.places.folder}")
    for number, step in enumerate(steps.STEPS, start=1):
        try:
            _tell("✔", f"{number}. {step.title}：{step.do(wanted, record)}")
        except (Exception, KeyboardInterrupt) as error:  # whatever it is, nothing half-done may stay
            failure = steps.failure(error, step)
            _tell("✘", f"{number}. {step.title}没有成功：{failure.cause}", failure.cure)
            steps.stop_component()
            _taken_back(record.rollback(), repairs=record.repairs)
            return FAILED
    record.commit()
    print(f"装好了。自评表在“{wanted.places.workbooks}”，桌面上有它的快捷方式。")
    return OK


def _taken_back(problems: list[str], *, repairs: bool) -> None:
    for problem in problems:
        _tell("⚠", problem)
    if not problems:
        print("已恢复到修复之前的样子。" if repairs else "已恢复原状，没有留下任何东西。")


def uninstall(where: Places, *, what_if: bool = False) -> int:
    """Removes what was installed and nothing else; the runtime that this very Python lies in is left to install.ps1."""
    entries = journal.load(where.record)
    if not entries:
        print(f"“{where.folder}”里没有安装过绩效自评组件，不用卸载。")
        return OK
    if what_if:
        for entry in reversed(entries):
            print(f"将删除或复原{_KINDS[entry['kind']]}：{_named(entry)}")
        print("以上只是说明，没有做任何改动。")
        return OK
    steps.stop_component()
    problems = journal.undo(steps.without(entries, _own_runtime(where)))
    for problem in problems:
        _tell("⚠", problem)
    print("已卸载；您自己的文件都保留着。" if not problems else "已卸载，以上几项除外。")
    return OK


_KINDS = {
    "record": "安装记录",
    "folder": "文件夹（空了才删）",
    "tree": "文件夹",
    "file": "文件（您改过的保留）",
    "key": "注册表项（空了才删）",
    "value": "注册表值",
}


def _named(entry: journal.Entry) -> str:
    path = "\\".join(filter(None, (entry.get("hive"), entry["path"])))
    return f"{path}（{entry['name'] or '默认值'}）" if entry["kind"] == "value" else path


def _own_runtime(where: Places) -> Path | None:
    """The private environment, where it is the one that runs this: no program can remove itself on Windows."""
    return where.runtime if Path(sys.prefix).resolve() == where.runtime.resolve() else None


def test(where: Places) -> int:
    """Whether the installed component answers; changes nothing."""
    if not where.record.is_file():
        _tell("✘", f"“{where.folder}”里没有安装绩效自评组件", "请先双击安装包里的 install.cmd。")
        return FAILED
    try:
        _tell("✔", steps.self_test(where))
    except (Failure, OSError, subprocess.SubprocessError) as error:
        failure = steps.failure(error, steps.STEPS[-1])
        _tell("✘", failure.cause, failure.cure)
        return FAILED
    return OK


def _tell(sign: str, text: str, cure: str = "") -> None:
    print(f"{sign} {text}")
    if cure:
        print(f"  → {cure}")
