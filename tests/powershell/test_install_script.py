"""install.ps1 on invented computers: what it runs, what it refuses, what it leaves behind."""

from __future__ import annotations

import pytest
from interpreter import Script
from machine import TEMP
from scenarios import BUNDLE, PYTHON, SCENARIOS, SOURCE, TARGET, play
from vetter.shells.powershell.syntax import PS

UNPACKED = TEMP + r"\perfeval_xl-4711"
SETUP = r"\perfeval_xl\setup\__main__.py"
INSTALLED_SETUP = TARGET + r"\runtime\Lib\site-packages" + SETUP


@pytest.fixture
def outcome():
    return lambda name: play(SCENARIOS[name], Script(SOURCE))


def call(python, setup, *options, target=TARGET):
    return (python, ("-I", "-B", "-X", "utf8", setup, "--install-dir", target, *options))


def test_it_is_read_by_two_parsers_and_by_windows_powershell():
    assert SOURCE.startswith(b"\xef\xbb\xbf"), "without a BOM PowerShell 5.1 takes Chinese text for ANSI"
    assert b"\n" not in SOURCE.replace(b"\r\n", b"")
    Script(SOURCE)
    PS.parse(SOURCE.decode("utf-8-sig"))


@pytest.mark.parametrize("name", ["bundle", "bundle named", "bundle beats python", "no root certificate"])
def test_a_bundle_installs_with_its_own_python_and_leaves_nothing_in_the_temporary_folder(outcome, name):
    made = outcome(name)
    assert made.code == 0
    assert made.executed == (call(UNPACKED + r"\python.exe", BUNDLE + SETUP),)
    assert not [path for path in made.left if path.startswith(UNPACKED)]
    assert any("不能核实" in line for line in made.said) == (name == "no root certificate")


def test_switches_are_handed_over_and_a_quote_left_by_the_command_line_is_cut_off(outcome):
    made = outcome("all switches")
    expected = call(UNPACKED + r"\python.exe", BUNDLE + SETUP, "--trust-folder", "--what-if", target=r"D:\my dir")
    assert made.executed == (expected,)


@pytest.mark.parametrize(
    ("name", "word"),
    [
        ("file damaged", "与清单不符"),
        ("runtime damaged", "与清单不符"),
        ("file gone", "Cannot find path"),
        ("dll gone", "Cannot find path"),
        ("dll unsigned", "没有有效的签名"),
        ("exe changed", "没有有效的签名"),
        ("signed by another", "不是 Python Software Foundation"),
        ("bundle missing", "Cannot find path"),
        ("python too old", "没有找到 Python 3.11"),
        ("python of the store", "没有找到 Python 3.11"),
        ("python removed", "没有找到 Python 3.11"),
        ("nothing", "没有找到 Python 3.11"),
    ],
)
def test_nothing_runs_unless_all_is_in_order(outcome, name, word):
    made = outcome(name)
    assert (made.code, made.executed) == (1, ())
    assert made.said[-1].startswith("✘ 没有完成：")
    assert word in made.said[-1]
    assert not [path for path in made.left if path.startswith(UNPACKED)]


@pytest.mark.parametrize("name", ["python of the user", "python of everybody", "python 3.13"])
def test_without_a_bundle_a_python_of_the_computer_installs(outcome, name):
    assert outcome(name).executed == (call(PYTHON, r"D:\src" + SETUP),)


def test_the_newest_python_is_taken(outcome):
    assert outcome("two pythons").executed[0][0] == r"C:\a\python.exe"


def test_the_exit_code_is_the_installers(outcome):
    assert [outcome(name).code for name in ("installer fails", "test fails", "uninstall fails")] == [7, 1, 1]


def test_what_is_installed_tests_itself(outcome):
    expected = call(TARGET + r"\runtime\python.exe", INSTALLED_SETUP, "--test")
    assert outcome("test").executed == (expected,)
    assert outcome("test from the bundle").executed == (expected,)
    assert outcome("test of what is not installed").executed == (
        call(UNPACKED + r"\python.exe", BUNDLE + SETUP, "--test"),
    )


def test_uninstalling_takes_the_runtime_last_and_the_folder_when_it_is_empty(outcome):
    assert outcome("uninstall").left == ()
    assert outcome("uninstall elsewhere").left == ()
    made = outcome("uninstall the environment")
    assert made.executed == (call(TARGET + r"\runtime\Scripts\python.exe", INSTALLED_SETUP, "--uninstall"),)
    assert made.left == ()


def test_uninstalling_removes_nothing_that_is_not_ours(outcome):
    assert TARGET + r"\mine.txt" in outcome("uninstall leaves the user's").left
    assert r"D:\app\runtime\python.exe" in outcome("uninstall what is not ours").left
    assert TARGET + r"\runtime\python.exe" in outcome("uninstall fails").left
    assert outcome("uninstall, python gone").executed == (
        call(UNPACKED + r"\python.exe", BUNDLE + SETUP, "--uninstall"),
    )


def test_every_line_is_reached():
    script = Script(SOURCE)
    for scenario in SCENARIOS.values():
        play(scenario, script)
    text = SOURCE.decode("utf-8-sig").splitlines()
    begin = text.index("Set-StrictMode -Version 2.0")
    lines = {number for number, line in enumerate(text, start=1) if number > begin and line.strip(" }{")}
    ignored = ("#", "try", "catch", "finally", "}")
    assert not [text[n - 1] for n in sorted(lines - script.covered) if not text[n - 1].strip().startswith(ignored)]
