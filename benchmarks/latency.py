"""A live workbook of 40 indicators in LibreOffice: one edit with all that depends on it, and one whole recalculation.

Each edit is typed through the user interface; the time includes the dispatch, the functions in Python and the plain
formulas behind them. A recalculation calls every cell function of the form anew; how many calls that are is counted in
the workbook itself.
"""

import io
import re
import statistics
import sys
import tempfile
import time
import zipfile
from decimal import Decimal
from pathlib import Path

from measuring import ROOT, Row, main

sys.path.insert(0, str(ROOT / "tests" / "live"))

import calc_session
import live_book

from perfeval_xl import scheme as schemes
from perfeval_xl.files import template
from perfeval_xl.model import Budget, BudgetTotal, Form, Indicator

INDICATORS = 40
ROUNDS = 30
GOAL = 60.0
"""Milliseconds an edit, median."""
WHOLE_GOAL = 500.0
CALLS_GOAL = 3.0
"""One call a block and column (测算得分, 校验提示, 计分说明); docs/performance.md says why there is one a cell."""
EDITS = {
    "actual": ("indicators.actual", ["90%", "80%"]),
    "target": ("indicators.target", ["≥95%", "≥85%"]),
    "points": ("indicators.points", ["3", "2"]),
    "score": ("indicators.score", ["1", "2"]),
    "deviation_reason": ("indicators.deviation_reason", ["请假", "调整"]),
    "budget": ("budget.total.outturn", ["95", "90"]),
}


def form(scheme: str = "zhengzhou-shangjie-2021") -> Form:
    """A form with forty indicators under the scheme's own headings, and with its budget, so that a total comes out."""
    headings = [part.label for part in schemes.get(scheme).component if part.scores == "indicators"]
    rows = [
        Indicator(
            category=headings[n * len(headings) // INDICATORS],
            name=f"完成率{n}",
            target="≥95%",
            unit="%",
            actual="90%",
            points=Decimal(2),
        )
        for n in range(INDICATORS)
    ]
    hundred = BudgetTotal(original=Decimal(100), final=Decimal(100), outturn=Decimal(95))
    return Form(scheme=scheme, fiscal_year=Decimal(2021), indicators=tuple(rows), budget=Budget(total=hundred))


def calls(data: bytes) -> int:
    """How many cells of a workbook call the component."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        sheets = [archive.read(name).decode() for name in archive.namelist() if name.startswith("xl/worksheets/sheet")]
    return sum(len(re.findall(r"<f>[^<]*PERF_", text)) for text in sheets)


def timed(rounds: int) -> tuple[dict[str, list[float]], list[float]]:
    """Seconds per edit, by kind of edit, and per recalculation of the whole workbook."""
    found: dict[str, list[float]] = {}
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "book.xlsm"
        given = form()
        template.write(path, given, schemes.get(given.scheme), live=True)
        environment = live_book.environment(Path(folder) / "down")
        with calc_session.Office(bundled=live_book.BUNDLED, env=environment) as office:
            book = live_book.open_live(office, path, Path(folder)).recalculate()
            for name, (where, texts) in EDITS.items():
                row = 7 if where.startswith("indicators.") else None
                cell = book.at(where, row)
                book.key(cell, texts[1])
                found[name] = [_seconds(book.key, cell, texts[n % 2]) for n in range(rounds)]
            assert isinstance(book.shows("declared.total"), float), "the form must score"
            whole = [_seconds(book.recalculate) for _ in range(max(3, rounds // 3))]
            book.close()
    return found, whole


def _seconds(work, *arguments) -> float:
    start = time.perf_counter()
    work(*arguments)
    return time.perf_counter() - start


def measure(tiny: bool = False) -> list[Row]:
    """The rows of the table."""
    given = form()
    count = calls(template.content(given, schemes.get(given.scheme), live=True))
    rows = [
        Row(what=f"整表重算调用组件的次数（{INDICATORS} 行）", goal=CALLS_GOAL, unit="次", wall=float(count), by="wall")
    ]
    where = f"（活表 {INDICATORS} 行，LibreOffice）"
    edit = {"what": f"改一格，等所有结果{where}", "goal": GOAL, "unit": "毫秒", "by": "wall"}
    whole = {**edit, "what": f"整表重算{where}", "goal": WHOLE_GOAL}
    if reason := calc_session.missing():
        return [*rows, Row(**edit, skipped=reason), Row(**whole, skipped=reason)]
    by_kind, recalculations = timed(2 if tiny else ROUNDS)
    every = [value for values in by_kind.values() for value in values]
    rows.append(Row(**edit, wall=statistics.median(every) * 1000))
    rows.append(Row(**whole, wall=statistics.median(recalculations) * 1000))
    return rows


if __name__ == "__main__":
    sys.exit(main(measure))
