"""A 评分标准 through the whole program: one indicator on the command line, rows of a return, and the JSON shapes."""

import json
from decimal import Decimal

import pytest

from perfeval_xl import cli, shapes
from perfeval_xl import scheme as schemes
from perfeval_xl.evaluation import evaluate
from perfeval_xl.model import Form, Indicator

SCHEME = schemes.get("zhengzhou-shangjie-2021")
CONTROL = "以100%为标准。控制率≤100%，计5分；每超过一个百分点扣0.5分，扣完为止。"
LIST = "①有制度，1分；②合法完整，1分；③执行有效，1分。"


def test_eval_scores_by_the_standard_and_says_how(capsys):
    assert cli.main(["eval", "", "105.88%", "5", "--criterion", CONTROL]) == 0
    said = capsys.readouterr().out
    assert "2.5" in said
    assert "按“每超过一个百分点扣0.5分”扣2.5分" in said


@pytest.mark.parametrize(("actual", "score", "met"), [("100%", 5, True), ("103%", 3.5, False), ("很好", None, None)])
def test_eval_json(capsys, actual, score, met):
    assert cli.main(["eval", "", actual, "5", "--criterion", CONTROL, "--json"]) == 0
    made = json.loads(capsys.readouterr().out)
    assert (made["kind"], made["score"], made["met"]) == ("criterion", score, met)


def test_eval_names_the_words_it_cannot_read(capsys):
    assert cli.main(["eval", "", "95%", "5", "--criterion", "≥95%得5分，其中未公开的酌情扣分"]) == 0
    assert "“其中未公开的酌情扣分”没有写明给（扣）多少分" in capsys.readouterr().out


def test_rows_of_a_return_are_scored_by_their_standards():
    rows = (
        Indicator(category="产出指标", name="控制率", actual="103%", points=Decimal(5), criterion=CONTROL),
        Indicator(category="产出指标", name="制度健全性", actual="①③", points=Decimal(3), criterion=LIST),
        Indicator(category="产出指标", name="考核", actual="完成", points=Decimal(2), criterion="按考核内容设置"),
        Indicator(category="产出指标", name="办结率", actual="90%", points=Decimal(2), target="≥95%", criterion=LIST),
    )
    evaluation = evaluate(Form(scheme=SCHEME.id, fiscal_year=Decimal(2021), indicators=rows), SCHEME)
    assert [line.computed for line in evaluation.lines] == [Decimal("3.5"), 2, None, Decimal("1.89")]
    kinds = [line.outcome.kind for line in evaluation.lines]
    assert kinds == ["criterion", "criterion", "criterion", "quantitative"]
    made = shapes.score(evaluation)
    assert [line["rule"] for line in made["lines"]][:3] == ["criterion"] * 3
    assert "没有写明怎样给分或扣分" in made["lines"][2]["explanation"]


def test_the_parser_is_not_loaded_without_need():
    import subprocess
    import sys

    code = (
        "import sys; from perfeval_xl import cli; cli.main(['eval', '≥95%', '90%', '2', '--json']);"
        "sys.exit('pyparsing' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, check=False).returncode == 0
