"""Names of units matched as a person would, and what reviewers wrote carried over from summary to summary."""

import generated_returns as made
import pytest
import xlsxwriter

from perfeval_xl.bureau import letters, roster
from perfeval_xl.bureau.collect import Request, collect
from perfeval_xl.errors import FormError


@pytest.mark.parametrize(
    ("names", "came", "missing", "unexpected"),
    [
        (["示例区教育局"], ["示例区教育局"], [], []),
        (["示例区教育局"], [" 示例区 教育局 "], [], []),
        (["示例区教育局（本级）"], ["示例区教育局(本级)"], [], []),
        (["示例区教育局"], ["教育局"], [], []),
        (["教育局"], ["示例区教育局"], [], []),
        (["第一小学", "第二小学"], ["第二小学"], ["第一小学"], []),
        (["甲镇中心小学", "乙镇中心小学"], ["中心小学"], ["甲镇中心小学", "乙镇中心小学"], ["中心小学"]),
        # One of the two came by its full name; that the other must be meant would still be a guess.
        (["甲镇中心小学", "乙镇中心小学"], ["甲镇中心小学", "中心小学"], ["乙镇中心小学"], ["中心小学"]),
        (["教育局"], ["示例区教育局", "邻区教育局"], ["教育局"], ["示例区教育局", "邻区教育局"]),
        (["教育局幼儿园"], ["教育局"], ["教育局幼儿园"], ["教育局"]),
    ],
)
def test_names_are_matched(names, came, missing, unexpected):
    found = roster.match(names, came)
    assert list(found.missing) == missing and list(found.unexpected) == unexpected


def write_roster(path, rows):
    book = xlsxwriter.Workbook(path)
    sheet = book.add_worksheet()
    for index, row in enumerate(rows):
        sheet.write_row(index, 0, row)
    book.close()
    return path


@pytest.mark.parametrize(
    "rows",
    [
        [["甲局"], ["乙局"]],
        [["单位名称"], ["甲局"], ["乙局"], ["甲 局"]],
        [["2021年应报送单位"], ["序号", "预算单位", "联系人"], [1, "甲局", "某"], [2, "乙局", "某"], ["", "", ""]],
    ],
)
def test_a_roster_is_read(tmp_path, rows):
    assert roster.read(write_roster(tmp_path / "名册.xlsx", rows)) == ("甲局", "乙局")


def test_an_empty_roster_says_what_to_do(tmp_path):
    with pytest.raises(FormError, match="每行一个"):
        roster.read(write_roster(tmp_path / "名册.xlsx", [[1], [2]]))


def test_a_letter_groups_the_findings_and_says_how_to_mend_them(tmp_path):
    folder, output = tmp_path / "报送", tmp_path / "汇总.xlsx"
    folder.mkdir()
    table = made.case(0, agency="示例区某局")
    table["indicators"][3]["score"] = 50
    table["indicators"][5]["score"] = 60
    from perfeval_xl import scheme
    from perfeval_xl.files import casefile, template

    form, _ = casefile.from_dict(table)
    (folder / "某局.xlsx").write_bytes(template.content(form, scheme.get(form.scheme), live=False))
    result = collect(Request(folder=folder, output=output, shaped=True))
    (unit,) = result.district.units
    rows = [
        [item[key] for key in ("check", "severity", "at", "cell", "message", "source")]
        for item in result.shape["units"][0]["findings"]
    ]
    text = letters.letter(unit, rows, sender="示例区财政局", deadline="2022年4月30日").text()
    assert text.startswith("关于修改2021年度\n部门整体绩效自评表的意见\n示例区某局：\n")
    assert text.count("得分高于分值") == 1 and "请于2022年4月30日前修改" in text and "改法：" in text
    over = [item for item in result.shape["units"][0]["findings"] if item["check"] == "SCORE_GT_WEIGHT"]
    assert len(over) >= 2
    for item in over:
        assert f"{item['cell'].rpartition('!')[2]}｜{item['message']}" in text
    gaps = letters.letter(unit, rows).text()
    assert "（此处待填：发文单位）" in gaps and "（此处待填：期限）" in gaps


def test_file_names_of_letters_work_everywhere():
    class Unit:
        def __init__(self, title):
            self.title = title

    taken = set()
    names = [letters.file_name(Unit(name), taken) for name in ("甲/乙:局", "甲/乙:局", "con", "..", "长" * 300)]
    assert len(set(names)) == 5 == len(taken)
    assert all(not set('\\/:*?"<>|') & set(name) and len(name) < 100 and not name.startswith(".") for name in names)
    assert names[1].endswith("(2).docx") and names[2].startswith("_con")
