"""Runs the part of PowerShell 5.1 that install.ps1 is written in, on a machine given by the test.

Every kind of node, operator, command and parameter must be known here, else Unsupported is raised; reading a variable
that was never set fails, as with Set-StrictMode. Names are compared without regard to case, as PowerShell does.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from fnmatch import fnmatchcase
from types import SimpleNamespace
from typing import Any

import tree_sitter
import tree_sitter_powershell
from vocabulary import (
    COMMANDS,
    METHODS,
    Leaving,
    Thrown,
    Unsupported,
    bind,
    listed,
    passed,
    truth,
    written,
)

LANGUAGE = tree_sitter.Language(tree_sitter_powershell.language())


class Script:
    """A script ready to be run on a `machine`, whose methods are the commands' effects."""

    def __init__(self, source: bytes):
        self._source = source.removeprefix(b"\xef\xbb\xbf")
        self._root = tree_sitter.Parser(LANGUAGE).parse(self._source).root_node
        if self._root.has_error:
            raise SyntaxError("install.ps1")
        self.covered: set[int] = set()

    def run(self, machine: Any, root: str, parameters: dict[str, Any] | None = None) -> int:
        """The exit code."""
        self._machine = machine
        self._given = {name.lower(): value for name, value in (parameters or {}).items()}
        self._variables: dict[str, Any] = {"psscriptroot": root, "pid": 4711, "erroractionpreference": "Continue"}
        try:
            self._block(self._root)
        except Leaving as leaving:
            return leaving.code
        return 0

    # Statements

    def _block(self, node: Any) -> None:
        for child in node.named_children:
            self._statement(child)

    def _statement(self, node: Any) -> None:
        self.covered.add(node.start_point[0] + 1)
        match node.type:
            case "comment":
                pass
            case "statement_list" | "statement_block":
                self._block(node)
            case "param_block":
                self._parameters(node)
            case "pipeline":
                left = self._pipeline(node)
                if left is not None and node.named_children[0].type != "assignment_expression":
                    raise Unsupported(f"a value that would be printed, line {node.start_point[0] + 1}")
            case "foreach_statement":
                variable, collection, body = node.named_children
                for item in listed(self._pipeline(collection)):
                    self._variables[self._name(variable)] = item
                    self._statement(body)
            case "if_statement":
                self._if(node)
            case "try_statement":
                self._try(node)
            case "flow_control_statement":
                self._leave(node)
            case _:
                raise Unsupported(self._where(node))

    def _if(self, node: Any) -> None:
        condition, body, *others = node.named_children
        if others:
            raise Unsupported(self._where(others[0]))
        if truth(self._pipeline(condition)):
            self._statement(body)

    def _try(self, node: Any) -> None:
        body, *clauses = node.named_children
        kinds = {clause.type: clause for clause in clauses}
        if set(kinds) - {"catch_clauses", "finally_clause"}:
            raise Unsupported(self._where(node))
        try:
            self._statement(body)
        except Thrown as error:
            if "catch_clauses" not in kinds:
                raise
            self._variables["_"] = SimpleNamespace(exception=SimpleNamespace(message=str(error)))
            self._statement(kinds["catch_clauses"].named_children[0].named_children[0])
        finally:
            if "finally_clause" in kinds:
                self._statement(kinds["finally_clause"].named_children[0])

    def _leave(self, node: Any) -> None:
        word = node.children[0].type
        value = self._pipeline(node.named_children[0])
        if word == "exit":
            raise Leaving(int(value))
        if word == "throw":
            raise Thrown(str(value))
        raise Unsupported(self._where(node))

    def _parameters(self, node: Any) -> None:
        known = set()
        for listing in (child for child in node.named_children if child.type == "parameter_list"):
            for parameter in listing.named_children:
                variable = next(child for child in parameter.named_children if child.type == "variable")
                name = self._name(variable)
                known.add(name)
                text = self._text(parameter).lower()
                if "=" in text or not re.match(r"\[(string|switch)\]", text):
                    raise Unsupported(self._where(parameter))
                self._variables[name] = self._given.get(name, False if text.startswith("[switch]") else "")
        if set(self._given) - known:
            raise Thrown(f"A parameter cannot be found that matches parameter name {set(self._given) - known}.")

    # Expressions

    def _pipeline(self, node: Any) -> Any:
        if len(node.named_children) != 1:
            raise Unsupported(self._where(node))
        child = node.named_children[0]
        if child.type == "assignment_expression":
            return self._assign(child)
        if child.type == "pipeline_chain" and len(child.named_children) == 1:
            child = child.named_children[0]
        return self._command(child) if child.type == "command" else self._value(child)

    def _assign(self, node: Any) -> Any:
        left, operator, right = node.named_children
        while left.type != "variable":
            if len(left.named_children) != 1:
                raise Unsupported(self._where(node))
            left = left.named_children[0]
        name, value = self._name(left), self._pipeline(right)
        if self._text(operator) == "+=":
            value = [*listed(self._get(name)), *listed(value)]
        elif self._text(operator) != "=":
            raise Unsupported(self._where(node))
        self._variables[name] = value

    def _value(self, node: Any) -> Any:
        match node.type:
            case "variable":
                return self._get(self._name(node))
            case "string_literal":
                return self._string(node.named_children[0])
            case "real_literal":
                return self._text(node)
            case "integer_literal":
                return int(self._text(node))
            case "parenthesized_expression":
                return self._pipeline(node.named_children[0])
            case "array_expression":
                return [item for line in node.named_children for item in self._items(line)]
            case "member_access":
                return self._member(node)
            case "invokation_expression":
                return self._invoke(node)
            case "expression_with_unary_operator":
                if self._text(node.children[0]).lower() != "-not":
                    raise Unsupported(self._where(node))
                return not truth(self._value(node.named_children[-1]))
        if len(node.named_children) == 1 and node.type.endswith("_expression"):
            return self._value(node.named_children[0])
        if node.type == "array_literal_expression":
            return [self._value(child) for child in node.named_children]
        if node.type == "logical_expression":
            return self._logical(node)
        if node.type == "comparison_expression":
            return self._compare(node)
        raise Unsupported(self._where(node))

    def _items(self, listing: Any) -> Iterator[Any]:
        for pipeline in listing.named_children:
            yield from listed(self._pipeline(pipeline))

    def _logical(self, node: Any) -> bool:
        words = {self._text(child).lower() for child in node.children if not child.is_named}
        if words == {"-and"}:
            return all(truth(self._value(child)) for child in node.named_children)
        if words == {"-or"}:
            return any(truth(self._value(child)) for child in node.named_children)
        raise Unsupported(self._where(node))

    def _compare(self, node: Any) -> bool:
        left, operator, right = node.named_children
        one, other = (written(self._value(side)).lower() for side in (left, right))
        match self._text(operator).lower():
            case "-eq":
                return one == other
            case "-ne":
                return one != other
            case "-notlike":
                return not fnmatchcase(one, other)
        raise Unsupported(self._where(node))

    def _string(self, node: Any) -> str:
        text = self._text(node)
        if node.type == "verbatim_string_characters":
            return text[1:-1].replace("''", "'")
        if node.type != "expandable_string_literal" or "`" in text:
            raise Unsupported(self._where(node))
        parts, position = [], node.start_byte + 1
        for child in node.named_children:
            parts.append(self._source[position : child.start_byte].decode())
            value = self._value(child) if child.type == "variable" else next(self._items(child.named_children[0]))
            parts.append(written(value))
            position = child.end_byte
        return "".join([*parts, self._source[position : node.end_byte - 1].decode()])

    def _member(self, node: Any) -> Any:
        item, name = self._value(node.named_children[0]), self._text(node.named_children[1]).lower()
        if isinstance(item, list) and name == "count":
            return len(item)
        if not isinstance(item, SimpleNamespace) or not hasattr(item, name):
            raise Thrown(f"The property '{name}' cannot be found on this object.")
        return getattr(item, name)

    def _invoke(self, node: Any) -> Any:
        item, name, arguments = node.named_children
        method = METHODS.get(self._text(name).lower())
        if method is None:
            raise Unsupported(self._where(node))
        values = [self._value(one) for listing in arguments.named_children for one in listing.named_children]
        try:
            return method(self._value(item), *values)
        except (TypeError, AttributeError) as error:
            raise Thrown(str(error)) from error

    # Commands

    def _command(self, node: Any) -> Any:
        first, *_ = node.named_children
        listings = [child for child in node.named_children if child.type == "command_elements"]
        elements = [one for listing in listings for one in listing.named_children if one.type != "command_argument_sep"]
        if first.type == "command_invokation_operator":
            program = self._value(node.named_children[1].named_children[0].named_children[0])
            self._variables["lastexitcode"] = self._machine.execute(program, passed(self._arguments(elements)))
            return None
        name = self._text(first).lower()
        given = bind(name, elements, self._text, self._value)
        if name == "set-strictmode":
            return None
        if name == "join-path":
            if not given["path"]:
                raise Thrown("Cannot bind argument to parameter 'Path' because it is null or empty.")
            return given["path"].rstrip("\\") + "\\" + given["childpath"]
        try:
            return getattr(self._machine, name.replace("-", "_"))(
                *(given[key] for key in COMMANDS[name] if key in given)
            )
        except Thrown:
            if self._get("ErrorActionPreference") != "Stop":
                return None
            raise

    def _arguments(self, elements: list) -> list[str]:
        values = []
        for element in elements:
            text = self._text(element)
            values += listed(self._get(text[1:])) if text.startswith("@") else [self._value(element)]
        return [str(value) for value in values]

    # Names and texts

    def _name(self, variable: Any) -> str:
        text = self._text(variable)
        return (text[2:-1] if text.startswith("${") else text[1:]).lower()

    def _get(self, name: str) -> Any:
        name = name.lower()
        if name.startswith("env:"):
            return self._machine.variables.get(name[4:].upper())
        if name not in self._variables:
            raise Thrown(f"The variable '${name}' cannot be retrieved because it has not been set.")
        return self._variables[name]

    def _text(self, node: Any) -> str:
        return self._source[node.start_byte : node.end_byte].decode()

    def _where(self, node: Any) -> str:
        return f"{node.type} {self._text(node)[:40]!r}, line {node.start_point[0] + 1}"
