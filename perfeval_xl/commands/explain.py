"""`explain`: the documentation of a check, a rule or a scheme."""

from __future__ import annotations

from argparse import Namespace

from perfeval_xl import explain
from perfeval_xl.commands import Reply


def run(args: Namespace) -> Reply:
    """The pages on a topic, or the list of all topics."""
    if not args.topic.strip():
        return Reply(f"{explain.contents()}\n\n用 perfeval-xl explain 名称 查看其中一项。")
    return Reply("\n\n".join(map(explain.as_text, explain.pages(args.topic))))
