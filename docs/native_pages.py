"""Writes docs/native.md: what the macro-free edition can score, and every formula by its named piece.

`python docs/native_pages.py` writes it; a test compares it with what `native_edition()` gives.
"""

# ruff: noqa: E501  (the text of a document: one line a paragraph)

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator
from pathlib import Path

from perfeval_xl import scheme as schemes
from perfeval_xl.explain import markdown_table
from perfeval_xl.files import native, native_reading, native_words
from perfeval_xl.files.indicator_table import COLUMNS
from perfeval_xl.files.native_expression import FIRST_VERSION, Piece
from perfeval_xl.files.page import column
from perfeval_xl.model import Form

TARGET = Path(__file__).parent / "native.md"
NOTICE = "<!-- 由 docs/native_pages.py 生成，请改代码，不要改这里。 -->\n\n"
_INTRODUCTION = """# 不带宏的 .xlsx：用普通公式计分

**这一版的规矩：公式算出的分与 Python 完全一致（到分），否则显示“待评定”，没有第三种结果。**

## 能自己计分的

| 写法 | 例 |
|---|---|
| 符号＋数＋单位（单位可省，写在“度量单位”栏也行） | ≥95%、≤2 万元、=100%、100%、≥22 人/月 |
| 符号的各种写法，包括输入法打错的书名号 | 》98%、《10%、>=、≧、＞、不低于、不超过、大于 |
| 写在后面的“以上、以内、以下” | 18台以上、5个工作日以内 |
| 元、千元、万元、亿元，件和万件，只写“万”“亿” | ≤2万元 对 17500元，≥1.2万 对 11860 |
| 全角数字、千位逗号、前后空格 | ９５％、1,200件、≥ 18 台 |
| 写全年月日的时限，按时完成的 | 2021年12月20日之前 对 2021年12月1日 |
| 文字相同，或只写“达标”“完成”“达成”等；档次选了最高一档 | 健全 对 健全 |
| 没有指标值、有评分标准的行：标准和分值与生成表时列入的一字不差 | 控制率≤100%计5分，每超过一个百分点扣0.5分 对 103% |
| 　件数、条目、标准里的原话 | 2例、无、①③、①③符合、全部符合、无结余 |

没有写符号的数按“=”，指标名称说明越低越好的（投诉、成本、变动率……）按“≤”，与 Python 同一份词表。
没有达到的按比例计分、“≤”按方案的算法、超过很多按方案扣分、得分的小数位按方案；执行率、总分上限和等级也是普通公式。

评分标准不是由公式去读的：生成表时由 Python 读懂，拆成一段一段（从哪个数起给几分、每一步扣几分），连同分值列在“列表”里，公式只查表。
列入的是方案自带的和生成时表里已有的（最多200条）；后来改了一个字或改了分值，就不再是那条标准，显示“待评定”，`perfeval-xl fill` 重新生成即可。

## 显示“待评定”的

区间（2-3次）、比例（1:1）、没写年份的时限、晚于时限、官方档次用语、“基本”“比较”“部分”、两边不同的文字、“约”“左右”、负数、
超过11位的数、不在词表里的单位、一边有一边没有的单位（如 元/人 与 元）、平方米与亩等不能整除的换算、按比例或不足一步按比例扣分的评分标准、多于4位小数的，以及格里是**数字**而不是文字：
公式看不出数字显示成百分数没有，0.95 和 95% 分不清；指标值和实际完成值两列设的是文本格式，直接键入就是文字；从别处粘贴的、在由基础数据算出的实际完成值上面键入的，前面加英文单引号（如 '95%）。

## 加行

“标记”“得分”和隐藏的辅助列都在同一行里，所以整行复制、排序、清空都照常；只插入空行，那一行没有公式，自评表顶部的“校验”会数出来。

## .xlsm 没有计分组件时

.xlsm 的得分由组件（Python）算；组件没有应答、宏被禁用或用 WPS 打开时，重新计算到的得分显示“待评定”而不是 #N/A，合计随之“待评定”；
执行率、执行率得分、等级和“标记”里的算术检查照常由普通公式给出，手填的得分照常计入，没有改动的行保持上次的结果。

没有把本页的公式也放进 .xlsm：每行近六十个辅助公式会让文件和每次重算大一倍，“重新计分”和撤销也要逐个核对、保存它们；
而“待评定”从不会是第二个答案。没有组件又要自动计分的，直接用 .xlsx：两种文件由同一个读取程序读，`perfeval-xl fill` 两个方向都能转。
"""


def native_edition() -> str:
    """The document on the macro-free edition."""
    parts = [_INTRODUCTION.strip(), "## How it is built (generated)", _building()]
    parts += ["### Formulas by named piece", *_formulas(), "### Functions", _functions(), "### Lists on 列表", _lists()]
    return NOTICE + "\n\n".join(parts) + "\n"


def _building() -> str:
    return (
        "Each formula is one function in `files/native_reading.py`, `native_figures.py`, `native_scoring.py` or "
        "`native_findings.py`, made of the pieces of `native_expression.py`, which know their value: the cached value of "
        "a cell comes from the same expression as its formula, and `tests/live/test_native_live.py` compares all of them "
        "with LibreOffice. No formula is an array formula, none is volatile, each has less than 1,000 characters. "
        "Shown is row 31 under the first scheme."
    )


def formulas() -> Iterator[tuple[native.Step, str]]:
    """Each step with its formula in row 31."""
    scheme = next(iter(schemes.shipped().values()))
    typed = {name: Piece(f"${column(col)}31", "") for name, col in COLUMNS.items()}
    row = native_reading.Row(typed, {}, native.lists_of(Form(), scheme))
    for step, formula in native.build(native.STEPS, row, scheme, "31"):
        yield step, formula.text


def _formulas() -> Iterator[str]:
    for step, formula in formulas():
        where = f"{column(step.column)} {step.heading}"
        yield f"**{step.name}** ({where}): {inspect.getdoc(step.build)}\n\n```\n{formula}\n```"


def used() -> set[str]:
    """The functions in the formulas of a row."""
    bare = (re.sub(r'"[^"]*"', "", formula) for _, formula in formulas())
    return {name for formula in bare for name in re.findall(r"([A-Z]+)\(", formula)}


def _functions() -> str:
    rows = [(name, first) for names, first in FIRST_VERSION.items() for name in names.split() if name in used()]
    return markdown_table(("function", "first in"), sorted(rows)) + "\n\nWPS and LibreOffice have all of them."


def _lists() -> str:
    rows = []
    for part, area in native_words.areas().items():
        if not part.endswith("_index") and part not in ("plain", "name_plain", "places"):
            shown = " ".join(str(entry) if entry != "" else "∅" for entry in area.entries[:40]).replace("|", "\\|")
            rows.append((f"`native.{part}`", len(area.entries), shown + (" …" if len(area.entries) > 40 else "")))
    return markdown_table(("name", "entries", ""), [tuple(map(str, row)) for row in rows])


if __name__ == "__main__":
    TARGET.write_text(native_edition(), encoding="utf-8", newline="\n")
    print(TARGET)
