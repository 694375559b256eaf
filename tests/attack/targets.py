"""What is attacked: by name, a function that fills a sandbox and returns the call of a command.

A try has a number; the same number makes the same try, on every machine.
"""

import io
import random
import re
import shutil
import tempfile
import time
import warnings
from collections.abc import Callable
from functools import cache
from pathlib import Path

from attack import cases, districts, law, old_files, packages, pieces, scheme_files
from attack.law import Outcome, Sandbox
from perfeval_xl import checks, report, scheme_file
from perfeval_xl import scheme as schemes
from perfeval_xl.commands import terminal
from perfeval_xl.errors import SchemeError
from perfeval_xl.evaluation import evaluate
from perfeval_xl.files import casefile, findings_page, template, word

Call = list[str | Path]
OUTPUTS = ("出.xlsm", "出.xlsx", "出.docx", "出.html", "出.json")
CASES = Path(__file__).parent.parent / "cases"


def attack(target: str, number: int) -> Outcome:
    """One try; raises law.Broken where the law was broken."""
    hand = random.Random(f"{target}:{number}")
    folder = Path(tempfile.mkdtemp(prefix="perfeval-attack-"))
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", UserWarning)  # zipfile warns of the names that are doubled on purpose
            sandbox = Sandbox(folder, districts.OUTPUTS if target == "district" else OUTPUTS)
            call = TARGETS[target](sandbox, hand)
        return call if isinstance(call, Outcome) else sandbox.obey(*call)
    finally:
        shutil.rmtree(folder)


def _indicator(sandbox: Sandbox, hand: random.Random) -> Call:
    """`eval` with any texts."""
    words = ["eval"]
    for option, chance in (("unit", 0.6), ("name", 0.5), ("criterion", 0.4), ("year", 0.2)):
        if hand.random() < chance:
            words.append(f"--{option}={pieces.argument(hand)}")
    if hand.random() < 0.3:
        words.append(f"--scheme={hand.choice((*schemes.all_schemes(), pieces.argument(hand)))}")
    points = hand.choice(("3", "10", "0", "0.5", pieces.argument(hand)))
    return [*words, *_json(hand), "--", pieces.argument(hand), pieces.argument(hand), points]


def _json(hand: random.Random) -> list[str]:
    return ["--json"] if hand.random() < 0.3 else []


def _with_return(sandbox: Sandbox, hand: random.Random, path: Path, kinds: tuple[str, ...]) -> Call:
    """One of the commands that read a return, on `path`."""
    kind, out = hand.choice(kinds), sandbox.folder
    more: dict[str, Call] = {
        "fill": ["-o", out / hand.choice(("出.xlsm", "出.xlsx"))],
        "import": ["-o", out / "出.xlsm", *_json(hand)],
        "score": _json(hand),
        "check": ["--html", out / "出.html"] if hand.random() < 0.5 else _json(hand),
        "report": ["-o", out / "出.docx"],
        "submit": ["-o", out / "出.xlsx"],
        "export-case": ["-o", out / "出.json"],
        "roll": ["--year", "2023", "-o", out / "出.xlsx", *_json(hand)],
        "diff": [CASES / "shangjie-office-2021.json", *_json(hand)],
    }
    return [kind, path, *more[kind]]


_READING = ("score", "check", "report", "submit", "export-case", "import", "roll", "diff")


def _case(sandbox: Sandbox, hand: random.Random) -> Call:
    """Every command that takes a case file."""
    path = sandbox.put("案例.json", cases.content(hand))
    return _with_return(sandbox, hand, path, ("fill", "fill", *_READING))


@cache
def _books() -> tuple[bytes, ...]:
    made = []
    for case in sorted(CASES.glob("*.json")):
        form, _ = casefile.load(case)
        scheme = schemes.get(form.scheme)
        made += [template.content(form, scheme, live=live) for live in (True, False)]
        made.append(template.content(form, scheme, live=False, frozen=True))
    return tuple(made)


def _workbook(sandbox: Sandbox, hand: random.Random) -> Call:
    """Every command that takes a workbook, on a standard one that was harmed."""
    path = sandbox.put("表.xlsx", packages.harmed(hand.choice(_books()), hand))
    return _with_return(sandbox, hand, path, _READING)


def _old_form(sandbox: Sandbox, hand: random.Random) -> Call:
    """`import`, `roll` and `diff` of old forms that were harmed."""
    suffix = hand.choice((".xls", ".xls", ".docx", ".xlsx"))
    path = sandbox.put(f"旧表{suffix}", old_files.content(suffix, hand))
    return _with_return(sandbox, hand, path, ("import", "import", "roll", "diff"))


def _narrative(sandbox: Sandbox, hand: random.Random) -> Call:
    """`check --report` with a harmed Word report, or with any text."""
    if hand.random() < 0.75:
        path = sandbox.put("报告.docx", old_files.content(".docx", hand))
    else:
        text = "\n".join(pieces.text(hand) for _ in range(hand.randint(0, 20)))
        path = sandbox.put("报告.txt", text.encode(hand.choice(("utf-8", "gb18030", "utf-16")), "replace"))
    return ["check", hand.choice(sorted(CASES.glob("*.json"))), "--report", path, *_json(hand)]


@cache
def _earlier() -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        return districts.summary(Path(folder))


def _district(sandbox: Sandbox, hand: random.Random) -> Call:
    """`collect` with returns, archives, a roster, an earlier summary and its cache, any of them harmed."""
    return districts.call(sandbox, hand, _earlier())


def _scheme(sandbox: Sandbox, hand: random.Random) -> Outcome:
    """A scheme file: refused in one sentence, or good for everything that is done with a scheme."""
    start = time.process_time()
    for path in schemes.FOLDER.glob("*.toml"):
        shutil.copy(path, sandbox.folder)
    data = scheme_files.content(hand)
    named = re.search(rb'^id = "([\w-]+)"', data, re.MULTILINE)
    path = sandbox.put(f"{named[1].decode() if named else 'x'}.toml", data)
    form, _ = casefile.load(hand.choice(sorted(CASES.glob("*.json"))))
    try:
        with law.limited():
            scheme = scheme_file.load(path)
            evaluation = evaluate(form, scheme)
            found = checks.run(form, scheme, evaluation)
            for live in (True, False):
                template.content(form, scheme, live=live, findings=found)
            findings_page.page(found, form=form, scheme=scheme, evaluation=evaluation)
            word.write(report.build(form, scheme, evaluation), io.BytesIO())
    except SchemeError as told:
        words = terminal.brief(terminal.harmless(" ".join(str(told).split())))  # as the command line says it
        outcome = Outcome(2, "", f"错误：{words}", time.process_time() - start)
        law.judge(["scheme"], outcome)
        return outcome
    except law.TooLong:
        raise law.Broken("方案读得太久") from None
    return Outcome(0, "", "", time.process_time() - start)


TARGETS: dict[str, Callable[[Sandbox, random.Random], Call | Outcome]] = {
    "indicator": _indicator,
    "case": _case,
    "workbook": _workbook,
    "old form": _old_form,
    "narrative": _narrative,
    "district": _district,
    "scheme": _scheme,
}
"""What can be attacked, by name."""
