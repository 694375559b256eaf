"""What a return states about its components itself: the small table right of 一级指标得分, and the words it may use."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from decimal import Decimal

from perfeval_xl.figures import plain
from perfeval_xl.files.entry import enter, table_columns
from perfeval_xl.files.layout import BLOCK, BLOCK_HEADER, STATED, Layout
from perfeval_xl.files.page import LISTS, Formula, Page, Value, address
from perfeval_xl.lines import component_of
from perfeval_xl.model import Component, Form
from perfeval_xl.rules import PENDING
from perfeval_xl.scheme import ComponentRule, Scheme

COLUMNS = {"name": STATED, "points": STATED + 1, "score": STATED + 2}
ALIAS_COLUMN = 8
"""The column of 列表 with the words for each component."""


def rows(form: Form, scheme: Scheme, *, spare: bool = True) -> tuple[Component, ...]:
    """What the return states about its components, then the scheme's other components by name, to be filled in."""
    named = {found.name for row in form.components if (found := component_of(row.name, scheme))}
    rest = tuple(Component(name=rule.label) for rule in scheme.component if rule.name not in named) if spare else ()
    return (*form.components, *rest) or (Component(),)


def write(page: Page, stated: Sequence[Component], places: Layout) -> None:
    """Writes the table; only returns that publish no rows of indicators need it."""
    table, styles = places.stated, page.styles
    if not page.edition.frozen:
        title = "自填（只公布一级指标得分时填）"
        page.put(BLOCK_HEADER - 1, STATED, title, styles.purpose("helper_label", align="left"))
    for heading, col in zip(("一级指标", "自填分值", "自填得分"), COLUMNS.values(), strict=True):
        page.put(table.header, col, heading, styles.purpose("helper_heading"))
    for row, component in zip(table.rows, stated, strict=True):
        for field, col in COLUMNS.items():
            enter(page, row, col, f"components.{field}", getattr(component, field))
    for col in COLUMNS.values():
        page.sheet.write_blank(table.closing, col, None, styles.purpose("closing"))
    table_columns(page, "components", COLUMNS, table.header, table.closing)


@dataclass(frozen=True, slots=True)
class Words:
    """The words that stand for each component on 自评表, cleaned of blanks and line breaks."""

    by_component: tuple[tuple[ComponentRule, tuple[str, ...]], ...]

    def area(self, rule: ComponentRule | None = None) -> str:
        """Where 列表 holds the words of one component, or all words."""
        start = end = 1
        for known, words in self.by_component:
            if known is rule:
                start, end = end, end + len(words)
                break
            end += len(words)
        first, last = (address(row, ALIAS_COLUMN, fixed=True) for row in (start, end - 1))
        return f"{LISTS}!{first}:{last}"

    def find(self, text: str) -> ComponentRule | None:
        """The component that the spreadsheet finds for a text."""
        wanted = cleaned(text).casefold()
        return next(
            (rule for rule, words in self.by_component if any(wanted == word.casefold() for word in words)), None
        )


def words_of(form: Form, scheme: Scheme) -> Words:
    """The words of the scheme, and those that this return uses for its components."""
    found = {
        rule.name: dict.fromkeys(map(cleaned, (rule.label, rule.label.removesuffix("指标"), *rule.aliases)))
        for rule in scheme.component
    }
    for typed in (*(row.category for row in form.indicators), *(row.name for row in form.components)):
        if isinstance(typed, str) and len(typed) <= 80 and (rule := component_of(typed, scheme)):
            found[rule.name][cleaned(typed)] = None
    return Words(tuple((rule, tuple(found[rule.name])) for rule in scheme.component))


def cleaned(text: str) -> str:
    """`text` without blanks and line breaks, as the formulas compare it."""
    return text.replace(" ", "").replace("\n", "")


@dataclass(frozen=True, slots=True)
class Claim:
    """What a return states about one component: in how many rows, points and score as the formulas see them."""

    count: int
    points: Value
    score: Value


def claim(
    page: Page, places: Layout, words: Words, rule: ComponentRule | None, but: Collection[str] = frozenset()
) -> Claim:
    """The claim for one component, or for everything that is none besides the names in `but`."""
    points, scores, count = [], [], 0
    for row in places.stated.rows:
        name = page.text(row, COLUMNS["name"])
        if words.find(name) is not rule or cleaned(name).casefold() in but:
            continue
        count += (page.text(row, COLUMNS["points"]) + page.text(row, COLUMNS["score"])) != ""
        points.append(page.number(row, COLUMNS["points"]))
        scores.append(page.number(row, COLUMNS["score"]))
    known = [number for number in points if number is not None]
    given = [number for number in scores if number is not None]
    score: Value = "" if count == 0 else PENDING if len(given) < count else sum(given, Decimal(0))
    return Claim(count, sum(known, Decimal(0)) if known else "", score)


def budget_points(page: Page, scheme: Scheme, places: Layout, words: Words) -> Formula:
    """The points of the execution rate: as the return states them for its component, else the scheme's."""
    rule, cell = _budget(scheme, BLOCK + 9)
    if rule is None:
        return Formula('=""', "")
    stated = claim(page, places, words, rule).points
    text = f"=IF(ISNUMBER({cell}),{cell},{plain(rule.points)})"
    return Formula(text, stated if isinstance(stated, Decimal) else rule.points)


def budget_score(page: Page, scheme: Scheme, places: Layout, words: Words, computed: Formula) -> Formula:
    """The score of the execution rate: as the return states it for its component, else as computed."""
    rule, cell = _budget(scheme, BLOCK + 10)
    if rule is None:
        return computed
    stated = claim(page, places, words, rule).score
    text = f"=IF(ISNUMBER({cell}),{cell},{computed.text.removeprefix('=')})"
    return Formula(text, stated if isinstance(stated, Decimal) else computed.value)


def _budget(scheme: Scheme, col: int) -> tuple[ComponentRule | None, str]:
    """The component that the execution rate is, and the cell of its row in 一级指标得分."""
    for row, rule in enumerate(scheme.component, BLOCK_HEADER + 1):
        if rule.scores == "budget":
            return rule, address(row, col, fixed=True)
    return None, ""
