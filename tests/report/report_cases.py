"""Forms that the tests of the report share."""

from dataclasses import replace
from pathlib import Path

from perfeval_xl import scheme
from perfeval_xl.evaluation import evaluate
from perfeval_xl.files import casefile
from perfeval_xl.model import Form
from perfeval_xl.report import Document, build

CASES = Path(__file__).parents[1] / "cases"
SEEDS = ("shangjie-office-2021", "shangjie-inspection-2021", "jinshui-organisation-2021")
WORDS = {
    "自评工作开展情况": "由财务室牵头，各科室按分工提供资料。\n数据取自预算批复、部门决算和会计凭证，逐项核对后打分。",
    "前期准备": "由财务室牵头，各科室按分工提供资料。",
    "数据收集和分析": "数据取自预算批复、部门决算和会计凭证，逐项核对后打分。",
    "提交报告": "初稿经内部审核修改后报送。",
    "资金到位及执行": "年中因工作任务增加，追加了预算资金。部分项目推迟实施，下一年度按季度跟踪执行进度。",
    "资金管理": "支出按规定审批，专款专用。",
    "工作目标管理": "年初分解任务，按季度检查。",
    "预算和财务管理": "预算按项目编制，账户和资产管理规范。",
    "绩效管理": "全部项目开展了绩效监控和自评。",
    "问题和改进措施": "本单位绩效管理办法有待健全，下一步明年一季度前修订办法并组织培训。",
    "结果应用": "作为编制下一年度预算和内部考核的参考。",
    "经验问题和建议": "各科室共同核对数据，效果较好。建议多组织业务培训。",
    "成文日期": "2022年7月15日",
}


def case(name: str, **changes) -> Form:
    """The case of this name with the department's own words, and `changes`."""
    form, _ = casefile.load(CASES / f"{name}.json")
    return replace(form, **{"narrative": WORDS, **changes})


def form(table: dict) -> Form:
    """The form of a case given as a table, under the first scheme unless it names one."""
    return casefile.from_dict({"scheme": "zhengzhou-shangjie-2021", **table})[0]


def report(form: Form) -> Document:
    """The report of a form under its own scheme."""
    rules = scheme.get(form.scheme)
    return build(form, rules, evaluate(form, rules))


def section(document: Document, heading: str) -> list[str]:
    """The lines below the heading that ends with `heading`, up to the next one."""
    from perfeval_xl.report.blocks import Heading, lines_of, text_of_runs

    found, lines = False, []
    for block in document.body:
        if isinstance(block, Heading):
            found = text_of_runs(block.runs).endswith(heading)
        elif found:
            lines += lines_of(block)
    return lines
