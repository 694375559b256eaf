"""The golden lists on four published reports, read from ../shared/seeds where it is there; none of their text is here.

The forms are tests/cases; what those leave neutral (names, reasons) is read from the published form when the test runs.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from check_returns import case, form_of

sys.path.insert(0, str(Path(__file__).parent.parent))

from report_findings import check_narrative

from perfeval_xl import scheme as schemes
from perfeval_xl.checks import Finding
from perfeval_xl.evaluation import evaluate
from perfeval_xl.files.narrative_reader import read_narrative
from perfeval_xl.model import Agency, Form
from perfeval_xl.narrative import Narrative

SEEDS = Path(__file__).parents[3] / "shared" / "seeds"


def published(number: str) -> Path:
    """The file of a published return; the test is skipped without it."""
    path = next(iter(sorted(SEEDS.glob(f"{number}_*.txt"))), None)
    if path is None:
        pytest.skip(f"没有 ../shared/seeds/{number}_*.txt：不能核对已公开报告的问题清单")
    return path


def captured(pattern: str, text: str) -> str:
    """The first group of `pattern`, without white space."""
    match = re.search(pattern, text, re.DOTALL)
    assert match, pattern
    return re.sub(r"\s", "", match[1])


def office(text: str) -> Form:
    """The first return: names, contents and the reason from the published form."""
    form = form_of(case("shangjie-office-2021"))
    tasks = []
    for task in form.tasks:
        row = rf"([^\t\n]+)\t([^\t]*?)\t{task.budget}\t{task.budget}\t"
        match = re.search(row, text)
        assert match
        tasks.append(replace(task, name=re.sub(r"\s", "", match[1]), content=match[2]))
    rows = [
        replace(row, deviation_reason=captured(rf"{row.name}\t[^\n]*\t3\t2\t([^\n]*)", text))
        if row.deviation_reason
        else row
        for row in form.indicators
    ]
    return replace(form, agency=named(text), tasks=tuple(tasks), indicators=tuple(rows))


def named(text: str) -> Agency:
    """The agency as the published form has it."""
    return Agency(name=captured(r"部门[（(]单位[）)]\s*名称：?[\t ]*(\S+)", text))


def inspection(text: str) -> Form:
    """The fourth return: name, objective and reason from the published form."""
    form = form_of(case("shangjie-inspection-2021"))
    objective = captured(r"年度总体\s+目标\s(.*?)年度总体目标完", text)
    reason = captured(r"基本达标 10 8\s(.*?)处\s", text)
    rows = [replace(row, deviation_reason=reason) if row.deviation_reason else row for row in form.indicators]
    agency = named(text)
    return replace(form, agency=agency, objective=replace(form.objective, text=objective), indicators=tuple(rows))


def organisation(text: str) -> Form:
    """The third return: only a report was published."""
    return form_of(case("jinshui-organisation-2021"))


def yunxi(text: str) -> Form:
    """The second return: figures and base data of the case, the name from the published form."""
    return replace(form_of(case("yunxi-office-2021")), agency=named(text))


FORMS = {"000": office, "001": yunxi, "002": organisation, "003": inspection}


@cache
def found(number: str) -> tuple[Narrative, tuple[Finding, ...]]:
    """The published report and the findings about it."""
    path = published(number)
    form = FORMS[number](path.read_text(encoding="utf-8"))
    scheme = schemes.get(form.scheme)
    narrative = read_narrative(path, [scheme.form.title])
    return narrative, check_narrative(form, scheme, narrative, evaluate(form, scheme))


def section(narrative: Narrative, paragraph: int | None) -> int:
    """The number of the section that a paragraph stands in; 0 before the first, -1 in the form."""
    if all(item.number != paragraph for item in narrative.body):
        return -1
    numbers = [part.heading for part in narrative.sections if part.heading.paragraph.number <= (paragraph or 0)]
    return numbers[-1].number if numbers else 0


GOLDEN = [
    ("000", "2", "RPT_CLAIM_STRICT", 3, "463.18", "133.70"),
    ("000", "2", "RPT_CLAIM_STRICT", 4, "133.70"),
    ("000", "2", "RPT_BUDGET", 4, "596.88", "年初预算数463.18", "年初批复"),
    ("000", "2", "RPT_ADJUST_UNEXPLAINED", 4, "28.87%"),
    ("000", "2", "LOGIC_PROBLEM_NO_DEDUCT", 6, "预算编制合理性"),
    ("000", "3", "RPT_CLAIM_UNMET", 3, "项目管理制度健全性", "比较健全"),
    ("000", "4", "RPT_CLAIM_ALL_DONE", 2, "项目管理制度健全性", "得2分（分值3分）"),
    ("000", "4", "RPT_CLAIM_ALL_DONE", 3, "得2分（分值3分）"),
    ("000", "5", "RPT_NAME_DIFF", 1, "公务工作", "业务工作"),
    ("000", "5", "RPT_NAME_DIFF", 1, "的内容"),
    ("000", "5", "RPT_NAME_DIFF", 1, "正常运转", "保工资运转"),
    ("000", "5", "RPT_NAME_DIFF", 0, "全称"),
    ("000", "10", "RPT_CLAIM_UNMEASURED", 4, "工作目标管理", "绩效管理"),
    ("000", "13", "TYPO_LIST", 4, "项目绩效指标", "部门绩效指标"),
    ("000", "13", "TYPO_LIST", 4, "截止", "截至"),
    ("000", "13", "TYPO_LIST", 7, "问建议"),
    ("000", "13", "PERSONAL_INFO", -1, "联系电话"),
    ("001", "2", "LOGIC_PROBLEM_NO_DEDUCT", 7, "预算调整率"),
    ("001", "3", "RPT_DEDUCT_UNEXPLAINED", 7, "管理制度健全性"),
    ("001", "7", "RPT_SECTION_NUMBERING", 6, "三、四、五"),
    ("001", "8", "RPT_YEAR", -1, "2020年度的荣誉"),
    ("001", "9", "TYPO_LIST", 1, "年未", "年末"),
    ("001", "9", "TYPO_LIST", -1, "。，"),
    ("001", "9", "TYPO_LIST", -1, "＞0"),
    ("001", "9", "TYPO_LIST", -1, "》）", "不成对"),
    ("001", "9", "RPT_REPEAT", 6, "逐字重复"),
    ("001", "-", "PERSONAL_INFO", -1, "联系电话"),
    ("002", "1", "RPT_BUDGET", 4, "24.19%", "100.00%", "年初预算数"),
    ("002", "2", "RPT_ADJUST_UNEXPLAINED", 4, "-75.81%"),
    ("002", "2", "RPT_CLAIM_STRICT", 4, "预算编制科学", "75.81%"),
    ("002", "2", "LOGIC_PROBLEM_NO_DEDUCT", 6, "预算编制科学", "前后矛盾"),
    ("002", "3", "RPT_CONTRADICTION", 4, "结转结余率0%"),
    ("002", "4", "RPT_DEDUCT_UNEXPLAINED", 5, "投入管理", "预算执行"),
    ("002", "6", "RPT_SECTION_EMPTY", 5, "模板提示语"),
    ("002", "6", "RPT_SECTION_MISPLACED", 6, "应放到“五、"),
    ("002", "6", "RPT_SECTION_MISPLACED", 7, "应放到“六、"),
    ("002", "7", "RPT_SATISFACTION", 4, "没有写实际满意度"),
    ("002", "7", "TYPO_LIST", 4, "格式代码"),
    ("002", "9", "RPT_COUNT", 1, "二十多个三级指标"),
    ("002", "9", "RPT_TITLE", 1, "标题"),
    ("002", "10", "TYPO_LIST", 7, "在随同"),
    ("003", "5", "RPT_CLAIM_STRICT", 3, "495.16", "27.17"),
    ("003", "5", "RPT_CLAIM_STRICT", 4, "预算编制完整", "支出管理规范", "72.20%"),
    ("003", "-", "RPT_CLAIM_ALL_DONE", 3, "预算执行率", "得9分（分值10分）"),
    ("003", "11", "LOGIC_PROBLEM_NO_DEDUCT", 5, "内控制度有效性"),
    ("003", "12", "RPT_OTHER_UNIT", 5, "主责主业"),
    ("003", "13", "RPT_REPEAT", 4, "同一段里写了两遍"),
    ("003", "13", "TYPO_LIST", 4, "，，"),
    ("003", "13", "TYPO_LIST", 4, "专帐"),
    ("003", "13", "TYPO_LIST", 1, "（还有"),
    ("003", "13", "RPT_SECTION_EMPTY", 7, "只写了“无”"),
    ("003", "13", "RPT_SATISFACTION", 4, "百分数"),
    ("003", "14", "RPT_NAME_DIFF", 0, "全称"),
    ("003", "-", "PERSONAL_INFO", -1, "联系电话"),
]
"""Report, item of the golden list, check, section of the report, words of the message."""


@pytest.mark.parametrize("entry", GOLDEN, ids=lambda entry: f"{entry[0]}-{entry[1]}-{entry[2]}")
def test_item_is_found_by_name_and_place(entry: tuple):
    """Every item of the list that a program can decide from the report."""
    number, _, name, place, *said = entry
    narrative, findings = found(number)
    here = [item for item in findings if item.check == name and section(narrative, item.paragraph) == place]
    assert any(all(words in item.message for words in said) for item in here), [item.message for item in here]


EXTRA = {
    "000": Counter(),
    "001": Counter(TYPO_LIST=1, RPT_YEAR=1),
    "002": Counter(RPT_BUDGET=1),
    "003": Counter(TYPO_LIST=1, LOGIC_PROBLEM_NO_DEDUCT=1, RPT_REPEAT=1),
}
"""Findings beyond the list, each judged right (docs/golden-narrative.md), or the same fault in a second place."""


@pytest.mark.parametrize("number", FORMS)
def test_nothing_else_is_flagged(number: str):
    """What the lists call correct is not flagged, and every other finding has been judged by a person."""
    _, findings = found(number)
    expected = Counter(entry[2] for entry in GOLDEN if entry[0] == number) + EXTRA[number]
    assert Counter(item.check for item in findings) == expected, [
        (item.check, item.paragraph, item.message) for item in findings
    ]


CORRECT = ("RPT_SCORE", "RPT_L1_SCORES", "RPT_L1_WEIGHT", "RPT_PARTS_SUM", "RPT_PCT_RECALC", "RPT_ACTUAL", "RPT_BASE")


@pytest.mark.parametrize("number", FORMS)
def test_correct_figures_are_left_alone(number: str):
    """Scores, weights, sums and growth rates of the four reports are right."""
    _, findings = found(number)
    assert not [item for item in findings if item.check in CORRECT]
    exact = [item for item in findings if item.check == "RPT_COUNT"]
    assert len(exact) == (1 if number == "002" else 0)


WRONG = [
    ("RPT_BASE", "经费5270元", "经费6270元", "0.53万元"),
    ("RPT_BASE", "经费5270元", "经费5270万元", "元和万元写错"),
    ("RPT_BASE", "减少6828元", "减少7828元", "0.68万元"),
    ("RPT_BASE", "基本支出516.14万元", "基本支出526.14万元", "516.14"),
    ("RPT_BASE", "比上年增加152.09万元", "比上年增加162.09万元", "152.09"),
    ("RPT_BASE", "比上年减少51.57万元", "比上年减少61.57万元", "51.57"),
    ("RPT_BASE", "人员经费415.50万元", "人员经费405.50万元", "415.50"),
    ("RPT_BASE", "实有人数36人", "实有人数35人", "36人"),
    ("RPT_BASE", "在职人员31人", "在职人员32人", "31人"),
    ("RPT_PCT_RECALC", "增长41.78%", "增长29.47%", "41.78%"),
    ("RPT_PCT_RECALC", "下降39.55%", "下降65.42%", "39.55%"),
    ("RPT_PCT_RECALC", "下降56.44%", "下降77.18%", "56.44%"),
    ("RPT_PCT_RECALC", "占基本支出80.5%", "占基本支出81.5%", "80.5"),
]
"""A check, what the second report has right, the same made wrong, words of the message."""


@pytest.mark.parametrize(("name", "right", "wrong", "said"), WRONG, ids=lambda value: value)
def test_what_is_right_is_told_as_soon_as_it_is_wrong(tmp_path: Path, name: str, right: str, wrong: str, said: str):
    """The figures that the list calls right, each changed in one place."""
    text = published("001").read_text(encoding="utf-8")
    assert text.count(right) == 1
    path = tmp_path / "报告.txt"
    path.write_text(text.replace(right, wrong), encoding="utf-8")
    form = yunxi(text)
    scheme = schemes.get(form.scheme)
    report = read_narrative(path, [scheme.form.title])
    found = check_narrative(form, scheme, report, evaluate(form, scheme))
    assert any(said in item.message for item in found if item.check == name), [item.message for item in found]
    before = Counter(item.check for item in found_in("001"))
    more = Counter(item.check for item in found) - before
    assert set(more) <= {"RPT_BASE", "RPT_PCT_RECALC", "RPT_PARTS_SUM"}, more


def found_in(number: str) -> tuple[Finding, ...]:
    """The findings about a published report as it is."""
    return found(number)[1]
