"""The command line: exit codes, one Chinese line for every mistake, JSON and text for what is right."""

import io
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import documents
import pytest

from perfeval_xl import cli, demo
from perfeval_xl.commands import Reply, terminal

CASES = Path(__file__).parent / "cases"
OFFICE = str(CASES / "shangjie-office-2021.json")
CHINESE = re.compile("[\u4e00-\u9fff]")
HEAVY = {"openpyxl", "docx", "xlsxwriter", "xlwings", "pandas", "numpy", "lxml", "pyparsing"}


@pytest.fixture
def run(capsys):
    """Runs the command line in this process: (exit code, standard output, standard error)."""

    def call(*arguments: str) -> tuple[int, str, str]:
        code = cli.main(arguments)
        captured = capsys.readouterr()
        return code, captured.out, captured.err

    return call


def process(*arguments: str, **options) -> subprocess.CompletedProcess:
    return subprocess.run(
        [sys.executable, "-m", "perfeval_xl", *arguments], capture_output=True, timeout=120, check=False, **options
    )


@pytest.mark.parametrize(
    ("call", "says"),
    [
        ([], "缺少参数：命令"),
        (["chek"], "是否想用 check"),
        (["score"], "缺少参数：F"),
        (["score", "a.xlsx", "b.xlsx"], "不认识的参数：b.xlsx"),
        (["score", "a.xlsx", "--jsn"], "不认识的参数：--jsn"),
        (["score", "a.xlsx", "--json=1"], "--json 后面不带值"),
        (["new", "-o", "a.xlsm"], "缺少参数：--scheme"),
        (["new", "--scheme"], "--scheme 后面要跟一个值"),
        (["new", "--scheme", "x", "--year", "二〇二一", "-o", "a.xlsm"], "不是年度"),
        (["new", "--scheme", "no-such", "-o", "a.xlsm"], "没有方案“no-such”"),
        (["new", "--scheme", "zhengzhou-shangjie-2021", "-o", "a.docx"], "应为 .xlsm 或 .xlsx"),
        (["report", OFFICE, "-o", "r.pdf"], "应为 .docx"),
        (["submit", OFFICE, "-o", "s.xlsm"], "应为 .xlsx"),
        (["export-case", OFFICE, "-o", "s.txt"], "应为 .json"),
        (["eval", "≥95%", "90%"], "缺少参数：POINTS"),
        (["eval", "≥95%", "90%", "十分"], "不是分值"),
        (["eval", "≥95%", "90%", "-3"], "不是分值"),
        (["eval", "≥-5%", "-3%", "10"], "“--”之后"),
        (["eval", "≥95%", "90%", "10", "--scheme", "nowhere"], "没有方案“nowhere”"),
        (["explain", "TASK_SUM"], "TASK_SUM_BUDGET"),
        (["score", "没有这份.xlsx"], "没有这份.xlsx"),
        (["score", "没有这份.json"], "没有这份.json"),
        (["score", "旧表.xls"], "另存为 .xlsx"),
        (["check", "说明.txt"], "自评表（.xlsx、.xlsm）或案例文件（.json）"),
        (["score", str(CASES)], ".xlsx"),
    ],
)
def test_a_wrong_call_is_one_line_in_chinese_and_exit_code_2(run, call, says):
    code, out, err = run(*call)
    assert (code, out) == (2, "")
    assert err.startswith("错误：")
    assert err.count("\n") == 1
    assert says in err


def test_debug_shows_the_traceback_before_the_line(run):
    code, out, err = run("--debug", "score", "没有这份.xlsx")
    assert (code, out) == (2, "")
    assert "Traceback" in err
    assert err.splitlines()[-1].startswith("错误：")
    assert "Traceback" in run("score", "没有这份.xlsx", "--debug")[2]


@pytest.mark.parametrize(
    ("fault", "says"),
    [
        (KeyboardInterrupt(), "已取消"),
        (RuntimeError("broken"), "程序内部出错（RuntimeError: broken）"),
        (PermissionError(13, "Permission denied", "表.xlsx"), "表.xlsx"),
        (MemoryError(), "内存不够"),
    ],
)
def test_whatever_goes_wrong_inside_is_one_line(run, monkeypatch, fault, says):
    def fail(args):
        raise fault

    monkeypatch.setattr("perfeval_xl.commands.schemes.run", fail)
    code, out, err = run("schemes")
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert says in err


def test_help_is_chinese_throughout(run):
    top = run("--help")
    assert top[0] == 0
    assert "用法：perfeval-xl" in top[1]
    for command in (
        "schemes",
        "new",
        "fill",
        "export-case",
        "score",
        "check",
        "report",
        "submit",
        "eval",
        "explain",
        "doctor",
        "demo",
    ):
        assert re.search(rf"^  {command} +\S", top[1], re.MULTILINE)
        code, out, err = run(command, "--help")
        assert (code, err) == (0, "")
        assert not re.search(r"usage|options:|positional|show this", out)
        assert "选项:" in out


def test_every_argument_is_explained_in_chinese():
    for name, command in documents.commands(cli.parser()).items():
        assert CHINESE.search(command.description), name
        for action in command._actions:
            assert CHINESE.search(action.help), (name, action)


def test_version(run):
    from perfeval_xl import __version__

    assert run("--version") == (0, f"perfeval-xl {__version__}\n", "")


def test_schemes(run):
    code, out, _ = run("schemes", "--json")
    assert code == 0
    listed = json.loads(out)
    assert {"zhengzhou-shangjie-2021", "zhengzhou-jinshui-2021"} <= {item["id"] for item in listed}
    text = run("schemes")[1]
    assert all(item["id"] in text for item in listed)


@pytest.mark.parametrize(
    ("case", "total", "grade", "scores"),
    [
        ("shangjie-office-2021", 99, "优", [10, 29, 40, 20]),
        ("shangjie-inspection-2021", 97, "优", [9, 30, 30, 28]),
        ("jinshui-organisation-2021", 91, "优", [3, 18, 40, 30]),
    ],
)
def test_score_of_published_returns(run, case, total, grade, scores):
    code, out, err = run("score", str(CASES / f"{case}.json"), "--json")
    assert (code, err) == (0, "")
    made = json.loads(out)
    assert (made["total"], made["grade"]) == (total, grade)
    assert [part["score"] for part in made["components"] if part["points"]] == scores
    text = run("score", str(CASES / f"{case}.json"))[1]
    assert all(part["name"] in text for part in made["components"])


def test_components_stated_without_rows_are_not_said_to_lie_in_an_interval(run):
    text = run("score", str(CASES / "jinshui-organisation-2021.json"))[1]
    assert "按填写计，合计 98 分" in text and "98—98" not in text


def test_what_belongs_to_no_component_is_shown_where_the_components_add_up(run, tmp_path):
    case = tmp_path / "case.json"
    row = {"category": "别的指标", "name": "受理件数", "target": "≥10件", "actual": "12件", "points": 90}
    case.write_text(json.dumps({"scheme": "zhengzhou-shangjie-2021", "indicators": [row]}), encoding="utf-8")
    assert re.search(r"其他（不是方案的一级指标） +90 +90", run("score", str(case))[1])
    assert "其他（" not in run("score", OFFICE)[1]


def test_the_demo_says_in_chinese_why_its_folder_cannot_be_made(run, tmp_path):
    (tmp_path / "taken").write_text("", encoding="utf-8")
    code, _, err = run("demo", "-o", str(tmp_path / "taken"))
    assert code == 2 and "已有同名的文件" in err and "exists" not in err.lower()


def test_score_as_text_explains_what_lost_points(run):
    text = run("score", OFFICE)[1]
    assert "依据：部门整体绩效自评表（2021年度）表注3。" in text
    assert "项目管理制度健全性：" in text
    assert "表内保存" not in text  # a case file saves no results


def test_check_exits_1_on_errors_and_names_the_place(run):
    code, out, err = run("check", OFFICE, "--json")
    made = json.loads(out)
    assert made["counts"]["error"] > 0
    assert (code, err) == (1, "")
    assert {"TASK_RATE_CALC", "TASK_DONE_IS_NUMBER", "QUAL_TIER_SCORE", "BUDGET_ADJ_LARGE"} <= {
        item["check"] for item in made["findings"]
    }
    code, out, _ = run("check", OFFICE)
    assert code == 1
    assert all(item["check"] in out for item in made["findings"])
    assert f"错误 {made['counts']['error']}" in out


def test_check_exits_0_once_the_errors_of_the_demo_are_mended(run, tmp_path):
    case = json.loads(demo.CASE.read_text(encoding="utf-8"))
    path = tmp_path / "case.json"
    path.write_text(json.dumps(case), encoding="utf-8")
    assert run("check", str(path))[0] == 1
    del case["declared"], case["tasks"][1]["execution_rate"]
    rows = {row["name"]: row for row in case["indicators"]}
    del rows["社区服务站点改造数量"]["score"]
    rows["服务人员培训场次"]["target"] = "≥6场"
    rows["群众办事平均等候时间"]["deviation_reason"] = "高峰时段窗口不足；下一步增设潮汐窗口。"
    path.write_text(json.dumps(case), encoding="utf-8")
    code, out, _ = run("check", str(path), "--json")
    counts = json.loads(out)["counts"]
    assert (code, counts["error"]) == (0, 0)
    assert counts["warning"] > 0


def test_check_compares_a_report_with_the_table(run, tmp_path):
    report = tmp_path / "报告.txt"
    report.write_text(
        "2021年度示例区委员会办公室部门整体绩效自评报告\n部门整体绩效评价得分为98分，自评结果为优。", "utf-8"
    )
    code, out, _ = run("check", OFFICE, "--report", str(report), "--json")
    told = [item for item in json.loads(out)["findings"] if item["check"] == "RPT_SCORE"]
    assert code == 1
    assert [(item["paragraph"], item["cell"], item["severity"]) for item in told] == [(2, None, "error")]
    assert "98" in told[0]["message"]
    assert "99" in told[0]["message"]
    assert "报告第2段" in run("check", OFFICE, "--report", str(report))[1]
    code, _, err = run("check", OFFICE, "--report", str(tmp_path / "没有.docx"))
    assert code == 2
    assert "没有.docx" in err


def test_check_writes_the_findings_as_a_page(run, tmp_path):
    page = tmp_path / "问题.html"
    code, out, _ = run("check", OFFICE, "--html", str(page))
    assert code == 1
    assert str(page) in out
    assert "TASK_RATE_CALC" in page.read_text("utf-8")
    code, _, err = run("check", OFFICE, "--html", str(page))
    assert code == 2
    assert "--force" in err
    assert run("check", OFFICE, "--html", str(page), "--force")[0] == 1
    assert run("check", OFFICE, "--html", str(tmp_path / "问题.pdf"))[0] == 2


def test_eval_as_text_and_json(run):
    code, out, _ = run("eval", "≥95%", "90%", "10")
    assert code == 0
    assert out.startswith("得分  9.47 分（分值 10 分）\n说明  ")
    assert json.loads(run("eval", "≥95%", "90%", "10", "--json")[1])["score"] == 9.47
    assert json.loads(run("eval", "--json", "--", "≥-5%", "-3%", "10")[1])["met"] is True
    assert json.loads(run("eval", "≤2", "-0.5", "10", "--json")[1])["actual"] == -0.5
    assert "待评定" in run("eval", "2021年10月底前", "2021年12月1日", "5")[1]


def test_explain_finds_checks_rules_and_schemes(run):
    assert "TASK_SUM_BUDGET" in run("explain")[1]
    code, out, _ = run("explain", "task_sum_budget")
    assert code == 0
    assert out.startswith("TASK_SUM_BUDGET  ")
    for label in ("级别", "理由", "改法", "依据"):
        assert re.search(rf"^{label} ", out, re.MULTILINE)
    scheme = run("explain", "zhengzhou-shangjie-2021")[1]
    assert "预算执行率" in scheme
    assert "表注3" in scheme


def test_doctor(run):
    code, out, _ = run("doctor", "--json")
    made = json.loads(out)
    assert (code, made["ok"]) == (0, True)
    assert {"Python", "XlsxWriter", "PDF"} <= {item["name"] for item in made["items"]}
    assert all(item["cure"] for item in made["items"] if item["state"] != "ok")


def test_doctor_exits_2_after_the_list_when_something_indispensable_is_missing(run, monkeypatch):
    monkeypatch.setattr("perfeval_xl.doctor.machine.LOWEST_PYTHON", (99, 0))
    code, out, err = run("doctor")
    assert code == 2
    assert "✘ Python" in out
    assert "→ 请安装 Python 99.0" in out
    assert err.startswith("错误：有必需的东西不能用：Python")


def test_output_is_utf_8_whatever_the_locale():
    environment = {**os.environ, "PYTHONIOENCODING": "ascii", "LC_ALL": "C", "PYTHONUTF8": "0"}
    made = process("schemes", env=environment)
    assert made.returncode == 0
    assert "郑州市上街区" in made.stdout.decode("utf-8")
    assert "没有方案" in process("eval", "1", "1", "1", "--scheme", "x", env=environment).stderr.decode("utf-8")


def test_a_reader_that_stops_early_is_no_error():
    with subprocess.Popen(
        [sys.executable, "-m", "perfeval_xl", "score", OFFICE], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as running:
        running.stdout.close()
        assert running.stderr.read() == b""
        assert running.wait(timeout=60) == 0


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="a device that is always full")
@pytest.mark.parametrize("call", [["schemes"], ["schemes", "--json"], ["--help"]])
def test_a_full_disk_behind_standard_output_is_one_line(call):
    with open("/dev/full", "wb") as full:
        made = subprocess.run(
            [sys.executable, "-m", "perfeval_xl", *call], stdout=full, stderr=subprocess.PIPE, timeout=60, check=False
        )
    said = made.stderr.decode()
    assert made.returncode == 2
    assert said.count("\n") == 1 and "没有显示完整" in said


@pytest.mark.skipif(os.name != "posix", reason="a shell that closes streams")
@pytest.mark.parametrize(
    ("call", "code"), [("schemes >&-", 0), ("nowhere >&-", 2), ("nowhere 2>&-", 2), ("nowhere 2>/dev/full", 2)]
)
def test_a_stream_that_nobody_listens_to_changes_no_exit_code(call, code):
    made = subprocess.run(
        ["sh", "-c", f"'{sys.executable}' -m perfeval_xl {call}"], capture_output=True, timeout=60, check=False
    )
    assert made.returncode == code
    assert b"Traceback" not in made.stderr and made.stderr.count(b"\n") <= 1


def test_what_a_stranger_typed_gives_the_terminal_no_orders(run):
    orders = "\x1b[31m\x07\x9b2J"
    code, out, _ = run("eval", "≥95%", f"{orders}好", "10")
    assert code == 0
    assert "“□[31m□□2J好”" in out
    code, out, _ = run("eval", "--json", "≥95%", f"{orders}好", "10")
    assert code == 0
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f]", out)
    assert f"“{orders}好”" in json.loads(out)["explanation"]
    _, _, err = run("eval", "1", "1", orders)
    assert "“□[31m□□2J”" in err


@pytest.mark.parametrize("call", [["eval", "1", "1", "长" * 50_000], ["explain", "长" * 50_000], ["长" * 50_000]])
def test_a_mistake_of_any_length_is_told_in_a_line(run, call):
    code, _, err = run(*call)
    assert code == 2
    assert len(err) < 450 and err.endswith("。\n")


ENDED = """
import os, signal, sys
from perfeval_xl.__main__ import main
from perfeval_xl.files import template
def write(path, *arguments, **options):
    path.write_bytes(b"half")
    os.kill(os.getpid(), signal.{name})
template.write = write
sys.argv = ["perfeval-xl", "new", "--scheme", "zhengzhou-shangjie-2021", "-o", "表.xlsx"]
sys.exit(main())
"""
EARLY = """
import sys
from perfeval_xl.__main__ import main
class Interrupting:
    def find_spec(self, name, *_):
        if name == "perfeval_xl.commands.arguments":
            raise KeyboardInterrupt
sys.meta_path.insert(0, Interrupting())
sys.exit(main())
"""


@pytest.mark.skipif(os.name != "posix", reason="signals as a shell sends them")
@pytest.mark.parametrize("code", [*(ENDED.format(name=name) for name in ("SIGINT", "SIGTERM", "SIGHUP")), EARLY])
def test_whoever_ends_the_program_finds_nothing_half_done_and_reads_one_line(tmp_path, code):
    made = subprocess.run([sys.executable, "-c", code], capture_output=True, timeout=60, check=False, cwd=tmp_path)
    assert made.returncode == 2
    assert made.stderr.decode() == "错误：已取消，没有留下不完整的文件。\n"
    assert list(tmp_path.iterdir()) == []


def test_two_dashes_may_be_the_value_of_an_option(run):
    code, out, _ = run("eval", "--criterion=--", "--unit=--", "≥95%", "96%", "10")
    assert code == 0 and "得分  10" in out
    assert run("report", OFFICE, "-o=--")[0] == 2


def test_no_heavy_library_is_imported_to_score_or_check():
    calls = [["--help"], ["eval", "≥95%", "90%", "10"], ["score", OFFICE], ["check", OFFICE]]
    code = (
        "import sys; from perfeval_xl.cli import main\n"
        f"codes = [main(call) for call in {calls!r}]\n"
        f"print(codes, sorted({HEAVY!r} & set(sys.modules)), file=sys.stderr)"
    )
    made = subprocess.run([sys.executable, "-c", code], capture_output=True, timeout=120, check=False)
    assert made.stderr.decode() == "[0, 0, 0, 1] []\n"


def test_a_reply_is_done_and_without_problem_unless_said():
    assert (Reply("text").code, Reply("text").problem) == (0, None)


def test_colour_adds_to_the_sign_and_takes_nothing_away(monkeypatch):
    text = "✘ 错误  自评表!D12  ✔ 不在行首"
    made = terminal.coloured(text)
    assert made == "\033[31m✘ 错误\033[0m  自评表!D12  ✔ 不在行首"
    assert re.sub("\033\\[[0-9]*m", "", made) == text


@pytest.mark.parametrize(("variables", "wanted"), [({}, True), ({"NO_COLOR": "1"}, False), ({"TERM": "dumb"}, False)])
def test_colours_only_on_a_terminal_and_where_wanted(monkeypatch, variables, wanted):
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm")
    for name, value in variables.items():
        monkeypatch.setenv(name, value)

    class Terminal(io.StringIO):
        def isatty(self):
            return True

    assert terminal.colours(Terminal()) is wanted
    assert terminal.colours(io.StringIO()) is False


@pytest.mark.parametrize(
    ("name", "cure"),
    [
        ("旧表.xls", "旧表请先用 import 导入"),
        ("旧表.csv", "请用 Excel 或 WPS 打开，另存为 .xlsx，再用 import 导入"),
        ("旧表.htm", "请用 Excel 或 WPS 打开，另存为 .xlsx，再用 import 导入"),
        ("图.png", "请检查是否选错"),
    ],
)
def test_a_file_of_another_kind_is_told_its_way_in(run, tmp_path, name, cure):
    path = tmp_path / name
    path.write_bytes(b"1")
    code, out, err = run("score", str(path))
    assert (code, out) == (2, "")
    assert cure in err
