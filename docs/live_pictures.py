"""Makes the pictures of live workbooks in docs/pictures: where to begin, rows with marks, check list, chart, bureau.

LibreOffice opens the shipped workbooks, the button 校验 is pressed, and the sheets are printed as they stand on the
screen, helper columns included; the numbers that the manual refers to are drawn on top. Needs LibreOffice with its
Python bridge, poppler and Pillow; for convincing Chinese typefaces point FONTCONFIG_FILE at a configuration that maps
宋体, 仿宋, 黑体 and 楷体. `make pictures` makes all; look at them before committing.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path[:0] = [str(ROOT / "tests"), str(ROOT / "tests" / "live")]

import calc_session  # noqa: E402
import live_book  # noqa: E402
import picture_tools  # noqa: E402

from perfeval_xl.bureau import desk  # noqa: E402

TARGET = Path(__file__).parent / "pictures"
SAMPLE = ROOT / "workbook" / "已填示例.xlsm"
BLANK = ROOT / "workbook" / "空白自评表-zhengzhou-shangjie-2021.xlsm"
_MARGIN = 300
"""Hundredths of a millimetre around what is printed."""
HEAD = ("D2", "C3", "C4", "B6", "B10", "D16")
"""Where a blank form is begun: 年度, 填表人, 单位, 总体目标, 任务, 预算."""
ROWS = ("D22", "F22", "H22", "J22", "M22", "N22")
"""What the columns of a row are for: 指标值, 实际完成值, 得分, 标记, 校验提示, 计分说明."""
FILLED = {
    "bureau.folder": r"D:\绩效\2021年度报送",
    "bureau.roster": r"D:\绩效\单位名册.xlsx",
    "bureau.letters": r"D:\绩效\退回意见",
    "bureau.sender": "示例区财政局",
    "bureau.deadline": "2022年4月30日",
}
RUNS = (
    ("2022-04-15 09:12", FILLED["bureau.folder"], 298, 2, 1, 37, 21, "2021年度报送-汇总.xlsx", ""),
    ("2022-04-08 16:40", FILLED["bureau.folder"], 251, 49, 4, 173, 88, "2021年度报送-汇总.xlsx", ""),
)
"""What an invented bureau has typed into its workbook, and what came of it."""


def make(source: Path = SAMPLE, target: Path = TARGET) -> list[Path]:
    """Writes head.png, rows.png, findings.png, chart.png, desk.png."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with calc_session.Office(bundled=live_book.BUNDLED, env=live_book.environment(folder / "down")) as office:
            blank = live_book.open_live(office, BLANK, folder)
            made = [_print(blank, "自评表", (0, 0, 8, 20), folder, target / "head.png", 80, HEAD)]
            blank.close()
            book = live_book.open_live(office, source, folder).recalculate()
            book.press("PerfActions.PerfCheck")
            made += [
                _print(book, "自评表", (2, 35, 13, 43), folder, target / "rows.png", 74, ROWS, 21),
                _print(book, "校验结果", (0, 0, 5, 13), folder, target / "findings.png", 80, ("B3", "C3", "D3")),
                _print(book, "图表", (0, 0, 3, 44), folder, target / "chart.png", 72),
            ]
            book.close()
            made.append(_desk(office, folder, target / "desk.png"))
    return [picture_tools.settle(picture_tools.cut(path)) for path in made]


def _desk(office, folder: Path, target: Path) -> Path:
    """The bureau's workbook after two runs, its buttons included."""
    book = live_book.open_live(office, ROOT / "workbook" / desk.FILE_NAME, folder).unprotect(desk.SHEET)
    sheet = book.sheet(desk.SHEET)
    for name, text in FILLED.items():
        book.cell(book.at(name), desk.SHEET).String = text
    _, left, first, _, _ = book.named("bureau.runs")
    for row, run in enumerate(RUNS, first):
        for column, value in enumerate(run, left):
            cell = sheet.getCellByPosition(column, row)
            if isinstance(value, str):
                cell.String = value
            else:
                cell.Value = value
    page = sheet.DrawPage
    for index in range(page.Count):
        page.getByIndex(index).Control.Printable = True
    made = _print(book, desk.SHEET, (0, 0, len(desk.RUNS) - 1, first + 4), folder, target, 60)
    book.close()
    return made


def _print(
    book,
    sheet: str,
    area: tuple[int, int, int, int],
    folder: Path,
    target: Path,
    dpi: int,
    numbered: Sequence[str] = (),
    heading: int | None = None,
) -> Path:
    """Part of a sheet as a picture, below the row `heading`, with numbers at the left edge of the cells `numbered`."""
    document = book.document
    for other in document.Sheets.ElementNames:
        book.sheet(other).setPrintAreas(())
    left, top, right, bottom = area
    place = book.sheet(sheet).getCellRangeByPosition(left, top, right, bottom)
    above = book.sheet(sheet).getCellRangeByPosition(left, heading or 0, right, heading or 0)
    book.sheet(sheet).setTitleRows(above.RangeAddress)
    book.sheet(sheet).setPrintTitleRows(heading is not None)
    book.sheet(sheet).setPrintAreas((place.RangeAddress,))
    style = document.StyleFamilies.getByName("PageStyles").getByName(book.sheet(sheet).PageStyle)
    size = place.Size
    top = above.Position.Y if heading is not None else place.Position.Y
    if heading is not None:
        size.Height += above.Size.Height
    style.IsLandscape = size.Width > size.Height
    style.Width, style.Height = size.Width + 1000, size.Height + 1000
    style.ScaleToPagesX = style.ScaleToPagesY = 0
    style.PageScale = 100
    for edge in ("Left", "Right", "Top", "Bottom"):
        setattr(style, f"{edge}Margin", _MARGIN)
    style.HeaderIsOn = style.FooterIsOn = False
    printed = book.pdf(folder / f"{target.stem}.pdf")
    picture_tools.page(printed, 1, target, dpi)
    if numbered:
        cells = [book.cell(cell, sheet) for cell in numbered]
        corners = [(cell.Position.X - place.Position.X, cell.Position.Y - top) for cell in cells]
        middles = [(x + 250, y + cell.Size.Height // 2) for (x, y), cell in zip(corners, cells, strict=True)]
        picture_tools.number(target, [tuple(round((at + _MARGIN) * dpi / 2540) for at in one) for one in middles])
    return target


if __name__ == "__main__":
    for path in make():
        print(path)
