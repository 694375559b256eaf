"""A region's own schemes: read from the folder that the user names, as strictly as ours, never beside a return."""

import json
import os

import pytest

from perfeval_xl import cells, cli, doctor
from perfeval_xl import scheme as schemes
from perfeval_xl.bureau import store
from perfeval_xl.errors import SchemeError
from perfeval_xl.setup import places

OWN = "shili-2021"


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A folder with one good scheme, in which the at-most rule differs from that of ours."""
    made = tmp_path / "方案"
    made.mkdir()
    text = (schemes.FOLDER / "zhengzhou-shangjie-2021.toml").read_text(encoding="utf-8")
    text = text.replace('id = "zhengzhou-shangjie-2021"', f'id = "{OWN}"').replace("default = true\n", "")
    text = text.replace('region = "郑州市上街区"', 'region = "示例市"').replace('"inverse"', '"linear"')
    (made / f"{OWN}.toml").write_text(text, encoding="utf-8")
    monkeypatch.setenv(schemes.VARIABLE, str(made))
    schemes._own.cache_clear()
    yield made
    schemes._own.cache_clear()


def spoil(folder, name, text="id = \n"):
    (folder / f"{name}.toml").write_text(text, encoding="utf-8")
    schemes._own.cache_clear()


def test_it_stands_beside_the_shipped_ones(folder):
    assert list(schemes.all_schemes()) == [*schemes.shipped(), OWN]
    assert schemes.get(OWN).rules.at_most_missed == "linear"
    assert schemes.find("示例市", 2022).id == OWN
    assert schemes.default().id in schemes.shipped()


def test_a_cell_and_the_command_line_score_by_it(folder, capsys):
    assert cells.perf_score("≤10次", "15次", 10, None, None, OWN) == 5
    assert cli.main(["eval", "≤10次", "15次", "10", "--scheme", OWN, "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["score"] == 5


def test_it_may_extend_a_shipped_one(folder):
    text = (
        'id = "shili-2022"\nregion = "示例市"\ntitle = "示例"\nfirst_year = 2022\nextends = "zhengzhou-shangjie-2021"\n'
    )
    spoil(folder, "shili-2022", text)
    assert not schemes.problems()
    assert len(schemes.get("shili-2022").component) == 5


def test_without_the_variable_there_are_only_ours(monkeypatch):
    monkeypatch.delenv(schemes.VARIABLE, raising=False)
    assert schemes.all_schemes() == schemes.shipped()
    assert not schemes.problems()


@pytest.mark.parametrize(
    ("name", "text", "words"),
    [
        ("bad", "id = \n", "bad.toml：第1行附近的写法不对"),
        ("zhengzhou-shangjie-2021", "", "随软件的方案已经用了这个编号"),
        ("second", None, "default 只用于随软件的方案"),
    ],
)
def test_a_wrong_file_is_told_and_the_others_go_on(folder, capsys, name, text, words):
    if text is None:
        good = (folder / f"{OWN}.toml").read_text(encoding="utf-8")
        text = "default = true\n" + good.replace(f'id = "{OWN}"', f'id = "{name}"')
    spoil(folder, name, text)
    assert words in schemes.problems()[name]
    assert schemes.get(OWN)
    assert schemes.get("").rules.at_most_missed == "inverse"
    assert cli.main(["schemes"]) == 2
    said = capsys.readouterr()
    assert OWN in said.out
    assert said.err.startswith("错误：有方案文件没有读入：")
    assert words in said.err
    (item,) = [one for one in doctor.examine() if one.name == "自己的方案"]
    assert words in item.seen


def test_a_return_of_a_wrong_scheme_is_told_what_is_wrong_with_it(folder):
    spoil(folder, "bad")
    with pytest.raises(SchemeError, match=r"bad\.toml：第1行附近的写法不对"):
        schemes.get("bad")
    assert cells.perf_explain("≥95%", "90%", 10, None, None, "bad@2021").startswith("bad.toml：第1行")


def test_a_folder_that_is_not_there_is_told(tmp_path, monkeypatch):
    monkeypatch.setenv(schemes.VARIABLE, str(tmp_path / "没有"))
    assert list(schemes.all_schemes()) == list(schemes.shipped())
    assert "不存在，请建立它" in schemes.problems()["没有"]


def test_an_outline_that_cannot_be_built_is_told_by_schemes(folder, capsys):
    good = (folder / f"{OWN}.toml").read_text(encoding="utf-8")
    spoil(folder, OWN, good.replace('content = ["own", "objective", "tasks"]', 'content = ["own", "tsks"]'))
    assert cli.main(["schemes"]) == 2
    assert "没有“tsks”这一项" in capsys.readouterr().err


def test_the_list_says_whose_scheme_it_is(folder, capsys):
    assert cli.main(["schemes", "--json"]) == 0
    assert {item["id"]: item["own"] for item in json.loads(capsys.readouterr().out)} == {
        **dict.fromkeys(schemes.shipped(), False),
        OWN: True,
    }
    assert cli.main(["schemes"]) == 0
    assert f"自己的方案放在 {folder}" in capsys.readouterr().out


def test_a_folder_beside_a_return_is_never_read(folder, tmp_path, monkeypatch, capsys):
    book = tmp_path / "表.xlsx"
    assert cli.main(["new", "--scheme", OWN, "-o", str(book)]) == 0
    monkeypatch.delenv(schemes.VARIABLE)
    monkeypatch.chdir(tmp_path)
    assert cli.main(["check", str(book)]) == 2
    assert f"没有方案“{OWN}”" in capsys.readouterr().err


def test_the_summary_reads_again_what_was_judged_by_another_text_of_a_scheme(folder):
    before = store.engine.__wrapped__()
    path = folder / f"{OWN}.toml"
    os.utime(path, (1, 1))
    assert store.engine.__wrapped__() != before


def test_windows_looks_in_the_documents_of_the_user(tmp_path, monkeypatch):
    monkeypatch.setattr(places.sys, "platform", "win32")
    monkeypatch.setattr(places, "_known_folder", lambda identifier: tmp_path)
    monkeypatch.delenv("PERF_TEST", raising=False)
    places.point_to_schemes("PERF_TEST")
    assert "PERF_TEST" not in os.environ
    own = tmp_path / "绩效自评" / "方案"
    own.mkdir(parents=True)
    monkeypatch.setenv("PERF_TEST", "elsewhere")
    places.point_to_schemes("PERF_TEST")
    assert os.environ["PERF_TEST"] == "elsewhere"
    monkeypatch.delenv("PERF_TEST")
    places.point_to_schemes("PERF_TEST")
    assert os.environ.pop("PERF_TEST") == str(own)
