"""The narrative report as text: its paragraphs, sections and claims, read without judging them.

`read(texts, ...)` gives a `Narrative`; `checks/narrative_*.py` compare it with the form.
"""

from perfeval_xl.narrative.structure import Narrative, Section, read

__all__ = ["Narrative", "Section", "read"]
