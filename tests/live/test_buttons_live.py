"""The buttons of a live workbook, through the shipped VBA: rows, formulas, undo, check list, files."""

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import docx
import live_book
import pytest

from perfeval_xl import scheme as schemes
from perfeval_xl.checks import all_checks
from perfeval_xl.files import casefile, reader, template
from perfeval_xl.model import Declared, Form, Indicator

CASE = Path(__file__).parent.parent / "cases" / "shangjie-office-2021.json"
SCHEME = "zhengzhou-shangjie-2021"
INSERT, DELETE, UNDO = "PerfTable.PerfInsertRow", "PerfTable.PerfDeleteRow", "PerfHistory.PerfUndo"


def real_return():
    form, _ = casefile.load(CASE)
    rows = list(form.indicators)
    # One score as typed, the others left to their formulas.
    rows = [row if index == 2 else replace(row, score=None) for index, row in enumerate(rows)]
    return replace(form, indicators=tuple(rows), declared=Declared())


@pytest.fixture
def opened(live_office, tmp_path):
    books = []

    def open_form(form, name="部门整体绩效自评表.xlsm", *, server=True):
        path = tmp_path / name
        template.write(path, form, schemes.get(form.scheme), live=True)
        books.append(live_book.open_live(live_office, path, tmp_path, server=server))
        return books[-1].recalculate() if server else books[-1]

    yield open_form
    for book in books:
        book.close()


@pytest.fixture
def book(opened):
    return opened(real_return())


def last(book):
    return len(book.column("indicators.name")) - 3


def rows_of_interest(book):
    """First and last row of the table, the rows around the seam of two labels, and the row with a typed score."""
    header = book.named("indicators.name")[2]
    seam = book.merges("indicators.category")[1][0] - header - 2
    return sorted({0, 1, 2, seam - 1, seam, last(book)})


def test_every_insertion_keeps_the_form_whole_and_is_taken_back_exactly(book):
    before = live_book.snapshot(book)
    for row in rows_of_interest(book):
        labels = live_book.label_counts(book)
        book.go("indicators.target", row).press(INSERT)
        assert book.press("PerfSheet.LastWords") == "已插入一行指标。"
        assert book.sheet("自评表").isProtected()
        assert live_book.label_counts(book) == labels
        assert book.shows("indicators.name", row + 1) is None
        assert book.shows("indicators.score", row + 1) == ""
        for field in ("computed", "message", "explanation", "mark", "score"):
            assert moved(book, field, row) == moved(book, field, row + 1), field
        assert_free(book, row + 1)
        book.press(UNDO)
        assert book.press("PerfSheet.LastWords") == "已撤销上次操作。"
        live_book.assert_same(live_book.snapshot(book), before)


def moved(book, field, row):
    """The formula of a row with its own row number taken out."""
    address = book.at(f"indicators.{field}", row)
    formula = book.formula(address)
    if not formula and field == "score":  # typed by the department
        return '=IF(L#="";"";L#)'
    return formula.replace(address.lstrip("ABCDEFGHIJKLMNO"), "#").replace("FALSE()", "0")


def assert_free(book, row):
    """The inputs of an inserted row are unlocked and empty, the formulas beside them locked."""
    for field in ("name", "target", "unit", "actual", "points", "score", "deviation_reason", "tier"):
        assert not book.cell(book.at(f"indicators.{field}", row)).CellProtection.IsLocked, field
    for field in ("computed", "message", "explanation", "mark"):
        assert book.cell(book.at(f"indicators.{field}", row)).CellProtection.IsLocked, field


def test_every_deletion_keeps_labels_and_is_taken_back_exactly(book):
    before = live_book.snapshot(book)
    total = book.shows("declared.total")
    for row in rows_of_interest(book):
        names, categories = book.column("indicators.name"), set(book.column("indicators.category"))
        book.go("indicators.target", row).press(DELETE)
        assert book.column("indicators.name") == names[: row + 1] + names[row + 2 :]
        assert set(book.column("indicators.category")) == categories
        assert book.shows("declared.total") != total or book.shows("indicators.points", row) == 0
        book.press(UNDO)
        assert book.press("PerfSheet.LastWords") == "已撤销上次操作。"
        live_book.assert_same(live_book.snapshot(book), before)
    assert book.shows("declared.total") == total


def test_the_last_row_stays_and_the_cursor_must_be_in_the_table(opened):
    book = opened(Form(scheme=SCHEME, indicators=(Indicator(category="产出指标", name="培训人次"),)))
    before = live_book.snapshot(book)
    book.go("indicators.name", 0).press(DELETE)
    assert book.press("PerfSheet.LastWords").startswith("绩效指标至少要留一行")
    for name in ("budget.total.final", "agency.name"):
        book.go(name).press(DELETE)
        assert book.press("PerfSheet.LastWords").startswith("请先选中")
    book.go("indicators.name").press(DELETE)  # its heading
    assert book.press("PerfSheet.LastWords").startswith("请先选中")
    live_book.assert_same(live_book.snapshot(book), before)
    book.go("agency.name").press(INSERT)
    assert len(book.column("indicators.name")) == 4


def test_nothing_to_undo_says_so(book):
    book.press(UNDO)
    assert book.press("PerfSheet.LastWords").startswith("没有可以撤销的操作")
    book.go("indicators.name", 3).press(INSERT)
    book.press(UNDO)
    book.press(UNDO)
    assert book.press("PerfSheet.LastWords").startswith("没有可以撤销的操作")


def test_undo_of_an_insertion_finds_its_row_after_others_moved_it(book):
    names = book.column("indicators.name")
    book.go("indicators.name", 6).press(INSERT)
    book.unprotect().insert_rows(book.named("indicators.name")[2] + 2)
    book.press(UNDO)
    assert book.column("indicators.name") == [names[0], None, *names[1:]]


def test_rescoring_restores_lost_formulas_and_leaves_typed_scores(book):
    kept = {name: book.formula(book.at(*name)) for name in (("indicators.computed", 4), ("declared.total",))}
    book.unprotect()
    typed = book.shows("indicators.score", 2)
    assert book.formula(book.at("indicators.score", 2)) == ""
    before = live_book.snapshot(book)
    book.put("indicators.computed", "7", 4).put("indicators.score", "", 5)
    book.key("S3", "1").key(book.at("declared.total"), "")
    overwritten = live_book.snapshot(book)
    book.press("PerfActions.Rescore", False)
    assert book.press("PerfSheet.LastWords") == "恢复了 4 处公式，全表已重新计算。"
    assert {name: book.formula(book.at(*name)) for name in kept} == kept
    after = live_book.snapshot(book)
    assert after["values"] == before["values"]
    assert book.shows("indicators.score", 2) == typed
    book.press(UNDO)
    live_book.assert_same(live_book.snapshot(book), overwritten)
    book.press("PerfActions.Rescore", False)
    book.press("PerfActions.Rescore", False)
    assert book.press("PerfSheet.LastWords") == "公式已检查，全表已重新计算。"


def test_rescoring_replaces_typed_scores_when_the_user_agrees(book):
    before = live_book.snapshot(book)
    assert book.press("PerfFormula.TypedOver") >= 1
    book.press("PerfActions.Rescore", True)
    assert book.press("PerfFormula.TypedOver") == 0
    assert book.formula(book.at("indicators.score", 2)) != ""
    book.press(UNDO)
    live_book.assert_same(live_book.snapshot(book), before)


def test_rescoring_works_after_rows_were_inserted(book):
    total = book.shows("declared.total")
    book.go("tasks.name", 0)
    book.unprotect().insert_rows(book.named("tasks.name")[2] + 3)
    book.go("indicators.name", 5).press(INSERT)
    book.key("S3", "1")
    book.press("PerfActions.Rescore", False)
    assert book.shows("declared.total") == total
    book.press("PerfActions.Rescore", True)
    book.put("budget.total.outturn", "0")
    assert book.get("S3") == 0
    assert book.shows("declared.total") == pytest.approx(total - 10)


def test_the_check_button_fills_the_list_gravest_first(opened):
    form = real_return()
    rows = tuple(replace(row, score=row.points + 1) for row in form.indicators[:3]) + form.indicators[3:]
    book = opened(replace(form, indicators=rows))
    assert book.column("findings.message")[1] is None
    book.press("PerfActions.PerfCheck")
    found = live_book.listed(book)
    assert len(found) >= 3
    rows = book.sheet("校验结果").Rows
    _, _, header, *_ = book.named("findings.severity")
    lengths = [max(len(row[2]) / 54, len(row[3]) / 44, len(row[4]) / 30) for row in found]
    heights = [rows.getByIndex(header + 1 + index).Height for index in range(len(found))]
    assert heights[lengths.index(max(lengths))] > heights[lengths.index(min(lengths))]  # nothing is cut off
    order = [level[0] for level, *_ in found]
    assert order == sorted(order, key="✘⚠ⓘ".index)
    assert book.shows("findings.summary").startswith(f"共{len(found)}条：错误")
    assert book.press("PerfSheet.LastWords") == book.shows("findings.summary")
    assert book.document.CurrentController.ActiveSheet.Name == "校验结果"
    assert book.sheet("校验结果").isProtected()
    row = next(index for index, item in enumerate(found) if item[5] == "SCORE_GT_WEIGHT")
    assert "高于分值" in found[row][2] and found[row][3] == all_checks()["SCORE_GT_WEIGHT"].cure
    address = book.at("findings.cell", row)
    assert "HYPERLINK(\"#'自评表'!" in book.formula(address, "校验结果")
    # Put right, the list shrinks, and nothing of the old one stays.
    for index in range(3):
        book.put("indicators.score", str(int(form.indicators[index].points)), index)
    book.press("PerfActions.PerfCheck")
    fewer = live_book.listed(book)
    assert 0 < len(fewer) < len(found)
    assert all(value in (None, "") for value in book.column("findings.message")[len(fewer) + 1 :])


def test_more_findings_than_rows_are_listed_up_to_500(opened):
    bad = Indicator(category="产出指标", name="=1+1", target="≥5", actual="4", points=Decimal(1), score=Decimal(9))
    form = Form(scheme=SCHEME, indicators=tuple(replace(bad, name=f"指标{index}") for index in range(400)))
    book = opened(form)
    book.press("PerfActions.PerfCheck")
    assert len(live_book.listed(book)) == 500
    assert "只列出前500条" in book.shows("findings.summary")
    assert len(book.column("findings.message")) == 502


def test_the_report_button_writes_a_word_report_beside_the_workbook(book):
    folder = Path(book.office.profile) / f"work{book.office._opened}"
    book.press("PerfActions.PerfReport")
    made = list(folder.glob("*.docx"))
    assert [path.name for path in made] == ["测试-部门整体绩效自评表-自评报告.docx"]
    assert book.press("PerfSheet.LastWords") == f"自评报告已生成：{made[0]}"
    text = "\n".join(paragraph.text for paragraph in docx.Document(str(made[0])).paragraphs)
    assert "示例区委员会办公室" in text
    book.press("PerfActions.PerfReport")
    assert sorted(path.name for path in folder.glob("*.docx")) == [
        "测试-部门整体绩效自评表-自评报告(2).docx",
        "测试-部门整体绩效自评表-自评报告.docx",
    ]


def test_the_large_button_on_the_sheet_is_the_report_button(book):
    page = book.sheet("自评表").DrawPage
    control = next(shape.Control for shape in shapes(page) if hasattr(shape, "Control"))
    events = page.Forms.getByIndex(0).getScriptEvents(0)
    assert control.Label == "导出自评报告"
    assert [event.ScriptCode for event in events] == [
        "vnd.sun.star.script:VBAProject.PerfActions.PerfReport?language=Basic&location=document"
    ]


def shapes(page):
    return [page.getByIndex(index) for index in range(page.Count)]


def test_the_report_is_of_what_stands_on_the_screen_not_of_what_was_saved(book):
    folder = Path(book.office.profile) / f"work{book.office._opened}"
    book.put("agency.name", "示例区新名称局")
    book.press("PerfActions.PerfReport")
    text = "\n".join(paragraph.text for paragraph in docx.Document(str(next(folder.glob("*.docx")))).paragraphs)
    assert "示例区新名称局" in text


def test_the_submission_button_writes_a_stamped_copy(book):
    folder = Path(book.office.profile) / f"work{book.office._opened}"
    book.press("PerfActions.PerfSubmit")
    made = next(folder.glob("*送审件.xlsx"))
    given = reader.read(made)
    assert not given.live
    assert given.digest
    assert [row.name for row in given.form.indicators] == [row.name for row in real_return().indicators]


def test_the_help_button_says_which_version_answers(book):
    book.press("PerfActions.PerfHelp")
    assert book.document.CurrentController.ActiveSheet.Name == "填写说明"
    assert book.press("PerfSheet.LastWords").startswith("计分组件正常，版本")


def test_without_a_component_the_buttons_say_so_and_change_nothing(opened):
    book = opened(real_return(), server=False)
    before = live_book.snapshot(book)
    for button in ("PerfCheck", "PerfReport", "PerfSubmit", "PerfHelp"):
        book.press(UNDO)  # says something else
        book.press(f"PerfActions.{button}")
        assert book.press("PerfSheet.LastWords").startswith("计分组件没有启动"), button
    live_book.assert_same(live_book.snapshot(book), before)


def test_rows_can_be_inserted_without_a_component(opened):
    book = opened(real_return(), server=False)
    book.go("indicators.name", 4).press(INSERT)
    assert book.shows("indicators.name", 5) is None


def test_a_password_on_the_sheet_is_named_and_nothing_changes(book):
    book.unprotect().sheet("自评表").protect("geheim")
    before = live_book.snapshot(book)
    book.go("indicators.name", 4).press(INSERT)
    assert book.press("PerfSheet.LastWords").startswith("工作表设有密码")
    book.press(DELETE)
    assert book.press("PerfSheet.LastWords").startswith("工作表设有密码")
    live_book.assert_same(live_book.snapshot(book), before)
