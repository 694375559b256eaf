"""The macro-free edition in a spreadsheet program: its law, and a person at work in it.

The law: it agrees with the Python package to the cent, or it says 待评定, never a third thing.
"""

from dataclasses import replace
from decimal import Decimal
from itertools import groupby
from pathlib import Path

import calc_session
import live_book
import native_rows
import native_sheet
import pytest
from further_standards import FURTHER
from standards import OFFICIAL, OWN
from test_template_live import faulty

from perfeval_xl import scheme as schemes
from perfeval_xl.evaluation import evaluate
from perfeval_xl.files import casefile, native, reader, template
from perfeval_xl.files.indicator_table import COLUMNS
from perfeval_xl.files.layout import COMPUTED
from perfeval_xl.model import Declared, Form, Indicator

CASES = sorted((Path(__file__).parent.parent / "cases").glob("*.json"))
OFFICE = next(path for path in CASES if path.stem == "shangjie-office-2021")
SCHEME = schemes.get("zhengzhou-shangjie-2021")
PENDING = "待评定"
CHUNK = 1500
ROWS = native_rows.rows()


@pytest.mark.parametrize("start", range(0, len(ROWS), CHUNK))
def test_generated_rows_agree_with_python_or_wait_for_a_person(office, tmp_path, start):
    rows = ROWS[start : start + CHUNK]
    shown, page = recalculated(office, tmp_path, rows, SCHEME)
    broken, differ, scored, pending = [], [], 0, 0
    for index, (row, cells) in enumerate(zip(rows, shown, strict=True)):
        for step in native.STEPS:
            cached, found = page.value(index, step.column), cells[step.column]
            if not same(cached, found):
                differ.append((row, step.name, cached, found))
        python = native_sheet.by_python(row, SCHEME)
        if native_sheet.disagrees(cells[COMPUTED], python):
            broken.append((row, cells[COMPUTED], python))
        if isinstance(python, Decimal):
            scored, pending = scored + 1, pending + (cells[COMPUTED] == PENDING)
    print(f"{len(rows)} rows, {scored} scored by Python, of them {pending} ({pending / scored:.0%}) 待评定 here")
    assert not broken
    assert not differ


def test_there_are_at_least_5000_generated_rows():
    assert len(set(ROWS)) >= 5000


@pytest.mark.parametrize("at_most_missed", ["inverse", "linear"])
def test_other_rules_of_a_scheme_are_followed(office, tmp_path, at_most_missed):
    """The linear rule for ≤, a deduction for far too much, one decimal, a cap below 100 %."""
    rules = replace(
        SCHEME.rules,
        at_most_missed=at_most_missed,
        over_deduction=Decimal("0.5"),
        score_places=1,
        over_ratio=Decimal("1.2"),
    )
    scheme = replace(SCHEME, rules=rules)
    rows = native_rows.rows(seed=7, share=0.1)
    shown, _ = recalculated(office, tmp_path, rows, scheme)
    pairs = [
        (row, cells[COMPUTED], native_sheet.by_python(row, scheme)) for row, cells in zip(rows, shown, strict=True)
    ]
    assert not [pair for pair in pairs if native_sheet.disagrees(*pair[1:])]
    assert sum(isinstance(found, float) for _, found, _ in pairs) > 300


@pytest.mark.parametrize(("partial", "every"), [("whole", 1), ("begun", 4), ("share", 4)])
def test_rows_with_a_standard_agree_with_python_or_wait_for_a_person(office, tmp_path, partial, every):
    scheme = schemes.get("yueyang-yunxi-2021")
    scheme = replace(scheme, rules=replace(scheme.rules, partial_step=partial))
    rows = native_rows.by_standard((*OFFICIAL, *OWN, *FURTHER), seed=len(partial))[::every]
    shown, page = recalculated(office, tmp_path, rows, scheme)
    differ = [
        (row, step.name, page.value(index, step.column), cells[step.column])
        for index, (row, cells) in enumerate(zip(rows, shown, strict=True))
        for step in native.STEPS
        if not same(page.value(index, step.column), cells[step.column])
    ]
    pairs = [
        (row, cells[COMPUTED], native_sheet.by_python(row, scheme)) for row, cells in zip(rows, shown, strict=True)
    ]
    assert not differ
    assert not [pair for pair in pairs if native_sheet.disagrees(*pair[1:])]
    scored = [isinstance(found, float) for row, found, python in pairs if isinstance(python, Decimal)]
    assert sum(scored) > 350 / every


def test_every_standard_of_the_form_that_needs_no_person_is_scored_from_base_data_and_words(office, tmp_path):
    """The form without macros, typed into as a person would: base data, percentages, ①②, 无."""
    path = tmp_path / "表.xlsx"
    template.write(path, Form(scheme="yueyang-yunxi-2021"), schemes.get("yueyang-yunxi-2021"), live=False)
    book = live_book.LiveBook(office, office.open(path, hidden=False).document).recalculate()
    names = [str(book.get(f"C{book.named('indicators.name')[2] + 2 + row}")) for row in range(23)]

    def scored(name):
        return book.shows("indicators.score", names.index(name))

    assert scored("财政供养人员控制率") == PENDING
    book.put("staffing.establishment", "34")
    book.put("staffing.on_post", "35")
    assert scored("财政供养人员控制率") == 4
    book.put("staffing.on_post", "31")
    assert scored("财政供养人员控制率") == 5
    for name, typed, due in (
        ("重点支出安排率", "80%", 4),
        ("支付进度", "无", 3),
        ("资金使用合规性", "2例", 1),
        ("管理制度健全性", "①③", 2),
        ("公务卡刷卡率", "'47.9%", 2.6),
        ("固定资产利用率", "'98%", 2.8),
        ("社会公众或服务对象满意度", "94.99%", 3),
    ):
        book.put("indicators.actual", typed, names.index(name))
        assert scored(name) == due, name
    row = names.index("公务卡刷卡率")
    book.put("indicators.actual", "47.9%", row)
    assert scored("公务卡刷卡率") == PENDING, "typed over a formula it is a number, which may be 47.9 % or 0.479"
    book.put("indicators.actual", "'47.9%", row)
    book.put("indicators.criterion", "公务卡刷卡率达50%以上的，得3分。每减少一个百分点，扣0.3分。", row)
    assert scored("公务卡刷卡率") == PENDING, "a standard that the sheet does not list"
    book.close()


def recalculated(office, folder, rows, scheme):
    """What LibreOffice makes of the rows: a tuple of cells for each; and the page as written."""
    data, page = native_sheet.sheet(rows, scheme)
    path = folder / "rows.xlsx"
    path.write_bytes(data)
    book = office.open(path).recalculate()
    area = book.sheet("自评表").getCellRangeByPosition(0, 0, native.LAST, len(rows) - 1)
    shown = area.getDataArray()
    book.close()
    return shown, page


def same(cached, found):
    if isinstance(cached, Decimal):
        return isinstance(found, float) and abs(float(cached) - found) <= 1e-12 * max(1, abs(found))
    # LibreOffice shows formulas a tab in a cell of several lines as the character 1.
    return found == cached or (isinstance(found, str) and found.replace("\x01", "") == cached)


def test_of_the_real_rows_at_most_a_tenth_is_pending_where_python_scores(office, tmp_path):
    scored = pending = 0
    for path in CASES:
        form = untyped(casefile.load(path)[0])
        if not form.indicators:
            continue
        book = opened(office, tmp_path, form)
        lines = evaluate(form, schemes.get(form.scheme)).lines
        for line, shown in zip(lines, book.column("indicators.score")[1:-1], strict=True):
            due = line.outcome.score
            assert shown == PENDING or (due is not None and shown == pytest.approx(float(due)))
            scored, pending = scored + (due is not None), pending + (due is not None and shown == PENDING)
        book.close()
    print(f"real rows: {scored} scored by Python, {pending} of them 待评定 here")
    assert scored > 80
    assert pending <= scored * 0.1


def untyped(form):
    """The form without what formulas can give."""
    return replace(form, declared=Declared(), indicators=tuple(replace(row, score=None) for row in form.indicators))


def opened(office, folder, form):
    """The form as a macro-free workbook, opened and recalculated; typing and names as in the live tests."""
    path = folder / "表.xlsx"
    template.write(path, form, schemes.get(form.scheme), live=False)
    book = office.open(path, hidden=False)
    return live_book.LiveBook(office, book.document).recalculate()


def small(*rows):
    indicators = tuple(Indicator(category="产出指标", subcategory="数量指标", **fields) for fields in rows)
    return Form(scheme=SCHEME.id, indicators=indicators)


def at(book, step, row):
    """The address of a piece in a row of the table."""
    column = next(known.column for known in native.STEPS if known.name == step)
    return calc_session.address_of(book.named("indicators.name")[2] + 1 + row, column)


def test_the_real_return_typed_cell_by_cell_ends_at_99(office, tmp_path):
    form, _ = casefile.load(OFFICE)
    book = opened(office, tmp_path, Form(scheme=form.scheme))
    assert book.shows("declared.total") == ""
    for part in ("total", "fiscal", "other", "basic", "project"):
        for field in ("original", "final", "outturn"):
            typed(book, f"budget.{part}.{field}", getattr(getattr(form.budget, part), field))
    book.unprotect()
    row = 0
    for category, rows in groupby(form.indicators, key=lambda line: line.category):
        labels = book.column("indicators.category")[1:]
        row = labels.index(category)
        room = next(place for place, label in enumerate([*labels[row + 1 :], "end"], 1) if label)
        for place, indicator in enumerate(rows):
            if place >= room:
                insert_copy(book, row - 1)
            for field in ("name", "target", "unit", "actual", "points", "score", "deviation_reason"):
                typed(book, f"indicators.{field}", getattr(indicator, field), row)
            row += 1
    assert book.shows("declared.total") == pytest.approx(99)
    assert book.shows("declared.grade") == "优"
    saved = book.save(tmp_path / "saved.xlsx")
    book.close()
    back = reader.read(saved).form
    assert [line.name for line in back.indicators] == [line.name for line in form.indicators]
    assert evaluate(back, SCHEME).total == 99


def typed(book, name, value, row=None):
    if value is not None:
        book.put(name, f"{value:f}" if isinstance(value, Decimal) else str(value), row)


@pytest.mark.parametrize("form", [casefile.load(OFFICE)[0], faulty()], ids=["real", "faulty"])
def test_arithmetic_shows_the_same_marks_as_in_the_live_workbook(office, live_office, tmp_path, form):
    plain = opened(office, tmp_path, form)
    path = tmp_path / "表.xlsm"
    template.write(path, form, SCHEME, live=True)
    live = live_book.open_live(live_office, path, tmp_path).recalculate()
    table = plain.named("indicators.name")
    marks = [(plain.get(f"J{row}") or "", live.get(f"J{row}") or "") for row in range(1, table[4] + 2)]
    for book in (plain, live):
        book.close()
    spoken = [(here, there) for here, there in marks if len(there) > 1]
    assert [here for here, _ in spoken] == [there for _, there in spoken]
    assert [here[:1] for here, there in marks if there in ("✘", "✔")] == [
        there for _, there in marks if there in ("✘", "✔")
    ]


def test_a_typed_score_is_respected_and_compared(office, tmp_path):
    rows = [{"name": f"指标{index}", "target": "≥95%", "actual": "96%", "points": Decimal(2)} for index in range(3)]
    book = opened(office, tmp_path, small(*rows))
    assert [book.shows("indicators.score", row) for row in range(3)] == [2, 2, 2]
    before = int(book.get("N3").split()[2])
    book.put("indicators.score", "1.5", 0).put("indicators.actual", "90%", 1).put("indicators.score", "2", 1)
    assert [book.shows("indicators.score", row) for row in range(3)] == [1.5, 2, 2]
    assert book.get(at(book, "score", 1)) == pytest.approx(1.89)
    assert [book.get(at(book, "mark", row)) for row in range(3)] == ["✘ 缺原因", "✘ 手填", "✔"]
    assert "未给满分" in book.get(at(book, "message", 0))
    book.put("indicators.deviation_reason", "设备到货晚，已催办。", 0)
    assert book.get(at(book, "mark", 0)) == "ⓘ 手填"
    assert int(book.get("N3").split()[2]) == before + 1
    book.close()


def test_a_percentage_typed_as_points_is_the_same_number_for_both(office, tmp_path):
    """In a cell of the format General it would become 50.00%, which Python reads as no number of points."""
    row = {"name": "指标", "target": "≥95%", "actual": "96%", "points": Decimal(2)}
    book = opened(office, tmp_path, small(row, row))
    book.put("indicators.points", "50%", 0).put("indicators.score", "50%", 1)
    assert [book.shows("indicators.score", place) for place in (0, 1)] == [0.5, 0.5]
    back = reader.read(book.save(tmp_path / "saved.xlsx")).form
    book.close()
    assert back.indicators[0].points == back.indicators[1].score == Decimal("0.5")
    assert evaluate(back, SCHEME).lines[0].outcome.score == Decimal("0.5")


FAULTS = [
    ({"target": "《10%", "actual": "5%"}, "✘ 符号有误", 2),
    ({"target": "≤2万元", "actual": "15000元"}, "✔", 2),
    ({"target": "≥80次", "actual": "90公斤"}, "ⓘ 待评定", PENDING),
    ({"target": "≥80次", "actual": None}, "✘ 缺完成值", PENDING),
    ({"target": None, "actual": "80次"}, "✘ 缺指标值", PENDING),
    ({"target": "≥80次", "actual": "40次"}, "✘ 缺原因", 1),
    ({"target": "健全", "actual": "基本健全"}, "ⓘ 待评定", PENDING),
    ({"target": "健全", "actual": "健全", "score": Decimal(3)}, "✘ 得分超分值", 3),
    ({"target": "健全", "actual": "健全", "points": None}, "✘ 缺分值", PENDING),
    ({"target": "2021年12月20日之前", "actual": "2021年12月21日"}, "ⓘ 待评定", PENDING),
    ({"target": "≥95%", "actual": Decimal("0.96")}, "ⓘ 待评定", PENDING),
]


def test_marks_say_in_words_and_colour_what_is_wrong(office, tmp_path):
    rows = [{"name": f"指标{index}", "points": Decimal(2)} | fields for index, (fields, _, _) in enumerate(FAULTS)]
    book = opened(office, tmp_path, small(*rows))
    found = [(book.get(at(book, "mark", row)), book.shows("indicators.score", row)) for row in range(len(rows))]
    assert found == [(mark, score) for _, mark, score in FAULTS]
    shown = book.shown()
    colours = {"✘": "#F9C9C4", "⚠": "#FDE9A9", "ⓘ": "#CFE3F7", "✔": None}
    for row, (_, mark, _) in enumerate(FAULTS):
        assert shown[at(book, "mark", row)] == colours[mark[0]]
    counted = [sum(mark.startswith(sign) for _, mark, _ in FAULTS) for sign in "✘⚠ⓘ"]
    elsewhere = [sum(str(book.get(cell) or "").startswith(sign) for cell in others(book)) for sign in "✘⚠ⓘ"]
    told = [int(book.get(f"N{row}").split()[2]) for row in (3, 4, 5)]
    assert told == [one + other for one, other in zip(counted, elsewhere, strict=True)]
    book.close()


def others(book):
    """The cells with a sign besides those of the indicators: head and amounts in J, components in W."""
    first = book.named("indicators.name")[2]
    return [f"J{row}" for row in range(3, first + 1)] + [f"W{row}" for row in range(2, 12)]


PAIRS = [("≥80次", "90次"), ("≥100%", "98.1%"), ("健全", "健全"), ("≤10次", "20次")]


def type_row(book, row):
    """Types an indicator that earns half of its two points."""
    for column, text in (("C", "新指标"), ("D", "≥2次"), ("F", "1次"), ("G", "2")):
        book.key(f"{column}{row}", text)


def test_rows_inserted_copied_sorted_and_cleared_keep_working(office, tmp_path):
    rows = [
        {"name": f"指标{index}", "target": target, "actual": actual, "points": Decimal(5)}
        for index, (target, actual) in enumerate(PAIRS)
    ]
    book = opened(office, tmp_path, small(*rows)).unprotect()
    top = book.named("indicators.name")[2] + 2
    scores = [5, 4.91, 5, 2.5]
    assert [book.shows("indicators.score", row) for row in range(4)] == pytest.approx(scores)
    # A blank row in the middle: the others stay right, and the block at the top asks for its formulas once it is used.
    book.insert_rows(top + 2)
    type_row(book, top + 2)
    book.recalculate()
    assert "1行没有计分公式" in book.get("N4")
    assert component(book, "产出指标") == PENDING
    # The whole row above copied over it: it scores itself.
    copy_row(book, top + 1, top + 2)
    type_row(book, top + 2)
    book.recalculate()
    assert book.shows("indicators.score", 2) == 1
    assert "没有计分公式" not in book.get("N4")
    assert component(book, "产出指标") == pytest.approx(sum(scores) + 1)
    # Sorted: whole rows change places and take their formulas along.
    moved = [(book.shows("indicators.name", row), book.shows("indicators.score", row)) for row in range(5)]
    sort_rows(book, top, top + 4)
    book.recalculate()
    again = [(book.shows("indicators.name", row), book.shows("indicators.score", row)) for row in range(5)]
    assert again == sorted(moved, key=lambda pair: pair[0])
    assert again != moved
    # Cleared: the row counts no longer, and its formulas wait.
    for column in "CDEFGI":
        book.cell(f"{column}{top}").setFormula("")
    book.recalculate()
    assert book.shows("indicators.score", 0) == ""
    assert book.get(at(book, "mark", 0)) == ""
    assert component(book, "产出指标") == pytest.approx(sum(scores) + 1 - again[0][1])
    book.close()


def fill(book, row):
    for column, text in (("C", "新指标"), ("D", "≥2次"), ("F", "1次"), ("G", "2")):
        book.key(f"{column}{row}", text)


def component(book, label):
    """测算得分 of a component in the block beside the head."""
    return next(book.get(f"S{row}") for row in range(3, 12) if book.get(f"Q{row}") == label)


def insert_copy(book, row):
    """Puts a copy of a row of the table below it, the way 填写说明 tells; 一级 and 二级指标 are merged over it."""
    source = book.named("indicators.name")[2] + 2 + row
    book.insert_rows(source + 1)
    copy_row(book, source, source + 1)
    for column in "CDEFGI":
        book.cell(f"{column}{source + 1}").setFormula("")
    copied = book.cell(f"H{source}").getFormula()
    if not copied.startswith("="):
        book.cell(f"H{source + 1}").setFormula(f'=IF(L{source + 1}="","",L{source + 1})')


def copy_row(book, source, target):
    """Copies a row from C on."""
    sheet = book.sheet("自评表")
    area = sheet.getCellRangeByPosition(2, source - 1, native.LAST, source - 1).RangeAddress
    sheet.copyRange(sheet.getCellRangeByName(f"C{target}").CellAddress, area)


def sort_rows(book, first, last):
    import uno
    from com.sun.star.beans import PropertyValue
    from com.sun.star.table import TableSortField

    field = TableSortField()
    field.Field, field.IsAscending = 0, True
    area = book.sheet("自评表").getCellRangeByPosition(2, first - 1, native.LAST, last - 1)
    fields = uno.Any("[]com.sun.star.table.TableSortField", (field,))
    area.sort((PropertyValue("SortFields", 0, fields, 0), PropertyValue("ContainsHeader", 0, False, 0)))


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_a_return_begun_in_one_edition_continues_in_the_other(office, tmp_path, path):
    form = casefile.load(path)[0]
    scheme = schemes.get(form.scheme)
    first, second, third = (tmp_path / name for name in ("a.xlsx", "b.xlsm", "c.xlsx"))
    template.write(first, form, scheme, live=False)
    template.write(second, reader.read(first).form, scheme, live=True)
    template.write(third, reader.read(second).form, scheme, live=False)
    saved = office.open(third).recalculate()
    saved.save(tmp_path / "d.xlsx")
    saved.close()
    for written in (first, second, third, tmp_path / "d.xlsx"):
        assert casefile.to_dict(reader.read(written).form) == casefile.to_dict(form), written.name


def test_the_columns_of_the_form_are_where_the_pieces_look():
    assert COLUMNS["target"] == 3
    assert COMPUTED == 11


def test_a_live_workbook_without_macros_is_right_or_openly_pending(office, tmp_path):
    """As WPS shows it, or Excel where macros are off: nothing is #NAME?, typed scores count, the rest is 待评定."""
    form, _ = casefile.load(OFFICE)
    path = tmp_path / "表.xlsm"
    rows = (replace(form.indicators[0], score=None), *form.indicators[1:])
    budget = replace(form.budget, total=replace(form.budget.total, execution_rate=None, score=None))
    form = replace(form, indicators=rows, budget=budget, declared=Declared())
    template.write(path, form, SCHEME, live=True)
    never = calc_session._properties(Hidden=True, MacroExecutionMode=0, UpdateDocMode=0)
    document = office.desktop.loadComponentFromURL(calc_session._url(path), "_blank", 0, never)
    book = live_book.LiveBook(office, document).recalculate()
    assert not [cell for sheet, cell, found in book.formulas() if calc_session.value_of(found) in ("#NAME?", "#N/A")]
    assert book.shows("indicators.score", 0) == PENDING
    assert book.shows("indicators.score", 1) == float(form.indicators[1].score)
    assert book.shows("declared.total") == PENDING
    assert book.shows("budget.total.execution_rate") == 1
    assert book.shows("budget.total.score") == 10
    book.cell(book.at("indicators.score", 0)).setValue(2)
    assert book.recalculate().shows("declared.total") == 99
    assert book.shows("declared.grade") == "优"
    book.close()
