"""What the benchmarks share: a row of the table, and two ways of doing one thing measured side by side.

Each script has `measure(tiny=False) -> list[Row]`; `run.py` runs them all and writes the table. By itself a script
prints its rows: `python benchmarks/template.py`. With `tiny` it only shows that it works.
"""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parent.parent
for _folder in (ROOT, ROOT / "tests"):
    if str(_folder) not in sys.path:
        sys.path.insert(0, str(_folder))


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One line of the table: what is measured against what, and what came out.

    `wall` and `cpu` are ratios of time (`unit` empty) or figures in `unit`; `by` says which of them is held against the
    goal. Processor time hardly depends on what else the machine does; wall time does, but is what several processes
    are about. `skipped` says why nothing was measured.
    """

    what: str
    baseline: str = ""
    goal: float
    unit: str = ""
    wall: float | None = None
    cpu: float | None = None
    by: str = "cpu"
    skipped: str = ""

    @property
    def value(self) -> float | None:
        """What is held against the goal."""
        return self.cpu if self.by == "cpu" else self.wall

    @property
    def met(self) -> bool:
        """Whether the goal is met; a row that was skipped has not missed it."""
        return self.value is None or self.value <= self.goal


@dataclass(frozen=True, slots=True)
class Taken:
    """Seconds that something took."""

    wall: float
    cpu: float


def taken(work: Callable[[], object]) -> Taken:
    """The time of one call in this process."""
    wall, cpu = time.perf_counter(), time.process_time()
    work()
    return Taken(time.perf_counter() - wall, time.process_time() - cpu)


def side_by_side(
    ours: Callable[[], object], baseline: Callable[[], object], rounds: int, warm: bool = True
) -> tuple[float, float]:
    """The medians of the ratios of our time to the baseline's, wall and processor, round by round in turn."""
    if warm:
        ours(), baseline()
    return medians((taken(ours), taken(baseline)) for _ in range(rounds))


def medians(rounds: Iterable[tuple[Taken, Taken]]) -> tuple[float, float]:
    """The medians of the ratios of the first to the second time of each round, wall and processor."""
    pairs = list(rounds)
    return (
        statistics.median(one.wall / other.wall for one, other in pairs),
        statistics.median(one.cpu / other.cpu for one, other in pairs),
    )


def median_ms(work: Callable[[], object], rounds: int) -> tuple[float, float]:
    """The medians of the milliseconds that a call takes, wall and processor."""
    work()
    found = [taken(work) for _ in range(rounds)]
    return (
        statistics.median(one.wall for one in found) * 1000,
        statistics.median(one.cpu for one in found) * 1000,
    )


def shown(row: Row) -> str:
    """A row as a line on the terminal."""
    beside = f" ÷ {row.baseline}" if row.baseline else ""
    if row.skipped:
        return f"没有量  {row.what}{beside}：{row.skipped}"
    found = (("墙钟", row.wall), ("处理器", row.cpu))
    figures = "，".join(f"{name} {figure(value, row.unit)}" for name, value in found if value is not None)
    return f"{'达到' if row.met else '没达到'}  {row.what}{beside}：{figures}（目标 ≤ {figure(row.goal, row.unit)}）"


def figure(value: float, unit: str = "") -> str:
    """A number with three significant digits or so, and its unit."""
    text = f"{value:.0f}" if value >= 100 else f"{value:.1f}" if value >= 10 else f"{value:.3g}" if value else "0"
    return f"{text} {unit}".strip()


def main(measure: Callable[[], list[Row]]) -> int:
    """Prints what `measure` gives; 1 where a goal is missed."""
    rows = measure()
    for row in rows:
        print(shown(row))
    return int(not all(row.met for row in rows))
