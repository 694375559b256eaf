"""Checks of the base data by themselves: parts and wholes, institutions and their sum, staff and posts."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from functools import partial

from perfeval_xl.checks.core import Context, Remark, check
from perfeval_xl.checks.finding import Severity
from perfeval_xl.figures import number_of, plain
from perfeval_xl.measures import is_sum_row, whole
from perfeval_xl.names import format_amount, parts, terms

_base = partial(check, theme="base")
_FORM = "部门整体支出绩效自评表：收支情况各栏，合计是其中各项之和"

SUMS: dict[str, dict[str, tuple[str, ...]]] = {
    "revenue": {"total": ("carried_over", "fiscal", "fund", "special_account", "other")},
    "expenditure": {"total": ("basic", "project"), "basic": ("personnel", "public")},
    "official": {"total": ("reception", "vehicle_running", "vehicle_purchase", "abroad")},
    "assets": {"total": ("in_use", "leased", "other")},
}
"""By table, each column that is the sum of others."""


def _label(part: str, field: str) -> str:
    return terms()[f"{part}[].{field}"].label


@_base(
    name="BASE_PARTS",
    severity=Severity.ERROR,
    title="基础数据的合计不等于各项之和",
    compares="收入、支出、基本支出、三公经费、固定资产的合计 与 其中各项之和",
    why="合计就是各项之和，合不上说明有一格填错。",
    example="基本支出516.14，人员支出415.50，公用支出110.64：差10.00万元。",
    cure="对照决算表，改正填错的那一格。",
    source=_FORM,
)
def sums(context: Context) -> Iterator[Remark]:
    """Each total of a row is the sum of its parts; silent where a part is not given."""
    for part, totals in SUMS.items():
        for index, row in enumerate(getattr(context.form, part)):
            for field, listed in totals.items():
                total = number_of(getattr(row, field))
                numbers = [number for item in listed if (number := number_of(getattr(row, item))) is not None]
                if total is None or len(numbers) < len(listed):
                    continue
                summed = sum(numbers, Decimal(0))
                if abs(summed - total) > context.scheme.thresholds.amount:
                    named = "、".join(_label(part, item) for item in listed)
                    yield Remark(
                        f"{part}[{index}].{field}",
                        f"{named}合计{format_amount(summed)}，与{_label(part, field)}{format_amount(total)}"
                        f"差{format_amount(abs(summed - total))}万元，请核对。",
                    )


@_base(
    name="BASE_INSTITUTIONS",
    severity=Severity.ERROR,
    title="汇总行不等于各机构之和",
    compares="汇总行 与 局机关、二级机构各行之和",
    why="汇总行是各机构的合计，合不上说明漏了机构或填错。",
    example="汇总594.97，局机关500.00，二级机构90.00：差4.97万元。",
    cure="补上漏填的机构，或改正汇总行。",
    source=_FORM,
)
def institutions(context: Context) -> Iterator[Remark]:
    """The row 汇总 is the sum of the rows of the institutions, where both are there."""
    for part in SUMS:
        rows = getattr(context.form, part)
        single = [row for row in rows if not is_sum_row(row)]
        for index, row in enumerate(rows):
            if not is_sum_row(row):
                continue
            for field in dict.fromkeys(name for total, listed in SUMS[part].items() for name in (total, *listed)):
                total, summed = number_of(getattr(row, field)), whole(single, field)
                if total is None or summed is None or abs(total - summed) <= context.scheme.thresholds.amount:
                    continue
                yield Remark(
                    f"{part}[{index}].{field}",
                    f"{parts()[part]}：各机构{_label(part, field).removesuffix('合计')}合计{format_amount(summed)}，"
                    f"与汇总{format_amount(total)}差{format_amount(abs(summed - total))}万元，请核对。",
                )


@_base(
    name="BASE_SURPLUS",
    severity=Severity.WARNING,
    title="收入减支出不等于结余",
    compares="收入合计－支出合计 与 累计结余",
    why="收入合计含上年结转，减去支出就是年末结余。",
    example="收入合计600.00，支出合计594.97，累计结余0：差5.03万元。",
    cure="核对收入、支出和结余。",
    source=_FORM,
)
def surplus(context: Context) -> Iterator[Remark]:
    """What came in and was not spent is the surplus."""
    form = context.form
    came, spent = whole(form.revenue, "total"), whole(form.expenditure, "total")
    left = whole(form.expenditure, "accumulated")
    if came is None or spent is None or left is None:
        return
    if abs(came - spent - left) <= context.scheme.thresholds.amount:
        return
    yield Remark(
        "expenditure.accumulated",
        f"收入合计{format_amount(came)}减支出合计{format_amount(spent)}是{format_amount(came - spent)}，"
        f"累计结余填的是{format_amount(left)}，请核对。",
    )


@_base(
    name="STAFF_PARTS",
    severity=Severity.ERROR,
    title="实有人数不等于在职与离退休人数之和",
    compares="在职人员数＋离退休人员数 与 实有人数",
    why="人数合不上，控制率就没有依据。",
    example="在职31人，离退休4人，实有36人。",
    cure="核对年末人数。",
    source="部门整体支出绩效自评表：人员编制、实有人数",
)
def staff_sum(context: Context) -> Iterator[Remark]:
    """Staff on post and retired staff make up the total."""
    staff = context.form.staffing
    on_post, retired, total = (number_of(cell) for cell in (staff.on_post, staff.retired, staff.total))
    if on_post is None or retired is None or total is None:
        return
    if on_post + retired != total:
        yield Remark(
            "staffing.total",
            f"在职{plain(on_post)}人、离退休{plain(retired)}人，合计{plain(on_post + retired)}人，"
            f"实有人数填的是{plain(total)}人，请核对。",
        )


@_base(
    name="STAFF_OVER",
    severity=Severity.WARNING,
    title="实有人数超过编制",
    compares="实有人数、在职人员数 与 人员编制数",
    why="控制率按在职人数算；把离退休人员算进去会得出超编。",
    example="编制34人，实有36人，其中离退休5人：在职31人，控制率91.18%。",
    cure="填写在职人员数；在职人员确实超编的，按评分标准扣分并说明。",
    source="部门整体支出绩效自评表：人员编制、实有人数",
)
def control_rate(context: Context) -> Iterator[Remark]:
    """More staff than posts: those on post are over the establishment, unknown, or (a hint) only retired staff are."""
    staff = context.form.staffing
    posts, on_post, total = (number_of(cell) for cell in (staff.establishment, staff.on_post, staff.total))
    if posts is None:
        return
    if on_post is not None and on_post > posts:
        yield Remark("staffing.on_post", f"在职{plain(on_post)}人超过编制{plain(posts)}人，请核对。")
    elif total is not None and total > posts:
        said = f"实有{plain(total)}人超过编制{plain(posts)}人"
        if on_post is None:
            yield Remark("staffing.total", f"{said}，请填在职人员数并核对控制率。")
        else:
            yield Remark(
                "staffing.total",
                f"{said}，其中在职{plain(on_post)}人；控制率按在职人数算，请在报告里说明。",
                Severity.HINT,
            )
