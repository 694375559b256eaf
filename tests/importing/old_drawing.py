"""What old forms are drawn with: their layout and wording, cells with their spans, values as people write them."""

import random
from dataclasses import dataclass, field

from perfeval_xl.figures import number_of

AMOUNTS = ("budget", "budget_fiscal", "outturn", "outturn_fiscal", "original", "final")
NOTE = "注：1.自评采取打分评价的形式，满分为100分。"


_WIDE = str.maketrans("0123456789.", "〇１２３４５６７８９．")


@dataclass(frozen=True)
class Style:
    """How a form is laid out and worded.

    `pages` cuts the table of indicators in two: "sheets", under a "repeated" header, or "bare" of one. `flat` has the
    headers of base data in one line; `narrative` has it in "lines", in one "cell", or not at all ("none"). `wide`
    writes numbers in full width with 〇 for 0. `categories` are "merged", written "first" of all rows, "every" time, or
    "split" over two rows.
    """

    words: int = 0
    mixed: bool = False
    categories: str = "merged"
    two_lines: bool = False
    extra: bool = False
    unit: str = "万元"
    unit_words: bool = False
    broken: bool = False
    pages: str = "one"
    totals: bool = False
    numbers: bool = True
    title: str = "部门整体绩效自评表"
    flat: bool = False
    narrative: str = "lines"
    wide: bool = False


@dataclass
class Table:
    """Cells by (row, column) with their spans; `page` tells which sheet or Word table they go to."""

    page: int
    puts: list[tuple[int, int, int, int, object]] = field(default_factory=list)
    rows: int = 0
    columns: int = 0

    def width(self):
        """The number of its columns."""
        return max(self.columns, *(column + columns - 1 for _, column, _, columns, _ in self.puts))

    def row(self, cells):
        """Adds a row: (column, value) or (column, value, columns) or (column, value, columns, rows)."""
        self.rows += 1
        for column, value, *span in cells:
            columns, rows = [*span, *(1, 1)[len(span) :]]
            if value not in (None, ""):
                self.puts.append((self.rows, column, rows, columns, value))


def spread(text):
    """A title with a blank between its characters."""
    return " ".join(text)


def broken(text, style):
    """A label with a line break and blanks inside, where the style has them."""
    if not style.broken or len(text) < 4:
        return text
    return f"{text[:2]}\n{text[2:4]} {text[4:]}".rstrip()


def amount(value, style):
    """An amount as the style writes it: a number of 万元 or 元, or with the unit word behind it."""
    number = number_of(value)
    if number is None:
        return value
    if style.unit == "元":
        return number * 10_000
    if style.wide:
        return f"{number}".translate(_WIDE)
    return f"{number}万元" if style.unit_words else number


def cell(row, name, style):
    """The value of a column of a row as the style writes it."""
    value = getattr(row, name)
    if name in AMOUNTS:
        return amount(value, style)
    if name in ("points", "score") and value is not None and (style.unit_words or style.wide):
        return f"{value}".translate(_WIDE) if style.wide else f"{value}分"
    if isinstance(value, str) and style.broken and name in ("name", "category", "subcategory"):
        return f" {value[:3]}\n{value[3:]}" if len(value) > 5 else value
    return value


def halves_of(value):
    """The two halves of a label that is split over two rows: before the points in brackets, or the last two words."""
    head, bracket, tail = value.partition("（")
    return (head, bracket + tail) if bracket else (value[:-4], value[-4:])


def label_cells(keys, place, column, value, rows, style):
    """What stands at `place` of a label that counts for a run of equal `keys`, of `rows` sheet rows in all."""
    start = next((at for at in range(place, 0, -1) if keys[at - 1] != keys[place]), 0)
    split = style.categories == "split" and run_of(keys, start)[1] > 1 and len(value) > 5
    if style.categories == "every":
        return [(column, value)]
    if split and place - start < 2:
        return [(column, halves_of(value)[place - start])]
    if place > start:
        return []
    return [(column, value, 1, rows if style.categories == "merged" else 1)]


def order(names, style, fixed=()):
    """The columns in the order of the style, the `fixed` ones first."""
    if not style.mixed:
        return list(names)
    moved = [name for name in names if name not in fixed]
    random.Random(7).shuffle(moved)
    return [*fixed, *moved]


def halves(rows):
    """The rows in two parts."""
    middle = len(rows) // 2
    return [rows[:middle], rows[middle:]]


def run_of(keys, place):
    """Whether a run of equal keys begins at `place`, and how many there are from there on."""
    end = next((end for end in range(place, len(keys)) if keys[end] != keys[place]), len(keys))
    return not (place and keys[place - 1] == keys[place]), end - place
