"""How long the component lives: as long as an Excel that it knows, else an hour after the last call."""

from __future__ import annotations

IDLE = 3600.0
"""Seconds without a call after which the component ends when it knows of no Excel."""


class Lifetime:
    """What the component knows of those who use it. Times are seconds of one clock that only goes forward."""

    def __init__(self, now: float, idle: float = IDLE):
        self._idle = idle
        self._last_call = now
        self._known: set[int] = set()
        self._had_excel = False

    def called(self, now: float) -> None:
        """A call came in."""
        self._last_call = now

    def excel(self, process: int) -> None:
        """An Excel has introduced itself."""
        self._known.add(process)
        self._had_excel = True

    def gone(self, process: int) -> None:
        """The process has ended."""
        self._known.discard(process)

    def over(self, now: float) -> bool:
        """Whether it is time to end: every Excel has ended, or there was none and nobody has called for long."""
        if self._known:
            return False
        return self._had_excel or now - self._last_call >= self._idle
