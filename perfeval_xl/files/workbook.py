"""The workbook that commands write, appearing whole or not at all."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from perfeval_xl.checks import Finding
from perfeval_xl.files import template
from perfeval_xl.files.output import replacing
from perfeval_xl.model import Form
from perfeval_xl.scheme import Scheme


def write(
    path: Path,
    form: Form,
    scheme: Scheme,
    *,
    force: bool,
    inputs: Iterable[Path] = (),
    findings: Iterable[Finding] = (),
) -> None:
    """Writes `form` as a workbook, live where `path` ends in .xlsm; `findings` are listed on 校验结果."""
    live = path.suffix.lower() == ".xlsm"
    with replacing(path, force=force, inputs=inputs) as temporary:
        template.write(temporary, form, scheme, live=live, findings=findings)
