"""Which clauses may stand together in one standard; those that may not are named, each with the reason."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from perfeval_xl.criteria import clauses as c
from perfeval_xl.criteria import words as w
from perfeval_xl.criteria.kinds import Kinds, Listed, base_of, gives, giving_bands
from perfeval_xl.criteria.shapes import Unread

_QUOTES = re.compile(r"[“”\"'《》()的]")
_COMPARED = re.compile(f"{w.AT_LEAST}|{w.AT_MOST}|{w.ABOVE}|{w.BELOW}".replace("|达", ""))
_JOINED = re.compile(r"且|并(?!购)|同时|或|每|各|(?<![平人户])均|以及|若|如果|除")
_BESIDE_FIGURES = "与按数字计分的写法连不起来，不知道什么时候用"
_BESIDE_COUNTS = "与按件数计分的写法连不起来，不知道什么时候用"


def misfits(kinds: Kinds, placed: Listed, text: str) -> Iterator[Unread]:
    """The clauses that cannot be scored beside the rest; none of the words is silently left out."""
    measured = bool(kinds.bands or kinds.slopes or kinds.shares)
    scored_items = tuple(item for item in kinds.items if item.clause.award)
    if not (measured or kinds.choices or kinds.counts or scored_items):
        reason = "没有写明怎样给分或扣分"
        yield from _named(placed, reason) if placed else [Unread(text, reason)]
        return
    yield from _twice(kinds)
    if measured:
        yield from _figures(kinds)
        yield from _named((*kinds.choices, *kinds.items), _BESIDE_FIGURES)
    elif kinds.counts:
        yield from _counts(kinds, text)
        yield from _named((*kinds.otherwise, *scored_items), _BESIDE_COUNTS)
    elif kinds.items:
        yield from _named((item for item in kinds.items if not item.clause.award), "没有写明这一条得多少分")
        yield from _named((*kinds.choices, *kinds.otherwise), "与逐条计分的写法连不起来")
    yield from _remarks(kinds, measured=measured)


def _remarks(kinds: Kinds, *, measured: bool) -> Iterator[Unread]:
    """The sentences without points that may bear on the score; what only says how a figure is found does not."""
    for item in kinds.remarks:
        remark = item.clause
        if measured and remark.comparing and not remark.defining:
            yield Unread(item.text, "只写了条件，没有写明得多少分")
        elif measured and remark.demanding and not remark.defining:
            yield Unread(item.text, "写了另外的要求，没有写不满足时怎样计分")
        elif item in kinds.afterthoughts and not remark.defining:
            yield Unread(item.text, "不知道对得分有什么影响")


def _named(items: Iterable[c.Placed[c.Clause]], reason: str) -> Iterator[Unread]:
    return (Unread(item.text, reason) for item in items)


def _twice(kinds: Kinds) -> Iterator[Unread]:
    """What may be said once only."""
    yield from _named(kinds.bases[1:], "前面已经写了一个标准")
    yield from _named(kinds.shares[1:], "前面已经写了按比例计分")
    yield from _named(kinds.otherwise[1:], "前面已经写了其他情形")
    for kind in ("taken", "ceiling", "points"):
        limits = [item for item in kinds.limits if item.clause.kind == kind]
        yield from _named(
            (item for item in limits if item.clause.award != limits[0].clause.award), "与前面写的上限不一样"
        )


def _figures(kinds: Kinds) -> Iterator[Unread]:
    yield from _one_unit(kinds)
    yield from _one_subject(kinds)
    yield from _slopes(kinds)
    for item in kinds.otherwise[:1]:
        words, spans = item.clause.words, [band.clause.span for band in kinds.bands]
        if words.startswith("超") and all(span.low for span in spans):
            yield Unread(item.text, "没有写明低于的怎样计分")
        if words.startswith(("低于", "不足")) and all(span.high for span in spans):
            yield Unread(item.text, "没有写明超过的怎样计分")
    for share in kinds.shares[:1]:
        if reason := _why_no_share(kinds, share.clause):
            yield Unread(share.text, reason)


def _one_unit(kinds: Kinds) -> Iterator[Unread]:
    unit = kinds.bases[0].clause.figure.unit if kinds.bases else ""
    for text, units in units_written(kinds):
        for written in sorted(units):
            if unit and written != unit and not {written, unit} <= w.PLAIN_COUNTERS:
                yield Unread(text, f"单位是{written}，前面用的是{unit}")
                break
            unit = unit or written


def units_written(kinds: Kinds) -> Iterator[tuple[str, set[str]]]:
    """The words of every band, slope and share, in this order, and the units written in it."""
    for band in kinds.bands:
        yield band.text, set(band.clause.span.units)
    for slope in kinds.slopes:
        clause = slope.clause
        figures = {figure.unit for figure in (clause.step, clause.base) if figure and figure.unit}
        yield slope.text, figures | (clause.span.units if clause.span else set())
    for share in kinds.shares:
        yield share.text, set(share.clause.span.units) if share.clause.span else set()


def _one_subject(kinds: Kinds) -> Iterator[Unread]:
    first = ""
    for item in kinds.bands:
        named = item.clause.subject or item.clause.span.name
        subject = _QUOTES.sub("", named)
        if _COMPARED.search(subject):
            yield Unread(item.text, "没有读懂")
        elif _JOINED.search(subject):
            yield Unread(item.text, "条件里不止一个数字，不知道怎样合并")
        elif subject and first and subject not in _QUOTES.sub("", first):
            yield Unread(item.text, f"说的是“{named}”，前面说的是“{first}”，不是同一个数字")
        first = first or named


def _slopes(kinds: Kinds) -> Iterator[Unread]:
    graded = {clause.award for clause in giving_bands(kinds)}
    directions = [item.clause.direction for item in kinds.slopes]
    for place, item in enumerate(kinds.slopes):
        if len(graded) > 1:
            yield Unread(item.text, "前面有几档分，不知道从哪一档开始扣")
        elif base_of(item.clause, kinds) is None:
            yield Unread(item.text, "没有写明从多少开始扣")
        elif item.clause.step.value <= 0:
            yield Unread(item.text, "每一步是0")
        elif place and (directions[place] in directions[:place] or 0 in directions):
            yield Unread(item.text, "前面已经写了另一种扣法")


def _why_no_share(kinds: Kinds, share: c.ProportionClause) -> str:
    full, span = giving_bands(kinds), share.span
    if not full:
        # Of the figures themselves only a percentage is a share, and up to the whole.
        whole = span is None or ("%" in span.units and (span.high.value == 100 if span.high else share.formula))
        return "" if whole else "没有读懂按比例的是哪一段"
    if len(full) > 1:
        return "前面有几档分，不知道按哪一档的比例"
    low = full[0].span.low
    if low is None or low.value <= 0:
        return "没有写明按完成多少的比例"
    if "%" in full[0].span.units and not share.formula and low.value not in (100, share.base):
        return f"没有写明是按完成率本身，还是按完成率与{low.value:f}%之比"
    if span and (span.high is None or span.high.value != low.value):
        return "没有读懂按比例的是哪一段"
    return ""


def _counts(kinds: Kinds, text: str) -> Iterator[Unread]:
    """Before the counting one alternative may say what is taken from (全部按时完成得3分，每有一项……扣1分)."""
    counting = text.find(kinds.counts[0].text)
    starts = [item for item in kinds.choices if gives(item.clause.award) and text.find(item.text) < counting]
    yield from _named((item for item in kinds.choices if item not in starts[:1]), _BESIDE_COUNTS)
    if len({item.clause.sign for item in kinds.counts}) > 1:
        yield from _named(kinds.counts[1:], "有的给分、有的扣分，不知道从多少分算起")
    else:
        yield from _named(kinds.counts[1:], "有几种要数的情形，一个实际值说不清，请分成几个指标")
    yield from _named((item for item in kinds.counts if item.clause.step.value <= 0), "每一步是0")
