"""Reading many files: how many may wait in memory, whatever their number."""

from pathlib import Path

import pytest

from perfeval_xl.bureau import work
from perfeval_xl.bureau.record import Head, Record
from perfeval_xl.bureau.sources import Source
from perfeval_xl.bureau.store import Store


@pytest.mark.parametrize("workers", [1, 2])
def test_no_more_files_wait_the_more_there_are(tmp_path, monkeypatch, workers):
    monkeypatch.setattr(work, "record_of", lambda place, data: Record(head=Head(agency=place)))
    taken = 0

    def sources():
        nonlocal taken
        for number in range(600):
            taken += 1
            yield Source(place=f"{number}", path=Path("x"), data=b"%d" % number)

    waiting = [taken - given for given, _ in enumerate(work.examined(sources(), Store(tmp_path / "s"), workers))]
    assert len(waiting) == 600
    assert max(waiting) <= work.WORTHWHILE + 2 * work.BATCH
