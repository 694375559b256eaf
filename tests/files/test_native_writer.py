"""What is written row by row, from formulas known once and values known by what cells hold, is what each row gives."""

import io
from decimal import Decimal

import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from perfeval_xl import scheme as schemes
from perfeval_xl.files import native
from perfeval_xl.files.entry import enter
from perfeval_xl.files.indicator_table import COLUMNS
from perfeval_xl.files.native_expression import Piece, typed_value
from perfeval_xl.files.native_reading import Row
from perfeval_xl.files.page import FORM, LISTS, Edition, Page, column
from perfeval_xl.files.styles import Styles
from perfeval_xl.model import Form, Indicator

YUNXI = schemes.get("yueyang-yunxi-2021")
MEASURED = tuple(item.name for item in YUNXI.indicator if item.measure)
TEXTS = ("≥95%", "95%", "≤2万元", "17500元", "健全", "基本健全", "2021年12月20日前", "2021年12月1日", "—", "12次", "0")
ROWS = st.lists(
    st.builds(
        Indicator,
        name=st.sampled_from([None, " ", "培训次数", "投诉件数", "完成率", "投诉 率", *MEASURED[:2]]),
        target=st.sampled_from([None, *TEXTS]),
        actual=st.sampled_from([None, *TEXTS]),
        unit=st.sampled_from([None, "%", "次", "万元"]),
        points=st.sampled_from([None, Decimal(5), Decimal("2.5")]),
        score=st.sampled_from([None, Decimal(5), Decimal(0)]),
        deviation_reason=st.sampled_from([None, "无", "进度慢，下年抓紧"]),
        criterion=st.sampled_from([None, "≥95%得5分；低于95%不得分"]),
    ),
    min_size=2,
    max_size=12,
)


def written(rows, scheme):
    """The page with the rows, from the first on, as the macro-free edition writes them."""
    book = xlsxwriter.Workbook(io.BytesIO(), {"in_memory": True})
    pages = {name: Page(book, book.add_worksheet(name), Styles(book), Edition(live=False)) for name in (FORM, LISTS)}
    lists = native.lists_of(Form(indicators=tuple(rows)), scheme)
    writer = native.Writer(pages[FORM], COLUMNS, scheme, lists)
    for at, row in enumerate(rows):
        for field, col in COLUMNS.items():
            if field not in ("category", "subcategory"):
                enter(pages[FORM], at, col, f"indicators.{field}", getattr(row, field))
        writer.score(at)
        writer.findings(at)
    book.close()
    return pages[FORM], lists


@pytest.mark.parametrize("scheme", [schemes.default(), YUNXI], ids=lambda item: item.id)
@given(rows=ROWS)
@settings(max_examples=25, deadline=None)
def test_every_row_has_its_own_formulas_and_values(scheme, rows):
    page, lists = written(rows, scheme)
    for at in range(len(rows)):
        cells = {name: Piece(f"${column(col)}{at + 1}", typed_value(page, at, col)) for name, col in COLUMNS.items()}
        row = Row(cells, {}, lists)
        for step, formula in native.build(native.STEPS, row, scheme, str(at + 1)):
            held = page.formulas[at, step.column], page.values[at, step.column]
            assert held == (formula.text, formula.value), step.name
