"""Commands ended at random moments by a signal, as by a user, a shutdown or a crash, and what stands afterwards.

Usage: python tests/attack/kills.py [--times N] [--seed N]. After each ending the old output stands or the new one;
after Ctrl+C and a request to end, nothing else is left and nothing but one sentence was said. Exits with 1 otherwise.
"""

import argparse
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

import generated_returns as made

from attack.test_endings import COMMANDS, OLD, whole
from perfeval_xl.files.output import PREFIX

SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGKILL)


def main() -> int:
    """Ends commands so often and prints a table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--times", type=int, default=40, help="for each command")
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    hand, broken = random.Random(options.seed), 0
    print("| 命令 | 次数 | 旧文件还在 | 新文件已成 | 已经结束 | 违反 |\n|---|--:|--:|--:|--:|--:|")
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        made.write(home / "报送", range(30))
        for name in COMMANDS:
            counts: Counter[str] = Counter()
            usual = _time(home, name)
            for _ in range(options.times):
                counts[_ended(home, name, hand.choice(SIGNALS), hand.uniform(0, usual * 1.1))] += 1
            broken += counts["broken"]
            kinds = (counts[kind] for kind in ("old", "new", "over", "broken"))
            print(f"| {name} | {options.times} | {' | '.join(map(str, kinds))} |", flush=True)
    return 1 if broken else 0


def _call(home: Path, name: str) -> tuple[list[str], Path]:
    file, words = COMMANDS[name]
    output = home / name / file
    output.parent.mkdir(exist_ok=True)
    for path in output.parent.iterdir():
        path.unlink()
    output.write_bytes(OLD)
    option = "--html" if name == "check" else "-o"
    words = [str(home / word) if word == "报送" else str(word) for word in words if word not in ("--workers", "1")]
    return [sys.executable, "-m", "perfeval_xl", *words, option, str(output), "--force"], output


def _time(home: Path, name: str) -> float:
    call, _ = _call(home, name)
    start = time.monotonic()
    subprocess.run(call, capture_output=True, check=False)
    return time.monotonic() - start


def _ended(home: Path, name: str, sent: signal.Signals, after: float) -> str:
    call, output = _call(home, name)
    with subprocess.Popen(call, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, start_new_session=True) as running:
        time.sleep(after)
        over = running.poll() is not None
        if not over:
            os.killpg(running.pid, sent)
        said = running.stderr.read().decode()
        code = running.wait(timeout=60)
    others = [path for path in output.parent.iterdir() if path != output and path.suffix != ".cache"]
    parts = [path for path in others if path.stem.endswith("-部分")]  # what `collect` had read when it was stopped
    left = [path.name for path in others if path not in parts]
    old = output.read_bytes() == OLD
    fault = ""
    if (not old and not whole(output)) or not all(map(whole, parts)):
        fault = "输出不完整"
    elif any(not item.startswith(PREFIX) for item in left) or (sent != signal.SIGKILL and left):
        fault = f"留下了 {left}"
    elif "Traceback" in said and "perfeval_xl/" in said:
        fault = said[-600:]
    if fault:
        print(f"✘ {name} {sent.name} {after:.3f}s 退出码 {code}: {fault}", file=sys.stderr, flush=True)
        return "broken"
    return "over" if over else "old" if old else "new"


if __name__ == "__main__":
    sys.exit(main())
