"""The start-up of the command line beside `import openpyxl, pandas, docx, xlwings`, in one run, round-robin.

Prints the median of the per-round ratios; the goal is below 0.3 for every command. Needs the extra [bureau].
"""

import statistics
import subprocess
import sys
import time

BASELINE = ("-c", "import openpyxl, pandas, docx, xlwings")
COMMANDS = {
    "--help": ("-m", "perfeval_xl", "--help"),
    "eval": ("-m", "perfeval_xl", "eval", "≥95%", "90%", "10"),
    "schemes": ("-m", "perfeval_xl", "schemes"),
}
ROUNDS = 9
GOAL = 0.3


def seconds(arguments: tuple[str, ...]) -> float:
    """The wall time of one new Python process."""
    start = time.perf_counter()
    subprocess.run([sys.executable, *arguments], check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - start


def ratios(rounds: int = ROUNDS) -> dict[str, float]:
    """For each command the median ratio of its start-up to the baseline's."""
    seconds(BASELINE)  # warms the disk cache
    found: dict[str, list[float]] = {name: [] for name in COMMANDS}
    for _ in range(rounds):
        baseline = seconds(BASELINE)
        for name, arguments in COMMANDS.items():
            found[name].append(seconds(arguments) / baseline)
    return {name: statistics.median(values) for name, values in found.items()}


if __name__ == "__main__":
    measured = ratios()
    for name, ratio in measured.items():
        print(f"perfeval-xl {name:10} {ratio:.3f}  {'ok' if ratio < GOAL else 'above the goal'} (goal < {GOAL})")
    sys.exit(any(ratio >= GOAL for ratio in measured.values()))
