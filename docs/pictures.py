"""Makes the pictures that are printed pages or drawn: form, report, the bureau's summary and letter, the ribbon.

Needs LibreOffice, poppler and Pillow; for convincing Chinese typefaces point FONTCONFIG_FILE at a configuration that
maps 宋体, 仿宋, 黑体 and 楷体 to fonts that are there. `make pictures` makes all; look at them before committing.
"""

from __future__ import annotations

import re
import subprocess
import tempfile
import xml.etree.ElementTree as ElementTree
from dataclasses import replace
from pathlib import Path

import picture_tools
from PIL import Image, ImageDraw

from perfeval_xl import cli, demo
from perfeval_xl.figures import Typed, rate_of
from perfeval_xl.files import casefile, returns, workbook
from perfeval_xl.files.pdf import to_pdf
from perfeval_xl.model import Declared, Form

TARGET = Path(__file__).parent / "pictures"
ROOT = Path(__file__).parent.parent
TITLE = "部门整体绩效自评表"
OTHERS = ("示例区图书馆", "示例区水利站", "示例区第一小学", "示例区文化馆")
"""Invented departments that hand in a return beside the demo's."""


def make(target: Path = TARGET) -> list[Path]:
    """Writes form.png, report.png, summary.png, letter.png, ribbon.png."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        made = [_form(folder, target / "form.png"), _report(folder, target / "report.png")]
        made += [*_bureau(folder, target / "summary.png", target / "letter.png"), _ribbon(target / "ribbon.png")]
    return [picture_tools.settle(path) for path in made]


def _form(folder: Path, target: Path) -> Path:
    """The first printed page of 自评表."""
    given, book = returns.read(demo.CASE), folder / "form.xlsx"
    workbook.write(book, given.form, given.scheme, force=False)
    printed = to_pdf(book)
    return picture_tools.page(printed, _page(printed, TITLE), target, 90)


def _report(folder: Path, target: Path) -> Path:
    """The first page of the report, and one on which something is still to be written."""
    _command("report", str(ROOT / "workbook" / "已填示例.xlsm"), "-o", str(folder / "report.docx"))
    printed = to_pdf(folder / "report.docx")
    pages = (1, _page(printed, "各项指标得分情况表"))
    return picture_tools.beside(
        [picture_tools.page(printed, page, folder / f"r{page}.png", 62) for page in pages], target
    )


def _bureau(folder: Path, summary: Path, letter: Path) -> list[Path]:
    """The overview of a summary of five invented returns, and the letter to one of them."""
    returned = folder / "报送"
    returned.mkdir()
    faulty, clean = (casefile.load(case)[0] for case in (demo.CASE, ROOT / "tests" / "cases" / "clean-2021.json"))
    for missed, name in enumerate(OTHERS):
        _hand_in(_missed(clean, 3 * missed, name), folder, returned)
    _hand_in(faulty, folder, returned)
    call = ["collect", str(returned), "-o", str(folder / "sum.xlsx"), "--letters", str(folder / "letters")]
    _command(*call, "--sender", "示例区财政局", "--deadline", "2022年4月30日")
    overview = picture_tools.cut(picture_tools.page(to_pdf(folder / "sum.xlsx"), 1, summary, 80))
    written = next(path for path in (folder / "letters").glob("*.docx") if faulty.agency.name in path.name)
    return [overview, picture_tools.page(to_pdf(written), 1, letter, 66)]


def _missed(form: Form, count: int, name: str) -> Form:
    """The return of another department that has missed its last `count` targets, and says why."""
    kept = len(form.indicators) - count
    why = "下半年人手不足；2022年上半年补齐人员，按季度检查。"
    late = (replace(row, actual=_less(row.actual), score=None, deviation_reason=why) for row in form.indicators[kept:])
    rows = (*form.indicators[:kept], *late)
    return replace(form, agency=replace(form.agency, name=name), indicators=rows, declared=Declared())


def _less(actual: Typed) -> Typed:
    """Two thirds of a percentage; anything else as it is."""
    rate = rate_of(actual)
    return actual if rate is None or "%" not in str(actual) else f"{round(rate * 66)}%"


def _hand_in(form: Form, folder: Path, returned: Path) -> None:
    case = folder / "case.json"
    casefile.dump(form, case)
    _command("fill", str(case), "-o", str(returned / f"{form.agency.name}.xlsx"))
    case.unlink()


def _command(*arguments: str) -> None:
    if cli.main(arguments) != 0:
        raise RuntimeError(" ".join(arguments))


def _ribbon(target: Path) -> Path:
    """Where the buttons stand, drawn from ribbon.xml: groups, large and small buttons; not a screenshot."""
    text = re.sub(r' xmlns="[^"]*"', "", (ROOT / "workbook" / "ribbon.xml").read_text("utf-8"))
    tab = next(ElementTree.fromstring(text).iter("tab"))
    words, small = picture_tools.font(15), picture_tools.font(12)
    image = Image.new("RGB", (900, 132), "white")
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 0, 899, 27), fill=(33, 115, 70))
    draw.text((70, 14), tab.get("label"), fill="white", font=words, anchor="mm")
    left = 8
    for group in tab.iter("group"):
        x = left
        for row, button in enumerate(list(group)):
            label, large = button.get("label"), button.get("size") == "large"
            if large:
                draw.rectangle((x, 36, x + 92, 104), outline=(120, 120, 120))
                draw.text((x + 46, 70), label, fill="black", font=words, anchor="mm")
                x += 98
            else:
                place = row - sum(other.get("size") == "large" for other in group)
                column, line = divmod(place, 2)
                at = x + column * 112, 40 + line * 34
                draw.rectangle((*at, at[0] + 106, at[1] + 26), outline=(170, 170, 170))
                draw.text((at[0] + 53, at[1] + 13), label, fill="black", font=words, anchor="mm")
        count = sum(button.get("size") != "large" for button in group)
        x += (count + 1) // 2 * 112
        draw.text(((left + x) // 2, 120), group.get("label"), fill=(90, 90, 90), font=small, anchor="mm")
        draw.line((x + 4, 34, x + 4, 126), fill=(200, 200, 200))
        left = x + 12
    draw.text((left - 12, 14), "示意图", fill="white", font=small, anchor="rm")
    image.crop((0, 0, left, 132)).save(target)
    return target


def _page(printed: Path, words: str) -> int:
    """The number of the first page with a line of these words."""
    text = subprocess.run(["pdftotext", "-layout", printed, "-"], capture_output=True, check=True).stdout.decode()
    pages = enumerate(text.split("\f"), start=1)
    return next(number for number, page in pages if words in map(str.strip, page.splitlines()))


if __name__ == "__main__":
    for path in make():
        print(path)
