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
COMPONENT = ("-c", f"{_HIDE} import perfeval_xl.excel.functions")
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
    """A row for each command, and one for the component's module."""
    started(BASELINE)  # warms the disk cache
    rounds = 1 if tiny else ROUNDS
    rows = []
    for what, arguments in {**COMMANDS, "import 组件（perfeval_xl.excel.functions）": COMPONENT}.items():
        wall, cpu = medians((started(arguments), started(BASELINE)) for _ in range(rounds))
        goal = COMPONENT_GOAL if arguments is COMPONENT else GOAL
        rows.append(
            Row(what=what, baseline="import openpyxl, pandas, docx, xlwings", goal=goal, wall=wall, cpu=cpu, by="wall")
        )
    return rows


if __name__ == "__main__":
    sys.exit(main(measure))
