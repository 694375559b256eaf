"""What a reviewer wrote on 复核 stands on the next summary too, whatever was done to the sheet or the returns."""

import shutil
from decimal import Decimal

import generated_returns as made
import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfeval_xl.bureau import review
from perfeval_xl.bureau.collect import Request, collect
from perfeval_xl.bureau.review import Review
from perfeval_xl.files.package import open_workbook
from perfeval_xl.files.sheets import Sheet, Workbook


def review_rows(path):
    sheet = Workbook(open_workbook(path)).sheet("复核", 10_000)
    headings = {column: cell.value for (row, column), cell in sheet.cells.items() if row == 2}
    rows = sorted({row for row, _ in sheet.cells if row > 2})
    return [{heading: sheet.at(row, column).value for column, heading in headings.items()} for row in rows]


def test_what_the_reviewer_wrote_survives_the_next_run(tmp_path):
    folder, output = tmp_path / "报送", tmp_path / "汇总.xlsx"
    folder.mkdir()
    for name, data in made.many(range(3)):
        (folder / f"{name}.xlsx").write_bytes(data)
    collect(Request(folder=folder, output=output))
    book = openpyxl.load_workbook(output)
    sheet = book["复核"]
    columns = {sheet.cell(2, index).value: index for index in range(1, sheet.max_column + 1)}
    judged, gone = sheet.cell(3, 1).value, sheet.cell(4, 1).value
    sheet.cell(3, columns["复核分"], 88.5)
    sheet.cell(3, columns["复核意见"], "=不是公式，是意见").data_type = "s"
    sheet.cell(2, sheet.max_column + 1, "复核人")
    sheet.cell(3, sheet.max_column, "示例")
    sheet.cell(4, columns["复核意见"], "单位已撤并")
    book.save(output)
    (folder / f"{gone}.xlsx").unlink()
    (folder / "新局.xlsx").write_bytes(made.workbook(1, agency="示例区新局"))
    result = collect(Request(folder=folder, output=output, force=True))
    rows = {row["单位"]: row for row in review_rows(output)}
    assert str(rows[judged]["复核分"]) == "88.5"
    assert rows[judged]["复核意见"] == "=不是公式，是意见" and rows[judged]["复核人"] == "示例"
    assert rows[gone]["复核意见"] == "单位已撤并" and rows[gone]["自评得分"] == "本次未报送"
    assert rows["示例区新局"]["复核意见"] is None
    ranked = {unit.name: unit.review for unit in result.district.units}
    assert ranked[judged].written["复核意见"] == "=不是公式，是意见" and ranked["示例区新局"] is None
    collect(Request(folder=folder, output=output, force=True))
    assert {row["单位"]: row for row in review_rows(output)} == rows


def test_a_summary_that_cannot_be_read_is_kept_under_another_name(tmp_path):
    folder, output = tmp_path / "报送", tmp_path / "汇总.xlsx"
    folder.mkdir()
    (folder / "甲.xlsx").write_bytes(made.workbook(0))
    output.write_bytes(b"PK\x03\x04 damaged, but somebody may mend it")
    result = collect(Request(folder=folder, output=output, force=True))
    assert (tmp_path / "汇总(2).xlsx").read_bytes().startswith(b"PK\x03\x04 damaged")
    assert any("汇总(2).xlsx" in note for note in result.notes)


@pytest.fixture(scope="module")
def first(tmp_path_factory):
    """A folder with four returns and its summary."""
    base = tmp_path_factory.mktemp("first")
    (base / "报送").mkdir()
    for number, name in enumerate(("教育局", "水务局", "审计局", "档案局")):
        (base / "报送" / f"{name}.xlsx").write_bytes(made.workbook(number % 3, agency=name))
    collect(Request(folder=base / "报送", output=base / "汇总.xlsx"))
    return base


@pytest.fixture
def place(first, tmp_path):
    """A copy of them that may be changed."""
    shutil.copytree(first, tmp_path / "x")
    return tmp_path / "x"


class Edited:
    """The sheet 复核 of a summary, as a reviewer sees it: cells by unit and heading."""

    def __init__(self, path):
        self.path, self.book = path, openpyxl.load_workbook(path)
        self.sheet = self.book["复核"]

    def column(self, heading):
        return next(cell.column for cell in self.sheet[2] if cell.value == heading)

    def row(self, unit):
        return next(row for row in range(3, self.sheet.max_row + 1) if self.sheet.cell(row, 1).value == unit)

    def write(self, unit, heading, value):
        self.sheet.cell(self.row(unit), self.column(heading)).value = value

    def add(self, heading):
        self.sheet.cell(2, self.sheet.max_column + 1).value = heading
        return self.sheet.max_column

    def save(self):
        self.book.save(self.path)


def again(place):
    """The rows of 复核 by unit after another run, and what came of the run."""
    result = collect(Request(folder=place / "报送", output=place / "汇总.xlsx", force=True))
    return {row["单位"]: row for row in review_rows(place / "汇总.xlsx")}, result


def test_rows_that_were_sorted_keep_their_reviews(place):
    edited = Edited(place / "汇总.xlsx")
    for unit in ("教育局", "水务局", "审计局"):
        edited.write(unit, "复核意见", f"{unit}的意见")
    rows = [[cell.value for cell in row] for row in edited.sheet.iter_rows(min_row=3)]
    for index, values in enumerate(sorted(rows, key=lambda row: row[0], reverse=True), 3):
        for column, value in enumerate(values, 1):
            edited.sheet.cell(index, column).value = value
    edited.save()
    rows, _ = again(place)
    assert {unit: row["复核意见"] for unit, row in rows.items()} == {
        **{unit: f"{unit}的意见" for unit in ("教育局", "水务局", "审计局")},
        "档案局": None,
    }


@pytest.mark.parametrize("damage", ["hidden column", "defined name", "both"])
def test_reviews_are_found_without_what_marks_them(place, damage):
    edited = Edited(place / "汇总.xlsx")
    edited.write("水务局", "复核分", 88.5)
    if damage != "defined name":
        edited.sheet.delete_cols(edited.column("识别码"))
    if damage != "hidden column":
        del edited.book.defined_names["summary.review"]
    edited.save()
    rows, _ = again(place)
    assert rows["水务局"]["复核分"] == Decimal("88.5") and len(rows) == 4


def test_columns_of_any_heading_stay(place):
    edited = Edited(place / "汇总.xlsx")
    edited.sheet.insert_cols(2)
    edited.sheet.cell(2, 2).value = "联系人"
    edited.sheet.cell(edited.row("教育局"), 2).value = "示例"
    for heading, text in (("备注", "一"), ("备注", "二"), (None, "三"), (None, "四"), ("等级", "五"), ("识别码", "六")):
        edited.sheet.cell(edited.row("教育局"), edited.add(heading)).value = text
    edited.save()
    for _ in range(2):
        rows, _ = again(place)
        shown = {heading: value for heading, value in rows["教育局"].items() if value in (*"一二三四五六", "示例")}
        assert shown == {
            "联系人": "示例",
            "备注": "一",
            "备注（2）": "二",
            "（无标题）": "三",
            "（无标题）（2）": "四",
            "等级（2）": "五",
            "识别码（2）": "六",
        }


def test_every_kind_of_value_survives(place):
    import datetime

    edited = Edited(place / "汇总.xlsx")
    column = edited.add("复核日期")
    for unit, value in (
        ("教育局", datetime.date(2022, 4, 30)),
        ("水务局", 0.95),
        ("审计局", "=C3-5"),
        ("档案局", True),
    ):
        cell = edited.sheet.cell(edited.row(unit), column)
        cell.value = value
        if unit == "水务局":
            cell.number_format = "0.00%"
    edited.write("教育局", "复核意见", "=HYPERLINK(1)")
    edited.sheet.cell(edited.row("教育局"), edited.column("复核意见")).data_type = "s"
    edited.save()
    rows, _ = again(place)
    dates = {unit: row["复核日期"] for unit, row in rows.items()}
    assert dates == {"教育局": "2022年4月30日", "水务局": "95%", "审计局": "=C3-5", "档案局": "是"}
    assert rows["教育局"]["复核意见"] == "=HYPERLINK(1)"
    assert again(place)[0] == rows


def test_a_unit_that_stays_away_and_returns_finds_its_review(place):
    edited = Edited(place / "汇总.xlsx")
    edited.write("审计局", "复核分", 90)
    edited.save()
    away = place / "审计局.xlsx"
    (place / "报送" / "审计局.xlsx").rename(away)
    rows, _ = again(place)
    assert (rows["审计局"]["复核分"], rows["审计局"]["自评得分"]) == (90, "本次未报送")
    away.rename(place / "报送" / "审计局.xlsx")
    rows, _ = again(place)
    assert rows["审计局"]["复核分"] == 90 and rows["审计局"]["自评得分"] != "本次未报送"


def test_a_renamed_unit_keeps_its_review_and_the_summary_says_so(place):
    edited = Edited(place / "汇总.xlsx")
    edited.write("教育局", "复核分", 91)
    edited.save()
    (place / "报送" / "教育局.xlsx").write_bytes(made.workbook(0, agency="示例区教育局"))
    (place / "报送" / "新来.xlsx").write_bytes(made.workbook(1, agency="新来的单位"))
    rows, result = again(place)
    assert rows["示例区教育局"]["复核分"] == 91 and "教育局" not in rows and rows["新来的单位"]["复核分"] is None
    assert "⚠ “教育局”的复核内容记在了“示例区教育局”名下，请核对是不是同一个单位。" in result.notes


def test_nobody_gets_a_review_that_may_be_anothers(place):
    edited = Edited(place / "汇总.xlsx")
    edited.write("教育局", "复核分", 91)
    edited.save()
    (place / "报送" / "教育局.xlsx").unlink()
    for name in ("东区教育局", "西区教育局"):
        (place / "报送" / f"{name}.xlsx").write_bytes(made.workbook(0, agency=name))
    rows, _ = again(place)
    assert rows["教育局"]["复核分"] == 91 and rows["教育局"]["自评得分"] == "本次未报送"
    assert rows["东区教育局"]["复核分"] is None and rows["西区教育局"]["复核分"] is None


def test_a_return_that_changes_its_scheme_keeps_its_review(place):
    edited = Edited(place / "汇总.xlsx")
    edited.write("教育局", "复核分", 91)
    edited.save()
    case = made.case(0, agency="教育局") | {"scheme": "zhengzhou-jinshui-2021"}
    from perfeval_xl import scheme as schemes
    from perfeval_xl.files import casefile, template

    form, _ = casefile.from_dict(case)
    content = template.content(form, schemes.get("zhengzhou-jinshui-2021"), live=False)
    (place / "报送" / "教育局.xlsx").write_bytes(content)
    rows, _ = again(place)
    assert rows["教育局"]["复核分"] == 91 and len(rows) == 4


def test_rows_that_the_reviewer_added_stay(place):
    edited = Edited(place / "汇总.xlsx")
    edited.write("教育局", "复核意见", "原来的")
    copied = [cell.value for cell in edited.sheet[edited.row("教育局")]]
    below = edited.sheet.max_row + 1
    for column, value in enumerate(copied, 1):
        edited.sheet.cell(below, column).value = value
    edited.sheet.cell(below, edited.column("复核意见")).value = "复制的"
    edited.sheet.cell(below + 2, 1).value = "注：本表由示例科填写。"
    edited.sheet.cell(below + 3, edited.column("复核意见")).value = "没有写单位的一句"
    edited.save()
    for _ in range(3):
        again(place)
        rows = review_rows(place / "汇总.xlsx")
        opinions = [row["复核意见"] for row in rows]
        assert sorted(filter(None, opinions)) == ["原来的", "复制的", "没有写单位的一句"]
        assert [row["单位"] for row in rows].count("注：本表由示例科填写。") == 1
        assert next(row for row in rows if row["复核意见"] == "复制的")["自评得分"] == "另有一行"


NAMES = ["教育局", "水务局", "区教育局", "审计局"]
texts = st.sampled_from(NAMES) | st.text("教育局区（）12 =", max_size=5)
headings = st.sampled_from([*review.PRINTED, review.KEY, review.SCORE, review.OPINION, "备注", "", "联系人"])


@given(
    st.lists(headings, min_size=1, max_size=9),
    st.lists(st.lists(texts, min_size=9, max_size=9), max_size=6),
    st.lists(st.sampled_from(NAMES), unique=True),
)
def test_no_text_of_a_reviewer_is_ever_lost(headings, rows, units):
    """Whatever the sheet looks like: what stands in a column that is not ours stands with a unit or is left over."""
    table = {2: headings, **dict(enumerate(rows, 3))}
    cells = {
        row: {column: text for column, text in enumerate(values, 1) if text.strip()} for row, values in table.items()
    }
    sheet = Sheet("复核", cells)
    found = review._reviews(sheet, 2)
    ours, own = review._columns(sheet, 2)
    written = sorted(text for row, line in cells.items() if row > 2 for column, text in line.items() if column in own)
    assert not set(ours.values()) & set(own) and len(set(own.values())) == len(own)
    assert set(own.values()) <= set(found.headings)
    settled = review.assigned(found.rows, {f"{unit}|2021|x": (unit, 2021) for unit in units})
    kept = [*settled.given.values(), *settled.left]
    assert sorted(text for item in kept for text in item.written.values() if text) == written


def test_one_review_to_each_unit():
    reviews = [
        Review(key="甲|2021", unit="甲", year="2021", written={"复核分": Decimal(number)}) for number in range(3)
    ]
    settled = review.assigned(reviews, {"甲|2021": ("甲", 2021)})
    assert settled.given["甲|2021"].written["复核分"] == 0
    assert [item.written["复核分"] for item in settled.left] == [1, 2]
