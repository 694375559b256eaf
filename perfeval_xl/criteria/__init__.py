"""The 评分标准 is the rule: a standard written in Chinese is read by a grammar and computes its score, explained.

`read_standard(text)` gives the `Standard`; `score(standard, actual, points)` the score, or the reason why a person must
judge; `flaws(standard, points)` what is wrong with the standard itself. Nothing is guessed: words that were not read
stand in `Standard.unread` exactly as written, each with its reason, and then nothing is scored.
"""

from perfeval_xl.criteria.flaws import Flaw, flaws
from perfeval_xl.criteria.reading import read_standard
from perfeval_xl.criteria.scoring import score, unread_words

__all__ = ["Flaw", "flaws", "read_standard", "score", "unread_words"]
