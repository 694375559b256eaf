"""A workbook by the naming rules of docs/architecture.md, written without the template: plain cells and names."""

import io
from decimal import Decimal

import xlsxwriter

from perfeval_xl import names
from perfeval_xl.files.locate import SECTION, WORDS

SHEET = "自评表"


class SmallWorkbook:
    """Scalars in column L with their labels in K; each table in columns A.., one under the other; 报告素材 apart."""

    def __init__(self, form=None, *, scheme="zhengzhou-shangjie-2021", formulas=None, skip=(), blank_rows=0):
        self.stream = io.BytesIO()
        self.book = xlsxwriter.Workbook(self.stream, {"in_memory": True})
        self.sheet = self.book.add_worksheet(SHEET)
        self.percent = self.book.add_format({"num_format": "0.00%"})
        self.skip, self.places = set(skip), {}
        self.formulas = formulas or {}
        self._scalars(form)
        row = self._table(form, "tasks", self.sheet, 0, blank_rows)
        row = self._table(form, "indicators", self.sheet, row + 1, blank_rows)
        for part in ("components", "revenue", "expenditure", "official", "assets", "goals", "panel"):
            row = self._table(form, part, self.sheet, row + 1, blank_rows)
        self._narrative(form)
        lists = self.book.add_worksheet("列表")
        lists.hide()
        for row, (name, value) in enumerate({"scheme": scheme, "perfeval.version": "0.0.test"}.items()):
            lists.write_string(row, 0, value)
            self.name(name, f"列表!$A${row + 1}")

    def name(self, name, reference):
        if name not in self.skip:
            self.book.define_name(name, f"={reference}")

    def put(self, sheet, row, column, name, value):
        self.places[name] = (row, column)
        if name in self.formulas:
            formula, result = self.formulas[name]
            sheet.write_formula(row, column, formula, None, result)
        elif isinstance(value, Decimal):
            sheet.write_number(row, column, float(value))
        elif value is not None:
            sheet.write_string(row, column, value)

    def _scalars(self, form):
        patterns = [name for name in names.terms() if "[]" not in name]
        for row, name in enumerate(patterns):
            self.sheet.write_string(row, 10, names.label(name))
            self.put(self.sheet, row, 11, name, None if form is None else names.resolve(form, name))
            self.name(name, f"{SHEET}!$L${row + 1}")

    def _table(self, form, part, sheet, top, blank_rows):
        patterns = [name for name in names.terms() if name.startswith(f"{part}[].")]
        rows = getattr(form, part) if form else ()
        bottom = top + len(rows) + blank_rows + 1
        for column, pattern in enumerate(patterns):
            sheet.write_string(top, column if column < 10 else column + 4, names.terms()[pattern].label)
            for index, row in enumerate(rows):
                term = pattern.rpartition(".")[2]
                at = column if column < 10 else column + 4
                self.put(sheet, top + 1 + index, at, f"{part}[{index}].{term}", getattr(row, term))
            letter = chr(65 + (column if column < 10 else column + 4))
            self.name(pattern.replace("[]", ""), f"{SHEET}!${letter}${top + 1}:${letter}${bottom + 1}")
        return bottom

    def _narrative(self, form):
        sheet = self.book.add_worksheet("报告素材")
        words = dict(form.narrative) if form else {}
        for row, (section, text) in enumerate(words.items()):
            sheet.write_string(row + 1, 0, section)
            sheet.write_string(row + 1, 1, text)
        for letter, pattern in (("A", SECTION), ("B", WORDS)):
            self.name(pattern.replace("[]", ""), f"报告素材!${letter}$1:${letter}${len(words) + 2}")

    def bytes(self):
        self.book.close()
        return self.stream.getvalue()

    def save(self, path):
        path.write_bytes(self.bytes())
        return path
