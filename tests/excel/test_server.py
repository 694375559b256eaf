"""The component without Windows: what it lets through, what it logs, when it ends. With Windows: tests/windows."""

from __future__ import annotations

import logging
import sys
from types import SimpleNamespace

import pytest

from perfeval_xl.excel import server
from perfeval_xl.excel.lifetime import IDLE, Lifetime


@pytest.fixture
def component():
    calls = []
    made = server.Component(lambda window: calls.append(window), lambda: calls.append("called"))
    made.calls = calls
    return made


def test_three_methods_and_no_more():
    assert server.Component._public_methods_ == ["Hello", "CallFunction", "RunMacro"]


def test_hello_tells_who_answers_and_looks_at_the_window_of_excel(component):
    assert "计分组件 " in component.Hello(0)
    assert component.calls == ["called"]
    component.Hello(1234.0)
    assert component.calls[-1] == 1234


@pytest.mark.parametrize("name", ["EVAL", "cell_function", "functools", "__import__", "perf_score", ""])
def test_only_cell_functions_are_called(component, name):
    with pytest.raises(PermissionError, match="no cell function"):
        component.CallFunction(name, ["1+1"])


@pytest.mark.parametrize(
    ("rows", "answer"),
    [([[9.47]], 9.47), ([[1.0, 2.0]], [[1.0, 2.0]]), (((1.0,), (None,)), [[1.0], [None]]), ([], [])],
    ids=["one value", "a row", "a column", "nothing"],
)
def test_one_value_is_given_as_itself_and_more_as_rows(component, monkeypatch, rows, answer):
    asked = []

    def call_udf(*arguments):
        asked.append(arguments)
        return rows

    # xlwings' own needs pywin32; what it converts is shown in tests/windows.
    monkeypatch.setitem(sys.modules, "xlwings.udfs", SimpleNamespace(call_udf=call_udf))
    assert component.CallFunction("PERF_SCORE", ("≥95%", "90%", 10.0)) == answer
    assert asked == [("perfeval_xl.excel.functions", "PERF_SCORE", ["≥95%", "90%", 10.0], None, None)]


@pytest.mark.parametrize("name", ["os.system", "run", "_show", ""])
def test_only_macros_are_run(component, name):
    with pytest.raises(PermissionError):
        component.RunMacro(name, ["x"])
    assert component.RunMacro("about", ())[0][0] == "ok"


def test_a_failing_call_is_logged_with_its_arguments_and_raised(component, monkeypatch, caplog):
    def fail(name, args):
        raise ValueError("bad data")

    monkeypatch.setattr(server, "_call_function", fail)
    with caplog.at_level(logging.ERROR), pytest.raises(ValueError, match="bad data"):
        component.CallFunction("PERF_SCORE", ["≥95%", "x" * 10_000])
    assert "PERF_SCORE['≥95%'" in caplog.text
    assert len(caplog.messages[0]) < 600
    assert component.calls == ["called"]


def test_a_call_that_succeeds_is_not_logged(component, monkeypatch, caplog):
    monkeypatch.setattr(server, "_call_function", lambda name, args: 1.0)
    with caplog.at_level(logging.DEBUG):
        assert component.CallFunction("PERF_SCORE", ["机密"]) == 1.0
    assert not caplog.messages


def test_the_log_is_kept_small(tmp_path, monkeypatch):
    path = tmp_path / "log" / "component.log"
    monkeypatch.setattr(server, "log_path", lambda: path)
    logger = logging.getLogger("perfeval_xl")
    before = list(logger.handlers)
    server._open_log()
    (added,) = set(logger.handlers) - set(before)
    try:
        for _ in range(4000):
            server.log.error("x" * 500)
    finally:
        logger.removeHandler(added)
        added.close()
    sizes = [file.stat().st_size for file in path.parent.iterdir()]
    assert len(sizes) == 3
    assert max(sizes) <= 500_000


def test_without_a_place_for_the_log_it_works_all_the_same(tmp_path, monkeypatch):
    (tmp_path / "log").write_text("a file")
    monkeypatch.setattr(server, "log_path", lambda: tmp_path / "log" / "component.log")
    logger = logging.getLogger("perfeval_xl")
    before = list(logger.handlers)
    server._open_log()
    (added,) = set(logger.handlers) - set(before)
    try:
        server.log.error("said to nobody")
    finally:
        logger.removeHandler(added)
    assert isinstance(added, logging.NullHandler)
    assert (tmp_path / "log").read_text() == "a file"


def test_the_log_lies_in_the_folder_of_the_installation(tmp_path, monkeypatch):
    monkeypatch.setattr(server, "installed", lambda: tmp_path)
    assert server.log_path() == tmp_path / "log" / "component.log"
    monkeypatch.setattr(server, "installed", lambda: None)
    assert server.log_path() == server.default_folder() / "log" / "component.log"


def test_what_the_first_call_needs_is_imported_before_it_and_a_failure_only_logged(monkeypatch, caplog):
    asked = []
    monkeypatch.setattr(server, "_call_function", lambda *arguments: asked.append(arguments))
    server._warm_up()
    assert asked == [("PERF_GRADE", [100.0])]

    def fail(name, args):
        raise ImportError("No module named 'xlwings'")

    monkeypatch.setattr(server, "_call_function", fail)
    with caplog.at_level(logging.ERROR):
        server._warm_up()
    assert caplog.messages == ["warming up failed"]
    assert "No module named 'xlwings'" in caplog.text


def test_without_excel_it_lives_an_hour_after_the_last_call():
    life = Lifetime(0)
    assert not life.over(IDLE - 1)
    assert life.over(IDLE)
    life.called(100)
    assert not life.over(IDLE + 99)
    assert life.over(IDLE + 100)


def test_it_lives_as_long_as_one_excel_does():
    life = Lifetime(0)
    life.excel(1)
    life.excel(2)
    assert not life.over(10 * IDLE), "a workbook left open over lunch still calculates"
    life.gone(1)
    assert not life.over(10 * IDLE)
    life.gone(2)
    assert life.over(1)
