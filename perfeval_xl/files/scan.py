"""The cells of a sheet by one regular expression, where its XML is written as the usual programs write it.

Excel, WPS, LibreOffice and XlsxWriter write plain `<c r s t><f/><v/></c>`, which a scanner reads several times faster
than a parser. It knows that form only: at the first sign of anything else (other attributes, prefixes, rich text,
comments, CDATA) it gives up, and the parser of `sheets` reads the sheet from the beginning.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

_TOKEN = re.compile(
    r"((?:<row(?: [^<>]*[^<>/])?>|(?:</row>|<row(?: [^<>]*)?/>)\s*(?=<row|\Z)"
    r'|<c r="[A-Z]{1,3}[1-9]\d{0,6}"(?: s="\d+")?/>|\s)*'
    r'(?:<c r="([A-Z]{1,3})([1-9]\d{0,6})"(?: s="(\d+)")?(?: t="(\w+)")?>'
    r"(?:(<f)(?: [^<>]*[^<>/])?>([^<]*)</f>|(<f)(?: [^<>]*)?/>)?"
    r"(?:(<v)>([^<]*)</v>|(<v)/>|(<is)><t(?: xml:space=\"preserve\")?>([^<]*)</t></is>)?</c>)?)"
)
_ROW = re.compile(r'<row r="(\d+)"')
_ROW_TAG = re.compile(r"<(/?)row(?: [^<>]*?)?(/?)>")
_MERGE = re.compile(r'<mergeCell ref="([^"<&]*)"\s?/>')
_PROTECTED = re.compile(r'<sheetProtection\b[^<>]*\ssheet="(?:1|true)"')
_ITEM = re.compile(r"\s*(?:<si><t(?: xml:space=\"preserve\")?>([^<]*)</t></si>|<si><t/></si>()|<si/>())")
_ENTITY = re.compile(r"&(?:#(\d{1,7})|#x([0-9A-Fa-f]{1,6})|(lt|gt|amp|quot|apos));")
_NAMED = {"&lt;": "<", "&gt;": ">", "&quot;": '"', "&apos;": "'"}


RawCell = tuple[str, int, str, str, str | None, str | None]
"""A cell as it stands in the XML: column letters, row, style, kind, formula and text (None where they are absent)."""


class RawSheet(NamedTuple):
    """What the scanner read of a sheet: its cells that hold something, the references of its merges, its protection."""

    cells: list[RawCell]
    merges: list[str]
    protected: bool


class _Unusual(Exception):
    """The XML is not of the form that the scanner knows."""


def scan_sheet(text: str, last_row: int) -> RawSheet | None:
    """The sheet in `text`, the XML of a worksheet, down to `last_row`; None where the parser must read it."""
    rest = text.partition("<sheetData>")[2]
    data, closing, tail = rest.partition("</sheetData>")
    if not closing or "<sheetData" in tail or "\r" in text or not tail.rstrip().endswith("</worksheet>"):
        return None
    merges = _MERGE.findall(tail)
    if len(merges) != tail.count("<mergeCell "):
        return None
    try:
        return RawSheet(_cells(_down_to(data, last_row)), merges, bool(_PROTECTED.search(tail)))
    except (_Unusual, ValueError, OverflowError):
        return None


def _down_to(data: str, last_row: int) -> str:
    """The rows down to `last_row`; rows that do not ascend are nothing for the scanner."""
    starts = [(int(match[1]), match.start()) for match in _ROW.finditer(data)]
    if len(starts) != data.count("<row") or any(one[0] >= other[0] for one, other in pairwise(starts)):
        raise _Unusual
    tags = [opened for opened, closed in _ROW_TAG.findall(data) if not closed]
    if tags != ["", "/"] * (len(tags) // 2) or (data.strip() and not data.lstrip().startswith("<row")):
        raise _Unusual
    return data[: next((start for row, start in starts if row > last_row), len(data))]


def _cells(data: str) -> list[RawCell]:
    cells, seen = [], 0
    for whole, letters, row, style, kind, f, formula, no_f, v, text, no_v, inline, words in _TOKEN.findall(data):
        seen += len(whole)
        if not letters:
            continue
        if inline:
            v, text = inline, words
        if bool(inline) != (kind == "inlineStr") and (inline or v):
            raise _Unusual
        cells.append(
            (
                letters,
                int(row),
                style,
                kind,
                (_plain(formula) if "&" in formula else formula) if f or no_f else None,
                (_plain(text) if "&" in text else text) if v or no_v else None,
            )
        )
    if seen != len(data):
        raise _Unusual
    return cells


def scan_strings(text: str) -> list[str] | None:
    """The strings in `text`, the XML of the shared strings; None where the parser must read it."""
    opening = text.find("<si>")
    if opening < 0 or "\r" in text or not text.rstrip().endswith("</sst>"):
        return None
    found, end = [], opening
    closing = text.rindex("</sst>")
    for match in _ITEM.finditer(text, opening, closing):
        if match.start() != end:
            return None
        end = match.end()
        found.append(match[1] or "")
    if text[end:closing].strip():
        return None
    try:
        return [_plain(item) if "&" in item else item for item in found]
    except (_Unusual, ValueError, OverflowError):
        return None


@lru_cache(maxsize=2048)
def _plain(text: str) -> str:
    """`text` with its entities replaced; an ampersand that begins none is a fault for the parser to tell."""
    if "&#" in text:
        if text.count("&") != len(_ENTITY.findall(text)):
            raise _Unusual
        return _ENTITY.sub(_character, text)
    for entity, character in _NAMED.items():
        text = text.replace(entity, character)
    if text.count("&") != text.count("&amp;"):
        raise _Unusual
    return text.replace("&amp;", "&")


def _character(match: re.Match[str]) -> str:
    if match[3]:
        return "&" if match[3] == "amp" else _NAMED[match[0]]
    return chr(int(match[1]) if match[1] else int(match[2], 16))
