"""填写说明 fits the scheme's form and the edition: no word of what is not there, and of everything that is."""

import io

import openpyxl
import pytest

from perfeval_xl import names
from perfeval_xl import scheme as schemes
from perfeval_xl.files import guide_texts, template
from perfeval_xl.model import Form

SCHEMES = sorted(schemes.all_schemes())
EDITIONS = [pytest.param(True, id="live"), pytest.param(False, id="plain")]
TABLES = {"tasks": "年度主要任务", "budget": "预算情况"}


def book(scheme, live):
    data = template.content(Form(scheme=scheme), schemes.get(scheme), live=live)
    return openpyxl.load_workbook(io.BytesIO(data))


def texts(sheet):
    """The texts of the rows that are shown, with the notes and messages of their cells."""
    hidden = {row for row, look in sheet.row_dimensions.items() if look.hidden}
    for line in sheet.iter_rows():
        for cell in line:
            if cell.row not in hidden and isinstance(cell.value, str) and not cell.value.startswith("="):
                yield cell.value
            if cell.row not in hidden and cell.comment:
                yield cell.comment.text
    for validation in sheet.data_validations.dataValidation:
        if any(area.min_row not in hidden for area in validation.sqref.ranges):
            told = (validation.promptTitle, validation.prompt, validation.errorTitle, validation.error)
            yield from filter(None, told)


@pytest.mark.parametrize("live", EDITIONS)
@pytest.mark.parametrize("scheme", SCHEMES)
def test_the_guide_names_the_parts_of_the_form_and_no_others(scheme, live):
    form = schemes.get(scheme).form
    guide = "\n".join(texts(book(scheme, live)["填写说明"]))
    for part, title in TABLES.items():
        assert (f"“{title}”" in guide) == (part in form.parts)
    for part, title in names.parts().items():
        if part in form.parts and part not in TABLES:
            assert title in guide
    assert ("“基础数据”" in guide) == bool(set(form.parts) - set(TABLES))
    assert ("评分标准照文件" in guide) == form.standards
    assert ("指标值照抄年初批复" in guide) == (not form.standards)
    assert ("先选“档次”" in guide) == (not form.standards)
    assert ("perfeval-xl check" in guide) == (not live)


@pytest.mark.parametrize("live", EDITIONS)
@pytest.mark.parametrize("scheme", SCHEMES)
def test_the_steps_are_numbered_and_counted(scheme, live):
    column = [str(row[0].value or "") for row in book(scheme, live)["填写说明"].iter_rows()]
    steps = [label for label in column if label.startswith("第")]
    assert steps == [f"第{number}步" for number in range(1, len(steps) + 1)]
    assert f"{guide_texts.COUNTS[len(steps)]}步完成" in column


@pytest.mark.parametrize("live", EDITIONS)
@pytest.mark.parametrize("scheme", SCHEMES)
def test_no_text_of_the_workbook_speaks_of_a_table_that_the_form_lacks(scheme, live):
    parts = schemes.get(scheme).form.parts
    shown = [text for sheet in book(scheme, live) if sheet.sheet_state == "visible" for text in texts(sheet)]
    for part, title in TABLES.items():
        if part not in parts:
            assert not [text for text in shown if title in text]
    if "budget" not in parts:
        assert not [text for text in shown if "执行率" in text and "政府采购" not in text]
