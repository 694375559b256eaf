"""A whole district at once: three hundred good returns and everything that goes wrong, in one run."""

import functools
import io
import os
import zipfile

import generated_returns as made
import openpyxl
import pytest
import xlsxwriter

from perfeval_xl import scheme as schemes
from perfeval_xl.bureau import sources, store, summary, work
from perfeval_xl.bureau.collect import Request as _Request
from perfeval_xl.bureau.collect import collect
from perfeval_xl.errors import FormError, OutputError
from perfeval_xl.files import casefile, template
from perfeval_xl.files.package import open_workbook
from perfeval_xl.files.sheets import Workbook

Request = functools.partial(_Request, shaped=True)
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
LARGE = 1200
FORMULAS = ('=HYPERLINK("http://example.invalid","点我")', "@SUM(1+1)", "+1+1", "-2+3", "=cmd|'/c calc'!A1")


def ole(stream):
    return OLE + bytes(1016) + stream.encode("utf-16-le") + bytes(600)


def good(agency="示例区样本局", number=0):
    return made.workbook(number, agency=agency)


def broken_files():
    """Twelve files that are broken in twelve ways, with a word of the reason that must be given."""
    whole = good()
    return {
        "空文件.xlsx": (b"", "空的"),
        "截断.xlsx": (whole[: len(whole) // 2], "没有下载完整"),
        "不是表.xlsx": (b"\x00\x01\x02" * 50, "不是 .xlsx"),
        "网页.xlsx": (b"<html><table></table></html>", "网页格式"),
        "文档.xlsx": (made.zipped([("word/document.xml", "<x/>")]), "Word 文档"),
        "别的表.xlsx": (made.zipped([("xl/workbook.xml", "<workbook><sheets/></workbook>")]), "不是本软件的自评表"),
        "旧格式.xlsx": (ole("Workbook"), "旧式 Excel"),
        "旧格式.xls": (ole("Workbook"), "旧式 Excel"),
        "坏了一处.xlsx": (made.changed(whole, "xl/workbook.xml", lambda text: text[:-40]), "损坏"),
        "外部定义.xlsx": (made.changed(whole, "xl/workbook.xml", lambda text: b"<!DOCTYPE x []>" + text), "DTD"),
        "缺名称.xlsm": (
            made.changed(whole, "xl/workbook.xml", lambda text: text.replace(b"budget.total.final", b"lost.name")),
            "缺少",
        ),
        "东片/压缩.rar": (b"Rar!\x1a\x07\x00", ".rar"),
    }


def external_link(data):
    with_part = made.changed(data, "xl/externalLinks/externalLink1.xml", lambda _: b"<externalLink/>")
    relation = (
        b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" '
        b'Type="x" Target="file:///nowhere/other.xlsx" TargetMode="External"/></Relationships>'
    )
    return made.changed(with_part, "xl/externalLinks/_rels/externalLink1.xml.rels", lambda _: relation)


def enormous():
    """A return with a sheet of more than a hundred megabytes, nearly all of it empty rows."""
    rows = b'<row r="2000"/>' * 8_000_000
    return made.changed(
        good("示例区巨表局"),
        "xl/worksheets/sheet2.xml",
        lambda text: text.replace(b"</sheetData>", rows + b"</sheetData>"),
    )


def large():
    """A return of more rows than anybody fills, but a sound one."""
    table = made.case(0, agency="示例区大表局")
    rows = table["indicators"]
    table["indicators"] = [{**rows[number % len(rows)], "name": f"指标{number}"} for number in range(LARGE)]
    form, _ = casefile.from_dict(table)
    return template.content(form, schemes.get(form.scheme), live=False)


def bomb():
    return made.zipped([("表.xlsx", bytes(sources.LIMIT + 10))])


def nested(depth):
    data = made.zipped([("深处.xlsx", good("示例区深处局"))])
    for _ in range(depth):
        data = made.zipped([("内层.zip", data)])
    return data


def gbk_zip(files):
    """An archive as Chinese Windows makes it: names in GBK, without the mark for UTF-8."""
    placeholders = [("x" * len(name.encode("gbk")), content) for name, content in files]
    result = made.zipped(placeholders)
    for (name, _), (placeholder, _) in zip(files, placeholders, strict=True):
        result = result.replace(placeholder.encode(), name.encode("gbk"))
    return result


@pytest.fixture(scope="module")
def district(tmp_path_factory):
    """The folder, and what must come of it."""
    folder = tmp_path_factory.mktemp("district") / "报送"
    units = list(made.many(range(300)))
    for index, (name, data) in enumerate(units[:200]):
        place = folder / ("东片" if index % 2 else "西片/街道") / f"{name}.xlsx"
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(data)
    (folder / "南片.zip").write_bytes(made.zipped([(f"{name}/{name}.xlsm", data) for name, data in units[200:260]]))
    inner = made.zipped([(f"{name}.xlsx", data) for name, data in units[260:290]])
    tricks = [(("../" * index + f"{name}.xlsx"), data) for index, (name, data) in enumerate(units[290:], 1)]
    (folder / "北片.zip").write_bytes(made.zipped([("内/再压缩.zip", inner), *tricks]))
    for name, (data, _) in broken_files().items():
        (folder / name).write_bytes(data)
    (folder / "加密.xlsx").write_bytes(ole("EncryptedPackage"))
    (folder / "第二份.xlsx").write_bytes(good(units[0][0], number=1))
    os.utime(folder / "第二份.xlsx", (2_000_000_000, 2_000_000_000))
    (folder / "巨表.xlsx").write_bytes(enormous())
    (folder / "大表.xlsx").write_bytes(large())
    for index, name in enumerate(FORMULAS):
        (folder / f"公式{index}.xlsx").write_bytes(good(name, number=index))
    (folder / "链接.xlsx").write_bytes(external_link(good("示例区链接局")))
    (folder / "炸弹.zip").write_bytes(bomb())
    (folder / "套娃.zip").write_bytes(nested(4))
    (folder / "~$锁.xlsx").write_bytes(b"\x05x")
    (folder / "说明.pdf").write_bytes(b"%PDF-1.7")
    return folder, [name for name, _ in units]


@pytest.fixture(scope="module")
def run(district, tmp_path_factory):
    """The one run, and where it put things."""
    folder, units = district
    base = tmp_path_factory.mktemp("out")
    roster = base / "名册.xlsx"
    book = xlsxwriter.Workbook(roster)
    sheet = book.add_worksheet()
    sheet.write_column(0, 0, ["应报送单位名册", "序号"])
    sheet.write_column(1, 1, ["单位名称", *units[5:], "示例区没来局", f"  {units[0]} "])
    book.close()
    result = collect(
        Request(
            folder=folder,
            output=base / "汇总.xlsx",
            expect=roster,
            letters=base / "退回",
            workers=2,
            deadline="4月30日",
        )
    )
    return result, base


def sheet_of(path, title):
    return Workbook(open_workbook(path)).sheet(title, 1_000_000)


def column(sheet, heading, header=2):
    (at,) = [col for (row, col), cell in sheet.cells.items() if row == header and cell.value == heading]
    return [cell.value for (row, col), cell in sorted(sheet.cells.items()) if col == at and row > header]


def test_the_counts_are_right(run, district):
    result, _ = run
    _, units = district
    counts = result.shape["counts"]
    expected_units = 300 + len(FORMULAS) + 2
    assert counts["units"] == expected_units
    assert counts["returns"] == expected_units + 1
    assert counts["duplicates"] == 1
    # twelve broken, the password, the enormous one, the bomb, the archive in an archive in an archive …
    assert counts["unreadable"] == 12 + 1 + 1 + 1 + 1
    assert counts["expected"] == 297
    assert result.shape["missing"] == ["示例区没来局"]
    assert set(result.shape["unexpected"]) == {*units[1:5], *FORMULAS, "示例区链接局", "示例区大表局"}
    assert result.district.others == {".pdf": 1}


def test_every_bad_file_is_listed_with_its_reason(run):
    reasons = {item["file"]: item["reason"] for item in run[0].shape["unreadable"]}
    for name, (_, word) in broken_files().items():
        assert word in reasons[name], name
    assert "打开密码" in reasons["加密.xlsx"]
    assert "大得不正常" in reasons["巨表.xlsx"]
    assert "大得不正常" in reasons["炸弹.zip/表.xlsx"]
    assert [name for name in reasons if name.startswith("套娃.zip")]
    assert all(reason.endswith("。") for reason in reasons.values())


def test_nothing_is_lost(run, district):
    """Every file below the folder is a return, listed as unreadable, or counted among the others."""
    folder, _ = district
    shape = run[0].shape
    placed = {item["file"] for item in shape["units"]} | {item["file"] for item in shape["duplicates"]}
    placed |= {item["file"] for item in shape["unreadable"]}
    on_disk = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    for place in on_disk - {"~$锁.xlsx", "说明.pdf"}:
        assert place in placed or any(item.startswith(f"{place}/") for item in placed), place


def test_nothing_is_executed_and_texts_stay_texts(run):
    _, base = run
    with zipfile.ZipFile(base / "汇总.xlsx") as book:
        for part in book.namelist():
            if part.startswith("xl/worksheets/sheet"):
                assert "<f>" not in book.read(part).decode(), part
        targets = "".join(book.read(part).decode() for part in book.namelist() if part.endswith(".rels"))
    assert "example.invalid" not in targets
    names = column(sheet_of(base / "汇总.xlsx", "排名"), "单位")
    assert set(FORMULAS) <= set(names)
    linked = [unit for unit in run[0].shape["units"] if unit["integrity"]["external_links"]]
    assert [unit["agency"] for unit in linked] == ["示例区链接局"]


def test_members_of_archives_land_nowhere(run, district):
    folder, units = district
    places = {unit["agency"]: unit["file"] for unit in run[0].shape["units"]}
    for name in units[290:]:
        assert places[name] == f"北片.zip/{name}.xlsx"
    assert places[units[270]] == f"北片.zip/内/再压缩.zip/{units[270]}.xlsx"
    assert not list(folder.parent.glob("*.xlsx"))


def test_the_later_of_two_files_counts(run, district):
    (double,) = run[0].shape["duplicates"]
    assert double["counted"] == "第二份.xlsx" and double["agency"] == district[1][0]


def test_the_sheets_are_complete(run):
    result, base = run
    book = Workbook(open_workbook(base / "汇总.xlsx"))
    assert book.titles == (
        "总览",
        "排名",
        "各单位得分",
        "各单位得分（岳阳市云溪区）",
        "问题清单",
        "问题排行",
        "指标明细",
        "复核",
        "未报送",
        "无法读取",
        "版本与防篡改",
    )
    units = result.shape["units"]
    assert len(column(sheet_of(base / "汇总.xlsx", "排名"), "单位")) == len(units)
    assert len(column(sheet_of(base / "汇总.xlsx", "问题清单"), "问题")) == sum(len(unit["findings"]) for unit in units)
    assert len(column(sheet_of(base / "汇总.xlsx", "版本与防篡改"), "文件")) == result.shape["counts"]["returns"]
    rows = column(sheet_of(base / "汇总.xlsx", "指标明细"), "单位")
    assert len(rows) == sum(unit.head.indicators for unit in result.district.units)
    assert rows.count("示例区大表局") == LARGE
    for scheme in {unit["scheme"] for unit in units}:
        peers = [unit for unit in units if unit["scheme"] == scheme]
        totals = [unit["total"] for unit in peers if unit["total"] is not None]
        assert totals == sorted(totals, reverse=True)
        assert peers[0]["rank"] == (1 if totals else None)


def test_letters_go_to_the_units_with_errors(run):
    result, base = run
    wrong = [unit for unit in result.shape["units"] if unit["counts"]["error"]]
    letters = sorted(path.name for path in (base / "退回").iterdir())
    assert len(letters) == len(wrong) == result.letters > 0
    assert all(not set('\\/:*?"<>|') & set(name) for name in letters)


def test_a_gbk_archive_gives_chinese_names(tmp_path):
    (folder := tmp_path / "报送").mkdir()
    (folder / "包.zip").write_bytes(gbk_zip([("街道办/甲单位.xlsx", good("甲单位"))]))
    result = collect(Request(folder=folder, output=tmp_path / "汇总.xlsx"))
    assert [unit["file"] for unit in result.shape["units"]] == ["包.zip/街道办/甲单位.xlsx"]


def small(folder, count=30):
    folder.mkdir(parents=True, exist_ok=True)
    for name, data in made.many(range(count)):
        (folder / f"{name}.xlsx").write_bytes(data)
    return folder


def parts_of(path):
    with zipfile.ZipFile(path) as book:
        return {name: book.read(name) for name in book.namelist()}


def test_the_answer_is_the_same_for_any_number_of_workers(tmp_path):
    folder = small(tmp_path / "报送")
    answers = []
    for workers in (1, 2, 3):
        output = tmp_path / f"{workers}" / "汇总.xlsx"
        output.parent.mkdir()
        result = collect(Request(folder=folder, output=output, workers=workers))
        answers.append(({**result.shape, "summary": ""}, parts_of(output)))
    assert answers[0] == answers[1] == answers[2]


def test_a_second_run_reads_only_what_changed(tmp_path, monkeypatch):
    folder, output = small(tmp_path / "报送", 8), tmp_path / "汇总.xlsx"
    first = collect(Request(folder=folder, output=output))
    read = []
    true = work.record_of
    monkeypatch.setattr(work, "record_of", lambda place, data: read.append(place) or true(place, data))
    (folder / "新来的.xlsx").write_bytes(good("示例区新来局"))
    second = collect(Request(folder=folder, output=output, force=True, workers=1))
    assert read == ["新来的.xlsx"] and second.known == 8 and len(second.district.units) == 9
    before = {unit["agency"]: unit for unit in first.shape["units"]}
    after = {unit["agency"]: unit for unit in second.shape["units"]}
    assert all(after[name] | {"rank": 0} == unit | {"rank": 0} for name, unit in before.items())
    read.clear()
    third = collect(Request(folder=folder, output=output, force=True, fresh=True, workers=1))
    assert len(read) == 9 and third.shape == second.shape


def test_a_damaged_cache_costs_only_time(tmp_path):
    folder, output = small(tmp_path / "报送", 3), tmp_path / "汇总.xlsx"
    first = collect(Request(folder=folder, output=output))
    (cache,) = tmp_path.glob(".perfeval-*.cache")
    cache.write_bytes(b"no database" * 100)
    again = collect(Request(folder=folder, output=output, force=True))
    assert again.known == 0 and again.shape == first.shape


def test_ctrl_c_leaves_a_valid_part_and_the_next_run_goes_on(tmp_path):
    folder, output = small(tmp_path / "报送", 20), tmp_path / "汇总.xlsx"

    def stop(done, total):
        if done == 7:
            raise KeyboardInterrupt

    part = collect(Request(folder=folder, output=output, workers=1), stop)
    assert part.interrupted and len(part.district.units) == 7 and part.district.left == 13
    texts = [cell.value for cell in sheet_of(output, "总览").cells.values()]
    assert any("中途停止" in str(text) for text in texts)
    whole = collect(Request(folder=folder, output=output, workers=1, force=True))
    assert whole.known >= 7 and len(whole.district.units) == 20 and not whole.interrupted


def test_a_stopped_rerun_leaves_the_whole_summary_and_its_letters_alone(tmp_path):
    folder, output, letters = small(tmp_path / "报送", 8), tmp_path / "汇总.xlsx", tmp_path / "信"
    again = {"folder": folder, "output": output, "letters": letters, "workers": 1, "force": True}

    def stop(done, total):
        if done == 3:
            raise KeyboardInterrupt

    first = collect(Request(**again), stop)
    assert first.output == output and first.interrupted  # nothing stood there
    second = collect(Request(**again), stop)
    assert second.output == output and second.interrupted  # only a part stood there
    assert collect(Request(**again)).output == output
    whole, written = output.read_bytes(), sorted(path.name for path in letters.iterdir())
    for name in ("汇总-部分.xlsx", "汇总-部分(2).xlsx"):
        part = collect(Request(**again), stop)
        assert part.output == tmp_path / name and part.interrupted and part.shape["summary"] == str(part.output)
        assert part.notes == (f"⚠ 原来的“汇总.xlsx”没有动，复核请写在那里；这份“{name}”只是已读的部分。",)
        texts = [cell.value for cell in sheet_of(part.output, "总览").cells.values()]
        assert part.notes[0] in texts and any("中途停止" in str(text) for text in texts)
        assert output.read_bytes() == whole
    assert sorted(path.name for path in letters.iterdir()) == written
    again = collect(Request(**again))
    assert again.output == output and not again.interrupted and not again.notes and output.read_bytes() == whole


def test_the_part_of_a_summary_with_a_very_long_name_has_a_shorter_one(tmp_path):
    output = tmp_path / f"{'汇' * 82}.xlsx"
    again = {"folder": small(tmp_path / "报送", 8), "output": output, "workers": 1, "force": True}

    def stop(done, total):
        if done == 3:
            raise KeyboardInterrupt

    collect(Request(**again))
    for name in (f"{'汇' * 57}-部分.xlsx", f"{'汇' * 57}-部分(2).xlsx"):
        part = collect(Request(**again), stop)
        assert (part.output, part.interrupted) == (tmp_path / name, True)
        assert part.output.exists()


def test_the_files_that_were_not_read_again_are_counted_among_the_files(tmp_path, capsys):
    folder, output = small(tmp_path / "报送", 3), tmp_path / "汇总.xlsx"
    (folder / "坏.xlsx").write_bytes(b"broken")
    from perfeval_xl import cli

    assert cli.main(["collect", str(folder), "-o", str(output)]) == 0
    assert "没有重读" not in capsys.readouterr().out
    assert cli.main(["collect", str(folder), "-o", str(output), "--force"]) == 0
    said = capsys.readouterr().out
    assert "单位 3 个（表 3 份）\n4 个文件中，4 个的内容以前读过，没有重读\n" in said


@pytest.mark.skipif(not hasattr(os, "fork"), reason="a killed process needs fork to be arranged")
def test_a_process_that_dies_takes_only_its_file_with_it(tmp_path, monkeypatch):
    folder = small(tmp_path / "报送", 30)
    victim = sorted(path.name for path in folder.iterdir())[13]
    monkeypatch.setattr(work, "record_of", Deadly(victim, work.record_of))
    result = collect(Request(folder=folder, output=tmp_path / "汇总.xlsx", workers=2))
    assert len(result.district.units) == 29
    assert [(item["file"], "意外终止" in item["reason"]) for item in result.shape["unreadable"]] == [(victim, True)]


class Deadly:
    def __init__(self, victim, true):
        self.victim, self.true = victim, true

    def __call__(self, place, data):
        if place == self.victim:
            os._exit(9)
        return self.true(place, data)


def test_a_summary_among_the_returns_is_passed_over(tmp_path):
    folder = small(tmp_path / "报送", 3)
    collect(Request(folder=folder, output=folder / "汇总.xlsx"))
    (folder / "去年的汇总.xlsx").write_bytes((folder / "汇总.xlsx").read_bytes())
    again = collect(Request(folder=folder, output=folder / "汇总.xlsx", force=True))
    assert len(again.district.units) == 3 and not again.shape["unreadable"]


def test_what_cannot_be_used_is_refused_before_the_work(tmp_path):
    folder = small(tmp_path / "报送", 1)
    output = tmp_path / "汇总.xlsx"
    with pytest.raises(FormError, match="找不到这个文件夹"):
        collect(Request(folder=tmp_path / "没有", output=output))
    with pytest.raises(FormError, match="没有自评表"):
        (tmp_path / "空").mkdir()
        collect(Request(folder=tmp_path / "空", output=output))
    assert not output.exists()
    output.write_bytes(b"old")
    with pytest.raises(OutputError, match="--force"):
        collect(Request(folder=folder, output=output))
    assert output.read_bytes() == b"old"
    (tmp_path / "信").mkdir()
    (tmp_path / "信" / "x.docx").write_bytes(b"x")
    with pytest.raises(OutputError, match="换一个文件夹"):
        collect(Request(folder=folder, output=tmp_path / "新.xlsx", letters=tmp_path / "信"))


def test_the_command_line(tmp_path, capsys):
    import json

    from perfeval_xl import cli

    folder, output = small(tmp_path / "报送", 3), tmp_path / "汇总.xlsx"
    (folder / "坏.xlsx").write_bytes(b"x")
    assert cli.main(["collect", str(folder), "-o", str(output), "--letters", str(tmp_path / "信")]) == 0
    shown = capsys.readouterr().out
    assert "单位 3 个" in shown and "无法读取 1 个，原因见汇总表：坏.xlsx" in shown
    assert cli.main(["collect", str(folder), "-o", str(output)]) == 2
    assert "--force" in capsys.readouterr().err
    assert cli.main(["collect", str(folder), "-o", str(output), "--force", "--json", "--workers", "1"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert answer["counts"]["units"] == 3 and answer["unreadable"][0]["file"] == "坏.xlsx"
    assert all(isinstance(unit["total"], int | float | None) for unit in answer["units"])


def test_a_run_that_finds_nothing_leaves_nothing(tmp_path):
    (tmp_path / "空").mkdir()
    output = tmp_path / "汇总.xlsx"
    for force in (False, True):
        with pytest.raises(FormError, match="没有自评表"):
            collect(Request(folder=tmp_path / "空", output=output, force=force))
        assert sorted(path.name for path in tmp_path.iterdir()) == ["汇总.xlsx", "空"] if force else ["空"]
        output.write_bytes(b"PK\x03\x04 a summary that cannot be read")


def test_what_a_reviewer_writes_during_the_run_is_not_lost(tmp_path, monkeypatch):
    folder, output = small(tmp_path / "报送", 3), tmp_path / "汇总.xlsx"
    collect(Request(folder=folder, output=output))
    saved = made.changed(output.read_bytes(), "docProps/app.xml", lambda text: text + b" ")
    true = summary.write

    def meanwhile(path, *arguments, **options):
        true(path, *arguments, **options)
        output.write_bytes(saved)

    monkeypatch.setattr(summary, "write", meanwhile)
    with pytest.raises(OutputError, match="被改动过"):
        collect(Request(folder=folder, output=output, force=True))
    assert output.read_bytes() == saved
    monkeypatch.undo()
    collect(Request(folder=folder, output=output, force=True))
    assert output.read_bytes() != saved


def test_what_was_written_during_the_reading_is_on_the_new_summary(tmp_path):
    folder, output = small(tmp_path / "报送", 2), tmp_path / "汇总.xlsx"
    collect(Request(folder=folder, output=output))

    def write(done, total):
        book = openpyxl.load_workbook(output)
        sheet = book["复核"]
        heading = next(cell.column for cell in sheet[2] if cell.value == "复核意见")
        sheet.cell(3, heading, "读表时写下的意见")
        book.save(output)

    collect(Request(folder=folder, output=output, force=True, workers=1), write)
    texts = [cell.value for cell in sheet_of(output, "复核").cells.values()]
    assert "读表时写下的意见" in texts


def test_a_full_disk_behind_the_cache_is_told_and_the_old_summary_stays(tmp_path, monkeypatch):
    folder, output = small(tmp_path / "报送", 8), tmp_path / "汇总.xlsx"
    output.write_bytes(b"old")
    true = store._prepared

    def small_disk(path):
        base = true(path)
        base.execute("PRAGMA max_page_count = 8")
        return base

    monkeypatch.setattr(store, "_prepared", small_disk)
    with pytest.raises(OutputError, match="磁盘空间"):
        collect(Request(folder=folder, output=output, force=True, workers=1))
    assert output.read_bytes() == b"old"
    monkeypatch.undo()
    assert len(collect(Request(folder=folder, output=output, force=True)).district.units) == 8


def test_a_cache_that_is_damaged_somewhere_is_made_anew(tmp_path):
    folder, output = small(tmp_path / "报送", 6), tmp_path / "汇总.xlsx"
    first = collect(Request(folder=folder, output=output))
    (cache,) = tmp_path.glob(".perfeval-*.cache")
    whole = cache.read_bytes()
    for step in range(1, 12):
        harmed = bytearray(whole)
        place = len(whole) * step // 12
        harmed[place : place + 300] = bytes(300) if step % 2 else b"\xff" * 300
        cache.write_bytes(harmed if step % 3 else whole[:place])
        assert collect(Request(folder=folder, output=output, force=True, workers=1)).shape == first.shape


def test_two_runs_at_once_disturb_each_other_only_in_what_is_remembered(tmp_path):
    folder, output = small(tmp_path / "报送", 4), tmp_path / "汇总.xlsx"
    first = store.Store(store.place_of(output))
    other = collect(Request(folder=folder, output=output, workers=1))
    assert len(other.district.units) == 4 and any("缓存" in note for note in other.notes)
    first.close(())
    assert collect(Request(folder=folder, output=output, force=True, workers=1)).known == 0


def test_an_archive_may_hold_names_of_any_kind(tmp_path):
    (folder := tmp_path / "报送").mkdir()
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as packed:
        for name in ("", "/", "//", "\\", "..", "甲.xlsx", "C:", "a" * 300 + ".xlsx"):
            entry = zipfile.ZipInfo("x")
            entry.filename = name
            packed.writestr(entry, good(f"示例区第{len(name)}局"))
    (folder / "包.zip").write_bytes(stream.getvalue())
    result = collect(Request(folder=folder, output=tmp_path / "汇总.xlsx"))
    assert {unit["agency"] for unit in result.shape["units"]} == {"示例区第6局", "示例区第305局"}


def test_names_beyond_what_a_system_takes_are_refused_before_the_work(tmp_path):
    folder, long = small(tmp_path / "报送", 1), "长" * 100
    with pytest.raises(FormError, match="找不到这个文件夹"):
        collect(Request(folder=tmp_path / long, output=tmp_path / "汇总.xlsx"))
    with pytest.raises(OutputError, match="可能太长"):
        collect(Request(folder=folder, output=tmp_path / "汇总.xlsx", letters=tmp_path / long))
    with pytest.raises(OutputError, match="文件名太长"):
        collect(Request(folder=folder, output=tmp_path / f"{long}.xlsx"))
    assert not (tmp_path / "汇总.xlsx").exists()
    longest = tmp_path / f"{'a' * 250}.xlsx"
    result = collect(Request(folder=folder, output=longest))
    assert longest.exists() and any("缓存" in note for note in result.notes)


def test_letters_that_cannot_be_written_say_that_the_summary_is_there(tmp_path):
    (folder := tmp_path / "报送").mkdir()
    (folder / "甲.xlsx").write_bytes(good())
    (tmp_path / "文件").write_bytes(b"x")
    with pytest.raises(OutputError, match="汇总表已生成，但没有写退回意见"):
        collect(Request(folder=folder, output=tmp_path / "汇总.xlsx", letters=tmp_path / "文件" / "信"))
    assert (tmp_path / "汇总.xlsx").exists()
