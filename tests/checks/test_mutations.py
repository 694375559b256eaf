"""The mutation run: one fault at a time on the clean return; and clean returns written otherwise.

The figures of docs/checks-quality.md are those of this run; a test compares them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from check_returns import CLEAN, edited, findings
from clean_variants import VARIANTS
from faults import KINDS

QUALITY = Path(__file__).parents[2] / "docs" / "checks-quality.md"

FOLLOWS = {
    *("SUM_WEIGHT_100", "SUM_SCORE_TOTAL", "BUDGET_SRC_SUM", "BUDGET_STRUCT_SUM", "TASK_SUM_BUDGET", "TASK_SUM_EXEC"),
    *("TASK_COUNT_TEXT", "ADJ_INDICATOR_CONFLICT", "CAP_BY_EXEC"),
}
"""What a wrong figure also upsets elsewhere: the sums and rates that it enters. Rightly found, so no false alarm."""


@cache
def outcomes() -> dict[str, tuple[int, int, int]]:
    """Per kind of fault: how many instances, how many were found, how many unrelated findings came along."""
    return {kind: tuple(map(sum, zip(*_judged(kind), strict=True))) for kind in KINDS}


def _judged(kind: str) -> Iterator[tuple[int, int, int]]:
    for changes, names in KINDS[kind]():
        found = findings(edited(changes))
        touched = tuple(name.rsplit(".", 1)[0].replace("[+]", f"[{len(CLEAN['indicators'])}]") for name in changes)
        unrelated = [
            item
            for item in found
            if item.check not in names | FOLLOWS and not (item.at and item.at.startswith(touched))
        ]
        yield 1, any(item.check in names for item in found), len(unrelated)


def _totals() -> tuple[int, int, int, int]:
    return (len(KINDS), *map(sum, zip(*outcomes().values(), strict=True)))


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_fault_is_found_somewhere_and_raises_nothing_unrelated(kind: str):
    """No kind is there without instances, and none escapes altogether."""
    instances, found, unrelated = outcomes()[kind]
    assert instances > 0
    assert found > 0
    assert unrelated == 0


def test_share_of_faults_found():
    """At least 60 kinds, and of all instances at least 98 in a hundred."""
    kinds, instances, found, _ = _totals()
    assert kinds >= 60
    assert found / instances >= 0.98


@pytest.mark.parametrize("name", VARIANTS)
def test_a_clean_return_written_otherwise_has_no_findings(name: str):
    """No false alarm of any severity."""
    table = edited(VARIANTS[name])
    assert name == "原样" or table != CLEAN
    assert findings(table) == ()


def test_the_figures_in_the_docs_are_those_of_this_run():
    """docs/checks-quality.md says how many kinds, instances, found, variants; they must not go stale."""
    kinds, instances, found, unrelated = _totals()
    text = QUALITY.read_text(encoding="utf-8")
    said = re.search(r"(\d+) 种错误，共 (\d+) 例；找到 (\d+) 例（([\d.]+)%）；不相干的提示 (\d+) 条", text)
    assert said, "docs/checks-quality.md lacks the line with the figures of the run"
    assert said.groups() == (str(kinds), str(instances), str(found), f"{found / instances * 100:.1f}", str(unrelated))
    assert f"{len(VARIANTS)} 种写法" in text


if __name__ == "__main__":
    for kind, (instances, found, unrelated) in outcomes().items():
        print(f"| {kind} | {instances} | {found} | {unrelated} |")
    print(_totals(), len(VARIANTS))
