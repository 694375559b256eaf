"""What lies in workbook/ and perfeval_xl/data is what the text there builds, byte for byte, and nothing else."""

import importlib.util
import inspect
import io
import re
import warnings
import zipfile
from pathlib import Path
from xml.etree import ElementTree

import openpyxl
import pytest

from perfeval_xl import checks
from perfeval_xl import scheme as schemes
from perfeval_xl.bureau import desk
from perfeval_xl.cell_functions import FUNCTIONS
from perfeval_xl.excel import functions, wrappers
from perfeval_xl.files import casefile, live_parts, live_sheet, reader, template
from perfeval_xl.model import Form

ROOT = Path(__file__).parent.parent.parent
HOME = ROOT / "workbook"
FORM = sorted([*(HOME / "vba").glob("*.bas"), *(HOME / "vba").glob("*.cls")])
OWN = sorted([*(HOME / "bureau").glob("*.bas"), *(HOME / "bureau").glob("*.cls")])
BUREAU = [HOME / "vba" / "PerfBridge.bas", HOME / "vba" / "PerfSheet.bas", *OWN]
"""The sources of the live form, of the bureau's workbook alone, and of all that is in it."""
UI = "{http://schemas.microsoft.com/office/2009/07/customui}"

ALLOWED = {
    ("AutoExec", "Workbook_Open"): "schedules the warm-up a second later; does nothing else",
    ("AutoExec", "Workbook_BeforeClose"): "takes the scheduled warm-up back, so that Excel does not reopen the file",
    ("AutoExec", "Worksheet_Change"): "notices that the component fell silent; changes no cell",
    ("Suspicious", "CreateObject"): "the one way to the scoring component, PerfEval.Server",
    (
        "Suspicious",
        "Hex Strings",
    ): "the class identifiers in the attribute lines of the sheet modules",
}
"""What olevba may say about the project of the live form, and why it says so."""

BUREAU_ALLOWED = {
    **{key: reason for key, reason in ALLOWED.items() if key[1] != "Worksheet_Change"},
    ("Suspicious", "Open"): "Workbooks.Open shows the summary that the component has just written",
}
"""The same for the bureau's workbook."""


def build():
    spec = importlib.util.spec_from_file_location("workbook_build", HOME / "build.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def live(form=None):
    form = form or Form(scheme="zhengzhou-shangjie-2021")
    return template.content(form, schemes.get(form.scheme), live=True)


def parts(data):
    return zipfile.ZipFile(io.BytesIO(data))


def vba(sources=FORM):
    return "\n".join(path.read_text("ascii") for path in sources)


def test_everything_built_is_up_to_date():
    assert build().main(["--check"]) == 0, "run: python workbook/build.py"


def test_the_project_is_built_to_the_same_bytes():
    made = build()
    assert made.vba_project() == made.vba_project() == live_parts.VBA.read_bytes()
    assert made.bureau_project() == made.bureau_project() == desk.PROJECT.read_bytes()


def test_the_check_names_what_is_out_of_date(monkeypatch, tmp_path, capsys):
    made = build()
    stale = tmp_path / "customUI14.xml"
    stale.write_bytes(b"<old/>")
    monkeypatch.setattr(made, "parts", lambda: {stale: made.ribbon()})
    monkeypatch.setattr(made, "workbooks", dict)
    assert made.main(["--check"]) == 1
    assert capsys.readouterr().out == "out of date: customUI14.xml\n"
    assert stale.read_bytes() == b"<old/>"
    assert made.main([]) == 0
    assert stale.read_bytes() == made.ribbon()


@pytest.mark.parametrize(
    ("content", "modules", "sources"), [(live, "modules", FORM), (desk.content, "bureau_modules", BUREAU)]
)
def test_the_shipped_project_holds_the_text_of_the_modules(tmp_path, content, modules, sources):
    from pyopenvba import ExcelFile

    path = tmp_path / "表.xlsm"
    path.write_bytes(content())
    with ExcelFile(path) as file:
        assert file.validate() == []
        for name, text in getattr(build(), modules)().items():
            assert file.get_module(name).replace("\r\n", "\n").strip() == text.strip(), name
        held = {name for name in file.module_names() if "\n" in body(file.get_module(name)).strip()}
    assert held == {path.stem for path in sources}


def body(text):
    return "\n".join(line for line in text.splitlines() if not line.startswith("Attribute"))


@pytest.mark.parametrize("path", [*FORM, *OWN], ids=lambda path: path.name)
def test_vba_is_plain_ascii_explicit_and_short(path):
    text = path.read_bytes()
    assert text.isascii()
    assert b"Option Explicit" in text
    assert len(text.splitlines()) < 300


@pytest.mark.parametrize("sources", [FORM, BUREAU])
def test_vba_declares_nothing_starts_nothing_and_hides_nothing(sources):
    code = re.sub(r"(?m)'.*$", "", vba(sources)).replace("Workbooks.Open ", "")
    for word in ("Declare", "Shell", "PtrSafe", "Environ", "ChrW", "Chr(", "Kill", "Open ", "Lib ", "SendKeys", "&H"):
        assert word not in code, word
    assert code.count("CreateObject") == 1


@pytest.mark.parametrize(("content", "allowed"), [(live, ALLOWED), (desk.content, BUREAU_ALLOWED)])
def test_olevba_says_only_what_is_explained(content, allowed):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from oletools.olevba import VBA_Parser

        parser = VBA_Parser("表.xlsm", data=content())
        found = {(kind, word) for kind, word, _ in parser.analyze_macros() if kind != "Hex String"}
        parser.close()
    assert found == set(allowed)


def test_wrappers_have_the_arguments_of_the_registered_functions():
    pattern = re.compile(r"Public Function (\w+)\((.*)\) As Variant")
    written = {name: arguments.split(", ") for name, arguments in pattern.findall(wrappers.module())}
    assert list(written) == list(functions.ANSWERING) == [entry.name for entry in FUNCTIONS]
    for entry in FUNCTIONS:
        expected = [
            f"{'' if parameter.default is inspect.Parameter.empty else 'Optional '}{parameter.name} As Variant"
            for parameter in inspect.signature(entry.function).parameters.values()
        ]
        assert written[entry.name] == expected
    assert wrappers.module().encode() == (HOME / "vba" / "PerfFunctions.bas").read_bytes()


@pytest.mark.parametrize(("sources", "texts"), [(FORM, live_sheet.TEXTS), (BUREAU, desk.TEXTS)])
def test_every_text_that_vba_asks_for_stands_on_the_sheet_and_none_is_idle(sources, texts):
    asked = set(re.findall(r'"text\.(\w+)"', vba(sources)))
    assert asked == set(texts)


@pytest.mark.parametrize(("sources", "content"), [(FORM, live), (BUREAU, desk.content)])
def test_every_name_that_vba_uses_is_defined(sources, content):
    names = set(openpyxl.load_workbook(io.BytesIO(content())).defined_names)
    used = set(re.findall(r'(?:Place|FirstRow|LastRow)\("([\w.]+)"\)', vba(sources)))
    assert used
    assert used <= names


def check_ribbon(path, sources, tab, labels, large):
    """Every control has words, a picture and a callback that is one of the actions; the large one is the main one."""
    root = ElementTree.fromstring(path.read_bytes())
    controls = list(root.iter(f"{UI}button"))
    assert [control.get("label") for control in controls] == labels
    callbacks = dict(re.findall(r"Public Sub (\w+)\(control As Object\)\n    (\w+)", vba(sources)))
    for control in controls:
        assert control.get("screentip") and control.get("supertip") and control.get("imageMso")
        action = callbacks.pop(control.get("onAction"))
        assert re.search(rf"Public Sub {action}\(\)", vba(sources)), action
    assert callbacks == {}
    assert root.find(f".//{UI}tab").get("label") == tab
    assert [control.get("size") for control in controls if control.get("label") == large] == ["large"]


def test_every_control_of_the_ribbon_has_words_a_picture_and_a_callback():
    labels = [
        "导入旧表",
        "校验",
        "导出自评报告",
        "生成送审件",
        "插入指标行",
        "删除指标行",
        "重新计分",
        "撤销上次操作",
        "帮助",
        "自检",
    ]
    check_ribbon(live_parts.RIBBON, FORM, "绩效自评", labels, "导出自评报告")
    labels = ["选择文件夹并汇总", "再汇总一次", "停止", "汇总表放在", "名册", "退回意见放在", "帮助", "自检"]
    check_ribbon(desk.RIBBON, BUREAU, "绩效汇总", labels, "选择文件夹并汇总")


def test_a_live_workbook_has_macros_ribbon_and_button():
    package = parts(live())
    assert package.read("xl/vbaProject.bin") == live_parts.VBA.read_bytes()
    assert package.read("customUI/customUI14.xml") == live_parts.RIBBON.read_bytes()
    assert b"relationships/ui/extensibility" in package.read("_rels/.rels")
    assert b"sheet.macroEnabled.main+xml" in package.read("[Content_Types].xml")
    drawing = b"".join(package.read(name) for name in package.namelist() if "vmlDrawing" in name)
    assert b"PerfReport" in drawing and "导出自评报告".encode() in drawing
    sheets = [package.read(f"xl/worksheets/sheet{number}.xml") for number in range(1, 7)]
    assert all(f'codeName="Sheet{number}"'.encode() in text for number, text in enumerate(sheets, 1))


def test_the_workbook_of_the_bureau_has_macros_ribbon_and_buttons():
    package = parts(desk.content())
    assert package.read("xl/vbaProject.bin") == desk.PROJECT.read_bytes()
    assert package.read("customUI/customUI14.xml") == desk.RIBBON.read_bytes()
    drawing = b"".join(package.read(name) for name in package.namelist() if "vmlDrawing" in name).decode()
    macros = re.findall(r"\[0\]!(\w+)", drawing)
    assert macros[:2] == ["PerfCollect", "PerfStop"] and "选择文件夹并汇总" in drawing
    for macro in macros:
        assert re.search(rf"Public Sub {macro}\(\)", vba(OWN)), macro
    sheets = [package.read(f"xl/worksheets/sheet{number}.xml") for number in (1, 2)]
    assert all(f'codeName="Sheet{number}"'.encode() in text for number, text in enumerate(sheets, 1))
    assert desk.content() == desk.content() == (HOME / desk.FILE_NAME).read_bytes()


def test_the_workbook_of_the_bureau_is_sound_and_only_its_input_cells_are_open():
    from openxml_audit import OpenXmlValidator

    result = OpenXmlValidator().validate(HOME / desk.FILE_NAME)
    assert result.is_valid, [error.description for error in result.errors]
    book = openpyxl.load_workbook(HOME / desk.FILE_NAME)
    assert book.sheetnames == ["汇总", "列表"] and book["列表"].sheet_state == "hidden"
    sheet = book["汇总"]
    inputs = {
        name: place.attr_text.split("!")[1].replace("$", "")
        for name, place in book.defined_names.items()
        if name.startswith("bureau.") and name != "bureau.runs"
    }
    assert len(inputs) == 6
    merged = {
        cell for area in sheet.merged_cells.ranges if area.coord.split(":")[0] in inputs.values() for cell in area.cells
    }
    free = {cell.coordinate for row in sheet for cell in row if not cell.protection.locked}
    assert free == {sheet.cell(*place).coordinate for place in merged}
    assert sheet.protection.sheet and book["列表"].protection.sheet


def test_the_macro_free_edition_has_none_of_it():
    form = Form(scheme="zhengzhou-shangjie-2021")
    package = parts(template.content(form, schemes.get(form.scheme), live=False))
    assert not [name for name in package.namelist() if "vba" in name.lower() or "customui" in name.lower()]
    assert "text.title" not in openpyxl.load_workbook(package.fp).defined_names


@pytest.mark.parametrize(
    "path", sorted(set(HOME.glob("*.xls[mx]")) - {HOME / desk.FILE_NAME}), ids=lambda path: path.name
)
def test_the_workbooks_that_lie_here_are_sound(path):
    from openxml_audit import OpenXmlValidator

    result = OpenXmlValidator().validate(path)
    assert result.is_valid, [error.description for error in result.errors]
    live = path.suffix == ".xlsm"
    assert openpyxl.load_workbook(path, keep_vba=live).sheetnames[0] == "填写说明"
    given = reader.read(path)
    assert given.live == live
    assert given.scheme.id in path.stem or given.form.indicators


def test_every_formula_below_the_first_table_is_kept_by_name():
    """The list of formulas must survive rows inserted anywhere: no absolute address below the first table."""
    for path in sorted((ROOT / "tests" / "cases").glob("*.json")):
        form, _ = casefile.load(path)
        book = openpyxl.load_workbook(io.BytesIO(live(form)))
        first = book.defined_names["tasks.name"].attr_text
        first = int(re.search(r"\$(\d+)", first)[1])
        cells = book["列表"][book.defined_names["list.formulas"].attr_text.split("!")[1].replace("$", "")]
        assert len(cells) > 60
        for row in cells:
            text = re.sub(r'"(?:[^"]|"")*"', "", row[4].value)
            absolute = re.findall(r"(?<![A-Za-z!:\]])R(\d+)C", text)
            assert all(int(number) <= first for number in absolute if "列表!" not in text), (path.stem, text)


def test_the_findings_of_the_sample_are_listed_in_it():
    form, _ = casefile.load(build().CASE)
    found = checks.run(form, schemes.get(form.scheme))
    sheet = openpyxl.load_workbook(HOME / "已填示例.xlsm", data_only=True)["校验结果"]
    assert [sheet.cell(row, 6).value for row in range(4, 4 + len(found))] == [item.check for item in found]
