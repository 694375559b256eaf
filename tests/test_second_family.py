"""A form scored by 评分标准 and base data through every command: the same ones as for any other form."""

import json
from pathlib import Path

import openpyxl
import pytest
import requires

from perfeval_xl import cli
from perfeval_xl import scheme as schemes
from perfeval_xl.files.narrative_reader import read_narrative

ID = "yueyang-yunxi-2021"
CASE = Path(__file__).parent / "cases" / "yunxi-office-2021.json"
TABLE = json.loads(CASE.read_text(encoding="utf-8"))


@pytest.fixture
def run(capsys):
    """Runs the command line in this process: exit code, and what it printed, read as JSON where it is."""

    def call(*arguments):
        code = cli.main([str(argument) for argument in arguments])
        printed = capsys.readouterr().out
        return code, json.loads(printed) if "--json" in arguments else printed

    return call


@pytest.fixture(scope="module", params=[".xlsm", ".xlsx"])
def filled(request, tmp_path_factory):
    path = tmp_path_factory.mktemp("second") / f"自评表{request.param}"
    assert cli.main(["fill", str(CASE), "-o", str(path)]) == 0
    return path


def test_the_scheme_is_listed_and_adds_up(run):
    code, listed = run("schemes", "--json")
    entry = next(item for item in listed if item["id"] == ID)
    assert code == 0 and entry["verified"]
    scheme = schemes.get(ID)
    assert [(rule.label, rule.points) for rule in scheme.component] == [
        ("投入", 15),
        ("过程", 40),
        ("产出", 25),
        ("效果", 20),
    ]
    for rule in scheme.component:
        assert sum(item.points for item in scheme.indicator if item.component == rule.name) == rule.points
    assert all(item.criterion for item in scheme.indicator)
    assert {"profile", "staffing", "revenue", "expenditure", "official", "assets", "panel"} <= set(scheme.form.parts)


def test_new_brings_every_row_with_its_points_and_standard(run, tmp_path):
    path, case = tmp_path / "空表.xlsm", tmp_path / "case.json"
    assert run("new", "--scheme", ID, "--agency", "示例区某局", "-o", path)[0] == 0
    assert run("export-case", path, "-o", case)[0] == 0
    rows = json.loads(case.read_text(encoding="utf-8"))["indicators"]
    wanted = [(item.name, float(item.points), item.criterion.strip()) for item in schemes.get(ID).indicator]
    assert [(row["name"], row["points"], row["criterion"]) for row in rows] == wanted
    code, scored = run("score", path, "--json")
    assert (code, scored["total"], scored["pending"]) == (0, None, len(rows))


def test_what_is_filled_comes_back_whole(run, filled, tmp_path):
    case = tmp_path / "case.json"
    assert run("export-case", filled, "-o", case)[0] == 0
    assert json.loads(case.read_text(encoding="utf-8")) == TABLE


def test_score_is_99_and_its_components_are_those_of_the_report(run, filled):
    for given in (CASE, filled):
        code, scored = run("score", given, "--json")
        assert (code, scored["total"], scored["grade"]) == (0, 99, "优秀")
        assert scored["declared"] == {"total": 99, "grade": "优秀"}
        parts = {part["name"]: (part["points"], part["score"]) for part in scored["components"]}
        assert parts == {"投入": (15, 15), "过程": (40, 39), "产出": (25, 25), "效果": (20, 20)}
        lines = {line["name"]: line for line in scored["lines"]}
        control = lines["财政供养人员控制率"]
        assert (control["computed"], control["kind"]) == (5, "criterion")
        for words in ("在职人员数÷编制数×100%", "不含离退休人员", "91.18%", "控制率≦100%，计5分"):
            assert words in control["explanation"]
        assert lines["预算调整率"]["computed"] is None
        assert "没有填预算调整数、年初预算数，待评定" in lines["预算调整率"]["explanation"]


def test_check_finds_the_golden_list_in_form_and_report(run, filled, tmp_path):
    report, page = tmp_path / "报告.docx", tmp_path / "校验.html"
    assert run("report", filled, "-o", report)[0] == 0
    code, found = run("check", filled, "--report", report, "--html", page, "--json")
    checks = [finding["check"] for finding in found["findings"]]
    assert code == 0 and found["counts"]["error"] == 0
    assert checks.count("MEASURE_NO_DATA") == 6
    assert {"STAFF_OVER", "REASON_NO_MEASURE", "GOAL_NOT_REPORTED", "GOAL_SATISFACTION"} <= set(checks)
    assert not {"RPT_BASE", "RPT_SCORE", "RPT_PCT_RECALC", "BASE_PARTS", "SUM_SCORE_TOTAL"} & set(checks)
    assert "MEASURE_NO_DATA" in page.read_text(encoding="utf-8")


def test_the_report_has_the_parts_of_the_original(run, filled, tmp_path):
    path = tmp_path / "报告.docx"
    assert run("report", filled, "-o", path)[0] == 0
    told = "\n".join(item.raw for item in read_narrative(path).paragraphs)
    parts = (
        *("部门（单位）基本概况", "部门（单位）收支情况", "年度收入情况", "年度支出和结余情况", "三公经费", "固定资产"),
        *("整体支出绩效定性目标", "整体支出绩效定量目标", "绩效自评综合得分", "评价人员", "评价组组长（签字）"),
        *("财政部门归口业务股室负责人（签章）", "评价报告综述", "基本支出情况", "部门整体支出绩效评价评分表", "总分"),
    )
    places = [told.find(part) for part in parts]
    assert -1 not in places and places == sorted(places)
    for figure in ("594.97", "516.14", "415.50", "100.64", "78.83", "226.71", "062"):
        assert figure in told
    assert "比上年增加152.09万元，增长41.78%" in told
    assert "占基本支出的80.50%" in told


def test_the_copy_to_hand_in_is_values_only_and_still_99(run, filled, tmp_path):
    path = tmp_path / "送审件.xlsx"
    assert run("submit", filled, "-o", path)[0] == 0
    book = openpyxl.load_workbook(path)
    assert not [cell for sheet in book for line in sheet.iter_rows() for cell in line if cell.data_type == "f"]
    code, scored = run("score", path, "--json")
    assert (code, scored["total"], scored["grade"]) == (0, 99, "优秀")
    assert "基础数据" in book.sheetnames


def test_eval_reads_a_standard_on_its_own(run):
    criterion = "以100%为标准。在职人员控制率≦100%，计5分；每超过一个百分点扣0.5分，扣完为止。"
    code, said = run("eval", "", "105.88%", 5, "--criterion", criterion, "--scheme", ID, "--json")
    assert (code, said["kind"], said["score"]) == (0, "criterion", 2.5)


@pytest.mark.parametrize("topic", [ID, "岳阳市云溪区", "MEASURE_NO_DATA", "RPT_BASE", "criterion"])
def test_explain_knows_the_scheme_its_checks_and_its_rule(run, topic):
    code, said = run("explain", topic)
    assert code == 0 and len(said) > 100


def test_roll_diff_import_and_collect_know_it_too(run, filled, tmp_path):
    rolled, back, summary = tmp_path / "下年.xlsm", tmp_path / "导入.xlsm", tmp_path / "汇总.xlsx"
    assert run("roll", filled, "--year", 2022, "-o", rolled)[0] == 0
    assert run("diff", filled, rolled)[0] in (0, 1)
    copy = tmp_path / "returns" / "送审件.xlsx"
    copy.parent.mkdir()
    assert run("submit", filled, "-o", copy)[0] == 0
    assert run("import", copy, "-o", back, "--scheme", ID)[0] == 0
    assert run("score", back, "--json")[1]["total"] == 99
    code, told = run("collect", copy.parent, "-o", summary, "--json")
    assert code == 0 and summary.exists()
    assert "优秀" in json.dumps(told, ensure_ascii=False)


def test_base_data_typed_under_another_scheme_are_kept_and_shown(run, tmp_path):
    table = {"scheme": "zhengzhou-shangjie-2021", "fiscal_year": 2021} | {
        part: TABLE[part] for part in ("staffing", "official", "panel")
    }
    case, path, again = tmp_path / "c.json", tmp_path / "表.xlsm", tmp_path / "d.json"
    case.write_text(json.dumps(table, ensure_ascii=False), encoding="utf-8")
    assert run("fill", case, "-o", path)[0] == 0
    assert run("export-case", path, "-o", again)[0] == 0
    assert {part: json.loads(again.read_text("utf-8")).get(part) for part in table} == table


def test_the_report_prints_as_pdf(run, filled, tmp_path):
    requires.program("soffice", "转成 PDF")
    path = tmp_path / "报告.docx"
    assert run("report", filled, "-o", path, "--pdf")[0] == 0
    assert path.with_suffix(".pdf").read_bytes().startswith(b"%PDF")
