"""The run over a form: order, places, counts, citations; it never raises, whatever was typed."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from check_returns import CLEAN, case, edited, findings, form_of
from hypothesis import given, settings
from hypothesis import strategies as st

from perfeval_xl import scheme
from perfeval_xl.checks import Finding, Severity, check_row, core, counts, locate, ordered, run, words
from perfeval_xl.evaluation import evaluate
from perfeval_xl.model import Agency, Budget, BudgetRow, BudgetTotal, Declared, Form, Indicator, Objective, Task
from perfeval_xl.names import resolve

SHANGJIE = scheme.get("zhengzhou-shangjie-2021")


def _finding(at: str, severity: Severity = Severity.ERROR, paragraph: int | None = None) -> Finding:
    return Finding(check="X", severity=severity, message="", source="", at=at, paragraph=paragraph)


def test_gravest_first_then_in_the_order_of_the_form():
    """Column findings stand before the rows of their table, rows by number and column."""
    places = ["declared.total", "tasks.budget", "tasks[0].outturn", "tasks[1].budget", "budget.total.final"]
    places += ["indicators[2].target", "indicators[2].score", "indicators[10].target"]
    shuffled = [_finding(at) for at in reversed(places)]
    assert [item.at for item in ordered(shuffled)] == places
    mixed = [_finding("declared.total", Severity.HINT), _finding("indicators[3].score", Severity.ERROR)]
    assert [item.severity for item in ordered(mixed)] == [Severity.ERROR, Severity.HINT]


def test_paragraphs_come_in_order_after_the_form():
    """Findings about the report have no place in the form."""
    found = ordered([_finding("", paragraph=9), _finding("", paragraph=2), _finding("declared.total")])
    assert [item.paragraph for item in found] == [None, 2, 9]


def test_every_severity_is_counted():
    """Also the one that did not occur."""
    assert counts([_finding("a", Severity.HINT), _finding("b", Severity.HINT)]) == {"error": 0, "warning": 0, "hint": 2}


@pytest.mark.parametrize(
    ("at", "cell"),
    [
        ("indicators[1].score", "自评表!H31"),
        ("indicators[1].tier", "自评表!A31"),
        ("tasks.budget", "自评表!D12"),
        ("budget.basic.outturn", "自评表!F20"),
        ("declared.total", "自评表!B3"),
        ("objective.text", None),
        ("", None),
    ],
)
def test_places_are_found_in_the_sheet(at: str, cell: str | None):
    """The exact name, else the row or part around it, else the first cell inside that."""
    addresses = {
        "indicators[0].score": "自评表!H30",
        "indicators[1]": "自评表!A31",
        "indicators[1].score": "自评表!H31",
        "tasks[0].name": "自评表!B12",
        "tasks[0].budget": "自评表!D12",
        "budget.basic": "自评表!F20",
        "declared.grade": "自评表!B3",
    }
    assert locate([_finding(at)], addresses)[0].cell == cell


@pytest.mark.parametrize(
    ("at", "called"),
    [
        ("indicators[7].actual", "绩效指标第8行·实际完成值"),
        ("", "整张表"),
        ("narrative[其他]", "报告素材·其他"),
        ("narrative[其他[一]]", "narrative[其他[一]]"),
    ],
)
def test_a_place_is_called_as_the_form_does(at: str, called: str):
    """A section of the report material bears the name that the department gave it, brackets included."""
    assert Finding(check="X", severity=Severity.HINT, message="。", source="", at=at).place == called


def test_a_finding_about_a_paragraph_has_no_cell():
    """Even when its text names a term."""
    assert locate([_finding("declared.total", paragraph=3)], {"declared.total": "自评表!B3"})[0].cell is None


def test_every_place_exists_in_the_form():
    """`at` is a name that the form resolves, or a column of one of its tables."""
    for name in ("shangjie-office-2021", "shangjie-inspection-2021", "jinshui-organisation-2021"):
        form = form_of(case(name))
        for item in findings(case(name)):
            table, _, column = item.at.partition(".")
            if table in ("tasks", "indicators", "components"):
                assert hasattr(getattr(form, table)[0], column), item.at
            else:
                resolve(form, item.at)


def test_a_given_evaluation_is_used():
    """The sheet and the batch may evaluate once for scores and findings."""
    form = form_of(CLEAN)
    other = evaluate(form_of(edited({"declared.total": 50})), SHANGJIE)
    assert run(form, SHANGJIE, evaluate(form, SHANGJIE)) == ()
    assert run(form, SHANGJIE, other) == ()


def test_an_empty_row_has_no_findings():
    """PERF_CHECK stays empty until something is typed."""
    assert check_row(Indicator(), SHANGJIE) == ()
    assert check_row(Indicator(category="产出指标", unit="%"), SHANGJIE, 2021) == ()


def test_the_checks_of_a_row_are_the_same_whoever_asks_first():
    """PERF_CHECK imports their modules only; the catalogue and the order of findings do not depend on it."""
    row, every = "[item.name for item in core.row_checks()]", "[item.name for item in core.all_checks().values()]"
    script = "import json; from perfeval_xl.checks import core; print(json.dumps([{}, {}]))"
    said = [
        json.loads(subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout)
        for code in (script.format(row, every), script.format(every, row))
    ]
    assert said[0] == said[1][::-1]
    assert said[0][0] == [name for name in said[0][1] if core.all_checks()[name].row]


def test_a_row_is_judged_by_itself():
    """The year is used for deadlines without one; places are those of a first row."""
    late = Indicator(
        name="验收时间", target="9月30日前", unit="日期", actual="2021年11月5日", points=Decimal(2), score=Decimal(2)
    )
    found = check_row(late, SHANGJIE, 2021)
    assert [(item.check, item.at) for item in found] == [("QUANT_MISS_FULL", "indicators[0].score")]


@pytest.mark.parametrize("found", scheme.all_schemes().values(), ids=lambda found: found.id)
def test_a_blank_form_has_no_findings(found):
    """Nothing typed, nothing wrong yet; neither on a form of empty rows with its printed points."""
    assert run(Form(scheme=found.id), found) == ()
    printed = Form(
        scheme=found.id,
        fiscal_year=Decimal(2021),
        agency=Agency(name="示例区某局"),
        tasks=(Task(), Task()),
        indicators=tuple(Indicator(category=item.label) for item in found.component),
        budget=Budget(total=BudgetTotal(points=Decimal(10))),
    )
    assert run(printed, found) == ()


_TYPED = st.one_of(
    st.none(),
    st.sampled_from(
        ["", "—", "100%", "≥95%", "《10%", "健全", "基本健全", "2021年12月20日之前", "0", "-1", "1:1", "3万元"]
    ),
    st.text(max_size=30),
    st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**12), max_value=10**12, places=2),
    st.decimals(allow_nan=False, allow_infinity=False),
)


def _of(cls):
    return st.builds(cls, **dict.fromkeys(cls.__dataclass_fields__, _TYPED))


@settings(deadline=None, max_examples=60)
@given(
    form=st.builds(
        Form,
        scheme=st.just("zhengzhou-shangjie-2021"),
        fiscal_year=_TYPED,
        objective=_of(Objective),
        declared=_of(Declared),
        tasks=st.lists(_of(Task), max_size=3).map(tuple),
        budget=st.builds(Budget, total=_of(BudgetTotal), other=_of(BudgetRow), basic=_of(BudgetRow)),
        indicators=st.lists(_of(Indicator), max_size=4).map(tuple),
        narrative=st.dictionaries(st.text(max_size=8), st.text(max_size=60), max_size=2),
    )
)
def test_nothing_typed_makes_a_check_raise(form: Form):
    """Bad data is a finding, never an exception; and every message says something in Chinese."""
    for item in run(form, SHANGJIE):
        assert item.message.endswith("。")
        assert item.source


def test_messages_and_explanations_stand_on_one_line():
    """Names and texts typed with line breaks (as wrapped on paper) do not break what is said about them."""
    wrapped = Indicator(
        category="效益指标",
        name="群众办事\n便利程度",
        target="达标\n",
        actual="基本\n达标",
        points=Decimal(10),
        score=Decimal(8),
        deviation_reason="窗口\n不足",
    )
    form = Form(scheme=SHANGJIE.id, objective=Objective(text="保障\n运转"), indicators=(wrapped,))
    evaluation = evaluate(form, SHANGJIE)
    told = [item.message for item in run(form, SHANGJIE)] + [line.outcome.explanation for line in evaluation.lines]
    told += [item.message for item in check_row(wrapped, SHANGJIE)]
    assert len(told) > 5 and all("\n" not in text for text in told)
    assert any("“群众办事便利程度”" in text for text in told)


def test_a_rate_over_the_other_budget_is_told_whichever_the_scheme_divides_by():
    """849.29 over 865.50 is 98.13 %, over the original 820.00 it is 103.57 %."""
    original = replace(SHANGJIE, rules=replace(SHANGJIE.rules, execution_denominator="original"))
    for used, rate, basis in ((SHANGJIE, "103.57%", "年初预算数"), (original, "98.13%", "全年预算数")):
        form = form_of(edited({"budget.total.execution_rate": rate}))
        told = [item.message for item in run(form, used) if item.check == "BUDGET_DENOM"]
        assert told and basis in told[0]


def test_a_word_list_that_is_missing_is_named(tmp_path, monkeypatch):
    """The file of the word lists may be edited; what was lost is said by its name."""
    listed = words.FILE.read_text("utf-8").replace("hedges =", "hedge =", 1)
    monkeypatch.setattr(words, "FILE", tmp_path / "check_words.toml")
    words.FILE.write_text(listed, "utf-8")
    with pytest.raises(ValueError, match=r"check_words\.toml: \['hedge', 'hedges'\]"):
        words.words.__wrapped__()


WITHOUT_A_REPORT = """
import sys
from pathlib import Path
from perfeval_xl import scheme
from perfeval_xl.checks import all_checks, core, ordered, run
from perfeval_xl.evaluation import evaluate
from perfeval_xl.files import casefile

forms = [casefile.load(path)[0] for path in sorted(Path(sys.argv[1]).glob("*.json"))]
alone = [run(form, scheme.get(form.scheme)) for form in forms]
assert "perfeval_xl.checks.narrative_money" not in sys.modules
for form, found in zip(forms, alone, strict=True):
    rules = scheme.get(form.scheme)
    context = core.Context(form, rules, evaluate(form, rules))
    assert found == ordered(one for item in all_checks().values() for one in core.findings_of(item, context))
print(len(forms), sum(map(len, alone)))
"""


def test_what_only_reads_reports_has_nothing_to_say_without_one():
    cases = Path(__file__).parent.parent / "cases"
    ran = subprocess.run(
        [sys.executable, "-c", WITHOUT_A_REPORT, cases], capture_output=True, text=True, encoding="utf-8"
    )
    assert ran.returncode == 0, ran.stderr
    forms, found = map(int, ran.stdout.split())
    assert forms > 3 and found > 20
