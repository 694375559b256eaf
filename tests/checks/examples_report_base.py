"""Worked examples of the check of a report against base data: one figure in two places, in 元 and in 万元."""

from report_examples import Example, put

DATA = {
    "official[+]": {"institution": "汇总", "total": 0.53, "reception": 0.53},
    "expenditure[+]": {"institution": "汇总", "basic": 516.14, "project": 78.83, "personnel": 415.5},
    "comparison": {"official_prior": 1.21, "basic_prior": 364.05},
    "staffing": {"establishment": 34, "total": 36, "on_post": 31, "retired": 5},
}


def told(sentence: str, *says: str, severity: str = "") -> Example:
    """The check speaks of the sentence, in these words."""
    return Example("RPT_BASE", put(sentence), sentence, says, severity, DATA)


def silent(sentence: str) -> Example:
    """The check has nothing to say about the sentence."""
    return Example("RPT_BASE", put(sentence), changes=DATA)


EXAMPLES = [
    silent("2021年，“三公”经费5270元，比上年减少6828元，下降56.44%。"),
    silent("三公经费共5,300元，全部为公务接待费0.53万元。"),
    silent("全年“三公”经费支出0.527万元。"),
    told("2021年，“三公”经费6270元。", "0.53万元（5300元）", "三公经费合计"),
    told("2021年，“三公”经费5270万元。", "像是元和万元写错了"),
    told("2021年，“三公”经费0.53元。", "像是元和万元写错了"),
    told("2021年，“三公”经费0万元。", "是0.53万元（5300元）。", severity="hint"),
    told("2021年，“三公”经费约0.5万元。", "0.53", severity="hint"),
    told("“三公”经费5270元，比上年减少7828元。", "比上年减少0.68万元"),
    told("“三公”经费5270元，比上年增加6828元。", "比上年减少0.68万元"),
    silent("上年三公经费1.5万元，三公经费预算2万元，三公经费控制率26%。"),
    silent("三公经费严格控制，压减办公费3.2万元。"),
    told("基本支出506.14万元，比上年增加152.09万元，增长42.96%。", "516.14万元"),
    silent("基本支出516.14万元，比上年增加152.09万元，增长41.78%；项目支出为78.83万元。"),
    silent("年初预算安排基本支出480.00万元，某项目支出12.00万元。"),
    told("年末编制34人，实有人数35人，其中在职人员31人。", "实有人数是36人"),
    told("其中在职人员30人，离退休人员5人。", "在职人员数是31人"),
    silent("年末编制34人，实有人数36人，其中在职人员31人，离退休人员5人。"),
]
