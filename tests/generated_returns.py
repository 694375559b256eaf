"""A district of invented units: returns made from the cases by a seeded hand, so that every run has the same ones."""

import io
import json
import random
import zipfile
from functools import cache
from pathlib import Path

from perfeval_xl import scheme as schemes
from perfeval_xl.files import casefile, template

CASES = Path(__file__).parent / "cases"
_FIELDS = (
    "教育",
    "卫生",
    "交通",
    "水务",
    "文化",
    "农业",
    "林业",
    "档案",
    "统计",
    "审计",
    "民政",
    "司法",
    "应急",
    "体育",
)
_THINGS = ("培训", "巡查", "宣传活动", "设备购置", "课题", "帮扶户", "检测样品", "会议", "信息发布", "维修项目")


def unit_name(number):
    """The name of the unit with this number: 示例区教育第3中心."""
    return f"示例区{_FIELDS[number % len(_FIELDS)]}第{number // len(_FIELDS) + 1}中心"


def case(number, *, agency=None):
    """The case of the unit with this number: amounts, targets, actuals and names of its own, some mistakes."""
    hand = random.Random(number)
    files = sorted(path for path in CASES.glob("*-2021.json") if "organisation" not in path.name)
    table = json.loads(files[number % len(files)].read_text(encoding="utf-8"))
    table["agency"] = {"name": unit_name(number) if agency is None else agency, "preparer": "示例", "phone": "0000"}
    factor = hand.uniform(0.3, 8)
    for row in [*table.get("tasks", ()), *table.get("budget", {}).values()]:
        for key in ("budget", "budget_fiscal", "outturn", "outturn_fiscal", "original", "final"):
            if isinstance(row.get(key), int | float):
                row[key] = round(row[key] * factor, 2)
    for index, row in enumerate(table["indicators"]):
        if index > 9:
            row["name"] = f"{hand.choice(_THINGS)}{hand.choice(('数量', '完成率', '及时率', '合格率'))}{number}-{index}"
            if hand.random() < 0.6:
                goal = hand.randint(3, 400)
                row["target"], row["unit"] = f"≥{goal}", hand.choice(("次", "个", "场"))
                row["actual"] = str(goal + hand.randint(-2, 20))
            if hand.random() < 0.3:
                row.pop("score", None)
        if hand.random() < 0.04:
            row["score"] = (row.get("points") or 1) + 1
    if hand.random() < 0.5:
        table.pop("declared", None)
    return table


def form(number, *, agency=None):
    """The form of the unit with this number."""
    return casefile.from_dict(case(number, agency=agency))[0]


def workbook(number, *, agency=None, live=True):
    """The bytes of the workbook of the unit with this number."""
    made = form(number, agency=agency)
    return template.content(made, schemes.get(made.scheme), live=live)


def write(folder, numbers):
    """The workbooks of some units in `folder`: their paths."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for number in numbers:
        path = folder / f"{unit_name(number)}.{'xlsm' if number % 3 else 'xlsx'}"
        path.write_bytes(workbook(number, live=bool(number % 3)))
        paths.append(path)
    return paths


def changed(data, part, change):
    """The workbook or archive in `data` with one part changed (None: taken out); what is new is added."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as good, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as made:
        for info in good.infolist():
            content = good.read(info)
            if info.filename == part:
                content = change(content)
            if content is not None:
                made.writestr(info, content)
        if part not in good.namelist():
            made.writestr(part, change(b""))
    return stream.getvalue()


@cache
def _base(number):
    return workbook(number, agency="单位名称在此", live=bool(number % 2))


def many(numbers, kinds=6):
    """(name, content) of many units at once: a few workbooks, with another unit's name in each copy."""
    for number in numbers:
        name = unit_name(number)
        yield (
            name,
            changed(
                _base(number % kinds),
                "xl/sharedStrings.xml",
                lambda content, name=name: content.replace("单位名称在此".encode(), name.encode()),
            ),
        )


def zipped(files, compression=zipfile.ZIP_DEFLATED):
    """An archive of (name, content)."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", compression) as made:
        for name, content in files:
            made.writestr(name, content)
    return stream.getvalue()
