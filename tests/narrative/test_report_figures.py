"""Figures in running text: numerals, rounding, and the claims read from sentences."""

from __future__ import annotations

from decimal import Decimal as D

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from soon import soon

from perfeval_xl import scheme
from perfeval_xl.model import Form, Indicator
from perfeval_xl.narrative import read
from perfeval_xl.narrative.amounts import amount_claims, rate_claims
from perfeval_xl.narrative.arithmetic import changes, growths, shares, sums
from perfeval_xl.narrative.claims import Labels
from perfeval_xl.narrative.counts import count_claims, task_claims, task_counts
from perfeval_xl.narrative.numerals import Match, chinese_number, compare, figure
from perfeval_xl.narrative.scores import grade_claims, score_claims, table_claims

LABELS = Labels(Form(indicators=(Indicator(name="培训场次，含线上"), Indicator(name="满意度"))), scheme.default())


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("十一", 11),
        ("二十", 20),
        ("两", 2),
        ("一百零三", 103),
        ("17", 17),
        ("三十三", 33),
        ("", None),
        ("多", None),
        ("三四", None),
    ],
)
def test_chinese_numbers(text: str, number: int | None):
    """Numerals below a thousand, as reports use them."""
    assert chinese_number(text) == number


@pytest.mark.parametrize(
    ("stated", "true", "match"),
    [
        ("596.88", "596.88", Match.SAME),
        ("596.9", "596.88", Match.ROUNDED),
        ("596.8", "596.88", Match.ROUNDED),
        ("597", "596.88", Match.ROUNDED),
        ("596.7", "596.88", Match.DIFFERENT),
        ("24", "24.19", Match.ROUNDED),
        ("99", "98.2", Match.DIFFERENT),
    ],
)
def test_rounding_and_cutting_are_told_from_differences(stated: str, true: str, match: Match):
    """Fewer digits are a matter of form, other digits are not."""
    assert compare(figure(stated), D(true), D("0.005")) is match


def test_units_are_converted():
    """284252元 is 28.4252万元, exact to the last digit written."""
    assert figure("284,252", D("0.0001")).value == D("28.4252")
    assert compare(figure("284252", D("0.0001")), D("28.43"), D("0.01")) is Match.SAME


@given(st.decimals(0, 10**6, places=2), st.integers(0, 2))
@settings(deadline=None, max_examples=80)
def test_a_rounded_figure_is_never_called_different(value: D, places: int):
    """Whatever is rounded by the package's rule counts as rounded or the same."""
    from perfeval_xl.figures import round_half_up

    stated = figure(format(round_half_up(value, places), "f"))
    assert compare(stated, value, D(0)) is not Match.DIFFERENT


def subjects(text: str, read_claims) -> list[tuple[str, D]]:
    """Subject and value of the claims in one sentence."""
    return [(claim.subject, claim.figure.value) for claim in read_claims(read([text]))]


@pytest.mark.parametrize(
    ("text", "claims"),
    [
        ("部门整体绩效自评得分为97分。", [("total", 97)]),
        ("一级指标产出指标：总分值40分，总得分38.5分。", [("component.output", D("38.5"))]),
        ("培训场次，含线上得分2分。", [("indicator.0", 2)]),
        ("上年度自评得分91分。", []),
        ("得分率96.67%。", []),
    ],
)
def test_scores_have_their_subject(text: str, claims: list):
    """The nearest name before the number, else the whole."""
    found = [claim for claim in score_claims(read([text]), LABELS) if claim.kind == "score"]
    assert [(claim.subject, claim.figure.value) for claim in found] == claims


def test_this_item_is_the_heading_above():
    """该项得分 under 3.产出指标 is the component's; under 满意度情况 the 二级指标's."""
    report = read(["3.产出指标情况分析", "按评价标准，该项得分为40分。", "满意度情况：该项得分10分。"])
    assert [claim.subject for claim in score_claims(report, LABELS)] == ["component.output", "subcategory.满意度"]


def test_grades():
    """A verdict is a claim, the definition of the bands is not."""
    report = read(["自评结果为优。", "评价等级为“良”。", "90-100分为优、80-89分为良。"])
    assert [grade for grade, *_ in grade_claims(report)] == ["优", "良"]


def test_the_table_of_scores():
    """Columns by their heading; the sum row is the total."""
    report = read(["指标\t权重分值\t得分\t得分率", "产出\t40\t40\t100%", "合计\t100\t91\t91%"])
    found = {(claim.kind, claim.subject): claim.figure.value for claim in table_claims(report, scheme.default())}
    assert found == {
        ("points", "component.output"): 40,
        ("score", "component.output"): 40,
        ("points", "total"): 100,
        ("score", "total"): 91,
    }


@pytest.mark.parametrize(
    ("text", "claims"),
    [
        ("部门预算批复资金596.88万元。", [("budget.total.approved", D("596.88"))]),
        (
            "我单位年初预算1.2亿元，全年实际支出119999900元。",
            [("budget.total.original", 12000), ("budget.total.outturn", D("11999.99"))],
        ),
        (
            "基本支出预算10万元，执行9万元；项目支出5万元。",
            [("budget.basic.planned", 10), ("budget.basic.outturn", 9), ("budget.project.outturn", 5)],
        ),
        ("比上年增加20万元。", []),
        ("公务接待费标准为100元/人/次。", []),
        ("人员经费支出20万元。", []),
        ("信息化项目支出20万元。", []),
        ("年中追加基本支出20.50万元、项目支出25.00万元。", []),
    ],
)
def test_amounts_have_row_and_column(text: str, claims: list):
    """Only what is said of the budget's rows; growth, shares and single items are left out."""
    assert subjects(text, amount_claims) == claims


@pytest.mark.parametrize(
    ("text", "claims"),
    [
        (
            "预算执行率为105.81%。其中：项目支出36.1万元，预算执行率为72.2%。",
            [("total", D("105.81")), ("project", D("72.2"))],
        ),
        ("政府采购执行率100%。", []),
        ("专项资金预算执行率80%。", []),
    ],
)
def test_rates_belong_to_the_row_before_them(text: str, claims: list):
    """A rate without a row of its own follows the amount in its sentence."""
    found = subjects(text, rate_claims)
    assert found == [(f"budget.{row}.execution_rate", value) for row, value in claims]


def test_counts_with_names_and_scope():
    """A count belongs to the component introduced in its sentence; the listed names are read."""
    text = "产出指标设置履职目标和主要任务完成情况1个二级指标，细分为培训场次，含线上、验收合格率等17项三级指标。"
    second, third = count_claims(read([text]), LABELS)
    assert (second.level, second.scope, second.count, second.names) == (
        2,
        "component.output",
        1,
        ("履职目标和主要任务完成情况",),
    )
    assert (third.level, third.count, third.names, third.complete) == (3, 17, ("培训场次，含线上", "验收合格率"), False)


def test_vague_counts_and_parts_of_them():
    """二十多个 is vague; what did not reach full points is no count of all."""
    (vague,) = count_claims(read(["另有二十多个三级指标。", "有2项三级指标未得满分。"]), LABELS)
    assert vague.count is None
    assert len(list(count_claims(read(["共设一级指标5个三级指标。"]), LABELS))) == 1


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("共设一级指标5个三级指标24个。", [(1, 5), (3, 24)]),
        ("设置一级指标五项二级指标十二项三级指标24项，", [(1, 5), (2, 12), (3, 24)]),
        ("一级指标共5个、二级指标12个，三级指标24个。", [(1, 5), (2, 12), (3, 24)]),
        ("共设5个一级指标12个二级指标24个三级指标。", [(1, 5), (2, 12), (3, 24)]),
        ("一级指标下设12个二级指标24个三级指标。", [(2, 12), (3, 24)]),
        ("绩效指标中一级指标5个三级指标24个得满分。", [(1, 5)]),
    ],
)
def test_numbers_of_indicators_without_separators_belong_to_the_level_that_they_are_written_beside(text, told):
    claims = sorted(count_claims(read([text]), LABELS), key=lambda claim: claim.start)
    assert [(claim.level, claim.count) for claim in claims] == told


def test_a_row_of_small_words_behind_a_level_is_read_soon():
    """共有 is also 共 and 有: a text that reads both ways at every place must not be tried in all of them."""
    small = "共有" * 24
    report = read([f"三级指标{small}若干三级指标，主要任务{small}若干项。"])
    with soon(1):
        assert [claim.count for claim in count_claims(report, LABELS)] == [None]
        assert list(task_counts(report)) == []


def test_tasks():
    """Number, names and contents of the main tasks."""
    report = read(["主要任务共三项：1.宣传培训，主要内容为举办培训；发放手册。", "2.日常运转，主要内容为发放工资。"])
    assert [count for count, *_ in task_counts(report)] == [3]
    assert [(task.name, task.content) for task in task_claims(report)] == [
        ("宣传培训", "举办培训；发放手册"),
        ("日常运转", "发放工资"),
    ]


def test_growth_and_shares_are_recomputed():
    """Both from the figures beside them; a decline counts from the larger figure."""
    report = read(["基本支出516.14万元，比上年增加152.09万元，增长41.78%。人员经费415.50万元，占基本支出80.5%。"])
    (growth,), (share,) = growths(report), shares(report)
    assert round(growth.true, 2) == D("41.78")
    assert round(share.true, 1) == D("80.5")
    (decline,) = growths(read(["“三公”经费5270元，比上年减少6828元，下降56.44%。"]))
    assert round(decline.true, 2) == D("56.44")
    assert not list(growths(read(["接待50人次，比上年减少10万元，下降20.00%。"])))


def test_a_cut_of_the_budget_is_a_negative_part():
    """Original and change make the final budget, whichever way it changed."""
    (cut,) = changes(read(["年初预算865.5万元，年中调减45.5万元，全年预算820万元。"]))
    assert [part.value for _, part in cut.parts] == [D("865.5"), D("-45.5")]
    assert cut.whole.value == 820


def test_parts_that_are_complete_are_known_by_their_labels():
    """In-service and retired make the staff; other lists may be only a part."""
    staff, visits = sums(read(["实有36人，其中在职31人，离退休5人。", "接待90人次，其中老人20人次，儿童9人次。"]))
    assert (staff.complete, visits.complete) == (True, False)
    assert [part.value for _, part in staff.parts] == [31, 5]


@given(st.text(alphabet="其中，：。0123456789.万元%增长比上年占为项三级指标等得分细分、（）和", max_size=120))
@settings(deadline=None, max_examples=120)
def test_any_heap_of_their_own_words_is_read_and_what_is_found_stands_in_it(text: str):
    """No text makes an extractor raise, and each gives the place of what it found."""
    report = read([text])
    found = [
        one for claims in (amount_claims, rate_claims, growths, shares, sums, task_claims) for one in claims(report)
    ]
    found += [*score_claims(report, LABELS), *count_claims(report, LABELS)]
    found += [place for claims in (task_counts, grade_claims) for _, place in claims(report)]
    for one in found:
        assert one.paragraph in report.body
        assert 0 <= one.start < one.end <= len(one.paragraph.text)
        assert one.words.split("……")[0] in " ".join(text.split())
