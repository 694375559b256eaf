"""Makes the pictures of the workbooks in docs/pictures: form with marks, check list, chart, the bureau's workbook.

LibreOffice opens the shipped sample, the button 校验 is pressed, and the sheets are printed as they stand on the
screen, helper columns included. Needs LibreOffice with its Python bridge and poppler; for convincing Chinese typefaces
point FONTCONFIG_FILE at a configuration that maps 宋体, 仿宋, 黑体 and 楷体. Look at the pictures before committing.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path[:0] = [str(ROOT / "tests"), str(ROOT / "tests" / "live")]

import calc_session  # noqa: E402
import live_book  # noqa: E402

from perfeval_xl.bureau import desk  # noqa: E402

TARGET = Path(__file__).parent / "pictures"
SAMPLE = ROOT / "workbook" / "已填示例.xlsm"
LIMIT = 300_000
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
    """Writes live.png, findings.png, chart.png, desk.png; RuntimeError when one is larger than LIMIT bytes."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with calc_session.Office(bundled=live_book.BUNDLED, env=live_book.environment(folder / "down")) as office:
            book = live_book.open_live(office, source, folder).recalculate()
            book.press("PerfActions.PerfCheck")
            _, _, header, _, last = book.named("indicators.name")
            made = [
                _print(book, "自评表", (0, header, 12, last), folder, target / "live.png", 66),
                _print(book, "校验结果", (0, 0, 4, 16), folder, target / "findings.png", 72),
                _print(book, "图表", (0, 0, 3, 44), folder, target / "chart.png", 72),
            ]
            book.close()
            made.append(_desk(office, folder, target / "desk.png"))
    return made


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


def _print(book, sheet: str, area: tuple[int, int, int, int], folder: Path, target: Path, dpi: int) -> Path:
    """One sheet as a picture, cut to what is on it."""
    document = book.document
    for other in document.Sheets.ElementNames:
        book.sheet(other).setPrintAreas(())
    left, top, right, bottom = area
    place = book.sheet(sheet).getCellRangeByPosition(left, top, right, bottom)
    book.sheet(sheet).setPrintTitleRows(False)
    book.sheet(sheet).setPrintAreas((place.RangeAddress,))
    style = document.StyleFamilies.getByName("PageStyles").getByName(book.sheet(sheet).PageStyle)
    size = place.Size
    style.IsLandscape = size.Width > size.Height
    style.Width, style.Height = size.Width + 1000, size.Height + 1000
    style.ScaleToPagesX = style.ScaleToPagesY = 0
    style.PageScale = 100
    for edge in ("Left", "Right", "Top", "Bottom"):
        setattr(style, f"{edge}Margin", 300)
    style.HeaderIsOn = style.FooterIsOn = False
    printed = book.pdf(folder / f"{target.stem}.pdf")
    call = ["pdftoppm", "-png", "-singlefile", "-r", str(dpi), "-f", "1", "-l", "1", printed]
    subprocess.run([*call, target.with_suffix("")], check=True)
    if target.stat().st_size > LIMIT:
        raise RuntimeError(f"{target} has {target.stat().st_size} bytes, more than {LIMIT}")
    return target


if __name__ == "__main__":
    for path in make():
        print(path)
