"""How long LibreOffice takes to recalculate the macro-free form with 60 rows, every formula of it (`calculateAll`)."""

import statistics
import sys
import tempfile
import time
from dataclasses import replace
from itertools import cycle, islice
from pathlib import Path

from measuring import ROOT, Row, main

sys.path.insert(0, str(ROOT / "tests" / "live"))

import calc_session

from perfeval_xl import scheme as schemes
from perfeval_xl.files import casefile, template

ROUNDS = 25
ROWS = 60
GOAL = 100.0
CASE = ROOT / "tests" / "cases" / "shangjie-office-2021.json"


def form():
    """The real return, its rows repeated up to `ROWS`, the scores left to the formulas."""
    given, _ = casefile.load(CASE)
    rows = tuple(replace(row, score=None) for row in islice(cycle(given.indicators), ROWS))
    return replace(given, indicators=tuple(sorted(rows, key=lambda row: str(row.category))))


def times(rounds: int = ROUNDS) -> list[float]:
    """The seconds of each recalculation, the first (loading of what it needs) left out."""
    given = form()
    with tempfile.TemporaryDirectory() as folder, calc_session.Office() as office:
        path = Path(folder) / "表.xlsx"
        template.write(path, given, schemes.get(given.scheme), live=False)
        book, found = office.open(path).recalculate(), []
        for _ in range(rounds):
            start = time.perf_counter()
            book.recalculate()
            found.append(time.perf_counter() - start)
        assert book.value("declared.total") != "待评定"
        book.close()
    return found


def measure(tiny: bool = False) -> list[Row]:
    """The row of the table."""
    row = {"what": f"整表重算（不含宏的表 {ROWS} 行，LibreOffice）", "goal": GOAL, "unit": "毫秒", "by": "wall"}
    if reason := calc_session.missing():
        return [Row(**row, skipped=reason)]
    return [Row(**row, wall=statistics.median(times(2 if tiny else ROUNDS)) * 1000)]


if __name__ == "__main__":
    sys.exit(main(measure))
