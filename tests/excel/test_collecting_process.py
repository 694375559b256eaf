"""What the process behind the button of 汇总.xlsm does, here without a process: reports, stops, tells what is wrong."""

import json

import generated_returns as made
import pytest
import xlsxwriter

from perfeval_xl.excel import collecting


@pytest.fixture
def folder(tmp_path):
    """Eight returns."""
    (folder := tmp_path / "报送").mkdir()
    for name, data in made.many(range(8)):
        (folder / f"{name}.xlsx").write_bytes(data)
    return folder


@pytest.fixture
def ticket(folder, tmp_path):
    """The folder of a work that nobody has begun, as `start` leaves it for the process."""
    ticket = tmp_path / f"{collecting.PREFIX}x"
    ticket.mkdir()
    book = xlsxwriter.Workbook(tmp_path / "名册.xlsx")
    book.add_worksheet().write_column(0, 0, ["单位名称", *(made.unit_name(number) for number in range(9))])
    book.close()
    keys = {
        "expect": str(tmp_path / "名册.xlsx"),
        "letters": str(tmp_path / "退回"),
        "sender": "示例区财政局",
        "deadline": "",
    }
    request = {"folder": str(folder), "output": str(tmp_path / "汇总.xlsx"), **keys}
    (ticket / "request.json").write_text(json.dumps(request), "utf-8")
    return ticket


def test_the_work_of_the_process_reports_and_ends_with_the_summary(ticket, tmp_path, monkeypatch):
    (tmp_path / "报送" / "坏.xlsx").write_bytes(b"x")
    written = []
    write = collecting._write

    def noted(path, value):
        written.append((path.name, value))
        write(path, value)

    monkeypatch.setattr(collecting, "_write", noted)
    monkeypatch.setattr(collecting, "_EVERY", 0)
    collecting.work(ticket)
    assert {name for name, _ in written} == {"state.json"}
    *working, (_, done) = written
    assert {value["state"] for _, value in working} == {"working"}
    assert working[0][1]["message"].startswith("正在读取自评表 ")
    assert working[-1][1]["message"] == "已读 9 个文件，正在写汇总表……"
    letters = len(list((tmp_path / "退回").iterdir()))
    assert (done["state"], done["path"]) == ("done", str(tmp_path / "汇总.xlsx"))
    assert (
        done["message"]
        == f"已汇总 8 个单位；未报送 1 个；读不出 1 个文件，原因见“无法读取”；退回意见 {letters} 份，在“退回”。"
    )
    assert [*done["run"][1:5], done["run"][6]] == [str(tmp_path / "报送"), "8", "1", "1", str(letters)]
    assert json.loads((ticket / "state.json").read_text("utf-8")) == done


def test_the_work_stops_where_it_is_asked_to(ticket, tmp_path):
    (ticket / "stop").touch()
    collecting.work(ticket)
    done = json.loads((ticket / "state.json").read_text("utf-8"))
    assert done["state"] == "done" and done["message"].startswith("已停止，还有 ")
    assert done["run"][8].startswith("已停止，还有 ")
    assert (tmp_path / "汇总.xlsx").is_file()


def test_the_work_tells_what_cannot_be_collected(ticket, folder):
    for path in folder.iterdir():
        path.unlink()
    request = json.loads((ticket / "request.json").read_text("utf-8"))
    (ticket / "request.json").write_text(json.dumps({**request, "expect": None}), "utf-8")
    collecting.work(ticket)
    state = json.loads((ticket / "state.json").read_text("utf-8"))
    assert (state["state"], state["trace"]) == ("error", "") and "没有自评表" in state["message"]


@pytest.mark.parametrize("times", [3, 1000])
def test_the_last_report_is_tried_again_while_the_one_before_is_being_read(ticket, folder, monkeypatch, times):
    for path in folder.iterdir():
        path.unlink()
    left, write = iter(range(times)), collecting._write

    def busy(path, value):
        for _ in left:
            raise PermissionError(13, "正在使用")
        write(path, value)

    monkeypatch.setattr(collecting, "_write", busy)
    monkeypatch.setattr(collecting.time, "sleep", lambda seconds: None)
    collecting.work(ticket)
    assert (ticket / "state.json").exists() is (times == 3)
    assert len(list(left)) == max(times - 20, 0), "it is not tried for ever"


def test_a_report_that_is_just_being_replaced_is_no_death(tmp_path):
    assert collecting._running(tmp_path / "just gone")
