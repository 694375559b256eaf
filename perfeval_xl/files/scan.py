"""The cells of a sheet by regular expressions, where its XML is written as the usual programs write it.

Excel, WPS, LibreOffice and XlsxWriter write plain `<c r s t><f/><v/></c>`, which a scanner reads ten times faster
than a parser. It knows that form only: the whole sheet is first held against it, and at the first sign of anything else
(other attributes, prefixes, rich text, comments, CDATA) it gives up, and the parser of `sheets` reads the sheet from
the beginning. What it accepts it takes cell by cell, and only from the columns that are asked for.

The patterns are possessive (`*+`): they never try a second way, so that the time is that of one pass.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from perfeval_xl.files.places import column_letters

_CELL = (
    r'<c r="[A-Z]{1,3}+[1-9]\d{0,6}+"(?: s="\d++")?+(?: t="\w++")?+(?:/>|>'
    r"(?:<f(?: [^<>/]*+)?+(?:/>|>[^<]*+</f>))?+"
    r'(?:<v>[^<]*+</v>|<v/>|<is><t(?: xml:space="preserve")?+>[^<]*+</t></is>)?+</c>)'
)
_USUAL = re.compile(
    rf'\s*+(?:<row r="[1-9]\d{{0,6}}+"(?: [^<>/]*+)?+(?:/>|>\s*+(?:{_CELL}\s*+)*+</row>)\s*+)*+',
)
_ROW = re.compile(r'<row(?: r="(\d{1,7})")?')
_MERGE = re.compile(r'<mergeCell ref="([^"<&]*)"\s?/>')
_PROTECTED = re.compile(r'<sheetProtection\b[^<>]*\ssheet="(?:1|true)"')
_PHONETIC = re.compile(r"<phoneticPr [^<>/]*+/>")
_ENTITY = re.compile(r"&(?:#(\d{1,7})|#x([0-9A-Fa-f]{1,6})|(lt|gt|amp|quot|apos));")
_NO_ENTITY = re.compile(r"&(?!(?:[lg]t|amp|quot|apos|#\d{1,7}|#x[0-9A-Fa-f]{1,6});)")
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""What no XML holds, written as a reference either: the parser takes the file for damaged."""
_NAMED = {"&lt;": "<", "&gt;": ">", "&quot;": '"', "&apos;": "'"}


class RawCell(NamedTuple):
    """A cell as it stands in the XML: letters of its column, row, style, kind, and what follows `<f` and `<v`.

    `tag` is what the text stands in, "v" or "is><t"; what is absent is empty. `inside` gives formula and text.
    """

    letters: str
    row: str
    style: str
    kind: str
    formula: str
    tag: str
    text: str


class RawSheet(NamedTuple):
    """What the scanner read of a sheet: its cells that hold something, the references of its merges, its protection."""

    cells: list[RawCell]
    """Plain tuples with the items of a RawCell: to make a thousand of these takes longer than to scan them."""
    merges: list[str]
    protected: bool


def scan_sheet(text: str, last_row: int, columns: frozenset[int] | None = None) -> RawSheet | None:
    """The sheet in `text`, the XML of a worksheet, down to `last_row`; None where the parser must read it.

    With `columns`, only the cells in these.
    """
    start, end = text.find("<sheetData>") + len("<sheetData>"), text.rfind("</sheetData>")
    if not len("<sheetData>") <= start <= end or text.find("\r", start) >= 0:
        return None
    tail = text[end:]
    merges = _MERGE.findall(tail)
    if "<sheetData" in tail or len(merges) != tail.count("<mergeCell ") or not tail.rstrip().endswith("</worksheet>"):
        return None
    rows = [int(row or 0) for row in _ROW.findall(text, start, end)]
    if any(one >= other for one, other in pairwise([0, *rows])):
        return None
    below = next((row for row in rows if row > last_row), None)
    if below is not None:
        end = text.rindex(f'<row r="{below}"', start)
    if _USUAL.fullmatch(text, start, end) is None or _NO_ENTITY.search(text, start, end):
        return None
    cells = _filled(columns).findall(text, start, end)
    if any((tag == "is><t") != (kind == "inlineStr") for _, _, _, kind, _, tag, _ in cells if tag):
        return None
    return RawSheet(cells, merges, bool(_PROTECTED.search(tail)))


@lru_cache(maxsize=64)
def _filled(columns: frozenset[int] | None) -> re.Pattern[str]:
    """What finds the cells with a content, in some columns or in all (None), of a sheet that is known to be usual."""
    letters = r"[A-Z]++" if columns is None else "|".join(map(column_letters, sorted(columns)))
    return re.compile(
        rf'<c r="({letters})([1-9]\d*+)"(?: s="(\d++)")?+(?: t="(\w++)")?+>'
        r"(?:<f([^<]*+)(?:</f>)?+)?+(?:<(v|is><t)([^<]*+))?+"
    )


def inside(rest: str) -> str:
    """The text of an element from what follows its name: " a='1'>text" is "text", "/>" is empty."""
    text = rest.partition(">")[2]
    return _plain(text) if "&" in text else text


def scan_strings(text: str) -> list[str] | None:
    """The strings in `text`, the XML of the shared strings; None where the parser must read it."""
    start, end = text.find(">", text.find("<sst")) + 1, text.rfind("</sst>")
    if not 0 < start <= end or text[end:].rstrip() != "</sst>" or text.find("\r", start) >= 0:
        return None
    body = text[start:end]
    if not body:
        return []
    if "<phoneticPr " in body:  # Excel says of every Chinese text how it is read aloud
        body = _PHONETIC.sub("", body)
    items = _split_items(body)
    if items is None and "/>" in body:
        items = _split_items(body.replace("<si/>", "<si><t/></si>").replace("<t/>", "<t></t>"))
    if items is None or _NO_ENTITY.search(body):
        return None
    try:
        return [_plain(item) if "&" in item else item for item in items]
    except (ValueError, OverflowError):
        return None


def _split_items(body: str) -> list[str] | None:
    """The items of the shared strings; None where one is more than one plain text."""
    body = body.replace('<t xml:space="preserve">', "<t>")
    items = body.removeprefix("<si><t>").removesuffix("</t></si>").split("</t></si><si><t>")
    usual = body.startswith("<si><t>") and body.endswith("</t></si>") and body.count("<") == 4 * len(items)
    return items if usual else None


@lru_cache(maxsize=2048)
def _plain(text: str) -> str:
    """`text` with its entities, all of them known, replaced; ValueError where one stands for no character."""
    if "&#" in text:
        return _ENTITY.sub(_character, text)
    for entity, character in _NAMED.items():
        text = text.replace(entity, character)
    return text.replace("&amp;", "&")


def _character(match: re.Match[str]) -> str:
    if match[3]:
        return "&" if match[3] == "amp" else _NAMED[match[0]]
    character = chr(int(match[1]) if match[1] else int(match[2], 16))
    if _FORBIDDEN.match(character):
        raise ValueError(match[0])
    return character
