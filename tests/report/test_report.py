"""The report: what is computed from the form, what the department wrote, what is missing."""

import json
import os
import re
import sys
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from report_cases import SEEDS, WORDS, case, form, report, section

from perfeval_xl import scheme
from perfeval_xl.errors import SchemeError
from perfeval_xl.report import Mark, verify
from perfeval_xl.report.blocks import Chart, Heading, Table, text_of_runs
from perfeval_xl.report.content import BUILDERS
from perfeval_xl.report.phrases import heading_number, numeral, one_line, with_unit

GOLDEN = Path(__file__).parent / "golden"


@pytest.mark.parametrize("name", SEEDS)
def test_the_reports_of_the_published_returns(name):
    path, text = GOLDEN / f"{name}.txt", report(case(name)).text()
    if os.environ.get("PERFEVAL_WRITE_GOLDEN") == "1":
        path.write_text(text, encoding="utf-8")
    assert text == path.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", SEEDS[:2])
def test_nothing_is_missing_when_the_department_has_written_its_part(name):
    remarks = report(case(name)).remarks
    assert {remark.kind for remark in remarks} <= {Mark.MISSING}
    # The first return has amounts where the progress of its tasks belongs.
    assert {remark.at for remark in remarks} <= {f"tasks[{n}].progress" for n in range(3)}


def test_a_score_above_its_points_is_no_deduction():
    indicator = {"category": "产出指标", "name": "维护数量", "target": "≥5", "unit": "处", "actual": "6", "points": 3}
    assert "扣" not in report(form({"indicators": [indicator | {"score": 4}]})).text().split("五、")[0]


def test_headings_are_numbered_by_level():
    headings = [b for b in report(case(SEEDS[0])).body if isinstance(b, Heading)]
    texts = [text_of_runs(heading.runs) for heading in headings]
    assert [t for t, h in zip(texts, headings, strict=True) if h.level == 1] == [
        "一、部门单位基本情况",
        "二、绩效自评工作开展情况",
        "三、综合评价结论",
        "四、绩效目标实现情况分析",
        "五、发现的主要问题和改进措施",
        "六、绩效自评结果拟应用和公开情况",
        "七、绩效自评工作的经验、问题和建议",
        "八、其他需要说明的问题",
    ]
    assert "（二）绩效指标完成情况分析" in texts
    assert texts[texts.index("（二）绩效指标完成情况分析") + 1] == "1.投入管理指标情况分析"
    assert texts[0] == "2021年度示例区委员会办公室\n部门整体绩效自评报告"


def test_counts_names_and_moved_points():
    lines = section(report(case(SEEDS[0])), "部门年度整体绩效目标、绩效指标设置情况")
    assert lines[0] == (
        "2021年度共设置4个一级指标：预算执行率（10分）、投入管理指标（30分）、产出指标（40分）、效益指标（20分）。"
    )
    assert "投入管理指标设置1个二级指标（预算和财务管理），细分为财务管理制度健全性、" in lines[1]
    assert "等11项三级指标；产出指标" in lines[1]
    assert "等17项三级指标；效益指标设置2个二级指标（履职效益、满意度）" in lines[1]
    assert lines[2] == "可持续性指标未设置，其10分分值调整到产出指标；产出指标分值由30分调整为40分。"


@pytest.mark.parametrize(("name", "total"), [(SEEDS[0], 99), (SEEDS[1], 97), (SEEDS[2], 91)])
def test_total_and_grade(name, total):
    said = "".join(report(case(name)).lines())
    assert f"2021年度部门整体绩效自评得{total}分，满分100分，自评结果为优。" in said


def test_every_lost_point_has_its_reason():
    lines = section(report(case(SEEDS[1])), "各项指标得分情况简要分析")
    benefit = next(line for line in lines if line.startswith("一级指标效益指标"))
    assert "分值30分，得28分，得分率93.33%" in benefit
    assert "扣2分，原因和措施：" in benefit
    assert "扣1分" in "".join(section(report(case(SEEDS[1])), "部门资金情况分析"))


def test_a_lost_point_without_a_reason_is_a_gap():
    row = {"category": "产出指标", "name": "检查次数", "target": "≥10次", "actual": "5次", "points": 4}
    document = report(form({"fiscal_year": 2021, "indicators": [row]}))
    assert "扣2分，原因和措施：（此处待填：未完成原因和拟采取的措施）" in document.text()
    assert any(remark.at == "indicators[0].deviation_reason" for remark in document.remarks)


def test_the_table_of_rates_adds_up():
    body = report(case(SEEDS[2])).body
    table = next(block for block in body if isinstance(block, Table))
    rows = [[cell.text for cell in row] for row in table.rows]
    assert rows[0] == ["指标", "权重分值", "得分", "得分率"]
    assert rows[1] == ["预算执行率", "10", "3", "30.00%"]
    assert rows[-1] == ["合计", "100", "91", "91.00%"]
    assert sum(Decimal(row[2]) for row in rows[1:-1]) == Decimal(rows[-1][2])
    chart = next(block for block in body if isinstance(block, Chart))
    assert chart.values[0] == Decimal("0.3") and "预算执行率30.00%" in chart.alt


def test_the_rate_says_its_denominator():
    lines = section(report(case(SEEDS[0])), "部门资金情况分析")
    assert lines[0] == (
        "2021年度部门预算总额：年初预算数463.18万元，全年预算数596.88万元，预算执行数596.88万元，"
        "预算执行率100.00%（以全年预算数为分母）。"
    )
    assert lines[1] == "全年预算数较年初预算数增加133.70万元，增长28.87%。"
    assert "项目支出年初预算数50.00万元，全年预算数141.71万元，预算执行数141.71万元，预算执行率100.00%" in lines[5]
    other = section(report(case(SEEDS[2])), "部门资金情况分析")[0]
    assert other.endswith("预算执行率100.00%（以全年预算数为分母）；以年初预算数为分母时为24.19%。")


def test_amounts_where_words_belong_are_asked_for():
    lines = section(report(case(SEEDS[0])), "产出指标情况分析")
    wanted = "（1）办公室业务工作（安排50.00万元、使用113.28万元）：（此处待填：用文字写明任务完成情况）。"
    assert wanted in lines


def test_own_words_prompts_left_and_other_years():
    outline = {part.name: part for part in scheme.get("").report}
    words = {
        "自评工作开展情况": "2020年度自评由办公室负责。2021年度照此办理。",
        "问题和改进措施": outline["问题和改进措施"].prompt,
        "结果应用": "  \n ",
        "其他说明": "",
    }
    document = report(case(SEEDS[0], narrative=words))
    found = {remark.at: remark for remark in document.remarks if remark.at.startswith("narrative")}
    assert found["narrative[自评工作开展情况]"].kind is Mark.OTHER_YEAR
    assert found["narrative[自评工作开展情况]"].text == "2020年度"
    assert found["narrative[问题和改进措施]"].kind is Mark.PROMPT_LEFT
    assert found["narrative[结果应用]"].kind is Mark.MISSING
    assert "narrative[其他说明]" not in found and section(document, "其他需要说明的问题")[0] == "无。"
    assert found["narrative[成文日期]"].heading == "落款"
    assert all(remark.message.endswith(("。", "）")) for remark in document.remarks)


def test_a_blank_form_is_all_gaps_and_says_pending():
    document = report(form({}))
    text = document.text()
    assert "自评总分待评定，自评结果待评定" in text
    assert {"fiscal_year", "agency.name", "objective.text", "tasks"} <= {remark.at for remark in document.remarks}
    assert "None" not in text


def test_a_pending_indicator_is_said():
    row = {"category": "产出指标", "name": "系统可用性", "target": "稳定", "actual": "部分达成", "points": 30}
    text = report(form({"fiscal_year": 2021, "indicators": [row]})).text()
    assert "得分待评定的指标有1项：系统可用性。" in text
    assert "｜30｜待评定｜" in text


def test_what_the_scheme_does_not_name_counts_in_the_table():
    rows = [{"category": "创新指标", "name": "创新做法", "target": "≥1项", "actual": "2项", "points": 5}]
    document = report(form({"fiscal_year": 2021, "indicators": rows}))
    assert "其他指标｜5｜5｜100.00%" in document.text()
    assert "不属于方案规定的一级指标（创新指标）" in document.text()


def test_a_draft_scheme_says_so_first():
    document = report(form({"scheme": "national-project-2020", "fiscal_year": 2021}))
    assert next(document.lines()).startswith("草案")
    assert document.subject.endswith("（草案）")


def test_the_appended_form_shows_what_was_typed():
    office = case(SEEDS[0])
    text = "\n".join(report(office).lines())
    for row in office.indicators:
        assert str(row.name) in text and str(row.target) in text
    assert "区委" not in text.replace("示例区委", "")
    table = report(office).appendix[-1 - len(scheme.get("").form.notes)]
    assert isinstance(table, Table) and table.header == 1 and len(table.rows) == 1 + len(office.indicators)


@pytest.mark.parametrize("name", list(scheme.all_schemes()))
def test_every_shipped_outline_can_be_built(name):
    rules = scheme.get(name)
    verify(rules)
    assert rules.report
    assert {n for part in rules.report for n in part.content} <= set(BUILDERS)
    money = "funds" if "budget" in rules.form.parts else "basic_expenditure"
    assert {money, "own", "total", "signature"} <= {n for part in rules.report for n in part.content}


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"content": ("tsaks",)}, "没有“tsaks”"),
        ({"text": "{budget.total.finale}"}, "{budget.total.finale}"),
        ({"fallback": "{labels.nothing}"}, "{labels.nothing}"),
        ({"component": "outputs", "content": ("component",)}, "outputs"),
        ({"content": ("own",), "prompt": ""}, "prompt"),
        ({"content": ("execution_score",), "prompt": ""}, "prompt"),
        ({"content": ("signature",), "prompt": ""}, "prompt"),
        ({"level": 5}, "level"),
    ],
)
def test_a_wrong_outline_is_named(change, words):
    rules = scheme.get("")
    wrong = replace(rules, report=(replace(rules.report[0], **change), *rules.report[1:]))
    with pytest.raises(SchemeError, match="报告部分“引言”") as error:
        verify(wrong)
    assert words in str(error.value)


def test_two_sections_of_one_name_are_refused():
    rules = scheme.get("")
    with pytest.raises(SchemeError, match="两次"):
        verify(replace(rules, report=(rules.report[0], rules.report[0])))


def test_the_report_knows_no_word_and_no_region():
    folder = Path(__file__).parents[2] / "perfeval_xl" / "report"
    regions = {word for s in scheme.all_schemes().values() for word in (s.region, s.labels["finance_office"])}
    for path in folder.glob("*.py"):
        source = path.read_text(encoding="utf-8")
        imported = {line.split()[1].split(".")[0] for line in re.findall(r"^(?:from|import) .*", source, re.MULTILINE)}
        assert imported <= {"perfeval_xl", *sys.stdlib_module_names}
        assert "perfeval_xl.files" not in source
        assert not [word for word in regions - {"全国", "财政部门"} if word in source]


@pytest.mark.parametrize(
    ("number", "said"), [(1, "一"), (9, "九"), (10, "十"), (11, "十一"), (20, "二十"), (35, "三十五"), (99, "九十九")]
)
def test_numerals(number, said):
    assert numeral(number) == said
    assert heading_number(2, number) == f"（{said}）"


@pytest.mark.parametrize(
    ("value", "unit", "said"),
    [
        ("≥18 台", "台", "≥18台"),
        ("95", "%", "95%"),
        (Decimal("1.75"), "万元", "1.75万元"),
        ("健全", "定性指标", "健全"),
        ("100", "定性指标", "100"),
        ("=100%", "%", "100%"),
        ("=2", "个", "2个"),
        ("12-15", "场", "12-15场"),
        ("1200±30", "人", "1200±30人"),
        ("2021 年 12 月 1 日", "", "2021年12月1日"),
        (None, "台", ""),
    ],
)
def test_targets_are_said_with_their_unit(value, unit, said):
    assert with_unit(value, unit) == said


def test_lines_of_a_cell_become_one_sentence():
    assert one_line("做好会务。\n 做好值守\n做好调研；") == "做好会务。做好值守；做好调研"


_TYPED = st.none() | st.text(max_size=30) | st.integers(-10, 10**6)


@settings(deadline=None, max_examples=60)
@given(
    year=_TYPED,
    texts=st.lists(
        st.tuples(_TYPED, _TYPED, _TYPED, _TYPED, st.sampled_from(["产出指标", "效益指标", "", "别的"])), max_size=6
    ),
    tasks=st.lists(st.tuples(_TYPED, _TYPED, _TYPED), max_size=3),
    amounts=st.lists(_TYPED, min_size=8, max_size=8),
    words=st.dictionaries(st.sampled_from([*WORDS, "引言"]), st.text(max_size=60), max_size=6),
    name=st.sampled_from(list(scheme.all_schemes())),
)
def test_no_form_whatever_stops_the_report(year, texts, tasks, amounts, words, name):
    a = amounts
    table = {
        "scheme": name,
        "fiscal_year": year,
        "agency": {"name": a[0]},
        "declared": {"total": a[1]},
        "budget": {
            "total": {"original": a[2], "final": a[3], "outturn": a[4], "score": a[5]},
            "basic": {"final": a[6], "outturn": a[7]},
        },
        "tasks": [{"name": n, "budget": b, "progress": p} for n, b, p in tasks],
        "indicators": [{"category": c, "name": n, "target": t, "actual": x, "score": s} for n, t, x, s, c in texts],
        "narrative": words,
    }
    document = report(form(json.loads(json.dumps(table))))
    assert document.text()
    assert all(remark.message for remark in document.remarks)
