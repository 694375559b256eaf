"""The whole of `collect`: find, read, put together, write the summary and the letters."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from perfeval_xl.bureau import review, roster, shape, summary
from perfeval_xl.bureau.district import District, put_together
from perfeval_xl.bureau.review import Reviews
from perfeval_xl.bureau.sources import Tally, found_in
from perfeval_xl.bureau.store import Store, place_of
from perfeval_xl.bureau.work import Examined, examined, processes
from perfeval_xl.errors import FormError, OutputError, WorkbookError
from perfeval_xl.files.output import free_name, refuse, replacing
from perfeval_xl.files.source import shown

Progress = Callable[[int, int], None]
"""Told how many files are done and how many there are, as far as is known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What is asked for: the folder, the summary, and what else.

    `expect` is the roster, `letters` the folder for the letters, which `sender` signs and `deadline` asks to answer;
    `shaped` asks for the JSON shape, which holds every finding; `fresh` reads everything again; `workers` is the
    number of processes, None for one per processor; `force` replaces an earlier summary (the reviewer's columns stay)
    and earlier letters.
    """

    folder: Path
    output: Path
    expect: Path | None = None
    letters: Path | None = None
    sender: str = ""
    deadline: str = ""
    shaped: bool = False
    fresh: bool = False
    workers: int | None = None
    force: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Collected:
    """What came of it: the district, where its summary lies, how many files were known before, letters, JSON shape.

    `output` is another file than was asked for where the reading was stopped and a whole summary stands there.
    """

    district: District
    output: Path
    known: int
    shape: dict[str, Any] | None = None
    letters: int = 0
    interrupted: bool = False
    notes: tuple[str, ...] = ()


def collect(request: Request, progress: Progress = lambda done, total: None) -> Collected:
    """Reads all returns below the folder and writes the summary, and the letters where a folder for them is given.

    Ctrl+C while files are read ends the reading; what was read so far is written, and says so: beside the summary of
    an earlier run, which stays as it is unless it was such a part itself. Raises FormError, WorkbookError or
    OutputError where the folder, the roster or an output cannot be used.
    """
    _refuse(request)
    names = roster.read(request.expect) if request.expect else None
    store = Store(place_of(request.output), fresh=request.fresh)
    used = None
    others: Counter[str] = Counter()
    try:
        found, left = _read_all(request, store, progress, others)
        if not found and left is None and names is None:
            raise FormError(
                f"{shown(request.folder)}：文件夹里没有自评表（.xlsx、.xlsm 或装有它们的 .zip），请检查位置。"
            )
        standing = _standing(request.output)
        earlier, fault = _reviews(request.output, standing)
        notes = [store.note] if store.note else []
        kept = left is not None and bool(standing) and not earlier.partial
        output = _part_of(request.output) if kept else request.output
        rescued = request.output.with_name(free_name(request.output)) if fault and not kept else None
        if kept:
            notes.append(f"⚠ 原来的“{request.output.name}”没有动，复核请写在那里；这份“{output.name}”只是已读的部分。")
        if rescued:
            notes.append(f"⚠ 原来的汇总表读不出，复核内容没有带过来，原文件另存为“{rescued.name}”（{fault}）")
        district = put_together(
            found, roster=names, reviews=earlier.rows, others=dict(others), left=left or 0, notes=notes
        )
        with replacing(output, force=request.force and not kept) as temporary:
            summary.write(temporary, district, store, beside=output, headings=earlier.headings)
            if not kept and _standing(output) != standing:
                raise OutputError(
                    f"{shown(request.output)}：汇总表在汇总时被改动过，没有替换，以免丢掉复核内容；请再运行一次。"
                )
            if rescued:
                with replacing(rescued) as copy:
                    copy.write_bytes(standing)
        written, more = _write_letters(request, district, store, whole=left is None)
        if left is None:
            used = {item.digest for item in found}
        return Collected(
            district=district,
            output=output,
            known=sum(item.known for item in found),
            shape=shape.district(district, store, str(request.folder), str(output)) if request.shaped else None,
            letters=written,
            interrupted=left is not None,
            notes=(*district.notes, *more),
        )
    finally:
        store.close(used)


def _refuse(request: Request) -> None:
    """Whatever must be refused is refused before the long work."""
    if not os.path.isdir(request.folder):
        what = "这不是文件夹" if os.path.exists(request.folder) else "找不到这个文件夹"
        raise FormError(f"{shown(request.folder)}：{what}，请指定放自评表的文件夹。")
    refuse(request.output, force=request.force, inputs=[request.expect] if request.expect else ())
    folder = request.letters
    if folder is None:
        return
    try:
        is_there = folder.exists()
    except OSError as fault:
        raise OutputError(f"{shown(folder)}：这个文件夹名不能用（可能太长），请为退回意见换一个文件夹。") from fault
    if is_there and not folder.is_dir():
        raise OutputError(f"{shown(folder)}：这是文件，不是文件夹，请为退回意见换一个文件夹。")
    if not request.force and folder.is_dir() and any(folder.glob("*.docx")):
        raise OutputError(f"{shown(folder)}：文件夹里已有 Word 文件；要替换请加 --force，或换一个文件夹。")


def _part_of(output: Path) -> Path:
    """Where the part goes that was read before the stop, while a whole summary stands at `output`."""
    path = output.with_name(f"{output.stem[:57]}-部分{output.suffix}")  # `free_name` keeps 60 characters
    return path.with_name(free_name(path)) if path.exists() else path


def _standing(output: Path) -> bytes:
    """What stands where the summary will be written; nothing where there is no file."""
    try:
        return output.read_bytes()
    except FileNotFoundError:
        return b""
    except OSError as fault:
        raise OutputError(
            f"{shown(output)}：原来的汇总表读不出（{fault.strerror or fault}），请关闭打开它的程序后重试。"
        ) from fault


def _reviews(output: Path, data: bytes) -> tuple[Reviews, str]:
    """What reviewers wrote in the summary `data` that is to be replaced, or why it cannot be read."""
    if not data.startswith(b"PK"):  # never was a workbook
        return Reviews(), ""
    try:
        return review.read(output, data) or Reviews(), ""
    except WorkbookError as fault:
        return Reviews(), str(fault)


def _read_all(
    request: Request, store: Store, progress: Progress, others: Counter[str]
) -> tuple[list[Examined], int | None]:
    """Every file with what it holds, and how many were left when the reading was stopped (None: it was not)."""
    outputs = [request.output, *(path for path in (request.expect, request.letters) if path)]
    skipped = frozenset(Path(os.path.realpath(path)) for path in outputs)
    tally = Tally(others=others)
    found: list[Examined] = []
    sources = found_in(request.folder, skipped, tally)
    try:
        with closing(examined(sources, store, processes(request.workers))) as items:
            for item in items:
                found.append(item)
                progress(len(found), tally.total)
    except KeyboardInterrupt:
        return found, max(tally.total - len(found), 0)
    return found, None


def _write_letters(request: Request, district: District, store: Store, *, whole: bool) -> tuple[int, list[str]]:
    folder = request.letters
    if folder is None:
        return 0, []
    from perfeval_xl.bureau import letters
    from perfeval_xl.files import word

    taken: set[str] = set()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for unit in filter(letters.needed, district.units):
            found = store.findings(unit.digest)
            document = letters.letter(unit, found, sender=request.sender, deadline=request.deadline)
            with replacing(folder / letters.file_name(unit, taken), force=request.force) as temporary:
                word.write(document, temporary)
    except OutputError as fault:
        raise OutputError(f"汇总表已生成，但退回意见没有写完：{fault}") from fault
    except OSError as fault:
        raise OutputError(f"汇总表已生成，但没有写退回意见：不能建立文件夹“{shown(folder)}”，请换一个位置。") from fault
    left = letters.earlier_letters(folder, taken) if whole else []  # of a part nobody knows which are out of date
    shown_names = "、".join(left[:3]) + (f"等 {len(left)} 份" if len(left) > 3 else "")
    return len(taken), [f"退回意见文件夹里还有以前的“{shown_names}”，这次没有对应的错误，请自行处理。"] if left else []
