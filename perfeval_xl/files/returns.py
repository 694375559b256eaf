"""The return that a command or a button is given, and what the checks find in it."""

from __future__ import annotations

from pathlib import Path

from perfeval_xl import checks
from perfeval_xl.errors import FormError
from perfeval_xl.files import reader
from perfeval_xl.files.reader import Return
from perfeval_xl.narrative import Narrative

SUFFIXES = (".xlsx", ".xlsm", ".json")


def read(path: Path) -> Return:
    """The return in the workbook or case file at `path`; raises a PerfevalError that says what is wrong with it."""
    suffix = path.suffix.lower()
    if suffix in SUFFIXES:
        return reader.read(path)
    other = "旧表请先用 import 导入，或在 Excel 或 WPS 里另存为 .xlsx"
    opened = "请用 Excel 或 WPS 打开，另存为 .xlsx，再用 import 导入"
    cures = dict.fromkeys((".xls", ".et", ".docx"), other) | dict.fromkeys((".csv", ".htm", ".html", ".ods"), opened)
    cure = cures.get(suffix, "请检查是否选错")
    raise FormError(f"{path}：这里要用自评表（.xlsx、.xlsm）或案例文件（.json），{cure}。")


def findings(given: Return, narrative: Narrative | None = None) -> tuple[checks.Finding, ...]:
    """All findings of a return, each with the address of its cell; with its report, also those of the report."""
    return checks.locate(checks.run(given.form, given.scheme, narrative=narrative), given.addresses)
