"""The command line `perfeval-xl`: parse, call the library, print.

Exit codes: 0 done; 1 done, and the form has findings of severity error (only `check`); 2 the input or the call is
unusable: one line on standard error, in Chinese. Nothing heavy is imported here: a command imports what it needs.
"""

from __future__ import annotations

import argparse
import importlib
import os
import re
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from decimal import Decimal
from pathlib import Path

from perfeval_xl import __version__
from perfeval_xl.commands.arguments import CallError, Parser
from perfeval_xl.commands.terminal import brief, coloured, colours, harmless
from perfeval_xl.errors import PerfevalError

RETURN_HELP = "填好的表（.xlsx、.xlsm）或案例文件（.json）"


def parser() -> Parser:
    """The parser of the whole command line; `docs/cli.md` is generated from it."""
    top = Parser(prog="perfeval-xl", description="部门整体绩效自评：填表、计分、校验、出报告。")
    top.add_argument("--version", action="version", version=f"perfeval-xl {__version__}", help="显示版本")
    commands = top.add_subparsers(dest="command", metavar="命令", title="命令", required=True)

    def command(name: str, help: str, description: str = "") -> Parser:
        added = commands.add_parser(name, help=help, description=description or f"{help}。")
        added.set_defaults(module=name.replace("-", "_"))
        return added

    schemes = command("schemes", "列出现有的评分方案")
    _json(schemes)

    new = command("new", "生成一份空白的标准自评表", "生成一份空白的标准自评表：.xlsm 边填边算，.xlsx 不带宏。")
    new.add_argument("--scheme", metavar="ID", required=True, help="方案的编号，见 perfeval-xl schemes")
    new.add_argument("--year", metavar="YEAR", type=_year, help="被评价的预算年度，如 2021")
    new.add_argument("--agency", metavar="NAME", help="单位全称")
    _output(new, "F.xlsm", ".xlsm", ".xlsx")

    fill = command("fill", "把案例文件填成自评表", "把案例文件（.json）填成自评表，和手工填写一样。")
    fill.add_argument("case", metavar="CASE.json", type=Path, help="案例文件")
    _output(fill, "F.xlsm", ".xlsm", ".xlsx")

    export = command("export-case", "把自评表里填写的内容导出为案例文件")
    _return(export)
    _output(export, "CASE.json", ".json")

    score = command("score", "按填写的内容重新计分", "按填写的内容重新计分，并与表内保存的得分核对；不修改原表。")
    _return(score)
    _json(score)

    check = command("check", "校验自评表，列出问题", "校验自评表，列出问题及所在单元格；有“错误”级问题时退出码为 1。")
    _return(check)
    check.add_argument("--report", metavar="R.docx", type=Path, help="自评报告（.docx、.txt），逐处与表核对")
    check.add_argument("--html", metavar="OUT.html", type=_path(".html", ".htm"), help="把问题清单写成网页")
    _force(check)
    _json(check)

    report = command("report", "生成自评报告（Word）")
    _return(report)
    _output(report, "R.docx", ".docx")
    _pdf(report)

    submit = command("submit", "生成送审件", "生成送审件：不带宏、不带公式，盖有方案、版本和内容摘要的戳记。")
    _return(submit)
    _output(submit, "S.xlsx", ".xlsx")
    _pdf(submit)

    collect = command(
        "collect",
        "汇总一个文件夹里的全部自评表（财政部门用）",
        "汇总一个文件夹（含子文件夹和 .zip 压缩包）里的全部自评表：重新计分、校验、排名，列出没有报送的和读不出的。"
        "再次汇总到同一个文件时只读有变化的表，“复核”里填写的内容保留。",
    )
    collect.add_argument("folder", metavar="DIR", type=Path, help="放自评表的文件夹")
    _output(collect, "SUM.xlsx", ".xlsx")
    collect.add_argument("--expect", metavar="ROSTER.xlsx", type=Path, help="应报送单位的名册：一列单位名称")
    collect.add_argument(
        "--letters", metavar="DIR", type=Path, help="给有错误的单位各写一份退回修改意见，放在这个文件夹"
    )
    collect.add_argument("--sender", metavar="NAME", default="", help="退回修改意见的落款单位")
    collect.add_argument("--deadline", metavar="DATE", default="", help="退回修改意见里的期限，如 2022年4月30日")
    collect.add_argument("--fresh", action="store_true", help="全部重读，不用上次的结果")
    collect.add_argument("--workers", metavar="N", type=_workers, help="同时用几个进程；不写由程序决定，结果都一样")
    _json(collect)

    imported = command(
        "import",
        "读入旧表或别的表，转成标准自评表",
        "读入旧表或别的表（.xlsx、.xlsm、.xls、.docx），转成标准自评表；每一处放到哪里、什么没有放，都列出来。",
    )
    imported.set_defaults(module="import_")
    imported.add_argument("file", metavar="OLD", type=Path, help="旧表：.xlsx、.xlsm、.xls 或 .docx")
    imported.add_argument("--scheme", metavar="ID", default="", help="方案的编号；不写则按表里的地区名称选")
    _output(imported, "F.xlsm", ".xlsm", ".xlsx")
    _json(imported)

    roll = command(
        "roll",
        "滚动到新年度：保留指标和目标，清空完成值和得分",
        "滚动到新年度：保留单位、任务、指标、指标值和分值，清空金额、完成值、得分、原因和报告素材。",
    )
    roll.add_argument("file", metavar="F", type=Path, help=f"上年的表：{RETURN_HELP}，或能导入的旧表")
    roll.add_argument("--year", metavar="YEAR", type=_year, required=True, help="新的预算年度，如 2022")
    roll.add_argument("--scheme", metavar="ID", default="", help="方案的编号；不写用上年的方案")
    _output(roll, "G.xlsm", ".xlsm", ".xlsx")
    _json(roll)

    diff = command("diff", "比较两份表，逐格列出改动", "比较两份表，逐格列出改动；各行按名称对应，移动、改名也认得。")
    diff.add_argument("one", metavar="A", type=Path, help="甲表：自评表、案例文件或能导入的旧表")
    diff.add_argument("other", metavar="B", type=Path, help="乙表")
    _json(diff)

    single = command(
        "eval",
        "给一个指标计分，并说明算法",
        "给一个指标计分，并说明算法。以“-”开头的值放在“--”之后：perfeval-xl eval --json -- ≥-5% -3% 10",
    )
    single.add_argument("target", metavar="TARGET", help="指标值，如 ≥95%%、≤2万元、2021年12月20日之前、健全")
    single.add_argument("actual", metavar="ACTUAL", help="实际完成值，如 100%%、17500元、2021年11月、基本健全")
    single.add_argument("points", metavar="POINTS", type=_points, help="该指标的分值")
    single.add_argument("--unit", metavar="UNIT", help="度量单位，如 %%、次、万元、定性指标")
    single.add_argument("--name", metavar="NAME", help="三级指标的名称，用来判断越低越好的指标")
    single.add_argument("--scheme", metavar="ID", default="", help="方案的编号；不写用默认方案")
    single.add_argument("--criterion", metavar="TEXT", help="该指标用文字写的评分标准")
    single.add_argument("--year", metavar="YEAR", type=_year, help="预算年度，用来读没有写年份的日期")
    _json(single)

    explain = command("explain", "查看一个校验项、计分规则或方案的说明", "查看说明和依据；不写名称则列出全部。")
    explain.add_argument(
        "topic", metavar="TOPIC", nargs="?", default="", help="校验项、计分规则或方案，如 TASK_SUM_BUDGET"
    )

    doctor = command("doctor", "检查安装情况，说明哪些能用、哪些不能用、怎么办")
    _json(doctor)

    demo = command("demo", "用随附的示例走一遍：自评表、计分、校验、报告、送审件")
    demo.add_argument("-o", "--output", metavar="DIR", type=Path, default=Path("perfeval-demo"), help="放在哪个文件夹")
    _force(demo)
    return top


def _return(command: Parser) -> None:
    command.add_argument("file", metavar="F", type=Path, help=RETURN_HELP)


def _json(command: Parser) -> None:
    command.add_argument("--json", action="store_true", help="以 JSON 输出，供程序读取")


def _force(command: Parser) -> None:
    command.add_argument("--force", action="store_true", help="已有同名文件时替换")


def _output(command: Parser, metavar: str, *suffixes: str) -> None:
    command.add_argument("-o", "--output", metavar=metavar, type=_path(*suffixes), required=True, help="输出文件")
    _force(command)


def _path(*suffixes: str) -> Callable[[str], Path]:
    """The argument type of a file with one of these endings."""

    def path(text: str) -> Path:
        if Path(text).suffix.lower() not in suffixes:
            raise argparse.ArgumentTypeError(f"“{text}”的扩展名不对，应为 {' 或 '.join(suffixes)}")
        return Path(text)

    return path


def _pdf(command: Parser) -> None:
    command.add_argument("--pdf", action="store_true", help="同时生成同名的 PDF（需要 LibreOffice 或 Word）")


def _year(text: str) -> int:
    if not (text.isascii() and text.isdigit() and 1990 <= int(text) <= 2999):
        raise argparse.ArgumentTypeError(f"“{text}”不是年度，请写四位数字，如 2021")
    return int(text)


def _workers(text: str) -> int:
    if not (text.isascii() and text.isdigit() and 1 <= int(text) <= 64):
        raise argparse.ArgumentTypeError(f"“{text}”不是进程数，请写 1 到 64 的整数")
    return int(text)


def _points(text: str) -> Decimal:
    from perfeval_xl.figures import number_of

    points = number_of(text)
    if points is None or points < 0:
        raise argparse.ArgumentTypeError(f"“{text}”不是分值，请写不小于 0 的数字，如 10")
    return points


def main(argv: Sequence[str] | None = None) -> int:
    """Runs one command and returns its exit code."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    if sys.platform == "win32":
        from perfeval_xl.scheme_data import VARIABLE
        from perfeval_xl.setup.places import point_to_schemes

        point_to_schemes(VARIABLE)
    debug = "--debug" in arguments[: arguments.index("--")] if "--" in arguments else "--debug" in arguments
    try:
        options = _parse(arguments)
        reply = importlib.import_module(f"perfeval_xl.commands.{options.module}").run(options)
    except SystemExit as leaving:  # argparse after --help and --version
        return _print("", int(leaving.code or 0), end="")
    except PerfevalError as error:
        return _fail(str(error), debug)
    except KeyboardInterrupt:
        return _fail("已取消，没有留下不完整的文件。", debug)
    except MemoryError:
        return _fail("内存不够，没有完成；请关闭其他程序后重试，或检查文件是否大得不正常。", debug)
    except OSError as error:
        return _fail(
            f"读写文件出错：{error.filename or ''} {error.strerror or error}；请检查路径、权限和磁盘空间。", debug
        )
    except Exception as error:
        return _fail(
            f"程序内部出错（{type(error).__name__}: {error}）；请加 --debug 重试，并把输出发给技术支持。", debug
        )
    code = _print(reply.text, reply.code)
    return _fail(str(reply.problem), debug=False) if reply.problem else code


def _parse(arguments: list[str]) -> argparse.Namespace:
    try:
        return parser().parse_args(arguments)
    except CallError as error:
        dashed = _dashed_value(arguments)
        if dashed:
            cure = "以“-”开头的值请放在“--”之后，选项放在“--”之前：perfeval-xl eval --json -- ≥-5% -3% 10"
            raise CallError(f"“{dashed}”被当成了选项；{cure}") from error
        raise


_DASHED = re.compile(r"-(?!\d+$|\d*\.\d+$)[^-a-zA-Z].*")
"""A value that argparse takes for an option: "-5%", but not "-5", which it knows for a number."""


def _dashed_value(arguments: list[str]) -> str:
    """The first argument of an `eval` without "--" that is such a value."""
    if arguments[:1] != ["eval"] or "--" in arguments:
        return ""
    return next(filter(_DASHED.fullmatch, arguments), "")


def _fail(message: str, debug: bool) -> int:
    if debug:
        import traceback

        traceback.print_exc()
    with suppress(OSError):  # nobody listens: the exit code has to say it
        print("错误：" + brief(harmless(" ".join(message.split()))), file=sys.stderr, flush=True)
    return 2


def _print(text: str, code: int, end: str = "\n") -> int:
    if sys.stdout is None:  # closed by the caller
        return code
    shown = harmless(text)
    try:
        print(coloured(shown) if colours(sys.stdout) else shown, end=end, flush=True)
    except BrokenPipeError:  # the reader (head, less) has seen enough
        _discard()
    except OSError as error:
        _discard()
        return _fail(
            f"命令已执行，但结果没有显示完整（{error.strerror or error}），请检查磁盘空间，或换一个位置保存。", False
        )
    return code


def _discard() -> None:
    """Sends what is still to be written to standard output nowhere, so that leaving the program does not fail."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
