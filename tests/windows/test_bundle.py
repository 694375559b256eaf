"""The offline bundle: what is in it, what never is, and that it is the same every time."""

from __future__ import annotations

import hashlib
import io
import re
import tomllib
import zipfile
from pathlib import Path

import make_bundle
import pytest
from computer import signature
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from perfeval_xl import scheme as schemes
from perfeval_xl.bureau import desk
from perfeval_xl.setup import bundle as layout
from perfeval_xl.setup import wheels

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def files(bundle):
    """The content by name below the one folder of the archive."""
    with zipfile.ZipFile(bundle) as archive:
        assert {name.partition("/")[0] for name in archive.namelist()} == {bundle.stem}
        return {name.partition("/")[2]: archive.read(name) for name in archive.namelist()}


def runtime(files):
    return zipfile.ZipFile(io.BytesIO(files[str(layout.RUNTIME)]))


def test_every_file_is_listed_with_its_digest(files):
    listed = {line[66:]: line[:64] for line in files[layout.SUMS].decode().splitlines()}
    assert listed == {name: hashlib.sha256(data).hexdigest() for name, data in files.items() if name != layout.SUMS}


def test_what_the_user_needs_is_in_it(files):
    assert {"install.ps1", "install.cmd", "先看这里.txt", "LICENSE", "perfeval_xl/setup/__main__.py"} <= set(files)
    books = [name for name in files if name.startswith("workbooks/")]
    for identifier in schemes.all_schemes():
        assert sum(identifier in name for name in books) == 2
    assert f"workbooks/{desk.FILE_NAME}" in books
    assert files["install.cmd"].isascii()
    assert b"\r\n" in files["install.cmd"]


def test_the_runtime_is_signed_by_who_made_it_and_was_not_changed(files):
    with runtime(files) as archive:
        for name in ("python.exe", "python313.dll"):
            program = archive.read(name)
            assert signature(program).status == "Valid"
            assert "CN=Python Software Foundation," in signature(program).signercertificate.subject
            middle = len(program) // 2
            changed = program[:middle] + bytes([program[middle] ^ 1]) + program[middle + 1 :]
            assert signature(changed).status == "HashMismatch"
        assert "DLLs/_ctypes.pyd" in archive.namelist()
        assert not [name for name in archive.namelist() if "site-packages" in name or "tcl" in name]


def test_xlwings_pro_pandas_and_what_antivirus_takes_are_not_in_it(files):
    names = [name for name in files if name.endswith(".whl")]
    assert not [name for name in names if re.search("pandas|numpy", name)]
    inside = [f"{name}: {one}" for name in names for one in zipfile.ZipFile(io.BytesIO(files[name])).namelist()]
    forbidden = r"xlwings/(pro|addin)/|\.xlam|LICENSE_PRO|xlwings(32|64)-.*dll"
    assert not [one for one in inside if re.search(forbidden, one)]
    assert [one for one in inside if one.endswith("xlwings/udfs.py")]


def test_every_wheel_can_be_unpacked(files, tmp_path):
    for name in sorted(name for name in files if name.endswith(".whl")):
        path = tmp_path / Path(name).name
        path.write_bytes(files[name])
        assert wheels.unpack(path, tmp_path / "site") > 3
    assert (tmp_path / "site" / "perfeval_xl" / "excel" / "server.py").exists()
    assert (tmp_path / "site" / "perfeval_xl" / "data" / "demo.json").exists()


def test_the_same_sources_give_the_same_bytes(bundle, tmp_path):
    again = make_bundle.make(tmp_path, ROOT / "out" / "windows-cache")
    assert again.read_bytes() == bundle.read_bytes()


def test_the_lock_of_the_bundle_agrees_with_the_other_and_holds_all_that_is_needed():
    tested = {}
    for line in (ROOT / "requirements.lock").read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            name, version = line.partition(";")[0].strip().split("==")
            tested[canonicalize_name(name)] = version
    locked = {canonicalize_name(name): version for name, (version, _) in make_bundle.locked().items()}
    packages = {name: version for name, version in locked.items() if name != make_bundle.RUNTIME}
    assert packages == {name: tested.get(name) for name in packages}
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    assert {canonicalize_name(Requirement(one).name) for one in project["dependencies"]} <= set(packages)


def test_the_setup_imports_nothing_that_the_bundle_does_not_carry_beside_it():
    alone = {"main", "steps", "journal", "registry", "places", "registration", "windows", "wheels", "bundle"}
    for path in (ROOT / "perfeval_xl" / "setup").glob("*.py"):
        if path.stem in alone | {"environment", "__main__", "__init__"}:
            names = re.findall(r"from (perfeval_xl[\w.]*) import", path.read_text("utf-8"))
            assert all(name == "perfeval_xl" or name.startswith("perfeval_xl.setup") for name in names), path.name
