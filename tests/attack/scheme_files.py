"""Schemes as a maintainer may leave them: a shipped TOML with values, keys and lines exchanged, or anything else."""

import random
import re

from attack import pieces
from perfeval_xl.scheme import FOLDER

GOOD = tuple(path.read_text(encoding="utf-8") for path in sorted(FOLDER.glob("*.toml")))
_VALUE = re.compile(r"(?<== )(?:\"[^\"\n]*\"|[-\d.]+|true|false|\[[^\]\n]*\])")
_VALUES = (
    "0", "1", "-1", "100", "0.5", "1e400", "nan", "inf", "true", "false", '""', '"x"', "[]", "[1]", '[""]', "{}",
    "2021-01-01", "10:00:00", "999999999999999999999", "0x10", "'''a'''", '"\\u0000"', '"{agency.name}"', '"{"',
    '"{x}"', "[[1]]",
)  # fmt: skip


def content(hand: random.Random) -> bytes:
    """The bytes of a scheme file."""
    text = hand.choice(GOOD)
    for _ in range(hand.choice((1, 1, 1, 2, 5))):
        text = hand.choice(_DEEDS)(text, hand)
    return text.encode(hand.choice(("utf-8",) * 9 + ("gb18030", "utf-8-sig", "utf-16")), errors="replace")


def _value(text: str, hand: random.Random) -> str:
    found = hand.choice(list(_VALUE.finditer(text)) or [re.match("", text)])
    odd = pieces.text(hand)[:200].replace("\\", "").replace('"', "").replace("\n", "")
    return text[: found.start()] + hand.choice((*_VALUES, f'"{odd}"')) + text[found.end() :]


def _borrowed(text: str, hand: random.Random) -> str:
    """A value of the same kind that stands elsewhere."""
    found = list(_VALUE.finditer(text))
    one = hand.choice(found or [re.match("", text)])
    alike = [item for item in found if item[0][:1].isdigit() == one[0][:1].isdigit() and item[0][:1] not in "[tf"]
    return text[: one.start()] + hand.choice(alike or [one])[0] + text[one.end() :]


def _figure(text: str, hand: random.Random) -> str:
    """A number a little larger or smaller."""
    found = [item for item in _VALUE.finditer(text) if item[0][:1].isdigit()]
    one = hand.choice(found or [re.match("", text)])
    new = hand.choice(("0", "1", "5", "99.5", f"{one[0]}1", f"0{one[0]}", f"{one[0]}.5" if "." not in one[0] else "2"))
    return text[: one.start()] + new + text[one.end() :]


def _words(text: str, hand: random.Random) -> str:
    """Odd words in the place of a text that is for people."""
    found = list(re.finditer(r'(?<== ")[^"\n{]*[\u4e00-\u9fff][^"\n{]*(?=")', text))
    one = hand.choice(found or [re.match("", text)])
    odd = "".join(char for char in pieces.text(hand)[:300] if char >= " " and char not in '"\\\x7f')
    return text[: one.start()] + odd + text[one.end() :]


def _line_out(text: str, hand: random.Random) -> str:
    lines = text.split("\n")
    del lines[hand.randrange(len(lines))]
    return "\n".join(lines)


def _line_twice(text: str, hand: random.Random) -> str:
    lines = text.split("\n")
    index = hand.randrange(len(lines))
    return "\n".join([*lines[:index], lines[index], *lines[index:]])


def _line_moved(text: str, hand: random.Random) -> str:
    lines = text.split("\n")
    lines.insert(hand.randrange(len(lines)), lines.pop(hand.randrange(len(lines))))
    return "\n".join(lines)


def _key(text: str, hand: random.Random) -> str:
    found = hand.choice(list(re.finditer(r"(?m)^[\w.]+(?= =)", text)) or [re.match("", text)])
    return (
        text[: found.start()]
        + hand.choice(("x", "points", "name", "id", "cite", "extends", '""'))
        + text[found.end() :]
    )


def _noise(text: str, hand: random.Random) -> str:
    place = hand.randrange(len(text))
    return text[:place] + hand.choice(("[", "]", "=", '"', "#", "\n[", "[[", "\x00", "\t", "，")) + text[place:]


_DEEDS = (
    *(_value, _borrowed, _borrowed, _borrowed, _figure, _figure, _words, _words, _words),
    *(_line_out, _line_twice, _line_moved, _key, _noise),
)
