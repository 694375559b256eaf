"""The workbooks that an installation puts in front of the user."""

from __future__ import annotations

import subprocess
import sys
import zipfile

import pytest

from perfeval_xl import scheme as schemes
from perfeval_xl.bureau import desk
from perfeval_xl.files import reader
from perfeval_xl.setup import templates


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """Made by the command that the installer runs."""
    folder = tmp_path_factory.mktemp("文 档") / "绩效自评"
    subprocess.run([sys.executable, "-I", "-m", "perfeval_xl.setup.templates", folder], check=True)
    return folder


def test_every_scheme_has_a_blank_workbook_with_macros_and_one_without(folder):
    for identifier in schemes.all_schemes():
        with_macros, without = sorted(folder.glob(f"空白自评表*{identifier}*"), key=lambda path: path.suffix == ".xlsx")
        assert "vbaProject.bin" in "".join(zipfile.ZipFile(with_macros).namelist())
        assert "vbaProject.bin" not in "".join(zipfile.ZipFile(without).namelist())
        assert reader.read(with_macros).scheme.id == identifier
        # A scheme may bring its own rows; nothing is filled in for the department.
        rows = reader.read(without).form.indicators
        assert len(rows) == len(schemes.get(identifier).indicator)
        assert all(row.actual is None and row.score is None for row in rows)


def test_the_sample_is_filled(folder):
    assert reader.read(folder / "已填示例.xlsm").form.indicators


def test_the_workbook_of_the_bureau_comes_along(folder):
    assert (folder / desk.FILE_NAME).read_bytes() == desk.content()


def test_the_command_makes_what_is_told(folder):
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == templates.content()
