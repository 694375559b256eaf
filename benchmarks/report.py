"""The Word report beside the same document made with python-docx and `row.cells`; both start from the scored form."""

import io
import sys

import docx
from measuring import ROOT, Row, main, side_by_side

from perfeval_xl import scheme
from perfeval_xl.evaluation import evaluate
from perfeval_xl.files import casefile, word
from perfeval_xl.report import Document, build
from perfeval_xl.report.blocks import Chart, Heading, Paragraph, Table, text_of_runs

CASE = ROOT / "tests" / "cases" / "shangjie-office-2021.json"
ROUNDS = 9
GOAL = 0.10


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


def measure(tiny: bool = False) -> list[Row]:
    """The row of the table; the blocks of the report are built on both sides."""
    form, _ = casefile.load(CASE)
    rules = scheme.get(form.scheme)
    evaluation = evaluate(form, rules)
    wall, cpu = side_by_side(
        lambda: ours(build(form, rules, evaluation)),
        lambda: with_python_docx(build(form, rules, evaluation)),
        1 if tiny else ROUNDS,
    )
    return [Row(what="自评报告（Word）", baseline="python-docx，逐格 row.cells", goal=GOAL, wall=wall, cpu=cpu)]


if __name__ == "__main__":
    sys.exit(main(measure))
