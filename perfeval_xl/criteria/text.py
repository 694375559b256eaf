"""A 评分标准 folded for the grammar: half-width, without blanks, every character still knowing where it stood."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal

LINE = "¶"
"""What stands for a line break in the folded text."""

_MARKS = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_SAME = {
    "≧": "≥",
    "⩾": "≥",
    "≦": "≤",
    "⩽": "≤",
    "＝": "=",
    "═": "=",
    "—": "-",
    "–": "-",
    "－": "-",
    "−": "-",
    "~": "-",
    "～": "-",
    "〜": "-",
    "、": "、",
    "｡": "。",
    "．": ".",
    "％": "%",
    "﹪": "%",
    "【": "(",
    "】": ")",
    "〔": "(",
    "〕": ")",
    "\n": LINE,
    "\r": LINE,
}
_BEARING = "扣|分|酌情|不计|减半|加倍|取消|除外|例外|不适用|若|如果|如遇|认定|核定|评定|须|应当|方可|否则"
_ASIDE = re.compile(
    rf"\((?![^()]*(?:{_BEARING}))(?:以[^()]{{1,12}}为准|按[^()]{{1,12}}口径(?:计算|统计)?|(?:详见|见|附|数据来源|依据|根据)[^()]{{1,16}})\)"
    rf"(?=$|[;。,{LINE}])"
)
"""What stands in brackets at the end of a clause and only says where the figure comes from, nothing of the score."""
_PAIRS = {">=": "≥", "=>": "≥", "<=": "≤", "=<": "≤", ">≥": "≥"}
_DIGITS = {character: value for value, character in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_TENS = {"十": 10, "百": 100}
NUMERAL = "[零〇一二两三四五六七八九十百]+(?:点[零〇一二三四五六七八九]+)?|半"


@dataclass(frozen=True, slots=True)
class Folded:
    """The folded text and, for each of its characters, the place in the original."""

    text: str
    places: tuple[int, ...]
    original: str

    def written(self, start: int, end: int) -> str:
        """What was written where the folded text has `start`..`end`, without white space at its ends."""
        stop = self.places[end] if end < len(self.places) else len(self.original)
        return self.original[self.places[start] : stop].strip()


def folded(original: str) -> Folded:
    """`original` with one spelling of each sign, white space removed, line breaks kept as `LINE` where they divide."""
    characters: list[tuple[str, int]] = []
    for place, character in enumerate(original):
        if character in _MARKS:
            characters.append((character, place))
            continue
        same = _SAME.get(character)
        for one in same if same is not None else unicodedata.normalize("NFKC", character):
            if not one.isspace() and unicodedata.category(one) not in ("Cf", "Cc"):
                characters.append((_SAME.get(one, one), place))
    kept: list[tuple[str, int]] = []
    for character, place in characters:
        before = kept[-1][0] if kept else ""
        if pair := _PAIRS.get(before + character):
            kept[-1] = (pair, kept[-1][1])
        elif (character == LINE and before in ";,。:¶") or (character == before == "-"):
            continue
        elif character == "." and not before.isdigit():
            kept.append(("。", place))
        else:
            kept.append((character, place))
    while kept and kept[-1][0] == LINE:
        kept.pop()
    text = "".join(character for character, _ in kept)
    aside = {place for match in _ASIDE.finditer(text) for place in range(*match.span())}
    kept = [one for place, one in enumerate(kept) if place not in aside]
    return Folded("".join(character for character, _ in kept), tuple(place for _, place in kept), original)


def number(digits: str) -> Decimal:
    """The number that Arabic or Chinese digits write (what `words.NUM` matches): 0.5, 十五, 零点五, 两, 半."""
    if re.fullmatch(r"[+-]?\d+(?:\.\d+)?", digits):
        return Decimal(digits)
    if digits == "半":
        return Decimal("0.5")
    whole, _, decimals = digits.partition("点")
    if any(character in _TENS for character in whole):
        total = current = 0
        for character in whole:
            if character in _TENS:
                total += (current or 1) * _TENS[character]
                current = 0
            else:
                current = _DIGITS[character]
        value = str(total + current)
    else:
        value = "".join(str(_DIGITS[character]) for character in whole)
    return Decimal(value + ("." + "".join(str(_DIGITS[character]) for character in decimals) if decimals else ""))
