"""汇总.xlsm, the bureau's own workbook: a button that collects, cells for what it should know, a list of the last runs.

`content()` gives its bytes, the same every time. Its macros are built by workbook/build.py from workbook/bureau.
"""

from __future__ import annotations

import io

import perfeval_xl
from perfeval_xl.files import cell_styles, live_parts
from perfeval_xl.files.measure import height, pixels
from perfeval_xl.files.page import LISTS, Edition, Page
from perfeval_xl.files.styles import DEFAULT_FONT, Styles
from perfeval_xl.files.template import CALCULATION_ID, CREATED, PROTECTION

FILE_NAME = "汇总.xlsm"
SHEET = "汇总"
PROJECT = live_parts.DATA / "bureauProject.bin"
RIBBON = live_parts.DATA / "bureauUI14.xml"

RUNS = (
    ("时间", 23),
    ("报送文件夹", 40),
    ("单位", 7),
    ("未报送", 8),
    ("读不出", 8),
    ("✘ 错误", 8),
    ("退回意见", 9),
    ("汇总表（点开）", 30),
    ("说明", 36),
)
"""The columns of the list of runs: heading and width; `excel.collecting` gives the cells of a run."""
_KEPT = 12
"""How many runs the list keeps."""

_STEPS = (
    "点“选择文件夹并汇总”，选中放各单位自评表的文件夹；子文件夹和 .zip 压缩包里的也会读。只读，不改，不运行里面的宏。",
    "每份表都重新计分、全部校验，写成一张汇总表：排名、得分对照、问题清单、未报送、防篡改。写好自动打开，名为“文件夹名-汇总.xlsx”。",
    "进度和大约还要多久显示在最下面的状态栏，Excel 照常可用。点“停止”，已读的部分也写成汇总表；再汇总一次会接着读。",
    "在汇总表的“复核”里填复核分和复核意见，也可以自己加列：下次汇总同一个文件夹时都会保留，单位没有再报送的也保留。",
)
_INPUTS = (
    ("bureau.folder", "报送文件夹", "PerfCollectAgain", "汇总这个文件夹", "由按钮填写；也可以粘贴一个路径。"),
    ("bureau.target", "汇总表放在（可不填）", "PerfPickTarget", "选择…", "不填：放在报送文件夹旁边。"),
    ("bureau.roster", "名册（可不填）", "PerfPickRoster", "选择…", "一列单位名称的 .xlsx，用来找出谁没有报送。"),
    ("bureau.letters", "退回意见放在（可不填）", "PerfPickLetters", "选择…", "填了：给每个有错误的单位写一份 Word。"),
    ("bureau.sender", "发文单位", "", "", "写在退回意见落款处；不填就留空。"),
    ("bureau.deadline", "退回修改期限", "", "", "如 2022年4月30日；不填就留空。"),
)
"""The input cells: name, label, macro and words of the button beside it, hint."""
_DEADLINE = "bureau.deadline"

TEXTS = {
    "title": "绩效汇总",
    "starting": "正在启动汇总组件…",
    "no_server": "汇总组件没有启动：请运行 install.cmd 安装或修复，再按一次按钮；“自检”能说明哪里不对。",
    "failed": "没有完成。请再按一次按钮，仍不行请点“自检”。原因：",
    "password": "工作表设有密码保护，不能记下这次汇总。请先在“审阅”中撤消工作表保护。",
    "busy": "正在汇总，请等它完成，或点“停止”。",
    "idle": "没有正在进行的汇总。",
    "lost": "汇总组件中断了，看不到进度；汇总仍在后台进行，写好后在报送文件夹旁边。要重来请再按一次按钮。",
    "ask_close": "这张汇总表正开着，有没保存的内容。\n要保存并关闭它，再重新汇总吗？“复核”里填的都会保留。",
    "left_open": "汇总表还开着，没有汇总。请保存并关闭它，再按一次。",
    "pick_folder": "选择放自评表的文件夹",
    "pick_target": "选择放汇总表的文件夹",
    "pick_roster": "选择名册",
    "pick_letters": "选择放退回意见的文件夹",
}
"""What the macros show; VBA is plain ASCII, so each stands in a named cell (`text.…`)."""

_BUTTON = 7
_HINT = 8
_LAST = len(RUNS) - 1


def content() -> bytes:
    """The bytes of the workbook."""
    import xlsxwriter

    stream = io.BytesIO()
    book = xlsxwriter.Workbook(
        stream, {"in_memory": True, "default_format_properties": DEFAULT_FONT, "default_column_width": 72}
    )
    book.set_calc_mode("auto", calc_id=CALCULATION_ID)
    book.calc_on_load = False
    book.set_properties({"title": "部门整体绩效自评汇总", "comments": perfeval_xl.MADE_BY, "created": CREATED})
    styles, edition = Styles(book), Edition(live=True)
    desk, lists = (Page(book, book.add_worksheet(name), styles, edition) for name in (SHEET, LISTS))
    _write(desk)
    for row, (name, words) in enumerate(TEXTS.items()):
        lists.put(row, 0, words, styles.purpose("list"))
        lists.name(f"text.{name}", row, 0)
    lists.sheet.hide()
    for page in (desk, lists):
        page.finish()
        page.sheet.protect("", PROTECTION)
    live_parts.add_macros(book, PROJECT)
    cell_styles.add(book, styles)
    book.close()
    return live_parts.with_ribbon(stream.getvalue(), RIBBON)


def _write(page: Page) -> None:
    sheet, styles = page.sheet, page.styles
    page.begin("部门整体绩效自评汇总", (width for _, width in RUNS))
    page.set_height(0, 40)
    _button(page, 0, "PerfCollect", "选择文件夹并汇总", width=210, height=40)
    _button(page, 0, "PerfStop", "停止", column=_HINT, width=90, height=40)
    row = _steps(page, 2)
    row = _inputs(page, row + 1)
    row = _runs(page, row + 1)
    page.put(row + 1, 0, perfeval_xl.MADE_BY, styles.purpose("plain", font_color="#7F7F7F"))
    sheet.hide_gridlines(2)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 1)
    sheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.6)
    sheet.print_area(0, 0, row + 1, _LAST)
    sheet.activate()
    sheet.set_selection(page.places["bureau.folder"][0], 1, page.places["bureau.folder"][0], 1)


def _steps(page: Page, row: int) -> int:
    wide = pixels(sum(width for _, width in RUNS))
    for number, text in enumerate(_STEPS, 1):
        words = f"{number}. {text}"
        page.put(row, 0, words, page.styles.purpose("guide"), to=(row, _LAST))
        page.set_height(row, height(words, wide, 11) + 2)
        row += 1
    return row


def _inputs(page: Page, row: int) -> int:
    styles = page.styles
    left = {"align": "left", "indent": 1, "locked": False, "text_wrap": False}
    for name, label, macro, caption, hint in _INPUTS:
        shown = 'yyyy"年"m"月"d"日"' if name == _DEADLINE else "@"
        page.put(row, 0, label, styles.purpose("label_left", indent=1))
        page.put(row, 1, None, styles.purpose("guide_input", **left, num_format=shown), to=(row, _BUTTON - 1))
        page.name(name, row, 1)
        if macro:
            _button(page, row, macro, caption, width=130 if name == "bureau.folder" else 80, height=23)
        page.put(row, _HINT, hint, styles.purpose("note", valign="vcenter"))
        page.set_height(row, 27)
        row += 1
    return row


def _runs(page: Page, row: int) -> int:
    styles = page.styles
    page.put(row, 0, "最近几次汇总", styles.purpose("guide_heading"))
    page.set_height(row, 24)
    for col, (heading, _) in enumerate(RUNS):
        page.put(row + 1, col, heading, styles.purpose("heading"))
    page.set_height(row + 1, 22)
    first, last = row + 2, row + 1 + _KEPT
    left = styles.purpose("helper", font_size=10)
    kinds = [styles.purpose("helper_number", font_size=10, num_format="yyyy-mm-dd hh:mm"), left]
    kinds += [styles.purpose("helper_number", font_size=10)] * 5
    kinds += [styles.purpose("helper", font_size=10, font_color="#0563C1", underline=1), left]
    for at in range(first, last + 1):
        for col, style in enumerate(kinds):
            page.put(at, col, None, style)
    page.name("bureau.runs", first, 0, (last, _LAST))
    return last


def _button(page: Page, row: int, macro: str, caption: str, *, column: int = _BUTTON, width: int, height: int) -> None:
    page.sheet.insert_button(
        row,
        column,
        {
            "macro": macro,
            "caption": caption,
            "width": width,
            "height": height,
            "x_offset": 4,
            "y_offset": 3,
            "description": caption,
        },
    )
