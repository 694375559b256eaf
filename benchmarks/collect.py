"""The bureau's summary of two hundred returns beside openpyxl: time, two processes against one, peak memory.

The openpyxl version loads each return, takes what was typed from it, scores it with the same rules and writes ranking
and indicators with openpyxl: it checks nothing and makes no other sheet. Ours makes all checks and all sheets. Every
run is a process of its own, imports included, so that nothing of one warms another.
"""

import argparse
import multiprocessing
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from measuring import Row, Taken, main, medians

RETURNS, ROUNDS = 200, 3
GOALS = {"district": 0.15, "workers": 0.70, "memory": 0.60, "flat": 1.15}
_SCALARS = ("budget.", "agency.", "declared.", "fiscal_year")


def with_openpyxl(folder: Path, output: Path) -> None:
    """The summary as one would first write it: openpyxl in, the rules, openpyxl out."""
    import openpyxl

    from perfeval_xl import scheme as schemes
    from perfeval_xl.evaluation import evaluate
    from perfeval_xl.files import casefile

    units = []
    for path in sorted(folder.iterdir()):
        book = openpyxl.load_workbook(path)
        table, rows = {}, []
        for name, defined in book.defined_names.items():
            (title, reference) = next(iter(defined.destinations), ("", ""))
            if not title:
                continue
            cells = book[title][reference.replace("$", "")]
            if name.startswith("indicators.") and isinstance(cells, tuple):
                term = name.partition(".")[2]
                for index, (cell,) in enumerate(cells[1:-1]):
                    while len(rows) <= index:
                        rows.append({})
                    if cell.value is not None and not str(cell.value).startswith("="):
                        rows[index][term] = cell.value
            elif name.startswith(_SCALARS) and not isinstance(cells, tuple) and not str(cells.value).startswith("="):
                table[name] = cells.value
        form, _ = casefile.from_dict({**table, "indicators": [row for row in rows if row.get("name")]})
        units.append((path.name, form, evaluate(form, schemes.default())))
    book = openpyxl.Workbook()
    ranking = book.active
    ranking.append(["单位", "得分", "等级"])
    for name, _, evaluation in sorted(units, key=lambda unit: -(unit[2].total or 0)):
        ranking.append([name, float(evaluation.total or 0), evaluation.grade])
    lines = book.create_sheet("指标明细")
    for name, form, evaluation in units:
        for line in evaluation.lines:
            typed = form.indicators[line.index]
            lines.append(
                [
                    name,
                    line.category,
                    line.subcategory,
                    line.name,
                    str(typed.target or ""),
                    str(typed.unit or ""),
                    str(typed.actual or ""),
                    *(None if value is None else float(value) for value in (line.points, line.score, line.computed)),
                    line.outcome.explanation,
                    str(typed.deviation_reason or ""),
                ]
            )
    book.save(output)


def ours(folder: Path, output: Path, workers: int) -> None:
    """The whole of `collect` as the command does it: all checks, all sheets; 0 is as many processes as processors."""
    from perfeval_xl.bureau.collect import Request, collect

    collect(Request(folder=folder, output=output, workers=workers or None, fresh=True, force=True))


def reading(folder: Path, workers: int) -> None:
    """Reading, scoring and checking every return, without the summary."""
    from perfeval_xl.bureau.sources import Tally, found_in
    from perfeval_xl.bureau.store import Store
    from perfeval_xl.bureau.work import examined

    with tempfile.TemporaryDirectory() as place:
        store = Store(Path(place) / "cache")
        for _ in examined(found_in(folder, frozenset(), Tally()), store, workers):
            pass
        store.close()


def run(work: str, *arguments: object) -> tuple[Taken, float]:
    """The time and the peak memory in MB of one of the functions above, in a new process with processes of its own."""
    wall, before = time.perf_counter(), resource.getrusage(resource.RUSAGE_CHILDREN)
    command = [sys.executable, __file__, "--child", work, *map(str, arguments)]
    said = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Taken(time.perf_counter() - wall, cpu), float(said.splitlines()[-1])


def child(work: str, arguments: list[str]) -> None:
    """What `run` starts: does the work and prints its peak memory."""
    folder, *others = arguments
    if work == "plain":
        with_openpyxl(Path(folder), Path(others[0]))
    elif work == "ours":
        ours(Path(folder), Path(others[0]), int(others[1]))
    else:
        if work == "reading_as_on_windows":
            multiprocessing.set_start_method("spawn")
        reading(Path(folder), int(others[0]))
    status = Path("/proc/self/status")
    if status.exists():  # ru_maxrss would begin with what the process had that started this one
        print(int(status.read_text().partition("VmHWM:")[2].split()[0]) / 1024)
    else:
        print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)


def measure(tiny: bool = False, returns: int = RETURNS, folder: Path | None = None) -> list[Row]:
    """The rows of the table: time, two processes, peak memory, and peak memory of many against few files."""
    returns, rounds = (6, 1) if tiny else (returns, ROUNDS)
    with tempfile.TemporaryDirectory() as place:
        some = Path(place) / "some"
        if folder is None:
            import generated_returns  # here: the measured processes load this script too

            folder = Path(place) / "returns"
            generated_returns.write(folder, range(returns))
        some.mkdir()
        paths = sorted(folder.iterdir())
        for path in paths[: max(2, len(paths) // 4)]:
            (some / path.name).write_bytes(path.read_bytes())
        output, plain = Path(place) / "summary.xlsx", Path(place) / "plain.xlsx"
        district, workers, as_on_windows, memory = [], [], [], []
        for _ in range(rounds):
            (plainly, plain_peak), one = run("plain", folder, plain), run("reading", folder, 1)[0]
            district.append((run("ours", folder, output, 0)[0], plainly))
            workers.append((run("reading", folder, 2)[0], one))
            as_on_windows.append((run("reading_as_on_windows", folder, 2)[0], one))
            memory.append(run("ours", folder, output, 1)[1] / plain_peak)
        flat = run("ours", folder, output, 1)[1] / run("ours", some, output, 1)[1]
    wall, cpu = medians(district)
    count = len(paths)
    return [
        Row(
            what=f"{count} 份表到汇总表",
            baseline="openpyxl 读、同样计分、openpyxl 写",
            goal=GOALS["district"],
            wall=wall,
            cpu=cpu,
            by="wall",
        ),
        *(
            Row(what=what, baseline="一个进程读", goal=GOALS["workers"], wall=wall, cpu=cpu, by="wall")
            for what, (wall, cpu) in (
                (f"两个进程读 {count} 份", medians(workers)),
                ("同上，按 Windows 的方式起进程", medians(as_on_windows)),
            )
        ),
        Row(
            what="内存峰值（一个进程）",
            baseline="openpyxl 的进程",
            goal=GOALS["memory"],
            wall=statistics.median(memory),
            by="wall",
        ),
        Row(what=f"内存峰值，{count} 份", baseline="四分之一的份数", goal=GOALS["flat"], wall=flat, by="wall"),
    ]


if __name__ == "__main__":
    given = argparse.ArgumentParser()
    given.add_argument("--returns", type=int, default=RETURNS)
    given.add_argument("--folder", type=Path, help="made returns, to measure again without making them")
    given.add_argument("--child", nargs="+", help=argparse.SUPPRESS)
    chosen = given.parse_args()
    if chosen.child:
        child(chosen.child[0], chosen.child[1:])
    else:
        sys.exit(main(lambda: measure(returns=chosen.returns, folder=chosen.folder)))
