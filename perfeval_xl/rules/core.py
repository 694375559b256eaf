"""The mechanism of the rules: what a rule sees, what it says, what is remembered about it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Context, Decimal
from functools import lru_cache
from typing import Any, NamedTuple, TypeVar

from perfeval_xl.figures import Typed, number_of, one_line, plain, round_half_up
from perfeval_xl.scheme import Scheme, Tier
from perfeval_xl.targets import Actual, Note, Target

PENDING = "待评定"
"""What a score cell shows while a person must judge."""

WIDE = Context(prec=80)
"""Wide enough for the product of two typed numbers (15 digits each), so that only the final rounding rounds."""

_HUGE = Decimal("1e12")
_SHOWN = 24


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What the rules give for one indicator.

    `score` is None while a person must judge (then `low`..`high` bound it, `low_open`/`high_open` tell which end does
    not belong) and for an empty row (`blank`). A qualitative result carries its tier's interval even when it has a
    score. `ratio` is actual/target where that means something. `met` is None when undecided. `kind` is one of
    quantitative, qualitative, date, range, criterion, unreadable. `rule` is a key of `all_rules()`, `cite` one of the
    scheme's sources.
    """

    score: Decimal | None
    kind: str
    rule: str
    explanation: str
    cite: str = ""
    met: bool | None = None
    ratio: Decimal | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    low_open: bool = False
    high_open: bool = False
    tier: str = ""
    blank: bool = False
    notes: tuple[Note, ...] = ()
    target: Target
    actual: Actual


class Case(NamedTuple):
    """What a rule sees: target and actual as read, the points, the scheme, and the tier chosen by hand (or None).

    `criterion` is the 评分标准, with `typed` and `unit` as they stand in the cells, for the rule that reads it.
    """

    target: Target
    actual: Actual
    points: Decimal
    scheme: Scheme
    tier: Tier | None = None
    criterion: str = ""
    typed: Typed = None
    unit: Typed = None


class Verdict(NamedTuple):
    """What a rule says about a case; the fields are those of `Outcome`. No `cite`: that of the scheme's rules."""

    explanation: str
    score: Decimal | None = None
    met: bool | None = None
    ratio: Decimal | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    low_open: bool = False
    high_open: bool = False
    tier: str = ""
    cite: str | None = None
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A rule as documented: `example` holds arguments of `score_indicator` (or `score_execution`), `gives` the score.

    `kind` is the kind of outcome (empty: that of the target); `text` says in Chinese how the score is found; `cite`
    names the table of the scheme whose `cite` it follows.
    """

    name: str
    title: str
    kind: str
    text: str
    cite: str
    example: Mapping[str, str]
    gives: str
    function: Callable[..., Any] = field(compare=False)


_RULES: dict[str, Rule] = {}
_Function = TypeVar("_Function", bound=Callable[..., Any])


def rule(
    name: str, *, title: str, kind: str, text: str, example: Mapping[str, str], gives: str, cite: str = "rules"
) -> Callable[[_Function], _Function]:
    """Registers the decorated function as the rule `name`; it stays callable as it is."""

    def register(function: _Function) -> _Function:
        if name in _RULES:
            raise ValueError(f"two rules called {name}")
        _RULES[name] = Rule(
            name=name, title=title, kind=kind, text=text, cite=cite, example=example, gives=gives, function=function
        )
        return function

    return register


def all_rules() -> dict[str, Rule]:
    """Every rule by its name, in the order of the documentation."""
    return dict(_RULES)


def number_in(read: Target | Actual) -> Decimal:
    """The number of a target or an actual value that is one; TypeError when it is none.

    A rule for numbers is chosen only where both have a number.
    """
    if read.number is None:
        raise TypeError(f"no number in {read.shape}: {read.text[:40]}")
    return read.number


@lru_cache(maxsize=128)
def rule_of(function: Callable[..., Any]) -> Rule:
    """The rule that a function is."""
    return next(item for item in _RULES.values() if item.function is function)


def usable(typed: Typed) -> Decimal | None:
    """The number typed as points or a score, in 分; None when it is blank, not a number, or beyond any sense."""
    number = number_of(typed)
    return number if number is not None and number.is_finite() and abs(number) < _HUGE else None


def share(points: Decimal, numerator: Decimal, denominator: Decimal) -> Decimal:
    """`points` times `numerator` over `denominator`, unrounded (80 digits); the denominator must not be 0."""
    return WIDE.divide(WIDE.multiply(points, numerator), denominator)


def missed(case: Case, exact: Decimal) -> tuple[Decimal, bool]:
    """The score of a target that was not met, and whether it had to be held below the full points.

    Rounded to the scheme's places and kept in 0..points; where rounding would give the full points, it is the next
    lower step, because full marks say that the target was met.
    """
    places = case.scheme.rules.score_places
    score = round_half_up(max(exact, Decimal(0)), places)
    if score < case.points or case.points <= 0:
        return min(score, case.points), False
    step = Decimal(1).scaleb(-places)
    below = round_half_up(case.points, places)
    return max(below if below < case.points else below - step, Decimal(0)), True


def open_question(case: Case, explanation: str, **fields: Any) -> Verdict:
    """A verdict that leaves the score to a person, anywhere from 0 to the points."""
    return Verdict(explanation=explanation, low=Decimal(0), high=case.points, **fields)


def tier_fields(points: Decimal, tier: Tier) -> dict[str, Any]:
    """The interval of scores (分) that a tier allows for `points`, as fields of a verdict, with the tier's source."""
    return {
        "tier": tier.label,
        "low": WIDE.multiply(points, tier.low),
        "high": WIDE.multiply(points, tier.high),
        "low_open": not tier.low_included,
        "high_open": not tier.high_included,
        "cite": tier.cite,
    }


def interval(low: Decimal, high: Decimal, low_open: bool = False, high_open: bool = False) -> str:
    """An interval of scores in words: 6分（含）至8分（不含）."""
    ends = [
        f"{plain(round_half_up(end, 4))}分（{'不含' if o else '含'}）"
        for end, o in ((low, low_open), (high, high_open))
    ]
    return "至".join(ends)


def clip(text: str) -> str:
    """`text` short enough to stand inside a sentence, on one line."""
    text = one_line(text)
    return text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"


def cited(explanation: str, cite: str, scheme: Scheme) -> str:
    """`explanation` with the title of its source: 完成90%……计1.89分（依据：表注3）."""
    source = scheme.sources.get(cite)
    if not explanation or source is None:
        return explanation
    return f"{explanation.rstrip('。')}（依据：{source.title}）。"
