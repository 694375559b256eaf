"""The strict reader of a scheme's TOML file: every mistake is an error that names file, key and likely cure."""

from __future__ import annotations

import difflib
import tomllib
from dataclasses import MISSING, fields, is_dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any, get_args, get_origin, get_type_hints

from perfeval_xl import scheme as schemes
from perfeval_xl.errors import SchemeError
from perfeval_xl.scheme import Scheme


def load(path: Path) -> Scheme:
    """The scheme in the file at `path`; SchemeError names file and key of the first mistake."""
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"), parse_float=Decimal)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SchemeError(f"{path.name}：不是有效的 TOML 文件（{error}）。") from error
    return _build(Scheme, table, path.name, "")


def _build(cls: type, table: Any, file: str, where: str) -> Any:
    if not isinstance(table, dict):
        raise SchemeError(f"{file}：{where} 应是一个表。")
    hints = get_type_hints(cls, vars(schemes))
    known = {item.name: item for item in fields(cls)}
    for key in table:
        if key not in known:
            near = difflib.get_close_matches(key, known, 1)
            cure = f"是否应为“{near[0]}”？" if near else f"可用的键：{'、'.join(known)}。"
            raise SchemeError(f"{file}：{_dot(where, key)} 是不认识的键；{cure}")
    for name, item in known.items():
        if name not in table and item.default is MISSING and item.default_factory is MISSING:
            raise SchemeError(f"{file}：缺少 {_dot(where, name)}，请补上。")
    return cls(**{key: _value(hints[key], value, file, _dot(where, key)) for key, value in table.items()})


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
    if is_dataclass(hint):
        return _build(hint, value, file, where)
    wanted = tuple(arg for arg in args if arg is not type(None)) if args else (hint,)
    if Decimal in wanted and isinstance(value, (int, Decimal)) and not isinstance(value, bool):
        return Decimal(value)
    if isinstance(value, wanted) and not (isinstance(value, bool) and bool not in wanted):
        return value
    raise SchemeError(f"{file}：{where} 的值 {value!r} 类型不对，应为{_KINDS.get(wanted[0], '文本')}。")


_KINDS = {str: "文本", int: "整数", Decimal: "数字", bool: "true 或 false"}


def _dot(where: str, key: str) -> str:
    return f"{where}.{key}" if where else key
