"""Which registry values an installation consists of: component, context menu, 应用和功能, trusted folder."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from perfeval_xl.setup.places import NAME, TITLE, Places

PROGID = "PerfEval.Server"
CLSID = "{6F2B7A54-93C1-4E0D-8A27-51D0C4E3B96F}"
"""Fixed for ever: workbooks in the field find the component by them."""

CLASSES = r"Software\Classes"
UNINSTALL = rf"Software\Microsoft\Windows\CurrentVersion\Uninstall\{NAME}"
OFFICES = ("15.0", "16.0")
"""The versions of Office that keep settings of their own: 2013, and 2016 to 365."""

MENU = {
    ".xlsx": ("check", "report", "submit", "roll"),
    ".xlsm": ("check", "report", "submit", "roll"),
    ".docx": ("check",),
}
MENU_LABELS = {"check": "检查", "report": "导出自评报告", "submit": "生成送审件", "roll": "滚动到下一年度"}
MENU_KEY = "PerfEval"


@dataclass(frozen=True, slots=True)
class Value:
    """One registry value; the name "" is the default value of the key."""

    hive: str
    path: str
    name: str
    data: str | int


def component(places: Places, hive: str) -> Iterator[Value]:
    """The COM class, for 64-bit Excel and below Wow6432Node for 32-bit Excel.

    `hive` is HKCU; the tests under Wine, whose COM does not look at the user's own classes, take HKLM.
    """
    command = f'"{places.pythonw}" -I -X utf8 -m perfeval_xl.excel.server'
    yield Value(hive, rf"{CLASSES}\{PROGID}", "", f"{TITLE}计分组件")
    yield Value(hive, rf"{CLASSES}\{PROGID}\CLSID", "", CLSID)
    for branch in (CLASSES, rf"{CLASSES}\Wow6432Node"):
        yield Value(hive, rf"{branch}\CLSID\{CLSID}", "", f"{TITLE}计分组件")
        yield Value(hive, rf"{branch}\CLSID\{CLSID}\ProgID", "", PROGID)
        yield Value(hive, rf"{branch}\CLSID\{CLSID}\LocalServer32", "", command)


def menu(places: Places) -> Iterator[Value]:
    """The entries of Explorer's context menu, below one called 绩效自评."""
    for ending, actions in MENU.items():
        top = rf"{CLASSES}\SystemFileAssociations\{ending}\shell\{MENU_KEY}"
        yield Value("HKCU", top, "MUIVerb", TITLE)
        yield Value("HKCU", top, "SubCommands", "")
        for order, action in enumerate(actions, start=1):
            entry = rf"{top}\shell\{order}{action}"
            yield Value("HKCU", entry, "", MENU_LABELS[action])
            command = f'"{places.pythonw}" -I -X utf8 -m perfeval_xl.setup.explorer {action} "%1"'
            yield Value("HKCU", rf"{entry}\command", "", command)


def programs_entry(places: Places, version: str, kilobytes: int) -> Iterator[Value]:
    """The entry in 应用和功能, through which Windows uninstalls."""
    remove = (
        f'powershell.exe -NoProfile -ExecutionPolicy Bypass -File "{places.folder}\\install.ps1" '
        f'-Uninstall -InstallDir "{places.folder}"'
    )
    yield Value("HKCU", UNINSTALL, "DisplayName", f"{TITLE}（perfeval-xl）")
    yield Value("HKCU", UNINSTALL, "DisplayVersion", version)
    yield Value("HKCU", UNINSTALL, "Publisher", "perfeval-xl")
    yield Value("HKCU", UNINSTALL, "InstallLocation", str(places.folder))
    yield Value("HKCU", UNINSTALL, "UninstallString", remove)
    yield Value("HKCU", UNINSTALL, "NoModify", 1)
    yield Value("HKCU", UNINSTALL, "NoRepair", 1)
    yield Value("HKCU", UNINSTALL, "EstimatedSize", kilobytes)


def trusted_folder(folder: Path) -> Iterator[Value]:
    """Lets Excel run the macros of workbooks in `folder` (not below it) without asking."""
    for office in OFFICES:
        path = rf"Software\Microsoft\Office\{office}\Excel\Security\Trusted Locations\{MENU_KEY}"
        yield Value("HKCU", path, "Path", f"{folder}\\")
        yield Value("HKCU", path, "AllowSubfolders", 0)
        yield Value("HKCU", path, "Description", TITLE)
