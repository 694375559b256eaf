"""From nothing to nothing on Windows: a failed installation, an installation, Excel's calls, a repair, the removal.

The tests of this file follow one another on one computer. Wine stands in for Windows; what it cannot show is listed in
docs/windows-checklist.md.
"""

from __future__ import annotations

import json
import re
import shutil
import time
from contextlib import contextmanager
from pathlib import Path

import pytest

from perfeval_xl import scheme as schemes
from perfeval_xl.bureau import desk
from perfeval_xl.setup.registration import CLSID

HERE = Path(__file__).parent
CLASSES = r"HKLM\Software\Classes"
MENU = r"HKCU\Software\Classes\SystemFileAssociations"
OFFICE = r"HKCU\Software\Microsoft\Office"
UNINSTALL = r"HKCU\Software\Microsoft\Windows\CurrentVersion\Uninstall"
REGISTERED = (rf"{CLASSES}\PerfEval.Server", rf"{CLASSES}\CLSID\{CLSID}", rf"{CLASSES}\Wow6432Node\CLSID\{CLSID}")
BRANCHES = (*REGISTERED, MENU, OFFICE, rf"{UNINSTALL}\perfeval_xl")


@pytest.fixture(scope="module")
def folder(windows):
    """Where the program is installed."""
    return rf"{windows.local}\perfeval_xl"


@pytest.fixture(scope="module")
def workbooks(windows):
    """Where the user finds the templates, on the host."""
    return windows.host(rf"{windows.documents}\绩效自评")


@pytest.fixture(scope="module")
def client(windows, folder):
    """Opens a client of the component; ask(action, …) gives its answer."""
    script = windows.guest(HERE / "client.py")

    @contextmanager
    def opened():
        running = windows.start(rf"{folder}\runtime\python.exe", "-I", "-X", "utf8", script)

        def ask(*request):
            running.stdin.write(json.dumps(request, ensure_ascii=False).encode() + b"\n")
            return json.loads(running.stdout.readline())

        try:
            yield ask
        finally:
            running.stdin.close()
            running.wait(30)
            running.stdout.close()

    return opened


def process_of(answer):
    return int(answer["value"].rpartition(" ")[2])


def examined(windows, folder):
    """What doctor says, by the name of each thing."""
    arguments = ("-I", "-X", "utf8", "-m", "perfeval_xl", "doctor", "--json")
    said = windows.run(rf"{folder}\runtime\python.exe", *arguments)[1]
    return {item["name"]: item for item in json.JSONDecoder().raw_decode(said)[0]["items"]}


def test_a_failed_installation_says_why_and_leaves_nothing(windows, install, folder, workbooks):
    workbooks.write_bytes(b"a file where the folder must be")
    code, said = install()
    assert code == 1
    assert "✘ 6. 存放自评表没有成功" in said
    assert "已恢复原状，没有留下任何东西。" in said
    assert not windows.host(folder).exists()
    assert not any(windows.keys(branch) for branch in BRANCHES)
    assert workbooks.read_bytes() == b"a file where the folder must be"
    workbooks.unlink()


def test_what_if_changes_nothing(windows, install, folder, workbooks):
    code, said = install(WhatIf=True, TrustFolder=True)
    assert code == 0
    assert "没有做任何改动" in said
    assert not windows.host(folder).exists()
    assert not workbooks.exists()


def test_a_damaged_bundle_runs_nothing(windows, install, unpacked, folder):
    wheel = next(windows.host(rf"{unpacked}\wheels").glob("openpyxl*"))
    whole = wheel.read_bytes()
    wheel.write_bytes(whole[:-1] + b"?")
    code, said = install()
    wheel.write_bytes(whole)
    assert code == 1
    assert f"wheels/{wheel.name} 与清单不符" in said
    assert not windows.host(folder).exists()


def test_installation(windows, install, folder, workbooks):
    code, said = install(TrustFolder=True)
    assert code == 0, said
    assert "✔ 12. 自检：计分组件" in said
    assert "试算一项指标得 9.47 分" in said
    assert {path.suffix for path in workbooks.iterdir()} >= {".xlsm", ".xlsx"}
    desktop = windows.host(rf"{windows.home}\Desktop\绩效自评.lnk")
    assert "绩效自评".encode("utf-16-le") in desktop.read_bytes()
    for branch in BRANCHES:
        assert windows.keys(branch), branch
    assert r"\perfeval_xl\runtime\pythonw.exe" in windows.keys(REGISTERED[1])
    assert_as_printed_in_the_manual(said)
    assert (workbooks / "用户手册.html").read_bytes().startswith(b"<!DOCTYPE html>")
    manual = windows.host(rf"{windows.home}\Programs\绩效自评用户手册.lnk")
    assert "用户手册.html".encode("utf-16-le") in manual.read_bytes()
    packages = windows.host(rf"{folder}\runtime\Lib\site-packages")
    assert not [name for name in ("pandas", "numpy", "xlwings/pro", "xlwings/addin") if (packages / name).exists()]


def assert_as_printed_in_the_manual(said):
    """The first day of the manual shows the installer's window, with … for what differs between computers."""
    page = (HERE.parents[1] / "docs" / "manual" / "first-day.md").read_text("utf-8")
    printed = re.search(r"```install\n(.*?)```", page, re.DOTALL)[1].splitlines()
    patterns = [".*".join(map(re.escape, line.split("…"))) for line in printed]
    lines = [line for line in said.splitlines() if not line.startswith(("⚠", "  →"))]
    assert len(lines) == len(patterns), said
    assert [line for line, pattern in zip(lines, patterns, strict=True) if not re.fullmatch(pattern, line)] == []


def test_the_command_line_is_at_hand(windows, folder):
    code, said = windows.run("cmd", "/c", rf"{folder}\perfeval-xl.cmd", "eval", "健全", "健全", "10", "--json")
    assert code == 0, said
    assert json.loads(said)["score"] == 10


def test_a_plain_client_gets_what_excel_would(windows, folder):
    code, said = windows.run("cscript", "//nologo", windows.guest(HERE / "client.vbs"))
    answers = dict(line.split(": ", 1) for line in said.splitlines())
    milliseconds = int(answers.pop("milliseconds a call").split()[1])
    assert code == 0
    assert answers == {
        "hello": "Boolean True",
        "scalars": "Double 9.47",
        "numbers": "Double 0.7525",
        "blanks": "String ",
        "blanks at the end": "Double 1",
        "date": "Double 5",
        "Chinese out": "Long 1",
        "Chinese in": "Double 3",
        "raising": "String #N/A",
        "not listed": answers["not listed"],
        "not a cell function": answers["not listed"],
        "no macro": answers["not listed"],
        "no method": "error 1B6",
        "macro": "String ok",
        "goes on": "Double 0.25",
    }
    assert answers["not listed"].startswith("error ")
    assert milliseconds < 500, "benchmarks/com.py measures; this only tells a call from an activation"
    log = windows.host(rf"{folder}\log\component.log").read_text("utf-8")
    assert "EVAL('1+1',) failed" in log
    assert ">=95%" not in log, "the log holds nothing of calls that succeed"


def test_chinese_texts_error_values_dates_and_paths(windows, workbooks, client):
    with client() as ask:
        ask("connect")
        assert ask("function", "PERF_SCORE", "≥95％", "９０%", 10)["value"] == 9.47
        assert ask("function", "PERF_GRADE", 95)["value"] == "优"
        assert ask("function", "PERF_CHECK", "≥95%", "90%", "%", 2, 2, "")["value"].startswith("✘")
        assert ask("function", "PERF_EXPLAIN", "≥95%", "90%", 2)["value"].count("95") > 0
        assert ask("function", "PERF_SCORE", {"error": 1}, "90%", 10)["value"] == "待评定"
        assert "#N/A" in ask("function", "PERF_CHECK", "≥95%", {"error": 1}, "%", 2, 2, "")["value"]
        # The workbook hands over an empty text where no name was typed.
        assert "三级指标名称" in ask("function", "PERF_CHECK", "≥95%", "95%", "%", 2, 2, "", "")["value"]
        assert ask("function", "PERF_SCORE", "2021年12月20日之前", {"date": "2021-11-15"}, 5)["value"] == 5
        sample = windows.guest(next(workbooks.glob("已填示例*")))
        rows = ask("macro", "check", sample, windows.guest(workbooks), "已填示例.xlsm")["value"]
        assert rows[0][0] == "ok", rows[0]
        assert len(rows) > 1
        output = ask("macro", "submit", sample, windows.guest(workbooks), "我的 表.xlsm")["value"][0]
        assert output[0] == "ok", output
        assert windows.host(output[2]).is_file()
        wrong = ask("macro", "check", sample + "x", "", "")["value"][0]
        assert wrong[0] == "error"


def test_xlwings_takes_the_functions_for_its_own(windows, folder):
    """A workbook with the VBA of xlwings reaches the same functions through it."""
    call = "udfs.call_udf('perfeval_xl.excel.functions', 'PERF_SCORE', ['10', '5', 2.0])"
    code, said = windows.run(rf"{folder}\runtime\python.exe", "-I", "-c", f"from xlwings import udfs; print({call})")
    assert (code, said.strip()) == (0, "[[1.0]]")


def test_the_bureau_collects_a_folder_while_excel_goes_on(windows, workbooks, client):
    folder = windows.host(rf"{windows.home}\报 送")
    folder.mkdir()
    for name in ("甲.xlsm", "乙.xlsm"):
        shutil.copy(next(workbooks.glob("已填示例*")), folder / name)
    (folder / "坏.xlsx").write_bytes(b"x")
    letters = rf"{windows.home}\退回"
    with client() as ask:
        ask("connect")
        place = ask("macro", "collect.place", windows.guest(folder), "")["value"][0]
        assert place[:3] == ["ok", "", rf"{windows.home}\报 送-汇总.xlsx"]
        started = ask("macro", "collect", windows.guest(folder), "", "", letters, "示例区财政局", "2022-4-30")
        assert started["value"][0][0] == "ok", started
        assert started["seconds"] < 5, "the call returns before the work is done"
        ticket = started["value"][0][2]
        for _ in range(120):
            answer = ask("macro", "collect.progress", ticket)["value"]
            assert ask("function", "PERF_GRADE", 95)["value"] == "优", "cells are calculated meanwhile"
            if answer[0][0] != "ok" or answer[0][2]:
                break
            time.sleep(0.5)
        assert answer[0][0] == "ok" and answer[0][1].startswith("已汇总 1 个单位；读不出 1 个文件"), answer
        assert windows.host(answer[0][2]) == folder.with_name("报 送-汇总.xlsx")
        assert windows.host(answer[0][2]).is_file()
        assert len(answer) == 1 + len(desk.RUNS)
        assert [path.suffix for path in windows.host(letters).iterdir()] == [".docx"]
        assert ask("macro", "collect.progress", ticket)["value"][0][0] == "error", "a ticket is good for one work"


def test_two_excels_share_one_process_and_a_killed_one_is_followed_by_another(windows, client):
    with client() as first, client() as second:
        process = process_of(first("connect"))
        assert process_of(second("connect")) == process
        first("kill", process)
        lost = second("function", "PERF_GRADE", 95)
        assert "failed" in lost
        assert lost["seconds"] < 5, "a lost component is an error, not a freeze"
        # Windows forgets the classes of a process that has died; this Wine's service for it must be restarted.
        windows.run("taskkill", "/f", "/im", "rpcss.exe")
        again = second("connect")
        assert process_of(again) != process
        assert again["seconds"] < 30
        assert second("function", "PERF_GRADE", 95)["value"] == "优"


def test_it_ends_with_its_excel(windows, folder, client):
    log = windows.host(rf"{folder}\log\component.log")
    with client() as ask:
        process = process_of(ask("connect"))
        assert process_of(ask("hello_with_window")) == process
        time.sleep(2.5)
        assert process_of(ask("connect")) == process, "it stays while Excel does"
    for _ in range(100):
        if log.read_text("utf-8").rstrip().endswith("ended"):
            return
        time.sleep(0.1)
    pytest.fail(log.read_text("utf-8")[-500:])


def test_doctor_finds_everything_in_order_but_excel(windows, folder):
    items = examined(windows, folder)
    assert not [item for item in items.values() if item["state"] == "failed"]
    assert "每次计算" in items["计分组件"]["seen"]
    assert items["组件登记"]["state"] == "ok"
    assert items["受信任位置"]["state"] == "ok"
    assert items["安装的文件"]["state"] == "ok"
    assert items["Excel"]["state"] == "warning"
    assert items["Excel"]["cure"]


def test_a_regions_own_scheme_is_found_in_the_documents(windows, folder, workbooks):
    own = workbooks / "方案"
    own.mkdir()
    shipped = next(schemes.FOLDER.glob("national-project-*.toml"))
    text = shipped.read_text("utf-8").replace(f'id = "{shipped.stem}"', 'id = "shili-2020"')
    (own / "shili-2020.toml").write_text(text, encoding="utf-8")
    arguments = ("-I", "-X", "utf8", "-m", "perfeval_xl", "schemes", "--json")
    code, said = windows.run(rf"{folder}\runtime\python.exe", *arguments)
    assert code == 0, said
    assert [item["id"] for item in json.loads(said) if item["own"]] == ["shili-2020"]
    shutil.rmtree(own)


def test_repair_brings_back_what_was_lost_and_keeps_what_the_user_changed(windows, install, folder, workbooks):
    module = windows.host(rf"{folder}\runtime\Lib\site-packages\xlwings\__init__.py")
    module.unlink()
    lost = examined(windows, folder)["安装的文件"]
    assert (lost["state"], lost["seen"]) == ("failed", "缺 __init__.py")
    windows.run("reg", "delete", REGISTERED[2], "/f")
    filled = next(workbooks.glob("空白自评表*.xlsm"))
    filled.write_bytes(b"filled in by the user")
    mark = workbooks / "已填示例.xlsm:Zone.Identifier"
    mark.write_text("[ZoneTransfer]\nZoneId=3\n")
    code, said = install()
    assert code == 0, said
    assert said.startswith("核对离线安装包……\n修复绩效自评组件")
    assert f"您改过的保留不动：{filled.name}" in said
    assert module.exists()
    assert not mark.exists()
    assert windows.keys(REGISTERED[2])
    assert filled.read_bytes() == b"filled in by the user"
    assert not [path for path in windows.host(folder).iterdir() if path.name.endswith(".before")]
    assert install(root=folder, Test=True)[0] == 0


def test_uninstalling_leaves_the_users_files_and_nothing_else(windows, install, folder, workbooks):
    own = workbooks / "部门整体绩效自评表.xlsm"
    shutil.copy(next(workbooks.glob("已填示例*.xlsm")), own)
    code, said = install(root=folder, Uninstall=True)
    assert code == 0, said
    assert not windows.host(folder).exists(), said
    for branch in (*BRANCHES, rf"{MENU}\.xlsx", rf"{OFFICE}\16.0"):
        assert not windows.keys(branch), branch
    left = {path.name for path in workbooks.iterdir()}
    assert own.name in left
    assert all(path.startswith(("部门整体", "空白自评表", "我的 表")) for path in left), left
    assert not list(windows.host(rf"{windows.home}\Desktop").iterdir())
    assert not list(windows.host(rf"{windows.home}\Programs").iterdir())
