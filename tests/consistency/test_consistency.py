"""One score by every route, for rows of every kind; `make consistency` does the same for ten thousand."""

from collections import Counter

import pytest

from consistency import routes
from consistency.rows import FAMILIES, Percent, rows

COUNT = 240


@pytest.mark.parametrize("scheme", FAMILIES)
def test_all_routes_give_the_same_score(scheme, tmp_path):
    made = [row for row in rows(COUNT) if row.scheme == scheme]
    scores = routes.of_form(made, tmp_path)
    assert list(routes.differing(made, scores)) == []
    scored = Counter(score is not None for score in scores["单元格函数"])
    assert min(scored.values()) > len(made) / 6, "some are scored, some are left to a person"


def test_the_rows_hold_what_people_type():
    made = rows(COUNT)
    assert made == rows(COUNT) != rows(COUNT, seed=1)
    assert sum(isinstance(held, Percent) for row in made for held in (row.target, row.actual)) > 5
    assert sum(hasattr(held, "year") for row in made for held in (row.target, row.actual)) > 5
    assert sum(bool(row.criterion) for row in made) > COUNT / 4
