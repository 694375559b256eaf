"""Makes docs/pictures/form.png, the filled form of the demo as LibreOffice prints it.

Needs LibreOffice and poppler; for convincing Chinese typefaces point FONTCONFIG_FILE at a configuration that maps 宋体,
仿宋, 黑体 and 楷体 to fonts that are there. Look at the picture before it is committed.
"""

from __future__ import annotations

import subprocess
import tempfile
from pathlib import Path

from perfeval_xl import demo
from perfeval_xl.commands import returns, workbook
from perfeval_xl.files.pdf import to_pdf

TARGET = Path(__file__).parent / "pictures" / "form.png"
LIMIT = 300_000
TITLE = "部门整体绩效自评表"


def make(target: Path = TARGET) -> None:
    """Writes the picture of the first printed page of 自评表; RuntimeError when it is larger than LIMIT bytes."""
    given = returns.read(demo.CASE)
    with tempfile.TemporaryDirectory() as folder:
        book = Path(folder) / "form.xlsx"
        workbook.write(book, given.form, given.scheme, force=False)
        printed = to_pdf(book)
        page = str(_page(printed))
        call = ["pdftoppm", "-png", "-singlefile", "-r", "90", "-f", page, "-l", page, printed]
        subprocess.run([*call, target.with_suffix("")], check=True)
    size = target.stat().st_size
    if size > LIMIT:
        raise RuntimeError(f"{target} has {size} bytes, more than {LIMIT}")


def _page(printed: Path) -> int:
    """The number of the page on which the form begins."""
    text = subprocess.run(["pdftotext", "-layout", printed, "-"], capture_output=True, check=True).stdout.decode()
    pages = enumerate(text.split("\f"), start=1)
    return next(number for number, page in pages if TITLE in map(str.strip, page.splitlines()))


if __name__ == "__main__":
    make()
    print(TARGET)
