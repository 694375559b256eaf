"""Every target withstands the first tries of `make attack`; the longer run is `make attack BUDGET=600`."""

import pytest

from attack import targets

TRIES = 12


@pytest.mark.parametrize("target", targets.TARGETS)
@pytest.mark.parametrize("number", range(TRIES))
def test_the_law_holds(target, number):
    targets.attack(target, number)
