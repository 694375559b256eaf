"""`collect`: all returns below a folder in one summary workbook, a letter for each with errors."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Sequence

from perfeval_xl import shapes
from perfeval_xl.bureau.collect import Collected, Request, collect
from perfeval_xl.bureau.district import District, by_scheme, grades, mean_of, short_names
from perfeval_xl.bureau.shape import counts as counted_in
from perfeval_xl.commands import Reply
from perfeval_xl.commands.terminal import Counting
from perfeval_xl.errors import PerfevalError
from perfeval_xl.names import format_score
from perfeval_xl.texts import DRAFT

_SHOWN = 5


def run(args: Namespace) -> Reply:
    """Writes the summary and says what came, what is missing, what could not be read."""
    request = Request(
        folder=args.folder,
        output=args.output,
        expect=args.expect,
        letters=args.letters,
        sender=args.sender,
        deadline=args.deadline,
        shaped=args.json,
        fresh=args.fresh,
        workers=args.workers,
        force=args.force,
    )
    with Counting("读取自评表") as counting:
        made = collect(request, counting)
    problem = None
    if made.interrupted:
        left = made.district.left
        problem = PerfevalError(f"已中断，还有 {left} 个文件没有读，汇总表只含已读的部分；再运行一次会接着读。")
    return Reply(shapes.dumps(made.shape) if args.json else _text(made, args), problem=problem)


def _text(made: Collected, args: Namespace) -> str:
    district = made.district
    counts = counted_in(district)
    of_each = "、".join(f"{label} {counted}" for label, counted, _ in grades(district) if counted)
    lines = [f"✔ 汇总表：{made.output}"]
    lines += [f"✔ 退回意见：{made.letters} 份，在 {args.letters}"] if args.letters else []
    lines += ["", f"单位 {counts['units']} 个（表 {counts['returns']} 份）"]
    lines += [f"{counts['files']} 个文件中，{made.known} 个的内容以前读过，没有重读"] if made.known else []
    lines += [f"等级：{of_each}"] if of_each else []
    lines += _means(district)
    if district.matching is not None:
        lines.append(
            f"名册 {counts['expected']} 个单位，未报送 {counts['missing']} 个{_some(district.matching.missing)}"
        )
        if district.matching.unexpected:
            lines.append(f"⚠ 名册外的 {len(district.matching.unexpected)} 个{_some(district.matching.unexpected)}")
    if district.duplicates:
        lines.append(
            f"⚠ 重复报送 {counts['duplicates']} 份{_some([item.source.place for item in district.duplicates])}"
        )
    if district.unreadable:
        names = [source.place for source, _ in district.unreadable]
        lines.append(f"⚠ 无法读取 {counts['unreadable']} 个，原因见汇总表{_some(names)}")
    lines += [f"注意：{note}" for note in made.notes]
    return "\n".join([*lines, *([DRAFT] if district.draft else [])])


def _means(district: District) -> list[str]:
    """Average and median of the units of each scheme."""
    groups, names = by_scheme(district), short_names(district.schemes)
    lines = []
    for scheme, units in groups.items():
        totals = mean_of(unit.head.total for unit in units)
        whose = f"{names[scheme]}（{len(units)} 个单位）" if len(groups) > 1 else ""
        if totals.average is not None and totals.median is not None:
            lines.append(f"{whose}平均分：{format_score(totals.average)}，中位数：{format_score(totals.median)}")
    return lines


def _some(names: Sequence[str]) -> str:
    """The first of some names, which may have brackets of their own; nothing for none."""
    shown = "、".join(names[:_SHOWN]) + ("……" if len(names) > _SHOWN else "")
    return f"：{shown}" if shown else ""
