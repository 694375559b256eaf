"""The steps of an installation, in order. Each does one thing through the journal and says in Chinese what it did."""

from __future__ import annotations

import subprocess
import tempfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from perfeval_xl import __version__
from perfeval_xl.setup import bundle, environment, registration, wheels, windows
from perfeval_xl.setup.journal import Entry, Journal
from perfeval_xl.setup.places import TITLE, Places
from perfeval_xl.setup.registration import Value

_SCRIPT = "install.ps1"
_LINK = f"{TITLE}.lnk"
_MANUAL_LINK = f"{TITLE}用户手册.lnk"
_COMMAND = "perfeval-xl.cmd"
_DOCTOR_LINK = f"{TITLE}自检.lnk"


class Failure(Exception):
    """What went wrong, and what the user can do about it."""

    def __init__(self, cause: str, cure: str):
        super().__init__(cause)
        self.cause = cause
        self.cure = cure


@dataclass(frozen=True, slots=True, kw_only=True)
class Installation:
    """What is to be installed: from where, to where, in which hive the component is registered, whether to trust."""

    places: Places
    source: Path
    hive: str = "HKCU"
    trust: bool = False

    @property
    def offline(self) -> bool:
        """Whether everything comes from a bundle."""
        return bundle.is_bundle(self.source)


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step: what it would do, doing it, and the cure when Windows refuses."""

    title: str
    plan: Callable[[Installation], str]
    do: Callable[[Installation, Journal], str]
    cure: str


def failure(error: BaseException, step: Step) -> Failure:
    """What stopped a step, as something the user can act on."""
    match error:
        case Failure():
            return error
        case KeyboardInterrupt():
            return Failure("您中断了安装", "要安装请再双击一次 install.cmd。")
        case subprocess.CalledProcessError():
            return Failure(_last_line(error.output) or f"程序以代码 {error.returncode} 结束", step.cure)
        case subprocess.TimeoutExpired():
            return Failure("等得太久，没有完成", step.cure)
        case OSError():
            place = f"{error.filename}：" if error.filename else ""
            return Failure(f"{place}{error.strerror or error}", step.cure)
    return Failure(f"{type(error).__name__}: {error}", step.cure)


def _last_line(text: str | None) -> str:
    return (text or "").strip().rpartition("\n")[2].strip()


def _verify(wanted: Installation, journal: Journal) -> str:
    if not wanted.offline:
        return "联网安装，由 pip 核对下载的文件"
    damaged = bundle.damaged(wanted.source)
    if damaged:
        named = "、".join(damaged[:3]) + (f" 等 {len(damaged)} 个" if len(damaged) > 3 else "")
        raise Failure(
            f"安装包里的 {named} 缺失或被改动", "请重新下载离线安装包，完整解压后再运行；若被杀毒软件隔离，请先恢复。"
        )
    return f"{len(bundle.listed(wanted.source))} 个文件都与清单一致"


def _folders(wanted: Installation, journal: Journal) -> str:
    journal.folder(wanted.places.folder)
    journal.own(wanted.places.log)
    return str(wanted.places.folder)


def _stop(wanted: Installation, journal: Journal) -> str:
    return "已请正在运行的计分组件退出" if windows.stop_component() else "没有正在运行的计分组件"


def stop_component() -> None:
    """Ends a running component before its files are removed; one that stays is no reason to stop uninstalling."""
    try:
        windows.stop_component()
    except OSError as error:
        print(f"⚠ {error}；请关闭 Excel。")


def _environment(wanted: Installation, journal: Journal) -> str:
    fill = environment.from_bundle if wanted.offline else environment.from_network
    try:
        journal.tree(wanted.places.runtime, lambda path: fill(wanted.source, path))
    except wheels.WheelError as error:
        raise Failure(str(error), "请重新下载离线安装包。") from error
    environment.check(wanted.places.python)
    return f"{wanted.places.runtime}，不影响电脑上其他的 Python"


def _write(journal: Journal, values: Iterable[Value]) -> int:
    count = 0
    for value in values:
        journal.value(value.hive, value.path, value.name, value.data)
        count += 1
    return count


def _register(wanted: Installation, journal: Journal) -> str:
    _write(journal, registration.component(wanted.places, wanted.hive))
    return f"{registration.PROGID}，64 位和 32 位 Excel 都能找到"


def _workbooks(wanted: Installation, journal: Journal) -> str:
    journal.folder(wanted.places.workbooks)
    with tempfile.TemporaryDirectory() as temporary:
        folder = wanted.source / bundle.WORKBOOKS
        if not wanted.offline:
            folder = Path(temporary)
            environment.run(wanted.places.python, "-m", "perfeval_xl.setup.templates", str(folder))
        contents = {path.name: path.read_bytes() for path in sorted(folder.iterdir())}
    kept = [name for name, data in contents.items() if not journal.file(wanted.places.workbooks / name, data)]
    said = f"{len(contents) - len(kept)} 个文件放进 {wanted.places.workbooks}"
    return said + (f"；您改过的保留不动：{'、'.join(kept)}" if kept else "")


def _unmark(wanted: Installation, journal: Journal) -> str:
    ours = [path for path in wanted.places.runtime.iterdir() if path.is_file()]
    ours += [Path(entry["path"]) for entry in journal.entries if entry["kind"] == "file"]
    return f"检查 {len(ours)} 个文件，解除 {sum(map(windows.unmark, ours))} 个"


def _shortcuts(wanted: Installation, journal: Journal) -> str:
    places = wanted.places
    journal.folder(places.programs)
    doctor = '-I -X utf8 -m perfeval_xl.setup.explorer doctor "."'
    links = [
        (places.desktop / _LINK, places.workbooks, "", "打开放自评表的文件夹"),
        (places.programs / _LINK, places.workbooks, "", "打开放自评表的文件夹"),
        (places.programs / _DOCTOR_LINK, places.pythonw, doctor, "检查安装情况"),
    ]
    if places.manual.exists():
        links.append((places.programs / _MANUAL_LINK, places.manual, "", "怎样用，出了问题怎么办"))
    for path, target, arguments, description in links:
        with tempfile.TemporaryDirectory() as temporary:
            made = Path(temporary) / path.name
            windows.shortcut(made, target, arguments, description)
            journal.file(path, made.read_bytes())
    made_of = "自检、用户手册" if len(links) > 3 else "自检"
    return f"桌面和开始菜单里的“绩效自评”，开始菜单里的{made_of}"


def _menu(wanted: Installation, journal: Journal) -> str:
    _write(journal, registration.menu(wanted.places))
    return "右键点 .xlsx、.xlsm、.docx，“绩效自评”下面有检查、导出自评报告、生成送审件、滚动到下一年度"


def _trust(wanted: Installation, journal: Journal) -> str:
    if not wanted.trust:
        return "没有要求（-TrustFolder），不改 Excel 的信任设置"
    _write(journal, registration.trusted_folder(wanted.places.workbooks))
    return f"只有 {wanted.places.workbooks} 这一个文件夹"


def _programs(wanted: Installation, journal: Journal) -> str:
    journal.file(wanted.places.folder / _SCRIPT, (wanted.source / _SCRIPT).read_bytes())
    python = wanted.places.python.relative_to(wanted.places.folder)
    journal.file(wanted.places.folder / _COMMAND, f'@"%~dp0{python}" -I -X utf8 -m perfeval_xl %*\r\n'.encode("ascii"))
    size = environment.kilobytes(wanted.places.runtime)
    _write(journal, registration.programs_entry(wanted.places, __version__, size))
    return "可以从“应用和功能”卸载"


def self_test(places: Places) -> str:
    """What the component says when Excel's way of calling it is taken. SubprocessError where it is silent."""
    return environment.run(places.python, "-m", "perfeval_xl.setup.selftest")


def without(entries: Iterable[Entry], tree: Path | None) -> list[Entry]:
    """The entries except the one of a folder that must stay for now."""
    return [entry for entry in entries if not (entry["kind"] == "tree" and tree and entry["path"] == str(tree))]


_CLOSE_EXCEL = "请关闭所有 Excel 窗口后重新运行；若仍不行，请看杀毒软件是否拦截。"
_NO_RIGHTS = "请确认磁盘有空间、您对这个位置有写入权限；也可以用 -InstallDir 换一个文件夹。"
_POLICY = "本机的管理策略可能不允许，请联系管理员。"

STEPS = (
    Step(title="核对安装包", plan=lambda wanted: "逐个核对文件的 SHA-256", do=_verify, cure=_NO_RIGHTS),
    Step(title="停止计分组件", plan=lambda wanted: "请正在运行的计分组件退出", do=_stop, cure=_CLOSE_EXCEL),
    Step(title="建立文件夹", plan=lambda wanted: f"建立 {wanted.places.folder}", do=_folders, cure=_NO_RIGHTS),
    Step(
        title="建立私有环境",
        plan=lambda wanted: f"把 Python 和所需的库放进 {wanted.places.runtime}",
        do=_environment,
        cure=_CLOSE_EXCEL,
    ),
    Step(
        title="登记计分组件",
        plan=lambda wanted: f"在 {wanted.hive}\\{registration.CLASSES} 登记 {registration.PROGID}",
        do=_register,
        cure=_POLICY,
    ),
    Step(
        title="存放自评表",
        plan=lambda wanted: f"把空白表、示例和手册放进 {wanted.places.workbooks}",
        do=_workbooks,
        cure=_NO_RIGHTS,
    ),
    Step(title="建立快捷方式", plan=lambda wanted: "放在桌面和开始菜单", do=_shortcuts, cure=_NO_RIGHTS),
    Step(title="右键菜单", plan=lambda wanted: "给 .xlsx、.xlsm、.docx 添加“绩效自评”", do=_menu, cure=_POLICY),
    Step(
        title="受信任位置",
        plan=lambda wanted: f"把 {wanted.places.workbooks} 设为受信任位置" if wanted.trust else "不改信任设置",
        do=_trust,
        cure=_POLICY,
    ),
    Step(title="卸载入口", plan=lambda wanted: "在“应用和功能”里登记", do=_programs, cure=_POLICY),
    Step(title="解除网络标记", plan=lambda wanted: "只解除上面放进去的文件", do=_unmark, cure=_NO_RIGHTS),
    Step(
        title="自检",
        plan=lambda wanted: "启动计分组件，试算一项指标",
        do=lambda wanted, journal: self_test(wanted.places),
        cure="请看杀毒软件有没有隔离文件，恢复并加入信任后再双击一次 install.cmd。",
    ),
)
"""In order; the last one proves that all before it was enough."""
