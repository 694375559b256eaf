"""The words and signs of comparison in targets, the names whose value should be low, and Chinese numerals."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from perfeval_xl.target_notes import Note, note


def listed(text: str) -> tuple[str, ...]:
    """The words of a space-separated list: a long table of words reads better so."""
    return tuple(text.split())


COMPARISONS = {"≥": ">=", "≤": "<=", ">": ">", "<": "<", "=": "="}
"""The sign used while reading -> the comparison of the contract."""

LOWER_IS_BETTER = listed(
    "变动率 调整率 结转结余率 结余率 结转率 结余结转率 成本 投诉 事故 差错 错误率 失误 违规 违纪 违法 超支 "
    "超预算 逾期 延误 延期 接待费 招待费 接待次数 接待批次 三公 经费控制率 费用控制率 人员控制率 预算控制率 "
    "成本控制率 支出控制率 能耗 排放 死亡 发病率 失业率 纠纷 故障 返修率 退件率 退货率 流失率 空置率 闲置率 "
    "偏离度 偏离率 偏差 误差 损耗 负债率 不合格率 缺勤 拖欠 用时 耗时 响应时间 等待时间"
)
"""Names for which a bare number is a highest value, unless `HIGHER_AFTER_ALL` speaks against it."""
HIGHER_AFTER_ALL = listed(
    "处理 处置 办结 办理 回复 响应率 整改 查处 化解 调解 节约 降低 下降 减少 压减 清理 清收 收回 追回 盘活 "
    "及时 准确 覆盖 达标 满意 合格率 完成率 执行率 到位率 公开 排除 修复 合规 合法 规范 核算 培训 演练 宣传 "
    "防范 预防 防控"
)
"""Words that turn such a name round: 投诉办结率, 事故处理及时率, 成本节约率."""

_MONEY_NAMES = re.compile(r"成本|经费|资金|费用|支出|金额|投资|收入|预算|补助|补贴|奖金|工资|价|款|税|费$|费标准")
_LOWER = re.compile("|".join(LOWER_IS_BETTER))
_HIGHER = re.compile("|".join(HIGHER_AFTER_ALL).replace("合格率", "(?<!不)合格率"))


def lower_is_better(name: str) -> bool:
    """Whether an indicator's name says that a low value is good."""
    return bool(_LOWER.search(name)) and not _HIGHER.search(name)


def names_money(name: str) -> bool:
    """Whether an indicator's name speaks of money."""
    return bool(_MONEY_NAMES.search(name))


_NOT_OVER = r"(?:不|未|不得|不能|不应|不可|不允许)"
PREFIXES = tuple(
    (sign, re.compile(rf"(?:{words})$"))
    for sign, words in (
        (
            "≥",
            rf"≥|(?:大于|高于|多于)(?:或者?)?等于|{_NOT_OVER}(?:低于|少于|小于)|至少|最少|最低|提高到|提升到|增长到|增加到|提高至|提升至",
        ),
        (
            "≤",
            rf"≤|(?:小于|低于|少于)(?:或者?)?等于|{_NOT_OVER}(?:超过|超出|高于|大于|多于|突破)|至多|最多|最高|控制在|控制到|限于|降至|降到|下降到|下降至|降低到|降低至",
        ),
        (">", r">|大于|高于|超过|多于|超出"),
        ("<", r"<|小于|低于|少于|不足|不到|不满"),
        ("=", r"=|等于"),
    )
)
"""Sign -> what may stand before the number, tried in this order."""
REACHED = re.compile(r"(?:达到|达)$")
"""In a target "at least"; in an actual value just a verb."""
NEUTRAL = re.compile(r"(?:完成率|已?完成|实现|总计|合计|累计|共计|共|计|实际|为|是|在|到|[:,])$")
APPROXIMATE = re.compile(r"(?:大约|大概|约|近|接近)$")
FALLING = re.compile(r"(?:减少|下降|降低|压减|压缩|缩减|削减)了?$")
RISING = re.compile(r"(?:增长|增加|提高|提升|上升)了?$")
COMPARED_WITH = re.compile(r"(?:同比|环比|[较比](?:上年|去年|上一年|往年|同期|年初)(?:同期|度)?(?:相比)?)$")
SUFFIXES = tuple(
    (sign, re.compile(words))
    for sign, words in (
        (">", r"以上\(不含(?:本数)?[^()]*\)|\(不含[^()]*\)以上"),
        ("<", r"(?:以下|以内)\(不含(?:本数)?[^()]*\)|\(不含[^()]*\)(?:以下|以内)"),
        ("≥", r"\(含[^()]*\)(?:及|或)?(?:以上|之上)|(?:及其?|或|含)?(?:以上|之上)(?:\(含[^()]*\))?"),
        (
            "≤",
            r"\(含[^()]*\)(?:及|或)?(?:以下|以内|之内)|(?:及其?|或|含)?(?:以下|以内|之内|之下)(?:\(含[^()]*\))?|内(?:\(含[^()]*\))?",
        ),
    )
)
"""Sign -> what may stand after the unit; 以上, 以下 and 以内 include the number itself, as in the laws."""
MARKER = re.compile(
    r"^\(?(?:指标(?:方向|性质)?[:为])?(正向|反向|逆向|负向)(?:指标)?\)?[:,;]?|\((正向|反向|逆向|负向)(?:指标)?\)$"
)

_RUN = re.compile(r"[≥≧⩾≯≮>》〉≤≦⩽<《〈=═]+")
_VARIANTS = {
    **dict.fromkeys((">=", "=>", "≧", "⩾", "≥=", "≧=", "≥≥", "≮"), "≥"),
    **dict.fromkeys(("<=", "=<", "≦", "⩽", "≤=", "≦=", "≤≤", "≯"), "≤"),
    **dict.fromkeys(("═", "=="), "="),
}
_WRONG_KEY = {
    **dict.fromkeys(("》", "〉", "》=", "〉=", "=》"), "≥"),
    **dict.fromkeys(("《", "〈", "《=", "〈=", "=《"), "≤"),
}
_LATEX = (
    (re.compile(r"\\(?:geqslant|geqq|geq|ge)(?![A-Za-z])"), "≥"),
    (re.compile(r"\\(?:leqslant|leqq|leq|le)(?![A-Za-z])"), "≤"),
    (re.compile(r"\\(?:gt)(?![A-Za-z])"), ">"),
    (re.compile(r"\\(?:lt)(?![A-Za-z])"), "<"),
    (re.compile(r"\\pm(?![A-Za-z])"), "±"),
    (re.compile(r"\\sim(?![A-Za-z])"), "~"),
    (re.compile(r"\\times(?![A-Za-z])"), "×"),
    (re.compile(r"\\(?:text|mathrm|mathbf|rm|quad|left|right)(?![A-Za-z])|\\[ ,;!]|[${}]"), ""),
    (re.compile(r"\\%"), "%"),
)
_BEFORE_FOLDING = {
    ord("㎡"): "平方米",
    ord("㎥"): "立方米",
    **{ord(sign): "^" + digit for sign, digit in zip("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789", strict=True)},
    **dict.fromkeys(map(ord, "−﹣"), "-"),
    **dict.fromkeys(map(ord, "–—―─﹘〜∼～"), "~"),
    ord("∶"): ":",
    **dict.fromkeys(map(ord, "\u200b\u200c\u200d\ufeff\u00ad"), ""),
}


def clean(typed: str) -> tuple[str, tuple[Note, ...]]:
    """`typed` in one spelling (half-width, signs ≥ ≤ > < =, range sign ~ or -) and notes on what was repaired.

    A space between two digits stays, unless it separates thousands: 80 90 is not 8090.
    """
    if typed.isascii() and typed.isalnum():
        return typed, ()
    return _remembered(typed) if len(typed) <= _SHORT else _cleaned(typed)


def _cleaned(typed: str) -> tuple[str, tuple[Note, ...]]:
    notes: list[Note] = []
    text = unicodedata.normalize("NFKC", typed.translate(_BEFORE_FOLDING)).strip()
    if "\\" in text or text.count("$") > 1:
        for pattern, sign in _LATEX:
            text = pattern.sub(sign, text)
        text = text.strip()
        notes.append(note("LATEX_RESIDUE", typed.strip(), "".join(text.split())))
    if not text.isalnum() and _BLANK.search(text):
        text = re.sub(r"(?<![0-9])\s+|\s+(?![0-9])", "", text)
        text = re.sub(r"\s+", " ", text)
        text = re.sub(r"(?<![0-9., ])[0-9]{1,3}(?: [0-9]{3})+(?![0-9 ])", lambda match: match[0].replace(" ", ""), text)
    titled = ("《" in text and "》" in text) or ("〈" in text and "〉" in text)

    def sign_of(match: re.Match[str]) -> str:
        run = match[0]
        if run in _VARIANTS:
            notes.append(note("SYMBOL_VARIANT", run, _VARIANTS[run]))
            return _VARIANTS[run]
        if run in _WRONG_KEY and not titled and re.match(r"[-+.0-9百]", text[match.end() :]):
            notes.append(note("SYMBOL_BAD", typed.strip(), _WRONG_KEY[run]))
            return _WRONG_KEY[run]
        return run

    text = _RUN.sub(sign_of, text)
    if "¥" in text:
        text = re.sub(r"¥([0-9.,]+[万亿]?)元?", r"\1元", text)
    if "m" in text:
        text = re.sub(r"m\^?2(?![0-9])", "平方米", text)
        text = re.sub(r"m\^?3(?![0-9])", "立方米", text)
    return text.strip("。.;,、!\"'“”‘’") if text[:1] != "." else text.rstrip("。.;,、!"), tuple(notes)


_remembered = lru_cache(2048)(_cleaned)
_SHORT = 60
"""Remembered up to this length: all over a district the same ≥95% and 100% are typed, beside ever new names."""
_BLANK = re.compile(r"\s")


_DIGITS = {**dict(zip("零〇一二三四五六七八九", (0, 0, *range(1, 10)), strict=True)), "两": 2}
_PLACES = {"十": 10, "百": 100, "千": 1000}
NUMERAL = re.compile(r"[零〇一二两三四五六七八九十百千]+")


def numeral(text: str) -> int | None:
    """The number that a plain Chinese numeral below 万 stands for (三 十二 一百零五 二〇二一); None when it is none."""
    if len(text) > 9 or not text:
        return None
    if not any(place in text for place in _PLACES):
        if len(text) > 1 and not (len(text) == 4 and all(char in _DIGITS for char in text)):
            return None
        return int("".join(str(_DIGITS[char]) for char in text)) if all(char in _DIGITS for char in text) else None
    total, digit, smallest = 0, None, 10**4
    for char in text:
        if char in _PLACES:
            place = _PLACES[char]
            if place >= smallest or (digit is None and char != "十" and total == 0 and text[0] != char):
                return None
            if digit is None and not (char == "十" and total == 0):
                return None
            total, digit, smallest = total + (1 if digit is None else digit) * place, None, place
        elif char in _DIGITS:
            if digit not in (None, 0):
                return None
            digit = _DIGITS[char]
        else:
            return None
    return total + (digit or 0)
