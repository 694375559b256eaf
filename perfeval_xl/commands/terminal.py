"""What only a person at a terminal sees: progress, and signs in colour."""

from __future__ import annotations

import os
import re
import sys
from typing import TextIO

_COLOURS = {"✘": 31, "⚠": 33, "ⓘ": 34, "✔": 32}
_SIGN = re.compile(rf"^[{''.join(_COLOURS)}](?: 错误| 警告| 提示)?", re.MULTILINE)


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
