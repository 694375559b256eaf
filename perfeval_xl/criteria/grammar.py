"""The grammar of scoring standards, written with pyparsing: folded text in, clauses with their words out.

Each `_…_clause` is one way in which these standards are written; `_grammar` tries them in order, and the first that
reads a clause up to a stop has it. What none of them reads is an `UnreadClause` with exactly those words.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from perfeval_xl.criteria import clauses as c
from perfeval_xl.criteria import words as w
from perfeval_xl.criteria.conditions import Parts, figure_of, parts
from perfeval_xl.criteria.counting import counted_clause
from perfeval_xl.criteria.shapes import Award
from perfeval_xl.criteria.text import folded, number

if TYPE_CHECKING:
    from pyparsing import ParserElement, ParseResults

_ITEM_MARK = (
    r"[①-⑳]|\(\d{1,2}\)|\d{1,2}(?:[)、]|\.(?!\d))|\([一二三四五六七八九十]{1,2}\)|[一二三四五六七八九十]{1,2}、"
)
_OWN = "(?:该项|本项|此项|该指标|本指标|指标)?"
_NOTHING = (
    rf"(?:直至|直到|至)?扣(?:完|光){_OWN}(?:分值|分数)?(?:为止)?|(?:直至|直到|至)?扣[至到]{_OWN}(?:0|零)分(?:为止)?"
)
_REST = (
    "否则|反之|其他情况|其余情况|其他情形|其余|其他|(?:凡是?)?未(?:能)?(?:完成|达到|达标|实现|符合)(?:目标值?|要求|标准|指标值?)?的?|"
    "超过的|超出的|超标的|低于的|不足的|达不到(?:目标值?|要求|标准)?的?|不达标的?|不符合(?:要求|规定)?的?|不是的?|没有的?"
)
_BY_SHARE = (
    "(?:则|就)?(?:按照?|依)(?:实际)?(?:完成|执行|达标|实现)?(?:率|情况|数)?(?:的|所占)?比例(?:计算)?"
    "(?:得分|计分|给分|赋分|折算得分|计算)"
)
_TIMES = "(?:[×*]|乘以?)"
_FORMULA = (
    rf"(?:[^;。¶=,×*/]{{0,12}}(?:得分|计分)=|(?:按照?)(?:实际)?)[^;。¶=,/×*]{{0,20}}(?:率|度|比例|比重|比)"
    rf"(?:[/÷](?P<base>{w.NUM})%)?{_TIMES}(?:{w.SHARE_WORDS}|满分值?|(?P<n>{w.NUM})分?)(?:[×*]100%)?(?:计算)?(?:得分|计分|计算)?"
)
_BARE_FORMULA = rf"[^;。¶=,:/×*+\d]{{0,20}}率{_TIMES}(?:{w.SHARE_WORDS}|满分值?|(?P<n>{w.NUM})分)"
_DEFINITION = rf"[^;。¶=≥≤<>]{{1,60}}=[^;。¶]*?[×*/÷](?:[^;。¶]*?100%(?=,)|(?:(?!{w.NUM}分)[^;。¶])*)"


def clauses_of(text: str) -> tuple[c.Placed[c.Clause], ...]:
    """The clauses of a 评分标准 in order, each with the words it was read from."""
    source = folded(text)
    return tuple(
        c.Placed(group["value"][0], source.written(group["locn_start"], group["locn_end"]))
        for group in _grammar().parse_string(source.text, parse_all=True)
    )


@cache
def _grammar() -> ParserElement:
    import pyparsing as pp

    p = parts()
    kinds = (
        _base_clause,
        _formula_clause,
        _partial_clause,
        _limit_clause,
        _proportion_clause,
        _item_clause,
        _slope_clause,
        counted_clause,
        _otherwise_clause,
        _band_clause,
        _choice_clause,
        _remark_clause,
    )
    clause = pp.Group(pp.Located(pp.MatchFirst([kind(p).set_name(kind.__name__) for kind in kinds])))
    stops = pp.Optional(pp.Regex(rf"[{w.STOP},.:、]+").suppress())
    return stops + pp.ZeroOrMore(clause + stops)


def _with(words: str) -> ParserElement:
    """Nothing, where one of `words` stands in the rest of the sentence: the two kinds that take longest need theirs."""
    import pyparsing as pp

    return pp.Regex(rf"(?=[^{w.STOP}]*(?:{words}))").suppress()


def _base_clause(p: Parts) -> ParserElement:
    import pyparsing as pp

    standard = pp.Regex("以").suppress() + p.figure + pp.Regex("为(?:标准值?|基准|基数|目标值?|限|控制线|满分标准)")
    target = pp.Regex("(?:年度|年初)?(?:目标|标准|指标)值(?:为|是|:)?[≥≤=]?").suppress() + p.figure
    scored = pp.Regex("的?,?") + p.award
    return ((standard | target) + p.end + ~scored).set_parse_action(lambda f: c.BaseClause(f[0]))


def _formula_clause(p: Parts) -> ParserElement:
    """得分=完成率×分值 scores; 控制率=（A/B）×100% only says how the figure is found."""
    import pyparsing as pp

    score = _formula() + p.end
    definition = pp.Regex(_DEFINITION).set_parse_action(lambda: c.RemarkClause(False, defining=True)) + p.stop
    return score | definition


def _formula() -> ParserElement:
    import pyparsing as pp

    def scoring(found: ParseResults) -> c.ProportionClause:
        groups = found.as_dict()
        base = number(groups["base"]) if groups.get("base") else None
        award = Award(points=number(found["n"])) if found["n"] else None
        return c.ProportionClause(None, award, base, formula=True)

    return pp.Regex(_FORMULA).set_parse_action(scoring) | pp.Regex(_BARE_FORMULA).set_parse_action(scoring)


def _partial_clause(p: Parts) -> ParserElement:
    import pyparsing as pp

    step = rf"{w.NUM}(?:个百分点|百分点|%|{w.COUNTER})"
    begun = rf"不足{step}的?(?:部分)?,?"
    kinds = {
        "begun": rf"(?:按照?|算|视为|视同|以){step}(?:计算|计|算|扣分|扣)?",
        "whole": "(?:不计算?|不扣分|不扣|忽略不计|舍去)",
        "share": "按比例(?:扣分|扣减|计算|折算|扣)",
    }

    def said(kind: str) -> Callable[[], c.PartialClause]:
        return lambda: c.PartialClause(kind)

    return pp.MatchFirst(
        [pp.Regex(begun + words).set_parse_action(said(kind)) + p.end for kind, words in kinds.items()]
    )


def _limit_clause(p: Parts) -> ParserElement:
    import pyparsing as pp

    points = rf"(?P<n>{w.NUM})分"
    kinds = (
        ("nothing", _NOTHING),
        ("taken", rf"扣完{points}为止"),
        (
            "taken",
            rf"(?:累计|合计)?(?:最多|最高|至多)?扣(?:分)?(?:合计|累计)?(?:不超过|上限为?|满|至多)?{points}(?:为止)?",
        ),
        (
            "ceiling",
            rf"(?:得分|总分|累计|合计)?(?:最高|最多|至多|上限为?|不超过|封顶){{1,2}}(?:可?得|计|为)?{points}(?:封顶|为止)?",
        ),
        (
            "ceiling",
            rf"(?:得分|总分|累计)?(?:最高|最多)?不超过{_OWN}(?:满分|分值)|(?:加|得|计)?满{_OWN}(?:分值|分)?为止",
        ),
        ("points", rf"\(?{_OWN}(?:满分|共计|共|总分|分值|合计)(?:为|:|是)?{points}\)?"),
    )

    def limit(kind: str) -> Callable[[ParseResults], c.LimitClause]:
        def act(found: ParseResults) -> c.LimitClause:
            if "n" in found:
                return c.LimitClause(kind, Award(points=number(found["n"])))
            return c.LimitClause(kind, None if kind == "nothing" else Award(share=number("1")))

        return act

    return pp.MatchFirst([pp.Regex(words).set_parse_action(limit(kind)) + p.end for kind, words in kinds])


def _proportion_clause(p: Parts) -> ParserElement:
    import pyparsing as pp

    plain = pp.Regex(_BY_SHARE).set_parse_action(lambda: c.ProportionClause(None))
    share = (plain | _formula()) + p.end
    rest = pp.Optional(pp.Regex(_REST) + p.link).suppress()
    with_span = p.before(p.span + p.link + share, rf"[{w.STOP},]")
    with_span = with_span.set_parse_action(lambda found: replace(found[2], span=found[1]))
    return _with("比例|[×*乘]") + ((rest + share) | with_span)


def _item_clause(p: Parts) -> ParserElement:
    import pyparsing as pp

    mark = pp.Regex(_ITEM_MARK)
    closing = pp.Regex(r"[,:(]*").suppress() + p.award + p.end
    scored = mark + pp.SkipTo(closing, fail_on=pp.Regex(rf"[{w.STOP}①-⑳]|扣")) + closing

    def unscored(found: ParseResults) -> c.ItemClause | c.UnreadClause:
        if w.SCORING.search(found[1]):
            return c.UnreadClause(w.reason_for(found[1]))
        return c.ItemClause(found[0], found[1].rstrip(","), None)

    return scored.set_parse_action(lambda f: c.ItemClause(f[0], f[1].rstrip(",:("), f[2])) | (
        mark + pp.Regex(rf"[^{w.STOP}①-⑳]+")
    ).set_parse_action(unscored)


def _slope_clause(p: Parts) -> ParserElement:
    import pyparsing as pp

    verb = pp.Regex(
        rf"(?:比|较|与)?(?P<before>{w.REFERENCE})?(?:相比)?(?P<verb>{w.EITHER}|{w.RISING}|{w.FALLING})(?:了)?{w.DOES}?"
        rf"(?P<after>{w.REFERENCE})?"
    ).set_parse_action(lambda f: [(f["verb"], (f["before"] or "") + (f["after"] or ""))])
    step = pp.Regex(
        rf"(?P<sign>)(?P<hundredths>)(?P<digits>{w.NUM})(?P<unit>个百分点|百分点|%|{w.COUNTER})"
    ).set_parse_action(figure_of)

    def slope(found: ParseResults) -> c.SlopeClause:
        (word, reference), *figures, take = found
        base = figures[0] if len(figures) == 2 else None
        direction = 0 if re.fullmatch(w.EITHER, word) else 1 if word in w.RISING.split("|") else -1
        return c.SlopeClause(None, direction, base, figures[-1], reference, take)

    def with_span(found: ParseResults) -> c.SlopeClause:
        own: c.SlopeClause = found[-1]
        return replace(own, span=found[1], conditional="的" in found[2])

    core = (
        pp.Literal("每").suppress() + verb + ((p.figure + step) | step) + pp.Regex("的?,?").suppress() + p.take + p.end
    )
    core = core.set_parse_action(slope)
    link = pp.Regex("(?:的|时|者)?(?:,?则|[,:(])?")
    conditional = p.before(p.span + link + pp.FollowedBy(core), rf"[{w.STOP},]") + core
    conditional = conditional.set_parse_action(with_span)
    return _with("每") + (conditional | p.before(core, rf"[{w.STOP},:\d]").set_parse_action(lambda f: f[-1]))


def _otherwise_clause(p: Parts) -> ParserElement:
    import pyparsing as pp

    return (pp.Regex(_REST) + p.link + p.award + p.end).set_parse_action(
        lambda f: c.ChoiceClause(f[0], f[1], otherwise=True)
    )


def _band_clause(p: Parts) -> ParserElement:
    not_a_name = rf"[{w.STOP}]|[,:](?<![率度数额值比例重果况分性][,:])|分(?=[,:计得])|扣"
    return p.before(p.span + p.link + p.award + p.end, not_a_name).set_parse_action(
        lambda f: c.BandClause(f[0].rstrip(",:在"), f[1], f[2])
    )


def _choice_clause(p: Parts) -> ParserElement:
    import pyparsing as pp

    closing = pp.Regex("的?[,:=]*").suppress() + p.award + p.end

    def choice(found: ParseResults) -> c.ChoiceClause | c.UnreadClause:
        words = found[0].strip(",:")
        if not words:
            return c.UnreadClause("没有写明什么情形得这个分")
        if w.COMPARING.search(words) or w.UNDECIDED.search(words):
            return c.UnreadClause(w.reason_for(words))
        return c.ChoiceClause(words, found[1])

    return p.before(closing, rf"[{w.STOP}]|扣|{w.NUM}分").set_parse_action(choice)


def _remark_clause(p: Parts) -> ParserElement:
    import pyparsing as pp

    def remark(found: ParseResults) -> c.RemarkClause | c.UnreadClause:
        if w.SCORING.search(found[0]):
            return c.UnreadClause(w.reason_for(found[0]))
        if w.UNSAID.search(found[0]):
            judged = w.JUDGED.search(found[0])
            return c.UnreadClause(w.LEFT_TO_A_PERSON if judged else "写了例外或附加的情形，没有写怎样计分")
        signs = (w.COMPARING, w.DEMANDING, w.DEFINING)
        return c.RemarkClause(*(bool(sign.search(found[0])) for sign in signs))

    scoring_part = pp.Regex(rf"[^{w.STOP},]+(?=,)").add_condition(lambda f: bool(w.SCORING.search(f[0])))
    return (scoring_part | pp.Regex(rf"[^{w.STOP}]+")).set_parse_action(remark)
