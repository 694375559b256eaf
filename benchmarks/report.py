"""The Word report beside the same document made with python-docx and `row.cells`, in one run, round-robin.

Prints the median of the per-round ratios; the goal is at most 0.20. Both start from the evaluated form.
"""

import io
import statistics
import time
from pathlib import Path

import docx

from perfeval_xl import scheme
from perfeval_xl.evaluation import evaluate
from perfeval_xl.files import casefile, word
from perfeval_xl.report import Document, build
from perfeval_xl.report.blocks import Chart, Heading, Paragraph, Table, text_of_runs

CASE = Path(__file__).parents[1] / "tests" / "cases" / "shangjie-office-2021.json"
ROUNDS = 9
GOAL = 0.20


def with_python_docx(document: Document) -> bytes:
    """The same headings, paragraphs and tables from python-docx: one style each, every cell found by `row.cells`."""
    made = docx.Document()
    for block in (*document.body, *document.appendix):
        match block:
            case Heading(level=level, runs=runs):
                made.add_heading(text_of_runs(runs), level)
            case Paragraph(runs=runs):
                paragraph = made.add_paragraph()
                for run in runs:
                    paragraph.add_run(run.text)
            case Table(rows=rows):
                table = made.add_table(len(rows), sum(cell.columns for cell in rows[0]), "Table Grid")
                for target, row in zip(table.rows, rows, strict=True):
                    for place, cell in zip(target.cells, row, strict=False):
                        place.text = cell.text
            case Chart(alt=alt):
                made.add_paragraph(alt)
    buffer = io.BytesIO()
    made.save(buffer)
    return buffer.getvalue()


def ours(document: Document) -> bytes:
    """The report as `files.word` writes it."""
    buffer = io.BytesIO()
    word.write(document, buffer)
    return buffer.getvalue()


def ratio(rounds: int = ROUNDS) -> float:
    """The median ratio of building and writing our report to building it and writing it with python-docx."""
    form, _ = casefile.load(CASE)
    rules = scheme.get(form.scheme)
    evaluation = evaluate(form, rules)

    def seconds(write) -> float:
        start = time.perf_counter()
        write(build(form, rules, evaluation))
        return time.perf_counter() - start

    seconds(ours), seconds(with_python_docx)  # warms imports and caches
    return statistics.median(seconds(ours) / seconds(with_python_docx) for _ in range(rounds))


if __name__ == "__main__":
    measured = ratio()
    print(f"report: {measured:.3f} of python-docx row.cells (goal {GOAL}) {'ok' if measured <= GOAL else 'MISSED'}")
    raise SystemExit(measured > GOAL)
