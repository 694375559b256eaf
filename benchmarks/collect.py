"""The bureau's summary beside openpyxl: per file, two hundred returns, two processes, peak memory; in one run.

Prints each ratio with its goal. The returns are invented units with names, targets, amounts and mistakes of their own
(`tests/generated_returns.py`). The openpyxl version loads each return, takes what was typed from it, scores it with the
same rules and writes ranking and indicators with openpyxl: it checks nothing and makes no other sheet.
"""

import argparse
import io
import multiprocessing
import resource
import statistics
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

GOALS = {"file": 0.06, "district": 0.15, "workers": 0.70, "memory": 0.60}
SAMPLE = 24
ROUNDS = 3
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


def ours(folder: Path, output: Path, workers: int | None = None) -> None:
    """The whole of `collect` as the command does it: all checks, ten sheets, as many processes as processors."""
    from perfeval_xl.bureau.collect import Request, collect

    collect(Request(folder=folder, output=output, workers=workers, fresh=True, force=True))


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


def seconds(work, *arguments) -> float:
    """The wall time of a call in a process of its own, imports included; nothing of one run warms another."""
    start, before = time.perf_counter(), resource.getrusage(resource.RUSAGE_CHILDREN)
    process = multiprocessing.get_context("spawn").Process(target=work, args=arguments)
    process.start()
    process.join()
    if process.exitcode:
        raise SystemExit(f"{work.__name__} failed")
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    wall = time.perf_counter() - start
    print(f"  {work.__name__}{arguments[1:]}: {wall:.2f} s, of which computing {cpu:.2f} s", flush=True)
    return wall


def peak(work, *arguments) -> float:
    """The peak memory of a call in a process of its own, in MB."""
    receiver, sender = multiprocessing.Pipe(duplex=False)
    process = multiprocessing.get_context("spawn").Process(target=_measured, args=(sender, work, arguments))
    process.start()
    process.join()
    return receiver.recv() / 1024


def _measured(sender, work, arguments) -> None:
    work(*arguments)
    sender.send(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)


def per_file(paths: list[Path]) -> float:
    """The median ratio of reading, scoring and all checks of a return to openpyxl loading the same file."""
    import openpyxl

    from perfeval_xl.bureau.work import rarely, read_batch

    ratios = []
    for path in paths:
        data = path.read_bytes()
        with rarely():
            start = time.perf_counter()
            read_batch([(path.name, data)])
            middle = time.perf_counter()
        again = time.perf_counter()
        openpyxl.load_workbook(io.BytesIO(data))
        ratios.append((middle - start) / (time.perf_counter() - again))
    return statistics.median(ratios[4:])


def main() -> int:
    """Measures and prints; 1 where a goal is missed."""
    import generated_returns

    arguments = argparse.ArgumentParser()
    arguments.add_argument("--returns", type=int, default=200)
    arguments.add_argument("--rounds", type=int, default=ROUNDS)
    arguments.add_argument("--folder", type=Path, help="made returns, to measure again without making them")
    chosen = arguments.parse_args()
    with tempfile.TemporaryDirectory() as place:
        folder = chosen.folder or Path(place) / "returns"
        if not chosen.folder or not folder.exists():
            generated_returns.write(folder, range(chosen.returns))
        output = Path(place) / "summary.xlsx"
        paths = sorted(folder.iterdir())
        found = {"file": per_file(paths[: SAMPLE + 4])}
        rounds = [
            (
                seconds(ours, folder, output),
                seconds(with_openpyxl, folder, Path(place) / "plain.xlsx"),
                seconds(reading, folder, 2),
                seconds(reading, folder, 1),
            )
            for _ in range(chosen.rounds)
        ]
        found["district"] = statistics.median(our / plain for our, plain, _, _ in rounds)
        found["workers"] = statistics.median(two / one for *_, two, one in rounds)
        found["memory"] = peak(ours, folder, output, 1) / peak(with_openpyxl, folder, Path(place) / "plain.xlsx")
    labels = {
        "file": "read, score and check one return : openpyxl load",
        "district": f"{len(paths)} returns to the summary : openpyxl in and out",
        "workers": "reading by two processes : by one",
        "memory": "peak memory : openpyxl process",
    }
    for name, label in labels.items():
        print(f"{found[name]:.3f}  {label} (goal {GOALS[name]}) {'ok' if found[name] <= GOALS[name] else 'MISSED'}")
    return int(any(found[name] > goal for name, goal in GOALS.items()))


if __name__ == "__main__":
    raise SystemExit(main())
