"""A worked example of a check: an edit of a return, and what the check must say about it, if anything."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from check_returns import CLEAN


@dataclass(frozen=True)
class Example:
    """An edit of `base`; `at` is where the check must fire with `says` in its message, empty where it must not."""

    name: str
    changes: dict[str, Any]
    at: str = ""
    says: tuple[str, ...] = ()
    severity: str = ""
    base: Any = None

    @property
    def label(self) -> str:
        """For pytest's list."""
        return f"{self.name}-{'fires' if self.at else 'silent'}-{'+'.join(self.changes) or 'base'}"


def fires(name: str, changes: dict[str, Any], at: str, *says: str, severity: str = "", base: Any = None) -> Example:
    """The check must fire at this place, with these words in its message."""
    return Example(name, changes, at, says, severity, base or CLEAN)


def silent(name: str, changes: dict[str, Any], base: Any = None) -> Example:
    """The check must say nothing: a near miss."""
    return Example(name, changes, base=base or CLEAN)
