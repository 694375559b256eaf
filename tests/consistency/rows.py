"""Rows of 绩效指标 from a seed: wild but plausible, of both families of forms, as cells of a workbook hold them.

A cell holds a text, a number, a number shown as a percentage, or a date; what a person sees in it is what counts.
"""

import random
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from criteria.standards import AS_WRITTEN, OFFICIAL, OWN, UNREADABLE
from live import native_rows

from perfeval_xl.figures import Typed, date_text, is_blank, plain

FAMILIES = ("zhengzhou-shangjie-2021", "yueyang-yunxi-2021")
YEAR = 2021


@dataclass(frozen=True, slots=True)
class Percent:
    """A number that its cell shows as a percentage: 0.95 is seen as 95%."""

    ratio: Decimal


Held = Typed | Percent | datetime


@dataclass(frozen=True, slots=True)
class Row:
    """What the cells of a row hold; `scheme` is that of its form."""

    scheme: str
    name: Typed
    target: Held
    unit: Typed
    actual: Held
    points: Typed
    tier: Typed = None
    criterion: Typed = None


def seen(held: Held) -> Typed:
    """What a cell shows, as typed text or number."""
    if isinstance(held, Percent):
        return plain(held.ratio * 100) + "%"
    return date_text(held) if isinstance(held, datetime) else held


def rows(count: int, seed: int = 0) -> list[Row]:
    """So many rows, the same ones for the same seed: two in five with a scoring standard, some cells of odd formats."""
    hand = random.Random(seed)
    typed = native_rows.rows(seed)
    known = (*OFFICIAL, *OWN, *AS_WRITTEN)
    standards = [(item.text, points) for item in known for points in (item.points, "5")]
    standards += [(item.text, "5") for item in UNREADABLE]
    answers = [answer for item in known for answer in item.scores]
    made: list[Row] = []
    while len(made) < count:
        row = _row(hand, typed, standards, answers)
        if any(not is_blank(seen(held)) for held in (row.name, row.target, row.actual, row.points)):
            made.append(row)  # what holds nothing is no row
    return made


def _row(hand: random.Random, typed: list, standards: list, answers: list) -> Row:
    scheme = hand.choice(FAMILIES)
    if hand.random() < 0.4:
        text, points = hand.choice(standards)
        actual: Held = hand.choice(answers) if hand.random() < 0.7 else _odd(hand)
        given = None if hand.random() < 0.8 else hand.choice(("", "≥90%", "完成", "—", "/"))
        return Row(scheme, "支出控制率", given, hand.choice((None, "%", "次")), actual, Decimal(points), None, text)
    row = hand.choice(typed)
    target: Held = row.target if hand.random() < 0.9 else _odd(hand)
    actual = row.actual if hand.random() < 0.85 else _odd(hand)
    return Row(scheme, row.name, target, row.unit, actual, row.points, row.tier)


def _odd(hand: random.Random) -> Held:
    """A number, a percentage or a date by the format of its cell."""
    kind = hand.random()
    if kind < 0.4:
        shown = hand.choice(("0", "1", "100", "95", "99.5", "105.81", "28.5", "7", "33.33", "0.1", "1234"))
        return Percent(Decimal(shown).scaleb(-2))
    if kind < 0.7:
        day = datetime(2021, 1, 1) + timedelta(days=hand.randrange(-30, 500))
        return day + timedelta(hours=hand.choice((0, 0, 0, 8)), minutes=hand.choice((0, 30)))
    return Decimal(str(hand.choice((0, 1, 3, 95, 100, 0.95, 1.0581, 2021, 44550, 20211220, 0.285, 1e-7, 123456789))))
