"""Old forms as they are found: a return drawn in many layouts, as grids, .xlsx, .xls or .docx."""

from decimal import Decimal

from importing import old_base_forms
from importing.old_drawing import NOTE, Style, Table, broken, cell, halves, label_cells, order, run_of, spread
from importing.old_files import grids, pasted, write_docx, write_xls, write_xlsx

from perfeval_xl.figures import number_of, text_of

__all__ = [
    "NARRATIVE",
    "Style",
    "absent",
    "draw",
    "grids",
    "narrative",
    "pasted",
    "write_docx",
    "write_xls",
    "write_xlsx",
]

NARRATIVE = old_base_forms.NARRATIVE
HEADERS = {
    "indicators": {
        "category": ("一级指标", "指标类别", "一级"),
        "subcategory": ("二级指标", "二级", "二级指标"),
        "name": ("三级指标", "绩效指标", "三级指标名称"),
        "target": ("指标值", "年度指标值", "目标值"),
        "unit": ("度量单位", "计量单位", "单位"),
        "actual": ("实际完成值", "全年实际值", "实际完成情况"),
        "points": ("分值", "权重分值", "标准分值"),
        "score": ("得分", "自评得分", "自评分"),
        "deviation_reason": ("未完成原因分析", "偏差原因分析及改进措施", "扣分原因和其他说明"),
    },
    "tasks": {
        "name": ("任务名称", "重点工作任务", "主要任务"),
        "content": ("主要内容", "任务内容", "工作内容"),
        "budget": ("预算资金", "预算金额", "任务预算"),
        "budget_fiscal": ("其中：财政资金", "其中：财政拨款", "财政资金"),
        "progress": ("任务完成情况", "完成情况", "实际完成情况"),
        "outturn": ("预算执行数", "执行数", "实际支出"),
        "outturn_fiscal": ("其中：财政资金", "其中：财政拨款", "财政资金"),
        "execution_rate": ("预算执行率", "执行率", "执行率"),
    },
    "budget": {
        "original": ("年初预算数", "年初预算", "年初批复数"),
        "final": ("全年预算数", "调整后预算数", "全年预算"),
        "outturn": ("预算执行数", "全年执行数", "决算数"),
        "execution_rate": ("预算执行率", "执行率", "执行率"),
        "points": ("分值", "标准分", "分值"),
        "score": ("得分", "自评得分", "得分"),
    },
}
BUDGET_ROWS = (
    ("total", "部门预算总额"),
    ("fiscal", "1、资金来源：（1）财政性资金"),
    ("other", "（2）其他资金"),
    ("basic", "2、资金结构：（1）基本支出"),
    ("project", "（2）项目支出"),
)


def draw(form, style):
    """The form as a list of lines (texts outside the tables) and tables, in their order."""
    if form.goals or form.revenue:
        return old_base_forms.draw(form, style)
    year = text_of(form.fiscal_year)
    contact = f"填表人及联系方式：{text_of(form.agency.preparer)} {text_of(form.agency.phone)}"
    if style.broken:
        year = year.replace("2", "２").replace("0", "０")
    lines = [
        spread(style.title) if style.broken else style.title,
        f"（{year} 年度）",
        f"{contact}    单位：{style.unit}",
    ]
    tables = [_head(form, style)]
    if form.tasks:
        tables.append(_tasks(form, style))
    tables.append(_budget(form, style))
    if form.indicators:
        tables += _indicators(form, style)
    if form.components:
        tables.append(_components(form))
    return [*lines, *tables, NOTE]


def absent(form, style):
    """The names of the values of a return that its old form has no place for."""
    return old_base_forms.absent(form, style) if form.goals or form.revenue else set()


def narrative(form, style):
    """The department's own words in the drawing, by section."""
    return NARRATIVE if (form.goals or form.revenue) and style.narrative != "none" else {}


def _head(form, style):
    table = Table(0)
    label = ("自评得分", "自评总分", "绩效自评综合得分")[style.words]
    grade = ("自评结果", "自评等级", "评价等次")[style.words]
    name = ("部门（单位）名称", "单位名称", "填报单位")[style.words]
    goal, reached = (
        ("年度总体目标", "年度总体目标完成情况"),
        ("年度绩效目标", "年度绩效目标完成情况"),
        ("总体目标", "总体目标完成情况"),
    )[style.words]
    table.row(
        [
            (1, broken(name, style), 1, 2),
            (2, text_of(form.agency.name), 3, 2),
            (5, broken(label, style)),
            (6, form.declared.total, 4),
        ]
    )
    table.row([(5, grade), (6, form.declared.grade, 4)])
    table.row(
        [
            (1, broken(goal, style)),
            (2, form.objective.text, 3),
            (5, broken(reached, style)),
            (6, form.objective.result, 4),
        ]
    )
    return table


def _tasks(form, style):
    table = Table(0)
    headers = {name: words[style.words] for name, words in HEADERS["tasks"].items()}
    names = list(headers)
    columns = {name: place for place, name in enumerate(names, 2)}
    if style.two_lines:
        tall = [(1, "年度\n主要\n任务", 1, 2 + len(form.tasks))]
        tall += [(columns[name], broken(headers[name], style), 1, 2) for name in ("name", "content", "progress")]
        tall += [(columns["execution_rate"], headers["execution_rate"], 1, 2)]
        table.row([*tall, (columns["budget"], headers["budget"], 2), (columns["outturn"], headers["outturn"], 2)])
        table.row(
            [
                (columns["budget"], "合计"),
                (columns["budget_fiscal"], headers["budget_fiscal"]),
                (columns["outturn"], "小计"),
                (columns["outturn_fiscal"], headers["outturn_fiscal"]),
            ]
        )
    else:
        side = [(1, "年度\n主要\n任务", 1, 1 + len(form.tasks))]
        table.row([*side, *((columns[name], broken(headers[name], style)) for name in names)])
    for task in form.tasks:
        table.row([(columns[name], cell(task, name, style)) for name in names])
    if style.totals:
        total = sum((number_of(task.budget) or Decimal(0) for task in form.tasks), Decimal(0))
        table.row([(columns["name"], "合  计"), (columns["budget"], total)])
    return table


def _budget(form, style):
    table = Table(0)
    headers = {name: words[style.words] for name, words in HEADERS["budget"].items()}
    if style.unit == "元":
        headers |= {name: f"{headers[name]}（元）" for name in ("original", "final", "outturn")}
    names = order(headers, style)
    columns = {name: place for place, name in enumerate(names, 4)}
    table.row([(1, "预算情况", 3), *((columns[name], broken(headers[name], style)) for name in names)])
    for group, label in BUDGET_ROWS:
        row = getattr(form.budget, group)
        cells = [(columns[name], cell(row, name, style)) for name in names if hasattr(row, name)]
        table.row([(2, label, 2), *cells])
    return table


def _indicators(form, style):
    headers = {name: words[style.words] for name, words in HEADERS["indicators"].items()}
    names = order(headers, style, ("category", "subcategory", "name"))
    if style.extra:
        names = ["序号", *names[:3], "备注", *names[3:]]
    columns = {name: place for place, name in enumerate(names, 1)}
    rows = list(enumerate(form.indicators))
    cut = {"one": [rows], "sheets": halves(rows), "repeated": halves(rows), "bare": halves(rows)}[style.pages]
    tables = []
    for number, part in enumerate(cut):
        table = Table(number if style.pages != "one" else 0, columns=len(names))
        if number == 0 or style.pages != "bare":
            table.row([(columns[name], broken(headers.get(name, name), style)) for name in names])
        _rows(table, part, names, columns, style)
        tables.append(table)
    if style.totals:
        scores = sum((number_of(row.score) or Decimal(0) for row in form.indicators), Decimal(0))
        tables[-1].row(
            [(columns["category"], "合计", 3), (columns["points"], Decimal(100)), (columns["score"], scores)]
        )
    return tables


def _rows(table, part, names, columns, style):
    for place, (index, row) in enumerate(part):
        cells = []
        for name in names:
            if name == "序号":
                cells.append((columns[name], Decimal(index + 1)))
            elif name == "备注":
                cells.append((columns[name], "见附件" if index == 1 else None))
            elif name in ("category", "subcategory"):
                keys = [(row.category, row.subcategory if name == "subcategory" else None) for _, row in part]
                value, rows = cell(row, name, style), run_of(keys, place)[1]
                cells += label_cells(keys, place, columns[name], value or "", rows, style)
            else:
                cells.append((columns[name], cell(row, name, style)))
        table.row(cells)


def _components(form):
    table = Table(0)
    table.row([(1, "指标", 3), (4, "权重分值"), (5, "得分"), (6, "得分率")])
    for row in form.components:
        table.row([(1, row.name, 3), (4, row.points), (5, row.score), (6, "90%")])
    return table
