"""实际完成值 read against its target: the number in the target's unit, the day, the words; doubts are noted."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache

from perfeval_xl import target_dates as dates
from perfeval_xl import target_words as words
from perfeval_xl.figures import Typed, fold, from_number, is_blank, plain, round_half_up
from perfeval_xl.target_notes import Note, note
from perfeval_xl.target_numbers import Quantity, Unclear, usual
from perfeval_xl.target_periods import NoSuchDate
from perfeval_xl.target_prose import PLACEHOLDERS, quantities_in, seems_a_quantity, without_remarks
from perfeval_xl.target_quantities import read_quantity
from perfeval_xl.target_shapes import LONG, Actual, Shape, Target, folded_words, tidy
from perfeval_xl.target_units import canonical, convert, factor, is_money, take_apart

_MEASURED = (Shape.NUMBER, Shape.RANGE, Shape.RATIO)
_NOT_THE_RESULT = re.compile(
    r"其中|超|比|较|去年|上年|往年|计划|目标|应|未|尚|缺|剩|还有|不足|增加|新增|减少|下降|增长|每|第|前|预算|余$|[A-Za-z]$"
)
"""Words before a number that make it something else than the result: 其中30次, 计划18台."""
_SCANNED = re.compile(r"\s*(?P<sign>[2Q])\s*(?P<digits>[0-9]+(?:\.[0-9]+)?)")
_HUNDRED = Decimal(100)


def read_actual(typed: Typed, target: Target, *, unit: Typed = None, year: int | None = None) -> Actual:
    """The actual value that `typed` states, converted to the unit of `target`.

    Where the target is words, the actual value stays words. `unit` (the 度量单位 column) counts where
    neither text has a unit.
    """
    typed, unit, year = tidy(typed), tidy(unit), dates.usable_year(year)
    column = canonical(unit) if isinstance(unit, str) else ""
    if (isinstance(typed, str) and len(typed) > LONG) or len(target.text) > LONG:
        return _read(typed, target, column, year)
    return _remembered(typed, target, column, year)


def _read(typed: str | Decimal | None, target: Target, column: str, year: int | None) -> Actual:
    if typed is None or is_blank(typed):
        return Actual(text="", shape=Shape.BLANK)
    if isinstance(typed, Decimal):
        return _from_decimal(typed, target, column)
    text = typed.strip()
    if target.shape in _MEASURED and (quantity := usual(text)):
        return _from_quantity(text, quantity, target, column, ())
    if fold(text[:LONG]) in PLACEHOLDERS and len(text) <= LONG:
        return Actual(text=text, shape=Shape.BLANK, notes=(note("PLACEHOLDER", text),))
    if target.shape is Shape.WORDS:
        return Actual(text=text, shape=Shape.WORDS, words=folded_words(text))
    if len(text) > LONG:
        return _words_or_not(text, text[:LONG], ())
    cleaned, notes = words.clean(text)
    try:
        if target.shape is Shape.DATE:
            year = year or (target.deadline.year if target.deadline else None)
            return _day(text, cleaned, year, notes) or _words_or_not(text, cleaned, notes)
        cleaned, stated, remarks = without_remarks(cleaned)
        column = stated or column
        quantity = read_quantity(cleaned, target=False, column=target.unit or column)
        if quantity is None and target.shape is not Shape.NUMBER:
            day = _day(text, cleaned, year, notes) if target.shape is not Shape.RANGE else None
            if day:
                return day
        if quantity is None and (quantity := _in_prose(cleaned, target)):
            notes += (note("TEXT_AROUND", text, plain(quantity.number) + quantity.unit),)
        elif quantity and quantity.around:
            if _NOT_THE_RESULT.search(quantity.around):
                return _words_or_not(text, cleaned, notes)
            notes += (note("TEXT_AROUND", text, plain(quantity.number) + quantity.unit),)
        if quantity is None and (day := _day(text, cleaned, year, notes)):
            return day
        if quantity and quantity.shape == "fraction":
            quantity, notes = _fraction(text, quantity, target, notes)
    except (Unclear, NoSuchDate) as trouble:
        return Actual(text=text, shape=Shape.UNREADABLE, notes=notes, reason=str(trouble))
    if quantity is None:
        return _words_or_not(text, cleaned, notes)
    if remarks:
        notes += (note("REMARK_IGNORED", text),)
    return _from_quantity(text, quantity, target, column, notes)


_remembered = lru_cache(2048)(_read)


def _words_or_not(text: str, cleaned: str, notes: tuple[Note, ...]) -> Actual:
    if reason := seems_a_quantity(cleaned):
        return Actual(text=text, shape=Shape.UNREADABLE, notes=notes, reason=reason)
    return Actual(text=text, shape=Shape.WORDS, words=folded_words(text), notes=notes)


def _day(text: str, cleaned: str, year: int | None, notes: tuple[Note, ...]) -> Actual | None:
    read = dates.read_day(cleaned, text, year=year)
    if read is None:
        return None
    return Actual(text=text, shape=Shape.DATE, day=read.deadline, month_day=read.month_day, notes=notes + read.notes)


def _from_decimal(typed: Decimal, target: Target, column: str) -> Actual:
    try:
        number = from_number(typed)
    except ValueError:
        return Actual(text=str(typed)[:40], shape=Shape.UNREADABLE, reason="数字太大，请核对。")
    text = plain(number)
    if target.shape is Shape.WORDS:
        return Actual(text=text, shape=Shape.WORDS, words=text)
    if target.shape is Shape.DATE and (read := dates.from_serial(number, text)):
        return Actual(text=text, shape=Shape.DATE, day=read.deadline, month_day=read.month_day, notes=read.notes)
    return _from_quantity(text, Quantity(number=number), target, column, ())


def _in_prose(cleaned: str, target: Target) -> Quantity | None:
    """The result in a sentence: the one number in the target's kind of unit that nothing marks as something else."""
    found = [quantity for before, quantity in quantities_in(cleaned) if not _NOT_THE_RESULT.search(before)]
    if target.unit:
        found = [q for q in found if q.unit and factor(q.unit, target.unit) is not None]
    else:
        found = [q for q in found if q.unit]
    alike = {(quantity.number, quantity.unit) for quantity in found}
    return found[0] if len(alike) == 1 else None


def _fraction(
    text: str, quantity: Quantity, target: Target, notes: tuple[Note, ...]
) -> tuple[Quantity, tuple[Note, ...]]:
    if target.unit != "%" or not quantity.high:
        raise Unclear("“几分之几”的写法只能用于指标值是%的指标，请填数。")
    share = from_number(quantity.number * _HUNDRED / quantity.high)
    return Quantity(number=share, unit="%"), (*notes, note("FRACTION_AS_PERCENT", text, plain(round_half_up(share))))


def _from_quantity(text: str, quantity: Quantity, target: Target, column: str, notes: tuple[Note, ...]) -> Actual:
    found = list(notes)
    typed_unit = quantity.unit
    goal = target.unit if target.shape in _MEASURED else ""
    unit = typed_unit or ("" if quantity.shape == "ratio" else goal or column)
    number, high, conflict = quantity.number, quantity.high, False
    if target.shape in _MEASURED and typed_unit:
        unit, number, high, conflict = _converted(text, quantity, target, found)
    elif target.shape is Shape.NUMBER and quantity.shape == "number" and column and goal:
        number, conflict = _in_column_unit(text, number, target, column, found)
        unit = column if conflict else unit
    if quantity.sign and quantity.sign != "=":
        found.append(note("ACTUAL_COPY", text))
    if quantity.approximate:
        found.append(note("APPROXIMATE", text, plain(number)))
    _doubts(text, quantity, target, unit, found)
    shapes = {"range": Shape.RANGE, "ratio": Shape.RATIO}
    actual = Actual(
        text=text,
        shape=shapes.get(quantity.shape, Shape.NUMBER),
        number=number,
        high=high,
        unit=unit,
        typed_unit=typed_unit,
        comparison=words.COMPARISONS.get(quantity.sign) if quantity.sign != "=" else None,
        unit_conflict=conflict,
        notes=tuple(found),
    )
    doubt = doubt_scanned(target, actual)
    return actual if doubt is None else _with(actual, doubt)


def _with(actual: Actual, doubt: Note) -> Actual:
    return replace(actual, notes=(*actual.notes, doubt))


def _converted(
    text: str, quantity: Quantity, target: Target, found: list[Note]
) -> tuple[str, Decimal, Decimal | None, bool]:
    goal, unit = target.unit, quantity.unit
    pair = factor(unit, goal)
    fraction_target = (
        not goal and take_apart(unit).kind == "ratio" and target.number is not None and 0 < target.number <= 1
    )
    if pair is None or fraction_target or target.shape is Shape.RATIO:
        found.append(note("UNIT_MISMATCH", text, goal or "（没写）", unit, "指标值"))
        return unit, quantity.number, quantity.high, True
    by, code = pair
    if code:
        found.append(note(code, text, goal, unit))
    high = None if quantity.high is None else convert(quantity.high, by)
    return goal or unit, convert(quantity.number, by), high, False


def _in_column_unit(text: str, number: Decimal, target: Target, column: str, found: list[Note]) -> tuple[Decimal, bool]:
    """A bare number where the 度量单位 column names another size of the target's unit: 12860 in 件 against ≥1.2万件.

    It is read in the one of the two units in which it is of the target's order; where both or neither will do, it is a
    conflict, for a person to settle.
    """
    pair = factor(column, target.unit)
    if pair is None or pair[0] == 1 or number == 0:
        return number, False
    converted = convert(number, pair[0])
    as_target, as_column = _alike(number, target.number), _alike(converted, target.number)
    if as_target == as_column:
        found.append(note("UNIT_MISMATCH", text, target.unit, f"{column}（度量单位列）", "指标值"))
        return number, True
    chosen = column if as_column else target.unit
    found.append(note("UNIT_DOUBT", text, f"没写单位，度量单位列与指标值不同，已按{chosen}理解"))
    return (converted if as_column else number), False


def _alike(number: Decimal, goal: Decimal | None) -> bool:
    """Whether a result is of its target's order of magnitude: at most twenty times more or less."""
    return goal is not None and goal != 0 and Decimal("0.05") <= abs(number / goal) <= 20


def _doubts(text: str, quantity: Quantity, target: Target, unit: str, found: list[Note]) -> None:
    """Remarks on a number that is far from what its target leads one to expect."""
    number, goal = quantity.number, target.number
    if target.shape not in _MEASURED or goal is None:
        return
    if (goal < 0 < number and not quantity.directed) or (number < 0 < goal and quantity.directed):
        found.append(note("SIGN_DOUBT", text))
    if quantity.unit:
        return
    if unit == "%" and 0 < number <= 1 and goal >= 10:
        found.append(note("PERCENT_DOUBT", plain(number), plain(number * _HUNDRED)))
    settled = any(note.code in ("UNIT_DOUBT", "UNIT_MISMATCH") for note in found)
    if not settled and is_money(unit) and unit != "元" and goal > 0 and 1000 <= number / goal <= 100000:
        found.append(note("UNIT_DOUBT", text, f"按{unit}是指标值的一千倍以上，可能是元"))


def doubt_scanned(target: Target, actual: Actual) -> Note | None:
    """A SYMBOL_OCR note when the actual value makes it plain that a leading 2 or Q was a ≥ (292% for ≥92%)."""
    if actual.shape is not Shape.NUMBER or actual.number is None or len(target.text) > 40:
        return None
    match = _SCANNED.match(target.text)
    if not match or match["digits"].startswith("0"):
        return None
    written = Decimal(match["digits"])
    near = written / 2 <= actual.number <= written * 2
    if match["sign"] == "Q":
        plain_enough = target.shape in (Shape.UNREADABLE, Shape.WORDS) and near
    else:
        long_enough = len(match["digits"].split(".")[0]) >= 2
        plain_enough = (
            target.shape is Shape.NUMBER
            and not target.explicit
            and target.number is not None
            and long_enough
            and near
            and actual.number * 2 < target.number
        )
    if not plain_enough:
        return None
    return note("SYMBOL_OCR", target.text, target.text.strip()[1:].strip())


def deadline_met(target: Target, actual: Actual) -> bool | None:
    """Whether a day keeps a DATE target; None when a year is missing on one side only, or either is no date."""
    if target.shape is not Shape.DATE or actual.shape is not Shape.DATE:
        return None
    if target.comparison == ">=":
        return None if not (target.start and actual.day) else actual.day >= target.start
    if target.deadline and actual.day:
        late, exactly = actual.day > target.deadline, actual.day == target.deadline
    elif not target.deadline and not actual.day and target.month_day and actual.month_day:
        late, exactly = actual.month_day > target.month_day, actual.month_day == target.month_day
    else:
        return None
    if target.comparison == "<":
        return not late and not exactly
    early = (
        target.comparison == "range"
        and target.start is not None
        and actual.day is not None
        and actual.day < target.start
    )
    return not late and not early
