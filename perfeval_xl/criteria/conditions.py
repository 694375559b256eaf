"""The part of the grammar that reads figures, conditions on figures, and points given or taken."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from perfeval_xl.criteria import words as w
from perfeval_xl.criteria.clauses import Figure, Span
from perfeval_xl.criteria.shapes import Award, Claim, End
from perfeval_xl.criteria.text import number

if TYPE_CHECKING:
    from pyparsing import ParserElement, ParseResults

_FIGURE = rf"(?P<sign>[+±-])?(?:百分之(?P<hundredths>{w.NUM})|(?P<digits>{w.NUM})(?P<unit>{w.UNIT})?)"
_MARK = rf"\((?:(?:不含|不包括|不包含|包含|包括|含)(?:本数|[+-]?{w.NUM}(?:{w.UNIT})?)?[,、;]?)+\)"
_MARK_PART = re.compile(rf"(?P<out>不)?(?:含|包括|包含)(?P<figure>[+-]?{w.NUM})?")
_NOT_AFTER_NO = r"(?<![不未没非无])(?<!没有)"


class Parts(NamedTuple):
    """The pieces that the clauses are built from.

    `end` is where a clause may end, `stop` where a sentence does; `link` stands between a condition and its points.
    `before(core, forbidden)` is as few words as possible, none of them forbidden, then `core`.
    """

    figure: ParserElement
    span: ParserElement
    award: ParserElement
    take: ParserElement
    link: ParserElement
    end: ParserElement
    stop: ParserElement
    before: Callable[[ParserElement, str], ParserElement]


def figure_of(match: ParseResults) -> Figure:
    """The figure that the regex groups of `_FIGURE` hold."""
    digits = match["hundredths"] or match["digits"]
    value, unit = number(digits), "%" if match["hundredths"] else match["unit"] or ""
    if unit == "成":
        value, unit = value * 10, "%"
    distance = unit in ("个百分点", "百分点")
    if distance:
        unit = "%"
    return Figure(-value if match["sign"] == "-" else value, unit, match["sign"] == "±", distance)


def parts() -> Parts:
    """The pieces, built with pyparsing; it may skip blanks, there are none in a folded text."""
    import pyparsing as pp

    # Names, because pyparsing makes one of the names of all that a piece is built from: megabytes in the end.
    figure = pp.Regex(_FIGURE).set_parse_action(lambda found: figure_of(found)).set_name("figure")
    mark = pp.Optional(pp.Regex(_MARK), default="").set_name("mark")
    return Parts(
        figure=figure,
        span=_span(figure, mark).set_name("span"),
        award=_award().set_name("award"),
        take=_take().set_name("take"),
        link=pp.Regex("(?:的|时|者)?(?:,?则|[,:(])?").suppress(),
        end=pp.Regex(rf"\)?(?=[{w.STOP},:、{w.CIRCLED}]|$)").suppress(),
        stop=pp.Regex(rf"(?=[{w.STOP},:)]|$)").suppress(),
        before=lambda core, forbidden: pp.SkipTo(core, fail_on=pp.Regex(forbidden)) + core,
    )


def _claim(mark: str, figure: Figure, default: Claim) -> Claim:
    """The claim that a mark such as （含） or （含60%，不含70%） gives to the end at `figure`."""
    for part in _MARK_PART.finditer(mark):
        if part["figure"] is None or number(part["figure"].lstrip("+")) == figure.value:
            return Claim.NONE if part["out"] else Claim.EXPLICIT
    return default


def _units(*figures: Figure) -> frozenset[str]:
    return frozenset(figure.unit for figure in figures if figure.unit)


def _span(figure: ParserElement, mark: ParserElement) -> ParserElement:
    import pyparsing as pp

    def op(words: str) -> ParserElement:
        return pp.Regex(f"{_NOT_AFTER_NO}(?:{words})")

    filler = pp.Optional(pp.Regex("介于|处于|控制在|保持在|达到|在|为|达")).suppress()
    up, down = pp.Regex(w.CLOSED_UP), pp.Regex(w.CLOSED_DOWN)
    between = pp.Optional(pp.Regex("之间|区间内|区间|范围内|以内|之内")).suppress()

    def interval(found: ParseResults) -> Span:
        opening, first, second, closing = found
        low = End(first.value, Claim.EXPLICIT if opening == "[" else Claim.NONE)
        high = End(second.value, Claim.EXPLICIT if closing == "]" else Claim.NONE)
        return Span(low, high, _units(first, second))

    def chain(found: ParseResults) -> Span:
        first, sign, name, second_sign, second = found
        ends = [
            End(f.value, Claim.EXPLICIT if s in "≤≥" else Claim.NONE) for f, s in ((first, sign), (second, second_sign))
        ]
        low, high = ends if sign in "<≤" else reversed(ends)
        return Span(low, high, _units(first, second), name)

    def stretch(found: ParseResults) -> Span:
        first, mark_one, second, mark_two, mark_three = found
        last = mark_three or mark_two
        low_claim = _claim(mark_one or (last if re.search(r"\d", last) else ""), first, Claim.UNSTATED)
        high_claim = _claim(last, second, Claim.UNSTATED)
        if Claim.EXPLICIT in (low_claim, high_claim):
            low_claim, high_claim = (
                Claim.LEFT_OUT if claim is Claim.UNSTATED else claim for claim in (low_claim, high_claim)
            )
        ends = [End(first.value, low_claim), End(second.value, high_claim)]
        low, high = sorted(ends, key=lambda end: end.value)
        return Span(low, high, _units(first, second), both=first.both and second.both)

    def one_sided(direction: int, closed: bool) -> Callable[[ParseResults], Span]:
        def act(found: ParseResults) -> Span:
            amount, sign = found[1], found[2]
            end = End(amount.value, _claim(sign, amount, Claim.EXPLICIT if closed else Claim.NONE))
            units, both, toward = _units(amount), amount.both, direction if amount.distance else 0
            low, high = (end, None) if direction > 0 else (None, end)
            return Span(low, high, units, both=both, toward=toward)

        return act

    def after(direction: int) -> Callable[[ParseResults], Span]:
        def act(found: ParseResults) -> Span:
            amount, before, word, behind = found
            usual = Claim.EXPLICIT if word[0] in "及或和" else Claim.CUSTOM
            end = End(abs(amount.value) if amount.both else amount.value, _claim(before + behind, amount, usual))
            low, high = (end, None) if direction > 0 else (None, end)
            if amount.both and direction < 0:
                low = End(-end.value, end.claim)
            return Span(low, high, _units(amount), both=amount.both)

        return act

    def farther(found: ParseResults) -> Span:
        verb, amount, before, word, behind = found
        usual = Claim.EXPLICIT if word[0] in "及或和" else Claim.CUSTOM
        end = End(amount.value, _claim(before + behind, amount, usual))
        return Span(end, None, _units(amount), toward=1 if re.fullmatch(w.RISING, verb) else -1)

    def beside(found: ParseResults) -> Span:
        amount, sign, name = found
        end = End(amount.value, Claim.EXPLICIT if sign in "≤≥" else Claim.NONE)
        low, high = (end, None) if sign in "<≤" else (None, end)
        return Span(low, high, _units(amount), name)

    def both_of(found: ParseResults) -> Span:
        one, two = found
        if (one.low is None) == (two.low is None):
            raise pp.ParseException("two conditions of one direction")
        low, high = (one.low or two.low), (one.high or two.high)
        if low.value > high.value:
            raise pp.ParseException("nothing lies between")
        return Span(low, high, one.units | two.units)

    def exactly(found: ParseResults) -> Span:
        end = End(found[0].value, Claim.EXPLICIT)
        return Span(end, end, _units(found[0]))

    name = pp.Regex(r"[^\d,;:。¶<>=≤≥得计记给不]{1,30}")
    low_sign, high_sign = pp.Regex("[<≤]"), pp.Regex("[>≥]")
    distance = pp.Regex(rf"(?P<sign>)(?P<hundredths>)(?P<digits>{w.NUM})(?P<unit>个?百分点)").set_parse_action(
        figure_of
    )
    opened = (
        (op(f"{w.RISING}|{w.FALLING}") + distance + mark + up + mark).set_parse_action(farther)
        | (op(w.BELOW) + figure + mark + pp.Optional(down).suppress()).set_parse_action(one_sided(-1, False))
        | (op(w.AT_MOST) + figure + mark + pp.Optional(down).suppress()).set_parse_action(one_sided(-1, True))
        | (op(w.AT_LEAST) + figure + mark + pp.Optional(up).suppress()).set_parse_action(one_sided(1, True))
        | (op(w.ABOVE) + figure + mark + pp.Optional(up).suppress()).set_parse_action(one_sided(1, False))
        | (filler + figure + mark + up + mark).set_parse_action(after(1))
        | (filler + figure + mark + down + mark).set_parse_action(after(-1))
    )
    and_also = pp.Optional(pp.Regex("[,、]?(?:并且|且|并|但|而|又|同时)|[,、]")).suppress()
    return (
        (pp.Regex(r"[\[(]") + figure + pp.Literal(",").suppress() + figure + pp.Regex(r"[\])]")).set_parse_action(
            interval
        )
        | (figure + low_sign + pp.Optional(name, default="") + low_sign + figure).set_parse_action(chain)
        | (figure + high_sign + pp.Optional(name, default="") + high_sign + figure).set_parse_action(chain)
        | (filler + figure + mark + pp.Regex("[-至到]").suppress() + figure + mark + between + mark).set_parse_action(
            stretch
        )
        | (opened + and_also + opened).set_parse_action(both_of)
        | opened
        | (figure + pp.Regex("[<≤≥>]") + name).set_parse_action(beside)
        | (pp.Optional(op(w.EQUAL)).suppress() + figure + pp.Optional(pp.Regex("时")).suppress()).set_parse_action(
            exactly
        )
    )


_WHOLE = "(?:该项|本项|此项|该指标|本指标|该项指标|全部)?"


def _award() -> ParserElement:
    import pyparsing as pp

    given = "(?:可|应|则|就|均|各)?(?:计算?|得到|得|记|给予|给|为|赋|评|获得|获|打|=)"
    verb = rf"(?:{given}|(?<![-至到\d.])){_WHOLE}"
    number_of_points = pp.Regex(rf"{verb}(?P<n>{w.NUM})分(?![以之/])").set_parse_action(
        lambda f: Award(points=number(f["n"]))
    )
    nothing = pp.Regex(
        rf"(?:则|均|就)?{_WHOLE}(?:不予?得分|不予?计分|不予?给分|不记分|不赋分|(?:得|计|记|为)零分|无分|不计)"
    ).set_parse_action(lambda: Award(points=Decimal(0)))
    full = pp.Regex(
        rf"(?:可|应|则|就|均)?(?:计|得|给|记|为|赋|获)?{_WHOLE}(?:满分|全分|全部分值|全部分数|全部得分)"
    ).set_parse_action(lambda: Award(share=Decimal(1)))
    part = pp.Regex(
        rf"(?:可|应|则|就)?(?:计|得|给|记|按)(?:(?:{w.SHARE_WORDS})的?(?P<a>{w.NUM})%|(?P<b>{w.NUM})%的?(?:{w.SHARE_WORDS}|计分|得分))"
        rf"(?:计分|得分)?"
    ).set_parse_action(lambda f: Award(share=number(f["a"] or f["b"]) / 100))
    half = pp.Regex(
        rf"(?:可|应|则|就)?(?:计|得|给|记)(?:(?:{w.SHARE_WORDS})的?一?半|一半的?(?:{w.SHARE_WORDS})?分?|半分值)"
    ).set_parse_action(lambda: Award(share=Decimal("0.5")))
    return full | nothing | part | half | number_of_points


def _take() -> ParserElement:
    import pyparsing as pp

    verb = f"(?:则|就|应|相应|各)?(?:扣除|扣减|扣掉|扣|减){_WHOLE}"
    share = pp.Regex(
        rf"{verb}(?:(?:{w.SHARE_WORDS})的?(?P<a>{w.NUM})%|(?P<b>{w.NUM})%的?{w.SHARE_WORDS})"
    ).set_parse_action(lambda f: Award(share=number(f["a"] or f["b"]) / 100))
    points = pp.Regex(rf"{verb}(?P<n>{w.NUM})分").set_parse_action(lambda f: Award(points=number(f["n"])))
    return share | points
