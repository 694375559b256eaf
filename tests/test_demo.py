"""The demo: an invented return with a few deliberate faults, carried through to the submission."""

import json
import zipfile

import pytest

from perfeval_xl import cli, demo
from perfeval_xl.errors import OutputError


@pytest.fixture(scope="module")
def done(tmp_path_factory):
    return demo.run(tmp_path_factory.mktemp("demo") / "示例 demo")


def test_everything_is_there_and_nothing_else(done):
    folder = done.made[0].path.parent
    assert {path.name for path in folder.iterdir()} == {item.path.name for item in done.made}
    assert {item.path.suffix for item in done.made} == {".xlsm", ".xlsx", ".txt", ".json", ".docx"}
    for item in done.made:
        assert item.look
        if item.path.suffix in (".xlsm", ".xlsx", ".docx"):
            assert zipfile.ZipFile(item.path).testzip() is None


def test_the_deliberate_faults_are_found_and_no_unreadable_text(done):
    found = {item.check for item in done.findings}
    assert {
        "TASK_SUM_BUDGET",
        "TASK_RATE_CALC",
        "TASK_DONE_IS_NUMBER",
        "SYMBOL_BAD",
        "QUAL_TIER_SCORE",
        "QUANT_SCORE_RULE",
        "REASON_MISSING",
        "SUM_SCORE_TOTAL",
    } <= found
    assert all(item.cell for item in done.findings if "[" in item.at)
    assert all(line.outcome.kind != "unreadable" for line in done.evaluation.lines)


def test_the_score_is_complete_and_the_grade_follows(done):
    assert done.evaluation.pending == 0
    assert 90 <= done.evaluation.total < 98.5
    assert done.evaluation.grade == "优"


def test_the_written_results_are_those_of_the_command_line(done, capsys):
    folder = done.made[0].path.parent
    workbook = str(folder / "部门整体绩效自评表.xlsm")
    assert cli.main(["score", workbook]) == 0
    assert capsys.readouterr().out == (folder / "得分.txt").read_text(encoding="utf-8")
    assert cli.main(["check", workbook, "--json"]) == 1
    checked = json.loads((folder / "校验结果.json").read_text(encoding="utf-8"))
    assert json.loads(capsys.readouterr().out)["findings"] == checked["findings"]


def test_both_editions_and_the_submission_hold_the_same_return(done, tmp_path, capsys):
    folder = done.made[0].path.parent
    totals = set()
    for name in ("部门整体绩效自评表.xlsm", "部门整体绩效自评表.xlsx", "送审件.xlsx"):
        assert cli.main(["score", str(folder / name), "--json"]) == 0
        totals.add(json.loads(capsys.readouterr().out)["total"])
    assert len(totals) == 1


def test_an_existing_demo_is_kept_without_force(done, capsys):
    folder = done.made[0].path.parent
    before = {path: path.read_bytes() for path in folder.iterdir()}
    with pytest.raises(OutputError, match="--force"):
        demo.run(folder)
    assert {path: path.read_bytes() for path in folder.iterdir()} == before
    assert cli.main(["demo", "-o", str(folder), "--force"]) == 0
    out = capsys.readouterr().out
    assert all(path.name in out for path in folder.iterdir())


def test_a_folder_that_cannot_be_made_is_one_sentence(tmp_path, capsys):
    (tmp_path / "file").write_text("x", encoding="utf-8")
    assert cli.main(["demo", "-o", str(tmp_path / "file" / "demo")]) == 2
    assert "不能建立这个文件夹" in capsys.readouterr().err
