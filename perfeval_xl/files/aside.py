"""What a file holds besides the cells that are shown: hidden rows and columns, the words at the edges of its pages."""

from __future__ import annotations

import re

_ROW = re.compile(r'<(?:\w+:)?row\b[^<>]*\shidden="(?:1|true)"[^<>]*>')
_COLUMNS = re.compile(r'<(?:\w+:)?col\b[^<>]*\shidden="(?:1|true)"[^<>]*>')
_ATTRIBUTE = re.compile(r'\s(r|min|max)="(\d{1,7})"')
_PAGE = re.compile(r"[第页共，,/\s\d—–-]")
_LAST_COLUMN = 16_384


def hidden_rows(xml: str) -> frozenset[int]:
    """The hidden rows of the sheet in `xml`, counted from 1."""
    tags = (dict(_ATTRIBUTE.findall(tag)) for tag in _ROW.findall(xml))
    return frozenset(int(tag["r"]) for tag in tags if "r" in tag)


def hidden_columns(xml: str) -> frozenset[int]:
    """The hidden columns of the sheet in `xml`, counted from 1."""
    tags = (dict(_ATTRIBUTE.findall(tag)) for tag in _COLUMNS.findall(xml))
    ranges = ((int(tag["min"]), min(int(tag["max"]), _LAST_COLUMN)) for tag in tags if {"min", "max"} <= set(tag))
    return frozenset(column for first, last in ranges for column in range(first, last + 1))


def more_than_a_page(text: str) -> bool:
    """Whether a header or footer says more than which page it is: 第 1 页，共 3 页, — 1 —."""
    return bool(_PAGE.sub("", text))
