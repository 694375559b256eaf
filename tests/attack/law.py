"""The law that every command obeys, whatever it is given, and a folder in which to see that it does.

A command ends with 0, 1 or 2; on standard error stands at most one Chinese sentence, and it is no traceback and no
apology for a fault of the program; it ends soon; it touches nothing but its output, which is whole or not there.
"""

import hashlib
import io
import os
import re
import signal
import sys
import tempfile
import time
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from perfeval_xl import cli

SECONDS = 20
"""How much time of the processor a command may take; nearly all need less than one, the largest file allowed ten."""

_FAULT = re.compile(r"Traceback|程序内部出错|程序没能处理|Error\b.*line \d+")
_LONGEST = 420


_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f]")
"""What a terminal would obey instead of showing it."""


class Broken(AssertionError):
    """A command broke the law."""


class TooLong(BaseException):
    """A command was stopped because it took too long; no handler of the program catches it."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a command ended: exit code, what it said on either stream, how much time of the processor it took."""

    code: int
    said: str
    complained: str
    seconds: float


@dataclass(slots=True)
class Sandbox:
    """A folder with the inputs of a command; `outputs` are the only files (or folders) that it may make or change.

    Inside it lie the current folder and the folder for temporary files while a command runs: both must stay empty.
    """

    folder: Path
    outputs: tuple[str, ...] = ()

    def put(self, name: str, data: bytes) -> Path:
        """A file in the folder."""
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        return path

    def state(self) -> dict[str, str]:
        """Every file and link below the folder with a digest of its content."""
        found = {}
        for parent, folders, files in os.walk(self.folder):
            for name in (*folders, *files):
                path = Path(parent, name)
                key = path.relative_to(self.folder).as_posix()
                if path.is_symlink():
                    found[key] = f"→{os.readlink(path)}"
                elif path.is_file():
                    found[key] = hashlib.sha256(path.read_bytes()).hexdigest()
        return found

    def obey(self, *call: str | Path, seconds: float = SECONDS) -> Outcome:
        """Runs a command and raises Broken where it breaks the law."""
        before = self.state()
        with self._inside():
            outcome = run(*call, seconds=seconds)
        after = self.state()
        strange = sorted(key for key in after.keys() - before.keys() if not self._allowed(key))
        changed = sorted(key for key in before if after.get(key) != before[key] and not self._allowed(key))
        _hold(not strange, f"左下了不该有的文件 {strange}", call, outcome)
        _hold(not changed, f"改动了输入 {changed}", call, outcome)
        made = [key for key in after if self._allowed(key) and after[key] != before.get(key)]
        kept = [key for key in made if not key.endswith(".cache")]
        _hold(outcome.code != 2 or not kept, f"出错却留下了 {made}", call, outcome)
        for key in made:
            copied = after[key] in before.values()  # an input that is kept under another name is as it was
            _hold(copied or _is_whole(self.folder / key), f"{key} 不完整", call, outcome)
        return outcome

    @contextmanager
    def _inside(self) -> Iterator[None]:
        here, temporary = self.folder / "此处", self.folder / "临时"
        standing = Path.cwd(), tempfile.tempdir
        for folder in (here, temporary):
            folder.mkdir(exist_ok=True)
        os.chdir(here)
        tempfile.tempdir = str(temporary)
        try:
            yield
        finally:
            os.chdir(standing[0])
            tempfile.tempdir = standing[1]

    def _allowed(self, key: str) -> bool:
        return any(key == name or key.startswith(f"{name}/") for name in self.outputs)


def run(*call: str | Path, seconds: float = SECONDS) -> Outcome:
    """Runs a command in this process and raises Broken where its exit code or its words break the law."""
    streams = [io.TextIOWrapper(io.BytesIO(), encoding="utf-8", errors="replace") for _ in range(2)]
    standing = sys.stdout, sys.stderr
    start = time.process_time()
    try:
        sys.stdout, sys.stderr = streams
        with limited(seconds):
            code = cli.main([str(word) for word in call])
    except TooLong:
        code = -1
    finally:
        sys.stdout, sys.stderr = standing
    said, complained = (_written(stream) for stream in streams)
    outcome = Outcome(code, said, complained, time.process_time() - start)
    judge(call, outcome, seconds)
    return outcome


def judge(call, outcome: Outcome, seconds: float = SECONDS) -> None:
    """Raises Broken where an exit code or the words on standard error break the law."""
    _hold(outcome.code != -1, f"超过 {seconds} 秒", call, outcome)
    _hold(outcome.code in (0, 1, 2), "退出码不对", call, outcome)
    _hold(outcome.code != 1 or "check" in map(str, call[:1]), "退出码 1 只属于 check", call, outcome)
    _hold(not _FAULT.search(outcome.said + outcome.complained), "程序出错", call, outcome)
    _hold(not _CONTROL.search(outcome.said + outcome.complained), "有控制字符", call, outcome)
    lines = outcome.complained.splitlines()
    if outcome.code == 2:
        _hold(len(lines) == 1 and lines[0].startswith("错误："), "标准错误上不是一句话", call, outcome)
        _hold(lines[0].endswith(("。", "？")) and not lines[0].isascii(), "不是一句中文", call, outcome)
        _hold(len(lines[0]) <= _LONGEST, "话太长", call, outcome)
    else:
        _hold(not lines, "没有出错却有话在标准错误上", call, outcome)


def _hold(condition: bool, fault: str, call, outcome: Outcome) -> None:
    if not condition:
        words = " ".join(str(word)[:60] for word in call)
        heard = f"{outcome.complained[:200]} … {outcome.complained[-300:]}"
        raise Broken(f"{fault}｜{words}｜{outcome.code}｜{heard}｜{outcome.seconds:.1f}s")


def _written(stream: io.TextIOWrapper) -> str:
    stream.flush()
    return stream.buffer.getvalue().decode("utf-8")


def _is_whole(path: Path) -> bool:
    """Whether an output is complete: a zip whose parts all unpack, or a text that ends with its line."""
    if path.suffix in (".xlsx", ".xlsm", ".docx"):
        with zipfile.ZipFile(path) as package:
            return package.testzip() is None
    if path.suffix in (".json", ".html", ".txt"):
        return path.read_text(encoding="utf-8").endswith("\n")
    return True


@contextmanager
def limited(seconds: float = SECONDS):
    """Stops what takes longer, where the system has alarms; what others do at the same time does not count."""
    if not hasattr(signal, "setitimer"):
        yield
        return

    def stop(*_):
        raise TooLong

    standing = signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, standing)
