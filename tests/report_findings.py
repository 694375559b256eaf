"""What the checks find in a report alone, for the tests."""

from perfeval_xl.checks import Finding, run
from perfeval_xl.evaluation import Evaluation
from perfeval_xl.model import Form
from perfeval_xl.narrative import Narrative
from perfeval_xl.scheme import Scheme


def check_narrative(
    form: Form, scheme: Scheme, narrative: Narrative, evaluation: Evaluation | None = None
) -> tuple[Finding, ...]:
    """The findings about the report alone, gravest first, each with its paragraph."""
    return tuple(item for item in run(form, scheme, evaluation, narrative) if item.paragraph is not None)
