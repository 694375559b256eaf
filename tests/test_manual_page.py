"""The manual as one page: whole, pictures inside, every link leading somewhere, nothing loaded from elsewhere."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser

import documents
import pytest

import manual_page  # isort: skip
import picture_sources  # isort: skip

PAGES = sorted((documents.FOLDER / "manual").glob("*.md"))


class Reader(HTMLParser):
    """What a browser would see: places, links, pictures, text, tags."""

    def __init__(self):
        super().__init__()
        self.places, self.links, self.pictures, self.tags, self.text = set(), [], [], set(), ""

    def handle_starttag(self, tag, attributes):
        found = dict(attributes)
        self.tags.add(tag)
        self.places |= {found["id"]} if "id" in found else set()
        self.links += [found["href"]] if "href" in found else []
        self.pictures += [found["src"]] if "src" in found else []

    def handle_data(self, data):
        self.text += data


@pytest.fixture(scope="module")
def page():
    reader = Reader()
    reader.feed(manual_page.content())
    return reader


def test_every_page_of_the_manual_is_in_it(page):
    assert {f"manual/{path.name}" for path in PAGES} <= set(manual_page.PAGES)
    for name in manual_page.PAGES:
        (title,) = re.findall(r"^# (.+)$", (documents.FOLDER / name).read_text("utf-8"), re.MULTILINE)[:1]
        assert title in page.text


def test_every_link_leads_to_a_place_in_it(page):
    inside = [link for link in page.links if link.startswith("#")]
    assert len(inside) > 60
    assert [link for link in inside if link[1:] not in page.places] == []
    assert [link for link in page.links if not link.startswith(("#", "https://"))] == []


def test_it_loads_nothing_and_runs_nothing(page):
    assert page.pictures
    assert all(source.startswith("data:image/png;base64,") for source in page.pictures)
    assert not page.tags & {"script", "link", "iframe", "object", "form"}
    assert "url(" not in manual_page.content()


def test_what_is_for_those_who_change_the_program_stays_out(page):
    assert "How it is built" not in page.text
    assert "由 docs/generate.py 生成" not in page.text


def test_it_is_small_and_the_same_every_time():
    made = manual_page.content()
    assert made == manual_page.content()
    assert len(made.encode()) < 1_500_000


def test_links_between_the_pages_lead_to_headings_that_are_there():
    """On GitHub too: the anchors of headings in docs/manual and of the pages it links to."""
    for path in PAGES:
        for target, part in re.findall(r"\]\(([^)#]*)#([^)]+)\)", path.read_text("utf-8")):
            if target.startswith("http"):
                continue
            other = (path.parent / target).resolve() if target else path
            headings = re.findall(r"^#+ (.+)$", other.read_text("utf-8"), re.MULTILINE)
            assert part in {manual_page.anchor(heading) for heading in headings}, f"{path.name}: {target}#{part}"


def test_pictures_show_what_the_program_makes_now():
    """Needs no LibreOffice: compares the words and widths that each picture shows with those recorded beside it."""
    assert picture_sources.stale() == [], "run: make pictures, and look at them"
    assert json.loads(picture_sources.RECORD.read_text("utf-8")).keys() == {
        path.stem for path in picture_sources.FOLDER.glob("*.png")
    }


def test_pictures_are_small_and_all_are_used():
    used = "".join(
        path.read_text("utf-8") for path in [*documents.FOLDER.rglob("*.md"), documents.FOLDER.parent / "README.md"]
    )
    for path in picture_sources.FOLDER.glob("*.png"):
        assert path.stat().st_size <= 150_000
        assert f"pictures/{path.name}" in used, path.name


def test_a_changed_sheet_makes_its_pictures_stale(monkeypatch):
    real = picture_sources.template.content

    def changed(form, scheme, **options):
        return real(form if form.fiscal_year is None else picture_sources.Form(scheme=scheme.id), scheme, **options)

    monkeypatch.setattr(picture_sources.template, "content", changed)
    assert {"form", "rows", "chart"} <= set(picture_sources.stale())
    assert "head" not in picture_sources.stale()


def test_every_button_is_on_the_page_of_buttons():
    text = (documents.FOLDER / "buttons.md").read_text("utf-8")
    ribbon = (documents.FOLDER.parent / "workbook" / "ribbon.xml").read_text("utf-8")
    labels = re.findall(r'<button id="\w+" label="([^"]+)"', ribbon)
    assert len(labels) == 10
    assert [label for label in labels if f"| {label} |" not in text] == []


def test_chinese_lines_close_up_and_every_page_leads_back_to_the_contents(page):
    assert "Windows 电脑。不需要管理员密码" in page.text
    assert page.links.count("#top") == len(manual_page.PAGES)
