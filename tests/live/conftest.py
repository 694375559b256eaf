"""Live tests share one LibreOffice; without it they are skipped, or fail where everything must be proven."""

import calc_session
import pytest
import requires


@pytest.fixture(scope="session")
def office():
    """A headless LibreOffice for the whole run (see `requires` for what happens where there is none)."""
    reason = calc_session.missing()
    if reason:
        requires.absent(reason)
    with calc_session.Office(limit=900) as running:
        yield running
