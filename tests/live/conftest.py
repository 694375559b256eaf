"""Live tests share one LibreOffice; without it they are skipped, or fail where everything must be proven."""

import os

import calc_session
import pytest


@pytest.fixture(scope="session")
def office():
    """A headless LibreOffice for the whole run.

    Skips where there is none; with PERFEVAL_REQUIRE_ALL=1 that is a failure instead.
    """
    reason = calc_session.missing()
    if reason and os.environ.get("PERFEVAL_REQUIRE_ALL") == "1":
        pytest.fail(reason)
    if reason:
        pytest.skip(reason)
    with calc_session.Office(limit=900) as running:
        yield running
