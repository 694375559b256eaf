"""Reading many files: from the store where their content is known, else by several processes; always in order.

The answer does not depend on the number of processes: results are given in the order of the files, and a process that
dies takes no file with it but the one that killed it.
"""

from __future__ import annotations

import gc
import hashlib
import json
import os
import signal
from collections import deque
from collections.abc import Generator, Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from perfeval_xl.bureau.record import Head, Record, from_json, record_of
from perfeval_xl.bureau.sources import Source
from perfeval_xl.bureau.store import Packed, Store, pack
from perfeval_xl.checks.core import form_checks

if TYPE_CHECKING:  # one process alone need not carry what several need
    from concurrent.futures import Future, ProcessPoolExecutor

BATCH = 4
"""Files that a process is given at a time."""
WORTHWHILE = 24
"""New files from which on starting processes pays."""
_AHEAD = 3
"""Batches per process that wait to be worked on: what bounds the memory."""
_MANY = 50_000
_DIED = "读这个文件时程序意外终止（可能内存不够），没有读；请检查文件是否大得不正常。"


@dataclass(frozen=True, slots=True, kw_only=True)
class Examined:
    """A file that was found, the digest of its content and what it holds."""

    source: Source
    digest: str
    head: Head
    known: bool = False
    """Whether it did not have to be read again."""


def processes(wanted: int | None) -> int:
    """How many processes to use: as many as asked for, else one per processor that this program may use."""
    if wanted:
        return max(1, wanted)
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def examined(sources: Iterable[Source], store: Store, workers: int) -> Generator[Examined, None, None]:
    """Every source with what it holds, in order; records that are new are kept in `store`."""
    waiting: deque[_Waiting] = deque()
    with closing(_Crew(workers)) as crew, rarely():
        for source in sources:
            waiting.append(_taken(source, store))
            if waiting[-1].digest and waiting[-1].head is None:
                crew.add(waiting[-1])
            while waiting and (waiting[0].head is not None or crew.full()):
                yield _done(waiting.popleft(), crew, store)
        crew.flush()
        while waiting:
            yield _done(waiting.popleft(), crew, store)


@contextmanager
def rarely() -> Iterator[None]:
    """Looks for dead cycles rarely: a workbook is ten thousand small objects and hardly a cycle."""
    thresholds = gc.get_threshold()
    gc.set_threshold(_MANY, *thresholds[1:])
    try:
        yield
    finally:
        gc.set_threshold(*thresholds)


@dataclass(slots=True)
class _Waiting:
    """A file on its way: `head` is known from the start, or found in `task`, a batch, at `position`."""

    source: Source
    digest: str = ""
    head: Head | None = None
    known: bool = False
    batch: _Batch | None = None
    position: int = 0


@dataclass(slots=True, eq=False)
class _Batch:
    files: list[tuple[str, bytes]]
    future: Future[list[Packed]] | None = None
    results: list[Packed] | None = None


def _taken(source: Source, store: Store) -> _Waiting:
    if source.problem:
        return _Waiting(replace(source, data=b""), head=Head(problem=source.problem))
    digest = hashlib.sha256(source.data).hexdigest()
    head = store.head(digest)
    if head is not None:
        return _Waiting(replace(source, data=b""), digest, head, known=True)
    return _Waiting(source, digest)


def _done(item: _Waiting, crew: _Crew, store: Store) -> Examined:
    head = item.head
    if head is None:
        packed = crew.result(item)
        head = from_json(json.loads(packed.head))
        store.keep(item.digest, packed)
    return Examined(source=item.source, digest=item.digest, head=head, known=item.known)


def read_batch(files: list[tuple[str, bytes]]) -> list[Packed]:
    """The records of some files, packed: what a process is given to do."""
    return [pack(record_of(place, data)) for place, data in files]


class _Crew:
    """The processes, started when there is enough to do for them; until then, and for one worker, this process."""

    def __init__(self, workers: int):
        self._workers = workers
        self._pool: ProcessPoolExecutor | None = None
        self._batch = _Batch([])
        self._open: deque[_Batch] = deque()
        self._new = 0

    def add(self, item: _Waiting) -> None:
        item.batch, item.position = self._batch, len(self._batch.files)
        self._batch.files.append((item.source.place, item.source.data))
        item.source = replace(item.source, data=b"")
        self._new += 1
        if len(self._batch.files) >= BATCH:
            self.flush()

    def flush(self) -> None:
        """Hands over the batch that is being filled."""
        if self._batch.files:
            self._open.append(self._batch)
            self._batch = _Batch([])
        if self._workers > 1 and (self._pool or self._new >= WORTHWHILE):
            self._start()

    def _start(self) -> None:
        from concurrent.futures.process import BrokenProcessPool

        self._pool = self._pool or _pool(self._workers)
        for batch in self._open:
            if batch.future is None and batch.results is None:
                try:
                    batch.future = self._pool.submit(read_batch, batch.files)
                except BrokenProcessPool:
                    return

    def full(self) -> bool:
        """Whether so much is waiting that the oldest result must be taken first."""
        return len(self._open) >= max(WORTHWHILE // BATCH, self._workers * _AHEAD)

    def result(self, item: _Waiting) -> Packed:
        """The record of a file that was added, waited for."""
        batch = item.batch
        assert batch is not None  # `add` has set it
        if batch.results is None:
            if batch is self._batch:
                self.flush()
            batch.results = self._finished(batch)
            batch.files = []
            self._open.remove(batch)
        return batch.results[item.position]

    def _finished(self, batch: _Batch) -> list[Packed]:
        if self._pool is None:
            return read_batch(batch.files)
        from concurrent.futures.process import BrokenProcessPool

        try:
            future = batch.future or self._pool.submit(read_batch, batch.files)
            return future.result()
        except BrokenProcessPool:
            self._replace_pool()
            return [_alone(place, data) for place, data in batch.files]

    def _replace_pool(self) -> None:
        """New processes in the place of broken ones; what they were given is given again."""
        self.close()
        for batch in self._open:
            batch.future = None
        self._pool = _pool(self._workers)

    def close(self) -> None:
        """Ends the processes without waiting for what nobody will ask for."""
        if self._pool:
            self._pool.shutdown(wait=True, cancel_futures=True)
            self._pool = None


def _pool(workers: int) -> ProcessPoolExecutor:
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import get_start_method

    if get_start_method() == "fork":
        form_checks()  # so that they need not each load them; started afresh, they would only begin later
    return ProcessPoolExecutor(workers, initializer=_started)


def _alone(place: str, data: bytes) -> Packed:
    """The record of one file read in a process of its own, so that only it is lost if that process dies."""
    from concurrent.futures.process import BrokenProcessPool

    with _pool(1) as pool:
        try:
            return pool.submit(read_batch, [(place, data)]).result()[0]
        except BrokenProcessPool:
            return pack(Record(head=Head(problem=_DIED)))


def _started() -> None:
    """Prepares a new process: Ctrl+C reaches every process of the terminal, but only the first one answers it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    for name in ("SIGTERM", "SIGHUP"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), signal.SIG_DFL)
    gc.freeze()
    gc.set_threshold(_MANY, *gc.get_threshold()[1:])
