"""Installations without Windows: a registry in memory, folders of the test, programs that are only noted."""

from __future__ import annotations

import pytest
from memory_registry import MemoryRegistry

from perfeval_xl.setup import registry as real
from perfeval_xl.setup.places import Places


@pytest.fixture
def registry(monkeypatch):
    return MemoryRegistry().install(monkeypatch, real)


@pytest.fixture
def places(tmp_path):
    home = tmp_path / "张 三"
    for name in ("文档", "桌面"):
        (home / name).mkdir(parents=True)
    return Places(
        folder=home / "Local" / "perfeval_xl", documents=home / "文档", desktop=home / "桌面", programs=home / "开始"
    )
