"""The worked examples of the manual are what happens: every block of the page is used exactly as printed."""

from __future__ import annotations

import importlib
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import docx
import pytest

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "docs"))

import examples  # noqa: E402

from perfeval_xl.report.content import BUILDERS  # noqa: E402

PAGE = (examples.FOLDER / "maintainer.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def worked(tmp_path_factory):
    """The folder in which the examples of the page were worked, and the page as they turned out."""
    folder = tmp_path_factory.mktemp("示例市")
    return folder, examples.run(PAGE, folder)


def command(folder, *arguments):
    environment = {**os.environ, "PYTHONUTF8": "1", "PERFEVAL_SCHEMES": "方案"}
    call = [sys.executable, "-m", "perfeval_xl", *arguments]
    return subprocess.run(call, cwd=folder, env=environment, capture_output=True, check=False, encoding="utf-8")


def test_the_page_prints_what_the_program_says(worked):
    assert worked[1] == PAGE, "run: python docs/examples.py, and read what changed"


def test_a_new_region_scores_as_its_notice_says(worked):
    """94.59 = 7.59 + 22 + 40 + 25; 89 by article 7; two points instead of one in the second year."""
    folder, _ = worked
    score = json.loads(command(folder, "score", "水库自评表.xlsm", "--json").stdout)
    assert score["scheme"] == "shili-2024"
    assert (score["total"], score["grade"]) == (89, "良")
    assert sum(part["score"] for part in score["components"]) == pytest.approx(94.59)
    assert (score["computed"]["total"], score["computed"]["grade"]) == (89, "良")
    assert [part["points"] for part in score["components"]] == [10, 25, 40, 25]
    findings = json.loads(command(folder, "check", "水库自评表.xlsm", "--json").stdout)["findings"]
    assert [item["check"] for item in findings] == ["CAP_BY_EXEC"]
    scored = [
        json.loads(command(folder, "eval", "≥10次", "13次", "10", "--scheme", f"shili-{year}", "--json").stdout)[
            "score"
        ]
        for year in (2024, 2025)
    ]
    assert scored == [9, 8]


def test_the_outputs_of_the_new_region_are_there_and_the_draft_goes_with_one_line(worked):
    folder, _ = worked
    said = "\n".join(paragraph.text for paragraph in docx.Document(folder / "水库自评报告.docx").paragraphs)
    assert "按照示例市财政局的通知，示例市水库管理处对2024年度部门整体支出绩效开展了自评。" in said
    assert "二、预算执行情况" in said
    copied = json.loads(command(folder, "score", "水库送审件.xlsx", "--json").stdout)
    assert (copied["scheme"], copied["total"]) == ("shili-2024", 89)
    rolled = json.loads(command(folder, "score", "水库2025年自评表.xlsm", "--json").stdout)
    assert (rolled["scheme"], rolled["fiscal_year"]) == ("shili-2025", 2025)
    assert json.loads(command(folder, "score", "空白自评表.xlsm", "--json").stdout)["fiscal_year"] == 2024
    assert "草案" in command(folder, "new", "--scheme", "shili-2024", "-o", "草.xlsx").stdout
    (line,) = re.findall(r'^verified = ".*"$', PAGE, re.MULTILINE)
    scheme = folder / "方案" / "shili-2024.toml"
    text = scheme.read_text(encoding="utf-8")
    scheme.write_text(re.sub(r"(first_year.*\n)", rf"\1{line}\n", text, count=1), encoding="utf-8")
    assert "草案" not in command(folder, "new", "--scheme", "shili-2024", "-o", "定.xlsx").stdout
    scheme.write_text(text, encoding="utf-8")


def test_a_region_that_scores_by_standards_keeps_nothing_of_the_scheme_it_copies(worked):
    folder, _ = worked
    said = command(folder, "explain", "yangli-2024").stdout
    assert "示例市" not in said and "两位小数" not in said and "预算执行数÷年初预算数" in said
    assert "支付及时率≥95%，计10分" in said and "完成    100%—70%" in said
    assert command(folder, "new", "--scheme", "yangli-2024", "--year", "2024", "-o", "样例县.xlsx").returncode == 0
    assert command(folder, "export-case", "样例县.xlsx", "-o", "样例县.json").returncode == 0
    printed = json.loads((folder / "样例县.json").read_text("utf-8"))["indicators"]
    assert [(row["name"], row["points"], "criterion" in row) for row in printed] == [
        ("支付及时率", 10, True),
        ("财务制度健全性", 15, False),
    ]


def test_who_lacks_the_scheme_is_told_so(worked):
    folder, _ = worked
    call = [sys.executable, "-m", "perfeval_xl", "score", "水库自评表.xlsm"]
    environment = {**os.environ, "PERFEVAL_SCHEMES": "", "PYTHONUTF8": "1"}
    ran = subprocess.run(call, cwd=folder, env=environment, capture_output=True, check=False, encoding="utf-8")
    assert ran.returncode == 2
    assert "没有方案“shili-2024”" in ran.stderr


SNIPPETS = dict(re.findall(r"^```python (\S+)\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL))
USES = {
    "perfeval_xl.checks.tasks": """
from perfeval_xl import checks, scheme
from perfeval_xl.model import Form, Task
form = Form(tasks=(Task(name="设施维护"), Task(name="政策宣讲"), Task(name="设施 维护")))
found = [item for item in checks.run(form, scheme.default()) if item.check == "TASK_NAME_TWICE"]
assert [(item.at, item.message) for item in found] == [
    ("tasks[2].name", "第1行和第3行的任务都叫“设施 维护”，请合成一行或改名。")], found
""",
    "perfeval_xl.report.completion": """
from dataclasses import replace
from perfeval_xl import demo, scheme
from perfeval_xl.evaluation import evaluate
from perfeval_xl.files import casefile
from perfeval_xl.report import build
form, _ = casefile.load(demo.CASE)
rules = scheme.get(form.scheme)
part = replace(rules.report[0], name="满分", content=("full_score",), prompt="")
rules = replace(rules, report=(part,))
assert "共25项三级指标，其中22项得满分。" in str(build(form, rules, evaluate(form, rules)).body)
""",
    "perfeval_xl.cells": """
from decimal import Decimal
from perfeval_xl import cell_functions, cells
assert cells.perf_lost(10, 8.5) == Decimal("1.5")
assert cells.perf_lost(10, None) == ""
cell_functions._ARGUMENTS["points"], cell_functions._ARGUMENTS["score"]
cell_functions._documented(cells.perf_lost, "失分：分值减得分，没有填完为空", "=PERF_LOST(10,8.5)")
""",
}


@pytest.mark.parametrize("module", USES)
def test_code_on_the_page_works_where_the_page_puts_it(module):
    """In a process of its own: what it registers must not reach other tests."""
    assert list(USES) == list(SNIPPETS)
    load = f"import {module} as here\nexec(compile({SNIPPETS[module]!r}, 'page', 'exec'), vars(here))\n"
    ran = subprocess.run(
        [sys.executable, "-X", "utf8", "-c", load + USES[module]], capture_output=True, check=False, encoding="utf-8"
    )
    assert ran.returncode == 0, ran.stderr
    assert importlib.util.find_spec(module)


def test_every_file_that_the_page_names_is_there():
    named = set(re.findall(r"`((?:perfeval_xl|tests|docs|workbook)/[\w/.]*)`", PAGE))
    assert len(named) > 20
    assert [name for name in named if not (ROOT / name).exists()] == []


def test_the_walk_to_a_new_parameter_names_every_file_that_knows_the_old_ones():
    section = PAGE.partition("## 五、")[2].partition("真要一条新规则")[0]
    users = [
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / "perfeval_xl").rglob("*.py")
        if "at_most_missed" in path.read_text(encoding="utf-8")
    ]
    assert set(users) == set(re.findall(r"`(perfeval_xl/[\w/]+\.py)`", section))


def test_every_piece_of_a_report_is_named():
    table = PAGE.partition("## 六、")[2].partition("加一个，例如")[0]
    assert set(re.findall(r"^\| (`.*?) \|", table, re.MULTILINE))
    first = "".join(line.split("|")[1] for line in table.splitlines() if line.startswith("| `"))
    assert set(re.findall(r"`(\w+)`", first)) == set(BUILDERS)
