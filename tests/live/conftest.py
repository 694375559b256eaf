"""Live tests share one LibreOffice; without it they are skipped, or fail where everything must be proven."""

import calc_session
import live_book
import pytest
import requires

LIMIT = 2400
"""Seconds after which a LibreOffice is ended: far more than a whole run takes on a slow and busy machine."""


@pytest.fixture(scope="session")
def office():
    """A headless LibreOffice for the whole run (see `requires` for what happens where there is none)."""
    reason = calc_session.missing()
    if reason:
        requires.absent(reason)
    with calc_session.Office(limit=LIMIT) as running:
        yield running


@pytest.fixture(scope="session")
def down(tmp_path_factory):
    """A file that does not exist: while a test makes it exist, the scoring component is dead."""
    return tmp_path_factory.mktemp("server") / "down"


@pytest.fixture(scope="session")
def live_office(down):
    """A headless LibreOffice in which the VBA of a live workbook reaches the scoring component."""
    reason = calc_session.missing()
    if reason:
        requires.absent(reason)
    with calc_session.Office(bundled=live_book.BUNDLED, env=live_book.environment(down), limit=LIMIT) as running:
        yield running
