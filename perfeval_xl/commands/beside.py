"""The PDF that `report --pdf` and `submit --pdf` put beside their output."""

from __future__ import annotations

from pathlib import Path

from perfeval_xl.commands.terminal import tell
from perfeval_xl.errors import OutputError


def refuse(output: Path, *, force: bool) -> None:
    """Raises OutputError before anything is written where the PDF is there already and may not be replaced."""
    path = output.with_suffix(".pdf")
    if path.exists() and not force:
        raise OutputError(f"{path}：文件已存在；要替换请加 --force，或为 -o 换一个文件名。")


def make(output: Path, *, force: bool) -> str:
    """The line that says where the PDF of `output` lies; OutputError says that `output` itself was made."""
    from perfeval_xl.files import pdf

    tell("生成 PDF")
    try:
        return f"✔ PDF：{pdf.to_pdf(output, force=force)}"
    except OutputError as error:
        raise OutputError(f"{output.name} 已生成，但没有 PDF：{error}") from error
