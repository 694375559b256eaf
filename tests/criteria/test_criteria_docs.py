"""Every example of docs/criteria.md is what the program does."""

from decimal import Decimal
from pathlib import Path

import pytest

from perfeval_xl.criteria import read_standard, score

PAGE = Path(__file__).parents[2] / "docs" / "criteria.md"


def tables(heading: str):
    """The rows of every table whose header row begins with these columns."""
    inside = False
    for line in PAGE.read_text(encoding="utf-8").splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")] if line.startswith("|") else []
        if cells and not inside:
            inside = " | ".join(cells) == heading
        elif not cells:
            inside = False
        elif inside and set(cells) != {"---"}:
            yield tuple(cells)


SCORED = list(tables("评分标准 | 实际完成值 | 分值 | 得分"))
UNREAD = list(tables("评分标准 | 读不懂的字 | 原因"))


def test_the_page_has_examples_of_everything():
    assert len(SCORED) >= 28
    assert len(UNREAD) >= 6


@pytest.mark.parametrize(("text", "actual", "points", "due"), SCORED)
def test_example(text, actual, points, due):
    result = score(read_standard(text), actual, Decimal(points))
    assert result.score == Decimal(due), result.explanation


@pytest.mark.parametrize(("text", "words", "reason"), UNREAD)
def test_unread_example(text, words, reason):
    assert [(item.text, item.reason) for item in read_standard(text).unread] == [(words, reason)]
