"""How an output file appears: whole or not at all, and never over a file that was not meant.

What is written goes to a temporary file in the same folder (`.perfeval-….tmp` and the file's own ending), which takes
the place of the output in one step. Whatever goes wrong, the temporary file is removed and an older output stays.
"""

from __future__ import annotations

import errno
import os
import re
import secrets
import shutil
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from perfeval_xl.errors import OutputError, PerfevalError
from perfeval_xl.files.source import shown

PREFIX = ".perfeval-"
"""How the name of a temporary file begins; one that is left behind after a power cut may be deleted."""

_LEFT = re.compile(re.escape(PREFIX) + r"[0-9a-f]{8}\.tmp(?:\..*)?")
_OLD = 24 * 3600
"""Seconds after which a temporary file can belong to no run any more."""
_swept: set[Path] = set()
_PAUSES = (0.05, 0.1, 0.2, 0.4, 0.5, 0.75)
"""Seconds to wait before the next try."""
_WINDOWS = sys.platform == "win32"
_SHARING = (32, 33)
"""Windows: another program has the file, or a part of it, to itself."""


@contextmanager
def replacing(path: str | Path, *, force: bool = False, inputs: Iterable[str | Path] = ()) -> Iterator[Path]:
    """A temporary path to write to, which becomes the file at `path` when the block ends without an exception.

    An existing file is replaced only with `force`, and never when it is one of `inputs`. Raises OutputError with one
    sentence where the file cannot be written.
    """
    target = _real(Path(path))
    _refuse(target, force, inputs)
    temporary = target.with_name(f"{PREFIX}{secrets.token_hex(4)}.tmp{target.suffix[:12]}")
    try:
        os.close(os.open(temporary, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o666))
        yield temporary
        _patiently(lambda: _sync(temporary))
        _refuse(target, force, inputs)
        _patiently(lambda: _place(temporary, target, force))
    except BaseException as fault:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)
        cause = None if isinstance(fault, PerfevalError) else _os_error(fault)
        if cause is None:
            raise
        raise OutputError(_sentence(target, cause)) from fault
    _sync_folder(target.parent)
    _sweep(target.parent)


def refuse(path: str | Path, *, force: bool = False, inputs: Iterable[str | Path] = ()) -> None:
    """Raises OutputError where `replacing` would, so that long work does not begin in vain."""
    _refuse(_real(Path(path)), force, inputs)


def free_name(path: Path) -> str:
    """A file name beside `path` that is not taken: 自评表(2).xlsx."""
    candidates = (f"{path.stem[:60]}({n}){path.suffix}" for n in range(2, 10_000))
    return next(name for name in candidates if not os.path.exists(path.with_name(name)))


def _real(path: Path) -> Path:
    """`path` with links followed, so that a link stays a link and its file is replaced."""
    try:
        return Path(os.path.realpath(path))
    except (OSError, ValueError) as fault:
        raise OutputError(_sentence(path, fault)) from fault


def _refuse(target: Path, force: bool, inputs: Iterable[str | Path]) -> None:
    name = shown(target)
    try:
        if not target.parent.is_dir():
            raise OutputError(f"{name}：文件夹“{shown(target.parent)}”不存在，请先建立或换一个位置。")
        if not target.exists():
            return
        if target.is_dir():
            raise OutputError(f"{name}：这是文件夹，请在后面写上文件名。")
        if not target.is_file():
            raise OutputError(f"{name}：这不是普通文件，不能写入，请换一个文件名。")
        if any(_same(target, Path(source)) for source in inputs):
            raise OutputError(f"{name}：输出与读入的是同一个文件，请换一个文件名，如“{free_name(target)}”。")
        if not force:
            raise OutputError(_exists(target))
        if any(os.path.exists(target.with_name(lock)) for lock in _locks(target.name)):
            raise OutputError(_opened(target))
        if not os.access(target, os.W_OK):
            raise OutputError(f"{name}：文件是只读的，请去掉只读属性，或换一个文件名，如“{free_name(target)}”。")
    except (OSError, ValueError) as fault:
        raise OutputError(_sentence(target, fault)) from fault


def _same(one: Path, other: Path) -> bool:
    try:
        return os.path.samefile(one, other)
    except OSError:
        return False


def _locks(name: str) -> tuple[str, ...]:
    """The files that Excel, Word (which drops two letters of a long name) and LibreOffice put beside an open file."""
    return f"~${name}", f"~${name[2:]}", f".~lock.{name}#"


def _exists(target: Path) -> str:
    return f"{shown(target)}：文件已存在；要替换请加 --force，或换一个文件名，如“{free_name(target)}”。"


def _opened(target: Path) -> str:
    return (
        f"{shown(target)}：文件正在 Word、Excel 或 WPS 中打开，请先关闭，或换一个文件名，如“{free_name(target)}”；"
        "确已关闭的，删除同一文件夹中以 ~$ 或 .~lock 开头的文件。"
    )


def _place(temporary: Path, target: Path, force: bool) -> None:
    """Puts the file in its place in one step; without `force` only where nothing has come there, however late."""
    if target.exists():
        shutil.copymode(target, temporary)
    if force:
        os.replace(temporary, target)
    elif _WINDOWS:
        os.rename(temporary, target)
    else:
        try:
            os.link(temporary, target)
        except FileExistsError:
            raise
        except OSError:  # no hard links here: a moment ago nothing stood there
            os.replace(temporary, target)
        else:
            with suppress(OSError):  # the file is there; what is left beside it is swept up some day
                temporary.unlink()


def _patiently(step: Callable[[], None]) -> None:
    """Does `step`, again and again for two seconds where another program holds the file for a moment.

    On Windows, OneDrive and virus scanners open a new file as soon as it is closed.
    """
    for pause in _PAUSES if _WINDOWS else ():
        try:
            return step()
        except PermissionError:
            time.sleep(pause)
    return step()


def _sweep(folder: Path) -> None:
    """Removes what runs that were killed long ago have left in `folder`; once a run, and never for the sake of it."""
    if folder in _swept:
        return
    _swept.add(folder)
    with suppress(OSError):
        for path in folder.glob(f"{PREFIX}*.tmp*"):
            if _LEFT.fullmatch(path.name) and path.stat().st_mtime < time.time() - _OLD:
                path.unlink()


def _sync(path: Path) -> None:
    with path.open("rb+") as stream:
        os.fsync(stream.fileno())


def _sync_folder(folder: Path) -> None:
    """Makes the renaming last through a power cut, where the system lets a folder be opened (not on Windows)."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _os_error(fault: BaseException) -> OSError | None:
    """The operating system's error behind `fault`; XlsxWriter wraps it in an exception of its own."""
    behind = (fault, fault.__cause__, *getattr(fault, "args", ()))
    return next((item for item in behind if isinstance(item, OSError)), None)


def _sentence(target: Path, fault: OSError | ValueError) -> str:
    name = shown(target)
    number = getattr(fault, "errno", None)
    if isinstance(fault, ValueError) or number == errno.EINVAL:
        return f"{name}：文件名中有不能使用的字符，请换一个文件名。"
    if isinstance(fault, FileExistsError):
        return _exists(target)
    if number == errno.ENAMETOOLONG:
        return f"{name}：文件名太长，请改短后重试。"
    if number in (errno.ENOSPC, getattr(errno, "EDQUOT", -1)):
        return f"{name}：磁盘空间不足，没有写出，请清理磁盘或换一个位置后重试。"
    if number == errno.EROFS:
        return f"{name}：所在磁盘是只读的，请换一个位置。"
    if isinstance(fault, PermissionError):
        if os.access(target.parent, os.W_OK) and target.exists():
            return _opened(target)
        if getattr(fault, "winerror", None) in _SHARING:
            return f"{name}：文件正被别的程序占用（如网盘同步、杀毒软件），没有写出，请稍后重试，或换一个位置。"
        return f"{name}：没有写入权限，文件夹“{shown(target.parent)}”可能是只读的，请换一个位置，如“文档”文件夹。"
    return f"{name}：写入失败（{fault.strerror or fault}），请检查磁盘或网络后重试。"
