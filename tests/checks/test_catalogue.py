"""The catalogue itself: names, documentation, citations, thresholds; nothing may be registered half."""

from __future__ import annotations

import ast
import re
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from check_returns import CLEAN, edited, form_of

import perfeval_xl.checks
from perfeval_xl import scheme
from perfeval_xl.checks import THEMES, all_checks, check, citation, run
from perfeval_xl.checks.words import words

CATALOGUE = {
    "points": "SUM_WEIGHT_100 SUM_L3_EQ_L1 SCORE_GT_WEIGHT SCORE_NEG_OR_BLANK SUM_SCORE_TOTAL EXEC_SCORE_RULE "
    "QUANT_SCORE_RULE QUANT_MET_NOT_FULL QUANT_MISS_FULL QUAL_TIER_SCORE QUAL_MISMATCH_VALUE OVER_TARGET "
    "REASON_MISSING REASON_NO_MEASURE REASON_WHEN_FULL REASON_IRRELEVANT GRADE_BAND GRADE_WORD GRADE_DECIMAL_GAP "
    "CAP_BY_EXEC EXEC_ROW_WEIGHT",
    "budget": "BUDGET_SRC_SUM BUDGET_STRUCT_SUM BUDGET_RATE_CALC BUDGET_ZERO_DEN BUDGET_OVER_100 BUDGET_DENOM "
    "BUDGET_ADJ_LARGE ADJ_INDICATOR_CONFLICT EXEC_INDICATOR_DUP BUDGET_YR_START_BLANK UNIT_MIX AMOUNT_PARSE "
    "UNIT_IN_CELL THREE_GONG",
    "tasks": "TASK_SUM_BUDGET TASK_SUM_EXEC TASK_RATE_CALC TASK_SPLIT_VS_STRUCT TASK_DONE_IS_NUMBER TASK_NO_INDICATOR "
    "TASK_COUNT_TEXT",
    "indicators": "SYMBOL_BAD SYMBOL_VARIANT SYMBOL_OCR DIRECTION_SUSPECT TARGET_EMPTY ACTUAL_COPY ACTUAL_NOT_NUMBER "
    "UNIT_MISMATCH UNIT_COL_CONFLICT NAME_IS_TARGET NAME_TEMPLATE QUAL_MEANINGLESS DUP_INDICATOR ZERO_BASE_OTHER "
    "SATISFACTION_EVID SELF_SATISF_ONLY TARGET_TEXT_VAGUE COST_VS_EXEC LOGIC_PROBLEM_NO_DEDUCT CONTROL_RATE "
    "CRITERION_UNREAD CRITERION_GAP CRITERION_OVERLAP CRITERION_FLOOR CRITERION_POINTS",
}
"""The names of the catalogue are stable: departments and scripts refer to them."""

CHECKS = list(all_checks().values())
MODULES = sorted(Path(perfeval_xl.checks.__file__).parent.glob("*.py"))
_LITERALS = {Decimal(item) for item in ("0", "100", "10000", "5", "0.005")}
"""Numbers that no notice changes: none, a whole in percent, 元 in a 万元, the half of a rounding step."""


@pytest.mark.parametrize("theme", CATALOGUE)
def test_every_name_of_the_catalogue_is_registered_under_its_theme(theme: str):
    """No name is missing, none has moved, and none has been invented beside the catalogue."""
    registered = {item.name for item in CHECKS if item.theme == theme}
    assert registered == set(CATALOGUE[theme].split())


def test_checks_come_theme_by_theme():
    """The docs and `explain` list them in the order of the catalogue's sections."""
    themes = [item.theme for item in CHECKS]
    assert themes == sorted(themes, key=list(THEMES).index)


@pytest.mark.parametrize("item", CHECKS, ids=lambda item: item.name)
def test_a_check_documents_itself_in_chinese(item):
    """Every text is there, is Chinese and is a text of its own."""
    texts = [item.title, item.compares, item.why, item.example, item.cure]
    assert all(re.search("[一-鿿]{2}", text) for text in texts)
    assert len(set(texts)) == len(texts)
    assert all(text.endswith("。") for text in (item.why, item.example, item.cure))
    assert not item.title.endswith("。")
    assert item.function.__doc__
    assert re.fullmatch(r"[A-Z][A-Z0-9]*(_[A-Z0-9]+)*", item.name)


@pytest.mark.parametrize("item", CHECKS, ids=lambda item: item.name)
@pytest.mark.parametrize("found", scheme.all_schemes().values(), ids=lambda found: found.id)
def test_a_source_reads_as_a_text_under_every_scheme(item, found):
    """What a finding cites is a title that a reader can look up, never a key."""
    assert re.search("[一-鿿]{4}", citation(item.source, found))


def test_titles_are_not_used_twice():
    """Two checks with one title would be one fault with two names."""
    titles = [item.title for item in CHECKS]
    assert len(set(titles)) == len(titles)


def test_a_name_is_registered_once():
    """A second registration, or a malformed name, is an error of the code."""
    said = dict.fromkeys(("title", "compares", "why", "example", "cure", "source"), "文字")
    for name in ("SUM_WEIGHT_100", "sum_weight", "BAD-NAME"):
        with pytest.raises(ValueError, match="malformed or taken"):
            check(name=name, severity="error", theme="points", **said)
    with pytest.raises(ValueError, match="no theme"):
        check(name="NEW_ONE", severity="error", theme="elsewhere", **said)
    assert "NEW_ONE" not in all_checks()


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.name)
def test_modules_are_short_and_hold_no_threshold(path: Path):
    """A comparison with a literal other than the plain ones is a threshold that belongs in the scheme."""
    text = path.read_text(encoding="utf-8")
    assert len(text.splitlines()) < 300
    if path.name.startswith("narrative"):
        return
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Decimal":
            values = [argument.value for argument in node.args if isinstance(argument, ast.Constant)]
            assert all(Decimal(value) in _LITERALS for value in values), path.name


@pytest.mark.parametrize(
    ("field", "loose", "changes", "name"),
    [
        ("score", "1", {"declared.total": 98}, "SUM_SCORE_TOTAL"),
        ("amount", "1", {"tasks[1].outturn": 193}, "TASK_SUM_EXEC"),
        ("rate", "0.1", {"budget.basic.execution_rate": "99.00%"}, "BUDGET_RATE_CALC"),
        ("adjustment", "0.7", {"budget.project.original": 200}, "BUDGET_ADJ_LARGE"),
        ("unit_ratio", "1.0001", {"tasks[1].outturn": 1937900}, "UNIT_MIX"),
        ("grade_gap", "0", {"declared.total": 89.5}, "GRADE_DECIMAL_GAP"),
    ],
)
def test_a_threshold_comes_from_the_scheme(field: str, loose: str, changes: dict, name: str):
    """The same return is at fault under the shipped scheme and in order under one that is more generous."""
    form = form_of(edited(changes))
    shipped = scheme.get(form.scheme)
    generous = replace(shipped, thresholds=replace(shipped.thresholds, **{field: Decimal(loose)}))
    assert name in {item.check for item in run(form, shipped)}
    assert name not in {item.check for item in run(form, generous)}


def test_a_cap_of_the_scheme_goes_before_the_reminder_of_other_regions():
    """A scheme with caps of its own says so, and its bands count."""
    form = form_of(edited({"budget.total.outturn": 640}))
    shipped = scheme.get(form.scheme)
    own = replace(
        shipped, total_cap=(scheme.TotalCap(rate_below=Decimal("0.75"), total=Decimal(85), cite="form_note_1"),)
    )
    said = [item.message for item in run(form, own) if item.check == "CAP_BY_EXEC"]
    assert len(said) == 1
    assert "按本方案自评不超过85分" in said[0]


def test_word_lists_hold_no_empty_and_no_double_word():
    """An empty word would match everything."""
    for name in words().__slots__:
        listed = getattr(words(), name)
        if all(isinstance(word, str) for word in listed) and not isinstance(listed, dict):
            assert all(word.strip() for word in listed), name
            assert len(set(listed)) == len(listed), name


def test_clean_return_is_what_the_examples_start_from():
    """No finding of any severity on the clean return."""
    form = form_of(CLEAN)
    assert run(form, scheme.get(form.scheme)) == ()
