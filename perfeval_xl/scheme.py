"""Schemes: what one region's notice says, read from one strict TOML file per region and first year judged.

A scheme holds points, grades, parameters of the scoring rules, the region's words, the parts of its form
and report, and the source of each. It holds no expressions: what needs an `if` is Python in `rules.py`.

Besides the shipped schemes a region may have its own, in the folder that VARIABLE names: files of the same kind, read
as strictly. A file there that is wrong, or takes the id of a shipped scheme, does not count and is told (`problems`).
"""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path

from perfeval_xl.errors import SchemeError
from perfeval_xl.scheme_data import (
    FOLDER,
    VARIABLE,
    ComponentRule,
    FormLayout,
    Grade,
    Interpretation,
    Preset,
    Rules,
    Scheme,
    Section,
    Source,
    Thresholds,
    Tier,
    TotalCap,
)
from perfeval_xl.scheme_file import load, load_all, load_own

__all__ = [
    "FOLDER",
    "VARIABLE",
    "ComponentRule",
    "FormLayout",
    "Grade",
    "Interpretation",
    "Preset",
    "Rules",
    "Scheme",
    "Section",
    "Source",
    "Thresholds",
    "Tier",
    "TotalCap",
    "all_schemes",
    "default",
    "find",
    "get",
    "own_folder",
    "problems",
    "shipped",
]

_loaded = cache(load)


@cache
def shipped() -> dict[str, Scheme]:
    """Every scheme that comes with the program, by its id."""
    return load_all(FOLDER, _loaded)


@cache
def _shipped_ids() -> frozenset[str]:
    return frozenset(path.stem for path in FOLDER.glob("*.toml"))


def own_folder() -> Path | None:
    """The folder of the region's own schemes; None where none is named."""
    named = os.environ.get(VARIABLE, "")
    return Path(named) if named else None


@cache
def _own(folder: Path | None) -> tuple[dict[str, Scheme], dict[str, str]]:
    return ({}, {}) if folder is None else load_own(folder, shipped())


def all_schemes() -> dict[str, Scheme]:
    """Every scheme by its id: the shipped ones, then the region's own."""
    return shipped() | _own(own_folder())[0]


def problems() -> dict[str, str]:
    """What is wrong with the region's own schemes: a sentence by the name of the file without .toml."""
    return _own(own_folder())[1]


def get(scheme_id: str) -> Scheme:
    """The scheme with this id, or the default scheme for an empty id; SchemeError when there is none."""
    if not scheme_id:
        return default()
    if scheme_id in _shipped_ids():  # without reading the others
        return _loaded(FOLDER / f"{scheme_id}.toml")
    known = all_schemes()
    if scheme_id in known:
        return known[scheme_id]
    if scheme_id in problems():
        raise SchemeError(problems()[scheme_id])
    raise SchemeError(
        f"没有方案“{scheme_id}”，现有方案：{'、'.join(known)}；本地区自己的方案文件要先放进方案文件夹，"
        "用 perfeval-xl schemes 查看。"
    )


@cache
def default() -> Scheme:
    """The scheme used where none is named."""
    return next(scheme for scheme in shipped().values() if scheme.default)


def find(region: str, year: int) -> Scheme:
    """The newest scheme of a region that judges `year`; SchemeError when there is none."""
    fitting = [
        scheme
        for scheme in all_schemes().values()
        if region in scheme.region and scheme.first_year <= year <= (scheme.last_year or year)
    ]
    if not fitting:
        raise SchemeError(f"没有“{region}”{year}年度的方案；用 perfeval-xl schemes 查看现有方案。")
    return max(fitting, key=lambda scheme: scheme.first_year)
