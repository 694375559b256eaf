"""What an actual value says to a standard: a figure in its unit, a number of cases, the items that are met."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from perfeval_xl.criteria import words as w
from perfeval_xl.criteria.shapes import Item, Standard
from perfeval_xl.criteria.text import folded, number
from perfeval_xl.figures import Typed, text_of
from perfeval_xl.target_notes import Note
from perfeval_xl.targets import Shape, Target, read_actual


class Unclear(ValueError):
    """A person must judge; the message says in Chinese why, and where `advised` also what to write."""

    def __init__(self, why: str, *, advised: bool = False):
        super().__init__(why)
        self.advised = advised


@dataclass(frozen=True, slots=True)
class Answer:
    """A figure in the unit of the standard; two `values` where it may be a ratio or a percentage (0.95)."""

    values: tuple[Decimal, ...]
    notes: tuple[Note, ...] = ()


_NONE = re.compile(
    r"(?:以上情况|以上情形|情况|情形)?(?:无|没有|未发现|未发生|未出现|无此(?:类)?(?:情况|情形)|没有(?:此|这)类(?:情况|情形)|不存在|未有)"
    r"(?:问题|违规|扣分(?:情况|情形)?|不符合要求的?|上述情形|以上情形|上述情况|以上情况)?"
)
_CASES = re.compile(
    rf"(?:共|出现|发现|发生|有|存在|完成|逾期|延迟)?(?:了)?(?P<n>{w.NUM})(?P<unit>{w.COUNTER})?(?:不符合(?:有关)?要求)?的?"
)
_ALL = re.compile(
    r"(?:以上|上述)?(?:各条|各项|\d+[条项])?(?:全部|均|都|各条均|各项均|全)(?:已)?(?:符合|满足|达到|达标|具备|做到|完成)(?:要求|标准)?|符合全部要求"
)
_NO_ITEM = re.compile(
    r"(?:以上|上述)?(?:各条|各项)?(?:全部|均|都)(?:不|未)(?:符合|满足|达到|达标|具备|做到|完成)(?:要求|标准)?|没有一条符合"
)
_MET = "(?:均|都|已)?(?:符合|满足|达到|达标|具备|做到|是|√|✓)(?:要求)?"
_UNMET = "(?:均|都)?(?:不符合|未符合|不满足|未满足|未达到|没有达到|不达标|未达标|不具备|未做到|否|×|✗)(?:要求)?"
_OTHERS = re.compile(f"(?:其余|其他|其它)(?:各条|各项)?(?:{_MET})")
_EXCEPT = re.compile(rf"除(?P<marks>[^外]+)(?:以外|外),?(?:其余|其他|其它)?(?:各条|各项)?{_MET}")
_ONE = r"(?:[①-⑳]|\(\d{1,2}\)|\d{1,2}\.?)"
_LIST = rf"第?{_ONE}(?:(?:[、,和及]|[-至到])?第?{_ONE})*(?:条|项)?"
_SAID = re.compile(rf"(?P<marks>{_LIST})、?(?P<verdict>{_UNMET}|{_MET})?")
_FALLING = re.compile("下降|减少|降低|压减|压缩|节约|节省|下浮")
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"


def figure_in(actual: Typed, standard: Standard, unit: Typed) -> Answer:
    """The figure that `actual` states, in the unit of `standard`; Unclear when it states none, or one too many."""
    marks = [end.value for band in standard.bands for end in (band.low, band.high) if end]
    marks += [slope.base for slope in standard.slopes]
    goal = max(marks, key=abs, default=Decimal(100))
    wanted = standard.unit
    target = Target(text="", shape=Shape.NUMBER, comparison=">=", number=goal, unit=wanted, explicit=True)
    found = read_actual(actual, target, unit=unit)
    shown = text_of(actual)[:40]
    if found.shape is Shape.BLANK:
        raise Unclear(f"实际完成值“{shown}”等于没有填")
    if found.unit_conflict:
        raise Unclear(f"“{shown}”的单位与评分标准的“{wanted or '没有单位的数'}”不同")
    if found.shape is not Shape.NUMBER or found.number is None:
        raise Unclear(f"实际完成值“{shown}”不是{'百分数' if wanted == '%' else '数字'}，评分标准要的是数字")
    if found.comparison:
        raise Unclear(f"“{shown}”带着比较符号，不是确数")
    value = found.number
    if value < 0 and _FALLING.search(standard.subject) and all(mark > 0 for mark in marks):
        if not _FALLING.search(shown):
            raise Unclear(f"“{shown}”是负数，评分标准说的是“{standard.subject}”，看不出是降还是升")
        value = -value
    notes = tuple(note for note in found.notes if note.code != "PERCENT_DOUBT")
    if wanted == "%" and not found.typed_unit and 0 < abs(value) <= 1:
        return Answer((value * 100, value), notes)
    return Answer((value,), notes)


def count_in(actual: Typed, standard: Standard) -> Decimal:
    """How many cases `actual` states: 0, 3例, 无, 未发现; Unclear when it states no number."""
    count = standard.counts[0]
    text = folded(text_of(actual)).text.strip(",.。;")
    if isinstance(actual, Decimal):
        found, unit = actual, ""
    elif _NONE.fullmatch(text) or (count.sign < 0 and any(text == folded(c.words).text for c in standard.choices)):
        return Decimal(0)
    else:
        match = _CASES.fullmatch(text) or _CASES.fullmatch(text.removesuffix(count.what) if count.what else text)
        if not match:
            what = f"（{count.what}）" if count.what else ""
            how = f"只写件数就行，如“1{count.unit}”“无”"
            raise Unclear(f"评分标准按件数计分{what}，“{text[:40]}”看不出有几{count.unit}（{how}）")
        found, unit = number(match["n"]), match["unit"] or ""
    if found < 0:
        raise Unclear(f"件数“{text[:40]}”是负数")
    if count.unit in w.PLAIN_COUNTERS and found != found.to_integral_value():
        raise Unclear(f"“{text[:40]}”不是整数，评分标准按件数计分，要填有几{count.unit}")
    if unit and unit != count.unit and not {unit, count.unit} <= w.PLAIN_COUNTERS:
        raise Unclear(f"“{text[:40]}”的单位是{unit}，评分标准的单位是{count.unit}")
    return found


def items_in(actual: Typed, standard: Standard) -> tuple[Item, ...]:
    """The items of the check list that `actual` says are met: ①③, ①符合，②不符合, 全部符合; Unclear otherwise."""
    items = standard.items
    text = folded(text_of(actual)).text.strip(",.。;¶")
    if not isinstance(actual, Decimal):
        if _ALL.fullmatch(text):
            return items
        if _NO_ITEM.fullmatch(text):
            return ()
        if except_for := _EXCEPT.fullmatch(text):
            unmet = _numbers(except_for["marks"], len(items))
            if unmet:
                return tuple(item for place, item in enumerate(items, 1) if place not in unmet)
        met = _told(text, len(items))
        if met is not None:
            return tuple(item for place, item in enumerate(items, 1) if place in met)
    marks = "".join(item.mark for item in items[:2])
    sentence = f"评分标准逐条计分，“{text[:40]}”看不出哪几条符合，请写明（如“{marks}符合”“全部符合”）"
    raise Unclear(sentence, advised=True)


def _told(text: str, count: int) -> set[int] | None:
    """The numbers of the items met, from clauses such as ①③符合,②不符合; None when not all are told of."""
    met: set[int] = set()
    unmet: set[int] = set()
    others = False
    for part in re.split(r"[;。¶]|(?<=[合足到标备是√✓否×✗求]),", text):
        if not part:
            continue
        if _OTHERS.fullmatch(part):
            others = True
            continue
        match = _SAID.fullmatch(part)
        numbers = _numbers(match["marks"], count) if match else None
        if not match or not numbers:
            return None
        if match["verdict"] is None and part.isascii() and part.isdigit():
            return None
        (unmet if match["verdict"] and re.fullmatch(_UNMET, match["verdict"]) else met).update(numbers)
    if met & unmet or (unmet and not met and not others and len(unmet) < count):
        return None
    return set(range(1, count + 1)) - unmet if others else met


def _numbers(text: str, count: int) -> set[int] | None:
    """The item numbers that a list writes (①③, 1、3, ①-④); None when one of them does not exist."""
    found: list[int] = []
    ranged = False
    for token in re.findall(r"[①-⑳]|\d{1,2}|[-至到]", text):
        if token in "-至到":
            ranged = True
            continue
        value = _CIRCLED.index(token) + 1 if token in _CIRCLED else int(token)
        if ranged and found:
            found.extend(range(found[-1] + 1, value))
        ranged = False
        found.append(value)
    if not found or not all(1 <= value <= count for value in found):
        return None
    return set(found)
