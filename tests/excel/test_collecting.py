"""The button of 汇总.xlsm, without Excel: started, asked, stopped; the summary is the command line's own."""

import json
import os
import signal
import sys
import time
from dataclasses import replace
from pathlib import Path

import generated_returns as made
import pytest
import xlsxwriter

from perfeval_xl.bureau import desk
from perfeval_xl.bureau.collect import Request, collect
from perfeval_xl.excel import collecting, macros
from perfeval_xl.files.package import open_workbook
from perfeval_xl.files.sheets import Workbook


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """Eight returns; tickets lie in a temporary folder of the test."""
    (temporary := tmp_path / "临时").mkdir()
    monkeypatch.setattr(collecting.tempfile, "tempdir", str(temporary))
    (folder := tmp_path / "报送").mkdir()
    for name, data in made.many(range(8)):
        (folder / f"{name}.xlsx").write_bytes(data)
    return folder


def ticket_of(*arguments):
    [[status, message, ticket, *_]] = macros.run("collect", arguments)
    assert status == "ok", message
    return ticket


def finished(ticket, patience=60):
    """Asks as the workbook does; all that was said, and the last answer."""
    said, end = [], time.monotonic() + patience
    while time.monotonic() < end:
        answer = macros.run("collect.progress", [ticket])
        if answer[0][0] == "error" or answer[0][2]:
            return said, answer
        said.append(answer[0][1])
        time.sleep(0.05)
    raise AssertionError(said[-3:])


def texts(path, title):
    return [cell.value for cell in Workbook(open_workbook(Path(path))).sheet(title, 10_000).cells.values()]


def test_what_the_button_makes_is_what_the_command_line_makes(folder, tmp_path):
    (folder / "坏.xlsx").write_bytes(b"x")
    book = xlsxwriter.Workbook(tmp_path / "名册.xlsx")
    book.add_worksheet().write_column(0, 0, ["单位名称", *(made.unit_name(number) for number in range(9))])
    book.close()
    letters = tmp_path / "退回"
    given = [str(folder), "", f'"{tmp_path / "名册.xlsx"}"', f" {letters} ", "示例区财政局", "2022-4-30"]
    said, ((status, message, path, *_), *cells) = finished(ticket_of(*given))
    assert (status, path) == ("ok", str(tmp_path / "报送-汇总.xlsx"))
    written = sorted(letters.iterdir())
    assert message == (
        f"已汇总 8 个单位；未报送 1 个；读不出 1 个文件，原因见“无法读取”；退回意见 {len(written)} 份，在“退回”。"
    )
    assert all(text.startswith(("正在查找", "正在读取自评表 ", "已读 9 个文件")) for text in said) and said
    run = [cell[0] for cell in cells]
    assert len(run) == len(desk.RUNS)
    assert run[1:4] == [str(folder), "8", "1"] and run[4] == "1" and run[6] == str(len(written))
    assert run[7] == f'=HYPERLINK("{path}","报送-汇总.xlsx")'
    other = tmp_path / "命令行" / "汇总.xlsx"
    other.parent.mkdir()
    collect(Request(folder=folder, output=other, expect=tmp_path / "名册.xlsx"))
    for title in ("排名", "问题清单", "指标明细", "复核", "未报送"):
        assert texts(path, title) == texts(other, title), title
    import docx

    words = "\n".join(paragraph.text for paragraph in docx.Document(str(written[0])).paragraphs)
    assert "示例区财政局" in words and "2022年4月30日前" in words
    assert not list((tmp_path / "临时").iterdir())


def test_a_summary_of_ours_is_written_anew_and_keeps_its_reviews_another_file_is_left_alone(folder, tmp_path):
    target = tmp_path / "别处"
    target.mkdir()
    assert macros.run("collect.place", [str(folder), str(target)])[0][2] == str(target / "报送-汇总.xlsx")
    path = finished(ticket_of(str(folder), str(target)))[1][0][2]
    assert macros.run("collect.place", [str(folder), str(target)])[0][2] == path
    import openpyxl

    book = openpyxl.load_workbook(path)
    sheet = book["复核"]
    columns = {cell.value: cell.column for cell in sheet[2]}
    sheet.cell(3, columns["复核分"], 88)
    book.save(path)
    assert finished(ticket_of(str(folder), str(target)))[1][0][2] == path
    assert openpyxl.load_workbook(path)["复核"].cell(3, columns["复核分"]).value == 88
    Path(path).write_bytes(b"somebody else's")
    assert macros.run("collect.place", [str(folder), str(target)])[0][2] == str(target / "报送-汇总(2).xlsx")
    assert finished(ticket_of(str(folder), str(target)))[1][0][2] == str(target / "报送-汇总(2).xlsx")
    assert Path(path).read_bytes() == b"somebody else's"


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("2022-4-30", "2022年4月30日"),
        ("2022/04/30", "2022年4月30日"),
        ("2022年4月30日", "2022年4月30日"),
        (" 本月 底 ", "本月 底"),
        ("2022-04-30 00:00:00", "2022年4月30日"),
        (20220430.0, "20220430"),
        (None, ""),
    ],
)
def test_a_deadline_stands_in_a_letter_as_letters_write_dates(typed, shown):
    assert collecting._deadline(typed) == shown


def test_a_whole_drive_has_its_summary_in_it():
    assert collecting._summary_of(Path("/"), "") == Path("/汇总.xlsx")


def test_stopping_leaves_a_valid_part_and_the_next_run_goes_on(folder, tmp_path):
    ticket = Path(ticket_of(str(folder)))
    (ticket / "stop").touch()  # before the first file is read: as early as a user can press
    assert macros.run("collect.stop", [str(ticket)])[0][:2] == ["ok", "正在停止，已读的部分会写成汇总表……"]
    _, ((status, message, path, *_), *cells) = finished(str(ticket))
    left = int(message.split("还有 ")[1].split()[0])
    assert status == "ok" and message.startswith("已停止，还有") and 0 < left < 8
    assert any("中途停止" in str(text) for text in texts(path, "总览"))
    assert cells[-1][0].startswith(f"已停止，还有 {left} 个没有读")
    _, ((status, message, *_), *_) = finished(ticket_of(str(folder)))
    assert message == "已汇总 8 个单位。"
    whole, ticket = Path(path).read_bytes(), Path(ticket_of(str(folder)))
    (ticket / "stop").touch()
    _, ((status, message, part, *_), *cells) = finished(str(ticket))
    assert Path(part).name == "报送-汇总-部分.xlsx" and Path(part).is_file() and Path(path).read_bytes() == whole
    assert status == "ok" and "没有读，已读的在“报送-汇总-部分.xlsx”，" in message
    assert part in cells[-2][0] and "“报送-汇总.xlsx”没有动" in cells[-1][0]


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        (["{here}/没有"], "找不到这个文件夹"),
        (["{here}/空"], "没有自评表"),
        (["{here}/报送", "{here}/没有"], "不存在"),
        (["{here}/报送", "", "{here}/没有.xlsx"], "没有.xlsx"),
        (["{here}/报送", "", "", "{here}/报送/示例区教育第1中心.xlsx"], "这是文件，不是文件夹"),
    ],
)
def test_what_cannot_be_collected_is_one_sentence(folder, tmp_path, arguments, word):
    (tmp_path / "空").mkdir()
    ticket = ticket_of(*(argument.replace("{here}", str(tmp_path)) for argument in arguments))
    [[status, message, *_]] = finished(ticket)[1]
    assert status == "error" and word in message and message.endswith("。") and "\n" not in message
    assert not list((tmp_path / "临时").iterdir())


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        ([""], "还没有选报送文件夹"),
        ([None], "还没有选报送文件夹"),
        (["报送"], "完整的路径"),
        (["{here}/报送", "", "名册.xlsx"], "名册“名册.xlsx”：请写完整的路径"),
        ([], "程序出错"),
    ],
)
def test_what_cannot_be_meant_is_not_even_started(folder, tmp_path, arguments, word):
    given = [argument and argument.replace("{here}", str(tmp_path)) for argument in arguments]
    [[status, message, *_]] = macros.run("collect", given)
    assert status == "error" and word in message
    assert not list((tmp_path / "临时").iterdir())


@pytest.mark.parametrize("ticket", ["", "/etc", "{temp}/perfeval-collect-none", "{temp}/../报送", 7])
def test_only_tickets_are_looked_into(folder, tmp_path, ticket):
    named = ticket.replace("{temp}", str(tmp_path / "临时")) if isinstance(ticket, str) else ticket
    for macro in ("collect.progress", "collect.stop"):
        [[status, message, *_]] = macros.run(macro, [named])
        assert status == "error" and message.endswith("。")
    assert len(list(folder.iterdir())) == 8


def test_without_room_for_a_ticket_nothing_is_started(folder, monkeypatch):
    def full(**options):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(collecting.tempfile, "mkdtemp", full)
    [[status, message, *_]] = macros.run("collect", [str(folder)])
    assert (status, message) == ("error", "不能建立临时文件夹，没有开始汇总；请检查磁盘空间后重试。")
    assert not collecting._processes


@pytest.mark.skipif(sys.platform == "win32", reason="needs a signal")
def test_a_process_that_dies_is_told_and_the_next_one_goes_on(folder, tmp_path):
    for number in range(40):
        (folder / f"{number}.xlsx").write_bytes(made.workbook(number))
    ticket = ticket_of(str(folder))
    os.kill(collecting._processes[ticket].pid, signal.SIGKILL)
    [[status, message, *_]] = finished(ticket)[1]
    assert status == "error" and "意外终止" in message and "再汇总一次" in message
    assert not (tmp_path / "报送-汇总.xlsx").exists() and not list((tmp_path / "临时").iterdir())


def test_a_component_that_was_started_anew_goes_on_telling(folder, monkeypatch):
    ticket = ticket_of(str(folder))
    process = collecting._processes.pop(ticket)
    _, [[status, message, *_], *_] = finished(ticket)
    assert status == "ok" and message == "已汇总 8 个单位。"
    process.wait(10)


def test_a_process_of_an_earlier_component_that_says_nothing_is_taken_for_dead(tmp_path, monkeypatch):
    monkeypatch.setattr(collecting.tempfile, "tempdir", str(tmp_path))
    ticket = tmp_path / f"{collecting.PREFIX}x"
    ticket.mkdir()
    (ticket / "state.json").write_text(json.dumps({"state": "working", "message": "正在读取自评表 1/9"}), "utf-8")
    assert macros.run("collect.progress", [str(ticket)])[0][:2] == ["ok", "正在读取自评表 1/9"]
    for path in (ticket / "state.json", ticket):
        os.utime(path, (1, 1))
    assert "意外终止" in macros.run("collect.progress", [str(ticket)])[0][1]


def test_a_failure_nobody_foresaw_is_told_without_python_and_logged(tmp_path, monkeypatch, caplog):
    monkeypatch.setattr(collecting.tempfile, "tempdir", str(tmp_path))
    ticket = tmp_path / f"{collecting.PREFIX}x"
    ticket.mkdir()
    (ticket / "request.json").write_text("{}", "utf-8")
    collecting.work(ticket)
    [[status, message, *_]] = macros.run("collect.progress", [str(ticket)])
    assert (status, message) == ("error", "程序出错（KeyError），汇总没有完成。请把这一句告诉技术支持。")
    assert "Traceback" in caplog.text


def test_a_link_that_a_formula_cannot_hold_is_a_path(folder):
    made_ = collect(Request(folder=folder, output=folder.parent / "a.xlsx"))
    long = str(folder / ("长" * 120) / ("长" * 120) / "汇总.xlsx")
    run = collecting._run(replace(made_, output=Path(long)), {"folder": str(folder), "letters": None})
    assert run[7] == long and not run[7].startswith("=")
