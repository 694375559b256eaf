"""Returns of several schemes, years and projects in one folder: nothing of one is compared or added up with another."""

import json
from decimal import Decimal
from pathlib import Path

import generated_returns as made
import openpyxl
import pytest

from perfeval_xl import cli
from perfeval_xl import scheme as schemes
from perfeval_xl.bureau.collect import Request, collect
from perfeval_xl.bureau.district import short_names
from perfeval_xl.files import casefile, template
from perfeval_xl.files.package import open_workbook
from perfeval_xl.files.sheets import Workbook

CASES = Path(__file__).parent.parent / "cases"
SHANGJIE, YUNXI, JINSHUI = "zhengzhou-shangjie-2021", "yueyang-yunxi-2021", "zhengzhou-jinshui-2021"


def put(folder, name, case, **changes):
    """A return in `folder` made from a case with the changes."""
    folder.mkdir(exist_ok=True)
    table = {**json.loads((CASES / f"{case}.json").read_text("utf-8")), **changes}
    form, _ = casefile.from_dict(table)
    (folder / f"{name}.xlsx").write_bytes(template.content(form, schemes.get(form.scheme), live=False))


@pytest.fixture(scope="module")
def mixed(tmp_path_factory):
    """Three returns of one family and one of the year before, two of the other family, one of a third scheme."""
    base = tmp_path_factory.mktemp("mixed")
    folder = base / "报送"
    for number in range(3):
        put(folder, f"甲{number}", "shangjie-office-2021", agency={"name": f"示例区甲{number}局"})
    for number in range(2):
        put(folder, f"乙{number}", "yunxi-office-2021", agency={"name": f"示例区乙{number}局"})
    put(folder, "丙", "jinshui-organisation-2021", agency={"name": "示例区丙局"})
    put(folder, "甲0去年", "shangjie-office-2021", agency={"name": "示例区甲0局"}, fiscal_year=2020)
    output = base / "汇总.xlsx"
    return collect(Request(folder=folder, output=output, shaped=True)), output


def rows(path, title):
    """The rows of a table of the summary, by its headings."""
    sheet = Workbook(open_workbook(path)).sheet(title, 10_000)
    headings = {column: cell.value for (row, column), cell in sheet.cells.items() if row == 2}
    found = sorted({row for row, _ in sheet.cells if row > 2})
    return [{heading: sheet.at(row, column).value for column, heading in headings.items()} for row in found]


def test_the_second_family_is_collected_beside_the_first(mixed):
    result, _ = mixed
    units = {(unit["agency"], unit["fiscal_year"]): unit for unit in result.shape["units"]}
    assert len(units) == 7 and not result.shape["unreadable"] and not result.shape["duplicates"]
    yunxi = units["示例区乙0局", 2021]
    assert (yunxi["total"], yunxi["grade"], yunxi["scheme"]) == (99, "优秀", YUNXI)
    assert [part["name"] for part in yunxi["components"]] == ["投入", "过程", "产出", "效果"]
    assert sum(part["score"] for part in yunxi["components"]) == 99
    assert yunxi["declared"] == {"total": 99, "grade": "优秀"}


def test_ranks_are_among_peers(mixed):
    result, path = mixed
    ranked = [(unit["scheme"], unit["fiscal_year"], unit["rank"]) for unit in result.shape["units"]]
    assert ranked[:3] == [(SHANGJIE, 2021, 1)] * 3
    assert ranked[3] == (SHANGJIE, 2020, 1)
    assert ranked[4:6] == [(YUNXI, 2021, 1)] * 2
    assert ranked[6][:2] == (JINSHUI, 2021)
    table = rows(path, "排名")
    assert [row["方案"] for row in table] == [*["郑州市上街区"] * 4, *["岳阳市云溪区"] * 2, "郑州市金水区"]
    assert Workbook(open_workbook(path)).sheet("排名", 1).at(1, 1).value == "自评得分排名（各方案、年度分开排）"


def test_components_of_two_schemes_never_share_a_column(mixed):
    result, path = mixed
    titles = [title for title in Workbook(open_workbook(path)).titles if title.startswith("各单位得分")]
    assert titles == ["各单位得分", "各单位得分（岳阳市云溪区）", "各单位得分（郑州市金水区）"]
    seen = []
    for title, scheme in zip(titles, (SHANGJIE, YUNXI, JINSHUI), strict=True):
        table = rows(path, title)
        seen += [row["单位"] for row in table]
        labels = [rule.label for rule in schemes.get(scheme).component]
        parts = [heading.partition("\n")[0] for heading in table[0] if "\n自评" in heading]
        assert parts and set(parts) <= set(labels)
        for row in table:
            unit = next(
                unit
                for unit in result.shape["units"]
                if (unit["agency"], unit["fiscal_year"]) == (row["单位"], int(row["年度"]))
            )
            for part in unit["components"]:
                assert row[f"{part['name']}\n分值"] == Decimal(str(part["points"]))
    assert sorted(seen) == sorted(unit["agency"] for unit in result.shape["units"])
    assert "预算执行率" in rows(path, titles[0])[0] and "预算执行率" not in rows(path, titles[1])[0]


def test_averages_are_within_a_scheme_and_say_whose_they_are(mixed):
    _, path = mixed
    sheet = Workbook(open_workbook(path)).sheet("总览", 200)
    table = {cell.value: row for (row, column), cell in sheet.cells.items() if column == 1}
    shangjie, yunxi = table["产出指标（郑州市上街区）"], table["产出（岳阳市云溪区）"]
    assert [sheet.at(row, 2).value for row in (shangjie, yunxi)] == [Decimal(40), Decimal(25)]
    assert sheet.at(table["优秀"], 2).value == 2


def test_one_scheme_alone_needs_none_of_that(tmp_path):
    put(tmp_path / "报送", "乙", "yunxi-office-2021")
    collect(Request(folder=tmp_path / "报送", output=tmp_path / "汇总.xlsx"))
    book = Workbook(open_workbook(tmp_path / "汇总.xlsx"))
    assert [title for title in book.titles if title.startswith("各单位得分")] == ["各单位得分"]
    assert "方案" not in rows(tmp_path / "汇总.xlsx", "排名")[0]
    assert book.sheet("排名", 1).at(1, 1).value == "自评得分排名"


def test_a_return_without_a_year_is_ranked_with_the_others_of_its_scheme(tmp_path):
    for number, year in enumerate((2021, 2021, None, 2020)):
        agency = {"name": f"示例区{number}局"}
        put(tmp_path / "报送", f"{number}", "shangjie-office-2021", agency=agency, fiscal_year=year)
    result = collect(Request(folder=tmp_path / "报送", output=tmp_path / "汇总.xlsx", shaped=True))
    assert [unit["fiscal_year"] for unit in result.shape["units"]] == [2021, 2021, None, 2020]
    assert [unit["rank"] for unit in result.shape["units"]] == [1, 1, 1, 1]


def test_each_project_of_a_unit_counts(tmp_path):
    for number in range(2):
        tasks = [{"name": f"示例项目{number}", "budget": 10, "outturn": 10}]
        put(
            tmp_path / "报送",
            f"项目{number}",
            "clean-2021",
            scheme="national-project-2020",
            agency={"name": "示例区甲局"},
            tasks=tasks,
        )
    put(tmp_path / "报送", "整体", "clean-2021", agency={"name": "示例区甲局"})
    result = collect(
        Request(folder=tmp_path / "报送", output=tmp_path / "汇总.xlsx", letters=tmp_path / "信", shaped=True)
    )
    assert result.shape["counts"]["units"] == 1 and not result.shape["duplicates"]
    assert sorted(str(unit["subject"]) for unit in result.shape["units"]) == ["None", "示例项目0", "示例项目1"]
    assert {"示例区甲局", "示例区甲局（示例项目0）", "示例区甲局（示例项目1）"} == {
        row["单位"] for row in rows(tmp_path / "汇总.xlsx", "排名")
    }


def test_returns_without_a_name_are_told_apart_by_their_place(tmp_path):
    import xlsxwriter

    for place in ("教育局/第一小学", "教育局", "卫生院"):
        (folder := tmp_path / "报送" / place).mkdir(parents=True, exist_ok=True)
        (folder / "自评表.xlsx").write_bytes(made.workbook(0, agency=""))
    with xlsxwriter.Workbook(tmp_path / "名册.xlsx") as book:
        book.add_worksheet().write_column(0, 0, ["单位名称", "教育局", "第一小学"])
    request = Request(
        folder=tmp_path / "报送", output=tmp_path / "汇总.xlsx", expect=tmp_path / "名册.xlsx", shaped=True
    )
    shape = collect(request).shape
    assert {unit["file"]: unit["agency"] for unit in shape["units"]} == {
        "教育局/第一小学/自评表.xlsx": "第一小学",
        "教育局/自评表.xlsx": "教育局",
        "卫生院/自评表.xlsx": "（单位未填）卫生院/自评表",
    }
    assert shape["missing"] == []


def test_two_schemes_of_one_region_are_called_by_their_year_too(monkeypatch):
    assert short_names([SHANGJIE, YUNXI]) == {SHANGJIE: "郑州市上街区", YUNXI: "岳阳市云溪区"}
    monkeypatch.setattr(schemes, "get", lambda name: Named(name))
    assert short_names(["a-2019", "a-2021", "b-2021"]) == {"a-2019": "a2019", "a-2021": "a2021", "b-2021": "b"}


class Named:
    """As much of a scheme as a name needs."""

    def __init__(self, name):
        self.id, (self.region, self.first_year) = name, name.split("-")


def test_scores_of_two_schemes_are_never_one_average(mixed, tmp_path, capsys):
    result, path = mixed
    sheet = Workbook(open_workbook(path)).sheet("总览", 200)
    first = {row: cell.value for (row, column), cell in sheet.cells.items() if column == 1}
    titles = [text for text in first.values() if str(text).startswith("得分：")]
    assert titles == [
        "得分：郑州市上街区（4 个单位）",
        "得分：岳阳市云溪区（2 个单位）",
        "得分：郑州市金水区（1 个单位）",
    ]
    averages = [sheet.at(row, 2).value for row, text in first.items() if text == "平均分"]
    told = {item["scheme"]: item for item in result.shape["schemes"]}
    assert [float(value) for value in averages[:2]] == [told[SHANGJIE]["average"], told[YUNXI]["average"]]
    assert [item["units"] for item in result.shape["schemes"]] == [4, 2, 1]
    assert cli.main(["collect", str(path.parent / "报送"), "-o", str(tmp_path / "汇总.xlsx")]) == 0
    assert "岳阳市云溪区（2 个单位）平均分：99，中位数：99" in capsys.readouterr().out


def test_a_wide_table_goes_on_behind_the_names_on_further_printed_pages(mixed):
    _, path = mixed
    book = openpyxl.load_workbook(path)
    for title, begins, repeated in (("各单位得分", "预算执行率\n分值", "$A:$A"), ("指标明细", "计分说明", "$A:$E")):
        sheet = book[title]
        assert next(sheet.cell(2, mark.id + 1).value for mark in sheet.col_breaks.brk) == begins
        assert sheet.print_title_cols == repeated
        assert sheet.page_setup.scale >= 60
        assert not sheet.sheet_properties.pageSetUpPr.fitToPage
    assert not book["未报送"].col_breaks.brk and book["未报送"].sheet_properties.pageSetUpPr.fitToPage
