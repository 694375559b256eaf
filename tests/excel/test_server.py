"""The component without Windows: what it lets through, what it logs, when it ends. With Windows: tests/windows."""

from __future__ import annotations

import logging
import sys
from datetime import UTC, datetime
from decimal import Decimal
from types import ModuleType, SimpleNamespace

import pytest

from perfeval_xl.excel import functions, server
from perfeval_xl.excel.lifetime import IDLE, Lifetime

ERROR_VALUE = -2146826246
LEFT_OUT = -2147352572
"""#N/A, and an optional argument that the caller left out, as COM hands them over."""


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


@pytest.mark.parametrize("name", ["os.system", "run", "_show", ""])
def test_only_macros_are_run(component, name):
    with pytest.raises(PermissionError):
        component.RunMacro(name, ["x"])
    assert component.RunMacro("about", ())[0][0] == "ok"


@pytest.mark.parametrize(
    ("name", "arguments", "shown"),
    [
        ("PERF_SCORE", ("≥95%", "90%", 2.0), 1.89),
        ("PERF_SCORE", ["≥95%", ((0.9, "二"),), 2], 0.02),
        ("PERF_SCORE", ["2021年12月20日之前", datetime(2021, 11, 15, tzinfo=UTC), 5], 5.0),
        ("PERF_SCORE", ["≥95%", "90%", Decimal(2), LEFT_OUT, None], 1.89),
        ("PERF_SCORE", ["≥95%", ERROR_VALUE, 2], "待评定"),
        ("PERF_SCORE", ["", "", ""], ""),
        ("PERF_RATE", [1, 2, 3, 4, 5], "#N/A"),
    ],
)
def test_a_cell_function_gets_values_as_com_hands_them_over(component, name, arguments, shown):
    answer = component.CallFunction(name, arguments)
    assert (type(answer), answer) == (type(shown), shown)


def test_rules_that_cannot_be_imported_are_an_error_for_the_caller(component, monkeypatch, caplog):
    """Not #N/A in every cell: the workbook then takes the component for silent and says what to do."""
    monkeypatch.setitem(sys.modules, "perfeval_xl.cell_functions", None)
    monkeypatch.setattr(functions, "ANSWERING", {"PERF_SCORE": functions.Answering("PERF_SCORE")})
    with caplog.at_level(logging.ERROR), pytest.raises(ImportError, match="cell_functions"):
        component.CallFunction("PERF_SCORE", ["≥95%", "90%", 2])
    assert "PERF_SCORE" in caplog.messages[0]
    server._warm_up()
    assert caplog.messages[-1] == "warming up failed"


def test_error_values_and_empty_texts_arrive_as_such(component):
    """Not as blanks: the formula of the workbook tells a name that was not typed (an empty text) from none at all."""
    told = component.CallFunction("PERF_CHECK", ["≥95%", ERROR_VALUE, "%", 2, 2, "", "出勤率"])
    assert "#N/A" in told
    told = component.CallFunction("PERF_CHECK", ["≥95%", "95%", "%", 2, 2, "", ""])
    assert told.startswith("✘") and "三级指标名称" in told


def test_a_range_object_is_read_by_xlwings(component, monkeypatch):
    calls = []
    fake = ModuleType("xlwings.udfs")
    fake.call_udf = lambda *arguments: calls.append(arguments) or [[1.89]]
    monkeypatch.setitem(sys.modules, "xlwings.udfs", fake)
    monkeypatch.setattr("xlwings.udfs", fake, raising=False)
    area = object()
    assert component.CallFunction("PERF_SCORE", ("≥95%", area, 2)) == 1.89
    assert calls == [("perfeval_xl.excel.functions", "PERF_SCORE", ["≥95%", area, 2], None, None)]


@pytest.mark.parametrize(("messages", "goes_on"), [([0, 0], True), ([], True), ([0, 1], False)])
def test_a_new_component_answers_first_and_imports_the_rest_when_nobody_asks(monkeypatch, messages, goes_on):
    """`messages`: what each look at the queue gives, 1 for the end."""
    waiting = list(messages)
    event = SimpleNamespace(WAIT_TIMEOUT=258, MsgWaitForMultipleObjects=lambda *arguments: 0 if waiting else 258)
    monkeypatch.setitem(sys.modules, "win32event", event)
    monkeypatch.setitem(sys.modules, "win32con", SimpleNamespace(QS_ALLINPUT=255))
    pump = SimpleNamespace(PumpWaitingMessages=lambda: waiting.pop(0))
    monkeypatch.setitem(sys.modules, "pythoncom", pump)
    assert server._served_until_quiet() is goes_on
    assert not waiting


def test_warming_up_calls_what_a_row_of_the_workbook_calls(monkeypatch, caplog):
    answers = {}
    call = server._call_function
    monkeypatch.setattr(server, "_call_function", lambda name, args: answers.update({name: call(name, args)}))
    server._warm_up()
    assert answers["PERF_SCORE"] == 1.89 and answers["PERF_CHECK"] and "1.89" in answers["PERF_EXPLAIN"]
    assert not caplog.messages


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


def test_warming_up_that_fails_is_only_logged(monkeypatch, caplog):
    def fail(name, args):
        raise ImportError("No module named 'pyparsing'")

    monkeypatch.setattr(server, "_call_function", fail)
    with caplog.at_level(logging.ERROR):
        server._warm_up()
    assert caplog.messages == ["warming up failed"]
    assert "No module named 'pyparsing'" in caplog.text


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
