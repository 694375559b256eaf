"""The page of findings: complete, escaped, self-contained, and the same whether a script runs or not."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest

from perfeval_xl import scheme as schemes
from perfeval_xl.checks import Finding, Severity, all_checks, run
from perfeval_xl.evaluation import evaluate
from perfeval_xl.files import casefile
from perfeval_xl.files.findings_page import page, write
from perfeval_xl.narrative import read

CASES = Path(__file__).parent.parent / "cases"
FORM = casefile.load(CASES / "shangjie-office-2021.json")[0]
SCHEME = schemes.get(FORM.scheme)
REPORT = read(["2021年度示例区办部门整体绩效自评报告", "三、结论", "部门整体绩效自评得分为<b>98</b>分。"])
FINDINGS = run(FORM, SCHEME, narrative=REPORT)


class Reader(HTMLParser):
    """Counts tags and checks that they nest."""

    def __init__(self, text: str):
        super().__init__()
        self.open: list[str] = []
        self.articles = 0
        self.links: list[str] = []
        self.words: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.articles += tag == "article"
        self.links += [value for name, value in attrs if name in ("src", "href", "action")]
        if tag not in ("meta", "input", "br"):
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.words.append(data)


@pytest.fixture(scope="module")
def text() -> str:
    """The page about a return with findings of every severity, its report too."""
    evaluation = evaluate(FORM, SCHEME)
    return page(FINDINGS, form=FORM, scheme=SCHEME, file="甲&乙.xlsm", evaluation=evaluation, narrative=REPORT)


def test_every_finding_is_there_with_its_cure(text: str):
    """One article each, with message, check and what to do."""
    reader = Reader(text)
    assert reader.open == []
    assert reader.articles == len(FINDINGS) > 10
    said = "".join(reader.words)
    for item in FINDINGS:
        assert item.message in said
        assert all_checks()[item.check].cure in said
        assert item.check in said


def test_place_and_content_are_shown():
    """The cell's address, its name and what stands in it; a paragraph with its text; a blank cell as 空."""
    common = {"check": "TARGET_EMPTY", "severity": Severity.ERROR, "message": "甲", "source": "乙"}
    cell = Finding(at="indicators[3].actual", cell="自评表!F34", **common)
    blank = Finding(at="indicators[0].deviation_reason", **common)
    part = Finding(at="", paragraph=3, **common)
    said = "".join(Reader(page([cell, blank, part], form=FORM, scheme=SCHEME, narrative=REPORT)).words)
    assert "自评表!F34　绩效指标第4行·实际完成值" in said
    assert "比较健全" in said
    assert "（空）" in said
    assert "报告第3段" in said
    assert "得分为<b>98</b>分" in said


def test_everything_typed_is_escaped(text: str):
    """Nothing typed becomes markup."""
    evil = "<script>alert('坏')</script>&\"'"
    form = replace(FORM, agency=replace(FORM.agency, name=evil))
    finding = Finding(check=evil, severity=Severity.HINT, message=evil, source=evil, at="agency.name", cell=evil)
    built = page([finding], form=form, scheme=SCHEME, file=evil)
    assert "<script>alert" not in built
    assert built.count("<script>") == 1
    assert "".join(Reader(built).words).count("alert('坏')") >= 5
    assert "甲&amp;乙.xlsm" in text


def test_nothing_is_loaded_from_elsewhere(text: str):
    """One file: no address in it, no resource, no frame; the policy forbids them too."""
    assert Reader(text).links == []
    assert not re.search(r"https?:|//[a-z]|@import|url\(|<(?:img|link|iframe)", text)
    assert "default-src 'none'" in text


def test_groups_follow_severity():
    """Errors first, then warnings, then hints; each severity once."""
    headings = re.findall(r'<h2 class="(\w+)">', page(tuple(reversed(FINDINGS)), form=FORM, scheme=SCHEME))
    assert headings == ["error", "warning", "hint"]


def test_filter_is_only_shown_where_a_script_runs(text: str):
    """Without a script, and on paper, the page is complete and has no dead controls."""
    assert "form { display: none" in text
    assert ".scripted form { display: flex; }" in text
    assert "@media print" in text
    assert "hidden" not in re.sub(r"<style>.*?</style>|<script>.*?</script>", "", text, flags=re.DOTALL)


def test_a_clean_return_has_a_page_that_says_so():
    """No controls, no groups."""
    built = page([], form=FORM, scheme=SCHEME)
    assert "✔ 没有发现问题。" in built
    assert "<form" not in built
    assert Reader(built).articles == 0


def test_a_draft_scheme_is_told():
    """What has not been verified says so on every output."""
    assert "草案" in page([], form=FORM, scheme=replace(SCHEME, verified=""))
    assert "草案" not in page([], form=FORM, scheme=SCHEME)


def test_write_to_path_and_stream(tmp_path: Path):
    """The same text either way, UTF-8 with plain line ends."""
    stream = io.StringIO()
    write(stream, FINDINGS, form=FORM, scheme=SCHEME)
    write(tmp_path / "页.html", FINDINGS, form=FORM, scheme=SCHEME)
    assert (tmp_path / "页.html").read_bytes().decode("utf-8") == stream.getvalue()
    assert "\r" not in stream.getvalue()
