"""Wheels are unpacked only when every file is as the wheel's own list says."""

from __future__ import annotations

import base64
import hashlib
import zipfile

import pytest

from perfeval_xl.setup import wheels


def make(path, files, listed=None):
    """A wheel of `files`, whose list of digests says what `listed` holds."""
    rows = [
        f"{name},sha256={base64.urlsafe_b64encode(hashlib.sha256(data).digest()).rstrip(b'=').decode()},{len(data)}"
        for name, data in (listed or files).items()
    ]
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in files.items():
            archive.writestr(name, data)
        archive.writestr("some-1.dist-info/RECORD", "\n".join([*rows, "some-1.dist-info/RECORD,,"]))
    return path


GOOD = {"some/__init__.py": b"x = 1", "some/data.txt": b"text", "some-1.dist-info/METADATA": b"Name: some"}


def test_all_files_are_unpacked(tmp_path):
    wheel = make(
        tmp_path / "some.whl",
        {
            **GOOD,
            "some-1.data/purelib/more.py": b"y",
            "some-1.data/scripts/run": b"#!",
            "some-1.data/data/a.dll": b"MZ",
        },
    )
    assert wheels.unpack(wheel, tmp_path / "site") == 5
    found = {
        path.relative_to(tmp_path / "site").as_posix() for path in (tmp_path / "site").rglob("*") if path.is_file()
    }
    assert found == {*GOOD, "some-1.dist-info/RECORD", "more.py"}


@pytest.mark.parametrize(
    ("files", "listed"),
    [
        ({**GOOD, "some/data.txt": b"other"}, GOOD),
        ({**GOOD, "some/extra.py": b""}, GOOD),
        ({**GOOD, "../outside.py": b""}, None),
        ({**GOOD, "some/../../outside.py": b""}, None),
        ({**GOOD, "C:/outside.py": b""}, None),
        ({**GOOD, "/outside.py": b""}, None),
    ],
)
def test_nothing_is_unpacked_of_a_wheel_that_was_tampered_with(tmp_path, files, listed):
    with pytest.raises(wheels.WheelError):
        wheels.unpack(make(tmp_path / "some.whl", files, listed), tmp_path / "site")
    assert not (tmp_path / "site").exists()


def test_an_archive_without_a_list_is_no_wheel(tmp_path):
    with zipfile.ZipFile(tmp_path / "some.whl", "w") as archive:
        archive.writestr("some/__init__.py", "")
    with pytest.raises(wheels.WheelError, match="不是完整的安装包"):
        wheels.unpack(tmp_path / "some.whl", tmp_path / "site")
