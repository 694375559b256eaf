"""Measures as formulas of the workbook: plain arithmetic with the names of 基础数据 (`reader` knows them by these)."""

from __future__ import annotations

from perfeval_xl.files.base_sheet import as_numbers
from perfeval_xl.files.page import Formula
from perfeval_xl.lines import preset_of
from perfeval_xl.measures import LARGEST, measure
from perfeval_xl.model import Form, Indicator
from perfeval_xl.scheme import Scheme


def formula_for(indicator: Indicator, form: Form, scheme: Scheme) -> Formula | None:
    """The formula and value of an actual value that the scheme takes from the base data; None where it takes none."""
    preset = preset_of(indicator.name, scheme)
    if preset is None:
        return None
    made = measure(preset.measure, as_numbers(form))
    first, second = (_name(figure.at) for figure in made.figures)
    if made.amounts:
        labels = [figure.label for figure in made.figures]
        result = f'"{labels[0]}"&{first}&"，{labels[1]}"&{second}'
        return Formula(f'=IF(COUNT({first},{second})<2,"",{result})', made.actual)
    part = f"({first}-{second})" if made.change else first
    # As in `measures`: neither without a divisor nor where the two are so far apart that one of them must be wrong.
    absurd = f"ABS({part})>=ABS({second})*{LARGEST}"
    share = f'ROUND({part}/{second}*100,2)&"%"'
    return Formula(f'=IF(COUNT({first},{second})<2,"",IF(OR({second}=0,{absurd}),"",{share}))', made.actual)


def _name(at: str) -> str:
    """The defined name of a figure: a scalar term, or the sum below a table of institutions."""
    part = at.partition(".")[0]
    return at if part in ("staffing", "comparison") else f"measure.{at}"
