"""One module per command: its arguments go in, a library call is made, a `Reply` comes out. Nothing here prints.

To add a command, add its line to `cli.py` and a module here with `run(args) -> Reply`.
"""

from __future__ import annotations

from dataclasses import dataclass

from perfeval_xl.errors import PerfevalError


@dataclass(frozen=True, slots=True)
class Reply:
    """What a command answers: the text for standard output and the exit code (0 done, 1 findings of severity error).

    `problem` is shown on standard error after the text, and makes the exit code 2.
    """

    text: str
    code: int = 0
    problem: PerfevalError | None = None
