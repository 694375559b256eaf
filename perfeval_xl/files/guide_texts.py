"""The texts of 填写说明: what they tell to do is what the scheme's form has and what the edition can."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from perfeval_xl import names
from perfeval_xl.files.styles import ERROR, GOOD, HINT, WARNING
from perfeval_xl.scheme import Scheme

_TABLES = {"tasks": "年度主要任务", "budget": "预算情况"}
"""The parts of a form that are tables of 自评表; all others stand on 基础数据."""
COUNTS = "零一二三四五六七八九"

LIVE = "得分、校验提示和计分说明由计分组件随填随算；本机没有安装组件或没有启用宏时，显示上次保存的结果。"
NATIVE = (
    "本文件不带宏，也不需要安装任何程序：得分、标记、合计和等级等都由普通公式随填随算，"
    "Excel 2010 以上、WPS 和 LibreOffice 通用。"
    "公式算出的分与计分组件完全一致；拿不准的一律显示“待评定”，由人填写得分，或用 perfeval-xl score 计分。"
)
_BY_TARGET = (
    "能自己计分的写法：①“符号＋数字＋单位”，如 ≥95%、≤2万元、不少于18台、80次以上，"
    "符号写成 》、>=、＞ 等也认得；元、万元、亿元和人、万人等自动换算；"
    "②“2021年12月20日之前”这样写全年月日的时限；③文字相同，或写“达标”“完成”“达成”的定性指标。\n"
    "显示“待评定”的：区间（2-3次）、比例（1:1）、不写年份的时限、“基本……”“部分……”等须定档的文字、晚于时限、读不懂的单位、"
    "格里是数字而不是文字（请重新键入，前面加英文单引号）、表生成以后才写上评分标准的行。"
)
_BY_STANDARD = (
    "填好实际完成值就按评分标准计分：百分数和数量（96%、2例）、逐条的标准写符合的几条（①③、全部符合）、没有扣分情形的写“无”。"
    "标准没有写怎样计分的、按比例计分的、改过评分标准或分值的，显示“待评定”，"
    "请对照评分标准填写得分，或用 perfeval-xl score 计分。"
    "在右侧另填了指标值的行（如 ≥95%、≤2万元、80次以上），由公式按指标值计分。"
)
_NATIVE_ROWS = (
    "表内有空行时直接填空行。要加行：先撤消工作表保护（没有密码），选中上面一整行，复制，再“插入复制的单元格”，然后改写内容；"
    "只插入空行的，那一行没有公式，自评表顶部的“校验”会提醒。删除整行不影响合计和读取；请不要在表格最下面的细行之后插入。"
)
_LIVE_ROWS = (
    "指标行用功能区“绩效自评”的“插入指标行”“删除指标行”。"
    "别的行：先撤消工作表保护（在“审阅”里，没有密码），再在表内插入或删除整行，合计和读取都不受影响；"
    "请不要在表格最下面的细行之后插入。"
)
KEYS = (
    ("Tab", "跳到下一个要填的格"),
    ("Alt+Enter", "在一个格里换行"),
    ("Alt+↓", "打开下拉列表"),
    ("Ctrl+Z", "撤销"),
    ("Ctrl+P", "打印（自评表 A 至 I 列，A4 纸，一页宽）"),
)
MANUAL = "第一天怎样用、每句提示怎么办、常见问题：见安装包里的“用户手册.html”，装好后在“文档\\绩效自评”文件夹。"
SUBMIT = (
    "“校验”没有 ✘ 以后，用“生成送审件”（或 perfeval-xl submit 文件名 -o 送审件.xlsx）得到不带宏和公式的文件，"
    "与盖章的纸质件一并报送。"
)


class Sign(NamedTuple):
    """A line on what a mark or colour means: the sample cell's text, the meaning, whose look the sample has."""

    label: str
    text: str
    look: str


def steps(scheme: Scheme, *, native: bool) -> tuple[str, ...]:
    """What to do, one step after the other."""
    return tuple(_steps(scheme, native))


def _steps(scheme: Scheme, native: bool) -> Iterator[str]:
    full = f"{sum(rule.points for rule in scheme.component):f}"
    yield "打开“自评表”，填写年度、填表人、单位名称和年度总体目标。浅黄色的格是要填的，按 Tab 键跳到下一个要填的格。"
    base = [names.parts()[part] for part in scheme.form.parts if part not in _TABLES]
    if base:
        yield (
            f"打开“基础数据”，填写{'、'.join(base)}。金额单位为万元；没有的填0，不知道的留空。"
            "自评表里由基础数据算出的实际完成值随填随算。"
        )
    tables = [f"“{title}”" for part, title in _TABLES.items() if part in scheme.form.parts]
    if tables:
        yield f"填写{'和'.join(tables)}，金额单位为万元，预算执行率由公式算出。"
    if scheme.form.standards:
        yield (
            "填写“绩效指标”：评分标准照文件填写，实际完成值按评分标准要的写，"
            "如 97%、2例、无、①③、全部符合；由基础数据算出的不必填。"
            f"分值合计为{full}分。"
        )
        yield (
            "得分由公式按评分标准算出。显示“待评定”的，补填实际完成值，或由人评定后直接填写得分；没有得满分的，写明扣分原因和措施。"
        )
    else:
        yield f"填写“绩效指标”：指标值照抄年初批复（如 ≥95%），实际完成值写真实结果（如 97%），分值合计为{full}分。"
        yield (
            "得分由公式算出。显示“待评定”的，照“计分说明”填写得分（定性指标可先选“档次”）；"
            "没有得满分的，写明未完成原因和措施。"
        )
    whole = "用 perfeval-xl check 检查整张表" if native else "再点“校验”检查整张表，问题和改法列在“校验结果”"
    yield (
        f"看右侧的“标记”“校验提示”“计分说明”，逐条改正带 {ERROR} 的内容，核对带 {WARNING} 的内容；"
        f"它们只看本行，填完{whole}。"
    )
    yield "填写“报告素材”，保存文件，再导出自评报告和送审件。"


def signs(scheme: Scheme, *, native: bool) -> tuple[Sign, ...]:
    """What marks and colours mean."""
    computed = "得分、由基础数据算出的实际完成值" if scheme.form.standards else "得分、执行率"
    hint = "本表的公式算不出、要由人评定的得分" if native else "实际完成值里写了单位"
    return (
        Sign(f"{ERROR} 红色", "错误：必须改，例如没有填实际完成值、扣了分没有写原因。", ERROR),
        Sign(f"{WARNING} 黄色", "警告：可能被退回，请核对，例如已经完成却没有得满分。", WARNING),
        Sign(f"{HINT} 蓝色", f"提示：建议核对，例如{hint}。", HINT),
        Sign(f"{GOOD} 绿色", "没有发现问题。", GOOD),
        Sign("手填", "得分是人填的，公式算不出，或算出的不同。", ""),
        Sign("浅黄底色", "要填写的格。", "input"),
        Sign("白底", f"公式或固定文字。{computed}可以直接改填，改填后按填写的计。", ""),
    )


def rows(*, native: bool) -> str:
    """How rows are added and taken out."""
    return _NATIVE_ROWS if native else _LIVE_ROWS


def coverage(scheme: Scheme) -> str:
    """What the plain formulas score by themselves."""
    return _BY_STANDARD if scheme.form.standards else _BY_TARGET
