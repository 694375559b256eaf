"""The generated documents are what the code says now; every page is complete and every link leads somewhere."""

import re
import shlex

import documents
import pytest

from perfeval_xl import cli, explain, scheme
from perfeval_xl.checks import all_checks
from perfeval_xl.columns import width
from perfeval_xl.errors import FormError
from perfeval_xl.rules import all_rules

ROOT = documents.FOLDER.parent
NAMES = ("checks.md", "rules.md", "schemes.md", "functions.md", "cli.md", "manual/messages.md")


@pytest.fixture(scope="module")
def made():
    return documents.documents()


@pytest.mark.parametrize("name", NAMES)
def test_the_document_is_not_stale(made, name):
    assert (documents.FOLDER / name).read_text(encoding="utf-8") == made[name], "run: make docs"


def test_nothing_is_left_undocumented(made):
    assert set(made) == set(NAMES)
    assert all(f"### {name}\n" in made["checks.md"] for name in all_checks())
    assert all(f"## {name}\n" in made["rules.md"] for name in all_rules())
    assert all(f"## {name}\n" in made["schemes.md"] for name in scheme.all_schemes())
    for function in (
        "PERF_SCORE",
        "PERF_RULE",
        "PERF_RATE",
        "PERF_BUDGET_SCORE",
        "PERF_GRADE",
        "PERF_CHECK",
        "PERF_EXPLAIN",
    ):
        assert f"## {function}\n" in made["functions.md"]


@pytest.mark.parametrize(
    "path", [ROOT / "README.md", *sorted(documents.FOLDER.rglob("*.md"))], ids=lambda path: path.name
)
def test_every_link_to_a_file_leads_somewhere(path):
    text = path.read_text(encoding="utf-8")
    for target in re.findall(r"\]\(([^)#]+?)(?:#[^)]*)?\)", text):
        assert target.startswith("http") or (path.parent / target).exists(), target


@pytest.mark.parametrize("name", [*all_checks(), *all_rules(), *scheme.all_schemes()])
def test_every_page_is_complete_and_fits_the_terminal(name):
    (page,) = explain.pages(name)
    assert page.name == name
    assert all(label and text.strip() for label, text in page.facts)
    text = explain.as_text(page)
    assert all(width(line) <= 104 for line in text.splitlines() if "http" not in line)


def test_a_page_is_found_by_a_part_of_its_title_and_a_typing_error_is_answered():
    assert [page.name for page in explain.pages("郑州市上街区")] == ["zhengzhou-shangjie-2021"]
    with pytest.raises(FormError, match="TASK_SUM_BUDGET"):
        explain.pages("TASK_SUM_BUGDET")


def test_the_trial_score_in_the_readme_is_what_the_program_says(capsys):
    shown = re.search(r"\$ perfeval-xl (eval .*)\n((?: {3}\S.*\n)+)", (ROOT / "README.md").read_text(encoding="utf-8"))
    assert cli.main(shlex.split(shown[1])) == 0
    expected = shown[2].replace("   ```\n", "")
    assert capsys.readouterr().out == re.sub("^   ", "", expected, flags=re.MULTILINE)
