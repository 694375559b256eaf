"""Worked examples of what old forms do to a reader: one oddity each, and what is said about it."""

from decimal import Decimal

import pytest
from soon import soon

from perfeval_xl import importing
from perfeval_xl import scheme as schemes
from perfeval_xl.importing import Cell, Grid, Line
from perfeval_xl.importing.second import find_second

SCHEME = schemes.default()
HEADER = ("一级指标", "二级指标", "三级指标", "指标值", "度量单位", "实际完成值", "分值", "得分", "未完成原因分析")


def sheet(*rows, title="表", width=0):
    """A grid of rows; a text, a number, None for a blank, or (value, columns) for a merged cell."""
    cells = []
    for number, row in enumerate(rows, 1):
        column = 1
        for item in row:
            value, columns = item if isinstance(item, tuple) else (item, 1)
            value = Decimal(str(value)) if isinstance(value, int | float) else value
            if value is not None:
                cells.append(Cell(number, column, value, f"{title}R{number}C{column}", 1, columns))
            column += columns
    return Grid(title, tuple(cells), width or max((cell.right for cell in cells), default=0))


def read(*blocks):
    return importing.read(blocks, SCHEME)


def doubt(made, at):
    (found,) = [item.doubt for item in made.placed if item.at == at]
    return found


def test_an_indicator_goes_where_its_headers_say():
    made = read(sheet(HEADER, ("产出指标", "履职效益", "会议次数", "≥80次", "次", "81次", 3, 2, "场地不足")))
    (row,) = made.form.indicators
    assert (row.category, row.subcategory, row.name, row.target) == ("产出指标", "履职效益", "会议次数", "≥80次")
    assert (row.unit, row.actual, row.points, row.score) == ("次", "81次", Decimal(3), Decimal(2))
    assert row.deviation_reason == "场地不足"
    assert made.doubtful == ()


def test_a_category_broken_over_two_cells_is_joined():
    made = read(
        sheet(HEADER, ("投入", None, "甲", "好", None, "好", 1, 1), ("管理指标", None, "乙", "好", None, "好", 2, 2))
    )
    assert [row.category for row in made.form.indicators] == ["投入管理指标", "投入管理指标"]
    assert "分在几格" in doubt(made, "indicators[0].category")


def test_a_new_category_does_not_inherit_the_subcategory_of_the_one_before():
    made = read(
        sheet(
            HEADER, ("产出指标", "数量", "甲", "好", None, "好", 1, 1), ("效益指标", None, "乙", "好", None, "好", 2, 2)
        )
    )
    assert [(row.category, row.subcategory) for row in made.form.indicators] == [
        ("产出指标", "数量"),
        ("效益指标", None),
    ]


def test_fiscal_money_belongs_to_the_words_above_it_whatever_the_order():
    made = read(
        sheet(
            ("任务名称", ("任务预算", 2), ("执行金额", 2)),
            (None, "财政拨款", "合计", "财政拨款", "合计"),
            ("某任务", 1, 2, 3, 4),
        )
    )
    (task,) = made.form.tasks
    assert (task.budget_fiscal, task.budget, task.outturn_fiscal, task.outturn) == (1, 2, 3, 4)


def test_a_narrower_sheet_without_header_goes_on_where_its_rows_look_alike():
    first = sheet(HEADER, ("产出指标", None, "甲", "好", None, "好", 3, 2, "晚了"), title="表1")
    alike = sheet((None, None, "乙", "好", None, "好", 1, 1), title="表2")
    made = read(first, alike)
    assert [row.name for row in made.form.indicators] == ["甲", "乙"]
    assert "没有表头" in doubt(made, "indicators[1].name")
    other = sheet((None, None, "一段说明"), title="表2")
    assert [item.text for item in read(first, other).unplaced] == ["一段说明"]


def test_a_text_that_runs_on_in_the_next_row_is_joined_and_marked():
    row = ("产出指标", None, "会议次数", "≥80次", "次", "60次", 3, 2, "场地不足，")
    made = read(sheet(HEADER, row, (None,) * 8 + ("明年改进。",)))
    assert made.form.indicators[0].deviation_reason == "场地不足，\n明年改进。"
    assert doubt(made, "indicators[0].deviation_reason") == "接上一行"


def test_a_name_alone_stays_a_row_of_its_own_and_is_marked():
    row = ("产出指标", None, "会议次数", "≥80次", "次", "60次", 3, 2)
    made = read(sheet(HEADER, row, (None, None, "及召开质量")))
    assert [row.name for row in made.form.indicators] == ["会议次数", "及召开质量"]
    assert "可能是上一行的后半" in doubt(made, "indicators[1].name")


def test_a_name_alone_at_the_top_of_the_next_page_belongs_to_the_row_above():
    first = sheet(HEADER, ("产出指标", None, "以巡察为主线，", "达标", None, "达标", 3, 2), title="表1")
    second = sheet(
        (None, None, "把责任落到实处"), ("产出指标", None, "乙", "好", None, "好", 1, 1), title="表2", width=9
    )
    made = read(first, second)
    assert [row.name for row in made.form.indicators] == ["以巡察为主线，把责任落到实处", "乙"]
    assert "接上一行" in doubt(made, "indicators[0].name")


def test_a_row_that_slipped_by_one_cell_is_put_right_and_marked():
    made = read(
        sheet(
            HEADER,
            ("产出指标", "数量", "甲", "≥18台", "台", "26台", 2, 2),
            (None, None, None, "乙", "≥95%", "%", "100%", 2, 2),
        )
    )
    row = made.form.indicators[1]
    assert (row.name, row.target, row.actual, row.points, row.score) == ("乙", "≥95%", "100%", 2, 2)
    assert doubt(made, "indicators[1].points") == "这一行错开了一格，按内容对齐"


def test_a_header_broken_over_two_rows_is_read_as_one():
    upper = ("一级", "二级", "三级", "指标", "度量", "实际", None, None, "未完成")
    lower = ("指标", "指标", "指标", "值", "单位", "完成值", "分值", "得分", "原因分析")
    made = read(sheet(upper, lower, ("产出指标", "数量", "甲", "≥18台", "台", "26台", 2, 1, "晚了")))
    (row,) = made.form.indicators
    assert (row.name, row.target, row.actual, row.score, row.deviation_reason) == ("甲", "≥18台", "26台", 1, "晚了")


def test_a_number_in_a_header_is_not_lost():
    made = read(sheet((*HEADER, 2020.5), ("产出指标", None, "甲", "≥18台", "台", "26台", 2, 2, None, 7)))
    assert [(item.text, item.reason) for item in made.unplaced] == [
        ("2020.5", "没有认出这一格属于哪一栏"),
        ("7", "表中没有“2020.5”这一栏"),
    ]


def test_a_misspelt_header_is_taken_for_the_column_it_resembles_and_marked():
    header = (*HEADER[:5], "实际完成直", *HEADER[6:])
    made = read(sheet(header, ("产出指标", None, "甲", "≥18台", "台", "26台", 2, 2)))
    assert made.form.indicators[0].actual == "26台"
    assert "近似" in doubt(made, "indicators[0].actual")


def test_the_better_of_two_columns_is_read_and_the_other_listed():
    header = (*HEADER[:7], "权重", "得分", "自评得分")
    made = read(sheet(header, ("产出指标", None, "甲", "好", None, "好", 5, "5%", 4, 3)))
    assert (made.form.indicators[0].points, made.form.indicators[0].score) == (5, 4)
    assert [(item.text, item.reason) for item in made.unplaced] == [
        ("5%", "表中没有“权重”这一栏"),
        ("3", "表中没有“自评得分”这一栏"),
    ]


def test_percentages_keep_their_sign():
    cells = [Cell(1, column, text, f"H{column}") for column, text in enumerate(HEADER, 1)]
    cells += [Cell(2, 3, "及时率", "C2"), Cell(2, 4, Decimal(1), "D2", percent=True)]
    cells += [Cell(2, 6, Decimal("0.955"), "F2", percent=True), Cell(2, 7, Decimal(2), "G2")]
    made = importing.read([Grid("表", tuple(cells), 9)], SCHEME)
    assert (made.form.indicators[0].target, made.form.indicators[0].actual) == ("100%", "95.5%")


@pytest.mark.parametrize(
    ("written", "value", "told"),
    [
        ("463.18", "463.18", ""),
        ("４６３．１８", "463.18", ""),
        ("1,463.18", "1463.18", ""),
        ("463.18万元", "463.18", "原文“463.18万元”，折成万元"),
        ("5270元", "0.527", "原文“5270元”，折成万元"),
        ("1〇〇", "100", "原文“1〇〇”，〇读作0"),
        ("〇", "0", "原文“〇”，读作0"),
    ],
)
def test_amounts_as_people_write_them(written, value, told):
    made = read(sheet(("", "年初预算数", "全年预算数", "预算执行数"), ("部门预算总额", written, 1, 1)))
    assert made.form.budget.total.original == Decimal(value)
    assert doubt(made, "budget.total.original") == told


def test_what_is_no_amount_is_kept_as_written_and_marked():
    made = read(sheet(("", "年初预算数", "全年预算数", "预算执行数"), ("部门预算总额", "约50", 1, 1)))
    assert made.form.budget.total.original == "约50"
    assert doubt(made, "budget.total.original") == "不是金额，照抄"


@pytest.mark.parametrize(
    "line",
    [
        "（2021年度）",
        "（２０２１ 年度）",
        "二〇二一年度",
        "（二○二一年度）",
        "年度：2021",
        "2021年度部门整体绩效自评表",
    ],
)
def test_the_year_however_it_is_written(line):
    made = read(Line(line, "第1段"), sheet(HEADER, ("产出指标", None, "甲", "好", None, "好", 1, 1)))
    assert made.form.fiscal_year == 2021
    assert made.unplaced == ()


@pytest.mark.parametrize(
    ("lines", "preparer", "phone"),
    [
        (["填表人及联系方式：李某 0371-00000002  单位：万元"], "李某", "0371-00000002"),
        (["填表人：李某   联系电话：00000002   单位：万元"], "李某", "00000002"),
        (["填表人及联系方式: 李某", "单位: 万元", "00000002"], "李某", "00000002"),
    ],
)
def test_who_filled_it_in(lines, preparer, phone):
    blocks = [Line(text, f"第{number}段") for number, text in enumerate(lines)]
    made = read(*blocks, sheet(HEADER, ("产出指标", None, "甲", "好", None, "好", 1, 1)))
    assert (made.form.agency.preparer, made.form.agency.phone) == (preparer, phone)


def test_unit_may_mean_the_unit_of_money_or_the_department():
    made = read(sheet(("单位：示例区某局", None, None, "单位：元"), HEADER))
    assert made.form.agency.name == "示例区某局"
    assert "不是金额单位" in doubt(made, "agency.name")


def test_labels_broken_over_cells_and_values_over_cells():
    made = read(
        sheet(("部门（单位）", "名称", "示例区", "某局", "自评得分", 98), ("年度总体", "做好工作。"), ("目标",), HEADER)
    )
    assert made.form.agency.name == "示例区某局"
    assert made.form.declared.total == 98
    assert made.form.objective.text == "做好工作。"
    assert doubt(made, "agency.name") == "几格合成一格"


def test_tables_side_by_side_are_read_one_after_the_other():
    left = (*HEADER, None, "指标", "权重分值", "得分")
    row = ("产出指标", None, "甲", "好", None, "好", 40, 39, None, None, "效益指标", 30, 28)
    made = read(sheet(left, row))
    assert [item.name for item in made.form.indicators] == ["甲"]
    assert [(item.name, item.score) for item in made.form.components] == [("效益指标", 28)]


def test_a_value_ends_at_an_empty_column():
    made = read(sheet(("自评结果", "优", None, "测算", "优"), HEADER))
    assert made.form.declared.grade == "优"
    assert [item.text for item in made.unplaced] == ["测算", "优"]


def test_targets_and_results_below_their_headers():
    made = read(
        sheet(("年度总体目标", "预期目标", "实际完成情况"), (None, "做好工作。", "完成工作。"), HEADER),
    )
    assert (made.form.objective.text, made.form.objective.result) == ("做好工作。", "完成工作。")


def test_the_execution_rate_as_a_row_of_the_indicators_is_the_row_of_the_budget():
    made = read(
        sheet(
            HEADER,
            ("预算执行率", None, "预算执行率", "100%", "%", "98.5%", 10, 9.85),
            ("产出指标", None, "甲", "好", None, "好", 1, 1),
        )
    )
    assert len(made.form.indicators) == 1
    assert (made.form.budget.total.points, made.form.budget.total.score) == (10, Decimal("9.85"))
    assert made.form.budget.total.execution_rate == "98.5%"


def test_a_total_is_taken_from_the_row_of_totals_only_where_it_stands_nowhere_else():
    row, total = ("产出指标", None, "甲", "好", None, "好", 60, 58), ("合计", None, None, None, None, None, 60, 58)
    alone = read(sheet(HEADER, row, total))
    assert (alone.form.declared.total, doubt(alone, "declared.total")) == (58, "取自合计行")
    both = read(sheet(HEADER, row, total), sheet(("自评得分", 97)))
    assert both.form.declared.total == 97
    assert "不一致" in next(item.reason for item in both.unplaced if item.text == "58")


def test_the_score_of_a_part_is_no_total():
    rows = (("产出指标", None, "甲", "好", None, "好", 60, 58), (None, None, "小计", None, None, None, 60, 58))
    more = (("效益指标", None, "乙", "好", None, "好", 40, 40), ("合计", None, None, None, None, None, 100, 98))
    assert read(sheet(HEADER, *rows)).form.declared.total is None
    made = read(sheet(HEADER, *rows, *more))
    assert made.form.declared.total == 98
    assert len(made.form.indicators) == 2


@pytest.mark.parametrize("unit", ["元", "人民币元", "元、人", "元/人", "（元）"])
def test_the_unit_of_money_may_stand_beside_others(unit):
    header = ("", "年初预算数", "全年预算数", "预算执行数")
    made = read(sheet(("单位名称", "示例区某局", f"单位：{unit}"), header, ("部门预算总额", 50000, 60000, 1)))
    assert made.form.agency.name == "示例区某局"
    assert made.form.budget.total.original == 5


@pytest.mark.parametrize(
    "header",
    [
        (("任务名称", "主要内容", "预算资金（元）", "其中：财政资金", "预算执行数"),),
        (("任务名称", "主要内容", ("预算资金（元）", 2), "预算执行数"), (None, None, "合计", "其中：财政资金", None)),
    ],
    ids=["one line", "two lines"],
)
def test_a_part_of_an_amount_is_in_the_unit_of_the_whole(header):
    made = read(sheet(*header, ("保运转", "工资", 50000, 30000, 5)))
    (task,) = made.form.tasks
    assert (task.budget, task.budget_fiscal, task.outturn) == (5, 3, 5)


def test_two_values_for_one_place_keep_the_first_and_list_the_second():
    made = read(sheet(("单位名称", "示例区某局"), ("单位名称", "示例区另一局"), HEADER))
    assert made.form.agency.name == "示例区某局"
    (left,) = made.unplaced
    assert (left.text, left.origin) == ("示例区另一局", "表R2C2")
    assert "表R1C2" in left.reason


def test_scores_of_components_count_only_where_there_are_no_rows():
    table = sheet(("指标", "权重分值", "得分"), ("产出指标", 40, 39), ("效益指标", 30, 28))
    assert [(row.name, row.score) for row in read(table).form.components] == [("产出指标", 39), ("效益指标", 28)]
    rows = sheet(HEADER, ("产出指标", None, "甲", "好", None, "好", 40, 39), title="另表")
    assert [row.name for row in read(table, rows).form.components] == ["效益指标"]


REPORT = (
    "2021年度示例区某局部门整体绩效自评报告",
    "我单位按照要求开展了自评。",
    "一、部门单位基本情况",
    "（一）部门年度履职目标及主要任务。",
    "履行各项职责。",
    "二、绩效自评工作开展情况",
    "成立了工作组，",
    "核对了资料。",
    "三、发现的主要问题和改进措施",
    "（1）进度偏慢。",
    "四、本单位特色工作",
    "创新了办法。",
    "五、绩效自评结果拟应用和公开情况",
    "用于预算编制。",
    "公开情况：随决算公开。",
    "附件：部门整体绩效自评表",
)


def test_the_narrative_goes_to_its_sections():
    blocks = [Line(text, f"第{number}段", number) for number, text in enumerate(REPORT, 1)]
    made = read(*blocks, sheet(HEADER, ("产出指标", None, "甲", "好", None, "好", 1, 1)))
    own = made.form.narrative
    assert own["引言"] == "我单位按照要求开展了自评。"
    assert own["履职目标及主要任务"] == "履行各项职责。"
    assert own["自评工作开展情况"] == "成立了工作组，\n核对了资料。"
    assert own["问题和改进措施"] == "（1）进度偏慢。"
    assert own["结果应用"] == "用于预算编制。"
    assert own["结果公开"] == "公开情况：随决算公开。"
    assert own["本单位特色工作"] == "创新了办法。"
    assert "没有这一部分" in doubt(made, "narrative[本单位特色工作]")
    assert (made.form.fiscal_year, made.form.agency.name) == (2021, "示例区某局")
    assert doubt(made, "agency.name") == "取自报告标题"
    assert made.unplaced == ()
    assert "报告素材“经验问题和建议”" in made.missing


def test_a_smaller_heading_of_the_same_section_stays_in_its_text():
    texts = (*REPORT[:9], "1.发现的主要问题", "进度偏慢。", "2.下一步改进措施", "抓紧。", REPORT[12], REPORT[13])
    made = read(*(Line(text, f"第{number}段", number) for number, text in enumerate(texts, 1)))
    assert made.form.narrative["问题和改进措施"] == "1.发现的主要问题\n进度偏慢。\n2.下一步改进措施\n抓紧。"


@pytest.mark.parametrize(
    "ending", [(), ("附件：部门整体绩效自评表",)], ids=["in the last section", "behind the attachment"]
)
def test_the_date_and_the_name_that_end_a_report_are_no_part_of_its_last_section(ending):
    texts = (*REPORT[:-1], "八、其他需要说明的问题", "无。", *ending, "示例区某局", "2022年7月15日")
    made = read(*(Line(text, f"第{number}段", number) for number, text in enumerate(texts, 1)))
    assert made.form.narrative["其他说明"] == "无。"
    assert made.form.narrative["成文日期"] == "2022年7月15日"
    assert "当作成文日期" in doubt(made, "narrative[成文日期]")
    assert made.unplaced == ()


STATED = (
    "五、评价报告综述",
    "一、部门（单位）概况",
    "（三）人员情况",
    "实有人数36人，其中在职３１人、离退休5人。",
    "（一）基本支出情况",
    "基本支出516.14万元，比上年增加152.09万元，增长41.78%。",
    "（二）项目支出情况",
    "项目支出78.83万元，下降39.55%。",
)


def test_figures_that_only_the_report_states_are_taken_from_it_with_the_words():
    given = schemes.get("yueyang-yunxi-2021")
    blocks = [Line(text, f"第{number}段", number) for number, text in enumerate(STATED, 1)]
    made = importing.read(blocks, given)
    assert (made.form.staffing.on_post, made.form.staffing.retired, made.form.staffing.total) == (31, 5, 36)
    assert made.form.comparison.basic_prior == Decimal("364.05")
    assert made.form.comparison.project_prior is None
    assert doubt(made, "staffing.on_post") == "表里没有，取自报告“在职31人”"
    expected = "表里没有，由报告“基本支出516.14万元,比上年增加152.09万元”倒推"
    assert doubt(made, "comparison.basic_prior") == expected
    with_cells = importing.read([sheet(("在职人员", 30, "实有人数", "35人")), *blocks], given)
    assert (with_cells.form.staffing.on_post, with_cells.form.staffing.total) == (30, 35)
    assert doubt(with_cells, "staffing.on_post") == ""
    assert importing.read(blocks, SCHEME).form.staffing.on_post is None


def test_a_report_without_a_form_gives_the_amounts_of_its_sentences():
    texts = (
        "一、基本情况",
        "按照2021年度预算绩效自评的通知，成立了工作组。",
        "二、综合评价结论",
        "最终得分为９１分，评价等级为“优”。",
        "四、绩效目标实现情况分析",
        "（一）部门资金情况分析",
        "“三公经费”年初预算0万元。我单位预算年初数为7319.56万元，调整预算数为1770.59万元，预算执行金额1770.59万元。",
    )
    made = read(*(Line(text, f"第{number}段", number) for number, text in enumerate(texts, 1)))
    total = made.form.budget.total
    assert (total.original, total.final, total.outturn) == (Decimal("7319.56"), Decimal("1770.59"), Decimal("1770.59"))
    assert (made.form.fiscal_year, made.form.declared.grade) == (2021, "优")
    assert doubt(made, "budget.total.original") == "表里没有，取自报告“预算年初数为7319.56万元”"


def test_a_table_of_contents_is_no_text_of_the_report():
    entries = ("目  录", "一、部门单位基本情况………1", "二、绩效自评工作开展情况\t2", "三、发现的主要问题和改进措施   3")
    blocks = [Line(text, f"第{number}段", number) for number, text in enumerate((REPORT[0], *entries, *REPORT), 1)]
    made = read(*blocks)
    plain = read(*(Line(text, f"第{number}段", number) for number, text in enumerate(REPORT, 1)))
    assert made.form.narrative == plain.form.narrative
    assert made.unplaced == ()


HEAD = ("单位名称", "示例区某局")
ROW = ("产出指标", None, "甲", "好", None, "好", 3, 2)


@pytest.mark.parametrize("apart", [True, False], ids=["two sheets", "one below the other"])
@pytest.mark.parametrize(
    ("other", "who"),
    [
        ((("单位名称", "示例区另一局"),), "示例区另一局"),
        ((("2020年度部门整体绩效自评表",), HEAD), "2020"),
        ((("单位名称：示例区另一局   年度：2021",),), "示例区另一局"),
    ],
)
def test_of_two_forms_in_one_file_the_first_is_read_and_the_other_named(other, who, apart):
    first = [("单位名称：示例区某局 年度：2021",), ("2021年度部门整体绩效自评表",), HEAD, HEADER, ROW]
    second = [*other, HEADER, ("效益指标", None, "乙", "好", None, "好", 5, 5), ("预算情况", None)]
    blocks = [sheet(*first, title="甲"), sheet(*second, title="乙")] if apart else [sheet(*first, *second)]
    made = read(*blocks)
    assert [row.name for row in made.form.indicators] == ["甲"]
    assert (made.form.agency.name, made.form.fiscal_year) == ("示例区某局", 2021)
    assert {item.reason for item in made.unplaced} == {f"属于另一份表（{who}），一次只导入一份"}
    assert "乙" in [item.text for item in made.unplaced]
    (note,) = made.notes
    assert note.startswith(f"文件里不止一份表：从{'乙R1C1' if apart else '表R6C1'}起是另一份（{who}）")


def test_the_name_repeated_on_every_page_is_no_second_form():
    made = read(sheet(HEAD, HEADER, ROW, title="甲"), sheet(HEAD, HEADER, ("效益指标", None, "乙", "好"), title="乙"))
    assert [row.name for row in made.form.indicators] == ["甲", "乙"]
    assert (made.unplaced, made.notes) == ((), ())


def test_rows_that_are_there_twice_are_read_once():
    copy = sheet(HEAD, HEADER, ROW, ("效益指标", None, "乙", "好", None, "好", 5, 5), title="定稿")
    made = read(sheet(HEAD, HEADER, ROW, title="初稿"), copy)
    assert [row.name for row in made.form.indicators] == ["甲", "乙"]
    assert {item.reason for item in made.unplaced} == {"与初稿R3C3是同一行，前面已经读入"}


def test_hidden_cells_are_read_and_marked_and_hidden_sheets_are_left():
    from dataclasses import replace

    shown = sheet(HEADER, ROW)
    hidden = tuple(replace(cell, hidden=cell.column == 6) for cell in shown.cells)
    made = read(replace(shown, cells=hidden), replace(sheet(HEADER, ROW, title="旧"), hidden=True))
    assert doubt(made, "indicators[0].actual") == "在隐藏的行或列里"
    assert len(made.form.indicators) == 1
    assert {item.reason for item in made.unplaced} == {"在隐藏的工作表里，没有读"}


@pytest.mark.parametrize("words", ["备注（扣分原因）", "备注(偏差原因)", "情况说明（未完成原因分析）"])
def test_a_header_whose_own_word_says_nothing_is_known_by_what_its_brackets_say(words):
    row = ("产出指标", "履职效益", "会议次数", "≥80次", "次", "81次", 3, 2, "场地不足")
    made = read(sheet((*HEADER[:8], words), row))
    assert made.form.indicators[0].deviation_reason == "场地不足"
    assert (made.unplaced, made.doubtful) == ((), ())


def test_brackets_do_not_take_a_column_that_another_header_names():
    header = (*HEADER[:8], "备注（扣分原因）", "未完成原因分析")
    made = read(sheet(header, ("产出指标", "履职效益", "会议次数", "≥80次", "次", "81次", 3, 2, "见附件", "场地不足")))
    assert made.form.indicators[0].deviation_reason == "场地不足"
    assert [item.text for item in made.unplaced] == ["见附件"]


@pytest.mark.parametrize(
    "title", ["2021年度部门整体绩效自评表（单位：元）", "２０２１年度部门整体绩效自评表 (金额单位：元)"]
)
def test_the_year_of_a_title_that_ends_with_the_unit_of_money(title):
    header = ("", "年初预算数", "全年预算数", "预算执行数")
    made = read(sheet((title,), header, ("部门预算总额", 50000, 60000, 1)))
    assert made.form.fiscal_year == 2021
    assert made.form.budget.total.original == 5
    assert made.unplaced == ()


def report(unit, first=1):
    """A whole report of a unit, its paragraphs numbered from `first`."""
    texts = [text.replace("示例区某局", unit) for text in REPORT]
    return [Line(text, f"第{number}段", number) for number, text in enumerate(texts, first)]


OTHER = ("效益指标", None, "乙", "好", None, "好", 5, 5)


@pytest.mark.parametrize("forms", ["attached", "behind both", "none"])
@pytest.mark.parametrize("unit", ["示例区乙局", "示例区某局"], ids=["of another unit", "of the same unit"])
@pytest.mark.parametrize("broken", [False, True], ids=["one line", "title of two lines"])
def test_of_two_reports_in_one_document_the_first_is_read_and_the_other_told(unit, forms, broken):
    one, two = sheet(HEADER, ROW, title="表1"), sheet(HEADER, OTHER, title="表2")
    second = report(unit, 51)
    if broken:
        second[:1] = [Line(f"2021年度{unit}", "第50段", 50), Line("部门整体绩效自评报告", "第51段", 51)]
    whole = {
        "attached": [*report("示例区某局"), one, *second, two],
        "behind both": [*report("示例区某局"), *second, one, two],
        "none": [*report("示例区某局"), *second],
    }[forms]
    made, alone = read(*whole), read(*report("示例区某局"), *([one] if forms == "attached" else []))
    assert made.form == alone.form
    assert made.form.narrative["结果公开"] == "公开情况：随决算公开。"
    told = {item.origin for item in made.unplaced}
    assert {line.origin for line in second} <= told
    assert ("表2R2C3" in told) is (forms != "none")
    (note,) = made.notes
    assert note.startswith(f"文件里不止一份报告：从{second[0].origin}起是另一份（{unit}），没有读")


def test_of_two_forms_that_only_their_titles_tell_apart_the_first_is_read_and_the_other_told():
    titles = [Line(f"2021年度示例区{unit}部门整体绩效自评表", f"第{n}段") for n, unit in ((1, "甲局"), (2, "乙局"))]
    made = read(titles[0], sheet(HEADER, ROW, title="表1"), titles[1], sheet(HEADER, OTHER, title="表2"))
    assert [row.name for row in made.form.indicators] == ["甲"]
    (note,) = made.notes
    assert note.startswith("文件里不止一份表：从第2段起是另一份（示例区乙局）")


@pytest.mark.parametrize(
    "title", ["2021年度示例区甲局部门整体绩效自评表", "2021年度甲局部门整体绩效自评表", "自评表（续）"]
)
def test_a_title_repeated_over_the_next_page_is_no_second_form(title):
    first = Line("2021年度示例区甲局部门整体绩效自评表", "第1段")
    made = read(first, sheet(HEADER, ROW, title="表1"), Line(title, "第2段"), sheet(HEADER, OTHER, title="表2"))
    assert [row.name for row in made.form.indicators] == ["甲", "乙"]
    assert made.notes == ()


def test_a_cover_and_contents_without_page_numbers_are_no_first_report():
    body = report("示例区某局")
    entries = [Line(line.text, f"目录{line.number}") for line in body if line.text[1:2] == "、"]
    made = read(Line(REPORT[0], "封面"), *entries, *body)
    assert made.form.narrative["结果公开"] == "公开情况：随决算公开。"
    assert made.notes == ()


def test_a_long_list_of_titles_is_looked_through_soon():
    titles = [Line(f"2021年度示例区{chr(0x4E00 + n)}局部门整体绩效自评表", f"第{n}段") for n in range(5000)]
    with soon(2):
        assert find_second(titles, SCHEME) is None
