"""The workbook in a spreadsheet program: formulas come to their cached values, rows move, faults show, pages fit."""

import subprocess
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import calc_session
import openpyxl
import pytest
import requires

from perfeval_xl import scheme as schemes
from perfeval_xl.evaluation import evaluate
from perfeval_xl.files import casefile, reader, template
from perfeval_xl.model import Agency, Declared, Form, Indicator, Objective, Task
from perfeval_xl.scheme import TotalCap

CASES = sorted((Path(__file__).parent.parent / "cases").glob("*.json"))
OFFICE = next(path for path in CASES if path.stem == "shangjie-office-2021")
SCHEME = "zhengzhou-shangjie-2021"


def case(path=OFFICE):
    return casefile.load(path)[0]


def written(folder, form, *, live=False):
    path = folder / ("表.xlsm" if live else "表.xlsx")
    template.write(path, form, schemes.get(form.scheme), live=live)
    return path


def untyped(form):
    """The form without what formulas can give."""
    rows = tuple(replace(row, score=None) for row in form.indicators)
    return replace(form, declared=Declared(), indicators=rows)


def faulty():
    """A small return with one fault of every kind that arithmetic can see."""
    form = case()
    rows = list(form.indicators)
    rows[0] = replace(rows[0], score=Decimal(5))
    rows[1] = replace(rows[1], score=Decimal("0.5"), deviation_reason=None)
    rows[2] = replace(rows[2], actual=None, score=None)
    rows[3] = replace(rows[3], target=None)
    rows[4] = replace(rows[4], score="两分")
    rows[5] = replace(rows[5], category="别的指标")
    budget = form.budget
    budget = replace(
        budget,
        fiscal=replace(budget.fiscal, original=Decimal(460)),
        basic=replace(budget.basic, outturn=Decimal(400)),
        project=replace(budget.project, execution_rate="90%"),
    )
    tasks = (replace(form.tasks[0], budget_fiscal=Decimal(60)), *form.tasks[1:])
    return replace(
        form, indicators=tuple(rows), budget=budget, tasks=tasks, declared=Declared(total=Decimal(90), grade="中")
    )


def forms():
    yield from ((path.stem, case(path)) for path in CASES)
    yield from ((f"{path.stem}-untyped", untyped(case(path))) for path in CASES)
    yield from ((f"blank-{name}", Form(scheme=name)) for name in schemes.all_schemes())
    yield "faulty", faulty()
    stray = Indicator(
        category="满意度指标", name="群众满意度", target="≥90%", actual="95%", points=Decimal("89.9999999999999")
    )
    yield "no component of the scheme", replace(case(), indicators=(stray,), declared=Declared())


@pytest.mark.parametrize(("name", "form"), list(forms()), ids=[name for name, _ in forms()])
def test_every_plain_formula_comes_to_its_cached_value(office, tmp_path, name, form):
    path = written(tmp_path, form)
    cached = openpyxl.load_workbook(path, data_only=True)
    book = office.open(path).recalculate()
    compared, wrong = 0, []
    for sheet, address, cell in book.formulas():
        expected, found = cached[sheet][address].value, calc_session.value_of(cell)
        expected = "" if expected is None else expected
        same = expected == found if isinstance(expected, str) else found == pytest.approx(expected, abs=1e-9)
        compared += 1
        if not same:
            wrong.append((sheet, address, cell.Formula, expected, found))
    book.close()
    assert compared > 150
    assert wrong == []


@pytest.mark.parametrize(("outturn", "total", "grade"), [(100, 59, "差"), (400, 79, "中"), (590, 99.88, "优")])
def test_a_cap_on_the_total_moves_with_the_outturn(office, tmp_path, outturn, total, grade):
    """No shipped scheme has one; a region's own may."""
    caps = [(Decimal("0.5"), Decimal(59)), (Decimal("0.8"), Decimal(79))]
    cap = tuple(TotalCap(rate_below=rate, total=limit, cite="working_rule") for rate, limit in caps)
    path = tmp_path / "表.xlsx"
    scheme = replace(schemes.get(SCHEME), total_cap=cap)
    template.write(path, replace(case(), declared=Declared()), scheme, live=False)
    at = reader.read(path).addresses["budget.total.outturn"].partition("!")[2]
    book = office.open(path)
    book.type(at, str(outturn)).recalculate()
    shown = book.get("L4"), book.get("L5")
    said = book.get("M4") or ""
    own = book.value("declared.total"), book.value("declared.grade")
    book.close()
    assert shown == (pytest.approx(total), grade)
    form = case()
    form = replace(form, budget=replace(form.budget, total=replace(form.budget.total, outturn=Decimal(outturn))))
    evaluation = evaluate(replace(form, declared=Declared()), scheme)
    assert own == (pytest.approx(float(evaluation.total)), evaluation.grade)
    assert said.startswith("ⓘ 各项得分合计") is (evaluation.total < evaluation.summed)


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_plain_formulas_agree_with_the_evaluation(office, tmp_path, path):
    form = replace(case(path), declared=Declared())
    result = evaluate(form, schemes.get(form.scheme))
    book = office.open(written(tmp_path, form)).recalculate()
    total, grade = book.value("declared.total"), book.value("declared.grade")
    shown = [book.get(f"S{row}") for row in range(3, 3 + len(result.scheme.component))]
    book.close()
    assert total == pytest.approx(float(result.total))
    assert grade == result.grade
    scores = {part.name: part.score for part in result.components}
    expected = [scores.get(rule.label) for rule in result.scheme.component]
    assert shown == ["" if score is None else pytest.approx(float(score)) for score in expected]


def test_typing_moves_sums_rate_total_and_grade(office, tmp_path):
    path = written(tmp_path, replace(case(), declared=Declared()))
    cells = reader.read(path).addresses
    at = {name: cells[name].partition("!")[2] for name in cells}
    book = office.open(path)
    book.recalculate()
    assert book.value("declared.total") == 99
    last = f"indicators[{len(case().indicators) - 1}].score"
    book.type(at["indicators[0].score"], "0.5").type(at[last], "0").recalculate()
    assert book.value("declared.total") == pytest.approx(99 - 1.5 - 10)
    assert book.value("declared.grade") == "良"
    assert book.get("S4") == pytest.approx(27.5)
    assert book.get(at["indicators[0].score"].replace("H", "J")) == "✘ 缺原因"
    book.type(at["indicators[3].score"], "待评定").recalculate()
    assert book.value("declared.total") == "待评定"
    assert book.value("declared.grade") == ""
    book.type(at["indicators[3].score"], "2").type(at["budget.project.outturn"], "").recalculate()
    assert book.value("declared.total") == pytest.approx(87.5)
    book.close()


@pytest.mark.parametrize(("fiscal", "wrong"), [("463.03", False), ("463.02", True)])
def test_amounts_and_scores_off_by_just_what_is_tolerated_are_right(office, tmp_path, fiscal, wrong):
    """463.04 - 463.03 is a little more than 0.01 in doubles, and 97.01 - 96.96 than 0.05."""
    form = case()
    path = written(tmp_path, form)
    cells = reader.read(path).addresses
    at = {name: cells[name].partition("!")[2] for name in cells}
    total, source, other = (f"budget.{part}.original" for part in ("total", "fiscal", "other"))
    book = office.open(path)
    book.type(at[total], "463.04").type(at[source], fiscal).type(at[other], "0")
    book.type(at["indicators[0].score"], "0.01").type(at["declared.total"], "96.96")
    book.recalculate()
    said = book.get(at[source].replace("D", "M")) or "", book.get("M4") or ""
    book.close()
    assert ("资金来源合计" in said[0]) is wrong
    assert not said[1].startswith("✘")


def test_rows_inserted_first_in_the_middle_and_last_belong_to_the_table(office, tmp_path):
    form = case()
    path = written(tmp_path, form)
    book = office.open(path).unprotect()
    _, _, header, _, closing = book.named("indicators.name")
    # 1-based: the closing row is closing + 1, the first data row header + 2.
    book.insert_rows(closing + 1).insert_rows(header + 12).insert_rows(header + 2)
    first, middle, last = header + 2, header + 13, closing + 3
    for row, category in ((first, "投入管理指标"), (middle, ""), (last, "")):
        for column, text in zip(
            "ACDEFGHI", (category, f"新增指标{row}", "≥1次", "次", "2次", "1", "1", "无"), strict=True
        ):
            if text:
                book.type(f"{column}{row}", text)
    task = book.named("tasks.name")
    book.insert_rows(task[4] + 1)
    book.type(f"B{task[4] + 1}", "新任务").type(f"D{task[4] + 1}", "7")
    book.recalculate()
    assert book.value("declared.total") == 99
    assert book.get("S4") == 31
    assert book.get("S7") == 21
    assert book.get("S9") == 102
    assert book.get("M4").startswith("✘ 各项得分合计102")
    saved = book.save(tmp_path / "存.xlsx")
    book.close()
    result = reader.read(saved)
    names = [row.name for row in result.form.indicators]
    assert len(names) == len(form.indicators) + 3
    assert [index for index, name in enumerate(names) if "新增" in name] == [0, 11, len(names) - 1]
    assert result.form.indicators[11].category == "投入管理指标"
    assert result.form.indicators[11].score == 1
    assert [row for row in result.form.indicators if "新增" not in row.name] == list(form.indicators)
    assert result.form.tasks[-1] == Task(name="新任务", budget=Decimal(7))
    assert result.form.budget == form.budget
    assert result.addresses["indicators[0].name"] == f"自评表!C{first + 1}"


def test_rows_deleted_leave_names_sums_and_reading_right(office, tmp_path):
    form = case()
    book = office.open(written(tmp_path, form)).unprotect()
    _, _, header, _, closing = book.named("indicators.name")
    # The last row first, so that the numbers of the rows above stay what they are.
    book.delete_rows(closing).delete_rows(header + 6, 2).delete_rows(header + 3)
    task = book.named("tasks.name")
    book.delete_rows(task[2] + 2)
    book.recalculate()
    gone = {1, 4, 5, len(form.indicators) - 1}
    kept = [row for index, row in enumerate(form.indicators) if index not in gone]
    lost = sum(form.indicators[index].score for index in gone)
    assert book.get("S9") == pytest.approx(float(99 - lost))
    for sheet, address, cell in book.formulas():
        assert not cell.getError(), (sheet, address, cell.Formula)
    saved = book.save(tmp_path / "存.xlsx")
    book.close()
    result = reader.read(saved)
    assert list(result.form.indicators) == kept
    assert result.form.tasks == form.tasks[1:]
    assert result.form.budget == form.budget


def test_every_arithmetic_fault_has_a_colour_and_a_sign(office, tmp_path):
    path = written(tmp_path, faulty())
    at = {name: cell.partition("!")[2] for name, cell in reader.read(path).addresses.items()}
    book = office.open(path)
    book.recalculate()
    colours = book.shown()
    red, yellow = "#F9C9C4", "#FDE9A9"

    def marked(name, colour):
        assert colours[at[name]] == colour, name

    def sign(name):
        row = at[name].lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
        return book.get(f"J{row}"), book.get(f"M{row}")

    marked("indicators[0].score", red)
    marked("indicators[0].points", red)
    assert sign("indicators[0].score")[0] == "✘ 得分超分值"
    marked("indicators[1].deviation_reason", red)
    assert sign("indicators[1].score")[0] == "✘ 缺原因"
    marked("indicators[2].actual", red)
    assert sign("indicators[2].score")[0] == "✘ 缺完成值"
    marked("indicators[3].target", red)
    assert sign("indicators[3].score")[0] == "✘ 缺指标值"
    assert sign("indicators[4].score")[0] == "✘ 得分非数字"
    for field in ("fiscal.original", "other.original", "basic.outturn", "project.outturn", "project.execution_rate"):
        marked(f"budget.{field}", red)
    assert sign("budget.fiscal.original") == ("✘", "✘ 年初预算数：资金来源合计460，总额463.18")
    assert sign("budget.basic.original") == ("✘", "✘ 预算执行数：支出结构合计541.71，总额596.88")
    assert sign("budget.project.original") == ("✘", "✘ 执行率应为100.00%")
    marked("tasks[0].budget_fiscal", red)
    assert sign("tasks[0].budget") == ("✘", "✘ 财政资金大于预算资金")
    marked("tasks[1].execution_rate", red)
    assert sign("tasks[1].budget") == ("✘", "✘ 执行率算不出：预算数为0而有执行数")
    marked("declared.grade", red)
    assert book.get("M5") == "✘ 自评结果应为“优”"
    # 100 points before; the stray row counts in the total and is shown.
    assert book.get("Q8") == "其他"
    assert book.get("V8") == 1
    assert book.get("W8") == "⚠ 不是本方案的一级指标"
    book.type(at["indicators[0].points"], "3").recalculate()
    assert book.get("M3") == "✘ 分值合计101，应为100"
    clean = book.shown()[at["indicators[10].score"]]
    assert clean not in (red, yellow)
    book.close()


def long_form():
    words = "围绕年度重点工作，完成各项任务，提升服务水平。" * 130
    rows = tuple(
        Indicator(
            category="产出指标" if index > 20 else "投入管理指标",
            subcategory=f"第{index // 10}类",
            name=f"第{index}项指标名称写得比较长，需要折成几行才放得下",
            target="≥95%",
            unit="%",
            actual="96.5%",
            points=Decimal(1),
            deviation_reason="原因和措施写得也比较长。" * 4,
        )
        for index in range(60)
    )
    return Form(
        scheme=SCHEME,
        fiscal_year=Decimal(2021),
        agency=Agency(name="示例区某局"),
        objective=Objective(text=words[:3000], result=words[:3000]),
        tasks=(Task(name="任务", content="长" * 600, progress="写" * 700),),
        indicators=rows,
    )


def pages(office, path):
    book = office.open(path)
    pdf = book.pdf(path.with_suffix(".pdf"))
    book.close()
    pdftotext = requires.program("pdftotext", "读出打印的页")
    text = subprocess.run([pdftotext, "-layout", str(pdf), "-"], capture_output=True, text=True, check=True).stdout
    return text.split("\f")[:-1]


@pytest.mark.parametrize("form", [case(), Form(scheme=SCHEME), long_form()], ids=["filled", "blank", "long"])
def test_the_form_prints_whole_on_full_pages(office, tmp_path, form):
    printed = pages(office, written(tmp_path, form))
    assert all(page.strip() for page in printed)
    end = next(index for index, page in enumerate(printed) if "报告素材" in page.split("\n")[0])
    whole = "".join("".join(printed[1:end]).split())
    assert "部门整体绩效自评表" in whole
    assert "0-59分为差。" in whole
    assert not any(word in whole for word in ("测算得分", "校验提示", "计分说明", "###"))
    continued = [page for page in printed[1:end] if "三级指标" in "".join(page.split())]
    assert len(continued) >= (end - 1 if form.objective.text is None else 2)


def test_no_text_of_a_long_form_is_cut_off(office, tmp_path):
    form = long_form()
    printed = "".join("".join(pages(office, written(tmp_path, form))).split())
    assert printed.count("围绕年度重点工作") + printed.count("完成各项任务") > 200
    assert printed.count("长") >= 600
    assert printed.count("写") >= 700
