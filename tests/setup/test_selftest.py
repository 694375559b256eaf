"""The self-test of the component against one that is invented: right, wrong, silent, not installed."""

from __future__ import annotations

import sys
from types import SimpleNamespace

import pytest

from perfeval_xl.setup import selftest


class Refused(Exception):
    """What pywin32 raises where the component cannot be reached."""

    def __init__(self, hresult):
        self.hresult = hresult


@pytest.fixture
def component(monkeypatch):
    """Puts a component in the place of Excel's: what it answers is an attribute, an exception is raised."""
    made = SimpleNamespace(answer=selftest.WANTED, calls=[])

    def call(name, arguments):
        made.calls.append((name, arguments))
        return made.answer

    def dispatch(name):
        assert name == selftest.PROGID
        if isinstance(made.answer, Exception):
            raise made.answer
        return SimpleNamespace(Hello=lambda window: f"计分组件，窗口 {window}", CallFunction=call)

    client = SimpleNamespace(dynamic=SimpleNamespace(Dispatch=dispatch))
    modules = {
        "pythoncom": SimpleNamespace(GetScodeString=lambda code: "服务器运行失败 \r\n"),
        "pywintypes": SimpleNamespace(com_error=Refused),
        "win32com": SimpleNamespace(client=client),
        "win32com.client": client,
    }
    for name, module in modules.items():
        monkeypatch.setitem(sys.modules, name, module)
    return made


def test_a_component_in_order(component, capsys, monkeypatch):
    ticks = iter((0, 5, 5.001, 5.001, 5.004, 5.004, 5.006, 5.006, 5.016, 5.016, 5.018))
    monkeypatch.setattr(selftest.time, "perf_counter", lambda: next(ticks))
    assert selftest.main() == 0
    assert component.calls == [("PERF_SCORE", ["≥95%", "90%", 10])] * 5
    said = "计分组件，窗口 0；启动 5.0 秒，每次计算 2.0 毫秒，试算一项指标得 9.47 分\n"
    assert capsys.readouterr().out == said


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (9.0, "计分组件没有应答：PERF_SCORE('≥95%', '90%', 10) 得到 9.0，应为 9.47"),
        (Refused(-2146959355), "计分组件没有应答：0x80080005 服务器运行失败"),
    ],
)
def test_a_component_that_is_wrong_or_silent(component, capsys, answer, said):
    component.answer = answer
    assert selftest.main() == 1
    assert capsys.readouterr().out == said + "\n"


def test_where_pywin32_is_missing(monkeypatch, capsys):
    monkeypatch.setitem(sys.modules, "pythoncom", None)
    assert selftest.main() == 1
    assert capsys.readouterr().out.startswith("计分组件没有应答：")
