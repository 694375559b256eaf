"""A call from a COM client through the component to a cell function and back, under Wine, and the component's memory.

Installs the offline bundle into a fresh Wine prefix (about a minute), then measures from Windows Python. The goal is a
median of 2 ms a call; beside it stands a call that does nothing, which is what COM and Wine themselves take.
"""

import json
import sys
import tempfile
import zipfile
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path[:0] = [str(ROOT / "tests" / name) for name in ("windows", "powershell")] + [str(ROOT / "tools")]

import make_bundle  # noqa: E402
from computer import Computer  # noqa: E402
from interpreter import Script  # noqa: E402
from wine import Windows  # noqa: E402

CALLS = 500
ROUNDS = 3
GOAL = 2.0
"""Milliseconds, median."""


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


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        rounds = measured(Path(folder))
    best = min(rounds, key=lambda one: one["median"])
    verdict = "ok" if best["median"] <= GOAL else "above the goal"
    print(
        f"PERF_SCORE  median {best['median']:.2f} ms, 95 % below {best['p95']:.2f} ms  {verdict} (goal ≤ {GOAL:.0f} ms)"
    )
    print(f"a call that does nothing  {best['bare']:.2f} ms")
    print(f"memory of the component  {max(one['megabytes'] for one in rounds):.0f} MB")
    sys.exit(best["median"] > GOAL)
