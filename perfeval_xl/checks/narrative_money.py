"""Checks of the report's money: amounts and rates against the form, parts that add up, percentages recomputed."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from perfeval_xl.checks.core import Remark
from perfeval_xl.checks.finding import Severity
from perfeval_xl.checks.narrative import Report, at, error, hint, judged, warning
from perfeval_xl.figures import number_of, plain, round_half_up
from perfeval_xl.model import BudgetRow
from perfeval_xl.names import format_amount, format_rate, label
from perfeval_xl.narrative.amounts import amount_claims, rate_claims
from perfeval_xl.narrative.arithmetic import Sum, adjustments, changes, completions, growths, score_rates, shares, sums
from perfeval_xl.narrative.claims import Claim
from perfeval_xl.narrative.numerals import Match, compare, figure
from perfeval_xl.narrative.scores import cell_figure, is_sum_row, score_tables
from perfeval_xl.narrative.words import words

ROWS = ("total", "fiscal", "other", "basic", "project")


def row_of(report: Report, name: str) -> BudgetRow:
    """A row of 预算情况 by its name in the vocabulary."""
    row: BudgetRow = getattr(report.form.budget, name)
    return row


@warning(
    name="RPT_BUDGET",
    title="报告的资金数与表不同",
    compares="报告写的批复、预算、支出金额和执行率 与 表上的年初预算数、全年预算数、预算执行数、执行率",
    why="资金数是核对决算的依据；“批复”指年初批复还是全年预算，要写清楚。",
    example="报告写“批复资金596.88万元”，表上年初预算数463.18，全年预算数596.88。",
    cure="以表为准改报告；写明“年初预算数”还是“全年预算数（含年中追加）”。",
)
def amounts_agree(report: Report) -> Iterator[Remark]:
    """Every budget amount and execution rate in the report is the form's."""
    for claim in amount_claims(report.narrative):
        _, row, column = claim.subject.split(".")
        values = row_of(report, row)
        original, final = number_of(values.original), number_of(values.final)
        if column in ("approved", "planned"):
            yield from _planned(report, claim, original, final, approved=column == "approved")
            continue
        true = number_of(getattr(values, column))
        wrong, severity = judged(claim.figure, true, report.scheme.thresholds.amount, None)
        if wrong and true is not None:
            said = f"报告写“{claim.words}”，表上{label(claim.subject)}是{format_amount(true)}万元。"
            yield at(claim.paragraph, said, severity)
    for claim in rate_claims(report.narrative):
        yield from _rate(report, claim)
    yield from _adjustment(report)


def _adjustment(report: Report) -> Iterator[Remark]:
    total = report.form.budget.total
    original, final = number_of(total.original), number_of(total.final)
    if original is None or final is None:
        return
    gap = final - original
    for found in adjustments(report.narrative):
        right = found.less == (gap < 0) and compare(found.change, abs(gap), report.scheme.thresholds.amount)
        rate = abs(gap) / original * 100 if original else None
        same = found.rate is None or rate is None
        if not same and found.rate is not None and rate is not None:
            same = compare(found.rate, rate, report.scheme.thresholds.rate * 100) is not Match.DIFFERENT
        if right in (Match.SAME, Match.ROUNDED) and same:
            continue
        change = f"{format_amount(gap)}万元" + (f"（{format_rate(gap / original)}）" if original else "")
        yield at(found.paragraph, f"报告写“{found.words}”，按表计算全年预算数减年初预算数是{change}。")


def _planned(
    report: Report, claim: Claim, original: Decimal | None, final: Decimal | None, *, approved: bool
) -> Iterator[Remark]:
    known = [value for value in (original, final) if value is not None]
    matches = [compare(claim.figure, value, report.scheme.thresholds.amount) for value in known]
    if not known or (Match.SAME in matches and not approved):
        return
    said = f"报告写“{claim.words}”，表上" + "、".join(
        f"{name}{format_amount(value)}万元"
        for name, value in (("年初预算数", original), ("全年预算数", final))
        if value is not None
    )
    if original is not None and compare(claim.figure, original, report.scheme.thresholds.amount) is Match.SAME:
        return
    if Match.SAME in matches:
        yield at(claim.paragraph, f"{said}；年初批复的不是这个数，请写明是全年预算数还是年初预算数。")
    else:
        yield at(claim.paragraph, f"{said}。", Severity.HINT if Match.ROUNDED in matches else None)


def _rate(report: Report, claim: Claim) -> Iterator[Remark]:
    row = claim.subject.split(".")[1]
    values = row_of(report, row)
    by_final, by_original = _rates(values)
    if by_final is None:
        return
    original_first = report.scheme.rules.execution_denominator == "original" or "年初" in claim.words
    true, other = (by_original, by_final) if original_first else (by_final, by_original)
    if true is None:
        return
    tolerance = report.scheme.thresholds.rate * 100
    match = compare(claim.figure, true * 100, tolerance)
    if match is Match.SAME or (claim.also and _is_rate_of(report, claim)):
        return
    said = f"{label(f'budget.{row}')}：报告写“{claim.words}”"
    if match is Match.ROUNDED:
        yield at(claim.paragraph, f"{said}，按表计算是{format_rate(true)}，请统一小数位数。", Severity.HINT)
    elif other is not None and compare(claim.figure, other * 100, tolerance) is not Match.DIFFERENT:
        basis = ("全年", "年初") if original_first else ("年初", "全年")
        yield at(
            claim.paragraph,
            f"{said}，这是按{basis[0]}预算数算的（{format_rate(other)}），按{basis[1]}预算数是{format_rate(true)}，请写明口径。",
        )
    else:
        yield at(claim.paragraph, f"{said}，按表计算是{format_rate(true)}。")


def _is_rate_of(report: Report, claim: Claim) -> bool:
    """Whether a rate is that of the other row that its words may be about."""
    rate = _rates(row_of(report, claim.also.split(".")[1]))[0]
    tolerance = report.scheme.thresholds.rate * 100
    return rate is not None and compare(claim.figure, rate * 100, tolerance) is not Match.DIFFERENT


def _rates(values: BudgetRow) -> tuple[Decimal | None, Decimal | None]:
    original, final, outturn = (number_of(item) for item in (values.original, values.final, values.outturn))
    if outturn is None:
        return None, None
    return (outturn / final if final else None), (outturn / original if original else None)


@error(
    name="RPT_PARTS_SUM",
    title="报告里的分项合计与总数不符",
    compares="报告里“其中”各分项之和、得分表各行之和 与 总数",
    why="分项加不起来，说明有一个数写错了。",
    example="报告写基本支出516.14万元，其中人员经费415.50万元，公用经费110.64万元。",
    cure="对照决算改正写错的那个数。",
)
def parts_make_the_whole(report: Report) -> Iterator[Remark]:
    """Parts that are said to make a whole do so; the budget's structure too; and the sum row of a table."""
    for found in (*sums(report.narrative), *changes(report.narrative)):
        yield from _sum(report, found)
    yield from _structure(report)
    for _, rows in score_tables(report.narrative):
        last, texts = rows[-1]
        if not is_sum_row(texts.get("name", "")):
            continue
        for column, title in (("points", "分值"), ("score", "得分")):
            parts = [cell_figure(row.get(column, "")) for _, row in rows[:-1]]
            whole = cell_figure(texts.get(column, ""))
            if whole and all(parts):
                total = sum((figure(part["number"]).value for part in parts if part), Decimal(0))
                stated = figure(whole["number"]).value
                if abs(total - stated) > report.scheme.thresholds.score:
                    yield at(last, f"得分表的{title}各行合计{plain(total)}，合计行写{plain(stated)}。")


def _sum(report: Report, found: Sum) -> Iterator[Remark]:
    total = sum((part.value for _, part in found.parts), Decimal(0))
    gap = abs(total - found.whole.value)
    step = max(part.step for part in (found.whole, *(part for _, part in found.parts)))
    if gap <= (step if step < 1 else Decimal(0)) or not found.whole.value:
        return
    near = gap / found.whole.value < words().text["arithmetic.near"]
    too_much = total > found.whole.value
    if found.complete or near or too_much:
        listed = "＋".join(plain(part.value) for _, part in found.parts).replace("＋-", "－")
        said = f"“{found.words}”：分项{listed}＝{plain(total)}"
        said = f"{said}，与总数{plain(found.whole.value)}差{plain(gap)}{found.unit}。"
        yield at(found.paragraph, said, None if found.complete else Severity.WARNING)


def _structure(report: Report) -> Iterator[Remark]:
    """Basic and project expenditure make the total outturn, as the report states the three."""
    stated = {claim.subject: claim for claim in reversed(list(amount_claims(report.narrative)))}
    rows = [stated.get(f"budget.{row}.outturn") for row in ("basic", "project", "total")]
    if any(claim is None for claim in rows):
        return
    basic, project, total = (claim for claim in rows if claim is not None)
    gap = abs(basic.figure.value + project.figure.value - total.figure.value)
    if gap > max(report.scheme.thresholds.amount, *(claim.figure.step for claim in (basic, project, total))):
        parts = [format_amount(claim.figure.value) for claim in (basic, project)]
        both, whole = format_amount(basic.figure.value + project.figure.value), format_amount(total.figure.value)
        said = f"报告写基本支出{parts[0]}＋项目支出{parts[1]}＝{both}万元"
        yield at(total.paragraph, f"{said}，与支出{whole}万元差{format_amount(gap)}万元。")


@error(
    name="RPT_PCT_RECALC",
    title="报告里的增减率、占比算错了",
    compares="报告写的增长率、下降率、占比、得分率 与 用报告里的数重新计算的结果",
    why="百分比能由旁边的数算出来，算错了评审一眼能看出。",
    example="报告写“516.14万元，比上年增加152.09万元，增长29.47%”，应为41.78%。",
    cure="增减率＝增减额÷上年数；占比＝分项÷总数；按重新计算的数改。",
)
def percentages_recomputed(report: Report) -> Iterator[Remark]:
    """Growth rates, shares and score rates in the report are what its own figures give."""
    tolerance = report.scheme.thresholds.rate * 100
    told = report.narrative
    for found in (*growths(told), *shares(told), *score_rates(told), *completions(told)):
        match = compare(found.stated, found.true, tolerance)
        if match is Match.DIFFERENT:
            yield at(found.paragraph, f"“{found.words}”：按前面的数计算应为{plain(round_half_up(found.true, 2))}%。")
    for _, rows in score_tables(report.narrative):
        for item, row in rows:
            points, score, rate = (cell_figure(row.get(column, "")) for column in ("points", "score", "rate"))
            if not (points and score and rate and rate["percent"]) or not Decimal(points["number"]):
                continue
            true = Decimal(score["number"]) / Decimal(points["number"]) * 100
            if compare(figure(rate["number"]), true, tolerance) is Match.DIFFERENT:
                right = plain(round_half_up(true, 2))
                yield at(item, f"得分表“{row.get('name', '')}”的得分率写{rate[0]}，按得分÷分值应为{right}%。")


@hint(
    name="RPT_ADJUST_UNEXPLAINED",
    title="预算调整幅度大而报告没有说明",
    compares="全年预算数比年初预算数的增减幅度 与 报告里说明追加、调减原因的句子",
    why="大幅追加或核减而不说明原因，评审会认为预算编制不准。",
    example="年初463.18万元，全年596.88万元（＋28.87%），报告没有写追加的原因。",
    cure="在资金情况里写明什么时候因为什么追加或核减了多少。",
)
def adjustments_are_explained(report: Report) -> Iterator[Remark]:
    """A large adjustment of the budget is explained somewhere in the report."""
    total = report.form.budget.total
    original, final = number_of(total.original), number_of(total.final)
    limit = report.scheme.thresholds.adjustment
    if not original or final is None or abs(final - original) / original <= limit:
        return
    known = words().pattern
    for item in report.narrative.body:
        for start, end in item.sentences():
            sentence = item.text[start:end]
            if all(known[f"claims.{name}"].search(sentence) for name in ("adjusted", "because", "money")):
                return
    place = next((claim.paragraph for claim in amount_claims(report.narrative)), None)
    rate = format_rate((final - original) / original)
    yield at(
        place,
        f"全年预算{format_amount(final)}万元比年初{format_amount(original)}万元变动{rate}，报告没有说明追加或调减的原因。",
    )
