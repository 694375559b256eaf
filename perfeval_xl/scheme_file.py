"""The strict reader of schemes: every mistake in a TOML file is an error that names file, key and likely cure.

A file may say `extends = "<id>"` of a scheme beside it, or of a shipped one, that itself extends none. Then tables
(`rules`, `form`, `labels`, `sources`, `thresholds`) are merged key by key, the child's keys first; lists of tables
(`component`, `grade`, `tier`, `report` …) are replaced whole. What says whose scheme it is (`NOT_INHERITED`)
is never taken over.
"""

from __future__ import annotations

import difflib
import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import MISSING, fields, is_dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any, get_args, get_origin, get_type_hints

from perfeval_xl import scheme_data
from perfeval_xl.errors import SchemeError
from perfeval_xl.scheme_checks import mistake
from perfeval_xl.scheme_data import FOLDER, VARIABLE, Scheme

NOT_INHERITED = ("id", "region", "title", "first_year", "last_year", "verified", "default", "extends")
_KINDS = {str: "文本", int: "整数", Decimal: "数字", bool: "true 或 false"}


def load_all(folder: Path, load: Callable[[Path], Scheme]) -> dict[str, Scheme]:
    """The schemes in `folder` by id, each read by `load`; SchemeError when not exactly one is the default."""
    loaded = {scheme.id: scheme for scheme in map(load, sorted(folder.glob("*.toml")))}
    defaults = [scheme.id for scheme in loaded.values() if scheme.default]
    if len(defaults) != 1:
        found = "、".join(defaults) or "没有"
        raise SchemeError(f"{folder.name}：应有且只有一个方案写 default = true，现在是：{found}。")
    return loaded


def load_own(folder: Path, shipped: Mapping[str, Scheme]) -> tuple[dict[str, Scheme], dict[str, str]]:
    """A region's own schemes by id, and what is wrong with the other files there by their names without .toml."""
    if not folder.is_dir():
        wrong = f"方案文件夹“{folder}”不存在，请建立它，或改正环境变量 {VARIABLE}。"
        return {}, {folder.name: wrong}
    loaded, problems = {}, {}
    for path in sorted(folder.glob("*.toml")):
        try:
            if path.stem in shipped:
                raise SchemeError(f"{path.name}：随软件的方案已经用了这个编号，请换一个，文件名和 id 一起改。")
            scheme = load(path)
            if scheme.default:
                raise SchemeError(f"{path.name}：default 只用于随软件的方案，请删去这一行。")
            loaded[scheme.id] = scheme
        except SchemeError as error:
            problems[path.stem] = str(error)
    return loaded, problems


def load(path: Path) -> Scheme:
    """The scheme in the file at `path`; SchemeError names file and key of the first mistake."""
    scheme: Scheme = _build(Scheme, _extended(_table(path), path), path.name, "")
    found = mistake(scheme, path.stem)
    if found:
        raise SchemeError(f"{path.name}：{found}")
    return scheme


def _table(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_bytes().decode("utf-8-sig"), parse_float=Decimal)
    except UnicodeDecodeError:
        raise SchemeError(f"{path.name}：不是 UTF-8 编码，请用记事本“另存为”并选 UTF-8。") from None
    except tomllib.TOMLDecodeError as error:
        line = re.search(r"at line (\d+)", str(error))
        where = f"第{line[1]}行" if line else "文件末尾"
        raise SchemeError(f"{path.name}：{where}附近的写法不对，请检查括号、引号、等号和重复的键。") from error
    except OSError as error:
        raise SchemeError(f"{path.name}：文件打不开（{error.strerror}），请检查权限，或另存一份。") from error


def _extended(table: dict[str, Any], path: Path) -> dict[str, Any]:
    if "extends" not in table:
        return table
    parent_id = table["extends"]
    others = {other.stem: other for folder in (path.parent, FOLDER) for other in folder.glob("*.toml")}
    beside = sorted(name for name in others if name != path.stem)
    if parent_id == path.stem:
        raise SchemeError(f"{path.name}：extends 指向了自己，请写另一个方案的 id，或删去这一行。")
    if parent_id not in beside:
        near = difflib.get_close_matches(str(parent_id), beside, 1)
        cure = f"是否应为“{near[0]}”？" if near else "请写另一个方案的 id，用 perfeval-xl schemes 查看。"
        raise SchemeError(f"{path.name}：extends 指向的方案“{parent_id}”不存在；{cure}")
    parent = _table(others[parent_id])
    if "extends" in parent:
        raise SchemeError(
            f"{path.name}：extends 只能一层，而“{parent_id}”自己也写了 extends；请直接扩展“{parent['extends']}”。"
        )
    merged = {key: value for key, value in parent.items() if key not in NOT_INHERITED}
    for key, value in table.items():
        inherited = merged.get(key)
        merged[key] = inherited | value if isinstance(value, dict) and isinstance(inherited, dict) else value
    return merged


@cache
def _hints(cls: type) -> dict[str, Any]:
    return get_type_hints(cls, vars(scheme_data))


def _build(cls: type, table: Any, file: str, where: str) -> Any:
    if not isinstance(table, dict):
        raise SchemeError(f"{file}：{where} 应是一个表。")
    known = {item.name: item for item in fields(cls)}
    for key in table:
        if key not in known:
            near = difflib.get_close_matches(key, known, 1)
            cure = f"是否应为“{near[0]}”？" if near else f"可用的键：{'、'.join(known)}。"
            raise SchemeError(f"{file}：{_dot(where, key)} 是不认识的键；{cure}")
    for name, item in known.items():
        if name not in table and item.default is MISSING and item.default_factory is MISSING:
            raise SchemeError(f"{file}：缺少 {_dot(where, name)}，请补上。")
    return cls(**{key: _value(_hints(cls)[key], value, file, _dot(where, key)) for key, value in table.items()})


def _value(hint: Any, value: Any, file: str, where: str) -> Any:
    origin, args = get_origin(hint), get_args(hint)
    if origin is tuple:
        if not isinstance(value, list):
            raise SchemeError(f"{file}：{where} 应是一个列表。")
        return tuple(_value(args[0], item, file, f"{where}[{n}]") for n, item in enumerate(value))
    if origin is dict:
        if not isinstance(value, dict):
            raise SchemeError(f"{file}：{where} 应是一个表。")
        return {key: _value(args[1], item, file, _dot(where, key)) for key, item in value.items()}
    if isinstance(hint, type) and is_dataclass(hint):
        return _build(hint, value, file, where)
    wanted = tuple(arg for arg in args if arg is not type(None)) if args else (hint,)
    if Decimal in wanted and isinstance(value, (int, Decimal)) and not isinstance(value, bool):
        if Decimal(value).is_finite():
            return Decimal(value)
    elif isinstance(value, wanted) and not (isinstance(value, bool) and bool not in wanted):
        return value
    raise SchemeError(f"{file}：{where} 的值 {_shown(value)} 类型不对，应为{_KINDS.get(wanted[0], '文本')}。")


def _shown(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return f"“{value}”" if isinstance(value, str) else str(value)


def _dot(where: str, key: str) -> str:
    return f"{where}.{key}" if where else key
