"""Checks of how targets and actual values are written: signs, directions, units.

What was repaired or doubted while reading comes from `targets`: no check reads a text a second time in its own way.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from perfeval_xl.checks.core import Context, Remark, Row, check
from perfeval_xl.checks.finding import Severity
from perfeval_xl.checks.rates import is_dash
from perfeval_xl.checks.words import any_of, words
from perfeval_xl.figures import fold, is_blank, text_of
from perfeval_xl.measures import needed
from perfeval_xl.rules.core import clip
from perfeval_xl.target_words import lower_is_better
from perfeval_xl.targets import Note, Shape

_indicators = partial(check, theme="indicators")

_SIGNS = {">=": "≥", "<=": "≤", ">": ">", "<": "<", "=": "="}
_MEASURED = (Shape.NUMBER, Shape.RATIO, Shape.RANGE, Shape.DATE)
_QUALITATIVE = "定性"


def _noted(context: Context, *codes: str) -> Iterator[tuple[Row, str, Note]]:
    """Every note with one of these codes: its row, the column it is about, the note."""
    return (found for found in context.once(_notes) if found[2].code in codes)


def _notes(context: Context) -> list[tuple[Row, str, Note]]:
    found: list[tuple[Row, str, Note]] = []
    for row in context.rows():
        outcome = row.line.outcome
        known = outcome.target.notes
        found += [(row, "target", note) for note in known]
        if outcome.notes != known:
            found += [(row, "actual", note) for note in (*outcome.actual.notes, *outcome.notes) if note not in known]
    return found


def _once(remarks: Iterator[Remark]) -> Iterator[Remark]:
    """The remarks without repetitions: a note may stand both with its text and with its outcome."""
    yield from dict.fromkeys(remarks)


@_indicators(
    name="SYMBOL_BAD",
    severity=Severity.ERROR,
    title="符号写错",
    compares="指标值、实际完成值里的符号 与 ≥ ≤ = > <",
    why="书名号、排版代码不是比较符号，系统读不出来。",
    example="《10%应为≤10%，》98%应为≥98%。",
    cure="改成≥或≤（可从下拉列表或“插入-符号”里选）。",
    source="指标值的规范写法：≥、≤、=、>、< 加数字和单位",
    row=True,
)
def wrong_symbol(context: Context) -> Iterator[Remark]:
    """Brackets of book titles, or typesetting code, where a comparison sign belongs."""
    yield from _once(
        Remark(row.at(column), note.text) for row, column, note in _noted(context, "SYMBOL_BAD", "LATEX_RESIDUE")
    )


@_indicators(
    name="SYMBOL_VARIANT",
    severity=Severity.HINT,
    title="符号写法不统一",
    compares="符号的写法 与 ≥ ≤ =",
    why="≧、>=、＞= 看得懂，但各表写法不一，汇总时不好筛选。",
    example="≧95%建议改为≥95%。",
    cure="改成≥、≤或=。",
    source="指标值的规范写法：≥、≤、=、>、< 加数字和单位",
    row=True,
)
def symbol_variant(context: Context) -> Iterator[Remark]:
    """A sign that was understood but is not the usual one."""
    yield from _once(Remark(row.at(column), note.text) for row, column, note in _noted(context, "SYMBOL_VARIANT"))


@_indicators(
    name="SYMBOL_OCR",
    severity=Severity.HINT,
    title="符号可能被识别成了数字",
    compares="指标值的数 与 实际完成值、百分数的常理",
    why="扫描件里的≥常被识别成2或Q，92%变成292%。",
    example="指标值2280次、完成300次：可能是≥280次。",
    cure="对照原件改正。",
    source="指标值的规范写法：≥、≤、=、>、< 加数字和单位",
    row=True,
)
def scanned_symbol(context: Context) -> Iterator[Remark]:
    """A number whose first digit may be a sign that was read wrongly; never changed silently."""
    yield from _once(Remark(row.at("target"), note.text) for row, _, note in _noted(context, "SYMBOL_OCR"))


@_indicators(
    name="DIRECTION_SUSPECT",
    severity=Severity.WARNING,
    title="符号的方向可疑",
    compares="指标名称通常的方向 与 所写的符号",
    why="合格率写成≤95%，做得越差越算完成；成本写成≥，花得越多越好。",
    example="“培训合格率”写≤95%；“购置成本”写≥2万元。",
    cure="核对后改正符号。",
    source="指标值的符号应与指标的方向一致",
    row=True,
)
def suspect_direction(context: Context) -> Iterator[Remark]:
    """An explicit sign against the direction that the name plainly has."""
    for row in context.rows():
        target, name = row.line.outcome.target, row.name.rstrip("()（）%")
        if not target.explicit or target.comparison not in ("<=", "<", ">=", ">"):
            continue
        if any_of("neutral_direction").search(name):
            continue
        sign = _SIGNS[target.comparison]
        if target.comparison in ("<=", "<") and name.endswith(words().more_is_better):
            yield Remark(row.at("target"), f"“{row.title}”通常越多越好，符号却是{sign}，请核对。")
        elif target.comparison in (">=", ">") and lower_is_better(name):
            yield Remark(row.at("target"), f"“{row.title}”通常越少越好，符号却是{sign}，请核对。")


@_indicators(
    name="TARGET_EMPTY",
    severity=Severity.ERROR,
    title="没有填指标值或实际完成值",
    compares="每行指标 是否写了名称、指标值（或评分标准）和实际完成值；完整的表 是否填了总体目标和完成情况",
    why="空白不等于0，没有这两样就无法判断是否完成。",
    example="“会议举办场次”只有指标值≥80次，实际完成值空着。",
    cure="补填；不再实施的指标，写明情况并说明原因。",
    source="部门整体绩效自评表：指标值、实际完成值",
    row=True,
)
def empty_cells(context: Context) -> Iterator[Remark]:
    """A row without name, target or actual; in a form with tasks too, an empty 年度总体目标 or its result."""
    rows = list(context.rows())
    for row in rows:
        indicator = row.indicator
        if is_blank(indicator.name):
            yield Remark(row.at("name"), "这一行填了指标值或分值，却没有写三级指标名称。")
        if is_dash(indicator.target) and is_blank(indicator.criterion):
            yield Remark(row.at("target"), f"“{row.title}”没有填指标值。")
        elif row.target in words().bare_comparisons:
            yield Remark(row.at("target"), f"“{row.title}”的指标值只有“{clip(text_of(indicator.target))}”，没有写数。")
        measure = row.line.measure
        if (measure and measure.actual) or (context.scheme.form.standards and row.line.typed is not None):
            continue  # what is computed from the base data, or judged by the standard, has a check of its own
        if is_blank(indicator.actual) or row.line.outcome.actual.shape is Shape.BLANK:
            cure = f"：请在“基础数据”填{needed(measure)}；填了还空着的，点“重新计分”" if measure else ""
            yield Remark(row.at("actual"), f"“{row.title}”没有填实际完成值{cure}。")
    form = context.form
    if rows and any(not is_blank(task.name) for task in form.tasks):
        if is_blank(form.objective.text):
            yield Remark("objective.text", "没有填年度总体目标。")
        if is_blank(form.objective.result):
            yield Remark("objective.result", "没有填年度总体目标完成情况。")


@_indicators(
    name="UNIT_MISMATCH",
    severity=Severity.ERROR,
    title="指标值和完成值的单位不同",
    compares="指标值的单位 与 实际完成值的单位",
    why="单位不同又不能换算的两个数不能比较，得分没有依据。",
    example="指标值≥95%，完成值3台。",
    cure="改用同一单位；元、万元会自动换算，不必改。",
    source="rules",
    row=True,
)
def unit_mismatch(context: Context) -> Iterator[Remark]:
    """Units that cannot be converted into each other; a share typed for a percentage (0.95) as a warning."""
    for row in context.rows():
        actual = row.line.outcome.actual
        if actual.unit_conflict:
            target = row.line.outcome.target
            yield Remark(
                row.at("actual"),
                f"“{row.title}”的指标值是{clip(target.unit or target.text)}，"
                f"完成值是{clip(actual.typed_unit or actual.unit or actual.text)}，单位不同，不能比较。",
            )
    yield from _once(
        Remark(row.at(column), f"“{row.title}”：{note.text}", Severity.WARNING)
        for row, column, note in _noted(context, "PERCENT_DOUBT")
    )


@_indicators(
    name="UNIT_COL_CONFLICT",
    severity=Severity.HINT,
    title="度量单位与指标值不合",
    compares="度量单位栏 与 指标值的内容",
    why="写“定性指标”而指标值是日期或数字，或写%而指标值是文字，汇总时会归错类。",
    example="度量单位“定性指标”，指标值“2021年12月20日之前”。",
    cure="改正度量单位：数字写%、次、台……，时限写“日期”，文字写“定性指标”。",
    source="部门整体绩效自评表：度量单位",
    row=True,
)
def unit_column(context: Context) -> Iterator[Remark]:
    """定性指标 beside a number or a date, a unit beside words, or another unit than the one typed with the target."""
    for row in context.rows():
        unit, target = fold(text_of(row.indicator.unit)), row.line.outcome.target
        if not unit:
            continue
        if _QUALITATIVE in unit and target.shape in _MEASURED:
            what = "日期" if target.shape is Shape.DATE else "数字"
            yield Remark(row.at("unit"), f"“{row.title}”的度量单位写“{unit}”，指标值“{_shown(row)}”却是{what}。")
        elif unit == "%" and row.line.name.endswith(words().counted_names) and target.shape is Shape.NUMBER:
            yield Remark(row.at("unit"), f"“{row.title}”是数量，度量单位却写“%”，请核对。")
        elif unit in words().countable_units and target.shape is Shape.WORDS:
            yield Remark(row.at("unit"), f"“{row.title}”的度量单位写“{unit}”，指标值“{_shown(row)}”却是文字。")
    yield from _once(
        Remark(row.at("unit"), f"“{row.title}”：{note.text}")
        for row, column, note in _noted(context, "UNIT_DOUBT", "UNIT_MISMATCH")
        if column == "target" or note.code == "UNIT_DOUBT"
    )


def _shown(row: Row) -> str:
    return clip(text_of(row.indicator.target))
