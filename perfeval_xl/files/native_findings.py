"""What the macro-free edition says of a row: 校验提示 in words, 标记 in a word, 计分说明 in a sentence.

Every message is "sign word：sentence", so that 标记 shows what stands before the colon. The full list of checks stays
with the command `check`; here is what arithmetic and the readers of the formulas see.
"""

from __future__ import annotations

from perfeval_xl.files import measure_formulas
from perfeval_xl.files.native_expression import (
    Piece,
    absolute,
    both,
    either,
    equals,
    exact,
    find,
    first_case,
    if_,
    is_empty,
    is_number,
    is_text,
    join,
    left,
    negation,
    number,
    text,
    trim,
)
from perfeval_xl.files.native_lists import is_one_of
from perfeval_xl.files.native_reading import Row
from perfeval_xl.files.styles import ERROR, GOOD, HINT, WARNING
from perfeval_xl.rules import PENDING
from perfeval_xl.scheme import Scheme

_EMPTY = text("")
_NO = Piece("FALSE", False)
_TOLERANCE = 1e-6
COLON = "："
HAND = " 手填"
"""Follows the sign of a row whose score a person typed and the rules would not give, as in the live workbook."""


def _say(sign: str, word: str, sentence: str) -> Piece:
    return text(f"{sign} {word}{COLON}{sentence}")


def _used(row: Row) -> Piece:
    parts = ("name", "target", "actual", "points", "score", "criterion")
    return negation(is_empty(join(*(row.typed[part] for part in parts))))


def by_arithmetic(row: Row, scheme: Scheme) -> Piece:
    """What is wrong with the cells of a row as such: not a number, above the points, blank, open, without a reason.

    Each has the severity that `check` gives it.
    """
    typed = row.typed
    points, given, reason = typed["points"], typed["score"], typed["deviation_reason"]
    due = row.made["score"]
    stray = both(
        negation(is_number(given)),
        negation(is_empty(given)),
        negation(both(exact(given, text(PENDING)), exact(due, text(PENDING)))),
    )
    numbers = both(is_number(given), is_number(points))
    no_actual = is_one_of(trim(typed["actual"]), row.lists["no_actual"])
    if scheme.form.standards:
        # Such a form takes a score that a person gave by the standard without an actual value.
        no_actual = both(no_actual, negation(is_number(given)))
    lacking = _say(ERROR, "缺完成值", "请填写实际完成值；空白不按0计分")
    if any(preset.measure for preset in scheme.indicator):
        lacking = _say(ERROR, "缺完成值", "请填写实际完成值；由基础数据算的，在“基础数据”补填所缺的数")
    no_target = both(is_one_of(trim(typed["target"]), row.lists["no_target"]), is_empty(typed["criterion"]))
    cases = [
        (negation(_used(row)), _EMPTY),
        (stray, _say(ERROR, "得分非数字", "得分应填数字，或留给公式计算")),
        (if_(numbers, given > points + _TOLERANCE, _NO), _say(ERROR, "得分超分值", "得分不能高于分值")),
        (is_empty(trim(typed["name"])), _say(ERROR, "缺指标名称", "请填写三级指标的名称")),
        (no_target, _say(ERROR, "缺指标值", "请照年初批复填写指标值")),
        (no_actual, lacking),
        (is_empty(points), _say(ERROR, "缺分值", "请填写分值")),
        (negation(is_number(points)), _say(ERROR, "分值非数字", "分值应填数字")),
        (is_empty(given), _say(WARNING, "缺得分", "得分格是空的，请填写，或把上一行的得分格复制过来")),
        (
            exact(given, text(PENDING)),
            join(text(f"{HINT} {PENDING}{COLON}"), row.made["why_pending"]),
        ),
        (
            if_(numbers, both(given < points, is_one_of(trim(reason), row.lists["no_reason"])), _NO),
            _say(ERROR, "缺原因", "没有得满分，请写明未完成原因和措施"),
        ),
    ]
    return first_case(cases, _EMPTY)


def by_reading(row: Row, scheme: Scheme) -> Piece:
    """What the readers see besides: a sign from the wrong key, other units, a typed score that is not the rule's."""
    made, typed = row.made, row.typed
    given, due, points = typed["score"], made["score"], typed["points"]
    first = left(made["target_text"], number(1))
    wrong_key = either(*(exact(first, text(sign)) for sign in "《》〈〉"))
    right_sign = row.word("sign_meanings", made["target_sign"])
    units = if_(
        both(is_number(made["target_number"]), is_number(made["actual_number"])),
        both(
            made["actual_unit"] > 1, either(made["target_unit"] > 1, made["column_unit"] > 1), is_empty(made["factor"])
        ),
        _NO,
    )
    both_scores = both(is_number(given), is_number(due), is_number(points))
    tolerance = number(float(scheme.thresholds.score) + _TOLERANCE)
    # Of a target in words the whole first tier may be given.
    allowed = points * float(scheme.tier[0].low) - _TOLERANCE
    in_tier = if_(exact(made["words_full"], text("full")), both(given <= due, given >= allowed), _NO)
    differs = if_(both_scores, both(absolute(given - due) > tolerance, given <= points, negation(in_tier)), _NO)
    excused = both(is_empty(made["words_full"]), negation(is_empty(typed["deviation_reason"])))
    less = if_(
        due < points,
        text(f"{ERROR}{HAND}{COLON}得分偏低"),
        if_(excused, text(f"{HINT}{HAND}{COLON}已完成而未给满分"), text(f"{WARNING}{HAND}{COLON}已完成而未给满分")),
    )
    more = text(f"{ERROR}{HAND}{COLON}得分偏高")
    wrong_score = join(if_(given > due, more, less), text("，按规则应得"), due, text("分"))
    cases = [
        (negation(_used(row)), _EMPTY),
        (
            both(wrong_key, made["target_sign"] > 1),
            join(text(f"{ERROR} 符号有误{COLON}指标值开头的书名号应为“"), right_sign, text("”")),
        ),
        (differs, wrong_score),
        (units, _say(WARNING, "单位不同", "实际完成值与指标值的单位不同，本表不换算，请核对")),
    ]
    return first_case(cases, _EMPTY)


def message(row: Row, scheme: Scheme) -> Piece:
    """校验提示: both kinds of finding, an error first."""
    one, other = row.made["by_arithmetic"], row.made["by_reading"]
    grave = both(exact(left(other, number(1)), text(ERROR)), negation(exact(left(one, number(1)), text(ERROR))))
    return first_case(
        [(is_empty(other), one), (is_empty(one), other), (grave, join(other, text("　"), one))],
        join(one, text("　"), other),
    )


def mark(row: Row, scheme: Scheme) -> Piece:
    """标记: the sign and word of the first finding; the good sign in a row without any."""
    said = row.made["message"]
    word = left(said, find(text(COLON), join(said, text(COLON))) - 1)
    given, due = row.typed["score"], row.made["score"]
    typed = if_(both(is_number(given), is_number(due)), negation(equals(given, due)), is_number(given))
    good = if_(typed, text(GOOD + HAND), text(GOOD))
    return if_(_used(row), if_(is_empty(said), good, word), _EMPTY)


def why_pending(row: Row, scheme: Scheme) -> Piece:
    """Why a row has no score yet, and what to do."""
    typed, made = row.typed, row.made
    blank = either(is_empty(typed["target"]), is_empty(typed["actual"]))
    a_number = either(
        both(negation(is_text(typed["target"])), negation(is_empty(typed["target"]))),
        both(negation(is_text(typed["actual"])), negation(is_empty(typed["actual"]))),
    )
    no_target = is_one_of(trim(typed["target"]), row.lists["blank_target"])
    late = both(is_number(made["target_day"]), is_number(made["actual_day"]))
    cases = [
        (negation(is_number(typed["points"])), text("没有有效的分值")),
        (both(made["standard"] > 0, is_empty(typed["actual"])), text("按评分标准计分，请填写实际完成值")),
        (
            both(equals(made["standard"], 0), no_target, negation(is_empty(typed["criterion"]))),
            text("按评分标准计分，而本表的公式没有这条标准，请由人评定，或用 perfeval-xl score 计分"),
        ),
        (a_number, text("格内是数字而不是文字，分不清95%与0.95；请重新键入，前面加英文单引号，如 '95%")),
        (
            made["standard"] > 0,
            text("实际完成值的写法，本表的公式不能按评分标准计分，请由人评定，或用 perfeval-xl score 计分"),
        ),
        (blank, text("指标值或实际完成值没有填")),
        (negation(is_empty(typed["tier"])), text("请按所选档次的分值区间填写得分")),
        (late, text("晚于时限，请由人评定得分")),
        (negation(is_empty(made["target_words"])), text("定性指标须由人评定：选档次或填写得分")),
        (is_number(made["position"]), text("不能按比例计算，请由人评定得分")),
        (
            both(is_number(made["target_number"]), is_number(made["actual_number"])),
            text("两个数的单位本表不能换算，请由人评定得分"),
        ),
    ]
    return first_case(cases, text("写法超出本表公式的范围，请由人评定，或用 perfeval-xl score 计分"))


def explanation(row: Row, scheme: Scheme) -> Piece:
    """计分说明: how the score came about, or why there is none."""
    made = row.made
    kind, shown = made["judgement"], join(text("，计"), made["score"], text("分"))
    over = "指标值÷实际完成值×分值" if scheme.rules.at_most_missed != "linear" else "（1−超出部分÷指标值）×分值"
    days = both(is_number(made["target_day"]), is_number(made["actual_day"]))
    how = first_case(
        [
            (made["standard"] > 0, text("按评分标准计分")),
            (exact(made["words_full"], text("full")), text("定性指标已达成")),
            (days, text("按时限完成")),
            (exact(kind, text("full")), text("达到指标值")),
            (exact(kind, text("none")), text("指标值为0而未做到")),
            (exact(kind, text("short")), text("未达到：按实际完成值÷指标值×分值")),
        ],
        text("超过指标值：按" + over),
    )
    pending = join(text(f"{PENDING}{COLON}"), row.made["why_pending"])
    said = first_case([(is_empty(made["score"]), _EMPTY), (is_number(made["score"]), join(how, shown))], pending)
    name = row.typed["name"]
    measured = measure_formulas.told(str(name.value), scheme)
    return join(if_(exact(name, text(str(name.value))), text(measured), _EMPTY), said) if measured else said
