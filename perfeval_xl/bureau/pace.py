"""How far a long reading has come and how long the rest will take, in one Chinese phrase."""

from __future__ import annotations

import time
from collections.abc import Callable

_SEEN = 3
"""Files after which the pace is more than a guess."""
_SETTLED = 1.0
"""Seconds after which it is."""


class Pace:
    """Tells of a work that began when this was made: 读取自评表 120/300，约剩 8 秒."""

    def __init__(self, what: str, clock: Callable[[], float] = time.monotonic) -> None:
        self._what, self._clock, self._start = what, clock, clock()

    def told(self, done: int, total: int) -> str:
        """How far it is, and the time that the rest takes if it goes on as before, unless that is a mere guess."""
        return f"{self._what} {done}/{total}{self._left(done, total)}"

    def _left(self, done: int, total: int) -> str:
        passed = self._clock() - self._start
        if done < _SEEN or passed < _SETTLED or done >= total:
            return ""
        seconds = max(1, int(passed / done * (total - done)))
        return f"，约剩 {seconds // 60} 分 {seconds % 60} 秒" if seconds >= 60 else f"，约剩 {seconds} 秒"
