"""PDF by LibreOffice, and what is said where nothing can make one."""

import io
import os
import re
import subprocess
import sys
import time
from pathlib import Path
from types import SimpleNamespace

import pytest
import requires

from perfeval_xl import scheme
from perfeval_xl.errors import OutputError
from perfeval_xl.evaluation import evaluate
from perfeval_xl.files import casefile, pdf, word
from perfeval_xl.report import build
from perfeval_xl.report.blocks import Document, Paragraph, Run

DOCUMENT = Document(title="报告", subject="", author="", body=(Paragraph((Run("正文。"),)),))


@pytest.fixture
def report(tmp_path) -> Path:
    path = tmp_path / "自评 报告.docx"
    word.write(DOCUMENT, path)
    return path


def script(folder: Path, text: str) -> Path:
    """A folder for PATH whose `soffice` is this shell script."""
    folder.mkdir()
    program = folder / "soffice"
    program.write_text(f"#!/bin/sh\n{text}\n", encoding="utf-8")
    program.chmod(0o755)
    return folder


def test_libreoffice_makes_a_pdf(report):
    requires.program("soffice", "转为 PDF")
    made = pdf.to_pdf(report)
    assert made == report.with_suffix(".pdf") and made.read_bytes().startswith(b"%PDF")
    with pytest.raises(OutputError, match="--force"):
        pdf.to_pdf(report)
    other = pdf.to_pdf(report, report.with_name("另存.pdf"))
    assert other.read_bytes().startswith(b"%PDF")


def test_without_any_office_the_message_says_what_to_do(report, monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path / "nothing"))
    with pytest.raises(OutputError, match="没有找到 Word 或 LibreOffice"):
        pdf.to_pdf(report)
    assert not report.with_suffix(".pdf").exists()


def ended(process: int) -> bool:
    """Whether a process is gone within a tenth of a second; one that nobody has waited for counts as gone."""
    time.sleep(0.1)
    try:
        return Path(f"/proc/{process}/stat").read_text().split()[2] == "Z"
    except OSError:
        return True


@pytest.mark.skipif(not Path("/proc").exists(), reason="looks at /proc")
def test_an_office_that_hangs_is_ended_with_its_children(report, monkeypatch, tmp_path):
    folder = script(tmp_path / "bin", f'sleep 60 & echo $! > "{tmp_path}/child"; wait')
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")
    with pytest.raises(OutputError, match="没有生成 PDF"):
        pdf.to_pdf(report, timeout=1)
    child = int((tmp_path / "child").read_text())
    assert any(ended(child) for _ in range(50))


@pytest.mark.skipif(sys.platform == "win32", reason="a shell script stands for LibreOffice")
def test_an_office_that_makes_nothing_leaves_nothing(report, monkeypatch, tmp_path):
    folder = script(tmp_path / "bin", "exit 0")
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")
    with pytest.raises(OutputError, match="没有生成 PDF"):
        pdf.to_pdf(report)
    assert {path.name for path in tmp_path.iterdir()} == {report.name, "bin"}


def test_the_document_is_written_to_a_buffer_too():
    buffer = io.BytesIO()
    word.write(DOCUMENT, buffer)
    assert buffer.getvalue().startswith(b"PK")


def test_a_whole_report_keeps_its_pages(tmp_path):
    requires.program("soffice", "转为 PDF")
    reader = requires.program("pdftotext", "读 PDF")
    form, _ = casefile.load(Path(__file__).parents[1] / "cases" / "shangjie-office-2021.json")
    rules = scheme.get(form.scheme)
    path = tmp_path / "报告.docx"
    word.write(build(form, rules, evaluate(form, rules)), path)
    text = subprocess.run([reader, "-layout", pdf.to_pdf(path), "-"], capture_output=True, check=True).stdout.decode()
    pages = text.split("\f")[:-1]
    assert 8 <= len(pages) <= 14
    assert all(re.search(f"— *{number} *—", page) for number, page in enumerate(pages, 1))
    # The head of the table of indicators stands again on the last page.
    heads = [page for page in pages if "三级指标" in page and "未完成原因分析" in page]
    assert len(heads) >= 2 and "值班制度执行率" in heads[-1]


class FakeError(Exception):
    """Stands for pythoncom.com_error."""


@pytest.fixture
def fake_office(monkeypatch):
    """A Windows whose Office writes a PDF, or fails as `calls.failing` says; `calls.names` lists what was called."""
    calls = SimpleNamespace(names=[], failing="")

    def step(name: str):
        calls.names.append(name)
        if calls.failing == name:
            raise FakeError(name)

    class Opened:
        def ExportAsFixedFormat(self, *arguments):
            step("export")
            next(Path(item) for item in arguments if isinstance(item, str)).write_bytes(b"%PDF-fake")

        def Close(self, *arguments):
            step("close")

    def start(program: str):
        step(program)
        opens = SimpleNamespace(Open=lambda *args, **kwargs: step("open") or Opened())
        return SimpleNamespace(Documents=opens, Workbooks=opens, Quit=lambda *args: step("quit"))

    com = SimpleNamespace(
        com_error=FakeError,
        CoInitialize=lambda: step("initialize"),
        CoUninitialize=lambda: step("uninitialize"),
    )
    monkeypatch.setattr(pdf.sys, "platform", "win32")
    monkeypatch.setitem(sys.modules, "pythoncom", com)
    monkeypatch.setitem(sys.modules, "win32com", SimpleNamespace())
    monkeypatch.setitem(sys.modules, "win32com.client", SimpleNamespace(DispatchEx=start))
    return calls


@pytest.mark.parametrize(("name", "program"), [("甲.docx", "Word.Application"), ("甲.xlsm", "Excel.Application")])
def test_on_windows_office_is_started_alone_and_closed(fake_office, tmp_path, name, program):
    (tmp_path / name).write_bytes(b"x")
    assert pdf.to_pdf(tmp_path / name).read_bytes() == b"%PDF-fake"
    assert fake_office.names == ["initialize", program, "open", "export", "close", "quit", "uninitialize"]


@pytest.mark.parametrize("failing", ["open", "export", "close", "quit"])
def test_on_windows_office_is_closed_whatever_fails(fake_office, tmp_path, failing):
    (tmp_path / "甲.docx").write_bytes(b"x")
    fake_office.failing = failing
    if failing == "quit":
        pdf.to_pdf(tmp_path / "甲.docx")
    else:
        with pytest.raises(OutputError, match="Office 没有生成 PDF"):
            pdf.to_pdf(tmp_path / "甲.docx")
    assert fake_office.names[-2:] == ["quit", "uninitialize"]
    assert (tmp_path / "甲.pdf").exists() == (failing == "quit")
