"""The rule of an indicator that has a 评分标准 instead of a target: the standard itself is read and computes."""

from __future__ import annotations

from functools import lru_cache

from perfeval_xl.rules.core import Case, Verdict, missed, open_question, rule
from perfeval_xl.scheme import Scheme


@rule(
    "criterion",
    title="按评分标准计分",
    kind="criterion",
    text=(
        "没有指标值、只有评分标准的指标，读懂评分标准后直接计分；有一句读不懂就不计分，指出是哪一句，由人评定。"
        "写法见 docs/criteria.md。"
    ),
    example={
        "target": "",
        "actual": "105.88%",
        "points": "5",
        "criterion": "控制率≤100%，计5分；每超过一个百分点扣0.5分，扣完为止",
    },
    gives="2.5",
)
def by_criterion(case: Case) -> Verdict:
    """The score by the standard, rounded; a person judges where the standard or the actual value cannot be read."""
    # Imported here: most calls score no standard, and the grammar's patterns take a third of the start.
    from perfeval_xl.criteria import read_standard
    from perfeval_xl.criteria import score as score_by

    partial, cite = case.scheme.rules.partial_step, _cite(case)
    result = score_by(read_standard(case.criterion), case.typed, case.points, partial=partial, unit=case.unit)
    if result.score is None:
        return open_question(case, result.explanation, cite=cite)
    if result.score >= case.points:
        return Verdict(explanation=result.explanation, score=case.points, met=True, notes=result.notes, cite=cite)
    score, _ = missed(case, result.score)
    return Verdict(explanation=result.explanation, score=score, met=False, notes=result.notes, cite=cite)


def _cite(case: Case) -> str:
    """The text in which the scheme found this standard; nothing where it is the department's own."""
    return _cites(case.scheme).get(_closed(case.criterion), "")


@lru_cache(maxsize=64)
def _cites(scheme: Scheme) -> dict[str, str]:
    """The text that each standard of the scheme comes from, by its words without blanks."""
    parts = {part.name: part.cite for part in scheme.component}
    return {_closed(row.criterion): parts[row.component] for row in scheme.indicator}


def _closed(criterion: str) -> str:
    return "".join(criterion.split())
