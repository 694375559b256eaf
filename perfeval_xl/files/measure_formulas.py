"""Measures as formulas of the workbook: plain arithmetic with the names of 基础数据 (`reader` knows them by these)."""

from __future__ import annotations

from perfeval_xl.figures import Typed, text_of
from perfeval_xl.files.base_sheet import as_numbers
from perfeval_xl.files.formulas import quote
from perfeval_xl.files.page import Formula
from perfeval_xl.lines import preset_of
from perfeval_xl.measures import LARGEST, measure
from perfeval_xl.model import Form, Indicator
from perfeval_xl.scheme import Scheme

_IDLE = '“”" 　'
"""What is left out when names are compared."""


def formula_for(indicator: Indicator, form: Form, scheme: Scheme, cell: str) -> Formula | None:
    """The formula and value of an actual value that the scheme takes from the base data; None where it takes none.

    It asks for the indicator's name in `cell`: a copy of the row for another indicator takes nothing from there.
    """
    preset = preset_of(indicator.name, scheme)
    if preset is None:
        return None
    made = measure(preset.measure, as_numbers(form))
    first, second = (_name(figure.at) for figure in made.figures)
    if made.amounts:
        labels = [figure.label for figure in made.figures]
        result = f'"{labels[0]}"&{first}&"，{labels[1]}"&{second}'
        return Formula(f'=IF(COUNT({first},{second})*{is_named(cell, indicator.name)}<2,"",{result})', made.actual)
    part = f"({first}-{second})" if made.change else first
    # As in `measures`: neither without a divisor nor where the two are so far apart that one of them must be wrong.
    absurd = f"ABS({part})>=ABS({second})*{LARGEST}"
    share = f'ROUND({part}/{second}*100,2)&"%"'
    known = f"COUNT({first},{second})*{is_named(cell, indicator.name)}<2"
    return Formula(f'=IF({known},"",IF(OR({second}=0,{absurd}),"",{share}))', made.actual)


def is_named(cell: str, name: Typed) -> str:
    """The formula, 1 or 0, for whether `cell` holds this name, apart from quotation marks and blanks."""
    bare, text = text_of(name), cell
    for mark in _IDLE:
        bare, text = bare.replace(mark, ""), f'SUBSTITUTE({text},{quote(mark)},"")'
    return f"({text}={quote(bare)})"


def told(name: Typed, scheme: Scheme) -> str:
    """How the actual value of the indicator called so is computed, with its definition; empty where it is not."""
    preset = preset_of(name, scheme)
    if preset is None:
        return ""
    made = measure(preset.measure, Form())
    return f"{made.name}={made.formula}。{made.definition}"


def _name(at: str) -> str:
    """The defined name of a figure: a scalar term, or the sum below a table of institutions."""
    part = at.partition(".")[0]
    return at if part in ("staffing", "comparison") else f"measure.{at}"
