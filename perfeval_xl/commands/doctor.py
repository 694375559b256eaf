"""`doctor`: how this machine stands."""

from __future__ import annotations

import platform
from argparse import Namespace
from typing import Any

from perfeval_xl import __version__, shapes
from perfeval_xl.columns import pad
from perfeval_xl.commands import Reply
from perfeval_xl.doctor import Diagnosis, State, examine
from perfeval_xl.errors import PerfevalError

SIGNS = {State.OK: "✔", State.WARNING: "⚠", State.FAILED: "✘"}


def run(args: Namespace) -> Reply:
    """Every diagnosis with its cure; PerfevalError is raised after all when something indispensable is missing."""
    found = examine()
    return Reply(shapes.dumps(_shape(found)) if args.json else _text(found), problem=_problem(found))


def _problem(found: tuple[Diagnosis, ...]) -> PerfevalError | None:
    failed = "、".join(item.name for item in found if item.state is State.FAILED)
    return PerfevalError(f"有必需的东西不能用：{failed}；请按上面所列的办法处理。") if failed else None


def _shape(found: tuple[Diagnosis, ...]) -> dict[str, Any]:
    return {
        "version": __version__,
        "platform": platform.platform(),
        "ok": all(item.state is not State.FAILED for item in found),
        "items": [
            {"name": item.name, "state": str(item.state), "seen": item.seen, "cure": item.cure or None}
            for item in found
        ],
    }


def _text(found: tuple[Diagnosis, ...]) -> str:
    lines = [f"perfeval-xl {__version__} · {platform.platform()}"]
    for item in found:
        lines.append(f"{SIGNS[item.state]} {pad(item.name, 12)} {item.seen}")
        if item.cure:
            lines.append(f"  {pad('', 12)} → {item.cure}")
    return "\n".join(lines)
