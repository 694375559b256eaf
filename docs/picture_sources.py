"""Says when a picture in docs/pictures shows something else than what the program makes now.

Beside the pictures lies shown.json: for each a digest of the words that it shows and of the widths of the columns,
taken when it was made. Colours and fonts are not in it: who changes them looks at the pictures.
`python docs/picture_sources.py` records what is shown now, `--check` names the pictures that are out of date.
"""

from __future__ import annotations

import hashlib
import io
import json
import sys
from collections.abc import Iterable
from pathlib import Path

from openpyxl import load_workbook

from perfeval_xl import demo
from perfeval_xl import scheme as schemes
from perfeval_xl.bureau import desk
from perfeval_xl.evaluation import evaluate
from perfeval_xl.files import casefile, template
from perfeval_xl.model import Form
from perfeval_xl.report import build

FOLDER = Path(__file__).parent / "pictures"
RECORD = FOLDER / "shown.json"
ROOT = Path(__file__).parent.parent


def shown() -> dict[str, str]:
    """The digest of what each picture would show, were it made now."""
    form, _ = casefile.load(demo.CASE)
    scheme = schemes.get(form.scheme)
    filled = template.content(form, scheme, live=True)
    blank = template.content(Form(scheme=scheme.id), scheme, live=True)
    document = build(form, scheme, evaluate(form, scheme))
    words = {
        "form": _cells(filled, "自评表", "A1:I36"),
        "rows": _cells(filled, "自评表", "C22:N44"),
        "findings": _cells(filled, "校验结果", "A1:F3"),
        "chart": _cells(filled, "图表", "A1:D30"),
        "head": _cells(blank, "自评表", "A1:I21"),
        "desk": _cells(desk.content(), desk.SHEET, "A1:I20"),
        "report": [repr(document.body)],
        "ribbon": [(ROOT / "workbook" / "ribbon.xml").read_text("utf-8")],
        "summary": _functions("overview_sheet.py"),
        "letter": _functions("letters.py"),
    }
    return {name: hashlib.sha256("\n".join(texts).encode()).hexdigest()[:16] for name, texts in words.items()}


def _cells(book: bytes, sheet: str, area: str) -> Iterable[str]:
    """The values in an area, row by row, and the widths of its columns."""
    page = load_workbook(io.BytesIO(book), data_only=True)[sheet]
    for row in page[area]:
        yield "|".join("" if cell.value is None else str(cell.value) for cell in row)
    yield " ".join(f"{letter}{size.width:.1f}" for letter, size in sorted(page.column_dimensions.items()))


def _functions(module: str) -> Iterable[str]:
    """The Chinese words of a module: what such a picture says apart from names and figures."""
    text = (ROOT / "perfeval_xl" / "bureau" / module).read_text("utf-8")
    yield "".join(character for character in text if "一" <= character <= "鿿")


def stale() -> list[str]:
    """The pictures that show something else, are not recorded, or are not there."""
    recorded = json.loads(RECORD.read_text("utf-8")) if RECORD.exists() else {}
    there = {path.stem for path in FOLDER.glob("*.png")}
    now = shown()
    return sorted({name for name in now if recorded.get(name) != now[name]} | (now.keys() ^ there))


if __name__ == "__main__":
    if "--check" in sys.argv[1:]:
        found = stale()
        print("\n".join(f"out of date: {name}.png" for name in found))
        sys.exit(bool(found))
    RECORD.write_text(json.dumps(shown(), indent=1) + "\n", encoding="utf-8")
    print(RECORD)
