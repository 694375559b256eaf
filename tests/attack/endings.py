"""A command that is disturbed at a chosen point: a fault, Ctrl+C or the end of its process.

Points are the operations on files below the current folder that Python itself announces (audit events), and every
position in what is written (the limit on the size of a file: a fault for the program, or its end, in the middle of a
write). Each run is a process of its own, made by fork, so that nothing of the disturbance stays.
"""

import os
import pickle
import signal
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from attack import law
from attack.law import Outcome

EVENTS = frozenset(
    ("open", "os.rename", "os.remove", "os.link", "os.mkdir", "os.rmdir", "os.chmod", "os.truncate", "sqlite3.connect")
)
"""What Python announces before it does it, of all that can change something on a disk."""


@dataclass(frozen=True, slots=True)
class Ended:
    """How a disturbed command ended: its outcome, None where its process was ended; the events that it came to."""

    outcome: Outcome | None
    broken: str = ""
    events: tuple[str, ...] = ()


def undisturbed(call: list[str | Path]) -> Ended:
    """The command with nothing in its way, and all the events that it comes to."""
    return _apart(lambda: _watched(call, -1, lambda: None))


def failing(call: list[str | Path], point: int, fault: BaseException) -> Ended:
    """The command, in which the event number `point` raises `fault`."""

    def fail() -> None:
        raise fault

    return _apart(lambda: _watched(call, point, fail))


def killed(call: list[str | Path], point: int) -> Ended:
    """The command, ended as by kill -9 right before the event number `point`."""
    return _apart(lambda: _watched(call, point, lambda: os.kill(os.getpid(), signal.SIGKILL)))


def full(call: list[str | Path], size: int) -> Ended:
    """The command on a disk on which no file grows beyond `size` bytes."""
    return _apart(lambda: _limited(call, size, signal.SIG_IGN))


def killed_writing(call: list[str | Path], size: int) -> Ended:
    """The command, ended while it writes the byte after the first `size` of a file."""
    return _apart(lambda: _limited(call, size, signal.SIG_DFL))


def _watched(call: list[str | Path], point: int, deed: Callable[[], None]) -> Ended:
    seen: list[str] = []
    folder = os.getcwd()

    def hook(event: str, arguments: tuple[Any, ...]) -> None:
        if not watching or event not in EVENTS or not _changes(event, arguments, folder):
            return
        seen.append(f"{event} {os.path.basename(os.fsdecode(arguments[0]))}")
        if len(seen) - 1 == point:
            deed()

    watching = False
    sys.addaudithook(hook)
    watching = True
    ended = _run(call)
    watching = False
    return Ended(ended.outcome, ended.broken, tuple(seen))


def _changes(event: str, arguments: tuple[Any, ...], folder: str) -> bool:
    """Whether an event changes something, or may do so, below `folder`."""
    if not isinstance(arguments[0], str | bytes | os.PathLike):
        return False
    place = os.fsdecode(arguments[0])
    if not place.startswith(folder):
        return False
    if event != "open":
        return True
    mode, flags = arguments[1], arguments[2]
    return bool(set(mode or "") & set("wax+")) or bool(flags & (os.O_WRONLY | os.O_RDWR))


def _limited(call: list[str | Path], size: int, handler: Any) -> Ended:
    import resource

    signal.signal(signal.SIGXFSZ, handler)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, resource.getrlimit(resource.RLIMIT_FSIZE)[1]))
    return _run(call)


def _run(call: list[str | Path]) -> Ended:
    try:
        return Ended(law.run(*call))
    except law.Broken as fault:
        return Ended(None, str(fault))


def _apart(work: Callable[[], Ended]) -> Ended:
    """What `work` gives in a process of its own; an `Ended` without outcome where that process was ended."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        try:
            with os.fdopen(writing, "wb") as stream:
                stream.write(pickle.dumps(work()))
        finally:
            os._exit(0)
    os.close(writing)
    with os.fdopen(reading, "rb") as stream:
        data = stream.read()
    os.waitpid(child, 0)
    return pickle.loads(data) if data else Ended(None)
