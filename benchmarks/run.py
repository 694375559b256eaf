"""All benchmarks, each in a process of its own: a table on the terminal and in docs/performance.md.

`make bench`, or `python benchmarks/run.py [NAMES]`; with names only these are measured again, and nothing is written.
"""

import argparse
import json
import os
import platform
import subprocess
import sys
from dataclasses import asdict
from datetime import date
from importlib import import_module, metadata
from pathlib import Path

from measuring import ROOT, Row, figure, shown

SCRIPTS = (
    "reading",
    "collect",
    "startup",
    "template",
    "report",
    "checking",
    "scoring",
    "latency",
    "native",
    "com",
)
PAGE = ROOT / "docs" / "performance.md"
BEGIN, END = "<!-- make bench 写入，请勿手改：开始 -->", "<!-- make bench 写入，请勿手改：结束 -->"
LIBRARIES = ("openpyxl", "XlsxWriter", "python-docx", "pandas", "xlwings")


def measured(name: str, tiny: bool) -> list[Row]:
    """The rows of one script, measured in a new process."""
    command = [sys.executable, str(Path(__file__)), "--child", name, *(["--tiny"] if tiny else [])]
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True)
    if done.returncode:
        return [Row(what=name, goal=0, skipped="量的时候出错，见屏幕")]
    return [Row(**row) for row in json.loads(done.stdout.splitlines()[-1])]


def machine(before: float, after: float) -> str:
    """What it was measured on, in a sentence."""
    versions = "、".join(f"{name} {metadata.version(name)}" for name in LIBRARIES)
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    today = date.today()
    return (
        f"量于 {today.year}年{today.month}月{today.day}日：{cores} 个处理器，{platform.system()} {platform.machine()}，"
        f"Python {platform.python_version()}，{versions}；量之前和之后的负载是 {before:.1f} 和 {after:.1f}"
        f"（超过 {cores} 时有别的任务在跑，墙钟时间偏大）。"
    )


def table(rows: list[Row]) -> str:
    """The rows as a table of Markdown."""
    lines = ["| 量什么 | 基线 | 目标 | 墙钟 | 处理器时间 | |", "|---|---|---|---|---|---|"]
    for row in rows:
        wall, cpu = ("" if value is None else figure(value, row.unit) for value in (row.wall, row.cpu))
        goal = f"≤ {figure(row.goal, row.unit)}（{'墙钟' if row.by == 'wall' else '处理器'}）"
        said = f"没有量：{row.skipped}" if row.skipped else "达到" if row.met else "**没有达到**"
        lines.append(f"| {row.what} | {row.baseline} | {goal} | {wall} | {cpu} | {said} |")
    return "\n".join(lines)


def written(page: str, section: str) -> str:
    """`page` with the measured section between its marks replaced."""
    head, _, rest = page.partition(BEGIN)
    _, mark, tail = rest.partition(END)
    if not mark:
        raise SystemExit(f"{PAGE.name}: the marks of the measured section are missing")
    return f"{head}{BEGIN}\n{section}\n{END}{tail}"


def main() -> int:
    """Measures, prints, writes; 1 where a goal is missed."""
    given = argparse.ArgumentParser()
    given.add_argument("names", nargs="*", metavar="NAME", help="、".join(SCRIPTS))
    given.add_argument("--tiny", action="store_true", help="only show that everything works; nothing is written")
    given.add_argument("--child", choices=SCRIPTS, help=argparse.SUPPRESS)
    chosen = given.parse_args()
    if unknown := set(chosen.names) - set(SCRIPTS):
        given.error(f"没有这样的：{'、'.join(sorted(unknown))}")
    if chosen.child:
        rows = import_module(chosen.child).measure(chosen.tiny)
        print(json.dumps([asdict(row) for row in rows]))
        return 0
    before, rows = os.getloadavg()[0], []
    for name in chosen.names or SCRIPTS:
        for row in measured(name, chosen.tiny):
            rows.append(row)
            print(shown(row), flush=True)
    said = machine(before, os.getloadavg()[0])
    print(said)
    if not chosen.names and not chosen.tiny:
        PAGE.write_text(written(PAGE.read_text(encoding="utf-8"), f"{said}\n\n{table(rows)}"), encoding="utf-8")
    return int(not all(row.met for row in rows))


if __name__ == "__main__":
    sys.exit(main())
