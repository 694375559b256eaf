"""What only a person at a terminal sees: progress, and signs in colour."""

from __future__ import annotations

import os
import re
import sys
import time
from typing import TextIO

from perfeval_xl.bureau.pace import Pace

_COLOURS = {"✘": 31, "⚠": 33, "ⓘ": 34, "✔": 32}
_SIGN = re.compile(rf"^[{''.join(_COLOURS)}](?: 错误| 警告| 提示)?", re.MULTILINE)

_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_LONGEST = 400
_BOX = "□"


def harmless(text: str) -> str:
    """`text` with control characters as boxes: a terminal would obey those that stand in a stranger's file."""
    return _CONTROL.sub(_BOX, text)


def brief(message: str) -> str:
    """`message` without its middle where something overlong was quoted in it; what and cure stand at the ends."""
    half = _LONGEST // 2
    return message if len(message) <= _LONGEST else f"{message[:half]}……{message[-half:]}"


def tell(text: str) -> None:
    """Says on standard error what is being done, where that is a terminal."""
    if sys.stderr.isatty():
        print(f"… {text}", file=sys.stderr, flush=True)


def colours(stream: TextIO) -> bool:
    """Whether `stream` is a terminal that shows colours, and the user has not asked for none (https://no-color.org)."""
    return stream.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM", "dumb") != "dumb"


def coloured(text: str) -> str:
    """`text` with the sign that begins a line in its colour; the sign itself stays, for those who see no colour."""
    return _SIGN.sub(lambda found: f"\033[{_COLOURS[found[0][0]]}m{found[0]}\033[0m", text)


class Counting:
    """How far a long work has come, on one line of a terminal that is written over: 读取 120/300，约剩 8 秒."""

    _EVERY = 0.2
    """Seconds between two looks; what is faster nobody reads."""

    def __init__(self, what: str) -> None:
        self._pace, self._shown, self._last = Pace(what), sys.stderr.isatty(), 0.0

    def __enter__(self) -> Counting:
        return self

    def __call__(self, done: int, total: int) -> None:
        """Shows that `done` of `total` are done, unless something was shown a moment ago."""
        now = time.monotonic()
        if self._shown and now - self._last >= self._EVERY:
            self._last = now
            print(f"\r\033[K… {self._pace.told(done, total)}", end="", file=sys.stderr, flush=True)

    def __exit__(self, *_: object) -> None:
        if self._shown:
            print("\r\033[K", end="", file=sys.stderr, flush=True)
