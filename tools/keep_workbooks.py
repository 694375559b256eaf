"""Keeps workbooks as this version writes them, so that later versions can prove that they still read them.

Usage: python tools/keep_workbooks.py [NAME]. Run it at each release; it fills tests/workbooks/earlier/NAME (the version
where no name is given) with a live and a macro-free workbook and a submission of each case below, the case that this
version reads from them, and what it says the scores are. Only the command line is used, so that it also runs over an
older checkout: PYTHONPATH=OLD python tools/keep_workbooks.py NAME.
"""

import json
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parent.parent
CASES = {"上街": "clean-2021", "云溪": "yunxi-office-2021"}
"""A case of each family of forms, by the name that its files get; the first without its scores, so that they are
computed."""


def main() -> None:
    """Writes the samples of the version that runs."""
    version = _run("--version").split()[-1]
    folder = ROOT / "tests" / "workbooks" / "earlier" / (sys.argv[1] if len(sys.argv) > 1 else version)
    folder.mkdir(parents=True)
    known = {scheme["id"] for scheme in json.loads(_run("schemes", "--json"))}
    for name, case in CASES.items():
        table = json.loads((ROOT / "tests" / "cases" / f"{case}.json").read_text(encoding="utf-8"))
        if table["scheme"] not in known:
            continue
        if name == next(iter(CASES)):
            del table["declared"], table["budget"]["total"]["score"]
            table["indicators"] = [{key: row[key] for key in row if key != "score"} for row in table["indicators"]]
        source = folder / f"{name}-案例.json"
        source.write_text(json.dumps(table), encoding="utf-8")
        for file in (f"{name}-自评表.xlsm", f"{name}-自评表.xlsx"):
            _run("fill", source, "-o", folder / file)
        _run("export-case", folder / f"{name}-自评表.xlsm", "-o", source, "--force")
        _run("submit", folder / f"{name}-自评表.xlsm", "-o", folder / f"{name}-送审件.xlsx")
        scored = json.loads(_run("score", folder / f"{name}-自评表.xlsm", "--json"))
        lines = [{key: line[key] for key in ("name", "score", "computed")} for line in scored["lines"]]
        told = {key: scored[key] for key in ("total", "grade", "pending", "declared", "computed")} | {"lines": lines}
        said = json.dumps({"version": version, **told}, ensure_ascii=False, indent=1)
        (folder / f"{name}-得分.json").write_text(f"{said}\n", encoding="utf-8")


def _run(*words: str | Path) -> str:
    call = [sys.executable, "-m", "perfeval_xl", *map(str, words)]
    return subprocess.run(call, check=True, capture_output=True, cwd=tempfile.gettempdir()).stdout.decode("utf-8")


if __name__ == "__main__":
    main()
