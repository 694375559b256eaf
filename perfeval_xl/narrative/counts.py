"""How many indicators and tasks a report says there are, and the names it lists."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from perfeval_xl.narrative.claims import Labels, loose
from perfeval_xl.narrative.numerals import COUNT, chinese_number
from perfeval_xl.narrative.structure import Narrative
from perfeval_xl.narrative.text import Paragraph, Passage
from perfeval_xl.narrative.words import words

LEVELS = {"一级": 1, "二级": 2, "三级": 3}
_INTRODUCED = re.compile(r"\*{0,2}[设细下包共分有：:（，]|$")
_SOME_OF = re.compile(r"[^，。；]{0,4}?(?:未|没有|不|扣|超|低于|高于|得满分|得分|达|完成|实现)")
_COLLECTIVE = "(?:共计|合计|总计|共有|共设置|共设|共|分为|设置|设有|设|有|为|数量为?)*+"
"""What may stand between a level of indicators and their number; possessive, as 共有 is 共 and 有 too."""
_LONGEST_NAME = 40
_LONGEST_LIST = 2000


@dataclass(frozen=True, slots=True)
class CountClaim(Passage):
    """A number of indicators: level 1–3, of one component or 二级指标 (`scope`) or ("") of the whole.

    `scope` is a subject as in `Claim`. `count` is None for a vague number.

    `names` are the indicators listed before it; `complete` tells that no 等 follows them.
    """

    level: int
    scope: str
    count: int | None
    names: tuple[str, ...]
    complete: bool


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    level = words().pattern["counts.level"].pattern
    vague = words().pattern["counts.vague"].pattern
    return (
        re.compile(rf"(?:(?P<vague>{vague})|(?P<count>{COUNT})[个项条类]){level}"),
        re.compile(rf"共(?:有|设置|计)?(?P<count>{COUNT})[个项](?P<level>)(?P<vague>(?!))?(?:绩效)?指标"),
        re.compile(rf"{level}{_COLLECTIVE}(?P<count>{COUNT})[个项条](?P<vague>(?!))?"),
    )


@cache
def _task_patterns() -> tuple[re.Pattern[str], ...]:
    tasks = words().pattern["counts.tasks"].pattern
    return (
        re.compile(rf"{tasks}(?:共计|共有|共|分为|包括|有|为)*+(?P<count>{COUNT})[项个条](?![^，。：；]{{0,4}}中)"),
        re.compile(rf"(?:设置|共有?|完成)了?(?P<count>{COUNT})[项个条]{tasks}"),
        re.compile(rf"{tasks}(?:包括|有|是|为|：)[^。；：]{{2,120}}等(?P<count>{COUNT})[项个条](?=[，。；]|$)"),
    )


def count_claims(narrative: Narrative, labels: Labels) -> Iterator[CountClaim]:
    """Every number of 一级/二级/三级指标 in the report."""
    for item in narrative.body:
        if item.cells or "指标" not in item.text:
            continue
        taken: list[tuple[int, int]] = []
        for pattern in _patterns():
            for match in pattern.finditer(item.text):
                if any(match.start() < end and start < match.end() for start, end in taken):
                    continue
                if _of_the_level_before(item.text, match):
                    continue
                taken.append(match.span())
                if not _SOME_OF.match(item.text, match.end()):
                    titles = narrative.context.get(item.number, ())
                    yield _count_claim(item, match, labels, labels.of_titles(titles))


def _of_the_level_before(text: str, match: re.Match[str]) -> bool:
    """Whether the number belongs to the level before it, as in 一级指标5个三级指标24个."""
    if match.start("level") <= match.start():
        return False
    before, after = _level_behind().search(text, 0, match.start()), _number_ahead().match(text, match.end())
    return bool(before and after)


@cache
def _level_behind() -> re.Pattern[str]:
    """A row of levels with their numbers behind them that ends a text with a level, and has no number before it."""
    level = words().pattern["counts.level"].pattern.replace("?P<level>", "?:")
    return re.compile(rf"(?<![个项条类])(?:{level}{_COLLECTIVE}{COUNT}[个项条])*{level}{_COLLECTIVE}$")


@cache
def _number_ahead() -> re.Pattern[str]:
    return re.compile(rf"{_COLLECTIVE}{COUNT}[个项条]")


def _count_claim(item: Paragraph, match: re.Match[str], labels: Labels, under: str) -> CountClaim:
    level = LEVELS.get(match["level"], 3)
    names, complete = _listed(item.text, match.start(), labels)
    if complete and match.start("level") == match.start():
        names = ()
    scope = "" if level == 1 else _introduced(item, match.start(), labels) or under
    count = None if match["vague"] else chinese_number(match["count"])
    return CountClaim(item, *match.span(), level, scope, count, names, complete)


def _introduced(item: Paragraph, place: int, labels: Labels) -> str:
    """The component last introduced in the sentence ("产出指标设置……"), or ""."""
    start = item.text.rfind("。", 0, place) + 1
    found = ""
    for _, end, subject in labels.within(item.text, start, place):
        if subject.startswith("component.") and _INTRODUCED.match(item.text[end : end + 1]):
            found = subject
    return found


def _listed(text: str, place: int, labels: Labels) -> tuple[tuple[str, ...], bool]:
    """The names listed directly before a number: "细分为甲、乙等" gives (甲, 乙), not complete."""
    before = text[max(text.rfind("。", 0, place) + 1, place - _LONGEST_LIST) : place]
    complete = not before.endswith("等")
    before = before.removesuffix("等").removesuffix("共").removesuffix("，")
    starts = reversed(list(words().pattern["counts.list_start"].finditer(before)))
    start = next((match.end() for match in starts if not _inside_name(before, match, labels)), 0)
    names = (name for part in before[start:].split("、") for name in _names(part, labels))
    return tuple(name for name in names if name), complete


def _inside_name(text: str, match: re.Match[str], labels: Labels) -> bool:
    """Whether a word like 为 or 设 is only a part of an indicator's name."""
    around = range(max(0, match.start() - _LONGEST_NAME), match.end() + _LONGEST_NAME)
    return any(
        start < match.end() and match.start() < end and not subject.startswith("component.")
        for start, end, subject in labels.within(text, around.start, min(len(text), around.stop))
    )


def _names(part: str, labels: Labels) -> Iterator[str]:
    """`part` as one name, or as several joined by 和, 及 where the whole is none of the form's names."""
    known = {loose(name) for name in labels.subjects}
    if loose(part) in known:
        yield part
        return
    for joint in ("和", "以及", "及", "与"):
        head, found, tail = part.partition(joint)
        if found and (loose(head) in known or loose(tail) in known):
            yield head
            yield tail
            return
    yield part


def task_counts(narrative: Narrative) -> Iterator[tuple[int, Passage]]:
    """Every number of main tasks in the report, and where it stands."""
    for item in narrative.body:
        if item.cells:
            continue
        for pattern in _task_patterns():
            for match in pattern.finditer(item.text):
                if (count := chinese_number(match["count"])) is not None:
                    yield count, Passage(item, *match.span())


_TASK = re.compile(
    r"(?:^|：|。)(?:任务)?(?:\d{1,2}[.．、]|（\d{1,2}）|[一二三四五六七八九十]是)(?P<name>[^。；]{2,60}?)，主要内容(?:为|是|：)(?P<content>[^。]*)"
)


@dataclass(frozen=True, slots=True)
class TaskClaim(Passage):
    """A main task as the report describes it; the passage is its name."""

    name: str
    content: str


def task_claims(narrative: Narrative) -> Iterator[TaskClaim]:
    """The main tasks that the report lists as 任务名，主要内容为……, in order."""
    for item in narrative.body:
        for match in _TASK.finditer(item.text):
            yield TaskClaim(item, *match.span("name"), match["name"], match["content"].rstrip("。"))
