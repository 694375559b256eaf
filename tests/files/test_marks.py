"""The marks of the sheet and the findings of `check` say the same of every row, in both editions."""

import io
from functools import cache

import mark_rows
import openpyxl
import pytest

from perfeval_xl import scheme as schemes
from perfeval_xl.files import template
from perfeval_xl.rules import PENDING

FORMS = [("zhengzhou-shangjie-2021", seed) for seed in range(4)] + [("yueyang-yunxi-2021", seed) for seed in range(4)]
ROWS = 250
SEEN_BY_FORMULAS = {"SCORE_GT_WEIGHT", "TARGET_EMPTY", "REASON_MISSING", "QUANT_SCORE_RULE", "QUANT_MISS_FULL"}
"""The checks that the plain formulas of the macro-free edition stand in for."""


@cache
def typed(scheme, seed):
    return mark_rows.form(ROWS, scheme, seed)


@cache
def gravest(scheme, seed):
    return mark_rows.of_check(typed(scheme, seed))


@cache
def shown(scheme, seed, live):
    """Of each row what the sheet holds: mark, 得分, 测算得分, 校验提示."""
    data = template.content(typed(scheme, seed), schemes.get(scheme), live=live)
    book = openpyxl.load_workbook(io.BytesIO(data), data_only=True)
    sheet = book["自评表"]
    area = book.defined_names["indicators.name"].attr_text.replace("$", "").partition("!")[2]
    first = int("".join(filter(str.isdigit, area.partition(":")[0]))) + 1
    cells = [[sheet.cell(row, col).value or "" for col in (10, 8, 12, 13)] for row in range(first, first + ROWS)]
    return [(str(mark), *rest) for mark, *rest in cells]


def row_of(form, index):
    row = form.indicators[index]
    return [getattr(row, field) for field in ("name", "target", "actual", "points", "score", "deviation_reason")]


@pytest.mark.parametrize(("scheme", "seed"), FORMS)
def test_the_live_mark_has_the_sign_of_the_gravest_finding_of_its_row(scheme, seed):
    wrong = []
    for index, ((mark, *_, message), (sign, checks, _)) in enumerate(
        zip(shown(scheme, seed, True), gravest(scheme, seed), strict=True)
    ):
        if mark[:1] != sign and (mark or sign != "✔"):
            wrong.append((index, mark, message, sign, checks, row_of(typed(scheme, seed), index)))
    assert not wrong, f"{len(wrong)} of {ROWS}: {wrong[:5]}"


@pytest.mark.parametrize(("scheme", "seed"), FORMS)
def test_the_live_message_begins_with_the_sign_of_the_mark(scheme, seed):
    rows = zip(shown(scheme, seed, True), typed(scheme, seed).indicators, strict=True)
    for (mark, *_, message), row in rows:
        # That a score says 待评定 because somebody typed so, only the sheet itself can see.
        assert row.score == PENDING or message[:1] == mark[:1].replace("✔", ""), (mark, message)


@pytest.mark.parametrize(("scheme", "seed"), FORMS)
def test_a_row_without_a_score_is_never_called_good(scheme, seed):
    for live in (True, False):
        for (mark, score, *_), (sign, _, pending) in zip(shown(scheme, seed, live), gravest(scheme, seed), strict=True):
            assert not (pending and (sign == "✔" or mark[:1] == "✔"))
            assert not (score == PENDING and mark[:1] in ("✔", ""))


@pytest.mark.parametrize(("scheme", "seed"), FORMS)
def test_plain_formulas_are_never_graver_than_the_check_and_agree_on_what_they_see(scheme, seed):
    wrong = []
    for index, ((mark, _, computed, message), (sign, checks, _)) in enumerate(
        zip(shown(scheme, seed, False), gravest(scheme, seed), strict=True)
    ):
        graver = mark[:1] in ("⚠", "✘") and mark_rows.GRAVITY.index(mark[:1]) > mark_rows.GRAVITY.index(sign)
        missed = checks & SEEN_BY_FORMULAS and computed != PENDING and mark[:1] != sign
        if graver or missed:
            wrong.append((index, mark, message, sign, checks, row_of(typed(scheme, seed), index)))
    assert not wrong, f"{len(wrong)} of {ROWS}: {wrong[:5]}"


def test_the_rows_hold_enough_of_everything():
    signs = [sign for scheme, seed in FORMS for sign, _, _ in gravest(scheme, seed)]
    names = set().union(*(checks for scheme, seed in FORMS for _, checks, _ in gravest(scheme, seed)))
    counts = {sign: signs.count(sign) for sign in mark_rows.GRAVITY}
    assert min(counts.values()) >= 30, counts
    assert len(names) >= 25, sorted(names)
