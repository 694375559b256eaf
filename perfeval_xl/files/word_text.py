"""Text as WordprocessingML: escaped, with what XML cannot hold shown as a box, and paragraphs of runs."""

from __future__ import annotations

import re
from collections.abc import Iterable

from perfeval_xl.report.blocks import Mark, Run

_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_ESCAPES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\t": " ", "\r": "\n"})
_EITHER = re.compile("[“”‘’…—·×÷±°§①-⑳Ⅰ-Ⅹ≈≠≤≥]")
_STYLES = {Mark.MISSING: "Missing", Mark.PROMPT_LEFT: "PromptLeft", Mark.OTHER_YEAR: "OtherYear"}
BOX = "□"
"""What stands in place of a control character, so that its removal is seen."""


def escape(text: str) -> str:
    """`text` for an XML text or attribute; line ends are newlines, tabs are spaces, control characters are boxes."""
    return _ILLEGAL.sub(BOX, text.replace("\r\n", "\n").translate(_ESCAPES))


def run_xml(text: str, style: str = "") -> str:
    """One run; newlines become line breaks. Punctuation that both scripts share is marked as Chinese."""
    properties = f'<w:rStyle w:val="{style}"/>' if style else ""
    if _EITHER.search(text):
        properties += '<w:rFonts w:hint="eastAsia"/>'
    head = f"<w:r><w:rPr>{properties}</w:rPr>" if properties else "<w:r>"
    lines = escape(text).split("\n")
    return head + "<w:br/>".join(f'<w:t xml:space="preserve">{line}</w:t>' for line in lines) + "</w:r>"


def runs_xml(runs: Iterable[Run]) -> str:
    """Runs, each marked as its origin demands."""
    return "".join(run_xml(run.text, _STYLES.get(run.mark, "")) for run in runs)


def paragraph_xml(style: str, content: str, section: str = "") -> str:
    """A paragraph in a style; `section` is the page set-up of the section that ends with it."""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{section}</w:pPr>{content}</w:p>'
