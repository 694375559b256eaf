"""An old or foreign form read from its file: a standard workbook by its names, any other by what it says.

Reads .xlsx, .xlsm, .xls, .docx, and case files. What is no form is one sentence.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from perfeval_xl import scheme as schemes
from perfeval_xl.comparison import values
from perfeval_xl.errors import WorkbookError
from perfeval_xl.figures import is_blank
from perfeval_xl.files import grid_docx, grid_xls, grid_xlsx, reader
from perfeval_xl.files.locked import cure, has_password
from perfeval_xl.files.package import ole_stream, open_package, open_workbook
from perfeval_xl.files.source import read_bytes, shown
from perfeval_xl.importing import Block, Choice, Grid, Import, Imported, Placed, choose
from perfeval_xl.importing import read as read_blocks
from perfeval_xl.scheme import Scheme

_WANTED = ".xlsx、.xlsm、.xls 或 .docx 文件"
MOST_CELLS = 100_000
"""Cells and lines with something in them, beyond which a file is no form but a ledger; a form has some thousands."""

_OLD_EXCEL = (b"\x09\x08\x10\x00", b"\x09\x08\x06\x00", b"\x09\x04\x06\x00", b"\x09\x02\x06\x00", b"\x09\x00\x04\x00")
_PARTS = (
    *("indicators", "tasks", "budget", "components", "objective.text", "objective.result"),
    *("revenue", "expenditure", "official", "assets", "goals", "panel", "staffing"),
)


def read(path: str | Path, scheme_id: str = "") -> Imported:
    """The form in the file at `path`; under the scheme `scheme_id`, else under the one that the text names.

    Raises WorkbookError, FormError or SchemeError with one sentence where there is no form to read.
    """
    path = Path(path)
    wanted = schemes.get(scheme_id) if scheme_id else None
    if path.suffix.lower() == ".json":
        return _standard(path, wanted)
    data = read_bytes(path, WorkbookError)
    if data.startswith(b"PK") and (found := _by_names(path, wanted, data)):
        return found
    blocks, unread = _blocks(path, data)
    if sum(len(block.cells) if isinstance(block, Grid) else 1 for block in blocks) > MOST_CELLS:
        raise WorkbookError(
            f"{shown(path)}：里面填了十万多个格，不会是一份自评表；请只留下自评表所在的工作表或页面，另存后再导入。"
        )
    if not blocks:
        raise WorkbookError(f"{shown(path)}：里面没有文字，请检查是否选错；扫描件请先转成文字。")
    choice = Choice(wanted, "由 --scheme 指定") if wanted else choose(blocks)
    account = read_blocks(blocks, choice.scheme)
    account = replace(account, notes=(*unread, *account.notes))
    if not any(item.at.startswith(_PARTS) or item.at.startswith("narrative[") for item in account.placed):
        raise WorkbookError(
            f"{shown(path)}：没有认出自评表的任何一张表（要有“三级指标”“年初预算数”“任务名称”等表头），"
            "请检查是否选错；图片和扫描件请先转成文字。"
        )
    return Imported(path, account, choice, cells=_cells(account))


def _blocks(path: Path, data: bytes) -> tuple[Sequence[Block], tuple[str, ...]]:
    """What the file holds, and sentences on what in it was not read."""
    if has_password(data):
        raise WorkbookError(f"{shown(path)}：{cure(path)}")
    stream = ole_stream(data)
    if stream in ("Workbook", "Book") or data.startswith(_OLD_EXCEL):
        return grid_xls.read(data, shown(path))
    if stream == "WordDocument":
        raise WorkbookError(f"{shown(path)}：这是旧式 Word 文档（.doc），请在 Word 或 WPS 中另存为 .docx 再导入。")
    package = open_package(path, data, _WANTED)
    if package.has("word/document.xml"):
        return grid_docx.read(package), grid_docx.unread(package)
    workbook = open_workbook(path, data)
    return grid_xlsx.read(workbook), grid_xlsx.unread(workbook)


def _by_names(path: Path, wanted: Scheme | None, data: bytes) -> Imported | None:
    """The standard workbook at `path`, None where the file is another one or its names are broken."""
    try:
        return _standard(path, wanted, data)
    except WorkbookError:
        return None


def _standard(path: Path, wanted: Scheme | None, data: bytes | None = None) -> Imported:
    given = reader.read(path, data)
    scheme = wanted or given.scheme
    reason = (
        "由 --scheme 指定" if wanted else "表中记有方案编号" if given.form.scheme else "表中没有方案编号，按默认方案"
    )
    form = replace(given.form, scheme=scheme.id)
    placed = tuple(
        Placed(at=name, value=value, origin=given.addresses.get(name, name))
        for name, value in values(given.form)
        if not is_blank(value)
    )
    account = Import(form=form, placed=placed, notes=given.notes)
    return Imported(
        path, account, Choice(scheme, reason, sure=bool(wanted or given.form.scheme)), True, given.addresses
    )


def _cells(account: Import) -> dict[str, str]:
    """Where each value was found, and each row by the first of its cells."""
    cells = {item.at: item.origin.partition("、")[0] for item in account.placed}
    for at, origin in list(cells.items()):
        if "[" in at and "." in at:
            cells.setdefault(at.rpartition(".")[0], origin)
    return cells
