"""What Excel needs in order to reach Python: the component and its registration, Excel's settings, complete files."""

from __future__ import annotations

import csv
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from perfeval_xl.doctor.diagnosis import Diagnosis, State
from perfeval_xl.setup import journal, registry, selftest, windows
from perfeval_xl.setup.places import Places, installed, places
from perfeval_xl.setup.registration import CLASSES, CLSID, OFFICES, PROGID

SLOW = 50.0
"""Milliseconds of a call above which a form of forty indicators is felt to lag."""
_REINSTALL = "请再双击一次安装包里的 install.cmd 修复。"
_OFFICE = r"Software\Microsoft\Office"
_POLICIES = r"Software\Policies\Microsoft\Office"
_VIEWS = {"64 位": "Software", "32 位": r"Software\Wow6432Node"}
_NAMES = {"15.0": "2013", "16.0": "2016 或更新"}
_SHOWN = 3
"""How many names of files are listed."""


@dataclass(frozen=True, slots=True)
class Computer:
    """Where to look: the registry, the user's folders, the installation, and how to call the component."""

    places: Places
    installed: bool
    read: Callable[..., object] = registry.read
    subkeys: Callable[..., Iterator[str]] = registry.subkeys
    measure: Callable[[], tuple[str, float, float]] = selftest.measure

    def either(self, path: str, name: str = "") -> object:
        """What a value holds for this user, else for everybody."""
        own = self.read("HKCU", path, name)
        return self.read("HKLM", path, name) if own is None else own


def _here() -> Computer | None:
    """The computer that this runs on; None where it is no Windows."""
    if sys.platform != "win32":
        return None
    folder = installed()
    return Computer(places=places(folder), installed=folder is not None)


def look() -> Iterable[Diagnosis]:
    """All that concerns Excel on this computer."""
    computer = _here()
    if computer is None:
        cure = "要在 Excel 里边填边算，请在 Windows 上运行 install.cmd；命令行的功能在这里都能用。"
        yield Diagnosis(name="Excel", state=State.WARNING, seen="这里不是 Windows", cure=cure)
        return
    for part in PARTS:
        yield from part(computer)


def registration(computer: Computer) -> Iterable[Diagnosis]:
    """Whether 64-bit and 32-bit programs find the component, and the program that it names."""
    if computer.either(rf"{CLASSES}\{PROGID}\CLSID") != CLSID:
        state = State.FAILED if computer.installed else State.WARNING
        cure = _REINSTALL if computer.installed else "要在 Excel 里边填边算，请运行 install.cmd；命令行照常能用。"
        yield Diagnosis(name="组件登记", state=state, seen=f"没有登记 {PROGID}", cure=cure)
        return
    branches = {"64 位": CLASSES, "32 位": rf"{CLASSES}\Wow6432Node"}
    commands = {view: computer.either(rf"{path}\CLSID\{CLSID}\LocalServer32") for view, path in branches.items()}
    missing = [view for view, command in commands.items() if not command]
    gone = {program for command in commands.values() if command and not Path(program := _program(command)).exists()}
    if missing:
        seen = f"{'、'.join(missing)} Excel 找不到组件"
        yield Diagnosis(name="组件登记", state=State.FAILED, seen=seen, cure=_REINSTALL)
    elif gone:
        cure = "可能被杀毒软件隔离；请恢复并加入信任，再双击一次安装包里的 install.cmd。"
        yield Diagnosis(name="组件登记", state=State.FAILED, seen=f"{'、'.join(sorted(gone))} 不见了", cure=cure)
    else:
        yield Diagnosis(name="组件登记", state=State.OK, seen=f"{PROGID}，64 位和 32 位 Excel 都能找到")


def _program(command: object) -> str:
    return str(command).split('"')[1] if str(command).startswith('"') else str(command).partition(" ")[0]


def component(computer: Computer) -> Iterable[Diagnosis]:
    """Whether the component answers, and how fast."""
    if computer.either(rf"{CLASSES}\{PROGID}\CLSID") != CLSID:
        return
    log = computer.places.log / "component.log"
    try:
        about, start, call = computer.measure()
    except (ImportError, OSError, ValueError) as error:
        cure = f"请关闭 Excel 后再双击一次安装包里的 install.cmd；若仍不行，请看日志 {log}。"
        yield Diagnosis(name="计分组件", state=State.FAILED, seen=f"没有应答（{error}）", cure=cure)
        return
    seen = f"{about}；应答用 {start:.1f} 秒，每次计算 {call:.1f} 毫秒；日志 {log}"
    if call > SLOW:
        cure = "计算偏慢，多半是杀毒软件在逐次检查；请把安装文件夹加入信任。"
        yield Diagnosis(name="计分组件", state=State.WARNING, seen=seen, cure=cure)
    else:
        yield Diagnosis(name="计分组件", state=State.OK, seen=seen)


def excel(computer: Computer) -> Iterable[Diagnosis]:
    """Which Excel there is, of how many bits, and whether WPS is there too."""
    wps = any(computer.either(rf"{root}\Kingsoft\Office\6.0\common", "Version") for root in _VIEWS.values())
    version = computer.read("HKLM", rf"{_OFFICE}\ClickToRun\Configuration", "VersionToReport")
    if version:
        bits = {"x64": "64 位", "x86": "32 位"}.get(
            str(computer.read("HKLM", rf"{_OFFICE}\ClickToRun\Configuration", "Platform")), "位数不明"
        )
        found = [f"{version}，{bits}"]
    else:
        found = [
            f"{_NAMES[office]}，{view}"
            for view, root in _VIEWS.items()
            for office in OFFICES
            if computer.read("HKLM", rf"{root}\Microsoft\Office\{office}\Excel\InstallRoot", "Path")
        ]
    way = "在资源管理器里右键点自评表，“绩效自评”下面有检查、导出自评报告、生成送审件"
    if found:
        also = "；另有 WPS" if wps else ""
        yield Diagnosis(name="Excel", state=State.OK, seen="；".join(found) + also)
    elif wps:
        cure = f"WPS 里不能边填边算；{way}。"
        yield Diagnosis(name="Excel", state=State.WARNING, seen="只有 WPS，没有 Excel", cure=cure)
    else:
        cure = f"要边填边算需要 Excel 2013 或更新的版本；{way}。"
        yield Diagnosis(name="Excel", state=State.WARNING, seen="没有找到 Excel", cure=cure)


def macros(computer: Computer) -> Iterable[Diagnosis]:
    """What the administrator or the user has decided about macros. Source: VBAWarnings in Office's policies."""
    asked = "打开自评表时请点“启用内容”。"
    admin = "这是管理员定的，请联系管理员；在此之前可以用不带宏的表（.xlsx）和右键菜单。"
    user = "请在 Excel 的 选项 → 信任中心 → 宏设置 里选“禁用所有宏，并发出通知”。"
    found = []
    for office in OFFICES:
        for root, by_admin in ((_POLICIES, True), (_OFFICE, False)):
            path = rf"{root}\{office}\Excel\Security"
            cure = admin if by_admin else user
            level = computer.either(path, "VBAWarnings") if by_admin else computer.read("HKCU", path, "VBAWarnings")
            if level in (3, 4):
                words = "只许运行有签名的宏" if level == 3 else "禁用所有宏，不通知"
                found.append((f"{words}（Office {office}{'，组策略' if by_admin else ''}）", cure))
            if by_admin and computer.either(path, "blockcontentexecutionfrominternet") == 1:
                words = f"来自网络的文件一律不许运行宏（Office {office}，组策略）"
                found.append((words, "请用安装时放进“文档\\绩效自评”的表，或先在文件属性里点“解除锁定”。"))
        if computer.either(rf"{_POLICIES}\{office}\Common", "VBAOff") == 1:
            found.append((f"VBA 被关闭（Office {office}，组策略）", admin))
    for seen, cure in found:
        yield Diagnosis(name="宏策略", state=State.WARNING, seen=seen, cure=cure)
    if not found:
        yield Diagnosis(name="宏策略", state=State.OK, seen=f"没有禁止宏；{asked}")


def trusted(computer: Computer) -> Iterable[Diagnosis]:
    r"""Whether Excel runs the macros of the workbooks in 文档\绩效自评 without asking."""
    wanted = str(computer.places.workbooks).casefold()
    for office in OFFICES:
        path = rf"{_OFFICE}\{office}\Excel\Security\Trusted Locations"
        for name in computer.subkeys("HKCU", path):
            folder = str(computer.read("HKCU", rf"{path}\{name}", "Path") or "").rstrip("\\").casefold()
            if folder == wanted:
                seen = f"{computer.places.workbooks} 里的宏不再询问"
                yield Diagnosis(name="受信任位置", state=State.OK, seen=seen)
                return
    cure = "打开自评表时点“启用内容”即可；不想每次点，就运行 install.cmd -TrustFolder。"
    seen = f"{computer.places.workbooks} 不是受信任位置"
    yield Diagnosis(name="受信任位置", state=State.WARNING, seen=seen, cure=cure)


def marks(computer: Computer) -> Iterable[Diagnosis]:
    """Whether workbooks of the user bear the mark of the web, for which Office blocks their macros."""
    folder = computer.places.workbooks
    books = sorted(folder.glob("*.xls*")) if folder.is_dir() else []
    marked = [path.name for path in books if windows.marked(path)]
    if marked:
        cure = "请右键点这些文件 → 属性 → 勾选“解除锁定”。"
        seen = f"{_named(marked)} 是从网上收到的，Excel 会禁用其中的宏"
        yield Diagnosis(name="网络标记", state=State.WARNING, seen=seen, cure=cure)
    else:
        yield Diagnosis(name="网络标记", state=State.OK, seen=f"{folder} 里的 {len(books)} 个工作簿都没有")


def files(computer: Computer) -> Iterable[Diagnosis]:
    """Whether all that was installed is still there; antivirus takes single files away."""
    if not computer.installed:
        return
    entries = journal.load(computer.places.record)
    wanted = [Path(entry["path"]) for entry in entries if entry["kind"] in ("file", "tree")]
    listings = sorted(computer.places.packages.glob("*.dist-info/RECORD"))
    wanted += [path for listing in listings for path in _listed(listing)]
    missing = [path.name for path in wanted if not path.exists()]
    if not entries or not listings:
        missing.append(computer.places.record.name if not entries else "全部程序库")
    if missing:
        cure = "请在杀毒软件的隔离区里恢复、加入信任，再双击一次安装包里的 install.cmd。"
        yield Diagnosis(name="安装的文件", state=State.FAILED, seen=f"缺 {_named(missing)}", cure=cure)
    else:
        yield Diagnosis(name="安装的文件", state=State.OK, seen=f"{len(wanted)} 个都在（{computer.places.folder}）")


def _listed(listing: Path) -> Iterator[Path]:
    """The files of an installed package, as its own list names them, without what was never unpacked."""
    packages = listing.parent.parent
    for row in csv.reader(listing.read_text("utf-8").splitlines()):
        if row and ".data/" not in row[0] and not row[0].startswith("..") and not row[0].endswith(".pyc"):
            yield packages / row[0]


def _named(names: list[str]) -> str:
    more = f" 等 {len(names)} 个文件" if len(names) > _SHOWN else ""
    return "、".join(names[:_SHOWN]) + more


PARTS = (registration, component, excel, macros, trusted, marks, files)
"""What is looked at on Windows, in order."""
EXAMINATIONS: tuple[Callable[[], Iterable[Diagnosis]], ...] = (look,)
