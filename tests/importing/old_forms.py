"""Old forms as they are found: a return drawn in many layouts, as grids, .xlsx, .xls or .docx."""

import random
from dataclasses import dataclass, field
from decimal import Decimal

from perfeval_xl.figures import number_of, rate_of, text_of
from perfeval_xl.importing import Cell, Grid, Line

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
AMOUNTS = ("budget", "budget_fiscal", "outturn", "outturn_fiscal", "original", "final")
NOTE = "注：1.自评采取打分评价的形式，满分为100分。"


@dataclass(frozen=True)
class Style:
    """How a form is laid out and worded."""

    words: int = 0
    mixed: bool = False
    categories: str = "merged"
    two_lines: bool = False
    extra: bool = False
    unit: str = "万元"
    unit_words: bool = False
    broken: bool = False
    pages: str = "one"
    totals: bool = False
    numbers: bool = True
    title: str = "部门整体绩效自评表"


@dataclass
class Table:
    """Cells by (row, column) with their spans; `page` tells which sheet or Word table they go to."""

    page: int
    puts: list[tuple[int, int, int, int, object]] = field(default_factory=list)
    rows: int = 0
    columns: int = 0

    def width(self):
        """The number of its columns."""
        return max(self.columns, *(column + columns - 1 for _, column, _, columns, _ in self.puts))

    def row(self, cells):
        """Adds a row: (column, value) or (column, value, columns) or (column, value, columns, rows)."""
        self.rows += 1
        for column, value, *span in cells:
            columns, rows = [*span, *(1, 1)[len(span) :]]
            if value not in (None, ""):
                self.puts.append((self.rows, column, rows, columns, value))


def draw(form, style):
    """The form as a list of lines (texts outside the tables) and tables, in their order."""
    year = text_of(form.fiscal_year)
    broken = style.broken
    contact = f"填表人及联系方式：{text_of(form.agency.preparer)} {text_of(form.agency.phone)}"
    if broken:
        year = year.replace("2", "２").replace("0", "０")
    lines = [_spread(style.title) if broken else style.title, f"（{year} 年度）", f"{contact}    单位：{style.unit}"]
    tables = [_head(form, style)]
    if form.tasks:
        tables.append(_tasks(form, style))
    tables.append(_budget(form, style))
    if form.indicators:
        tables += _indicators(form, style)
    if form.components:
        tables.append(_components(form))
    return [*lines, *tables, NOTE]


def _spread(text):
    return " ".join(text)


def _break(text, style):
    """A label with a line break and blanks inside, where the style has them."""
    if not style.broken or len(text) < 4:
        return text
    return f"{text[:2]}\n{text[2:4]} {text[4:]}".rstrip()


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
            (1, _break(name, style), 1, 2),
            (2, text_of(form.agency.name), 3, 2),
            (5, _break(label, style)),
            (6, form.declared.total, 4),
        ]
    )
    table.row([(5, grade), (6, form.declared.grade, 4)])
    table.row(
        [
            (1, _break(goal, style)),
            (2, form.objective.text, 3),
            (5, _break(reached, style)),
            (6, form.objective.result, 4),
        ]
    )
    return table


def _amount(value, style):
    number = number_of(value)
    if number is None:
        return value
    if style.unit == "元":
        return number * 10_000
    return f"{number}万元" if style.unit_words else number


def _cell(row, name, style):
    value = getattr(row, name)
    if name in AMOUNTS:
        return _amount(value, style)
    if name in ("points", "score") and value is not None and style.unit_words:
        return f"{value}分"
    if isinstance(value, str) and style.broken and name in ("name", "category", "subcategory"):
        return f" {value[:3]}\n{value[3:]}" if len(value) > 5 else value
    return value


def _order(names, style, fixed=()):
    if not style.mixed:
        return list(names)
    moved = [name for name in names if name not in fixed]
    random.Random(7).shuffle(moved)
    return [*fixed, *moved]


def _tasks(form, style):
    table = Table(0)
    headers = {name: words[style.words] for name, words in HEADERS["tasks"].items()}
    names = list(headers)
    columns = {name: place for place, name in enumerate(names, 2)}
    if style.two_lines:
        tall = [(1, "年度\n主要\n任务", 1, 2 + len(form.tasks))]
        tall += [(columns[name], _break(headers[name], style), 1, 2) for name in ("name", "content", "progress")]
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
        table.row([*side, *((columns[name], _break(headers[name], style)) for name in names)])
    for task in form.tasks:
        table.row([(columns[name], _cell(task, name, style)) for name in names])
    if style.totals:
        total = sum((number_of(task.budget) or Decimal(0) for task in form.tasks), Decimal(0))
        table.row([(columns["name"], "合  计"), (columns["budget"], total)])
    return table


def _budget(form, style):
    table = Table(0)
    headers = {name: words[style.words] for name, words in HEADERS["budget"].items()}
    if style.unit == "元":
        headers |= {name: f"{headers[name]}（元）" for name in ("original", "final", "outturn")}
    names = _order(headers, style)
    columns = {name: place for place, name in enumerate(names, 4)}
    table.row([(1, "预算情况", 3), *((columns[name], _break(headers[name], style)) for name in names)])
    for group, label in BUDGET_ROWS:
        row = getattr(form.budget, group)
        cells = [(columns[name], _cell(row, name, style)) for name in names if hasattr(row, name)]
        table.row([(2, label, 2), *cells])
    return table


def _indicators(form, style):
    headers = {name: words[style.words] for name, words in HEADERS["indicators"].items()}
    names = _order(headers, style, ("category", "subcategory", "name"))
    if style.extra:
        names = ["序号", *names[:3], "备注", *names[3:]]
    columns = {name: place for place, name in enumerate(names, 1)}
    rows = list(enumerate(form.indicators))
    cut = {"one": [rows], "sheets": _halves(rows), "repeated": _halves(rows), "bare": _halves(rows)}[style.pages]
    tables = []
    for number, part in enumerate(cut):
        table = Table(number if style.pages != "one" else 0, columns=len(names))
        if number == 0 or style.pages != "bare":
            table.row([(columns[name], _break(headers.get(name, name), style)) for name in names])
        _rows(table, part, names, columns, style)
        tables.append(table)
    if style.totals:
        scores = sum((number_of(row.score) or Decimal(0) for row in form.indicators), Decimal(0))
        tables[-1].row(
            [(columns["category"], "合计", 3), (columns["points"], Decimal(100)), (columns["score"], scores)]
        )
    return tables


def _halves(rows):
    middle = len(rows) // 2
    return [rows[:middle], rows[middle:]]


def _rows(table, part, names, columns, style):
    for place, (index, row) in enumerate(part):
        cells = []
        for name in names:
            if name == "序号":
                cells.append((columns[name], Decimal(index + 1)))
            elif name == "备注":
                cells.append((columns[name], "见附件" if index == 1 else None))
            elif name in ("category", "subcategory") and style.categories != "every":
                cells += _category(part, place, name, columns[name], style)
            else:
                cells.append((columns[name], _cell(row, name, style)))
        table.row(cells)


def _category(part, place, name, column, style):
    """The first cell of a run of rows of one category: merged over them, or alone."""
    keys = [(row.category, row.subcategory if name == "subcategory" else None) for _, row in part]
    if place and keys[place - 1] == keys[place]:
        return []
    run = next((end for end in range(place, len(keys)) if keys[end] != keys[place]), len(keys)) - place
    return [(column, _cell(part[place][1], name, style), 1, run if style.categories == "merged" else 1)]


def _components(form):
    table = Table(0)
    table.row([(1, "指标", 3), (4, "权重分值"), (5, "得分"), (6, "得分率")])
    for row in form.components:
        table.row([(1, row.name, 3), (4, row.points), (5, row.score), (6, "90%")])
    return table


def grids(drawn, *, apart=False):
    """The drawing as blocks for the core: one grid for all, or a grid for each table."""
    blocks, top, cells, number = [], 0, [], 0
    for item in drawn:
        if isinstance(item, str):
            if apart:
                blocks.append(Line(item, f"第{len(blocks)}段"))
            else:
                top += 1
                cells.append(Cell(top, 1, item, f"表!A{top}", 1, 9))
            continue
        number += 1
        placed = [
            Cell(top + row, column, value, f"表{number if apart else ''}!R{top + row}C{column}", rows, columns)
            for row, column, rows, columns, value in item.puts
        ]
        if apart:
            blocks.append(Grid(f"表{number}", tuple(placed), item.width()))
        else:
            cells += placed
            top += item.rows
    return blocks if apart else [Grid("表", tuple(cells), max(cell.right for cell in cells))]


def _number(value, numbers):
    """A value as a cell of a spreadsheet: a number, a ratio with a percent format, or a text."""
    if isinstance(value, Decimal):
        return float(value), ""
    text = text_of(value)
    rate = rate_of(text) if text.endswith("%") else None
    return (float(rate), "0.00%") if numbers and rate is not None else (text, "")


def _sheets(drawn, style):
    """By sheet, the cells of the drawing stacked one below the other."""
    pages, tops = {}, {}
    for item in drawn:
        page = item.page if not isinstance(item, str) and style.pages == "sheets" else 0
        top = tops.get(page, 0)
        puts = [(1, 1, 1, 9, item)] if isinstance(item, str) else item.puts
        pages.setdefault(page, []).extend(
            (top + row, column, rows, cols, value) for row, column, rows, cols, value in puts
        )
        tops[page] = top + (1 if isinstance(item, str) else item.rows)
    return pages


def write_xlsx(path, drawn, style):
    """The drawing as .xlsx."""
    import xlsxwriter

    with xlsxwriter.Workbook(path) as book:
        percent = book.add_format({"num_format": "0.00%"})
        for page, puts in _sheets(drawn, style).items():
            sheet = book.add_worksheet(("自评表", "指标")[min(page, 1)] + ("" if page < 2 else str(page)))
            for row, column, rows, columns, value in puts:
                shown, form = _number(value, style.numbers)
                formats = [percent] if form else []
                if rows > 1 or columns > 1:
                    sheet.merge_range(row - 1, column - 1, row + rows - 2, column + columns - 2, "", *formats)
                if isinstance(shown, str):
                    sheet.write_string(row - 1, column - 1, shown)
                else:
                    sheet.write_number(row - 1, column - 1, shown, *formats)


def write_xls(path, drawn, style):
    """The drawing as .xls."""
    import xlwt

    book = xlwt.Workbook(encoding="utf-8")
    percent, plain = xlwt.easyxf(num_format_str="0.00%"), xlwt.XFStyle()
    for page, puts in _sheets(drawn, style).items():
        sheet = book.add_sheet(f"表{page + 1}")
        for row, column, rows, columns, value in puts:
            shown, form = _number(value, style.numbers)
            look = percent if form else plain
            sheet.write_merge(row - 1, row + rows - 2, column - 1, column + columns - 2, shown, look)
    book.save(str(path))


def write_docx(path, drawn, narrative=()):
    """The drawing as .docx: lines as paragraphs, a Word table for each table, `narrative` in front."""
    from docx import Document

    document = Document()
    for text in narrative:
        document.add_paragraph(text)
    for item in drawn:
        if isinstance(item, str):
            document.add_paragraph(item)
            continue
        width = item.width()
        table = document.add_table(item.rows, width)
        cells = [row.cells for row in table.rows]
        for row, column, rows, columns, value in item.puts:
            cell = cells[row - 1][column - 1]
            if rows > 1 or columns > 1:
                cell = cell.merge(cells[row + rows - 2][column + columns - 2])
            cell.text = text_of(value)
        document.add_paragraph("")
    document.save(str(path))
