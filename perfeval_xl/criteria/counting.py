"""The part of the grammar that reads what is counted: 每出现一例……扣1分, 发现一起扣2分, 每完成1项得0.5分."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

from perfeval_xl.criteria import clauses as c
from perfeval_xl.criteria import words as w
from perfeval_xl.criteria.conditions import Parts
from perfeval_xl.criteria.shapes import Award
from perfeval_xl.criteria.text import number

if TYPE_CHECKING:
    from pyparsing import ParserElement, ParseResults

_THING = (
    rf"(?:(?P<every>每|凡|如|若)(?:再|新)?)?(?P<verb>{w.HAPPENS})?(?:有)?{w.DOES}?(?P<step>{w.NUM})?(?P<unit>{w.COUNTER})"
    r"(?P<what>[^;。¶\d%≥≤<>]{0,40}?)(?:的)?[,:]?"
)
_MISSING = re.compile("缺|遗漏|漏")
_ELSEWHERE = rf"[{w.STOP}%≥≤<>]|{w.NUM}分|满分|得分"
"""What cannot stand before the thing that is counted."""


def counted_clause(p: Parts) -> ParserElement:
    """The clause of faults that take points and of results that earn them; what is counted may be named before."""
    import pyparsing as pp

    faults = pp.Regex(_THING + "(?=(?:则|就|应|相应|各)?[扣减])") + p.take + p.end
    points = pp.Regex(rf"(?:可|则)?[得计记给]?(?P<n>{w.NUM})分").set_parse_action(
        lambda f: Award(points=number(f["n"]))
    )
    gains = pp.FollowedBy("每") + pp.Regex(_THING + rf"(?=(?:可|则)?[得计记给]?{w.NUM}分)") + points + p.end

    def counted(sign: int) -> Callable[[ParseResults], c.CountClause]:
        def act(found: ParseResults) -> c.CountClause:
            if not (found["every"] or found["verb"] or found["step"]):
                raise pp.ParseException("nothing says that this is counted")
            step = c.Figure(number(found["step"] or "1"), found["unit"])
            return c.CountClause(sign, step, found["what"], found[-1], bool(_MISSING.match(found["verb"] or "")))

        return act

    def named(found: ParseResults) -> c.CountClause:
        before, count = found
        return c.CountClause(count.sign, count.step, before.rstrip(",:") + count.what, count.award, count.missing)

    return pp.MatchFirst(
        [
            p.before(core.set_parse_action(counted(sign)), _ELSEWHERE).set_parse_action(named)
            for core, sign in ((faults, -1), (gains, 1))
        ]
    )
