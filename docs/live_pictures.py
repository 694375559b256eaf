"""Makes the pictures of the live workbook in docs/pictures: the form with its marks, the check list, the chart.

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

TARGET = Path(__file__).parent / "pictures"
SAMPLE = ROOT / "workbook" / "已填示例.xlsm"
LIMIT = 300_000


def make(source: Path = SAMPLE, target: Path = TARGET) -> list[Path]:
    """Writes live.png, findings.png and chart.png; RuntimeError when one is larger than LIMIT bytes."""
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
