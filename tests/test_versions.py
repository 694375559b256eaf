"""Every file and every answer in JSON says which version made it."""

import json
import zipfile
from pathlib import Path

import generated_returns as made
import pytest

from perfeval_xl import MADE_BY, __version__, cli
from perfeval_xl.files import reader

CASE = Path(__file__).parent / "cases" / "clean-2021.json"


@pytest.mark.parametrize(
    ("name", "call"),
    [
        ("F.xlsm", ["fill", CASE, "-o"]),
        ("F.xlsx", ["fill", CASE, "-o"]),
        ("N.xlsx", ["new", "--scheme", "yueyang-yunxi-2021", "-o"]),
        ("S.xlsx", ["submit", CASE, "-o"]),
        ("R.docx", ["report", CASE, "-o"]),
    ],
)
def test_office_files_say_it_in_their_properties(tmp_path, name, call):
    assert cli.main([*map(str, call), str(tmp_path / name)]) == 0
    assert MADE_BY in described(tmp_path / name)
    if not name.endswith(".docx"):
        assert reader.read(tmp_path / name).version == __version__


def described(path):
    with zipfile.ZipFile(path) as package:
        return package.read("docProps/core.xml").decode("utf-8").partition("<dc:description>")[2].partition("<")[0]


def test_summary_and_letters_and_pages(tmp_path):
    made.write(tmp_path / "报送", range(3))
    call = ["collect", tmp_path / "报送", "-o", tmp_path / "汇总.xlsx", "--letters", tmp_path / "意见"]
    assert cli.main(list(map(str, call))) == 0
    letters = list((tmp_path / "意见").iterdir())
    assert letters and {described(path) for path in (tmp_path / "汇总.xlsx", *letters)} == {MADE_BY}
    cli.main(["check", str(CASE), "--html", str(tmp_path / "P.html")])
    assert f'<meta name="generator" content="{MADE_BY}">' in (tmp_path / "P.html").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "call",
    [
        ["score", CASE],
        ["check", CASE],
        ["diff", CASE, CASE],
        ["eval", "≥1", "1", "1"],
        ["import", CASE, "-o", "I.xlsm"],
        ["roll", CASE, "--year", "2022", "-o", "L.xlsm"],
        ["collect", "报送", "-o", "汇总.xlsx"],
        ["doctor"],
    ],
    ids=lambda call: call[0],
)
def test_answers_in_json(tmp_path, capsys, monkeypatch, call):
    monkeypatch.chdir(tmp_path)
    made.write(tmp_path / "报送", range(1))
    cli.main([*map(str, call), "--json"])
    assert json.loads(capsys.readouterr().out)["version"] == __version__
