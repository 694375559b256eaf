"""The start of the command line, and of what Excel calls, beside four usual imports, each in a new process.

The component's environment has no numpy, pandas or polars (they make `import xlwings` eight times slower where they are
installed); here they are hidden from it.
"""

import os
import resource
import subprocess
import sys

from measuring import ROOT, Row, Taken, main, medians, taken

BASELINE = ("-c", "import openpyxl, pandas, docx, xlwings")
COMMANDS = {
    "perfeval-xl --help": ("-m", "perfeval_xl", "--help"),
    "perfeval-xl eval": ("-m", "perfeval_xl", "eval", "≥95%", "90%", "10"),
    "perfeval-xl schemes": ("-m", "perfeval_xl", "schemes"),
}
_HIDE = "import sys; sys.modules.update(dict.fromkeys(('numpy', 'pandas', 'polars')));"
_COMPONENT = f"{_HIDE} from perfeval_xl.excel import functions"
COMPONENT = ("-c", _COMPONENT)
FIRST_SCORE = ("-c", f"{_COMPONENT}; functions.PERF_SCORE('≥95%', '90%', 10.0)")
ROUNDS = 9
GOAL, COMPONENT_GOAL = 0.30, 0.15


def started(arguments: tuple[str, ...]) -> Taken:
    """The time of one new Python process, its own computing included."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, *arguments]
    spent = taken(lambda: subprocess.run(command, check=True, stdout=subprocess.DEVNULL, env=environment))
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return Taken(spent.wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)


def measure(tiny: bool = False) -> list[Row]:
    """A row for each command, one for the component's module, and one for the first score that Excel gets from it."""
    started(BASELINE)  # warms the disk cache
    rounds = 1 if tiny else ROUNDS
    rows = []
    component = {
        "import 组件（perfeval_xl.excel.functions）": COMPONENT,
        "import 组件，并算出第一个 PERF_SCORE": FIRST_SCORE,
    }
    for what, arguments in (COMMANDS | component).items():
        wall, cpu = medians((started(arguments), started(BASELINE)) for _ in range(rounds))
        goal = COMPONENT_GOAL if arguments is COMPONENT else GOAL
        rows.append(
            Row(what=what, baseline="import openpyxl, pandas, docx, xlwings", goal=goal, wall=wall, cpu=cpu, by="wall")
        )
    return rows


if __name__ == "__main__":
    sys.exit(main(measure))
