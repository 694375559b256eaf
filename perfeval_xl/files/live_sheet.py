"""What the macros of a live workbook find on the hidden sheet 列表: their texts, help of the functions, formulas.

VBA is plain ASCII, so every Chinese word that it shows stands in a named cell here (`text.…`).
"""

from __future__ import annotations

from collections.abc import Iterator

from perfeval_xl.cell_functions import FUNCTIONS
from perfeval_xl.files.layout import COMPUTED, Layout, Table
from perfeval_xl.files.page import Page, address
from perfeval_xl.files.r1c1 import relative

TEXTS = {
    "title": "绩效自评",
    "starting": "正在启动计分组件…",
    "working": "正在处理，请稍候…",
    "no_server": "计分组件没有启动：得分显示“待评定”或保持原值，不再自动更新。安装或修复后点“重新计分”。",
    "no_copy": "不能保存临时副本，没有完成。请检查磁盘空间后重试。",
    "password": "工作表设有密码保护，不能修改。请先在“审阅”中撤消工作表保护，再试一次。",
    "not_in_table": "请先选中“自评表”中要删除的指标行。",
    "last_row": "绩效指标至少要留一行，不能再删除；不需要的内容请直接清空。",
    "inserted": "已插入一行指标。",
    "deleted": "已删除一行指标，可用“撤销上次操作”恢复。",
    "rescored": "公式已检查，全表已重新计算。",
    "restored": "恢复了 {n} 处公式，全表已重新计算。",
    "ask_typed": (
        "有 {n} 处得分、执行率或结论是手工填写的。\n要用公式重新计算并替换它们吗？\n\n"
        "是：替换（可用“撤销上次操作”恢复）\n否：保留手工填写的内容，只重新计算其他格"
    ),
    "ask_filled": "要撤销的那一行里已经填了内容，撤销会把它们一起删除。要继续吗？",
    "no_undo": "没有可以撤销的操作。只能撤销最近一次由按钮作的修改；自己填写的内容请按 Ctrl+Z。",
    "lost_undo": "那一行已经被移走或删除，不能再撤销。",
    "undone": "已撤销上次操作。",
    "undo": "撤销上次操作",
    "failed": "没有完成。请保存后再试一次，仍不行请点“自检”。原因：",
}
CATEGORY = "绩效自评"
_FIRST = 40
"""The first column used here, well to the right of the drop-down lists."""
_FUNCTIONS, _FORMULAS = _FIRST + 3, _FIRST + 16
_ARGUMENTS = 8
"""The most arguments that a cell function has."""
_HELP = 255
"""The longest description that the function wizard shows."""


def write(page: Page, form: Page, places: Layout) -> None:
    """Writes texts, help and formulas; `form` is 自评表 as written."""
    text = page.styles.purpose("list")
    page.put(0, _FIRST, "宏的文字", text)
    for row, (name, words) in enumerate(TEXTS.items(), 1):
        page.put(row, _FIRST, words, text)
        page.name(f"text.{name}", row, _FIRST)
    page.put(0, _FUNCTIONS, "函数说明", text)
    for row, function in enumerate(FUNCTIONS, 1):
        described = [f"{item.label}：{item.doc}"[:_HELP] for item in function.arguments]
        listed = [function.name, CATEGORY, function.doc[:_HELP], *described]
        for col, words in enumerate(listed, _FUNCTIONS):
            page.put(row, col, words, text)
    page.name("list.functions", 1, _FUNCTIONS, (len(FUNCTIONS), _FUNCTIONS + 2 + _ARGUMENTS))
    page.put(0, _FORMULAS, "公式", text)
    formulas = list(canonical(form, places))
    for row, entry in enumerate(formulas, 1):
        for col, value in enumerate(entry, _FORMULAS):
            page.put(row, col, value, text)
    page.name("list.formulas", 1, _FORMULAS, (len(formulas), _FORMULAS + 5))


def canonical(form: Page, places: Layout) -> Iterator[tuple[str, str, str, str, str, str]]:
    """Every computed cell of 自评表: (anchor, "each row" or "cell", rows below, column, formula, "hand" or "").

    A formula of a table counts for each of its rows; the anchor is a defined name, so that inserted rows do no harm.
    "hand" marks the cells that a person may type over.
    """
    named = _named(places)
    tables = {"tasks.name": places.tasks, "indicators.name": places.indicators}
    seen = set()
    for (row, col), text in sorted(form.formulas.items()):
        anchor, kind, down = _where(row, tables, places)
        if (anchor, kind, down, col) in seen:
            continue
        seen.add((anchor, kind, down, col))
        hand = "hand" if (row, col) in form.typable else ""
        yield anchor, kind, str(down), str(col + 1), relative(text, row, col, named), hand


def _where(row: int, tables: dict[str, Table], places: Layout) -> tuple[str, str, int]:
    for name, table in tables.items():
        if row in table.rows:
            return name, "each row", 0
    if row > places.budget:
        return "budget.total.final", "cell", row - places.total
    return "fiscal_year", "cell", row - 1


def _named(places: Layout) -> dict[str, str]:
    """The addresses below the first table that formulas elsewhere use: rows inserted above would move them."""
    total, table = places.total, places.indicators
    fields = {3: "original", 4: "final", 5: "outturn", 6: "execution_rate", 7: "points", 8: "score"}
    found = {address(total, col, fixed=True): f"budget.total.{name}" for col, name in fields.items()}
    found |= {
        f"{address(total, 3, fixed=True)}:{address(total, 5, fixed=True)}": "budget.total.amounts",
        address(total, 10, fixed=True): "budget.total.computed_rate",
        address(total, COMPUTED, fixed=True): "budget.total.computed",
    }
    area = f"{address(table.header, COMPUTED, fixed=True)}:{address(table.closing, COMPUTED, fixed=True)}"
    return {**found, area: "indicators.computed"}


def name_helpers(form: Page, places: Layout) -> None:
    """Names the helper cells of 自评表 that formulas and macros refer to."""
    total, table = places.total, places.indicators
    form.name("budget.total.amounts", total, 3, (total, 5))
    form.name("budget.total.computed_rate", total, 10)
    form.name("budget.total.computed", total, COMPUTED)
    for name, col in (("mark", 9), ("computed", COMPUTED), ("message", 12), ("explanation", 13)):
        form.name(f"indicators.{name}", table.header, col, (table.closing, col))
