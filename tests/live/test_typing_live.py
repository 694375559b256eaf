"""A live workbook while somebody types: scores, marks and the grade follow, through the shipped VBA."""

import json
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import live_book
import pytest

from perfeval_xl import scheme as schemes
from perfeval_xl.files import casefile, template
from perfeval_xl.model import Declared, Form, Indicator

CASE = Path(__file__).parent.parent / "cases" / "shangjie-office-2021.json"
SCHEME = "zhengzhou-shangjie-2021"


def workbook(folder, form, name="自评表.xlsm"):
    path = folder / name
    template.write(path, form, schemes.get(form.scheme), live=True)
    return path


def small(*indicators):
    rows = [Indicator(category="产出指标", subcategory="数量指标", **fields) for fields in indicators]
    return Form(scheme=SCHEME, indicators=tuple(rows))


@pytest.fixture
def opened(live_office, tmp_path):
    """Opens a form as a live workbook; closed afterwards."""
    books = []

    def open_form(form, *, server=True):
        books.append(live_book.open_live(live_office, workbook(tmp_path, form), tmp_path, server=server))
        return books[-1]

    yield open_form
    for book in books:
        book.close()


@pytest.fixture
def office_return(opened):
    """The real return with the scores left to their formulas, all of it calculated."""
    form, _ = casefile.load(CASE)
    rows = tuple(replace(row, score=None) for row in form.indicators)
    return opened(replace(form, indicators=rows, declared=Declared())).recalculate()


def text_of(value):
    return "" if value is None else f"{value:g}" if isinstance(value, float | int) else str(value)


def test_a_return_typed_cell_by_cell_into_a_blank_workbook_ends_at_99(opened):
    book = opened(Form(scheme=SCHEME))
    case = json.loads(CASE.read_text("utf-8"))
    assert book.shows("declared.total") == ""
    for name, text in scalars(case):
        book.put(name, text)
    for row, task in enumerate(case["tasks"]):
        for field in ("name", "content", "budget", "budget_fiscal", "progress", "outturn", "outturn_fiscal"):
            book.put(f"tasks.{field}", text_of(task[field]), row)
    type_indicators(book, case["indicators"])
    assert book.shows("declared.total") == pytest.approx(99)
    assert book.shows("declared.grade") == "优"
    assert book.shows("budget.total.score") == pytest.approx(10)


def scalars(case):
    yield "fiscal_year", text_of(case["fiscal_year"])
    yield from ((f"agency.{key}", value) for key, value in case["agency"].items())
    yield from ((f"objective.{key}", value) for key, value in case["objective"].items())
    for part, amounts in case["budget"].items():
        for field in ("original", "final", "outturn"):
            yield f"budget.{part}.{field}", text_of(amounts[field])


def type_indicators(book, indicators):
    """Types every indicator under its 一级指标; where the rows run out, the button inserts one."""
    kinds = list(dict.fromkeys(row["category"] for row in indicators))
    for kind in kinds:
        rows = [row for row in indicators if row["category"] == kind]
        labels = book.column("indicators.category")[1:]
        first = labels.index(kind)
        room = next(last - top + 1 for top, last in book.merges("indicators.category") if top == first + header(book))
        for place, row in enumerate(rows, first):
            if place - first >= room:
                book.go("indicators.name", place - 1).press("PerfTable.PerfInsertRow")
            for field in ("name", "target", "unit", "actual", "points", "deviation_reason"):
                if text_of(row.get(field)):
                    book.put(f"indicators.{field}", text_of(row[field]), place)
            if book.shows("indicators.score", place) != row["score"]:
                # The department gave itself another score than the rules do.
                book.put("indicators.score", text_of(row["score"]), place)


def header(book):
    """The 1-based row of the first indicator."""
    return book.named("indicators.name")[2] + 2


def row_of(book, name):
    return book.column("indicators.name").index(name) - 1


def test_an_actual_below_its_target_lowers_score_total_and_grade_and_marks_the_row(office_return):
    book = office_return
    before = {name: book.shows(name) for name in ("declared.total", "declared.grade")}
    row = next(
        index for index, target in enumerate(book.column("indicators.target")[1:]) if str(target).startswith("≥")
    )
    points, actual = book.shows("indicators.points", row), book.shows("indicators.actual", row)
    assert book.shows("indicators.score", row) == points
    assert book.shows("indicators.mark", row) == "✔"
    book.put("indicators.actual", "0.1%" if "%" in actual else "0", row)
    score = book.shows("indicators.score", row)
    assert score < points
    assert book.shows("declared.total") == pytest.approx(before["declared.total"] - points + score)
    assert book.shows("indicators.mark", row) == "✘ 缺原因"
    assert book.shows("indicators.explanation", row) != ""
    mark, name = (book.at(f"indicators.{field}", row) for field in ("mark", "name"))
    shown = book.shown()
    assert shown[mark] == shown[name] == "#F9C9C4"
    for place in range(row + 1, row + 6):
        book.put("indicators.score", "0", place)
    assert book.shows("declared.grade") != before["declared.grade"]
    for place in range(row + 1, row + 6):
        book.put("indicators.score", f"={book.at('indicators.computed', place)}", place)
    book.put("indicators.actual", actual, row)
    assert {name: book.shows(name) for name in before} == before
    assert book.shows("indicators.mark", row) == "✔"
    assert book.shown()[mark] is None


def test_three_rows_inserted_in_the_middle_and_filled_belong_to_the_table(office_return):
    book = office_return
    total, merges = book.shows("declared.total"), book.merges("indicators.category")
    book.go("indicators.name", 14)
    for _ in range(3):
        book.press("PerfTable.PerfInsertRow")
    rows = range(15, 18)
    for row in rows:
        assert book.shows("indicators.name", row) is None
        for field, text in (("name", f"新指标{row}"), ("target", "≥2次"), ("actual", "1次"), ("points", "2")):
            book.put(f"indicators.{field}", text, row)
        assert book.shows("indicators.score", row) == 1
        assert book.shows("indicators.mark", row) == "✘ 缺原因"
    assert book.shows("declared.total") == pytest.approx(total + 3)
    grown = book.merges("indicators.category")
    assert len(grown) == len(merges)
    assert sum(last - first + 1 for first, last in grown) == sum(last - first + 1 for first, last in merges) + 3
    assert book.sheet("自评表").isProtected()


@pytest.mark.parametrize("typed", ["100%", "１００％", " 100 %", "1.0"])
def test_a_percentage_scores_the_same_however_it_is_typed(opened, typed):
    book = opened(small({"name": "覆盖率", "target": "≥100%", "points": Decimal(4)}))
    cell = book.cell(book.at("indicators.actual", 0))
    if typed == "1.0":
        # A cell whose text format was lost by pasting: the number 1, shown as 100%.
        cell.NumberFormat = percent_format(book)
    book.put("indicators.actual", typed, 0)
    if typed == "1.0":
        assert cell.Value == 1
        cell.NumberFormat = percent_format(book)
        book.recalculate()
    assert book.shows("indicators.score", 0) == 4
    assert "100%" in book.shows("indicators.explanation", 0)


def percent_format(book):
    from com.sun.star.lang import Locale

    formats = book.document.NumberFormats
    key = formats.queryKey("0%", Locale("en", "US", ""), False)
    return key if key >= 0 else formats.addNew("0%", Locale("en", "US", ""))


def test_a_score_typed_over_its_formula_counts_and_is_compared(opened):
    book = opened(small({"name": "培训人次", "target": "≥100人次", "actual": "100人次", "points": Decimal(4)}))
    book.put("indicators.score", "3", 0)
    assert book.shows("indicators.computed", 0) == 4
    assert book.shows("indicators.score", 0) == 3
    assert "3" in book.shows("indicators.message", 0)
    assert book.shows("indicators.mark", 0) == "✘ 缺原因"
    assert book.shown()[book.at("indicators.score", 0)] == "#FFFCEB"
    book.put("indicators.deviation_reason", "两人请假，已补训", 0)
    assert book.shows("indicators.mark", 0).endswith("手填")


def test_without_a_component_cells_show_an_error_one_line_is_said_and_nothing_waits(opened):
    import time

    book = opened(
        small(
            {"name": "培训人次", "target": "≥100人次", "actual": "100人次", "points": Decimal(4)},
            {"name": "检查次数", "target": "≥4次", "actual": "4次", "points": Decimal(4)},
        ),
        server=False,
    )
    kept = book.shows("indicators.computed", 1)
    assert kept == 4
    began = time.monotonic()
    book.put("indicators.actual", "50人次", 0)
    assert time.monotonic() - began < 3
    assert is_missing(book.shows("indicators.computed", 0))
    assert book.press("PerfSheet.LastWords").startswith("计分组件没有启动")
    # The other results keep their last right values from now on.
    book.put("indicators.actual", "2次", 1)
    assert book.shows("indicators.computed", 1) == kept
    assert not book.document.isAutomaticCalculationEnabled()


def is_missing(value):
    """#N/A as LibreOffice shows what Basic's CVErr(2042) is there."""
    return value in ("Error 2042", "#N/A")


def test_a_component_that_dies_is_tried_again_by_rescoring_only(opened, down):
    book = opened(small({"name": "培训人次", "target": "≥100人次", "actual": "100人次", "points": Decimal(4)}))
    book.recalculate()
    down.touch()
    try:
        book.put("indicators.actual", "50人次", 0)
        assert is_missing(book.shows("indicators.computed", 0))
        assert not book.document.isAutomaticCalculationEnabled()
    finally:
        down.unlink()
    book.put("indicators.actual", "75人次", 0)
    assert is_missing(book.shows("indicators.computed", 0))
    book.press("PerfActions.PerfRescore")
    assert book.document.isAutomaticCalculationEnabled()
    assert book.shows("indicators.computed", 0) == 3
    book.put("indicators.actual", "100人次", 0)
    assert book.shows("indicators.computed", 0) == 4
