"""The vocabulary: every term of the self-evaluation form, declared once.

A term's dotted name (`budget.total.outturn`, `indicators[7].actual`) is its Python attribute path, the
key in a case file, the defined name in the workbook and the anchor in the docs. A form holds what a
person typed, unjudged: text, number or nothing (`figures.Typed`); meaning is read where it is needed.

To add a term, add one line here. Amounts are in 万元, points and scores in 分.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from perfeval_xl.figures import Typed


class Kind(StrEnum):
    """How a term is typed, formatted and checked."""

    TEXT = "text"
    PROSE = "prose"
    TYPED = "typed"
    AMOUNT = "amount"
    POINTS = "points"
    SCORE = "score"
    RATE = "rate"
    YEAR = "year"
    COUNT = "count"


@dataclass(frozen=True, slots=True)
class Term:
    """What the form calls one value: its Chinese label, its kind, its unit and the help shown while typing."""

    label: str
    kind: Kind
    unit: str = ""
    help: str = ""


_UNITS = {Kind.AMOUNT: "万元", Kind.POINTS: "分", Kind.SCORE: "分", Kind.COUNT: "人"}


def _term(label: str, kind: Kind = Kind.TEXT, help: str = "") -> Any:
    return field(default=None, metadata={"term": Term(label, kind, _UNITS.get(kind, ""), help)})


def _part(label: str, cls: type) -> Any:
    return field(default_factory=cls, metadata={"part": label, "class": cls})


def _rows(label: str, cls: type) -> Any:
    return field(default=(), metadata={"part": label, "row": cls})


@dataclass(frozen=True, slots=True, kw_only=True)
class Agency:
    """部门（单位）."""

    name: Typed = _term("部门（单位）名称", help="填写单位全称，与公章一致。")
    preparer: Typed = _term("填表人", help="填写填表人姓名。")
    phone: Typed = _term("联系方式", help="填写办公电话；公开前请处理个人手机号。")


@dataclass(frozen=True, slots=True, kw_only=True)
class Objective:
    """年度总体目标 and how far it was reached."""

    text: Typed = _term("年度总体目标", Kind.PROSE, "照抄年初批复的整体绩效目标。")
    result: Typed = _term("年度总体目标完成情况", Kind.PROSE, "写明实际完成了什么，尽量有数字。")


@dataclass(frozen=True, slots=True, kw_only=True)
class Declared:
    """The result as the department states it at the head of the form."""

    total: Typed = _term("自评得分", Kind.SCORE, "各项得分之和；一般不必手填，由公式算出。")
    grade: Typed = _term("自评结果", Kind.TEXT, "由自评得分对应的等级；一般不必手填。")


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """One row of 年度主要任务."""

    name: Typed = _term("任务名称", help="与年初批复的任务名称一致。")
    content: Typed = _term("主要内容", Kind.PROSE, "任务的主要内容。")
    budget: Typed = _term("预算资金", Kind.AMOUNT, "该任务的预算资金，万元。")
    budget_fiscal: Typed = _term("其中：财政资金", Kind.AMOUNT, "预算资金中的财政资金，万元。")
    progress: Typed = _term("任务完成情况", Kind.PROSE, "用文字写明完成情况，不要填金额。")
    outturn: Typed = _term("预算执行数", Kind.AMOUNT, "该任务的实际支出，万元。")
    outturn_fiscal: Typed = _term("其中：财政资金", Kind.AMOUNT, "实际支出中的财政资金，万元。")
    execution_rate: Typed = _term("预算执行率", Kind.RATE, "预算执行数÷预算资金，由公式算出。")


@dataclass(frozen=True, slots=True, kw_only=True)
class BudgetRow:
    """One row of 预算情况."""

    original: Typed = _term("年初预算数", Kind.AMOUNT, "年初批复的预算数，万元。")
    final: Typed = _term("全年预算数", Kind.AMOUNT, "含年中追加、调整后的预算数，万元。")
    outturn: Typed = _term("预算执行数", Kind.AMOUNT, "决算支出数，万元。")
    execution_rate: Typed = _term("预算执行率", Kind.RATE, "预算执行数÷全年预算数，由公式算出。")


@dataclass(frozen=True, slots=True, kw_only=True)
class BudgetTotal(BudgetRow):
    """The row 部门预算总额, the only one that is scored."""

    points: Typed = _term("分值", Kind.POINTS, "预算执行率的分值，不可调整。")
    score: Typed = _term("得分", Kind.SCORE, "按执行率计分，由公式算出。")


@dataclass(frozen=True, slots=True, kw_only=True)
class Budget:
    """预算情况: the total, by source, by structure."""

    total: BudgetTotal = _part("部门预算总额", BudgetTotal)
    fiscal: BudgetRow = _part("财政性资金", BudgetRow)
    other: BudgetRow = _part("其他资金", BudgetRow)
    basic: BudgetRow = _part("基本支出", BudgetRow)
    project: BudgetRow = _part("项目支出", BudgetRow)


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicator:
    """One 三级指标."""

    category: Typed = _term("一级指标", help="空着表示与上一行相同。")
    subcategory: Typed = _term("二级指标", help="空着表示与上一行相同。")
    name: Typed = _term("三级指标", help="指标名称，不要把指标值写进来。")
    target: Typed = _term("指标值", Kind.TYPED, "年初设定值，如 ≥95%、≤2万元、2021年12月20日之前、健全。")
    unit: Typed = _term("度量单位", help="%、台、次、万元……；定性指标写“定性指标”。")
    actual: Typed = _term("实际完成值", Kind.TYPED, "实际数或完成情况，不要照抄指标值。")
    points: Typed = _term("分值", Kind.POINTS, "该指标的分值。")
    score: Typed = _term("得分", Kind.SCORE, "由公式算出；定性指标可直接填写。")
    deviation_reason: Typed = _term("未完成原因分析", Kind.PROSE, "没有得满分的，写明原因和拟采取的措施。")
    criterion: Typed = _term("评分标准", Kind.PROSE, "该指标的评分标准。")
    tier: Typed = _term("档次", help="定性指标的档次；选了就按档次判断，不再看实际完成值的文字。")


@dataclass(frozen=True, slots=True, kw_only=True)
class Component:
    """A component of the score as the return states it; its score counts where it has no indicators."""

    name: Typed = _term("一级指标", help="一级指标名称。")
    points: Typed = _term("分值", Kind.POINTS, "该一级指标的分值。")
    score: Typed = _term("得分", Kind.SCORE, "该一级指标的自评得分。")


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """单位概况: what the cover of a report says of the department besides its name."""

    budget_code: Typed = _term("预算编码", Kind.TYPED, "部门预算里的单位编码，如 062。")


@dataclass(frozen=True, slots=True, kw_only=True)
class Staffing:
    """人员编制和实有人数; retired staff are not 在职."""

    establishment: Typed = _term("人员编制数", Kind.COUNT, "机构编制部门核定的编制数。")
    on_post: Typed = _term("在职人员数", Kind.COUNT, "年末实际在职人数，不含离退休人员。")
    retired: Typed = _term("离退休人员数", Kind.COUNT, "年末离休、退休人员数。")
    total: Typed = _term("实有人数", Kind.COUNT, "在职人员与离退休人员之和。")


@dataclass(frozen=True, slots=True, kw_only=True)
class InstitutionRow:
    """A row of base data about one institution; the row 汇总 is the sum of the others."""

    institution: Typed = _term("机构名称", help="局机关、二级机构；汇总行写“汇总”。")


@dataclass(frozen=True, slots=True, kw_only=True)
class RevenueRow(InstitutionRow):
    """年度收入 of one institution."""

    total: Typed = _term("收入合计", Kind.AMOUNT)
    carried_over: Typed = _term("上年结转", Kind.AMOUNT)
    fiscal: Typed = _term("公共财政拨款", Kind.AMOUNT)
    fund: Typed = _term("政府基金拨款", Kind.AMOUNT)
    special_account: Typed = _term("纳入专户管理的非税收入拨款", Kind.AMOUNT)
    other: Typed = _term("其他收入", Kind.AMOUNT)


@dataclass(frozen=True, slots=True, kw_only=True)
class ExpenditureRow(InstitutionRow):
    """年度支出和结余 of one institution; 基本支出 is 人员支出 and 公用支出."""

    total: Typed = _term("支出合计", Kind.AMOUNT)
    basic: Typed = _term("基本支出", Kind.AMOUNT)
    personnel: Typed = _term("人员支出", Kind.AMOUNT)
    public: Typed = _term("公用支出", Kind.AMOUNT)
    project: Typed = _term("项目支出", Kind.AMOUNT)
    surplus: Typed = _term("当年结余", Kind.AMOUNT)
    accumulated: Typed = _term("累计结余", Kind.AMOUNT)


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficialRow(InstitutionRow):
    """三公经费 of one institution."""

    total: Typed = _term("三公经费合计", Kind.AMOUNT)
    reception: Typed = _term("公务接待费", Kind.AMOUNT)
    vehicle_running: Typed = _term("公务用车运维费", Kind.AMOUNT)
    vehicle_purchase: Typed = _term("公务用车购置费", Kind.AMOUNT)
    abroad: Typed = _term("因公出国费", Kind.AMOUNT)


@dataclass(frozen=True, slots=True, kw_only=True)
class AssetRow(InstitutionRow):
    """固定资产 of one institution."""

    total: Typed = _term("固定资产合计", Kind.AMOUNT)
    in_use: Typed = _term("在用固定资产", Kind.AMOUNT)
    leased: Typed = _term("出租固定资产", Kind.AMOUNT)
    other: Typed = _term("其他", Kind.AMOUNT)


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """Figures of last year and of the budget that the measures compare with."""

    budget_original: Typed = _term("年初预算数", Kind.AMOUNT, "年初批复的部门预算数。")
    budget_adjusted: Typed = _term("预算调整数", Kind.AMOUNT, "年中追加、追减和调整的合计（绝对值）。")
    basic_prior: Typed = _term("上年基本支出", Kind.AMOUNT)
    project_prior: Typed = _term("上年项目支出", Kind.AMOUNT)
    official_prior: Typed = _term("上年三公经费", Kind.AMOUNT)
    official_budget: Typed = _term("三公经费预算数", Kind.AMOUNT)
    procurement_budget: Typed = _term("政府采购预算数", Kind.AMOUNT)
    procurement: Typed = _term("实际政府采购金额", Kind.AMOUNT)
    card_due: Typed = _term("应刷卡结算的公务支出", Kind.AMOUNT, "公务卡强制结算目录内的支出。")
    card_paid: Typed = _term("公务卡结算的支出", Kind.AMOUNT)


@dataclass(frozen=True, slots=True, kw_only=True)
class Goal:
    """One row of 定量目标: what was to be reached, and what was."""

    category: Typed = _term("评价内容", help="产出目标或效益目标。")
    name: Typed = _term("指标", help="质量、数量、时效、成本，经济、社会、生态效益，满意度。")
    target: Typed = _term("绩效目标", Kind.PROSE)
    result: Typed = _term("完成情况", Kind.PROSE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """One member of the 评价组."""

    name: Typed = _term("姓名")
    post: Typed = _term("职务/职称")
    institution: Typed = _term("单位")


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """One department's return, as typed."""

    scheme: str = ""
    fiscal_year: Typed = _term("年度", Kind.YEAR, "被评价的预算年度，如 2021。")
    agency: Agency = _part("部门（单位）", Agency)
    objective: Objective = _part("年度总体目标", Objective)
    declared: Declared = _part("自评", Declared)
    tasks: tuple[Task, ...] = _rows("年度主要任务", Task)
    budget: Budget = _part("预算情况", Budget)
    indicators: tuple[Indicator, ...] = _rows("绩效指标", Indicator)
    components: tuple[Component, ...] = _rows("一级指标得分", Component)
    profile: Profile = _part("单位概况", Profile)
    staffing: Staffing = _part("人员情况", Staffing)
    revenue: tuple[RevenueRow, ...] = _rows("年度收入情况", RevenueRow)
    expenditure: tuple[ExpenditureRow, ...] = _rows("年度支出和结余情况", ExpenditureRow)
    official: tuple[OfficialRow, ...] = _rows("三公经费", OfficialRow)
    assets: tuple[AssetRow, ...] = _rows("固定资产", AssetRow)
    comparison: Comparison = _part("上年数和预算数", Comparison)
    goals: tuple[Goal, ...] = _rows("定量目标完成情况", Goal)
    panel: tuple[Member, ...] = _rows("评价人员", Member)
    narrative: Mapping[str, str] = field(default_factory=dict)
    """The department's own words for the report, by the section's name in the scheme."""
