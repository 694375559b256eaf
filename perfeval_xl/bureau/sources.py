"""The files below a folder that may be returns, subfolders and zip archives included, in the order of their places.

Archives are read in memory, nothing is unpacked to a disk, so a member cannot choose where it lands; what they unpack
to is bounded. Links are not followed.
"""

from __future__ import annotations

import io
import os
import time
import zipfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath

from perfeval_xl.errors import WorkbookError
from perfeval_xl.files.output import PREFIX
from perfeval_xl.files.package import DAMAGED, UNKNOWN_PACKING
from perfeval_xl.files.source import LIMIT, printable, read_bytes

WORKBOOKS = (".xlsx", ".xlsm")
ARCHIVES = (".zip",)
OTHER_FORMS = {
    ".xls": "旧式 Excel 文件（.xls），请用 import 读入，或请单位另存为 .xlsx 后重报。",
    ".et": "WPS 旧式表格（.et），请另存为 .xlsx 后再汇总。",
    ".xlsb": "二进制工作簿（.xlsb），请另存为 .xlsx 后再汇总。",
    ".ods": "OpenDocument 表格，请另存为 .xlsx 后再汇总。",
    ".csv": "纯文本表格（.csv），没有表样信息，请用标准自评表重报。",
    ".rar": "压缩包是 .rar 格式，请解压后再汇总，或改用 .zip。",
    ".7z": "压缩包是 .7z 格式，请解压后再汇总，或改用 .zip。",
}
"""Files that may well be returns but that are not read, with what to do; all other kinds are only counted."""

DEPTH_LIMIT = 3
UNPACKED_LIMIT = 512 * 1024 * 1024
MEMBER_LIMIT = 5_000
"""Archives within archives, unpacked bytes of one archive with all inside it, members of one archive."""

_LISTED = frozenset((*WORKBOOKS, *ARCHIVES, *OTHER_FORMS))
_UTF8 = 0x800
_ENCRYPTED = 0x1


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One file: where it lies ("东片/甲单位.xlsm", "东片.zip/甲单位.xlsm"), its content or why there is none.

    `path` is the file on the disk, for an archive's member that of the archive; `modified` is local time as text.
    """

    place: str
    path: Path
    modified: str = ""
    size: int = 0
    data: bytes = b""
    problem: str = ""
    archived: bool = False


@dataclass(slots=True)
class Tally:
    """What was met besides returns, by ending; how many files there are to read, as far as is known."""

    others: Counter[str] = field(default_factory=Counter)
    total: int = 0


def found_in(folder: Path, skipped: frozenset[Path], tally: Tally) -> Iterator[Source]:
    """Every file below `folder` that may be a return, in the order of the places.

    `skipped` files and folders are left out. A file that cannot be read is given with its problem. `tally` is filled
    meanwhile; its total stands at the first file.
    """
    broken: list[Source] = []
    paths = sorted(_walk(folder, skipped, broken), key=lambda path: _order(_place(folder, path)))
    tally.total = sum(path.suffix.lower() in _LISTED for path in paths)
    yield from broken
    for path in paths:
        place = _place(folder, path)
        ending = path.suffix.lower()
        if ending not in _LISTED:
            tally.others[ending or "无扩展名"] += 1
            continue
        source = _read(path, place)
        if ending in ARCHIVES and not source.problem:
            yield from _members(source, tally)
        else:
            yield source


def _walk(folder: Path, skipped: frozenset[Path], broken: list[Source]) -> Iterator[Path]:
    def refused(fault: OSError) -> None:
        path = Path(fault.filename or folder)
        broken.append(
            Source(
                place=_place(folder, path),
                path=path,
                problem="没有权限打开这个文件夹，里面的表没有读，请取得权限后重试。",
            )
        )

    for parent, folders, files in os.walk(folder, onerror=refused):
        within = Path(os.path.realpath(parent))
        folders[:] = [name for name in folders if not _passed_over(name) and within / name not in skipped]
        yield from (Path(parent, name) for name in files if not _passed_over(name) and within / name not in skipped)


def _passed_over(name: str) -> bool:
    """Lock files, temporary files, what systems leave behind."""
    return name.startswith(("~$", ".", PREFIX)) or name in ("__MACOSX", "Thumbs.db", "desktop.ini")


def _place(folder: Path, path: Path) -> str:
    try:
        return _shown(path.relative_to(folder).as_posix())
    except ValueError:
        return _shown(path.name)


def _shown(place: str) -> str:
    """A place that can be printed on one line, whatever is in the names."""
    return " ".join(printable(place).split()) or "?"


def _order(place: str) -> tuple[str, ...]:
    return tuple(place.split("/"))


def _read(path: Path, place: str) -> Source:
    ending = path.suffix.lower()
    try:
        state = path.lstat()
        stamp, size = time.strftime("%Y-%m-%d %H:%M:%S", time.localtime(state.st_mtime)), state.st_size
        if path.is_symlink():
            return Source(place=place, path=path, problem="这是指向别处的链接，没有读，请换成文件本身。")
        if ending in OTHER_FORMS:
            return Source(place=place, path=path, modified=stamp, size=size, problem=OTHER_FORMS[ending])
        data = read_bytes(path, WorkbookError)
    except WorkbookError as fault:
        return Source(place=place, path=path, problem=str(fault).partition("：")[2])
    except (OSError, ValueError) as fault:
        return Source(
            place=place,
            path=path,
            problem=f"读取失败（{getattr(fault, 'strerror', '') or fault}），请检查磁盘或网络后重试。",
        )
    return Source(place=place, path=path, modified=stamp, size=size, data=data)


@dataclass(slots=True)
class _Allowance:
    """How much one archive on the disk may still unpack to, with all archives inside it."""

    left: int = UNPACKED_LIMIT


def _members(archive: Source, tally: Tally, depth: int = 1, allowance: _Allowance | None = None) -> Iterator[Source]:
    allowance = allowance or _Allowance()

    def bad(problem: str, place: str = archive.place) -> Source:
        return replace(archive, place=place, data=b"", problem=problem, archived=True)

    if depth > DEPTH_LIMIT:
        yield bad(f"压缩包套了 {depth} 层以上，没有读，请解压后再汇总。")
        return
    try:
        opened = zipfile.ZipFile(io.BytesIO(archive.data))
        infos = sorted(
            (info for info in opened.infolist() if not info.filename.endswith("/")),
            key=lambda info: _order(_name(info)),
        )
    except (*DAMAGED, UNKNOWN_PACKING):
        yield bad("压缩包已损坏或没有下载完整，请重新取得。")
        return
    if len(infos) > MEMBER_LIMIT:
        yield bad(f"压缩包里有 {len(infos)} 个文件，多得不正常，没有读，请检查来源。")
        return
    wanted = []
    for info in infos:
        name = _name(info)
        ending = PurePosixPath(name).suffix.lower()
        if any(_passed_over(part) for part in name.split("/")):
            continue
        if ending in _LISTED:
            wanted.append((info, name, ending))
        else:
            tally.others[ending or "无扩展名"] += 1
    tally.total += len(wanted) - 1
    with opened:
        for info, name, ending in wanted:
            place = f"{archive.place}/{name}"
            if ending in OTHER_FORMS:
                yield bad(OTHER_FORMS[ending], place)
                continue
            member = _unpacked(opened, info, place, archive, allowance)
            if ending in ARCHIVES and not member.problem:
                yield from _members(member, tally, depth + 1, allowance)
            else:
                yield member


def _unpacked(
    opened: zipfile.ZipFile, info: zipfile.ZipInfo, place: str, archive: Source, allowance: _Allowance
) -> Source:
    """One member of an archive, its content bounded by what really comes out, not by what its header says."""
    data, problem = b"", ""
    room = min(LIMIT, allowance.left)
    try:
        if info.flag_bits & _ENCRYPTED:
            problem = "压缩包加了密码，请去掉密码或解压后再汇总。"
        else:
            with opened.open(info) as stream:
                data = stream.read(room + 1)
            allowance.left -= len(data)
            if len(data) > room:
                data, problem = b"", "解压后大得不正常，没有读，请检查来源，或解压后单独放入。"
    except DAMAGED:
        problem = "压缩包中的这个文件已损坏，请重新取得。"
    except UNKNOWN_PACKING:
        problem = "压缩包用了特殊的压缩方式或密码，请解压后再汇总。"
    if not data and not problem:
        problem = "文件是空的（0 字节），请重新取得。"
    moment = "{:04}-{:02}-{:02} {:02}:{:02}:{:02}".format(*info.date_time)
    return Source(
        place=place,
        path=archive.path,
        modified=moment,
        size=len(data) or info.file_size,
        data=data,
        problem=problem,
        archived=True,
    )


def _name(info: zipfile.ZipInfo) -> str:
    """The name of a member as its maker saw it: Chinese systems write GBK without saying so; no step leads upwards."""
    name = info.filename
    if not info.flag_bits & _UTF8:
        try:
            name = name.encode("cp437").decode("gb18030")
        except UnicodeError:
            name = info.filename
    steps = [step for step in name.replace("\\", "/").split("/") if step not in ("", ".", "..")]
    return "/".join(_shown(step) for step in steps) or "?"
