"""The main job on a shipped, invented return: workbook, scores, findings, report and submission copy in one folder."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from perfeval_xl import checks, shapes, texts
from perfeval_xl.errors import OutputError
from perfeval_xl.evaluation import Evaluation, evaluate
from perfeval_xl.files import returns, saved, workbook
from perfeval_xl.files.output import replacing
from perfeval_xl.files.reader import Return

CASE = Path(__file__).parent / "data" / "demo.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """A file of the demo and what to look at in it."""

    path: Path
    look: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Demo:
    """What the demo made, and what it found in the return."""

    made: tuple[Made, ...]
    evaluation: Evaluation
    findings: tuple[checks.Finding, ...]


def run(folder: Path, *, force: bool = False, progress: Callable[[str], None] = lambda text: None) -> Demo:
    """Makes everything in `folder`, which is made too; `progress` is told what is being done. Raises OutputError."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        reason = "已有同名的文件" if isinstance(error, FileExistsError) else "没有权限，或上级不是文件夹"
        raise OutputError(f"{folder}：不能建立这个文件夹（{reason}），请用 -o 换一个位置。") from error
    progress("填写自评表")
    live, plain = folder / "部门整体绩效自评表.xlsm", folder / "部门整体绩效自评表.xlsx"
    made = [
        _workbook(live, "边填边算的自评表：看得分、计分说明和标出的差错", force),
        _workbook(plain, "同一份表的不带宏版本：在 WPS 或禁用宏的电脑上用", force),
    ]
    given = returns.read(live)
    evaluation = evaluate(given.form, given.scheme)
    progress("计分和校验")
    found = returns.findings(given)
    made += _written(given, evaluation, found, folder, force)
    progress("生成自评报告和送审件")
    made += _documents(given, evaluation, folder, force)
    return Demo(made=tuple(made), evaluation=evaluation, findings=found)


def _workbook(path: Path, look: str, force: bool) -> Made:
    given = returns.read(CASE)
    found = checks.run(given.form, given.scheme)
    workbook.write(path, given.form, given.scheme, force=force, findings=found)
    return Made(path=path, look=look)


def _written(
    given: Return, evaluation: Evaluation, found: tuple[checks.Finding, ...], folder: Path, force: bool
) -> Iterator[Made]:
    differences = saved.differences(given, evaluation)
    scored = shapes.score(evaluation, given.addresses, differences or ())
    checked = shapes.findings(given.path.name, given.scheme, found)
    score_text = texts.score(evaluation, given.addresses, differences)
    check_text = texts.findings(given.path.name, given.scheme, found)
    for name, text, look in (
        ("得分.txt", score_text, "总分、等级、各一级指标，每一处扣分的算法"),
        ("得分.json", shapes.dumps(scored), "同样的内容，供程序读取"),
        ("校验结果.txt", check_text, "每个问题所在的单元格和改法"),
        ("校验结果.json", shapes.dumps(checked), "同样的内容，供程序读取"),
    ):
        with replacing(folder / name, force=force) as temporary:
            temporary.write_text(text + "\n", encoding="utf-8", newline="\n")
        yield Made(path=folder / name, look=look)


def _documents(given: Return, evaluation: Evaluation, folder: Path, force: bool) -> Iterator[Made]:
    from perfeval_xl.files import submission, word
    from perfeval_xl.report import build

    report, copy = folder / "自评报告.docx", folder / "送审件.xlsx"
    with replacing(report, force=force) as temporary:
        word.write(build(given.form, given.scheme, evaluation), temporary)
    yield Made(path=report, look="八个部分，数字全部取自自评表；附自评表")
    submission.write(copy, given, force=force)
    yield Made(path=copy, look="只有数值，没有公式和宏；页脚有方案、版本和内容摘要")
