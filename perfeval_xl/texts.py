"""What the command line shows to a person: short aligned Chinese texts of schemes, scores and findings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from perfeval_xl.columns import table, wrap
from perfeval_xl.figures import number_of, one_line, sum_of, text_of
from perfeval_xl.names import format_amount, format_rate, format_score, label
from perfeval_xl.rules import PENDING, Outcome
from perfeval_xl.scheme import Scheme, own_folder, shipped

if TYPE_CHECKING:  # names in annotations only: `eval` need not wait for the checks
    from perfeval_xl.checks import Finding
    from perfeval_xl.evaluation import Evaluation
    from perfeval_xl.lines import Line
    from perfeval_xl.report import Remark
    from perfeval_xl.shapes import Difference

COLUMNS = 100
SIGNS = {"error": "✘ 错误", "warning": "⚠ 警告", "hint": "ⓘ 提示"}
"""How each severity is shown."""
DRAFT = "【草案】本方案尚未与正式文件核对，结果仅供参考。"


def schemes(known: Iterable[Scheme]) -> str:
    """The schemes in a table."""
    rows = [
        (
            scheme.id,
            scheme.region,
            _years(scheme),
            "已核对" if scheme.verified else "草案",
            "随软件" if scheme.id in shipped() else "自己的",
            scheme.title,
        )
        for scheme in known
    ]
    folder = own_folder()
    where = f"\n自己的方案放在 {folder}" if folder else ""
    return table(("方案", "地区", "年度", "状态", "来源", "名称"), rows) + where


def _years(scheme: Scheme) -> str:
    return f"{scheme.first_year}—{scheme.last_year}" if scheme.last_year else f"{scheme.first_year} 起"


def outcome(result: Outcome, points: Decimal, scheme: Scheme) -> str:
    """One indicator's score with its explanation."""
    if result.score is not None:
        earned = f"{format_score(result.score)} 分（分值 {format_score(points)} 分）"
    elif result.blank:
        earned = "（没有可计分的内容）"
    else:
        earned = f"{PENDING}{_interval(result)}"
    source = scheme.sources.get(result.cite)
    rows = [("得分", earned), ("说明", result.explanation)]
    rows += [("依据", source.title)] if source else []
    rows += [("注意", note.text) for note in result.notes]
    return "\n".join(_titled(title, text) for title, text in rows) + _draft(scheme)


def _interval(result: Outcome) -> str:
    if result.low is None or result.high is None:
        return ""
    return f"（{format_score(result.low)}—{format_score(result.high)} 分之间，由人确定）"


def _titled(title: str, text: str) -> str:
    lines = wrap(text, COLUMNS - 6)
    return "\n".join([f"{title}  {lines[0]}", *(" " * 6 + line for line in lines[1:])])


def _draft(scheme: Scheme) -> str:
    return "" if scheme.verified else f"\n{DRAFT}"


def score(
    evaluation: Evaluation, cells: Mapping[str, str] | None = None, differences: Sequence[Difference] | None = ()
) -> str:
    """The whole score: heading, components, every indicator, then why each line lost points or awaits them.

    `differences` lists the saved values that no longer hold; None where the file holds no saved values at all.
    """
    parts = [_heading(evaluation), _components(evaluation), _lines(evaluation, cells or {}), _explained(evaluation)]
    parts.append(_saved(differences))
    return "\n\n".join(part for part in parts if part) + _draft(evaluation.scheme)


def _heading(evaluation: Evaluation) -> str:
    form, scheme = evaluation.form, evaluation.scheme
    year = f"{evaluation.year}年度" if evaluation.year else "年度未填"
    first = f"{one_line(text_of(form.agency.name)) or '（单位未填）'} · {year} · {scheme.title}"
    rows = [("计入", _figure(evaluation.total), evaluation.grade or "—", _pending(evaluation))]
    typed = text_of(form.declared.total), text_of(form.declared.grade)
    if any(typed):
        rows.append(("填报", typed[0] or "—", typed[1] or "—", "表头填写的自评得分和结果"))
    rows.append(
        ("按规则", _figure(evaluation.computed_total), evaluation.computed_grade or "—", _by_the_rules(evaluation))
    )
    return f"{first}\n\n" + table(("总分", "得分", "等级", "说明"), rows, right=(1,))


def _pending(evaluation: Evaluation) -> str:
    if evaluation.pending:
        return f"还有 {evaluation.pending} 项{PENDING}，都定了分才有总分"
    said = "填写了得分的按填写，没有填写的按规则"
    if evaluation.summed != evaluation.total:
        said += f"；合计 {_figure(evaluation.summed)}，按总分上限计"
    return said


def _by_the_rules(evaluation: Evaluation) -> str:
    if evaluation.computed_total is None:
        low, high = format_score(evaluation.low), format_score(evaluation.high)
        if low == high:
            return f"没有三级指标的部分不能测算；这些部分按填写计，合计 {low} 分"
        return f"不看填写的得分；由人评定后在 {low}—{high} 分之间"
    return "不看填写的得分，全部由规则计算"


def _figure(value: Decimal | None) -> str:
    return PENDING if value is None else format_score(value)


def _components(evaluation: Evaluation) -> str:
    rows = [
        (
            component.name,
            format_score(component.points),
            _figure(component.score),
            _figure(component.computed),
            "—" if component.rate is None else format_rate(component.rate),
        )
        for component in evaluation.components
    ]
    rows += _others(evaluation)
    budget = evaluation.budget
    note = ""
    if budget.outcome.rate is not None and budget.outturn is not None:
        note = f"\n执行数 {format_amount(budget.outturn)} 万元，执行率 {format_rate(budget.outcome.rate)}"
        if budget.original_rate is not None and budget.original_rate != budget.outcome.rate:
            note += f"（按年初预算数为 {format_rate(budget.original_rate)}）"
    return table(("一级指标", "分值", "得分", "按规则", "得分率"), rows, right=(1, 2, 3, 4)) + note


def _others(evaluation: Evaluation) -> list[tuple[str, str, str, str, str]]:
    """The row of what counts in the total but belongs to no component of the scheme; none where there is no such."""
    points = [line.points for line in evaluation.strays] + [number_of(item.points) for item in evaluation.unmatched]
    if not points:
        return []
    scores = [line.score for line in evaluation.strays] + [number_of(item.score) for item in evaluation.unmatched]
    full = sum((item for item in points if item is not None), Decimal(0))
    return [("其他（不是方案的一级指标）", format_score(full), _figure(sum_of(scores)), "—", "—")]


def _lines(evaluation: Evaluation, cells: Mapping[str, str]) -> str:
    rows = [
        (
            line.name or "（名称未填）",
            text_of(evaluation.form.indicators[line.index].target),
            text_of(evaluation.form.indicators[line.index].actual) or (line.measure.actual if line.measure else ""),
            _figure(line.points) if line.points is not None else "—",
            _figure(line.score),
            _figure(line.computed),
            _place(line, cells),
        )
        for line in evaluation.lines
    ]
    headers = ("三级指标", "指标值", "实际完成值", "分值", "得分", "按规则", "位置")
    return table(headers, rows, right=(3, 4, 5), limit=28) if rows else ""


def _place(line: Line, cells: Mapping[str, str]) -> str:
    return cells.get(f"indicators[{line.index}].score") or f"第{line.index + 1}行"


def _explained(evaluation: Evaluation) -> str:
    """The lines that are worth a word: points lost, points to be judged, or typed otherwise than the rules give."""
    worth = [line for line in evaluation.lines if line.computed is None or line.score != line.computed or line.lost]
    told = [line for item in worth for line in wrap(_told(item), COLUMNS, indent="  ")]
    sources = [
        evaluation.scheme.sources[cite].title for cite in dict.fromkeys(line.outcome.cite for line in worth) if cite
    ]
    told += wrap(f"依据：{'；'.join(sources)}。", COLUMNS, indent="  ") if sources else []
    return "\n".join(["扣分、待评定或与规则不一致的指标：", *told]) if told else ""


def _told(line: Line) -> str:
    typed = (
        f"（填写的得分是 {format_score(line.typed)} 分。）"
        if line.typed is not None and line.typed != line.computed
        else ""
    )
    return one_line(f"· {line.name or f'第{line.index + 1}行'}：{line.outcome.explanation}{typed}")


def _saved(differences: Sequence[Difference] | None) -> str:
    if differences is None:
        return ""
    if not differences:
        return "表内保存的得分与重新计算的一致。"
    rows = [(item.cell or item.at, label(item.at), item.saved or "（空）", item.computed) for item in differences]
    return "表内保存的下列数值与重新计算的不一致（以重新计算的为准，打开表格重算并保存即可更新）：\n" + table(
        ("单元格", "项目", "表内保存", "重新计算"), rows, right=(2, 3)
    )


def findings(file: str, scheme: Scheme, found: Sequence[Finding]) -> str:
    """The findings, gravest first, each with its place; then the counts."""
    shown = [_finding(item) for item in found]
    counts = Counter(item.severity.value for item in found)
    summary = "、".join(f"{SIGNS[severity][2:]} {counts[severity]}" for severity in SIGNS)
    last = f"{file}：{summary}。" if found else f"{file}：✔ 没有发现问题。"
    cure = "\n用 perfeval-xl explain 校验项名称 查看一项校验的理由、例子和改法。" if found else ""
    return "\n".join([*shown, *([""] if shown else []), last]) + cure + _draft(scheme)


def _finding(item: Finding) -> str:
    place = item.cell or (f"报告第{item.paragraph}段" if item.paragraph is not None else item.place)
    indent = " " * 8
    told = [indent + line for line in wrap(item.message, COLUMNS - len(indent))]
    return "\n".join([f"{SIGNS[item.severity]}  {place}  {item.check}", *told])


def written(path: Path, what: str, scheme: Scheme) -> str:
    """Where a file was written, in one line."""
    return f"✔ {what}：{path}" + _draft(scheme)


def remarks(found: Sequence[Remark]) -> str:
    """What a report still lacks, in words: how many places, and each of them; "" where nothing is missing."""
    if not found:
        return ""
    told = [line for item in found for line in wrap(f"· {item.message}", COLUMNS, indent="  ")]
    return "\n".join([f"⚠ 报告里有{len(found)}处要补写或核对，文档里已标出：", *told])


def with_notes(text: str, notes: Iterable[str]) -> str:
    """`text`, followed by what was passed over or repaired while the input was read."""
    return "\n".join([text, *(line for note in notes for line in wrap(f"注意：{note}", COLUMNS, indent="      "))])
