"""A bound on the processor time of something hostile: the guard against texts and files that would take for ever.

Speed itself is measured in benchmarks/. What is bounded here takes a small part of its bound; processor time does not
grow with what else the machine has to do.
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def soon(seconds: float) -> Iterator[None]:
    """Fails where what is done within took more seconds of this process's processor time."""
    start = time.process_time()
    yield
    spent = time.process_time() - start
    assert spent < seconds, f"{spent:.1f} s"
