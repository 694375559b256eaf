"""Named cell styles (Excel: 开始 — 单元格样式): the cells of one purpose hang on one style, changed in one place.

XlsxWriter knows formats only, all hung on Normal; its packager may be replaced, and here it names the styles as well.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from html import escape
from typing import Any

from perfeval_xl.files.styles import Styles
from perfeval_xl.model import Kind

_KINDS = {
    Kind.TEXT: "文字",
    Kind.TYPED: "指标值",
    Kind.PROSE: "长文字",
    Kind.AMOUNT: "金额",
    Kind.POINTS: "分值",
    Kind.SCORE: "得分",
    Kind.RATE: "执行率",
    Kind.YEAR: "年度",
    Kind.COUNT: "个数",
}
_GROUPS = {"input": "填写", "formula": "公式", "printed": "送审"}
_PURPOSES = {
    "title": "表名",
    "subtitle": "表名下",
    "plain": "表外文字",
    "plain_right": "表外文字 右",
    "label": "栏目",
    "label_left": "栏目 左",
    "heading": "表头",
    "closing": "结束行",
    "closing_left": "结束行 左",
    "closing_right": "结束行 右",
    "blank": "不填",
    "note": "表注",
    "helper_heading": "测算 表头",
    "helper_label": "测算 栏目",
    "helper": "测算 文字",
    "helper_number": "测算 分数",
    "helper_rate": "测算 比率",
    "mark": "标记",
    "guide_title": "说明 标题",
    "guide_heading": "说明 小标题",
    "guide": "说明 文字",
    "guide_key": "说明 按键",
    "guide_input": "说明 填写格",
    "finding": "问题",
    "finding_left": "问题 文字",
    "finding_link": "问题 位置",
    "list": "列表",
}
_XF = re.compile(r"<xf [^>]*?(?:/>|>.*?</xf>)")


def name_of(key: tuple[str, str]) -> str:
    """The name of the style for a key of `Styles`: ("input", Kind.AMOUNT) is 填写 金额."""
    group, purpose = key
    return _PURPOSES[purpose] if group == "purpose" else f"{_GROUPS[group]} {_KINDS[Kind(purpose)]}"


def add(book: Any, styles: Styles) -> None:
    """Lets `book` (of XlsxWriter, in memory) be written with a named style for each purpose in `styles`."""
    packager = book._get_packager()
    write = packager._write_styles_file

    def write_with_names() -> None:
        write()
        stream, _, _ = packager.filenames[-1]
        text = with_names(stream.getvalue(), {index: name_of(key) for index, key in styles.used().items()})
        stream.seek(0)
        stream.truncate()
        stream.write(text)

    packager._write_styles_file = write_with_names
    book._get_packager = lambda: packager


def with_names(styles: str, names: Mapping[int, str]) -> str:
    """The text of styles.xml with a named style for each name; `names` gives it by the index of the cell format.

    A style looks like the first cell format of its name.
    """
    head, formats, tail = re.split(r"(?<=<cellXfs count=)(.*?)(?=</cellXfs>)", styles, maxsplit=1, flags=re.DOTALL)
    numbers: dict[str, int] = {}
    looks: list[str] = []
    index = -1

    def hang(match: re.Match[str]) -> str:
        nonlocal index
        index += 1
        name = names.get(index)
        if name is None:
            return match[0]
        if name not in numbers:
            numbers[name] = len(numbers) + 1
            looks.append(match[0].replace(' xfId="0"', ""))
        return match[0].replace(' xfId="0"', f' xfId="{numbers[name]}"')

    formats = _XF.sub(hang, formats)
    head = re.sub(r'<cellStyleXfs count="1">(.*)</cellStyleXfs>', _counted("cellStyleXfs", looks), head)
    entries = [f'<cellStyle name="{escape(name)}" xfId="{number}"/>' for name, number in numbers.items()]
    tail = re.sub(r'<cellStyles count="1">(.*)</cellStyles>', _counted("cellStyles", entries), tail)
    return head + formats + tail


def _counted(tag: str, more: list[str]) -> Callable[[re.Match[str]], str]:
    """The replacement of a list of one entry by that entry and `more`."""
    return lambda match: f'<{tag} count="{len(more) + 1}">{match[1]}{"".join(more)}</{tag}>'
