"""The commands that write files: what they write, what they refuse, and that nothing they read is changed."""

import json
import re
import shutil
import zipfile
from pathlib import Path

import pytest
import requires

from perfeval_xl import cli
from perfeval_xl.files import reader

CASES = Path(__file__).parent / "cases"
OFFICE = CASES / "shangjie-office-2021.json"


@pytest.fixture
def run(capsys):
    """Runs the command line in this process: (exit code, standard output, standard error)."""

    def call(*arguments) -> tuple[int, str, str]:
        code = cli.main([str(argument) for argument in arguments])
        captured = capsys.readouterr()
        return code, captured.out, captured.err

    return call


@pytest.fixture(scope="module")
def filled(tmp_path_factory):
    """The workbook of a published return, made once by the command line."""
    path = tmp_path_factory.mktemp("填表 folder") / "自评表.xlsm"
    assert cli.main(["fill", str(OFFICE), "-o", str(path)]) == 0
    return path


@pytest.mark.parametrize("suffix", [".xlsm", ".xlsx"])
def test_new_is_blank_and_of_the_scheme(run, tmp_path, suffix):
    path, case = tmp_path / f"空表{suffix}", tmp_path / "case.json"
    code, out, err = run(
        "new", "--scheme", "zhengzhou-jinshui-2021", "--year", 2022, "--agency", "示例区某局", "-o", path
    )
    assert (code, err) == (0, "")
    assert str(path) in out
    assert run("export-case", path, "-o", case)[0] == 0
    typed = json.loads(case.read_text(encoding="utf-8"))
    assert (typed["scheme"], typed["fiscal_year"]) == ("zhengzhou-jinshui-2021", 2022)
    assert typed["agency"] == {"name": "示例区某局"}
    assert not typed.get("indicators")
    assert not typed.get("tasks")


def test_a_draft_says_so_on_every_output(run, tmp_path):
    path = tmp_path / "draft.xlsx"
    assert "草案" in run("new", "--scheme", "national-project-2020", "-o", path)[1]
    assert "草案" in run("score", path)[1]
    assert "草案" in run("check", path)[1]
    assert json.loads(run("score", path, "--json")[1])["draft"] is True
    assert "草案" in run("eval", "≥1", "1", "1", "--scheme", "national-project-2020")[1]


@pytest.mark.parametrize("suffix", [".xlsm", ".xlsx"])
def test_fill_then_export_gives_the_case_back(run, tmp_path, suffix):
    for case in sorted(CASES.glob("*.json")):
        path, back = tmp_path / f"{case.stem}{suffix}", tmp_path / f"{case.stem}.json"
        assert run("fill", case, "-o", path)[::2] == (0, "")
        assert run("export-case", path, "-o", back)[::2] == (0, "")
        given = json.loads(case.read_text(encoding="utf-8"))
        given.setdefault("indicators", [])
        returned = json.loads(back.read_text(encoding="utf-8"))
        returned.setdefault("indicators", [])
        assert returned == given


def test_a_workbook_is_scored_and_checked_like_its_case(run, filled):
    of_case = json.loads(run("score", OFFICE, "--json")[1])
    of_book = json.loads(run("score", filled, "--json")[1])
    assert of_book["saved_differences"] == []
    assert all(line["cell"].startswith("自评表!H") for line in of_book["lines"])
    for shape in (of_case, of_book):
        for line in shape["lines"]:
            line.pop("cell")
    assert of_book == of_case
    found = json.loads(run("check", filled, "--json")[1])["findings"]
    expected = json.loads(run("check", OFFICE, "--json")[1])["findings"]
    assert [(item["check"], item["at"]) for item in found] == [(item["check"], item["at"]) for item in expected]
    assert all(item["cell"].startswith("自评表!") for item in found if item["at"])
    assert "一致" in run("score", filled)[1]


def test_a_saved_score_that_no_longer_holds_is_named(run, tmp_path):
    case, book = json.loads(OFFICE.read_text(encoding="utf-8")), tmp_path / "book.xlsx"
    del case["declared"]
    (tmp_path / "case.json").write_text(json.dumps(case), encoding="utf-8")
    assert run("fill", tmp_path / "case.json", "-o", book)[0] == 0
    _save_another_result(book, reader.read(book).addresses["declared.total"], "12")
    made = json.loads(run("score", book, "--json")[1])
    assert made["total"] == 99
    (difference,) = made["saved_differences"]
    assert (difference["at"], difference["saved"], difference["computed"]) == ("declared.total", "12", "99")
    assert difference["cell"].startswith("自评表!")
    assert "不一致" in run("score", book)[1]


@pytest.mark.parametrize("suffix", [".xlsm", ".xlsx"])
@pytest.mark.parametrize(
    "unfinished",
    [
        {},
        {"indicators": [{"name": "检查次数", "points": 3}]},
        {"declared": {"total": 85}},
        {"declared": {"total": "85"}},
    ],
    ids=["blank", "pending", "total typed", "total typed as text"],
)
def test_a_form_that_is_not_finished_has_no_outdated_results(run, tmp_path, unfinished, suffix):
    case, book = tmp_path / "case.json", tmp_path / f"book{suffix}"
    case.write_text(json.dumps({"scheme": "zhengzhou-shangjie-2021", **unfinished}), encoding="utf-8")
    assert run("fill", case, "-o", book)[0] == 0
    assert json.loads(run("score", book, "--json")[1])["saved_differences"] == []


def test_what_plain_formulas_leave_to_a_person_is_not_called_outdated(run, tmp_path):
    """The macro-free edition reads no range; Python does."""
    case, path = tmp_path / "案例.json", tmp_path / "表.xlsx"
    row = {"category": "产出指标", "name": "培训场次", "target": "12-15", "unit": "场", "actual": "13", "points": 4}
    case.write_text(json.dumps({"fiscal_year": 2021, "indicators": [row]}), encoding="utf-8")
    run("fill", str(case), "-o", str(path))
    assert str(reader.read(path).cached["indicators[0].score"]) == "待评定"
    code, out, _ = run("score", str(path), "--json")
    assert code == 0 and json.loads(out)["lines"][0]["computed"] == 4 and json.loads(out)["saved_differences"] == []


def test_a_blank_workbook_is_not_called_faultless_without_a_word(run, tmp_path):
    book = tmp_path / "book.xlsx"
    assert run("new", "--scheme", "zhengzhou-shangjie-2021", "-o", book)[0] == 0
    code, out, _ = run("check", book)
    assert code == 0 and "还没有填写" in out
    assert "还没有填写" in json.loads(run("check", book, "--json")[1])["notes"][0]
    assert json.loads(run("check", OFFICE, "--json")[1])["notes"] == []


def _save_another_result(path: Path, address: str, value: str) -> None:
    """Changes what the formula cell at `address` showed when it was saved, as a workbook that was not recalculated."""
    cell = address.rpartition("!")[2].encode()
    pattern = re.compile(rb'(<c r="%s"[^>]*><f>[^<]*</f><v>)[^<]*' % cell)
    with zipfile.ZipFile(path) as source:
        parts = {item: source.read(item) for item in source.infolist()}
    with zipfile.ZipFile(path, "w") as target:
        for item, data in parts.items():
            is_sheet = item.filename.startswith("xl/worksheets/sheet")
            target.writestr(item, pattern.sub(rb"\g<1>" + value.encode(), data) if is_sheet else data)


def test_report_and_submission(run, filled, tmp_path):
    report, copy = tmp_path / "自评报告.docx", tmp_path / "送审件.xlsx"
    assert run("report", filled, "-o", report)[::2] == (0, "")
    assert run("submit", filled, "-o", copy)[::2] == (0, "")
    with zipfile.ZipFile(report) as package:
        text = package.read("word/document.xml").decode("utf-8")
    assert "99" in text
    with zipfile.ZipFile(copy) as package:
        assert not any("vba" in name.lower() for name in package.namelist())
        sheets = [package.read(name) for name in package.namelist() if name.startswith("xl/worksheets/sheet")]
        assert sheets
        assert not any(b"<f" + end in sheet for sheet in sheets for end in (b">", b" "))
    assert json.loads(run("score", copy, "--json")[1])["total"] == 99


def test_pdf_beside_the_output(run, filled, tmp_path):
    requires.program("soffice", "转为 PDF")
    report = tmp_path / "自评报告.docx"
    code, out, err = run("report", filled, "-o", report, "--pdf")
    assert (code, err) == (0, "")
    pdf = tmp_path / "自评报告.pdf"
    assert str(pdf) in out
    assert pdf.read_bytes().startswith(b"%PDF")
    report.unlink()
    code, _, err = run("report", filled, "-o", report, "--pdf")
    assert code == 2
    assert "自评报告.pdf" in err
    assert not report.exists()


def test_without_an_office_the_report_is_made_and_the_pdf_is_not(run, filled, tmp_path, monkeypatch):
    monkeypatch.setattr("perfeval_xl.files.pdf.libreoffice", lambda: None)
    code, _, err = run("report", filled, "-o", tmp_path / "r.docx", "--pdf")
    assert code == 2
    assert err.startswith("错误：r.docx 已生成，但没有 PDF：")
    assert (tmp_path / "r.docx").exists()
    assert not (tmp_path / "r.pdf").exists()


CALLS = {
    "new": ("new", "--scheme", "zhengzhou-shangjie-2021", "-o", "{out}.xlsm"),
    "fill": ("fill", "{case}", "-o", "{out}.xlsm"),
    "export-case": ("export-case", "{book}", "-o", "{out}.json"),
    "report": ("report", "{book}", "-o", "{out}.docx"),
    "submit": ("submit", "{book}", "-o", "{out}.xlsx"),
}


@pytest.mark.parametrize("name", CALLS)
def test_an_existing_output_is_kept_without_force_and_replaced_with_it(run, filled, tmp_path, name):
    call = [part.format(case=OFFICE, book=filled, out=tmp_path / "out") for part in CALLS[name]]
    output = Path(call[-1])
    output.write_bytes(b"mine")
    code, out, err = run(*call)
    assert (code, out) == (2, "")
    assert "--force" in err
    assert output.read_bytes() == b"mine"
    assert run(*call, "--force")[0] == 0
    assert output.read_bytes() != b"mine"
    assert [path.name for path in tmp_path.iterdir()] == [output.name]


@pytest.mark.parametrize("name", CALLS)
def test_a_folder_that_is_not_there_is_one_sentence(run, filled, tmp_path, name):
    call = [part.format(case=OFFICE, book=filled, out=tmp_path / "没有" / "out") for part in CALLS[name]]
    code, out, err = run(*call)
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert "没有" in err


def test_the_input_is_never_the_output_nor_changed(run, filled, tmp_path):
    case = tmp_path / "case.json"
    shutil.copy(OFFICE, case)
    before, book = case.read_bytes(), filled.read_bytes()
    assert run("export-case", case, "-o", case, "--force")[0] == 2
    for call in (("score", filled), ("check", filled), ("export-case", filled, "-o", tmp_path / "back.json")):
        run(*call)
    assert case.read_bytes() == before
    assert filled.read_bytes() == book


@pytest.mark.parametrize(
    ("name", "content", "named"),
    [
        ("空.xlsx", b"", "空.xlsx"),
        ("不是表.xlsx", b"hello", "不是表.xlsx"),
        ("旧表改名.xlsx", bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 600, "旧表改名.xlsx"),
        ("坏.json", b"{", "坏.json"),
        ("空.json", b"", "空.json"),
        ("数组.json", b"[1, 2]", "数组.json"),
        ("别的.json", b'{"scheme": "no-such"}', "没有方案“no-such”"),
    ],
)
@pytest.mark.parametrize("command", ["score", "check", "report", "submit", "export-case"])
def test_an_unusable_file_is_one_sentence_that_names_it(run, tmp_path, command, name, content, named):
    path = tmp_path / name
    path.write_bytes(content)
    endings = {"report": ".docx", "submit": ".xlsx", "export-case": ".json"}
    output = ["-o", tmp_path / f"out{endings[command]}"] if command in endings else []
    code, out, err = run(command, path, *output)
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert named in err
    assert [item.name for item in tmp_path.iterdir()] == [name]


def test_report_says_what_is_still_to_be_written(tmp_path, capsys):
    """The gaps of the document are told as well, in its order; a whole report has none."""
    case = tmp_path / "表.json"
    case.write_text('{"scheme": "zhengzhou-jinshui-2021", "fiscal_year": 2021, "agency": {"name": "示例局"}}', "utf-8")
    assert cli.main(["report", str(case), "-o", str(tmp_path / "报告.docx")]) == 0
    said = capsys.readouterr().out.splitlines()
    count = sum("此处待填" in line for line in said)
    assert count > 5
    assert said[1].startswith("⚠ 报告里有") and "补写" in said[1]
