"""`make attack BUDGET=60`: as many tries against every target as fit into the seconds given, and what broke the law.

Usage: python tests/attack/run.py [--seconds N] [--from N] [--tries N] [TARGET …]. Every try has a number; one that
broke the law is listed with it, and `--from NUMBER --tries 1 TARGET` repeats it. Memory is limited, so that what wants
too much of it is seen. Exits with 1 where anything broke the law.
"""

import argparse
import sys
import time
import traceback
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from attack import law, targets

MEMORY = 2 << 30
"""Bytes of address space; the largest file that is allowed takes less than half of it."""


def main() -> int:
    """Attacks the targets named, or all, and prints a table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=float, default=60, help="for all targets together")
    parser.add_argument("--from", dest="first", type=int, default=0, help="the number of the first try")
    parser.add_argument("--tries", type=int, default=10**9, help="how many tries against each target at most")
    parser.add_argument("names", metavar="TARGET", nargs="*", help=", ".join(targets.TARGETS))
    options = parser.parse_args()
    _limit_memory()
    names = options.names or list(targets.TARGETS)
    print("| 对象 | 次数 | 正常 | 有错误级问题 | 一句话拒绝 | 违反 | 最慢（秒） |\n|---|--:|--:|--:|--:|--:|--:|")
    broken = sum(_attacked(name, options.first, options.tries, options.seconds / len(names)) for name in names)
    return 1 if broken else 0


def _attacked(name: str, first: int, tries: int, seconds: float) -> int:
    start, counts, slowest, number = time.monotonic(), Counter(), 0.0, first
    while number < first + tries and time.monotonic() - start < seconds:
        try:
            outcome = targets.attack(name, number)
            counts[outcome.code] += 1
            slowest = max(slowest, outcome.seconds)
        except law.Broken as fault:
            counts["broken"] += 1
            print(f"✘ {name} {number}: {fault}", file=sys.stderr, flush=True)
        except Exception:
            counts["broken"] += 1
            print(f"✘ {name} {number}:\n{traceback.format_exc()[-1500:]}", file=sys.stderr, flush=True)
        number += 1
    done = [counts[0], counts[1], counts[2], counts["broken"]]
    print(f"| {name} | {number - first} | {' | '.join(map(str, done))} | {slowest:.1f} |", flush=True)
    return counts["broken"]


def _limit_memory() -> None:
    try:
        import resource
    except ImportError:  # not on Windows
        return
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


if __name__ == "__main__":
    sys.exit(main())
