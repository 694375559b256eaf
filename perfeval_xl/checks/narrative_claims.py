"""Checks of what the report says in words: all done, strictly by the budget, not reached, well managed, satisfied."""

from __future__ import annotations

import re
from collections.abc import Iterator

from perfeval_xl.checks.core import Remark
from perfeval_xl.checks.finding import Severity
from perfeval_xl.checks.narrative import Report, at, hint, losses, warning
from perfeval_xl.checks.narrative_money import ROWS, row_of
from perfeval_xl.figures import number_of, text_of
from perfeval_xl.lines import Line
from perfeval_xl.names import format_amount, format_rate, label
from perfeval_xl.narrative.claims import loose
from perfeval_xl.narrative.structure import heading_of
from perfeval_xl.narrative.text import Paragraph
from perfeval_xl.narrative.words import words

_SHOWN = 3
_LOOK_BACK = 14


@warning(
    name="RPT_CLAIM_ALL_DONE",
    title="报告说全部完成，表上有扣分",
    compares="报告里“全面完成”“圆满完成”“各项指标均达标”的说法 与 表上没有得满分的指标",
    why="说全部完成，又有扣分，前后不一致。",
    example="报告写“达到了年初设定的各项绩效目标”，表上有1项指标没有得满分。",
    cure="改为“基本完成”，或写明除哪几项外均已完成。",
)
def not_all_was_done(report: Report) -> Iterator[Remark]:
    """A claim that everything was done holds for what it speaks of: the whole, or the component it stands under."""
    for item in report.narrative.body:
        for match in _claims(item, "claims.all_done"):
            component = _scope(report, item, match)
            lost = losses(report, component)
            if not lost:
                continue
            more = f"等{len(lost)}项" if len(lost) > _SHOWN else ""
            yield at(
                item,
                f"报告写“{item.quote(match.start(), match.end())}”，但表上{'、'.join(lost[:_SHOWN])}{more}没有得满分。",
            )
            break


def _claims(item: Paragraph, key: str) -> Iterator[re.Match[str]]:
    """The claims in a paragraph that are not softened, denied or put off to the future."""
    softened = words().pattern["claims.softened"]
    for match in words().pattern[key].finditer(item.text):
        clause = max(item.text.rfind(stop, 0, match.start()) for stop in "，。；：") + 1
        before = item.text[max(clause, match.start() - _LOOK_BACK) : match.start()]
        if not softened.search(before) and not softened.search(match[0]):
            yield match


def _scope(report: Report, item: Paragraph, match: re.Match[str]) -> str:
    """The component that the claim speaks of, by its sentence or by the headings above; "" for the whole."""
    start = item.text.rfind("。", 0, match.start()) + 1
    named = [subject for _, _, subject in report.labels.within(item.text, start, match.end())]
    subject = named[-1] if named else report.labels.of_titles(report.narrative.context.get(item.number, ()))
    kind, _, name = subject.partition(".")
    if kind == "component":
        return name
    if kind == "subcategory":
        return next((rule.name for rule in report.scheme.component if name in rule.subcategories), "")
    return ""


@warning(
    name="RPT_CLAIM_STRICT",
    title="报告说严格按预算执行，数字对不上",
    compares="报告里“严格执行年初预算”“控制在预算以内”“预算编制科学”的说法 与 表上的调整幅度和执行率",
    why="支出超过年初预算或调整很大，再写“严格执行”就与数字不符。",
    example="报告写“严格执行年初部门预算”，支出596.88万元，年初预算463.18万元。",
    cure="改写这一句，写明追加、调整的原因。",
)
def budget_was_not_kept(report: Report) -> Iterator[Remark]:
    """A claim to have kept strictly to the budget, or to have planned it well, fits the figures of the form."""
    for key, facts, severity in (
        ("claims.strict", _exceeded(report), None),
        ("claims.praise", _far_off(report), Severity.HINT),
    ):
        for item in report.narrative.body if facts else ():
            quotes = [f"“{item.quote(match.start(), match.end())}”" for match in _claims(item, key)]
            if quotes:
                yield at(item, f"报告写{'、'.join(dict.fromkeys(quotes))}，但{facts}。", severity)


def _exceeded(report: Report) -> str:
    """In words: how the outturn or the final budget left the original one; "" where they kept to it."""
    total = report.form.budget.total
    original, final, outturn = (number_of(item) for item in (total.original, total.final, total.outturn))
    if not original or outturn is None:
        return ""
    over = outturn - original
    said = f"支出{format_amount(outturn)}万元，年初预算{format_amount(original)}万元"
    if over > report.scheme.thresholds.amount:
        exact = f"，全年预算{format_amount(final)}万元" if final is not None and final != original else ""
        return f"{said}，多{format_amount(over)}万元{exact}"
    if final is not None and abs(final - original) / original > report.scheme.thresholds.adjustment:
        change = format_rate((final - original) / original)
        return f"全年预算{format_amount(final)}万元比年初{format_amount(original)}万元变动{change}"
    return ""


def _far_off(report: Report) -> str:
    """In words: the adjustments and deviations beyond the scheme's limit; "" where there is none."""
    limit = report.scheme.thresholds.adjustment
    found = []
    for name in ROWS:
        row = row_of(report, name)
        original, final, outturn = (number_of(item) for item in (row.original, row.final, row.outturn))
        where = label(f"budget.{name}").split("·")[-1]
        if original and final is not None and abs(final - original) / original > limit:
            found.append(f"{where}全年预算比年初变动{format_rate((final - original) / original)}")
        elif final and outturn is not None and abs(outturn / final - 1) > limit:
            found.append(f"{where}执行率{format_rate(outturn / final)}")
    return "，".join(found[:_SHOWN])


@warning(
    name="RPT_CLAIM_UNMET",
    title="报告说没达到目标，表上是达到的",
    compares="报告里“某指标未达到预期目标”的说法 与 表上该指标的完成值和得分",
    why="报告说没完成，表上满分或完成值等于指标值，两边矛盾。",
    example="报告写“项目管理制度健全性未达到预期目标”，表上指标值和完成值都是“比较健全”。",
    cure="核实完成情况；没有达到的，改表上的完成值；已达到的，改报告。",
)
def unmet_was_met(report: Report) -> Iterator[Remark]:
    """An indicator that the report calls unmet is not met in full by the form."""
    for item in report.narrative.body:
        for match in words().pattern["claims.unmet"].finditer(item.text):
            line = _line_called(report, match["name"])
            if line is None:
                continue
            indicator = report.form.indicators[line.index]
            quote = item.quote(match.start(), match.end())
            target, actual = text_of(indicator.target), text_of(indicator.actual)
            if line.lost == 0:
                yield at(item, f"报告写“{quote}”，表上这项得了满分。")
            elif line.outcome.met or (target and loose(target) == loose(actual)):
                yield at(item, f"报告写“{quote}”，表上指标值“{target}”、完成值“{actual}”，已经达到。")


def _line_called(report: Report, words_before: str) -> Line | None:
    """The indicator whose name ends `words_before`, the longest where several do."""
    said = loose(words_before)
    known = [line for line in report.evaluation.lines if len(loose(line.name)) > 1 and said.endswith(loose(line.name))]
    return max(known, key=lambda line: len(line.name), default=None)


@hint(
    name="RPT_SATISFACTION",
    title="满意度没有写实际数",
    compares="报告“满意度情况”的文字 与 实际满意度的百分数",
    why="满意度要有调查得来的数，只写“满意度高”或“完成90%的目标”不能证明完成。",
    example="报告写“被服务对象满意度高”，没有百分数。",
    cure="写明发放、收回多少份问卷，满意度百分之几。",
)
def satisfaction_has_a_figure(report: Report) -> Iterator[Remark]:
    """What the report says about satisfaction has a percentage that was measured."""
    said = _on_satisfaction(report)
    figures = [item for item in said if re.search(r"\d%", item.text)]
    targets = [(item, match) for item in said if (match := words().pattern["claims.target_only"].search(item.text))]
    if targets and len(figures) == len(targets):
        item, told = targets[0]
        yield at(item, f"“{item.quote(told.start(), told.end())}”写的是目标，没有写实际满意度。")
    elif said and not figures:
        yield at(said[0], "满意度情况没有写实际满意度的百分数。")


def _on_satisfaction(report: Report) -> list[Paragraph]:
    """What stands under the first heading or label of satisfaction: its first text, and what else speaks of it."""
    pattern = words().pattern
    found: list[Paragraph] = []
    for item in report.narrative.body:
        titles = report.narrative.context.get(item.number, ())
        if not any(map(pattern["claims.satisfaction"].fullmatch, titles)):
            continue
        heading = heading_of(item)
        own = heading.rest if heading else item.text.removeprefix(f"{titles[-1]}：")
        if found and own != item.text and pattern["claims.satisfaction"].fullmatch(titles[-1]):
            break
        bare = own.rstrip("：。")
        if bare and not pattern["claims.satisfaction"].fullmatch(bare):
            found += [item] if not found or pattern["claims.satisfied"].search(own) else []
    return found


@hint(
    name="RPT_CLAIM_UNMEASURED",
    title="报告肯定的工作没有指标反映",
    compares="报告正面评价的二级指标 与 表上有没有该二级指标",
    why="没有设指标就谈不上评价，写了反而说明指标设置不全。",
    example="报告写“绩效管理等工作科学合理”，表上没有“绩效管理”的指标。",
    cure="补设指标，或删去没有指标依据的评价。",
)
def praised_without_indicator(report: Report) -> Iterator[Remark]:
    """A 二级指标 of the scheme that the report praises has indicators in the form."""
    set_up = {loose(line.subcategory) for line in report.evaluation.lines if line.subcategory}
    missing = [
        name
        for part in report.evaluation.components
        for name in (part.rule.subcategories if part.lines else ())
        if loose(name) not in set_up
    ]
    praised = words().pattern["claims.praised"].pattern
    for item in report.narrative.body if set_up and missing else ():
        found = [name for name in missing if re.search(f"(?<!和){re.escape(name)}(?!制度|办法){praised}", item.text)]
        if found:
            yield at(item, f"报告评价了{'、'.join(f'“{name}”' for name in found)}，表上没有这类指标。")
            return
