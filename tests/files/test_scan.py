"""The scanner gives what the parser gives, or gives up; it never gives anything else."""

import generated_returns as made
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from perfeval_xl.errors import WorkbookError
from perfeval_xl.files import sheets, workbook_xml
from perfeval_xl.files.package import open_workbook
from perfeval_xl.files.scan import scan_sheet, scan_strings
from perfeval_xl.files.sheets import Workbook

HEAD = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'


def sheet_xml(rows, tail=""):
    return f"{HEAD}{rows}</sheetData>{tail}</worksheet>"


def read_both(monkeypatch, data, title=None, last_row=10_000):
    """The sheets of a workbook as read with the scanner, and without it."""
    answers = []
    for scanning in (True, False):
        with monkeypatch.context() as patched:
            if not scanning:
                patched.setattr(sheets, "scan_sheet", lambda *_: None)
                patched.setattr(workbook_xml, "scan_strings", lambda text: None)
            book = Workbook(open_workbook(made.CASES / "x.xlsx", data))
            try:
                answers.append([book.sheet(name, last_row) for name in ([title] if title else book.titles)])
            except WorkbookError as fault:
                answers.append(str(fault))
    return answers


@pytest.mark.parametrize("live", [True, False])
def test_a_whole_workbook_is_the_same_either_way(monkeypatch, live):
    scanned, parsed = read_both(monkeypatch, made.workbook(4, live=live))
    assert scanned == parsed and all(isinstance(sheet.cells, dict) and sheet.cells for sheet in scanned[:2])


ROWS = [
    '<row r="1"><c r="A1"><v>1</v></c><c r="B1" s="1"/><c r="C1" t="str"><f>A1&amp;"x"</f><v>1x</v></c></row>',
    '<row r="1"><c r="A1" t="inlineStr"><is><t xml:space="preserve"> 甲 &lt;乙&gt; </t></is></c></row>',
    '<row r="1"><c r="A1" t="b"><v>1</v></c><c r="B1" t="e"><f>1/0</f><v>#DIV/0!</v></c></row>',
    '<row r="1"><c r="A1"><f t="shared" ref="A1:A2" si="0">B1</f><v>2</v></c></row>'
    '<row r="2"><c r="A2"><f t="shared" si="0"/><v>3</v></c></row>',
    '<row r="1"><c r="A1" t="str"><f>B1</f><v></v></c><c r="B1" t="str"><v/></c><c r="C1"><v/></c></row>',
    '<row r="1"><c r="A1" t="str"><v>&#30002;&#x4e59;&amp;lt;</v></c></row>',
    '<row r="2"><c r="A2"><v>2</v></c></row><row r="1"><c r="A1"><v>1</v></c></row>',
    "<row><c><v>1</v></c><c><v>2</v></c></row>",
    '<row r="1"><c r="A1" t="inlineStr"><is><r><t>甲</t></r><r><t>乙</t></r></is></c></row>',
    '<row r="1"><c s="1" r="A1"><v>1</v></c></row>',
    '<row r="1"><!-- a remark --><c r="A1"><v>1</v></c></row>',
    '<row r="1"><c r="A1" t="str"><v><![CDATA[甲]]></v></c></row>',
    '<row r="1"><c r="A1" t="str"><v>&unknown;</v></c></row>',
    '<row r="1"><c r="A1" t="s"><v>99999</v></c></row>',
    '<row r="1"><c r="A1"><v>1</v></row>',
    '<row r="1"><c r="A1" t="d"><v>2021-12-20</v></c><c r="B1"><v>abc</v></c></row>',
]


@pytest.mark.parametrize("rows", ROWS)
def test_usual_and_unusual_sheets_are_the_same_either_way(monkeypatch, rows):
    tail = '<sheetProtection sheet="1"/><mergeCells count="1"><mergeCell ref="A1:B2"/></mergeCells>'
    data = made.changed(made.workbook(4), "xl/worksheets/sheet2.xml", lambda _: sheet_xml(rows, tail).encode())
    scanned, parsed = read_both(monkeypatch, data, "自评表")
    assert scanned == parsed


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("_x0041_b", "Ab"),
        ("_xD83D__xDE00_", "😀"),
        ("a_xD800_b", "a\ufffdb"),
        ("_xDE00__xD83D_", "\ufffd\ufffd"),
        ("_xFFFE__xFFFF_", "\ufffd\ufffd"),
        ("_x000D_", "\r"),
        ("_x005F_x0041_", "_x0041_"),
        ("x_", "x_"),
    ],
)
def test_escapes_never_give_what_no_document_can_hold(text, shown):
    assert workbook_xml.unescape(text) == shown


@pytest.mark.parametrize("code", [*range(9), 0xB, 0xD800, 0xDFFF, 0xFFFE, 0xFFFF, 0x110000])
@pytest.mark.parametrize("shown", ["&#{};", "&#x{:x};"])
def test_a_reference_to_what_is_no_character_of_xml_is_as_wrong_as_to_the_parser(monkeypatch, code, shown):
    text = shown.format(code)
    assert scan_strings(f"<sst><si><t>甲{text}</t></si></sst>") is None
    row = f'<row r="1"><c r="A1" t="str"><v>甲{text}</v></c></row>'
    data = made.changed(made.workbook(4), "xl/worksheets/sheet2.xml", lambda _: sheet_xml(row).encode())
    scanned, parsed = read_both(monkeypatch, data, "自评表")
    assert scanned == parsed


@pytest.mark.parametrize("code", [9, 0xA, 0xD, 0x20, 0xD7FF, 0xE000, 0xFFFD, 0x10000, 0x10FFFF])
def test_a_reference_to_a_character_of_xml_is_that_character(code):
    assert scan_strings(f"<sst><si><t>甲&#{code};</t></si></sst>") == [f"甲{chr(code)}"]


def test_the_usual_form_is_scanned_and_the_unusual_left_to_the_parser():
    assert [scan_sheet(sheet_xml(rows), 9) is not None for rows in ROWS[:6]] == [True] * 6
    assert [scan_sheet(sheet_xml(rows), 9) for rows in ROWS[6:13]] == [None] * 7
    assert scan_strings("<sst><si><t>甲</t></si><si><r><t>乙</t></r></si></sst>") is None


PIECES = st.sampled_from(
    [
        "<c",
        ' r="A1"',
        ">",
        "<v>1</v>",
        "</c>",
        "/>",
        '<row r="1">',
        "</row>",
        "&amp;",
        "&",
        "甲",
        ' t="str"',
        "<f>",
        "</f>",
    ]
)


@settings(deadline=None, max_examples=200)
@given(st.lists(PIECES, max_size=14))
def test_fragments_in_any_order_are_never_scanned_wrongly(pieces):
    """Whatever the scanner accepts is well-formed XML with as many filled cells as it gives."""
    from xml.etree import ElementTree

    text = sheet_xml("".join(pieces))
    scanned = scan_sheet(text, 10)
    if scanned is not None:
        root = ElementTree.fromstring(text)
        rows = [row for row in root[0] if row.tag.endswith("}row")]
        assert len(scanned.cells) == sum(len(cell) > 0 for row in rows for cell in row)


@pytest.mark.parametrize("columns", [frozenset({1, 3, 29}), frozenset({2}), frozenset()])
def test_columns_that_are_asked_for_are_those_of_the_whole_sheet(monkeypatch, columns):
    data = made.workbook(4)
    whole = Workbook(open_workbook(made.CASES / "x.xlsx", data)).sheet("自评表", 10_000)
    wanted = {place: cell for place, cell in whole.cells.items() if place[1] in columns}
    for scanning in (True, False):
        with monkeypatch.context() as patched:
            if not scanning:
                patched.setattr(sheets, "scan_sheet", lambda *_: None)
            book = Workbook(open_workbook(made.CASES / "x.xlsx", data))
            assert book.sheet("自评表", 10_000, columns).cells == wanted


def test_what_excel_writes_around_it_is_usual_too():
    """A line break behind the declaration, the reading of every Chinese text, attributes of later versions."""
    row = '<row r="1" spans="1:2" ht="20.1" x14ac:dyDescent="0.15"><c r="A1" s="3"><v>1</v></c></row>'
    declared = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\r\n'
    assert [cell[:2] for cell in scan_sheet(declared + sheet_xml(row), 9).cells] == [("A", "1")]
    read_aloud = '<si><t>甲 &amp; 乙</t><phoneticPr fontId="1" type="noConversion"/></si>'
    text = f'{declared}<sst count="3">{read_aloud}<si><t xml:space="preserve"> x</t></si><si><t/></si><si/></sst>'
    assert scan_strings(text) == ["甲 & 乙", " x", "", ""]


STRINGS = st.sampled_from(
    ["<si>", "</si>", "<t>", "</t>", "<t/>", "<si/>", '<t xml:space="preserve">', "甲", "&lt;", "&", "<r>", "</r>"]
)


@settings(deadline=None, max_examples=300)
@given(st.lists(STRINGS | st.just("<si><t>乙</t></si>"), max_size=9))
def test_shared_strings_in_any_order_are_never_scanned_wrongly(pieces):
    from xml.etree import ElementTree

    text = f"<sst>{''.join(pieces)}</sst>"
    scanned = scan_strings(text)
    if scanned is not None:
        assert scanned == ["".join(item.itertext()) for item in ElementTree.fromstring(text)]
