"""What a test needs besides Python: where it is missing the test is skipped, or fails with PERFEVAL_REQUIRE_ALL=1."""

import importlib
import os
import shutil
from types import ModuleType

import pytest


def program(name: str, purpose: str) -> str:
    """The path of the program `name`; without it the test is skipped, or fails where everything must be proven."""
    path = shutil.which(name)
    if path is None:
        absent(f"没有 {name}：不能{purpose}")
    return path


def module(name: str, purpose: str) -> ModuleType:
    """The module `name`; without it the test is skipped, or fails where everything must be proven."""
    try:
        return importlib.import_module(name)
    except ImportError:
        absent(f"没有 {name}：不能{purpose}")
        raise


def absent(reason: str) -> None:
    """Ends the test for want of something: skipped, or failed with PERFEVAL_REQUIRE_ALL=1."""
    if os.environ.get("PERFEVAL_REQUIRE_ALL") == "1":
        pytest.fail(reason)
    pytest.skip(reason)
