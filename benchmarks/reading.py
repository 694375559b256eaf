"""One return read, scored and checked, beside openpyxl loading the same file, and beside unpacking and parsing it.

The returns are invented units with names, targets, amounts and mistakes of their own (`tests/generated_returns.py`);
each is read once, as in a district, after a few others have warmed what is the same for all. The limit is what a
reader cannot do without: the parts with the form unpacked and handed to expat, without looking at anything.
"""

import io
import random
import statistics
import sys
import zipfile
from xml.parsers import expat

import openpyxl
from measuring import Row, Taken, main, medians, taken

from perfeval_xl.bureau.work import rarely, read_batch

RETURNS, WARM = 60, 12
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


def measure(tiny: bool = False) -> list[Row]:
    """The rows of the table: beside openpyxl, and beside the limit."""
    import generated_returns

    numbers = list(range(4 if tiny else RETURNS))
    random.Random(0).shuffle(numbers)
    files = [(f"{n}.xlsm", generated_returns.workbook(n, live=bool(n % 3))) for n in numbers]
    beside_openpyxl: list[tuple[Taken, Taken]] = []
    beside_limit: list[tuple[Taken, Taken]] = []
    for file in files:
        parts = parts_of(file[1])
        with rarely():
            ours = taken(lambda file=file: read_batch([file]))
        beside_openpyxl.append((ours, taken(lambda data=file[1]: openpyxl.load_workbook(io.BytesIO(data)))))
        beside_limit.append((ours, taken(lambda data=file[1], parts=parts: unpacked_and_parsed(data, parts))))
    warm = 1 if tiny else WARM
    wall, cpu = medians(beside_openpyxl[warm:])
    limit_wall, limit_cpu = medians(beside_limit[warm:])
    pairs = zip(beside_limit, beside_openpyxl, strict=True)
    limit = statistics.median(one[1].cpu / other[1].cpu for one, other in pairs)
    return [
        Row(what="一份表：读、计分、全部校验", baseline="openpyxl 打开", goal=GOAL, wall=wall, cpu=cpu),
        Row(
            what="同上",
            baseline=f"解压并由 expat 扫过这些部分（即 openpyxl 的 {limit:.3f}）",
            goal=LIMIT_GOAL,
            wall=limit_wall,
            cpu=limit_cpu,
        ),
    ]


if __name__ == "__main__":
    sys.exit(main(measure))
