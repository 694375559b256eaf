"""填写说明, the first sheet: six steps, what colours and signs mean, keys, version, scheme, how to submit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from perfeval_xl.files.measure import height, pixels
from perfeval_xl.files.page import Page
from perfeval_xl.files.styles import ERROR, GOOD, HINT, WARNING
from perfeval_xl.scheme import Scheme

if TYPE_CHECKING:
    from xlsxwriter.format import Format

_WIDTHS = (12, 80)
_STEPS = (
    "打开“自评表”，填写年度、填表人、单位名称和年度总体目标。浅黄色的格是要填的，按 Tab 键跳到下一个要填的格。",
    "填写“年度主要任务”和“预算情况”，金额单位为万元，预算执行率由公式算出。",
    "填写“绩效指标”：指标值照抄年初批复（如 ≥95%），实际完成值写真实结果（如 97%），分值合计为{full}分。",
    "得分由公式算出。显示“待评定”的，选一个档次或直接填写得分；没有得满分的，写明未完成原因和措施。",
    "看右侧的“标记”“校验提示”“计分说明”，逐条改正带 ✘ 的内容，核对带 ⚠ 的内容。",
    "填写“报告素材”，保存文件，再导出自评报告和送审件。",
)
_LIVE = "得分、校验提示和计分说明由计分组件随填随算；本机没有安装组件或没有启用宏时，显示上次保存的结果。"
_NATIVE = (
    "本文件不含宏，也不需要安装任何程序：得分、标记、合计、执行率和等级都由普通公式随填随算，"
    "Excel 2010 以上、WPS 和 LibreOffice 通用。"
    "公式算出的分与计分组件完全一致；拿不准的一律显示“待评定”，由人填写得分，或用 perfeval-xl score 计分。"
)
_COVERAGE = (
    "能自己计分的写法：①“符号＋数字＋单位”，如 ≥95%、≤2万元、不少于18台、80次以上，"
    "符号写成 》、>=、＞ 等也认得；元、万元、亿元和人、万人等自动换算；"
    "②“2021年12月20日之前”这样写全年月日的时限；③文字相同，或写“达标”“完成”“达成”的定性指标。\n"
    "显示“待评定”的：区间（2-3次）、比例（1:1）、不写年份的时限、“基本……”“部分……”等须定档的文字、晚于时限、读不懂的单位、"
    "格里是数字而不是文字（请在本格重新键入）、按评分标准计分的行。"
)
_NATIVE_ROWS = (
    "表内有空行时直接填空行。要加行：先撤消工作表保护（没有密码），选中上面一整行，复制，再“插入复制的单元格”，然后改写内容；"
    "只插入空行的，那一行没有公式，自评表顶部的“校验”会提醒。删除整行不影响合计和读取；请不要在表格最下面的细行之后插入。"
)
_SIGNS = (
    (f"{ERROR} 红色", "错误，必须改正，例如得分超过分值、合计不等。", ERROR),
    (f"{WARNING} 黄色", "可能被退回，请核对，例如没有得满分而未写原因。", WARNING),
    (f"{HINT} 蓝色", "提示，例如需要由人评定的得分。", HINT),
    (f"{GOOD} 绿色", "已填，未发现问题。", GOOD),
    ("浅黄底色", "要填写的格。", "input"),
    ("白底", "公式或固定文字。得分、执行率可以直接改填，改填后按填写的计。", ""),
)
_KEYS = (
    ("Tab", "跳到下一个要填的格"),
    ("Alt+Enter", "在一个格里换行"),
    ("Alt+↓", "打开下拉列表"),
    ("Ctrl+Z", "撤销"),
    ("Ctrl+P", "打印（自评表 A 至 I 列，A4 纸，一页宽）"),
)
_ROWS = (
    "在表内任意一行上插入或删除整行，合计和读取都不受影响；请不要在表格最下面的细行之后插入。"
    "工作表有保护但没有密码：审阅 → 撤消工作表保护。"
)
_MANUAL = "第一天怎样用、每句提示怎么办、常见问题：见安装包里的“用户手册.html”，装好后在“文档\\绩效自评”文件夹。"
_SUBMIT = (
    "检查无 ✘ 后，用“生成送审件”（或 perfeval-xl submit 文件名 -o 送审件.xlsx）得到不含公式和宏的文件，"
    "与盖章的纸质件一并报送。"
)


def write(page: Page, scheme: Scheme, version: str) -> None:
    """Writes the sheet."""
    sheet = page.sheet
    for col, width in enumerate(_WIDTHS):
        sheet.set_column(col, col, width)
    row = _line(page, 0, "", f"{scheme.form.title}填写说明", "guide_title")
    full = f"{sum(rule.points for rule in scheme.component):f}"
    row = _heading(page, row, "六步完成")
    for number, text in enumerate(_STEPS, 1):
        row = _line(page, row, f"第{number}步", text.format(full=full))
    row = _heading(page, row, "标记和颜色")
    for label, text, sign in _SIGNS:
        row = _line(page, row, label, text, style=_sample(page, sign))
    row = _heading(page, row, "快捷键")
    for key, text in _KEYS:
        row = _line(page, row, key, text)
    row = _heading(page, row, "增减行")
    row = _line(page, row, "", _NATIVE_ROWS if page.edition.native else _ROWS)
    row = _heading(page, row, "报送")
    row = _line(page, row, "", _SUBMIT)
    row = _line(page, row, "手册", _MANUAL)
    row = _heading(page, row, "本文件")
    row = _line(page, row, "方案", f"{scheme.title}（{scheme.id}）")
    verified = scheme.verified or "【草案】本方案尚未与正式文件核对，结果仅供参考。"
    row = _line(page, row, "依据", verified)
    row = _line(page, row, "版本", f"perfeval-xl {version}")
    row = _line(page, row, "计分", _NATIVE if page.edition.native else _LIVE)
    if page.edition.native:
        row = _line(page, row, "计分范围", _COVERAGE)
    sheet.hide_gridlines(2)
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 1)
    sheet.set_margins(left=0.6, right=0.6, top=0.7, bottom=0.7)
    sheet.print_area(0, 0, row - 1, len(_WIDTHS) - 1)
    sheet.set_first_sheet()
    sheet.activate()


def _heading(page: Page, row: int, text: str) -> int:
    page.set_height(row, 10)
    return _line(page, row + 1, "", text, "guide_heading")


def _line(page: Page, row: int, label: str, text: str, purpose: str = "guide", style: Format | None = None) -> int:
    """Writes one line and returns the next row."""
    styles = page.styles
    if purpose == "guide":
        if label:
            page.put(row, 0, label, style or styles.purpose("guide_key"))
        page.put(row, 1, text, styles.purpose("guide"))
        page.set_height(row, height(text, pixels(_WIDTHS[1]), 11) + 2)
    else:
        page.put(row, 0, text, styles.purpose(purpose))
        page.set_height(row, 30 if purpose == "guide_title" else 22)
    return row + 1


def _sample(page: Page, sign: str) -> Format:
    if sign == "input":
        return page.styles.purpose("guide_input")
    return page.styles.purpose("guide_key", **(page.styles.colours(sign) if sign else {}))
