"""The workbooks that a user starts from; run in an environment where perfeval_xl is installed.

`python -m perfeval_xl.setup.templates FOLDER`
"""

from __future__ import annotations

import sys
from pathlib import Path


def content() -> dict[str, bytes]:
    """By file name: a blank workbook for every scheme, with macros and without, a filled sample, the bureau's own."""
    from perfeval_xl import checks
    from perfeval_xl import scheme as schemes
    from perfeval_xl.bureau import desk
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
    made[desk.FILE_NAME] = desk.content()
    return made


def write(folder: Path) -> None:
    """Writes them into a folder, which is made."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, data in content().items():
        (folder / name).write_bytes(data)


if __name__ == "__main__":
    write(Path(sys.argv[1]))
