"""Reading a command line with argparse, in Chinese: help, and one line for every mistake in a call."""

from __future__ import annotations

import argparse
import difflib
import re
import shutil
from collections.abc import Callable, Generator, Iterable
from typing import Any, NoReturn

from perfeval_xl.columns import wrap
from perfeval_xl.errors import PerfevalError


class CallError(PerfevalError):
    """The call itself is wrong: an unknown command, a missing argument."""


class Formatter(argparse.HelpFormatter):
    """Help with Chinese headings, broken by the width that Chinese characters take."""

    def __init__(self, prog: str, **options: Any) -> None:
        columns = min(shutil.get_terminal_size().columns, 100)
        super().__init__(prog, max_help_position=26, width=columns, **options)

    def add_usage(
        self,
        usage: str | None,
        actions: Iterable[argparse.Action],
        groups: Iterable[Any],
        prefix: str | None = None,
    ) -> None:
        """The line 用法."""
        super().add_usage(usage, actions, groups, "用法：" if prefix is None else prefix)

    def _format_action(self, action: argparse.Action) -> str:
        text = super()._format_action(action)
        return text.partition("\n")[2] if action.nargs == argparse.PARSER else text  # the list of commands has a title

    def _iter_indented_subactions(self, action: argparse.Action) -> Generator[argparse.Action, None, None]:
        yield from getattr(action, "_get_subactions", list)()

    def _split_lines(self, text: str, width: int) -> list[str]:
        return wrap(text, width)

    def _fill_text(self, text: str, width: int, indent: str) -> str:
        return "\n".join(wrap(indent + text, width, indent=indent))


class Parser(argparse.ArgumentParser):
    """An argument parser that speaks Chinese and raises CallError where argparse would exit."""

    def __init__(self, **options: Any) -> None:
        options = {"formatter_class": Formatter, "allow_abbrev": False, **options}
        super().__init__(**options, add_help=False)
        self._positionals.title = "参数"
        self._optionals.title = "选项"
        self.add_argument("-h", "--help", action="help", help="显示这份说明")
        self.add_argument("--debug", action="store_true", default=argparse.SUPPRESS, help="出错时显示技术细节")

    def _get_values(self, action: argparse.Action, arg_strings: list[str]) -> Any:
        if action.option_strings and arg_strings == ["--"]:  # --criterion=--: argparse would take the value away
            return self._get_value(action, "--")
        return super()._get_values(action, arg_strings)

    def error(self, message: str) -> NoReturn:
        """Raises CallError with argparse's `message` in Chinese and where to look for help."""
        raise CallError(f"{translate(message)}；用 {self.prog} --help 查看用法。")


_CHOICE = re.compile(
    r"invalid choice: '?(?P<value>[^']*?)'?(?:,? maybe you meant .*)? \(choose from (?P<choices>.*)\)$"
)
_MESSAGES: tuple[tuple[str, Callable[[re.Match[str]], str]], ...] = (
    (r"the following arguments are required: (.+)", lambda found: "缺少参数：" + found[1].replace(", ", "、")),
    (r"unrecognized arguments: (.+)", lambda found: f"不认识的参数：{found[1]}"),
    (r"argument (.+?): expected (?:one|at least one) argument", lambda found: f"{_named(found[1])} 后面要跟一个值"),
    (r"argument (.+?): ignored explicit argument (.+)", lambda found: f"{_named(found[1])} 后面不带值"),
)


def translate(message: str) -> str:
    """One of argparse's messages in Chinese; an unknown one is kept behind a Chinese beginning."""
    named = re.match(r"argument (?P<name>.+?): (?P<rest>.*)", message, re.DOTALL)
    choice = _CHOICE.match(named["rest"]) if named else None
    if named and choice:
        return _no_such(named["name"], choice["value"], re.findall(r"[\w-]+", choice["choices"]))
    for pattern, say in _MESSAGES:
        found = re.fullmatch(pattern, message, re.DOTALL)
        if found:
            return say(found)
    if named and not named["rest"].isascii():  # the words of one of our own argument types
        return f"{_named(named['name'])}：{named['rest'].rstrip('。')}"
    return f"命令写得不对（{message}）"


def _named(option: str) -> str:
    return f"选项 {option}" if option.startswith("-") else option


def _no_such(name: str, value: str, choices: list[str]) -> str:
    near = difflib.get_close_matches(value, choices, 1)
    cure = f"是否想用 {near[0]}？" if near else ""
    what = "命令" if name == "命令" else _named(name)
    return f"没有“{value}”这个{what}，{cure}可用的有：{'、'.join(choices)}"
