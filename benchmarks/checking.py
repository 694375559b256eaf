"""All checks of a form of sixty rows, and of a report of ten thousand characters, after loading."""

import sys
from dataclasses import replace
from itertools import cycle, islice

from measuring import ROOT, Row, main, median_ms

from perfeval_xl import checks, narrative
from perfeval_xl import scheme as schemes
from perfeval_xl.evaluation import evaluate
from perfeval_xl.files import casefile
from perfeval_xl.report import build
from perfeval_xl.report.blocks import Heading, Paragraph, text_of_runs

CASE = ROOT / "tests" / "cases" / "shangjie-office-2021.json"
ROWS, CHARACTERS, ROUNDS = 60, 10_000, 15
FORM_GOAL, REPORT_GOAL = 50.0, 300.0


def measure(tiny: bool = False) -> list[Row]:
    """The rows of the table."""
    rounds = 1 if tiny else ROUNDS
    given, _ = casefile.load(CASE)
    scheme = schemes.get(given.scheme)
    form = replace(given, indicators=tuple(islice(cycle(given.indicators), ROWS)))
    evaluation = evaluate(form, scheme)
    form_time = median_ms(lambda: checks.run(form, scheme, evaluation), rounds)

    scored = evaluate(given, scheme)
    blocks = build(given, scheme, scored)
    texts = [text_of_runs(block.runs) for block in blocks.body if isinstance(block, Heading | Paragraph)]
    lines, count = [], 0
    for text in cycle(text for text in texts if text):
        lines.append(text)
        count += len(text)
        if count >= (500 if tiny else CHARACTERS):
            break
    report = narrative.read(lines)
    report_time = median_ms(lambda: checks.run(given, scheme, scored, report), rounds)
    return [
        Row(what=f"{ROWS} 行的表：全部校验", goal=FORM_GOAL, unit="毫秒", wall=form_time[0], cpu=form_time[1]),
        Row(what=f"{count} 字的报告与表核对", goal=REPORT_GOAL, unit="毫秒", wall=report_time[0], cpu=report_time[1]),
    ]


if __name__ == "__main__":
    sys.exit(main(measure))
