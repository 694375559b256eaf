"""What the tests reach, package by package, and why a few lines are not reached: docs/coverage.md.

Run by `make coverage`, which has just measured. Exit code 1 where a line of the core, or of what only Windows runs to
the end, is neither reached nor explained in docs/uncovered.toml, or is explained and reached after all.
"""

from __future__ import annotations

import ast
import sys
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "perfeval_xl"
EXPLAINED = ROOT / "docs" / "uncovered.toml"
TARGET = ROOT / "docs" / "coverage.md"

CORE = (
    *("figures.py", "model.py", "names.py", "scheme.py", "targets.py"),
    *("lines.py", "measures.py", "evaluation.py", "criteria", "rules", "checks", "narrative"),
)
"""Files and packages whose every line is reached or explained; scheme_*.py and target_*.py are as well."""
WINDOWS = ("doctor", "excel", "setup")
"""The packages beside the core of which the same holds: much of them only Windows runs, and other tests show it."""

HEAD = """<!-- Written by `make coverage` (tools/coverage_report.py); the reasons stand in docs/uncovered.toml. -->
# What the tests reach

Measured by `make coverage`: lines reached by the tests that need neither LibreOffice nor Wine, in this process alone.
What only another process runs (`collect` with many files, the installer as a program) or only an office program does
(`tests/live`, `tests/windows`) is not in these figures. For the core and for what belongs to Windows (`doctor/`,
`excel/`, `setup/`) the lines not reached stand below, each with its reason.

"""


@dataclass(frozen=True, slots=True)
class Passage:
    """Lines of a file as they stand there; the last `lines` of them are not reached, and `why` says why."""

    file: str
    code: str
    lines: int
    why: str
    shown_by: tuple[str, ...] = ()

    @property
    def text(self) -> tuple[str, ...]:
        """The lines without their indents, which an edit around them may change."""
        return tuple(line.strip() for line in self.code.splitlines())

    def places(self) -> list[int]:
        """The number of the line (from 1) at each place where the passage stands."""
        path, text = PACKAGE / self.file, self.text
        code = [line.strip() for line in path.read_text("utf-8").splitlines()] if path.exists() else []
        starts = range(len(code) - len(text) + 1)
        return [start + 1 for start in starts if tuple(code[start : start + len(text)]) == text]

    def unreached(self) -> set[int]:
        """The numbers of the lines that are not reached, at its (first) place."""
        start, first = self.places()[0], len(self.text) - self.lines
        return {start + number for number, line in enumerate(self.text) if number >= first and line}


@dataclass(frozen=True, slots=True)
class Functions:
    """Functions that no quick test enters, and `why`; the tests in `shown_by` run them elsewhere."""

    file: str
    names: tuple[str, ...]
    why: str
    shown_by: tuple[str, ...]

    def bodies(self) -> dict[str, range]:
        """The lines of each function below its docstring and its test for Windows; a function that is gone has none."""
        found = {}
        for name, function in _functions(ast.parse((PACKAGE / self.file).read_text("utf-8"))):
            if name in self.names:
                start = 1 if ast.get_docstring(function) else 0
                start += ast.unparse(function.body[start]).startswith("if sys.platform != 'win32'")
                found[name] = range(function.body[start].lineno, function.body[-1].end_lineno + 1)
        return found


def _functions(node: ast.AST, above: str = "") -> Iterator[tuple[str, ast.FunctionDef]]:
    """The functions of a module by name, methods as Class.method."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.FunctionDef):
            yield above + child.name, child
        elif isinstance(child, ast.ClassDef):
            yield from _functions(child, f"{child.name}.")


def explained() -> list[Passage | Functions]:
    """What docs/uncovered.toml explains, in order."""
    table = tomllib.loads(EXPLAINED.read_text("utf-8"))
    passages = [
        Passage(
            file=item["file"],
            code=item["passage"].strip(),
            lines=item.get("lines", 1),
            why=item["why"],
            shown_by=tuple(item.get("shown_by", ())),
        )
        for item in table["passage"]
    ]
    functions = [
        Functions(item["file"], tuple(item["names"]), item["why"], tuple(item["shown_by"]))
        for item in table["function"]
    ]
    return sorted([*functions, *passages], key=lambda item: (not is_core(item.file), item.file))


def is_core(file: str) -> bool:
    """Whether a file (its path below the package) belongs to the core."""
    first = file.partition("/")[0]
    return first in CORE or first.startswith(("scheme_", "target_"))


def is_whole(file: str) -> bool:
    """Whether every line of a file is to be reached or explained."""
    return is_core(file) or file.partition("/")[0] in WINDOWS


def reasons(items: Iterable[Passage | Functions]) -> str:
    """The list of what is explained, file by file."""
    parts = ["## Lines of the core that are not reached\n"]
    file, in_core = "", True
    for item in items:
        if in_core and not is_core(item.file):
            in_core = False
            parts.append("## Lines that only Windows or another process runs\n")
        if item.file != file:
            file = item.file
            parts.append(f"`{file}`\n")
        shown = f" Shown by {', '.join(f'`{test}`' for test in item.shown_by)}." if item.shown_by else ""
        if isinstance(item, Functions):
            names = ", ".join(f"`{name}`" for name in item.names)
            parts.append(f"* {names}: {item.why}{shown}\n")
        else:
            code = "\n".join(f"  {line}" for line in item.code.splitlines())
            parts.append(f"* {item.why}{shown}\n  ```python\n{code}\n  ```\n")
    return "\n".join(parts)


@dataclass(slots=True)
class Count:
    """The statements of a package, and how many of them were not reached."""

    statements: int = 0
    missing: int = 0

    @property
    def share(self) -> str:
        """The share that was reached, in percent, rounded down: 100 % means all."""
        return f"{(self.statements - self.missing) * 1000 // max(self.statements, 1) / 10:g} %"


def table(measured: dict[str, tuple[int, set[int]]]) -> str:
    """One row per package, the core first; `measured` has statements and missing lines by file."""
    counts: dict[str, Count] = {"core": Count(), "other modules": Count()}
    for file, (statements, missing) in sorted(measured.items()):
        part = "core" if is_core(file) else f"{file.partition('/')[0]}/" if "/" in file else "other modules"
        for name in (part, "all"):
            count = counts.setdefault(name, Count())
            count.statements += statements
            count.missing += len(missing)
    counts["all"] = counts.pop("all")
    rows = ["| | statements | not reached | reached |", "|---|---:|---:|---:|"]
    rows += [f"| {name} | {item.statements} | {item.missing} | {item.share} |" for name, item in counts.items()]
    return (
        "\n".join(rows)
        + "\n\n`core` is "
        + ", ".join(f"`{name}`" for name in (*CORE, "scheme_*.py", "target_*.py"))
        + ".\n"
    )


def measure() -> dict[str, tuple[int, set[int]]]:
    """What `coverage run` has just found: statements and missing lines of every file of the package."""
    import coverage

    found = coverage.Coverage(config_file=str(ROOT / "pyproject.toml"))
    found.load()
    result = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        _, statements, _, missing, _ = found.analysis2(str(path))
        result[path.relative_to(PACKAGE).as_posix()] = (len(statements), set(missing))
    return result


def unexplained(measured: dict[str, tuple[int, set[int]]], items: Iterable[Passage | Functions]) -> Iterator[str]:
    """What is wrong between the reasons and what was measured, one line each."""
    known: dict[str, set[int]] = {}
    for item in items:
        missing = measured.get(item.file, (0, set()))[1]
        if isinstance(item, Passage):
            known.setdefault(item.file, set()).update(item.unreached())
            continue
        for name, body in item.bodies().items():
            known.setdefault(item.file, set()).update(missing & set(body))
            if body[0] not in missing:
                yield f"{item.file}: {name} is explained in {EXPLAINED.name} but entered"
    for file, (_, missing) in measured.items():
        for line in sorted(missing - known.get(file, set()) if is_whole(file) else ()):
            yield f"{file}:{line} is not reached; write a test, delete it, or explain it in {EXPLAINED.name}"
        for line in sorted(known.get(file, set()) - missing):
            yield f"{file}:{line} is explained in {EXPLAINED.name} but reached"


def main() -> int:
    """Writes docs/coverage.md and says what is missing."""
    measured, items = measure(), explained()
    TARGET.write_text(HEAD + table(measured) + "\n" + reasons(items), "utf-8")
    print(table(measured))
    wrong = list(unexplained(measured, items))
    print("\n".join(wrong))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
