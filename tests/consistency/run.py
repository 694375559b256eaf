"""`make consistency ROWS=10000`: so many rows by every route that needs no spreadsheet program, and what differs.

Usage: python tests/consistency/run.py [--rows N] [--seed N]. Exits with 1 where two routes differ.
"""

import argparse
import sys
import tempfile
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from consistency import routes
from consistency.rows import FAMILIES, rows

CHUNK = 100
"""Rows of one form."""


def main() -> int:
    """Compares the routes and prints a table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    counts: dict[str, Counter] = {}
    differ = 0
    every = rows(options.rows, options.seed)
    with tempfile.TemporaryDirectory() as folder:
        for scheme in FAMILIES:
            made = [row for row in every if row.scheme == scheme]
            for start in range(0, len(made), CHUNK):
                chunk = made[start : start + CHUNK]
                scores = routes.of_form(chunk, Path(folder))
                for route, found in scores.items():
                    counts.setdefault(route, Counter()).update(map(_kind, found))
                for row, said in routes.differing(chunk, scores):
                    differ += 1
                    print("✘", row, {route: str(score) for route, score in said.items()}, file=sys.stderr)
    print("| 途径 | 有分 | 待评定 | 不适用 |\n|---|--:|--:|--:|")
    for route, found in counts.items():
        print(f"| {route} | {found['scored']} | {found['pending']} | {found['skipped']} |")
    print(f"\n{options.rows} 行，不一致 {differ} 行")
    return 1 if differ else 0


def _kind(score: routes.Score) -> str:
    return "skipped" if score == routes.SKIPPED else "pending" if score is None else "scored"


if __name__ == "__main__":
    sys.exit(main())
