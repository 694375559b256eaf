"""The JSON shapes of the contract: every key there, numbers plain and half-up, what is missing null."""

import json
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from perfeval_xl import __version__, checks, scheme, shapes
from perfeval_xl.evaluation import evaluate
from perfeval_xl.files import casefile
from perfeval_xl.model import Form, Indicator
from perfeval_xl.rules import score_indicator

CASES = Path(__file__).parent / "cases"


def evaluation(case: str):
    form, _ = casefile.load(CASES / f"{case}.json")
    return evaluate(form, scheme.get(form.scheme))


def test_numbers_are_rounded_half_up_and_stay_plain():
    assert shapes.number(Decimal("2.675")) == 2.68
    assert shapes.number(Decimal("2.665")) == 2.67
    assert shapes.number(Decimal("10")) == 10
    assert shapes.number(Decimal("0.527"), None) == 0.527
    assert shapes.number(None) is None
    assert shapes.ratio(Decimal(29) / Decimal(30)) == 0.9667


@settings(deadline=None, max_examples=200)
@given(st.decimals(-1000000, 1000000, places=6))
def test_a_number_has_two_decimals_and_is_the_nearest(value):
    number = Decimal(json.dumps(shapes.number(value)))
    assert -number.as_tuple().exponent <= 2
    assert abs(number - value) <= Decimal("0.005")


def test_text_is_never_escaped():
    assert shapes.dumps(["优"]) == '[\n  "优"\n]'


def test_score_of_a_published_return():
    made = shapes.score(evaluation("shangjie-office-2021"), {"indicators[0].score": "自评表!H21"})
    assert (made["scheme"], made["fiscal_year"], made["total"], made["grade"]) == (
        "zhengzhou-shangjie-2021",
        2021,
        99,
        "优",
    )
    assert made["declared"] == {"total": 99, "grade": "优"}
    assert {"total", "grade"} <= set(made["computed"])
    budget = {"original": 463.18, "final": 596.88, "outturn": 596.88, "execution_rate": 1, "points": 10}
    assert budget.items() <= made["budget"].items()
    assert made["budget"]["score"] == made["budget"]["computed"] == 10
    assert [part["score"] for part in made["components"] if part["points"]] == [10, 29, 40, 20]
    management = made["components"][1]
    assert {
        "name": "投入管理指标",
        "points": 30,
        "score": 29,
        "rate": 0.9667,
        "indicators": 11,
    }.items() <= management.items()
    assert len(made["lines"]) == 30
    assert {"category", "name", "points", "score", "computed", "kind", "rule", "explanation", "cell"} <= set(
        made["lines"][0]
    )
    assert made["lines"][0]["cell"] == "自评表!H21"
    assert made["lines"][1]["cell"] is None
    assert all(line["explanation"] for line in made["lines"])
    assert all("表注" in line["source"] for line in [made["budget"], *made["lines"]])


def test_what_a_person_must_judge_is_null():
    row = Indicator(
        category="产出指标", name="完工时间", target="2021年10月底前", actual="2021年12月1日", points=Decimal(5)
    )
    made = shapes.score(evaluate(Form(fiscal_year=Decimal(2021), indicators=(row,)), scheme.default()))
    assert made["lines"][0]["score"] is None
    assert made["lines"][0]["computed"] is None
    assert made["total"] is None
    assert made["grade"] is None
    assert made["pending"] >= 1
    assert made["declared"] == {"total": None, "grade": None}


def test_findings_are_counted_by_severity():
    form, _ = casefile.load(CASES / "shangjie-office-2021.json")
    found = checks.run(form, scheme.get(form.scheme))
    made = shapes.findings("a.xlsm", scheme.get(form.scheme), found)
    assert (made["file"], made["scheme"]) == ("a.xlsm", "zhengzhou-shangjie-2021")
    assert list(made["counts"]) == ["error", "warning", "hint"]
    assert sum(made["counts"].values()) == len(made["findings"]) > 0
    for item in made["findings"]:
        assert {"check", "severity", "at", "cell", "message", "source"} <= set(item)
        assert item["check"] in checks.all_checks()
        assert item["severity"] in made["counts"]


@pytest.mark.parametrize(
    ("target", "actual", "points", "expected"),
    [
        (
            "≥95%",
            "100%",
            3,
            {
                "kind": "quantitative",
                "comparison": ">=",
                "target": 95,
                "actual": 100,
                "unit": "%",
                "met": True,
                "score": 3,
            },
        ),
        ("≥95%", "90%", 10, {"comparison": ">=", "target": 95, "actual": 90, "met": False, "score": 9.47}),
        (
            "≤2万元",
            "17500元",
            5,
            {"comparison": "<=", "target": 2, "actual": 1.75, "unit": "万元", "met": True, "score": 5},
        ),
        (
            "2021年12月20日之前",
            "2021年12月15日",
            5,
            {"kind": "date", "target": "2021-12-20", "actual": "2021-12-15", "score": 5},
        ),
        (
            "2021年12月20日之前",
            "2021年12月25日",
            5,
            {"kind": "date", "actual": "2021-12-25", "met": False, "score": None},
        ),
        (
            "2-3次",
            "2次",
            4,
            {"kind": "range", "comparison": "range", "target": 2, "target_high": 3, "actual": 2, "score": 4},
        ),
        ("健全", "健全", 2, {"kind": "qualitative", "comparison": None, "met": True, "score": 2}),
        ("", "", 2, {"target": None, "actual": None, "score": None}),
    ],
)
def test_one_indicator(target, actual, points, expected):
    result = score_indicator(target, actual, Decimal(points), scheme=scheme.default(), year=2021)
    made = shapes.outcome(result, Decimal(points), scheme.default())
    keys = {"kind", "comparison", "target", "actual", "unit", "met", "score", "points", "explanation", "notes"}
    assert keys <= set(made)
    assert {key: made[key] for key in expected} == expected
    assert made["points"] == points
    assert "表注" in made["source"]
    assert json.loads(shapes.dumps(made)) == {**made, "version": __version__}


def test_repairs_are_noted_by_code_and_in_words():
    result = score_indicator("》95%", "96%", Decimal(3), scheme=scheme.default())
    made = shapes.outcome(result, Decimal(3), scheme.default())
    assert "SYMBOL_BAD" in made["notes"]
    assert len(made["note_texts"]) == len(made["notes"])


def test_schemes_tell_drafts_from_verified_ones():
    made = {item["id"]: item for item in shapes.schemes(scheme.all_schemes().values())}
    assert made["zhengzhou-shangjie-2021"]["verified"] is True
    assert all(
        {"id", "region", "years", "first_year", "last_year", "title", "verified", "status"} <= set(item)
        for item in made.values()
    )
    assert all(item["verified"] or item["status"] == "草案" for item in made.values())
