"""The page of the manual with every message that a user can meet, collected from the code, theme by theme.

A message that does not itself say what to do has its cure in `message_cures.py`, or its theme says it for all. Tests
fail where a module with sentences belongs to no theme, where a message has no cure, and where a cure is left over.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import collected
from message_cures import CURES, MARKS

from perfeval_xl.bureau import desk
from perfeval_xl.checks import all_checks
from perfeval_xl.checks.core import THEMES as CHECK_THEMES
from perfeval_xl.explain import markdown_table
from perfeval_xl.files import live_sheet
from perfeval_xl.setup.steps import STEPS
from perfeval_xl.texts import SIGNS

ROOT = Path(__file__).parent.parent
_CURE = re.compile(
    "请|应(?:为|是|在|大于|小于|一致|到|相等|有且只有)|只能|是否应为|可用的|改用|perfeval-xl|再运行|照常能用|即可|不用"
)
"""By these words a sentence says itself what to do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Theme:
    """Messages met in one situation; `modules` are globs below the package. `settled`: `lead` cures them all."""

    title: str
    lead: str
    modules: tuple[str, ...]
    settled: bool = False


THEMES = (
    Theme(
        title="按钮：弹出的话和状态栏",
        lead="办成了，状态栏说一句；没有办成，弹出一句。状态栏在 Excel 窗口最下面一行。",
        modules=("files/live_sheet.py", "excel/macros.py", "files/findings_sheet.py", "commands/check.py"),
    ),
    Theme(
        title="填写时 Excel 弹出的话",
        lead="点“是”保留所填内容，点“否”回去改。粘贴的内容 Excel 不拦，“校验”会查。",
        modules=("files/entry.py",),
    ),
    Theme(
        title="计分说明：为什么“待评定”",
        lead="“待评定”的意思是：规则没有写明，或写法读不准，要由人定分。办法有两个：把指标值或实际完成值改写清楚；"
        "或直接在“得分”格填分（定性指标先在右边“档次”列选一档）。“计分说明”用下面的一句话说明原因。",
        modules=("rules/*.py", "criteria/*.py", "target_[!n]*.py", "targets.py", "target_numbers.py", "cells.py"),
        settled=True,
    ),
    Theme(
        title="计分说明：读的时候作了什么理解",
        lead="程序按所说的意思理解了您写的话。理解对了，不用处理；不对，照后半句改写。"
        "命令 `perfeval-xl eval` 在“注意”里说同样的话。",
        modules=("target_notes.py",),
        settled=True,
    ),
    Theme(
        title="不带宏的表：校验提示",
        lead="不带宏的 .xlsx 由普通公式检查，提示写在“校验提示”列。",
        modules=("files/native_*.py", "files/formulas.py", "files/indicator_*.py"),
    ),
    Theme(
        title="读自评表时",
        lead="读的文件从不改动。",
        modules=(
            "files/source.py",
            "files/package.py",
            "files/locked.py",
            "files/locate.py",
            "files/remarks.py",
            "files/returns.py",
            "scheme.py",
            "texts.py",
        ),
    ),
    Theme(
        title="写出报告、送审件和表时",
        lead="输出文件要么完整出现，要么不出现；已有的文件不会被悄悄覆盖。",
        modules=(
            "files/output.py",
            "files/submission.py",
            "files/pdf.py",
            "files/page.py",
            "files/material_sheet.py",
            "commands/beside.py",
            "demo.py",
        ),
    ),
    Theme(
        title="核对 Word 报告时",
        lead="右键点自评报告选“检查”，或 `perfeval-xl check 表 --report 报告`。",
        modules=("files/narrative_reader.py",),
    ),
    Theme(
        title="导入旧表、滚动到新年度、比较",
        lead="旧表从不改动。没有放好的每一处都在导入清单里。",
        modules=(
            "files/importer.py",
            "files/grid_*.py",
            "importing/*.py",
            "import_texts.py",
            "rollover.py",
            "comparison.py",
            "commands/roll.py",
        ),
    ),
    Theme(
        title="右键菜单",
        lead="在资源管理器里右键点自评表或自评报告，“绩效自评”下面的三项。",
        modules=("setup/explorer.py",),
    ),
    Theme(
        title="安装、修复、卸载",
        lead="没有成功时，“→”后面是办法；已经做的都会撤销。",
        modules=("setup/[!e]*.py", "setup/environment.py"),
    ),
    Theme(
        title="自检",
        lead="每行是 ✔、⚠ 或 ✘；⚠ 是有些功能用不了，✘ 是必须处理的。“→”后面是办法。",
        modules=("doctor/*.py", "commands/doctor.py"),
    ),
    Theme(
        title="汇总（财政部门）",
        lead="单个文件的问题不会让汇总停下来：列在汇总表的“无法读取”“未报送”里。",
        modules=("bureau/[!l]*.py", "excel/collecting.py", "commands/collect.py"),
    ),
    Theme(
        title="命令行",
        lead="以“错误：”开头，一行；命令退出码为 2。",
        modules=("cli.py", "commands/arguments.py", "commands/explain.py", "explain.py"),
    ),
    Theme(
        title="案例文件（给写脚本的人）",
        lead="案例文件是 .json；键的名称见[命令行](../cli.md)和 `export-case` 的输出。",
        modules=("files/casefile.py",),
    ),
    Theme(
        title="方案文件（给写方案的人）",
        lead="说的都是哪个文件、哪个键。怎样写见[给维护者](maintainer.md)。",
        modules=("scheme_file.py", "scheme_checks.py", "report/outline.py", "report/content.py"),
    ),
)

NOT_MESSAGES = {
    "__main__.py": "a sentence of cli.py, before that is loaded",
    "bureau/letters.py": "text of the letters",
    "checks/*.py": "findings: from the registry of checks",
    "files/base_sheet.py": "text of the sheet 基础数据",
    "files/findings_page.py": "the legend of the web page of findings",
    "files/guide_*.py": "text of the sheet 填写说明",
    "measures.py": "how measures are computed: docs",
    "names.py": "for programmers",
    "report/[!oc]*.py": "text of the report",
    "report/conclusion.py": "text of the report",
}
"""Modules whose sentences are no messages, with the reason."""

SPOKEN_BY_MACROS = {"files/live_sheet.py": live_sheet.TEXTS, "bureau/desk.py": desk.TEXTS}
"""Modules whose other sentences stand on sheets: what their macros say."""
PIECES = {
    "请检查是否选错",
    "旧表请先用 import 导入，或在 Excel 或 WPS 里另存为 .xlsx",
    "是否应为“…”？",
    "可用的键：…。",
    "已请正在运行的计分组件退出",
    "请正在运行的计分组件退出",
    "请重新登录 Windows 后再试。",
    "请用 -InstallDir 指定一个单独的文件夹，如 D:\\perfeval_xl。",
    "… 用 perfeval-xl explain 名称 查看其中一项。",
    "用 perfeval-xl explain 校验项名称 查看一项校验的理由、例子和改法。",
}
"""Pieces of messages, which stand in another one, and what is said by the way."""


def page() -> str:
    """messages.md."""
    lines = [
        "# 看到一句话，怎么办",
        "在本页里按 Ctrl+F，输入您看到的那句话里的几个字。“…”是随情况变的部分，〔文件〕是文件的名称。",
        _contents(),
        "## 标记栏",
        "自评表右边“标记”列。✘ 必须改，⚠ 可能被退回，ⓘ 建议核对，✔ 没有发现问题。",
        markdown_table(("标记", "怎么办"), MARKS.items()),
    ]
    for theme in THEMES:
        rows = [row for module in modules(theme) for row in collected.diagnoses(module)]
        told = "".join(cure for _, _, cure in rows)
        lines += [f"## {theme.title}", theme.lead]
        lines += [markdown_table(("项目", "看到", "怎么办"), rows)] if rows else []
        lines += [_listed([text for text in messages(theme) if text not in told])]
        if theme.title == "安装、修复、卸载":
            lines += [markdown_table(("哪一步没有成功", "怎么办"), [(step.title, step.cure) for step in STEPS])]
    return "\n\n".join([*lines, *_findings()])


def _contents() -> str:
    titles = ["标记栏", *(theme.title for theme in THEMES), "校验结果"]
    return " · ".join(f"[{title}](#{anchor(title)})" for title in titles)


def anchor(title: str) -> str:
    """How GitHub names the place of a heading."""
    return re.sub(r"[^\w -]", "", title.lower()).replace(" ", "-")


def _listed(said: list[str]) -> str:
    return "\n".join(f"- **{_plain(text)}**" + (f"\n  {CURES[text]}" if text in CURES else "") for text in said)


def _plain(text: str) -> str:
    return re.sub(r"([*_`<\[\]|])", r"\\\1", text)


def _findings() -> Iterator[str]:
    yield "## 校验结果"
    yield (
        "“校验”列出的每一条：例子是您看到的话的样子，改法在右边。每一条的理由和依据见[校验目录](../checks.md)。"
        "数字、名称随您的表变化。"
    )
    for theme, title in CHECK_THEMES.items():
        rows = [
            (f"{SIGNS[item.severity].split()[0]} {item.title}", item.example, item.cure)
            for item in all_checks().values()
            if item.theme == theme
        ]
        yield f"### {title}"
        yield markdown_table(("问题", "例子", "改法"), rows)


def messages(theme: Theme) -> list[str]:
    """The messages of a theme in the order of its modules, each once."""
    found: dict[str, None] = {}
    for module in modules(theme):
        texts = SPOKEN_BY_MACROS.get(module.relative_to(collected.PACKAGE).as_posix())
        found |= dict.fromkeys(collected.sentences(module) if texts is None else _spoken(texts))
    if "setup/[!e]*.py" in theme.modules:
        found |= dict.fromkeys(script())
    return [text for text in found if text not in PIECES]


def _spoken(texts: Mapping[str, str]) -> list[str]:
    whole = (re.sub(r"\n+", " ", words) for words in texts.values())
    return [re.sub(r"\{n\}", "…", words) for words in whole if len(words) > 6 and not words.startswith("选择")]


def modules(theme: Theme) -> list[Path]:
    """The modules of a theme."""
    return [path for pattern in theme.modules for path in sorted(collected.PACKAGE.glob(pattern))]


def script() -> list[str]:
    """What install.ps1 says."""
    text = (ROOT / "install.ps1").read_text(encoding="utf-8-sig").partition("Set-StrictMode")[2]
    said = re.findall(r"(?:throw|Write-Host) (?:'([^'\n]+)'|\"([^\"\n]+)\")", text)
    named = [re.sub(r"\$(?:name|file)\b", collected.FILE, one or other) for one, other in said]
    return [re.sub(r"\$\([^)]*\)", "…", words) for words in named]


def without_cure() -> list[str]:
    """Messages that do not say what to do, in themes that do not say it for all, and have no cure here."""
    open_themes = [theme for theme in THEMES if not theme.settled]
    said = [text for theme in open_themes for text in messages(theme)]
    return [text for text in said if text not in CURES and not _CURE.search(text)]


def unassigned() -> list[str]:
    """Modules with sentences that belong to no theme and are not listed as something else; or to two."""
    known = [path for theme in THEMES for path in modules(theme)]
    known += [path for pattern in NOT_MESSAGES for path in sorted(collected.PACKAGE.glob(pattern))]
    speaking = [path for path in sorted(collected.PACKAGE.rglob("*.py")) if collected.sentences(path)]
    return [path.relative_to(collected.PACKAGE).as_posix() for path in speaking if known.count(path) != 1]
