"""What a macro answers, before it becomes rows."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Answer:
    """What a macro has to say: a sentence, the path of what it made, and the rows of a list."""

    message: str
    path: str = ""
    rows: tuple[tuple[str, ...], ...] = ()
