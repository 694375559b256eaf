"""The scores that a workbook shows in a spreadsheet program, through its own VBA, are those of the command line.

Percentages stand in their cells as numbers with formats: what the wrappers make of them is proven here. Dates are left
out: Excel hands them over as dates (`cells.typed`), LibreOffice's VBA as bare numbers.
"""

import os
from datetime import datetime
from decimal import Decimal

import live_book
import pytest
from consistency import routes
from consistency.rows import FAMILIES, Percent, rows

from perfeval_xl import scheme as schemes
from perfeval_xl.evaluation import evaluate
from perfeval_xl.figures import round_half_up

COUNT = int(os.environ.get("PERFEVAL_CONSISTENCY_ROWS", "160"))
"""How many rows; `make consistency` takes more."""
CHUNK = 200
ROWS = [
    row
    for row in rows(COUNT, seed=20261)
    if not isinstance(row.target, datetime) and not isinstance(row.actual, datetime)
]


@pytest.mark.parametrize("scheme", FAMILIES)
@pytest.mark.parametrize("start", range(0, len(ROWS), CHUNK * 2))
def test_every_row_shows_the_score_of_the_command_line(live_office, tmp_path, scheme, start):
    made = [row for row in ROWS[start : start + CHUNK * 2] if row.scheme == scheme]
    path = tmp_path / "表.xlsm"
    routes.write_book(made, path)
    book = live_book.open_live(live_office, path, tmp_path)
    book.recalculate()
    shown = book.column("indicators.score")[1:-1]
    book.close()
    lines = evaluate(routes.form_of(made), schemes.get(scheme)).lines
    pairs = zip(made, shown, (line.computed for line in lines), strict=True)
    assert [(row, cell, due) for row, cell, due in pairs if not _same(cell, due)] == []


def _same(shown: object, due: Decimal | None) -> bool:
    if isinstance(shown, float):
        return due is not None and abs(Decimal(repr(shown)) - due) < Decimal("1e-9")
    return due is None and shown in ("待评定", "", None)


def test_there_are_scores_and_judgements_among_them():
    assert sum(isinstance(held, Percent) for row in ROWS for held in (row.target, row.actual)) > 5
    scored = [line.computed for line in evaluate(routes.form_of(ROWS[:200]), schemes.get(FAMILIES[0])).lines]
    assert min(len([1 for due in scored if due is None]), len([1 for due in scored if due is not None])) > 30
    assert all(due is None or due == round_half_up(due) or due.as_tuple().exponent < -2 for due in scored)
