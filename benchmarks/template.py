"""A blank workbook beside the same cells written with openpyxl.

openpyxl gets the values, formulas, styles (as named styles, its quick way), merges and validations ready made, and
writes no cached values, notes, charts or marks.
"""

import io
import sys
import warnings
from copy import copy

import openpyxl
from measuring import Row, main, side_by_side
from openpyxl.cell import MergedCell
from openpyxl.styles import NamedStyle

from perfeval_xl import scheme
from perfeval_xl.files import template
from perfeval_xl.model import Form

ROUNDS = 9
GOAL = 0.30


def ours(rules: scheme.Scheme) -> bytes:
    """The blank workbook as `files.template` writes it."""
    return template.content(Form(), rules, live=True)


def with_openpyxl(model: openpyxl.Workbook) -> bytes:
    """The cells of `model` in a new workbook."""
    book, styles = openpyxl.Workbook(), {}
    book.remove(book.active)
    for source in model:
        sheet = book.create_sheet(source.title)
        for area in source.merged_cells.ranges:
            sheet.merge_cells(str(area))
        for line in source.iter_rows():
            for cell in line:
                if isinstance(cell, MergedCell) or (cell.value is None and not cell.has_style):
                    continue
                key = tuple(cell._style)
                if key not in styles:
                    parts = (cell.font, cell.fill, cell.border, cell.alignment)
                    name = f"s{len(styles)}"
                    styles[key] = NamedStyle(name, *map(copy, parts), cell.number_format, copy(cell.protection))
                target = sheet.cell(cell.row, cell.column, cell.value)
                target.style = styles[key]
        for rule in source.data_validations.dataValidation:
            sheet.add_data_validation(rule)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def measure(tiny: bool = False) -> list[Row]:
    """The row of the table."""
    rules = scheme.default()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        model = openpyxl.load_workbook(io.BytesIO(ours(rules)))
        wall, cpu = side_by_side(lambda: ours(rules), lambda: with_openpyxl(model), 1 if tiny else ROUNDS)
    return [Row(what="写一份空白活表", baseline="openpyxl 写同样的单元格", goal=GOAL, wall=wall, cpu=cpu)]


if __name__ == "__main__":
    sys.exit(main(measure))
