"""Scoring one indicator, and a hundred thousand, beside the shortest code that scores one kind of target.

The baseline knows ≥ with a number and a unit and nothing else: one compiled pattern for the target, one for the actual
value, full points or a proportion, no cache. It has no other sign, no dates, ranges or words, no units to convert, no
doubts, no source and no sentence on how the score came about; that is what the ratio shows the price of.
"""

import random
import re
import sys
from decimal import Decimal
from itertools import cycle

from measuring import Row, main, side_by_side

from perfeval_xl import cells, scheme
from perfeval_xl.rules import score_indicator

CALLS, BATCH, ROUNDS = 2_000, 100_000, 5
GOAL = 0.65
_TARGET = re.compile(r"([≥≤=]?)\s*(\d+(?:\.\d+)?)\s*(\S*)")
_ACTUAL = re.compile(r"(\d+(?:\.\d+)?)\s*(\S*)")


def naive(target: str, actual: str, points: float) -> float:
    """The score of a ≥ target by two patterns."""
    wanted, found = _TARGET.fullmatch(target), _ACTUAL.fullmatch(actual)
    limit, value = float(wanted[2]), float(found[1])
    return points if value >= limit else round(value / limit * points, 2)


def indicators(count: int) -> list[tuple[str, str, int]]:
    """Targets, actual values and points as a district has them: few different targets, many actual values."""
    hand = random.Random(1)
    targets = [f"≥{number}{unit}" for number in (50, 60, 80, 85, 90, 95, 98, 100) for unit in ("%", "次", "人", "项")]
    chosen = [(hand.choice(targets), hand.randint(1, 4)) for _ in range(count)]
    return [(target, f"{hand.uniform(20, 130):.1f}{target[-1]}", points) for target, points in chosen]


def measure(tiny: bool = False) -> list[Row]:
    """The rows of the table: a call from a cell, and the rules over a batch."""
    rounds, calls, batch = (1, 50, 500) if tiny else (ROUNDS, CALLS, BATCH)
    rules = scheme.default()
    some, many = indicators(calls), indicators(batch)
    from_cells = cycle(indicators(calls * (rounds + 1)))

    def called() -> None:
        for _, (target, actual, points) in zip(range(calls), from_cells, strict=False):
            cells.perf_score(target, actual, points)

    def scored() -> None:
        for target, actual, points in many:
            score_indicator(target, actual, Decimal(points), scheme=rules)

    one = side_by_side(called, lambda: [naive(*row) for row in some], rounds)
    all_of_them = side_by_side(scored, lambda: [naive(*row) for row in many], 1 if tiny else 2, warm=False)
    naive_said = "只认“≥数”的两个正则表达式，没有说明"
    measured = {"PERF_SCORE 一次": one, f"{len(many)} 项指标连续计分": all_of_them}
    return [
        Row(what=what, baseline=naive_said, goal=GOAL, wall=wall, cpu=cpu) for what, (wall, cpu) in measured.items()
    ]


if __name__ == "__main__":
    sys.exit(main(measure))
