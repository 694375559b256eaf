"""What the interpreter knows of PowerShell 5.1: commands with their parameters, methods, how values become others."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

COMMANDS = {
    "set-strictmode": {"version": 1},
    "join-path": {"path": 1, "childpath": 1},
    "convert-path": {"literalpath": 1},
    "test-path": {"literalpath": 1},
    "get-content": {"literalpath": 1, "encoding": 1},
    "get-filehash": {"literalpath": 1, "algorithm": 1},
    "get-authenticodesignature": {"literalpath": 1},
    "get-item": {"literalpath": 1},
    "get-childitem": {"literalpath": 1, "force": 0},
    "remove-item": {"literalpath": 1, "recurse": 0, "force": 0},
    "expand-archive": {"literalpath": 1, "destinationpath": 1, "force": 0},
    "write-host": {"": 1, "foregroundcolor": 1},
}
"""The parameters of each command, 1 where one takes a value; "" is the argument without a name."""
REQUIRED = {"join-path": {"path", "childpath"}, "expand-archive": {"destinationpath"}}
VALUES = {"encoding": {"utf8"}, "algorithm": {"sha256"}, "foregroundcolor": {"red"}, "version": {"2.0"}}
METHODS = {
    "trimend": lambda text, characters: text.rstrip(characters),
    "substring": lambda text, start, length=None: _substring(text, start, length),
    "getvalue": lambda item, name: item.values.get(name),
}


class Unsupported(Exception):
    """The script uses something that this does not know."""


class Thrown(Exception):
    """An error of the script itself, which it can catch."""


class Leaving(Exception):
    """`exit`, with its code."""

    def __init__(self, code: int):
        super().__init__(code)
        self.code = code


def _substring(text: str, start: int, length: int | None) -> str:
    end = len(text) if length is None else start + length
    if start > len(text) or end > len(text):
        raise Thrown("Index and length must refer to a location within the string.")
    return text[start:end]


def listed(value: Any) -> list:
    """A value as a list: nothing is an empty one."""
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def truth(value: Any) -> bool:
    """Whether a condition holds."""
    return bool(value[0]) if isinstance(value, list) and len(value) == 1 else bool(value)


def written(value: Any) -> str:
    """A value as text."""
    if isinstance(value, list):
        raise Unsupported("a list as text")
    return "" if value is None else str(value)


def bind(name: str, elements: list, text: Callable[[Any], str], value: Callable[[Any], Any]) -> dict[str, Any]:
    """The arguments of a command by parameter; `text` and `value` read an element."""
    known = COMMANDS.get(name)
    if known is None:
        raise Unsupported(name)
    given: dict[str, Any] = {}
    waiting = ""
    for element in elements:
        if element.type == "command_parameter":
            key = text(element)[1:].lower()
            if key not in known or waiting:
                raise Unsupported(f"{name} -{key}")
            waiting = key if known[key] else ""
            given[key] = True
            continue
        found = text(element) if element.type == "generic_token" else value(element)
        if not waiting and ("" not in known or "" in given):
            raise Unsupported(f"{name} {text(element)}")
        if waiting in VALUES and str(found).lower() not in VALUES[waiting]:
            raise Unsupported(f"{name} -{waiting} {found}")
        given[waiting] = found
        waiting = ""
    needed = REQUIRED.get(name, set()) | ({"literalpath"} & set(known))
    if waiting or not needed <= set(given) or any(given[key] in ("", None) for key in needed - {"childpath"}):
        raise Thrown(f"{name}: a parameter is missing or empty")
    return given


def passed(arguments: list[str]) -> list[str]:
    """The arguments as a program gets them from PowerShell 5.1, which neither escapes quotes nor passes empty ones."""
    quoted = (f'"{one}"' if re.search(r"\s", one) and not one.startswith('"') else one for one in arguments if one)
    return _split(" ".join(quoted))


def _split(line: str) -> list[str]:
    """A command line taken apart as the C runtime of Windows does."""
    found: list[str] = []
    word, inside, begun = "", False, False
    for slashes, character in re.findall(r"(\\*)([^\\]|$)", line):
        if character == '"':
            word += "\\" * (len(slashes) // 2)
            if len(slashes) % 2:
                word += '"'
            else:
                inside = not inside
            begun = True
            continue
        word += slashes
        begun = begun or bool(slashes)
        if character in (" ", "\t", "") and not (inside and character):
            if begun:
                found.append(word)
            word, begun = "", False
        else:
            word, begun = word + character, True
    return found
