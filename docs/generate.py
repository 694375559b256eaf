"""Writes the documents of docs/ that come from the code: checks rules schemes functions cli manual/messages.

`python docs/generate.py` writes them; a test compares them with what `documents()` gives.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import messages

from perfeval_xl import cli, explain
from perfeval_xl.cell_functions import FUNCTIONS
from perfeval_xl.checks import all_checks
from perfeval_xl.checks.core import THEMES
from perfeval_xl.rules import all_rules
from perfeval_xl.scheme import VARIABLE, shipped
from perfeval_xl.texts import SIGNS

FOLDER = Path(__file__).parent
NOTICE = "<!-- 由 docs/generate.py 生成，请改代码，不要改这里。 -->\n"


def documents() -> dict[str, str]:
    """Every generated document by its file name."""
    made = {"checks.md": checks(), "rules.md": rules(), "schemes.md": schemes(), "cli.md": command_line()}
    made["functions.md"] = functions()
    made["manual/messages.md"] = messages.page()
    return {name: f"{NOTICE}\n{text.strip()}\n" for name, text in made.items()}


def checks() -> str:
    """The catalogue of checks, theme by theme."""
    parts = ["# 校验目录", "错误：必须改。警告：可能被退回。提示：建议核对。校验项的名称固定不变，可在程序里引用。"]
    for theme, title in THEMES.items():
        listed = [check for check in all_checks().values() if check.theme == theme]
        if not listed:
            continue
        rows = [(f"[{item.name}](#{item.name.lower()})", SIGNS[item.severity], item.title) for item in listed]
        parts += [f"## {title}", explain.markdown_table(("校验项", "级别", "说明"), rows)]
        parts += [explain.as_markdown(explain.check_page(item), 3) for item in listed]
    return "\n\n".join(part.strip() for part in parts)


def rules() -> str:
    """The scoring rules."""
    parts = ["# 计分规则", "各方案的参数见 [schemes.md](schemes.md)。得分四舍五入到方案规定的小数位。"]
    return "\n\n".join(
        [*parts, *(explain.as_markdown(explain.rule_page(rule)).strip() for rule in all_rules().values())]
    )


OWN_SCHEMES = f"""## 自己地区的方案

不改软件也能加一个地区：把方案文件（如 `shili-2024.toml`）放进方案文件夹，关闭 Excel 再打开就认得。
Windows 上是 `文档\\绩效自评\\方案`（没有就新建）；别处由环境变量 `{VARIABLE}` 指定，指定了的以它为准。
怎样写见[手册](manual/maintainer.md)。

- 和随软件的方案一样严格：写错的不读入，`perfeval-xl schemes` 和“自检”说明哪个文件、哪个键、怎样改；别的方案照常能用。
- 编号不能与随软件的相同；`extends` 可以指随软件的方案。
- 自评表旁边的文件从不当作方案读：谁计分，就按谁电脑上的方案。财政部门汇总时按自己的方案全部重新计算。"""


def schemes() -> str:
    """The schemes."""
    parts = ["# 评分方案", "一个地区、一个起始年度一份，存放在 `perfeval_xl/schemes/`。", OWN_SCHEMES]
    return "\n\n".join([*parts, *(explain.as_markdown(explain.scheme_page(one)).strip() for one in shipped().values())])


def functions() -> str:
    """The cell functions."""
    parts = [
        "# 单元格函数",
        "在 .xlsm 里像 Excel 自带的函数一样使用；算不出来时显示空白、“待评定”或 #N/A，不显示技术错误。",
    ]
    for function in FUNCTIONS:
        shown = ", ".join(f"[{item.label}]" if item.optional else item.label for item in function.arguments)
        rows = [(item.label, item.doc, "可不填" if item.optional else "") for item in function.arguments]
        parts += [f"## {function.name}", f"{function.doc}。", f"`{function.name}({shown})`"]
        parts += [explain.markdown_table(("参数", "填什么", ""), rows), f"例：`{function.example}`"]
    return "\n\n".join(parts)


def command_line() -> str:
    """The commands with their arguments."""
    top = cli.parser()
    parts = [
        "# 命令行",
        "`perfeval-xl 命令 …`，也可以写成 `python -m perfeval_xl 命令 …`。"
        "每个命令都有 `--help`；`--debug` 在出错时显示技术细节。",
        "退出码：**0** 完成，没有问题；**1** 完成，但表里有“错误”级问题（只有 `check`）；"
        "**2** 输入或命令不能用，原因写在标准错误输出里，一行。",
        "读入的文件从不修改。输出文件要么完整出现，要么不出现；已有同名文件时，加 `--force` 才替换。",
    ]
    for name, command in commands(top).items():
        rows = [_argument(action) for action in command._actions if action.dest not in ("help", "debug")]
        parts += [f"## {name}", command.description or "", f"`{_usage(name, command)}`"]
        parts += [explain.markdown_table(("参数", "说明"), rows)] if rows else []
    return "\n\n".join(parts)


def commands(top: argparse.ArgumentParser) -> dict[str, argparse.ArgumentParser]:
    """The parser of every command by its name."""
    (chooser,) = (action for action in top._actions if isinstance(action, argparse._SubParsersAction))
    return dict(chooser.choices)


def _usage(name: str, command: argparse.ArgumentParser) -> str:
    words = [f"perfeval-xl {name}"]
    for action in command._actions:
        if action.dest in ("help", "debug"):
            continue
        word = " ".join([*action.option_strings[:1], *([str(action.metavar)] if action.metavar else [])])
        words.append(word if action.required else f"[{word}]")
    return " ".join(words)


def _argument(action: argparse.Action) -> tuple[str, str]:
    names = ", ".join(action.option_strings) or str(action.metavar)
    value = f" {action.metavar}" if action.option_strings and action.metavar else ""
    return f"`{names}{value}`", (action.help or "").replace("%%", "%")


if __name__ == "__main__":
    for file, text in documents().items():
        (FOLDER / file).write_text(text, encoding="utf-8", newline="\n")
        print(FOLDER / file)
