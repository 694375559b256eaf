"""A1 formulas in R1C1 notation: one text for a whole column, and what a macro writes back over a lost formula."""

from __future__ import annotations

import re
from collections.abc import Mapping

from perfeval_xl.files.places import column_number

_TOKEN = re.compile(
    r'"(?:[^"]|"")*"'  # a text
    r"|(?<![A-Za-z0-9_.])(?P<left>\$?)(?P<column>[A-Z]{1,3})(?P<above>\$?)(?P<row>[1-9]\d{0,6})(?![A-Za-z0-9_.(])"
)


def relative(formula: str, row: int, col: int, named: Mapping[str, str] | None = None) -> str:
    """`formula` of the 0-based cell in R1C1 notation: "=RC[4]" for "=L20" in H20.

    `named` gives the defined name to use in the place of an address, such as "$D$16" or "$L$22:$L$63".
    """
    names = named or {}
    for address in sorted(names, key=len, reverse=True):
        formula = re.sub(rf"(?<![A-Za-z0-9_.$!:]){re.escape(address)}(?![0-9:])", names[address], formula)
    return _TOKEN.sub(lambda match: _reference(match, row, col), formula)


def _reference(match: re.Match[str], row: int, col: int) -> str:
    if match["column"] is None:
        return match[0]
    down = int(match["row"]) - 1 - row
    right = column_number(match["column"]) - 1 - col
    rows = f"R{match['row']}" if match["above"] else "R" + (f"[{down}]" if down else "")
    columns = f"C{right + col + 1}" if match["left"] else "C" + (f"[{right}]" if right else "")
    return rows + columns
