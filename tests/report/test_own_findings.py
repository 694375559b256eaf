"""A freshly exported report agrees with its own form: the checks of the narrative find nothing in it."""

from dataclasses import replace
from decimal import Decimal

import pytest
from report_cases import SEEDS, WORDS, case, form, report
from report_findings import check_narrative

from perfeval_xl import scheme
from perfeval_xl.model import Declared, Form
from perfeval_xl.narrative import read
from perfeval_xl.report.blocks import Heading, Paragraph, Table, text_of_runs


def findings(form: Form) -> list[str]:
    """The findings about the report of `form`, read as it stands on the page."""
    texts = []
    document = report(form)
    for block in (*document.body, *document.appendix):
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


def test_a_total_held_to_the_cap_of_the_scheme(monkeypatch):
    given = case(SEEDS[0])
    budget = replace(given.budget, total=replace(given.budget.total, outturn=Decimal(100)))
    given = replace(given, budget=budget, declared=Declared())
    free = findings(given)
    held = replace(
        scheme.get(given.scheme),
        total_cap=(scheme.TotalCap(rate_below=Decimal("0.5"), total=Decimal(59), cite="working_rule"),),
    )
    monkeypatch.setattr(scheme, "get", lambda _: held)
    assert "按规定总分以59分为限" in "".join(
        text_of_runs(block.runs) for block in report(given).body if isinstance(block, Paragraph)
    )
    assert set(findings(given)) <= set(free)


def test_rows_without_a_subcategory_are_not_taken_for_the_total():
    complete = case(SEEDS[0])
    rows = tuple(
        replace(row, subcategory="" if index > 3 else row.subcategory) for index, row in enumerate(complete.indicators)
    )
    tasks = tuple(replace(task, progress="按计划完成，资料齐全。") for task in complete.tasks)
    assert findings(replace(complete, tasks=tasks, indicators=rows)) == []


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


SECOND = {
    "scheme": "yueyang-yunxi-2021",
    "fiscal_year": 2021,
    "agency": {"name": "示例区文化馆", "preparer": "周某某"},
    "objective": {"text": "举办惠民演出不少于60场。", "result": "举办惠民演出66场。"},
    "staffing": {"establishment": 28, "on_post": 27, "retired": 5, "total": 32},
    "expenditure": [
        {"institution": "局机关及二级机构汇总", "total": 608.1, "basic": 430.1, "personnel": 380, "public": 50.1}
        | {"project": 178, "accumulated": 12.4}
    ],
    "comparison": {"basic_prior": 415, "project_prior": 150},
    "panel": [{"name": "周某某", "post": "副馆长", "institution": "示例区文化馆"}],
    "narrative": {
        "主要职能": "负责群众文化活动组织、艺术辅导。",
        "机构情况": "内设3个部室，下属二级机构1个。",
        "基本支出情况": "基本支出增加的主要原因是人员正常晋级晋档。",
        "项目支出情况": "项目支出增加的主要原因是场馆维修。",
        "整体支出绩效情况": "认真履职，财务管理规范，资产管理基本到位。",
        "问题和原因": "采购进度偏慢，部分设备闲置。",
        "改进措施": "2022年6月底前完成闲置设备调剂。",
        "成文日期": "2022年4月15日",
    },
}
"""An invented return of the second family: a report in two parts, the second of which numbers its sections anew."""


def test_a_report_of_two_parts_with_the_form_and_its_standards_attached():
    rows = [
        {"category": next(part.label for part in scheme.get(SECOND["scheme"]).component if part.name == row.component)}
        | {"subcategory": row.subcategory, "name": row.name, "points": row.points, "criterion": row.criterion}
        | {"score": row.points}
        for row in scheme.get(SECOND["scheme"]).indicator
    ]
    assert findings(form({**SECOND, "indicators": rows})) == []
