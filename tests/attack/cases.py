"""Case files of any shape: a good case in which values, kinds and keys were exchanged, or JSON that is no case."""

import copy
import json
import random
from pathlib import Path

from attack import pieces

GOOD = tuple(
    json.loads(path.read_text(encoding="utf-8"))
    for path in sorted((Path(__file__).parent.parent / "cases").glob("*.json"))
)
NOT_JSON = (
    "NaN", "[1,", "{", '{"a":}', "nul", "{'a':1}", '{"a":1,}', "[" * 100_000, '{"a":' * 5_000, "\x00",
    '"' + "x" * 10, "1" * 10_000, "-", '{"x": 01}',
    '{"fiscal_year": 1e999999999999}', '{"fiscal_year": ' + "9" * 100_000 + "}",
    '{"a": "\\ud800"}', '{"\\ud800": 1}', '{"agency": {"name": "\\u0000"}}',
    '{"scheme": "a", "scheme": "b"}', '{"budget.total.final": 1, "budget": {"total": {"final": 2}}}',
    '{"budget.total.final": 1, "budget": 5}', "null", "true", '"text"', "[]", "",
)  # fmt: skip


def content(hand: random.Random) -> bytes:
    """The bytes of a case file."""
    if hand.random() < 0.15:
        text = hand.choice(NOT_JSON)
    else:
        table = copy.deepcopy(hand.choice(GOOD))
        for _ in range(hand.choice((1, 1, 2, 5, 20))):
            table = _harmed(table, hand)
        text = json.dumps(table, ensure_ascii=hand.random() < 0.5)
    data = _encoded(text, hand)
    if hand.random() < 0.1:
        place = hand.randrange(len(data) + 1)
        data = data[:place] + hand.choice((b"", hand.randbytes(4), data[place + 7 :]))
    return data


def _encoded(text: str, hand: random.Random) -> bytes:
    encoding = hand.choice(("utf-8",) * 8 + ("utf-8-sig", "gb18030", "utf-16", "utf-16-be", "utf-32", "latin-1"))
    return text.encode(encoding, errors="surrogatepass" if encoding.startswith("utf") else "replace")


def _harmed(table, hand: random.Random):
    """The JSON `table` with one thing changed somewhere in it."""
    places = list(_places(table))
    plain = [(holder, key) for holder, key in places if not isinstance(holder[key], dict | list)]
    deed = hand.random()
    if deed < 0.6 and plain:
        holder, key = hand.choice(plain)
        holder[key] = pieces.text(hand) if hand.random() < 0.8 else hand.choice(pieces.ODD_NUMBERS)
        return table
    holder, key = hand.choice(places)
    if deed < 0.7:
        holder[key] = value(hand)
    elif deed < 0.75:
        del holder[key]
    elif deed < 0.8 and isinstance(holder, dict):
        holder[hand.choice((pieces.text(hand)[:200], "narrative", "components", "budget.total.final", "declared"))] = (
            value(hand)
        )
    elif deed < 0.9 and isinstance(holder, list):
        holder.extend(copy.deepcopy(holder[:50]) * hand.choice((1, 1, 3, 40)))
        del holder[3_000:]
    else:
        other, there = hand.choice(places)
        try:
            holder[key] = copy.deepcopy(other[there])
        except (IndexError, KeyError, RecursionError):
            holder[key] = None
    return table


def value(hand: random.Random):
    """A JSON value of any kind."""
    kind = hand.random()
    if kind < 0.6:
        return pieces.text(hand)
    if kind < 0.8:
        return hand.choice(pieces.ODD_NUMBERS)
    return hand.choice(
        (None, True, False, [], {}, [[]], {"": ""}, [None], float("nan"), float("-inf"), [1, "a"], {"name": 1}, "")
    )


def _places(table, depth: int = 0):
    items = table.items() if isinstance(table, dict) else enumerate(table)
    for key, item in list(items):
        yield table, key
        if isinstance(item, dict | list) and depth < 6:
            yield from _places(item, depth + 1)
