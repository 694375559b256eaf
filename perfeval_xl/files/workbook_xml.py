"""The parts of a workbook besides its cells: which part is which sheet, defined names, number formats, strings."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import lru_cache
from posixpath import join, normpath
from typing import cast
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from perfeval_xl.files.formats import kind_of
from perfeval_xl.files.package import Package
from perfeval_xl.files.scan import scan_strings

_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")
_UNWRITABLE = re.compile("[\ud800-\udfff\ufffe\uffff]")
_CHUNK = 1 << 20


def local_name(item: Element) -> str:
    """The name of an element without its namespace."""
    return item.tag.rpartition("}")[2]


def rows_and_marks(text: str) -> Iterator[Element]:
    """Every row, every merge and the protection of a sheet, in order; each is forgotten when the next is asked for."""
    parser: ElementTree.XMLPullParser[Element] = ElementTree.XMLPullParser(("start", "end"))
    data: Element | None = None
    for start in range(0, len(text), _CHUNK):
        parser.feed(text[start : start + _CHUNK])
        for event, item in cast(Iterator[tuple[str, Element]], parser.read_events()):
            name = local_name(item)
            if event == "start":
                data = item if name == "sheetData" else data
            elif name == "row":
                yield item
                if data is not None:
                    data.clear()
            elif name in ("mergeCell", "sheetProtection"):
                yield item
    parser.close()


def sheet_parts(package: Package, sheets: list[Element]) -> dict[str, str]:
    """The part of the package that each of `sheets` is, by the sheet's title, in order; no part is two sheets."""
    targets: dict[str | None, str] = {}
    if package.has("xl/_rels/workbook.xml.rels"):
        try:
            targets = _targets_in(package.text_for_tree("xl/_rels/workbook.xml.rels"))
        except (ElementTree.ParseError, ValueError) as fault:
            raise package.damaged() from fault
    parts: dict[str, str] = {}
    taken: set[str] = set()
    for item in sheets:
        key = next((value for name, value in item.items() if name.endswith("}id")), None)
        part = targets.get(key, "")
        if package.has(part) and part not in taken:
            taken.add(part)
            parts[item.get("name", "")] = part
    return parts


@lru_cache(maxsize=8)
def _targets_in(text: str) -> dict[str | None, str]:
    """The part that each key of a list of relations stands for; remembered as the styles are."""
    targets = {}
    for item in ElementTree.fromstring(text):
        target = item.get("Target", "")
        targets[item.get("Id")] = target.lstrip("/") if target.startswith("/") else normpath(join("xl", target))
    return targets


def outline(package: Package) -> tuple[dict[str, list[Element]], dict[str, str]]:
    """The elements of xl/workbook.xml by their local names, and the text of each global defined name.

    A sheet that was copied carries local twins of the names, which stay out. Hundreds of names written as the usual
    programs write them are taken by a pattern instead of being parsed.
    """
    text = package.text_for_tree("xl/workbook.xml")
    block = _NAMES.search(text)
    if block:
        text = text[: block.start()] + text[block.end() :]
    items: dict[str, list[Element]] = defaultdict(list)
    for item in package.parsed(text).iter():
        items[local_name(item)].append(item)
    if block:
        return items, {name: value for name, local, value in _NAME.findall(block[0]) if not local}
    found = (item for item in items["definedName"] if item.get("localSheetId") is None)
    return items, {item.get("name", ""): item.text or "" for item in found}


_ONE_NAME = r'<definedName name="([^"&<>]*+)"( localSheetId="\d++")?+(?: hidden="1")?+>([^<&]*+)</definedName>'
_NAME = re.compile(_ONE_NAME)
_NAMES = re.compile(rf"<definedNames>(?:{_ONE_NAME})*+</definedNames>")


def shown_as(package: Package) -> tuple[str, ...]:
    """By style number: "percent", "date", or nothing."""
    if not package.has("xl/styles.xml"):
        return ()
    try:
        return _formats_in(package.text_for_tree("xl/styles.xml"))
    except (ElementTree.ParseError, ValueError) as fault:
        raise package.damaged() from fault


@lru_cache(maxsize=8)
def _formats_in(text: str) -> tuple[str, ...]:
    """Remembered by the XML of the styles, which all workbooks of one template share."""
    root = ElementTree.fromstring(text)
    codes = {item.get("numFmtId"): item.get("formatCode", "") for item in root.iter() if local_name(item) == "numFmt"}
    styles = next((list(item) for item in root.iter() if local_name(item) == "cellXfs"), [])
    return tuple(kind_of(item.get("numFmtId", "0"), codes) for item in styles)


def rich(item: Element) -> str:
    """The text of a string item: its runs joined, without phonetic guides."""
    parts = []
    for child in item:
        name = local_name(child)
        if name == "t":
            parts.append(child.text or "")
        elif name == "r":
            parts += [run.text or "" for run in child if local_name(run) == "t"]
    return "".join(parts)


def unescape(text: str) -> str:
    """`text` with the escapes of spreadsheets (_x000D_) replaced by what they stand for.

    Halves of characters come together; a half alone, and what no document can hold, becomes a replacement character.
    """
    if "_x" not in text:
        return text
    text = _ESCAPE.sub(lambda match: chr(int(match[1], 16)), text)
    if _UNWRITABLE.search(text):
        whole = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
        text = whole.replace("\ufffe", "\ufffd").replace("\uffff", "\ufffd")
    return text


def shared_strings(package: Package) -> list[str]:
    """The strings that cells refer to by number, as they stand in the XML (`unescape` them)."""
    if not package.has("xl/sharedStrings.xml"):
        return []
    scanned = scan_strings(package.text("xl/sharedStrings.xml"))
    if scanned is not None:
        return scanned
    return [rich(item) for item in package.tree("xl/sharedStrings.xml") if local_name(item) == "si"]
