"""One return read, scored and checked, beside openpyxl loading the same file, and beside unpacking and parsing it.

The returns are invented units with names, targets, amounts and mistakes of their own (`tests/generated_returns.py`);
each is read once, as in a district, after a few others have warmed what is the same for all. Ten are read one after
another, then openpyxl loads the same ten, so that neither finds the processor's caches full of what the other left: a
bureau reads hundreds in a row. The limit is what a reader cannot do without: the parts with the form unpacked and
handed to expat, without looking at anything.
"""

import io
import random
import sys
import zipfile
from xml.parsers import expat

import openpyxl
from measuring import Row, Taken, main, medians, taken

from perfeval_xl import checks
from perfeval_xl.bureau.work import rarely, read_batch
from perfeval_xl.evaluation import evaluate
from perfeval_xl.files import reader

RETURNS, WARM, BLOCK = 200, 40, 10
GOAL, LIMIT_GOAL = 0.06, 3.0
_PARTS = (
    "[Content_Types].xml",
    "xl/workbook.xml",
    "xl/_rels/workbook.xml.rels",
    "xl/styles.xml",
    "xl/sharedStrings.xml",
)
_SHEETS = ("自评表", "报告素材", "列表")


def parts_of(data: bytes) -> list[str]:
    """The parts of a return that hold the form."""
    book = openpyxl.load_workbook(io.BytesIO(data), read_only=True)
    sheets = [f"xl/worksheets/sheet{number}.xml" for number, title in enumerate(book.sheetnames, 1) if title in _SHEETS]
    return [*_PARTS, *sheets]


def unpacked_and_parsed(data: bytes, parts: list[str]) -> None:
    """Unpacks the parts and lets expat go through each."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for part in parts:
            expat.ParserCreate().Parse(archive.read(part), True)


def judged(file: str, data: bytes) -> None:
    """Reads, scores and checks a return, and finds the cell of each finding."""
    given = reader.read(file, data)
    evaluation = evaluate(given.form, given.scheme)
    checks.locate(checks.run(given.form, given.scheme, evaluation), given.addresses)


def measure(tiny: bool = False) -> list[Row]:
    """The rows of the table: beside openpyxl, with the record that collecting keeps, and beside the limit."""
    import generated_returns

    numbers = list(range(4 if tiny else RETURNS))
    random.Random(0).shuffle(numbers)
    files = [(f"{n}.xlsm", generated_returns.workbook(n, live=bool(n % 3))) for n in numbers]
    parts = {name: parts_of(data) for name, data in files}
    found: dict[str, dict[str, Taken]] = {"judged": {}, "kept": {}, "openpyxl": {}, "limit": {}}
    for start in range(0, len(files), BLOCK):
        block = files[start : start + BLOCK]
        with rarely():
            for place, (name, data) in enumerate(block):
                if place % 2:  # in turn: a return read a second time would find its texts remembered
                    found["judged"][name] = taken(lambda name=name, data=data: judged(name, data))
                else:
                    found["kept"][name] = taken(lambda name=name, data=data: read_batch([(name, data)]))
        for name, data in block:
            found["openpyxl"][name] = taken(lambda data=data: openpyxl.load_workbook(io.BytesIO(data)))
        for name, data in block:
            found["limit"][name] = taken(lambda name=name, data=data: unpacked_and_parsed(data, parts[name]))
    cold = {name for name, _ in files[: 0 if tiny else WARM]}

    def beside(ours: str, baseline: str) -> dict[str, float]:
        both = ((one, found[baseline][name]) for name, one in found[ours].items() if name not in cold)
        wall, cpu = medians(both)
        return {"wall": wall, "cpu": cpu}

    limit = beside("limit", "openpyxl")["cpu"]
    what = "一份表：读、计分、全部校验"
    return [
        Row(what=what, baseline="openpyxl 打开", goal=GOAL, **beside("judged", "openpyxl")),
        Row(what=f"{what}，并记下汇总要的结果", baseline="openpyxl 打开", goal=GOAL, **beside("kept", "openpyxl")),
        Row(
            what=what,
            baseline=f"解压并由 expat 扫过这些部分（即 openpyxl 的 {limit:.3f}）",
            goal=LIMIT_GOAL,
            **beside("judged", "limit"),
        ),
    ]


if __name__ == "__main__":
    sys.exit(main(measure))
