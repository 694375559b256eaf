"""An edit of the faultless report, and what a check must say about it; the kinds of edits."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from report_sample import added, replaced, sample


@dataclass(frozen=True)
class Example:
    """A report, and what the check must say about it (`says` empty: nothing), at the paragraph that has `place`."""

    name: str
    texts: Callable[[], list[str]]
    place: str = ""
    says: tuple[str, ...] = ()
    severity: str = ""
    changes: dict[str, Any] = field(default_factory=dict)


def edit(old: str, new: str) -> Callable[[], list[str]]:
    """The sample with one passage replaced, made when the test runs."""
    return lambda: replaced(old, new)


def put(words: str, after: str = "二、") -> Callable[[], list[str]]:
    """The sample with a paragraph more, made when the test runs."""
    return lambda: added(words, after)


def cut(start: str) -> Callable[[], list[str]]:
    """The sample without the paragraphs that begin with `start`."""
    return lambda: [text for text in sample() if not text.startswith(start)]
