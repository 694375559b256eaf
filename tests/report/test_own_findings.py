"""A freshly exported report agrees with its own form: the checks of the narrative find nothing in it."""

from dataclasses import replace

import pytest
from report_cases import SEEDS, WORDS, case, form, report

from perfeval_xl import scheme
from perfeval_xl.checks.narrative import check_narrative
from perfeval_xl.model import Form
from perfeval_xl.narrative import read
from perfeval_xl.report.blocks import Heading, Paragraph, Table, text_of_runs


def findings(form: Form) -> list[str]:
    """The findings about the report of `form`, read as it stands on the page."""
    texts = []
    for block in report(form).body:
        if isinstance(block, (Heading, Paragraph)):
            texts.append(text_of_runs(block.runs).replace("\n", ""))
        elif isinstance(block, Table):
            texts += ["\t".join(cell.text for cell in row) for row in block.rows]
    return [f"{item.check}：{item.message}" for item in check_narrative(form, scheme.get(form.scheme), read(texts))]


@pytest.mark.parametrize("name", SEEDS[:2])
def test_the_published_returns(name):
    complete = case(name)
    tasks = tuple(replace(task, progress="按计划完成，资料齐全。") for task in complete.tasks)
    assert findings(replace(complete, tasks=tasks)) == []


def test_only_gaps_are_found_where_the_form_has_no_rows():
    found = findings(case(SEEDS[2]))
    assert found and all("此处待填" in line for line in found)


@pytest.mark.parametrize("size", [1, 2, 60])
def test_any_number_of_indicators(size):
    rows = [
        {
            "category": "产出指标" if number % 2 == 0 else "效益指标",
            "subcategory": ("数量" if number < 20 else "质量") if number % 2 == 0 else "社会效益",
            "name": f"重点事项{number + 1}办结率",
            "target": "≥95%",
            "unit": "%",
            "actual": f"{90 + number % 10}%",
            "points": 1,
            "deviation_reason": f"第{number + 1}批资料到得晚，已改为按月收集。",
        }
        for number in range(size)
    ]
    table = {
        "fiscal_year": 2021,
        "agency": {"name": "示例区事务中心"},
        "objective": {"text": "办好全年重点事项。"},
        "tasks": [
            {"name": "事项办理", "content": "按月办理重点事项", "progress": "已办结。", "budget": 8, "outturn": 7.5}
        ],
        "budget": {"total": {"original": 100, "final": 90, "outturn": 81, "points": 10}},
        "indicators": rows,
        "narrative": WORDS,
    }
    found = findings(form(table))
    assert all("此处待填" in line for line in found), found
