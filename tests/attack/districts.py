"""A folder as a bureau receives it, in which anything may be wrong: returns, archives, rosters, earlier summaries."""

import random
from functools import cache
from pathlib import Path

import generated_returns as made

from attack import old_files, packages, pieces
from attack.law import Sandbox
from perfeval_xl.bureau.collect import Request, collect

SUMMARY, LETTERS, RETURNS = "汇总.xlsx", "意见", "报送"
OUTPUTS = (SUMMARY, LETTERS, f".perfeval-{SUMMARY}.cache", "汇总(2).xlsx")
"""The summary, the letters, what was read and is remembered, and an earlier summary that could not be read."""


@cache
def _good(number: int) -> bytes:
    return made.workbook(number, live=bool(number % 2))


@cache
def summary(folder: Path) -> bytes:
    """An earlier summary with something written by a reviewer's side."""
    made.write(folder / "来", range(2))
    collect(Request(folder=folder / "来", output=folder / "旧.xlsx", workers=1))
    return (folder / "旧.xlsx").read_bytes()


@cache
def roster() -> bytes:
    """A roster of twelve units."""
    import io

    import xlsxwriter

    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
        sheet = book.add_worksheet("名册")
        for row, name in enumerate(["单位名称", *map(made.unit_name, range(12))]):
            sheet.write_string(row, 0, name)
    return stream.getvalue()


def call(sandbox: Sandbox, hand: random.Random, earlier: bytes) -> list[str | Path]:
    """Fills the sandbox with a district and returns the call that collects it."""
    for _ in range(hand.randint(0, 4)):
        name, data = _file(hand)
        try:
            sandbox.put(f"{RETURNS}/{name}", data)
        except (OSError, ValueError):  # a name that this system does not take
            sandbox.put(f"{RETURNS}/甲.xlsx", data)
    (sandbox.folder / RETURNS).mkdir(exist_ok=True)
    words: list[str | Path] = ["collect", sandbox.folder / RETURNS, "-o", sandbox.folder / SUMMARY, "--workers", "1"]
    if hand.random() < 0.4:
        data = packages.harmed(roster(), hand) if hand.random() < 0.7 else roster()
        words += ["--expect", sandbox.put("名册.xlsx", data)]
    if hand.random() < 0.4:
        sandbox.put(SUMMARY, packages.harmed(earlier, hand) if hand.random() < 0.8 else earlier)
        words += ["--force"]
    if hand.random() < 0.2:
        sandbox.put(OUTPUTS[2], hand.choice((b"", b"SQLite format 3\0" + hand.randbytes(500), hand.randbytes(50))))
    if hand.random() < 0.4:
        words += ["--letters", sandbox.folder / LETTERS, f"--sender={pieces.argument(hand)[:500]}"]
        words += [f"--deadline={pieces.argument(hand)[:500]}"]
    return words + (["--json"] if hand.random() < 0.3 else [])


def _file(hand: random.Random) -> tuple[str, bytes]:
    kind = hand.random()
    name = pieces.text(hand)[:40].replace("/", "_").replace("\0", "_") or "空"
    if kind < 0.5:
        return f"{name}.xlsx", packages.harmed(_good(hand.randrange(6)), hand)
    if kind < 0.6:
        return f"{name}.xlsm", _good(hand.randrange(6))
    if kind < 0.7:
        return f"{name}.xlsx", old_files.content(hand.choice((".docx", ".xls", ".xlsx")), hand)
    if kind < 0.8:
        return f"{name}{hand.choice(('.xls', '.rar', '.et', '.csv', '.txt', '', '.XLSX'))}", hand.randbytes(100)
    inner = [_file(hand) for _ in range(hand.randint(0, 3))]
    members = [(hand.choice((name, *packages.NAMES)) + ".xlsx" * (hand.random() < 0.5), data) for name, data in inner]
    members = [(member.replace("\x00", "").encode("utf-8", "replace").decode(), data) for member, data in members]
    archive = packages.packed(members)
    return f"{name}.zip", packages.harmed(archive, hand) if members and hand.random() < 0.4 else archive
