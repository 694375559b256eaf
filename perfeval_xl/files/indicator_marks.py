"""The mark of each row of 绩效指标 and the native colours on the cells at fault; both agree with `check`."""

from __future__ import annotations

from perfeval_xl.files.formulas import Case, case, first_of, larger
from perfeval_xl.files.layout import COMPUTED, MARK, MESSAGE, Layout
from perfeval_xl.files.page import Formula, Page, address
from perfeval_xl.files.styles import ERROR, GOOD, HINT, WARNING
from perfeval_xl.rules import PENDING

CHECKED = ("name", "target", "actual", "points", "score", "criterion")
"""A row in which one of these is filled in is looked at by the checks."""
_HAND = " 手填"
"""What the mark adds where the score is not the computed one."""


def mark(page: Page, row: int, columns: dict[str, int], standards: bool) -> Formula:
    """The sign of the row, which is that of 校验提示, and for what arithmetic alone can see a word.

    What has a word has its sign without the component too: always the one that `check` gives it.
    """
    at = {field: address(row, col) for field, col in columns.items()}
    value = {field: page.value(row, col) for field, col in columns.items()}
    shown = {field: page.text(row, col) for field, col in columns.items()}
    message = address(row, MESSAGE)
    score, points = page.number(row, columns["score"]), page.number(row, columns["points"])
    lost = score is not None and points is not None and score < points and value["deviation_reason"] == ""
    used = any(shown[field] for field in CHECKED)
    open_ = value["score"] == PENDING == page.value(row, COMPUTED)
    stray = value["score"] != "" and score is None and not open_
    sign = page.text(row, MESSAGE)[:1]
    # A form that prints standards takes a score that a person gave by them without an actual value.
    judged = (f'AND({at["actual"]}="",NOT(ISNUMBER({at["score"]})))', score is None) if standards else None
    by_hand, said = _typed(page, row, columns["score"])
    return first_of(
        [
            Case("&".join(at[field] for field in CHECKED) + '=""', not used, '""', ""),
            case(
                f'IF(ISNUMBER({at["score"]}),FALSE,AND({at["score"]}<>"",OR({at["score"]}<>"{PENDING}",'
                f'{address(row, COMPUTED)}<>"{PENDING}")))',
                stray,
                f"{ERROR} 得分非数字",
            ),
            case(*larger(page, row, columns["score"], columns["points"]), f"{ERROR} 得分超分值"),
            case(f'{at["name"]}=""', shown["name"] == "", f"{ERROR} 缺指标名称"),
            case(
                f'{at["target"]}&{at["criterion"]}=""', shown["target"] + shown["criterion"] == "", f"{ERROR} 缺指标值"
            ),
            case(
                judged[0] if judged else f'{at["actual"]}=""',
                shown["actual"] == "" and (judged is None or judged[1]),
                f"{ERROR} 缺完成值",
            ),
            case(f'{at["points"]}=""', value["points"] == "", f"{ERROR} 缺分值"),
            Case(
                f'{at["score"]}="{PENDING}"',
                value["score"] == PENDING,
                f'IFERROR(LEFT({message}&"{HINT}",1),"{HINT}")&" {PENDING}"',
                f"{sign or HINT} {PENDING}",
            ),
            case(
                f'IF(COUNT({at["score"]},{at["points"]})=2,AND({at["score"]}<{at["points"]},{at["deviation_reason"]}=""),FALSE)',
                lost,
                f"{ERROR} 缺原因",
            ),
            Case(f'IFERROR({message}&"","")<>""', sign != "", f"LEFT({message},1)&{by_hand}", sign + said),
        ],
        Formula(f'="{GOOD}"&{by_hand}', GOOD + said),
    )


def _typed(page: Page, row: int, col: int) -> tuple[str, str]:
    """The words for a score that a person typed and that is not what the rules give: formula and value."""
    score, computed = address(row, col), address(row, COMPUTED)
    differs = page.value(row, col) != page.value(row, COMPUTED)
    return f'IFERROR(IF({score}={computed},"","{_HAND}"),"")', _HAND if differs else ""


def colours(page: Page, places: Layout, cols: dict[str, int]) -> None:
    """Native colours on the cells at fault; the sign stands in column J."""
    table = places.indicators
    at = {field: address(table.first, col) for field, col in cols.items()}
    name, target, actual, points, score = (f"${at[field]}" for field in ("name", "target", "actual", "points", "score"))
    criterion = f"${at['criterion']}"
    reason, mark = f"${at['deviation_reason']}", f"${address(table.first, MARK)}"
    used = f'{name}&{target}&{actual}&{points}&{criterion}<>""'
    unjudged = f",NOT(ISNUMBER({score}))" if places.standards else ""
    rules = [
        ("target", "target", f'=AND({used},{target}&{criterion}="")', ERROR),
        ("actual", "actual", f'=AND({used},{actual}=""{unjudged})', ERROR),
        ("points", "score", f"=AND(COUNT({score},{points})=2,{score}>{points})", ERROR),
        ("points", "points", f'=AND({used},{points}="")', ERROR),
        *(("score", "score", f'={mark}="{sign} {PENDING}"', sign) for sign in (ERROR, WARNING, HINT)),
        (
            "deviation_reason",
            "deviation_reason",
            f'=AND(COUNT({score},{points})=2,{score}<{points},{reason}="")',
            ERROR,
        ),
        ("name", "name", f'=LEFT({mark},1)="{ERROR}"', ERROR),
        ("name", "name", f'=LEFT({mark},1)="{WARNING}"', WARNING),
    ]
    for first, last, condition, sign in rules:
        rule = {"type": "formula", "criteria": condition, "format": page.styles.mark(sign)}
        page.sheet.conditional_format(table.first, cols[first], table.closing, cols[last], rule)
    # A score that differs from the computed one was typed: it looks like an input then.
    computed, col = f"${address(table.first, COMPUTED)}", cols["score"]
    rule = {"type": "formula", "criteria": f'=AND({score}<>"",{score}<>{computed})', "format": page.styles.typed()}
    page.sheet.conditional_format(table.first, col, table.closing, col, rule)
