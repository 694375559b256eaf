"""Every benchmark works and says what it measures; the figures themselves are nobody's business here."""

import sys
from importlib import import_module
from pathlib import Path

import pytest
import requires

FOLDER = Path(__file__).parents[2] / "benchmarks"
sys.path.insert(0, str(FOLDER))

import measuring  # noqa: E402
import run  # noqa: E402
from measuring import Row, Taken  # noqa: E402


def test_every_script_is_run():
    assert {path.stem for path in FOLDER.glob("*.py")} == {*run.SCRIPTS, "run", "measuring", "com_client"}


@pytest.mark.parametrize("name", run.SCRIPTS)
def test_a_benchmark_works(name):
    rows = import_module(name).measure(tiny=True)
    assert rows
    for row in rows:
        if row.skipped and "LibreOffice" in row.skipped:
            requires.absent(row.skipped)
        assert row.goal > 0 and row.what and (row.skipped or row.value > 0), row


def test_ratios_are_medians_of_rounds():
    rounds = [(Taken(1, 1), Taken(2, 4)), (Taken(9, 9), Taken(9, 9)), (Taken(2, 3), Taken(4, 4))]
    assert measuring.medians(rounds) == (0.5, 0.75)


def test_a_row_is_held_against_its_goal_by_the_time_it_says():
    row = Row(what="甲", baseline="乙", goal=0.5, wall=0.4, cpu=0.6)
    assert not row.met and Row(what="甲", goal=0.5, wall=0.4, cpu=0.6, by="wall").met
    assert measuring.shown(row) == "没达到  甲 ÷ 乙：墙钟 0.4，处理器 0.6（目标 ≤ 0.5）"
    assert Row(what="甲", goal=1, skipped="没有丙").met and "没有丙" in measuring.shown(
        Row(what="甲", goal=1, skipped="没有丙")
    )


def test_only_the_measured_section_of_the_page_is_written():
    page = f"前\n{run.BEGIN}\n旧\n{run.END}\n后\n"
    made = run.written(page, run.table([Row(what="甲", goal=2, unit="毫秒", wall=1.25, by="wall")]))
    assert made.startswith(f"前\n{run.BEGIN}\n| 量什么 |") and made.endswith(f"{run.END}\n后\n") and "旧" not in made
    assert "| 甲 |  | ≤ 2 毫秒（墙钟） | 1.25 毫秒 |  | 达到 |" in made
    with pytest.raises(SystemExit):
        run.written("没有标记", "表")


def test_the_page_has_a_place_for_the_measured_section():
    page = run.PAGE.read_text(encoding="utf-8")
    assert run.BEGIN in page and run.END in page
