"""The self-evaluation report as plain blocks, built from the form; `files.word` sets it in official typography.

The outline is data: `[[report]]` in a scheme names the sections in order, what is computed under each, and what the
department is asked to write.
"""

from perfeval_xl.report import base_tables, base_texts, basics, closing, completion, conclusion, funds, problems
from perfeval_xl.report.blocks import Document, Mark, Remark
from perfeval_xl.report.outline import build, verify

__all__ = [
    "Document",
    "Mark",
    "Remark",
    "base_tables",
    "base_texts",
    "basics",
    "build",
    "closing",
    "completion",
    "conclusion",
    "funds",
    "problems",
    "verify",
]
