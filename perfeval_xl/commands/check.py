"""`check`: what a reviewer would send back."""

from __future__ import annotations

from argparse import Namespace

from perfeval_xl import shapes, texts
from perfeval_xl.checks import Severity
from perfeval_xl.commands import Reply
from perfeval_xl.evaluation import evaluate
from perfeval_xl.files import findings_page, returns
from perfeval_xl.files.output import replacing
from perfeval_xl.model import Form


def run(args: Namespace) -> Reply:
    """The findings with the cells (or, of a report, the paragraphs) where they stand; exit code 1 for an error.

    With `--report` the narrative is compared with the table, with `--html` the findings are also written as a page.
    """
    given = returns.read(args.file)
    narrative = None
    if args.report:
        from perfeval_xl.files.narrative_reader import read_narrative

        narrative = read_narrative(args.report, [given.scheme.form.title])
    found = returns.findings(given, narrative)
    if args.html:
        inputs = [args.file, *([args.report] if args.report else [])]
        with replacing(args.html, force=args.force, inputs=inputs) as temporary:
            findings_page.write(
                temporary,
                found,
                form=given.form,
                scheme=given.scheme,
                file=args.file.name,
                evaluation=evaluate(given.form, given.scheme),
                narrative=narrative,
            )
    code = int(any(item.severity is Severity.ERROR for item in found))
    name = args.file.name
    notes = [*given.notes, *([f"{name}：{_NOTHING}"] if _is_untouched(given.form) else [])]
    if args.json:
        shape = shapes.findings(str(args.file), given.scheme, found)
        return Reply(shapes.dumps({**shape, "notes": notes}), code)
    text = texts.with_notes(texts.findings(name, given.scheme, found), notes)
    page = f"\n{texts.written(args.html, '问题清单网页', given.scheme)}" if args.html else ""
    return Reply(text + page, code)


_NOTHING = "这张表还没有填写任务、金额、指标和得分，填写后再校验。"


def _is_untouched(form: Form) -> bool:
    """Whether there is nothing yet that could be wrong: a blank workbook is no faultless return."""
    blank = Form()
    parts = ("declared", "tasks", "budget", "indicators", "components")
    return all(getattr(form, part) == getattr(blank, part) for part in parts)
