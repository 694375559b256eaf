"""What the bureau relies on: `collect` says what `score` and `check` say, links lead to the cell, tampering shows."""

import json
import os
import re
import subprocess
import sys
import zipfile
from urllib.parse import unquote
from xml.etree import ElementTree

import docx
import generated_returns as made
import openpyxl
import pytest
import requires
from docx.shared import Mm

from perfeval_xl import cli
from perfeval_xl.bureau.collect import Request, collect
from perfeval_xl.files import reader, submission
from perfeval_xl.files.package import open_workbook
from perfeval_xl.files.sheets import Workbook


def answer(capsys, *arguments):
    """What a command says with --json."""
    cli.main([*map(str, arguments), "--json"])
    return json.loads(capsys.readouterr().out)


@pytest.fixture(scope="module")
def collected(tmp_path_factory):
    """Twelve returns of both families and their summary."""
    base = tmp_path_factory.mktemp("twelve")
    made.write(base / "报送" / "东片 50%", range(6))
    made.write(base / "报送" / "西片#2", range(6, 12))
    request = Request(
        folder=base / "报送", output=base / "汇总.xlsx", letters=base / "信", shaped=True, deadline="4月30日"
    )
    return collect(request), base


def test_it_says_what_score_and_check_say_of_each_file(collected, capsys):
    result, base = collected
    assert len(result.shape["units"]) == 12
    for unit in result.shape["units"]:
        file = base / "报送" / unit["file"]
        score = answer(capsys, "score", file)
        assert (unit["total"], unit["grade"], unit["pending"]) == (score["total"], score["grade"], score["pending"])
        assert {key: unit["computed"][key] for key in ("total", "grade")} == {
            key: score["computed"][key] for key in ("total", "grade")
        }
        for key in ("name", "points", "score", "computed"):
            assert [part[key] for part in unit["components"]] == [part[key] for part in score["components"]], key
        check = answer(capsys, "check", file)
        assert unit["counts"] == check["counts"]
        assert unit["findings"] == [{key: item[key] for key in unit["findings"][0]} for item in check["findings"]]


NS = {
    "m": "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
}


def links(path, title):
    """Of each link on a sheet: its cell, the file it leads to as written, and the place in that file."""
    titles = Workbook(open_workbook(path)).titles
    with zipfile.ZipFile(path) as book:
        part = f"sheet{titles.index(title) + 1}.xml"
        sheet = ElementTree.fromstring(book.read(f"xl/worksheets/{part}"))
        relations = ElementTree.fromstring(book.read(f"xl/worksheets/_rels/{part}.rels"))
    targets = {item.get("Id"): item.get("Target") for item in relations}
    for item in sheet.iter(f"{{{NS['m']}}}hyperlink"):
        target = unquote(targets[item.get(f"{{{NS['r']}}}id")]).replace("\\", "/")  # as Windows writes it
        yield item.get("ref"), target, item.get("location")


def test_every_finding_leads_to_its_file_and_cell(collected):
    result, base = collected
    sheet = Workbook(open_workbook(base / "汇总.xlsx")).sheet("问题清单", 10_000)
    expected = [(unit, item) for unit in result.shape["units"] for item in unit["findings"]]
    found = sorted(links(base / "汇总.xlsx", "问题清单"), key=lambda link: int(link[0][1:]))
    assert len(found) == len(expected) > 100
    for (ref, target, location), (unit, item) in zip(found, expected, strict=True):
        assert target == f"报送/{unit['file']}"
        assert (base / target).is_file()
        assert sheet.cells[int(ref[1:]), 3].value == (item["cell"] or "整张表")
        if item["cell"]:
            title, _, cell = item["cell"].rpartition("!")
            assert location == f"'{title}'!{cell}"
            assert title in openpyxl.load_workbook(base / target, read_only=True).sheetnames


def test_a_file_in_an_archive_is_reached_through_the_archive(tmp_path):
    (tmp_path / "报送").mkdir()
    (tmp_path / "报送" / "包.zip").write_bytes(made.zipped([("甲.xlsx", made.workbook(0))]))
    collect(Request(folder=tmp_path / "报送", output=tmp_path / "汇总.xlsx"))
    assert {link[1:] for link in links(tmp_path / "汇总.xlsx", "问题清单")} == {("报送/包.zip", None)}


def test_the_overview_counts_what_the_answer_counts(collected):
    result, base = collected
    sheet = Workbook(open_workbook(base / "汇总.xlsx")).sheet("总览", 200)
    rows = {cell.value: row for (row, column), cell in sheet.cells.items() if column in (1, 6)}
    shape = result.shape
    assert sheet.at(rows["已报送的单位"], 2).value == shape["counts"]["units"] == 12
    averages = [sheet.at(row, 2).value for (row, column), cell in sheet.cells.items() if cell.value == "平均分"]
    wanted = [item["average"] for item in shape["schemes"]]
    assert len(wanted) == 2
    assert [None if value == "—" else round(float(value), 2) for value in averages] == wanted
    for label, counted in shape["grades"].items():
        assert sheet.at(rows[label], 2).value == counted
    for severity, label in (("error", "✘ 错误"), ("warning", "⚠ 警告"), ("hint", "ⓘ 提示")):
        assert sheet.at(rows[label], 7).value == sum(unit["counts"][severity] for unit in shape["units"])
    with zipfile.ZipFile(base / "汇总.xlsx") as book:
        charts = [book.read(name).decode() for name in sorted(book.namelist()) if name.startswith("xl/charts/chart")]
    assert ["各等级的单位数" in charts[0], "各部分平均得分率" in charts[1]] == [True, True]
    # Programs that do not calculate draw the charts from what is kept in them.
    kept = re.findall(r"<c:v>([^<]*)</c:v>", charts[0])
    grades = shape["grades"]
    assert kept[: 1 + 2 * len(grades)] == ["自评", *grades, *map(str, grades.values())]


def test_the_flat_table_is_one_that_pandas_reads(collected):
    pandas = requires.module("pandas", "用 pandas 读汇总表")
    result, base = collected
    table = pandas.read_excel(base / "汇总.xlsx", "指标明细", header=1)
    assert len(table) == sum(unit.head.indicators for unit in result.district.units)
    assert table.groupby("单位")["分值"].sum().between(50, 200).all()
    assert {"一级指标", "三级指标", "指标值", "实际完成值", "自评得分", "按规则", "年度"} <= set(table.columns)
    assert (table["年度"] == 2021).all() and table["分值"].dtype.kind in "fi"


def tampered(tmp_path):
    """Five files of five units: as it should be, and with each thing done to it that a bureau wants to know of."""
    given = reader.read(next(iter(made.write(tmp_path / "源", [0]))))
    folder = tmp_path / "报送"
    folder.mkdir()
    submission.write(folder / "甲.xlsx", given)
    whole = (folder / "甲.xlsx").read_bytes()
    name = given.form.agency.name.encode()

    def of(unit, data):
        return made.changed(data, "xl/sharedStrings.xml", lambda text: text.replace(name, unit.encode()))

    (folder / "乙.xlsx").write_bytes(of("示例区乙局", whole))
    live = made.workbook(0, agency="示例区丙局", live=True)
    unprotected = re.compile(rb"<sheetProtection[^>]*/>")
    (folder / "丙.xlsm").write_bytes(
        made.changed(live, "xl/worksheets/sheet2.xml", lambda text: unprotected.sub(b"", text))
    )
    (folder / "丁.xlsm").write_bytes(made.workbook(3, agency="示例区丁局", live=True))
    stale = made.workbook(2, agency="示例区戊局", live=False)
    (folder / "戊.xlsx").write_bytes(
        made.changed(
            stale, "xl/worksheets/sheet2.xml", lambda text: re.sub(rb"(<f>[^<]*</f><v>)10(</v>)", rb"\g<1>7\2", text)
        )
    )
    return folder


def test_tampering_shows(tmp_path):
    folder = tampered(tmp_path)
    result = collect(Request(folder=folder, output=tmp_path / "汇总.xlsx", shaped=True))
    seen = {unit["file"]: unit["integrity"] for unit in result.shape["units"]}
    assert [seen[name]["digest_intact"] for name in ("甲.xlsx", "乙.xlsx", "丙.xlsm")] == [True, False, None]
    assert [seen[name]["protected"] for name in ("丙.xlsm", "丁.xlsm")] == [False, True]
    assert [seen[name]["submission"] for name in ("甲.xlsx", "丁.xlsm")] == [True, False]
    assert seen["戊.xlsx"]["stale_results"] > 0 == seen["丁.xlsm"]["stale_results"]
    assert seen["丁.xlsm"]["overwritten_formulas"] > 0
    assert {item["version"] for item in seen.values()} == {"0.1.0"}
    sheet = Workbook(open_workbook(tmp_path / "汇总.xlsx")).sheet("版本与防篡改", 100)
    headings = {sheet.at(2, column).value: column for column in range(1, 15)}
    rows = {sheet.at(row, 1).value: row for row in range(3, 8)}

    def shown(file, heading):
        return sheet.at(rows[file], headings[heading]).value

    assert [shown(file, "校验码") for file in ("甲.xlsx", "乙.xlsx", "丙.xlsm")] == ["✔ 一致", "✘ 已被改动", "—"]
    assert [shown(file, "工作表保护") for file in ("丙.xlsm", "丁.xlsm")] == ["⚠ 已取消", "有"]
    assert shown("丁.xlsm", "手填覆盖公式") == seen["丁.xlsm"]["overwritten_formulas"]
    assert re.fullmatch(r"[A-Z]+\d+(、[A-Z]+\d+)*( 等)?", shown("丁.xlsm", "覆盖的单元格"))
    assert shown("戊.xlsx", "保存的结果已过时") == seen["戊.xlsx"]["stale_results"]


def test_letters_are_in_official_format_with_cell_and_cure(collected):
    result, base = collected
    unit = next(unit for unit in result.shape["units"] if unit["counts"]["error"] > 2)
    letter = docx.Document(str(base / "信" / f"{unit['agency']}退回修改意见.docx"))
    section = letter.sections[0]
    page = (section.page_width, section.page_height, section.top_margin, section.left_margin)
    assert all(abs(got - Mm(wanted)) < Mm(0.5) for got, wanted in zip(page, (210, 297, 37, 28), strict=True))
    assert letter.paragraphs[0].style.name == "Title" and letter.paragraphs[0].text.startswith("关于修改2021年度")
    styles = [paragraph.style.name for paragraph in letter.paragraphs]
    assert styles[1] == "Salutation" and styles[-2:] == ["Signature", "Date"]
    assert set(styles[2:-2]) == {"Body Text", "Heading 1", "Heading 2"}
    cells = [row.cells[1].text for table in letter.tables for row in table.rows[1:]]
    errors = [item for item in unit["findings"] if item["severity"] == "error"]
    assert {item["cell"].removeprefix("自评表!") for item in errors if item["cell"]} <= set(cells)
    groups = [paragraph.text for paragraph in letter.paragraphs if paragraph.text.startswith("改法：")]
    assert (
        len(groups)
        == len(letter.tables)
        == len({item["check"] for item in unit["findings"] if item["severity"] != "hint"})
    )


@pytest.mark.skipif(sys.platform == "win32", reason="needs a terminal and a signal")
def test_ctrl_c_at_a_terminal_writes_what_was_read_and_the_next_run_goes_on(tmp_path):
    import pty
    import signal

    folder, output, returns = tmp_path / "报送", tmp_path / "汇总.xlsx", 300
    folder.mkdir()
    for name, data in made.many(range(returns)):
        (folder / f"{name}.xlsx").write_bytes(data)
    command = [sys.executable, "-m", "perfeval_xl", "collect", str(folder), "-o", str(output), "--workers", "2"]
    terminal, other = pty.openpty()
    running = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=other, start_new_session=True)
    os.close(other)
    said, read = "", 0
    while read < 40:
        said += os.read(terminal, 4096).decode("utf-8", "ignore")
        read = max(map(int, re.findall(rf"读取自评表 (\d+)/{returns}", said)), default=0)
    os.killpg(running.pid, signal.SIGINT)
    out, _ = running.communicate(timeout=60)
    said = os.read(terminal, 65536).decode("utf-8", "ignore")
    os.close(terminal)
    assert running.returncode == 2 and "已中断，还有 " in said and "Traceback" not in said
    left = int(re.search(r"还有 (\d+) 个文件没有读", said)[1])
    assert 0 < left <= returns - 40 and f"单位 {returns - left} 个" in out.decode()
    assert len(openpyxl.load_workbook(output)["排名"]["A"]) == returns - left + 2
    assert sorted(path.name for path in tmp_path.iterdir()) == [".perfeval-汇总.xlsx.cache", "报送", "汇总.xlsx"]
    whole = collect(Request(folder=folder, output=output, force=True))
    assert len(whole.district.units) == returns and whole.known >= returns - left


@pytest.mark.skipif(sys.platform == "win32", reason="needs the measure of Unix")
def test_memory_is_flat_in_the_number_of_files(tmp_path):
    code = (
        "import resource, sys; from pathlib import Path; from perfeval_xl.bureau.collect import Request, collect\n"
        "folder = Path(sys.argv[1]); collect(Request(folder=folder, output=folder.with_suffix('.xlsx'), workers=1))\n"
        "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)"
    )
    peaks = []
    for number in (30, 180):
        (folder := tmp_path / f"{number}").mkdir()
        for name, data in made.many(range(number)):
            (folder / f"{name}.xlsx").write_bytes(data)
        done = subprocess.run([sys.executable, "-c", code, folder], capture_output=True, check=True, text=True)
        peaks.append(int(done.stdout))
    assert peaks[1] < 1.10 * peaks[0], peaks
