"""The entries of Explorer's context menu: the way for WPS and for machines without macros.

They run in the private environment without a console:
`pythonw -m perfeval_xl.setup.explorer check|report|submit|roll|doctor PATH`

What is made is opened; what goes wrong is one message box.
"""

from __future__ import annotations

import contextlib
import io
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from perfeval_xl.setup.places import TITLE

_FORMS = (".xlsx", ".xlsm")
_OUTPUTS = {"report": "自评报告.docx", "submit": "送审件.xlsx"}
_USELESS = 2
"""The exit code of a command whose input is unusable."""


class Refusal(Exception):
    """What the user is told instead of getting what was asked for."""


def run(action: str, path: Path) -> tuple[Path, ...]:
    """The files that show the result of an action on the file that was clicked; Refusal says why there are none."""
    if action in _OUTPUTS:
        output = _free(path, _OUTPUTS[action])
        _command(action, str(path), "-o", str(output))
        return (output,)
    if action == "roll":
        return _rolled(path)
    folder = Path(tempfile.mkdtemp(prefix="perfeval-"))
    if action == "check":
        page = folder / f"{path.stem}-检查结果.html"
        form, extra = (path, []) if path.suffix.lower() in _FORMS else (_form_of(path), ["--report", str(path)])
        _command("check", str(form), *extra, "--html", str(page))
        return (page,)
    if action == "doctor":
        listing = folder / "自检.txt"
        listing.write_text(_command("doctor", accept=(0, _USELESS)), encoding="utf-8-sig")
        return (listing,)
    raise Refusal(f"没有“{action}”这个操作；请重新安装。")


def _rolled(path: Path) -> tuple[Path, ...]:
    """The return as the next year's beginning, and what was kept and cleared."""
    from perfeval_xl.errors import PerfevalError
    from perfeval_xl.figures import year_of
    from perfeval_xl.files import reader

    try:
        year = year_of(reader.read(path).form.fiscal_year)
    except PerfevalError as error:
        raise Refusal(str(error)) from error
    if year is None:
        raise Refusal(f"{path.name}：没有填写年度，不知道滚动到哪一年；请在自评表里填上年度，保存后再试。")
    output = _free(path, f"{year + 1}年度.xlsm")
    said = _command("roll", str(path), "--year", str(year + 1), "-o", str(output))
    listing = Path(tempfile.mkdtemp(prefix="perfeval-")) / "滚动说明.txt"
    listing.write_text(said, encoding="utf-8-sig")
    return output, listing


def _command(*arguments: str, accept: tuple[int, ...] = (0, 1)) -> str:
    """What a command of the command line prints; Refusal with its error line where it could not do its work."""
    from perfeval_xl import cli

    said, wrong = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(said), contextlib.redirect_stderr(wrong):
        code = cli.main(arguments)
    if code not in accept:
        raise Refusal(wrong.getvalue().strip() or said.getvalue().strip())
    return said.getvalue()


def _free(path: Path, ending: str) -> Path:
    """A name beside the file that is not taken yet."""
    from perfeval_xl.files.output import free_name

    output = path.with_name(f"{path.stem}-{ending}")
    return output.with_name(free_name(output)) if output.exists() else output


def _form_of(report: Path) -> Path:
    """The self-evaluation form that lies beside a report, where there is exactly one."""
    from perfeval_xl.errors import PerfevalError
    from perfeval_xl.files import reader

    forms = []
    for path in sorted(report.parent.iterdir()):
        if path.suffix.lower() in _FORMS and not path.name.startswith("~$"):
            with contextlib.suppress(PerfevalError):
                reader.read(path)
                forms.append(path)
    if len(forms) == 1:
        return forms[0]
    found = f"找到 {len(forms)} 份（{'、'.join(form.name for form in forms)}）" if forms else "没有找到"
    raise Refusal(f"检查报告要与自评表对照：请把这份报告和它的一份自评表单独放在一个文件夹里。现在{found}自评表。")


def main(arguments: list[str], opened: Callable[[Path], None], told: Callable[[str], None]) -> int:
    """Runs the action and shows its files with `opened`, or what went wrong with `told`."""
    try:
        for path in run(arguments[0], Path(arguments[1])):
            opened(path)
    except Refusal as refusal:
        told(str(refusal))
        return 1
    except OSError as error:
        told(f"{error.filename or ''} {error.strerror or error}；请检查路径、权限和磁盘空间。".strip())
        return 1
    return 0


def _message_box(text: str) -> None:
    import ctypes

    ctypes.windll.user32.MessageBoxW(None, text, TITLE, 0x30)


def _open(path: Path) -> None:
    import os

    os.startfile(path)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:], _open, _message_box))
