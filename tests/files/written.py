"""Workbooks written by the template and opened with openpyxl, for tests."""

import io
import zipfile
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import openpyxl

from perfeval_xl import scheme as schemes
from perfeval_xl.files import casefile, template
from perfeval_xl.scheme import TotalCap

CAPS = (
    TotalCap(rate_below=Decimal("0.5"), total=Decimal(59), cite="working_rule"),
    TotalCap(rate_below=Decimal("0.8"), total=Decimal(79), cite="working_rule"),
)
"""Caps on the total, which no shipped scheme has."""
CASES = Path(__file__).parent.parent / "cases"
SCHEME = "zhengzhou-shangjie-2021"


def case(name="shangjie-office-2021"):
    return casefile.load(CASES / f"{name}.json")[0]


def spending(outturn, name="shangjie-office-2021"):
    """The case, of whose budget so much was spent."""
    form = case(name)
    return replace(form, budget=replace(form.budget, total=replace(form.budget.total, outturn=Decimal(outturn))))


def data(form, *, live=True, **options):
    return template.content(form, schemes.get(form.scheme), live=live, **options)


def opened(form, *, live=True, values=False, **options):
    return openpyxl.load_workbook(io.BytesIO(data(form, live=live, **options)), data_only=values)


def place(book, name):
    sheet, area = next(iter(book.defined_names[name].destinations))
    return book[sheet], area.replace("$", "")


def cell(book, name):
    sheet, area = place(book, name)
    return sheet[area.partition(":")[0]]


def column(book, name):
    """The cells of a named column between its header and its closing row."""
    sheet, area = place(book, name)
    return [row[0] for row in sheet[area]][1:-1]


def parts(content):
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return {item.filename: package.read(item) for item in package.infolist()}
