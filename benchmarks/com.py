"""A call from a COM client through the component to a cell function and back, under Wine, and the component's memory.

Installs the offline bundle into a fresh Wine prefix (about a minute), then measures from Windows Python. Beside it
stands a call that does nothing, which is what COM and Wine themselves take.
"""

import json
import shutil
import sys
import tempfile
import zipfile
from pathlib import Path

from measuring import ROOT, Row, main

sys.path[:0] = [str(ROOT / "tests" / name) for name in ("windows", "powershell")] + [str(ROOT / "tools")]

import make_bundle  # noqa: E402
from computer import Computer  # noqa: E402
from interpreter import Script  # noqa: E402
from wine import Windows  # noqa: E402

CALLS = 500
ROUNDS = 3
GOAL, MEMORY_GOAL = 2.0, 100.0
"""Milliseconds, median; megabytes."""


def measured(folder: Path) -> list[dict[str, float]]:
    """What the client measured, round by round, on a Windows made in `folder`; the first round starts the component."""
    windows = Windows(folder / "prefix")
    windows.boot()
    try:
        bundle = make_bundle.make(folder, ROOT / "out" / "windows-cache")
        with zipfile.ZipFile(bundle) as archive:
            archive.extractall(windows.host(r"C:\bundle"))
        root = rf"C:\bundle\{bundle.stem}"
        computer = Computer(windows)
        if Script((ROOT / "install.ps1").read_bytes()).run(computer, root, {}) != 0:
            raise SystemExit("\n".join(computer.said))
        python = rf"{windows.local}\perfeval_xl\runtime\python.exe"
        client = windows.guest(ROOT / "benchmarks" / "com_client.py")
        said = [windows.run(python, "-I", "-X", "utf8", client, str(CALLS))[1] for _ in range(ROUNDS)]
        return [json.loads(text.strip().splitlines()[-1]) for text in said]
    finally:
        windows.stop()


def measure(tiny: bool = False) -> list[Row]:
    """The rows of the table; nothing is measured in a tiny run, the tests under Wine make these calls."""
    call = {"what": "PERF_SCORE 经 COM 调用一次（Wine）", "goal": GOAL, "unit": "毫秒", "by": "wall"}
    memory = {"what": "组件的内存（Wine）", "goal": MEMORY_GOAL, "unit": "MB", "by": "wall"}
    reason = "" if shutil.which("wine") else "没有 Wine"
    if reason or tiny:
        return [Row(**row, skipped=reason or "试跑不装 Windows 一侧") for row in (call, memory)]
    with tempfile.TemporaryDirectory() as folder:
        rounds = measured(Path(folder))
    best = min(rounds, key=lambda one: one["median"])
    call["what"] += f"，其中空调用 {best['bare']:.2g} 毫秒"
    return [
        Row(**call, wall=best["median"]),
        Row(**memory, wall=max(one["megabytes"] for one in rounds)),
    ]


if __name__ == "__main__":
    sys.exit(main(measure))
