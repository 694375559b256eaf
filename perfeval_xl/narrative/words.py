"""The words by which a report is read: patterns and lists from `data/narrative.toml`, compiled once."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

FILE = Path(__file__).parent.parent / "data" / "narrative.toml"


@dataclass(frozen=True, slots=True)
class Named:
    """A pattern with a name: a column or a row of amounts."""

    name: str
    words: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class BaseTerm:
    """A term of the base data by the words of a report; `prior` is the term of last year's figure, or empty."""

    name: str
    prior: str
    words: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Topic:
    """What a section is about: how its title reads, what must be in it, and what is out of place elsewhere."""

    name: str
    title: re.Pattern[str]
    present: re.Pattern[str]
    stray: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Typo:
    """A misspelling, and what to write instead."""

    wrong: re.Pattern[str]
    right: str


@dataclass(frozen=True, slots=True)
class Problem:
    """A weakness that a report may admit, the indicators it concerns, and words that claim the contrary."""

    name: str
    problem: re.Pattern[str]
    indicator: re.Pattern[str]
    praise: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Words:
    """All patterns; `pattern["claims.strict"]` is one of the single or listed ones, by table and key."""

    pattern: Mapping[str, re.Pattern[str]]
    text: Mapping[str, Any]
    columns: tuple[Named, ...]
    rows: tuple[Named, ...]
    base: tuple[BaseTerm, ...]
    topics: tuple[Topic, ...]
    typos: tuple[Typo, ...]
    problems: tuple[Problem, ...]

    @property
    def body_start(self) -> re.Pattern[str]:
        """The line behind which the narrative begins."""
        return self.pattern["structure.body_start"]

    @property
    def body_end(self) -> re.Pattern[str]:
        """The line at which the attached form begins."""
        return self.pattern["structure.body_end"]

    @property
    def title_line(self) -> re.Pattern[str]:
        """What a title has when it is complete in one line."""
        return self.pattern["structure.title_line"]


@cache
def words() -> Words:
    """The words of `data/narrative.toml`."""
    table = tomllib.loads(FILE.read_text(encoding="utf-8"), parse_float=Decimal)
    patterns: dict[str, re.Pattern[str]] = {}
    for section in ("structure", "scores", "counts", "claims", "sections", "agencies", "text", "reasons"):
        for key, value in table[section].items():
            if isinstance(value, list) and all(isinstance(item, str) for item in value):
                patterns[f"{section}.{key}"] = re.compile("|".join(f"(?:{item})" for item in value))
            elif isinstance(value, str):
                patterns[f"{section}.{key}"] = re.compile(value)
    amounts = table["amounts"]
    patterns["amounts.skip"] = re.compile(amounts["skip"]["words"])
    patterns["amounts.rows"] = re.compile(amounts["skip"]["rows"])
    for name, key in (("total", "words"), ("single", "single"), ("tasks", "tasks"), ("reason", "reason")):
        patterns[f"amounts.{name}"] = re.compile(amounts["total"][key])
    base = table["base"]
    patterns["base.skip"], patterns["base.between"] = (re.compile(base["skip"]), re.compile(base["between"]))
    return Words(
        pattern=patterns,
        text={
            f"{name}.{key}": value
            for name in table
            if isinstance(table[name], dict)
            for key, value in table[name].items()
        },
        columns=tuple(Named(item["name"], re.compile(item["words"])) for item in amounts["column"]),
        rows=tuple(Named(item["name"], re.compile(item["words"])) for item in amounts["row"]),
        base=tuple(BaseTerm(item["name"], item["prior"], re.compile(item["words"])) for item in base["term"]),
        topics=tuple(_compiled(Topic, item) for item in table["sections"]["topic"]),
        typos=tuple(Typo(re.compile(item["wrong"]), item["right"]) for item in table["typo"]),
        problems=tuple(_compiled(Problem, item) for item in table["problem"]),
    )


def _compiled(kind: type, item: Mapping[str, str]) -> Any:
    return kind(**{key: value if key == "name" else re.compile(value) for key, value in item.items()})
