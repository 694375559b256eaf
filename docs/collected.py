"""The sentences that the program says, collected from its source: literals and f-strings, … for what is filled in.

A sentence is a text with four Chinese characters in a row that ends with 。 or ？, says 请, or is raised. Docstrings,
the arguments of decorators (documentation of checks and rules) and of `add_argument` (help) are none.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

PACKAGE = Path(__file__).parent.parent / "perfeval_xl"
FILE = "〔文件〕"
"""What stands in a sentence where the name of a file is filled in."""

_FILES = re.compile(r"name|file|path|self\.file|path\.name|(source\.)?shown\((path|source|target|self\.path)\)")
_CHINESE = re.compile("[一-鿿]{4}")
_ENDS = re.compile(r"[。？][”）]?\s*$")
_MIDDLE = "，；、&"
"""What begins with one of these is a piece of a sentence."""
_SILENT = {"add_argument", "add_parser", "command", "ArgumentParser", "Parser", "Term", "_term"}


def sentences(path: Path) -> list[str]:
    """The sentences in the module at `path`, in its order, each once."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    silent = {id(inner) for node in _silent(tree) for inner in ast.walk(node)}
    raises = (node.exc for node in ast.walk(tree) if isinstance(node, ast.Raise))
    raised = {id(argument) for made in raises if isinstance(made, ast.Call) for argument in made.args}
    found: dict[str, None] = {}
    for node in _texts(tree):
        if id(node) in silent:
            continue
        text = template(node)
        if text[:1] in _MIDDLE:
            continue
        if _CHINESE.search(text) and (_ENDS.search(text) or "请" in text or id(node) in raised):
            found.setdefault(re.sub(r"\s*\n\s*", " ", text.strip()))
    return list(found)


def template(node: ast.JoinedStr | ast.Constant) -> str:
    """A literal, or an f-string with … for what is filled in and FILE for the name of a file."""
    if isinstance(node, ast.Constant):
        return re.sub(r"\{[a-z]*\}", "…", str(node.value))
    pieces = []
    for part in node.values:
        if isinstance(part, ast.Constant):
            pieces.append(str(part.value))
        elif isinstance(part, ast.FormattedValue):
            pieces.append(FILE if _FILES.fullmatch(ast.unparse(part.value)) and not any(pieces) else "…")
    return re.sub("…+", "…", "".join(pieces))


def _texts(tree: ast.AST) -> Iterator[ast.JoinedStr | ast.Constant]:
    """Texts in the order of the source; the pieces of an f-string only as a whole."""
    inside = {id(part) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for part in node.values}
    found = [
        node
        for node in ast.walk(tree)
        if isinstance(node, ast.JoinedStr)
        or (isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in inside)
    ]
    yield from sorted(found, key=lambda node: (node.lineno, node.col_offset))


def _silent(tree: ast.AST) -> Iterator[ast.AST]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            yield node
        elif isinstance(node, (ast.FunctionDef, ast.ClassDef)):
            yield from node.decorator_list
        elif isinstance(node, ast.Call):
            called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            if called in _SILENT:
                yield node


SIGNS = {"ERROR": "✘", "WARNING": "⚠", "HINT": "ⓘ", "GOOD": "✔"}
"""The names that stand for signs in the modules of the workbook."""


def marks(path: Path) -> list[str]:
    """The marks that the formulas of a module give: a sign and a few words, with … for what is filled in."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    found: dict[str, None] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "_say":
            sign, word, _ = node.args
            found.setdefault(f"{SIGNS[ast.unparse(sign)]} {word.value}")
        elif isinstance(node, (ast.JoinedStr, ast.Constant)):
            text = _signed(node)
            if text[:1] in SIGNS.values() and re.search("[一-鿿]{2}", text):
                found.setdefault(text.replace("……", "…"))
    whole = (mark for mark in found if not any(other != mark and other.startswith(mark) for other in found))
    return [mark.partition("…指标值")[0] for mark in whole]


def _signed(node: ast.JoinedStr | ast.Constant) -> str:
    if isinstance(node, ast.Constant):
        return str(node.value)
    first, *rest = node.values
    sign = SIGNS.get(ast.unparse(first.value), "") if isinstance(first, ast.FormattedValue) else ""
    return sign + template(ast.JoinedStr(rest)) if sign else template(node)


def diagnoses(path: Path) -> list[tuple[str, str, str]]:
    """What the examinations in a module may find wrong: name, what is seen, cure; / between alternatives."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    found: dict[tuple[str, str, str], None] = {}
    for function in (node for node in tree.body if isinstance(node, ast.FunctionDef)):
        outside = [node for node in tree.body if not isinstance(node, ast.FunctionDef)]
        known = [node for part in (*outside, function) for node in _assignments(part)]
        for call in ast.walk(function):
            if isinstance(call, ast.Call) and getattr(call.func, "id", "") == "Diagnosis":
                given = {argument.arg: argument.value for argument in call.keywords}
                if ast.unparse(given["state"]) == "State.OK":
                    continue
                said = [_alternatives(given[key], known, call.lineno) for key in ("name", "seen", "cure")]
                if _gathered(given["seen"], function):
                    said[1] = _short_texts(function, said[2])
                found.setdefault((" / ".join(said[0]), " / ".join(said[1]), " / ".join(said[2])))
    return list(found)


def _assignments(node: ast.AST) -> Iterator[ast.Assign]:
    inner = ast.walk(node) if isinstance(node, ast.FunctionDef) else [node]
    return (item for item in inner if isinstance(item, ast.Assign) and isinstance(item.targets[0], ast.Name))


def _alternatives(node: ast.expr, known: list[ast.Assign], line: int) -> list[str]:
    """What an expression may say; a name says what was last assigned to it above `line`."""
    match node:
        case ast.Constant() | ast.JoinedStr():
            return [template(node)]
        case ast.IfExp():
            return [*_alternatives(node.body, known, line), *_alternatives(node.orelse, known, line)]
        case ast.Name():
            above = [item for item in known if item.targets[0].id == node.id and item.lineno <= line]
            if above:
                last = max(above, key=lambda item: item.lineno)
                return _alternatives(last.value, known, last.lineno - 1)
    return ["…"]


def _gathered(node: ast.expr, function: ast.FunctionDef) -> bool:
    """Whether a name runs over a list that the function has gathered before."""
    loops = [item for item in ast.walk(function) if isinstance(item, ast.For) and isinstance(item.iter, ast.Name)]
    return any(ast.unparse(node) in {ast.unparse(part) for part in ast.walk(loop.target)} for loop in loops)


def _short_texts(function: ast.FunctionDef, cures: list[str]) -> list[str]:
    """The Chinese texts of an examination that are neither cures nor whole sentences nor said when all is well."""
    calls = [node for node in ast.walk(function) if isinstance(node, ast.Call)]
    inside = {id(part) for call in calls if getattr(call.func, "id", "") == "Diagnosis" for part in ast.walk(call)}
    texts = dict.fromkeys(template(node) for node in _texts(function) if id(node) not in inside)
    said = [text for text in texts if re.search("[一-鿿]{3}", text) and text not in cures]
    return [text for text in said if not re.search("[。请]", text) and text[0] not in _MIDDLE]
