"""Lists on the sheet 列表 and how formulas look into them, without an array formula: LOOKUP and SUMPRODUCT suffice."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import cast

from perfeval_xl.files.native_expression import Piece, applied


@dataclass(frozen=True, slots=True)
class Area:
    """A named column of the sheet 列表: one entry a row."""

    name: str
    entries: tuple[str | float, ...]

    @property
    def words(self) -> tuple[str, ...]:
        """The entries of a column of words; a column of numbers is only looked into by an index."""
        return cast("tuple[str, ...]", self.entries)


def entry(area: Area, index: Piece) -> Piece:
    """The entry of a named column at an index from 1 up."""
    return applied(f"INDEX({area.name},{index.text})", [index], lambda value: area.entries[int(value) - 1])


def longest_start(piece: Piece, words: Area, indexes: Area) -> Piece:
    """The index of the longest of `words` (shortest first, an empty one at the head) that the text begins with."""
    formula = f"LOOKUP(2,1/EXACT(LEFT({piece.text},LEN({words.name})),{words.name}),{indexes.name})"
    return applied(formula, [piece], lambda value: _last(words, lambda word: value.startswith(word)))


def longest_end(piece: Piece, words: Area, indexes: Area) -> Piece:
    """The index of the longest of `words` (shortest first, an empty one at the head) that the text ends with."""
    formula = f"LOOKUP(2,1/EXACT(RIGHT({piece.text},LEN({words.name})),{words.name}),{indexes.name})"
    return applied(formula, [piece], lambda value: _last(words, lambda word: value.endswith(word)))


def same_word(piece: Piece, words: Area, indexes: Area) -> Piece:
    """The index of the word that the text is; fails where it is none."""
    formula = f"LOOKUP(2,1/EXACT({piece.text},{words.name}),{indexes.name})"
    return applied(formula, [piece], lambda value: _last(words, lambda word: value == word))


def _last(words: Area, matches: Callable[[str], bool]) -> float:
    return max(float(index) for index, word in enumerate(words.words, 1) if matches(word))


def any_inside(words: Area, hay: Piece) -> Piece:
    """Whether one of the words stands in the text."""
    formula = f"SUMPRODUCT(--ISNUMBER(FIND({words.name},{hay.text})))>0"
    return applied(formula, [hay], lambda value: any(word in value for word in words.words))


def is_one_of(piece: Piece, words: Area) -> Piece:
    """Whether the text is one of the words."""
    formula = f"SUMPRODUCT(--EXACT({piece.text},{words.name}))>0"
    return applied(formula, [piece], lambda value: value in words.entries)


def only_characters(piece: Piece, letters: Area, places: Area) -> Piece:
    """Whether the text, no longer than `places`, has no other characters than those of the cell `letters`."""
    many, (known,) = len(places.entries), letters.words
    filler = known[0]
    padded = f'{piece.text}&REPT("{filler}",{many})'
    formula = f"SUMPRODUCT(--ISNUMBER(FIND(MID({padded},{places.name},1),{letters.name})))={many}"
    return applied(formula, [piece], lambda value: all(char in known for char in value[:many]))
