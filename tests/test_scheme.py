"""Schemes: what is shipped, how one is found, and one golden message for every mistake a file can hold."""

from decimal import Decimal
from pathlib import Path

import pytest

from perfeval_xl import scheme as schemes
from perfeval_xl.errors import SchemeError
from perfeval_xl.scheme_file import NOT_INHERITED, load, load_all

BAD = sorted((Path(__file__).parent / "schemes_bad").glob("*.toml"))


@pytest.mark.parametrize("path", BAD, ids=lambda path: path.stem)
def test_every_mistake_is_named_with_file_and_cure(path):
    with pytest.raises(SchemeError) as caught:
        load(path)
    assert str(caught.value) + "\n" == path.with_suffix(".txt").read_text(encoding="utf-8")


def test_a_file_that_cannot_be_opened_is_named(tmp_path):
    (tmp_path / "folder.toml").mkdir()
    with pytest.raises(SchemeError, match=r"folder\.toml：文件打不开"):
        load(tmp_path / "folder.toml")


def test_every_bad_file_has_a_golden_and_no_golden_is_left_over():
    folder = Path(__file__).parent / "schemes_bad"
    assert {path.stem for path in folder.glob("*.txt")} == {path.stem for path in BAD}
    assert len(BAD) > 40


@pytest.mark.parametrize(
    ("scheme_id", "points"),
    [
        ("zhengzhou-shangjie-2021", [10, 30, 10, 30, 20]),
        ("zhengzhou-jinshui-2021", [10, 20, 40, 30]),
        ("national-project-2020", [10, 50, 30, 10]),
    ],
)
def test_shipped_points(scheme_id, points):
    assert [part.points for part in schemes.get(scheme_id).component] == points


def test_shipped_grades_are_continuous_from_90_80_60():
    for scheme in schemes.all_schemes().values():
        assert [grade.at_least for grade in scheme.grade] == [90, 80, 60, 0]


def test_what_nobody_has_verified_is_a_draft():
    drafts = [scheme.id for scheme in schemes.all_schemes().values() if not scheme.verified]
    assert drafts == ["national-project-2020"]


def test_only_the_execution_rate_is_fixed_and_only_sustainability_may_be_absent():
    shangjie = schemes.get("zhengzhou-shangjie-2021")
    assert [part.name for part in shangjie.component if part.fixed] == ["budget_execution"]
    assert [part.name for part in shangjie.component if part.optional] == ["sustainability"]


def test_a_child_replaces_lists_and_merges_tables():
    parent, child = schemes.get("zhengzhou-shangjie-2021"), schemes.get("zhengzhou-jinshui-2021")
    assert child.tier == parent.tier
    assert child.form.title == parent.form.title
    assert child.form.notes != parent.form.notes
    assert child.labels["subject"] == parent.labels["subject"]
    assert child.labels["finance_office"] != parent.labels["finance_office"]
    assert child.thresholds.grade_gap == 0
    assert child.thresholds.score == parent.thresholds.score
    assert len(child.component) == 4


def test_whose_scheme_it_is_is_never_inherited():
    assert not schemes.get("zhengzhou-jinshui-2021").default
    assert {"verified", "default", "id", "first_year"} <= set(NOT_INHERITED)


def test_a_file_saved_with_a_byte_order_mark_is_read(tmp_path):
    text = (schemes.FOLDER / "national-project-2020.toml").read_bytes()
    path = tmp_path / "national-project-2020.toml"
    path.write_bytes(b"\xef\xbb\xbf" + text)
    assert load(path) == schemes.get("national-project-2020")


def test_exactly_one_scheme_is_the_default(tmp_path):
    text = (schemes.FOLDER / "national-project-2020.toml").read_text(encoding="utf-8")
    first = tmp_path / "national-project-2020.toml"
    first.write_text(text, encoding="utf-8")
    with pytest.raises(SchemeError, match="default = true，现在是：没有"):
        load_all(tmp_path, load)
    first.write_text("default = true\n" + text, encoding="utf-8")
    assert list(load_all(tmp_path, load)) == ["national-project-2020"]
    second = text.replace('id = "national-project-2020"', 'default = true\nid = "second"')
    (tmp_path / "second.toml").write_text(second, encoding="utf-8")
    with pytest.raises(SchemeError, match="现在是：national-project-2020、second"):
        load_all(tmp_path, load)


def test_get_finds_by_id_and_an_empty_id_is_the_default():
    assert schemes.get("").default
    assert schemes.get("national-project-2020").kind == "project"
    with pytest.raises(SchemeError, match="没有方案“某地”，现有方案："):
        schemes.get("某地")


def test_find_looks_for_the_region_and_the_year():
    assert schemes.find("金水", 2024).id == "zhengzhou-jinshui-2021"
    with pytest.raises(SchemeError, match="2020年度"):
        schemes.find("金水", 2020)


def test_every_interpretation_and_value_has_a_source_with_a_title():
    for scheme in schemes.all_schemes().values():
        assert all(source.title for source in scheme.sources.values())
        assert all(item.cite in scheme.sources for item in scheme.interpretation)
        assert isinstance(scheme.rules.over_ratio, Decimal)
