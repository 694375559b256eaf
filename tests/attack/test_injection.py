"""What a stranger typed is text wherever it is written: no formula, no link, no markup, no script comes of it.

Every output is made twice, once with hostile texts in every cell of the form and once with plain ones: whatever could
act (formulas, links, names, rules, elements, attributes) must be the same in both.
"""

import io
import json
import os
import re
import zipfile
from collections import Counter
from dataclasses import fields, is_dataclass, replace
from html.parser import HTMLParser
from pathlib import Path
from typing import get_type_hints
from urllib.parse import unquote
from xml.etree import ElementTree

import pytest

from attack import pieces
from perfeval_xl import checks, model, report
from perfeval_xl import scheme as schemes
from perfeval_xl.bureau.collect import Request, collect
from perfeval_xl.evaluation import evaluate
from perfeval_xl.files import casefile, findings_page, findings_sheet, reader, submission, template, word
from perfeval_xl.model import Form, Kind

CASES = Path(__file__).parent.parent / "cases"
BASES = ("clean-2021", "yunxi-office-2021")
HOSTILE = (*pieces.FORMULAS, *pieces.MARKUP, "\x1b[31m", "\u202e", "'", '"', "_x003D_1+1", "a" * 300)

SHIFTS = (0, 19)
"""With which of the texts the first cell begins, so that each text comes into several cells."""


class Words:
    """The texts for the cells of a form, one after the other, round and round; plain ones in the same rhythm."""

    def __init__(self, hostile: bool, shift: int):
        self.hostile, self.next = hostile, shift

    def __call__(self) -> str:
        self.next = (self.next + 1) % len(HOSTILE)
        return HOSTILE[self.next] if self.hostile else f"普通文字{self.next}"


def filled(base: str, everywhere: bool, words: Words) -> Form:
    """A case with such texts in every cell of words, or in every cell whatever; its narrative too."""
    form, _ = casefile.load(CASES / f"{base}.json")
    narrative = {name: words() for name in form.narrative} | {words(): words()}
    made = replace(replaced(form, words, everywhere), scheme=form.scheme, narrative=narrative)
    return casefile.from_dict(casefile.to_dict(made))[0]


def replaced(part, words, everywhere):
    changes = {}
    hints = get_type_hints(type(part), vars(model))
    for item in fields(part):
        value = getattr(part, item.name)
        if "term" in item.metadata:
            wordy = isinstance(value, str) and item.metadata["term"].kind in (Kind.TEXT, Kind.PROSE, Kind.TYPED)
            changes[item.name] = words() if everywhere or wordy else value
        elif "row" in item.metadata:
            changes[item.name] = tuple(replaced(row, words, everywhere) for row in value)
        elif is_dataclass(hints[item.name]):
            changes[item.name] = replaced(value, words, everywhere)
    return replace(part, **changes)


@pytest.fixture(
    scope="module",
    params=[(base, everywhere, shift) for base in BASES for everywhere in (False, True) for shift in SHIFTS],
    ids=lambda kind: f"{kind[0]}-{'every cell' if kind[1] else 'words'}-{kind[2]}",
)
def forms(request):
    """A form full of hostile texts, its harmless twin, and their scheme."""
    base, everywhere, shift = request.param
    hostile, plain = (filled(base, everywhere, Words(kind, shift)) for kind in (True, False))
    return hostile, plain, schemes.get(plain.scheme)


def parts_of(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


_ACTING = frozenset(
    ("f", "hyperlink", "definedName", "formula1", "formula2", "formula", "oddFooter", "oddHeader", "Relationship")
) | {"fldSimple", "instrText"}


def acting(data: bytes) -> Counter:
    """Whatever in an Office file could act: elements with their content, the texts inside formulas left out."""
    found = Counter()
    for name, content in parts_of(data).items():
        if not name.endswith((".xml", ".rels")):
            continue
        for item in ElementTree.fromstring(content).iter():
            tag = item.tag.rpartition("}")[2]
            if tag in _ACTING:
                inside = re.sub(r'"(?:[^"]|"")*"', "…", item.text or "")
                details = tuple((key, value) for key, value in item.items() if key not in ("display", "tooltip"))
                found[name, tag, details, inside] += 1
    return found


@pytest.mark.parametrize("options", [{"live": True}, {"live": False}, {"live": False, "frozen": True}], ids=str)
def test_workbooks(forms, options):
    hostile, plain, scheme = forms
    made = [template.content(form, scheme, **options) for form in (hostile, plain)]
    assert acting(made[0]) == acting(made[1])
    if not options.get("frozen"):
        assert any(tag == "f" for _, tag, _, _ in acting(made[1]))


def test_the_list_of_findings_in_a_workbook(forms):
    hostile, _, scheme = forms
    found = checks.run(hostile, scheme)
    made = parts_of(template.content(hostile, scheme, live=True, findings=found))
    sheet = made["xl/worksheets/sheet4.xml" if "xl/worksheets/sheet7.xml" not in made else "xl/worksheets/sheet5.xml"]
    formulas = [item.text for item in ElementTree.fromstring(sheet).iter() if item.tag.endswith("}f")]
    assert len(formulas) > 10
    assert all(re.fullmatch(r'HYPERLINK\("#\'[^"]*\'![A-Z]+\d+","(?:[^"]|"")*"\)', text) for text in formulas)


def test_the_rows_that_the_check_button_puts_into_the_sheet(forms):
    """They are put in as formulas are, so no text may begin like one."""
    hostile, _, scheme = forms
    found = checks.locate(checks.run(hostile, scheme), {"indicators[0].actual": "a'b!F31"})
    places = [findings_sheet.row_of(item)[1] for item in found if item.cell]
    assert places and all("#'a''b'!F31" in place for place in places)
    for item in found:
        for text in findings_sheet.row_of(item):
            assert re.fullmatch(r'=HYPERLINK\("(?:[^"]|"")*","(?:[^"]|"")*"\)', text) or text[:1] not in "=+-@'\t\r"


def test_submissions_hold_no_formula_and_no_link_at_all(forms, tmp_path):
    hostile, _, scheme = forms
    given = reader.Return(path=tmp_path / "案例.json", form=hostile, scheme=scheme)
    submission.write(tmp_path / "送审件.xlsx", given)
    kinds = {tag for _, tag, _, _ in acting((tmp_path / "送审件.xlsx").read_bytes())}
    assert kinds == {"definedName", "oddFooter", "Relationship"}


def test_reports(forms):
    hostile, plain, scheme = forms
    made = []
    for form in (hostile, plain):
        stream = io.BytesIO()
        word.write(report.build(form, scheme, evaluate(form, scheme)), stream)
        made.append(stream.getvalue())
    assert acting(made[0]) == acting(made[1])
    assert tags(made[0]) - tags(made[1]) <= {"br"}


def tags(data: bytes) -> set[str]:
    """The names of all elements of an Office file."""
    parts = [content for name, content in parts_of(data).items() if name.endswith((".xml", ".rels"))]
    return {item.tag.rpartition("}")[2] for content in parts for item in ElementTree.fromstring(content).iter()}


class Page(HTMLParser):
    """The elements of a page with their attributes, and what its scripts say."""

    def __init__(self, text: str):
        super().__init__()
        self.elements, self.scripts, self.texts, self.inside = Counter(), [], [], ""
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        self.inside = tag
        self.elements[tag, tuple((name, value) for name, value in attributes if name != "content")] += 1

    def handle_endtag(self, tag):
        self.inside = ""

    def handle_data(self, data):
        (self.scripts if self.inside in ("script", "style") else self.texts).append(data)


def test_pages(forms):
    hostile, plain, scheme = forms
    made = []
    for form in (hostile, plain):
        found = checks.run(form, scheme)
        made.append(Page(findings_page.page(found, form=form, scheme=scheme, file="=1+1<script>.xlsx")))
    assert made[0].scripts == made[1].scripts
    assert set(made[0].elements) - set(made[1].elements) <= {
        (tag, details) for tag, details in made[0].elements if tag in ("article", "span", "h2", "input", "p")
    }
    assert all(not name.startswith("on") and name != "href" for _, details in made[0].elements for name, _ in details)
    assert "<script>" in "".join(made[0].texts)


def test_what_is_said_gives_no_orders(forms, capsys, tmp_path):
    from perfeval_xl import cli

    hostile, _, _ = forms
    casefile.dump(hostile, tmp_path / "案例.json")
    for call in (["score"], ["check"], ["score", "--json"], ["check", "--json"]):
        cli.main([call[0], str(tmp_path / "案例.json"), *call[1:]])
        out = capsys.readouterr().out
        assert out and not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f]", out)
        if "--json" in call:
            json.loads(out)


NAMES = ("=1+1", "@SUM(A1)", "+1", "-1", "%2e%2e%2f", "a#b", "a&b<c>", "'x'!A1", '"q"', "{=1}", "http", " x ", "１")


@pytest.mark.skipif(os.name != "posix", reason="names that only this kind of system takes")
def test_summaries_and_letters(tmp_path):
    folder, letters = tmp_path / "报送", tmp_path / "意见"
    for number, name in enumerate(NAMES):
        form = filled(BASES[0], False, Words(True, number))
        form = replace(form, agency=replace(form.agency, name=f"{HOSTILE[number]}第{number}局"))
        path = folder / f"{name}夹" / f"{name}.xlsx"
        path.parent.mkdir(parents=True)
        path.write_bytes(template.content(form, schemes.get(form.scheme), live=False))
    output = tmp_path / "汇总.xlsx"
    request = Request(
        folder=folder, output=output, letters=letters, sender=pieces.FORMULAS[1], deadline=pieces.MARKUP[0]
    )
    made = collect(request)
    assert len(made.district.units) == len(NAMES) and made.letters > len(NAMES) / 2
    found = acting(output.read_bytes())
    assert not [inside for _, tag, _, inside in found if tag in ("formula1", "formula2") and "evil" in inside]
    assert not [text for part, tag, _, text in found if tag == "f" and "worksheets" in part]
    returns = {path.resolve() for path in folder.rglob("*.xlsx")}
    for _, tag, details, _ in found:
        target = dict(details).get("Target", "")
        if tag == "Relationship" and dict(details).get("TargetMode") == "External":
            way, _, place = target.removeprefix("file:///").partition("#")
            assert (tmp_path / unquote(way).replace("\\", "/")).resolve() in returns, target
            assert re.fullmatch(r"('[^']*(?:''[^']*)*'![A-Z]+\d+)?", unquote(place)), target
    for path in letters.iterdir():
        assert {tag for _, tag, _, _ in acting(path.read_bytes())} == {"Relationship", "instrText"}
        assert path.parent == letters and not set('\\/:*?"<>|') & set(path.name)
