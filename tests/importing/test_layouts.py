"""The published returns, drawn in the layouts of old forms, are read without loss; every cell is accounted for."""

from dataclasses import replace
from pathlib import Path

import pytest
from importing import compared, old_forms
from importing.old_forms import Style

from perfeval_xl import importing
from perfeval_xl import scheme as schemes
from perfeval_xl.files import casefile

CASES = Path(__file__).parent.parent / "cases"
RETURNS = {path.stem: casefile.load(path)[0] for path in sorted(CASES.glob("*-*-2021.json"))}
BASE = RETURNS["yunxi-office-2021"]
RETURNS["yunxi with points in every label"] = replace(
    BASE, indicators=tuple(replace(row, subcategory=f"{row.subcategory}（15分）") for row in BASE.indicators)
)

STYLES = {
    "as printed": Style(),
    "other words": Style(words=1),
    "yet other words": Style(words=2),
    "columns in another order": Style(mixed=True),
    "two-line header": Style(two_lines=True),
    "columns the form does not have": Style(extra=True),
    "amounts in 元": Style(unit="元"),
    "unit words in the cells": Style(unit_words=True),
    "line breaks and blanks inside words": Style(broken=True),
    "indicators on two sheets": Style(pages="sheets"),
    "header repeated on the next page": Style(pages="repeated"),
    "next page without header": Style(pages="bare"),
    "rows of totals": Style(totals=True),
    "category written once": Style(categories="first"),
    "category in every row": Style(categories="every"),
    "category split over two rows": Style(categories="split"),
    "numbers in full width, 〇 for 0": Style(wide=True),
    "percentages as texts": Style(numbers=False),
    "headers of base data in one line": Style(flat=True),
    "the narrative in one cell": Style(narrative="cell"),
    "no narrative": Style(narrative="none"),
    "much at once": Style(
        words=1,
        mixed=True,
        extra=True,
        two_lines=True,
        broken=True,
        totals=True,
        pages="repeated",
        categories="first",
    ),
    "much else at once": Style(words=2, two_lines=True, unit="元", extra=True, totals=True, pages="bare", flat=True),
}
EXPECTED_REASONS = (
    "合计行由公式算出，不读入",
    "表中没有“备注”这一栏",
    "表中没有“得分率”这一栏",
    "标准表没有“评价方式”这一栏",
)
WAYS = {
    "one sheet": lambda drawn: old_forms.grids(drawn),
    "a table each": lambda drawn: old_forms.grids(drawn, apart=True),
    "one big table": lambda drawn: old_forms.grids(old_forms.pasted(drawn), apart=True),
}


@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)
@pytest.mark.parametrize("style", STYLES.values(), ids=STYLES)
@pytest.mark.parametrize("name", RETURNS)
def test_nothing_is_lost(name, style, way):
    form = RETURNS[name]
    blocks = way(old_forms.draw(form, style))
    made = importing.read(blocks, schemes.get(form.scheme))
    assert set(compared.lost(form, made.form)) == old_forms.absent(form, style)
    own = old_forms.narrative(form, style)
    assert {name: text for name, text in made.form.narrative.items() if name in own} == own
    assert compared.unaccounted(blocks, made) == []
    assert compared.swallowed(blocks, made) == []
    assert {item.reason for item in made.unplaced} <= set(EXPECTED_REASONS)


def test_a_form_as_printed_raises_no_doubt():
    form = RETURNS["shangjie-inspection-2021"]
    made = importing.read(old_forms.grids(old_forms.draw(form, Style())), schemes.get(form.scheme))
    assert made.doubtful == ()
    assert made.unplaced == ()
    assert made.missing == ()


def test_what_was_converted_is_told():
    form = RETURNS["shangjie-office-2021"]
    scheme = schemes.get(form.scheme)
    yuan = importing.read(old_forms.grids(old_forms.draw(form, Style(unit="元"))), scheme)
    (told,) = [item for item in yuan.placed if item.at == "budget.total.original"]
    assert told.doubt == "原表以元为单位（4631800），折成万元"
    words = importing.read(old_forms.grids(old_forms.draw(form, Style(unit_words=True))), scheme)
    (told,) = [item for item in words.placed if item.at == "budget.total.original"]
    assert told.doubt == "原文“463.18万元”，折成万元"


def test_the_words_of_the_region_choose_the_scheme():
    form = RETURNS["shangjie-office-2021"]
    for scheme in schemes.all_schemes().values():
        region = importing.choosing.region_word(scheme)
        if region:
            title = f"{scheme.region}部门整体绩效自评表"
            choice = importing.choose(old_forms.grids(old_forms.draw(form, Style(title=title))))
            assert (choice.scheme.region, choice.sure) == (scheme.region, True)
            assert region in choice.reason


def test_without_a_region_the_likeliest_scheme_is_marked_unsure():
    form = RETURNS["shangjie-office-2021"]
    choice = importing.choose(old_forms.grids(old_forms.draw(form, Style())))
    assert (choice.scheme.id, choice.sure) == ("zhengzhou-shangjie-2021", False)
    assert "--scheme" in choice.reason
    for style in (Style(), Style(words=2, flat=True, narrative="none"), Style(pages="repeated", title="评分表")):
        for apart in (False, True):
            choice = importing.choose(old_forms.grids(old_forms.draw(BASE, style), apart=apart))
            assert (choice.scheme.id, choice.sure) == (BASE.scheme, False)
    project = replace(form, indicators=tuple(replace(row, category="满意度指标") for row in form.indicators))
    drawn = old_forms.draw(project, Style(title="项目支出绩效自评表"))
    assert importing.choose(old_forms.grids(drawn)).scheme.kind == "project"


def test_the_second_family_as_printed_raises_no_doubt_but_for_what_its_form_leaves_open():
    made = importing.read(old_forms.grids(old_forms.draw(BASE, Style(narrative="none"))), schemes.get(BASE.scheme))
    assert [(item.at, item.doubt) for item in made.doubtful] == [
        ("indicators[21].name", "几行合用一个分值，名称合成一项"),
        ("narrative[主要职能]", "取自“职能职责概述”一栏"),
    ]
    assert made.missing == (
        "绩效指标“实际完成值”一列",
        "人员情况·在职人员数",
        "人员情况·离退休人员数",
        "上年数和预算数（整张表）",
    )


DAMAGES = {
    "the column 得分 is gone": ("indicators", "得分", "绩效指标“得分”一列"),
    "the column 实际完成值 is gone": ("indicators", "实际完成值", "绩效指标“实际完成值”一列"),
    "the row 基本支出 is gone": ("budget", "2、资金结构：（1）基本支出", "预算情况“基本支出”一行"),
    "the column 全年预算数 is gone": ("budget", "全年预算数", "预算情况“全年预算数”一列"),
    "the name of the unit is gone": ("head", "部门（单位）名称", "部门（单位）名称"),
    "the total is gone": ("head", "自评得分", "自评得分"),
}


BASE_DAMAGES = {
    "the number of posts is gone": ("人员编制", "人员情况·人员编制数"),
    "the column 项目支出 is gone": ("项目支出", "年度支出和结余情况“项目支出”一列"),
    "the table of official expenses is gone": ("三公经费合计", "三公经费（整张表）"),
    "the table of assets is gone": ("固定资产合计", "固定资产（整张表）"),
    "the goals are gone": ("评价内容", "定量目标完成情况（整张表）"),
    "the panel is gone": ("姓  名", "评价人员（整张表）"),
    "the standards are gone": ("评分标准", "绩效指标“评分标准”一列"),
    "the grade is gone": ("评价等次", "自评结果"),
}


@pytest.mark.parametrize(("label", "says"), BASE_DAMAGES.values(), ids=BASE_DAMAGES)
def test_a_damaged_form_of_the_second_family_names_what_is_missing(label, says):
    drawn = old_forms.draw(BASE, Style())
    whole_table = "整张表" in says
    for table in (item for item in drawn if not isinstance(item, str)):
        place = next((put for put in table.puts if put[4] == label), None)
        if place and whole_table:
            table.puts = [put for put in table.puts if put[0] < place[0]]
        elif place:
            row, column, rows, columns, _ = place
            beside = {column, column + columns} if rows == 1 else {column}
            table.puts = [put for put in table.puts if not (put[0] >= row and put[1] in beside and put[0] < row + 40)]
    made = importing.read(old_forms.grids(drawn), schemes.get(BASE.scheme))
    assert says in made.missing


def test_a_part_of_the_narrative_that_is_gone_is_named():
    drawn = [
        item
        for item in old_forms.draw(BASE, Style())
        if item not in ("八、下一步改进措施", "细化预算编制，提高完整性。")
    ]
    made = importing.read(old_forms.grids(drawn), schemes.get(BASE.scheme))
    assert made.missing[-1] == "报告素材“改进措施”"


@pytest.mark.parametrize(("part", "label", "says"), DAMAGES.values(), ids=DAMAGES)
def test_a_damaged_form_names_what_is_missing(part, label, says):
    form = RETURNS["shangjie-office-2021"]
    tables = {"head": 3, "tasks": 4, "budget": 5, "indicators": 6}
    drawn = old_forms.draw(form, Style())
    table = drawn[tables[part]]
    (place,) = [put for put in table.puts if put[4] == label]
    gone_row = label.startswith("2、")
    table.puts = [
        put for put in table.puts if (put[0] != place[0] if gone_row else put[1] != place[1] and put != place)
    ]
    made = importing.read(old_forms.grids(drawn), schemes.get(form.scheme))
    assert says in made.missing


@pytest.mark.parametrize(
    ("number", "says"), [(4, "年度主要任务（整张表）"), (5, "预算情况（整张表）"), (6, "绩效指标（整张表）")]
)
def test_a_table_that_is_gone_is_named(number, says):
    form = RETURNS["shangjie-office-2021"]
    drawn = old_forms.draw(form, Style())
    del drawn[number]
    made = importing.read(old_forms.grids(drawn), schemes.get(form.scheme))
    assert made.missing == (says,)
