"""The words by which an old form is read: `data/import_words.toml`, and the form in which words are compared."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from perfeval_xl.figures import fold

FILE = Path(__file__).parent.parent / "data" / "import_words.toml"

_BRACKETS = re.compile(r"\([^()]*\)|〔[^〔〕]*〕|\[[^\[\]]*\]|【[^【】]*】")
_SIGNS = re.compile(r"[^\w%]|_")
_LONGEST = 200


@dataclass(frozen=True, slots=True)
class TableWords:
    """The headers of one table: by field its synonyms, best first; which fields it needs, and how many at least.

    `key` is the field that names a row. `spread` are the fields under one header over several columns. A merged cell
    of `down` or `shared` counts for all rows it covers. `sums` tells that rows of totals are read like the others.
    """

    part: str
    needs: tuple[frozenset[str], ...]
    least: int
    fields: Mapping[str, tuple[str, ...]]
    ranks: Mapping[str, tuple[tuple[str, int], ...]]
    """By synonym, the fields it stands for, each with its rank among the synonyms of the field."""
    key: str = "name"
    spread: tuple[str, ...] = ()
    down: frozenset[str] = frozenset()
    shared: frozenset[str] = frozenset()
    sums: bool = False


@dataclass(frozen=True, slots=True)
class Words:
    """Everything in the file, its words as keys (see `key`)."""

    scalars: Mapping[str, str]
    """By key, the dotted name it labels: a term, "agency.contact", "money_unit", or "" for what the form has not."""
    spare: frozenset[str]
    """The keys of labels whose value only counts where nothing better is found."""
    inline: tuple[tuple[str, re.Pattern[str]], ...]
    tables: Mapping[str, TableWords]
    of_headers: frozenset[str]
    """Every word that may stand in a header."""
    beginnings: frozenset[str]
    """Everything that such a word may begin with, as the upper half of one that is broken over two lines."""
    twin_words: frozenset[str]
    twin_wholes: frozenset[str]
    twin_of: Mapping[str, str]
    rows: tuple[tuple[str, str], ...]
    """(key, group of the budget), the longest key first."""
    blocks: frozenset[str]
    totals: frozenset[str]
    subtotals: frozenset[str]
    order: frozenset[str]
    helpers: frozenset[str]
    """Names of rows that only serve formulas, blanks apart."""
    title: re.Pattern[str]
    title_start: re.Pattern[str]
    """The first line of a title that was broken after the year."""
    unit: re.Pattern[str]
    """The name of a unit in a title."""
    note: re.Pattern[str]
    date: re.Pattern[str]
    contents: re.Pattern[str]
    """A line of a table of contents, with the number of its page."""
    prompt: re.Pattern[str]
    placeholder: re.Pattern[str]
    """Names printed in rows for those who have something to put there."""
    hint: re.Pattern[str]
    signature: re.Pattern[str]
    sections: Mapping[str, str]
    """By key, the name of the section that a heading or a label belongs to."""
    sentences: Mapping[str, tuple[re.Pattern[str], ...]]
    """By dotted name, the sentences that state its figure, to be searched in folded text."""

    def spans(self, text: str) -> list[tuple[str, int, int]]:
        """The labels inside a text: what each stands for, where it begins, and where the words behind it do."""
        found: list[tuple[str, int, int]] = []
        for name, pattern in self.inline:
            for match in pattern.finditer(text):
                if all(match.end() <= start or match.start() >= end for _, start, end in found):
                    found.append((name, match.start(), match.end()))
        return sorted(found, key=lambda span: span[1])


@lru_cache(maxsize=20_000)
def key(text: str) -> str:
    """`text` as words are compared: no blanks, brackets or signs, half-width digits; "" for a long text."""
    if len(text) > _LONGEST:
        return ""
    folded = fold(text)
    bare = _BRACKETS.sub("", folded)
    return _SIGNS.sub("", bare) or _SIGNS.sub("", folded)


@cache
def words() -> Words:
    """The words of `data/import_words.toml`."""
    table = tomllib.loads(FILE.read_text(encoding="utf-8"))
    absent = table["absent"]["labels"]
    labels = [*table["spare"].items(), *table["scalar"].items()]
    scalars = {key(word): "" for word in absent} | {key(word): name for name, listed in labels for word in listed}
    inline = [(name, word) for name in table["inline"]["labels"] for word in table["scalar"][name]]
    inline += [("", word) for word in absent]
    twins = table["twins"]
    rows = [(key(word), group) for group, listed in table["rows"].items() for word in listed]
    marks = table["marks"]
    tables = {part: _table(part, item) for part, item in table["table"].items()}
    glue = frozenset(map(key, twins["glue"]))
    joints = frozenset(map(key, (*twins["words"], *twins["wholes"])))
    of_headers = glue | joints | {synonym for item in tables.values() for synonym in item.ranks}
    return Words(
        scalars=scalars,
        spare=frozenset(key(word) for listed in table["spare"].values() for word in listed),
        inline=tuple((name, _spaced(word)) for name, word in sorted(inline, key=lambda item: -len(item[1]))),
        tables=tables,
        of_headers=of_headers,
        beginnings=frozenset(word[:end] for word in of_headers for end in range(1, len(word) + 1)),
        twin_words=frozenset(map(key, twins["words"])),
        twin_wholes=frozenset(map(key, twins["wholes"])),
        twin_of={"budget": twins["budget"], "outturn": twins["outturn"]},
        rows=tuple(sorted(rows, key=lambda item: -len(item[0]))),
        blocks=frozenset(map(key, marks["blocks"])),
        subtotals=frozenset(map(key, marks["subtotals"])),
        totals=frozenset(map(key, marks["totals"])),
        order=frozenset(map(key, marks["order"])),
        helpers=frozenset(map(fold, marks["helpers"])),
        title=re.compile(marks["title"]),
        title_start=re.compile(marks["title_start"]),
        unit=re.compile(marks["unit"]),
        note=re.compile(marks["note"]),
        date=re.compile(marks["date"]),
        contents=re.compile(marks["contents"]),
        prompt=re.compile(marks["prompt"]),
        placeholder=re.compile(marks["placeholder"]),
        hint=re.compile(marks["hint"]),
        signature=re.compile(marks["signature"]),
        sections={key(word): name for name, listed in table["sections"].items() for word in listed},
        sentences={name: tuple(map(_sentence, listed)) for name, listed in table["sentences"].items()},
    )


_ABOUT = frozenset({"needs", "least", "key", "spread", "down", "shared", "sums"})


def _table(part: str, item: Mapping[str, Any]) -> TableWords:
    fields = {name: tuple(dict.fromkeys(map(key, listed))) for name, listed in item.items() if name not in _ABOUT}
    ranks: dict[str, list[tuple[str, int]]] = defaultdict(list)
    for name, synonyms in fields.items():
        for rank, synonym in enumerate(synonyms):
            ranks[synonym].append((name, rank))
    return TableWords(
        part,
        tuple(frozenset(group) for group in item["needs"]),
        item["least"],
        fields,
        {synonym: tuple(listed) for synonym, listed in ranks.items()},
        key=item.get("key", "name"),
        spread=tuple(item.get("spread", ())),
        down=frozenset(item.get("down", ())),
        shared=frozenset(item.get("shared", ())),
        sums=item.get("sums", False),
    )


_AMOUNT = r"\d[\d,]*(?:\.\d+)?(?:亿元|万元|元)"


def _sentence(written: str) -> re.Pattern[str]:
    """A sentence with {now}, {change} and {value} in the places of amounts."""
    for name in ("now", "change", "value"):
        written = written.replace(f"{{{name}}}", f"(?P<{name}>{_AMOUNT})")
    return re.compile(written)


def _spaced(word: str) -> re.Pattern[str]:
    """`word` followed by a colon, with blanks allowed between its characters and either kind of bracket."""
    either = {"（": "[（(]", "）": "[）)]"}
    body = r"\s*".join(either.get(char, re.escape(char)) for char in word)
    return re.compile(body + r"\s*[:：]")


def squeezed(text: str) -> str:
    """`text` on one line: line breaks and blanks beside a Chinese character go, others become one blank."""
    text = " ".join(text.split())
    return re.sub(r"(?<=[^\x00-\x7f]) | (?=[^\x00-\x7f])", "", text)


def flat(text: str) -> str:
    """`text` with full-width digits and letters made half-width; everything else as written."""
    return "".join(
        unicodedata.normalize("NFKC", char) if "\uff10" <= char <= "\uff5a" and char.isalnum() else char
        for char in text
    )
