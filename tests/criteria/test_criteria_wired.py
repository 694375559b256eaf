"""A 评分标准 through the whole program: one indicator on the command line, rows of a return, and the JSON shapes."""

import json
from decimal import Decimal

import pytest

from perfeval_xl import cli, shapes
from perfeval_xl import scheme as schemes
from perfeval_xl.criteria import read_standard, score
from perfeval_xl.evaluation import evaluate
from perfeval_xl.model import Form, Indicator
from perfeval_xl.rules import score_indicator

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


def test_a_standard_of_the_scheme_is_cited_from_its_own_text_and_one_of_the_department_from_none():
    scheme = schemes.get("yueyang-yunxi-2021")
    preset = next(row for row in scheme.indicator if row.measure)
    cites = [
        score_indicator("", "100%", "5", scheme=scheme, criterion=text).cite for text in (preset.criterion, CONTROL)
    ]
    assert cites == [next(part.cite for part in scheme.component if part.name == preset.component), ""]


def test_quotation_marks_of_a_standard_become_single_ones_inside_others():
    text = "“接待”变动率≤0，计5分；“接待”变动率＞0，每超过一个百分点扣0.5分，扣完为止。"
    told = score(read_standard(text), "-3%", Decimal(5)).explanation
    assert "符合“‘接待’变动率≤0，计5分”" in told


def test_a_standard_that_leaves_the_score_to_a_person_is_not_called_unreadable():
    told = score(read_standard("由部门细化成个性化指标后评定。"), "已完成", Decimal(5)).explanation
    assert told == (
        "评分标准没有写怎样计分，要由人评定：“由部门细化成个性化指标后评定”。请直接填得分，或细化成能计分的标准。"
    )


@pytest.mark.parametrize(
    ("standard", "actual", "told"),
    [
        (CONTROL, "请假", "实际完成值“请假”不是百分数，评分标准要的是数字，请改写，或由人评定得分。"),
        (LIST, "请示", "看不出哪几条符合，请写明（如“①②符合”“全部符合”），或由人评定得分。"),
        ("有制度，1分；有执行，2分。", "请假", "（可以相加的请编号①②），请改写，或由人评定得分。"),
    ],
)
def test_what_to_do_is_said_once_whatever_was_typed(standard, actual, told):
    """A 请 of the department's own text, or of a remark, is no advice."""
    assert score(read_standard(standard), actual, Decimal(3)).explanation.endswith(told)


def test_half_a_case_is_no_number_of_cases():
    text = "①手续完整；②账实相符。以上情况每出现一例不符合要求的扣1分，扣完为止。"
    made = score(read_standard(text), "0.5", Decimal(3))
    assert made.score is None and "“0.5”不是整数" in made.explanation


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
