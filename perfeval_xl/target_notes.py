"""What may be noted while a 指标值 or 实际完成值 is read: every code with its Chinese sentence, in one table."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Note:
    """Something repaired or doubted while reading: a stable code and a Chinese sentence.

    The code is a check's short name where one exists.
    """

    code: str
    text: str


NOTES = {
    "SYMBOL_BAD": "“{v}”里的符号应为{c}，已按{c}理解，请改正。",
    "SYMBOL_VARIANT": "“{v}”已按{c}理解，建议改为{c}。",
    "SYMBOL_OCR": "“{v}”可能是“≥{c}”（扫描或录入时符号变成了字），请核对原件。",
    "LATEX_RESIDUE": "“{v}”里有排版代码，已按“{c}”理解，请改正。",
    "DIRECTION_SUPPOSED": "“{v}”没写符号，已按{c}理解，请补写符号。",
    "DIRECTION_CONFLICT": "写了“{v}”，符号却是{c}；已按符号理解，请核对。",
    "UNIT_MISMATCH": "“{v}”的单位是{a}，与{b}的单位{c}不能换算，请核对。",
    "UNIT_WORD": "“{v}”的量词是{a}，指标值的量词是{c}；已按同一种理解。",
    "UNIT_SHORT": "“{v}”的单位没写全，已按{c}理解。",
    "UNIT_MISSING": "指标值没写单位，“{v}”的单位是{a}；已直接比较数字，请补写单位。",
    "UNIT_DOUBT": "“{v}”的单位可能不对（{c}），请核对。",
    "MONEY_SUPPOSED": "“{v}”没写完单位，已按{c}理解。",
    "PERCENT_DOUBT": "“{v}”已按{v}%理解；如果是{c}%，请连百分号一起写。",
    "SIGN_DOUBT": "“{v}”与指标值一个写了升降、一个没写，请写成同一种说法。",
    "APPROXIMATE": "“{v}”不是确数，已按{c}理解，请填准确数。",
    "ACTUAL_COPY": "实际完成值“{v}”带着比较符号，像是照抄指标值，请填实际数。",
    "FRACTION_AS_PERCENT": "“{v}”已换算成{c}%。",
    "TEXT_AROUND": "“{v}”里夹着文字，已取其中的“{c}”，建议只填数。",
    "REMARK_IGNORED": "“{v}”括号里的说明没有用来计分。",
    "YEAR_SUPPOSED": "“{v}”没写完年份，已按{c}年理解。",
    "YEAR_MISSING": "“{v}”没写年份，请写明年月日。",
    "DEADLINE_SUPPOSED": "“{v}”已按{c}（含当天）理解，若不是请写明年月日。",
    "DATE_SUPPOSED": "“{v}”像数也像日期，已按日期{c}理解，请写成“某年某月某日”。",
    "DATE_SERIAL": "“{v}”是表格里的日期序号，已按{c}理解。",
    "PLACEHOLDER": "“{v}”按空白理解。",
}
"""Code -> sentence; {v} is what was typed, {c} what it was read as, {a} and {b} what else must be named."""


def note(code: str, v: str, c: object = "", a: object = "", b: object = "") -> Note:
    """The note with this code about the typed text `v`, shortened where it is long."""
    return Note(code, NOTES[code].format(v=v if len(v) <= 40 else v[:39] + "…", c=c, a=a, b=b))
