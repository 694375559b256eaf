"""One thing looked at, and how it stands."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class State(StrEnum):
    """How one thing stands: fine, missing but only some work needs it, or broken."""

    OK = "ok"
    WARNING = "warning"
    FAILED = "failed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Diagnosis:
    """One thing looked at: how it stands, what was seen, and what to do about it."""

    name: str
    state: State
    seen: str
    cure: str = ""
