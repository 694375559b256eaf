"""A live workbook in LibreOffice: the shipped VBA with only the line swapped that makes the server object."""

import shutil
import sys
import sysconfig
from pathlib import Path

import calc_session

BUNDLED = Path(__file__).parent / "bundled"
ROOT = Path(__file__).parent.parent.parent
SHIPPED = 'CreateObject("PerfEval.Server")'
SWAPPED = 'CreateUnoService("org.perfeval.test.Server")'
SHIPPED_DIALOG = "Application.FileDialog(kind)"
SWAPPED_DIALOG = 'CreateUnoService("org.perfeval.test.Picker")'


def environment(down: Path) -> dict[str, str]:
    """What LibreOffice's own Python needs to find this package; while the file `down` exists the server is dead."""
    site = sysconfig.get_path("purelib")
    return {
        "PYTHONPATH": f"{ROOT}:{site}",
        "PERFEVAL_TEST_DOWN": str(down),
        "PERFEVAL_TEST_PICKED": str(picked(down)),
        "PERFEVAL_TEST_PYTHON": sys.executable,
    }


def picked(down: Path) -> Path:
    """The file that holds the path which the user chooses in the next dialog; while it is missing he chooses none."""
    return down.with_name("picked")


def with_test_server(path: Path, target: Path) -> Path:
    """A copy of the workbook whose bridge makes the test's server object; nothing else differs.

    In the bureau's workbook the window in which the user chooses a folder is the test's too.
    """
    from pyopenvba import ExcelFile

    shutil.copy(path, target)
    with ExcelFile(target) as file:
        _swap(file, "PerfBridge", SHIPPED, SWAPPED)
        if "BureauActions" in file.module_names():
            _swap(file, "BureauActions", SHIPPED_DIALOG, SWAPPED_DIALOG)
        file.save()
    return target


def _swap(file, module: str, shipped: str, swapped: str) -> None:
    text = file.get_module(module)
    assert text.count(shipped) == 1
    file.set_module(module, text.replace(shipped, swapped))


class LiveBook(calc_session.Book):
    """An open live workbook: typing through the user interface, buttons by their macro."""

    def press(self, macro: str, *arguments):
        """Runs a macro of the workbook, as a button or the ribbon does; `macro` is "Module.Sub"."""
        address = f"vnd.sun.star.script:VBAProject.{macro}?language=Basic&location=document"
        return self.document.getScriptProvider().getScript(address).invoke(arguments, (), ())[0]

    def at(self, name: str, row: int | None = None) -> str:
        """The address of a defined name; of a column with `row`, that row of the table (0 is the first)."""
        _, column, first, _, _ = self.named(name)
        return calc_session.address_of(first + (0 if row is None else row + 1), column)

    def put(self, name: str, text: str, row: int | None = None):
        """Types into a named cell, or into a row of a named column."""
        return self.key(self.at(name, row), text, self.named(name)[0])

    def shows(self, name: str, row: int | None = None):
        """What a named cell, or a row of a named column, shows."""
        return self.get(self.at(name, row), self.named(name)[0])

    def go(self, name: str, row: int | None = None):
        """Puts the cursor there."""
        controller = self.document.CurrentController
        sheet, *_ = self.named(name)
        controller.setActiveSheet(self.sheet(sheet))
        controller.select(self.cell(self.at(name, row), sheet))
        return self

    def merges(self, column: str) -> list[tuple[int, int]]:
        """First and last row (1-based) of the merged cells in a column of 绩效指标, single cells included."""
        _, index, first, _, last = self.named(column)
        found, row = [], first + 1
        while row < last:
            cursor = self.sheet("自评表").createCursorByRange(self.sheet("自评表").getCellByPosition(index, row))
            cursor.collapseToMergedArea()
            area = cursor.RangeAddress
            found.append((area.StartRow + 1, area.EndRow + 1))
            row = area.EndRow + 1
        return found


def open_live(office: calc_session.Office, path: Path, folder: Path, *, server: bool = True) -> LiveBook:
    """The workbook at `path`, opened as a user would (macros and keys pass)."""
    copy = with_test_server(path, folder / f"测试-{path.name}") if server else path
    book = office.open(copy, hidden=False)
    return LiveBook(office, book.document)


LOOKS = (
    "CellBackColor",
    "CellProtection",
    "CharColor",
    "CharHeight",
    "CharWeight",
    "HoriJustify",
    "IsTextWrapped",
    "NumberFormat",
    "Validation",
    "VertJustify",
)


def snapshot(book: LiveBook) -> dict:
    """Everything about 绩效指标 and what hangs on it that a button must leave whole or put back."""
    sheet = book.sheet("自评表")
    _, _, header, _, closing = book.named("indicators.name")
    block = sheet.getCellRangeByPosition(0, 0, 30, closing + 1)
    looks = {}
    for row in range(header, closing + 1):
        looks[row] = [sheet.Rows.getByIndex(row).Height]
        for column in range(15):
            cell = sheet.getCellByPosition(column, row)
            values = dict(zip(LOOKS, cell.getPropertyValues(LOOKS), strict=True))
            values["CellProtection"] = values["CellProtection"].IsLocked
            values["Validation"] = values["Validation"].InputTitle
            looks[row].append({name: str(value) for name, value in values.items()})
    conditions, names = sheet.ConditionalFormats, book.document.NamedRanges
    ranges = [entry.Range.RangeAddressesAsString for entry in conditions.ConditionalFormats]
    return {
        # A constant of the file and one that Basic wrote are shown in two ways.
        "formulas": [[text.replace("FALSE()", "0") for text in row] for row in block.FormulaArray],
        "values": block.DataArray,
        "merges": (book.merges("indicators.category"), book.merges("indicators.subcategory")),
        "looks": looks,
        "conditions": sorted(ranges),
        "names": sorted((name, names.getByName(name).Content) for name in names.ElementNames),
        "protected": sheet.isProtected(),
    }


def assert_same(after: dict, before: dict) -> None:
    """Fails with the part, or the row, in which two snapshots differ."""
    for part, value in before.items():
        if part != "looks":
            assert after[part] == value, part
    assert after["looks"].keys() == before["looks"].keys()
    for row, look in before["looks"].items():
        assert after["looks"][row] == look, row + 1


def listed(book: LiveBook) -> list[tuple]:
    """The rows of 校验结果 that hold something."""
    _, left, header, _, last = book.named("findings.severity")
    _, right, *_ = book.named("findings.check")
    rows = book.sheet("校验结果").getCellRangeByPosition(left, header + 1, right, last).DataArray
    return [row for row in rows if row[0]]


def label_counts(book: LiveBook) -> list[int]:
    """How many labels there are in the first and in the second column."""
    return [len(book.merges(f"indicators.{column}")) for column in ("category", "subcategory")]
