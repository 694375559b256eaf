"""The workbooks that a user starts from; run in an environment where perfeval_xl is installed.

`python -m perfeval_xl.setup.templates FOLDER`
"""

from __future__ import annotations

import sys
from pathlib import Path


def content() -> dict[str, bytes]:
    """A blank workbook for every scheme, with macros and without, and a filled sample: the bytes by file name."""
    from perfeval_xl import checks
    from perfeval_xl import scheme as schemes
    from perfeval_xl.demo import CASE
    from perfeval_xl.files import casefile, template
    from perfeval_xl.model import Form

    made = {}
    for scheme in schemes.shipped().values():
        name = f"空白自评表-{scheme.region}-{scheme.id}"
        made[f"{name}.xlsm"] = template.content(Form(scheme=scheme.id), scheme, live=True)
        made[f"{name}（不带宏）.xlsx"] = template.content(Form(scheme=scheme.id), scheme, live=False)
    form, _ = casefile.load(CASE)
    scheme = schemes.get(form.scheme)
    made["已填示例.xlsm"] = template.content(form, scheme, live=True, findings=checks.run(form, scheme))
    return made


def write(folder: Path) -> None:
    """Writes them into a folder, which is made."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, data in content().items():
        (folder / name).write_bytes(data)


if __name__ == "__main__":
    write(Path(sys.argv[1]))
