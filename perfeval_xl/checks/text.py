"""Chinese texts compared by meaning as far as word lists carry: topics, shared words, sentences."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache

from perfeval_xl.checks.words import words
from perfeval_xl.figures import Typed, fold, text_of

_NOT_HAN = re.compile(r"[^\u4e00-\u9fff]+")
_CLAUSE = re.compile(r"[，,：:]")
_SENTENCE = re.compile(r"[^。；;！!？?\n]+")


@cache
def _synonyms() -> tuple[frozenset[str], tuple[tuple[str, str], ...]]:
    """The characters that the synonyms begin with; each with the first of its group."""
    pairs = tuple((word, group[0]) for group in words().synonyms for word in group[1:])
    return frozenset(word[0] for word, _ in pairs), pairs


def normal(typed: Typed) -> str:
    """A text folded, every synonym replaced by the first of its group."""
    return _remembered(typed) if isinstance(typed, str) and len(typed) <= _SHORT else _normal(typed)


def _normal(typed: Typed) -> str:
    text = fold(text_of(typed))
    beginnings, synonyms = _synonyms()
    if beginnings.isdisjoint(text):  # most texts hold none
        return text
    for word, first in synonyms:
        text = text.replace(word, first)
    return text


_remembered = lru_cache(maxsize=2048)(_normal)
_SHORT = 200
"""Up to which length texts are remembered: a dozen checks ask for the same cells, long prose would fill the memory."""


def pairs(texts: Iterable[str]) -> set[str]:
    """The two-character words that the texts may hold, without the generic ones that every form is full of."""
    found = {run[at : at + 2] for text in texts for run in _NOT_HAN.split(normal(text)) for at in range(len(run) - 1)}
    return found - _generic()


@cache
def _generic() -> frozenset[str]:
    return frozenset(word[at : at + 2] for word in words().generic for at in range(len(word) - 1))


def topics(texts: Iterable[str], *, causes: bool = True) -> set[str]:
    """The topics of the word list that the texts speak of; without `causes`, not those that are often a mere cause."""
    joined = "\n".join(normal(text) for text in texts)
    return {
        name
        for name, cause, topic_words in _topic_words()
        if (causes or not cause) and any(word in joined for word in topic_words)
    }


@cache
def _topic_words() -> tuple[tuple[str, bool, tuple[str, ...]], ...]:
    """The topics of the word list: name, whether it is often a mere cause, its words as `normal` gives them."""
    return tuple((name, topic.cause, tuple(map(normal, topic.words))) for name, topic in words().topic.items())


def clauses(text: str) -> Iterator[str]:
    """The clauses of a text, folded: what stands between two marks, commas included."""
    for sentence in sentences(text):
        yield from (clause for clause in _CLAUSE.split(sentence) if clause)


def sentences(text: str) -> Iterator[str]:
    """The sentences of a text, folded, without their closing mark."""
    for match in _SENTENCE.finditer(text):
        if sentence := fold(match[0]):
            yield sentence
