"""The registry: read, write one value, take it back.

A hive is "HKCU" or "HKLM". Paths are as a 64-bit program sees them, whatever this Python is; what a 32-bit Excel sees
stands below Wow6432Node, which is written out where it is meant. Without a registry nothing is there to be read.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import Any


def read(hive: str, path: str, name: str = "") -> Any:
    """What a value holds; None where there is no such value, key or registry."""
    if sys.platform != "win32":
        return None
    import winreg

    try:
        with winreg.OpenKey(_root(hive), path, 0, winreg.KEY_READ | winreg.KEY_WOW64_64KEY) as key:
            return winreg.QueryValueEx(key, name)[0]
    except OSError:
        return None


def exists(hive: str, path: str) -> bool:
    """Whether there is such a key."""
    if sys.platform != "win32":
        return False
    import winreg

    try:
        winreg.CloseKey(winreg.OpenKey(_root(hive), path, 0, winreg.KEY_READ | winreg.KEY_WOW64_64KEY))
    except OSError:
        return False
    return True


def subkeys(hive: str, path: str) -> Iterator[str]:
    """The names of the keys directly below a key; none where it does not exist."""
    if sys.platform != "win32":
        return
    import winreg

    try:
        with winreg.OpenKey(_root(hive), path, 0, winreg.KEY_READ | winreg.KEY_WOW64_64KEY) as key:
            count = winreg.QueryInfoKey(key)[0]
            names = [winreg.EnumKey(key, index) for index in range(count)]
    except OSError:
        return
    yield from names


def kept(hive: str, path: str, name: str) -> list[Any] | None:
    """A value as [data, type], to be put back later with `put`; None where there is none."""
    import winreg

    try:
        with winreg.OpenKey(_root(hive), path, 0, winreg.KEY_READ | winreg.KEY_WOW64_64KEY) as key:
            return list(winreg.QueryValueEx(key, name))
    except OSError:
        return None


def make_key(hive: str, path: str) -> None:
    """The key, made where it is not there; its parent must be."""
    import winreg

    winreg.CloseKey(winreg.CreateKeyEx(_root(hive), path, 0, winreg.KEY_WRITE | winreg.KEY_WOW64_64KEY))


def put(hive: str, path: str, name: str, data: str | int, kind: int | None = None) -> None:
    """Writes one value into a key that exists: a text, or a number as DWORD, unless `kind` says otherwise."""
    import winreg

    if kind is None:
        kind = winreg.REG_DWORD if isinstance(data, int) else winreg.REG_SZ
    with winreg.OpenKey(_root(hive), path, 0, winreg.KEY_WRITE | winreg.KEY_WOW64_64KEY) as key:
        winreg.SetValueEx(key, name, 0, kind, data)


def drop_value(hive: str, path: str, name: str) -> None:
    """Takes a value away; nothing happens where it is gone already."""
    import winreg

    try:
        with winreg.OpenKey(_root(hive), path, 0, winreg.KEY_WRITE | winreg.KEY_WOW64_64KEY) as key:
            winreg.DeleteValue(key, name)
    except FileNotFoundError:
        pass


def drop_key(hive: str, path: str) -> None:
    """Takes a key away if nothing is left in it: what others put there stays, and so does the key."""
    import winreg

    try:
        with winreg.OpenKey(_root(hive), path, 0, winreg.KEY_READ | winreg.KEY_WOW64_64KEY) as key:
            keys, values, _ = winreg.QueryInfoKey(key)
        if not keys and not values:
            winreg.DeleteKeyEx(_root(hive), path, winreg.KEY_WOW64_64KEY, 0)
    except FileNotFoundError:
        pass


def _root(hive: str) -> int:
    import winreg

    return {"HKCU": winreg.HKEY_CURRENT_USER, "HKLM": winreg.HKEY_LOCAL_MACHINE}[hive]
