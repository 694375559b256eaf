"""What makes a workbook live: the VBA project, the button on 自评表 and the ribbon tab; built by workbook/build.py."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

from perfeval_xl.files.layout import TIER, TITLE
from perfeval_xl.files.page import Page

if TYPE_CHECKING:
    from xlsxwriter.workbook import Workbook

DATA = Path(__file__).parent.parent / "data"
VBA = DATA / "vbaProject.bin"
RIBBON = DATA / "customUI14.xml"

EPOCH = (1980, 1, 1, 0, 0, 0)
"""The date of every part in the package, so that the same workbook has the same bytes."""

_PART = "customUI/customUI14.xml"
_RELATIONSHIP = (
    b'<Relationship Id="rIdRibbon" Type="http://schemas.microsoft.com/office/2007/relationships/ui/extensibility" '
    b'Target="customUI/customUI14.xml"/></Relationships>'
)


def add_macros(book: Workbook, project: Path = VBA) -> None:
    """Puts a VBA project into a workbook; XlsxWriter then names the sheets as the project does (Sheet1 …)."""
    stream = io.BytesIO(project.read_bytes())
    book.add_vba_project(stream, True)  # type: ignore[arg-type]  # annotated as a path, but True says that it is a stream


def add_button(page: Page) -> None:
    """The large button 导出自评报告, beside the title of the form and always in view."""
    page.sheet.insert_button(
        TITLE,
        TIER,
        {
            "macro": "PerfReport",
            "caption": "导出自评报告",
            "width": 150,
            "height": 38,
            "x_offset": 4,
            "y_offset": 3,
            "description": "导出自评报告",
        },
    )


def with_ribbon(package: bytes, ribbon: Path = RIBBON) -> bytes:
    """The workbook `package` with a tab in the ribbon, 绩效自评 unless another is given."""
    result = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(package)) as source,
        zipfile.ZipFile(result, "w", zipfile.ZIP_DEFLATED) as packed,
    ):
        for item in source.infolist():
            data = source.read(item)
            if item.filename == "_rels/.rels":
                data = data.replace(b"</Relationships>", _RELATIONSHIP)
            packed.writestr(_entry(item.filename), data)
        packed.writestr(_entry(_PART), ribbon.read_bytes())
    return result.getvalue()


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, EPOCH)
    entry.compress_type = zipfile.ZIP_DEFLATED
    return entry
