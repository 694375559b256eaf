"""What the program needs on any computer: Python, packages, fonts, PDF, folders to write in."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable
from importlib import metadata
from pathlib import Path

from perfeval_xl.doctor.diagnosis import Diagnosis, State

LOWEST_PYTHON = (3, 11)
FONTS = {
    "仿宋": ("FangSong", "仿宋", "STFangsong"),
    "黑体": ("SimHei", "黑体"),
    "楷体": ("KaiTi", "楷体"),
    "宋体": ("SimSun", "宋体"),
}
"""The fonts of an official report and the names under which systems list them."""


def _python() -> Iterable[Diagnosis]:
    found = ".".join(map(str, sys.version_info[:3]))
    if sys.version_info >= LOWEST_PYTHON:
        yield Diagnosis(name="Python", state=State.OK, seen=f"{found}（{sys.executable}）")
    else:
        lowest = ".".join(map(str, LOWEST_PYTHON))
        yield Diagnosis(name="Python", state=State.FAILED, seen=found, cure=f"请安装 Python {lowest} 或更新的版本。")


_PACKAGES = {
    "openpyxl": (State.WARNING, "自己的脚本读写工作簿"),
    "XlsxWriter": (State.FAILED, "生成自评表和送审件"),
    "python-docx": (State.WARNING, "核对 Word 自评报告"),
    "pyparsing": (State.FAILED, "读评分标准"),
    "xlwings": (State.WARNING, "在 Excel 里边填边算"),
    "pandas": (State.WARNING, "财政部门分析汇总表"),
}


def _packages() -> Iterable[Diagnosis]:
    for name, (without, purpose) in _PACKAGES.items():
        try:
            yield Diagnosis(name=name, state=State.OK, seen=f"{metadata.version(name)}，用于{purpose}")
        except metadata.PackageNotFoundError:
            wanted = '"perfeval-xl[bureau]"' if name == "pandas" else name
            cure = f"需要{purpose}时运行：python -m pip install {wanted}"
            yield Diagnosis(name=name, state=without, seen="没有安装", cure=cure)


def _schemes() -> Iterable[Diagnosis]:
    from perfeval_xl import scheme
    from perfeval_xl.errors import PerfevalError

    try:
        schemes = scheme.all_schemes()
    except PerfevalError as error:
        yield Diagnosis(name="评分方案", state=State.FAILED, seen=str(error), cure="请重新安装本软件。")
        return
    drafts = sum(not one.verified for one in schemes.values())
    own = f"，另有自己的 {len(schemes.keys() - scheme.shipped().keys())} 个" if scheme.own_folder() else ""
    seen = f"{len(scheme.shipped())} 个{own}，其中草案 {drafts} 个"
    yield Diagnosis(name="评分方案", state=State.OK, seen=seen)
    for problem in scheme.problems().values():
        cure = f"请照这句话改正，再运行一次自检；方案文件夹是 {scheme.own_folder()}。"
        yield Diagnosis(name="自己的方案", state=State.WARNING, seen=problem, cure=cure)


def _pdf() -> Iterable[Diagnosis]:
    from perfeval_xl.files.pdf import libreoffice

    office = libreoffice()
    if office:
        yield Diagnosis(name="PDF", state=State.OK, seen=f"用 LibreOffice 生成（{office}）")
    elif _has_word():
        yield Diagnosis(name="PDF", state=State.OK, seen="用 Word 生成")
    else:
        cure = "要直接生成 PDF，请安装 LibreOffice；也可以在 Word 里另存为 PDF。"
        yield Diagnosis(name="PDF", state=State.WARNING, seen="没有找到 LibreOffice 或 Word", cure=cure)


def _has_word() -> bool:
    if sys.platform != "win32":
        return False
    import winreg

    try:
        winreg.CloseKey(winreg.OpenKey(winreg.HKEY_CLASSES_ROOT, "Word.Application"))
    except OSError:
        return False
    return True


def _writing() -> Iterable[Diagnosis]:
    for name, folder in (("当前文件夹", Path.cwd()), ("临时文件夹", Path(tempfile.gettempdir()))):
        try:
            with tempfile.NamedTemporaryFile(dir=folder, prefix="perfeval-"):
                pass
        except OSError as error:
            cure = "请换到能写入的文件夹再运行。"
            yield Diagnosis(name=name, state=State.FAILED, seen=f"{folder} 不能写入（{error.strerror}）", cure=cure)
        else:
            yield Diagnosis(name=name, state=State.OK, seen=f"{folder} 可以写入")


def _fonts() -> Iterable[Diagnosis]:
    installed = _installed_fonts()
    if installed is None:
        yield Diagnosis(
            name="公文字体", state=State.WARNING, seen="查不出装了哪些字体", cure="请在 Word 里看一眼报告的字体。"
        )
        return
    missing = [font for font, names in FONTS.items() if not any(name.casefold() in installed for name in names)]
    if missing:
        cure = "报告照样生成，在装有这些字体的电脑上打开或打印即可。"
        yield Diagnosis(name="公文字体", state=State.WARNING, seen=f"缺 {'、'.join(missing)}", cure=cure)
    else:
        yield Diagnosis(name="公文字体", state=State.OK, seen="、".join(FONTS))


def _installed_fonts() -> str | None:
    """The names of all installed fonts in one text, in lower case; None when they cannot be listed."""
    if sys.platform == "win32":
        import winreg

        with winreg.OpenKey(winreg.HKEY_LOCAL_MACHINE, r"SOFTWARE\Microsoft\Windows NT\CurrentVersion\Fonts") as key:
            return "\n".join(winreg.EnumValue(key, n)[0] for n in range(winreg.QueryInfoKey(key)[1])).casefold()
    if not shutil.which("fc-list"):
        return None
    listed = subprocess.run(["fc-list", ":", "family"], capture_output=True, timeout=60, check=False, env=os.environ)
    return listed.stdout.decode("utf-8", "replace").casefold()


EXAMINATIONS: tuple[Callable[[], Iterable[Diagnosis]], ...] = (_python, _packages, _schemes, _pdf, _writing, _fonts)
"""What is looked at, in order. To look at more, add a function that yields diagnoses."""
