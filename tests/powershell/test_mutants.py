"""How much the tests of install.ps1 would notice: the script with one small damage each, read and played again."""

from __future__ import annotations

import re
from collections.abc import Iterator

from interpreter import Script
from scenarios import SCENARIOS, SOURCE, play
from vetter.shells.powershell.syntax import PS

TEXT = SOURCE.decode("utf-8-sig").replace("\r\n", "\n")
BODY = TEXT.index("Set-StrictMode")
LEAST = 0.9
SWAPPED = {"-eq": "-ne", "-ne": "-eq", "-and": "-or", "-or": "-and", "-not": "", "+=": "=", "-notlike": "-like"}


def mutants() -> Iterator[tuple[str, str]]:
    """What was damaged, and the damaged script: a letter, an operator, a bracket, a quote or a line."""
    code = re.sub(r"#.*", lambda comment: " " * len(comment[0]), TEXT)
    for found in re.finditer(
        r"\$\w+|(?<=[ (])-[a-zA-Z]{2,}|\b[A-Z]\w+-[A-Z]\w+\b|'[^'\n]+'|\"[^\"\n]+\"|\b\d+\b", code
    ):
        if found.start() >= BODY:
            middle = (found.start() + found.end()) // 2
            yield _named(found), TEXT[:middle] + TEXT[middle + 1 :]
    for found in re.finditer(r"(?<=[ (])(-eq|-ne|-and|-or|-not|-notlike|\+=)(?= )", code):
        if found.start() >= BODY:
            yield _named(found), TEXT[: found.start()] + SWAPPED[found[0]] + TEXT[found.end() :]
    for found in re.finditer(r"[(){}'\"]", code):
        if found.start() >= BODY:
            yield _named(found), TEXT[: found.start()] + TEXT[found.end() :]
    position = 0
    for line in TEXT.splitlines(keepends=True):
        if position >= BODY and line.strip(" {}\n") and not line.strip().startswith("#"):
            yield f"line {line.strip()}", TEXT[:position] + TEXT[position + len(line) :]
        position += len(line)


def _named(found: re.Match) -> str:
    line = TEXT.count("\n", 0, found.start()) + 1
    return f"{found[0]} in line {line}"


def noticed(text: str, expected: list) -> bool:
    """Whether a parser refuses the text, or it does something else, or something the interpreter does not know."""
    try:
        PS.parse(text)
        script = Script(text.encode())
        return [play(scenario, script) for scenario in SCENARIOS.values()] != expected
    except Exception:
        return True


def test_nine_of_ten_damages_are_noticed():
    expected = [play(scenario, Script(SOURCE)) for scenario in SCENARIOS.values()]
    made = list(mutants())
    assert len(made) > 300
    assert not noticed(TEXT, expected)
    survivors = [name for name, text in made if not noticed(text, expected)]
    killed = 1 - len(survivors) / len(made)
    assert killed >= LEAST, f"{killed:.1%} of {len(made)} noticed; not: {survivors}"
