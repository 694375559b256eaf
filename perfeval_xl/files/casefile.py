"""Case files: one return as JSON, its keys the dotted names of the vocabulary (CONTRACT section 2).

What was typed stays what it is: a text a text, a number the Decimal that Excel would hold, "" an empty text; null and
an absent key are "nothing typed". Nothing here lists a term: the keys are the fields of `model.Form`.
"""

from __future__ import annotations

import difflib
import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import Field, fields, is_dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from perfeval_xl import names
from perfeval_xl.errors import FormError
from perfeval_xl.figures import LARGEST, Typed, from_number, plain
from perfeval_xl.files import source
from perfeval_xl.files.output import replacing
from perfeval_xl.model import Form

Notes = tuple[str, ...]


def load(path: str | Path) -> tuple[Form, Notes]:
    """The form in the case file at `path`, and notes in Chinese on what was passed over or repaired.

    Read as UTF-8 (with or without BOM), UTF-16 with BOM, else GBK. Raises FormError where the file is no case.
    """
    path = Path(path)
    file = source.shown(path)
    text, notes = _decode(source.read_bytes(path, FormError), file)
    form, more = from_dict(_parse(text, file), file)
    return form, notes + more


def from_dict(table: Any, file: str = "案例") -> tuple[Form, Notes]:
    """The form in `table` (parsed JSON), and notes on the keys that were not known; FormError names the wrong key."""
    notes: list[str] = []
    if not isinstance(table, dict):
        raise FormError(f"{file}：最外层应是一个 JSON 对象 {{…}}，现在是{_kind(table)}。")
    form = _build(Form, _nested(table, file), file, "", notes)
    return form, tuple(notes)


def to_dict(form: Form) -> dict[str, Any]:
    """`form` as the object of a case file: only what was typed, in the order of the form, numbers as int or float."""
    return _table(form)


def dumps(form: Form) -> str:
    """`form` as the text of a case file."""
    return json.dumps(to_dict(form), ensure_ascii=False, indent=2, allow_nan=False) + "\n"


def dump(form: Form, path: str | Path, *, force: bool = False, inputs: tuple[str | Path, ...] = ()) -> None:
    """Writes `form` as a case file in UTF-8; OutputError where it cannot be written (see `output.replacing`)."""
    with replacing(path, force=force, inputs=inputs) as temporary:
        temporary.write_text(dumps(form), encoding="utf-8", newline="\n")


def _decode(data: bytes, file: str) -> tuple[str, Notes]:
    if data.startswith((b"PK", b"\xd0\xcf\x11\xe0")):
        raise FormError(f"{file}：这是 Office 文件，不是 JSON 案例文件，请把扩展名改回原样（如 .xlsx）再打开。")
    for encoding, marks in (("utf-16", (b"\xff\xfe", b"\xfe\xff")), ("utf-8-sig", (b"",))):
        if data.startswith(marks):
            try:
                return data.decode(encoding), ()
            except UnicodeDecodeError:
                continue
    try:
        return data.decode("gb18030"), (f"{file}：文件不是 UTF-8 编码，已按 GBK 读取，请核对文字。",)
    except UnicodeDecodeError:
        raise FormError(f"{file}：文字编码无法识别，请另存为 UTF-8 编码的 JSON 文件。") from None


def _parse(text: str, file: str) -> Any:
    def unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        table = dict(pairs)
        if len(table) < len(pairs):
            again = Counter(key for key, _ in pairs).most_common(1)[0][0]
            raise FormError(f"{file}：“{source.printable(again)[:40]}”在同一处写了两次，请只留一个。")
        return table

    try:
        return json.loads(
            text, parse_float=Decimal, parse_int=Decimal, parse_constant=_NotFinite, object_pairs_hook=unique
        )
    except json.JSONDecodeError as fault:
        if not text.strip():
            raise FormError(f"{file}：文件里没有内容，请检查是否选错，或重新导出。") from None
        where = f"第{fault.lineno}行第{fault.colno}列"
        raise FormError(f"{file}：{where}不是有效的 JSON，请检查引号、逗号和括号是否成对。") from None
    except RecursionError:
        raise FormError(f"{file}：括号嵌套太深，不是一份案例文件，请检查是否选错。") from None
    except ArithmeticError:
        raise FormError(f"{file}：有一个数大得无法读取，请检查数字的位数。") from None


class _NotFinite(str):
    """NaN or Infinity as it stood in the file; `_typed` refuses it with the key's name."""


def _nested(table: dict[str, Any], file: str) -> dict[str, Any]:
    """`table` with keys such as "budget.total.final" at the top unfolded into objects."""
    if not any(key in names.terms() and "." in key for key in table):
        return table
    result = {key: value for key, value in table.items() if "." not in key or key not in names.terms()}
    for key in table.keys() - result.keys():
        *outer, last = key.split(".")
        place = result
        for step in outer:
            inner = place.get(step)
            if inner is not None and not isinstance(inner, dict):
                raise FormError(f"{file}：{step} 应是一个对象 {{…}}，现在是{_kind(inner)}。")
            place[step] = dict(inner or {})
            place = place[step]
        if last in place:
            raise FormError(f"{file}：“{key}”在两处写了两次，请只留一个。")
        place[last] = table[key]
    return result


def _build(cls: type, table: Any, file: str, where: str, notes: list[str]) -> Any:
    if table is None:
        return cls()
    if not isinstance(table, dict):
        raise FormError(f"{file}：{where} 应是一个对象 {{…}}，现在是{_kind(table)}。")
    known, terms = _known(cls)
    values: dict[str, Any] = {}
    for key, value in table.items():
        if key in terms:  # nearly every value of nearly every form is one of these two
            if type(value) is str and value.isprintable():
                values[key] = value
                continue
            if type(value) is Decimal and value.is_finite() and value.adjusted() < LARGEST:
                values[key] = from_number(value)
                continue
        item = known.get(key)
        place = f"{where}.{key}" if where else key
        if item is None:
            notes.append(f"{file}：不认识“{_short(place)}”，没有读入{_likely(key, where, known)}")
        elif "term" in item.metadata:
            values[key] = _typed(value, file, place, notes)
        elif "row" in item.metadata:
            values[key] = _rows(item.metadata["row"], value, file, place, notes)
        elif "class" in item.metadata:
            values[key] = _build(item.metadata["class"], value, file, place, notes)
        elif item.type == "str":
            values[key] = _text(value, file, place)
        else:
            values[key] = _words(value, file, place, notes)
    return cls(**values)


@cache
def _known(cls: type) -> tuple[dict[str, Field[Any]], frozenset[str]]:
    """The fields of a class of the vocabulary by name, and which of them are terms; looked up once, not for a row."""
    known = {item.name: item for item in fields(cls)}
    return known, frozenset(name for name, item in known.items() if "term" in item.metadata)


def _rows(cls: type, value: Any, file: str, where: str, notes: list[str]) -> tuple[Any, ...]:
    if value is None:
        return ()
    if not isinstance(value, list):
        raise FormError(f"{file}：{where} 应是一个列表 […]，每行一个对象，现在是{_kind(value)}。")
    return tuple(_build(cls, row, file, f"{where}[{index}]", notes) for index, row in enumerate(value))


def _typed(value: Any, file: str, where: str, notes: list[str]) -> Typed:
    if value is None:
        return None
    if isinstance(value, _NotFinite):
        raise FormError(f"{file}：{where} 的值 {value} 不是数，请改填数字、文本或 null。")
    if isinstance(value, str):
        text = source.printable(value)
        if text != value:
            notes.append(f"{file}：{where} 中有不可打印的字符，已去掉。")
        return text
    if isinstance(value, int | float | Decimal) and not isinstance(value, bool):
        try:
            return from_number(value)
        except (ValueError, ArithmeticError):
            raise FormError(f"{file}：{where} 的数太大或不是数，请检查位数。") from None
    raise FormError(f"{file}：{where} 应是文本或数字，现在是{_kind(value)}。")


def _text(value: Any, file: str, where: str) -> str:
    if value is None:
        return ""
    if not isinstance(value, str) or isinstance(value, _NotFinite):
        raise FormError(f"{file}：{where} 应是文本，现在是{_kind(value)}。")
    return source.printable(value)


def _words(value: Any, file: str, where: str, notes: list[str]) -> dict[str, str]:
    if value is None:
        return {}
    if not isinstance(value, dict):
        raise FormError(f"{file}：{where} 应是一个对象 {{…}}，现在是{_kind(value)}。")
    words: dict[str, str] = {}
    for key, typed in value.items():
        text = _typed(typed, file, f"{where}.{_short(key)}", notes)
        if text is not None:
            words[source.printable(key)] = plain(text) if isinstance(text, Decimal) else text
    return words


def _likely(key: str, where: str, known: Mapping[str, Any]) -> str:
    near = difflib.get_close_matches(key[:100].lower(), known, 1)
    if near:
        return f"，是否应为“{where}.{near[0]}”？" if where else f"，是否应为“{near[0]}”？"
    label = next((n for n, term in names.terms().items() if key and key in (term.label, n.rpartition(".")[2])), None)
    return f"，是否应为“{label}”？" if label else "。"


def _short(text: str) -> str:
    return source.printable(text)[:80]


def _kind(value: Any) -> str:
    kinds = {dict: "对象", list: "列表", str: "文本", bool: "true/false", type(None): "空值 null"}
    return kinds.get(type(value), "数字")


def _table(part: Any) -> dict[str, Any]:
    result: dict[str, Any] = {}
    for item in fields(part):
        value = getattr(part, item.name)
        if "row" in item.metadata:
            value = [_table(row) for row in value]
        elif is_dataclass(value):
            value = _table(value)
        elif isinstance(value, Mapping):
            value = dict(value)
        elif isinstance(value, Decimal):
            value = int(value) if value == value.to_integral_value() else float(value)
        if value is not None and (value != "" or "term" in item.metadata) and value not in ({}, []):
            result[item.name] = value
    return result
