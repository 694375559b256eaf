"""What is installed, what works, what does not, and how to mend it."""

from __future__ import annotations

from perfeval_xl.doctor import excel, machine
from perfeval_xl.doctor.diagnosis import Diagnosis, State

__all__ = ["Diagnosis", "State", "examine"]


def examine() -> tuple[Diagnosis, ...]:
    """Everything that the program needs, examined on this computer."""
    looks = (*machine.EXAMINATIONS, *excel.EXAMINATIONS)
    return tuple(item for look in looks for item in look())
