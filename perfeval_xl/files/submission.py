"""The copy to hand in: the printed form as values, without formulas, macros and helpers, stamped and verifiable.

The department's own words (报告素材) stay at home: they belong to the report.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from perfeval_xl import __version__
from perfeval_xl.errors import OutputError
from perfeval_xl.files import source, template
from perfeval_xl.files.output import replacing
from perfeval_xl.files.reader import Return, read
from perfeval_xl.files.stamp import Stamp, digest_of
from perfeval_xl.files.table_rows import without_empty_rows
from perfeval_xl.model import Form


def write(path: str | Path, given: Return, *, force: bool = False, inputs: Iterable[str | Path] = ()) -> Stamp:
    """Writes the submission of a return to `path` (.xlsx) and returns its stamp.

    It is written, read back, and only stamped when what it holds is what was given. OutputError where it cannot be
    written (see `output.replacing`).
    """
    path = Path(path)
    if path.suffix.lower() != ".xlsx":
        raise OutputError(f"{source.shown(path)}：送审件不带宏，扩展名应为 .xlsx，请改名，如“{path.stem}.xlsx”。")
    form = replace(without_empty_rows(given.form), scheme=given.scheme.id, narrative={})
    with replacing(path, force=force, inputs=(given.path, *inputs)) as temporary:
        _write(temporary, form, given, None)
        standing = read(temporary)
        if standing.form != form:
            raise OutputError(f"{source.shown(path)}：送审件读回后与原表不一致，没有生成，请把原表发给技术支持。")
        stamp = Stamp(
            scheme=given.scheme.id,
            verified=given.scheme.verified,
            version=__version__,
            digest=digest_of(standing.form, standing.cached, __version__),
        )
        _write(temporary, form, given, stamp)
    return stamp


def _write(path: Path, form: Form, given: Return, stamp: Stamp | None) -> None:
    template.write(path, form, given.scheme, live=False, frozen=True, stamp=stamp)
