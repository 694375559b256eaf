"""The word lists of the checks, read from `data/check_words.toml`; what each list is for stands there, in Chinese."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, fields
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

FILE = Path(__file__).parent.parent / "data" / "check_words.toml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """A field of an agency's work: the words that speak of it; `cause` where other indicators suffer from it."""

    words: tuple[str, ...]
    cause: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Cap:
    """A cap on the total that some region sets on low execution rates; shown as a reminder elsewhere."""

    rate_below: Decimal
    total: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """All word lists; the file must give every one of them and nothing else."""

    no_value: frozenset[str]
    adjustment_names: tuple[str, ...]
    adjustment_explained: tuple[str, ...]
    adjustment_subjects: tuple[str, ...]
    execution_names: frozenset[str]
    rate_suffixes: tuple[str, ...]
    more_is_better: tuple[str, ...]
    never_above_whole: tuple[str, ...]
    neutral_direction: tuple[str, ...]
    countable_units: frozenset[str]
    bare_comparisons: frozenset[str]
    meaningless_targets: frozenset[str]
    meaningful_names: tuple[str, ...]
    hedges: tuple[str, ...]
    done_prefixes: tuple[str, ...]
    quality_suffixes: tuple[str, ...]
    need_only: tuple[str, ...]
    need_verbs: tuple[str, ...]
    measures: tuple[str, ...]
    lacking: tuple[str, ...]
    no_reason: frozenset[str]
    over_explained: tuple[str, ...]
    problem_words: tuple[str, ...]
    count_suffixes: tuple[str, ...]
    counted_names: tuple[str, ...]
    dependent_suffixes: tuple[str, ...]
    satisfaction: tuple[str, ...]
    own_people: tuple[str, ...]
    evidence: tuple[str, ...]
    template_names: tuple[str, ...]
    total_costs: tuple[str, ...]
    task_costs: tuple[str, ...]
    subjects_of_their_own: tuple[str, ...]
    basic_tasks: tuple[str, ...]
    project_tasks: tuple[str, ...]
    tangible: tuple[str, ...]
    generic: tuple[str, ...]
    synonyms: tuple[tuple[str, ...], ...]
    headcount_names: tuple[str, ...]
    topic: dict[str, Topic]
    total_cap_elsewhere: tuple[Cap, ...]


@cache
def words() -> Words:
    """The word lists of this installation; ValueError when the file lacks a list or holds an unknown one."""
    table = tomllib.loads(FILE.read_text(encoding="utf-8"), parse_float=Decimal)
    names = {item.name: item.type for item in fields(Words)}
    if names.keys() != table.keys():
        raise ValueError(f"{FILE.name}: {sorted(names.keys() ^ table.keys())}")
    lists: dict[str, Any] = {
        name: frozenset(v) if "frozenset" in names[name] else tuple(v) for name, v in table.items()
    }
    lists["synonyms"] = tuple(tuple(group) for group in table["synonyms"])
    lists["topic"] = {
        name: Topic(words=tuple(t["words"]), cause=t.get("cause", False)) for name, t in table["topic"].items()
    }
    lists["total_cap_elsewhere"] = tuple(
        Cap(rate_below=Decimal(cap["rate_below"]), total=Decimal(cap["total"])) for cap in table["total_cap_elsewhere"]
    )
    return Words(**lists)


@cache
def any_of(name: str) -> re.Pattern[str]:
    """A pattern that finds any word of the list `name`, the longest first."""
    listed = sorted(getattr(words(), name), key=len, reverse=True)
    return re.compile("|".join(re.escape(word) for word in listed))
