"""Hypothesis strategies for whole forms: every term of the vocabulary, with the texts and numbers that hurt."""

from dataclasses import fields, is_dataclass
from decimal import Decimal
from typing import get_type_hints

from hypothesis import strategies as st

from perfeval_xl import model
from perfeval_xl.figures import from_number
from perfeval_xl.model import Form

ODD = [
    "", " ", "=1+1", "@SUM(A1)", "+1", "-", "'x", "=", "第一行\n第二行", "\t表", " 前后空格 ", "≥95%", "１００％",
    "100.00%", "_x0041_", "_x000D_", "x005F_", "a\rb", "<b>&amp;\"'", "😀𠮷", "#N/A", "TRUE", "2021-12-01", "1e5", "http://x.cn",
    "mailto:a@b.cn", "internal:Sheet1!A1", "{=A1}", "\u3000", "\u200b", "null", "0012", "a" * 300,
]  # fmt: skip
TEXTS = st.sampled_from(ODD) | st.text(
    st.characters(blacklist_categories=("Cs",), blacklist_characters="\ufffe\uffff", min_codepoint=32), max_size=20
)
NUMBERS = (
    st.decimals(min_value=-(10**9), max_value=10**9, places=4, allow_nan=False)
    | st.sampled_from([Decimal(0), Decimal("463.18"), Decimal("1e22"), Decimal("-1E-9"), Decimal("123456789012345")])
    | st.floats(allow_nan=False, allow_infinity=False, min_value=-1e299, max_value=1e299).map(from_number)
).map(from_number)
TYPED = st.none() | TEXTS | NUMBERS


def of(cls):
    """A strategy for any part of the form."""
    hints = get_type_hints(cls, vars(model))
    arguments = {}
    for item in fields(cls):
        if "term" in item.metadata:
            arguments[item.name] = TYPED
        elif "row" in item.metadata:
            arguments[item.name] = st.lists(of(item.metadata["row"]), max_size=4).map(tuple)
        elif is_dataclass(hints[item.name]):
            arguments[item.name] = of(hints[item.name])
    return st.builds(cls, **arguments)


def forms(scheme: str = "zhengzhou-shangjie-2021"):
    """A strategy for forms under a scheme, with words for the report."""
    words = st.dictionaries(TEXTS.map(str.strip).filter(bool), TEXTS, max_size=3)
    return st.builds(
        lambda form, narrative: Form(
            **{
                item.name: getattr(form, item.name) for item in fields(Form) if item.name not in ("scheme", "narrative")
            },
            scheme=scheme,
            narrative=narrative,
        ),
        of(Form),
        words,
    )
