"""`demo`: the main job on the shipped sample."""

from __future__ import annotations

import shutil
import sys
from argparse import Namespace
from collections import Counter

from perfeval_xl import demo
from perfeval_xl.columns import pad, width
from perfeval_xl.commands import Reply
from perfeval_xl.commands.terminal import tell
from perfeval_xl.demo import Demo
from perfeval_xl.figures import text_of
from perfeval_xl.names import format_score
from perfeval_xl.rules import PENDING
from perfeval_xl.texts import SIGNS


def run(args: Namespace) -> Reply:
    """Makes everything and says where it lies and what to look at."""
    return Reply(_text(demo.run(args.output, force=args.force, progress=tell), args))


def _text(done: Demo, args: Namespace) -> str:
    evaluation = done.evaluation
    total = PENDING if evaluation.total is None else f"{format_score(evaluation.total)} 分"
    declared = text_of(evaluation.form.declared.total)
    counts = Counter(item.severity.value for item in done.findings)
    found = "、".join(f"{sign[2:]} {counts[severity]}" for severity, sign in SIGNS.items())
    columns = max(width(item.path.name) for item in done.made)
    files = [f"  {pad(item.path.name, columns)}  {item.look}" for item in done.made]
    return "\n".join(
        [
            f"示例单位：{text_of(evaluation.form.agency.name)}（虚构），{evaluation.scheme.title}",
            f"得分：{total}，{evaluation.grade or PENDING}；表头自己填的是 {declared} 分",
            f"校验：{found}（差错是故意放的）",
            "",
            f"都在 {args.output.resolve()}",
            *files,
            "",
            f"先看“校验结果.txt”，再打开自评表对照；也可以自己查：{_program()} check '{done.made[0].path}'",
        ]
    )


def _program() -> str:
    """How the user can start this program here: by its name where that is found, else through its Python."""
    return "perfeval-xl" if shutil.which("perfeval-xl") else f"{sys.executable} -m perfeval_xl"
