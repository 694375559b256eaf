"""Checks of names and words: leftovers of a template, targets that cannot be measured, the same indicator twice."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, partial

from perfeval_xl.checks.core import Context, Remark, Row, check
from perfeval_xl.checks.finding import Severity
from perfeval_xl.checks.text import normal
from perfeval_xl.checks.words import any_of, words
from perfeval_xl.figures import fold, is_blank, plain, text_of
from perfeval_xl.rules.core import clip
from perfeval_xl.target_words import numeral
from perfeval_xl.targets import Shape

_indicators = partial(check, theme="indicators")

_PLACEHOLDER = re.compile(
    r"[*＊★☆]+|[×xX]{2,}|某某|_{2,}|\.{3,}|(?:指标|目标|任务)[①-⑳]|(?<![一二三四五六七八九十百\d])"
    r"(?:指标|目标)\d{1,2}(?![\d.年月日个项号%次人条届天])|^(?:任务|项目)\d{1,2}$"
)
_TARGET_IN_NAME = re.compile(r"[≥≤＞＜><≧≦]=?\d|\d+(?:\.\d+)?%|(?:不低于|不少于|不超过|不高于|达到|至少|控制在)\d")
_MEASURABLE = re.compile(
    r"\d+(?:\.\d+)?(?:%|个百分点|[^\W\d]|·|/)|百分之|[一二三四五六七八九十百千万两]+(?:次|项|个|场|期|篇|家|户|人|台|件|处|条|轮|批|亩|公里|名|套|份|天|倍|成)"
)
_NO_WORD = re.compile(r"[\W_]+")
_NOT_A_MEASURE = re.compile(
    r"(?:19|20)\d\d(?:年度?|[-~至—]+(?:19|20)?\d\d年?)?|十[三四五六]五|二〇[〇一二三四五六七八九]{2}年?"
    r"|(?:^|(?<=[。；;，,、\n ]))[（(]?\d{1,2}[)）.．、]|第[一二三四五六七八九十百\d]+[次届轮批个]"
    r"|[一二三四五六七八九十两]个(?:维护|确立|意识|自信|坚持|文明|高地|中心|全面|先行|责任|服务)"
)


@_indicators(
    name="NAME_IS_TARGET",
    severity=Severity.HINT,
    title="指标名称里写了指标值",
    compares="三级指标名称 与 指标值的数字",
    why="名称只说考核什么，数值写在指标值栏；写在名称里，换一年就不能用。",
    example="名称写“培训人数≥100人”。",
    cure="名称改为“培训人数”，指标值填≥100。",
    source="部门整体绩效自评表：三级指标、指标值分栏填写",
    row=True,
)
def target_in_name(context: Context) -> Iterator[Remark]:
    """A name that holds a comparison with a number, a percentage, or the target's own number with its unit."""
    for row in context.rows():
        name, target = row.name, row.line.outcome.target
        own = f"{plain(target.number)}{target.unit}" if target.number is not None and target.unit else ""
        if _TARGET_IN_NAME.search(name) or _holds_figure(name, own):
            yield Remark(row.at("name"), f"“{row.title}”的名称里已含指标值，数值请只写在指标值栏。")


def _holds_figure(name: str, figure: str) -> bool:
    """Whether `figure` (≥100's 100人) stands in `name`, not as the end of a longer number."""
    at = name.find(figure) if figure else -1
    while at > 0 and name[at - 1] in "0123456789.":
        at = name.find(figure, at + 1)
    return at >= 0


@_indicators(
    name="NAME_TEMPLATE",
    severity=Severity.WARNING,
    title="名称里留有模板占位",
    compares="指标、任务的名称 与 模板里的占位写法（**、★、××、指标1、目标1）",
    why="模板里的占位词没有换成具体内容，等于没有设指标。",
    example="“年度工作目标1实现率”应写明是哪项工作。",
    cure="换成具体的工作名称。",
    source="三级指标应写明具体考核内容",
    row=True,
)
def template_left(context: Context) -> Iterator[Remark]:
    """A placeholder in the name of an indicator or of a task."""
    for row in context.rows():
        if _is_template(row.name):
            yield _template(row.at("name"), row.line.name)
    for index, task in enumerate(context.form.tasks):
        name = text_of(task.name)
        if _is_template(fold(name)):
            yield _template(f"tasks[{index}].name", name)


def _is_template(name: str) -> bool:
    return bool(_PLACEHOLDER.search(name)) or name in words().template_names


def _template(place: str, name: str) -> Remark:
    return Remark(place, f"名称“{clip(name)}”里留有模板占位，请换成具体内容。")


@_indicators(
    name="QUAL_MEANINGLESS",
    severity=Severity.HINT,
    title="定性指标值不具体",
    compares="定性指标值 与 “好坏、是、达标”一类没有标准的词",
    why="看不出做到什么程度算完成，复核时无法判断。",
    example="“促进经济社会持续发展”的指标值写“达标”。",
    cure="能量化的改成数量；不能量化的写清达到的状态。",
    source="指标值应具体、可衡量",
    row=True,
)
def meaningless_target(context: Context) -> Iterator[Remark]:
    """A target in words that sets no standard, where the name does not bring one (水质达标) either."""
    for row in context.rows():
        if row.line.outcome.target.shape is not Shape.WORDS:
            continue
        target = re.sub(r"[\W_]+$", "", row.target)
        empty = target in words().meaningless_targets
        if empty and not any_of("meaningful_names").search(row.name):
            yield Remark(row.at("target"), f"“{row.title}”的指标值“{target}”不具体，不易衡量。")


@_indicators(
    name="DUP_INDICATOR",
    severity=Severity.WARNING,
    title="指标重复",
    compares="各三级指标的名称（完全相同，或只差一个近义词）",
    why="同一件事记两次分；近似的两个指标通常只该留一个。",
    example="“项目完成率”出现两次；“管理制度健全性”与“财务管理制度的完备性”近似（只作提示）。",
    cure="合并重复的指标，分值分给别的指标；确是两件事的，名称写出差别。",
    source="三级指标不得重复设置",
)
def same_indicator(context: Context) -> Iterator[Remark]:
    """A name that stood before; as a hint, one that says the same of a wider or narrower subject."""
    seen: dict[str, Row] = {}
    cores: dict[str, list[tuple[str, Row]]] = {}
    for row in context.rows():
        name = _NO_WORD.sub("", row.name)
        if not name:
            continue
        if name in seen and _set_twice(row, seen[name], context):
            continue
        if name in seen:
            yield Remark(row.at("name"), f"指标“{row.title}”出现两次（第{seen[name].line.index + 1}行已有）。")
            continue
        seen[name] = row
        core, quality = _core(name)
        for other_core, other in cores.get(quality, ()) if quality else ():
            shorter, longer = sorted((core, other_core), key=len)
            same_place = row.line.subcategory == other.line.subcategory
            if same_place and shorter != longer and len(shorter) >= 4 and longer.endswith(shorter):
                yield Remark(
                    row.at("name"),
                    f"指标“{row.title}”与“{other.title}”近似，请确认是否重复。",
                    Severity.HINT,
                )
        cores.setdefault(quality, []).append((core, row))


def _set_twice(row: Row, other: Row, context: Context) -> bool:
    """Whether the scheme itself sets the indicator under both 二级指标 (管理制度健全性)."""
    places = {row.line.subcategory, other.line.subcategory}
    listed = (fold(item.name) for item in context.scheme.indicator if item.subcategory in places)
    return len(places) == 2 and list(listed).count(row.name) == 2


def _core(name: str) -> tuple[str, str]:
    """A name without 的 and its closing word of judgement, and that word by its group of synonyms."""
    text = normal(name).replace("的", "")
    if not text.endswith(_qualities()):
        return text, ""
    quality = next(word for word in _qualities() if text.endswith(word))
    return text.removesuffix(quality), quality


@cache
def _qualities() -> tuple[str, ...]:
    return tuple(map(normal, words().quality_suffixes))


@_indicators(
    name="TARGET_TEXT_VAGUE",
    severity=Severity.HINT,
    title="年度总体目标没有可衡量的内容",
    compares="年度总体目标的文字 里有没有数量、比例、时限",
    why="只有“围绕中心工作、高质量完成任务”一类的话，无法判断目标是否实现。",
    example="“围绕中心工作，完成各项任务”没有一个数。",
    cure="写明年内要完成的主要事项、数量和时限（照年初批复）。",
    source="绩效目标应具体、可衡量",
)
def vague_objective(context: Context) -> Iterator[Remark]:
    """An objective without a single quantity, share or deadline; years and numbering are not quantities."""
    text = context.form.objective.text
    if is_blank(text):
        return
    rest = _NOT_A_MEASURE.sub(" ", fold(text_of(text)))
    if not _MEASURABLE.search(rest) and numeral(rest) is None:
        yield Remark("objective.text", f"总体目标（{clip(text_of(text))}）没有数量、比例或时限，不易衡量。")
