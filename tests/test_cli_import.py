"""The commands import, roll and diff as a user calls them."""

import json
from pathlib import Path

import pytest
from importing import compared, old_forms
from importing.old_forms import Style

from perfeval_xl import cli
from perfeval_xl.files import casefile, reader

OFFICE = Path("tests/cases/shangjie-office-2021.json")
FORM, _ = casefile.load(OFFICE)


@pytest.fixture
def run(capsys):
    def call(*arguments):
        code = cli.main([str(item) for item in arguments])
        captured = capsys.readouterr()
        return code, captured.out, captured.err

    return call


@pytest.fixture
def old(tmp_path):
    path = tmp_path / "旧表.xls"
    style = Style(words=1, extra=True, totals=True, unit="元")
    old_forms.write_xls(path, old_forms.draw(FORM, style), style)
    return path


def test_import_writes_a_standard_workbook_and_lists_every_cell(run, old, tmp_path):
    output = tmp_path / "新表.xlsm"
    code, out, err = run("import", old, "-o", output)
    assert (code, err) == (0, "")
    assert "--scheme" in out.splitlines()[0]
    assert "放好的：" in out
    assert "单位名称" not in out
    assert "部门（单位）：部门（单位）名称 ← 表1!B4，填表人 ← 表1!A3，联系方式 ← 表1!A3" in out
    assert "折成万元" in out
    assert "见附件 —— 表中没有“备注”这一栏" in out
    assert "合计行由公式算出，不读入" in out
    given = reader.read(output)
    assert [row.target for row in given.form.indicators] == [row.target for row in FORM.indicators]
    assert compared.lost(FORM, given.form) == {}
    assert run("import", old, "-o", output)[0] == 2
    assert run("import", old, "-o", output, "--force")[0] == 0


def test_import_as_json_accounts_for_everything(run, old, tmp_path):
    output = tmp_path / "新表.xlsx"
    code, out, _ = run("import", old, "-o", output, "--json", "--scheme", FORM.scheme)
    made = json.loads(out)
    assert code == 0
    assert (made["scheme"], made["scheme_sure"], made["missing"]) == (FORM.scheme, True, [])
    assert made["counts"] == {
        "placed": len(made["placed"]),
        "doubtful": sum(bool(item["doubt"]) for item in made["placed"]),
        "unplaced": len(made["unplaced"]),
        "missing": 0,
    }
    (name,) = [item for item in made["placed"] if item["at"] == "agency.name"]
    assert name == {
        "at": "agency.name",
        "label": "部门（单位）名称",
        "value": FORM.agency.name,
        "from": "表1!B4",
        "doubt": "",
    }


def test_import_of_something_else_is_one_line(run, tmp_path):
    path = tmp_path / "说明.docx"
    path.write_bytes(b"PK\x03\x04")
    code, out, err = run("import", path, "-o", tmp_path / "a.xlsm")
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert not (tmp_path / "a.xlsm").exists()
    assert run("import", path, "-o", tmp_path / "a.docx")[0] == 2


def test_roll_begins_the_new_year_and_says_what_it_did(run, tmp_path):
    output = tmp_path / "2022.xlsm"
    code, out, _ = run("roll", OFFICE, "--year", "2022", "-o", output)
    assert code == 0
    assert out.startswith("✔ 2022年度自评表")
    assert "已清空" in out
    assert "2021 年 12 月 20 日之前" in out
    form = reader.read(output).form
    assert form.fiscal_year == 2022
    assert [row.name for row in form.indicators] == [row.name for row in FORM.indicators]
    assert all(row.actual is None and row.score is None for row in form.indicators)
    shape = json.loads(run("roll", OFFICE, "--year", "2022", "-o", output, "--force", "--json")[1])
    assert "indicators[0].actual" in shape["cleared"]
    assert run("roll", OFFICE, "--year", "2019", "-o", tmp_path / "b.xlsm")[0] == 2


def test_roll_takes_an_old_form_and_says_how_much_of_it_was_read(run, old, tmp_path):
    out = run("roll", old, "--year", "2022", "-o", tmp_path / "2022.xlsm")[1]
    assert f"ⓘ {old.name}：表中没有认出地区" in out
    assert f"ⓘ {old.name}：放好 " in out.replace("\n    ", "")
    assert "import" in out


def test_diff_tells_the_changes_with_their_cells(run, tmp_path):
    case = json.loads(OFFICE.read_text(encoding="utf-8"))
    case["indicators"][3]["score"] = 3
    case["indicators"].pop(5)
    changed = tmp_path / "乙.json"
    changed.write_text(json.dumps(case), encoding="utf-8")
    workbook = tmp_path / "甲.xlsx"
    run("fill", OFFICE, "-o", workbook)
    cell = reader.read(workbook).addresses["indicators[3].score"]
    code, out, _ = run("diff", workbook, changed)
    assert code == 0
    name = FORM.indicators[3].name
    assert f"△ 绩效指标“{name}”·得分  2 → 3，+1（{cell} → 绩效指标第4行·得分）" in out.replace("\n    ", "")
    assert f"－ 绩效指标“{FORM.indicators[5].name}”  乙表没有" in out
    assert out.rstrip().endswith("共 改动 1 处，删去 1 处。")
    shape = json.loads(run("diff", workbook, changed, "--json")[1])
    assert [item["kind"] for item in shape["changes"]] == ["changed", "removed"]
    assert (shape["same"], shape["changes"][0]["cell_a"]) == (False, cell)


def test_diff_of_the_same_return_in_two_kinds_of_file(run, tmp_path):
    workbook = tmp_path / "甲.xlsm"
    run("fill", OFFICE, "-o", workbook)
    assert "内容相同" in run("diff", workbook, OFFICE)[1]
    assert json.loads(run("diff", workbook, OFFICE, "--json")[1])["changes"] == []


def test_diff_of_an_old_form_says_how_much_of_it_was_compared(run, old):
    out = run("diff", OFFICE, old)[1]
    assert "✔ 两份表的内容相同。" in out
    assert f"ⓘ {old.name}：放好 " in out
    assert "表中没有认出地区" not in out
    shape = json.loads(run("diff", old, OFFICE, "--json")[1])
    assert [note.startswith(f"{old.name}：放好 ") for note in shape["notes"]] == [True]
    assert shape["same"]


def test_diff_of_the_same_amount_written_in_another_way_tells_no_difference(run, tmp_path):
    for name, actual in (("甲", "7796元"), ("乙", "0.7796")):
        row = {"name": "单场活动成本", "target": "≤0.8万元", "unit": "万元", "actual": actual, "points": 6}
        text = json.dumps({"scheme": FORM.scheme, "indicators": [row]})
        (tmp_path / f"{name}.json").write_text(text, encoding="utf-8")
    out = run("diff", tmp_path / "甲.json", tmp_path / "乙.json")[1]
    assert "7796元 → 0.7796（" in out
