"""Scoring rules: small pure functions from a target and an actual value to an explained score.

`core` is the mechanism (`Outcome`, `@rule`, `all_rules`); `quantitative` and `qualitative` hold one function per rule;
`indicator` chooses among them, `execution` scores the budget. A scheme sets their parameters (`scheme.Rules`,
`scheme.Tier`). To add a rule, add one decorated function.
"""

from perfeval_xl.rules.core import PENDING, Outcome, Rule, all_rules, cited, interval
from perfeval_xl.rules.execution import ExecutionOutcome, capped_total, grade_of, score_execution
from perfeval_xl.rules.indicator import is_empty_row, score_indicator

__all__ = [
    "PENDING",
    "ExecutionOutcome",
    "Outcome",
    "Rule",
    "all_rules",
    "capped_total",
    "cited",
    "grade_of",
    "interval",
    "is_empty_row",
    "score_execution",
    "score_indicator",
]
